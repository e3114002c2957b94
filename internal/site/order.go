package site

import (
	"cmp"
	"slices"
	"time"
)

// Compare is the one order of notices at t, on every surface: urgent, then
// pinned, then important, then newest first; urgency and importance count only
// while a notice is current. Ties fall to the slug, so that the order never
// depends on how files were read.
func Compare(a, b *Notice, t time.Time) int { return placeOf(a, t).compare(placeOf(b, t)) }

// SortNotices puts notices into the one order at t.
func SortNotices(list []*Notice, t time.Time) {
	places := make([]place, len(list))
	for i, n := range list {
		places[i] = placeOf(n, t)
	}
	slices.SortFunc(places, place.compare)
	for i, p := range places {
		list[i] = p.notice
	}
}

// place is what a notice's place in the order depends on.
type place struct {
	notice   *Notice
	standing int
	date     int64 // epoch seconds
}

func placeOf(n *Notice, t time.Time) place {
	return place{n, standing(n, t), n.Date.Start(t.Location()).Unix()}
}

func (p place) compare(q place) int {
	if p.standing != q.standing {
		return q.standing - p.standing
	}
	if p.date != q.date {
		return cmp.Compare(q.date, p.date)
	}
	return cmp.Compare(p.notice.Slug, q.notice.Slug)
}

// standing ranks a notice above plain order; 0 is plain.
func standing(n *Notice, t time.Time) int {
	if n.State(t) != Current {
		return 0
	}
	switch {
	case n.Level == LevelUrgent:
		return 3
	case n.Pinned(t):
		return 2
	case n.Level == LevelImportant:
		return 1
	}
	return 0
}

// sortOccurrences orders by start, whole days first, then by title and slug.
func sortOccurrences(list []Occurrence) {
	slices.SortFunc(list, func(a, b Occurrence) int {
		day := func(o Occurrence) int { return boolToInt(!o.AllDay) }
		return cmp.Or(
			cmp.Compare(a.Day, b.Day),
			cmp.Compare(day(a), day(b)),
			a.Start.Compare(b.Start),
			cmp.Compare(a.Activity.Title, b.Activity.Title),
			cmp.Compare(a.Activity.Slug, b.Activity.Slug),
		)
	})
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
