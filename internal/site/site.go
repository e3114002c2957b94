// Package site holds the nouns of a notice board and the questions that
// surfaces ask of them: what is a notice's state at a moment, in which order
// do items stand, what hangs on a board, when does anything change next.
//
// A [Site] is filled by package content and is read-only afterwards; nothing
// here reads a file or a clock. Every question that depends on time takes the
// moment as an argument, so site(t) is a plain function.
//
// Items share [Item]: where they come from, where they go, and the window in
// which they are shown. A date without a time means the whole local day; the
// loader has already turned it into instants.
package site

import (
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// Site is a neighbourhood's content at one moment.
type Site struct {
	Info
	Now time.Time // the moment the site is built for, in the site's zone

	Notices    []*Notice // in the one order of [Compare]
	Activities []*Activity
	Rankings   []*Ranking
	Guides     []*Guide
	Pages      []*Page
	Boards     []*Board
	Screens    []*Screen
	Daily      []Daily // by date
	Waivers    []DataWaiver

	BySource                map[string]*Item // by file; in lists of several, by file#slug
	Assets                  map[string]Asset // by path below content/
	Holidays                *calendar.Holidays
	Drafts, Future, Expired bool // -D -F -E: what is shown beyond the current
}

// Info is what config.toml says of the neighbourhood itself.
type Info struct {
	Title       string // 新城社区
	Mark        string // the two characters in the square beside the title
	Description string
	Language    string   // zh-Hans
	Languages   []string // of the website: Language, and zh-Hant if there are two trees
	Zone        *time.Location
	BaseURL     string // ends with a slash, or is empty
	Issuer      string // who signs a notice that names nobody
	RedHead     string // above official sheets that have a number: 新城社区居民委员会文件
	Address     string
	Footnote    string   // last line of every page
	DataLicence string   // how the data files may be used; empty where nobody says
	PageSize    int      // rows on one page of a list
	AheadDays   int      // scheduled items that begin within so many days are built, hidden until then
	SummaryLen  int      // characters of a summary made from the text
	HomeGuides  []string // slugs of the guides on the home page, in order
	Phones      []Phone
	Hours       []Hours
	Windows     []Window // where guides send people: 1号窗口 …
	Occasions   []Place  // why people come: 生孩子, 搬家 …
	Audiences   []Place  // who they are: 老人, 家长 …
	Posts       []Post
	Queues      []Queue
	Closures    []Closure
	Buildings   []Place // compounds and buildings: 桂花苑 …
	Alerts      []Alert // prepared for screens
	Lanes       []Lane  // what is made public by the calendar
	Dignity     Dignity
}

// Phone is one of the neighbourhood's own service numbers.
type Phone struct {
	Name, Number, Note string
}

// Hours are opening hours of the hall on some days.
type Hours struct {
	Name     string // 星期一至星期五
	On       calendar.On
	Open     []Span
	Holidays bool // open on holidays as on other days
}

// Span is a part of a day, half-open.
type Span struct{ From, Until calendar.Clock }

// Place is a named thing that content refers to by id.
type Place struct {
	ID, Name, Note string
	Mark           string // of an occasion: the sign on its button on a touch screen
}

// Item is what all content has in common.
type Item struct {
	Noun    Noun
	Kind    Kind     // notices only
	Level   Level    // notices only
	Source  diag.Pos // the file; for an item in a list, its table
	Slug    string
	Title   string
	Summary string
	Tags    []string
	Draft   bool
	Date    calendar.Moment // when it was written or issued
	Window  calendar.Window // when it is shown
	Body    Body
	Ask     *Contact // nil for nobody

	Buildings []string // whom it concerns; none means everyone
	Boards    *Targets // nil: the rules of the boards decide
	Screens   *Targets
	Aliases   []string    // earlier paths that lead here
	Style     *PaperStyle // nil: as its kind is used to
}

// PaperStyle is how an item looks on paper and on a blackboard, where that is not
// as its kind is used to. What is empty is as usual.
type PaperStyle struct {
	Sheet Sheet
	Paper string // of a poster: A3, A2, A1
	Chalk Chalk  // what a blackboard says instead of the title and the text
}

// PaperStyle is how the item looks on paper.
func (i *Item) PaperStyle() PaperStyle {
	if i.Style == nil {
		return PaperStyle{}
	}
	return *i.Style
}

// Contact is whom to ask about the item.
func (i *Item) Contact() Contact {
	if i.Ask == nil {
		return Contact{}
	}
	return *i.Ask
}

// Chalk is an item as it is written on a blackboard. What is empty is as
// elsewhere.
type Chalk struct{ Title, Text string }

// Noun is a kind of content.
type Noun string

const (
	NounNotice   Noun = "notice"
	NounActivity Noun = "activity"
	NounRanking  Noun = "ranking"
	NounGuide    Noun = "guide"
	NounPage     Noun = "page"
)

// Folder is where a noun's pages stand below public/.
func (n Noun) Folder() string {
	switch n { // written out, since it is asked of every item again and again
	case NounNotice:
		return "notices"
	case NounActivity:
		return "activities"
	case NounRanking:
		return "rankings"
	case NounGuide:
		return "guides"
	case NounPage:
		return "pages"
	}
	return string(n) + "s"
}

// Path is an item's page below public/, such as notices/fire-drill.html.
func (i *Item) Path() string { return i.Noun.Folder() + "/" + i.Slug + ".html" }

// Body is the text of an item, left in its file until a page needs it.
type Body struct {
	File    string   // below the site's root
	Offset  int      // bytes before the text
	Line    int      // the file's line at which the text begins
	Size    int      // bytes; 0 means there is no text
	Returns int      // carriage returns among them, which say nothing
	Sum     [16]byte // of the text, so that a page's key can depend on it
	Words   int      // 字数; 0 when not counted
	Text    string   // the text itself, for items that share a file with others
	Refs    []Ref    // pictures and links in the text, as written
}

// Ref is a picture or link in a text.
type Ref struct {
	Dest    string
	Picture bool
}

// Contact is whom to ask.
type Contact struct {
	Name, Phone, Place, Hours string
}

// IsZero tells whether nobody is named.
func (c Contact) IsZero() bool { return c == Contact{} }

// Targets says on which boards or screens an item wants to be.
type Targets struct {
	All, None bool
	IDs       []string
}

// Asset is a picture or an attachment below content/.
type Asset struct {
	Path   string   // below content/
	Size   int64    // bytes as it is published when taken away; 0 when not known before
	Sum    [16]byte // of the file
	Width  int      // pictures: pixels, upright
	Height int
	Form   string // what it becomes when made smaller: .jpg or .png; empty for what is no photograph
	Turned bool   // the camera was held otherwise, so it has to be turned
}

// Attachment is a file offered beside an item.
type Attachment struct {
	Path  string // below content/
	Title string
	Size  int64 // as that of the Asset
	Sum   [16]byte
}

// Daily is what the day's notice says of the weather and the air.
type Daily struct {
	Day       calendar.Day
	Sky       string // 多云
	Low, High int    // ℃
	HasTemp   bool
	Wind      string
	Air       string
	Note      string // a line on the blackboard of the home page
}
