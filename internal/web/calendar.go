package web

import (
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// calendarView is one month: a grid, an agenda, and on the page of the present
// month what goes on all year.
type calendarView struct {
	Page
	Views      []viewLink
	Month      monthGrid
	Prev, Next Link
	Now        Link   // from another month to the present one
	AgendaHead string // 接下来, or 这个月
	Days       []agendaDay
	Empty      []saying // while the agenda is empty
	Regular    []regularGroup
	Only       []classGroup
}

// month is one month of the calendar.
type month struct {
	year  int
	month time.Month
}

func monthOfDay(d calendar.Day) month { return month{d.Year(), d.Month()} }

func (m month) first() calendar.Day { return calendar.Date(m.year, m.month, 1) }
func (m month) end() calendar.Day   { return calendar.Date(m.year, m.month+1, 1) }
func (m month) add(n int) month     { return monthOfDay(calendar.Date(m.year, m.month+time.Month(n), 1)) }
func (m month) path() string        { return "calendar/" + monthPath(m.year, m.month) + ".html" }

// calendarMonths is how many months before and after the present one have a
// page, if anything stands in them.
const calendarMonths = 12

// calendar makes the pages of months, weeks, years and classes.
func (r *renderer) calendar() {
	r.monthPages()
	r.weeks()
	r.plans()
	r.classPages()
}

// monthPages makes the page of the present month and one for each month in
// which something stands.
func (r *renderer) monthPages() {
	s, t := r.site, r.timeline()
	months := t.months()
	views := r.calendarViews("")
	only := r.only("")
	for i, m := range months {
		in := within(t.all, m.first(), m.end())
		v := newCalendarView(s, in, m)
		v.Views, v.Only = views, only
		if i > 0 {
			v.Prev = Link{months[i-1].name(m), months[i-1].path()}
		}
		if i+1 < len(months) {
			v.Next = Link{months[i+1].name(m), months[i+1].path()}
		}
		if m == t.present {
			r.calendarIndex(v, in, t.today)
		} else {
			v.Now = Link{"本月", calendarPath}
		}
		title := monthTitle(m.year, m.month)
		v.Frame = r.frame(m.path(), sectionCalendar, title, Link{"日历", calendarPath}, Link{Text: title})
		v.Frame.Description = title + "的活动和截止日期"
		add(r, m.path(), "calendar", diag.Pos{}, v)
	}
}

// calendarIndex makes the present month's page once more, as it is today.
func (r *renderer) calendarIndex(v calendarView, in []happening, today calendar.Day) {
	const path = calendarPath
	v.Views = r.calendarViews(path)
	end := monthOfDay(today).end()
	v.Month = monthOf(r.site, in, today.Year(), today.Month(), today, end, upOne)
	v.Month.markToday(today)
	v.AgendaHead = "接下来"
	v.Days = withoutMonth(agenda(r.site, in, today, end, upOne))
	near(v.Days, today)
	v.Empty = during("这个月剩下的日子没有安排。", gaps(seenDays(v.Days)))
	v.Regular = regulars(r.timeline().regular, upOne, every)
	v.Frame = r.frame(path, sectionCalendar, "日历", Link{Text: "日历"})
	v.Frame.Description = v.Month.Title + "的活动和截止日期"
	add(r, path, "calendar", diag.Pos{}, v)
}

func newCalendarView(s *site.Site, in []happening, m month) calendarView {
	v := calendarView{
		Month:      monthOf(s, in, m.year, m.month, m.first(), m.end(), upOne),
		AgendaHead: "这个月",
		Days:       staying(withoutMonth(agenda(s, in, m.first(), m.end(), upOne))),
	}
	v.Empty = during("这个月没有安排。", gaps(seenDays(v.Days)))
	return v
}

// withoutMonth leaves out the month's name, which the page has for a title.
func withoutMonth(days []agendaDay) []agendaDay {
	for i := range days {
		days[i].Month = ""
	}
	return days
}

// name is how a month is called beside another: 十二月, 2027年1月.
func (m month) name(beside month) string {
	if m.year == beside.year {
		return monthName(m.month)
	}
	return monthTitle(m.year, m.month)
}

// within are the happenings that touch [from, to).
func within(all []happening, from, to calendar.Day) []happening {
	var in []happening
	for _, h := range all {
		if h.First < to && h.Last >= from {
			in = append(in, h)
		}
	}
	return in
}
