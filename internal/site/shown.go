package site

import (
	"time"

	"banbao/internal/calendar"
)

// Presence is how an item takes part in a build.
type Presence int

const (
	Absent  Presence = iota // no page, no row
	Hidden                  // page and rows are written, and hidden until it begins
	Present                 // shown
)

// Presence of an item in the build of s.Now. Drafts and future items come
// with -D and -F; future ones that begin within AheadDays are written hidden,
// so that an open page or a running screen can show them when the time comes.
// Ended items keep their page in the archive.
func (s *Site) Presence(i *Item) Presence {
	switch i.State(s.Now) {
	case Draft:
		if s.Drafts {
			return Present
		}
		return Absent
	case Scheduled:
		if s.Future {
			return Present
		}
		if s.Ahead(i.Window.From) {
			return Hidden
		}
		return Absent
	}
	return Present
}

// Ahead tells whether what begins at t may be written already, hidden until
// then. It counts in whole days, so that nothing comes or goes between two
// changes.
func (s *Site) Ahead(t time.Time) bool {
	begins := calendar.DayOf(t.In(s.Now.Location()))
	return s.AheadDays > 0 && begins <= calendar.DayOf(s.Now)+calendar.Day(s.AheadDays)
}

// Shown tells whether an item has a page in this build, hidden or not.
func (s *Site) Shown(i *Item) bool { return s.Presence(i) != Absent }

// Listed tells whether an item stands in the lists of what is current: it is
// current, or will be while the page may still be open.
func (s *Site) Listed(i *Item) bool {
	switch i.State(s.Now) {
	case Current:
		return true
	case Ended:
		return s.Expired
	}
	return s.Shown(i)
}

// Items are all items of all nouns, notices first.
func (s *Site) Items() []*Item {
	all := make([]*Item, 0, len(s.Notices)+len(s.Activities)+len(s.Rankings)+len(s.Guides)+len(s.Pages))
	for _, n := range s.Notices {
		all = append(all, &n.Item)
	}
	for _, a := range s.Activities {
		all = append(all, &a.Item)
	}
	for _, r := range s.Rankings {
		all = append(all, &r.Item)
	}
	for _, g := range s.Guides {
		all = append(all, &g.Item)
	}
	for _, p := range s.Pages {
		all = append(all, &p.Item)
	}
	return all
}

// NextChange is the first moment after s.Now at which anything that the site
// shows would be different: the edge of a window, a pin, a publicity's day,
// the end of an activity, after which it is no longer the next one, and in any
// case the next midnight, when the date on the front page turns. With the days
// turn also what may be written ahead, and what a day is called.
func (s *Site) NextChange() time.Time {
	t := s.Now
	next := time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
	take := func(edge time.Time, ok bool) {
		if ok && edge.After(t) && edge.Before(next) {
			next = edge
		}
	}
	counts := func(i *Item) bool { return !i.Draft || s.Drafts }
	for _, i := range s.Items() {
		if counts(i) {
			take(i.Window.NextEdge(t))
		}
	}
	for _, n := range s.Notices {
		if counts(&n.Item) {
			take(n.nextChange(t))
		}
	}
	for _, r := range s.Rankings {
		if !counts(&r.Item) {
			continue
		}
		take(r.nextChange(t))
		if r.Publicity != nil {
			take(r.Publicity.nextChange(t))
		}
	}
	for _, a := range s.Activities { // one that is cancelled still says when it would be
		if counts(&a.Item) {
			take(a.Series.NextOver(t, next, s.Zone, s.Holidays))
		}
	}
	return next
}

// NextChange is when the notice next changes after t by itself; a draft never
// does.
func (n *Notice) NextChange(t time.Time) (time.Time, bool) {
	if n.Draft {
		return time.Time{}, false
	}
	return n.nextChange(t)
}

func (n *Notice) nextChange(t time.Time) (time.Time, bool) {
	next, ok := n.Window.NextEdge(t)
	take := func(edge time.Time, has bool) {
		if has && edge.After(t) && (!ok || edge.Before(next)) {
			next, ok = edge, true
		}
	}
	take(n.PinUntil, !n.PinUntil.IsZero())
	if n.Publicity != nil {
		take(n.Publicity.nextChange(t))
	}
	for _, c := range n.Corrections { // feeds say when the last was made
		take(c.Date.Start(t.Location()), true)
	}
	return next, ok
}

// NextChange is when the ranking next changes after t by itself; a draft never
// does.
func (r *Ranking) NextChange(t time.Time) (time.Time, bool) {
	if r.Draft {
		return time.Time{}, false
	}
	next, ok := r.Window.NextEdge(t)
	take := func(edge time.Time, has bool) {
		if has && (!ok || edge.Before(next)) {
			next, ok = edge, true
		}
	}
	take(r.nextChange(t))
	if r.Publicity != nil {
		take(r.Publicity.nextChange(t))
	}
	return next, ok
}

// nextChange of a publicity: its window's edges, each counted day's beginning,
// that of the last day, which may not count, and the day of the result.
func (p *Publicity) nextChange(t time.Time) (time.Time, bool) {
	next, ok := p.Window.NextEdge(t)
	take := func(edge time.Time) {
		if edge.After(t) && (!ok || edge.Before(next)) {
			next, ok = edge, true
		}
	}
	for _, d := range p.Span.Counted {
		take(d.Start(t.Location()))
	}
	if !p.Span.Last.IsZero() {
		take(p.Span.Last.Start(t.Location()))
	}
	if !p.ResultDate.IsZero() {
		take(p.ResultDate.Start(t.Location()))
	}
	return next, ok
}
