package face

import (
	"encoding/binary"
	"maps"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// What fonts for Chinese can do besides, and styles use: other forms in
// columns, halves of digits, marks that stand closer.
var (
	replaced = []string{"vert", "vrt2", "hwid", "fwid", "pwid", "tnum", "lnum"} // of GSUB
	moved    = []string{"halt", "vhal"}                                         // of GPOS
)

// value is by how much a glyph is moved: x, y, width, height.
type value [4]int16

// layout adds to glyphs what may be put in their places, and makes the tables
// that say so.
func (f *Face) layout(glyphs *[]glyph) map[string][]byte {
	at := map[sfnt.GlyphIndex]uint16{} // in the font that is made; alike characters have one each
	for k, g := range *glyphs {
		if g.face == f && g.char != 0 {
			if _, known := at[g.from]; !known {
				at[g.from] = uint16(k)
			}
		}
	}
	tables := map[string][]byte{}
	f.features()
	var subs []feature
	for _, tag := range replaced {
		found := f.places[tag]
		pairs := map[uint16]uint16{}
		originals := len(*glyphs)
		for k := 1; k < originals; k++ {
			g := (*glyphs)[k]
			to, ok := found[g.from]
			if g.face != f || !ok || to == g.from {
				continue
			}
			n, known := at[to]
			if !known {
				n = uint16(len(*glyphs))
				at[to] = n
				*glyphs = append(*glyphs, glyph{f, to, 0})
			}
			pairs[uint16(k)] = n
		}
		if len(pairs) > 0 {
			subs = append(subs, feature{tag, substitution(pairs)})
		}
	}
	if len(subs) > 0 {
		tables["GSUB"] = layoutTable(subs, 1)
	}
	var moves []feature
	for _, tag := range moved {
		found := f.moves[tag]
		values := map[uint16]value{}
		for k, g := range *glyphs {
			if v, ok := found[g.from]; ok && g.face == f && k > 0 {
				values[uint16(k)] = v
			}
		}
		if len(values) > 0 {
			moves = append(moves, feature{tag, position(values)})
		}
	}
	if len(moves) > 0 {
		tables["GPOS"] = layoutTable(moves, 1)
	}
	return tables
}

// features reads what the face can do, once.
func (f *Face) features() {
	if f.places != nil {
		return
	}
	f.places, f.moves = map[string]map[sfnt.GlyphIndex]sfnt.GlyphIndex{}, map[string]map[sfnt.GlyphIndex]value{}
	gsub, gpos := f.table(f.source, "GSUB"), f.table(f.source, "GPOS")
	for _, tag := range replaced {
		f.places[tag] = map[sfnt.GlyphIndex]sfnt.GlyphIndex{}
		singles(gsub, tag, f.places[tag])
	}
	for _, tag := range moved {
		f.moves[tag] = map[sfnt.GlyphIndex]value{}
		positions(gpos, tag, f.moves[tag])
	}
}

// bin reads big-endian numbers; beyond the end they are 0.
type bin []byte

func (b bin) u16(at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func (b bin) from(at int) bin {
	if at < 0 || at > len(b) {
		return nil
	}
	return b[at:]
}

// subtables gives the parts of the lookups of a feature, whatever the script,
// with their type; extensions are followed.
func subtables(b bin, tag string, extension int, do func(kind int, sub bin)) {
	features, lookups := b.from(b.u16(6)), b.from(b.u16(8))
	seen := map[int]bool{}
	for k := range features.u16(0) {
		at := 2 + 6*k
		if at+6 > len(features) || string(features[at:at+4]) != tag {
			continue
		}
		f := features.from(features.u16(at + 4))
		for i := range f.u16(2) {
			n := f.u16(4 + 2*i)
			if seen[n] || n >= lookups.u16(0) {
				continue
			}
			seen[n] = true
			l := lookups.from(lookups.u16(2 + 2*n))
			for j := range l.u16(4) {
				kind, sub := l.u16(0), l.from(l.u16(6+2*j))
				if kind == extension && len(sub) >= 8 {
					kind, sub = sub.u16(2), sub.from(int(binary.BigEndian.Uint32(sub[4:])))
				}
				do(kind, sub)
			}
		}
	}
}

// covered calls do for each glyph of a coverage table, in order.
func covered(b bin, do func(k int, g sfnt.GlyphIndex)) {
	n := b.u16(2)
	switch b.u16(0) {
	case 1:
		for k := range n {
			do(k, sfnt.GlyphIndex(b.u16(4+2*k)))
		}
	case 2:
		for i := range n {
			at := 4 + 6*i
			for g := b.u16(at); g <= b.u16(at+2) && at+6 <= len(b); g++ {
				do(b.u16(at+4)+g-b.u16(at), sfnt.GlyphIndex(g))
			}
		}
	}
}

// singles reads what takes one glyph's place.
func singles(b bin, tag string, to map[sfnt.GlyphIndex]sfnt.GlyphIndex) {
	subtables(b, tag, 7, func(kind int, sub bin) {
		if kind != 1 {
			return
		}
		covered(sub.from(sub.u16(2)), func(k int, g sfnt.GlyphIndex) {
			if _, known := to[g]; known {
				return
			}
			switch sub.u16(0) {
			case 1:
				to[g] = sfnt.GlyphIndex(uint16(int(g) + sub.u16(4)))
			case 2:
				if k < sub.u16(4) {
					to[g] = sfnt.GlyphIndex(sub.u16(6 + 2*k))
				}
			}
		})
	})
}

// positions reads by how much single glyphs are moved.
func positions(b bin, tag string, to map[sfnt.GlyphIndex]value) {
	subtables(b, tag, 9, func(kind int, sub bin) {
		if kind != 1 {
			return
		}
		format := sub.u16(4)
		size := 0
		for bit := range 8 {
			size += 2 * (format >> bit & 1)
		}
		covered(sub.from(sub.u16(2)), func(k int, g sfnt.GlyphIndex) {
			at := 6
			if sub.u16(0) == 2 {
				at = 8 + k*size
			}
			if _, known := to[g]; known {
				return
			}
			var v value
			for bit := range 4 {
				if format>>bit&1 == 1 {
					v[bit] = int16(sub.u16(at))
					at += 2
				}
			}
			to[g] = v
		})
	})
}

// feature is one that is written: a tag, and the one part of its lookup.
type feature struct {
	tag string
	sub []byte
}

// coverage writes a coverage table.
func coverage[V any](of map[uint16]V) (table []byte, order []uint16) {
	order = slices.Sorted(maps.Keys(of))
	table = binary.BigEndian.AppendUint16([]byte{0, 1}, uint16(len(order)))
	for _, g := range order {
		table = binary.BigEndian.AppendUint16(table, g)
	}
	return table, order
}

func substitution(to map[uint16]uint16) []byte {
	table, order := coverage(to)
	b := binary.BigEndian.AppendUint16([]byte{0, 2}, uint16(6+2*len(order)))
	b = binary.BigEndian.AppendUint16(b, uint16(len(order)))
	for _, g := range order {
		b = binary.BigEndian.AppendUint16(b, to[g])
	}
	return append(b, table...)
}

func position(by map[uint16]value) []byte {
	table, order := coverage(by)
	b := binary.BigEndian.AppendUint16([]byte{0, 2}, uint16(8+8*len(order)))
	b = binary.BigEndian.AppendUint16(b, 0x0f)
	b = binary.BigEndian.AppendUint16(b, uint16(len(order)))
	for _, g := range order {
		for _, v := range by[g] {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	return append(b, table...)
}

// layoutTable writes GSUB or GPOS: every script has all features, each of which
// has one lookup.
func layoutTable(features []feature, kind int) []byte {
	slices.SortFunc(features, func(a, b feature) int { return slices.Compare([]byte(a.tag), []byte(b.tag)) })
	be := binary.BigEndian
	n := len(features)
	script := []byte{0, 1}
	script = append(script, "DFLT"...)
	script = be.AppendUint16(script, 8)
	script = be.AppendUint16(script, 4) // its usual language, and no other
	script = be.AppendUint16(script, 0)
	script = be.AppendUint16(script, 0)
	script = be.AppendUint16(script, 0xffff)
	script = be.AppendUint16(script, uint16(n))
	for k := range n {
		script = be.AppendUint16(script, uint16(k))
	}
	list := be.AppendUint16(nil, uint16(n))
	for k, f := range features {
		list = append(list, f.tag...)
		list = be.AppendUint16(list, uint16(2+6*n+6*k))
	}
	for k := range n {
		list = be.AppendUint16(be.AppendUint16(be.AppendUint16(list, 0), 1), uint16(k))
	}
	lookups := be.AppendUint16(nil, uint16(n))
	at := 2 + 2*n
	var body []byte
	for _, f := range features {
		lookups = be.AppendUint16(lookups, uint16(at+len(body)))
		for _, v := range []int{kind, 0, 1, 8} {
			body = be.AppendUint16(body, uint16(v))
		}
		body = append(body, f.sub...)
	}
	b := []byte{0, 1, 0, 0}
	b = be.AppendUint16(b, 10)
	b = be.AppendUint16(b, uint16(10+len(script)))
	b = be.AppendUint16(b, uint16(10+len(script)+len(list)))
	return slices.Concat(b, script, list, lookups, body)
}
