package calendar

import (
	"slices"
	"time"
)

// Series is something that takes place once or, by a rule, again and again.
type Series struct {
	Start, End Moment // a bare End date is the last day; no End: the day of Start, or no length
	AllDay     bool   // times of day are ignored; so it is where neither moment has one
	Repeat     *Rule  // nil: once
}

// Occurrence is one time a series takes place.
type Occurrence struct {
	Start, End time.Time
	Day        Day // the civil day of Start
	AllDay     bool
	Original   Day // the day that the rule or the list of extras gives
	Moved      bool
	Cancelled  bool
	Place      string // from the change, if it gives one
	Note       string // from the change
	Index      int    // from 1, counted along the rule before except and changes; 0 for an extra
}

// Over is when an occurrence is over: at its end or, where none is known, with
// the day on which it starts.
func (o Occurrence) Over() time.Time {
	if o.End.After(o.Start) {
		return o.End
	}
	return o.Day.End(o.Start.Location())
}

// Between returns the occurrences that overlap [from, to), by start. Cancelled occurrences are among
// them, where they would have been.
func (s Series) Between(from, to time.Time, loc *time.Location, h *Holidays) []Occurrence {
	if loc == nil {
		loc = time.UTC
	}
	if s.Start.IsZero() || !from.Before(to) || from.Year() > 9999 {
		return nil
	}
	if to.Year() > 9999 {
		to = time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	e := expansion{shape: s.shape(), from: from, to: to, loc: loc}
	if s.Repeat == nil {
		e.add(s.Start.Day, e.clock, 1, nil)
		return e.found
	}
	rule := *s.Repeat
	w := newWalk(s.Start.Day, rule)
	changes := uniqueChanges(rule.Changes)
	changed := func(d Day) bool {
		return slices.ContainsFunc(changes, func(c Change) bool { return c.On == d })
	}

	// A day of margin on both sides: zones differ from one end of a span to the other.
	first := Day(0)
	if from.Year() > 0 {
		first = DayOf(from.In(loc)) - Day(e.length/dayMinutes) - 2
	}
	last := DayOf(to.In(loc)) + 1
	e.room = w.most(first, last)
	w.each(first, last, h, func(d Day, index int) bool {
		if !slices.Contains(rule.Except, d) && !changed(d) {
			e.add(d, e.clock, index, nil)
		}
		return true
	})
	given := func(d Day) int { // the number of a day that the rule gives and except leaves
		if slices.Contains(rule.Except, d) {
			return 0
		}
		return w.find(d, h)
	}
	extras := uniqueExtras(rule.Extra, e.clock, e.allDay)
	for _, extra := range extras {
		index := given(extra.Day)
		if index > 0 && (extra.Clock == e.clock || e.allDay) {
			continue // the rule has it already
		}
		if index > 0 || !changed(extra.Day) {
			e.add(extra.Day, extra.Clock, 0, nil)
		}
	}
	for i := range changes {
		c := &changes[i]
		if index := given(c.On); index > 0 {
			e.add(c.On, e.clock, index, c)
			continue
		}
		for _, extra := range extras {
			if extra.Day == c.On {
				e.add(extra.Day, extra.Clock, 0, c)
			}
		}
	}
	slices.SortFunc(e.found, compareOccurrences)
	return e.found
}

// Next returns the first occurrence that is not over at t; one that is going
// on counts, and so does a cancelled one. It looks ten years ahead.
func (s Series) Next(t time.Time, loc *time.Location, h *Holidays) (Occurrence, bool) {
	for _, days := range horizons {
		if found := s.Between(t, t.AddDate(0, 0, days), loc, h); len(found) > 0 {
			return found[0], true
		}
	}
	return Occurrence{}, false
}

// NextEdge returns the first moment strictly after t at which an occurrence
// starts or is over, at most ten years ahead.
func (s Series) NextEdge(t time.Time, loc *time.Location, h *Holidays) (time.Time, bool) {
	for i, days := range horizons {
		horizon := t.AddDate(0, 0, days)
		var edge time.Time
		for _, o := range s.Between(t, horizon, loc, h) {
			next, _ := (Window{o.Start, o.Over()}).NextEdge(t)
			edge = Earliest(edge, next)
		}
		// An end beyond the horizon may have an earlier start behind it.
		if !edge.IsZero() && (edge.Before(horizon) || i == len(horizons)-1) {
			return edge, true
		}
	}
	return time.Time{}, false
}

// NextOver returns the first moment after t and before by at which an
// occurrence is over.
func (s Series) NextOver(t, by time.Time, loc *time.Location, h *Holidays) (time.Time, bool) {
	var first time.Time
	for _, o := range s.Between(t, by, loc, h) {
		if over := o.Over(); over.Before(by) { // and after t, since it overlaps
			first = Earliest(first, over)
		}
	}
	return first, !first.IsZero()
}

// horizons is how far Next looks, in days, one step after the other. Never
// written to.
var horizons = [...]int{35, 400, 3653}

const dayMinutes = 24 * 60

// shape is what all occurrences of a series have in common.
type shape struct {
	clock  Clock // of the start
	length int   // in minutes of the wall clock
	allDay bool
}

func (s Series) shape() shape {
	var sh shape
	sh.allDay = s.AllDay || !s.Start.Timed && !s.End.Timed
	if s.Start.Timed && !sh.allDay {
		sh.clock = s.Start.Clock
	}
	begin := int(s.Start.Day)*dayMinutes + int(sh.clock)
	end := begin
	switch {
	case s.End.IsZero() && sh.allDay:
		end = begin + dayMinutes
	case s.End.IsZero():
	case sh.allDay || !s.End.Timed:
		end = (int(s.End.Day) + 1) * dayMinutes
	default:
		end = int(s.End.Day)*dayMinutes + int(s.End.Clock)
	}
	sh.length = max(end-begin, 0)
	return sh
}

// expansion collects the occurrences that overlap its bounds.
type expansion struct {
	shape
	from, to time.Time
	loc      *time.Location
	room     int // for so many
	found    []Occurrence
}

// add collects the occurrence of a day, as changed by c if that is not nil.
func (e *expansion) add(original Day, clock Clock, index int, c *Change) {
	o := Occurrence{AllDay: e.allDay, Original: original, Index: index}
	begin := int(original)*dayMinutes + int(clock)
	length := e.length
	if c != nil {
		was := begin
		if !c.To.IsZero() {
			if c.To.Timed && !e.allDay {
				clock = c.To.Clock
			}
			begin = int(c.To.Day)*dayMinutes + int(clock)
		}
		o.Moved = begin != was
		o.Cancelled, o.Place, o.Note = c.Cancelled, c.Place, c.Note
		if c.End != 0 && !e.allDay {
			length = changedLength(begin, length, c.End)
		}
	}
	o.Start = wallTime(begin, e.loc)
	o.Day = DayOf(o.Start)
	o.End = o.Start
	if length > 0 {
		if o.End = wallTime(begin+length, e.loc); o.End.Before(o.Start) {
			o.End = o.Start // the clock was put back in between
		}
	}
	if o.Start.Before(e.to) && o.Over().After(e.from) {
		if e.found == nil {
			e.found = make([]Occurrence, 0, e.room)
		}
		e.found = append(e.found, o)
	}
}

// changedLength returns the length up to a new end: of what lasts less than a
// day the first time the clock shows it, else on the same day as before.
func changedLength(begin, length int, end Clock) int {
	day := floorDiv(begin, dayMinutes)
	if length >= dayMinutes {
		day = floorDiv(begin+length, dayMinutes)
	}
	to := day*dayMinutes + int(end)
	if to <= begin {
		to += dayMinutes
	}
	return to - begin
}

// wallTime returns the time of a minute counted from the day before 0001-01-01.
func wallTime(minute int, loc *time.Location) time.Time {
	day := floorDiv(minute, dayMinutes)
	return Moment{Day(day), Clock(minute - day*dayMinutes), true}.Start(loc)
}

// uniqueExtras returns the extras with their times of day filled in, each once.
func uniqueExtras(extras []Moment, clock Clock, allDay bool) []Moment {
	if len(extras) == 0 {
		return nil
	}
	list := make([]Moment, 0, len(extras))
	for _, m := range extras {
		if m.IsZero() {
			continue
		}
		if !m.Timed || allDay {
			m.Clock = clock
		}
		list = append(list, Moment{m.Day, m.Clock, true})
	}
	slices.SortFunc(list, Moment.Compare)
	return slices.Compact(list)
}

// uniqueChanges returns one change a day. Check reports a second one; here the
// choice only has to be the same in whatever order they come.
func uniqueChanges(changes []Change) []Change {
	if len(changes) < 2 {
		return changes
	}
	list := slices.Clone(changes)
	slices.SortFunc(list, compareChanges)
	return slices.CompactFunc(list, func(a, b Change) bool { return a.On == b.On })
}
