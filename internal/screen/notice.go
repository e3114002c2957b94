package screen

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
	"slices"
	"strings"
	"unicode/utf8"
)

// notice makes the slides of a notice: as many as its text takes, or, where
// that is too many, those of its summary.
func (m *maker) notice(n *site.Notice) error {
	if n.Withdrawn != nil {
		return nil
	}
	base := Slide{Kind: "notice", Word: n.Kind.Chinese(), Title: n.Title, Level: levelOf(n, m.site.Now)}
	base.window(n.Window.From, n.Window.Until)
	base.Foot = m.glass.foot(shortIssuer(n.Issuer, m.site.Title), n.Date.Day.ChineseShort()+"发布")
	if n.Publicity != nil {
		m.publicity(n.Publicity, &n.Item, base)
		return nil
	}
	body, err := m.body(n)
	if err != nil {
		return err
	}
	wide := 0.0
	if body.picture != nil && n.Kind == site.KindStory && m.glass.photoFits(n.Title) {
		base.Kind, base.Photo = "deeds", body.picture
		wide = photoWidth
	}
	pages := paginate(m.glass, m.limits, n.Title, body.paragraphs, wide)
	tables := m.tables(body.tables, n.Title)
	all := make([]laid, len(pages))
	for k, p := range pages {
		all[k] = laid{page: p, wide: wide}
	}
	if len(pages)+len(tables) > m.limits.pages {
		m.report.Abridged = append(m.report.Abridged, n.Title)
		all, tables = m.abridged(&base, n.Summary, wide), nil
		base.Code = m.code(&n.Item, "扫码看全文")
	}
	var slides []Slide
	for _, p := range all {
		s := base
		if !p.code {
			s.Code = nil
		}
		p.roomy = p.roomy && s.Photo == nil && s.Code == nil
		m.glass.lay(&s, p.page, p.wide)
		slides = append(slides, s)
	}
	for _, rows := range tables {
		s := base
		s.Kind, s.Form, s.Rows, s.More, s.Photo, s.Code = "list", "table", rows, true, nil, nil
		slides = append(slides, s)
	}
	m.add(name(&n.Item), slides...)
	return nil
}

// laid is a page with what stands beside its text.
type laid struct {
	page
	wide float64 // of that
	code bool    // it is a code
}

// abridged lays a summary out on as many slides as an item may have, with a
// code beside it where there is room for one, if only on one of them. Whole
// sentences come first, then few slides: a code on each would leave so little
// room on some that a sentence is broken.
func (m *maker) abridged(s *Slide, summary string, wide float64) []laid {
	cut := func(wide float64) ([]laid, int) {
		pages := paginate(m.glass, m.limits, s.Title, []string{summary}, wide)
		pages = pages[:min(len(pages), m.limits.pages)]
		var all []laid
		broken := 0
		for k, p := range pages {
			all = append(all, laid{page: p, wide: wide})
			if k+1 < len(pages) && !ends(p.text) {
				broken++
			}
		}
		return all, broken
	}
	plain, broken := cut(wide)
	if s.Photo != nil || m.glass.tall || m.site.BaseURL == "" {
		return plain
	}
	coded := false
	for k, p := range plain {
		if m.glass.codeFits(&Slide{Title: s.Title, More: p.more}) && m.glass.fits(s.Title, p.text, p.more, false, codeWidth) {
			plain[k].wide, plain[k].code, coded = codeWidth, true, true
		}
	}
	narrow, worse := cut(codeWidth)
	if coded && (worse > broken || worse == broken && len(narrow) >= len(plain)) {
		return plain
	}
	for k, p := range narrow {
		narrow[k].code = m.glass.codeFits(&Slide{Title: s.Title, More: p.more})
	}
	return narrow
}

// ends tells whether a text ends with a sentence.
func ends(text []clauseList) bool {
	if len(text) == 0 {
		return true
	}
	last := text[len(text)-1]
	end := strings.TrimRight(last[len(last)-1], after)
	return strings.ContainsRune(stops, lastRune(end))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// shortIssuer is 居民委员会 where the strip already says 新城社区.
func shortIssuer(issuer, house string) string {
	if rest := strings.TrimPrefix(issuer, house); rest != issuer && rest != "" {
		return rest
	}
	return issuer
}

// tables cuts tables into slides of rows, each with the head again. A table
// that is too wide for rows is left to the page.
func (m *maker) tables(all [][][]string, title string) [][]Row {
	most := max(2, min(6, int(m.glass.rowRoom(title, true)/rowHeight)))
	if m.glass.tall {
		most = 8
	}
	var slides [][]Row
	for _, t := range all {
		if len(t) < 2 || !m.narrow(t) {
			slides = append(slides, make([][]Row, m.limits.pages+1)...) // more than there is room for
			continue
		}
		for from := 1; from < len(t); from += most - 1 {
			rows := []Row{{Cells: t[0]}}
			for _, line := range t[from:min(from+most-1, len(t))] {
				rows = append(rows, Row{Cells: line})
			}
			slides = append(slides, rows)
		}
	}
	return slides
}

// narrow tells whether each row of a table fits one line.
func (m *maker) narrow(t [][]string) bool {
	width := make([]float64, len(t[0]))
	for _, row := range t {
		for k, cell := range row {
			if k >= len(width) {
				return false
			}
			width[k] = max(width[k], em(cell))
		}
	}
	sum := 0.0
	for _, w := range width {
		sum += w + 0.8
	}
	return sum <= m.glass.columns(m.glass.text)
}

// publicity makes the slide of a period: the days as a ruler, until when, and
// whom to tell. Once it is closed, how it ended.
func (m *maker) publicity(p *site.Publicity, i *site.Item, s Slide) {
	zone := m.site.Zone
	if p.Stage(m.site.Now) == site.Closed {
		s.Kind = "notice"
		var slides []Slide
		for _, page := range paginate(m.glass, m.limits, i.Title, []string{"结果：" + p.Result}, 0) {
			one := s
			m.glass.lay(&one, page, 0)
			slides = append(slides, one)
		}
		m.add(name(i), slides...)
		return
	}
	s.Kind = "publicity"
	s.Level = "pinned" // always in the loop while it runs
	from, until := s.Window.From, p.Window.Until
	if !s.Window.Until.IsZero() && s.Window.Until.Before(until) {
		until = s.Window.Until
	}
	s.window(from, until)
	first, last := p.Start, p.Span.Last
	if first.IsZero() {
		first = p.Span.First
	}
	most := calendar.Day(9)
	if m.glass.tall {
		most = 7
	}
	if last-first < most {
		for d := first; d <= last; d++ {
			day := PublicityDay{Number: dayNumber(d), Week: strings.TrimPrefix(d.WeekdayChinese(), "星期")}
			day.Counts = slices.Contains(p.Span.Counted, d)
			begin, end := epoch(d.Start(zone)), epoch(d.End(zone))
			day.Today, day.Other = begin+"-"+end, "-"+begin+","+end+"-"
			s.Days = append(s.Days, day)
		}
	}
	unit := "天"
	if p.Unit == calendar.WorkingDays {
		unit = "个工作日"
	}
	s.Facts = append(s.Facts, Fact{Name: "截至", Value: dayWords(last)})
	if to := words(p.Objections.To, p.Objections.Phone); len(to) > 0 {
		s.Facts = append(s.Facts, Fact{Name: "意见", Value: to})
	}
	s.Foot = m.glass.foot("公示"+itoa(len(p.Span.Counted))+unit, p.Span.First.ChineseShort()+"起算")
	if !m.glass.tall {
		s.Code = m.code(i, "扫码看名单")
	}
	m.glass.fitFacts(&s)
	s.Loose = m.glass.loose(s.Title, page{more: s.More}, 0)
	m.add(name(i), s)
}

// dayNumber is the day of the month.
func dayNumber(d calendar.Day) string {
	_, _, n := d.Date()
	return itoa(n)
}
