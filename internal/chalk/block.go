package chalk

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"banbao/internal/measure"
)

// piece is a Piece on its way to the board, perhaps without its last
// sentences.
type piece struct {
	Piece
	index int
	lead  bool
	paras [][]string // sentences that are still there
	whole int        // 字 at first
	made  map[shape]Block
}

type shape struct {
	form              Form
	width, size, step int
}

func newPiece(p Piece, index int) *piece {
	q := &piece{Piece: p, index: index, lead: index == 0 && !p.Filler}
	for _, text := range p.Text {
		if s := measure.Sentences(text); len(s) > 0 {
			q.paras = append(q.paras, s)
		}
	}
	q.whole = q.chars()
	return q
}

func (p *piece) chars() int {
	n := 0
	for _, s := range p.text() {
		n += measure.Characters(s)
	}
	return n
}

// text is what is left, by paragraphs.
func (p *piece) text() []string {
	var all []string
	for _, s := range p.paras {
		all = append(all, strings.Join(s, ""))
	}
	return all
}

// em is how long the text is.
func (p *piece) em() float64 {
	w := 0.0
	for _, s := range p.text() {
		w += measure.Em(s) + 2
	}
	return w
}

func (p *piece) sentences() int {
	n := 0
	for _, s := range p.paras {
		n += len(s)
	}
	return n
}

// shorten takes the last sentence away.
func (p *piece) shorten() {
	p.paras = slices.Clone(p.paras)
	last := len(p.paras) - 1
	p.paras[last] = p.paras[last][:len(p.paras[last])-1]
	if len(p.paras[last]) == 0 {
		p.paras = p.paras[:last]
	}
	p.made = nil
}

// keep takes the first sentences of the whole text.
func (p *piece) keep(whole *piece, sentences int) {
	p.paras, p.made = nil, nil
	for _, para := range whole.paras {
		if n := min(sentences, len(para)); n > 0 {
			p.paras = append(p.paras, slices.Clone(para[:n]))
			sentences -= n
		}
	}
}

// verse tells whether every paragraph is a line by itself, as in a rhyme or a
// list: then none is indented.
func verse(paras []string, width float64) bool {
	if len(paras) < 2 {
		return false
	}
	for _, s := range paras {
		if measure.Em(s) > width {
			return false
		}
	}
	return true
}

// lines breaks a text into lines of so many em.
func (p *piece) lines(width float64, upright bool) []Line {
	paras := p.text()
	dent := 2.0
	if verse(paras, width) || width < 8 {
		dent = 0
	}
	var all []Line
	for _, s := range paras {
		for n, l := range measure.Lines(s, width, dent, upright) {
			all = append(all, Line{Text: l, First: n == 0, Dent: n == 0 && dent > 0})
		}
	}
	return all
}

// block is a piece in one of its forms, with its corner at 0, 0.
func (g *grid) block(p *piece, form Form, width, size, step int) Block {
	key := shape{form, width, size, step}
	if b, ok := p.made[key]; ok {
		return b
	}
	b := g.across(p, width, size, step)
	if form == Upright {
		if u, ok := g.upright(p, width, size, step); ok {
			b = u
		}
	}
	if p.made == nil {
		p.made = map[shape]Block{}
	}
	p.made[key] = b
	return b
}

// across has the head above the text.
func (g *grid) across(p *piece, width, size, step int) Block {
	b := Block{Piece: p.index, Lead: p.lead, Form: Across}
	b.Head = g.headAcross(p, width)
	top := b.Head.Height + g.mm(24)
	if p.lead {
		top = b.Head.Height + g.mm(36)
	}
	if b.Head.Height == 0 {
		top = 0
	}
	b.Text = Text{Size: size, Step: step, Cells: width / size, Lines: p.lines(float64(width)/float64(size), false)}
	b.Text.Box = Box{0, top, width, len(b.Text.Lines) * step}
	b.Box = Box{0, 0, width, up(b.Text.Bottom())}
	return b
}

// spaced is how much wider heads are set.
const spaced = 1.1

func (g *grid) headAcross(p *piece, width int) Head {
	most, least := g.mm(96), g.mm(72)
	if p.lead {
		most, least = g.mm(118), g.mm(84)
	}
	parts := phrases(p.Title)
	whole := strings.Join(parts, "")
	em := measure.Em(whole) * spaced
	if em == 0 {
		return Head{}
	}
	for size := even(most); size >= least; size -= 2 {
		if em*float64(size) <= float64(width) {
			return Head{Box{0, 0, width, size}, size, size, []string{whole}}
		}
	}
	size := max(least, 2)
	lines := fold(parts, float64(width)/float64(size)/spaced)
	step := int(float64(size) * 1.2)
	return Head{Box{0, 0, width, (len(lines)-1)*step + size}, size, step, lines}
}

// upright has the head at the left of the text.
func (g *grid) upright(p *piece, width, size, step int) (Block, bool) {
	whole := strings.Join(phrases(p.Title), "")
	if whole == "" {
		return Block{}, false
	}
	best, found := Block{}, false
	for _, mm := range []float64{104, 92, 80, 70} {
		head := even(g.mm(mm))
		for columns := 1; columns <= 2; columns++ {
			lines := stack(p.Title, columns)
			rows := 0
			for _, l := range lines {
				rows = max(rows, utf8.RuneCountInString(l))
			}
			apart := int(float64(head) * 1.16)
			h := Head{Box{0, 0, (len(lines)-1)*apart + head, int(float64(rows*head) * 1.04)}, head, apart, lines}
			left := up(h.Width + g.mm(36))
			room := width - left
			if room < 9*size {
				continue
			}
			b := Block{Piece: p.index, Lead: p.lead, Form: Upright, Head: h}
			b.Text = Text{Size: size, Step: step, Cells: room / size, Lines: p.lines(float64(room)/float64(size), false)}
			b.Text.Box = Box{left, 0, room, len(b.Text.Lines) * step}
			b.Box = Box{0, 0, width, up(max(b.Text.Height, h.Height))}
			if !found || b.Height < best.Height {
				best, found = b, true
			}
		}
	}
	return best, found
}

// vertical has everything from top to bottom, from the right.
func (g *grid) vertical(p *piece, in Box, size int) (Block, bool) {
	rows := in.Height / size
	if rows < 6 {
		return Block{}, false
	}
	head := even(g.mm(84))
	n := utf8.RuneCountInString(strings.Join(phrases(p.Title), ""))
	var titles []string
	for columns := 1; columns <= 3; columns++ {
		titles = stack(p.Title, columns)
		longest := 0
		for _, l := range titles {
			longest = max(longest, utf8.RuneCountInString(l))
		}
		if longest*head*11/10 <= in.Height {
			break
		}
		if columns == 3 {
			return Block{}, false
		}
	}
	if n == 0 {
		titles = nil
	}
	apart := int(float64(head) * 1.16)
	wide := 0
	if len(titles) > 0 {
		wide = (len(titles)-1)*apart + head + g.mm(40)
	}
	step := even(int(math.Round(float64(size) * 1.7)))
	lines := p.lines(float64(rows), true)
	total := up(wide + len(lines)*step)
	if total > in.Width || len(lines) == 0 {
		return Block{}, false
	}
	b := Block{Piece: p.index, Form: Vertical, Box: Box{0, 0, total, tens(in.Height)}}
	b.Head = Head{Box{total - max(wide-g.mm(40), 0), 0, max(wide-g.mm(40), 0), in.Height}, head, apart, titles}
	b.Text = Text{Box{total - wide - len(lines)*step, 0, len(lines) * step, tens(in.Height)}, size, step, rows, lines}
	return b, true
}

// phrases are the parts of a title between which it may break.
func phrases(title string) []string {
	var all []string
	for part := range strings.SplitSeq(title, "|") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// fold puts phrases into lines of so many em.
func fold(parts []string, width float64) []string {
	var lines []string
	used := width + 1
	for _, p := range parts {
		w := measure.Em(p)
		if w > width { // even lines, broken anywhere
			whole := strings.Join(parts, "")
			n := math.Ceil(measure.Em(whole) / width)
			if lines := measure.Lines(whole, math.Min(width, math.Ceil(measure.Em(whole)/n)+1), 0, false); len(lines) > 0 {
				return lines
			}
		}
		if used+w <= width {
			lines[len(lines)-1] += p
			used += w
			continue
		}
		lines, used = append(lines, p), w
	}
	return lines
}

// stack puts a title into at most so many columns.
func stack(title string, columns int) []string {
	parts := phrases(title)
	if columns == len(parts) {
		return parts
	}
	whole := strings.Join(parts, "")
	n := utf8.RuneCountInString(whole)
	rows := (n + columns - 1) / columns
	for { // marks that may not begin a column make it longer
		if lines := measure.Lines(whole, float64(rows), 0, true); len(lines) <= columns || rows >= n {
			return lines
		}
		rows++
	}
}
