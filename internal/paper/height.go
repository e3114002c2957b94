package paper

import (
	"math"
	"strings"

	"banbao/internal/measure"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// setting is how large a sheet of the house is set: sizes in points, gaps in
// millimetres, all as in paper.css.
type setting struct {
	title, body, facts, signed float64
	table, terms               float64 // terms are those of a publicity
	leading                    float64
	factsGap, signedGap        float64
}

// settingOf is how a sheet is set that has room enough.
func settingOf(v *Sheet) setting {
	s := setting{title: 36, body: 19, facts: 21, signed: 19, leading: 1.6, factsGap: 8, signedGap: 9}
	switch v.Size {
	case "short":
		s.title, s.body, s.facts = 50, 25, 24
	case "middle":
		s.body = 21
	case "long":
		s.title = 32
	case "huge":
		s.title, s.body = 32, 16
	}
	switch {
	case v.Class == string(site.SheetPublicity):
		s.title, s.body, s.facts, s.signed, s.factsGap, s.signedGap = 31, 17, 16, 17, 4, 6
		s.table, s.terms = 16, 16
		return s
	case v.Class == string(site.SheetLetter):
		s.title, s.body, s.leading = 40, 21, 1.75
	case v.Longest:
		s.title = 25
	case v.LongTitle:
		s.title = 29
	}
	s.table = s.body * 0.84
	return s
}

// tight is one step smaller.
func (s setting) tight() setting {
	if s.terms > 0 {
		return setting{title: 28, body: 15.5, facts: 15, signed: 15.5, table: 15, terms: 15, leading: 1.5, factsGap: 4, signedGap: 5}
	}
	switch s.body {
	case 25:
		s.body = 23
	case 21:
		s.body = 19
	case 19:
		s.body = 17
	}
	switch s.title {
	case 50:
		s.title = 44
	case 36:
		s.title = 32
	case 32:
		s.title = 29
	}
	s.table = s.body * 0.84
	s.facts, s.signed, s.leading, s.factsGap, s.signedGap = min(s.facts, 19), 17, 1.5, 6, 6
	return s
}

// hairline is by how much a sheet is counted as fuller than it was worked out
// to be: half a line that is a little wider in the face there is.
const hairline = 3.0

// setSheet is how a sheet of the house is set, and how it runs then.
type setSheet struct {
	size  string
	tight bool
	set   setting
	flow  flow // nil where it is not known how it runs
}

// fitted is how a notice or a publicity is set that would go on over one more
// leaf for a few lines: a step or two smaller, if it then takes one less and can
// still be read from where people stand. All others are set by their size.
func fitted(v *Sheet, src string) setSheet {
	f := setSheet{size: v.Size, set: settingOf(v)}
	class := site.Sheet(v.Class)
	if class != site.SheetPlain && class != site.SheetPublicity && class != site.SheetLetter {
		return f
	}
	f.flow = flowOf(v, src, f.set)
	if class == site.SheetLetter || v.Paper != "A4" || v.Size == "huge" {
		return f
	}
	n := f.flow.leaves(leafHigh - hairline)
	small := *v
	for n > 1 {
		set := settingOf(&small).tight()
		if set.body*mmPt < v.Least {
			break
		}
		if less := flowOf(v, src, set); less.leaves(leafHigh-hairline) < n {
			return setSheet{small.Size, true, set, less}
		}
		if class != site.SheetPlain || small.Size != "middle" {
			break
		}
		small.Size = "long"
	}
	return f
}

// bare is Markdown without the marks inside a line, and without where links
// lead.
func bare(s string) string {
	if !strings.ContainsAny(s, "*`[") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		switch {
		case strings.HasPrefix(s, "]("):
			_, after, found := strings.Cut(s, ")")
			if !found {
				return b.String() + s
			}
			s = after
			continue
		case s[0] != '*' && s[0] != '`' && s[0] != '[':
			b.WriteByte(s[0])
		}
		s = s[1:]
	}
	return b.String()
}

// pictureHeight is how high a photograph stands, and what is written under it;
// at is its place among the pictures of the text, -1 if it is none of them.
func pictureHeight(v *Sheet, line string, size, leading float64) (high, under float64, at int) {
	const unknown = 90.0
	_, dest, _ := strings.Cut(line, "](")
	dest, caption, _ := strings.Cut(strings.TrimSuffix(dest, ")"), " ")
	for k, p := range v.Text.Pictures {
		if p.Dest != dest || p.Show.Width == 0 {
			continue
		}
		wide := min(leafWide, float64(min(p.Show.Width, widest))*25.4/96)
		if caption != "" {
			under = float64(linesOf(caption, leafWide, size*0.8)) * size * 0.8 * mmPt * leading
		}
		return min(120, wide*float64(p.Show.Height)/float64(p.Show.Width)), under, k
	}
	return unknown, 0, -1
}

// tableHeight is how high a table stands. A column takes what its widest cell
// takes, if that is no more than its share; those that want more share what is
// left.
func tableHeight(rows []string, size float64) float64 {
	const air = 2.4 // beside each cell
	var widest []float64
	for _, row := range rows {
		k := 0
		for cell := range strings.SplitSeq(strings.Trim(row, "|"), "|") {
			if k == len(widest) {
				widest = append(widest, 0)
			}
			widest[k] = max(widest[k], measure.Em(strings.TrimSpace(cell))*size*mmPt+air)
			k++
		}
	}
	room, wanting := leafWide, len(widest)
	given := make([]bool, len(widest))
	for again := true; again && wanting > 0; {
		again = false
		for k, w := range widest {
			if !given[k] && w <= room/float64(wanting) {
				given[k], again = true, true
				room, wanting = room-w, wanting-1
			}
		}
	}
	high := 0.0
	for _, row := range rows {
		most, k := 1, 0
		for cell := range strings.SplitSeq(strings.Trim(row, "|"), "|") {
			if !given[k] {
				most = max(most, linesOf(strings.TrimSpace(cell), room/float64(wanting)-air, size))
			}
			k++
		}
		high += float64(most)*size*mmPt*1.35 + 3.25
	}
	return high
}

// linesOf is how many lines a text takes, so wide and so large.
func linesOf(s string, wide, size float64) int {
	return max(1, measure.Count(s, wide/(size*mmPt), 0))
}

// titleLines is how many lines a title takes, which is parted only between
// words.
func titleLines(title string, size float64) int {
	room := leafWide / (size * mmPt)
	if measure.Em(title) < room {
		return 1
	}
	lines, used := 1, 0.0
	for word := range strings.SplitSeq(string(theme.Title(title)), "<wbr>") {
		w := measure.Em(word)
		if used > 0 && used+w > room {
			lines, used = lines+1, 0
		}
		used += w
		if over := math.Ceil(used/room) - 1; over > 0 { // longer than a line
			lines += int(over)
			used -= over * room
		}
	}
	return lines
}
