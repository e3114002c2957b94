package output

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"banbao/internal/diag"
)

// Ledger is what a publication left behind, for the next one: which key gave
// which bytes, and how the file looked from outside once it was written. A
// file whose key is the same, and which still looks the same, is not rendered,
// not read and not written. It is safe to lose; it is of no use for another
// folder.
type Ledger struct {
	Dir    string // absolute
	Record Look   // of build.json
	Files  map[string]Written
}

// Written is one file that was published.
type Written struct {
	Key      Key
	Sum      [32]byte
	Look     Look // once it was written; Time in nanoseconds of the epoch
	Problems []diag.Problem
}

// Holds tells whether a folder still has every file of the ledger, looking as
// it did, and the record of them.
func (l *Ledger) Holds(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil || l.Dir != abs {
		return false
	}
	if look, ok := lookAt(filepath.Join(abs, recordName)); !ok || look != l.Record {
		return false
	}
	if isInterrupted(abs) {
		return false
	}
	for path, w := range l.Files {
		if look, ok := lookAt(filepath.Join(abs, filepath.FromSlash(path))); !ok || look != w.Look {
			return false
		}
	}
	return true
}

// ours is what the record says, without reading it, as long as it is the one
// that was written with this ledger.
func (l *Ledger) ours(dir string) map[string]entry {
	if l == nil {
		return nil
	}
	if look, ok := lookAt(filepath.Join(dir, recordName)); !ok || look != l.Record {
		return nil
	}
	ours := make(map[string]entry, len(l.Files))
	for path, w := range l.Files {
		ours[path] = entry{path, w.Look.Size, w.Sum}
	}
	return ours
}

// Look is how a file looks from outside.
type Look struct{ Size, Time int64 }

func lookAt(name string) (Look, bool) {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return Look{}, false
	}
	return Look{info.Size(), info.ModTime().UnixNano()}, true
}

// Encode writes a ledger: counted strings and fixed numbers, since it is read
// at the start of every build.
func (l *Ledger) Encode() []byte {
	size := 0
	for path, w := range l.Files {
		size += len(path) + len(w.Key) + len(w.Sum) + 4*8
	}
	b := make([]byte, 0, size+len(l.Dir)+4*8)
	number := func(n int64) { b = binary.LittleEndian.AppendUint64(b, uint64(n)) }
	text := func(s string) {
		number(int64(len(s)))
		b = append(b, s...)
	}
	text(l.Dir)
	number(l.Record.Size)
	number(l.Record.Time)
	number(int64(len(l.Files)))
	for path, w := range l.Files {
		text(path)
		b = append(append(b, w.Key[:]...), w.Sum[:]...)
		number(w.Look.Size)
		number(w.Look.Time)
		if len(w.Problems) == 0 {
			text("")
			continue
		}
		var problems bytes.Buffer
		if gob.NewEncoder(&problems).Encode(w.Problems) != nil {
			return nil // a ledger that nobody can read means a full build
		}
		text(problems.String())
	}
	return b
}

// DecodeLedger reads what Encode wrote. Anything else gives an error, and the
// caller goes on without a ledger.
func DecodeLedger(data []byte) (*Ledger, error) {
	r := ledgerReader{data: data}
	l := &Ledger{Dir: r.text()}
	l.Record = Look{r.number(), r.number()}
	n := r.number()
	if n < 0 || n > int64(len(data)) {
		return nil, errDamaged
	}
	l.Files = make(map[string]Written, n)
	for range n {
		path := r.text()
		var w Written
		copy(w.Key[:], r.take(len(w.Key)))
		copy(w.Sum[:], r.take(len(w.Sum)))
		w.Look = Look{r.number(), r.number()}
		if problems := r.text(); problems != "" {
			if gob.NewDecoder(strings.NewReader(problems)).Decode(&w.Problems) != nil {
				return nil, errDamaged
			}
		}
		l.Files[path] = w
	}
	if r.short || len(r.data) > 0 {
		return nil, errDamaged
	}
	return l, nil
}

var errDamaged = errors.New("the ledger is damaged")

type ledgerReader struct {
	data  []byte
	short bool
}

func (r *ledgerReader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.short, r.data = true, nil
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *ledgerReader) number() int64 {
	b := r.take(8)
	if len(b) < 8 {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(b))
}

func (r *ledgerReader) text() string { return string(r.take(int(r.number()))) }

// known tells whether the disk holds what rendering a file would give.
func (t *target) known(f File) (Written, bool) {
	if t.opt.Ledger == nil || f.Key.IsZero() || t.made {
		return Written{}, false
	}
	w, ok := t.opt.Ledger.Files[f.Path]
	if !ok || w.Key != f.Key {
		return Written{}, false
	}
	look, ok := lookAt(t.at(f.Path))
	return w, ok && look == w.Look && !t.behindLink(f.Path)
}

// ledger describes what is published now.
func (t *target) ledger(files []File, bodies []body) *Ledger {
	l := &Ledger{Dir: t.dir, Files: make(map[string]Written, len(files))}
	if abs, err := filepath.Abs(t.dir); err == nil {
		l.Dir = abs
	}
	l.Record, _ = lookAt(t.at(recordName))
	for i, f := range files {
		b := bodies[i]
		if f.Key.IsZero() {
			l.Record = Look{} // what must always be rendered is never known to be the same
			continue
		}
		if b.known {
			l.Files[f.Path] = t.opt.Ledger.Files[f.Path]
			continue
		}
		look, ok := b.look, b.look != Look{}
		if !ok {
			look, ok = lookAt(t.at(f.Path))
		}
		if ok {
			l.Files[f.Path] = Written{f.Key, b.sum, look, b.problems}
		}
	}
	return l
}
