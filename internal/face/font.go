package face

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// glyph is one of the font that is made.
type glyph struct {
	face *Face
	from sfnt.GlyphIndex
	char rune // 0: it is only put in another's place
}

// Font makes a TrueType font of characters. Those that no face has are left
// out; the browser finds something or draws a box.
func (c *Chosen) Font(chars []rune) ([]byte, error) {
	if c.Face == nil || !c.Face.ready() {
		return nil, fmt.Errorf("there is no face for %s", c.ID)
	}
	main := c.Face
	chars = slices.Compact(slices.Sorted(slices.Values(chars)))
	glyphs := []glyph{{main, 0, 0}}
	for _, r := range chars {
		if r >= 0x10000 && r > 0x10ffff {
			continue
		}
		if f, g := c.find(r); f != nil && len(glyphs) < 60000 {
			glyphs = append(glyphs, glyph{f, sfnt.GlyphIndex(g), r})
		}
	}
	lay := main.layout(&glyphs)
	m := &maker{main: main, glyphs: glyphs}
	m.outlines()
	head := main.table(main.source, "head")
	hhea := main.table(main.source, "hhea")
	if len(head) < 54 || len(hhea) < 36 {
		return nil, fmt.Errorf("%s has no head", main.File)
	}
	os2 := main.table(main.source, "OS/2")
	binary.BigEndian.PutUint32(head[8:], 0)
	for k, v := range m.box {
		binary.BigEndian.PutUint16(head[36+2*k:], uint16(int16(v)))
	}
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(glyphs)))
	tables := map[string][]byte{
		"head": head, "hhea": hhea[:36], "hmtx": m.hmtx, "glyf": m.glyf, "loca": m.loca, "maxp": m.maxp(),
		"cmap": m.cmap(), "name": named(main.Name() + "-" + c.ID), "post": post(),
		"vhea": m.vhea(), "vmtx": m.vmtx(main.top(os2)),
	}
	if len(os2) >= 78 {
		tables["OS/2"] = os2
	}
	maps.Copy(tables, lay)
	return assemble(tables), nil
}

// top is where a character begins in a column, above the line on which it
// stands in a row.
func (f *Face) top(os2 []byte) int {
	if len(os2) >= 72 {
		up, down := int(int16(binary.BigEndian.Uint16(os2[68:]))), int(int16(binary.BigEndian.Uint16(os2[70:])))
		if up-down == f.units {
			return up
		}
	}
	return f.units * 88 / 100
}

// maker holds the tables that are written glyph by glyph.
type maker struct {
	main             *Face
	glyphs           []glyph
	glyf, loca, hmtx []byte
	tops             []int
	box              [4]int // of all
	points, contours int
}

func (m *maker) outlines() {
	m.box = [4]int{32767, 32767, -32768, -32768}
	for _, g := range m.glyphs {
		m.loca = binary.BigEndian.AppendUint32(m.loca, uint32(len(m.glyf)))
		s := g.face.shape(g.from)
		scale := 1.0
		if g.face.units != m.main.units {
			scale = float64(m.main.units) / float64(g.face.units)
			s = s.scaled(scale)
		}
		left, top := m.glyph(s)
		m.hmtx = binary.BigEndian.AppendUint16(m.hmtx, uint16(s.advance))
		m.hmtx = binary.BigEndian.AppendUint16(m.hmtx, uint16(int16(left)))
		m.tops = append(m.tops, top)
	}
	m.loca = binary.BigEndian.AppendUint32(m.loca, uint32(len(m.glyf)))
}

// glyph writes one outline, and gives its left and upper edge.
func (m *maker) glyph(s *shape) (left, top int) {
	if len(s.contours) == 0 {
		return 0, 0
	}
	box := [4]int{32767, 32767, -32768, -32768}
	n := 0
	for _, c := range s.contours {
		for _, p := range c {
			box = [4]int{min(box[0], p.x), min(box[1], p.y), max(box[2], p.x), max(box[3], p.y)}
		}
		n += len(c)
	}
	m.points, m.contours = max(m.points, n), max(m.contours, len(s.contours))
	m.box = [4]int{min(m.box[0], box[0]), min(m.box[1], box[1]), max(m.box[2], box[2]), max(m.box[3], box[3])}
	b := binary.BigEndian.AppendUint16(m.glyf, uint16(len(s.contours)))
	for _, v := range box {
		b = binary.BigEndian.AppendUint16(b, uint16(int16(v)))
	}
	last := -1
	for _, c := range s.contours {
		last += len(c)
		b = binary.BigEndian.AppendUint16(b, uint16(last))
	}
	b = binary.BigEndian.AppendUint16(b, 0) // no instructions
	var xs, ys []byte
	var x, y int
	for _, c := range s.contours {
		for _, p := range c {
			flag := byte(0)
			if p.on {
				flag = 1
			}
			xs, flag = delta(xs, p.x-x, flag, 0x02, 0x10)
			ys, flag = delta(ys, p.y-y, flag, 0x04, 0x20)
			x, y = p.x, p.y
			b = append(b, flag)
		}
	}
	b = append(append(b, xs...), ys...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	m.glyf = b
	return box[0], box[3]
}

// delta writes by how much a coordinate differs from the one before.
func delta(b []byte, d int, flag, short, same byte) ([]byte, byte) {
	switch {
	case d == 0:
		return b, flag | same
	case d > 0 && d < 256:
		return append(b, byte(d)), flag | short | same
	case d < 0 && d > -256:
		return append(b, byte(-d)), flag | short
	}
	return binary.BigEndian.AppendUint16(b, uint16(int16(d))), flag
}
