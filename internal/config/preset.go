package config

import (
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// presets are the program's, changed and added to by [[publicity_presets]]: of
// one that is known already, only what is written is different.
func presets(t *decode.Table, countsFirst bool) []site.PublicityPreset {
	all := site.PublicityPresets()
	for i := range all {
		all[i].CountStart = countsFirst
	}
	seen := map[string]diag.Pos{}
	for _, p := range t.Tables("publicity_presets") {
		own := site.PublicityPreset{ID: id(p, seen), Unit: calendar.WorkingDays, CountStart: countsFirst}
		at := slices.IndexFunc(all, func(k site.PublicityPreset) bool { return k.ID == own.ID })
		if at >= 0 {
			own = all[at]
		} else {
			p.NeedString("name")
			if !p.Has("days") {
				p.Problem("", "missing-key", "days")
			}
		}
		own.Name = orElse(p.String("name"), own.Name)
		own.Days = p.Int("days", own.Days, 1, 400)
		own.Unit = decode.Word(p, "unit", Units(), own.Unit)
		own.Basis = orElse(p.String("basis"), own.Basis)
		if p.Has("count_start") {
			own.CountStart = p.Bool("count_start")
		}
		if at >= 0 {
			all[at] = own
		} else {
			all = append(all, own)
		}
	}
	return all
}

// Units are what days are counted in.
func Units() []calendar.Unit { return []calendar.Unit{calendar.WorkingDays, calendar.CalendarDays} }
