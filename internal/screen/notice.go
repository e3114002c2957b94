package screen

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
	"slices"
	"strings"
)

// notice makes the slides of a notice: as many as its text takes, or, where
// that is too many, those of its summary.
func (m *maker) notice(n *site.Notice) error {
	if n.Withdrawn {
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
	if body.picture != nil && n.Kind == site.KindStory && !m.glass.tall {
		base.Kind, base.Photo = "deeds", body.picture
		wide = photoWidth
	}
	pages := paginate(m.glass, m.limits, n.Title, body.paragraphs, wide)
	tables := m.tables(body.tables, n.Title)
	if len(pages)+len(tables) > m.limits.pages {
		m.report.Abridged = append(m.report.Abridged, n.Title)
		text := n.Summary
		if base.Code = m.code(&n.Item, "扫码看全文"); base.Code != nil && !m.glass.tall {
			wide = max(wide, codeWidth)
		}
		if m.glass.tall {
			base.Code = nil
		}
		pages = paginate(m.glass, m.limits, n.Title, []string{text}, wide)
		pages = pages[:min(len(pages), m.limits.pages)]
		tables = nil
	}
	var slides []Slide
	for _, p := range pages {
		s := base
		p.roomy = p.roomy && base.Photo == nil && base.Code == nil
		m.glass.lay(&s, p, wide)
		if !m.glass.codeFits(&s) {
			s.Code = nil
		}
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
