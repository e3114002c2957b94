package paper

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"banbao/internal/site"
)

// Handout is 明白纸: what someone takes home who wants something done.
type Handout struct {
	Answers   []Fact // 谁能办
	Bring     []string
	Steps     []string // five at most
	More      []Fact   // 去哪办, 几天办好, 花不花钱
	Enquiry   string
	Complaint string
}

// stepsMost is how many steps one remembers; what comes after is told by the
// last of them.
const stepsMost = 5

func (r *renderer) guide(g *site.Guide) *Sheet {
	class := g.PaperStyle().Sheet
	if class == "" {
		class = site.SheetHandout
	}
	v := r.sheet(&g.Item, class)
	v.Kind = "办事"
	v.Issuer = g.Responsible
	v.Posted, v.Remove = "", ""
	if !g.CheckedOn.IsZero() {
		v.Date, v.ISO = g.CheckedOn.Chinese(), g.CheckedOn.String()
	}
	h := &Handout{Enquiry: g.Enquiry, Complaint: g.Complaint}
	add := func(to *[]Fact, term, text string) {
		if text != "" {
			*to = append(*to, Fact{term, text})
		}
	}
	add(&h.Answers, "谁能办", g.For)
	for _, m := range g.Materials {
		h.Bring = append(h.Bring, material(m))
	}
	for i, s := range g.Steps {
		if i == stepsMost-1 && len(g.Steps) > stepsMost {
			h.Steps = append(h.Steps, fmt.Sprintf("%s，后面还有%d步，照着窗口说的办", s.Name, len(g.Steps)-stepsMost))
			break
		}
		h.Steps = append(h.Steps, s.Name)
	}
	where := g.WindowName
	if g.Place != "" {
		where += "，" + g.Place
	}
	add(&h.More, "去哪办", strings.TrimPrefix(where, "，"))
	add(&h.More, "什么时候", g.Hours)
	if g.Hours == "" {
		// The usual days alone; the others stand on the page.
		for _, o := range r.site.Hours[:min(1, len(r.site.Hours))] {
			var spans []string
			for _, s := range o.Open {
				spans = append(spans, s.From.String()+"—"+s.Until.String())
			}
			add(&h.More, "什么时候", o.Name+" "+strings.Join(spans, "，"))
		}
	}
	long := g.PromisedTime
	if !long.Written {
		long = g.LegalTime
	}
	add(&h.More, "几天办好", long.Chinese())
	switch {
	case g.Fee.Free:
		add(&h.More, "花不花钱", "不收费")
	default:
		add(&h.More, "花不花钱", g.Fee.Amount)
	}
	v.Handout = h
	v.Size = handoutSize(v.Title, h)
	if class == site.SheetHandout {
		v.Kind, v.Text = "明白纸", Text{} // the questions say it shorter
	}
	return v
}

// material is 身份证，原件，复印件2份.
func material(m site.Material) string {
	words := []string{m.Name}
	switch {
	case m.Original == 1:
		words = append(words, "原件")
	case m.Original > 1:
		words = append(words, "原件"+strconv.Itoa(m.Original)+"份")
	}
	if m.Copies > 0 {
		words = append(words, "复印件"+strconv.Itoa(m.Copies)+"份")
	}
	if m.Optional {
		words = append(words, "有就带上")
	}
	return strings.Join(words, "，")
}

// How many lines of answers a handout holds at 18 points, at 16 (三号), and at
// 16 with little space between; and how many characters each line has. It is
// never set smaller.
var handouts = []struct {
	size         string
	lines, width int
}{{"middle", 17, 17}, {"long", 20, 19}, {"full", 25, 19}}

// handoutSize is the largest size at which a handout stays on one sheet, or
// the last where none is.
func handoutSize(title string, h *Handout) string {
	for _, to := range handouts {
		lines := (utf8.RuneCountInString(plain(title))+11)/12*2 - 2
		count := func(text string, wide int) { lines += max(1, (utf8.RuneCountInString(text)+wide-1)/wide) }
		for _, f := range h.Answers {
			count(f.Text, to.width)
		}
		for _, f := range h.More {
			count(f.Text, to.width)
		}
		for _, m := range h.Bring {
			count(m, to.width-2)
		}
		for _, s := range h.Steps {
			count(s, to.width-2)
		}
		if lines <= to.lines {
			return to.size
		}
	}
	return handouts[len(handouts)-1].size
}
