package screen

import (
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/pinyin"
	"banbao/internal/site"
)

// Touch is what people touch on a kiosk: all its pages in one file, so that
// nothing is asked of the network while somebody reads, and plain links from
// one to another, so that it works without script.
type Touch struct {
	Root, Language      string
	Screen, Name, House string
	Zone, Since         string
	Style, Script, Size string
	Home                string      // the attract loop
	Pages               []TouchPage // the first page comes last: it is seen when no other is asked for
	Letters             []string
	Print               bool
}

// TouchPage is one page that fits the glass.
type TouchPage struct {
	ID    string // the fragment of its address
	Kind  string // home, list, find, text
	Item  string // pages of one thing are printed together
	From  string // seconds of the epoch; empty: always
	Until string
	Title string
	Slim  bool // a long title, set smaller
	Loose bool // a phrase of it is longer than a line
	Wide  bool // four buttons stand beside each other
	Say   string
	State []TouchLine // whether the hall is open
	Today []TouchLine // what is on today
	Keys  []TouchKey
	Rows  []TouchRow
	Parts []TouchPart
	Code  *Code
	QR    template.HTML // of the code
	Foot  string
	Page  int // of Pages
	Pages int
	Empty string // what is said where every row is over
	Bar   []TouchLink
}

// TouchLine is a line that is true for a time.
type TouchLine struct{ From, Until, Time, Text string }

// TouchKey is a large button: a sign, a name, and what is behind it.
type TouchKey struct{ Href, Mark, Name, More string }

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

// TouchLink is a button of the bar at the foot.
type TouchLink struct {
	Text, Href string
	Main, Back bool
	Print      bool
	None       bool // dead: there is no page before or after
	Turn       bool // to another page of the same
}

// The measures of touch pages, in rem; kiosk.css says the same.
const (
	reach      = 0.4 // of the height, from the top, is out of reach of who sits
	touchSide  = 0.06
	touchHead  = 1.4*1.3 + 0.6 + 0.6
	touchBar   = 5 + 0.9
	touchBig   = 4.0 // titles of lists
	touchMid   = 2.9
	touchTitle = 2.5 // and of texts
	touchText  = 1.7
	touchNote  = 1.4
	touchName  = 6.4 // column of names beside facts
	touchMark  = 2.8
	touchCode  = 8.6
	keyHigh    = 6.8
	padRows    = 4 // 23 letters in rows of seven, and two words
	padHigh    = padRows*4.4 + 0.8
)

// touch makes the pages that are touched.
type touch struct {
	*maker
	width, upper, lower, whole float64
	pages                      []TouchPage
}

// shellTouch is where the pages that are touched begin, below a screen; empty
// where nothing is touched.
func (r *renderer) shellTouch(d *site.Screen) string {
	if d.Profile != site.TouchKiosk || !r.theme.Has("touch") || r.theme.Off("touch") {
		return ""
	}
	return "touch/index.html"
}

// touchPages writes them.
func (m *maker) touchPages(base string) error {
	v, err := m.touchView()
	if err != nil {
		return err
	}
	m.write(base+"touch/index.html", output.KeyOf(version, m.theme.Key("touch"), v), func(w io.Writer) error {
		filled := v
		filled.Pages = slices.Clone(v.Pages)
		for k := range filled.Pages {
			p := &filled.Pages[k]
			if p.Code == nil {
				continue
			}
			var err error
			if p.QR, err = svg(p.Code); err != nil {
				return err
			}
		}
		return m.theme.Execute(w, "touch", &filled)
	})
	return nil
}

// touchView is all of it.
func (m *maker) touchView() (Touch, error) {
	s, g := m.site, m.glass
	t := &touch{maker: m}
	t.width = g.width * (1 - 2*touchSide)
	t.upper = g.height*(reach-safe) - touchHead
	t.lower = g.height*(1-reach-safe) - touchBar
	t.whole = g.height*(1-2*safe) - touchHead - touchBar

	groups := t.groups()
	index := t.guides(groups)
	notices, err := t.notices()
	if err != nil {
		return Touch{}, err
	}
	activities, err := t.activities()
	if err != nil {
		return Touch{}, err
	}
	var bar []TouchLink
	if index {
		bar = append(bar, TouchLink{Text: "按拼音找", Href: "#find", Main: true})
	}
	if notices {
		bar = append(bar, TouchLink{Text: "通知", Href: "#notices"})
	}
	if activities {
		bar = append(bar, TouchLink{Text: "活动", Href: "#activities"})
	}
	if t.phones() {
		bar = append(bar, TouchLink{Text: "电话", Href: "#phones"})
	}
	t.home(groups, bar)

	v := Touch{
		Root: "../../../", Language: s.Language, Screen: m.screen.ID, Name: m.screen.Name, House: s.Title,
		Zone: zones(s.Now, s.Zone), Since: epoch(calendar.DayOf(s.Now).Start(s.Zone)),
		Style: m.theme.Asset("kiosk.css"), Script: m.theme.Asset("kiosk.js"), Size: "../size.css",
		Home: "../index.html", Pages: t.pages, Print: m.screen.Print,
	}
	for _, c := range "ABCDEFGHJKLMNOPQRSTWXYZ" {
		v.Letters = append(v.Letters, string(c))
	}
	return v, nil
}

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
		add(last, d.End(s.Zone), word+t.nextOpen(d)+"。")
	}
	return all
}

// nextOpen is ，明天8:30开门.
func (t *touch) nextOpen(d calendar.Day) string {
	for next := d + 1; next < d+15; next++ {
		open := t.site.Open(t.site.Holidays, next)
		if len(open) == 0 {
			continue
		}
		name := next.ChineseShort() + "（" + next.WeekdayChinese() + "）"
		switch {
		case next == d+1:
			name = "明天"
		case next < d+7 && next.Weekday() != time.Sunday:
			name = next.WeekdayChinese()
		}
		return "，" + name + clockOf(open[0].From) + "开门"
	}
	return ""
}

func clockOf(c calendar.Clock) string { return fmt.Sprintf("%d:%02d", c/60, c%60) }

// hallHours are the opening hours in words, a line each.
func (t *touch) hallHours() []string {
	var all []string
	for _, h := range t.site.Hours {
		var spans []string
		for _, o := range h.Open {
			spans = append(spans, clockOf(o.From)+"到"+clockOf(o.Until))
		}
		all = append(all, h.Name+"　"+strings.Join(spans, "、"))
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
		n := math1(em(r.What) * 1.9 * 1.12 / (width - 3.4))
		return max(5, 1.1+0.04+float64(n)*3.9)
	}
	h := 1.2 + 0.04 + 1.8*1.3*float64(linesOf(r.What, width/1.8))
	r.Loose = slices.ContainsFunc(phrases(r.What), func(p string) bool { return em(p) > width/1.8 })
	if note := joined(r.Mark, r.Note); note != "" {
		h += 0.1 + touchNote*1.4*float64(lines([]string{note}, width/touchNote-1))
	}
	return max(5, h)
}

// math1 rounds up, one at least.
func math1(x float64) int { return max(1, int(x+0.999)) }

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

// numerals number steps.
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
		k := len(note)
		for k > 0 {
			a = p
			if a.Note, a.Meta = string(note[:k]), ""; t.partHigh(&a) <= room {
				break
			}
			k--
		}
		b = TouchPart{Head: p.Head, Kind: "text", Text: joined(string(note[k:]), p.Meta)}
		return a, b, true
	}
	k := len(whole)
	for k > 1 {
		if a = text(k); t.partHigh(&a) <= room {
			break
		}
		k--
	}
	for k < len(whole) && strings.ContainsRune(stops+breaks+after, whole[k]) {
		k++
	}
	a, b = text(k), p
	b.Text = string(whole[k:])
	return a, b, b.Text != "" || b.Note != ""
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

// notices makes the list of what is posted, and each; it tells whether there
// is any.
func (t *touch) notices() (bool, error) {
	var rows []TouchRow
	for _, n := range t.site.Notices {
		if n.Withdrawn || !t.shows(&n.Item) || len(rows) == mostItems {
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
		if n.Contact.Phone != "" {
			parts = append(parts, TouchPart{Kind: "fact", Name: "问谁", Text: strings.Join(words(n.Contact.Name, n.Contact.Phone), "，")})
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
		fact("问谁", strings.Join(words(a.Contact.Name, a.Contact.Phone), "，"))
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
