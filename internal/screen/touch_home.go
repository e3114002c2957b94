package screen

import (
	"fmt"
	"slices"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// group is why people come, with the guides for it.
type group struct {
	id, name, mark string
	guides         []*site.Guide
}

// groups are the occasions that have guides on this screen, then the rest.
func (t *touch) groups() []group {
	s := t.site
	all := make([]group, len(s.Occasions))
	for k, o := range s.Occasions {
		all[k] = group{id: o.ID, name: o.Name, mark: o.Mark}
	}
	rest := group{id: "other", name: "别的事", mark: "别"}
	if len(all) == 0 {
		rest.name, rest.mark = "办事指南", "办"
	}
	for _, g := range s.Guides {
		if !t.shows(&g.Item) || s.Presence(&g.Item) != site.Present {
			continue
		}
		put := false
		for k := range all {
			if slices.Contains(g.Occasions, all[k].id) {
				all[k].guides = append(all[k].guides, g)
				put = true
			}
		}
		if !put {
			rest.guides = append(rest.guides, g)
		}
	}
	all = slices.DeleteFunc(append(all, rest), func(g group) bool { return len(g.guides) == 0 })
	for k := range all {
		mark := []rune(all[k].mark + all[k].name)
		all[k].mark = string(mark[:1])
	}
	return all
}

// home is the first page: what there is, whether the hall is open, what is on
// today.
func (t *touch) home(groups []group, bar []TouchLink) {
	base := TouchPage{ID: "home", Kind: "home", Title: "您来办什么事？"}
	if len(groups) == 0 {
		base.Title = t.site.Title
	}
	room := t.upper - t.big(&base)
	state := t.hall()
	if high := 2.8 + t.lineHeight(state, 1.9); len(state) > 0 && room >= high {
		base.State = state
		room -= high
	}
	if today := t.today(); len(today) > 0 && room >= 0.6+2*1.5*1.5 {
		base.Today = today
		room -= 0.6 + 2*1.5*1.5
	}
	if say := "点一下，看要带什么、去哪个窗口、几天办好。"; len(groups) > 0 && room >= t.sayHeight(say) {
		base.Say = say
	}
	columns := 2
	if base.Wide = t.width > 56; base.Wide {
		columns = 4
	}
	rows := max(1, int(t.lower/keyHigh))
	var keys []TouchKey
	for _, g := range groups {
		k := TouchKey{Href: "#to-" + g.id, Mark: g.mark, Name: g.name, More: t.more(g, columns)}
		if width := (t.width/float64(columns) - 0.6 - 5.8 - 0.8) / 1.95; em(k.Name) > width { // it takes both lines
			k.Name, k.More = short(k.Name, 2*width-1), ""
		}
		keys = append(keys, k)
	}
	var pages []TouchPage
	for {
		p := base
		n := min(len(keys), rows*columns)
		p.Keys, keys = keys[:n], keys[n:]
		pages = append(pages, p)
		if len(keys) == 0 {
			break
		}
	}
	t.number(pages, bar)
	for k := range pages {
		if k > 0 {
			pages[k].Bar = append([]TouchLink{{Text: "首页", Href: "#home", Main: true}}, pages[k].Bar...)
		}
	}
	slices.Reverse(pages) // the first page comes last of all
	t.pages = append(t.pages, pages...)
}

// more are names of what is behind a button, as many as stand on its line,
// those of the home page first.
func (t *touch) more(g group, columns int) string {
	width := (t.width/float64(columns) - 0.6 - 5.8 - 0.8) / touchNote
	rank := func(one *site.Guide) int {
		if k := slices.Index(t.site.HomeGuides, one.Slug); k >= 0 {
			return k
		}
		return len(t.site.HomeGuides)
	}
	first := slices.Clone(g.guides)
	slices.SortStableFunc(first, func(a, b *site.Guide) int { return rank(a) - rank(b) })
	said := ""
	for _, one := range first {
		next := plain(one.Title)
		if said != "" {
			next = said + "、" + next
		}
		if em(next) <= width {
			said = next
		}
	}
	return said
}

func (t *touch) lineHeight(all []TouchLine, size float64) float64 {
	n := 1
	for _, l := range all {
		n = max(n, lines([]string{l.Time + l.Text}, t.width/size))
	}
	return size * 1.45 * float64(n)
}

// hall says for each moment of the days to come whether the hall is open.
func (t *touch) hall() []TouchLine {
	s := t.site
	if len(s.Hours) == 0 {
		return nil
	}
	var all []TouchLine
	add := func(from, until time.Time, text string) {
		if from.Before(until) {
			all = append(all, TouchLine{From: epoch(from), Until: epoch(until), Text: text})
		}
	}
	today := calendar.DayOf(s.Now)
	for d := today; d < today+horizon; d++ {
		at := func(c calendar.Clock) time.Time {
			y, m, n := d.Date()
			return time.Date(y, m, n, int(c)/60, int(c)%60, 0, 0, s.Zone)
		}
		open, last := s.Open(s.Holidays, d), d.Start(s.Zone)
		for k, span := range open {
			word := "现在还没开门，今天" + clockOf(span.From) + "开门。"
			if k > 0 {
				word = "现在休息，" + clockOf(span.From) + "再开门。"
			}
			add(last, at(span.From), word)
			word = "现在开着，" + clockOf(span.Until) + "关门。"
			if k+1 < len(open) {
				word = "现在开着，" + clockOf(span.Until) + "到" + clockOf(open[k+1].From) + "休息。"
			}
			add(at(span.From), at(span.Until), word)
			last = at(span.Until)
		}
		word := "今天休息"
		if len(open) > 0 {
			word = "今天下班了"
		}
		if next := s.Info.NextOpeningChinese(s.Holidays, d); next != "" {
			word += "，" + next + "开门"
		}
		add(last, d.End(s.Zone), word+"。")
	}
	return all
}

func clockOf(c calendar.Clock) string { return fmt.Sprintf("%d:%02d", c/60, c%60) }

// hallHours are the opening hours in words, a line each.
func (t *touch) hallHours() []string {
	var all []string
	for _, h := range t.site.Hours {
		all = append(all, h.Name+"　"+spansOf(h.Open))
	}
	return all
}

// today are the activities of each day to come, so that two at most are seen
// at once: the next one comes when there is room.
func (t *touch) today() []TouchLine {
	s := t.site
	first := calendar.DayOf(s.Now)
	var all []TouchLine
	var day calendar.Day
	var over []time.Time // of those of the day
	for _, o := range t.occurrences(14) {
		d := calendar.DayOf(o.Start)
		if d < first || o.Cancelled || o.Activity.Cancelled {
			continue
		}
		if d != day {
			day, over = d, nil
		}
		from := d.Start(s.Zone)
		if len(over) >= 2 {
			from = over[len(over)-2]
		}
		l := TouchLine{From: epoch(from), Until: epoch(o.Over()), Time: "今天", Text: plain(o.Activity.Title)}
		if !o.AllDay {
			l.Time = "今天" + clockWord(o.Start)
		}
		if place := shortPlace(o); place != "" && em(l.Time+l.Text+place)+2 <= t.width/1.5 {
			l.Text += "，" + place
		}
		l.Text = short(l.Text, t.width/1.5-em(l.Time)-1.2)
		if from.Before(o.Over()) {
			all = append(all, l)
		}
		over = append(over, o.Over())
		slices.SortFunc(over, time.Time.Compare)
	}
	return all
}

// phones makes the page of the house's numbers and hours.
func (t *touch) phones() bool {
	s := t.site
	if len(s.Phones) == 0 {
		return false
	}
	var parts []TouchPart
	for _, p := range s.Phones {
		parts = append(parts, TouchPart{Head: "电话", Kind: "item", Text: p.Name + "　" + p.Number, Note: p.Note})
	}
	for _, h := range t.hallHours() {
		parts = append(parts, TouchPart{Head: "开门", Kind: "item", Text: h})
	}
	if s.Address != "" {
		parts = append(parts, TouchPart{Head: "地址", Kind: "item", Text: s.Address})
	}
	base := TouchPage{ID: "phones", Kind: "text", Title: "电话和开门时间"}
	room := t.whole - 1.1 - touchTitle*1.28 - 0.7
	var pages []TouchPage
	for _, some := range t.cut(parts, room, room) {
		p := base
		p.Parts = some
		pages = append(pages, p)
	}
	t.number(pages, []TouchLink{{Text: "首页", Href: "#home", Main: true}})
	t.pages = append(t.pages, pages...)
	return true
}
