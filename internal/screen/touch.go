package screen

import (
	"html/template"
	"io"
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Touch is what people touch on a kiosk: all its pages in one file, so that
// nothing is asked of the network while somebody reads, and plain links from
// one to another, so that it works without script.
type Touch struct {
	Root, Language      string
	Screen, Name, House string
	Zone, Since         string
	Style, Script, Size string
	Home                string      // the attract loop
	Pages               []TouchPage // the first page comes last: it is seen when no other is asked for
	Letters             []string
	Print               bool
}

// TouchPage is one page that fits the glass.
type TouchPage struct {
	ID    string // the fragment of its address
	Kind  string // home, list, find, text
	Item  string // pages of one thing are printed together
	From  string // seconds of the epoch; empty: always
	Until string
	Title string
	Slim  bool // a long title, set smaller
	Loose bool // a phrase of it is longer than a line
	Wide  bool // four buttons stand beside each other
	Say   string
	State []TouchLine // whether the hall is open
	Today []TouchLine // what is on today
	Keys  []TouchKey
	Rows  []TouchRow
	Parts []TouchPart
	Code  *Code
	QR    template.HTML // of the code
	Foot  string
	Page  int // of Pages
	Pages int
	Empty string // what is said where every row is over
	Bar   []TouchLink
}

// TouchLine is a line that is true for a time.
type TouchLine struct{ From, Until, Time, Text string }

// TouchKey is a large button: a sign, a name, and what is behind it.
type TouchKey struct{ Href, Mark, Name, More string }

// TouchLink is a button of the bar at the foot.
type TouchLink struct {
	Text, Href string
	Main, Back bool
	Print      bool
	Read       bool // aloud, where the device has a voice
	None       bool // dead: there is no page before or after
	Turn       bool // to another page of the same
}

// The measures of touch pages, in rem; kiosk.css says the same.
const (
	reach      = 0.4 // of the height, from the top, is out of reach of who sits
	touchSide  = 0.06
	touchHead  = 1.4*1.3 + 0.6 + 0.6
	touchBar   = 5 + 0.9
	touchBig   = 4.0 // titles of lists
	touchMid   = 2.9
	touchTitle = 2.5 // and of texts
	touchText  = 1.7
	touchNote  = 1.4
	touchName  = 6.4 // column of names beside facts
	touchMark  = 2.8
	touchCode  = 8.6
	keyHigh    = 6.8
	padRows    = 4 // 23 letters in rows of seven, and two words
	padHigh    = padRows*4.4 + 0.8
)

// touch makes the pages that are touched.
type touch struct {
	*maker
	width, upper, lower, whole float64
	pages                      []TouchPage
}

// shellTouch is where the pages that are touched begin, below a screen; empty
// where nothing is touched.
func (r *renderer) shellTouch(d *site.Screen) string {
	if d.Profile != site.TouchKiosk || !r.theme.Has("touch") || r.theme.Off("touch") {
		return ""
	}
	return "touch/index.html"
}

// touchPages writes them.
func (m *maker) touchPages(base string) error {
	v, err := m.touchView()
	if err != nil {
		return err
	}
	m.write(base+"touch/index.html", output.KeyOf(version, m.theme.Key("touch"), v), func(w io.Writer) error {
		filled := v
		filled.Pages = slices.Clone(v.Pages)
		for k := range filled.Pages {
			p := &filled.Pages[k]
			if p.Code == nil {
				continue
			}
			var err error
			if p.QR, err = m.svg(p.Code); err != nil {
				return err
			}
		}
		return m.theme.Execute(w, "touch", &filled)
	})
	return nil
}

// touchView is all of it.
func (m *maker) touchView() (Touch, error) {
	s, g := m.site, m.glass
	t := &touch{maker: m}
	t.width = g.width * (1 - 2*touchSide)
	t.upper = g.height*(reach-safe) - touchHead
	t.lower = g.height*(1-reach-safe) - touchBar
	t.whole = g.height*(1-2*safe) - touchHead - touchBar

	groups := t.groups()
	index := t.guides(groups)
	notices, err := t.notices()
	if err != nil {
		return Touch{}, err
	}
	activities, err := t.activities()
	if err != nil {
		return Touch{}, err
	}
	var bar []TouchLink
	if index {
		bar = append(bar, TouchLink{Text: "按拼音找", Href: "#find", Main: true})
	}
	if notices {
		bar = append(bar, TouchLink{Text: "通知", Href: "#notices"})
	}
	if activities {
		bar = append(bar, TouchLink{Text: "活动", Href: "#activities"})
	}
	if t.phones() {
		bar = append(bar, TouchLink{Text: "电话", Href: "#phones"})
	}
	t.home(groups, bar)

	v := Touch{
		Root: "../../../", Language: s.Language, Screen: m.screen.ID, Name: m.screen.Name, House: s.Title,
		Zone: zones(s.Now, s.Zone), Since: epoch(calendar.DayOf(s.Now).Start(s.Zone)),
		Style: m.theme.Asset("kiosk.css"), Script: m.theme.Asset("kiosk.js"), Size: "../size.css",
		Home: "../index.html", Pages: t.pages, Print: m.screen.Print,
	}
	for _, c := range "ABCDEFGHJKLMNOPQRSTWXYZ" {
		v.Letters = append(v.Letters, string(c))
	}
	return v, nil
}
