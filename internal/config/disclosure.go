package config

import (
	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// atOnceDays is what "at once" allows where nothing else is written: working
// days in which a notice can be written and checked.
const atOnceDays = 3

// lanes reads [[disclosure]]: what is made public, how often, and how soon.
func lanes(t *decode.Table) []site.Lane {
	var out []site.Lane
	seen := map[string]diag.Pos{}
	for _, l := range t.Tables("disclosure") {
		lane := site.Lane{ID: id(l, seen), Name: l.NeedString("name"), Note: l.String("note")}
		since := l.Day("since")
		items := map[string]diag.Pos{}
		for _, i := range l.Tables("items") {
			lane.Items = append(lane.Items, disclosureItem(i, items, since))
		}
		if len(lane.Items) == 0 && !l.Has("items") {
			l.Problem("", "lane-without-items", lane.Name)
		}
		out = append(out, lane)
	}
	return out
}

func disclosureItem(t *decode.Table, seen map[string]diag.Pos, since calendar.Day) site.DisclosureItem {
	item := site.DisclosureItem{
		ID:      id(t, seen),
		Title:   t.NeedString("title"),
		Cadence: decode.NeedWord(t, "cadence", site.Cadences()),
		Unit:    decode.Word(t, "unit", Units(), calendar.WorkingDays),
		Basis:   t.String("basis"),
		Who:     t.String("who"),
		Since:   t.Day("since"),
		Source:  t.Pos(),
	}
	if item.Since.IsZero() {
		item.Since = since
	}
	item.Days = t.Int("days", atOnceDays, 1, 400)
	if item.Cadence != site.AtOnce && !t.Has("days") {
		t.Problem("", "missing-key", "days")
	}
	if item.Since.IsZero() && item.Cadence.Periodic() && item.Cadence != "" && !t.Has("since") {
		t.Problem("", "missing-key", "since")
	}
	return item
}

// LanePlaces are the words that name a lane, for messages.
func LanePlaces(lanes []site.Lane) []site.Place {
	words := make([]site.Place, len(lanes))
	for i, l := range lanes {
		words[i] = site.Place{ID: l.ID, Name: l.Name}
	}
	return words
}

// ItemPlaces are the words that name an item of a lane.
func ItemPlaces(l site.Lane) []site.Place {
	words := make([]site.Place, len(l.Items))
	for i, item := range l.Items {
		words[i] = site.Place{ID: item.ID, Name: item.Title}
	}
	return words
}
