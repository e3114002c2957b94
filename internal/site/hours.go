package site

import (
	"fmt"
	"slices"
	"time"

	"banbao/internal/calendar"
)

// Open are the spans in which the hall is open on a day. On a day off it
// is shut whatever the weekday; a weekend day that is worked instead keeps the
// hours of the Monday it stands in for.
func (info *Info) Open(h *calendar.Holidays, d calendar.Day) []Span {
	return info.OpenAt("", info.Hours, h, d)
}

// openAhead is how many days ahead the next opening is looked for: no holiday
// is longer.
const openAhead = 14

// NextOpening is the first day after d on which the hall is open, and the time
// at which it opens then; not ok if it stays shut for a fortnight.
func (info *Info) NextOpening(h *calendar.Holidays, d calendar.Day) (day calendar.Day, at calendar.Clock, ok bool) {
	for next := d + 1; next <= d+openAhead; next++ {
		if open := info.Open(h, next); len(open) > 0 {
			return next, open[0].From, true
		}
	}
	return 0, 0, false
}

// NextOpeningChinese is 明天8:30, 星期一8:30 or 11月30日（星期一）8:30, as said on
// day d; empty if the hall stays shut for a fortnight.
func (info *Info) NextOpeningChinese(h *calendar.Holidays, d calendar.Day) string {
	next, at, ok := info.NextOpening(h, d)
	if !ok {
		return ""
	}
	name := next.ChineseShort() + "（" + next.WeekdayChinese() + "）"
	switch {
	case next == d+1:
		name = "明天"
	case next < d+7 && next.Weekday() != time.Sunday:
		name = next.WeekdayChinese()
	}
	return fmt.Sprintf("%s%d:%02d", name, at/60, at%60)
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
