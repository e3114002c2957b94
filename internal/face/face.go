// Package face chooses typefaces for paper by their role (the title in 小标宋,
// the text in 仿宋 …) from what a machine has or a theme carries, and cuts
// from them the few characters that a page needs.
//
// [Scan] reads the heads of the fonts in some folders. [Choose] gives each
// [Role] the best of them, and what stands in where it lacks a character.
// [Chosen.Font] makes a font of some characters: TrueType, whatever the source
// is, with one glyph for each character. A browser embeds that as it is, so a
// PDF has no Type 3 font, and the text in it is the text that was written:
// with CFF fonts such as Noto CJK, Chromium draws every character as a Type 3
// glyph, and calls 水 U+2F54, which is a radical and not a word.
//
// Fonts whose maker forbids embedding are left alone, and so are variable
// ones, of which this would be the thinnest.
package face

import (
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
)

// Face is one face of a font file.
type Face struct {
	File     string // as it was found
	Families []string
	Weight   int
	Index    int // in a collection
	Theme    bool

	fsys   fs.FS
	tables map[string]table
	font   *sfnt.Font // nil until it is used
	source io.ReaderAt
	broken bool
	units  int
	shapes map[sfnt.GlyphIndex]*shape
	has    map[rune]sfnt.GlyphIndex
	buf    sfnt.Buffer
	places map[string]map[sfnt.GlyphIndex]sfnt.GlyphIndex // by feature
	moves  map[string]map[sfnt.GlyphIndex]value
}

type table struct{ offset, length uint32 }

// Name is what it is called.
func (f *Face) Name() string {
	if len(f.Families) == 0 {
		return path.Base(f.File)
	}
	return f.Families[0]
}

var kinds = []string{".ttf", ".otf", ".ttc", ".otc"}

// Scan reads the heads of all fonts below a folder. What is no font, and what
// cannot be read, is left out.
func Scan(fsys fs.FS) []*Face {
	var all []*Face
	// A folder that cannot be read has no fonts; nobody can mend that here.
	_ = fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(kinds, strings.ToLower(path.Ext(p))) {
			return nil
		}
		all = append(all, read(fsys, p)...)
		return nil
	})
	return all
}

// Theme are the fonts that a theme carries. Their files are named for roles:
// biaosong.ttf, song-bold.otf; each goes before all that the machine has.
func Theme(fsys fs.FS) []*Face {
	all := Scan(fsys)
	for _, f := range all {
		f.Theme = true
	}
	return all
}

// file is an open font.
type file interface {
	io.ReaderAt
	io.Closer
}

func open(fsys fs.FS, p string) (file, error) {
	f, err := fsys.Open(p)
	if err != nil {
		return nil, err
	}
	if at, ok := f.(file); ok {
		return at, nil
	}
	return nil, errors.Join(errors.New("it cannot be read in pieces"), f.Close())
}

// read reads the heads of the faces of a file.
func read(fsys fs.FS, p string) []*Face {
	f, err := open(fsys, p)
	if err != nil {
		return nil
	}
	defer f.Close()
	head := make([]byte, 12)
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil
	}
	offsets := []uint32{0}
	if string(head[:4]) == "ttcf" {
		n := min(binary.BigEndian.Uint32(head[8:]), 64)
		list := make([]byte, 4*n)
		if _, err := f.ReadAt(list, 12); err != nil {
			return nil
		}
		offsets = offsets[:0]
		for k := range n {
			offsets = append(offsets, binary.BigEndian.Uint32(list[4*k:]))
		}
	}
	var all []*Face
	for k, offset := range offsets {
		if x, ok := readFace(f, offset); ok {
			x.File, x.Index, x.fsys = p, k, fsys
			all = append(all, x)
		}
	}
	return all
}

// readFace reads the head of one face: which tables it has, what it is called,
// how heavy it is.
func readFace(r io.ReaderAt, offset uint32) (*Face, bool) {
	head := make([]byte, 12)
	if _, err := r.ReadAt(head, int64(offset)); err != nil {
		return nil, false
	}
	n := binary.BigEndian.Uint16(head[4:])
	list := make([]byte, 16*int(n))
	if _, err := r.ReadAt(list, int64(offset)+12); err != nil {
		return nil, false
	}
	f := &Face{Weight: 400, tables: map[string]table{}}
	for ; len(list) > 0; list = list[16:] {
		f.tables[string(list[:4])] = table{binary.BigEndian.Uint32(list[8:]), binary.BigEndian.Uint32(list[12:])}
	}
	_, glyf := f.tables["glyf"]
	_, cff := f.tables["CFF "]
	_, variable := f.tables["fvar"]
	if !glyf && !cff || variable {
		return nil, false
	}
	if os2 := f.table(r, "OS/2"); len(os2) >= 64 {
		f.Weight = int(binary.BigEndian.Uint16(os2[4:]))
		if f.Weight < 10 { // some old fonts count from 1 to 9
			f.Weight *= 100
		}
		if binary.BigEndian.Uint16(os2[8:])&0xf == 2 || os2[63]&1 == 1 { // not to be embedded, or italic
			return nil, false
		}
	}
	f.Families = names(f.table(r, "name"))
	return f, len(f.Families) > 0
}

// longest is how large a table may be of which all is read.
const longest = 16 << 20

func (f *Face) table(r io.ReaderAt, tag string) []byte {
	t := f.tables[tag]
	if t.length == 0 || t.length > longest {
		return nil
	}
	b := make([]byte, t.length)
	if _, err := r.ReadAt(b, int64(t.offset)); err != nil {
		return nil
	}
	return b
}

// names are the families that a face belongs to, in any language, and its full
// names.
func names(b []byte) []string {
	if len(b) < 6 {
		return nil
	}
	n, start := int(binary.BigEndian.Uint16(b[2:])), int(binary.BigEndian.Uint16(b[4:]))
	type named struct {
		order int
		text  string
	}
	var all []named
	for k := range n {
		at := 6 + 12*k
		if at+12 > len(b) {
			break
		}
		field := func(i int) int { return int(binary.BigEndian.Uint16(b[at+2*i:])) }
		platform, id := field(0), field(3)
		from := start + field(5)
		if from+field(4) > len(b) || id != 1 && id != 4 && id != 6 && id != 16 {
			continue
		}
		raw := b[from : from+field(4)]
		text := string(raw)
		if platform == 3 || platform == 0 {
			var units []uint16
			for ; len(raw) > 1; raw = raw[2:] {
				units = append(units, binary.BigEndian.Uint16(raw))
			}
			text = string(utf16.Decode(units))
		} else if slices.ContainsFunc(raw, func(b byte) bool { return b > 127 }) {
			continue // in an encoding of old Macs
		}
		// The family of all weights first, English first.
		order := map[int]int{16: 0, 1: 2, 4: 4, 6: 6}[id]
		if platform == 3 && field(2) != 0x409 {
			order++
		}
		all = append(all, named{order, text})
	}
	slices.SortStableFunc(all, func(x, y named) int { return cmp.Compare(x.order, y.order) })
	var out []string
	for _, x := range all {
		if x.text != "" && !slices.Contains(out, x.text) {
			out = append(out, x.text)
		}
	}
	return out
}

// ready opens a face that is to be used.
func (f *Face) ready() bool {
	if f.font != nil || f.broken {
		return f.font != nil
	}
	f.broken = true
	source, err := open(f.fsys, f.File)
	if err != nil {
		return false
	}
	// It stays open for as long as the program runs a command.
	fonts, err := sfnt.ParseCollectionReaderAt(source)
	if err != nil || f.Index >= fonts.NumFonts() {
		source.Close()
		return false
	}
	font, err := fonts.Font(f.Index)
	if err != nil {
		source.Close()
		return false
	}
	f.font, f.source, f.units = font, source, int(font.UnitsPerEm())
	f.shapes, f.has = map[sfnt.GlyphIndex]*shape{}, map[rune]sfnt.GlyphIndex{}
	return true
}

// Glyph is the number of a character's glyph, or 0.
func (f *Face) glyph(r rune) sfnt.GlyphIndex {
	if !f.ready() {
		return 0
	}
	g, known := f.has[r]
	if !known {
		g, _ = f.font.GlyphIndex(&f.buf, r)
		f.has[r] = g
	}
	return g
}
