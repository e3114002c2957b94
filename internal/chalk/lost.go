package chalk

import "banbao/internal/measure"

// footLine stands in the lower right corner.
func (g *grid) footLine(l *Layout) {
	size := g.mm(40)
	width := 0
	for _, b := range append([]Box{g.under}, boxes(g.bays)...) {
		if b.Right() == g.margin.Right() {
			width = b.Width
		}
	}
	if em := measure.Em(g.board.Foot); em > 0 {
		size = max(min(size, int(float64(width)/em)), 1)
	}
	l.Foot = Words{Box{g.margin.Right() - width, g.margin.Bottom() - size, width, size}, g.board.Foot, size}
}

func boxes(bays []bay) []Box {
	var all []Box
	for _, b := range bays {
		all = append(all, b.Box)
	}
	return all
}

// lost says what of the pieces is not on the board.
func (g *grid) lost(l *Layout, asked []*piece) {
	on := map[int]Block{}
	for _, b := range l.Blocks {
		on[b.Piece] = b
	}
	for _, p := range asked {
		b, there := on[p.index]
		kept := 0
		if there {
			kept = p.chars()
		}
		if kept == p.whole && there {
			continue
		}
		whole := newPiece(p.Piece, p.index)
		lost := Lost{Piece: p.index, Chars: p.whole - kept, Of: p.whole, All: !there, Holds: kept}
		switch {
		case !there:
			lost.Lines = len(whole.lines(float64(g.bays[0].Width)/float64(g.least), false))
		case b.Form == Vertical:
			lost.Lines = len(whole.lines(float64(b.Text.Cells), true)) - len(b.Text.Lines)
		default:
			lost.Lines = len(whole.lines(float64(b.Text.Width)/float64(b.Text.Size), false)) - len(b.Text.Lines)
		}
		l.Lost = append(l.Lost, lost)
	}
}
