package paper

import (
	"math"
	"strings"

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
	leafHigh  = 250.0
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
	switch v.Size {
	case "short":
		return 25
	case "middle":
		return 21
	case "huge":
		return 16
	}
	return 19
}

// source is the Markdown of a sheet; empty where it cannot be read, which its
// page tells.
func (r *renderer) source(v *Sheet) string {
	if v.Text.Body.Size == 0 || r.texts.Read == nil {
		return ""
	}
	src, err := r.texts.Read(nil, v.Text.Body)
	if err != nil {
		return ""
	}
	return string(src)
}

// leaves is on how many leaves a sheet comes out.
func (w *Walls) leaves(v *Sheet) int {
	if n := w.lines[v.Page]; n > 0 {
		return n
	}
	n := 1
	switch class := site.Sheet(v.Class); class {
	case site.SheetOfficial, site.SheetSealed, site.SheetPreprinted:
		n = officialLeaves(v, w.source(v))
	case site.SheetPlain, site.SheetLetter, site.SheetPublicity:
		n = int(math.Ceil(w.height(v) / leafHigh))
	case site.SheetRanking:
		if v.Ranking != nil && len(v.Ranking.Leaves) > 0 {
			n = len(v.Ranking.Leaves)
		}
	}
	n = max(n, 1)
	w.lines[v.Page] = n
	return n
}

// height is how high a sheet of the house would be on one endless leaf.
func (w *Walls) height(v *Sheet) float64 {
	size := bodySize(v)
	title, leading := 36.0, 1.6
	switch {
	case v.Class == string(site.SheetPublicity):
		title = 31
	case v.Class == string(site.SheetLetter):
		title, leading = 40, 1.75
	case v.Longest:
		title = 25
	case v.LongTitle:
		title = 29
	case v.Size == "short":
		title = 50
	case v.Size == "long" || v.Size == "huge":
		title = 32
	}
	high := float64(linesOf(plain(v.Title), leafWide, title))*title*mmPt*1.26 + 6
	text := func(s string, size, leading float64) float64 {
		return float64(linesOf(s, leafWide, size)) * size * mmPt * leading
	}
	if v.To != "" {
		high += text(v.To, size, leading) + 2
	}
	paragraph := 0.0 // of lines that follow each other
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			paragraph = text(run.String(), size, leading)
			high += paragraph + 2.6
			run.Reset()
		}
	}
	for line := range strings.Lines(w.source(v)) {
		line = strings.TrimSpace(line)
		mark := strings.TrimLeft(line, "#")
		switch {
		case line == "":
			flush()
		case len(mark) < len(line) && strings.HasPrefix(mark, " "):
			flush()
			high += text(mark, size*1.12, 1.35) + 5
		case strings.HasPrefix(line, "|"):
			flush()
			if strings.Trim(line, "|-: ") != "" {
				high += tableRow(line, size*0.84)
			}
		case strings.HasPrefix(line, "!["):
			flush()
			high += 90
		case strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || len(line) > 1 && line[0] >= '1' && line[0] <= '9' && (line[1] == '.' || line[1] == ')'):
			flush()
			high += float64(linesOf(line[2:], leafWide-1.5*size*mmPt, size))*size*mmPt*leading + 1
		default:
			run.WriteString(line)
		}
	}
	flush()
	facts := 21.0
	if v.Class == string(site.SheetPublicity) {
		facts = 16
	}
	for k, f := range v.Facts {
		if k == 0 {
			high += 8
		}
		high += float64(linesOf(f.Text, leafWide-4.2*facts*mmPt, facts))*facts*mmPt*1.4 + 5
	}
	if p := v.Publicity; p != nil {
		high += 5
		if len(p.Days) > 0 {
			high += 5 + 2.4 + 2*14*mmPt*1.3
		}
		for _, term := range []string{p.How + p.Until, p.Basis, p.To + p.Phone + p.Address + p.Hours, p.Supervisor} {
			if term != "" {
				high += (float64(linesOf(term, leafWide-4.2*16*mmPt, 16))+0.3)*16*mmPt*1.5 + 1
			}
		}
	}
	if len(v.Files) > 0 {
		high += 5 + text("附件："+strings.Join(v.Files, "；"), 19, 1.6)
	}
	if v.Sign && v.Issuer != "" {
		high += 9 + 2*19*mmPt*1.6
	}
	return high
}

// tableRow is how high a row of a table stands, whose columns are as wide as
// each other.
func tableRow(line string, size float64) float64 {
	cells := strings.Split(strings.Trim(line, "|"), "|")
	most := 1
	for _, c := range cells {
		most = max(most, linesOf(strings.TrimSpace(c), leafWide/float64(len(cells)), size))
	}
	return float64(most)*size*mmPt*1.35 + 3.25
}

// linesOf is how many lines a text takes, so wide and so large.
func linesOf(s string, wide, size float64) int {
	return max(1, int(math.Ceil(measure.Em(s)*size*mmPt/wide)))
}

// officialLeaves counts on the grid: a title of two lines, the addressee, the
// text, what is attached, and who signs.
func officialLeaves(v *Sheet, src string) int {
	lines := 2 + linesOf(plain(v.Title), 156, 22)
	if v.To != "" {
		lines += 1
	}
	if v.Number != "" {
		lines += 2
	}
	if v.Class == string(site.SheetPreprinted) {
		lines += 10
	}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "#-* "))
		if line != "" {
			lines += int(math.Ceil((measure.Em(line) + 2) / gridCells))
		}
	}
	lines += len(v.Files) + 4
	return (lines + gridLines - 1) / gridLines
}
