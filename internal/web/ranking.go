package web

import (
	"cmp"
	"fmt"
	"slices"
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
	Title    string
	Summary  string
	Form     string // stars, points, flag, honour
	Marks    []Mark
	Publish  Link       // the notice that publishes it
	Public   *Publicity // its own or that of the notice
	Who      string     // the head of the first column: 户主
	Units    string     // 12户
	Order    string     // how equal ones are ordered
	Criteria []rankingColumn
	Span     int  // columns of the table of stars
	Ranked   bool // rows have ranks
	Period   string
	Tiers    []rankingTier
	Rows     []rankingRow
	Names    []rankingRow
	Flag     flagView
	Bars     rankingBars
	Trend    trendView
	History  []historyRow
	Totals   bool // the history names totals
	Tally    []tallyRow
	Scheme   schemeView
	Facts    []factView
	Audit    string
	Hung     []Link
}

type rankingColumn struct {
	Name string
	Max  string // 满分40
}

// rankingTier is the entries of one level.
type rankingTier struct {
	Name string // 十星，3户
	Full bool
	Rows []rankingRow
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
	Cells   []rankingCell
	Reasons []factView // category and what the score came from
}

type rankingCell struct {
	Name  string // of the category
	Value string
	Given bool // a star
}

// rankingBars is the totals side by side.
type rankingBars struct {
	Title, Desc string
	Height      int
	List        []rankingBar
}

type rankingBar struct {
	Name, Value string
	TextY, BarY int
	Width       string // 96.0%
	First       bool
}

// flagView is who holds the flag.
type flagView struct {
	Holder, Total, Note, Period string
	Streak                      string // 连续2次
}

// trendView is a chart of how many stood on the list over the rounds.
type trendView struct {
	Title, Caption string
	Height, Bottom int
	YearY          int
	Names          []trendName
	All, Top       trendLine
}

type trendName struct {
	X, Name string
	Odd     bool // left out where there is no room for every name
}

// trendLine is one line with its name and points.
type trendLine struct {
	Name   string
	NameY  int
	Steps  []trendStep
	Points []trendPoint
}

type trendStep struct {
	X1 string
	Y1 int
	X2 string
	Y2 int
}

type trendPoint struct {
	X        string
	Y, TextY int
	Value    int
	Open     bool
}

type historyRow struct {
	Period, Name, Total, Note string
	Now                       bool
}

type tallyRow struct{ Name, Times string }

// schemeView is how it is judged.
type schemeView struct {
	Categories []schemeCategory
	Levels     []factView
	Rules      []string
	Vetoes     []string
	VetoedOnes []factView
	VetoNote   string
	Ties       string
}

type schemeCategory struct {
	Name   string
	Weight string
	Max    string
	Rules  []schemeRule
}

type schemeRule struct {
	Text, Points, Cap string
}

// factView is a term and what is said of it.
type factView struct{ Term, Text string }

// rankings makes the page of every ranking and their index.
func (r *renderer) rankings() {
	const index = "rankings/index.html"
	v := r.newRankingsView()
	v.Frame = r.frame(index, sectionRankings, "评比", Link{Text: "评比"})
	v.Frame.Description = "现在的评比结果和历年榜上有名的"
	add(r, index, "rankings", diag.Pos{}, v)

	for _, k := range r.site.Rankings {
		if !r.site.Shown(&k.Item) {
			continue
		}
		v := newRankingView(r.site, k)
		title := theme.Plain(k.Title)
		v.Frame = r.itemFrame(&k.Item, sectionRankings, title, Link{"评比", index}, Link{Text: title})
		v.unborn = r.unbornOf(&k.Item, &v.Frame)
		v.Text = r.text(&k.Item, v.Frame.Root)
		v.Hung = r.hungOn(&k.Item)
		n, p := publication(r.site, k)
		if n != nil {
			v.Publish = Link{n.Title, n.Path()}
		}
		v.Public = r.publicity(p)
		v.Marks = r.rankingMarks(k, p)
		add(r, k.Path(), "ranking", k.Source, v)
	}
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
		v.Trend = trendOf(r)
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
	for _, row := range v.Rows {
		v.Ranked = v.Ranked || row.Rank != ""
	}
	v.History = historyOf(r, in, rows)
	for _, h := range v.History {
		v.Totals = v.Totals || h.Total != ""
	}
	v.Scheme = schemeOf(r)
	v.Facts = rankingFacts(s, r)
	return v
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
		Total: score(r, e.Total), Note: e.Note, Trend: e.Trend,
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
	return row
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

// tiers groups by total, best first; the loader has sorted the entries.
func tiers(r *site.Ranking, in []site.Entry, rows []rankingRow) []rankingTier {
	var list []rankingTier
	for i, e := range in {
		if i == 0 || e.Total != in[i-1].Total {
			name := rows[i].Level
			if name == "" || e.Total != float64(int(e.Total)) || hasLevelTwice(r, in, e) {
				name = starWords(e.Total)
			}
			list = append(list, rankingTier{Name: name, Full: rows[i].Full})
		}
		t := &list[len(list)-1]
		t.Rows = append(t.Rows, rows[i])
	}
	for i := range list {
		list[i].Name += "，" + strconv.Itoa(len(list[i].Rows)) + r.Unit.Counter()
	}
	return list
}

// hasLevelTwice tells whether a level covers several totals, so that its name
// does not tell them apart.
func hasLevelTwice(r *site.Ranking, in []site.Entry, e site.Entry) bool {
	return slices.ContainsFunc(in, func(o site.Entry) bool { return o.Level == e.Level && o.Total != e.Total })
}

// starWords is 十星.
func starWords(total float64) string {
	if total == float64(int(total)) {
		return numeral(int(total)) + "星"
	}
	return strconv.FormatFloat(total, 'f', -1, 64) + "星"
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
	people := r.Unit == site.UnitHousehold || r.Unit == site.UnitPerson
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
			if n.Slug == k.Publication && !n.Withdrawn && seenWith(s, &n.Item, &k.Item) {
				return n, cmp.Or(n.Publicity, k.Publicity)
			}
		}
	}
	return nil, k.Publicity
}

func flagOf(r *site.Ranking, in []site.Entry, rows []rankingRow) flagView {
	v := flagView{Period: r.Period.Name}
	if len(in) == 0 {
		return v
	}
	var names []string
	for i, e := range in {
		if e.Rank == in[0].Rank && e.Total == in[0].Total {
			names = append(names, rows[i].Name)
		}
	}
	v.Holder, v.Total, v.Note = strings.Join(names, "、"), rows[0].Total, rows[0].Note
	if len(names) == 1 {
		v.Streak = streakWords(names[0], r.History)
	}
	return v
}

// streakWords counts how often a holder has held the flag without a break,
// the current time included.
func streakWords(name string, earlier []site.Holder) string {
	n := 1
	for _, h := range earlier {
		if h.Name != name {
			break
		}
		n++
	}
	if n < 2 {
		return ""
	}
	return "连续" + strconv.Itoa(n) + "次"
}

// tallyOf counts the times that each has held the flag in the rounds listed.
func tallyOf(r *site.Ranking, in []site.Entry) []tallyRow {
	if len(in) == 0 || len(r.History) == 0 {
		return nil
	}
	var names []string
	times := map[string]int{}
	count := func(name string) {
		if times[name] == 0 {
			names = append(names, name)
		}
		times[name]++
	}
	count(in[0].Name)
	for _, h := range r.History {
		count(h.Name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(times[b], times[a]) })
	var list []tallyRow
	for _, name := range names {
		list = append(list, tallyRow{name, strconv.Itoa(times[name]) + "次"})
	}
	return list
}

// historyOf is the earlier rounds, with the current one on top for a flag.
func historyOf(r *site.Ranking, in []site.Entry, rows []rankingRow) []historyRow {
	var list []historyRow
	if r.Form == site.FormFlag && len(in) > 0 {
		note := rows[0].Note
		list = append(list, historyRow{r.Period.Name, in[0].Name, rows[0].Total + "分", note, true})
	}
	for i, h := range r.History {
		note := h.Note
		if note == "" && r.Form == site.FormFlag {
			note = streakWords(h.Name, r.History[i+1:])
		}
		list = append(list, historyRow{h.Period, h.Name, h.Total, note, false})
	}
	return list
}

func schemeOf(r *site.Ranking) schemeView {
	v := schemeView{Rules: r.Rules, Vetoes: r.Vetoes}
	for _, c := range r.Categories {
		sc := schemeCategory{Name: c.Name}
		if c.Max > 0 {
			sc.Max = score(r, c.Max)
		}
		if c.Weight != 0 && c.Weight != 1 {
			sc.Weight = "乘以" + strconv.FormatFloat(c.Weight, 'f', -1, 64)
		}
		for _, rule := range c.Rules {
			sr := schemeRule{Text: rule.Text}
			if rule.Points != 0 && r.Form != site.FormStars {
				sr.Points = signed(rule.Points) + "分"
			}
			if rule.Cap != 0 {
				sr.Cap = "最多" + signed(rule.Cap) + "分"
			}
			sc.Rules = append(sc.Rules, sr)
		}
		v.Categories = append(v.Categories, sc)
	}
	for _, l := range r.Levels {
		least := strconv.FormatFloat(l.Least, 'f', -1, 64)
		if r.Form == site.FormStars {
			v.Levels = append(v.Levels, factView{l.Name, least + "颗星以上"})
		} else {
			v.Levels = append(v.Levels, factView{l.Name, least + "分以上"})
		}
	}
	// A household or a person that was ruled out is not put on the wall; a
	// building or an organisation may be, with the reason.
	out := 0
	for _, e := range r.Entries {
		if e.Veto == "" {
			continue
		}
		out++
		if r.Unit == site.UnitBuilding || r.Unit == site.UnitOrganisation {
			v.VetoedOnes = append(v.VetoedOnes, factView{e.Name, e.Veto})
		}
	}
	if out > len(v.VetoedOnes) {
		v.VetoNote = fmt.Sprintf("另有%d%s不参加这次排名，原因只告诉本人。", out, r.Unit.Counter())
	}
	return v
}

// signed is +2 or −2, with a real minus sign.
func signed(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if v < 0 {
		return "−" + text[1:]
	}
	return "+" + text
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
	return facts
}

// barsOf draws the totals against the most that can be had, or against the
// best.
func barsOf(r *site.Ranking, in []site.Entry, rows []rankingRow) rankingBars {
	most := r.HighestTotal
	for _, e := range in {
		most = max(most, e.Total)
	}
	if most <= 0 || len(in) < 2 {
		return rankingBars{}
	}
	const step = 52
	v := rankingBars{
		Title:  theme.Plain(r.Title) + "，总分对照",
		Height: len(in)*step + 4,
	}
	var said []string
	for i, e := range in {
		said = append(said, rows[i].Name+rows[i].Total+"分")
		v.List = append(v.List, rankingBar{
			Name: rows[i].Name, Value: rows[i].Total,
			TextY: i*step + 22, BarY: i*step + 30,
			Width: fmt.Sprintf("%.1f%%", max(e.Total, 0)/most*100), First: e.Rank == 1,
		})
	}
	v.Desc = strings.Join(said, "，") + "。满格是" + score(r, most) + "分。"
	return v
}

// trendOf draws how many stood on the list in each round and, where the
// history tells, how many of them on its first level. A history that does not
// say it in numbers (11户入围, 十星2户) makes no chart.
func trendOf(r *site.Ranking) trendView {
	in := rankedEntries(r)
	if len(r.History) < 2 || len(in) == 0 {
		return trendView{}
	}
	var names []string
	var all, top []int
	word := ""
	for _, h := range slices.Backward(r.History) {
		_, n, ok := countIn(h.Name, r.Unit.Counter())
		if !ok {
			return trendView{}
		}
		names, all = append(names, h.Period), append(all, n)
		if what, n, ok := countIn(h.Total, r.Unit.Counter()); ok {
			word, top = what, append(top, n)
		}
	}
	names, all = append(names, cmp.Or(r.Period.Name, strconv.Itoa(r.Date.Day.Year())+"年")), append(all, len(in))
	n := 0
	for _, e := range in {
		if e.Level >= 0 && r.Levels[e.Level].Name == word {
			n++
		}
	}
	top = append(top, n)
	if len(top) != len(all) || len(r.Levels) == 0 || r.Levels[0].Name != word {
		top = nil
	}
	open := r.Publicity != nil && r.Publicity.Result == ""
	return trendView{
		Title:   fmt.Sprintf("%s到%s，上榜%s数的折线图", names[0], names[len(names)-1], r.Unit.Counter()),
		Caption: trendWords(names, all, top, word, r.Unit.Counter(), open),
		Height:  trendBottom + 30,
		Bottom:  trendBottom,
		YearY:   trendBottom + 26,
		Names:   trendNames(names),
		All:     trendLineOf("上榜", all, slices.Max(all), open),
		Top:     trendLineOf(word, top, slices.Max(all), open),
	}
}

const trendBottom, trendTop = 230, 44

func trendX(i, n int) string { return fmt.Sprintf("%.1f%%", (float64(i)+0.5)/float64(n)*100) }

func trendNames(names []string) []trendName {
	var list []trendName
	for i, name := range names {
		list = append(list, trendName{trendX(i, len(names)), shortPeriod(name), (len(names)-1-i)%2 == 1})
	}
	return list
}

func trendLineOf(name string, values []int, most int, open bool) trendLine {
	l := trendLine{Name: name}
	y := func(v int) int { return trendBottom - v*(trendBottom-trendTop)/max(most, 1) }
	for i, v := range values {
		x := trendX(i, len(values))
		l.Points = append(l.Points, trendPoint{x, y(v), y(v) - 14, v, open && i == len(values)-1})
		if i > 0 {
			l.Steps = append(l.Steps, trendStep{trendX(i-1, len(values)), y(values[i-1]), x, y(v)})
		}
	}
	if len(values) > 0 {
		l.NameY = y(values[0]) - 36
	}
	return l
}

func trendWords(names []string, all, top []int, word, unit string, open bool) string {
	text := fmt.Sprintf("上榜的从%s的%d%s到%s的%d%s", names[0], all[0], unit, names[len(names)-1], all[len(all)-1], unit)
	if len(top) > 0 {
		text += fmt.Sprintf("，%s最多的一次有%d%s", word, slices.Max(top), unit)
	}
	text += "。"
	if open {
		text += names[len(names)-1] + "还在公示，用空心圆表示。"
	}
	return text
}

// countIn finds the number in front of a counter, and the words around it:
// 十星 and 2 of 十星2户.
func countIn(text, counter string) (words string, n int, ok bool) {
	before, after, ok := strings.Cut(text, counter)
	if !ok {
		return "", 0, false
	}
	head := strings.TrimRight(before, "0123456789")
	n, err := strconv.Atoi(before[len(head):])
	return head + after, n, err == nil
}

// shortPeriod is 2026 for 2026年度, so that the names fit under a chart.
func shortPeriod(name string) string {
	if year, _, ok := strings.Cut(name, "年"); ok && len(year) == 4 {
		if rest := strings.TrimPrefix(name[len(year):], "年"); rest == "" || rest == "度" {
			return year
		}
	}
	return name
}
