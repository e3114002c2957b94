package calendar

import (
	"slices"
	"time"
)

// oracle answers Between by looking at every day from the start of the series
// on, in the plainest words, with the standard library's dates. It knows the
// Chinese calendar only through LunarOf.
func oracle(s Series, from, to time.Time, loc *time.Location, h *Holidays) []Occurrence {
	r := s.Repeat
	allDay := s.AllDay || !s.Start.Timed && !s.End.Timed
	clock := 0
	if !allDay && s.Start.Timed {
		clock = int(s.Start.Clock)
	}
	wall := func(d Day, minutes int) time.Time {
		y, m, n := d.Date()
		return time.Date(y, m, n, 0, minutes, 0, 0, loc)
	}
	var length int
	switch {
	case s.End.IsZero() && allDay:
		length = 1440
	case s.End.IsZero():
	case allDay, !s.End.Timed:
		length = (int(s.End.Day-s.Start.Day)+1)*1440 - clock
	default:
		length = int(s.End.Day-s.Start.Day)*1440 + int(s.End.Clock) - clock
	}
	one := func(d Day, clock, index int, c *Change) Occurrence {
		o := Occurrence{Original: d, Index: index, AllDay: allDay, Start: wall(d, clock), End: wall(d, clock+length)}
		if c != nil {
			on := d
			if c.To.Day != 0 {
				on = c.To.Day
				if c.To.Timed && !allDay {
					clock = int(c.To.Clock)
				}
			}
			start := wall(on, clock)
			o.Moved = !start.Equal(o.Start)
			o.Start, o.End = start, wall(on, clock+length)
			if c.End != 0 && !allDay {
				if length >= 1440 {
					on += Day((clock + length) / 1440)
				}
				if o.End = wall(on, int(c.End)); !o.End.After(o.Start) {
					o.End = wall(on+1, int(c.End))
				}
			}
			o.Cancelled, o.Place, o.Note = c.Cancelled, c.Place, c.Note
		}
		o.Day = DayOf(o.Start)
		return o
	}
	change := func(d Day) *Change {
		if i := slices.IndexFunc(r.Changes, func(c Change) bool { return c.On == d }); i >= 0 {
			return &r.Changes[i]
		}
		return nil
	}

	var all []Occurrence
	ruled := map[Day]bool{}
	index, anchor := 0, Day(0)
	for d := s.Start.Day; d <= DayOf(to)+400; d++ {
		if r.Until != 0 && d > r.Until || !fits(s, d) {
			continue
		}
		if anchor == 0 {
			anchor = d
		}
		if steps(s, anchor, d)%max(r.Interval, 1) != 0 {
			continue
		}
		if _, off := h.Off(d); off && r.SkipHolidays || r.WorkdaysOnly && !h.Working(d) {
			continue
		}
		if index++; r.Count > 0 && index > r.Count {
			break
		}
		if !slices.Contains(r.Except, d) {
			ruled[d] = true
			all = append(all, one(d, clock, index, change(d)))
		}
	}
	extras := map[Moment]bool{}
	for _, m := range r.Extra {
		if !m.Timed || allDay {
			m.Clock = Clock(clock)
		}
		m.Timed = true
		if extras[m] || ruled[m.Day] && int(m.Clock) == clock {
			continue
		}
		extras[m] = true
		c := change(m.Day)
		if ruled[m.Day] {
			c = nil
		}
		all = append(all, one(m.Day, int(m.Clock), 0, c))
	}
	var found []Occurrence
	for _, o := range all {
		if o.Start.Before(to) && oracleOver(o).After(from) {
			found = append(found, o)
		}
	}
	slices.SortFunc(found, compareOccurrences)
	return found
}

// oracleOver is the end or, without one, the midnight after the start.
func oracleOver(o Occurrence) time.Time {
	if o.End.Equal(o.Start) {
		y, m, d := o.Start.Date()
		return time.Date(y, m, d+1, 0, 0, 0, 0, o.Start.Location())
	}
	return o.End
}

// fits reports whether d is a day of the rule, the interval apart.
func fits(s Series, d Day) bool {
	on := s.Repeat.On
	year, month, n := d.Date()
	length := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	_, startMonth, startDay := s.Start.Day.Date()
	inMonth := func() bool {
		switch on.Kind {
		case OnMonthDay:
			return slices.Contains(on.MonthDays, n) || n == length && slices.Contains(on.MonthDays, -1)
		case OnNth:
			return slices.Contains(on.Nths, Nth{(n + 6) / 7, d.Weekday()}) ||
				n+7 > length && slices.Contains(on.Nths, Nth{-1, d.Weekday()})
		}
		return n == startDay
	}
	switch s.Repeat.Every {
	case EveryDay:
		return on.Kind != OnWeekdays || slices.Contains(on.Weekdays, d.Weekday())
	case EveryWeek:
		if on.Kind == OnWeekdays {
			return slices.Contains(on.Weekdays, d.Weekday())
		}
		return d.Weekday() == s.Start.Day.Weekday()
	case EveryMonth:
		return inMonth()
	case EveryYear:
		if on.Kind == OnDate {
			return slices.Contains(on.Dates, MonthDate{int(month), n})
		}
		return month == startMonth && inMonth()
	case EveryLunarYear:
		l, ok := LunarOf(d)
		dates := on.Dates
		if on.Kind != OnDate {
			first, _ := LunarOf(s.Start.Day)
			dates = []MonthDate{{first.Month, first.Day}}
		}
		if !ok || l.Leap {
			return false
		}
		last, _ := LunarMonthDays(l.Year, l.Month, false)
		return slices.Contains(dates, MonthDate{l.Month, l.Day}) ||
			l.Day == 29 && last == 29 && slices.Contains(dates, MonthDate{l.Month, 30})
	}
	return false
}

// steps counts the steps of the rule from one day to another.
func steps(s Series, from, to Day) int {
	fromYear, fromMonth, _ := from.Date()
	toYear, toMonth, _ := to.Date()
	switch s.Repeat.Every {
	case EveryDay:
		return int(to - from)
	case EveryWeek:
		monday := from
		for monday.Weekday() != time.Monday {
			monday--
		}
		return int(to-monday) / 7
	case EveryMonth:
		return (toYear-fromYear)*12 + int(toMonth-fromMonth)
	case EveryLunarYear:
		a, _ := LunarOf(from)
		b, _ := LunarOf(to)
		return b.Year - a.Year
	}
	return toYear - fromYear
}
