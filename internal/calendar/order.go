package calendar

import (
	"cmp"
	"strings"
)

// compareOccurrences orders by start, then by all that can differ, so that the
// order of the lists in a rule never shows.
func compareOccurrences(a, b Occurrence) int {
	return cmp.Or(
		a.Start.Compare(b.Start),
		a.End.Compare(b.End),
		cmp.Compare(a.Original, b.Original),
		cmp.Compare(a.Index, b.Index),
	)
}

func compareChanges(a, b Change) int {
	return cmp.Or(
		cmp.Compare(a.On, b.On),
		compareBool(b.Cancelled, a.Cancelled),
		a.To.Compare(b.To),
		cmp.Compare(a.End, b.End),
		strings.Compare(a.Place, b.Place),
		strings.Compare(a.Note, b.Note),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
