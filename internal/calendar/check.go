package calendar

import (
	"slices"
	"time"
)

// longestInterval is the most that makes sense: a thousand days, weeks, years.
const longestInterval = 1000

// longestSeries is a hundred years of days; each of them takes room.
const longestSeries = 36525

// Check returns what is wrong with s and what may not be meant, each as a
// *SeriesError, faults before advice. Holidays play no part in it: a day that
// skip_holidays drops may still be excepted.
func (s Series) Check() []error {
	c := checker{s: s}
	c.moments()
	if s.Repeat != nil && !s.Start.IsZero() {
		c.rule()
	}
	slices.SortStableFunc(c.found, func(a, b error) int {
		return compareBool(a.(*SeriesError).Advice, b.(*SeriesError).Advice)
	})
	return c.found
}

type checker struct {
	s     Series
	found []error
}

func (c *checker) fault(e SeriesError)  { c.found = append(c.found, &e) }
func (c *checker) advice(e SeriesError) { e.Advice = true; c.found = append(c.found, &e) }

func (c *checker) moments() {
	s := c.s
	if s.Start.IsZero() {
		c.fault(SeriesError{Code: CodeNoStart, Field: "start"})
		return
	}
	before := s.End.Day < s.Start.Day
	if s.End.Timed && !s.AllDay && s.End.Day == s.Start.Day {
		before = s.Start.Timed && s.End.Clock < s.Start.Clock
	}
	if !s.End.IsZero() && before {
		c.fault(SeriesError{Code: CodeEndBeforeStart, Field: "end", Day: s.End.Day, Text: s.End.String()})
	}
	if s.AllDay && s.Start.Timed {
		c.advice(SeriesError{Code: CodeClockIgnored, Field: "start", Day: s.Start.Day, Text: s.Start.String()})
	}
	if s.AllDay && s.End.Timed {
		c.advice(SeriesError{Code: CodeClockIgnored, Field: "end", Day: s.End.Day, Text: s.End.String()})
	}
}

func (c *checker) rule() {
	s, r := c.s, *c.s.Repeat
	switch r.Every {
	case EveryDay, EveryWeek, EveryMonth, EveryYear, EveryLunarYear:
	default:
		c.fault(SeriesError{Code: CodeEvery, Field: "repeat.every", Text: string(r.Every)})
		return
	}
	if r.Interval < 0 || r.Interval > longestInterval {
		c.fault(SeriesError{Code: CodeInterval, Field: "repeat.interval", N: r.Interval})
	}
	if r.Count < 0 {
		c.fault(SeriesError{Code: CodeCount, Field: "repeat.count", N: r.Count})
	}
	if r.Until != 0 && r.Count != 0 {
		c.fault(SeriesError{Code: CodeUntilAndCount, Field: "repeat.until", Day: r.Until, N: r.Count})
	}
	if !c.on(r) {
		return // what follows would only repeat it
	}
	if r.Until != 0 && r.Until < s.Start.Day {
		c.fault(SeriesError{Code: CodeUntilBeforeStart, Field: "repeat.until", Day: r.Until})
		return
	}
	if r.Until > s.Start.Day+longestSeries {
		c.fault(SeriesError{Code: CodeUntilTooLate, Field: "repeat.until", Day: r.Until})
		return
	}
	c.lists(r)
}

// on checks the words for days and reports whether they can be used.
func (c *checker) on(r Rule) bool {
	on := r.On
	fits := on.Kind == OnNone
	switch r.Every {
	case EveryDay:
		fits = fits || on.Kind == OnWeekdays && r.Interval <= 1
	case EveryWeek:
		fits = fits || on.Kind == OnWeekdays
	case EveryMonth:
		fits = fits || on.Kind == OnMonthDay || on.Kind == OnNth
	case EveryYear:
		fits = fits || on.Kind == OnMonthDay || on.Kind == OnNth || on.Kind == OnDate && !on.Lunar
	case EveryLunarYear:
		fits = fits || on.Kind == OnDate
	}
	if !fits {
		c.fault(SeriesError{Code: CodeOnKind, Field: "repeat.on", Text: on.String()})
		return false
	}
	possible := true
	for i, date := range on.Dates {
		lunar := r.Every == EveryLunarYear
		if lunar && date.Day > 30 || !lunar && date.Day > monthDays(2000, time.Month(date.Month)) {
			c.fault(SeriesError{Code: CodeOnDate, Field: "repeat.on", Index: i, Text: date.String()})
			possible = false
		}
	}
	if weekendOnly(on) && r.WorkdaysOnly {
		c.fault(SeriesError{Code: CodeWorkdaysContradict, Field: "repeat.workdays_only", Text: on.String()})
	}

	// Advice from here.
	_, startMonth, startDay := c.s.Start.Day.Date()
	days := on.MonthDays
	if on.Kind == OnNone && (r.Every == EveryMonth || r.Every == EveryYear) {
		days = []int{startDay}
	}
	for i, n := range days {
		advice := SeriesError{Field: "repeat.on", Index: i, N: n}
		switch {
		case r.Every == EveryMonth && n > 28:
			advice.Code = CodeShortMonth
			c.advice(advice)
		case r.Every == EveryYear && startMonth == 2 && n == 29:
			advice.Code = CodeLeapDay
			c.advice(advice)
		case r.Every == EveryYear && n > monthDays(2000, startMonth):
			advice.Code, advice.Text = CodeOnDate, MonthDate{int(startMonth), n}.String()
			c.fault(advice)
			possible = false
		}
	}
	for i, nth := range on.Nths {
		if nth.N == 5 {
			c.advice(SeriesError{Code: CodeFifthWeekday, Field: "repeat.on", Index: i, Text: nth.String()})
		}
	}
	for i, date := range on.Dates {
		if r.Every == EveryYear && date == (MonthDate{2, 29}) {
			c.advice(SeriesError{Code: CodeLeapDay, Field: "repeat.on", Index: i, N: 29})
		}
	}
	if r.Every == EveryLunarYear {
		for i, date := range on.Dates {
			if date.Day == 30 {
				c.advice(SeriesError{Code: CodeLunarThirty, Field: "repeat.on", Index: i, N: 30, Text: date.String()})
			}
		}
		if l, ok := LunarOf(c.s.Start.Day); ok && on.Kind == OnNone {
			if l.Leap {
				l.Leap = false
				c.advice(SeriesError{Code: CodeLunarLeap, Field: "start", Day: c.s.Start.Day, Text: l.String()})
			}
			if l.Day == 30 {
				c.advice(SeriesError{Code: CodeLunarThirty, Field: "start", Day: c.s.Start.Day, N: 30})
			}
		}
	}
	return possible
}

// lists checks the days that except, extra and changes name.
func (c *checker) lists(r Rule) {
	// Without holidays the number of a day is not known; a count then says nothing.
	plain := r
	plain.SkipHolidays, plain.WorkdaysOnly = false, false
	if r.SkipHolidays || r.WorkdaysOnly {
		plain.Count = 0
	}
	w := newWalk(c.s.Start.Day, plain)
	sh := c.s.shape()
	excepted := func(d Day) bool { return slices.Contains(r.Except, d) }
	extra := func(d Day) bool {
		return slices.ContainsFunc(r.Extra, func(m Moment) bool { return m.Day == d })
	}

	left := false
	w.each(w.first, w.until, nil, func(d Day, _ int) bool {
		left = !excepted(d)
		return !left
	})
	if !left && !slices.ContainsFunc(r.Extra, func(m Moment) bool { return !m.IsZero() }) {
		c.fault(SeriesError{Code: CodeNever, Field: "repeat"})
	}
	for i, d := range r.Except {
		if w.find(d, nil) == 0 {
			c.fault(SeriesError{Code: CodeExceptNoSuchDay, Field: "repeat.except", Index: i, Day: d, Text: d.String()})
		}
	}
	for i, m := range r.Extra {
		e := SeriesError{Field: "repeat.extra", Index: i, Day: m.Day, Text: m.String()}
		switch {
		case m.IsZero():
			e.Code = CodeExtraNotSet
			c.fault(e)
			continue
		case m.Timed && sh.allDay:
			e.Code = CodeClockIgnored
			c.advice(e)
		}
		// A day that holidays may drop can well be an extra.
		same := !m.Timed || sh.allDay || m.Clock == sh.clock
		if same && !excepted(m.Day) && !r.SkipHolidays && !r.WorkdaysOnly && w.find(m.Day, nil) > 0 {
			e.Code = CodeExtraTwice
			c.advice(e)
		}
	}
	seen := map[Day]bool{}
	for i, change := range r.Changes {
		e := SeriesError{Field: "repeat.changes", Index: i, Day: change.On, Text: change.On.String()}
		switch {
		case seen[change.On]:
			e.Code = CodeChangeTwice
			c.fault(e)
		case (excepted(change.On) || w.find(change.On, nil) == 0) && !extra(change.On):
			e.Code = CodeChangeNoSuchDay
			c.fault(e)
		case change == Change{On: change.On}:
			e.Code = CodeChangeEmpty
			c.fault(e)
		case change.Cancelled && !change.To.IsZero():
			e.Code = CodeChangeContradict
			c.fault(e)
		}
		if sh.allDay && (change.To.Timed || change.End != 0) {
			e.Code, e.Text = CodeClockIgnored, change.To.String()
			if !change.To.Timed {
				e.Text = change.End.String()
			}
			c.advice(e)
		}
		seen[change.On] = true
	}
}

func weekendOnly(on On) bool {
	weekend := func(w time.Weekday) bool { return w == time.Saturday || w == time.Sunday }
	for _, w := range on.Weekdays {
		if !weekend(w) {
			return false
		}
	}
	for _, nth := range on.Nths {
		if !weekend(nth.Weekday) {
			return false
		}
	}
	return len(on.Weekdays)+len(on.Nths) > 0
}
