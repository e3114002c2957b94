package hostile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// hugeBelow makes all files of a folder that large.
func (p *place) hugeBelow(folder string, size int64) {
	n := 0
	p.must(filepath.WalkDir(p.at(folder), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		n++
		return os.Truncate(name, size)
	}))
	if n == 0 {
		p.t.Errorf("there is nothing in %s", folder)
	}
}

// archive writes a zip of files, squeezed as much as can be.
func (p *place) archive(name string, files map[string]io.Reader) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for at, from := range files {
		w, err := z.Create(at)
		p.must(err)
		_, err = io.Copy(w, from)
		p.must(err)
	}
	p.must(z.Close())
	p.write(name, b.String())
}

const (
	sheetHead = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetPart = "xl/worksheets/sheet1.xml"
)

// sheet is an xlsx of these rows.
func (p *place) sheet(name, rows string, merged ...string) {
	text := sheetHead + rows + "</sheetData><mergeCells>"
	for _, m := range merged {
		text += m
	}
	p.archive(name, map[string]io.Reader{sheetPart: bytes.NewReader([]byte(text + "</mergeCells></worksheet>"))})
}

// bomb is an xlsx whose sheet unpacks to so many blanks.
func (p *place) bomb(name string, size int64) {
	p.archive(name, map[string]io.Reader{sheetPart: io.LimitReader(blanks{}, size)})
}

type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

// png is the head of a picture of that size, and hardly more.
func png(width, height uint32) string {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	chunk := func(kind string, data []byte) {
		body := append([]byte(kind), data...)
		binary.Write(&b, binary.BigEndian, uint32(len(data)))
		b.Write(body)
		binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(body))
	}
	head := binary.BigEndian.AppendUint32(nil, width)
	head = binary.BigEndian.AppendUint32(head, height)
	chunk("IHDR", append(head, 8, 6, 0, 0, 0))
	chunk("IDAT", []byte("\x78\x9c\x03\x00\x00\x00\x00\x01"))
	chunk("IEND", nil)
	return b.String()
}
