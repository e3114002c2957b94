package content

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/limit"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// readRanking reads one ranking, adds up its scores and ranks its entries. A
// Markdown file of the same name beside it is its text.
func readRanking(s *source, r *result) {
	t, problems := s.parse(s.text, 1)
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
	s.names(t, k)
	k.Audit = t.String("audit")
	vetoes, levels := scheme(t, k)
	k.Publicity = s.publicity(t, k.Date)
	s.phases(t, k)
	s.entries(t, k, vetoes, r)
	s.negative(t, k, levels)
	s.history(t, k, r)
	k.Corrections = append(corrections(t), k.Corrections...)
	sortCorrections(k.Corrections)
	if k.Publication = t.String("publication"); k.Publication != "" {
		at := t.At("publication", "unknown-reference", diag.Words{}, "", diag.Words{})
		r.checks = append(r.checks, noticeExists(k.Publication, at))
	}
	s.weekdays(t, nil, 1, proof.Years{Near: k.Date.Day}, r)
	finish(t, r)
	r.rankings = append(r.rankings, k)
}

// scheme reads how it is judged. It returns the vetoes that a log may name,
// and the tables of the levels.
func scheme(t *decode.Table, k *site.Ranking) (named map[string]string, tables []*decode.Table) {
	ties := site.TiesStandard
	if k.Form == site.FormStars || k.Form == site.FormHonour {
		ties = site.TiesShared
	}
	k.Ties = decode.Word(t, "ties", site.AllTies(), ties)
	k.Decimals = t.Int("decimals", -1, 0, mostDecimals)
	k.Rules = t.Strings("rules")
	if p := t.Table("period"); p != nil {
		k.Period = site.Period{Name: p.NeedString("name"), From: p.Day("from"), To: p.Day("to")}
		if !k.Period.From.IsZero() && !k.Period.To.IsZero() && k.Period.To < k.Period.From {
			p.Problem("to", "until-before-from", k.Period.To.String(), "from", k.Period.From.String())
		}
	}
	k.Average = decode.Word(t, "average", site.Averages(), site.AverageNone)
	switch days := k.Period.To - k.Period.From; {
	case k.Average == site.AverageNone:
	case k.Period.From.IsZero() || k.Period.To.IsZero():
		t.Problem("average", "average-without-period")
	case days < 0: // which is told above
		k.Average = site.AverageNone
	case days > mostAveraged:
		t.Problem("average", "average-too-long", mostAveraged/365)
		k.Average = site.AverageNone
	}
	categories(t, k)
	k.TieKeys = t.Strings("tie_keys")
	for i, key := range k.TieKeys {
		config.Reference(t, at1("tie_keys", i), key, categoryWord, categoryWords(k))
	}
	if m := t.Table("import"); m != nil { // for banbao import ranking
		m.String("file")
		if c := m.Table("columns"); c != nil {
			c.Keys()
		}
	}
	return vetoes(t, k), levels(t, k)
}

// people tells whether a ranking names people, and not houses or units.
func people(k *site.Ranking) bool {
	return k.Unit == site.UnitHousehold || k.Unit == site.UnitPerson
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
		return []diag.Problem{at.With("unknown-reference", diag.Words{Zh: "公示", En: "notice"}, slug, config.Suggest(slug, slugs))}
	}
}

// beside describes the text of a Markdown file of the same name, which needs
// no front matter.
func (s *source) beside(r *result) (site.Body, []byte) {
	name := strings.TrimSuffix(s.path, ".toml") + ".md"
	src, err := limit.ReadFile(s.loader.fsys, name, limit.Text)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			r.problems.Add(decode.Unreadable(name, err))
		}
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

// vetoes reads what rules out, and returns the text of each that a log may
// name.
func vetoes(t *decode.Table, k *site.Ranking) map[string]string {
	named := map[string]string{}
	texts, tables := t.StringsOrTables("vetoes")
	for i, text := range texts {
		if v := tables[i]; v != nil {
			text = v.NeedString("text")
			named[v.NeedString("id")] = text
		}
		k.Vetoes = append(k.Vetoes, text)
	}
	return named
}

func categories(t *decode.Table, k *site.Ranking) {
	seen, rules := map[string]diag.Pos{}, map[string]diag.Pos{}
	for _, c := range t.Tables("categories") {
		category := site.Category{ID: c.NeedString("id"), Name: c.NeedString("name"), Weight: c.Float("weight", 1), Max: c.Float("max", 0), Start: c.Float("start", 0)}
		if category.Start < 0 || c.Has("max") && category.Start > category.Max {
			c.Problem("start", "score-out-of-range", category.Name, number(category.Start), number(category.Max))
		}
		if !c.Has("max") {
			c.Problem("", "missing-key", "max")
		}
		if other, twice := seen[category.ID]; twice && category.ID != "" {
			c.Problem("id", "duplicate-id", category.ID, other.String())
		}
		seen[category.ID] = c.Pos()
		for _, rule := range c.Tables("rules") {
			r := site.Rule{ID: rule.String("id"), Text: rule.NeedString("text"), Points: rule.Float("points", 0), Cap: rule.Float("cap", 0), Veto: rule.Bool("veto")}
			if other, twice := rules[r.ID]; twice && r.ID != "" {
				rule.Problem("id", "duplicate-id", r.ID, other.String())
			}
			rules[r.ID] = rule.Pos()
			category.Rules = append(category.Rules, r)
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

// levels reads the titles for totals, and returns their tables.
func levels(t *decode.Table, k *site.Ranking) []*decode.Table {
	tables := t.Tables("levels")
	for _, l := range tables {
		if !l.Has("least") {
			l.Problem("", "missing-key", "least")
		}
		k.Levels = append(k.Levels, site.RankLevel{Name: l.NeedString("name"), Least: l.Float("least", 0), Stars: l.Int("stars", 0, 0, 100), Negative: l.Bool("negative")})
	}
	slices.SortStableFunc(k.Levels, func(a, b site.RankLevel) int { return cmp.Compare(b.Least, a.Least) })
	return tables
}
