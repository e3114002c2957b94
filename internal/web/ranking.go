package web

import (
	"cmp"
	"strconv"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// rankingView is the page of one ranking. Which of Tiers, Rows and Names is
// filled depends on the form; Flag comes with Rows.
type rankingView struct {
	Page
	unborn
	Title       string
	Summary     string
	Form        string // stars, points, flag, honour
	Marks       []Mark
	Corrections []Correction
	Publish     Link       // the notice that publishes it
	Public      *Publicity // its own or that of the notice
	Who         string     // the head of the first column: 户主
	Units       string     // 12户
	Order       string     // how equal ones are ordered
	Criteria    []rankingColumn
	Span        int  // columns of the table of stars
	Ranked      bool // rows have ranks
	Period      string
	Tiers       []rankingTier
	Rows        []rankingRow
	Names       []rankingRow
	Flag        flagView
	Bars        rankingBars
	Trend       trendView
	Compared    comparedView
	History     []historyRow
	Totals      bool // the history names totals
	Tally       []tallyRow
	Scheme      schemeView
	Facts       []factView
	Audit       string
	Hung        []Link
	Sheet       string       // to be printed and pinned up, below public/
	Files       []Link       // as a table and as data
	Podium      []rankingRow // the first three ranks of points
	Phases      []phaseView
	Empty       string // what is said where there is no result
	Objections  []objectionView
	Revoked     []factView
}

type rankingColumn struct {
	Name string
	Max  string // 满分40
}

// rankingRow is one entry.
type rankingRow struct {
	Anchor  string
	Name    string
	Where   string
	Rank    string // 2; empty without ranks
	Tied    bool
	Total   string
	Level   string
	Full    bool
	Note    string
	Trend   string
	Mark    string // of the trend: ▲
	Cells   []rankingCell
	Reasons []factView // category and what the score came from
	Counts  []countView
	Counted string // where they are, if they have pages of their own
}

type rankingCell struct {
	Name  string // of the category
	Value string
	Given bool // a star
}

// factView is a term and what is said of it.
type factView struct{ Term, Text string }

const rankingsPath = "rankings/index.html"

// rankings makes the page of every ranking and their index.
func (r *renderer) rankings() {
	v := r.newRankingsView()
	v.Walls = r.walls()
	v.Frame = r.frame(rankingsPath, sectionRankings, "评比", Link{Text: "评比"})
	v.Frame.Description = "现在的评比结果和历年榜上有名的"
	add(r, rankingsPath, "rankings", diag.Pos{}, v)

	for _, k := range r.site.Rankings {
		if !r.site.Shown(&k.Item) {
			continue
		}
		v := newRankingView(r.site, k)
		title := theme.Plain(k.Title)
		v.Frame = r.itemFrame(&k.Item, sectionRankings, title, Link{"评比", rankingsPath}, Link{Text: title})
		v.unborn = r.unbornOf(&k.Item, &v.Frame)
		v.Text = r.text(&k.Item, v.Frame.Root)
		v.Hung = r.hungOn(&k.Item)
		v.Sheet = r.sheetOf(&k.Item)
		v.Corrections = r.corrections(&v.Frame, k.Corrections)
		n, p := publication(r.site, k)
		if n != nil {
			v.Publish = Link{n.Title, n.Path()}
		}
		v.Public = r.publicity(p)
		v.Marks = r.rankingMarks(k, p)
		if script := r.theme.Asset("ranking.js"); script != "" && len(v.Rows) > 1 {
			v.Frame.Scripts = append(v.Frame.Scripts, script)
		}
		v.Phases, v.Empty = r.phasesOf(k, p), noResultWords(k, p, r.site)
		v.Objections, v.Revoked = objectionsOf(k, k.Date.Day.Year()), revokedOf(k)
		r.rankingFiles(k, &v)
		if in := rankedEntries(k); manyCounts(k, in) {
			r.countPages(k, in, &v)
			eachRow(&v, func(i int, row *rankingRow) {
				row.Counted, row.Reasons = v.Frame.Root+countsPath(k, i)+"#"+row.Anchor, nil
			})
		} else {
			eachRow(&v, func(i int, row *rankingRow) { row.Counts = r.counts(k, &in[i], v.Frame.Root) })
		}
		add(r, k.Path(), "ranking", k.Source, v)
	}
}

// eachRow visits the rows of a ranking, best first, wherever its form has them.
func eachRow(v *rankingView, visit func(i int, row *rankingRow)) {
	i := 0
	each := func(rows []rankingRow) {
		for k := range rows {
			visit(i, &rows[k])
			i++
		}
	}
	for _, t := range v.Tiers {
		each(t.Rows)
	}
	each(v.Rows)
	each(v.Names)
}

// rankingMarks are the words over a ranking's title.
func (r *renderer) rankingMarks(k *site.Ranking, p *site.Publicity) []Mark {
	switch k.State(r.site.Now) {
	case site.Draft:
		return []Mark{{Kind: "soon", Word: "草稿"}}
	case site.Ended:
		return []Mark{{Kind: "ended", Word: "往期"}}
	}
	if p == nil {
		return nil
	}
	return r.publicityMarks(p)
}

func newRankingView(s *site.Site, r *site.Ranking) rankingView {
	v := rankingView{
		Title: r.Title, Summary: r.Summary, Form: string(r.Form),
		Who: unitHead(r.Unit), Audit: r.Audit, Order: orderWords(r),
	}
	for _, c := range r.Categories {
		v.Criteria = append(v.Criteria, rankingColumn{c.Name, score(r, c.Max)})
	}
	v.Span, v.Period = len(r.Categories)+2, r.Period.Name
	in := rankedEntries(r)
	v.Units = strconv.Itoa(len(in)) + r.Unit.Counter()
	rows := make([]rankingRow, len(in))
	for i, e := range in {
		rows[i] = rankingRowOf(r, e, i)
	}
	switch r.Form {
	case site.FormStars:
		v.Tiers = tiers(r, in, rows)
		v.Trend = trendOf(r, s.Now)
	case site.FormHonour:
		v.Names = rows
	case site.FormFlag:
		v.Rows = rows
		v.Flag = flagOf(r, in, rows)
		v.Tally = tallyOf(r, in)
	default:
		v.Rows = rows
		v.Bars = barsOf(r, in, rows)
	}
	if r.Form == site.FormPoints && r.Ties != site.TiesShared {
		v.Podium = podium(v.Rows)
	}
	for _, row := range v.Rows {
		v.Ranked = v.Ranked || row.Rank != ""
	}
	v.History = historyOf(r, in, rows)
	for _, h := range v.History {
		v.Totals = v.Totals || h.Total != ""
	}
	v.Compared = comparedOf(r, in)
	v.Scheme = schemeOf(r)
	v.Facts = rankingFacts(s, r)
	return v
}

// podium is the rows of the first three ranks; none where so many share them
// that there is no podium.
func podium(rows []rankingRow) []rankingRow {
	const ranks, most = 3, 5
	n := 0
	for n < len(rows) && len(rows[n].Rank) == 1 && rows[n].Rank[0] <= '0'+ranks && rows[n].Rank != "" {
		n++
	}
	if n < 2 || n > most || n == len(rows) {
		return nil
	}
	return rows[:n:n]
}

// rankedEntries are the entries that were not ruled out.
func rankedEntries(r *site.Ranking) []site.Entry {
	var in []site.Entry
	for _, e := range r.Entries {
		if e.Veto == "" {
			in = append(in, e)
		}
	}
	return in
}

func rankingRowOf(r *site.Ranking, e site.Entry, i int) rankingRow {
	row := rankingRow{
		Anchor: "r" + strconv.Itoa(i+1), Name: e.Name, Where: e.Where,
		Total: score(r, e.Total), Note: e.Note, Trend: e.Trend, Mark: trendMark(e.Trend),
		Full: isFull(r, e), Tied: e.Tied,
	}
	if e.Rank > 0 && r.Ties != site.TiesShared && r.Form != site.FormHonour && r.Form != site.FormStars {
		row.Rank = strconv.Itoa(e.Rank)
	}
	if e.Level >= 0 && e.Level < len(r.Levels) {
		row.Level = r.Levels[e.Level].Name
	}
	for k, c := range r.Categories {
		if k >= len(e.Scores) {
			break
		}
		sc := e.Scores[k]
		cell := rankingCell{Name: c.Name, Value: score(r, sc.Value), Given: sc.Value > 0 && (c.Max <= 0 || sc.Value >= c.Max)}
		row.Cells = append(row.Cells, cell)
		why := sc.Evidence
		switch {
		case why == "" && r.Form == site.FormStars && !cell.Given:
			why = "没有评上"
		case why == "":
			continue
		}
		term := c.Name
		if r.Form != site.FormStars {
			term += "，" + cell.Value + "分"
		}
		row.Reasons = append(row.Reasons, factView{term, why})
	}
	if n := len(r.Categories); n > 0 && n == len(e.Scores) && r.Form != site.FormStars {
		row.Reasons = append(row.Reasons, factView{"总分", sumWords(r, &e)})
	}
	return row
}

// sumWords is how a total came about: 39 + 24×0.5 = 51分.
func sumWords(r *site.Ranking, e *site.Entry) string {
	var parts []string
	total, equals := closely(r, e.Total)
	for k, c := range r.Categories {
		part, about := closely(r, e.Scores[k].Value)
		if about != " = " {
			equals = about
		}
		if c.Weight != 1 {
			part += "×" + r.Exact(c.Weight)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " + ") + equals + total + "分"
}

// isFull tells whether an entry has all that can be had.
func isFull(r *site.Ranking, e site.Entry) bool {
	most := r.HighestTotal
	if most == 0 {
		for _, c := range r.Categories {
			most += max(c.Weight, 1) * c.Max
		}
	}
	return len(r.Categories) > 0 && most > 0 && e.Total >= most
}

// score is a number with the decimals that the ranking is counted in, without
// a trail of zeros.
func score(r *site.Ranking, v float64) string {
	text := r.Points(v)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

func unitHead(u site.Unit) string {
	switch u {
	case site.UnitHousehold:
		return "户主"
	case site.UnitPerson:
		return "姓名"
	case site.UnitBuilding:
		return "楼院"
	}
	return "单位"
}

// orderWords says how the list is ordered, under every list.
func orderWords(r *site.Ranking) string {
	people := r.ByStrokes
	switch {
	case r.Form == site.FormStars && people:
		return "同星数的按姓氏笔画排列，不分先后"
	case r.Form == site.FormStars:
		return "同星数的不分先后"
	case (r.Form == site.FormHonour || r.Ties == site.TiesShared) && people:
		return "按姓氏笔画排列，排名不分先后"
	case r.Form == site.FormHonour || r.Ties == site.TiesShared:
		return "排名不分先后"
	}
	text := "按总分从高到低"
	if len(r.TieKeys) > 0 {
		var names []string
		for _, id := range r.TieKeys {
			for _, c := range r.Categories {
				if c.ID == id {
					names = append(names, c.Name)
				}
			}
		}
		text += "，同分的依次比" + strings.Join(names, "、")
	}
	return text + "，还相同的并列"
}

// publication finds the notice that publishes a ranking and the publicity
// that either of them has.
func publication(s *site.Site, k *site.Ranking) (*site.Notice, *site.Publicity) {
	if k.Publication != "" {
		for _, n := range s.Notices {
			if n.Slug == k.Publication && n.Withdrawn == nil && seenWith(s, &n.Item, &k.Item) {
				return n, cmp.Or(n.Publicity, k.Publicity)
			}
		}
	}
	return nil, k.Publicity
}

func rankingFacts(s *site.Site, r *site.Ranking) []factView {
	var facts []factView
	add := func(term, text string) {
		if text != "" {
			facts = append(facts, factView{term, text})
		}
	}
	period := r.Period.Name
	if !r.Period.From.IsZero() && !r.Period.To.IsZero() {
		span := r.Period.From.Chinese() + "至"
		if r.Period.From.Year() == r.Period.To.Year() {
			span += r.Period.To.ChineseShort()
		} else {
			span += r.Period.To.Chinese()
		}
		if period == "" {
			period = span
		} else {
			period += "，" + span
		}
	}
	add("评的是", period)
	add("谁来评", r.Issuer)
	add("公布", r.Date.Day.Chinese())
	if n := r.Negative; n != nil {
		add("登到", n.Until.Chinese()+"，到时撤下要改进的")
		add("不服找谁", joinWords(joinWords(n.Appeal.To, n.Appeal.Address), joinWords(n.Appeal.Phone, n.Appeal.Hours)))
	}
	if w := r.Waiver; w != nil {
		add("为什么这样登", w.Why+"（"+w.On.Chinese()+"）")
	}
	return facts
}
