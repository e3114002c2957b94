package content

import (
	"cmp"
	"io/fs"
	"math/big"
	"slices"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// readRanking reads one ranking, adds up its scores and ranks its entries. A
// Markdown file of the same name beside it is its text.
func readRanking(s *source, r *result) {
	t, problems := decode.Parse(s.path, s.text, 1, s.loader.cfg.Zone)
	if t.Empty() && problems.HasErrors() {
		r.problems.Add(problems...)
		return
	}
	body, text := s.beside(r)
	k := &site.Ranking{Item: s.item(t, site.NounRanking, body, text, r)}
	k.Date = t.NeedMoment("date")
	k.Window = s.window(t, k.Date)
	k.Form = decode.NeedWord(t, "form", site.Forms())
	k.Unit = decode.NeedWord(t, "unit", site.Units())
	k.Issuer = t.String("issuer")
	if k.Issuer == "" {
		k.Issuer = s.loader.cfg.Issuer
	}
	k.Masked = people(k)
	if t.Has("mask") {
		k.Masked = t.Bool("mask")
	}
	ties := site.TiesStandard
	if k.Form == site.FormStars || k.Form == site.FormHonour {
		ties = site.TiesShared
	}
	k.Ties = decode.Word(t, "ties", site.AllTies(), ties)
	k.Decimals = t.Int("decimals", -1, 0, mostDecimals)
	k.Rules = t.Strings("rules")
	k.Vetoes = t.Strings("vetoes")
	k.Audit = t.String("audit")
	if p := t.Table("period"); p != nil {
		k.Period = site.Period{Name: p.NeedString("name"), From: p.Day("from"), To: p.Day("to")}
		if !k.Period.From.IsZero() && !k.Period.To.IsZero() && k.Period.To < k.Period.From {
			p.Problem("to", "until-before-from", k.Period.To.String(), "from", k.Period.From.String())
		}
	}
	categories(t, k)
	k.TieKeys = t.Strings("tie_keys")
	for i, key := range k.TieKeys {
		config.Reference(t, at1("tie_keys", i), key, categoryWord, categoryWords(k))
	}
	levels(t, k)
	s.entries(t, k)
	for _, h := range t.Tables("history") {
		holder := site.Holder{Period: h.NeedString("period"), Name: h.NeedString("name"), Total: h.String("total"), Note: h.String("note")}
		if k.Masked && people(k) && !tally.MatchString(holder.Name) {
			holder.Name = masked(h, holder.Name)
		}
		k.History = append(k.History, holder)
	}
	k.Publicity = s.publicity(t, k.Date)
	k.Corrections = corrections(t)
	if k.Publication = t.String("publication"); k.Publication != "" {
		at := t.At("publication", "unknown-reference", diag.Words{}, "", diag.Words{})
		r.checks = append(r.checks, noticeExists(k.Publication, at))
	}
	s.weekdays(t, nil, 1, years{near: k.Date.Day}, r)
	finish(t, r)
	r.rankings = append(r.rankings, k)
}

// people tells whether a ranking names people, and not houses or units.
func people(k *site.Ranking) bool {
	return k.Unit == site.UnitHousehold || k.Unit == site.UnitPerson
}

// masked is a name as it may be shown.
func masked(t *decode.Table, name string) string {
	hidden, ok := Mask(name)
	if !ok {
		t.Problem("name", "unmasked-name", name)
	}
	return hidden
}

// noticeExists checks, once everything is read, that a notice has this slug.
func noticeExists(slug string, at diag.Problem) check {
	return func(l *loader) []diag.Problem {
		var slugs []string
		for _, n := range l.site.Notices {
			if n.Slug == slug {
				return nil
			}
			slugs = append(slugs, n.Slug)
		}
		p := diag.New("unknown-reference", at.Pos, diag.Words{Zh: "公示", En: "notice"}, slug, config.Suggest(slug, slugs))
		p.Width, p.Line = at.Width, at.Line
		return []diag.Problem{p}
	}
}

// beside describes the text of a Markdown file of the same name, which needs
// no front matter.
func (s *source) beside(r *result) (site.Body, []byte) {
	name := strings.TrimSuffix(s.path, ".toml") + ".md"
	src, err := fs.ReadFile(s.loader.fsys, name)
	if err != nil {
		return site.Body{}, nil
	}
	text, problem := decode.Text(name, src)
	if problem != nil {
		r.problems.Add(*problem)
		return site.Body{}, nil
	}
	md := &source{loader: s.loader, path: name, text: text, skipped: len(src) - len(text)}
	return md.describe(text, 1, md.skipped), text
}

var categoryWord = diag.Words{Zh: "评比项目", En: "category"}

func categories(t *decode.Table, k *site.Ranking) {
	seen := map[string]diag.Pos{}
	for _, c := range t.Tables("categories") {
		category := site.Category{ID: c.NeedString("id"), Name: c.NeedString("name"), Weight: c.Float("weight", 1), Max: c.Float("max", 0)}
		if !c.Has("max") {
			c.Problem("", "missing-key", "max")
		}
		if other, twice := seen[category.ID]; twice && category.ID != "" {
			c.Problem("id", "duplicate-id", category.ID, other.String())
		}
		seen[category.ID] = c.Pos()
		for _, rule := range c.Tables("rules") {
			category.Rules = append(category.Rules, site.Rule{ID: rule.String("id"), Text: rule.NeedString("text"), Points: rule.Float("points", 0), Cap: rule.Float("cap", 0)})
		}
		k.Categories = append(k.Categories, category)
	}
}

// categoryWords are the words that name a category.
func categoryWords(k *site.Ranking) []site.Place {
	words := make([]site.Place, len(k.Categories))
	for i, c := range k.Categories {
		words[i] = site.Place{ID: c.ID, Name: c.Name}
	}
	return words
}

func levels(t *decode.Table, k *site.Ranking) {
	for _, l := range t.Tables("levels") {
		if !l.Has("least") {
			l.Problem("", "missing-key", "least")
		}
		k.Levels = append(k.Levels, site.RankLevel{Name: l.NeedString("name"), Least: l.Float("least", 0), Stars: l.Int("stars", 0, 0, 100)})
	}
	slices.SortStableFunc(k.Levels, func(a, b site.RankLevel) int { return cmp.Compare(b.Least, a.Least) })
}

// entries reads the entries, adds up their totals and ranks them.
func (s *source) entries(t *decode.Table, k *site.Ranking) {
	known := categoryWords(k)
	tables := t.Tables("entries")
	for _, e := range tables {
		entry := site.Entry{
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
		if k.Masked {
			entry.Name = masked(e, entry.Name)
		}
		scores(e, k, &entry, known)
		k.Entries = append(k.Entries, entry)
	}
	if len(k.Entries) == 0 && !t.Has("entries") {
		t.Problem("", "no-entries")
	}
	if k.Decimals < 0 {
		k.Decimals = decimals(k)
	}
	for i, e := range tables {
		typedTotal(e, k, &k.Entries[i])
	}
	rank(k)
}

// scores reads what an entry got in each category and adds it up.
func scores(e *decode.Table, k *site.Ranking, entry *site.Entry, known []site.Place) {
	table := e.Table("scores")
	evidence := e.Table("evidence")
	sum := new(big.Rat)
	for _, c := range k.Categories {
		score := site.Score{}
		if table != nil {
			if !table.Has(c.ID) {
				table.Problem("", "missing-score", entry.Name, c.Name)
			}
			score.Value = table.Float(c.ID, 0)
			if score.Value < 0 || score.Value > c.Max {
				table.Problem(c.ID, "score-out-of-range", entry.Name, number(score.Value), number(c.Max))
			}
		}
		if evidence != nil {
			score.Evidence = evidence.String(c.ID)
		}
		entry.Scores = append(entry.Scores, score)
		sum.Add(sum, product(c.Weight, score.Value))
	}
	if table == nil && len(k.Categories) > 0 && !e.Has("scores") {
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

// typedTotal compares a total that the author wrote with the sum, which may
// be written as it is shown.
func typedTotal(e *decode.Table, k *site.Ranking, entry *site.Entry) {
	if !e.Has("total") || len(k.Categories) == 0 {
		return
	}
	typed := e.Float("total", 0)
	if shown := k.Points(entry.Total); typed != entry.Total && number(typed) != shown && e.Has("scores") {
		e.Problem("total", "total-differs", entry.Name, number(typed), shown)
	}
}

// product multiplies two figures as they are written, since 0.1 three times
// is not 0.3 for a machine. The total is the number nearest to the exact sum:
// equal sums are equal, and what is on a threshold reaches it.
func product(a, b float64) *big.Rat {
	x, _ := new(big.Rat).SetString(number(a))
	y, _ := new(big.Rat).SetString(number(b))
	return x.Mul(x, y)
}

// mostDecimals are as many as anyone reads.
const mostDecimals = 4

// decimals are as many as the figures of a ranking need.
func decimals(k *site.Ranking) int {
	most := 0
	see := func(f float64) {
		_, fraction, _ := strings.Cut(number(f), ".")
		most = max(most, min(len(fraction), mostDecimals))
	}
	for _, c := range k.Categories {
		see(c.Max)
	}
	for _, e := range k.Entries {
		see(e.Total)
		for _, s := range e.Scores {
			see(s.Value)
		}
	}
	return most
}

// rank sorts entries by total, then by the tie keys, and numbers them by the
// tie rule. Those under a veto come last and have no rank. What is equal stays
// in the order in which the author wrote it.
func rank(k *site.Ranking) {
	at := map[string]int{}
	for i, c := range k.Categories {
		at[c.ID] = i
	}
	compare := func(a, b site.Entry) int {
		if c := cmp.Compare(boolInt(a.Veto != ""), boolInt(b.Veto != "")); c != 0 {
			return c
		}
		if c := cmp.Compare(b.Total, a.Total); c != 0 {
			return c
		}
		for _, key := range k.TieKeys {
			if i, ok := at[key]; ok {
				if c := cmp.Compare(b.Scores[i].Value, a.Scores[i].Value); c != 0 {
					return c
				}
			}
		}
		return 0
	}
	slices.SortStableFunc(k.Entries, compare)
	highest := new(big.Rat)
	for _, c := range k.Categories {
		highest.Add(highest, product(c.Weight, c.Max))
	}
	k.HighestTotal, _ = highest.Float64()
	if len(k.Categories) == 0 && len(k.Entries) > 0 {
		k.HighestTotal = k.Entries[0].Total
	}
	place := 0
	for i := range k.Entries {
		e := &k.Entries[i]
		if e.Veto != "" || k.Ties == site.TiesShared {
			continue
		}
		same := i > 0 && compare(k.Entries[i-1], *e) == 0
		switch {
		case same:
			e.Tied, k.Entries[i-1].Tied = true, true
		case k.Ties == site.TiesDense:
			place++
		default:
			place = i + 1
		}
		e.Rank = place
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
