package screen

import (
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// guides makes the lists by occasion, each guide, and the index by pinyin;
// it tells whether there is one.
func (t *touch) guides(groups []group) bool {
	made := map[*site.Guide]bool{}
	var all []*site.Guide
	for _, g := range groups {
		var rows []TouchRow
		for _, one := range g.guides {
			rows = append(rows, TouchRow{Href: "#" + name(&one.Item), What: one.Title, Note: joined(t.window(one), one.Time().Chinese())})
			if !made[one] {
				made[one] = true
				all = append(all, one)
				t.guide(one, "#to-"+g.id)
			}
		}
		t.list("to-"+g.id, g.name, "要办哪一件？点一下。", rows, "")
	}
	t.index(all)
	return len(all) > 0
}

// window is where a guide sends people.
func (t *touch) window(g *site.Guide) string {
	if g.WindowName != "" {
		return g.WindowName
	}
	for _, w := range t.site.Windows {
		if w.ID == g.Window {
			return w.Name
		}
	}
	return ""
}

// chinese is 三 for 3.
func chinese(n int) string {
	if n >= 1 && n <= 10 {
		return strings.Split("一二三四五六七八九十", "")[n-1]
	}
	return strconv.Itoa(n)
}

// guide makes the pages of a guide: what everybody asks, then all of it.
func (t *touch) guide(g *site.Guide, back string) {
	var parts []TouchPart
	fact := func(name, text string, notes ...string) {
		if note := strings.Join(words(notes...), "；"); text != "" || note != "" {
			if text == "" {
				text, note = note, ""
			}
			parts = append(parts, TouchPart{Kind: "fact", Name: name, Text: text, Note: note})
		}
	}
	if g.Overdue(calendar.DayOf(t.site.Now)) {
		fact("注意", "这一页好久没有核对，去之前先打电话问一声。")
	}
	for _, a := range t.site.Answers(g, spansOf) {
		fact(a.Ask, a.Say, a.More...)
	}

	part := func(head, mark, text, note string) {
		parts = append(parts, TouchPart{Head: head, Kind: "item", Name: mark, Text: text, Note: note})
	}
	for k, c := range g.Conditions {
		part("要符合这些条件", itoa(k+1), c, "")
	}
	for _, c := range g.Refusals {
		part("这些情形不受理", "×", c, "")
	}
	for _, e := range g.Else {
		part("不合您的情况？", "→", e.When, t.elseWords(&e))
	}
	for _, m := range g.Materials {
		words := []string{m.Count()}
		if m.Optional {
			words = []string{"有就带"}
		}
		if m.Source != site.OriginSelf.Chinese() {
			words = append(words, m.Source)
		}
		words = append(words, m.Saved.Chinese(), m.Note)
		part("带齐这些", "□", m.Name, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "；"))
	}
	legs := g.Legs()
	for _, leg := range legs {
		for k, s := range leg.Steps {
			mark := chinese(leg.Number)
			if k > 0 {
				mark = string([]rune(s.Join.Chinese())[:1])
			}
			part("分"+chinese(len(legs))+"步", mark, s.Name, s.Text)
			parts[len(parts)-1].Meta = strings.Join(words(s.Place, s.Duration), "，")
		}
	}
	for _, q := range g.Questions {
		part("常有人问", "问", q.Ask, q.Answer)
	}
	t.text(&g.Item, back, parts)
}

// elseWords are what to do instead.
func (t *touch) elseWords(e *site.Else) string {
	for _, g := range t.site.Guides {
		if g.Slug == e.Guide && t.site.Presence(&g.Item) == site.Present {
			return joined(e.Say, "看“"+plain(g.Title)+"”", e.Phone)
		}
	}
	return joined(e.Say, e.Phone)
}

// spansOf are opening hours as they are said on a touch screen.
func spansOf(open []site.Span) string {
	var words []string
	for _, o := range open {
		words = append(words, clockOf(o.From)+"到"+clockOf(o.Until))
	}
	return strings.Join(words, "、")
}
