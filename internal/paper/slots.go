package paper

import (
	"slices"

	"banbao/internal/record"
	"banbao/internal/site"
)

// placed is a sheet in a slot of a board.
type placed struct {
	*Hand
	leaf int // of a sheet of several leaves, from 0
}

// slot is a place for one leaf.
type slot struct {
	now    placed // Hand is nil: nothing
	before string // the title of what is to be taken from here today
	fresh  bool   // what hangs here goes up today
	whole  bool   // all leaves of a sheet are here
}

// drawnMost is how many sheets are drawn on the plan of a board that does not
// say how many slots it has.
const drawnMost = 40

// drawn is what hangs on a board, as far as it is on its plan.
func (w *Walls) drawn(b *site.Board) []*Hand {
	up := w.on(b).up
	if b.Slots == 0 && len(up) > drawnMost {
		up = up[:drawnMost]
	}
	return up
}

// slotsOf puts what hangs on a board into its slots. A sheet keeps its slot for
// as long as it hangs: slots are filled in the order in which the record has
// sheets going up, each in the first that is free, and what is new today takes
// the places of what comes down.
func (w *Walls) slotsOf(stop *Stop, before []record.Hung, lines []record.RoundLine) []slot {
	want := w.drawn(stop.Board)
	leaves := map[string]int{}
	needed := 0
	for _, h := range want {
		leaves[h.Path] = w.spaces(stop, h)
		needed += leaves[h.Path]
	}
	n := stop.Board.Slots
	if n == 0 {
		n = max(needed, 1)
	}
	slots := make([]string, n)
	up := func(path string) {
		if slices.Contains(slots, path) {
			return
		}
		left := max(leaves[path], 1)
		for k := range slots {
			if slots[k] == "" && left > 0 {
				slots[k] = path
				left--
			}
		}
	}
	down := func(path string) {
		for k := range slots {
			if slots[k] == path {
				slots[k] = ""
			}
		}
	}
	for _, l := range lines { // what is new and what it replaces have one path
		if l.Move == record.Down && !slices.ContainsFunc(lines, func(u record.RoundLine) bool { return u.Move == record.Up && u.Path == l.Path && u.At.Equal(l.At) }) {
			down(l.Path)
		} else if l.Move == record.Up {
			up(l.Path)
		}
	}
	for _, h := range before {
		up(h.Path)
	}
	for k, path := range slots { // the record may know more than what hung
		if !slices.ContainsFunc(before, func(h record.Hung) bool { return h.Path == path }) {
			slots[k] = ""
		}
	}

	all := make([]slot, n)
	titles := map[string]string{}
	for _, h := range stop.Down {
		if h.Why != "旧的一张" {
			titles[h.Path] = plain(h.Title)
		}
	}
	fresh := map[string]bool{}
	for _, h := range stop.Up {
		fresh[h.Path] = true
	}
	for k, path := range slots {
		if t, ok := titles[path]; ok {
			all[k].before = t
			slots[k] = ""
		}
	}
	for _, h := range want {
		up(h.Path)
	}
	seen := map[string]int{}
	for k, path := range slots {
		for _, h := range want {
			if h.Path == path {
				all[k].now, all[k].fresh, all[k].whole = placed{h, seen[path]}, fresh[path], leaves[path] == 1
				seen[path]++
			}
		}
	}
	return all
}

// spaces is how many slots a sheet takes on a board.
func (w *Walls) spaces(stop *Stop, h *Hand) int {
	if oneEach(stop.Board) {
		return 1
	}
	return max(h.Prints(), 1)
}
