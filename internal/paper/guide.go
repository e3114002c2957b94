package paper

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"banbao/internal/output"
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
	h := r.handout(g)
	v.Handout = h
	v.Size = handoutSize(v.Title, h)
	if class == site.SheetHandout {
		v.Kind, v.Text = "明白纸", Text{} // the questions say it shorter
	}
	return v
}

// handout is the guide in the few words that one takes home.
func (r *renderer) handout(g *site.Guide) *Handout {
	h := &Handout{Enquiry: g.Enquiry, Complaint: g.Complaint}
	for _, m := range g.Materials {
		h.Bring = append(h.Bring, material(&m))
	}
	legs := g.Legs()
	for i, leg := range legs {
		var names []string
		for _, step := range leg.Steps {
			names = append(names, step.Join.Chinese()+step.Name)
		}
		words := strings.Join(names, "，")
		if i == stepsMost-1 && len(legs) > stepsMost {
			h.Steps = append(h.Steps, fmt.Sprintf("%s，后面还有%d步，照着窗口说的办", words, len(legs)-stepsMost))
			break
		}
		h.Steps = append(h.Steps, words)
	}
	for _, a := range r.site.Answers(g, spans) {
		switch a.ID {
		case "who":
			h.Answers = append(h.Answers, Fact{a.Ask, a.Say})
		case "where":
			text := a.Say
			if g.Place != "" {
				text += "，" + g.Place
			}
			h.More = append(h.More, Fact{a.Ask, text})
		case "when": // the usual days alone; the others stand on the page
			h.More = append(h.More, Fact{"什么时候", a.Say})
		case "long":
			h.More = append(h.More, Fact{"几天办好", a.Say})
		case "cost":
			h.More = append(h.More, Fact{"花不花钱", a.Say})
		}
	}
	return h
}

// spans are opening hours: 08:30—11:30，13:30—17:30.
func spans(open []site.Span) string {
	var words []string
	for _, s := range open {
		words = append(words, s.From.String()+"—"+s.Until.String())
	}
	return strings.Join(words, "，")
}

// material is 身份证，原件1份，复印件2份.
func material(m *site.Material) string {
	words := m.Name
	if count := m.Count(); count != "" {
		words += "，" + count
	}
	if m.Optional {
		words += "，有就带上"
	}
	return words
}

// List is 一次性告知单: what is told once, in writing, with boxes to tick for
// what is there and what is missing.
type List struct {
	Facts     []Fact // 谁来办, 几天办好 …
	Materials []ListRow
	If        []string // conditions
	Steps     []string
	Basis     []string
	Refusals  []string
	Enquiry   string
	Complaint string
}

// ListRow is a paper, how many, and what else there is to say of it.
type ListRow struct{ Name, Count, Note string }

// list is the guide's 一次性告知单.
func (r *renderer) list(g *site.Guide) *Sheet {
	v := r.sheet(&g.Item, site.SheetList)
	v.Kind, v.Issuer, v.Text, v.Places, v.Posted, v.Remove = "告知单", g.Responsible, Text{}, "", "", ""
	h := r.handout(g)
	l := &List{If: g.Conditions, Steps: h.Steps, Refusals: g.Refusals, Enquiry: g.Enquiry, Complaint: g.Complaint}
	l.Facts = append(append(l.Facts, h.Answers...), h.More...)
	for _, m := range g.Materials {
		row := ListRow{Name: m.Name, Count: m.Count(), Note: m.Source}
		if m.Optional {
			row.Count = strings.TrimPrefix(row.Count+"，有就带", "，")
		}
		for _, more := range []string{m.Saved.Chinese(), m.Note} {
			if more != "" {
				row.Note += "；" + more
			}
		}
		l.Materials = append(l.Materials, row)
	}
	for _, b := range g.Basis {
		l.Basis = append(l.Basis, b.Chinese())
	}
	v.List = l
	return v
}

// wall is the handout for the wall, as large as A3 has room.
func (r *renderer) wall(g *site.Guide) *Sheet {
	v := r.sheet(&g.Item, site.SheetWall)
	v.Kind, v.Issuer, v.Paper, v.Text, v.Places, v.Posted, v.Remove = "办事", g.Responsible, "A3", Text{}, "", "", ""
	v.Handout = r.handout(g)
	v.Size = handoutSize(v.Title, v.Handout)
	return v
}

// guideSheets are the sheets of a guide that nobody hangs up unasked.
func (r *renderer) guideSheets(g *site.Guide) {
	for _, v := range []*Sheet{r.list(g), r.wall(g)} {
		if r.theme.Off(r.template(v)) {
			continue
		}
		r.files = append(r.files, output.File{
			Path: g.SheetOn(site.Sheet(v.Class)), Source: g.Source, Key: r.keyOf(v),
			Write: func(w io.Writer) error { return r.write(w, v) },
		})
	}
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
