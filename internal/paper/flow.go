package paper

import (
	"math"
	"strings"

	"banbao/internal/measure"
	"banbao/internal/site"
)

// block is a piece of a sheet that stands below the one before, in millimetres.
type block struct {
	gap, high float64
	row       float64 // how high one of its lines is; 0: it is not parted
	under     float64 // what is written under a picture
	picture   int     // its place among those of the text, from 1; 0: no picture
	leads     bool    // a heading: it stays with what follows
	follows   bool    // a signature: it stays with what is before
}

// flow is a sheet of the house as it runs over its leaves.
type flow []block

// The last leaf must have more than a line of a paragraph, and so must the one
// before it. A picture that has not the room left on a leaf is made smaller for
// it, but not below least.
const (
	linesAtEdge  = 2
	leastPicture = 50.0
	pictureStep  = 10.0
)

// leaves is how many leaves of so many millimetres it takes.
func (f flow) leaves(high float64) int {
	n, _ := f.laid(high)
	return n
}

// laid lays it out on leaves, and tells how high pictures may stand that are
// made smaller, by their place among those of the text.
func (f flow) laid(high float64) (n int, smaller map[int]float64) {
	n = 1
	y := 0.0
	for k, b := range f {
		gap := b.gap
		if y == 0 {
			gap = 0
		}
		if room := high - y - gap - b.under - hairline; b.picture > 0 && y > 0 && b.high > high-y-gap && room >= leastPicture {
			room = math.Floor(room/pictureStep) * pictureStep
			if smaller == nil {
				smaller = map[int]float64{}
			}
			smaller[b.picture-1] = room
			b.high = room + b.under
		}
		if y > 0 && y+gap+f.first(k, b.high) > high {
			n++
			y, gap = 0, 0
			if before := f[max(k-1, 0)]; b.follows && before.row > 0 {
				y, gap = linesAtEdge*before.row, b.gap
			}
		}
		rest := b.high
		for b.row > 0 && y+gap+rest > high {
			lines := max(1, math.Floor((high-y-gap)/b.row))
			if left := math.Round(rest/b.row) - lines; left < linesAtEdge {
				lines -= linesAtEdge - left
			}
			rest -= max(1, lines) * b.row
			n++
			y, gap = 0, 0
		}
		y += gap + rest
	}
	return n, smaller
}

// first is how much of a block has to stand on one leaf, with what stays with
// it.
func (f flow) first(k int, high float64) float64 {
	b := f[k]
	if b.row > 0 && high > (2*linesAtEdge-1)*b.row+0.1 {
		return linesAtEdge * b.row
	}
	if k+1 < len(f) && (b.leads || f[k+1].follows) {
		high += f[k+1].gap + f.first(k+1, f[k+1].high)
	}
	return high
}

// flowOf is a sheet of the house, piece by piece.
func flowOf(v *Sheet, src string, set setting) flow {
	row := func(size float64) float64 { return size * mmPt * set.leading }
	lines := func(gap float64, s string, size float64) block {
		return block{gap: gap, high: float64(linesOf(s, leafWide, size)) * row(size), row: row(size)}
	}
	f := make(flow, 0, 8+strings.Count(src, "\n\n"))
	f = append(f, block{high: (float64(titleLines(v.Title, set.title))*1.26 - 0.16) * set.title * mmPt, leads: true})
	gap := 6.0
	if v.Class == string(site.SheetPublicity) {
		gap = 4.5
	}
	if v.To != "" {
		f = append(f, lines(gap, v.To+"：", set.body))
		gap = 2
	}
	if src != "" {
		f = f.text(v, src, set, gap)
	}
	f = f.publicity(v.Publicity, set)
	if len(v.Facts) > 0 {
		high := 0.8
		for _, fact := range v.Facts {
			high += float64(linesOf(fact.Text, leafWide-4.2*set.facts*mmPt, set.facts))*set.facts*mmPt*1.4 + 5.25
		}
		f = append(f, block{gap: set.factsGap, high: high})
	}
	if len(v.Files) > 0 {
		f = append(f, lines(5, "附件："+strings.Join(v.Files, "；"), 19))
	}
	if v.Sign && v.Issuer != "" {
		n := 1 + linesOf(v.Issuer, leafWide, set.signed)
		if len(v.Signers) > 0 {
			n = 1 + linesOf(strings.Join(v.Signers, "　"), leafWide-15, set.signed)
		}
		f = append(f, block{gap: set.signedGap, high: float64(n) * set.signed * mmPt * set.leading, follows: true})
	}
	return f
}

// publicity adds the ruler of its days and its terms.
func (f flow) publicity(p *Publicity, set setting) flow {
	if p == nil {
		return f
	}
	if len(p.Days) > 0 {
		f = append(f, block{gap: 5, high: 2.4 + 1 + 2*14*mmPt*1.3})
	}
	gap := 5.0
	for _, term := range []string{p.How + p.Until, p.Basis, p.To + p.Phone + p.Address + p.Hours, p.Supervisor} {
		if term != "" {
			f = append(f, block{gap: gap, high: (float64(linesOf(term, leafWide-4.2*set.terms*mmPt, set.terms))+0.3)*set.terms*mmPt*1.5 + 1})
			gap = 0
		}
	}
	return f
}

// text adds the text of an item, read from its Markdown; gap is that above it.
func (f flow) text(v *Sheet, src string, set setting, gap float64) flow {
	size, letter := set.body, v.Class == string(site.SheetLetter)
	row := size * mmPt * set.leading
	last := ""
	add := func(kind string, b block) {
		switch {
		case last == "":
			b.gap = gap
		case kind == "item" && last == "item":
			b.gap = 1
		case kind == "heading":
			b.gap = 5
		case kind == "paragraph" && letter:
			b.gap = 0
		default:
			b.gap = 2.6
		}
		last = kind
		f = append(f, b)
	}
	var run strings.Builder // of lines that follow each other
	var table []string
	flush := func() {
		if run.Len() > 0 {
			indent := 0.0
			if letter {
				indent = 2
			}
			add("paragraph", block{high: float64(measure.Count(bare(run.String()), leafWide/(size*mmPt), indent)) * row, row: row})
			run.Reset()
		}
		if len(table) > 0 {
			high := tableHeight(table, set.table)
			add("table", block{high: high, row: high / float64(len(table))})
			table = nil
		}
	}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		mark := strings.TrimLeft(line, "#")
		item := strings.TrimLeft(line, "0123456789")
		isTable := strings.HasPrefix(line, "|")
		if len(table) > 0 && !isTable {
			flush()
		}
		switch {
		case line == "":
			flush()
		case len(mark) < len(line) && strings.HasPrefix(mark, " "):
			flush()
			add("heading", block{high: float64(linesOf(bare(mark), leafWide, size*1.12)) * size * 1.12 * mmPt * 1.35, leads: true})
		case isTable:
			if run.Len() > 0 {
				flush()
			}
			if strings.Trim(line, "|-: ") != "" {
				table = append(table, bare(line))
			}
		case strings.HasPrefix(line, "!["):
			flush()
			high, under, at := pictureHeight(v, line, size, set.leading)
			add("picture", block{high: high + under, under: under, picture: at + 1})
		case strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || len(item) < len(line) && (strings.HasPrefix(item, ". ") || strings.HasPrefix(item, ") ")):
			flush()
			_, what, _ := strings.Cut(line, " ")
			add("item", block{high: float64(linesOf(bare(what), leafWide-1.5*size*mmPt, size)) * row, row: row})
		default:
			run.WriteString(line)
		}
	}
	flush()
	return f
}
