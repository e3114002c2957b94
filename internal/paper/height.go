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

// fullest is how many bytes of text a leaf never holds, however small they are
// set: 660 characters of 17 points, and a quarter more for marks.
const fullest = 2500

// fitted is how a notice or a publicity is set that would go on over a second leaf for a
// few lines: a step or two smaller, if it then stays on one and can still be
// read from where people stand. All others are set by their size.
func fitted(v *Sheet, src string) (size string, tight bool) {
	plain := v.Class == string(site.SheetPlain)
	if !plain && v.Class != string(site.SheetPublicity) || v.Paper != "A4" || v.Size == "huge" || len(src) > fullest {
		return v.Size, false
	}
	if height(v, src, settingOf(v)) <= leafHigh-hairline {
		return v.Size, false
	}
	small := *v
	for {
		set := settingOf(&small).tight()
		if set.body*mmPt < v.Least {
			return v.Size, false
		}
		if height(v, src, set) <= leafHigh-hairline {
			return small.Size, true
		}
		if !plain || small.Size != "middle" {
			return v.Size, false
		}
		small.Size = "long"
	}
}

// height is how high a sheet of the house would be on one endless leaf.
func height(v *Sheet, src string, set setting) float64 {
	row := func(size float64) float64 { return size * mmPt * set.leading }
	text := func(s string, size float64) float64 { return float64(linesOf(s, leafWide, size)) * row(size) }
	high := (float64(titleLines(v.Title, set.title))*1.26 - 0.16) * set.title * mmPt
	gap := 6.0
	if v.Class == string(site.SheetPublicity) {
		gap = 4.5
	}
	if v.To != "" {
		high += gap + text(v.To+"：", set.body)
		gap = 2
	}
	if src != "" {
		high += gap + textHeight(v, src, set)
	}
	for k, f := range v.Facts {
		if k == 0 {
			high += set.factsGap + 0.8
		}
		high += float64(linesOf(f.Text, leafWide-4.2*set.facts*mmPt, set.facts))*set.facts*mmPt*1.4 + 5.25
	}
	if p := v.Publicity; p != nil {
		high += 5
		if len(p.Days) > 0 {
			high += 5 + 2.4 + 1 + 2*14*mmPt*1.3
		}
		for _, term := range []string{p.How + p.Until, p.Basis, p.To + p.Phone + p.Address + p.Hours, p.Supervisor} {
			if term != "" {
				high += (float64(linesOf(term, leafWide-4.2*set.terms*mmPt, set.terms))+0.3)*set.terms*mmPt*1.5 + 1
			}
		}
	}
	if len(v.Files) > 0 {
		high += 5 + text("附件："+strings.Join(v.Files, "；"), 19)
	}
	if v.Sign && v.Issuer != "" {
		lines := 1 + linesOf(v.Issuer, leafWide, set.signed)
		if len(v.Signers) > 0 {
			lines = 1 + linesOf(strings.Join(v.Signers, "　"), leafWide-15, set.signed)
		}
		high += set.signedGap + float64(lines)*set.signed*mmPt*set.leading
	}
	return high
}

// textHeight is how high the text of an item stands, read from its Markdown.
func textHeight(v *Sheet, src string, set setting) float64 {
	size := set.body
	row := size * mmPt * set.leading
	high, last := 0.0, ""
	add := func(kind string, gap, height float64) {
		if last != "" {
			if kind == "item" && last == "item" {
				gap = 1
			} else if v.Class == string(site.SheetLetter) && kind == "paragraph" {
				gap = 0
			}
			high += gap
		}
		high, last = high+height, kind
	}
	run := "" // of lines that follow each other
	var table []string
	flush := func() {
		if run == "" {
			return
		}
		indent := 0.0
		if v.Class == string(site.SheetLetter) {
			indent = 2
		}
		add("paragraph", 2.6, float64(measure.Count(bare(run), leafWide/(size*mmPt), indent))*row)
		run = ""
	}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if len(table) > 0 && !strings.HasPrefix(line, "|") {
			add("table", 2.6, tableHeight(table, set.table))
			table = nil
		}
		mark := strings.TrimLeft(line, "#")
		item := strings.TrimLeft(line, "0123456789")
		switch {
		case line == "":
			flush()
		case len(mark) < len(line) && strings.HasPrefix(mark, " "):
			flush()
			add("heading", 5, float64(linesOf(bare(mark), leafWide, size*1.12))*size*1.12*mmPt*1.35)
		case strings.HasPrefix(line, "|"):
			flush()
			if strings.Trim(line, "|-: ") != "" {
				table = append(table, bare(line))
			}
		case strings.HasPrefix(line, "!["):
			flush()
			add("picture", 2.6, pictureHeight(v, line, size, set.leading))
		case strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || len(item) < len(line) && (strings.HasPrefix(item, ". ") || strings.HasPrefix(item, ") ")):
			flush()
			_, what, _ := strings.Cut(line, " ")
			add("item", 2.6, float64(linesOf(bare(what), leafWide-1.5*size*mmPt, size))*row)
		default:
			run += line
		}
	}
	flush()
	if len(table) > 0 {
		add("table", 2.6, tableHeight(table, set.table))
	}
	return high
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

// pictureHeight is how high a photograph stands, with what is written under it.
func pictureHeight(v *Sheet, line string, size, leading float64) float64 {
	const unknown = 90.0
	_, dest, _ := strings.Cut(line, "](")
	dest, caption, _ := strings.Cut(strings.TrimSuffix(dest, ")"), " ")
	for _, p := range v.Text.Pictures {
		if p.Dest != dest || p.Show.Width == 0 {
			continue
		}
		wide := min(leafWide, float64(min(p.Show.Width, widest))*25.4/96)
		high := min(120, wide*float64(p.Show.Height)/float64(p.Show.Width))
		if caption != "" {
			high += float64(linesOf(caption, leafWide, size*0.8)) * size * 0.8 * mmPt * leading
		}
		return high
	}
	return unknown
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
