package calendar

import "fmt"

// Unit is what a period is counted in.
type Unit string

const (
	WorkingDays  Unit = "working"
	CalendarDays Unit = "calendar"
)

// Period is a time limit as a rule states it: so many days from a day on.
type Period struct {
	Start      Day
	Days       int // 1 to 400
	Unit       Unit
	CountStart bool // the start day is itself the first day, against the rule of the Civil Code
}

// Span is a period laid on the calendar. It ends with the end of Last.
type Span struct {
	Start     Day
	First     Day   // the first day counted
	Last      Day   // the day the period ends with
	Counted   []Day // the days counted, Days of them; Last may follow, see Count
	Estimated bool  // some day lies where no arrangement is known and Monday to Friday was assumed
}

// PeriodError says why a period cannot be counted.
type PeriodError struct {
	Period Period
	Field  string // "start", "days" or "unit"
}

func (e *PeriodError) Error() string {
	switch e.Field {
	case "start":
		return "the period has no start day"
	case "unit":
		return fmt.Sprintf("%q is not a unit: working or calendar", string(e.Period.Unit))
	}
	return fmt.Sprintf("a period of %d days is not 1 to 400 days", e.Period.Days)
}

// Count lays p on the calendar by articles 201 and 203 of the Civil Code: the
// day it starts is not counted (unless CountStart), and where the last day is
// a holiday, the day after the holiday is the last.
//
// The code says 法定休假日, which practice reads as every day of rest as it was
// in fact arranged, weekends and bridges included and make-up days not; so did
// the Supreme People's Court in article 198 of its opinions on the General
// Principles of Civil Law. Count does the same: a last day that is not worked
// moves to the next one that is. That can only be the end of a period in
// calendar days; working days never end on a day of rest. The days it moves
// over are not Counted.
//
// The error is a *PeriodError.
func (h *Holidays) Count(p Period) (Span, error) {
	switch {
	case p.Start.IsZero():
		return Span{}, &PeriodError{p, "start"}
	case p.Days < 1 || p.Days > 400:
		return Span{}, &PeriodError{p, "days"}
	case p.Unit != WorkingDays && p.Unit != CalendarDays:
		return Span{}, &PeriodError{p, "unit"}
	}
	d := p.Start
	if !p.CountStart {
		d++
	}
	s := Span{Start: p.Start, Counted: make([]Day, 0, p.Days)}
	for ; len(s.Counted) < p.Days; d++ {
		s.Estimated = s.Estimated || !h.KnownDay(d)
		if p.Unit == CalendarDays || h.Working(d) {
			s.Counted = append(s.Counted, d)
		}
	}
	s.First, s.Last = s.Counted[0], s.Counted[p.Days-1]
	for !h.Working(s.Last) {
		s.Last++
		s.Estimated = s.Estimated || !h.KnownDay(s.Last)
	}
	return s, nil
}
