package site

import (
	"time"

	"banbao/internal/calendar"
)

// Phases is how a title comes about, each with its days. Of the period for
// objections, the publicity says it.
type Phases struct {
	Nomination Phase
	Review     Phase
	Final      Phase // From is its day
	Title      Phase // how long the title is held
	TitleName  string
}

// Phase is one of them; zero where there is none.
type Phase struct {
	From, To calendar.Day
	Text     string // 收到86户
}

// IsZero tells whether there is no such phase.
func (s Phase) IsZero() bool { return s == Phase{} }

// RankingStage is how far a ranking has come at a moment.
type RankingStage string

const (
	StageNone       RankingStage = ""
	StageNomination RankingStage = "nomination"
	StageReview     RankingStage = "review"
	StagePublicity  RankingStage = "publicity"
	StageFinal      RankingStage = "final" // the publicity is over, the title not yet given
	StageTitle      RankingStage = "title"
	StageExpired    RankingStage = "expired"
)

// StageAt is how far a ranking has come at t, given the period for objections
// that it has itself or in the notice that publishes it.
func (r *Ranking) StageAt(p *Publicity, t time.Time) RankingStage {
	if r.Phases == nil {
		return StageNone
	}
	s, zone := r.Phases, t.Location()
	begun := func(d calendar.Day) bool { return !d.IsZero() && !t.Before(d.Start(zone)) }
	over := func(d calendar.Day) bool { return !d.IsZero() && !t.Before(d.End(zone)) }
	switch {
	case over(s.Title.To):
		return StageExpired
	case begun(s.Title.From):
		return StageTitle
	case begun(s.Final.From):
		return StageFinal
	case p != nil && (p.Window.After(t) || p.Stage(t) == Closed):
		return StageFinal
	case p != nil && begun(p.Start):
		return StagePublicity
	case !s.Review.From.IsZero() && begun(s.Review.From), !s.Nomination.To.IsZero() && over(s.Nomination.To):
		return StageReview
	}
	return StageNomination
}

// NamesPublic tells whether names may be told in a stage: not before they are
// published for objections.
func (s RankingStage) NamesPublic() bool { return s != StageNomination && s != StageReview }

// Revocation is a title that was taken back.
type Revocation struct {
	Name string // empty for a household or a person
	On   calendar.Day
	Why  string // likewise
}

// Objection is what somebody said against a result, and what came of it.
type Objection struct {
	Received calendar.Day
	About    string // the entry's name as it is shown; may be empty
	Text     string
	Answered calendar.Day // zero: not yet
	Answer   string
	Change   *ScoreChange // nil where the result stands
}

// ScoreChange is a score that an objection changed, and what that did.
type ScoreChange struct {
	Category             string
	From, To             float64
	TotalBefore, Total   float64
	RankBefore, RankThen int // 0 without ranks
}

// nextChange of a ranking beyond its window and its publicity: the days of its
// phases, of titles that are taken back and of what is taken down.
func (r *Ranking) nextChange(t time.Time) (next time.Time, ok bool) {
	take := func(edge time.Time) {
		if edge.After(t) && (!ok || edge.Before(next)) {
			next, ok = edge, true
		}
	}
	day := func(begins, ends calendar.Day) {
		if !begins.IsZero() {
			take(begins.Start(t.Location()))
		}
		if !ends.IsZero() {
			take(ends.End(t.Location()))
		}
	}
	if s := r.Phases; s != nil {
		for _, phase := range []Phase{s.Nomination, s.Review, s.Final, s.Title} {
			day(phase.From, phase.To)
		}
		if r.Publicity != nil {
			day(r.Publicity.Start, 0)
		}
	}
	for _, d := range r.RevokedOn {
		day(d, 0)
	}
	if r.Negative != nil {
		day(0, r.Negative.Until)
	}
	return next, ok
}
