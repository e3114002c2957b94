package paper

import (
	"fmt"
	"slices"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// perMetre is how large a character must be for each metre from which it is
// read, in millimetres. Those who see well need three; on a wall stand others.
const perMetre = 5.0

// longSides are those of papers, in millimetres.
var longSides = map[string]float64{"A0": 1189, "A1": 841, "A2": 594, "A3": 420, "A4": 297, "A5": 210}

// Fit says before anything is printed what has no room on a board, what has to
// be made smaller for one, and what then cannot be read from where people
// stand. How a blackboard is filled is told by its own page.
func (w *Walls) Fit() diag.List {
	if w.theme.Off("sheet") {
		return nil
	}
	var problems diag.List
	f := &fitting{hangs: map[string]int{}, long: map[string][]LeftOut{}, none: map[string][]LeftOut{}, small: map[string][]tooSmall{}}
	for _, b := range w.site.Boards {
		if b.Kind == site.Blackboard {
			continue
		}
		on := w.on(b)
		for _, h := range on.up {
			f.hangs[h.Path]++
			f.measure(w, b, h)
		}
		problems.Add(f.leave(b, on)...)
	}
	for _, h := range w.wall {
		path := h.Path()
		if long := f.long[path]; len(long) > 0 {
			problems.Add(diag.New("sheet-too-long", posOf(h), plain(h.Title), long[0].Leaves, boardNames(long), long[0].Only))
		}
		if none := f.none[path]; len(none) > 0 {
			code := diag.Code("no-slot")
			if n, ok := h.Of.(*site.Notice); ok && f.hangs[path] == 0 && n.Publicity != nil && n.Publicity.Stage(w.site.Now) == site.Running {
				code = "publicity-without-slot"
			}
			problems.Add(diag.New(code, posOf(h), plain(h.Title), boardNames(none)))
		}
		for _, s := range f.small[path] {
			at := posOf(h)
			if h.Item == nil {
				at = s.board.Source
			}
			if s.needs > 0 {
				problems.Add(diag.New("sheet-too-small", at, plain(h.Title), s.board.Name, tenths(s.board.Distance), tenths(s.size), tenths(s.needs)))
			} else {
				problems.Add(diag.New("sheet-too-large", at, plain(h.Title), s.own, s.board.Name, s.paper, fmt.Sprintf("%.0f%%", 100*s.scale)))
			}
		}
	}
	return problems
}

// fitting is what is found on the way along the boards, by page.
type fitting struct {
	hangs      map[string]int
	long, none map[string][]LeftOut
	small      map[string][]tooSmall
}

// tooSmall is a sheet that has to be made smaller for a board; needs is not
// zero where it cannot be read then.
type tooSmall struct {
	board              *site.Board
	own, paper         string
	scale, size, needs float64
}

// measure looks at how large a sheet stands on a board.
func (f *fitting) measure(w *Walls, b *site.Board, h *Hand) {
	v := w.looks[h.Path]
	scale := 1.0
	if from, to := longSides[v.Paper], longSides[h.Paper]; from > 0 && to > 0 {
		scale = to / from
	}
	s := tooSmall{board: b, own: v.Paper, paper: h.Paper, scale: scale, size: v.Body * mmPt * scale}
	switch {
	case s.size < perMetre*b.Distance*0.98:
		s.needs = perMetre * b.Distance
	case scale > 0.99:
		return
	}
	f.small[h.Path] = append(f.small[h.Path], s)
}

// leave takes what a board has no slot for: what matters is told of the item,
// the rest of the board.
func (f *fitting) leave(b *site.Board, on *hanging) diag.List {
	for _, l := range on.left {
		if l.Only > 0 || l.Long {
			f.long[l.Path] = append(f.long[l.Path], l)
		} else {
			f.none[l.Path] = append(f.none[l.Path], l)
		}
	}
	if on.more == 0 {
		return nil
	}
	names := slices.Clone(on.titles[:min(len(on.titles), 3)])
	for k, title := range names {
		names[k] = "“" + title + "”"
	}
	zh, en := strings.Join(names, "、"), strings.Join(names, ", ")
	if on.more > len(names) {
		zh, en = zh+"等", en+" and more"
	}
	return diag.List{diag.New("slots-full", b.Source, b.Name, b.Slots, on.more, diag.Words{Zh: zh, En: en})}
}

// posOf is where to mend a sheet.
func posOf(h *site.Hanging) diag.Pos {
	if h.Item == nil {
		return diag.Pos{}
	}
	return h.Item.Source
}

// boardNames are the boards of which something is told, no more than three.
func boardNames(list []LeftOut) diag.Words {
	var names []string
	for _, l := range list {
		if !slices.Contains(names, l.Board.Name) {
			names = append(names, l.Board.Name)
		}
	}
	zh, en := strings.Join(names[:min(len(names), 3)], "、"), strings.Join(names[:min(len(names), 3)], ", ")
	if n := len(names); n > 3 {
		zh, en = fmt.Sprintf("%s等%d处", zh, n), fmt.Sprintf("%s and %d more", en, n-3)
	}
	return diag.Words{Zh: zh, En: en}
}

// tenths is a number with one digit, and none where it is whole.
func tenths(x float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0") }
