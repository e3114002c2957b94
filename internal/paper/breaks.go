package paper

import (
	"fmt"
	"html"
	"strings"

	"banbao/internal/measure"
)

// broken is the text of a sheet of several leaves made ready for where it is
// broken: pictures made smaller that have not the room left on their leaf, so
// that what is above them does not end in white, and paragraphs of three lines
// kept whole. Of those a browser leaves two lines on one leaf and one on the
// next, orphans and widows or not.
func broken(text string, v *Sheet, f setSheet) string {
	if f.flow == nil || v.Paper != "A4" {
		return text
	}
	n, smaller := f.flow.laid(leafHigh)
	for at, high := range smaller {
		img := fmt.Sprintf(`<img src="%s"`, v.Text.Pictures[at].Show.Src)
		text = strings.Replace(text, img, fmt.Sprintf(`<img class="is-%.0f"%s`, high, img[4:]), 1)
	}
	if n < 2 && len(smaller) == 0 {
		return text
	}
	cells := leafWide / (f.set.body * mmPt)
	return whole3(whole3(text, "p", cells), "li", cells-1.5)
}

// whole3 gives those paragraphs a class that take three lines of so many
// characters, or may.
func whole3(text, tag string, cells float64) string {
	open, end := "<"+tag+">", "</"+tag+">"
	var b strings.Builder
	done := 0 // so far it is written
	for at := 0; ; {
		next := strings.Index(text[at:], open)
		if next < 0 {
			break
		}
		at += next + len(open)
		long := strings.Index(text[at:], end)
		if long < 0 {
			break
		}
		words := bareHTML(text[at : at+long])
		em := measure.Em(words)
		if em > linesAtEdge*(cells-2) && em <= (linesAtEdge+1)*cells &&
			(measure.Count(words, cells, 0) == linesAtEdge+1 || measure.Count(words, cells-2, 0) == linesAtEdge+1) {
			if done == 0 {
				b.Grow(len(text) * 9 / 8)
			}
			b.WriteString(text[done : at-1])
			b.WriteString(` class="whole"`)
			done = at - 1
		}
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// bareHTML is HTML without its tags.
func bareHTML(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for s != "" {
		words, rest, _ := strings.Cut(s, "<")
		b.WriteString(words)
		_, s, _ = strings.Cut(rest, ">")
	}
	return html.UnescapeString(b.String())
}
