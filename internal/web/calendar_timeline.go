package web

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// timeline is what takes place, worked out once for all pages that show it.
type timeline struct {
	today    calendar.Day
	present  month
	from, to month       // the first and the last month that may have a page
	every    []happening // in these months
	all      []happening // of these, without what takes place on most days
	months   []month     // those that have a page
	regular  []goesOn
}

func newTimeline(s *site.Site) *timeline {
	t := &timeline{today: calendar.DayOf(s.Now), regular: allRegular(s)}
	t.present = monthOfDay(t.today)
	t.from, t.to = t.present.add(-calendarMonths), t.present.add(calendarMonths)
	t.every = happenings(s, t.from.first(), t.to.end())
	t.all = unusual(s, t.every)
	t.months = t.busyMonths()
	return t
}

// busyMonths are the present month and each in which something stands.
func (t *timeline) busyMonths() []month {
	busy := map[month]bool{t.present: true}
	for _, h := range t.all {
		for m := monthOfDay(h.First); m.first() <= h.Last && m.first() <= t.to.first(); m = m.add(1) {
			busy[m] = true
		}
	}
	var months []month
	for m := t.from; m.first() <= t.to.first(); m = m.add(1) {
		if busy[m] {
			months = append(months, m)
		}
	}
	return months
}

// monday is the day with which the week of d begins.
func monday(d calendar.Day) calendar.Day { return d - calendar.Day(d.Weekday()+6)%7 }

// viewLink leads to another view of the calendar.
type viewLink struct {
	Text, Href string
	Here       bool
}

const (
	calendarPath = "calendar/index.html"
	weekPath     = "calendar/week/index.html"
	classesPath  = "calendar/places/index.html"
	agendaPath   = "activities/index.html"
)

// calendarViews are the views of the calendar, the one at path marked. It is
// the same on every page of a year, so that no page changes for it at midnight.
func (r *renderer) calendarViews(path string) []viewLink {
	year := planPath(r.timeline().today.Year())
	return []viewLink{
		{"月历", calendarPath, path == calendarPath},
		{"周历", weekPath, path == weekPath},
		{"全年", year, path == year},
		{"四周", agendaPath, path == agendaPath},
		{"分类", classesPath, path == classesPath},
		{"订阅", subscribePath, path == subscribePath},
	}
}
