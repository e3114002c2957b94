package config

import (
	"slices"
	"unicode/utf8"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// alerts are those every site has, with those of config.toml over and after
// them.
func alerts(t *decode.Table) []site.Alert {
	all := site.PreparedAlerts()
	seen := map[string]diag.Pos{}
	for _, table := range t.Tables("alerts") {
		name := id(table, seen)
		k := slices.IndexFunc(all, func(a site.Alert) bool { return a.ID == name })
		base := site.Alert{ID: name, Colour: site.Orange, Hours: 12}
		if k >= 0 {
			base = all[k]
		}
		a := Alert(table, base)
		a.Title = base.Title
		if table.Has("title") || k < 0 {
			a.Title = table.NeedString("title")
		}
		a.Hours = table.Int("hours", base.Hours, 1, 24)
		if k < 0 {
			table.NeedString("headline")
			all = append(all, a)
			continue
		}
		all[k] = a
	}
	return all
}

// Characters that fit one line of the smallest screen at the size of an alert.
const (
	headlineRunes = 12
	actRunes      = 18
	mostActs      = 3
)

// Alert reads what screens are to say: colour, headline, acts, drill. What is
// not written is as in base.
func Alert(t *decode.Table, base site.Alert) site.Alert {
	a := base
	a.Colour = decode.Word(t, "colour", site.Colours(), base.Colour)
	if t.Has("headline") {
		a.Headline = t.String("headline")
	}
	if t.Has("acts") {
		a.Acts = t.Strings("acts")
	}
	if t.Has("drill") {
		a.Drill = t.Bool("drill")
	}
	if n := utf8.RuneCountInString(a.Headline); n > headlineRunes {
		t.Problem("headline", "alert-long", a.Headline, n, headlineRunes)
	}
	for _, act := range a.Acts {
		if n := utf8.RuneCountInString(act); n > actRunes {
			t.Problem("acts", "alert-long", act, n, actRunes)
		}
	}
	if len(a.Acts) > mostActs {
		t.Problem("acts", "out-of-range", "acts", len(a.Acts), 0, mostActs)
		a.Acts = a.Acts[:mostActs]
	}
	return a
}
