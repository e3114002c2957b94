package content

import (
	"math/big"
	"slices"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/site"
)

// entries reads the entries and the log of findings, adds up their totals and
// ranks them.
func (s *source) entries(t *decode.Table, k *site.Ranking, vetoes map[string]string, r *result) {
	tables := t.Tables("entries")
	names := make([]string, len(tables)) // as they are written
	for i, e := range tables {
		entry := site.Entry{
			Line:     i,
			ID:       e.String("id"),
			Name:     e.NeedString("name"),
			Where:    e.String("where"),
			Building: e.String("building"),
			Note:     e.String("note"),
			Veto:     e.String("veto"),
			Trend:    e.String("trend"),
		}
		config.Reference(e, "building", entry.Building, config.Building, s.loader.cfg.Buildings)
		if entry.Veto != "" && people(k) {
			e.Problem("veto", "negative-person")
		}
		if entry.Trend != "" && t.Holds("previous") {
			r.checks = append(r.checks, sameTrend(e, k, entry.Trend, i))
		}
		names[i] = entry.Name
		if child := isChild(e, &entry); k.Masked || child && people(k) {
			entry.Name = s.masked(e, entry.Name)
		}
		k.Entries = append(k.Entries, entry)
	}
	if len(k.Entries) == 0 && !t.Has("entries") {
		t.Problem("", "no-entries")
	}
	log := s.log(t, k, names, vetoes, r)
	log.changes = objections(t, k, unitsByName(k, names))
	s.revoked(tables, k)
	known := categoryWords(k)
	for i, e := range tables {
		log.scores(e, k, i, known)
	}
	if k.Decimals < 0 {
		k.Decimals = decimals(k)
	}
	for i, e := range tables {
		typedTotal(e, k, &k.Entries[i])
	}
	log.standings(k)
	k.Entries = slices.DeleteFunc(k.Entries, func(e site.Entry) bool { return e.Revoked })
	rank(k)
}

// scores works out what an entry got in each category, from its table and the
// log, and adds it up.
func (l *findingLog) scores(e *decode.Table, k *site.Ranking, index int, known []site.Place) {
	entry := &k.Entries[index]
	table := e.Table("scores")
	evidence := e.Table("evidence")
	sum := new(big.Rat)
	for n, c := range k.Categories {
		var score site.Score
		exact, counts := l.counted(k, index, n, &score)
		if table != nil && (table.Has(c.ID) || !counts) {
			typed := typedScore(table, entry, c)
			switch {
			case counts && !roundsTo(score.Value, typed):
				table.Problem(c.ID, "score-differs", entry.Name, c.Name, number(typed), number(score.Value))
			case !counts:
				score.Value = typed
			}
		}
		if change := l.change(index, n); change != nil {
			score.Value, exact = change.apply(score.Value, exact, counts)
		}
		if evidence != nil {
			score.Evidence = evidence.String(c.ID)
		}
		if !counts {
			exact = product(1, score.Value)
		}
		entry.Scores = append(entry.Scores, score)
		sum.Add(sum, exact.Mul(exact, product(c.Weight, 1)))
	}
	if table == nil && len(k.Categories) > 0 && !e.Has("scores") && !l.any {
		e.Problem("", "missing-key", "scores")
	}
	for _, given := range []*decode.Table{table, evidence} {
		if given == nil {
			continue
		}
		for _, key := range given.Keys() {
			config.Reference(given, key, key, categoryWord, known)
		}
	}
	entry.Total, _ = sum.Float64()
	if len(k.Categories) == 0 {
		entry.Total = e.Float("total", 0)
	}
	entry.Level = slices.IndexFunc(k.Levels, func(l site.RankLevel) bool { return entry.Total >= l.Least })
}

// typedScore is a score that the author wrote.
func typedScore(table *decode.Table, entry *site.Entry, c site.Category) float64 {
	if !table.Has(c.ID) {
		table.Problem("", "missing-score", entry.Name, c.Name)
	}
	v := table.Float(c.ID, 0)
	if v < 0 || v > c.Max {
		table.Problem(c.ID, "score-out-of-range", entry.Name, number(v), number(c.Max))
	}
	return v
}

// roundsTo tells whether a number is the one that was typed, to as many
// decimals as were typed.
func roundsTo(v, typed float64) bool {
	_, fraction, _ := strings.Cut(number(typed), ".")
	return v == typed || (&site.Ranking{Decimals: len(fraction)}).Points(v) == number(typed)
}

// typedTotal compares a total that the author wrote with the sum, which may
// be written as it is shown.
func typedTotal(e *decode.Table, k *site.Ranking, entry *site.Entry) {
	if !e.Has("total") || len(k.Categories) == 0 {
		return
	}
	typed := e.Float("total", 0)
	if shown := k.Points(entry.Total); typed != entry.Total && number(typed) != shown && len(entry.Scores) > 0 {
		e.Problem("total", "total-differs", entry.Name, number(typed), shown)
	}
}
