package paper

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/record"
	"banbao/internal/site"
)

// A Round is one walk along the boards, in the order of config.toml: what
// comes down at each, and what goes up. It is the difference between what
// hangs by the record of rounds and what should hang now.
type Round struct {
	At    time.Time
	First bool // nothing was ever recorded, so everything goes up
	Stops []*Stop
	Due   []DueBoard // whose time is over, though nothing new is there for them
	Empty []*site.Board
	Left  []LeftOut
	Still int // boards where nothing is to be done
}

// Stop is a board where something is to be done.
type Stop struct {
	Board    *site.Board
	Number   int // along the way, of all boards
	Down, Up []*Hand
	Chalk    bool    // the board is written anew, from its sketch
	Pieces   []*Hand // what is then on it
}

// Hand is a sheet in the hand: one to be hung, or one that was taken down.
type Hand struct {
	Path   string // of its page; the sheet stands below print/
	Title  string
	Kind   string
	Class  string
	Sum    string
	Paper  string // as it is to be printed, A4; "-" for chalk
	Copies int
	Leaves int
	Only   int // the first of its leaves, where there is no room for all; 0 for all
	Until  time.Time
	Again  bool   // a new version of what hangs already
	Why    string // it comes down
}

// DueBoard is a board that was to be renewed.
type DueBoard struct {
	Board *site.Board
	Since time.Time
}

// LeftOut is a sheet for which a board has no slot.
type LeftOut struct {
	Board *site.Board
	*Hand
	Must bool
	Long bool // it has more leaves than the board has slots
}

// MakeRound compares what hangs by the record with what should hang at s.Now.
// With a moment since, what hung then counts, and what has been printed since
// then is printed again; a site without any round from before is taken to have
// hung what it should have.
func (w *Walls) MakeRound(rounds *record.Rounds, since time.Time) *Round {
	s := w.site
	r := &Round{At: s.Now}
	hung := rounds.At(s.Now)
	switch {
	case since.IsZero():
		r.First = len(hung) == 0
	default:
		if hung = rounds.Before(since); len(hung) == 0 {
			hung = w.hungAt(since)
		}
	}
	items := sync.OnceValue(func() map[string]*site.Item { return byPath(s) })
	for n, b := range s.Boards {
		stop := &Stop{Board: b, Number: n + 1}
		on := w.on(b)
		want := hands(on.up)
		r.Left = append(r.Left, on.left...)
		if len(want) == 0 {
			r.Empty = append(r.Empty, b)
		}
		changed := rounds.Changed(b.ID, s.Now)
		due := b.RenewDays > 0 && !changed.IsZero() && calendar.DayOf(s.Now)-calendar.DayOf(changed.In(s.Zone)) >= calendar.Day(b.RenewDays)
		stop.compare(hung[b.ID], want, items, s)
		if b.Kind == site.Blackboard {
			stop.chalk(hung[b.ID], want, due)
		}
		w.countLeaves(stop.Up)
		switch {
		case len(stop.Up)+len(stop.Down) > 0:
			r.Stops = append(r.Stops, stop)
		default:
			r.Still++
		}
		if due && len(stop.Up) == 0 {
			r.Due = append(r.Due, DueBoard{b, changed})
		}
	}
	return r
}

// compare makes a board's sheets to take down and to put up.
func (p *Stop) compare(hung []record.Hung, want []*Hand, items func() map[string]*site.Item, s *site.Site) {
	at := map[string]*Hand{}
	for _, h := range want {
		at[h.Path] = h
	}
	there := map[string]bool{}
	for _, h := range hung {
		there[h.Path] = true
		now := at[h.Path]
		if now != nil && now.Sum == h.Sum && (now.Paper == h.Paper || h.Paper == "-") {
			continue
		}
		i := items()[h.Path]
		old := &Hand{Path: h.Path, Title: h.Title, Kind: kindOf(h.Path, i), Sum: h.Sum, Paper: h.Paper, Copies: h.Copies, Leaves: 1}
		switch {
		case now != nil:
			now.Again = true
			old.Why, old.Class = "旧的一张", now.Class
		case i == nil && strings.HasPrefix(h.Path, "calendar/"):
			old.Why = "这个月过完了"
		case i == nil:
			old.Why = "网站里已经没有"
		case i.State(s.Now) == site.Ended:
			old.Why = "到" + calendar.DayOf(i.Window.Until.In(s.Zone).Add(-time.Second)).ChineseShort()
		case i.State(s.Now) == site.Current && slices.Contains(s.OnBoards(i), p.Board.ID) && !withdrawn(s, i):
			old.Why = "给新的让位"
		case i.State(s.Now) == site.Current && !withdrawn(s, i):
			old.Why = "改贴别处"
		default:
			old.Why = "已经撤回"
		}
		p.Down = append(p.Down, old)
	}
	for _, h := range want {
		if !there[h.Path] || h.Again {
			p.Up = append(p.Up, h)
		}
	}
}

// byPath are the site's items by their pages.
func byPath(s *site.Site) map[string]*site.Item {
	items := map[string]*site.Item{}
	for _, i := range s.Items() {
		items[i.Path()] = i
	}
	return items
}

// withdrawn tells whether a notice was taken back, or an activity called off.
func withdrawn(s *site.Site, i *site.Item) bool {
	return slices.ContainsFunc(s.Notices, func(n *site.Notice) bool { return &n.Item == i && n.Withdrawn != nil }) ||
		slices.ContainsFunc(s.Activities, func(a *site.Activity) bool { return &a.Item == i && a.Cancelled })
}

// chalk makes a blackboard's stop: it is written as a whole when its days are
// over, and what is over before is wiped out.
func (p *Stop) chalk(hung []record.Hung, want []*Hand, due bool) {
	never := len(hung) == 0
	anew := len(want) > 0 && (never || due || p.Board.RenewDays == 0 && len(p.Up)+len(p.Down) > 0)
	if !anew {
		p.Up = nil
		p.Down = slices.DeleteFunc(p.Down, func(h *Hand) bool {
			return h.Path == sketchOf(p.Board) || h.Why == "给新的让位" || h.Why == "旧的一张"
		})
		return
	}
	p.Chalk, p.Pieces, p.Down = true, want, nil
	for _, h := range hung {
		if h.Path != sketchOf(p.Board) && !slices.ContainsFunc(want, func(w *Hand) bool { return w.Path == h.Path && w.Sum == h.Sum }) {
			p.Down = append(p.Down, &Hand{Path: h.Path, Title: h.Title, Sum: h.Sum, Paper: "-", Why: "擦去"})
		}
	}
	title := ""
	if len(want) > 0 {
		title = plain(want[0].Title)
	}
	p.Up = []*Hand{{Path: sketchOf(p.Board), Title: title, Kind: "板报", Class: "sketch", Sum: want[0].Sum, Paper: "A4", Copies: 1, Leaves: 1}}
}

// Prints is how many of its leaves are printed.
func (h *Hand) Prints() int {
	if h.Only > 0 {
		return h.Only
	}
	return h.Leaves
}

// sketchOf is the page of a blackboard, whose sketch is printed.
func sketchOf(b *site.Board) string { return "boards/" + b.ID + ".html" }

// SheetPath is what is printed for it, below public/.
func (h *Hand) SheetPath() string {
	if h.Class == "sketch" {
		return "print/" + strings.TrimSuffix(h.Path, ".html") + "-sketch.html"
	}
	return "print/" + h.Path
}

// Lines are what the round adds to the record.
func (r *Round) Lines() []record.RoundLine {
	var lines []record.RoundLine
	at := r.At.Truncate(time.Second)
	add := func(m record.Move, b *site.Board, h *Hand) {
		lines = append(lines, record.RoundLine{At: at, Move: m, Board: b.ID, Path: h.Path, Sum: h.Sum, Paper: h.Paper, Copies: h.Copies, Title: plain(h.Title)})
	}
	for _, p := range r.Stops {
		for _, h := range p.Down {
			add(record.Down, p.Board, h)
		}
		for _, h := range p.Up {
			add(record.Up, p.Board, h)
		}
		for _, h := range p.Pieces {
			add(record.Up, p.Board, &Hand{Path: h.Path, Title: h.Title, Sum: h.Sum, Paper: "-"})
		}
	}
	return lines
}

// Again is a round as it was recorded, to be printed once more: the sheets are
// as they are now.
func (w *Walls) Again(lines []record.RoundLine) *Round {
	r := &Round{}
	known := map[string]*Hand{}
	for n, b := range w.site.Boards {
		stop := &Stop{Board: b, Number: n + 1}
		for _, h := range w.on(b).up {
			known[h.Path] = h
		}
		for _, l := range lines {
			if r.At = l.At.In(w.site.Zone); l.Board != b.ID {
				continue
			}
			h := &Hand{Path: l.Path, Title: l.Title, Kind: kindOf(l.Path, nil), Sum: l.Sum, Paper: l.Paper, Copies: l.Copies, Leaves: 1}
			if now := known[l.Path]; now != nil {
				h.Title, h.Kind, h.Class, h.Leaves, h.Until = now.Title, now.Kind, now.Class, w.leavesOf(now), now.Until
			}
			switch {
			case l.Move == record.Down:
				stop.Down = append(stop.Down, h)
			case l.Paper == "-":
				stop.Chalk, stop.Pieces = true, append(stop.Pieces, h)
			default:
				if l.Path == sketchOf(b) {
					h.Kind, h.Class = "板报", "sketch"
				}
				stop.Up = append(stop.Up, h)
			}
		}
		// A sheet in its new version is both: the old one is only said to be so.
		for _, d := range stop.Down {
			for _, u := range stop.Up {
				if u.Path == d.Path {
					u.Again, d.Why = true, "旧的一张"
				}
			}
		}
		if len(stop.Up)+len(stop.Down) > 0 {
			r.Stops = append(r.Stops, stop)
		} else {
			r.Still++
		}
	}
	return r
}

// kindOf is the word for what a page is.
func kindOf(path string, i *site.Item) string {
	folder, _, _ := strings.Cut(path, "/")
	if i != nil && i.Noun == site.NounNotice {
		return i.Kind.Chinese()
	}
	switch folder {
	case "activities", "calendar":
		return "活动"
	case "rankings":
		return "评比"
	case "guides":
		return "指南"
	case "boards":
		return "板报"
	}
	return "通知"
}

// Counted is how many leaves of each paper a round needs: A4 23张、A3 5张.
func (r *Round) Counted() string {
	n := map[string]int{}
	var papers []string
	for _, p := range r.Stops {
		for _, h := range p.Up {
			if n[h.Paper] == 0 {
				papers = append(papers, h.Paper)
			}
			n[h.Paper] += h.Copies * h.Prints()
		}
	}
	slices.Sort(papers)
	slices.Reverse(papers) // the smallest first
	for k, p := range papers {
		papers[k] = fmt.Sprintf("%s纸%d张", p, n[p])
	}
	return strings.Join(papers, "、")
}
