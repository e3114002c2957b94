package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// flagView is who holds the flag.
type flagView struct {
	Holder, Total, Note, Period string
	Streak                      string // 连续2次
	Handed                      string // 11月20日
}

type historyRow struct {
	Period, Name, Total, Note string
	Handed                    string // when the flag came: 8月20日
	Now                       bool
}

type tallyRow struct{ Name, Times string }

func flagOf(r *site.Ranking, in []site.Entry, rows []rankingRow) flagView {
	v := flagView{Period: r.Period.Name, Handed: handed(r.HandedOver, r.Date.Day)}
	if len(in) == 0 {
		return v
	}
	var names []string
	for i, e := range in {
		if e.Rank == in[0].Rank && e.Total == in[0].Total {
			names = append(names, rows[i].Name)
		}
	}
	v.Holder, v.Total, v.Note = strings.Join(names, "、"), rows[0].Total, rows[0].Note
	if len(names) == 1 {
		v.Streak = streakWords(names[0], r.History)
	}
	return v
}

// streakWords counts how often a holder has held the flag without a break,
// the current time included.
func streakWords(name string, earlier []site.Holder) string {
	n := 1
	for _, h := range earlier {
		if h.Name != name {
			break
		}
		n++
	}
	if n < 2 {
		return ""
	}
	return "连续" + strconv.Itoa(n) + "次"
}

// tallyOf counts the times that each has held the flag in the rounds listed.
func tallyOf(r *site.Ranking, in []site.Entry) []tallyRow {
	if len(in) == 0 || len(r.History) == 0 {
		return nil
	}
	var names []string
	times := map[string]int{}
	count := func(name string) {
		if times[name] == 0 {
			names = append(names, name)
		}
		times[name]++
	}
	count(in[0].Name)
	for _, h := range r.History {
		count(h.Name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(times[b], times[a]) })
	var list []tallyRow
	for _, name := range names {
		list = append(list, tallyRow{name, strconv.Itoa(times[name]) + "次"})
	}
	return list
}

// historyOf is the earlier rounds, with the current one on top for a flag.
func historyOf(r *site.Ranking, in []site.Entry, rows []rankingRow) []historyRow {
	var list []historyRow
	if r.Form == site.FormFlag && len(in) > 0 {
		note := rows[0].Note
		list = append(list, historyRow{r.Period.Name, in[0].Name, rows[0].Total + "分", note, handed(r.HandedOver, r.Date.Day), true})
	}
	for i, h := range r.History {
		note := h.Note
		if note == "" && r.Form == site.FormFlag {
			note = streakWords(h.Name, r.History[i+1:])
		}
		list = append(list, historyRow{h.Period, h.Name, h.Total, note, handed(h.Handed, r.Date.Day), false})
	}
	return list
}

// handed is a day of handing over, with its year where it is not that of the
// page.
func handed(d, page calendar.Day) string {
	switch {
	case d.IsZero():
		return ""
	case d.Year() != page.Year():
		return d.Chinese()
	}
	return d.ChineseShort()
}
