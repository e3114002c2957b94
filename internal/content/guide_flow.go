package content

import (
	"slices"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// elses reads what to do instead: another guide, or words.
func elses(t *decode.Table, r *result) []site.Else {
	var all []site.Else
	for _, e := range t.Tables("else") {
		one := site.Else{When: e.NeedString("when"), Guide: e.String("guide"), Say: e.String("say"), Phone: config.Phone(e, "phone", false)}
		guideReference(e, one.Guide, r)
		if one.Guide == "" && one.Say == "" {
			e.Problem("", "missing-key", "guide")
		}
		all = append(all, one)
	}
	return all
}

// guideReference checks that the key guide names a guide, once all are read.
func guideReference(t *decode.Table, slug string, r *result) {
	if slug == "" {
		return
	}
	at := t.At("guide", "unknown-reference", diag.Words{}, "", diag.Words{})
	r.checks = append(r.checks, func(l *loader) []diag.Problem {
		guides := l.guidePlaces()
		if slices.Contains(config.IDs(guides), slug) {
			return nil
		}
		return []diag.Problem{at.With("unknown-reference", config.Guide, slug, config.SuggestPlace(slug, guides))}
	})
}

// guidePlaces are the guides by slug.
func (l *loader) guidePlaces() []site.Place {
	guides := make([]site.Place, len(l.site.Guides))
	for i, g := range l.site.Guides {
		guides[i] = site.Place{ID: g.Slug, Name: g.Title}
	}
	return guides
}

// flow reads the questions of [flow], and follows every way through them.
func flow(t *decode.Table, r *result) *site.Flow {
	if !t.Has("flow") {
		return nil
	}
	top := t.Table("flow")
	if top == nil {
		return nil
	}
	reader := flowReader{flow: &site.Flow{}, at: map[string]*decode.Table{}}
	for _, q := range top.Tables("questions") {
		reader.question(q)
	}
	for _, o := range top.Tables("outcomes") {
		reader.outcome(o, r)
	}
	for _, key := range []string{"questions", "outcomes"} {
		if !top.Has(key) {
			top.Problem("", "missing-key", key)
			return reader.flow
		}
	}
	if reader.leads() {
		reader.follow(top)
	}
	return reader.flow
}

// flowReader remembers where things stand in the file.
type flowReader struct {
	flow *site.Flow
	at   map[string]*decode.Table // by id
	said [][]*decode.Table        // the answers of each question
	ask  []*decode.Table          // the questions
}

func (f *flowReader) id(t *decode.Table) string {
	id := t.NeedString("id")
	if other, twice := f.at[id]; twice && id != "" {
		t.Problem("id", "duplicate-id", id, other.Pos().String())
	}
	f.at[id] = t
	return id
}

func (f *flowReader) question(t *decode.Table) {
	q := site.FlowQuestion{ID: f.id(t), Ask: t.NeedString("ask"), Note: t.String("note")}
	said := map[string]bool{}
	answers := t.Tables("answers")
	for _, a := range answers {
		answer := site.FlowAnswer{Say: a.NeedString("say"), To: a.NeedString("to")}
		if said[answer.Say] && answer.Say != "" {
			a.Problem("say", "flow-contradiction", diag.Words{Zh: "“" + answer.Say + "”这个回答写了两次", En: "the answer “" + answer.Say + "” is there twice"})
		}
		said[answer.Say] = true
		q.Answers = append(q.Answers, answer)
	}
	f.flow.Questions = append(f.flow.Questions, q)
	f.ask, f.said = append(f.ask, t), append(f.said, answers)
}

func (f *flowReader) outcome(t *decode.Table, r *result) {
	o := site.FlowOutcome{
		ID: f.id(t), Verdict: decode.NeedWord(t, "verdict", site.Verdicts()),
		Say: t.NeedString("say"), Why: t.String("why"), Else: elses(t, r),
	}
	if o.Verdict == site.VerdictNo && o.Why == "" {
		t.Problem("", "missing-key", "why")
	}
	f.flow.Outcomes = append(f.flow.Outcomes, o)
}

// leads tells whether every answer leads somewhere, and says where not.
func (f *flowReader) leads() bool {
	fine := true
	var ids []string
	for _, q := range f.flow.Questions {
		ids = append(ids, q.ID)
	}
	for _, o := range f.flow.Outcomes {
		ids = append(ids, o.ID)
	}
	for i := range f.flow.Questions {
		q, t := &f.flow.Questions[i], f.ask[i]
		if len(q.Answers) == 0 {
			t.Problem("ask", "flow-dead-end", q.Ask, diag.Words{Zh: "没有写回答", En: "it has no answers"}, diag.Words{Zh: "写上 answers", En: "write its answers"})
			fine = false
		}
		for k, a := range f.said[i] {
			if to := q.Answers[k].To; !slices.Contains(ids, to) {
				a.Problem("to", "flow-dead-end", q.Ask, diag.Words{Zh: "“" + q.Answers[k].Say + "”通到“" + to + "”，没有这个问题或结论", En: "“" + q.Answers[k].Say + "” leads to “" + to + "”, which is no question and no outcome"}, config.Suggest(to, ids))
				fine = false
			}
		}
	}
	return fine
}

// follow goes every way: none may come back, none may ask twice, all questions
// and outcomes must be met, and one way at least must end well.
func (f *flowReader) follow(top *decode.Table) {
	told := map[string]bool{}
	for _, p := range f.flow.Paths() {
		if p.Loop != "" {
			if !told[p.Loop] {
				f.at[p.Loop].Problem("id", "flow-loop", p.Loop)
			}
			told[p.Loop] = true
			return
		}
		asked := map[string]bool{}
		for _, q := range p.Questions {
			if asked[q.Ask] && !told[q.ID] {
				told[q.ID] = true
				f.at[q.ID].Problem("ask", "flow-contradiction", diag.Words{Zh: "一路上“" + q.Ask + "”问了两次，两次可以答得不一样", En: "“" + q.Ask + "” is asked twice on one way, and may be answered both ways"})
			}
			asked[q.Ask] = true
		}
	}
	f.pointless()
	met := map[string]bool{}
	f.reach(f.flow.Questions[0].ID, met)
	f.unmet(met)
	if !slices.ContainsFunc(f.flow.Outcomes, func(o site.FlowOutcome) bool { return met[o.ID] && o.Verdict != site.VerdictNo }) {
		top.Problem("", "flow-contradiction", diag.Words{Zh: "怎么答都不能办，那这件事是给谁办的", En: "whatever one answers, the end is no: for whom is the guide"})
	}
}

// reach marks what can be come to. It goes to each place once, so that it ends
// however many ways there are.
func (f *flowReader) reach(id string, met map[string]bool) {
	if met[id] {
		return
	}
	met[id] = true
	if q := f.flow.Question(id); q != nil {
		for _, a := range q.Answers {
			f.reach(a.To, met)
		}
	}
}

// pointless finds questions whose answers all lead to the same place.
func (f *flowReader) pointless() {
	for _, q := range f.flow.Questions {
		same := !slices.ContainsFunc(q.Answers, func(a site.FlowAnswer) bool { return a.To != q.Answers[0].To })
		if same {
			f.at[q.ID].Problem("ask", "flow-contradiction", diag.Words{Zh: "“" + q.Ask + "”怎么答都到同一处，不用问", En: "all answers to “" + q.Ask + "” lead to the same place, so it need not be asked"})
		}
	}
}

func (f *flowReader) unmet(met map[string]bool) {
	for _, q := range f.flow.Questions {
		if !met[q.ID] {
			f.at[q.ID].Problem("id", "flow-unreached", q.ID)
		}
	}
	for _, o := range f.flow.Outcomes {
		if !met[o.ID] {
			f.at[o.ID].Problem("id", "flow-unreached", o.ID)
		}
	}
}
