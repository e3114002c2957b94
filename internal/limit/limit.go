// Package limit says how large the files may be that are read, in one place,
// and reads none that is larger: what a site's folder holds was written by
// people in a hurry, and by people who mean no good. A file is looked at before
// it is opened, so that one of a gigabyte costs nothing, and neither does a
// pipe, which would never end.
//
// What a text may hold besides is bounded where it is understood: Markdown in
// package markdown (bounds.go), TOML in decode, tables in grid, pixels in photo.
package limit

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The largest files of each kind, in bytes.
const (
	Text       = 8 << 20   // Markdown, TOML, CSV that content is read from; a novel has one megabyte
	Picture    = 64 << 20  // a picture before it is made smaller
	Attachment = 100 << 20 // what is offered to be taken away
	ThemeFile  = 32 << 20  // a template, a style sheet, a font
	Record     = 32 << 20  // a file of record/
	Published  = 64 << 20  // build.json, the journal of an interrupted build
	Alert      = 1 << 20   // alert.json
	Saved      = 256 << 20 // what a build leaves for the next in .banbao/
	Sheet      = 64 << 20  // a spreadsheet to import, packed and unpacked
)

// ErrNotFile is a folder, a pipe or a device where a file should be.
var ErrNotFile = errors.New("it is not a file")

// Error is a file that is too large to be read.
type Error struct {
	Size, Most int64 // bytes
}

func (e *Error) Error() string { return Bytes(e.Size) + ", more than " + Bytes(e.Most) }

// Bytes words a size as people say it: 47.7 MB.
func Bytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/(1<<20)) }

// Check judges a file by how it looks from outside.
func Check(info fs.FileInfo, most int64) error {
	switch {
	case !info.Mode().IsRegular():
		return ErrNotFile
	case info.Size() > most:
		return &Error{info.Size(), most}
	}
	return nil
}

// ReadFile is fs.ReadFile of a file that is one and has most bytes at most;
// else its error is ErrNotFile or an *[Error].
func ReadFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err == nil {
		err = Check(info, most)
	}
	if err != nil {
		return nil, err
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	return all(f, info.Size(), most)
}

// ReadDisk is the same of a file anywhere on the disk.
func ReadDisk(name string, most int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil {
		err = Check(info, most)
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return all(f, info.Size(), most)
}

// all reads a file that had so many bytes, which may have grown.
func all(f io.ReadCloser, size, most int64) ([]byte, error) {
	defer f.Close()
	text := make([]byte, 0, size+512) // as os.ReadFile does, to see the end at once
	for {
		n, err := f.Read(text[len(text):cap(text)])
		text = text[:len(text)+n]
		switch {
		case err == io.EOF:
			return text, nil
		case err != nil:
			return text, err
		case int64(len(text)) > most:
			return nil, &Error{int64(len(text)), most}
		case len(text) == cap(text):
			text = append(text, 0)[:len(text)]
		}
	}
}
