package site

import (
	"time"

	"banbao/internal/calendar"
)

// Activity is something that takes place, once or again and again.
type Activity struct {
	Item
	Series       calendar.Series
	Place        string
	Organizer    string
	Capacity     int
	Fee          string // empty: nothing is said; 免费 when free
	Cancelled    bool
	CancelledWhy string
	Rule         string // the recurrence in words: 每周五
	Attachments  []Attachment
	Revision     int // how often it was changed after it was first published
}

// Occurrence is one time that an activity takes place.
type Occurrence struct {
	calendar.Occurrence
	Activity *Activity
}

// Stamps are the start and the end as machines exchange them, RFC 3339, or
// dates where it lasts whole days; an end that nobody said is empty.
func (o Occurrence) Stamps() (start, end string) {
	form, last := time.RFC3339, o.End
	if o.AllDay {
		form, last = time.DateOnly, o.End.Add(-time.Second)
	}
	if o.End.After(o.Start) {
		end = last.Format(form)
	}
	return o.Start.Format(form), end
}

// Occurrences are those of the activities to be seen now that overlap
// [from, to), by start, then by title.
func (s *Site) Occurrences(from, to time.Time) []Occurrence {
	var all []Occurrence
	for _, a := range s.Activities {
		if s.Presence(&a.Item) != Present {
			continue
		}
		for _, o := range a.Series.Between(from, to, s.Zone, s.Holidays) {
			all = append(all, Occurrence{o, a})
		}
	}
	sortOccurrences(all)
	return all
}

// Next is the occurrence that has not ended at t and begins first.
func (s *Site) Next(a *Activity, t time.Time) (Occurrence, bool) {
	o, ok := a.Series.Next(t, s.Zone, s.Holidays)
	return Occurrence{o, a}, ok
}
