package web

import (
	"cmp"
	"slices"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// calendarView is one month, or, on the page that is always the present one,
// this month and the next, which is to be seen when it comes.
type calendarView struct {
	Page
	Views   []viewLink
	Months  []calendarMonth
	Regular []regularGroup // on the page of the present month: what goes on all year
	Only    []classGroup
}

// calendarMonth is a grid and an agenda.
type calendarMonth struct {
	ID          string // 2026-11
	Hidden      bool
	From, Until string
	Month       monthGrid
	Prev, Next  Link
	Now         Link   // from another month to the present one
	AgendaHead  string // 接下来, or 这个月
	Days        []agendaDay
	Sheet       string   // the month on a sheet, below public/
	Empty       []saying // while the agenda is empty
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
	r.subscribe()
}

// monthPages makes the page of the present month and one for each month in
// which something stands.
func (r *renderer) monthPages() {
	s, t := r.site, r.timeline()
	months := t.months
	views := r.calendarViews("")
	only := r.only("")
	var present, next calendarMonth
	for i, m := range months {
		c := newCalendarMonth(s, within(t.all, m.first(), m.end()), m)
		if i > 0 {
			c.Prev = Link{months[i-1].name(m), months[i-1].path()}
		}
		if i+1 < len(months) {
			c.Next = Link{months[i+1].name(m), months[i+1].path()}
		}
		switch m {
		case t.present:
			present = c
		case t.present.add(1):
			next = c
		}
		if m != t.present {
			c.Now = Link{"本月", calendarPath}
		}
		c.Sheet = r.monthSheet(m.first())
		v := calendarView{Views: views, Only: only, Months: []calendarMonth{c}}
		title := monthTitle(m.year, m.month)
		v.Frame = r.frame(m.path(), sectionCalendar, title, Link{"日历", calendarPath}, Link{Text: title})
		v.Frame.Description = title + "的活动和截止日期"
		add(r, m.path(), "calendar", diag.Pos{}, v)
	}
	r.calendarIndex(present, next)
}

// calendarIndex makes the present month's page once more, as it is today, and
// for a site that nobody builds anew the next month, as it will be when it
// comes.
func (r *renderer) calendarIndex(present, next calendarMonth) {
	s, t := r.site, r.timeline()
	if next.ID == "" { // nothing stands in it, so it has no page
		next = newCalendarMonth(s, nil, t.present.add(1))
		next.Prev = Link{t.present.name(t.present.add(1)), t.present.path()}
	}
	v := calendarView{Views: r.calendarViews(calendarPath), Only: r.only(""), Regular: regulars(t.regular, upOne)}
	for i, c := range []calendarMonth{present, next} {
		m := t.present.add(i)
		in := within(t.all, m.first(), m.end())
		from := max(m.first(), t.today)
		c.Month = monthOf(s, in, m.year, m.month, from, m.end(), upOne)
		c.Sheet = r.monthSheet(m.first())
		c.AgendaHead, c.Now = "接下来", Link{}
		c.Days = withoutMonth(agenda(s, in, from, m.end(), upOne))
		c.Empty = during("这个月剩下的日子没有安排。", gaps(seenDays(c.Days)))
		if i == 0 {
			c.Month.markToday(t.today)
			near(c.Days, t.today)
			c.Until = epoch(m.end().Start(s.Zone))
		} else {
			c.Hidden, c.From = true, epoch(m.first().Start(s.Zone))
		}
		v.Months = append(v.Months, c)
	}
	v.Frame = r.frame(calendarPath, sectionCalendar, "日历", Link{Text: "日历"})
	v.Frame.Description = present.Month.Title + "的活动和截止日期"
	add(r, calendarPath, "calendar", diag.Pos{}, v)
}

func newCalendarMonth(s *site.Site, in []happening, m month) calendarMonth {
	c := calendarMonth{
		ID:         monthPath(m.year, m.month),
		Month:      monthOf(s, in, m.year, m.month, m.first(), m.end(), upOne),
		AgendaHead: "这个月",
		Days:       staying(withoutMonth(agenda(s, in, m.first(), m.end(), upOne))),
	}
	c.Empty = during("这个月没有安排。", gaps(seenDays(c.Days)))
	return c
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

// within are the happenings that touch [from, to), of a list that is ordered
// by their first day.
func within(all []happening, from, to calendar.Day) []happening {
	end, _ := slices.BinarySearchFunc(all, to, func(h happening, d calendar.Day) int { return cmp.Compare(h.First, d) })
	var in []happening
	for i := range all[:end] {
		if all[i].Last >= from {
			in = append(in, all[i])
		}
	}
	return in
}
