package screen

import (
	"slices"
	"strings"

	"banbao/internal/site"
)

// horizon is how many days a set of slides lasts without a new one: a screen
// whose network is dead still has the week's calendar of a month ahead.
const horizon = 35

// mostItems is how many items one screen goes through; what is beyond it comes
// last in the one order and would be seen by nobody.
const mostItems = 60

// maker makes the slides of one screen.
type maker struct {
	*renderer
	screen *site.Screen
	glass  glass
	limits limits
	slides []Slide
	report *Report
}

// make makes all slides, in the one order.
func (m *maker) make() error {
	s := m.site
	items := 0
	room := func(i *site.Item) bool {
		if items++; items > mostItems {
			m.report.Dropped = append(m.report.Dropped, i.Title)
			return false
		}
		return true
	}
	for _, n := range s.Notices {
		if m.shows(&n.Item) && room(&n.Item) {
			if err := m.notice(n); err != nil {
				return err
			}
		}
	}
	m.weeks()
	for _, a := range s.Activities {
		if m.shows(&a.Item) && !often(a) && room(&a.Item) {
			m.activity(a)
		}
	}
	for _, k := range s.Rankings {
		if m.shows(&k.Item) && room(&k.Item) {
			m.ranking(k)
		}
	}
	for _, g := range s.Guides {
		if m.shows(&g.Item) && room(&g.Item) {
			m.guide(g)
		}
	}
	m.hallDay()
	m.weather()
	m.clock()
	return nil
}

// shows tells whether an item is for this screen, now or while the set lasts.
func (m *maker) shows(i *site.Item) bool {
	return m.site.Listed(i) && slices.Contains(m.onScreens(i), m.screen.ID)
}

// add puts slides of one item into the set.
func (m *maker) add(item string, slides ...Slide) {
	for k := range slides {
		s := &slides[k]
		s.Item, s.ID = item, item
		s.Tall, s.House = m.glass.tall, m.site.Title
		if s.Level == "" {
			s.Level = "normal"
		}
		s.Page, s.Pages = k+1, len(slides)
		if len(slides) > 1 {
			s.ID += "." + itoa(k+1)
		}
		m.glass.strip(s)
		m.glass.whole(s)
		s.dwell(m.limits.dwell)
		m.slides = append(m.slides, *s)
	}
}

// name is an item's, without the ending of its page.
func name(i *site.Item) string { return strings.TrimSuffix(i.Path(), ".html") }

// code leads to an item's page, where the site has an address.
func (m *maker) code(i *site.Item, words string) *Code {
	if m.site.BaseURL == "" {
		return nil
	}
	return &Code{Href: m.site.BaseURL + i.Path(), Words: words}
}

// codeWidth is what a code and the gap beside it take of the page, in rem.
const codeWidth = 5.8 + 0.8

// words are those that say something.
func words(parts ...string) []string {
	return slices.DeleteFunc(parts, func(s string) bool { return s == "" })
}

func joined(parts ...string) string {
	return strings.Join(words(parts...), "　")
}
