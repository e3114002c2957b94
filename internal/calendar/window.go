package calendar

import "time"

// Window is the time from From up to, not including, Until. A zero bound is
// open: the zero Window is always.
type Window struct{ From, Until time.Time }

// Contains reports whether t lies in w.
func (w Window) Contains(t time.Time) bool { return !w.Before(t) && !w.After(t) }

// Before reports whether w has not begun at t.
func (w Window) Before(t time.Time) bool { return !w.From.IsZero() && t.Before(w.From) }

// After reports whether w is over at t.
func (w Window) After(t time.Time) bool { return !w.Until.IsZero() && !t.Before(w.Until) }

// NextEdge returns the first bound of w strictly after t.
func (w Window) NextEdge(t time.Time) (time.Time, bool) {
	var from, until time.Time
	if w.From.After(t) {
		from = w.From
	}
	if w.Until.After(t) {
		until = w.Until
	}
	edge := Earliest(from, until)
	return edge, !edge.IsZero()
}

// Earliest returns the earliest of the times that are set, or the zero time if
// none is.
func Earliest(ts ...time.Time) time.Time {
	var first time.Time
	for _, t := range ts {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}
