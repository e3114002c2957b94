package screen

import (
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
			rows = append(rows, TouchRow{Href: "#" + name(&one.Item), What: one.Title, Note: joined(t.window(one), durationOf(one))})
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

// durationOf is 当场办好 or 22个工作日.
func durationOf(g *site.Guide) string {
	d := g.PromisedTime
	if !d.Written {
		d = g.LegalTime
	}
	switch {
	case d.AtOnce:
		return "当场办好"
	case d.Days <= 0:
		return ""
	case d.Unit == calendar.WorkingDays:
		return itoa(d.Days) + "个工作日"
	}
	return itoa(d.Days) + "天"
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
	if due := g.CheckedOn + 365; !g.CheckedOn.IsZero() && calendar.DayOf(t.site.Now) > due {
		fact("注意", "这一页一年多没有核对过，去之前先打电话问一声。")
	}
	fact("谁能办", g.For)
	var must, may []string
	for _, m := range g.Materials {
		if m.Optional {
			may = append(may, m.Name)
		} else {
			must = append(must, m.Name)
		}
	}
	bring, with := strings.Join(must, "、"), strings.Join(may, "、")
	if bring == "" {
		bring = "什么都不用带"
	}
	if with != "" {
		with = "有就带上：" + with
	}
	fact("带什么", bring, with)
	note := ""
	for _, w := range t.site.Windows {
		if w.ID == g.Window {
			note = w.Note
		}
	}
	place := g.Place
	if place == note {
		place = ""
	}
	trips := ""
	switch {
	case g.Visits == 0:
		trips = "可以一趟也不跑"
	case g.Visits == 1:
		trips = "跑一趟就行"
	case g.Visits > 1:
		trips = "要跑" + itoa(g.Visits) + "趟"
	}
	fact("去哪办", t.window(g), note, place, trips)
	if hours := t.hallHours(); g.Hours != "" {
		fact("何时去", g.Hours)
	} else if len(hours) > 0 {
		fact("何时去", strings.ReplaceAll(hours[0], "　", ""), strings.ReplaceAll(strings.Join(hours[1:], "；"), "　", ""))
	}
	fact("几天好", durationOf(g))
	if g.Fee.Free {
		fact("花钱吗", "不收费")
	} else {
		fact("花钱吗", g.Fee.Amount, g.Fee.Basis)
	}
	complaint := ""
	if g.Complaint != "" {
		complaint = "投诉 " + g.Complaint
	}
	fact("问谁", g.Enquiry, complaint)

	part := func(head, mark, text, note string) {
		parts = append(parts, TouchPart{Head: head, Kind: "item", Name: mark, Text: text, Note: note})
	}
	for k, c := range g.Conditions {
		part("要符合这些条件", itoa(k+1), c, "")
	}
	for _, c := range g.Refusals {
		part("这些情形不受理", "×", c, "")
	}
	for _, m := range g.Materials {
		var words []string
		if m.Original > 0 {
			words = append(words, "原件"+itoa(m.Original)+"份")
		}
		if m.Copies > 0 {
			words = append(words, "复印件"+itoa(m.Copies)+"份")
		}
		if m.Optional {
			words = []string{"有就带"}
		}
		if m.Source != "自备" && m.Source != "" {
			words = append(words, m.Source)
		}
		if m.Note != "" {
			words = append(words, m.Note)
		}
		part("带齐这些", "□", m.Name, strings.Join(words, "；"))
	}
	for k, s := range g.Steps {
		part("分"+chinese(len(g.Steps))+"步", chinese(k+1), s.Name, s.Text)
		parts[len(parts)-1].Meta = strings.Join(words(s.Place, s.Duration), "，")
	}
	for _, q := range g.Questions {
		part("常有人问", "问", q.Ask, q.Answer)
	}
	t.text(&g.Item, back, parts)
}
