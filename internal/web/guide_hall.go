package web

import (
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// hallView is the directory of the hall: when it is open, which window does
// what, who is on duty, when it is quiet, and when it is shut.
type hallView struct {
	Page
	Title   string
	Address string
	Hours   []hoursView
	Rest    string // what holds on holidays
	OpenKey string
	Days    []hallDay // today and the days after, of which one is seen
	Windows []windowView
	Posts   []postView
	Queues  []queueView
	Closed  []closedView
}

// hallDay is what holds on one day.
type hallDay struct {
	From, Until string
	Hidden      bool
	Name        string // 11月23日，星期一
	Hall        string // 今天8:30至11:30开门。
	Posts       []postView
	Queues      []string
}

// windowView is a window and what is done there.
type windowView struct {
	ID, Name, Note       string
	Route, Access, Queue string
	Phone                Phone
	Hours                []hoursView
	OpenKey              string
	Guides               []Link
}

// postView is a role, and when it is filled.
type postView struct {
	Role, Note string
	When       string
	Window     Link
	Phone      Phone
}

type queueView struct {
	When, Note string
	Busy       bool
}

type closedView struct{ Day, ISO, Why, What string }

// Days of which the page of the hall tells, and those on which it looks for
// closed ones.
const (
	hallDays   = 15
	closedDays = 60
)

// hallPath is the page of the hall; empty where nothing is known of it.
func (r *renderer) hallPath() string {
	s := r.site
	if r.theme.Off("hall") || len(s.Hours)+len(s.Windows)+len(s.Posts) == 0 {
		return ""
	}
	return guidesHall
}

// hall makes the page of the hall, and what tells browsers when it is open.
func (r *renderer) hall() {
	path := r.hallPath()
	if path == "" {
		return
	}
	s, today := r.site, calendar.DayOf(r.site.Now)
	v := hallView{Title: "服务大厅", Address: s.Address, Hours: hoursViews(s.Hours), Rest: restWords(s)}
	for d := today; d < today+hallDays; d++ {
		v.Days = append(v.Days, r.hallDay(d, today))
	}
	v.Windows = r.windows()
	for i := range s.Posts {
		v.Posts = append(v.Posts, r.post(&s.Posts[i]))
	}
	for _, q := range s.Queues {
		v.Queues = append(v.Queues, queueView{onWords(q.On) + " " + whenOpen(q.Open.From, q.Open.Until), q.Note, q.Busy})
	}
	for _, c := range s.ClosedDays(s.Holidays, today, closedDays) {
		v.Closed = append(v.Closed, closedView{whenDay(c.Day), c.Day.String(), c.Why, r.windowNames(c.Windows)})
	}
	v.Frame = r.frame(path, sectionGuides, v.Title, Link{"办事", guidesIndex}, Link{Text: v.Title})
	v.Frame.Description = "几点开门、哪个窗口办什么、今天谁值班、什么时候人少、哪天不开门。"
	if len(s.Hours) > 0 {
		v.OpenKey = openHall
	}
	r.openNow(&v.Frame)
	add(r, path, "hall", diag.Pos{}, v)
	r.openFile()
}

// restWords is what holds on holidays, where the hall rests on them.
func restWords(s *site.Site) string {
	if slices.ContainsFunc(s.Hours, func(h site.Hours) bool { return h.Holidays }) {
		return ""
	}
	return "法定节假日休息，调休上班的日子照常。"
}

// hallDay is one day of the hall.
func (r *renderer) hallDay(d, today calendar.Day) hallDay {
	s := r.site
	day := hallDay{
		From: epoch(d.Start(s.Zone)), Until: epoch(d.End(s.Zone)), Hidden: d != today,
		Name: whenDay(d), Hall: r.hallWord(d),
	}
	for _, p := range s.OnDuty(s.Holidays, d) {
		post := r.post(&p)
		post.When = openWords(p.Open)
		day.Posts = append(day.Posts, post)
	}
	for _, q := range s.QueuesOn(s.Holidays, d) {
		day.Queues = append(day.Queues, whenOpen(q.Open.From, q.Open.Until)+"，"+q.Note)
	}
	return day
}

func (r *renderer) post(p *site.Post) postView {
	v := postView{Role: p.Role, Note: p.Note, When: onWords(p.On), Phone: phone("", p.Phone, "")}
	if len(p.Open) > 0 {
		v.When += " " + openWords(p.Open)
	}
	if w := r.site.WindowOf(p.Window); w != nil {
		v.Window = Link{w.Name, "#w-" + w.ID}
	}
	return v
}

// windows are the windows with their guides.
func (r *renderer) windows() []windowView {
	s := r.site
	var all []windowView
	for i := range s.Windows {
		w := &s.Windows[i]
		v := windowView{
			ID: w.ID, Name: w.Name, Note: w.Note, Route: w.Route, Access: w.Access, Queue: w.Queue,
			Phone: phone("", w.Phone, ""), Hours: hoursViews(w.Hours), OpenKey: openWindow(&s.Info, w.ID),
		}
		for _, g := range listedGuides(s) {
			if g.Window == w.ID {
				v.Guides = append(v.Guides, Link{theme.Plain(g.Title), g.Path()})
			}
		}
		all = append(all, v)
	}
	return all
}

// windowNames are some windows in words; of all of them it is the hall.
func (r *renderer) windowNames(ids []string) string {
	var names []string
	for _, id := range ids {
		if w := r.site.WindowOf(id); w != nil {
			names = append(names, w.Name)
		}
	}
	if len(names) == 0 {
		return "服务大厅"
	}
	return strings.Join(names, "、")
}

// onWords are the days of a rule: 周一至周五, 周一、周三, 每月第二个周六.
func onWords(on calendar.On) string {
	working := len(on.Weekdays) == 5 && !slices.Contains(on.Weekdays, time.Sunday) && !slices.Contains(on.Weekdays, time.Saturday)
	switch {
	case working:
		return "周一至周五"
	case len(on.Weekdays) == 7:
		return "每天"
	case on.Kind == calendar.OnNth || on.Kind == calendar.OnMonthDay:
		return "每月" + on.Chinese()
	}
	return on.Chinese()
}
