package web

import (
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// hallOpen are the spans in which the hall is open on a day. On a day off it
// is shut whatever the weekday; a weekend day that is worked instead keeps the
// hours of the Monday it stands in for.
func hallOpen(info *site.Info, h *calendar.Holidays, d calendar.Day) []site.Span {
	if _, off := h.Off(d); off {
		return nil
	}
	if h.MakeUp(d) {
		d = d - calendar.Day(d.Weekday()+6)%7 // the Monday before
	}
	var open []site.Span
	for _, hours := range info.Hours {
		if onDay(hours.On, d) {
			open = append(open, hours.Open...)
		}
	}
	slices.SortFunc(open, func(a, b site.Span) int { return int(a.From) - int(b.From) })
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

// dayMark is 休 or 班 for a day, with what it means; both empty on a day like
// any other. Holidays and the days worked instead come first; then a weekend
// on which the hall is open, and any day on which it is not. Without opening
// hours only the holidays are marked.
func dayMark(info *site.Info, h *calendar.Holidays, d calendar.Day) (mark, word string) {
	if name, off := h.Off(d); off {
		if name == "" {
			return "休", "放假"
		}
		return "休", name + "放假"
	}
	if h.MakeUp(d) {
		return "班", "调休上班"
	}
	if len(info.Hours) == 0 {
		return "", ""
	}
	open := len(hallOpen(info, h, d)) > 0
	weekend := d.Weekday() == 0 || d.Weekday() == 6
	switch {
	case open && weekend:
		return "班", "大厅办公"
	case !open:
		return "休", "大厅休息"
	}
	return "", ""
}
