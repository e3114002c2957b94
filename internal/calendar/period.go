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
