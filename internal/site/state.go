package site

import (
	"time"

	"banbao/internal/calendar"
)

// State is what an item is at a moment.
type State string

const (
	Draft     State = "draft"
	Scheduled State = "scheduled"
	Current   State = "current"
	Ended     State = "ended"
	Withdrawn State = "withdrawn"
)

// States are all states of an item.
func States() []State { return []State{Draft, Scheduled, Current, Ended, Withdrawn} }

// Chinese is the state in a word.
func (s State) Chinese() string {
	switch s {
	case Draft:
		return "草稿"
	case Scheduled:
		return "待发布"
	case Current:
		return "有效"
	case Ended:
		return "已结束"
	case Withdrawn:
		return "已撤回"
	}
	return string(s)
}

// State of an item that has no states of its own beyond its window.
func (i *Item) State(t time.Time) State {
	switch {
	case i.Draft:
		return Draft
	case i.Window.Before(t):
		return Scheduled
	case i.Window.After(t):
		return Ended
	}
	return Current
}

// State of a notice at t. A withdrawn one keeps a stub for as long as it is
// not a draft.
func (n *Notice) State(t time.Time) State {
	s := n.Item.State(t)
	if n.Withdrawn != nil && s != Draft && s != Scheduled {
		return Withdrawn
	}
	return s
}

// Pinned tells whether a notice is kept on top at t.
func (n *Notice) Pinned(t time.Time) bool { return t.Before(n.PinUntil) }

// Stage is what a publicity is at a moment.
type Stage string

const (
	Before  Stage = "before"
	Running Stage = "running"
	Over    Stage = "ended"  // without a result yet
	Closed  Stage = "closed" // with its result
)

// Stages are all stages of a publicity.
func Stages() []Stage { return []Stage{Before, Running, Over, Closed} }

// Stage of a publicity at t.
func (p *Publicity) Stage(t time.Time) Stage {
	switch {
	case p.Result != "" && !t.Before(p.ResultFrom(t.Location())):
		return Closed
	case p.Window.Before(t):
		return Before
	case p.Window.After(t):
		return Over
	}
	return Running
}

// ResultFrom is when the result may be read: the beginning of its day, or
// always where it has none.
func (p *Publicity) ResultFrom(zone *time.Location) time.Time {
	if p.ResultDate.IsZero() {
		return time.Time{}
	}
	return p.ResultDate.Start(zone)
}

// DayNumber tells which counted day the given day is, 1 for the first; on a
// day that does not count, it is the last one that did. 0 before the first.
func (p *Publicity) DayNumber(d calendar.Day) int {
	n := 0
	for _, c := range p.Span.Counted {
		if c <= d {
			n++
		}
	}
	return n
}
