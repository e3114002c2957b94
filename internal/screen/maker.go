package screen

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// horizon is how many days a set of slides lasts without a new one: a screen
// whose network is dead still has the week's calendar of a month ahead.
const horizon = 35

// mostItems is how many items one screen goes through; what is beyond it comes
// last in the one order and would be seen by nobody.
const mostItems = 60

// maker makes the slides of one screen.
type maker struct {
	*renderer
	screen *site.Screen
	glass  glass
	limits limits
	slides []Slide
	report *Report
}

// make makes all slides, in the one order.
func (m *maker) make() error {
	s := m.site
	items := 0
	room := func(i *site.Item) bool {
		if items++; items > mostItems {
			m.report.Dropped = append(m.report.Dropped, i.Title)
			return false
		}
		return true
	}
	for _, n := range s.Notices {
		if m.shows(&n.Item) && room(&n.Item) {
			if err := m.notice(n); err != nil {
				return err
			}
		}
	}
	m.weeks()
	for _, a := range s.Activities {
		if m.shows(&a.Item) && !often(a) && room(&a.Item) {
			m.activity(a)
		}
	}
	for _, k := range s.Rankings {
		if m.shows(&k.Item) && room(&k.Item) {
			m.ranking(k)
		}
	}
	for _, g := range s.Guides {
		if m.shows(&g.Item) && room(&g.Item) {
			m.guide(g)
		}
	}
	m.weather()
	m.clock()
	return nil
}

// shows tells whether an item is for this screen, now or while the set lasts.
func (m *maker) shows(i *site.Item) bool {
	return m.site.Listed(i) && slices.Contains(m.onScreens(i), m.screen.ID)
}

// add puts slides of one item into the set.
func (m *maker) add(item string, slides ...Slide) {
	for k := range slides {
		s := &slides[k]
		s.Item, s.ID = item, item
		s.Tall, s.House = m.glass.tall, m.site.Title
		if s.Level == "" {
			s.Level = "normal"
		}
		s.Page, s.Pages = k+1, len(slides)
		if len(slides) > 1 {
			s.ID += "." + itoa(k+1)
		}
		m.glass.strip(s)
		m.glass.whole(s)
		s.dwell(m.limits.dwell)
		m.slides = append(m.slides, *s)
	}
}

// name is an item's, without the ending of its page.
func name(i *site.Item) string { return strings.TrimSuffix(i.Path(), ".html") }

// code leads to an item's page, where the site has an address.
func (m *maker) code(i *site.Item, words string) *Code {
	if m.site.BaseURL == "" {
		return nil
	}
	return &Code{Href: m.site.BaseURL + i.Path(), Words: words}
}

// codeWidth is what a code and the gap beside it take of the page, in rem.
const codeWidth = 5.8 + 0.8

// notice makes the slides of a notice: as many as its text takes, or, where
// that is too many, those of its summary.
func (m *maker) notice(n *site.Notice) error {
	if n.Withdrawn {
		return nil
	}
	base := Slide{Kind: "notice", Word: n.Kind.Chinese(), Title: n.Title, Level: levelOf(n, m.site.Now)}
	base.window(n.Window.From, n.Window.Until)
	base.Foot = m.glass.foot(shortIssuer(n.Issuer, m.site.Title), n.Date.Day.ChineseShort()+"发布")
	if n.Publicity != nil {
		m.publicity(n.Publicity, &n.Item, base)
		return nil
	}
	body, err := m.body(n)
	if err != nil {
		return err
	}
	wide := 0.0
	if body.picture != nil && n.Kind == site.KindStory && !m.glass.tall {
		base.Kind, base.Photo = "deeds", body.picture
		wide = photoWidth
	}
	pages := paginate(m.glass, m.limits, n.Title, body.paragraphs, wide)
	tables := m.tables(body.tables, n.Title)
	if len(pages)+len(tables) > m.limits.pages {
		m.report.Abridged = append(m.report.Abridged, n.Title)
		text := n.Summary
		if base.Code = m.code(&n.Item, "扫码看全文"); base.Code != nil && !m.glass.tall {
			wide = max(wide, codeWidth)
		}
		if m.glass.tall {
			base.Code = nil
		}
		pages = paginate(m.glass, m.limits, n.Title, []string{text}, wide)
		pages = pages[:min(len(pages), m.limits.pages)]
		tables = nil
	}
	var slides []Slide
	for _, p := range pages {
		s := base
		p.roomy = p.roomy && base.Photo == nil && base.Code == nil
		m.glass.lay(&s, p, wide)
		if !m.glass.codeFits(&s) {
			s.Code = nil
		}
		slides = append(slides, s)
	}
	for _, rows := range tables {
		s := base
		s.Kind, s.Form, s.Rows, s.More, s.Photo, s.Code = "list", "table", rows, true, nil, nil
		slides = append(slides, s)
	}
	m.add(name(&n.Item), slides...)
	return nil
}

// shortIssuer is 居民委员会 where the strip already says 新城社区.
func shortIssuer(issuer, house string) string {
	if rest := strings.TrimPrefix(issuer, house); rest != issuer && rest != "" {
		return rest
	}
	return issuer
}

// words are those that say something.
func words(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

func joined(parts ...string) string {
	return strings.Join(words(parts...), "　")
}

// tables cuts tables into slides of rows, each with the head again. A table
// that is too wide for rows is left to the page.
func (m *maker) tables(all [][][]string, title string) [][]Row {
	most := max(2, min(6, int(m.glass.rowRoom(title, true)/rowHeight)))
	if m.glass.tall {
		most = 8
	}
	var slides [][]Row
	for _, t := range all {
		if len(t) < 2 || !m.narrow(t) {
			slides = append(slides, make([][]Row, m.limits.pages+1)...) // more than there is room for
			continue
		}
		for from := 1; from < len(t); from += most - 1 {
			rows := []Row{{Cells: t[0]}}
			for _, line := range t[from:min(from+most-1, len(t))] {
				rows = append(rows, Row{Cells: line})
			}
			slides = append(slides, rows)
		}
	}
	return slides
}

// narrow tells whether each row of a table fits one line.
func (m *maker) narrow(t [][]string) bool {
	width := make([]float64, len(t[0]))
	for _, row := range t {
		for k, cell := range row {
			if k >= len(width) {
				return false
			}
			width[k] = max(width[k], em(cell))
		}
	}
	sum := 0.0
	for _, w := range width {
		sum += w + 0.8
	}
	return sum <= m.glass.columns(m.glass.text)
}

// publicity makes the slide of a period: the days as a ruler, until when, and
// whom to tell. Once it is closed, how it ended.
func (m *maker) publicity(p *site.Publicity, i *site.Item, s Slide) {
	zone := m.site.Zone
	if p.Stage(m.site.Now) == site.Closed {
		s.Kind = "notice"
		var slides []Slide
		for _, page := range paginate(m.glass, m.limits, i.Title, []string{"结果：" + p.Result}, 0) {
			one := s
			m.glass.lay(&one, page, 0)
			slides = append(slides, one)
		}
		m.add(name(i), slides...)
		return
	}
	s.Kind = "publicity"
	s.Level = "pinned" // always in the loop while it runs
	from, until := s.Window.From, p.Window.Until
	if !s.Window.Until.IsZero() && s.Window.Until.Before(until) {
		until = s.Window.Until
	}
	s.window(from, until)
	first, last := p.Start, p.Span.Last
	if first.IsZero() {
		first = p.Span.First
	}
	most := calendar.Day(9)
	if m.glass.tall {
		most = 7
	}
	if last-first < most {
		for d := first; d <= last; d++ {
			day := PublicityDay{Number: dayNumber(d), Week: strings.TrimPrefix(d.WeekdayChinese(), "星期")}
			day.Counts = slices.Contains(p.Span.Counted, d)
			begin, end := epoch(d.Start(zone)), epoch(d.End(zone))
			day.Today, day.Other = begin+"-"+end, "-"+begin+","+end+"-"
			s.Days = append(s.Days, day)
		}
	}
	unit := "天"
	if p.Unit == calendar.WorkingDays {
		unit = "个工作日"
	}
	s.Facts = append(s.Facts, Fact{Name: "截至", Value: dayWords(last)})
	if to := words(p.Objections.To, p.Objections.Phone); len(to) > 0 {
		s.Facts = append(s.Facts, Fact{Name: "意见", Value: to})
	}
	s.Foot = m.glass.foot("公示"+itoa(len(p.Span.Counted))+unit, p.Span.First.ChineseShort()+"起算")
	if !m.glass.tall {
		s.Code = m.code(i, "扫码看名单")
	}
	m.glass.fitFacts(&s)
	s.Loose = m.glass.loose(s.Title, page{more: s.More}, 0)
	m.add(name(i), s)
}

// dayNumber is the day of the month.
func dayNumber(d calendar.Day) string {
	_, _, n := d.Date()
	return itoa(n)
}

// activity makes a slide for each time that an activity takes place while the
// set lasts, if it is something out of the ordinary: what takes place every
// week stands in the week.
func (m *maker) activity(a *site.Activity) {
	now := m.site.Now
	var shown time.Time // since when
	for k, o := range a.Series.Between(now, (calendar.DayOf(now) + horizon).Start(m.site.Zone), m.site.Zone, m.site.Holidays) {
		if k == 3 {
			return
		}
		s := Slide{Kind: "activity", Word: "活动", Title: a.Title, Level: "normal"}
		from := (o.Day - 7).Start(m.site.Zone)
		if from.Before(shown) {
			from = shown
		}
		if from.Before(a.Window.From) {
			from = a.Window.From
		}
		s.window(from, o.Over())
		shown = o.Over()
		day := calendar.DayOf(o.Start)
		when := words(append(dayWords(day), hours(o))...)
		if o.End.After(o.Start) && calendar.DayOf(o.End.Add(-1)) > day+1 {
			when = words(day.ChineseShort()+"到", calendar.DayOf(o.End.Add(-1)).ChineseShort())
		}
		place := a.Place
		if o.Place != "" {
			place = o.Place
		}
		s.Facts = []Fact{{Name: "时间", Value: when}}
		if place != "" {
			s.Facts = append(s.Facts, Fact{Name: "地点", Value: []string{place}})
		}
		switch {
		case o.Cancelled || a.Cancelled:
			s.Facts = append(s.Facts, Fact{Name: "注意", Value: []string{"这次取消了"}})
		case o.Moved:
			s.Facts = append(s.Facts, Fact{Name: "注意", Value: []string{"时间有改动"}})
		case a.Fee != "":
			s.Facts = append(s.Facts, Fact{Name: "费用", Value: []string{a.Fee}})
		case a.Contact.Phone != "":
			s.Facts = append(s.Facts, Fact{Name: "联系", Value: []string{a.Contact.Phone}})
		}
		_, month, n := day.Date()
		s.Leaf = &Leaf{Month: monthName(int(month)), Weekday: day.WeekdayChinese(), Day: itoa(n)}
		if l, ok := calendar.LunarOf(day); ok {
			s.Leaf.Lunar = l.String()
		}
		s.Foot = m.glass.foot(cmp.Or(a.Organizer, "活动"))
		if !m.glass.tall {
			s.Leaf = nil
		}
		dated := s.Facts[0]
		if hour := hours(o); s.Leaf != nil && hour != "" { // the leaf says the day
			s.Facts[0].Value = []string{hour}
		}
		m.glass.fitFacts(&s)
		if s.Leaf == nil {
			s.Facts[0] = dated
			m.glass.fitFacts(&s)
		}
		s.Loose = m.glass.loose(s.Title, page{more: s.More}, 0)
		m.add(name(&a.Item)+"@"+day.String(), s)
	}
}

// often tells whether an activity takes place every week or oftener.
func often(a *site.Activity) bool {
	r := a.Series.Repeat
	return r != nil && (r.Every == calendar.EveryDay || r.Every == calendar.EveryWeek)
}

// weeks makes the calendar of seven days, one for each day while the set
// lasts. Rows go when they are over; what takes place on most days is left
// out, since everybody knows.
func (m *maker) weeks() {
	if !m.wants(site.NounActivity) {
		return
	}
	zone := m.site.Zone
	today := calendar.DayOf(m.site.Now)
	all := m.site.Occurrences(today.Start(zone), (today + horizon + 7).Start(zone))
	all = slices.DeleteFunc(all, func(o site.Occurrence) bool {
		r := o.Activity.Series.Repeat
		daily := r != nil && (r.Every == calendar.EveryDay || r.Every == calendar.EveryWeek && len(r.On.Weekdays) >= 5)
		return daily || !slices.Contains(m.onScreens(&o.Activity.Item), m.screen.ID)
	})
	most := 5
	if m.glass.tall {
		most = 7
	}
	for d := today; d < today+horizon; d++ {
		var rows []Row
		var last time.Time
		for _, o := range all {
			day := calendar.DayOf(o.Start)
			if day < d || day >= d+7 {
				continue
			}
			row := Row{Day: dayNumber(day) + "日", Week: weekday(day), What: plain(o.Activity.Title), Where: shortPlace(o), Until: epoch(o.Over())}
			if day == d {
				row.Week, row.Today = "今天", true
			}
			if !o.AllDay {
				row.Time = clockWord(o.Start)
			}
			if o.Cancelled || o.Activity.Cancelled {
				row.Change = "取消"
			}
			m.shorten(&row)
			if o.Over().After(last) {
				last = o.Over()
			}
			rows = append(rows, row)
		}
		if len(rows) == 0 {
			continue
		}
		end := d.End(zone)
		if last.Before(end) {
			end = last
		}
		var slides []Slide
		for from := 0; from < len(rows) && len(slides) < m.limits.pages; {
			s := Slide{Kind: "list", Form: "week", Word: "活动", Title: "今起七天"}
			s.Rows = m.readable(rows[from:min(from+most, len(rows))], characters(s.Title))
			s.Rows = m.glass.fitRows(s.Rows, s.Form, s.Title, false)
			from += len(s.Rows)
			s.window(d.Start(zone), end)
			s.Undated = false
			slides = append(slides, s)
		}
		m.add("week/"+d.String(), slides...)
	}
}

// readable are the first of some rows that can be read together, at least one,
// beside so many characters of title.
func (m *maker) readable(rows []Row, title int) []Row {
	n := title
	for k := range rows {
		if n += rows[k].chars(); n > m.limits.chars && k > 0 {
			return rows[:k]
		}
	}
	return rows
}

// wants tells whether the screen's rule asks for a noun at all.
func (m *maker) wants(n site.Noun) bool {
	r := m.screen.Shows
	return !r.None && (r.All || slices.Contains(r.Nouns, n))
}

// shortPlace is where, without the house that everybody knows.
func shortPlace(o site.Occurrence) string {
	place := o.Activity.Place
	if o.Place != "" {
		place = o.Place
	}
	if k := strings.IndexAny(place, "，,（("); k > 0 {
		place = place[:k]
	}
	if em(place) > 7 {
		return ""
	}
	return place
}

// shorten drops the place of a row, and at last ends its words with …, where
// they would not fit one line.
func (m *maker) shorten(r *Row) {
	if m.glass.tall {
		return // it wraps
	}
	room := m.glass.columns(m.glass.text) - 7.45
	if r.Change != "" {
		room -= 0.8*em(r.Change) + 1.3
	}
	if em(r.What)+0.69*em(r.Where)+0.7 > room {
		r.Where = ""
	}
	if em(r.What) <= room {
		return
	}
	if parts := strings.FieldsFunc(r.What, func(c rune) bool { return strings.ContainsRune("：（，", c) }); len(parts) > 0 && em(parts[0]) <= room {
		r.What = parts[0]
		return
	}
	runes := []rune(r.What)
	for len(runes) > 1 && em(string(runes))+1 > room {
		runes = runes[:len(runes)-1]
	}
	r.What = string(runes) + "…"
}

// monthName is 十一月.
func monthName(n int) string {
	return []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}[n] + "月"
}
