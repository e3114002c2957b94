package content

import (
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// disclosure reads which item of which lane a notice makes public, and for
// which period or event.
func (s *source) disclosure(t *decode.Table) *site.Disclosed {
	table := t.Table("disclosure")
	if table == nil {
		return nil
	}
	d := &site.Disclosed{Lane: table.NeedString("lane"), Item: table.NeedString("item")}
	term, event := strings.Join(table.Words("period"), "、"), table.Day("event")
	lanes := s.loader.cfg.Lanes
	config.Reference(table, "lane", d.Lane, config.LaneWord, config.LanePlaces(lanes))
	l := slices.IndexFunc(lanes, func(l site.Lane) bool { return l.ID == d.Lane })
	if l < 0 {
		return nil
	}
	config.Reference(table, "item", d.Item, config.ItemWord, config.ItemPlaces(lanes[l]))
	i := slices.IndexFunc(lanes[l].Items, func(i site.DisclosureItem) bool { return i.ID == d.Item })
	if i < 0 {
		return nil
	}
	item := lanes[l].Items[i]
	key, other := "period", "event"
	if !item.Cadence.Periodic() {
		key, other = other, key
	}
	if table.Has(other) {
		table.Problem(other, "period-or-event", item.Title, cadenceWords(item.Cadence), key, other)
	}
	if !table.Has(key) {
		table.Problem("", "missing-key", key, exampleOf(item.Cadence))
		return nil
	}
	if !item.Cadence.Periodic() {
		d.Event = event
		if event.IsZero() {
			return nil // the wrong date is a problem already
		}
		return d
	}
	ok := false
	if d.Term, ok = item.Cadence.ParseTerm(term); !ok {
		table.Problem(key, "bad-period", term, item.Title, cadenceWords(item.Cadence), exampleOf(item.Cadence))
		return nil
	}
	return d
}

// cadenceWords is how often something is made public.
func cadenceWords(c site.Cadence) diag.Words {
	return diag.Words{Zh: c.Chinese(), En: string(c)}
}

// exampleOf is the line that says for what a notice is.
func exampleOf(c site.Cadence) string {
	switch c {
	case site.Monthly:
		return `period = "2026-10"`
	case site.Quarterly:
		return `period = "2026-Q3"`
	case site.HalfYearly:
		return `period = "2026-H1"`
	case site.Yearly:
		return `period = "2026"`
	}
	return "event = 2026-11-18"
}

// disclosures says what is to be made public within a week, and what should
// have been. The periods of one item are told together.
func (l *loader) disclosures() {
	if l.problems.HasErrors() {
		return // perhaps of the very notice that is asked for
	}
	now := l.site.Now
	today := calendar.DayOf(now)
	type group struct{ due, overdue []*site.Duty }
	groups := map[diag.Pos]*group{}
	var order []diag.Pos
	for _, d := range l.site.Duties(today) {
		state := d.State(now)
		soon := state == site.DutyDue && d.Due <= today+site.DueSoon && d.Notice == nil
		if !soon && state != site.DutyOverdue {
			continue
		}
		g := groups[d.Source]
		if g == nil {
			g = &group{}
			groups[d.Source] = g
			order = append(order, d.Source)
		}
		if soon {
			g.due = append(g.due, d)
		} else {
			g.overdue = append(g.overdue, d)
		}
	}
	tell := func(code diag.Code, list []*site.Duty) {
		if len(list) == 0 {
			return
		}
		first := list[0]
		what := diag.Words{Zh: first.Lane.Name + "“" + first.Item.Title + "”" + names(list), En: first.Lane.ID + "/" + first.Item.ID + " " + ids(list)}
		l.problems.Add(diag.New(code, first.Source, what, first.Due.String(), strconv.Itoa(len(list))))
	}
	for _, at := range order {
		tell("disclosure-overdue", groups[at].overdue)
		tell("disclosure-due", groups[at].due)
	}
}

const mostNamed = 3

func names(list []*site.Duty) string {
	var all []string
	for _, d := range list[:min(len(list), mostNamed)] {
		all = append(all, d.Name())
	}
	if len(list) > mostNamed {
		return strings.Join(all, "、") + "等" + strconv.Itoa(len(list)) + "期"
	}
	return strings.Join(all, "、")
}

func ids(list []*site.Duty) string {
	var all []string
	for _, d := range list[:min(len(list), mostNamed)] {
		if d.Term.IsZero() {
			all = append(all, d.Event.String())
		} else {
			all = append(all, d.Term.String())
		}
	}
	if n := len(list) - mostNamed; n > 0 {
		return strings.Join(all, ", ") + " and " + strconv.Itoa(n) + " more"
	}
	return strings.Join(all, ", ")
}
