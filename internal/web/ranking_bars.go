package web

import (
	"fmt"
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// rankingBars is the totals side by side.
type rankingBars struct {
	Title, Desc string
	Height      int
	List        []rankingBar
}

type rankingBar struct {
	Name, Value string
	TextY, BarY int
	Width       string // 96.0%
	First       bool
}

// barsOf draws the totals against the most that can be had, or against the
// best.
func barsOf(r *site.Ranking, in []site.Entry, rows []rankingRow) rankingBars {
	most := r.HighestTotal
	for _, e := range in {
		most = max(most, e.Total)
	}
	if most <= 0 || len(in) < 2 {
		return rankingBars{}
	}
	const step, longest = 52, 12 // beyond, the table says it better
	in = in[:min(len(in), longest)]
	v := rankingBars{
		Title:  theme.Plain(r.Title) + "，总分对照",
		Height: len(in)*step + 4,
	}
	var said []string
	for i, e := range in {
		said = append(said, rows[i].Name+rows[i].Total+"分")
		v.List = append(v.List, rankingBar{
			Name: rows[i].Name, Value: rows[i].Total,
			TextY: i*step + 22, BarY: i*step + 30,
			Width: fmt.Sprintf("%.1f%%", max(e.Total, 0)/most*100), First: e.Rank == 1,
		})
	}
	v.Desc = strings.Join(said, "，") + "。满格是" + score(r, most) + "分。"
	return v
}
