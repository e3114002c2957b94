package content

import (
	"time"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/site"
)

// waiverFile holds what may be public although it is personal.
const waiverFile = "waivers.toml"

// endingDays is how many days before its end a waiver is warned of.
const endingDays = 14

// waiver is one with what it says about itself.
type waiver struct {
	site.DataWaiver
	used                   bool
	strict                 bool         // what it lets pass would stop the build
	unused, over, mild, by diag.Problem // to be reported if it is so; mild is over, where it is not strict
}

// readWaivers reads content/waivers.toml.
func readWaivers(s *source, r *result) {
	t, problems := decode.Parse(s.path, s.text, 1, s.loader.cfg.Zone)
	if t.Empty() {
		r.problems.Add(problems...)
		return
	}
	longest := oneYear(calendar.DayOf(s.loader.site.Now))
	for _, w := range t.Tables("waivers") {
		v := waiver{DataWaiver: site.DataWaiver{
			Source: w.Pos(), File: w.NeedString("file"), Rule: string(decode.NeedWord(w, "rule", gate.Rules())),
			Text: w.NeedString("text"), Reason: w.NeedString("reason"), Role: w.NeedString("role"), Until: w.Day("until"),
		}}
		if !w.Has("until") {
			w.Problem("", "missing-key", "until", "until = "+usualEnd(s.loader.site.Now).String())
		}
		if v.Until > longest {
			w.Problem("until", "long-waiver", v.Until.String(), longest.String())
		}
		v.unused = w.At("text", "unused-waiver")
		v.over = w.At("until", "expired-waiver", v.Until.String())
		v.mild = w.At("until", "expired-mild-waiver", v.Until.String())
		v.by = w.At("until", "ending-waiver", v.Until.String())
		r.waivers = append(r.waivers, &v)
	}
	finish(t, r)
}

// usualEnd is when a waiver ends that the message proposes: in half a year.
func usualEnd(now time.Time) calendar.Day {
	return calendar.DayOf(now.AddDate(0, 6, 0))
}

func oneYear(today calendar.Day) calendar.Day { return today + 366 }
