package web

import (
	"slices"
	"strconv"
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// countView is how a computed score came about.
type countView struct {
	Name  string // of the category
	Value string
	Mean  string // how it came from its parts: (28 + 30 + 30) ÷ 3 = 29.33; empty for one
	Parts []countPart
}

// countPart is the period, or a part of it.
type countPart struct {
	Name, Start, Value string
	Sums               []countSum
	Hidden             string // what was taken without saying publicly why
	Full               bool   // it was kept at the most that can be had
	None               bool   // it was kept at nothing
}

// countSum is what the findings of one rule come to.
type countSum struct {
	Text, Points string
	Capped       bool
	Findings     []countFinding
}

type countFinding struct {
	Date, Points string // no points where they are those of the rule
	Times        string // 3次; empty for once
	Note, Who    string
	Photo        string // where it is, from this page
}

// counts are the computed scores of an entry, for a page so far below the top.
func (r *renderer) counts(k *site.Ranking, e *site.Entry, root string) []countView {
	var list []countView
	for n := range e.Scores {
		sc := &e.Scores[n]
		if len(sc.Parts) == 0 {
			continue
		}
		c := &k.Categories[n]
		v := countView{Name: c.Name, Value: score(k, sc.Value)}
		if len(sc.Parts) > 1 {
			v.Mean = meanWords(k, sc)
		}
		for m := range sc.Parts {
			v.Parts = append(v.Parts, r.countPart(k, c, &sc.Parts[m], root))
		}
		list = append(list, v)
	}
	return list
}

// meanWords is (28 + 30 + 30) ÷ 3 ≈ 29.33.
func meanWords(k *site.Ranking, sc *site.Score) string {
	var parts []string
	for _, p := range sc.Parts {
		parts = append(parts, k.Exact(p.Value))
	}
	value, equals := closely(k, sc.Value)
	return "(" + strings.Join(parts, " + ") + ") ÷ " + strconv.Itoa(len(parts)) + equals + value
}

// closely is a number for a sum that is shown: as it is, or with two decimals
// more than the ranking has and the sign that says so.
func closely(k *site.Ranking, v float64) (text, equals string) {
	const more = 2
	text = (&site.Ranking{Decimals: k.Decimals + more}).Points(v)
	if text == k.Exact(v) {
		return text, " = "
	}
	return text, " ≈ "
}

func (r *renderer) countPart(k *site.Ranking, c *site.Category, p *site.ScorePart, root string) countPart {
	v := countPart{Name: p.Name, Value: score(k, p.Value)}
	sum := p.Start + p.Hidden
	if p.Start != 0 {
		v.Start = score(k, p.Start)
	}
	if p.Hidden != 0 {
		v.Hidden = signed(p.Hidden)
	}
	for _, s := range p.Sums {
		sum += s.Points
		rule := &c.Rules[s.Rule]
		out := countSum{Text: rule.Text, Points: signed(s.Points), Capped: s.Capped}
		for _, f := range s.Findings {
			out.Findings = append(out.Findings, r.countFinding(rule, f, root))
		}
		v.Sums = append(v.Sums, out)
	}
	const slip = 1e-7 // of a machine's sums; points have six decimals
	v.Full, v.None = sum > p.Value+slip, sum < p.Value-slip
	return v
}

func (r *renderer) countFinding(rule *site.Rule, f site.Finding, root string) countFinding {
	v := countFinding{Date: f.Day.ChineseShort(), Note: f.Note, Who: f.Who}
	if f.Times > 1 {
		v.Times = strconv.Itoa(f.Times) + "次"
	}
	if f.Points != rule.Points*float64(f.Times) {
		v.Points = signed(f.Points)
	}
	if a, ok := r.site.Assets[f.Photo]; ok {
		v.Photo = root + r.copy(a)
	}
	return v
}

// So many findings, or entries with their sums, stand on a ranking's own page.
// Where there are more, they have pages of their own, countedRows on each.
const (
	mostCounted = 1500
	mostRows    = 300
	countedRows = 100
)

// manyCounts tells whether a ranking's findings need pages of their own.
func manyCounts(k *site.Ranking, in []site.Entry) bool {
	if k.Form != site.FormHonour && len(in) > mostRows {
		return true
	}
	n := 0
	for _, e := range in {
		for _, sc := range e.Scores {
			for _, p := range sc.Parts {
				for _, s := range p.Sums {
					n += len(s.Findings)
				}
			}
		}
	}
	return n > mostCounted
}

// countsView is a page of entries with how their scores came about.
type countsView struct {
	Page
	unborn
	Title   string
	Back    Link // the ranking
	Span    string
	Counter string // 分, 星
	List    []rankingRow
	Others  []countsLink // the pages of the other entries
}

type countsLink struct {
	Span, Href string
	Here       bool
}

// countsPath is the page on which an entry's scores are explained.
func countsPath(k *site.Ranking, row int) string {
	return "rankings/" + k.Slug + "/counts-" + strconv.Itoa(row/countedRows+1) + ".html"
}

// countPages publishes the pages of a ranking with many findings, and leads
// the rows of its own page there.
func (r *renderer) countPages(k *site.Ranking, in []site.Entry, v *rankingView) {
	var others []countsLink
	for from := 0; from < len(in); from += countedRows {
		span := strconv.Itoa(from+1) + "到" + strconv.Itoa(min(from+countedRows, len(in)))
		others = append(others, countsLink{Span: span, Href: countsPath(k, from)})
	}
	crumb := v.Frame.Crumbs[len(v.Frame.Crumbs)-1].Text
	for n, page := range others {
		from := n * countedRows
		w := countsView{Title: k.Title, Back: Link{crumb, k.Path()}, Span: page.Span, Counter: "分"}
		if k.Form == site.FormStars {
			w.Counter = "星"
		}
		w.Frame = r.frame(page.Href, sectionRankings, theme.Plain(k.Title)+"，得分明细", Link{"评比", rankingsPath}, w.Back, Link{Text: "得分明细"})
		w.unborn = r.unbornOf(&k.Item, &w.Frame)
		w.Others = slices.Clone(others)
		w.Others[n].Here = true
		for i := from; i < min(from+countedRows, len(in)); i++ {
			row := rankingRowOf(k, in[i], i)
			row.Counts = r.counts(k, &in[i], w.Frame.Root)
			w.List = append(w.List, row)
		}
		add(r, page.Href, "counts", k.Source, w)
	}
}
