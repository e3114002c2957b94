package site

import (
	"time"

	"banbao/internal/calendar"
)

// Correction says what was put right in a text that had been published, and
// when.
type Correction struct {
	Date calendar.Moment
	Text string
}

// Corrected is when the last of the corrections that have been made at t was
// made; zero where there is none.
func Corrected(list []Correction, t time.Time) time.Time {
	var last time.Time
	for _, c := range list {
		if at := c.Date.Start(t.Location()); at.After(last) && !at.After(t) {
			last = at
		}
	}
	return last
}
