package calendar

import "time"

// Every is the step of a rule.
type Every string

const (
	EveryDay       Every = "day"
	EveryWeek      Every = "week"
	EveryMonth     Every = "month"
	EveryYear      Every = "year"
	EveryLunarYear Every = "lunar-year"
)

// Series is something that takes place once, or again and again by a rule.
type Series struct {
	Start, End Moment
	AllDay     bool
	Repeat     *Rule // nil: once
}

// Rule says when a series takes place again. See the package comment.
type Rule struct {
	Every        Every
	Interval     int // 0 and 1 both mean each
	On           On
	Until        Day // inclusive; zero is endless
	Count        int // zero is endless
	Except       []Day
	Extra        []Moment
	Changes      []Change
	SkipHolidays bool
	WorkdaysOnly bool
}

// Change moves, alters or cancels the occurrence of one day.
type Change struct {
	On        Day    // the day the rule gives
	To        Moment // zero: not moved; a bare date: moved with its time of day
	End       Clock  // zero: as long as ever
	Place     string
	Note      string
	Cancelled bool
}

// Occurrence is one time a series takes place.
type Occurrence struct {
	Start, End time.Time
	Day        Day // the civil day of Start
	AllDay     bool
	Original   Day // the day the rule or the list of extras gave
	Moved      bool
	Cancelled  bool
	Place      string
	Note       string
	Index      int // from 1, counted along the rule; 0 for an extra
}
