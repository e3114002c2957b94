package calendar

import "fmt"

// Code names what is wrong with a series.
type Code string

const (
	// Faults.
	CodeNoStart            Code = "no-start"             // start is not set
	CodeEndBeforeStart     Code = "end-before-start"     // Text is the end as written
	CodeEvery              Code = "every"                // Text is not day, week, month, year or lunar-year
	CodeInterval           Code = "interval"             // N is not 0 to 1000
	CodeCount              Code = "count"                // N is negative
	CodeUntilAndCount      Code = "until-and-count"      // both are given
	CodeUntilBeforeStart   Code = "until-before-start"   // Day is until
	CodeUntilTooLate       Code = "until-too-late"       // Day is until, over a hundred years after start
	CodeOnKind             Code = "on-kind"              // Text are words that do not fit every
	CodeOnDate             Code = "on-date"              // Text is a date that no year has: 02-30
	CodeNever              Code = "never"                // no day at all is left
	CodeExceptNoSuchDay    Code = "except-no-occurrence" // Day is Except[Index]
	CodeChangeNoSuchDay    Code = "change-no-occurrence" // Day is Changes[Index].On
	CodeChangeTwice        Code = "change-twice"         // Day is changed again by Changes[Index]
	CodeChangeEmpty        Code = "change-empty"         // Changes[Index] changes nothing
	CodeChangeContradict   Code = "change-contradicts"   // Changes[Index] is cancelled and moved
	CodeExtraNotSet        Code = "extra-not-set"        // Extra[Index] is zero
	CodeWorkdaysContradict Code = "workdays-weekend"     // workdays_only, yet every day named is on a weekend

	// Advice.
	CodeExtraTwice   Code = "extra-twice"   // Extra[Index] takes place anyhow
	CodeClockIgnored Code = "clock-ignored" // Text is a time of day in a series of whole days
	CodeShortMonth   Code = "short-month"   // N is a day that some months do not have; they are left out
	CodeFifthWeekday Code = "fifth-weekday" // months without a fifth are left out
	CodeLeapDay      Code = "leap-day"      // common years are left out
	CodeLunarThirty  Code = "lunar-30"      // in a short month it is the 29th
	CodeLunarLeap    Code = "lunar-leap"    // start lies in a leap month; the plain month counts
)

// SeriesError is one thing wrong with a series, or worth knowing.
type SeriesError struct {
	Code   Code
	Field  string // in the words of authors: "end", "repeat.except"
	Index  int    // the place in a list, from 0
	Day    Day    // the day in question
	Text   string // the words in question
	N      int    // the number in question
	Advice bool   // it works, but perhaps not as meant
}

func (e *SeriesError) Error() string {
	switch e.Code {
	case CodeNoStart:
		return "start is missing"
	case CodeEndBeforeStart:
		return fmt.Sprintf("end %s is before start", e.Text)
	case CodeEvery:
		return fmt.Sprintf("%q is not day, week, month, year or lunar-year", e.Text)
	case CodeInterval:
		return fmt.Sprintf("interval %d is not 1 to %d", e.N, longestInterval)
	case CodeCount:
		return fmt.Sprintf("count %d is negative", e.N)
	case CodeUntilAndCount:
		return "until and count are both given"
	case CodeUntilBeforeStart:
		return fmt.Sprintf("until %s is before start", e.Day)
	case CodeUntilTooLate:
		return fmt.Sprintf("until %s is over a hundred years after start", e.Day)
	case CodeOnKind:
		return fmt.Sprintf("%q are not the days of such a rule", e.Text)
	case CodeOnDate:
		return fmt.Sprintf("no year has %s", e.Text)
	case CodeNever:
		return "the rule leaves no day at all"
	case CodeExceptNoSuchDay, CodeChangeNoSuchDay:
		return fmt.Sprintf("nothing takes place on %s", e.Day)
	case CodeChangeTwice:
		return fmt.Sprintf("%s is changed twice", e.Day)
	case CodeChangeEmpty:
		return fmt.Sprintf("the change of %s changes nothing", e.Day)
	case CodeChangeContradict:
		return fmt.Sprintf("%s is cancelled and moved", e.Day)
	case CodeExtraNotSet:
		return "an extra has no date"
	case CodeWorkdaysContradict:
		return fmt.Sprintf("on %q is never a working day, except to make up for a holiday", e.Text)
	case CodeExtraTwice:
		return fmt.Sprintf("%s takes place anyhow", e.Text)
	case CodeClockIgnored:
		return fmt.Sprintf("the time in %s is ignored: the days are whole", e.Text)
	case CodeShortMonth:
		return fmt.Sprintf("months without a day %d are left out", e.N)
	case CodeFifthWeekday:
		return fmt.Sprintf("months without a %s are left out", e.Text)
	case CodeLeapDay:
		return "29 February comes in leap years only"
	case CodeLunarThirty:
		return "in a month without a 30th, the 29th is taken"
	case CodeLunarLeap:
		return fmt.Sprintf("start is in a leap month: the rule takes %s", e.Text)
	}
	return string(e.Code)
}
