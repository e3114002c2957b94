package content

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"banbao/internal/site"
)

// mostDecimals are as many as anyone reads.
const mostDecimals = 4

// decimals are as many as the figures of a ranking need.
func decimals(k *site.Ranking) int {
	if k.Average != site.AverageNone {
		return 2 // a mean may have no end of them
	}
	most := 0
	see := func(f float64) {
		_, fraction, _ := strings.Cut(number(f), ".")
		most = max(most, min(len(fraction), mostDecimals))
	}
	for _, c := range k.Categories {
		see(c.Max)
	}
	for _, e := range k.Entries {
		see(e.Total)
		for _, s := range e.Scores {
			see(s.Value)
		}
	}
	return most
}

// rank sorts entries by total, then by the tie keys, and numbers them by the
// tie rule. Those under a veto come last and have no rank. What is equal stays
// in the order in which the author wrote it.
func rank(k *site.Ranking) {
	at := map[string]int{}
	for i, c := range k.Categories {
		at[c.ID] = i
	}
	compare := func(a, b site.Entry) int {
		if c := cmp.Compare(boolInt(a.Veto != ""), boolInt(b.Veto != "")); c != 0 {
			return c
		}
		if c := cmp.Compare(b.Total, a.Total); c != 0 {
			return c
		}
		for _, key := range k.TieKeys {
			if i, ok := at[key]; ok {
				if c := cmp.Compare(b.Scores[i].Value, a.Scores[i].Value); c != 0 {
					return c
				}
			}
		}
		return 0
	}
	slices.SortStableFunc(k.Entries, compare)
	if people(k) && k.Ties == site.TiesShared {
		byStrokes(k, compare)
	}
	highest := new(big.Rat)
	for _, c := range k.Categories {
		highest.Add(highest, product(c.Weight, c.Max))
	}
	k.HighestTotal, _ = highest.Float64()
	if len(k.Categories) == 0 && len(k.Entries) > 0 {
		k.HighestTotal = k.Entries[0].Total
	}
	place := 0
	for i := range k.Entries {
		e := &k.Entries[i]
		if e.Veto != "" || k.Ties == site.TiesShared {
			continue
		}
		same := i > 0 && compare(k.Entries[i-1], *e) == 0
		switch {
		case same:
			e.Tied, k.Entries[i-1].Tied = true, true
		case k.Ties == site.TiesDense:
			place++
		default:
			place = i + 1
		}
		e.Rank = place
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
