package screen

import "strings"

// The heights of what stands on slides, in rem of text; screen.css says the
// same.
const (
	factLine   = 1.5
	factsGap   = 0.5
	rowHeight  = 1.16 + 0.33 + 0.35 + 0.03 // wide
	rowsGap    = 0.34
	daysGap    = 0.3
	rulerLine  = daysGap + 0.18 + 0.24 + 2*1.25*0.7
	leafHeight = 0.8 + 0.5 + 1.2*1.6 + 9 + 1.2*1.4 + 0.4 + 0.8 + 0.1
	tallWord   = 1.2*1.3 + 0.2 // of a fact, and its gap
	tallRow    = 1.6           // size of rows on upright slides
)

// titleHeight is how high a title stands.
func (g glass) titleHeight(title string, more bool) float64 {
	size := g.title
	if more {
		size = g.text
	}
	return float64(g.titleLines(title, size)) * size * titleLine
}

// titleLines is how many lines a title takes at a size.
func (g glass) titleLines(title string, size float64) int { return linesOf(title, g.page()/size) }

// linesOf is how many lines of so many em a title takes.
func linesOf(title string, width float64) int {
	parts := phrases(title)
	for _, p := range parts {
		if em(p) > width { // it breaks anywhere, and the lines are made even
			return lines([]string{strings.Join(parts, "")}, width)
		}
	}
	return lines(parts, width)
}

// factsHeight is how high facts stand, beside something so wide.
func (g glass) factsHeight(facts []Fact, wide float64) float64 {
	if len(facts) == 0 {
		return 0
	}
	h := factsGap
	for _, f := range facts {
		if g.tall { // the word stands above
			h += tallWord + float64(max(1, lines(f.Value, g.page()/g.text)))*g.text*factLine
			continue
		}
		n := lines(f.Value, (g.page()-wide)/g.text-2.6)
		h += float64(max(n, 1)) * g.text * factLine
	}
	return h
}

// roomyFacts sets a slide of few facts one step larger, if they fit so.
func (g glass) roomyFacts(s *Slide) {
	if g.tall || s.More || s.Code != nil || s.Photo != nil || s.Days != nil || s.Text != nil {
		return
	}
	n := characters(s.Title)
	for _, f := range s.Facts {
		n += characters(f.Name + strings.Join(f.Value, ""))
		for _, v := range f.Value {
			if em(v) > g.page()/(g.text*roomyText)-2.6 {
				return // rather whole than large
			}
		}
	}
	large := g
	large.text, large.title = g.text*roomyText, g.title*roomyGrows
	if h := large.titleHeight(s.Title, false) + large.factsHeight(s.Facts, 0); n <= roomyChars && h <= g.room() {
		s.Roomy = true
	}
}

// fitFacts makes a slide of facts fit: the title is set smaller first, then the
// code goes, then the ruler or the leaf, and at last facts from the end.
func (g glass) fitFacts(s *Slide) {
	fits := func() bool {
		wide, least := 0.0, 0.0
		if s.Code != nil {
			wide, least = codeWidth, codeHeight
		}
		if s.Photo != nil {
			wide = photoWidth
		}
		h := g.factsHeight(s.Facts, wide)
		if s.Days != nil {
			h += rulerLine
			if s.Code != nil { // which begins as far below the title as facts do
				h += factsGap - daysGap
			}
		}
		room := g.room() - g.titleHeight(s.Title, s.More)
		if s.Leaf != nil {
			room -= leafHeight
		}
		for _, p := range s.Text {
			var list []string
			for _, c := range p {
				list = append(list, c.Text)
			}
			h += float64(lines(list, g.page()/g.text)) * g.text * textLine
		}
		return max(h, least) <= room
	}
	steps := []func(){
		func() { s.More = true },
		func() { s.Code = nil },
		func() { s.Days, s.Leaf = nil, nil },
	}
	if s.Leaf != nil { // the leaf says the day: rather lose what it costs
		steps = append([]func(){func() { s.Facts = s.Facts[:min(2, len(s.Facts))] }}, steps...)
	}
	for _, step := range steps {
		if fits() {
			return
		}
		step()
	}
	for !fits() && len(s.Facts) > 1 {
		s.Facts = s.Facts[:len(s.Facts)-1]
	}
}

// codeHeight is what a code takes of a page's height, with the words under it.
const codeHeight = factsGap + 5.8 + 0.2 + 1.3*0.7

// codeFits tells whether there is room for a code under the title.
func (g glass) codeFits(s *Slide) bool {
	return g.titleHeight(s.Title, s.More)+codeHeight <= g.room()
}

// photoHeight is what a photograph takes of a page's height.
const photoHeight = factsGap + 9.6

// photoFits tells whether there is room for a photograph under a title, and for
// text beside it.
func (g glass) photoFits(title string) bool {
	return !g.tall && g.titleHeight(title, false)+photoHeight <= g.room() && g.page()-photoWidth >= least*g.text
}

// rowRoom is how high rows may stand together under a title.
func (g glass) rowRoom(title string, more bool) float64 {
	return g.room() - g.titleHeight(title, more) - rowsGap
}

// rowHigh is how high one row stands.
func (g glass) rowHigh(r *Row, form string) float64 {
	if !g.tall {
		return rowHeight
	}
	const pad = 1.04 + 0.03
	width := g.page() / tallRow
	switch form {
	case "week":
		h := pad + tallRow + 0.3 + 1.25*tallRow*float64(lines([]string{r.What + r.Change}, width-1))
		if r.Where != "" {
			h += 1.3
		}
		return h
	case "stars":
		return pad + 2*tallRow + 1.2
	case "steps", "places":
		return pad + 1.25*tallRow*float64(lines([]string{r.What}, width-1.5)) + rowWhere(r)
	}
	return pad + 1.25*tallRow*float64(max(1, lines([]string{r.What}, width-1.5))) + 1.5*float64(lines([]string{r.Where}, g.page()/1.2-1))
}

func rowWhere(r *Row) float64 {
	if r.Where == "" && r.Count == "" {
		return 0
	}
	return 1.6
}

// fitRows are the first of some rows that stand under a title, at least one.
func (g glass) fitRows(rows []Row, form, title string, more bool) []Row {
	room := g.rowRoom(title, more)
	for k := range rows {
		if room -= g.rowHigh(&rows[k], form); room < 0 && k > 0 {
			return rows[:k]
		}
	}
	return rows
}

// moreForRows tells whether a title leaves less than three rows room, so that
// it is set as text.
func (g glass) moreForRows(title string) bool {
	return !g.tall && g.rowRoom(title, false) < 3*rowHeight
}

// foot joins what stands at the foot of a slide, as much as fits beside the
// hour.
func (g glass) foot(parts ...string) string {
	const hour = 13.2 // 12月31日　星期六　23:59, and a gap
	size, room := 0.7, g.page()/0.7-hour
	if g.tall {
		size = 0.9
		room = g.page()/size - 3
	}
	parts = words(parts...)
	for len(parts) > 1 && em(joined(parts...)) > room {
		parts = parts[:len(parts)-1]
	}
	text := joined(parts...)
	if em(text) <= room {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && em(string(runes))+1 > room {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// strip fits the word and the house on the strip of a wide slide.
func (g glass) strip(s *Slide) {
	if g.tall {
		return
	}
	room := g.height * (1 - 2*safe)
	high := func(size float64) float64 {
		h := float64(len([]rune(s.Word)))*size*1.08 + 0.32 + 0.75 + 0.4
		if s.Pages > 1 {
			h += 1.3
		}
		return h + float64(len([]rune(s.House)))*0.7*1.12
	}
	if high(1.6) > room {
		s.Slim = true
		if high(1.16) > room {
			s.House = ""
		}
	}
}

// whole marks the pieces of facts that fit a line and are not to be parted.
func (g glass) whole(s *Slide) {
	width := g.page()/g.text - 2.6
	if g.tall {
		width = g.page() / g.text
	} else if s.Code != nil {
		width -= codeWidth / g.text
	} else if s.Roomy {
		width = g.page()/(g.text*roomyText) - 2.6
	}
	for k := range s.Facts {
		f := &s.Facts[k]
		f.Pieces = nil
		for _, v := range f.Value {
			f.Pieces = append(f.Pieces, Clause{Text: v, Long: em(v) > width})
		}
	}
}
