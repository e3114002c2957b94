package chalk

import "slices"

// try is one way to put pieces on the board.
type try struct {
	size     int
	vertical *piece // nil: none
	stacks   [][]*piece
	cost     int
}

// lay finds the largest letters with which everything fits, and cuts only when
// the smallest are too large.
func (g *grid) lay() Layout {
	var pieces, fillers []*piece
	for n, p := range g.board.Pieces {
		q := newPiece(p, n)
		switch {
		case len(q.paras) == 0 && len(phrases(q.Title)) == 0:
		case p.Filler:
			fillers = append(fillers, q)
		default:
			pieces = append(pieces, q)
		}
	}
	asked := slices.Clone(pieces)
	if len(pieces) > 0 {
		pieces[0].lead = true
	}
	start := even(g.mm(moreLetter))
	for n := len(fillers); n > 0; n-- {
		all := slices.Concat(pieces, fillers[:n])
		for size := start; size >= min(max(g.least, g.mm(46)), start); size -= 2 {
			if t, ok := g.try(all, size); ok {
				return g.place(t, asked)
			}
		}
	}
	for size := start; size >= g.least; size -= 2 {
		if t, ok := g.try(pieces, size); ok {
			return g.place(t, asked)
		}
	}
	return g.place(g.cut(pieces), asked)
}

// worth is how many 字 a piece has to keep: a head with a single sentence under
// it is worth less than room for the others.
const worth = 45

// cut shortens the longest pieces, none to less than is worth writing, and
// where that is not enough leaves out the last one and begins anew.
func (g *grid) cut(asked []*piece) try {
	for n := len(asked); n > 0; n-- {
		least := worth
		if n == 1 { // there is nothing else that could give way
			least = 0
		}
		var pieces []*piece
		for _, p := range asked[:n] {
			*p = *newPiece(p.Piece, p.index)
			p.lead = p == asked[0]
			for p.em() > g.holds() && p.sentences() > 1 {
				p.shorten()
			}
			pieces = append(pieces, p)
		}
		for {
			if t, ok := g.try(pieces, g.least); ok {
				return g.restore(pieces, t)
			}
			longest := longestOf(pieces, least)
			if longest == nil {
				break
			}
			longest.shorten()
		}
	}
	return try{size: g.least, stacks: make([][]*piece, len(g.bays))}
}

// restore gives sentences back, the lead's first, as long as everything fits.
func (g *grid) restore(pieces []*piece, t try) try {
	for _, p := range pieces {
		whole := newPiece(p.Piece, p.index)
		for p.sentences() < whole.sentences() {
			kept := p.paras
			p.keep(whole, p.sentences()+1)
			next, ok := g.try(pieces, g.least)
			if !ok {
				p.paras, p.made = kept, nil
				break
			}
			t = next
		}
	}
	return t
}

// longestOf is the piece to be shortened, the lead late; nil if each is as
// short as may be.
func longestOf(pieces []*piece, least int) *piece {
	var longest *piece
	most := 0.0
	for _, p := range pieces {
		em := p.em()
		if p.lead {
			em *= 0.6
		}
		if p.sentences() > 1 && p.chars() > least && em > most {
			longest, most = p, em
		}
	}
	return longest
}

// holds is how many em of text a column holds at most.
func (g *grid) holds() float64 {
	most := 0.0
	for _, b := range g.bays {
		most = max(most, float64(b.Height/leading(g.least))*float64(b.Width)/float64(g.least))
	}
	return most
}

// tries is how many ways to put pieces into columns are looked at.
const tries = 20000

// try puts pieces on the board in letters of one size. The best way leaves the
// columns evenly full.
func (g *grid) try(pieces []*piece, size int) (try, bool) {
	best := try{cost: -1}
	look := func(v *piece, rest []*piece) {
		t := try{size: size, vertical: v, stacks: make([][]*piece, len(g.bays))}
		left := tries
		g.fill(&t, rest, make([]int, len(g.bays)), &left, &best)
	}
	if len(pieces) >= 3 || len(pieces) == 2 && len(g.bays) == 1 {
		for _, v := range byShortness(pieces) {
			if _, ok := g.vertical(v, g.under, size); !ok {
				continue
			}
			rest := slices.DeleteFunc(slices.Clone(pieces), func(p *piece) bool { return p == v })
			if look(v, rest); best.cost >= 0 {
				return best, true
			}
		}
		if len(pieces) > 2 {
			return best, false
		}
	}
	look(nil, pieces)
	return best, best.cost >= 0
}

// byShortness are the pieces that may stand vertically, the best first: short,
// and without many figures. The lead never does.
func byShortness(pieces []*piece) []*piece {
	var all []*piece
	for _, p := range pieces {
		if !p.lead && !p.Filler {
			all = append(all, p)
		}
	}
	weight := func(p *piece) float64 {
		figures := 0
		for _, s := range p.text() {
			for _, r := range s {
				if r < 0x300 {
					figures++
				}
			}
		}
		return p.em() + float64(8*figures)
	}
	slices.SortStableFunc(all, func(a, b *piece) int {
		if x, y := weight(a), weight(b); x < y {
			return -1
		} else if x > y {
			return 1
		}
		return 0
	})
	return all
}

// form is how the nth piece of a column stands.
func form(b bay, n int) Form {
	if (b.turn+n)%2 == 0 {
		return Across
	}
	return Upright
}

// fill puts the first piece into each column in turn, and the rest after it.
func (g *grid) fill(t *try, pieces []*piece, used []int, left *int, best *try) {
	if *left == 0 {
		return
	}
	if len(pieces) == 0 {
		*left--
		cost := 0
		for n, b := range g.bays {
			slack := (b.Height - used[n]) / 10
			cost += slack * slack
			if len(t.stacks[n]) == 0 {
				cost += slack * slack
			}
		}
		if best.cost >= 0 && cost >= best.cost {
			return
		}
		stacks := make([][]*piece, len(t.stacks))
		for n, s := range t.stacks {
			stacks[n] = slices.Clone(s)
		}
		found := try{t.size, t.vertical, stacks, cost}
		if level(g.stand(found, false)) {
			return
		}
		*best = found
		return
	}
	p := pieces[0]
	for n, b := range g.bays {
		if p.lead && n > 0 {
			break
		}
		h := g.block(p, form(b, len(t.stacks[n])), b.Width, t.size, leading(t.size)).Height
		if len(t.stacks[n]) > 0 {
			h += g.gap
		}
		if used[n]+h > b.Height {
			continue
		}
		used[n] += h
		t.stacks[n] = append(t.stacks[n], p)
		g.fill(t, pieces[1:], used, left, best)
		t.stacks[n] = t.stacks[n][:len(t.stacks[n])-1]
		used[n] -= h
	}
}

// level tells whether heads that run across stand level in columns that are
// seen together.
func level(blocks []placed) bool {
	for i, a := range blocks {
		for _, b := range blocks[i+1:] {
			if a.Form == Across && b.Form == Across && a.column != b.column && max(a.column-b.column, b.column-a.column) <= 2 &&
				a.Head.Top < b.Head.Bottom() && b.Head.Top < a.Head.Bottom() {
				return true
			}
		}
	}
	return false
}

type placed struct {
	Block
	bay, column int
}

// stand gives the pieces of columns their places; grown, each column has the
// largest letters and the widest lines that it holds.
func (g *grid) stand(t try, grown bool) []placed {
	var all []placed
	for n, b := range g.bays {
		stack := t.stacks[n]
		if len(stack) == 0 {
			continue
		}
		build := func(size, step int) ([]Block, int) {
			var blocks []Block
			high := (len(stack) - 1) * g.gap
			for k, p := range stack {
				block := g.block(p, form(b, k), b.Width, size, step)
				blocks = append(blocks, block)
				high += block.Height
			}
			return blocks, high
		}
		size, step := t.size, leading(t.size)
		blocks, high := build(size, step)
		for grown && size+2 <= min(g.most, t.size*6/5) { // not so large that the others look small
			next, h := build(size+2, leading(size+2))
			if h > b.Height {
				break
			}
			size, step, blocks, high = size+2, leading(size+2), next, h
		}
		for grown && step+2 <= size*7/4 {
			next, h := build(size, step+2)
			if h > b.Height {
				break
			}
			step, blocks, high = step+2, next, h
		}
		extra := 0
		if len(blocks) > 1 {
			extra = tens(min((b.Height-high)/len(blocks), g.mm(60)))
		}
		top := b.Top
		for _, block := range blocks {
			all = append(all, placed{block.at(b.Left, top), n, b.place})
			top += block.Height + g.gap + extra
		}
	}
	return all
}

// at moves a block.
func (b Block) at(left, top int) Block {
	for _, box := range []*Box{&b.Box, &b.Head.Box, &b.Text.Box} {
		box.Left += left
		box.Top += top
	}
	return b
}

// place makes the layout of what was decided.
func (g *grid) place(t try, asked []*piece) Layout {
	l := Layout{
		Width: g.board.Width, Height: g.board.Height, Line: g.mm(38), Dots: g.mm(62), Margin: g.margin,
		Masthead: g.masthead(),
	}
	blocks := g.stand(t, true)
	if level(blocks) {
		blocks = g.stand(t, false)
	}
	for n, b := range blocks {
		l.Blocks = append(l.Blocks, b.Block)
		last := n+1 == len(blocks) || blocks[n+1].bay != b.bay
		if !last {
			middle := (b.Bottom() + blocks[n+1].Top) / 2
			l.Waves = append(l.Waves, Wave{b.Left, middle, b.Width, false})
			continue
		}
		g.close(&l, b.Box, g.bays[b.bay].Bottom())
	}
	g.vertically(&l, t)
	for n, b := range g.bays {
		if len(t.stacks[n]) == 0 {
			l.draw(Box{b.Left, b.Top + b.Height/4, b.Width, b.Height / 2})
		}
	}
	g.between(&l)
	g.footLine(&l)
	g.lost(&l, asked)
	return l
}

// close ends a column: with a drawing, where there is much room, or with a
// blossom.
func (g *grid) close(l *Layout, b Box, bottom int) {
	rest := bottom - b.Bottom()
	switch side := g.mm(64); {
	case rest >= g.mm(300):
		l.draw(Box{b.Left, b.Bottom() + g.mm(60), b.Width, rest - g.mm(60)})
	case rest >= side+g.mm(16):
		l.Tails = append(l.Tails, Box{b.Right() - side - g.mm(20), b.Bottom() + (rest-side)/2, side, side})
	}
}

// draw puts a drawing into the middle of a box.
func (l *Layout) draw(in Box) {
	const wide, high = 48, 31
	w, h := in.Width, in.Width*high/wide
	if h > in.Height {
		w, h = in.Height*wide/high, in.Height
	}
	w, h = tens(w), tens(h)
	if w < 100 || h < 60 {
		return
	}
	l.Art = append(l.Art, Box{tens(in.Left + (in.Width-w)/2), tens(in.Bottom() - h), w, h})
}

// vertically sets the vertical piece, as large as it can be, and a drawing
// beside it.
func (g *grid) vertically(l *Layout, t try) {
	if t.vertical == nil {
		l.draw(Box{g.under.Left, g.under.Top, g.under.Width, g.under.Height})
		return
	}
	block, _ := g.vertical(t.vertical, g.under, t.size)
	for size := t.size + 2; size <= min(g.most, t.size+8); size += 2 {
		next, ok := g.vertical(t.vertical, g.under, size)
		if !ok || next.Width > g.under.Width*6/10 && next.Width > block.Width {
			break
		}
		block = next
	}
	rest := g.under.Width - block.Width - g.mm(60)
	if rest < g.mm(240) {
		l.Blocks = append(l.Blocks, block.at(tens(g.under.Left+(g.under.Width-block.Width)/2), g.under.Top))
		return
	}
	l.Blocks = append(l.Blocks, block.at(g.under.Left, g.under.Top))
	l.draw(Box{g.under.Right() - rest, g.under.Top, rest, g.under.Height})
}

// between draws waves between columns.
func (g *grid) between(l *Layout) {
	edges := map[int]bool{}
	for _, b := range g.bays {
		if b.Right()+g.gap < g.margin.Right() {
			edges[b.Right()] = true
		}
		if b.Left > g.margin.Left {
			edges[b.Left-g.gap] = true
		}
	}
	for _, x := range sorted(edges) {
		top := g.margin.Top + g.mm(10)
		x += g.gap / 2
		if x > g.head.Left && x < g.head.Right() {
			top = g.head.Bottom() + g.gap
		}
		l.Waves = append(l.Waves, Wave{x, top, g.margin.Bottom() - g.mm(10) - top, true})
	}
	if len(g.bays) == 1 && g.head.Width == g.margin.Width { // one column
		l.Waves = append(l.Waves, Wave{g.margin.Left, g.head.Bottom() + g.gap/2, g.margin.Width, false},
			Wave{g.margin.Left, g.under.Top - g.gap/2, g.margin.Width, false})
	}
}

func sorted(set map[int]bool) []int {
	var all []int
	for v := range set {
		all = append(all, v)
	}
	slices.Sort(all)
	return all
}
