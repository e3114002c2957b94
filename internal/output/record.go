package output

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"banbao/internal/limit"
)

// sum is a SHA-256, written as hexadecimal digits.
type sum [32]byte

func (s sum) MarshalText() ([]byte, error) {
	return hex.AppendEncode(nil, s[:]), nil
}

func (s *sum) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(s)) {
		return errors.New("a hash has the wrong length")
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// record is build.json: what a build published.
type record struct {
	Version    string  `json:"version"`
	Clock      string  `json:"clock"`
	NextChange string  `json:"next_change,omitempty"`
	Files      []entry `json:"files"`
}

type entry struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
	Sum  sum    `json:"sha256"`
}

// readRecord finds what the last build wrote. Without a record that can be
// read nothing counts as ours, so nothing is replaced or removed; strange
// tells that something else has the record's name.
func readRecord(dir string) (ours map[string]entry, strange bool, err error) {
	data, err := limit.ReadDisk(filepath.Join(dir, recordName), limit.Published)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if large := (*limit.Error)(nil); errors.As(err, &large) || errors.Is(err, limit.ErrNotFile) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, false, nil
	}
	var r record
	if json.Unmarshal(data, &r) != nil || r.Files == nil {
		return nil, true, nil
	}
	ours = make(map[string]entry, len(r.Files))
	for _, e := range r.Files {
		if _, bad := badPath(e.Path); !bad { // it may have been edited
			ours[e.Path] = e
		}
	}
	return ours, false, nil
}

// line is an entry as JSON. There are thousands, so what needs no care is
// written by hand.
func (e entry) line(b *bytes.Buffer) {
	b.WriteString(`{"path":`)
	if strings.IndexFunc(e.Path, careful) < 0 {
		b.WriteByte('"')
		b.WriteString(e.Path)
		b.WriteByte('"')
	} else {
		path, err := json.Marshal(e.Path)
		if err != nil {
			panic(err) // of a string
		}
		b.Write(path)
	}
	b.WriteString(`,"size":`)
	b.Write(strconv.AppendInt(b.AvailableBuffer(), e.Size, 10))
	b.WriteString(`,"sha256":"`)
	b.Write(hex.AppendEncode(b.AvailableBuffer(), e.Sum[:]))
	b.WriteString(`"}`)
}

// careful tells signs that JSON may want to be written otherwise.
func careful(r rune) bool {
	return r < ' ' || r > '~' || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&'
}

// bytes writes one file a line, so that two records can be compared by eye.
func (r record) bytes() []byte {
	var b bytes.Buffer
	b.Grow(len(r.Files) * 160)
	field := func(name, value string) {
		text, err := json.Marshal(value)
		if err != nil {
			panic(err) // of a string
		}
		b.WriteString(`"` + name + `": `)
		b.Write(text)
		b.WriteString(",\n")
	}
	b.WriteString("{\n")
	field("version", r.Version)
	field("clock", r.Clock)
	if r.NextChange != "" {
		field("next_change", r.NextChange)
	}
	b.WriteString("\"files\": [")
	for i, e := range r.Files {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		e.line(&b)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
