package content

import (
	"maps"
	"math/big"
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/site"
)

// objectionChange is an objection that changed a score.
type objectionChange struct {
	table            *decode.Table // of the change
	objection, entry int
	category         int
	from, to         float64
}

// objections reads what was said against the result. One that changed a score
// is a correction as well, so that it is shown and recorded as one.
func objections(t *decode.Table, k *site.Ranking, units map[string]int) []objectionChange {
	var changes []objectionChange
	closed := k.Publicity != nil && k.Publicity.Result != ""
	for _, o := range t.Tables("objections") {
		out := site.Objection{Received: o.Day("received"), Text: o.NeedString("text"), Answered: o.Day("answered"), Answer: o.String("answer")}
		if !o.Has("received") {
			o.Problem("", "missing-key", "received")
		}
		if !out.Answered.IsZero() && out.Answered < out.Received {
			o.Problem("answered", "until-before-from", out.Answered.String(), "received", out.Received.String())
		}
		if closed && out.Answered.IsZero() {
			o.Problem("", "objection-open")
		}
		entry := -1
		if about := o.String("about"); about != "" {
			n, known := units[about]
			switch {
			case !known:
				o.Problem("about", "unknown-unit", about, nearWords(about, slices.Sorted(maps.Keys(units))))
			case n < 0:
				o.Problem("about", "many-units", about)
			default:
				entry, out.About = n, k.Entries[n].Name
			}
		}
		if c := o.Table("change"); c != nil {
			category := c.NeedString("category")
			config.Reference(c, "category", category, categoryWord, categoryWords(k))
			n := slices.IndexFunc(k.Categories, func(c site.Category) bool { return c.ID == category })
			for _, key := range []string{"from", "to"} {
				if !c.Has(key) {
					c.Problem("", "missing-key", key)
				}
			}
			if entry < 0 && !o.Has("about") {
				o.Problem("", "missing-key", "about")
			}
			if entry >= 0 && n >= 0 {
				changes = append(changes, objectionChange{table: c, objection: len(k.Objections), entry: entry, category: n, from: c.Float("from", 0), to: c.Float("to", 0)})
			}
		}
		k.Objections = append(k.Objections, out)
	}
	return changes
}

// change is the one of an entry's score, if an objection changed it; the last
// one, where several did.
func (l *findingLog) change(entry, category int) *objectionChange {
	for i := len(l.changes) - 1; i >= 0; i-- {
		if c := &l.changes[i]; c.entry == entry && c.category == category {
			return c
		}
	}
	return nil
}

// apply gives the score after the change: a typed one has it already, one that
// is computed does not.
func (c *objectionChange) apply(value float64, exact *big.Rat, computed bool) (float64, *big.Rat) {
	if !computed {
		return value, exact
	}
	if !roundsTo(value, c.from) {
		return value, exact // standings says so
	}
	return c.to, product(1, c.to)
}

// standings says what each change did: to the total, and to the rank that the
// entry would have had without any of them.
func (l *findingLog) standings(k *site.Ranking) {
	if len(l.changes) == 0 {
		return
	}
	before := *k
	before.Entries = slices.Clone(k.Entries)
	after := *k
	after.Entries = slices.Clone(k.Entries)
	for i := len(l.changes) - 1; i >= 0; i-- {
		c := &l.changes[i]
		e, category := &before.Entries[c.entry], k.Categories[c.category]
		name := k.Entries[c.entry].Name
		if now := e.Scores[c.category].Value; !roundsTo(now, c.to) {
			c.table.Problem("to", "objection-not-applied", name, category.Name, number(c.from), number(c.to), number(now))
			continue
		}
		e.Scores = slices.Clone(e.Scores)
		e.Scores[c.category].Value = c.from
		change := &site.ScoreChange{Category: category.Name, From: c.from, To: c.to, Total: e.Total}
		sum := product(category.Weight, c.from)
		sum.Sub(sum, product(category.Weight, c.to)).Add(sum, product(1, e.Total))
		e.Total, _ = sum.Float64()
		change.TotalBefore = e.Total
		o := &k.Objections[c.objection]
		o.Change = change
		if !o.Answered.IsZero() {
			k.Corrections = append(k.Corrections, site.Correction{
				Date: calendar.Moment{Day: o.Answered},
				Text: name + "的“" + category.Name + "”由" + k.Points(c.from) + "分改为" + k.Points(c.to) + "分：" + o.Answer,
			})
		}
	}
	rank(&before)
	rank(&after)
	for _, c := range l.changes {
		if change := k.Objections[c.objection].Change; change != nil {
			change.RankBefore, change.RankThen = rankOf(&before, c.entry), rankOf(&after, c.entry)
		}
	}
}

func rankOf(k *site.Ranking, line int) int {
	i := slices.IndexFunc(k.Entries, func(e site.Entry) bool { return e.Line == line })
	return k.Entries[i].Rank
}
