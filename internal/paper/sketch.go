package paper

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/chalk"
	"banbao/internal/site"
)

// Sketch is what the person with the chalk holds in the hand: a plan to scale
// with measures, and the text line by line. Its numbers are those of the
// board's own layout.
type Sketch struct {
	Common
	Class, Paper string
	Title        string
	Page         string
	Board        string // the board as it will look
	Name         string // 北门黑板报
	Issue        string // 第22期
	Masthead     string
	Size         string // 板面360×120厘米
	Scale        string // 图上1厘米等于实际15厘米
	View         string // the plan's viewBox, in mm of paper
	Span         string // how wide the plan is
	Wide         bool   // lines are too long for two columns
	Outer, Frame Rect
	Least        string // 正文最小48毫米
	Plan         []SketchBlock
	Guides       []string // paths
	Across, Down []Tick
	Rows         []SketchRow
	Sticks       []Stick
	Days         string // 11月22日上墙，12月6日换
	Notes        []string
	Copy         []SketchCopy
}

// Rect is a box on the plan, in millimetres of paper.
type Rect struct{ X, Y, W, H string }

// SketchBlock is a block on the plan.
type SketchBlock struct {
	Rect
	Mark, Name string
	Left       string // where its words begin
	Top        string
	Places     []SketchWords
}

// SketchWords is a line of words on the plan: 左12 上10 宽105 高65.
type SketchWords struct{ X, Y, Text string }

// Tick is a mark of the ruler.
type Tick struct {
	At    string
	Label string
	Text  string // where the label's foot stands
}

// SketchRow is a row of the table.
type SketchRow struct {
	Mark, Name, Place      string
	Head, Body, Step       string // 118毫米 双色，黄和橙
	Cells, Lines, Vertical string
}

// SketchCopy is a piece to copy line by line.
type SketchCopy struct {
	Mark, Name string
	Vertical   bool
	Lines      []SketchLine
}

// SketchLine is a line with its number.
type SketchLine struct {
	Number int
	Text   string
	Dent   bool
}

// Stick is how many sticks of a colour to bring.
type Stick struct {
	Colour string
	Count  int
}

var stems = []rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")

func stem(n int) string { return string(stems[n%len(stems)]) }

// cm writes millimetres as centimetres: 105, 5.2.
func cm(mm int) string { return strconv.FormatFloat(float64(mm)/10, 'f', -1, 64) }

func (r *renderer) sketch(b *site.Board, board chalk.Board, v *Blackboard) *Sketch {
	l := v.Layout
	s := &Sketch{
		Common: r.common, Class: "sketch", Paper: "A4", Title: b.Name + "放样图", Page: v.Page,
		Board: "print/boards/" + b.ID + ".html", Name: b.Name, Masthead: l.Masthead.Title.Text,
		Size: fmt.Sprintf("板面%s×%s厘米", cm(l.Width), cm(l.Height)), Notes: v.Notes,
	}
	number, day, next := b.Issue(calendar.DayOf(r.site.Now))
	if number > 0 {
		s.Issue = fmt.Sprintf("第%d期", number)
	}
	s.Days = day.ChineseShort() + "上墙"
	if next > 0 {
		s.Days += "，" + next.ChineseShort() + "换"
	}
	scale := scaleOf(l)
	f := func(mm int) string { return strconv.FormatFloat(float64(mm)/scale, 'f', 2, 64) }
	rect := func(b chalk.Box) Rect { return Rect{f(b.Left), f(b.Top), f(b.Width), f(b.Height)} }
	s.Scale = fmt.Sprintf("图上1厘米等于实际%s厘米", strconv.FormatFloat(scale, 'f', -1, 64))
	width, height := float64(l.Width)/scale, float64(l.Height)/scale
	s.View = fmt.Sprintf("-10 -2 %.1f %.1f", width+14, height+10)
	s.Span = fmt.Sprintf("%.1fmm", width+14)
	s.Outer, s.Frame = rect(chalk.Box{Width: l.Width, Height: l.Height}), rect(v.Frame)
	for _, w := range l.Waves {
		if w.Down {
			s.Guides = append(s.Guides, fmt.Sprintf("M%s %sv%s", f(w.Left), f(w.Top), f(w.Length)))
		} else {
			s.Guides = append(s.Guides, fmt.Sprintf("M%s %sh%s", f(w.Left), f(w.Top), f(w.Length)))
		}
	}
	used := map[string]float64{} // metres of line, by colour
	mark := 0
	add := func(name string, box chalk.Box) string {
		m := stem(mark)
		mark++
		left, wide := float64(box.Left)/scale+2, float64(box.Width)/scale
		at := func(mm float64) string { return strconv.FormatFloat(mm, 'f', 2, 64) }
		k := SketchBlock{Rect: rect(box), Mark: m, Left: at(left + 6), Top: at(float64(box.Top)/scale + 6.4)}
		k.Name = cutTo(name, (wide-10)/4.6)
		places := []string{"左" + cm(box.Left) + " 上" + cm(box.Top), "宽" + cm(box.Width) + " 高" + cm(box.Height)}
		if wide > 62 {
			places = []string{places[0] + " " + places[1]}
		}
		foot := float64(box.Bottom())/scale - 2
		if float64(box.Height)/scale < 15 { // one line under the name is all there is room for
			places = places[:1]
		}
		for n, p := range places {
			k.Places = append(k.Places, SketchWords{at(left), at(foot - float64(len(places)-1-n)*4.4), p})
		}
		s.Plan = append(s.Plan, k)
		return m
	}
	place := func(b chalk.Box) string {
		return fmt.Sprintf("左%s 上%s 宽%s 高%s", cm(b.Left), cm(b.Top), cm(b.Width), cm(b.Height))
	}
	head := l.Masthead
	m := add("报头", head.Box)
	s.Rows = append(s.Rows, SketchRow{
		Mark: m, Name: "报头", Place: place(head.Box), Head: fmt.Sprintf("%s 空心黄边橙影", cm(head.Title.Size)), Body: cm(head.Issue.Size),
	})
	used["黄"] += stroke(head.Title.Text, head.Title.Size, 3)
	used["橙"] += stroke(head.Title.Text, head.Title.Size, 2)
	used["白"] += stroke(head.Issue.Text, head.Issue.Size, 1) + stroke(head.Under.Text, head.Under.Size, 2)
	least := 0
	for n, k := range l.Blocks {
		name := plain(board.Pieces[k.Piece].Title)
		m := add(name, k.Box)
		row := SketchRow{
			Mark: m, Name: name, Place: place(k.Box), Head: cm(k.Head.Size) + " " + colours[chalkOf(n, k)],
			Body: cm(k.Text.Size), Step: cm(k.Text.Step), Cells: strconv.Itoa(k.Text.Cells), Lines: strconv.Itoa(len(k.Text.Lines)),
		}
		c := SketchCopy{Mark: m, Name: name, Vertical: k.Form == chalk.Vertical}
		switch k.Form {
		case chalk.Vertical:
			row.Vertical = "全竖写"
		case chalk.Upright:
			row.Vertical = "竖题"
		}
		for i, line := range k.Text.Lines {
			c.Lines = append(c.Lines, SketchLine{i + 1, line.Text, line.Dent})
			used["白"] += stroke(line.Text, k.Text.Size, 1)
		}
		hues := strings.Split(chalkOf(n, k), "-")
		for _, hue := range hues {
			used[hueWords[hue]] += stroke(strings.Join(k.Head.Lines, ""), k.Head.Size, 3) / float64(len(hues))
		}
		s.Wide = s.Wide || k.Text.Cells > 25
		if least == 0 || k.Text.Size < least {
			least = k.Text.Size
		}
		s.Rows, s.Copy = append(s.Rows, row), append(s.Copy, c)
	}
	for _, box := range l.Art {
		m := add("插图", box)
		s.Rows = append(s.Rows, SketchRow{Mark: m, Name: "插图", Place: place(box), Head: "线条，白为主"})
		used["白"] += float64(box.Width) * 8 / 1000
		used["绿"] += float64(box.Width) * 2 / 1000
	}
	if least > 0 {
		s.Least = fmt.Sprintf("正文最小%d毫米，站在%s米处老人也看得清", least, strconv.FormatFloat(math.Floor(float64(least)/legible*2)/2, 'f', -1, 64))
	}
	used["白"] += float64(2*(l.Width+l.Height)) / 1000
	used["绿"] += float64(l.Width+l.Height) / 1000
	for _, w := range l.Waves {
		used["蓝"] += float64(w.Length) * 1.3 / 1000
	}
	used["粉"] += float64(l.Width) / 500
	s.Sticks = sticks(used)
	s.Across, s.Down = ticks(l.Width, scale, 0), ticks(l.Height, scale, 1)
	return s
}

// colours are what the colours of heads are called.
var colours = map[string]string{
	"yellow-orange": "双色，上黄下橙", "white-green": "双色，上白下绿",
	"pink": "粉", "green": "绿", "blue": "蓝", "orange": "橙", "yellow": "黄", "white": "白",
}

var hueWords = map[string]string{"yellow": "黄", "orange": "橙", "white": "白", "green": "绿", "pink": "粉", "blue": "蓝"}

// planWidth is how wide the plan is drawn, in mm of paper.
const planWidth = 240

// planHeight is how high at most.
const planHeight = 92

// scaleOf is how many millimetres of the board are one of the plan, a round
// number that a rule can measure.
func scaleOf(l chalk.Layout) float64 {
	s := math.Max(float64(l.Width)/planWidth, float64(l.Height)/planHeight)
	for _, round := range []float64{1, 2, 2.5, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50} {
		if s <= round {
			return round
		}
	}
	return math.Ceil(s/10) * 10
}

// cutTo is what of a name so many em hold.
func cutTo(name string, width float64) string {
	if em(name) <= width {
		return name
	}
	runes := []rune(name)
	for len(runes) > 1 && em(string(runes))+1 > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// stroke is how many metres of line a text takes: a character some five times
// its height, and heads, which are thick, several times that.
func stroke(text string, size, thick int) float64 {
	return em(text) * float64(size) * 5 * float64(thick) / 1000
}

// stickMetres is how far a stick of chalk goes.
const stickMetres = 20

func sticks(used map[string]float64) []Stick {
	var all []Stick
	for colour, metres := range used {
		all = append(all, Stick{colour, max(1, int(math.Ceil(metres/stickMetres)))})
	}
	slices.SortFunc(all, func(a, b Stick) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Colour, b.Colour))
	})
	return all
}

// ticks are the marks of a ruler along an edge: every ten centimetres, with a
// number at every fifty, or at every twenty of a short one.
func ticks(length int, scale, shift float64) []Tick {
	every := 500
	if length < 1500 {
		every = 200
	}
	var all []Tick
	for at := 0; at <= length; at += 100 {
		mm := float64(at) / scale
		t := Tick{At: strconv.FormatFloat(mm, 'f', 2, 64), Text: strconv.FormatFloat(mm+shift, 'f', 2, 64)}
		if at%every == 0 {
			t.Label = cm(at)
		}
		all = append(all, t)
	}
	return all
}
