package chalk

import (
	"math"

	"banbao/internal/measure"
)

// grid is a board's columns, and the measures that go with its height.
type grid struct {
	board  Board
	scale  float64 // a board of 1.2 m is 1
	least  int     // letters
	most   int
	gap    int // between pieces
	margin Box
	head   Box   // the masthead
	bays   []bay // columns, and what is left of them under the masthead
	under  Box   // for the vertical piece; zero: there is none
	foot   int   // height of the last line
}

// bay is a column in which pieces stand one above the other.
type bay struct {
	Box
	turn  int // whether it begins with a head across (even) or an upright one
	place int // column
}

// A board of 1.2 metres has letters between 40 and 64 mm.
const (
	usualHeight = 1200
	usualColumn = 1050
	leastLetter = 40
	mostLetter  = 64
	moreLetter  = 56 // above this, letters grow only where there is little text
)

// tens rounds down to whole centimetres.
func tens(v int) int { return v - v%10 }

func up(v int) int { return tens(v + 9) }

func (g *grid) mm(v float64) int { return int(math.Round(v * g.scale)) }

func newGrid(b Board) *grid {
	g := &grid{board: b, scale: min(max(float64(b.Height)/usualHeight, 0.2), 1.5)}
	if b.Width < b.Height { // what counts is the shorter side
		g.scale = min(max(float64(b.Width)/usualHeight, 0.2), 1.5)
	}
	g.least = even(max(g.mm(leastLetter), min(b.Least, g.mm(moreLetter))))
	g.most = even(max(g.mm(mostLetter), g.least))
	g.gap = max(up(g.mm(80)), 20)
	side, top := up(g.mm(120)), up(g.mm(100))
	g.margin = Box{side, top, tens(b.Width - 2*side), tens(b.Height - 2*top)}
	g.foot = up(g.mm(50))

	column := g.mm(usualColumn)
	n := int(math.Round(float64(g.margin.Width+g.gap)/float64(column+g.gap) + 0.1))
	n = min(max(n, 1), 7)
	width := tens((g.margin.Width - (n-1)*g.gap) / n)
	spare := tens(g.margin.Width - n*width - (n-1)*g.gap)

	// The masthead spans the middle column or two or three of them, and takes
	// what the others leave.
	first, span := n/2, 1
	switch {
	case n == 1:
		first = 0
	case n == 2:
		first = 1
	case n%2 == 0:
		first, span = n/2-1, 2
	case n >= 5:
		first, span = n/2-1, 3
	}
	head := Box{g.margin.Left + first*(width+g.gap), g.margin.Top, span*width + (span-1)*g.gap + spare, 0}
	eighth := float64(b.Width*b.Height) / 8 / float64(head.Width)
	head.Height = up(int(min(max(eighth, 0.34*float64(g.margin.Height)), 0.5*float64(g.margin.Height))))
	if n == 1 {
		head.Height = up(int(max(min(eighth, 0.3*float64(g.margin.Height)), float64(g.mm(290)))))
	}
	g.head = head

	bottom := g.margin.Bottom()
	turn := 0
	left := g.margin.Left
	for c := range n {
		w := width
		if c == first+span-1 {
			w += spare
		}
		top := g.margin.Top
		if c >= first && c < first+span {
			top = head.Bottom() + g.gap
		}
		column := Box{left, top, w, bottom - top}
		left += w + g.gap
		switch {
		case n == 1: // the vertical piece stands at the foot
			g.under = column
			g.under.Height = tens(column.Height * 3 / 10)
			g.under.Top = bottom - g.under.Height
			column.Height = g.under.Top - g.gap - column.Top
			g.bays = append(g.bays, bay{column, turn, c})
		case c == first:
			g.under = column
		default:
			g.bays = append(g.bays, bay{column, turn, c})
			turn++
		}
	}
	last := &g.bays[len(g.bays)-1].Box
	if n == 1 {
		last = &g.under
	}
	if n == 2 {
		last = &g.under
	}
	last.Height -= g.foot
	return g
}

func even(v int) int { return v - v%2 }

// leading is the distance of lines of so large letters.
func leading(size int) int { return even(int(math.Round(float64(size) * 1.56))) }

// masthead sets the name as large as its box allows.
func (g *grid) masthead() Masthead {
	m := Masthead{Box: g.head}
	b := g.board
	line := func(text string, size, top int, wide float64) Words {
		if em := measure.Em(text) * wide; em > 0 {
			size = min(size, int(float64(m.Width)/em*0.98)) // faces differ a little
		}
		return Words{Box{m.Left, top, m.Width, size}, text, max(size, 1)}
	}
	m.Issue = line(b.Issue, g.mm(44), m.Top, 1)
	small := line(b.Under, g.mm(66), 0, 1.34)
	branch := min(g.mm(120), m.Width/7)
	room := m.Width - 2*branch
	top := m.Issue.Bottom() + g.mm(36)
	high := m.Bottom() - top - small.Size - g.mm(40)
	size := high
	if em := measure.Em(b.Title); em > 0 {
		size = min(size, int(float64(room)/em*0.97))
	}
	size = max(size, 1)
	// What the height leaves is shared out.
	rest := max(m.Bottom()-top-size-small.Size-g.mm(30), 0)
	m.Title = Words{Box{m.Left + branch, top + rest/4, room, size}, b.Title, size}
	small.Box = Box{m.Left, m.Title.Bottom() + g.mm(30) + rest/4, m.Width, small.Size}
	m.Under = small
	high = m.Bottom() - m.Issue.Bottom() - g.mm(10)
	m.Branches = [2]Box{
		{m.Left, m.Bottom() - high, branch, high},
		{m.Right() - branch, m.Bottom() - high, branch, high},
	}
	return m
}
