package site

import (
	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// Board is a place where paper hangs or chalk is written.
type Board struct {
	Source    diag.Pos // in config.toml
	ID, Name  string
	Kind      BoardKind
	Place     string
	Building  string // id; empty for all
	Width     int    // mm
	Height    int    // mm
	Paper     string // A4, A3 …
	Slots     int
	Copies    int     // of each sheet: for two lifts alike, or a rack from which people take
	Distance  float64 // metres from which it is read
	Shows     Selection
	RenewDays int

	// Of a blackboard: what stands in its masthead.
	Masthead   string // empty: what fits the season
	Editors    string
	FirstIssue calendar.Day // the day on which the first issue was written
}

// Issue is the issue of a blackboard on a day: its number, counted from the
// first one, the day on which it was written, and that of the next. There is
// no number without a first day, and no next without days to renewal.
func (b *Board) Issue(today calendar.Day) (number int, day, next calendar.Day) {
	every := calendar.Day(b.RenewDays)
	switch {
	case b.FirstIssue.IsZero() || today < b.FirstIssue:
		if every > 0 {
			return 0, today, today + every
		}
		return 0, today, 0
	case every == 0:
		return 0, today, 0
	}
	n := (today - b.FirstIssue) / every
	day = b.FirstIssue + n*every
	return int(n) + 1, day, day + every
}

// ReadFrom is the distance in metres from which people read a kind of board
// that does not say.
func (k BoardKind) ReadFrom() float64 {
	switch k {
	case Blackboard:
		return 3
	case Showcase:
		return 1
	case Counter:
		return 0.4
	case LiftBoard:
		return 0.6
	}
	return 0.8
}

// UsualCopies is how many of each sheet a kind of board takes that does not
// say: people take one from a rack, and leave it on a wall.
func (k BoardKind) UsualCopies() int {
	if k == Counter {
		return 10
	}
	return 1
}

// BoardKind is what sort of board it is.
type BoardKind string

const (
	Blackboard BoardKind = "blackboard"
	Showcase   BoardKind = "showcase"
	Corridor   BoardKind = "corridor"
	LiftBoard  BoardKind = "lift"
	Disclosure BoardKind = "disclosure"
	Counter    BoardKind = "counter"
)

// BoardKinds are all kinds of board.
func BoardKinds() []BoardKind {
	return []BoardKind{Blackboard, Showcase, Corridor, LiftBoard, Disclosure, Counter}
}

// Chinese is the word for the kind.
func (k BoardKind) Chinese() string {
	switch k {
	case Blackboard:
		return "黑板报"
	case Showcase:
		return "宣传橱窗"
	case Corridor:
		return "楼道通知栏"
	case LiftBoard:
		return "电梯框"
	case Disclosure:
		return "公示栏"
	case Counter:
		return "服务台"
	}
	return string(k)
}

// Screen is a display that shows slides.
type Screen struct {
	Source   diag.Pos // in config.toml
	ID, Name string
	Profile  Profile
	Width    int // pixels
	Height   int // pixels
	WidthMM  int
	Distance float64 // metres from which it is read
	Place    string
	Building string
	Hours    string // 06:00-22:00
	Wake     string // whether the player keeps the display awake: hold, rest (only within the hours), off
	Print    bool   // a printer is attached, so pages of a touch screen may be printed
	Shows    Selection
}

// Profile is a ready-made size and distance.
type Profile string

const (
	LobbyTV    Profile = "lobby-tv"
	HallTV     Profile = "hall-tv"
	LiftPanel  Profile = "lift-panel"
	TouchKiosk Profile = "touch-kiosk"
)

// Profiles are all profiles.
func Profiles() []Profile { return []Profile{LobbyTV, HallTV, LiftPanel, TouchKiosk} }

// Chinese is the word for the profile.
func (p Profile) Chinese() string {
	switch p {
	case LobbyTV:
		return "门厅电视"
	case HallTV:
		return "大厅电视"
	case LiftPanel:
		return "电梯竖屏"
	case TouchKiosk:
		return "触摸一体机"
	}
	return "电子屏"
}

// Selection is what a board or screen shows when an item does not say. Within
// one list any word may match; every list that is not empty must match.
type Selection struct {
	All, None bool
	Nouns     []Noun
	Kinds     []Kind
	Levels    []Level
	Tags      []string
	Buildings []string
}
