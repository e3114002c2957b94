package screen

import (
	"sort"
	"strings"
)

// clauseList is a paragraph while it is laid out.
type clauseList = []string

// page is what of a text stands on one slide.
type page struct {
	text  []clauseList
	more  bool // the title is set as text
	roomy bool
}

// limits of one slide.
type limits struct {
	chars int // to be read, title and text
	pages int // of one item
	dwell int // seconds; 0: as long as it takes
}

// most is how much there may be to read beside a title. A title that is nearly
// all of it still has a few words under it.
func (l limits) most(title string) int { return max(l.chars, characters(title)+10) }

// limitsOf are what people have time for: in a hall 80 characters, in a lift
// 45 and eighteen seconds.
func limitsOf(g glass) limits {
	if g.tall {
		return limits{chars: 45, pages: 2, dwell: 18}
	}
	return limits{chars: 80, pages: 3}
}

// roomyChars are few enough to be set one step larger.
const (
	roomyChars = 55
	roomyGrows = 1.25 // the title; text by less
	roomyText  = 1.4 / 1.16
)

// fits tells whether a title and paragraphs fit a slide; wide is taken off the
// width, for what stands beside them.
func (g glass) fits(title string, text []clauseList, more, roomy bool, wide float64) bool {
	titleSize, textSize := g.title, g.text
	if more {
		titleSize = g.text
	}
	if roomy {
		titleSize *= roomyGrows
		textSize *= roomyText
	}
	h := float64(g.titleLines(title, titleSize))*titleSize*titleLine + textGap*g.text/1.16
	for _, p := range text {
		h += float64(lines(p, (g.page()-wide)/textSize)) * textSize * textLine
	}
	return h <= g.room()+0.001
}

// mostClauses is more than ever stand on one slide.
const mostClauses = 100

// paginate lays paragraphs out on slides, breaking at ends of sentences, and
// within a sentence only where one alone is too long. Nothing is left out and
// nothing is set smaller. It stops when there are more slides than one item may
// have.
func paginate(g glass, lim limits, title string, paragraphs []string, wide float64) []page {
	var pages []page
	now := page{more: !g.fits(title, nil, false, false, 0)} // a title that fills a slide is set as text
	n := 0
	room := func(extra clauseList, fresh bool) bool {
		text := now.text
		if fresh || len(text) == 0 {
			text = append(text[:len(text):len(text)], extra)
		} else {
			last := append(clauseList{}, text[len(text)-1]...)
			text = append(text[:len(text)-1:len(text)-1], append(last, extra...))
		}
		count := n
		for _, c := range extra {
			count += characters(c)
		}
		return count+characters(title) <= lim.most(title) && g.fits(title, text, now.more, false, wide)
	}
	add := func(extra clauseList, fresh bool) {
		if fresh || len(now.text) == 0 {
			now.text = append(now.text, extra)
		} else {
			now.text[len(now.text)-1] = append(now.text[len(now.text)-1], extra...)
		}
		for _, c := range extra {
			n += characters(c)
		}
	}
	turn := func() {
		pages = append(pages, now)
		now, n = page{more: true}, 0
	}
	for _, p := range paragraphs {
		if len(pages) > lim.pages {
			break
		}
		fresh := true
		for _, sentence := range sentences(p) {
			if len(pages) > lim.pages {
				break
			}
			all := clauseList(clauses(sentence))
			if len(all) <= mostClauses && room(all, fresh) {
				add(all, fresh)
				fresh = false
				continue
			}
			if len(now.text) > 0 || !now.more && !g.fits(title, []clauseList{{"一"}}, false, false, wide) {
				turn()
				fresh = true
			}
			for len(all) > 0 && len(pages) <= lim.pages {
				k := 1
				for k < len(all) && room(all[:k+1], fresh) {
					k++
				}
				if k == 1 && !room(all[:1], fresh) { // one clause is more than a slide: it is broken by width
					head, tail := split(g, lim, title, all[0], now.more, wide)
					add(clauseList{head}, fresh)
					all = all[1:]
					if tail != "" {
						all = append(clauseList{tail}, all...)
					}
				} else {
					add(all[:k], fresh)
					all = all[k:]
				}
				fresh = false
				if len(all) > 0 {
					turn()
					fresh = true
				}
			}
		}
	}
	pages = append(pages, now)
	if len(pages) == 1 {
		total := characters(title) + n
		one := &pages[0]
		one.roomy = total <= roomyChars && g.fits(title, one.text, false, true, wide)
	}
	return pages
}

// split breaks a clause that is longer than a slide.
func split(g glass, lim limits, title, clause string, more bool, wide float64) (head, tail string) {
	runes := []rune(clause)
	k := max(1, sort.Search(len(runes), func(k int) bool { // the first that is too much
		part := string(runes[:k+1])
		return characters(part)+characters(title) > lim.most(title) || !g.fits(title, []clauseList{{part}}, more, false, wide)
	}))
	for k < len(runes) && strings.ContainsRune(stops+breaks+after, runes[k]) {
		k++
	}
	return string(runes[:k]), string(runes[k:])
}

// set is a page's text as its template sees it.
func (g glass) set(p page, wide float64) []Paragraph {
	size := g.text
	if p.roomy {
		size *= roomyText
	}
	var all []Paragraph
	for _, list := range p.text {
		var out Paragraph
		for _, c := range list {
			out = append(out, Clause{Text: c, Long: em(c) > (g.page()-wide)/size})
		}
		all = append(all, out)
	}
	return all
}

// loose tells whether a title has a phrase that is longer than a line.
func (g glass) loose(title string, p page, wide float64) bool {
	size := g.title
	if p.more {
		size = g.text
	}
	if p.roomy {
		size *= roomyGrows
	}
	for _, phrase := range phrases(title) {
		if em(phrase) > (g.page()-wide)/size {
			return true
		}
	}
	return false
}

// lay puts a page into a slide.
func (g glass) lay(s *Slide, p page, wide float64) {
	s.Text, s.More, s.Roomy, s.Loose = g.set(p, wide), p.more, p.roomy, g.loose(s.Title, p, 0)
}
