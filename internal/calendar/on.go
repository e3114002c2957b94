package calendar

import "time"

// OnKind says in which words the days of a rule are given.
type OnKind uint8

const (
	OnNone     OnKind = iota // not given: the day of the first occurrence
	OnWeekdays               // mon, thu
	OnMonthDay               // 1, 15, -1 for the last
	OnNth                    // 2nd sat, last fri
	OnDate                   // 09-09: lunar or civil, as the rule says
)

// On is the days on which a rule falls within its week, month or year.
type On struct {
	Kind      OnKind
	Weekdays  []time.Weekday // Monday first
	MonthDays []int          // 1..31, or -1 for the last day
	Nths      []Nth
	Dates     []MonthDate
	Lunar     bool // a date was given by its Chinese lunar name: 九月初九
}

// Nth is a weekday of a month: its Nth, 1 to 5, or its last, -1.
type Nth struct {
	N       int
	Weekday time.Weekday
}

// MonthDate is a day of a year, in the civil or the lunar calendar.
type MonthDate struct{ Month, Day int }
