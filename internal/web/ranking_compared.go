package web

import (
	"fmt"
	"slices"
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// comparedView is how the first of a ranking stood in the rounds before, as
// bars that begin at nothing and as the table beside them.
type comparedView struct {
	Title, Desc, Caption string
	Height               int
	Periods              []string // earliest first
	Groups               []comparedGroup
}

type comparedGroup struct {
	Name string
	Y    int
	Bars []comparedBar // as many as there are periods
}

type comparedBar struct {
	Period, Value string
	TextY, BarY   int
	Width         string // 96.0%; empty where the entry was not on the list
	Now           bool
}

// So many entries and rounds can be taken in at a glance.
const (
	comparedEntries = 6
	comparedRounds  = 4
)

// comparedOf compares the first entries with themselves in the rounds before.
func comparedOf(k *site.Ranking, in []site.Entry) comparedView {
	if len(k.Earlier) == 0 || len(in) == 0 || k.Form == site.FormHonour {
		return comparedView{}
	}
	rounds := append([]*site.Ranking{k}, k.Earlier[:min(len(k.Earlier), comparedRounds-1)]...)
	slices.Reverse(rounds)
	unit := "分"
	if k.Form == site.FormStars {
		unit = "星"
	}
	most := 0.0
	for _, round := range rounds {
		most = max(most, round.HighestTotal)
	}
	v := comparedView{Title: theme.Plain(k.Title) + "，各期对照", Caption: "每一格从0画起，满格是" + score(k, most) + unit + "。"}
	for _, round := range rounds {
		v.Periods = append(v.Periods, round.Period.Name)
	}
	const head, step = 46, 46
	var said []string
	for _, e := range in[:min(len(in), comparedEntries)] {
		v.Height += head
		g := comparedGroup{Name: e.Name, Y: v.Height - 6}
		var values []string
		for _, round := range rounds {
			b := comparedBar{Period: round.Period.Name, Value: "不在榜上", TextY: v.Height + 20, BarY: v.Height + 30, Now: round == k}
			if then := sameEntry(round, &e); then != nil {
				b.Value = score(k, then.Total)
				values = append(values, b.Period+b.Value+unit)
				if most > 0 {
					b.Width = fmt.Sprintf("%.1f%%", max(then.Total, 0)/most*100)
				}
			}
			g.Bars = append(g.Bars, b)
			v.Height += step
		}
		said = append(said, e.Name+strings.Join(values, "，"))
		v.Groups = append(v.Groups, g)
	}
	v.Height += 6
	v.Desc = strings.Join(said, "；") + "。"
	return v
}

// sameEntry is an entry of another round that is about the same unit.
func sameEntry(k *site.Ranking, e *site.Entry) *site.Entry {
	for i := range k.Entries {
		o := &k.Entries[i]
		if o.Veto == "" && (e.ID != "" && o.ID == e.ID || o.Name == e.Name && o.Where == e.Where) {
			return o
		}
	}
	return nil
}

// trendMark is the sign before a trend in words.
func trendMark(trend string) string {
	for _, m := range []struct{ word, mark string }{{"上升", "▲"}, {"下降", "▼"}, {"不变", "＝"}, {"持平", "＝"}, {"新上榜", "＋"}} {
		if strings.HasPrefix(trend, m.word) {
			return m.mark
		}
	}
	return ""
}
