package pdf

import (
	"fmt"
	"math"
)

// What a tile gives away: no printer prints up to the edge, and neighbours lie
// over one another. In millimetres.
const (
	Edge    = 5
	Overlap = 10
)

// Tiling is a page over many sheets of paper. Positions are in millimetres from
// the upper left corner of the whole, at its size on the wall.
type Tiling struct {
	Whole         Size // on the wall
	Scale         float64
	Paper         Size // of one sheet, as it lies: across or upright
	Columns, Rows int
}

// exact is how much longer a page may be than its sheets: browsers round sizes
// to parts of an inch.
const exact = 0.5

// sheets is how many sheets a length takes, of which each shows so much.
func sheets(length, shown float64) int {
	return max(1, int(math.Ceil((length-Overlap-exact)/(shown-Overlap))))
}

// Tile lays a page over sheets of paper, across or upright, whichever takes
// fewer. With most above 0 the page is made as large as so many sheets hold:
// smaller than it is, or larger.
func Tile(page, paper Size, most int) Tiling {
	var best Tiling
	better := func(t Tiling) bool {
		switch n, old := t.Columns*t.Rows, best.Columns*best.Rows; {
		case best.Columns == 0:
			return true
		case math.Abs(t.Scale-best.Scale) > 0.0005:
			return t.Scale > best.Scale
		default:
			return n < old
		}
	}
	short, long := min(paper.Width, paper.Height), max(paper.Width, paper.Height)
	for _, p := range []Size{{short, long}, {long, short}} {
		w, h := p.Width-2*Edge, p.Height-2*Edge
		if most <= 0 {
			if t := (Tiling{page, 1, p, sheets(page.Width, w), sheets(page.Height, h)}); better(t) {
				best = t
			}
			continue
		}
		for cols := 1; cols <= most; cols++ {
			rows := most / cols
			scale := min((float64(cols)*(w-Overlap)+Overlap)/page.Width, (float64(rows)*(h-Overlap)+Overlap)/page.Height)
			whole := Size{page.Width * scale, page.Height * scale}
			if t := (Tiling{whole, scale, p, sheets(whole.Width, w), sheets(whole.Height, h)}); better(t) {
				best = t
			}
		}
	}
	return best
}

// Cell is one sheet of a tiling, counted from the upper left.
type Cell struct{ Row, Column int }

// Name is B3: the second row, the third column.
func (c Cell) Name() string {
	row := ""
	for n := c.Row; ; n = n/26 - 1 {
		row = string(rune('A'+n%26)) + row
		if n < 26 {
			return fmt.Sprintf("%s%d", row, c.Column+1)
		}
	}
}

// Rect is a part of a page, in millimetres from its upper left corner.
type Rect struct{ Left, Top, Right, Bottom float64 }

// Shown is what of the whole a sheet shows; neighbours share [Overlap].
func (t Tiling) Shown(c Cell) Rect {
	w, h := t.Paper.Width-2*Edge, t.Paper.Height-2*Edge
	x, y := float64(c.Column)*(w-Overlap), float64(c.Row)*(h-Overlap)
	return Rect{x, y, min(x+w, t.Whole.Width), min(y+h, t.Whole.Height)}
}

// Seen is what of it is to be seen on the wall: the sheet to the right and the
// one below lie over it, cut in the middle of what is shared.
func (t Tiling) Seen(c Cell) Rect {
	r := t.Shown(c)
	if c.Column > 0 {
		r.Left += Overlap / 2
	}
	if c.Row > 0 {
		r.Top += Overlap / 2
	}
	if c.Column+1 < t.Columns {
		r.Right -= Overlap / 2
	}
	if c.Row+1 < t.Rows {
		r.Bottom -= Overlap / 2
	}
	return r
}

// Cells are the sheets on which there is anything, row by row.
func (t Tiling) Cells(inked func(Rect) bool) []Cell {
	var all []Cell
	for r := range t.Rows {
		for c := range t.Columns {
			s := t.Seen(Cell{r, c})
			if inked(Rect{s.Left / t.Scale, s.Top / t.Scale, s.Right / t.Scale, s.Bottom / t.Scale}) {
				all = append(all, Cell{r, c})
			}
		}
	}
	return all
}

// Under is a page of another document that is drawn below a page.
type Under struct {
	Doc    *Doc
	Page   int
	Clip   Rect    // on the page above
	X, Y   float64 // where its upper left corner comes, which may be outside
	Scale  float64
	Tagged bool // with its tags; once in a document
}

// UnderCell is what a sheet of a tiling shows.
func (t Tiling) UnderCell(d *Doc, page int, c Cell) Under {
	s := t.Shown(c)
	return Under{
		Doc: d, Page: page, Scale: t.Scale, X: Edge - s.Left, Y: Edge - s.Top,
		Clip: Rect{Edge, Edge, Edge + s.Right - s.Left, Edge + s.Bottom - s.Top},
	}
}
