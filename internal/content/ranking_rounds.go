package content

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// rounds links each ranking with the rounds before it: their holders become
// its history, and entries are compared with the last one. A round that is not
// public yet tells nothing.
func (l *loader) rounds() {
	bySlug := map[string]*site.Ranking{}
	for _, k := range slices.Backward(l.site.Rankings) { // earliest first
		before := bySlug[k.Previous]
		bySlug[k.Slug] = k
		if before == nil || before.Draft && !l.site.Drafts {
			continue
		}
		k.Earlier = append([]*site.Ranking{before}, before.Earlier...)
		history := append([]site.Holder{holder(before)}, before.History...)
		for _, h := range k.History { // what was written here goes before what was worked out
			history = slices.DeleteFunc(history, func(o site.Holder) bool { return o.Period == h.Period })
		}
		k.History = append(k.History, history...)
		compareRounds(k, before)
	}
}

// history reads what is written of the rounds before, and which was the last.
func (s *source) history(t *decode.Table, k *site.Ranking, r *result) {
	for _, h := range t.Tables("history") {
		holder := site.Holder{Period: h.NeedString("period"), Name: h.NeedString("name"), Total: h.String("total"), Note: h.String("note"), Handed: h.Day("handed")}
		if k.Masked && people(k) && !tally.MatchString(holder.Name) {
			holder.Name = s.masked(h, holder.Name)
		}
		k.History = append(k.History, holder)
	}
	if k.Previous = t.String("previous"); k.Previous != "" {
		at := t.At("previous", "unknown-reference", diag.Words{}, "", diag.Words{})
		r.checks = append(r.checks, previousExists(k, at))
	}
	k.HandedOver = t.Day("handed_over")
}

// holder is what a round's history says of it: who was first, or how many
// were honoured where nobody was.
func holder(k *site.Ranking) site.Holder {
	h := site.Holder{Period: k.Period.Name, Handed: k.HandedOver}
	if h.Period == "" {
		h.Period = k.Date.Day.Chinese()
	}
	n, top := 0, 0
	var first []string
	for i := range k.Entries {
		e := &k.Entries[i]
		if e.Veto != "" {
			continue
		}
		n++
		if e.Level == 0 {
			top++
		}
		if e.Rank == 1 {
			first = append(first, e.Name)
			h.Total = k.Points(e.Total) + "分"
			h.Note = e.Note
		}
	}
	if len(first) > 0 {
		h.Name = strings.Join(first, "、")
		return h
	}
	h.Name, h.Total, h.Note = strconv.Itoa(n)+k.Unit.Counter(), "", ""
	if top > 0 && len(k.Levels) > 0 {
		h.Total = k.Levels[0].Name + strconv.Itoa(top) + k.Unit.Counter()
	}
	return h
}

// compareRounds says of each entry how it stands against the round before.
func compareRounds(k, before *site.Ranking) {
	type who struct{ name, where string }
	was := make(map[who]*site.Entry, len(before.Entries))
	ids := map[string]*site.Entry{}
	for i := range before.Entries {
		e := &before.Entries[i]
		if e.Veto != "" {
			continue
		}
		was[who{e.Name, e.Where}] = e
		if e.ID != "" {
			ids[e.ID] = e
		}
	}
	for i := range k.Entries {
		e := &k.Entries[i]
		if e.Veto != "" {
			continue
		}
		old := was[who{e.Name, e.Where}]
		if e.ID != "" && ids[e.ID] != nil {
			old = ids[e.ID]
		}
		if trend := trendOf(k, e, old); trend != "" && (e.Trend == "" || isTrend(e.Trend)) {
			e.Trend = trend
		}
	}
}

// trendOf compares an entry with the one of the round before, in words; empty
// where there is nothing to compare.
func trendOf(k *site.Ranking, e, old *site.Entry) string {
	switch {
	case old == nil:
		return "新上榜"
	case e.Rank > 0 && old.Rank > 0:
		return steps(old.Rank-e.Rank, "位")
	case k.Form == site.FormStars:
		return steps(int(math.Round(e.Total-old.Total)), "星")
	}
	return ""
}

func steps(n int, unit string) string {
	word, much := "上升", n
	switch {
	case n == 0:
		return "不变"
	case n < 0:
		word, much = "下降", -n
	}
	if numerals := []rune("零一二三四五六七八九十"); unit == "星" && much < len(numerals) {
		return word + string(numerals[much]) + unit
	}
	return word + strconv.Itoa(much) + unit
}

// isTrend tells a comparison from another remark: 连续三年十星.
func isTrend(text string) bool {
	for _, word := range []string{"上升", "下降", "不变", "持平", "新上榜"} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}

// sameTrend checks a comparison that the author typed.
func sameTrend(t *decode.Table, k *site.Ranking, typed string, line int) check {
	return func(*loader) []diag.Problem {
		i := slices.IndexFunc(k.Entries, func(e site.Entry) bool { return e.Line == line })
		if i < 0 || !isTrend(typed) || typed == k.Entries[i].Trend || len(k.Earlier) == 0 {
			return nil
		}
		return []diag.Problem{t.At("trend", "trend-differs", k.Entries[i].Name, typed, k.Entries[i].Trend)}
	}
}

// previousExists checks, once everything is read, that there is a round before.
func previousExists(k *site.Ranking, at diag.Problem) check {
	return func(l *loader) []diag.Problem {
		var slugs []string
		for _, o := range l.site.Rankings {
			if o.Slug != k.Previous {
				slugs = append(slugs, o.Slug)
				continue
			}
			if o.Date.Compare(k.Date) >= 0 {
				return []diag.Problem{at.With("previous-not-earlier", k.Previous)}
			}
			return nil
		}
		return []diag.Problem{at.With("unknown-reference", diag.Words{Zh: "评比", En: "ranking"}, k.Previous, config.Suggest(k.Previous, slugs))}
	}
}
