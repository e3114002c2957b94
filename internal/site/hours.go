package site

import (
	"slices"

	"banbao/internal/calendar"
)

// Open are the spans in which the hall is open on a day. On a day off it
// is shut whatever the weekday; a weekend day that is worked instead keeps the
// hours of the Monday it stands in for.
func (info *Info) Open(h *calendar.Holidays, d calendar.Day) []Span {
	return info.OpenAt("", info.Hours, h, d)
}

// OpenAt is Open for a window with hours of its own. Hours that go on over
// holidays know neither days off nor days worked instead.
func (info *Info) OpenAt(window string, hours []Hours, h *calendar.Holidays, d calendar.Day) []Span {
	if info.Closed(window, d) != nil {
		return nil
	}
	_, off := h.Off(d)
	var open []Span
	for i := range hours {
		if one := &hours[i]; one.Holidays && onDay(one.On, d) || !one.Holidays && !off && onDay(one.On, workday(h, d)) {
			open = append(open, one.Open...)
		}
	}
	slices.SortFunc(open, func(a, b Span) int { return int(a.From) - int(b.From) })
	return open
}

// workday is the day whose rules hold: for a weekend day that is worked it is
// the Monday before.
func workday(h *calendar.Holidays, d calendar.Day) calendar.Day {
	if h.MakeUp(d) {
		return d - calendar.Day(d.Weekday()+6)%7
	}
	return d
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
