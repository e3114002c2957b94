package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
)

// Hanging is one thing that is to hang on boards at a moment: the sheet of an
// item, or that of a month, which has no item.
type Hanging struct {
	Item  *Item
	Of    any          // the *Notice, *Activity, *Ranking or *Guide that the item is of
	Month calendar.Day // its first day, for the sheet of a month

	Title string
	Kind  string    // the word on the strip: 通知
	Until time.Time // when it comes down; zero for what hangs on
	Must  bool      // urgent, a publicity in its days, or named for a board: it may not be left out
	path  string
	sum   func() string // of what it tells
	on    []*Board
}

// Path is the page that it is the sheet of; the sheet stands below print/.
func (h *Hanging) Path() string { return h.path }

// Sum stands for what it tells: with another sum, it is to be hung anew.
func (h *Hanging) Sum() string { return h.sum() }

// On tells whether it is to hang on a board.
func (h *Hanging) On(b *Board) bool { return slices.Contains(h.on, b) }

// monthAhead is how many days before a month its sheet goes up.
const monthAhead = 7

// Wall is everything that is to hang somewhere at t, what matters most first:
// urgent notices, publicities in their days, what names a board, months, pinned
// and important notices, then the rest, the newest and the next first. Where a
// board has not enough slots, the last ones have none.
func (s *Site) Wall(t time.Time) []*Hanging {
	if len(s.Boards) == 0 {
		return nil
	}
	var all []ranked
	add := func(h Hanging, rank int, order int64) {
		if i := h.Item; i != nil {
			h.Title = i.Title
			if named := i.Boards != nil && len(i.Boards.IDs) > 0; named && rank > rankNamed {
				h.Must, rank = true, rankNamed
			}
			for _, b := range s.Boards {
				if reaches(i, i.Boards, b.ID, b.Building, b.Shows) {
					h.on = append(h.on, b)
				}
			}
			if len(h.on) == 0 {
				return
			}
			h.path = i.Path()
		} else {
			h.path = strings.TrimPrefix(MonthSheetPath(h.Month), "print/")
		}
		all = append(all, ranked{&h, rank, order})
	}
	for _, n := range s.Notices {
		if n.State(t) != Current {
			continue
		}
		h := Hanging{Item: &n.Item, Of: n, Kind: n.Kind.Chinese(), Until: n.Window.Until, sum: func() string { return s.NoticeSum(n) }}
		rank := rankNotice
		switch {
		case n.Level == LevelUrgent:
			h.Must, rank = true, rankUrgent
		case n.Publicity != nil && n.Publicity.Stage(t) == Running:
			h.Must, rank = true, rankPublicity
		case n.Pinned(t) || n.Level == LevelImportant:
			rank = rankImportant
		}
		if n.Publicity != nil && h.Until.IsZero() {
			h.Until = n.Publicity.Window.Until
		}
		add(h, rank, -n.Date.Start(s.Zone).Unix())
	}
	for _, a := range s.Activities {
		if a.Cancelled || a.Item.State(t) != Current {
			continue
		}
		h := Hanging{Item: &a.Item, Of: a, Kind: "活动", Until: a.Window.Until, sum: func() string { return s.ActivitySum(a) }}
		rank, order := rankOnce, int64(0)
		if a.Series.Repeat != nil {
			rank = rankRegular
		}
		if o, ok := s.Next(a, t); ok {
			order = o.Start.Unix()
		}
		add(h, rank, order)
	}
	for _, k := range s.Rankings {
		if k.Item.State(t) != Current || len(k.Entries) == 0 {
			continue
		}
		add(Hanging{Item: &k.Item, Of: k, Kind: "评比", Until: k.Window.Until, sum: func() string { return s.RankingSum(k) }},
			rankRanking, -k.Date.Start(s.Zone).Unix())
	}
	for n, g := range s.Guides {
		if g.Item.State(t) != Current {
			continue
		}
		add(Hanging{Item: &g.Item, Of: g, Kind: "指南", Until: g.Item.Window.Until, sum: func() string { return s.GuideSum(g) }}, rankGuide, int64(n))
	}
	for n, first := range s.monthsUp(t) {
		add(Hanging{
			Month: first, Title: strconv.Itoa(int(first.Month())) + "月活动历", Kind: "活动",
			Until: calendar.Date(first.Year(), first.Month()+1, 1).Start(s.Zone),
			sum:   func() string { w := newSum(); w.put("month", first.String()); return w.String() },
			on:    slices.DeleteFunc(slices.Clone(s.Boards), func(b *Board) bool { return !b.takesMonths() }),
		}, rankMonth, int64(n))
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.order, b.order), cmp.Compare(a.path, b.path))
	})
	wall := make([]*Hanging, len(all))
	for n, r := range all {
		wall[n] = r.Hanging
	}
	return wall
}

type ranked struct {
	*Hanging
	rank  int
	order int64
}

const (
	rankUrgent = iota
	rankPublicity
	rankNamed
	rankMonth
	rankImportant
	rankNotice
	rankRanking
	rankOnce
	rankGuide
	rankRegular
)

// monthsUp are the months whose sheet hangs at t.
func (s *Site) monthsUp(t time.Time) []calendar.Day {
	if len(s.Activities) == 0 {
		return nil
	}
	day := calendar.DayOf(t)
	first := calendar.Date(day.Year(), day.Month(), 1)
	next := calendar.Date(day.Year(), day.Month()+1, 1)
	if next-day <= monthAhead {
		return []calendar.Day{first, next}
	}
	return []calendar.Day{first}
}

// takesMonths tells whether the calendar of a month hangs on a board: one that
// takes all activities, and is large enough for A3.
func (b *Board) takesMonths() bool {
	return b.Kind == Showcase && b.Paper != "" && b.Paper <= "A3" && !b.Shows.None &&
		slices.Contains(b.Shows.Nouns, NounActivity) && len(b.Shows.Tags) == 0
}
