package paper

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/record"
	"banbao/internal/site"
)

// Showcase is the plan of a board with slots, to scale: what hangs where, and
// what changes today.
type Showcase struct {
	Common
	Class, Paper string // showcase, A4
	Title, Page  string
	Kind         string // on the strip: 橱窗
	Name, Lede   string
	Tall         bool // the board is higher than wide: the list stands beside it
	View         string
	Span         string
	Outer        Rect
	Slots        []SlotView
	Todo         []SlotTodo
	Waiting      []string
	Foot, Scale  string
}

// SlotView is a slot on the plan, with the small picture of its sheet.
type SlotView struct {
	Rect
	State  string // same, fresh or empty
	Look   string // house, official or across
	Strip  []SketchWords
	Size   string // of the strip's characters
	Rules  [2]Rect
	Tail   string // path of the fish tail
	Lines  []SketchWords
	Type   string // of the title
	Grey   string // path of the grey lines
	Weight string // of them
	Number SketchWords
	Label  SketchWords
	Small  string // size of both
}

// SlotTodo is something to do at a slot: 第4格.
type SlotTodo struct{ Slot, Text string }

// plans makes the plans of all boards with slots.
func (w *Walls) plans(rounds *record.Rounds) diag.List {
	if w.theme.Off("showcase") {
		return nil
	}
	s := w.site
	midnight := calendar.DayOf(s.Now).Start(s.Zone).Add(-time.Second)
	r := w.MakeRound(rounds, midnight)
	stops := map[string]*Stop{}
	for _, p := range r.Stops {
		stops[p.Board.ID] = p
	}
	before := rounds.Before(midnight)
	if len(before) == 0 {
		before = w.hungAt(midnight)
	}
	lines := map[string][]record.RoundLine{}
	for _, l := range rounds.Lines {
		if l.At.Before(midnight) {
			lines[l.Board] = append(lines[l.Board], l)
		}
	}
	var problems diag.List
	for _, b := range s.Boards {
		if b.Kind == site.Blackboard {
			continue
		}
		stop := stops[b.ID]
		if stop == nil {
			stop = &Stop{Board: b}
		}
		v := w.showcase(stop, w.slotsOf(stop, before[b.ID], lines[b.ID]), &problems)
		w.publish("print/boards/"+b.ID+".html", "showcase", b, v)
	}
	return problems
}

func (w *Walls) showcase(stop *Stop, slots []slot, problems *diag.List) *Showcase {
	b := stop.Board
	day := calendar.DayOf(w.site.Now)
	v := &Showcase{
		Common: w.common, Class: "showcase", Paper: "A4", Title: b.Name + "排版图", Page: "boards/index.html#" + b.ID,
		Kind: kindOnStrip[b.Kind], Name: b.Name, Foot: b.Place,
	}
	full := 0
	for _, k := range slots {
		if k.now.Hand != nil {
			full++
		}
	}
	word := "格"
	v.Lede = day.Chinese() + "　" + day.WeekdayChinese() + "　" + strconv.Itoa(len(slots)) + word + b.Paper
	if empty := len(slots) - full; empty > 0 {
		v.Lede += fmt.Sprintf("，%d%s有纸，%d%s空", full, word, empty, word)
	} else {
		v.Lede += "，都有纸"
	}
	g := caseOf(b, len(slots))
	if !g.fits {
		problems.Add(diag.New("slots-do-not-fit", b.Source, b.Name, b.Slots, paperName(b), b.Width, b.Height, g.room))
	}
	v.Tall = g.height > g.width
	v.Todo = todo(slots, b)
	most := [2]float64{244, 122}
	if n := len(v.Todo); n > 2 { // room for the list below, of which a line takes 9.2 mm
		most[1] = math.Max(104-9.2*float64(max(n-4, 0)), 62)
	}
	if v.Tall {
		most = [2]float64{116, 158}
	}
	scale := math.Max(g.width/most[0], g.height/most[1])
	mm := func(v float64) string { return strconv.FormatFloat(v/scale, 'f', 2, 64) }
	v.View = fmt.Sprintf("-1 -1 %.2f %.2f", g.width/scale+2, g.height/scale+2)
	v.Span = fmt.Sprintf("%.2fmm", g.width/scale+2)
	v.Outer = Rect{"0", "0", mm(g.width), mm(g.height)}
	for n, k := range slots {
		x, y := g.at(n)
		v.Slots = append(v.Slots, w.slotView(n, k, x/scale, y/scale, g.paperWidth/scale, g.paperHeight/scale))
	}
	v.Waiting = w.on(b).waiting()
	if more := len(w.on(b).up) - len(w.drawn(b)); more > 0 {
		v.Foot += fmt.Sprintf("；另有%d份没有画，在 config.toml 里给这一处写上 slots（几格）就排得下来", more)
	}
	if g.real {
		v.Scale = "比例1:" + strconv.FormatFloat(math.Round(scale*10)/10, 'f', -1, 64)
		v.Foot += fmt.Sprintf("；板面%s×%s厘米，%s竖放，每排%d张，纸间留%s厘米", cm(b.Width), cm(b.Height), paperName(b), g.columns, cm(int(g.gap)))
	} else {
		v.Scale = "示意，不按比例"
	}
	return v
}

var kindOnStrip = map[site.BoardKind]string{
	site.Showcase: "橱窗", site.Corridor: "楼道", site.LiftBoard: "电梯", site.Disclosure: "公示栏", site.Counter: "资料架",
}

func paperName(b *site.Board) string {
	if b.Paper == "" {
		return "A4"
	}
	return b.Paper
}

var paperSizes = map[string][2]float64{
	"A0": {841, 1189}, "A1": {594, 841}, "A2": {420, 594}, "A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210},
}

// showcase grid: where slots stand, in mm of the board.
type caseGrid struct {
	width, height           float64
	paperWidth, paperHeight float64
	columns, rows           int
	gap, down               float64 // between papers, across and down
	fits, real              bool    // all papers have room; it is to scale
	room                    int     // how many have
}

// least is the least room between papers.
const leastGap = 10

// caseOf spreads so many papers over a board, in as few rows as hold them. A
// rack, whose papers stand one behind the other, is no matter of scale.
func caseOf(b *site.Board, n int) caseGrid {
	size := paperSizes[paperName(b)]
	g := caseGrid{width: float64(b.Width), height: float64(b.Height), paperWidth: size[0], paperHeight: size[1], fits: true, real: true}
	if b.Kind == site.Counter || b.Width == 0 || b.Height == 0 {
		columns := int(math.Ceil(math.Sqrt(float64(n) * 3.1)))
		g.real, g.columns = false, columns
		g.rows = (n + columns - 1) / columns
		columns = (n + g.rows - 1) / g.rows
		g.columns = columns
		g.width, g.height = float64(columns)*(size[0]+60)+60, float64(g.rows)*(size[1]+110)+50
	} else {
		across := int((g.width - leastGap) / (size[0] + leastGap))
		down := int((g.height - leastGap) / (size[1] + leastGap))
		if n == 1 { // a frame is made for its paper
			across, down = int(g.width/size[0]), int(g.height/size[1])
		}
		g.room = across * down
		switch {
		case n <= g.room:
			g.rows = (n + across - 1) / across
			g.columns = (n + g.rows - 1) / g.rows
		default: // shown as if they did
			g.fits = b.Slots == 0
			g.columns = max(across, 1)
			for g.rows = (n + g.columns - 1) / g.columns; ; g.columns++ {
				g.rows = (n + g.columns - 1) / g.columns
				if float64(g.columns)*size[0]/g.width >= float64(g.rows)*size[1]/g.height {
					break
				}
			}
			shrink := math.Min(g.width/(float64(g.columns)*(size[0]*1.1)), g.height/(float64(g.rows)*(size[1]*1.2)))
			g.paperWidth, g.paperHeight = size[0]*shrink, size[1]*shrink
			g.real = false
		}
	}
	g.gap = (g.width - float64(g.columns)*g.paperWidth) / float64(g.columns+1)
	g.down = (g.height - float64(g.rows)*g.paperHeight) / float64(g.rows+1)
	return g
}

// at is a slot's corner.
func (g caseGrid) at(n int) (x, y float64) {
	column, row := n%g.columns, n/g.columns
	// What is said of a paper stands under it.
	return g.gap + float64(column)*(g.paperWidth+g.gap), g.down*0.8 + float64(row)*(g.paperHeight+g.down)
}

// slotView draws a slot: the strip, the title and grey lines stand for a sheet.
func (w *Walls) slotView(n int, k slot, x, y, wide, high float64) SlotView {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
	v := SlotView{Rect: Rect{f(x), f(y), f(wide), f(high)}, State: "same"}
	label := math.Min(3.4, wide/9.5)
	v.Small = f(label)
	v.Number = SketchWords{f(x), f(y + high + label*1.35), strconv.Itoa(n + 1)}
	h := k.now.Hand
	if h == nil {
		v.State = "empty"
		v.Label = SketchWords{f(x + wide/2), f(y + high/2), "空位"}
		return v
	}
	text := "长期"
	if !h.Until.IsZero() {
		_, month, day := calendar.DayOf(h.Until.In(w.site.Zone).Add(-time.Second)).Date()
		text = fmt.Sprintf("%d.%d撤", month, day)
	}
	if k.fresh {
		v.State = "fresh"
		text = "今天　" + text
	}
	if h.Prints() > 1 && !k.whole {
		text = fmt.Sprintf("%d/%d ", k.now.leaf+1, h.Prints()) + text
	}
	v.Label = SketchWords{f(x + label*(em(v.Number.Text)+0.5)), v.Number.Y, text}
	row := look(h, "")
	v.Look = row.Look
	left := x + wide*0.32
	size := wide / 10.2
	if v.Look == "house" {
		strip := wide / 9
		if len([]rune(row.Kind)) > 3 {
			strip = wide / 11
		}
		v.Size = f(strip)
		top := y + high*0.075
		for i, c := range []rune(row.Kind) {
			v.Strip = append(v.Strip, SketchWords{f(x + wide*0.075), f(top + strip*(0.85+1.08*float64(i))), string(c)})
		}
		below := top + strip*(1.08*float64(len([]rune(row.Kind)))+0.2)
		v.Tail = fmt.Sprintf("M%s %sh%sv%sl-%s-%s-%s %sz", f(x+wide*0.07), f(below), f(strip*1.1), f(strip*0.5), f(strip*0.55), f(strip*0.32), f(strip*0.55), f(strip*0.32))
		v.Rules = [2]Rect{
			{f(x + wide*0.235), f(y + high*0.06), f(wide * 0.016), f(high * 0.88)},
			{f(x + wide*0.27), f(y + high*0.06), f(wide * 0.006), f(high * 0.88)},
		}
	} else {
		left, size = x+wide*0.12, wide/9.4
	}
	v.Type = f(size)
	top := y + high*0.09
	if k.now.leaf > 0 { // what goes on has no title
		row.Lines = nil
	}
	for i, line := range row.Lines {
		v.Lines = append(v.Lines, SketchWords{f(left), f(top + size*(0.85+1.25*float64(i))), line})
	}
	top += size * (1.25*float64(len(row.Lines)) + 0.7)
	right := x + wide*0.92
	var grey strings.Builder
	for i := 0; i < 6 && top+float64(i)*high*0.06 < y+high*0.9; i++ {
		end := right
		if i == 5 {
			end = left + (right-left)*0.6
		}
		fmt.Fprintf(&grey, "M%s %sH%s", f(left), f(top+float64(i)*high*0.06), f(end))
	}
	v.Grey, v.Weight = grey.String(), f(high*0.012)
	return v
}

// todo is what changes today, slot by slot.
func todo(slots []slot, b *site.Board) []SlotTodo {
	var all []SlotTodo
	done := map[string]bool{}
	for n, k := range slots {
		text := ""
		h := k.now.Hand
		switch {
		case h != nil && k.fresh && k.now.leaf > 0:
			continue
		case h != nil && k.fresh && h.Again:
			text = "换上新的一张《" + plain(h.Title) + "》"
		case h != nil && k.fresh && k.before != "":
			text = "取下《" + k.before + "》，换上《" + plain(h.Title) + "》"
		case h != nil && k.fresh:
			text = "贴上《" + plain(h.Title) + "》"
		case h == nil && k.before != "" && !done[k.before]:
			text = "取下《" + k.before + "》，空着"
		default:
			continue
		}
		done[k.before] = true
		if h != nil && b.Copies > 1 && b.Kind != site.Counter {
			text += fmt.Sprintf("，同样%d份", b.Copies)
		}
		if h != nil && h.Prints() > 1 && !k.whole {
			text += fmt.Sprintf("，共%d张", h.Prints())
		}
		all = append(all, SlotTodo{fmt.Sprintf("第%d格", n+1), text})
	}
	if len(all) == 0 {
		all = append(all, SlotTodo{"今天", "不用动"})
	}
	if empty := slices.IndexFunc(slots, func(k slot) bool { return k.now.Hand == nil && k.before == "" }); empty >= 0 && len(slots) > 1 {
		all = append(all, SlotTodo{fmt.Sprintf("第%d格", empty+1), "空着，可放" + paperName(b) + "一张"})
	}
	return all
}
