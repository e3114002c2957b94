package site

import (
	"slices"

	"banbao/internal/calendar"
)

// Open are the spans in which the hall is open on a day. On a day off it
// is shut whatever the weekday; a weekend day that is worked instead keeps the
// hours of the Monday it stands in for.
func (info *Info) Open(h *calendar.Holidays, d calendar.Day) []Span {
	if _, off := h.Off(d); off {
		return nil
	}
	if h.MakeUp(d) {
		d = d - calendar.Day(d.Weekday()+6)%7 // the Monday before
	}
	var open []Span
	for _, hours := range info.Hours {
		if onDay(hours.On, d) {
			open = append(open, hours.Open...)
		}
	}
	slices.SortFunc(open, func(a, b Span) int { return int(a.From) - int(b.From) })
	return open
}

// onDay tells whether the words of a rule name a day. Lunar dates are read in
// the lunar calendar, others in the civil one.
func onDay(on calendar.On, d calendar.Day) bool {
	year, month, day := d.Date()
	last := int(calendar.Date(year, month+1, 1)-calendar.Date(year, month, 1)) == day
	switch on.Kind {
	case calendar.OnWeekdays:
		return slices.Contains(on.Weekdays, d.Weekday())
	case calendar.OnMonthDay:
		return slices.Contains(on.MonthDays, day) || last && slices.Contains(on.MonthDays, -1)
	case calendar.OnNth:
		return slices.ContainsFunc(on.Nths, func(n calendar.Nth) bool {
			if n.Weekday != d.Weekday() {
				return false
			}
			return n.N == (day+6)/7 || n.N == -1 && (d+7).Month() != month
		})
	case calendar.OnDate:
		if on.Lunar {
			l, ok := calendar.LunarOf(d)
			return ok && !l.Leap && slices.Contains(on.Dates, calendar.MonthDate{Month: l.Month, Day: l.Day})
		}
		return slices.Contains(on.Dates, calendar.MonthDate{Month: int(month), Day: day})
	}
	return false
}
