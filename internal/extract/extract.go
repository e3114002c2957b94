// Package extract gives the text of files that are offered to be taken away,
// so that it can be searched for what must not be in it: PDF, Word, Excel and
// PowerPoint of 2007 and later, OpenDocument, CSV and plain text in UTF-8,
// UTF-16 or GBK, calendars, HTML, SVG, and archives of these.
//
// [Text] gives everything that a reader could find: also remarks, headers,
// hidden rows and sheets, changes that were tracked, names of files and of
// authors, and what cameras wrote into photographs of documents. What one program shows in one piece stands in one piece, even where
// the file keeps it in several. It does not say where in the file something
// stands.
//
// A file that cannot be read is an error that says why: a form that is not
// known (.doc, .xls, .wps), one behind a password, one that holds only
// pictures of pages, a damaged one, and one that is too large when it is
// unpacked. What could be read of it is returned all the same.
package extract

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"unicode/utf8"

	"banbao/internal/decode"
)

// Why a file cannot be read.
var (
	ErrForm    = errors.New("its form is not known")
	ErrOld     = errors.New("it is of an old form of Office or WPS, or behind a password")
	ErrLocked  = errors.New("it is behind a password")
	ErrScanned = errors.New("it holds pictures of text")
	ErrFonts   = errors.New("its fonts do not tell which characters they draw")
	ErrBroken  = errors.New("it is damaged")
	ErrLarge   = errors.New("it is too large")
	ErrPicture = errors.New("it holds a picture with what a camera wrote into it")
	ErrPlace   = errors.New("it holds a photograph that says where it was taken, or of a form that is not known")
)

// MostBytes is the largest file that is read.
const MostBytes = 64 << 20

// mostText is how much an archive or a PDF may be when it is unpacked.
const mostText = 128 << 20

// Text gives the text of a file; the name tells its form.
func Text(name string, src []byte) (string, error) {
	r := &reader{room: mostText}
	err := r.read(name, src, 0)
	return r.out.String(), err
}

// reader gathers the text of a file and of those in it.
type reader struct {
	out  strings.Builder
	room int // bytes that may still be unpacked
}

// line writes a text on a line of its own.
func (r *reader) line(text string) {
	r.out.WriteString(text)
	r.out.WriteByte('\n')
}

// oldOffice is what the files of old Office and WPS begin with, and new ones
// with a password.
var oldOffice = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

func (r *reader) read(name string, src []byte, depth int) error {
	if len(src) > MostBytes {
		return ErrLarge
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case bytes.HasPrefix(src, oldOffice):
		return ErrOld
	case bytes.HasPrefix(src, []byte("PK\x03\x04")), bytes.HasPrefix(src, []byte("PK\x05\x06")):
		return r.archive(src, depth)
	case bytes.Contains(src[:min(len(src), 1024)], []byte("%PDF-")):
		return r.pdf(src)
	}
	switch ext {
	case ".txt", ".md", ".csv", ".tsv", ".json", ".toml", ".yaml", ".yml", ".css", ".js":
		return r.plain(src, nil)
	case ".html", ".htm", ".svg", ".xml":
		return r.plain(src, HTML)
	case ".ics", ".vcf":
		return r.plain(src, unfold)
	case ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip":
		return ErrBroken
	case ".doc", ".xls", ".ppt", ".wps", ".et", ".dps":
		return ErrOld
	}
	return ErrForm
}

// plain reads text in the encodings that are in use, and changes it, if asked,
// to what a reader sees.
func (r *reader) plain(src []byte, seen func(dst, src []byte) []byte) error {
	if _, text := decode.Foreign(src); text != nil {
		src = text
	}
	if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return ErrForm
	}
	if seen != nil {
		src = seen(nil, src)
	}
	r.out.Write(src)
	r.out.WriteByte('\n')
	return nil
}

// unfold joins the lines of a calendar that were broken for their length, and
// reads what is written with a stroke before it.
func unfold(dst, src []byte) []byte {
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	src = bytes.ReplaceAll(src, []byte("\n "), nil)
	src = bytes.ReplaceAll(src, []byte("\n\t"), nil)
	for i := 0; i < len(src); i++ {
		c := src[i]
		if c == '\\' && i+1 < len(src) {
			i++
			if c = src[i]; c == 'n' || c == 'N' {
				c = '\n'
			}
		}
		dst = append(dst, c)
	}
	return dst
}
