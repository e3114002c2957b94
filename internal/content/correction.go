package content

import (
	"slices"

	"banbao/internal/decode"
	"banbao/internal/site"
)

// corrections reads what was put right, earliest first.
func corrections(t *decode.Table) []site.Correction {
	var list []site.Correction
	for _, c := range t.Tables("corrections") {
		list = append(list, site.Correction{Date: c.NeedMoment("date"), Text: c.NeedString("text")})
	}
	sortCorrections(list)
	return list
}

func sortCorrections(list []site.Correction) {
	slices.SortStableFunc(list, func(a, b site.Correction) int { return a.Date.Compare(b.Date) })
}
