package site

import (
	"time"

	"banbao/internal/calendar"
)

// Notice is anything that is posted: a notice, an announcement, a publicity,
// a letter, a good deed.
type Notice struct {
	Item
	PinUntil    time.Time // zero: not pinned
	Issuer      string
	Number      string // 新社〔2026〕18号
	To          string // addressee: 全体居民
	CopyTo      string // 抄送, in the imprint of an official sheet
	Attachments []Attachment
	Withdrawn   *Withdrawal // nil as long as it stands
	Alert       *Alert      // what an urgent one says on screens; nil: made from its title and text
	Publicity   *Publicity  // only for kinds that publish for objections
	Corrections []Correction
	Disclosure  *Disclosed // which duty it fulfils; nil for none
}

// Withdrawal is how a notice was taken back.
type Withdrawal struct {
	Why string
	On  calendar.Day // zero: nobody says
}

// Kind is what sort of notice it is.
type Kind string

const (
	KindNotice       Kind = "notice"       // 通知
	KindAnnouncement Kind = "announcement" // 公告
	KindPublicity    Kind = "publicity"    // 公示
	KindDisclosure   Kind = "disclosure"   // 公开
	KindPledge       Kind = "pledge"       // 承诺
	KindProposal     Kind = "proposal"     // 倡议书
	KindLetter       Kind = "letter"       // 一封信
	KindReminder     Kind = "reminder"     // 温馨提示
	KindStory        Kind = "story"        // 好人好事
	KindScience      Kind = "science"      // 科普
	KindCovenant     Kind = "covenant"     // 公约
)

// Kinds are all kinds in the order in which lists name them.
func Kinds() []Kind {
	return []Kind{KindNotice, KindAnnouncement, KindPublicity, KindDisclosure, KindPledge, KindProposal,
		KindLetter, KindReminder, KindStory, KindScience, KindCovenant}
}

// Chinese is the word on the wall.
func (k Kind) Chinese() string {
	switch k {
	case KindNotice:
		return "通知"
	case KindAnnouncement:
		return "公告"
	case KindPublicity:
		return "公示"
	case KindDisclosure:
		return "公开"
	case KindPledge:
		return "承诺"
	case KindProposal:
		return "倡议书"
	case KindLetter:
		return "一封信"
	case KindReminder:
		return "温馨提示"
	case KindStory:
		return "好人好事"
	case KindScience:
		return "科普"
	case KindCovenant:
		return "公约"
	}
	return string(k)
}

// Level is how much a notice presses.
type Level string

const (
	LevelNormal    Level = "normal"
	LevelImportant Level = "important"
	LevelUrgent    Level = "urgent"
)

// Levels are all levels, least first.
func Levels() []Level { return []Level{LevelNormal, LevelImportant, LevelUrgent} }

// Publicity is a period in which anyone may object.
type Publicity struct {
	Preset     string // of the matter; empty where none was named
	Days       int
	Unit       calendar.Unit
	Start      calendar.Day
	CountStart bool
	Basis      string
	Objections Objections
	Result     string // how it ended, once it has
	ResultDate calendar.Day

	Span   calendar.Span   // the days that count, worked out by the loader
	Window calendar.Window // from the first counted day's beginning to the last one's end
}

// Objections is where and how to object.
type Objections struct {
	To, Address, Phone, Hours, Supervisor string
}

// IsZero tells whether nothing is said.
func (o Objections) IsZero() bool { return o == Objections{} }
