package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
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
	Materials   []materialView
	Conditions  []string
	Refusals    []string
	StepsHead   string // 分四步
	Steps       []stepView
	Questions   []site.Question
	WindowName  string
	WindowNote  string
	Place       string
	Address     string
	Hours       []hoursView
	HoursWords  string
	Enquiry     Phone
	Complaint   Phone
	Online      string
	Facts       []factView
	Basis       []string
	CheckedOn   string // 2026年11月10日
	CheckedDate string // 2026-11-10
	Overdue     string // data-from: when the check is a year old
	IsOverdue   bool
	CheckedBy   string
	Contact     site.Contact
	Tel         telLink
	Files       []FileLink
	Hung        []Link
	Sheet       string // to be printed, below public/
}

// answerView is one of the five questions that everyone has.
type answerView struct{ Ask, Answer, More, Then string }

// materialView is a paper to bring.
type materialView struct {
	Name     string
	Quantity string // 原件, 2份, 有就带
	How      string
	Form     string // paths below public/
	Sample   string
}

type stepView struct {
	Number string // 一
	Name   string
	Text   string
	Meta   []string
}

type hoursView struct {
	Name string
	Open []string
}

// checkedFor is how many days a guide is taken to be right after it was
// checked.
const checkedFor = 365

func newGuideView(s *site.Site, g *site.Guide) guideView {
	v := guideView{
		Title: g.Title, Summary: g.Summary,
		Conditions: g.Conditions, Refusals: g.Refusals, Questions: g.Questions,
		WindowName: g.WindowName, Place: g.Place, Address: s.Address,
		HoursWords: g.Hours, Enquiry: phone("咨询", g.Enquiry, ""), Complaint: phone("投诉", g.Complaint, ""),
		Contact: g.Contact(), Tel: telHref(g.Contact().Phone),
		Online: g.Online, Basis: g.Basis, CheckedBy: g.Responsible,
	}
	for _, w := range s.Windows {
		if w.ID == g.Window {
			v.WindowNote = w.Note
			if v.WindowName == "" {
				v.WindowName = w.Name
			}
		}
	}
	if v.Place == v.WindowNote {
		v.Place = ""
	}
	v.Answers = answers(g, v.WindowName, v.WindowNote)
	for _, m := range g.Materials {
		v.Materials = append(v.Materials, materialOf(m))
	}
	if n := len(g.Steps); n > 0 {
		v.StepsHead = "分" + stepCount(n) + "步"
	}
	for i, st := range g.Steps {
		step := stepView{Number: numeral(i + 1), Name: st.Name, Text: st.Text}
		for _, word := range []string{st.Place, st.Actor, st.Duration} {
			if word != "" {
				step.Meta = append(step.Meta, word)
			}
		}
		v.Steps = append(v.Steps, step)
	}
	if g.Hours == "" {
		v.Hours = hallHours(&s.Info)
	}
	v.Facts = guideFacts(g)
	if !g.CheckedOn.IsZero() {
		due := (g.CheckedOn + checkedFor + 1).Start(s.Zone)
		v.CheckedOn, v.CheckedDate = g.CheckedOn.Chinese(), g.CheckedOn.String()
		v.Overdue, v.IsOverdue = epoch(due), !s.Now.Before(due)
	}
	return v
}

// guides makes the page of every guide, and the two directories.
func (r *renderer) guides() {
	const index, windows = "guides/index.html", "guides/windows.html"
	v := newGuidesView(r.site, false)
	v.Frame = r.frame(index, sectionGuides, "办事指南", Link{Text: "办事"})
	v.Frame.Description = v.Lede
	add(r, index, "guides", diag.Pos{}, v)
	v = newGuidesView(r.site, true)
	v.Frame = r.frame(windows, sectionGuides, "按窗口看", Link{"办事", index}, Link{Text: "按窗口看"})
	v.Frame.Description = v.Lede
	add(r, windows, "guides", diag.Pos{}, v)

	for _, g := range r.site.Guides {
		if !r.site.Shown(&g.Item) {
			continue
		}
		v := newGuideView(r.site, g)
		title := theme.Plain(g.Title)
		v.Frame = r.itemFrame(&g.Item, sectionGuides, title, Link{"办事", index}, Link{Text: title})
		v.unborn = r.unbornOf(&g.Item, &v.Frame)
		v.Text = r.text(&g.Item, v.Frame.Root)
		v.Text.Under = 2
		v.Files = r.attachments(g.Attachments)
		for i, m := range g.Materials {
			v.Materials[i].Form, v.Materials[i].Sample = r.file(m.Form), r.file(m.Sample)
		}
		v.Hung = r.hungOn(&g.Item)
		v.Sheet = r.sheetOf(&g.Item)
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

// stepCount is 两 for two, as one counts in words.
func stepCount(n int) string {
	if n == 2 {
		return "两"
	}
	return numeral(n)
}

// hallHours are the opening hours of the hall.
func hallHours(info *site.Info) []hoursView {
	var list []hoursView
	for _, h := range info.Hours {
		v := hoursView{Name: h.Name}
		for _, span := range h.Open {
			v.Open = append(v.Open, whenOpen(span.From, span.Until))
		}
		list = append(list, v)
	}
	return list
}

// answers are 谁能办, 带什么, 去哪办, 几天好, 花钱吗, always in this order.
func answers(g *site.Guide, window, note string) []answerView {
	who := answerView{Ask: "谁能办", Answer: g.For}

	what := answerView{Ask: "带什么"}
	var must, may []string
	for _, m := range g.Materials {
		if m.Optional {
			may = append(may, m.Name)
		} else {
			must = append(must, m.Name)
		}
	}
	switch {
	case len(must) > 0:
		what.Answer = strings.Join(must, "、")
	default:
		what.Answer = "什么都不用带"
	}
	if len(may) > 0 {
		what.More = "有就带上：" + strings.Join(may, "、")
	}

	where := answerView{Ask: "去哪办", Answer: window, More: note}
	if g.Place != "" && g.Place != note {
		where.More = joinWords(where.More, g.Place)
	}
	switch {
	case g.Visits == 0:
		where.Then = "可以一趟也不跑"
	case g.Visits == 1:
		where.Then = "跑一趟就行"
	case g.Visits > 1:
		where.Then = fmt.Sprintf("要跑%s趟", stepCount(g.Visits))
	}

	long := answerView{Ask: "几天好", Answer: g.PromisedTime.Chinese()}
	switch {
	case !g.PromisedTime.Written && g.LegalTime.Written:
		long.Answer = g.LegalTime.Chinese()
	case g.LegalTime.Written && g.LegalTime.Chinese() != long.Answer:
		promise := g.PromisedTime.Chinese()
		if g.PromisedTime.AtOnce {
			promise = "当场办"
		}
		long.More = "规定是" + g.LegalTime.Chinese() + "，我们承诺" + promise
	}

	money := answerView{Ask: "花钱吗", Answer: "不收费", More: g.Fee.Basis}
	if !g.Fee.Free {
		money.Answer = g.Fee.Amount
		if g.Fee.Basis != "" {
			money.More = "依据：" + g.Fee.Basis
		}
	}

	var list []answerView
	for _, a := range []answerView{who, what, where, long, money} {
		if a.Answer != "" {
			list = append(list, a)
		}
	}
	return list
}

func materialOf(m site.Material) materialView {
	v := materialView{Name: m.Name}
	var parts []string
	switch {
	case m.Original == 1 && m.Copies == 0:
		parts = append(parts, "原件")
	case m.Original > 0:
		parts = append(parts, "原件"+strconv.Itoa(m.Original)+"份")
	}
	if m.Copies > 0 {
		parts = append(parts, "复印件"+strconv.Itoa(m.Copies)+"份")
	}
	v.Quantity = strings.Join(parts, "，")
	if m.Optional {
		v.Quantity = "有就带"
	}
	how := m.Source
	if how == "自备" {
		how = "" // what one has at home needs no word
	}
	if m.Note != "" {
		if how != "" {
			how += "。"
		}
		how += m.Note
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
	add("办好以后拿到", g.Result)
	add("规定的时限", g.LegalTime.Chinese())
	add("承诺的时限", g.PromisedTime.Chinese())
	add("事项编码", g.Code)
	return facts
}

// guidesView is the directory of guides, by occasion or by window.
type guidesView struct {
	Page
	ByWindow bool
	Lede     string
	Groups   []guideSection
	Hours    []hoursView
	Address  string
}

type guideSection struct {
	ID, Name, Note string
	List           []guideRow
}

type guideRow struct {
	Title, Path string
	At          string // 3号窗口, or how long it takes in the list of a window
	Overdue     bool
}

// newGuidesView groups the guides by why people come or by where they go. A
// guide may stand under several occasions; one without any stands at the end.
func newGuidesView(s *site.Site, byWindow bool) guidesView {
	v := guidesView{ByWindow: byWindow, Hours: hallHours(&s.Info), Address: s.Address}
	today := calendar.DayOf(s.Now)
	places := s.Occasions
	if byWindow {
		places = s.Windows
	}
	rest := guideSection{ID: "other", Name: "别的事"}
	groups := make([]guideSection, len(places))
	for i, p := range places {
		groups[i] = guideSection{ID: p.ID, Name: p.Name, Note: p.Note}
	}
	n := 0
	for _, g := range s.Guides {
		if !s.Listed(&g.Item) || s.Presence(&g.Item) != site.Present {
			continue
		}
		n++
		row := guideRow{Title: theme.Plain(g.Title), Path: g.Path(), At: g.WindowName,
			Overdue: !g.CheckedOn.IsZero() && today > g.CheckedOn+checkedFor}
		put := false
		for i, p := range places {
			if byWindow && p.ID == g.Window || !byWindow && slices.Contains(g.Occasions, p.ID) {
				if byWindow {
					row.At = g.PromisedTime.Chinese()
				}
				groups[i].List = append(groups[i].List, row)
				put = true
			}
		}
		if !put {
			rest.List = append(rest.List, row)
		}
	}
	groups = append(groups, rest)
	v.Groups = slices.DeleteFunc(groups, func(g guideSection) bool { return len(g.List) == 0 })
	if n > 0 {
		v.Lede = fmt.Sprintf("%d件事，要带什么、去哪儿、几天好，一次说清。", n)
	}
	return v
}
