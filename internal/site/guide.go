package site

import (
	"strconv"
	"strings"

	"banbao/internal/calendar"
)

// Guide says how to get something done.
type Guide struct {
	Item
	OtherNames   []string // what people call it, to find it by
	Code         string   // 实施编码
	BasicCode    string   // 基本编码
	Sort         GuideSort
	Applicants   []Applicant
	Responsible  string   // 实施主体
	For          string   // 服务对象
	Audiences    []string // ids in Info.Audiences
	Area         string   // 适用地区
	Scope        string   // 通办范围
	Conditions   []string
	Refusals     []string // when it is not granted
	Else         []Else   // not for you? then this
	Flow         *Flow    // may I, in questions; nil for none
	Materials    []Material
	Steps        []Step
	LegalTime    Duration
	PromisedTime Duration
	Fee          Fee
	Window       string // id in Info.Windows
	WindowName   string
	Place        string
	Hours        string  // in words; empty: those of the window or the hall
	Opening      []Hours // of its own, by the day; none: those of the window or the hall
	Enquiry      string  // phone
	Complaint    string  // phone
	Result       string
	ResultSample string   // attachment: what one gets, below content/
	Delivery     []string // how one gets it
	Basis        []Basis
	Online       string // address
	Questions    []Question
	Occasions    []string // ids in Info.Occasions
	Visits       int      // 到场次数; -1 when not said
	Version      string
	CheckedOn    calendar.Day
	CheckDue     calendar.Day // the day by which it is to be checked again
	Attachments  []Attachment
}

// CheckedFor is how many days a guide is taken to be right after it was
// checked, unless it says less itself.
const CheckedFor = 365

// Overdue tells whether a guide should have been checked again before a day.
func (g *Guide) Overdue(today calendar.Day) bool { return g.CheckDue > 0 && today > g.CheckDue }

// GuideSort is what kind of matter it is, as the government's lists have it.
type GuideSort string

// The sorts of matters (事项类型).
const (
	SortPermit  GuideSort = "permit"
	SortConfirm GuideSort = "confirmation"
	SortPayment GuideSort = "payment"
	SortRuling  GuideSort = "ruling"
	SortAward   GuideSort = "award"
	SortOther   GuideSort = "other"
	SortPublic  GuideSort = "public"
)

// GuideSorts are all sorts.
func GuideSorts() []GuideSort {
	return []GuideSort{SortPublic, SortPermit, SortConfirm, SortPayment, SortRuling, SortAward, SortOther}
}

// Chinese is the word for a sort; empty for none.
func (k GuideSort) Chinese() string {
	switch k {
	case SortPublic:
		return "公共服务"
	case SortPermit:
		return "行政许可"
	case SortConfirm:
		return "行政确认"
	case SortPayment:
		return "行政给付"
	case SortRuling:
		return "行政裁决"
	case SortAward:
		return "行政奖励"
	case SortOther:
		return "其他行政权力"
	}
	return ""
}

// Applicant is who may apply in law: a person or an organisation.
type Applicant string

const (
	ApplicantPerson       Applicant = "person"
	ApplicantOrganisation Applicant = "organisation"
)

// Applicants are all there are.
func Applicants() []Applicant { return []Applicant{ApplicantPerson, ApplicantOrganisation} }

// Chinese is 自然人 or 法人.
func (a Applicant) Chinese() string {
	if a == ApplicantOrganisation {
		return "法人和其他组织"
	}
	return "自然人"
}

// Basis is a rule that a guide follows.
type Basis struct{ Title, Number, Article, Text string }

// Chinese is 《社会救助暂行办法》（国务院令第649号）第九条.
func (b Basis) Chinese() string {
	words := b.Title
	if b.Number != "" {
		words += "（" + b.Number + "）"
	}
	return words + b.Article
}

// Else is what to do instead when a guide is not for somebody.
type Else struct {
	When  string
	Guide string // slug of another guide; empty where the words are all
	Say   string
	Phone string
}

// Material is a paper to bring.
type Material struct {
	Name     string
	Original int // how many originals; 0 for none
	Copies   int
	Medium   Medium
	Source   string // who gives it out
	Origin   Origin
	Saved    Saving // whether one may come without it
	Note     string
	Optional bool
	Form     string // attachment: blank form, below content/
	Sample   string // attachment: filled sample, below content/
}

// Medium is in what form a material is taken.
type Medium string

const (
	MediumPaper      Medium = "paper"
	MediumElectronic Medium = "electronic"
	MediumEither     Medium = "either"
	MediumSpoken     Medium = "spoken" // a number that one only has to tell
)

// Mediums are all there are, the usual one first.
func Mediums() []Medium {
	return []Medium{MediumPaper, MediumElectronic, MediumEither, MediumSpoken}
}

// Origin is whose a material is.
type Origin string

const (
	OriginSelf       Origin = "self"
	OriginGovernment Origin = "government"
	OriginOther      Origin = "other"
)

// Origins are all there are.
func Origins() []Origin { return []Origin{OriginSelf, OriginGovernment, OriginOther} }

// Chinese is 自备, 政府部门核发 or 其他单位出具; empty where nobody said.
func (o Origin) Chinese() string {
	switch o {
	case OriginSelf:
		return "自备"
	case OriginGovernment:
		return "政府部门核发"
	case OriginOther:
		return "其他单位出具"
	}
	return ""
}

// Saving is why a material may be left at home.
type Saving string

const (
	SavingShared  Saving = "shared"  // the window looks it up
	SavingPromise Saving = "promise" // a signed promise does instead
)

// Savings are all there are.
func Savings() []Saving { return []Saving{SavingShared, SavingPromise} }

// Chinese is what is said to who would bring it; empty for none.
func (k Saving) Chinese() string {
	switch k {
	case SavingShared:
		return "窗口能查到的可以不带"
	case SavingPromise:
		return "可以签一份承诺代替"
	}
	return ""
}

// Count is 原件, 原件2份，复印件1份, 电子版 or 说得出就行.
func (m *Material) Count() string {
	var parts []string
	switch {
	case m.Medium == MediumSpoken:
		return "说得出就行"
	case m.Original == 1 && m.Copies == 0:
		parts = append(parts, "原件")
	case m.Original > 0:
		parts = append(parts, "原件"+strconv.Itoa(m.Original)+"份")
	}
	if m.Copies > 0 {
		parts = append(parts, "复印件"+strconv.Itoa(m.Copies)+"份")
	}
	switch m.Medium {
	case MediumElectronic:
		parts = append(parts, "电子版")
	case MediumEither:
		parts = append(parts, "电子版也行")
	}
	return strings.Join(parts, "，")
}

// Step is one thing that happens on the way.
type Step struct {
	Name, Text, Place, Actor, Duration string
	Join                               Join
}

// Join is how a step goes with the one before.
type Join string

const (
	JoinThen Join = ""    // after it
	JoinAnd  Join = "and" // together with it, in any order
	JoinOr   Join = "or"  // instead of it
)

// Joins are those that are written.
func Joins() []Join { return []Join{JoinAnd, JoinOr} }

// Chinese is the word between two steps.
func (j Join) Chinese() string {
	switch j {
	case JoinAnd:
		return "同时"
	case JoinOr:
		return "或者"
	}
	return ""
}

// Leg is a step with those that are done at the same point of the way.
type Leg struct {
	Number int // from 1
	Steps  []Step
}

// Legs are the steps by the point of the way at which they are done.
func (g *Guide) Legs() []Leg {
	var all []Leg
	for _, s := range g.Steps {
		if s.Join == JoinThen || len(all) == 0 {
			all = append(all, Leg{Number: len(all) + 1})
		}
		last := &all[len(all)-1]
		last.Steps = append(last.Steps, s)
	}
	return all
}

// Duration is a number of days as law and promise count them.
type Duration struct {
	Days    int
	Unit    calendar.Unit
	AtOnce  bool // 当场办结
	Written bool // the author said something
}

// Chinese is the time in words: 当场办好, 3个工作日, 10天; empty for none.
func (d Duration) Chinese() string {
	switch {
	case d.AtOnce:
		return "当场办好"
	case d.Days <= 0:
		return ""
	case d.Unit == calendar.WorkingDays:
		return strconv.Itoa(d.Days) + "个工作日"
	}
	return strconv.Itoa(d.Days) + "天"
}

// ISO is the time as computers exchange it, P22D; working days are given as
// they are counted, since there is no other way. At once is the same day.
func (d Duration) ISO() string {
	switch {
	case d.AtOnce:
		return "P0D"
	case d.Days <= 0:
		return ""
	}
	return "P" + strconv.Itoa(d.Days) + "D"
}

// Fee is what it costs.
type Fee struct {
	Free   bool
	Amount string
	Basis  string
}

// Question is one that is often asked, with its answer.
type Question struct{ Ask, Answer string }

// Page is a page that does not age: the covenant, about, contacts.
type Page struct {
	Item
	Order       int
	Attachments []Attachment
}
