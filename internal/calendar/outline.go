package calendar

import (
	"slices"
	"time"
)

// Outline is a series that repeats, taken apart for formats that have rules of
// their own, such as iCalendar: a plain rule without holidays, and lists of all
// that differs from it. Nothing in it depends on a clock or ends at a horizon,
// since only finitely many days are known to be holidays.
type Outline struct {
	First  Day   // the first day of the plain rule that is held; 0 if there is none
	Last   Day   // the last one; 0 is endless
	Clock  Clock // the usual start
	Length int   // minutes on the wall from start to end
	AllDay bool

	Workdays bool         // the plain rule leaves out Saturdays and Sundays
	Except   []Day        // days of the plain rule, not before First, that are not held
	Extra    []Moment     // further starts, always with a time
	Changed  []ChangedOne // of the days of the plain rule and the further starts
}

// ChangedOne is an occurrence that a change makes of another.
type ChangedOne struct {
	Was Moment // the start that it would have
	Occurrence
}

// outlineYears is how long Outline looks for the end of a rule.
const outlineYears = 200

// Outline takes apart a series. It panics for one that does not repeat.
//
// Skip_holidays and workdays_only are undone: what they drop from the plain
// rule is excepted. As a rule without holidays keeps make-up days out and
// working days that are holidays in, both lists are those of the years that
// are known. A count becomes a last day, since a count of the plain rule would
// be another one.
func (s Series) Outline(loc *time.Location, h *Holidays) Outline {
	sh := s.shape()
	rule := *s.Repeat
	o := Outline{Clock: sh.clock, Length: sh.length, AllDay: sh.allDay, Workdays: rule.WorkdaysOnly}
	w := newWalk(s.Start.Day, rule)
	plain := w
	plain.Count, plain.SkipHolidays, plain.WorkdaysOnly = 0, false, false
	horizon := s.Start.Day + outlineYears*366
	if w.Until != 0 {
		o.Last = w.until
	}
	if w.Count > 0 {
		w.each(w.first, horizon, h, func(d Day, _ int) bool { o.Last = d; return true })
		plain.until = o.Last
	}
	weekday := func(d Day) bool { return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday }
	inRule := func(d Day) bool { return !rule.WorkdaysOnly || weekday(d) }
	extras := uniqueExtras(rule.Extra, sh.clock, sh.allDay)
	usual := func(d Day) Moment { return Moment{d, sh.clock, true} }
	dropped := func(d Day) bool { return (rule.SkipHolidays || rule.WorkdaysOnly) && w.dropped(d, h) }
	given := func(d Day) int {
		if slices.Contains(rule.Except, d) {
			return 0
		}
		return w.find(d, h)
	}
	held := func(d Day) bool { // at the usual time
		return !dropped(d) && !slices.Contains(rule.Except, d) || slices.Contains(extras, usual(d))
	}
	plain.each(plain.first, min(horizon, plain.until), nil, func(d Day, _ int) bool {
		if inRule(d) && held(d) {
			o.First = d
		}
		return o.First == 0
	})

	// What holidays and lists do to the days of the rule.
	look := func(d Day) {
		if plain.find(d, nil) == 0 {
			return
		}
		ruled := o.First != 0 && d >= o.First && inRule(d)
		switch {
		case ruled && !held(d):
			o.Except = append(o.Except, d)
		case !ruled && given(d) > 0:
			o.Extra = append(o.Extra, usual(d))
		}
	}
	if rule.SkipHolidays || rule.WorkdaysOnly {
		for d := range h.listed() {
			look(d)
		}
	}
	for _, d := range rule.Except {
		look(d)
	}
	for _, m := range extras {
		ruled := o.First != 0 && m.Day >= o.First && inRule(m.Day) && plain.find(m.Day, nil) > 0
		if m.Clock != sh.clock || !ruled {
			o.Extra = append(o.Extra, m)
		}
	}
	slices.Sort(o.Except)
	o.Except = slices.Compact(o.Except)
	slices.SortFunc(o.Extra, Moment.Compare)
	o.Extra = slices.Compact(o.Extra)

	e := expansion{shape: sh, to: time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC), loc: loc}
	if loc == nil {
		e.loc = time.UTC
	}
	changes := uniqueChanges(rule.Changes)
	for i := range changes {
		c := &changes[i]
		add := func(m Moment, index int) {
			e.found = e.found[:0]
			if e.add(m.Day, m.Clock, index, c); len(e.found) == 1 {
				o.Changed = append(o.Changed, ChangedOne{m, e.found[0]})
			}
		}
		if index := given(c.On); index > 0 {
			add(usual(c.On), index)
			continue
		}
		for _, m := range extras {
			if m.Day == c.On {
				add(m, 0)
			}
		}
	}
	slices.SortFunc(o.Changed, func(a, b ChangedOne) int { return a.Was.Compare(b.Was) })
	return o
}

// At is the unchanged occurrence that begins at a moment of the outline.
func (o Outline) At(m Moment, loc *time.Location) Occurrence {
	e := expansion{
		shape: shape{o.Clock, o.Length, o.AllDay},
		to:    time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC), loc: loc,
	}
	e.add(m.Day, m.Clock, 0, nil)
	if len(e.found) == 0 {
		return Occurrence{}
	}
	return e.found[0]
}

// listed gives every day on which the weekday does not say whether it is
// worked, in no order.
func (h *Holidays) listed() func(yield func(Day) bool) {
	return func(yield func(Day) bool) {
		if h == nil {
			return
		}
		for d := range h.off {
			if !yield(d) {
				return
			}
		}
		for d := range h.work {
			if !yield(d) {
				return
			}
		}
	}
}
