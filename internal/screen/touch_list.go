package screen

import (
	"math"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/pinyin"
	"banbao/internal/site"
)

// TouchRow is one line of a list that is touched.
type TouchRow struct {
	Href        string
	From, Until string
	Lead, Week  string // 24日, 周二
	Today       string // when it is today: from-until
	Time        string
	Letter      string // of the first of its letter
	Signs       []TouchSign
	Keys        string // by which signs can be typed: d b s q
	What, Note  string
	Mark        string // 紧急, 取消
	Loose       bool   // a phrase is longer than a line
	high        float64
}

// TouchSign is a sign with the letter by which it is typed.
type TouchSign struct{ Sign, Letter string }

// big sets a title of lists and says how high it stands.
func (t *touch) big(p *TouchPage) float64 {
	size := touchBig
	if n := t.titleLines(p.Title, size); n > 1 {
		size, p.Slim = touchMid, true
	}
	p.Loose = t.loose(p.Title, size)
	return 1.2 + size*1.25*float64(t.titleLines(p.Title, size))
}

// titleLines is how many lines a title takes with the number of its page.
func (t *touch) titleLines(title string, size float64) int {
	return linesOf(title+"一一"[:3*int(math.Ceil(3.5/size))], t.width/size)
}

// loose tells whether a phrase of a title is longer than a line.
func (t *touch) loose(title string, size float64) bool {
	return slices.ContainsFunc(phrases(title), func(p string) bool { return em(p) > t.width/size })
}

func (t *touch) sayHeight(s string) float64 {
	return 0.5 + 1.6*1.5*float64(lines(clauses(s), t.width/1.6))
}

// occurrences are the activities of so many days, without what takes place on
// most days, since everybody knows.
func (t *touch) occurrences(days calendar.Day) []site.Occurrence {
	today := calendar.DayOf(t.site.Now)
	all := t.site.Occurrences(t.site.Now, (today + days).Start(t.site.Zone))
	return slices.DeleteFunc(all, func(o site.Occurrence) bool {
		r := o.Activity.Series.Repeat
		daily := r != nil && (r.Every == calendar.EveryDay || r.Every == calendar.EveryWeek && len(r.On.Weekdays) >= 5)
		return daily || !slices.Contains(t.onScreens(&o.Activity.Item), t.screen.ID)
	})
}

// list makes pages of rows that are touched.
func (t *touch) list(id, title, say string, rows []TouchRow, empty string) {
	base := TouchPage{ID: id, Kind: "list", Title: title, Empty: empty}
	room := t.upper - t.big(&base)
	if say != "" && room >= t.sayHeight(say) {
		base.Say = say
	}
	var pages []TouchPage
	for _, some := range t.cutRows(rows, t.lower) {
		p := base
		p.Rows = some
		pages = append(pages, p)
	}
	t.number(pages, []TouchLink{{Text: "首页", Href: "#home", Main: true}})
	t.pages = append(t.pages, pages...)
}

// cutRows are the rows as they fit pages of a height.
func (t *touch) cutRows(rows []TouchRow, room float64) [][]TouchRow {
	var pages [][]TouchRow
	used := room + 1
	for _, r := range rows {
		r.high = t.rowHigh(&r)
		if used+r.high > room {
			pages, used = append(pages, nil), 0
		}
		used += r.high
		last := len(pages) - 1
		pages[last] = append(pages[last], r)
	}
	return pages
}

// rowHigh is how high a row stands.
func (t *touch) rowHigh(r *TouchRow) float64 {
	width := t.width - 2.4 // the mark that it leads on
	if r.Lead != "" {
		width -= 8
	}
	if r.Signs != nil {
		n := ceil(em(r.What) * 1.9 * 1.12 / (width - 3.4))
		return max(5, 1.1+0.04+float64(n)*3.9)
	}
	h := 1.2 + 0.04 + 1.8*1.3*float64(linesOf(r.What, width/1.8))
	r.Loose = slices.ContainsFunc(phrases(r.What), func(p string) bool { return em(p) > width/1.8 })
	if note := joined(r.Mark, r.Note); note != "" {
		h += 0.1 + touchNote*1.4*float64(lines([]string{note}, width/touchNote-1))
	}
	return max(5, h)
}

// ceil rounds up, one at least.
func ceil(x float64) int { return max(1, int(x+0.999)) }

// number tells pages apart, and gives them their bar: what all have, then the
// way to the page before and the next.
func (t *touch) number(pages []TouchPage, bar []TouchLink) {
	id := ""
	at := func(k int) string {
		if k == 0 {
			return id
		}
		return id + "." + itoa(k+1)
	}
	if len(pages) > 0 {
		id = pages[0].ID
	}
	for k := range pages {
		p := &pages[k]
		p.ID, p.Page, p.Pages = at(k), k+1, len(pages)
		p.Bar = slices.Clone(bar)
		if len(pages) == 1 {
			continue
		}
		before, after := TouchLink{Text: "上一页", None: true, Turn: true}, TouchLink{Text: "下一页", None: true, Turn: true}
		if k > 0 {
			before = TouchLink{Text: "上一页", Href: "#" + at(k-1), Turn: true}
		}
		if k+1 < len(pages) {
			after = TouchLink{Text: "下一页", Href: "#" + at(k+1), Turn: true}
		}
		p.Bar = append(p.Bar, before, after)
	}
}

// index makes the lists of all guides by the letters of their names.
func (t *touch) index(all []*site.Guide) {
	if len(all) == 0 {
		return
	}
	var rows []TouchRow
	for _, g := range all {
		rows = append(rows, spelled(plain(g.Title), "#"+name(&g.Item)))
	}
	slices.SortStableFunc(rows, func(a, b TouchRow) int {
		if k := strings.Compare(a.Keys, b.Keys); k != 0 {
			return k
		}
		return strings.Compare(a.What, b.What)
	})
	letter := ""
	for k := range rows {
		first := strings.ToUpper(strings.TrimLeft(rows[k].Keys, " -")[:min(1, len(strings.TrimLeft(rows[k].Keys, " -")))])
		if first != letter {
			letter, rows[k].Letter = first, first
		}
	}
	base := TouchPage{ID: "find", Kind: "find", Title: "按拼音首字母找", Say: "比如找“低保”，就按 D、B。"}
	t.big(&base)
	var pages []TouchPage
	for _, some := range t.cutRows(rows, t.lower) {
		p := base
		p.Rows = some
		pages = append(pages, p)
	}
	t.number(pages, []TouchLink{{Text: "首页", Href: "#home", Main: true}})
	t.pages = append(t.pages, pages...)
}

// spelled is a name with the letters by which it is typed.
func spelled(title, href string) TouchRow {
	r := TouchRow{Href: href, What: title}
	var keys []string
	letters := pinyin.Initials(title)
	for k, sign := range []rune(title) {
		one := TouchSign{Sign: string(sign)}
		if letters[k] != "" {
			one.Letter = strings.ToUpper(letters[k][:1])
			keys = append(keys, letters[k])
		} else {
			keys = append(keys, "-")
		}
		r.Signs = append(r.Signs, one)
	}
	r.Keys = strings.Join(keys, " ")
	return r
}

// notices makes the list of what is posted, and each; it tells whether there
// is any.
func (t *touch) notices() (bool, error) {
	var rows []TouchRow
	for _, n := range t.site.Notices {
		if n.Withdrawn != nil || !t.shows(&n.Item) || len(rows) == mostItems {
			continue
		}
		row := TouchRow{Href: "#" + name(&n.Item), What: n.Title, Note: joined(n.Kind.Chinese(), n.Date.Day.ChineseShort()), Until: epoch(n.Window.Until)}
		if n.Window.From.After(t.site.Now) {
			row.From = epoch(n.Window.From)
		}
		switch n.Level {
		case site.LevelUrgent:
			row.Mark = "紧急"
		case site.LevelImportant:
			row.Mark = "重要"
		}
		rows = append(rows, row)
		var parts []TouchPart
		if p := n.Publicity; p != nil {
			parts = append(parts, TouchPart{Kind: "fact", Name: "公示到", Text: dayWord(p.Span.Last)})
			if to := strings.Join(words(p.Objections.To, p.Objections.Phone), "，"); to != "" {
				parts = append(parts, TouchPart{Kind: "fact", Name: "有意见", Text: to, Note: strings.Join(words(p.Objections.Address, p.Objections.Hours), "，")})
			}
			if p.Result != "" {
				parts = append(parts, TouchPart{Kind: "fact", Name: "结果", Text: p.Result})
			}
		}
		body, err := t.read(&n.Item)
		if err != nil {
			return false, err
		}
		parts = append(parts, body...)
		issuer := n.Issuer
		if issuer == "" {
			issuer = t.site.Issuer
		}
		parts = append(parts, TouchPart{Kind: "fact", Name: "谁发的", Text: issuer, Note: n.Date.Day.Chinese() + "发布"})
		if n.Contact().Phone != "" {
			parts = append(parts, TouchPart{Kind: "fact", Name: "问谁", Text: strings.Join(words(n.Contact().Name, n.Contact().Phone), "，")})
		}
		t.text(&n.Item, "#notices", parts)
	}
	// What has not begun comes last, so that no list begins with a gap.
	slices.SortStableFunc(rows, func(a, b TouchRow) int { return strings.Compare(a.From, b.From) })
	if len(rows) > 0 {
		t.list("notices", "通知", "点一下看全文。", rows, "眼下没有通知。")
	}
	return len(rows) > 0, nil
}

// activities makes the list of what is on in the days to come, and each; it
// tells whether there is any.
func (t *touch) activities() (bool, error) {
	s := t.site
	var rows []TouchRow
	coming := map[*site.Activity][]site.Occurrence{}
	var order []*site.Activity
	for _, o := range t.occurrences(10) {
		if len(rows) == mostItems {
			break
		}
		day := calendar.DayOf(o.Start)
		row := TouchRow{
			Href: "#" + name(&o.Activity.Item), Lead: dayNumber(day) + "日", Week: weekday(day), Until: epoch(o.Over()),
			What: o.Activity.Title, Today: epoch(day.Start(s.Zone)) + "-" + epoch(day.End(s.Zone)),
		}
		if !o.AllDay {
			row.Time = clockWord(o.Start)
		}
		row.Note = o.Activity.Place
		if o.Place != "" {
			row.Note = o.Place
		}
		if o.Cancelled || o.Activity.Cancelled {
			row.Mark = "取消"
		}
		rows = append(rows, row)
		if coming[o.Activity] == nil {
			order = append(order, o.Activity)
		}
		coming[o.Activity] = append(coming[o.Activity], o)
	}
	for _, a := range order {
		var parts []TouchPart
		for k, o := range coming[a] {
			if k == 3 {
				break
			}
			p := TouchPart{Kind: "fact", Name: []string{"时间", "下一次", "再下次"}[k], Text: dayWord(calendar.DayOf(o.Start)) + hours(o.Occurrence), Until: epoch(o.Over())}
			switch {
			case o.Cancelled || a.Cancelled:
				p.Note = joined("这次取消了", o.Note)
			case o.Moved:
				p.Note = joined("时间有改动", o.Note)
			}
			if o.Place != "" && o.Place != a.Place {
				p.Note = joined(p.Note, "改在"+o.Place)
			}
			parts = append(parts, p)
		}
		fact := func(name, text string) {
			if text != "" {
				parts = append(parts, TouchPart{Kind: "fact", Name: name, Text: text})
			}
		}
		fact("规律", a.Rule)
		fact("在哪儿", a.Place)
		fact("花钱吗", a.Fee)
		fact("谁办的", a.Organizer)
		fact("问谁", strings.Join(words(a.Contact().Name, a.Contact().Phone), "，"))
		body, err := t.read(&a.Item)
		if err != nil {
			return false, err
		}
		t.text(&a.Item, "#activities", append(parts, body...))
	}
	if len(rows) > 0 {
		t.list("activities", "这几天的活动", "点一下看时间、地点和怎么参加。", rows, "这几天没有活动。")
	}
	return len(rows) > 0, nil
}
