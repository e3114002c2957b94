package site

import (
	"strconv"

	"banbao/internal/calendar"
)

// Guide says how to get something done.
type Guide struct {
	Item
	Code         string // 事项编码
	Responsible  string // 实施主体
	For          string // 服务对象
	Conditions   []string
	Refusals     []string // when it is not granted
	Materials    []Material
	Steps        []Step
	LegalTime    Duration
	PromisedTime Duration
	Fee          Fee
	Window       string // id in Info.Windows
	WindowName   string
	Place        string
	Hours        string // empty: the hall's hours
	Enquiry      string // phone
	Complaint    string // phone
	Result       string
	Basis        []string
	Online       string // address
	Questions    []Question
	Occasions    []string // ids in Info.Occasions
	Visits       int      // 到场次数; -1 when not said
	CheckedOn    calendar.Day
	Attachments  []Attachment
}

// Material is a paper to bring.
type Material struct {
	Name     string
	Original int // how many originals; 0 for none
	Copies   int
	Source   string // who gives it out
	Note     string
	Optional bool
	Form     string // attachment: blank form, below content/
	Sample   string // attachment: filled sample, below content/
}

// Step is one thing that happens on the way.
type Step struct {
	Name, Text, Place, Actor, Duration string
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
