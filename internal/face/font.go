package face

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// shape is a glyph in units of its face.
type shape struct {
	advance  int
	contours [][]dot
}

type dot struct {
	x, y int
	on   bool
}

// shape loads a glyph; curves of the third degree become those of the second,
// as TrueType has them.
func (f *Face) shape(g sfnt.GlyphIndex) *shape {
	if s := f.shapes[g]; s != nil {
		return s
	}
	s := &shape{}
	f.shapes[g] = s
	size := fixed.I(f.units)
	if a, err := f.font.GlyphAdvance(&f.buf, g, size, font.HintingNone); err == nil {
		s.advance = a.Round()
	}
	segments, err := f.font.LoadGlyph(&f.buf, g, size, nil)
	if err != nil {
		return s // drawn as nothing
	}
	var at point
	var contour []dot
	end := func() {
		if n := len(contour); n > 1 && contour[0] == contour[n-1] {
			contour = contour[:n-1]
		}
		if len(contour) > 2 {
			s.contours = append(s.contours, contour)
		}
		contour = nil
	}
	for _, seg := range segments {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			end()
			at = pointOf(seg.Args[0])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpLineTo:
			at = pointOf(seg.Args[0])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpQuadTo:
			contour = append(contour, pointOf(seg.Args[0]).dot(false))
			at = pointOf(seg.Args[1])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpCubeTo:
			p1, p2, p3 := pointOf(seg.Args[0]), pointOf(seg.Args[1]), pointOf(seg.Args[2])
			contour = square(contour, at, p1, p2, p3)
			at = p3
		}
	}
	end()
	return s
}

type point struct{ x, y float64 }

// pointOf turns the y axis up again.
func pointOf(p fixed.Point26_6) point { return point{float64(p.X) / 64, -float64(p.Y) / 64} }

func (p point) dot(on bool) dot {
	return dot{int(math.Round(p.x)), int(math.Round(p.y)), on}
}

func mix(a, b point, t float64) point { return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }

// near is by how many units a curve may differ.
const near = 0.5

// square adds a curve of the third degree as a few of the second.
func square(contour []dot, p0, p1, p2, p3 point) []dot {
	dx, dy := p3.x-3*p2.x+3*p1.x-p0.x, p3.y-3*p2.y+3*p1.y-p0.y
	n := int(math.Ceil(math.Cbrt(math.Sqrt(3) / 36 * math.Hypot(dx, dy) / near)))
	n = min(max(n, 1), 8)
	for k := range n {
		// The part from t to u.
		t, u := float64(k)/float64(n), float64(k+1)/float64(n)
		a, b, c, d := part(p0, p1, p2, p3, t, u)
		q := point{(3*(b.x+c.x) - a.x - d.x) / 4, (3*(b.y+c.y) - a.y - d.y) / 4}
		contour = append(contour, q.dot(false), d.dot(true))
	}
	return contour
}

// part cuts a curve.
func part(p0, p1, p2, p3 point, t, u float64) (a, b, c, d point) {
	at := func(x, y, z float64) point { // the blossom
		p01, p12, p23 := mix(p0, p1, x), mix(p1, p2, x), mix(p2, p3, x)
		return mix(mix(p01, p12, y), mix(p12, p23, y), z)
	}
	return at(t, t, t), at(t, t, u), at(t, u, u), at(u, u, u)
}

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

func (s *shape) scaled(by float64) *shape {
	t := &shape{advance: int(math.Round(float64(s.advance) * by))}
	for _, c := range s.contours {
		var d []dot
		for _, p := range c {
			d = append(d, dot{int(math.Round(float64(p.x) * by)), int(math.Round(float64(p.y) * by)), p.on})
		}
		t.contours = append(t.contours, d)
	}
	return t
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

func (m *maker) maxp() []byte {
	b := []byte{0, 1, 0, 0}
	for _, v := range []int{len(m.glyphs), m.points, m.contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

// cmap maps characters to glyphs: format 4 for old readers, and format 12 for
// those beyond the first 65,536.
func (m *maker) cmap() []byte {
	type run struct{ first, last, glyph uint32 }
	var runs []run
	for k, g := range m.glyphs {
		if g.char == 0 {
			continue
		}
		r := uint32(g.char)
		if n := len(runs); n > 0 && runs[n-1].last+1 == r && runs[n-1].glyph+r-runs[n-1].first == uint32(k) {
			runs[n-1].last = r
			continue
		}
		runs = append(runs, run{r, r, uint32(k)})
	}
	be := binary.BigEndian
	var low []run
	for _, r := range runs {
		if r.first < 0xffff {
			r.last = min(r.last, 0xfffe)
			low = append(low, r)
		}
	}
	low = append(low, run{0xffff, 0xffff, 0})
	n := len(low)
	pow := 1
	for pow*2 <= n {
		pow *= 2
	}
	log := 0
	for 1<<(log+1) <= pow {
		log++
	}
	four := be.AppendUint16(nil, 4)
	four = be.AppendUint16(four, uint16(16+8*n))
	for _, v := range []int{0, 2 * n, 2 * pow, log, 2*n - 2*pow} {
		four = be.AppendUint16(four, uint16(v))
	}
	for _, r := range low {
		four = be.AppendUint16(four, uint16(r.last))
	}
	four = be.AppendUint16(four, 0)
	for _, r := range low {
		four = be.AppendUint16(four, uint16(r.first))
	}
	for k, r := range low {
		d := uint16(r.glyph) - uint16(r.first)
		if k == n-1 {
			d = 1
		}
		four = be.AppendUint16(four, d)
	}
	four = append(four, make([]byte, 2*n)...)
	twelve := be.AppendUint16(nil, 12)
	twelve = be.AppendUint16(twelve, 0)
	twelve = be.AppendUint32(twelve, uint32(16+12*len(runs)))
	twelve = be.AppendUint32(twelve, 0)
	twelve = be.AppendUint32(twelve, uint32(len(runs)))
	for _, r := range runs {
		twelve = be.AppendUint32(be.AppendUint32(be.AppendUint32(twelve, r.first), r.last), r.glyph)
	}
	b := be.AppendUint16(nil, 0)
	b = be.AppendUint16(b, 2)
	b = be.AppendUint32(be.AppendUint16(be.AppendUint16(b, 3), 1), 20)
	b = be.AppendUint32(be.AppendUint16(be.AppendUint16(b, 3), 10), uint32(20+len(four)))
	return append(append(b, four...), twelve...)
}

// vhea and vmtx say that characters in columns follow each other at their own
// size; without them it would be the distance of lines.
func (m *maker) vhea() []byte {
	half := m.main.units / 2
	b := []byte{0, 1, 0, 0}
	for _, v := range []int{half, -half, 0, m.main.units, 0, 0, m.main.units, 0, 1, 0, 0, 0, 0, 0, 0, len(m.glyphs)} {
		b = binary.BigEndian.AppendUint16(b, uint16(int16(v)))
	}
	return b
}

func (m *maker) vmtx(top int) []byte {
	var b []byte
	for _, t := range m.tops {
		b = binary.BigEndian.AppendUint16(b, uint16(m.main.units))
		b = binary.BigEndian.AppendUint16(b, uint16(int16(top-t)))
	}
	return b
}

// named is the table of names: what PDFs call the font.
func named(name string) []byte {
	var units []byte
	for _, r := range name {
		if r > ' ' && r < 127 && !strings.ContainsRune("[](){}<>/%", r) { // no space may be in it
			units = append(units, 0, byte(r))
		}
	}
	ids := []uint16{1, 2, 3, 4, 6}
	b := binary.BigEndian.AppendUint16(nil, 0)
	b = binary.BigEndian.AppendUint16(b, uint16(len(ids)))
	b = binary.BigEndian.AppendUint16(b, uint16(6+12*len(ids)))
	for _, id := range ids {
		for _, v := range []uint16{3, 1, 0x409, id, uint16(len(units)), 0} {
			b = binary.BigEndian.AppendUint16(b, v)
		}
	}
	return append(b, units...)
}

func post() []byte {
	b := make([]byte, 32)
	binary.BigEndian.PutUint32(b, 0x00030000)
	return b
}

// assemble puts tables into a font file.
func assemble(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	n := len(tags)
	pow, log := 1, 0
	for pow*2 <= n {
		pow, log = pow*2, log+1
	}
	be := binary.BigEndian
	b := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 * pow, log, 16*n - 16*pow} {
		b = be.AppendUint16(b, uint16(v))
	}
	at := 12 + 16*n
	var body bytes.Buffer
	headAt := 0
	for _, tag := range tags {
		t := tables[tag]
		if tag == "head" {
			headAt = at + body.Len()
		}
		b = append(b, tag...)
		b = be.AppendUint32(b, checksum(t))
		b = be.AppendUint32(b, uint32(at+body.Len()))
		b = be.AppendUint32(b, uint32(len(t)))
		body.Write(t)
		for body.Len()%4 != 0 {
			body.WriteByte(0)
		}
	}
	b = append(b, body.Bytes()...)
	be.PutUint32(b[headAt+8:], 0xb1b0afba-checksum(b))
	return b
}

func checksum(b []byte) uint32 {
	var sum uint32
	for len(b) >= 4 {
		sum += binary.BigEndian.Uint32(b)
		b = b[4:]
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
