package paper

import (
	"cmp"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"banbao/internal/output"
	"banbao/internal/record"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// Walls knows what hangs on each board.
type Walls struct {
	*renderer
	wall  []*site.Hanging
	looks map[string]*sheetLook // of sheets, by page
	hangs map[*site.Board]*hanging
	sheet func(*site.Notice) (output.Key, bool) // the key of a notice's sheet
	known map[output.Key]Look
	then  *earlierWalls
}

// earlierWalls is what hung at another moment, by board.
type earlierWalls struct {
	at   time.Time
	hung map[string][]record.Hung
}

// NewWalls looks at the boards of a site. What a Render has told of its sheets,
// which may be nil, saves looking at them again.
func NewWalls(s *site.Site, t *theme.Theme, texts Texts, sheets *Earlier) *Walls {
	w := &Walls{renderer: newRenderer(s, t, texts), wall: s.Wall(s.Now), looks: map[string]*sheetLook{}, hangs: map[*site.Board]*hanging{}}
	if sheets != nil {
		w.sheet, w.known = sheets.Sheet, sheets.Looks
	}
	return w
}

// hanging is what hangs on a board, as many as it has slots, and what does not.
type hanging struct {
	up     []*Hand
	left   []LeftOut // what matters, or is too long
	more   int       // how many others wait for a slot
	titles []string  // of the first of those
}

// on is what hangs on a board. Leaves are counted only where slots are, and as
// long as there are any.
func (w *Walls) on(b *site.Board) *hanging {
	if on := w.hangs[b]; on != nil {
		return on
	}
	on := &hanging{}
	w.hangs[b] = on
	room := b.Slots
	for _, h := range w.wall {
		if !h.On(b) {
			continue
		}
		if b.Slots == 0 {
			on.up = append(on.up, w.hand(b, h))
			continue
		}
		if room == 0 {
			on.wait(b, h)
			continue
		}
		hand, needs := w.hand(b, h), 1
		if !oneEach(b) {
			needs = w.leavesOf(hand)
		}
		if needs > room {
			if !h.Must && needs <= b.Slots {
				on.wait(b, h)
				continue
			}
			on.left = append(on.left, LeftOut{b, hand, h.Must, needs > b.Slots})
			if !h.Must {
				continue
			}
			hand.Only, needs = room, room // better its beginning, and the code that leads to the rest, than nothing
		}
		room -= needs
		on.up = append(on.up, hand)
	}
	return on
}

// wait notes what has no slot.
func (on *hanging) wait(b *site.Board, h *site.Hanging) {
	if h.Must {
		on.left = append(on.left, LeftOut{b, &Hand{Path: h.Path(), Title: h.Title}, true, false})
		return
	}
	if on.more++; len(on.titles) < waitingMost {
		on.titles = append(on.titles, plain(h.Title))
	}
}

// waitingMost is how many sheets are named that have no slot.
const waitingMost = 6

// waiting names what has no slot.
func (on *hanging) waiting() []string {
	var names []string
	for _, l := range on.left {
		if l.Only == 0 {
			names = append(names, "《"+plain(l.Title)+"》")
		}
	}
	all := len(names) + on.more
	for _, title := range on.titles {
		names = append(names, "《"+title+"》")
	}
	names = names[:min(len(names), waitingMost)]
	if all > waitingMost {
		names[waitingMost-1] += fmt.Sprintf("等%d份", all)
	}
	return names
}

// leavesOf counts a hand's leaves.
func (w *Walls) leavesOf(h *Hand) int {
	if h.Leaves == 0 {
		l := w.looks[h.Path]
		if l.Leaves == 0 {
			l.Leaves = w.leaves(w.sheetOf(l.of))
		}
		h.Leaves = l.Leaves
	}
	return h.Leaves
}

// countLeaves counts those of what goes up on a board, on all cores.
func (w *Walls) countLeaves(up []*Hand) {
	looks := map[*sheetLook]bool{}
	for _, h := range up {
		if l := w.looks[h.Path]; l != nil && h.Leaves == 0 && l.Leaves == 0 {
			looks[l] = true
		}
	}
	all := slices.Collect(maps.Keys(looks))
	var done sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(all))
	for k := range workers {
		mine, r := *w, *w.renderer
		mine.renderer, r.media = &r, map[string]output.File{}
		done.Go(func() {
			for i := k; i < len(all); i += workers {
				all[i].Leaves = mine.leaves(mine.sheetOf(all[i].of))
			}
		})
	}
	done.Wait()
	for _, h := range up {
		if h.Class != "sketch" {
			w.leavesOf(h)
		}
	}
}

// oneEach tells whether a sheet takes one slot, however many leaves it has: a
// piece of a blackboard, or a compartment of a rack.
func oneEach(b *site.Board) bool { return b.Kind == site.Blackboard || b.Kind == site.Counter }

// hands are copies, which a round may mark.
func hands(list []*Hand) []*Hand {
	out := make([]*Hand, len(list))
	for k, h := range list {
		one := *h
		out[k] = &one
	}
	return out
}

// hungAt is what should have hung at a moment, as a record would have it.
func (w *Walls) hungAt(t time.Time) map[string][]record.Hung {
	if w.then != nil && w.then.at.Equal(t) {
		return w.then.hung
	}
	then := &Walls{renderer: w.renderer, wall: w.site.Wall(t), looks: w.looks, hangs: map[*site.Board]*hanging{}, sheet: w.sheet, known: w.known}
	walls := map[string][]record.Hung{}
	for _, b := range w.site.Boards {
		for _, h := range then.on(b).up {
			l := record.RoundLine{At: t, Move: record.Up, Board: b.ID, Path: h.Path, Sum: h.Sum, Paper: h.Paper, Copies: h.Copies, Title: plain(h.Title)}
			walls[b.ID] = append(walls[b.ID], record.Hung{RoundLine: l})
		}
	}
	w.then = &earlierWalls{t, walls}
	return walls
}

// hand is a sheet as it goes up on a board.
func (w *Walls) hand(b *site.Board, h *site.Hanging) *Hand {
	v := w.look(h)
	hand := &Hand{Path: h.Path(), Title: h.Title, Kind: v.Kind, Class: v.Class, Sum: v.sum, Copies: b.Copies, Until: h.Until}
	hand.Paper = PaperOn(b, v.Class, v.Paper)
	if b.Kind == site.Blackboard {
		hand.Paper, hand.Copies, hand.Leaves = "-", 0, 1
	}
	return hand
}

// Look is what a board needs to know of a sheet. It goes by the sheet's key.
type Look struct {
	Kind, Class, Paper string
	Body               float64 // size of its text, in points
	Leaves             int     // 0: not counted
}

type sheetLook struct {
	Look
	of  *site.Hanging
	sum string
}

func (w *Walls) look(h *site.Hanging) *sheetLook {
	l, ok := w.looks[h.Path()]
	if !ok {
		l = &sheetLook{of: h, sum: h.Sum()}
		if key, ok := w.keyed(h); ok {
			l.Look = w.known[key]
		}
		if l.Class == "" {
			v := w.sheetOf(h)
			l.Look = Look{v.Kind, v.Class, v.Paper, bodySize(v), 0}
		}
		w.looks[h.Path()] = l
	}
	return l
}

// keyed is the key of the sheet of what hangs, where that is soon told.
func (w *Walls) keyed(h *site.Hanging) (output.Key, bool) {
	n, ok := h.Of.(*site.Notice)
	if !ok || w.sheet == nil {
		return output.Key{}, false
	}
	return w.sheet(n)
}

// Looks are those of the sheets that were looked at, for another time.
func (w *Walls) Looks() map[output.Key]Look {
	all := make(map[output.Key]Look, len(w.looks))
	for _, l := range w.looks {
		if key, ok := w.keyed(l.of); ok {
			all[key] = l.Look
		}
	}
	return all
}

// sheetOf is the sheet of what hangs. It is made anew each time: most are not
// asked for twice, and all together are large.
func (w *Walls) sheetOf(h *site.Hanging) *Sheet {
	var v *Sheet
	switch of := h.Of.(type) {
	case *site.Notice:
		v = w.notice(of)
	case *site.Activity:
		v = w.activity(of)
	case *site.Ranking:
		v = w.ranking(of)
	case *site.Guide:
		v = w.guide(of)
	default:
		v = &Sheet{Class: string(site.SheetCalendar), Paper: "A3", Kind: h.Kind, Page: h.Path()}
	}
	return v
}

// PaperOn is the paper that a sheet is printed on for a board: that of the
// board, since a sheet may be made larger or smaller with all that is on it. An
// official page keeps its own, as GB/T 9704 has it, where it fits.
func PaperOn(b *site.Board, class, own string) string {
	if b.Paper == "" {
		return own
	}
	official := class == string(site.SheetOfficial) || class == string(site.SheetSealed) || class == string(site.SheetPreprinted)
	if (official || b.Kind == site.Counter) && cmp.Compare(own, b.Paper) >= 0 { // A4 is smaller than A3
		return own
	}
	return b.Paper
}

// Leaves is on how many leaves each sheet comes out that hangs somewhere, by
// its path below public/.
func (w *Walls) Leaves() map[string]int {
	n := map[string]int{}
	for _, h := range w.wall {
		n["print/"+h.Path()] = w.leaves(w.sheetOf(h))
	}
	return n
}
