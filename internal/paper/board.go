package paper

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/chalk"
	"banbao/internal/diag"
	"banbao/internal/measure"
	"banbao/internal/output"
	"banbao/internal/record"
	"banbao/internal/site"
)

// Blackboard is a blackboard at its real size, print/boards/<id>.html, for the
// eye, and to be printed in tiles. Where everything stands is in a style sheet
// of its own beside it.
type Blackboard struct {
	Common
	Class, Paper string // board, 3600x1200mm
	Title        string
	Page         string // its place among all boards
	Rules        string // the style sheet's path
	Sketch       string // the page for the person with the chalk
	Season       string // spring, summer, autumn, winter
	Layout       chalk.Layout
	Frame, Dots  chalk.Box
	Name         []string // the masthead's characters
	Blocks       []ChalkBlock
	Waves        []ChalkWave
	Corners      []ChalkWave // of the frame
	Notes        []string    // what is not on the board, for the staff
}

// ChalkBlock is a piece as the page shows it.
type ChalkBlock struct {
	Class string     // k1
	Form  string     // across, upright, vertical
	Chalk string     // colours of the head: yellow-orange
	Head  []string   // lines
	Two   [][]string // the same by character, where each is in two colours
	Paras [][]chalk.Line
}

// ChalkWave is a line between pieces, or a corner: where it is put, turned by
// how much.
type ChalkWave struct {
	Left, Top, Turn int
	Path            string
}

// Boards makes the pages of boards: blackboards at their real size with a
// sketch for the person with the chalk, and plans of what hangs in which slot.
// The problems say what does not fit. Walls and rounds are only read.
func Boards(w *Walls, rounds *record.Rounds) ([]output.File, diag.List) {
	if w.theme.Off("sheet") || w.theme.Off("board") || len(w.site.Boards) == 0 {
		return nil, nil
	}
	own, of := *w.renderer, *w
	own.files = nil
	of.renderer = &own
	var problems diag.List
	for _, b := range own.site.Boards {
		if b.Kind == site.Blackboard && b.Width > 0 && b.Height > 0 {
			problems.Add(of.blackboard(b, of.wall)...)
		}
	}
	problems.Add(of.plans(rounds)...)
	return own.files, problems
}

// piecesMost is how many pieces a blackboard has that does not say.
const piecesMost = 6

// blackboard publishes a blackboard and its sketch.
func (r *renderer) blackboard(b *site.Board, wall []*site.Hanging) diag.List {
	board, on, waiting := r.chalked(b, wall)
	l := chalk.Lay(board)
	v := &Blackboard{
		Common: r.common, Class: "board", Paper: fmt.Sprintf("%dx%dmm", b.Width, b.Height),
		Title: b.Name, Page: "boards/index.html#" + b.ID, Rules: "print/boards/" + b.ID + ".css",
		Season: seasonOf(calendar.DayOf(r.site.Now)), Layout: l,
		Frame: chalk.Box{Left: l.Line, Top: l.Line, Width: b.Width - 2*l.Line, Height: b.Height - 2*l.Line},
		Dots:  chalk.Box{Left: l.Dots, Top: l.Dots, Width: b.Width - 2*l.Dots, Height: b.Height - 2*l.Dots},
	}
	for n, at := range [][2]int{{l.Dots, l.Dots}, {b.Width - l.Dots, l.Dots}, {b.Width - l.Dots, b.Height - l.Dots}, {l.Dots, b.Height - l.Dots}} {
		v.Corners = append(v.Corners, ChalkWave{Left: at[0], Top: at[1], Turn: 90 * n})
	}
	for _, c := range l.Masthead.Title.Text {
		v.Name = append(v.Name, string(c))
	}
	for n, k := range l.Blocks {
		v.Blocks = append(v.Blocks, chalkBlock(n, k))
	}
	for _, w := range l.Waves {
		c := ChalkWave{Left: w.Left, Top: w.Top, Path: wave(w.Length, l.Height)}
		if w.Down {
			c.Turn = 90
		}
		v.Waves = append(v.Waves, c)
	}
	var problems diag.List
	v.Notes, problems = lost(b, board, l, on)
	for _, h := range waiting {
		v.Notes = append(v.Notes, "《"+plain(h.Title)+"》没有排上，等下一期")
	}
	rules := ruleSheet(v)
	r.files = append(r.files, output.File{
		Path: v.Rules, Source: b.Source, Key: output.KeyOf(version, rules),
		Write: func(w io.Writer) error { _, err := io.WriteString(w, rules); return err },
	})
	if !r.theme.Off("board-sketch") {
		v.Sketch = "print/boards/" + b.ID + "-sketch.html"
		r.publish(v.Sketch, "board-sketch", b, r.sketch(b, board, v))
	}
	r.publish("print/boards/"+b.ID+".html", "board", b, v)
	return problems
}

// publish writes a view that needs nothing else when it is written.
func (r *renderer) publish(path, name string, b *site.Board, v any) {
	r.files = append(r.files, output.File{
		Path: path, Source: b.Source, Key: output.KeyOf(version, r.theme.Key(name), v),
		Write: func(w io.Writer) error { return r.theme.Execute(w, name, v) },
	})
}

// chalked is what a blackboard says: its pieces with what they come from, and
// what has to wait for the next issue.
func (r *renderer) chalked(b *site.Board, wall []*site.Hanging) (board chalk.Board, on, waiting []*site.Hanging) {
	s := r.site
	today := calendar.DayOf(s.Now)
	number, day, next := b.Issue(today)
	term := termOf(today)
	mark := s.Mark
	if mark == "" {
		mark = s.Title
	}
	issue := []string{mark}
	if number > 0 {
		issue = append(issue, fmt.Sprintf("第%d期", number))
	}
	issue = append(issue, day.Chinese())
	if s.Issuer != "" {
		issue = append(issue, s.Issuer+"主办")
	}
	var foot []string
	if b.Editors != "" {
		foot = append(foot, "编写　"+b.Editors)
	}
	if next > 0 {
		foot = append(foot, "下期　"+next.ChineseShort())
	}
	board = chalk.Board{
		Width: b.Width, Height: b.Height, Least: int(legible * b.Distance),
		Title: cmp.Or(b.Masthead, mastheads[term]), Under: term + "时节",
		Issue: strings.Join(issue, "　"), Foot: strings.Join(foot, "　　"),
	}
	most := b.Slots
	if most == 0 {
		most = piecesMost
	}
	for _, h := range wall {
		if h.Item == nil || !h.On(b) {
			continue
		}
		if len(on) == most {
			waiting = append(waiting, h)
			continue
		}
		on = append(on, h)
		board.Pieces = append(board.Pieces, chalk.Piece{Title: cmp.Or(h.Item.PaperStyle().Chalk.Title, h.Title), Text: r.chalkText(h.Item)})
	}
	if len(on) < most {
		if week := r.thisWeek(); len(week) > 0 {
			board.Pieces = append(board.Pieces, chalk.Piece{Title: "这个星期", Text: week, Filler: true})
		}
	}
	return board, on, waiting
}

// legible is how many millimetres a character has to have for each metre from
// which elders read it.
const legible = 7.5

// chalkText is what a blackboard says of an item: what its author wrote for
// that, or else its text.
func (r *renderer) chalkText(i *site.Item) []string {
	text := i.PaperStyle().Chalk.Text
	if text == "" && i.Body.Size > 0 && r.texts.Read != nil {
		// One that cannot be read is told of by its page.
		if src, err := r.texts.Read(nil, i.Body); err == nil {
			text = r.texts.Markdown.Text(src)
		}
	}
	if text == "" {
		text = i.Summary
	}
	var paras []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(strings.ReplaceAll(line, "\t", "　")); line != "" {
			paras = append(paras, line)
		}
	}
	return paras
}

// often is how many times a week something takes place that nobody has to be
// told of.
const often = 4

// weekLines is how many lines the week has on a board.
const weekLines = 5

// thisWeek is what takes place in the seven days from today, a line each.
func (r *renderer) thisWeek() []string {
	s := r.site
	today := calendar.DayOf(s.Now)
	all := s.Occurrences(s.Now, (today + 7).Start(s.Zone))
	times := map[*site.Activity]int{}
	for _, o := range all {
		times[o.Activity]++
	}
	var lines []string
	for _, o := range all {
		if o.Cancelled || o.Activity.Cancelled || o.AllDay || times[o.Activity] >= often || len(lines) == weekLines {
			continue
		}
		start := o.Start.In(s.Zone)
		day := strings.Replace(o.Day.WeekdayChinese(), "星期", "周", 1)
		lines = append(lines, fmt.Sprintf("%s　%d:%02d　%s", day, start.Hour(), start.Minute(), plain(o.Activity.Title)))
	}
	return lines
}

// chalks are the colours of heads, in the order of blocks: the lead, then the
// others in turn.
var chalks = [...]string{"pink", "green", "blue", "white-green", "orange", "yellow"}

func chalkBlock(n int, k chalk.Block) ChalkBlock {
	v := ChalkBlock{Class: fmt.Sprintf("k%d", n+1), Form: string(k.Form), Chalk: chalkOf(n, k), Head: k.Head.Lines}
	if strings.Contains(v.Chalk, "-") {
		for _, line := range v.Head {
			v.Two = append(v.Two, strings.Split(line, ""))
		}
	}
	for _, line := range k.Text.Lines {
		if line.First || len(v.Paras) == 0 {
			v.Paras = append(v.Paras, nil)
		}
		last := &v.Paras[len(v.Paras)-1]
		*last = append(*last, line)
	}
	return v
}

func chalkOf(n int, k chalk.Block) string {
	if k.Lead {
		return "yellow-orange"
	}
	return chalks[(n+len(chalks)-1)%len(chalks)]
}

// lost tells what of the pieces is not on the board: on the paper for the
// staff, and as problems for the authors.
func lost(b *site.Board, board chalk.Board, l chalk.Layout, on []*site.Hanging) (notes []string, problems diag.List) {
	for _, x := range l.Lost {
		if x.Piece >= len(on) {
			continue
		}
		h := on[x.Piece]
		title := plain(h.Title)
		if x.All {
			notes = append(notes, fmt.Sprintf("《%s》写不下：%d字，要%d行", title, x.Of, x.Lines))
			problems.Add(diag.New("board-full", h.Item.Source, b.Name, x.Of, x.Lines))
			continue
		}
		notes = append(notes, fmt.Sprintf("《%s》写不全：%d字写到第%d字，还差%d行", title, x.Of, x.Holds, x.Lines))
		problems.Add(diag.New("board-cut", h.Item.Source, b.Name, x.Of, x.Holds, x.Lines))
	}
	return notes, problems
}

// seasonOf is that of a day, as its solar terms count: winter begins with 立冬.
func seasonOf(d calendar.Day) string {
	switch termOf(d) {
	case "立春", "雨水", "惊蛰", "春分", "清明", "谷雨":
		return "spring"
	case "立夏", "小满", "芒种", "夏至", "小暑", "大暑":
		return "summer"
	case "立秋", "处暑", "白露", "秋分", "寒露", "霜降":
		return "autumn"
	}
	return "winter"
}

// termOf is the solar term that a day belongs to.
func termOf(d calendar.Day) string {
	for back := range calendar.Day(17) {
		if term, ok := calendar.SolarTerm(d - back); ok {
			return term
		}
	}
	return ""
}

// mastheads are what blackboards are called that do not say, by solar term.
var mastheads = map[string]string{
	"立春": "春到人间", "雨水": "春雨润物", "惊蛰": "万物生长", "春分": "春色满园", "清明": "春和景明", "谷雨": "春耕夏播",
	"立夏": "绿树成荫", "小满": "麦香渐近", "芒种": "麦熟梅黄", "夏至": "夏日方长", "小暑": "荷风送爽", "大暑": "清凉一夏",
	"立秋": "一叶知秋", "处暑": "暑去秋来", "白露": "露白风清", "秋分": "秋色平分", "寒露": "菊有黄花", "霜降": "枫叶正红",
	"立冬": "温暖过冬", "小雪": "围炉话暖", "大雪": "瑞雪丰年", "冬至": "冬至阳生", "小寒": "梅报春信", "大寒": "岁寒情暖",
	"": "邻里之间",
}

// wave is a chalk line of so many millimetres that goes up and down.
func wave(length, height int) string {
	const half, swing = 35, 12
	scale := min(max(float64(height)/1200, 0.3), 1.5)
	step, up := half*scale, swing*scale
	var p strings.Builder
	p.WriteString("M0 0")
	n := int(float64(length)/step) / 2 * 2
	for k := range n {
		y := up
		if k%2 == 0 {
			y = -up
		}
		fmt.Fprintf(&p, "q%.1f %.1f %.1f 0", step/2, y, step)
	}
	return p.String()
}

// em is how wide text stands, for the sketch.
func em(s string) float64 { return measure.Em(s) }
