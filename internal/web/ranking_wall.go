package web

import (
	"slices"
	"strconv"

	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// wallView is the honour wall of a year: everybody who was honoured in it, on
// one page that can be printed and hung.
type wallView struct {
	Page
	Year   string
	Count  string // 31个名字
	Groups []wallGroup
	Others []Link // the walls of other years
}

type wallGroup struct {
	ID, Title, Path, Period string
	Order                   string
	Rows                    []rankingRow
}

func wallPath(year int) string { return "rankings/wall-" + strconv.Itoa(year) + ".html" }

// walls makes a page for each year in which somebody was honoured, and returns
// where they are.
func (r *renderer) walls() []Link {
	byYear := map[int][]wallGroup{}
	var years []int
	var links []Link
	for _, k := range r.site.Rankings { // latest first
		if state := k.State(r.site.Now); !r.site.Shown(&k.Item) || state == site.Scheduled || state == site.Draft {
			continue
		}
		g := r.wallGroup(k)
		if len(g.Rows) == 0 {
			continue
		}
		year := k.Date.Day.Year()
		if !k.Period.To.IsZero() {
			year = k.Period.To.Year()
		}
		if byYear[year] == nil {
			years = append(years, year)
		}
		g.ID = "w-" + strconv.Itoa(len(byYear[year])+1)
		byYear[year] = append(byYear[year], g)
	}
	slices.Sort(years)
	slices.Reverse(years)
	if r.theme.Off("wall") {
		return nil
	}
	for _, year := range years {
		path, name := wallPath(year), strconv.Itoa(year)+"年光荣墙"
		v := wallView{Year: strconv.Itoa(year), Groups: byYear[year]}
		n := 0
		for _, g := range v.Groups {
			n += len(g.Rows)
		}
		v.Count = strconv.Itoa(n)
		for _, other := range years {
			if other != year {
				v.Others = append(v.Others, Link{strconv.Itoa(other) + "年", wallPath(other)})
			}
		}
		v.Frame = r.frame(path, sectionRankings, name, Link{"评比", rankingsPath}, Link{Text: name})
		links = append(links, Link{name, path})
		v.Frame.Description = name + "：" + v.Count + "个名字，和他们做了什么"
		add(r, path, "wall", diag.Pos{}, v)
	}
	return links
}

// wallGroup is who a ranking honours: the first level of stars, the first three
// ranks, who holds the flag, or all. Nobody is honoured before the period for
// objections is over.
func (r *renderer) wallGroup(k *site.Ranking) wallGroup {
	_, p := publication(r.site, k)
	if p != nil && p.Stage(r.site.Now) != site.Closed && !p.Window.After(r.site.Now) {
		return wallGroup{}
	}
	g := wallGroup{Title: theme.Plain(k.Title), Path: k.Path(), Period: k.Period.Name, Order: orderWords(k)}
	in := rankedEntries(k)
	for i, e := range in {
		if e.Level >= 0 && e.Level < len(k.Levels) && k.Levels[e.Level].Negative {
			continue
		}
		honoured := true
		switch k.Form {
		case site.FormFlag:
			honoured = e.Rank == 1 || e.Rank == 0 && i == 0
		case site.FormPoints:
			honoured = e.Rank > 0 && e.Rank <= 3
		}
		if !honoured {
			continue
		}
		row := rankingRowOf(k, e, i)
		row.Reasons, row.Cells = nil, nil
		g.Rows = append(g.Rows, row)
	}
	return g
}
