package site

// Flow is whether somebody may get something, in questions.
type Flow struct {
	Questions []FlowQuestion // the first is asked first
	Outcomes  []FlowOutcome
}

// FlowQuestion is one question and where its answers lead.
type FlowQuestion struct {
	ID      string
	Ask     string
	Note    string
	Answers []FlowAnswer
}

// FlowAnswer leads to a question or to an outcome.
type FlowAnswer struct{ Say, To string }

// Verdict is what a flow ends in.
type Verdict string

const (
	VerdictYes Verdict = "yes"
	VerdictNo  Verdict = "no"
	VerdictAsk Verdict = "ask" // only the window can say
)

// Verdicts are all there are.
func Verdicts() []Verdict { return []Verdict{VerdictYes, VerdictNo, VerdictAsk} }

// FlowOutcome is an end of a flow.
type FlowOutcome struct {
	ID      string
	Verdict Verdict
	Say     string
	Why     string
	Else    []Else // what instead
}

// Question is the question with an id; nil if that is none.
func (f *Flow) Question(id string) *FlowQuestion {
	for i := range f.Questions {
		if f.Questions[i].ID == id {
			return &f.Questions[i]
		}
	}
	return nil
}

// Outcome is the outcome with an id; nil if that is none.
func (f *Flow) Outcome(id string) *FlowOutcome {
	for i := range f.Outcomes {
		if f.Outcomes[i].ID == id {
			return &f.Outcomes[i]
		}
	}
	return nil
}

// FlowPath is a way through a flow: what is asked and answered, and the end.
type FlowPath struct {
	Questions []*FlowQuestion
	Answers   []string
	Outcome   *FlowOutcome // nil where the way does not end
	Loop      string       // the question that comes a second time
}

// mostPaths keeps a flow that nobody could follow from being followed.
const mostPaths = 2000

// Paths are all ways through a flow, in the order of the answers.
func (f *Flow) Paths() []FlowPath {
	var all []FlowPath
	var walk func(id string, so FlowPath)
	walk = func(id string, so FlowPath) {
		if len(all) >= mostPaths {
			return
		}
		q := f.Question(id)
		if q == nil {
			so.Outcome = f.Outcome(id)
			all = append(all, so)
			return
		}
		for _, asked := range so.Questions {
			if asked == q {
				so.Loop = id
				all = append(all, so)
				return
			}
		}
		for _, a := range q.Answers {
			next := FlowPath{Questions: append(so.Questions[:len(so.Questions):len(so.Questions)], q), Answers: append(so.Answers[:len(so.Answers):len(so.Answers)], a.Say)}
			walk(a.To, next)
		}
	}
	if len(f.Questions) > 0 {
		walk(f.Questions[0].ID, FlowPath{})
	}
	return all
}
