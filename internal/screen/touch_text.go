package screen

import (
	"sort"
	"strings"

	"banbao/internal/site"
)

// TouchPart is a piece of text that stays together.
type TouchPart struct {
	Head        string // above it
	Kind        string // fact, item, text, cells
	Name        string // 带什么, or a mark
	Text, Note  string
	Meta        string // where and how long
	Cells       []string
	First       bool // of a table
	From, Until string
	para        int // sentences of one paragraph run on
}

// text makes the pages of a text, under its title.
func (t *touch) text(i *site.Item, back string, parts []TouchPart) {
	base := TouchPage{ID: name(i), Kind: "text", Item: name(i), Title: i.Title}
	if !i.Window.From.IsZero() && i.Window.From.After(t.site.Now) {
		base.From = epoch(i.Window.From)
	}
	base.Until = epoch(i.Window.Until)
	base.Loose = t.loose(i.Title, touchTitle)
	room := t.whole - 1.4 - touchTitle*1.28*float64(t.titleLines(i.Title, touchTitle)) - 0.7
	first := room
	base.Code = t.code(i, "扫一扫，用手机带走这一页")
	if base.Code != nil {
		if first -= touchCode; first < 0.4*room { // rather the text than a code
			base.Code, first = nil, room
		} else {
			base.Foot = "回家接着看，也好发给家里人"
		}
	}
	var pages []TouchPage
	for _, some := range t.cut(parts, first, room) {
		p := base
		p.Parts = some
		if len(pages) > 0 {
			p.Code, p.Foot = nil, ""
		}
		pages = append(pages, p)
	}
	bar := []TouchLink{{Text: "首页", Href: "#home", Main: true}, {Text: "返回", Href: back, Back: true}}
	bar = append(bar, TouchLink{Text: "朗读", Read: true})
	if t.screen.Print {
		bar = append(bar, TouchLink{Text: "打印", Print: true})
	}
	t.number(pages, bar)
	t.pages = append(t.pages, pages...)
}

// cut lays parts out on pages, of which the first has less room. A part that is
// longer than a page goes on where it must.
func (t *touch) cut(parts []TouchPart, first, room float64) [][]TouchPart {
	pages := [][]TouchPart{nil}
	left, head := first, ""
	turn := func() {
		pages = append(pages, nil)
		left, head = room, ""
	}
	for len(parts) > 0 {
		p := parts[0]
		parts = parts[1:]
		now := &pages[len(pages)-1]
		if n := len(*now); n > 0 && p.para > 0 && (*now)[n-1].para == p.para { // a sentence runs on
			last := &(*now)[n-1]
			more := *last
			more.Text += p.Text
			if high := t.partHigh(&more) - t.partHigh(last); high <= left {
				*last = more
				left -= high
				continue
			}
			turn()
			now = &pages[len(pages)-1]
		}
		above := 0.0
		if p.Head != "" && p.Head != head {
			above = 0.9 + 1.9*1.3 + 0.3
		}
		if high := above + t.partHigh(&p); high > left && len(*now) > 0 {
			turn()
			parts = append([]TouchPart{p}, parts...)
			continue
		} else if high > left { // alone it is too much
			if a, b, ok := t.part(p, left-above); ok {
				p = a
				parts = append([]TouchPart{b}, parts...)
			}
		}
		left -= above + t.partHigh(&p)
		title := p.Head
		if title == head {
			p.Head = ""
		}
		head = title
		*now = append(*now, p)
	}
	return pages
}

// part breaks a part in two, the first of which has so much room.
func (t *touch) part(p TouchPart, room float64) (a, b TouchPart, ok bool) {
	if p.Kind == "cells" {
		return p, p, false
	}
	whole := []rune(p.Text)
	text := func(k int) TouchPart { a := p; a.Text, a.Note, a.Meta = string(whole[:k]), "", ""; return a }
	one := text(len(whole))
	if p.Note != "" && t.partHigh(&one) <= room { // the note goes on
		note := []rune(p.Note)
		k := most(len(note), func(k int) bool {
			a = p
			a.Note, a.Meta = string(note[:k]), ""
			return t.partHigh(&a) <= room
		})
		a = p
		a.Note, a.Meta = string(note[:k]), ""
		b = TouchPart{Head: p.Head, Kind: "text", Text: joined(string(note[k:]), p.Meta)}
		return a, b, true
	}
	k := max(1, most(len(whole), func(k int) bool {
		a = text(k)
		a.Text += "。”" // marks that must not begin a page
		return t.partHigh(&a) <= room
	}))
	for k < len(whole) && strings.ContainsRune(stops+breaks+after, whole[k]) {
		k++
	}
	a, b = text(k), p
	b.Text = string(whole[k:])
	return a, b, b.Text != "" || b.Note != ""
}

// most is the greatest number up to n that fits, where all below it fit too.
func most(n int, fits func(int) bool) int {
	return sort.Search(n, func(k int) bool { return !fits(k + 1) })
}

// partHigh is how high a part stands.
func (t *touch) partHigh(p *TouchPart) float64 {
	switch p.Kind {
	case "text":
		return 0.5 + touchText*1.6*float64(lines([]string{p.Text}, t.width/touchText-1))
	case "cells":
		return 0.9 + 1.5*1.3 + 0.04
	}
	width := t.width
	if p.Name != "" {
		width -= touchMark
	}
	if p.Kind == "fact" {
		width = t.width - touchName
	}
	h := 0.9 + 0.04 + touchText*1.5*float64(max(1, lines([]string{p.Text}, width/touchText-0.6)))
	for _, note := range words(p.Note, p.Meta) {
		h += touchNote * 1.5 * float64(lines([]string{note}, width/touchNote-0.6))
	}
	return h
}

// read makes parts of an item's text.
func (t *touch) read(i *site.Item) ([]TouchPart, error) {
	b, err := t.bodyOf(i)
	if err != nil {
		return nil, err
	}
	var parts []TouchPart
	for k, p := range b.paragraphs {
		for _, s := range sentences(p) {
			parts = append(parts, TouchPart{Kind: "text", Text: s, para: k + 1})
		}
	}
	for _, table := range b.tables {
		narrow := t.narrowTable(table)
		for k, row := range table {
			switch {
			case narrow:
				parts = append(parts, TouchPart{Kind: "cells", Cells: row, First: k == 0})
			case k > 0:
				var words []string
				for c, cell := range row {
					if c > 0 && c < len(table[0]) && cell != "" {
						words = append(words, table[0][c]+" "+cell)
					}
				}
				parts = append(parts, TouchPart{Kind: "item", Name: "·", Text: row[0], Note: strings.Join(words, "　")})
			}
		}
	}
	return parts, nil
}

// narrowTable tells whether each row of a table fits one line, all its columns
// being as wide.
func (t *touch) narrowTable(table [][]string) bool {
	columns := len(table[0])
	for _, row := range table {
		if len(row) != columns {
			return false
		}
		for _, cell := range row {
			if em(cell)*1.5+0.8 > t.width/float64(columns) {
				return false
			}
		}
	}
	return true
}
