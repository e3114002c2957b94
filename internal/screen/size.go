package screen

import (
	"math"

	"banbao/internal/site"
)

// The height of a character's face, in millimetres for each metre between the
// reader and the glass, after ISO 9241-303 and the studies of Chinese reading
// named in docs/screens.md: what must be read subtends at least 24 minutes of
// arc, text 40, titles and alerts 55.
const (
	floorMM  = 7.0
	textMM   = 11.6
	titleMM  = 16.0
	tallText = 2.2  // rem, of an upright slide whose width allows it
	face     = 0.92 // height of the face of common Han sans fonts, in em
)

// glass is a screen's measures in the unit of its style sheet: 1 rem is a
// centimetre of face for each metre of distance. So .7rem is the floor on every
// screen, 1.16 is text and 1.6 a title.
type glass struct {
	tall          bool
	rem           float64 // of the screen's width
	width, height float64 // of the whole glass, in rem
	text, title   float64 // sizes of text and titles on this glass, in rem
}

// glassOf measures a screen.
func glassOf(d *site.Screen) glass {
	g := glass{
		tall: d.Height > d.Width,
		rem:  10 * d.Distance / face / float64(d.WidthMM),
		text: textMM / 10, title: titleMM / 10,
	}
	g.width = 1 / g.rem
	g.height = g.width * float64(d.Height) / float64(d.Width)
	if g.tall { // read from near, by people with nothing else to look at: as large as the width allows
		g.text = math.Min(tallText, math.Max(g.text, g.page()/9.5))
		g.title = g.text * 1.32
	}
	return g
}

// The parts of a slide, in rem; see screen.css, which says the same.
const (
	safe      = 0.05 // of the width and the height, kept free for televisions that cut the edge off
	tallSide  = 0.075
	edgeWidth = 2.5 + 0.95 // the strip and what parts it from the page
	footLine  = 1.2*0.7 + 0.3
	tallFoot  = 1.2*0.9 + 0.3
	titleLine = 1.28
	textLine  = 1.6
	textGap   = 0.55
	topLine   = 1.2*0.9 + 0.4 // the head of an upright slide
	kindLine  = 2.4           // and its kind
)

// page is how wide text may be.
func (g glass) page() float64 {
	if g.tall {
		return g.width * (1 - 2*tallSide)
	}
	return g.width*(1-2*safe) - edgeWidth
}

// room is how high title and text together may be.
func (g glass) room() float64 {
	if g.tall {
		return g.height*(1-2*safe) - tallFoot - topLine - kindLine
	}
	return g.height*(1-2*safe) - footLine
}

// columns is how many characters of a size stand in a line.
func (g glass) columns(size float64) float64 { return g.page() / size }

// Least is the fewest characters of text that a line must hold, so that it can
// be read at all: eight.
const least = 8

// Legible tells whether a screen is large enough for its distance; if not, how
// far away its readers may stand.
func Legible(d *site.Screen) (ok bool, metres float64) {
	if readable(d, d.Distance) {
		return true, d.Distance
	}
	for tenths := math.Floor(d.Distance * 10); tenths > 2; tenths-- {
		if readable(d, tenths/10) {
			return false, tenths / 10
		}
	}
	return false, 0
}

// readable tells whether a line of text holds enough, and a slide a line of
// title and two of text.
func readable(d *site.Screen, metres float64) bool {
	at := *d
	at.Distance = metres
	g := glassOf(&at)
	return g.columns(g.text) >= least && g.room() >= g.title*titleLine+textGap+2*g.text*textLine
}
