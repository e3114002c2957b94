package face

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
)

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
