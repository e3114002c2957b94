package web

import (
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// guideView is the page that says how to get something done.
type guideView struct {
	Page
	unborn
	Title       string
	Summary     string
	Answers     []answerView
	Check       string // the page of questions, below public/
	Materials   []materialView
	Conditions  []string
	Refusals    []string
	Else        []elseView
	StepsHead   string // 分四步
	Legs        []legView
	Questions   []site.Question
	WindowID    string
	WindowName  string
	WindowNote  string
	Route       string
	Access      string
	Queue       string
	Place       string
	Address     string
	Hours       []hoursView
	HoursWords  string
	OpenKey     string // which hours of open.js hold; empty for none
	Enquiry     Phone
	Complaint   Phone
	Online      string
	Facts       []factView
	Basis       []basisView
	Sample      string // what one gets, below public/
	CheckedOn   string // 2026年11月10日
	CheckedDate string // 2026-11-10
	Due         string // 2027年11月10日
	Overdue     string // data-from: when the check is due
	IsOverdue   bool
	CheckedBy   string
	Contact     site.Contact
	Tel         telLink
	Files       []FileLink
	Hung        []Link
	Sheet       string // to be printed, below public/
	List        string // 一次性告知单, likewise
	Poster      string // likewise
	Service     *serviceData
}

// answerView is one of the seven questions that everyone has.
type answerView struct {
	ID, Ask, Answer string
	More            []string
	Phone           Phone  // where the answer is a number to ring
	Second          Phone  // and the one to complain at
	OpenKey         string // where it is when to come
}

// materialView is a paper to bring.
type materialView struct {
	Name     string
	Quantity string // 原件, 2份, 有就带
	How      string
	Form     string // paths below public/
	Sample   string
}

// elseView is what to do instead.
type elseView struct {
	When, Say string
	Link      Link // another guide
	Phone     Phone
}

// legView is a step, or steps at one point of the way.
type legView struct {
	Number string // 一
	Steps  []stepView
}

type stepView struct {
	Join string // 或者, 同时
	Name string
	Text string
	Meta []string
}

// basisView is a rule and its wording.
type basisView struct{ Words, Text string }

type hoursView struct {
	Name string
	Open []string
}

func newGuideView(s *site.Site, g *site.Guide) guideView {
	v := guideView{
		Title: g.Title, Summary: g.Summary,
		Conditions: g.Conditions, Refusals: g.Refusals, Questions: g.Questions,
		WindowID: g.Window, WindowName: g.WindowName, Place: g.Place, Address: s.Address,
		HoursWords: g.Hours, Enquiry: phone("咨询", g.Enquiry, ""), Complaint: phone("投诉", g.Complaint, ""),
		Contact: g.Contact(), Tel: telHref(g.Contact().Phone),
		Online: g.Online, CheckedBy: g.Responsible, OpenKey: openKey(&s.Info, g),
	}
	if w := s.WindowOf(g.Window); w != nil {
		v.WindowNote, v.Route, v.Access, v.Queue = w.Note, w.Route, w.Access, w.Queue
		if v.WindowName == "" {
			v.WindowName = w.Name
		}
	}
	if v.Place == v.WindowNote {
		v.Place = ""
	}
	for _, a := range s.Answers(g, openWords) {
		answer := answerView{ID: a.ID, Ask: a.Ask, Answer: a.Say, More: a.More}
		switch a.ID {
		case "ask":
			answer.Phone, answer.Second = v.Enquiry, v.Complaint
		case "when":
			answer.OpenKey = v.OpenKey
		}
		v.Answers = append(v.Answers, answer)
	}
	for _, m := range g.Materials {
		v.Materials = append(v.Materials, materialOf(m))
	}
	v.Else = elseViews(s, g.Else)
	v.steps(g)
	v.Hours = hoursViews(s.HoursOf(g))
	v.Facts = guideFacts(g)
	for _, b := range g.Basis {
		v.Basis = append(v.Basis, basisView{b.Chinese(), b.Text})
	}
	if !g.CheckedOn.IsZero() {
		due := (g.CheckDue + 1).Start(s.Zone)
		v.CheckedOn, v.CheckedDate, v.Due = g.CheckedOn.Chinese(), g.CheckedOn.String(), g.CheckDue.Chinese()
		v.Overdue, v.IsOverdue = epoch(due), !s.Now.Before(due)
	}
	return v
}

// steps are the legs of the way, with the words that join their steps.
func (v *guideView) steps(g *site.Guide) {
	legs := g.Legs()
	switch n := len(legs); n {
	case 0:
	case 1:
		v.StepsHead = "只有一步"
	case 2:
		v.StepsHead = "分两步" // as one counts in words
	default:
		v.StepsHead = "分" + numeral(n) + "步"
	}
	for _, leg := range legs {
		l := legView{Number: numeral(leg.Number)}
		for i, st := range leg.Steps {
			step := stepView{Name: st.Name, Text: st.Text}
			if i > 0 {
				step.Join = st.Join.Chinese()
			}
			for _, word := range []string{st.Place, st.Actor, st.Duration} {
				if word != "" {
					step.Meta = append(step.Meta, word)
				}
			}
			l.Steps = append(l.Steps, step)
		}
		v.Legs = append(v.Legs, l)
	}
}

// elseViews are what to do instead, with the names of other guides. One that
// cannot be seen is left out, unless words stand there as well.
func elseViews(s *site.Site, list []site.Else) []elseView {
	var all []elseView
	for _, e := range list {
		v := elseView{When: e.When, Say: e.Say, Phone: phone("", e.Phone, "")}
		for _, g := range s.Guides {
			if g.Slug == e.Guide && s.Presence(&g.Item) == site.Present {
				v.Link = Link{theme.Plain(g.Title), g.Path()}
			}
		}
		if v.Link.Href != "" || v.Say != "" {
			all = append(all, v)
		}
	}
	return all
}

// guides makes the page of every guide, and their directories.
func (r *renderer) guides() {
	r.guideLists()
	r.hall()
	for _, g := range r.site.Guides {
		if !r.site.Shown(&g.Item) {
			continue
		}
		v := newGuideView(r.site, g)
		title := theme.Plain(g.Title)
		v.Frame = r.itemFrame(&g.Item, sectionGuides, title, Link{"办事", guidesIndex}, Link{Text: title})
		v.unborn = r.unbornOf(&g.Item, &v.Frame)
		v.Text = r.text(&g.Item, v.Frame.Root)
		v.Text.Under = 2
		v.Files = r.attachments(g.Attachments)
		for i, m := range g.Materials {
			v.Materials[i].Form, v.Materials[i].Sample = r.file(m.Form), r.file(m.Sample)
		}
		v.Sample = r.file(g.ResultSample)
		v.Hung = r.hungOn(&g.Item)
		v.Sheet = r.sheetOf(&g.Item)
		v.List, v.Poster = r.guideSheet(g, site.SheetList, "sheet-list"), r.guideSheet(g, site.SheetWall, "sheet")
		if !v.Hidden {
			v.Service = serviceOf(r.site, g)
		}
		if v.OpenKey != "" {
			r.openNow(&v.Frame)
		}
		v.Check = r.flow(g)
		add(r, g.Path(), "guide", g.Source, v)
	}
}

// file publishes a file below content/ and tells where; empty for none.
func (r *renderer) file(path string) string {
	a, ok := r.site.Assets[path]
	if !ok {
		return ""
	}
	return r.copy(a)
}

// hoursViews are opening hours as they stand on a page.
func hoursViews(hours []site.Hours) []hoursView {
	var list []hoursView
	for _, h := range hours {
		v := hoursView{Name: h.Name}
		for _, span := range h.Open {
			v.Open = append(v.Open, whenOpen(span.From, span.Until))
		}
		if h.Holidays {
			v.Open = append(v.Open, "法定节假日照常")
		}
		list = append(list, v)
	}
	return list
}

// openWords are spans of a day: 8:30至11:30、13:30至17:30.
func openWords(spans []site.Span) string {
	var words []string
	for _, o := range spans {
		words = append(words, whenOpen(o.From, o.Until))
	}
	return strings.Join(words, "、")
}

func materialOf(m site.Material) materialView {
	v := materialView{Name: m.Name, Quantity: m.Count()}
	if m.Optional {
		v.Quantity = "有就带"
	}
	how := m.Source
	if how == site.OriginSelf.Chinese() {
		how = "" // what one has at home needs no word
	}
	for _, more := range []string{m.Saved.Chinese(), m.Note} {
		if more != "" && how != "" {
			how += "。"
		}
		how += more
	}
	v.How = how
	return v
}

func guideFacts(g *site.Guide) []factView {
	var facts []factView
	add := func(term, text string) {
		if text != "" {
			facts = append(facts, factView{term, text})
		}
	}
	add("谁来办", g.Responsible)
	var who []string
	for _, a := range g.Applicants {
		who = append(who, a.Chinese())
	}
	add("服务对象", strings.Join(who, "、"))
	add("适用地区", g.Area)
	add("通办范围", g.Scope)
	add("办好以后拿到", g.Result)
	add("怎么拿到", strings.Join(g.Delivery, "、"))
	add("到场次数", g.Trips())
	add("规定的时限", g.LegalTime.Chinese())
	add("承诺的时限", g.PromisedTime.Chinese())
	add("事项类型", g.Sort.Chinese())
	add("基本编码", g.BasicCode)
	add("实施编码", g.Code)
	add("版本", g.Version)
	return facts
}
