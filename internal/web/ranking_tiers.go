package web

import (
	"slices"
	"strconv"

	"banbao/internal/site"
)

// rankingTier is the entries of one level.
type rankingTier struct {
	Name string // 十星，3户
	Full bool
	Rows []rankingRow
}

// tiers groups by total, best first; the loader has sorted the entries.
func tiers(r *site.Ranking, in []site.Entry, rows []rankingRow) []rankingTier {
	var list []rankingTier
	for i, e := range in {
		if i == 0 || e.Total != in[i-1].Total {
			name := rows[i].Level
			if name == "" || e.Total != float64(int(e.Total)) || hasLevelTwice(r, in, e) {
				name = starWords(e.Total)
			}
			list = append(list, rankingTier{Name: name, Full: rows[i].Full})
		}
		t := &list[len(list)-1]
		t.Rows = append(t.Rows, rows[i])
	}
	for i := range list {
		list[i].Name += "，" + strconv.Itoa(len(list[i].Rows)) + r.Unit.Counter()
	}
	return list
}

// hasLevelTwice tells whether a level covers several totals, so that its name
// does not tell them apart.
func hasLevelTwice(r *site.Ranking, in []site.Entry, e site.Entry) bool {
	return slices.ContainsFunc(in, func(o site.Entry) bool { return o.Level == e.Level && o.Total != e.Total })
}

// starWords is 十星.
func starWords(total float64) string {
	if total == float64(int(total)) {
		return numeral(int(total)) + "星"
	}
	return strconv.FormatFloat(total, 'f', -1, 64) + "星"
}
