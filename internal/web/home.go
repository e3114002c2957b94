package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// homePage is the front page.
type homePage struct {
	Page
	Urgent    *urgentBox
	NoNotice  []saying      // while no row is to be seen
	More      string        // 全部38条通知
	Boards    []blackboard  // of today and the days after, which wait
	Public    []publicGroup // one at a time is to be seen
	Hall      string
	HallPage  string // the page of the hall
	Duty      Phone  // the number to ring when the hall is shut
	Week      []weekDay
	Month     Link
	Guides    []homeGroup
	AllGuides string
	Honour    *rankingCard
	NoHonour  string
	Story     *homeStory

	Organisation *organisationData // for search engines; nil without an address
}

// urgentBox is the one urgent notice that is shown at length.
type urgentBox struct {
	Title, Href string
	Summary     string
	Window      string
	Where       string
	Phone       Phone
	Hidden      bool
	From, Until string
}

// blackboard says what is on, on one day. Those of the days to come are
// hidden, so that a page that nobody builds at midnight still turns.
type blackboard struct {
	ID          string
	From, Until string
	Hidden      bool
	Title       string // 小雪, 重阳, 星期日
	Note        string
	Draw        string // icon
	List        []boardLine
	Empty       string
}

type boardLine struct {
	Time, Clock string // 2026-11-22T14:00, 14:00
	Title, Href string
	Struck      bool
	Note        string
}

// publicGroup is publicities of which one or another always runs. The head
// over them comes with the first and goes with the last.
type publicGroup struct {
	ID          string
	Hidden      bool
	From, Until string
	List        []homePublicity
}

type homePublicity struct {
	Title, Href string
	Hidden      bool
	From, Until string // when it runs and its notice is to be seen
	*Publicity
}

// weekDay is one of the coming seven days.
type weekDay struct {
	Date    string
	N       int
	Weekday string // 星期日
	Word    string // 今天, or the weekday
	Label   string // lunar day or term
	Today   bool
	Acts    []weekAct
	More    int
}

type weekAct struct {
	Title, Href, Note string
	Struck            bool
	Whole             bool // its phrases fit a seventh of the page, and none is parted
}

// homeGroup is guides that people need for the same reason.
type homeGroup struct {
	Name   string
	Guides []guideLine
}

type guideLine struct{ Title, Href, Where string }

type homeStory struct{ Title, Href, Text, More, Until string }

// The front page names so many things of each sort.
const (
	homeRows    = 6
	homePublic  = 3
	boardMost   = 5
	weekMost    = 3
	homeHonours = 5
	homeBoards  = 3
)

// List is the notices on the front page.
func (v *homePage) List() *rowList { return v.Frame.rowList(v.Rows, true) }

// home makes the front page. It is built anew each day, so it may say what
// day it is.
func (r *renderer) home() {
	s := r.site
	today := calendar.DayOf(s.Now)
	v := homePage{}
	v.Frame = r.frame("index.html", sectionHome, "")
	v.Frame.Front = true
	v.Organisation = organisationOf(s, r.common.Share)
	ear := r.ear(today)
	v.Frame.Ear = &ear
	r.style(&v.Frame, "home.css")
	r.homeNotices(&v)
	for d := today; d < today+homeBoards; d++ {
		v.Boards = append(v.Boards, r.blackboard(d, today))
	}
	v.Hall, v.HallPage = r.hallWord(today), r.hallPath()
	for _, p := range s.Phones[:min(2, len(s.Phones))] {
		v.Duty = phone(p.Name, p.Number, p.Note)
	}
	all := within(r.timeline().every, today, today+7)
	daily := dailyPaths(s)
	for d := today; d < today+7; d++ {
		v.Week = append(v.Week, weekOf(all, daily, d, today))
	}
	m := monthOfDay(today)
	v.Month = Link{"看" + monthName(m.month) + "全月", m.path()}
	r.homeGuides(&v)
	r.homeHonour(&v)
	add(r, "index.html", "home", diag.Pos{}, v)
}

// homeNotices chooses the rows, the urgent box, what is being publicised, and
// the latest good deed.
func (r *renderer) homeNotices(v *homePage) {
	s := r.site
	shown, current := 0, 0
	var waiting []*Row // urgent, and on top when they come
	var all []span     // when each notice is seen that has a row here or would have one
	var public []homePublicity
	running, coming := 0, 0
	for _, n := range s.Notices {
		if !s.Listed(&n.Item) {
			continue
		}
		state, hidden := n.State(s.Now), s.Presence(&n.Item) == site.Hidden
		if !hidden {
			current++
		}
		switch from, until, ok := r.runs(n); {
		case !ok:
		case !s.Now.Before(from):
			if running++; running <= homePublic {
				public = append(public, homePublicity{Title: n.Title, Href: n.Path(), Until: epoch(until), Publicity: r.publicity(n.Publicity)})
			}
		case s.Ahead(from):
			if coming++; coming <= homePublic {
				public = append(public, homePublicity{n.Title, n.Path(), true, epoch(from), epoch(until), r.publicity(n.Publicity)})
			}
		}
		if n.Kind == site.KindStory && state == site.Current && v.Story == nil {
			v.Story = &homeStory{Title: n.Title, Href: n.Path(), Text: n.Summary, More: kindPath(site.KindStory), Until: epoch(n.Window.Until)}
			continue
		}
		if v.Urgent == nil && n.Level == site.LevelUrgent && state == site.Current {
			v.Urgent = r.urgentBox(n)
			continue
		}
		if n.Withdrawn != nil {
			continue
		}
		row := r.noticeRow(n)
		if !hidden || n.Level == site.LevelUrgent || shown < homeRows {
			all = append(all, seen(row.From, row.Until))
		}
		switch {
		case hidden && n.Level == site.LevelUrgent: // however full the page is, it must come out
			waiting = append(waiting, row)
			continue
		case shown == homeRows:
			continue
		}
		v.Rows = append(v.Rows, row)
		if !hidden {
			shown++
		}
	}
	v.Rows = slices.Concat(waiting, v.Rows)
	empty := "现在没有有效的通知。"
	if len(s.Phones) > 0 {
		empty += "要问什么，请打页末的电话。"
	}
	v.NoNotice = nothing(seenRows(v.Rows), gaps(all), empty, "这几条都到期了，其余的在全部通知里。")
	v.More = "全部" + strconv.Itoa(current) + "条通知"
	v.Public = publicGroups(public)
}

// runs is when a publicity runs and its notice is to be seen, if it does so
// now or later.
func (r *renderer) runs(n *site.Notice) (from, until time.Time, ok bool) {
	p, now := n.Publicity, r.site.Now
	if p == nil || n.Withdrawn != nil || n.State(now) != site.Current && r.site.Presence(&n.Item) != site.Hidden {
		return from, until, false
	}
	if stage := p.Stage(now); stage != site.Before && stage != site.Running {
		return from, until, false
	}
	from, until = p.Window.From, calendar.Earliest(p.Window.Until, n.Window.Until)
	if n.Window.From.After(from) {
		from = n.Window.From
	}
	return from, until, from.Before(until)
}

// publicGroups parts publicities by the times in which none runs.
func publicGroups(list []homePublicity) []publicGroup {
	spans := make([]span, len(list))
	for i, p := range list {
		spans[i] = seen(p.From, p.Until)
	}
	var groups []publicGroup
	for k, s := range cover(spans) {
		g := publicGroup{ID: "h-pub"}
		if k > 0 {
			g.ID += "-" + strconv.Itoa(k+1)
		}
		g.Hidden, g.From, g.Until = s.edges()
		for i, p := range list {
			if spans[i].from >= s.from && spans[i].until <= s.until {
				g.List = append(g.List, p)
			}
		}
		groups = append(groups, g)
	}
	return groups
}

func (r *renderer) urgentBox(n *site.Notice) *urgentBox {
	b := &urgentBox{
		Title: n.Title, Href: n.Path(), Summary: n.Summary,
		From: epoch(n.Window.From), Until: epoch(n.Window.Until),
	}
	if !n.Window.Until.IsZero() {
		b.Window = "到" + endWord(n.Window.Until)
	}
	for i, id := range n.Buildings {
		if i > 0 {
			b.Where += "、"
		}
		b.Where += r.places[id]
	}
	if n.Contact().Phone != "" {
		b.Phone = phone(n.Contact().Name, n.Contact().Phone, "")
	}
	return b
}

// blackboard is that of a day: its term or festival if it has one, what takes
// place, and the day's advice.
func (r *renderer) blackboard(day, today calendar.Day) blackboard {
	s := r.site
	b := blackboard{
		ID: "h-board-" + strconv.Itoa(int(day-today)+1), Title: day.WeekdayChinese(), Draw: season(day),
		From: epoch(day.Start(s.Zone)), Until: epoch(day.End(s.Zone)), Hidden: day != today,
	}
	if f := calendar.Festivals(day); len(f) > 0 && len([]rune(f[0])) <= 5 {
		b.Title = f[0]
	}
	if term, ok := calendar.SolarTerm(day); ok {
		b.Title = term
	}
	for _, d := range s.Daily {
		if d.Day == day {
			b.Note = d.Note
		}
	}
	all := within(r.timeline().every, day, day+1)
	// What takes place at an hour comes before what goes on all day.
	slices.SortStableFunc(all, func(a, b happening) int { return boardRank(a, day) - boardRank(b, day) })
	for _, h := range all {
		if h.State == "deadline" || h.State == "gone" || h.Last < day {
			continue
		}
		if len(b.List) == boardMost {
			break
		}
		l := boardLine{Title: h.Title, Href: h.Path, Struck: h.State == "cancelled", Clock: "全天"}
		if !h.AllDay && h.First == day {
			l.Clock = whenClock(h.Start)
			l.Time = h.Start.Format("2006-01-02T15:04")
		}
		if h.small() && h.First < day {
			l.Clock = "到" + whenEnd(h.End)
		}
		if h.State == "cancelled" {
			l.Note = "取消"
		}
		b.List = append(b.List, l)
	}
	if len(b.List) == 0 {
		b.Empty = "这一天没有安排活动。"
	}
	return b
}

func boardRank(h happening, day calendar.Day) int {
	if h.AllDay || h.First != day {
		return 1
	}
	return 0
}

// season chooses the drawing on the blackboard.
func season(d calendar.Day) string {
	_, m, _ := d.Date()
	switch {
	case m >= 3 && m <= 5:
		return "draw-spring"
	case m >= 6 && m <= 8:
		return "draw-summer"
	case m >= 9 && m <= 10:
		return "draw-autumn"
	}
	return "draw-winter"
}

// dailyPaths are the activities that take place on most days; they would fill
// the week with sameness.
func dailyPaths(s *site.Site) map[string]bool {
	daily := map[string]bool{}
	for _, a := range s.Activities {
		if rule := a.Series.Repeat; rule != nil &&
			(rule.Every == calendar.EveryDay && rule.Interval <= 1 || rule.Every == calendar.EveryWeek && len(rule.On.Weekdays) >= 5) {
			daily[a.Path()] = true
		}
	}
	return daily
}

// weekOf is one day of the coming seven.
func weekOf(all []happening, daily map[string]bool, d, today calendar.Day) weekDay {
	label, _ := lunarLabel(d)
	w := weekDay{Date: d.String(), N: dayOf(d), Weekday: d.WeekdayChinese(), Word: d.WeekdayChinese(), Label: label, Today: d == today}
	if w.Today {
		w.Word = "今天"
	}
	for _, h := range all {
		if h.First > d || h.Last < d || daily[h.Path] || h.State == "gone" {
			continue
		}
		// What goes on for days is named on its first day here and its last.
		if h.First < d && d != today && d != h.Last {
			continue
		}
		if len(w.Acts) == weekMost {
			w.More++
			continue
		}
		a := weekAct{Title: h.Title, Href: h.Path, Struck: h.State == "cancelled", Whole: shortPhrases(h.Title)}
		switch {
		case h.State == "deadline":
			a.Note = "24:00截止"
		case h.State == "cancelled":
			a.Note = "取消"
		case h.First == h.Last && !h.AllDay:
			a.Note = whenClock(h.Start)
			if h.Place != "" {
				a.Note += "，" + h.Place
			}
		case h.First == h.Last:
			a.Note = h.Place
		case d == h.Last && h.small():
			a.Note = "到" + whenEnd(h.End)
		case d == h.Last:
			a.Note = "最后一天"
		default:
			a.Note = "到" + h.Last.ChineseShort()
		}
		w.Acts = append(w.Acts, a)
	}
	return w
}

// homeGuides groups the chosen guides by the first of their occasions.
func (r *renderer) homeGuides(v *homePage) {
	s := r.site
	bySlug := map[string]*site.Guide{}
	count := 0
	var all []string
	for _, g := range s.Guides {
		if s.Presence(&g.Item) == site.Present {
			bySlug[g.Slug] = g
			all = append(all, g.Slug)
			count++
		}
	}
	names := map[string]string{}
	for _, o := range s.Occasions {
		names[o.ID] = o.Name
	}
	wanted := s.HomeGuides
	if len(wanted) == 0 {
		wanted = all[:min(len(all), 12)]
	}
	for _, slug := range wanted {
		g := bySlug[slug]
		if g == nil {
			continue
		}
		name := "其他"
		if len(g.Occasions) > 0 && names[g.Occasions[0]] != "" {
			name = names[g.Occasions[0]]
		}
		at := slices.IndexFunc(v.Guides, func(x homeGroup) bool { return x.Name == name })
		if at < 0 {
			at = len(v.Guides)
			v.Guides = append(v.Guides, homeGroup{Name: name})
		}
		where := g.WindowName
		for _, w := range s.Windows {
			if where == "" && w.ID == g.Window {
				where = w.Name
			}
		}
		v.Guides[at].Guides = append(v.Guides[at].Guides, guideLine{theme.Plain(g.Title), g.Path(), where})
	}
	if count > 0 {
		v.AllGuides = "全部" + strconv.Itoa(count) + "个事项"
	}
}

// homeHonour is the latest ranking whose results are names or stars.
func (r *renderer) homeHonour(v *homePage) {
	var best *site.Ranking
	for _, k := range r.site.Rankings {
		if k.State(r.site.Now) != site.Current || len(k.Entries) == 0 {
			continue
		}
		if best == nil || honourRank(k) < honourRank(best) ||
			honourRank(k) == honourRank(best) && k.Date.Compare(best.Date) > 0 {
			best = k
		}
	}
	if best == nil {
		v.NoHonour = "还没有公布评比结果。"
		return
	}
	card := cardOf(best, 0)
	card.Rows = card.Rows[:min(len(card.Rows), homeHonours)]
	v.Honour = &card
}

func honourRank(k *site.Ranking) int { return slices.Index(site.Forms(), k.Form) }

// shortPhrases tells whether every phrase of a title fits the column of a day.
func shortPhrases(title string) bool {
	for _, phrase := range strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune("，、：；《“", r) }) {
		if utf8.RuneCountInString(phrase) > 8 {
			return false
		}
	}
	return true
}
