package web

import (
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// flowView is the page of questions before a guide. Every answer is a link to
// the next question or to the outcome, all of which stand on the page; the
// script shows one at a time.
type flowView struct {
	Page
	unborn
	Title     string // of the guide
	Guide     string // its page
	Questions []questionView
	Outcomes  []outcomeView
	Enquiry   Phone
}

type questionView struct {
	ID, Number string
	Ask, Note  string
	Answers    []Link
}

// outcomeView is an end, and by which answers one comes to it.
type outcomeView struct {
	ID      string
	Verdict string // yes, no, ask
	Head    string // 能办
	Say     string
	Why     string
	Ways    []string // 有本地户籍 → 低于标准
	Else    []elseView
}

// verdictWords are the heads of outcomes.
var verdictWords = map[site.Verdict]string{site.VerdictYes: "能办", site.VerdictNo: "办不了", site.VerdictAsk: "问一声再来"}

// flow makes the page of a guide's questions and tells where; empty for none.
func (r *renderer) flow(g *site.Guide) string {
	if g.Flow == nil || r.theme.Off("flow") {
		return ""
	}
	path := "guides/check/" + g.Slug + ".html"
	title := theme.Plain(g.Title)
	v := flowView{Title: title, Guide: g.Path(), Enquiry: phone("咨询", g.Enquiry, "")}
	for i, q := range g.Flow.Questions {
		view := questionView{ID: "q-" + q.ID, Number: numeral(i + 1), Ask: q.Ask, Note: q.Note}
		for _, a := range q.Answers {
			view.Answers = append(view.Answers, Link{a.Say, "#" + flowAnchor(g.Flow, a.To)})
		}
		v.Questions = append(v.Questions, view)
	}
	ways := map[string][]string{}
	for _, p := range g.Flow.Paths() {
		if p.Outcome != nil {
			ways[p.Outcome.ID] = append(ways[p.Outcome.ID], strings.Join(p.Answers, "，"))
		}
	}
	for _, o := range g.Flow.Outcomes {
		v.Outcomes = append(v.Outcomes, outcomeView{
			ID: flowAnchor(g.Flow, o.ID), Verdict: string(o.Verdict), Head: verdictWords[o.Verdict],
			Say: o.Say, Why: o.Why, Ways: ways[o.ID], Else: elseViews(r.site, o.Else),
		})
	}
	v.Frame = r.frame(path, sectionGuides, title+"：先问几句", Link{"办事", guidesIndex}, Link{title, g.Path()}, Link{Text: "先问几句"})
	v.Frame.Description = "答几个问题，看" + title + "能不能办，不能办的该去哪里。"
	v.unborn = r.unbornOf(&g.Item, &v.Frame)
	if script := r.theme.Asset("flow.js"); script != "" {
		v.Frame.Scripts = append(v.Frame.Scripts, script)
	}
	add(r, path, "flow", g.Source, v)
	return path
}

// flowAnchor is where a question or an outcome stands.
func flowAnchor(f *site.Flow, id string) string {
	if f.Question(id) != nil {
		return "q-" + id
	}
	return "end-" + id
}
