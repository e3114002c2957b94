package paper

import (
	"fmt"
	"math"
	"strings"
	"sync"

	"banbao/internal/measure"
	"banbao/internal/site"
)

// How many leaves a sheet comes out on is known only to a browser. Here it is
// worked out from the style sheet's measures (paper.css), closely enough to say
// before anything is printed what has no room on a board; a browser test holds
// the two together.

// type sizes in points, widths and heights in millimetres
const (
	mmPt      = 25.4 / 72
	leafWide  = 143.0 // of the text on an A4 sheet of the house
	leafHigh  = 251.0
	gridLines = 22
	gridCells = 28
)

// bodySize is how large the text of a sheet stands, in points, by its class
// and by how much there is of it.
func bodySize(v *Sheet) float64 {
	switch site.Sheet(v.Class) {
	case site.SheetOfficial, site.SheetSealed, site.SheetPreprinted:
		return 15.8
	case site.SheetRanking:
		if v.Paper == "A3" { // stars and honours
			return 20
		}
		return 17
	case site.SheetPublicity:
		return 17
	case site.SheetHandout:
		return 16
	case site.SheetLetter:
		return 21
	case site.SheetPoster: // 18 mm on A2
		return 18 / mmPt * longSides[v.Paper] / longSides["A2"]
	case site.SheetProgramme:
		return 16
	case site.SheetCalendar:
		return 14
	}
	return settingOf(v).body
}

// source is the Markdown of a sheet; empty where it cannot be read, which its
// page tells.
func (r *renderer) source(v *Sheet) string {
	if v.Text.Body.Size == 0 || r.texts.Read == nil {
		return ""
	}
	text := ""
	_ = r.read(v.Text.Body, func(src []byte) error {
		text = string(src)
		return nil
	})
	return text
}

// read reads a text and lends it to use.
func (r *renderer) read(body site.Body, use func(src []byte) error) error {
	buf := bodies.Get().(*[]byte)
	defer bodies.Put(buf)
	src, err := r.texts.Read(*buf, body)
	if err != nil {
		return fmt.Errorf("read %s: %w", body.File, err)
	}
	if cap(src) <= keptBody {
		*buf = src
	}
	return use(src)
}

// bodies are read into buffers that are used again, but for a huge one.
var bodies = sync.Pool{New: func() any { return new([]byte) }}

const keptBody = 1 << 20

// leaves is on how many leaves a sheet comes out.
func (w *Walls) leaves(v *Sheet) int {
	n := 1
	switch class := site.Sheet(v.Class); class {
	case site.SheetOfficial, site.SheetSealed, site.SheetPreprinted:
		n = officialLeaves(v, w.source(v))
	case site.SheetPlain, site.SheetLetter, site.SheetPublicity:
		n = fitted(v, w.source(v)).flow.leaves(leafHigh)
	case site.SheetRanking:
		if v.Ranking != nil && len(v.Ranking.Leaves) > 0 {
			n = len(v.Ranking.Leaves)
		}
	}
	return max(n, 1)
}

// officialLeaves counts the lines of the grid: title, addressee, text, whom to
// ask, what is attached, who signs, until when, and the imprint.
func officialLeaves(v *Sheet, src string) int {
	cells := func(text string) int { return int(math.Ceil(measure.Em(text) / gridCells)) }
	lines := 1 + linesOf(plain(v.Title), 156, 22)
	switch {
	case v.RedHead != "" || v.Class == string(site.SheetPreprinted):
		lines += 10
	case v.Number != "":
		lines += 2
	}
	if v.To != "" {
		lines += cells(v.To + "：")
	}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#-* "))
		if line != "" {
			lines += cells("　　" + bare(line))
		}
	}
	if contact := contactLine(v); contact != "" {
		lines += cells("　　" + contact)
	}
	for k, f := range v.Files {
		if k == 0 {
			lines++ // a blank one
		}
		lines += cells("　　附件：1." + f)
	}
	lines += signedLines(v)
	if v.Remove != "" {
		lines++
	}
	switch {
	case v.CopyTo != "":
		lines += 2
	case v.RedHead != "":
		lines++
	}
	return (lines + gridLines - 1) / gridLines
}

// signedLines are those of who signs and when: with a line above, or with room
// for seals, which stand three in a row.
func signedLines(v *Sheet) int {
	names := len(signers(v.Issuer))
	switch {
	case !v.Sign || names == 0:
		return 0
	case v.Class != string(site.SheetSealed):
		return 2 + names
	case names == 1:
		return 5
	}
	return 5*((names+2)/3) + 1
}
