package web

import (
	"cmp"
	"slices"
	"strconv"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// rankingsView is the index: what stands now, form by form, and the wall of
// all earlier rounds.
type rankingsView struct {
	Page
	Current []rankingCard
	Past    []pastYear
	Walls   []Link // everybody who was honoured in a year
}

// rankingCard is a current ranking in short.
type rankingCard struct {
	ID      string
	Title   string
	Path    string
	Summary string
	Form    string
	Period  string
	Count   string // 12户
	Marks   []Mark
	Rows    []rankingRow // the first few
	Most    int          // stars that can be had
	More    string
	Flag    flagView
	History []historyRow
}

// pastYear is the earlier rounds of one year.
type pastYear struct {
	Year string
	List []pastRound
}

type pastRound struct {
	Title, Path  string // path is empty for a round that has no page
	Period, Text string
	Note         string
}

// cardRows is how many entries a card names.
const cardRows = 5

func (r *renderer) newRankingsView() rankingsView {
	s := r.site
	var v rankingsView
	var current []*site.Ranking
	var past []pastRound
	for _, k := range s.Rankings {
		switch {
		case s.Presence(&k.Item) != site.Present:
		case k.State(s.Now) == site.Ended:
			past = append(past, pastOf(k))
		default:
			current = append(current, k)
		}
	}
	slices.SortStableFunc(current, func(a, b *site.Ranking) int {
		return cmp.Or(
			cmp.Compare(slices.Index(site.Forms(), a.Form), slices.Index(site.Forms(), b.Form)),
			b.Date.Compare(a.Date),
			cmp.Compare(a.Slug, b.Slug),
		)
	})
	for i, k := range current {
		card := cardOf(k, i)
		_, p := publication(s, k)
		card.Marks = r.rankingMarks(k, p)
		v.Current = append(v.Current, card)
		for _, h := range k.History {
			if slices.ContainsFunc(k.Earlier, func(o *site.Ranking) bool { return o.Period.Name == h.Period && r.site.Shown(&o.Item) }) {
				continue // it stands there by itself
			}
			past = append(past, pastRound{Title: theme.Plain(k.Title), Path: "", Period: h.Period, Text: joinWords(h.Name, h.Total), Note: h.Note})
		}
	}
	v.Past = byYear(past)
	return v
}

func cardOf(r *site.Ranking, i int) rankingCard {
	in := rankedEntries(r)
	c := rankingCard{
		ID: "h-" + strconv.Itoa(i+1), Title: r.Title, Path: r.Path(), Summary: r.Summary, Form: string(r.Form), Period: r.Period.Name,
		Count: countWords(r, len(in)),
	}
	rows := make([]rankingRow, len(in))
	for k, e := range in {
		rows[k] = rankingRowOf(r, e, k)
		rows[k].Reasons = nil
	}
	switch r.Form {
	case site.FormFlag:
		c.Flag = flagOf(r, in, rows)
		c.History = historyOf(r, in, rows)
		c.History = c.History[:min(len(c.History), 4)]
	case site.FormHonour:
		c.Rows = rows[:min(len(rows), 12)]
	default:
		c.Rows = rows[:min(len(rows), cardRows)]
	}
	c.More = "看全部" + c.Count
	switch r.Form {
	case site.FormStars:
		c.More += "和每颗星的理由"
	case site.FormFlag:
		c.More = "看这次的得分和历次得旗"
	case site.FormPoints:
		c.More += "和每一分的来处"
	}
	return c
}

// countWords is 12户, 10个楼院.
func countWords(r *site.Ranking, n int) string {
	word := strconv.Itoa(n) + r.Unit.Counter()
	if r.Unit == site.UnitBuilding || r.Unit == site.UnitOrganisation {
		word += unitHead(r.Unit)
	}
	return word
}

func pastOf(r *site.Ranking) pastRound {
	p := pastRound{Title: theme.Plain(r.Title), Path: r.Path(), Period: cmp.Or(r.Period.Name, r.Date.Day.Chinese())}
	in := rankedEntries(r)
	if len(in) > 0 {
		p.Text = in[0].Name
		if n := len(in); n > 1 && (r.Form == site.FormStars || r.Form == site.FormHonour) {
			p.Text += "等" + strconv.Itoa(n) + r.Unit.Counter()
		}
	}
	return p
}

// byYear groups rounds by the year that their period begins with, latest
// first; those that name no year stand at the end.
func byYear(rounds []pastRound) []pastYear {
	var years []pastYear
	for _, p := range rounds {
		year := "更早"
		if len(p.Period) >= 4 {
			if _, err := strconv.Atoi(p.Period[:4]); err == nil {
				year = p.Period[:4] + "年"
			}
		}
		at := slices.IndexFunc(years, func(y pastYear) bool { return y.Year == year })
		if at < 0 {
			at = len(years)
			years = append(years, pastYear{Year: year})
		}
		years[at].List = append(years[at].List, p)
	}
	slices.SortStableFunc(years, func(a, b pastYear) int { return cmp.Compare(b.Year, a.Year) })
	if n := len(years); n > 0 && years[0].Year == "更早" { // 更 sorts behind digits
		years = append(years[1:], years[0])
	}
	return years
}
