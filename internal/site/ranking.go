package site

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
)

// Ranking is a contest with its scheme and its results. Scores are added up
// by the loader; see content/ranking.go.
type Ranking struct {
	Item
	Form         Form
	Unit         Unit
	Period       Period
	Categories   []Category
	Levels       []RankLevel // highest threshold first
	Vetoes       []string
	Ties         Ties
	TieKeys      []string     // category ids that part equal totals, in this order
	Decimals     int          // to which points are shown; they are ranked as they are
	Entries      []Entry      // best first; equal ones by surname strokes as written
	Previous     string       // slug of the round before
	Earlier      []*Ranking   // the rounds before, latest first, as far as they are known
	History      []Holder     // who held the flag or title in them and before
	HandedOver   calendar.Day // when the flag changed hands
	Rules        []string     // in words, for the reader
	Average      Average      // over what parts of the period scores are the mean
	Audit        string       // who counted and what was corrected
	Masked       bool         // names are shown masked
	Waiver       *Waiver      // why dignity is kept less strictly than by default; nil where it is not
	Negative     *Negative
	Phases       *Phases // how the title comes about; nil where nobody says
	Objections   []Objection
	Revoked      []Revocation   // at the moment of the site
	RevokedOn    []calendar.Day // and ever
	ByStrokes    bool           // equal ones stand in the order of their surnames' strokes
	Issuer       string
	Publicity    *Publicity
	Corrections  []Correction
	Publication  string  // slug of the notice that publishes it
	HighestTotal float64 // that can be had; without categories, that was reached
}

// Points is a total or a score as it is shown: rounded to the ranking's
// decimals, half away from zero as people do, without a trail of zeros.
func (r *Ranking) Points(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	exact, ok := new(big.Rat).SetString(text) // what was written: 1.005, which no machine number is
	if !ok {
		return text
	}
	text = exact.FloatString(max(r.Decimals, 0))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// Exact is a total or a score with all its decimals, for whoever goes on
// counting; a mean that has no end of them with six.
func (*Ranking) Exact(v float64) string {
	const many, enough = 12, 6
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if _, fraction, _ := strings.Cut(text, "."); len(fraction) > many {
		return strconv.FormatFloat(v, 'f', enough, 64)
	}
	return text
}

// Ranked tells whether there is anybody who was not ruled out.
func (r *Ranking) Ranked() bool {
	return slices.ContainsFunc(r.Entries, func(e Entry) bool { return e.Veto == "" })
}

// Form is how results are shown.
type Form string

const (
	FormStars  Form = "stars"  // a table of stars, each given or not
	FormPoints Form = "points" // points by category
	FormFlag   Form = "flag"   // a moving flag and who holds it
	FormHonour Form = "honour" // names without ranks
)

// Forms are all forms.
func Forms() []Form { return []Form{FormStars, FormPoints, FormFlag, FormHonour} }

// Unit is who is ranked.
type Unit string

const (
	UnitHousehold    Unit = "household"
	UnitBuilding     Unit = "building"
	UnitPerson       Unit = "person"
	UnitOrganisation Unit = "organisation"
)

// Units are all units.
func Units() []Unit { return []Unit{UnitHousehold, UnitBuilding, UnitPerson, UnitOrganisation} }

// Counter is the measure word with which a number of units is said.
func (u Unit) Counter() string {
	switch u {
	case UnitHousehold:
		return "户"
	case UnitPerson:
		return "人"
	}
	return "个"
}

// Period is what time a ranking is about.
type Period struct {
	Name     string
	From, To calendar.Day
}

// Category is one thing that is judged.
type Category struct {
	ID, Name string
	Weight   float64
	Max      float64
	Start    float64 // what everybody has before any finding
	Rules    []Rule
}

// Rule gives or takes points.
type Rule struct {
	ID, Text string
	Points   float64
	Cap      float64 // the most that it gives or takes in a period; 0: none
	Veto     bool    // a finding of it rules out
}

// Average is of what parts of its period a ranking's scores are the mean.
type Average string

const (
	AverageNone  Average = ""
	AverageWeek  Average = "week"
	AverageMonth Average = "month"
)

// Averages are the words for it.
func Averages() []Average { return []Average{AverageWeek, AverageMonth} }

// RankLevel is a title for a total of at least so much.
type RankLevel struct {
	Name     string
	Least    float64
	Stars    int
	Negative bool // not a title: what is below must get better
}

// Ties is how equal totals are ranked.
type Ties string

const (
	TiesStandard Ties = "standard" // 1 2 2 4
	TiesDense    Ties = "dense"    // 1 2 2 3
	TiesShared   Ties = "shared"   // honour without ranks
)

// AllTies are all tie rules.
func AllTies() []Ties { return []Ties{TiesStandard, TiesDense, TiesShared} }

// Entry is one unit's result.
type Entry struct {
	Line     int     // its place among the entries as they were written
	ID       string  // by which findings may name it; never shown
	Name     string  // as it may be shown: masked where the site masks
	Where    string  // 新城花园3幢
	Scores   []Score // one for each category, in their order
	Total    float64 // exact, as far as a number can be
	Rank     int     // 0 when ties are shared
	Tied     bool
	Level    int    // index into Levels, -1 for none
	Note     string // the deed in a few words
	Veto     string // why it was ruled out; empty for none
	Trend    string // in words: 上升2位
	Building string // id
	Revoked  bool   // its title was taken back; the loader leaves it out
}

// Score is a result in one category and how it came about.
type Score struct {
	Value    float64
	Evidence string
	Parts    []ScorePart // of one that was computed: one, or one for each part of the period
}

// ScorePart is how points were counted in the period or in a part of it. The
// score is the mean of the values of its parts.
type ScorePart struct {
	Name   string // 7月; empty where the period has no parts
	Start  float64
	Sums   []RuleSum
	Value  float64 // kept between 0 and the most that can be had
	Hidden float64 // taken from a household or a person, who alone is told why
}

// RuleSum is what the findings of one rule come to.
type RuleSum struct {
	Rule     int // index into the category's rules
	Points   float64
	Capped   bool // there was more, but the rule has a cap
	Findings []Finding
}

// Finding is a line of the log that scores are computed from.
type Finding struct {
	Day    calendar.Day
	Times  int
	Points float64 // of all times together
	Note   string
	Photo  string // below content/
	Who    string
}

// Holder is who held a flag or title in an earlier round.
type Holder struct {
	Period string
	Name   string
	Total  string
	Note   string
	Handed calendar.Day // when the flag came to the holder; zero: nobody says
}
