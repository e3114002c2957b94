package screen

import (
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// ranking makes the slides of a ranking: pennants for the first three, rows of
// stars, or names without ranks. While it is published for objections it says
// so as a publicity does.
func (m *maker) ranking(r *site.Ranking) {
	base := Slide{Word: "评比", Title: r.Title}
	base.window(r.Window.From, r.Window.Until)
	base.Foot = m.glass.foot(r.Period.Name, shortIssuer(r.Issuer, m.site.Title))
	if r.Publicity != nil && r.Publicity.Stage(m.site.Now) != site.Closed {
		base.Word = "公示"
		m.publicity(r.Publicity, &r.Item, base)
		return
	}
	entries := slices.DeleteFunc(slices.Clone(r.Entries), func(e site.Entry) bool { return e.Veto != "" })
	var slides []Slide
	switch {
	case r.Form == site.FormFlag || r.Form == site.FormPoints:
		first := entries[:min(3, len(entries))]
		if !m.hangs(first, r.Title) {
			slides = m.rows(base, first, func(e site.Entry) Row {
				return Row{Number: e.Rank, What: m.tail(unit(e), "一三二八八八八分"), Count: r.Points(e.Total) + "分"}
			}, "places")
			break
		}
		s := base
		s.Kind = "ranking"
		for _, e := range first {
			p := Pennant{Place: placeWord(e), Who: unit(e), Score: r.Points(e.Total), Unit: "分", First: e.Rank == 1}
			if r.Form == site.FormFlag && e.Rank == 1 {
				p.Held = "得流动红旗"
			}
			s.Hang = append(s.Hang, p)
		}
		slides = []Slide{s}
	case r.Form == site.FormStars:
		slides = m.rows(base, entries, func(e site.Entry) Row {
			row := Row{What: joined(e.Where, e.Name)}
			n := 0
			for _, score := range e.Scores {
				row.Stars = append(row.Stars, score.Value > 0)
				if score.Value > 0 {
					n++
				}
			}
			row.Count = itoa(n) + "星"
			if g := m.glass; !g.tall && float64(len(row.Stars))+(em(row.What)+em(row.Count)+1)*g.text > g.page() {
				row.Stars = nil // the count says it
				return row
			}
			slices.SortStableFunc(row.Stars, func(a, b bool) int { // which one is missing is not told on a screen
				switch {
				case a == b:
					return 0
				case a:
					return -1
				}
				return 1
			})
			return row
		}, "stars")
	default:
		slides = m.rows(base, entries, func(e site.Entry) Row {
			return Row{What: e.Name, Where: m.tail(e.Note, e.Name)}
		}, "honour")
	}
	if len(slides) > 0 {
		m.add(name(&r.Item), slides...)
	}
}

// hangs tells whether pennants have room: their names in two lines at most.
func (m *maker) hangs(first []site.Entry, title string) bool {
	const high = 0.62 + 1.2*0.9 + 0.3 + 2*1.2*1.2 + 1.15*2 + 0.34 + 1.2*0.9 + 0.8
	if m.glass.tall || m.glass.rowRoom(title, false) < high {
		return false
	}
	width := ((m.glass.page()-1.24)/3 - 0.3) / 1.2
	for _, e := range first {
		if wrapped := lines([]string{unit(e)}, width); wrapped > 2 {
			return false
		}
	}
	return true
}

// tail is a deed in what room the name leaves.
func (m *maker) tail(note, name string) string {
	runes := []rune(note)
	room := (m.glass.columns(m.glass.text) - em(name) - 1.5) / 0.69
	if m.glass.tall {
		return note
	}
	for len(runes) > 0 && em(string(runes)) > room {
		runes = runes[:len(runes)-1]
	}
	if len(runes) < len([]rune(note)) {
		if len(runes) < 6 {
			return ""
		}
		return string(runes[:len(runes)-1]) + "…"
	}
	return note
}

// rows makes slides of five entries each.
func (m *maker) rows(base Slide, entries []site.Entry, row func(site.Entry) Row, form string) []Slide {
	const most = 5
	pages := m.limits.pages + 1
	var slides []Slide
	for from := 0; from < len(entries); {
		if len(slides) == pages {
			m.report.Abridged = append(m.report.Abridged, base.Title)
			slides[pages-1].Foot = m.glass.foot("共"+itoa(len(entries))+"个，全部见网站", base.Foot)
			break
		}
		s := base
		s.Kind, s.Form = "list", form
		for _, e := range entries[from:min(from+most, len(entries))] {
			s.Rows = append(s.Rows, row(e))
		}
		s.More = m.glass.moreForRows(s.Title)
		s.Rows = m.glass.fitRows(m.readable(s.Rows, characters(s.Title)), form, s.Title, s.More)
		s.Loose = m.glass.loose(s.Title, page{more: s.More}, 0)
		from += len(s.Rows)
		slides = append(slides, s)
	}
	return slides
}

// unit is who is ranked, as short as it can be known.
func unit(e site.Entry) string {
	if e.Name == "" {
		return e.Where
	}
	return e.Name
}

// placeWord is 第一名, 并列第二名.
func placeWord(e site.Entry) string {
	word := "第" + []string{"零", "一", "二", "三"}[min(max(e.Rank, 0), 3)] + "名"
	if e.Rank == 0 || e.Rank > 3 {
		word = "上榜"
	}
	if e.Tied {
		word = "并列" + word
	}
	return word
}

// guide makes the slide of a guide: at most five steps, what it costs and whom
// to ask.
func (m *maker) guide(g *site.Guide) {
	s := Slide{Kind: "list", Form: "steps", Word: "指南", Title: g.Title + "怎么办"}
	s.window(g.Item.Window.From, g.Item.Window.Until)
	if m.glass.tall {
		s.Form = "steps"
	} else {
		s.Code = m.code(&g.Item, "扫码看材料")
	}
	room := m.glass.columns(m.glass.text) - 1.6
	if s.Code != nil {
		room -= codeWidth / m.glass.text
	}
	s.More = m.glass.moreForRows(s.Title) && s.Code == nil
	for k, step := range g.Steps {
		if k == 5 {
			break
		}
		row := Row{Number: k + 1, What: step.Join.Chinese() + step.Name, Where: step.Duration}
		if !m.glass.tall && em(row.What)+0.69*em(row.Where)+0.5 > room {
			row.Where = ""
		}
		s.Rows = append(s.Rows, row)
	}
	if len(s.Rows) == 0 {
		return
	}
	cost := "不收费"
	if !g.Fee.Free {
		cost = g.Fee.Amount
	}
	ask := ""
	if g.Enquiry != "" {
		ask = "咨询 " + g.Enquiry
	}
	s.Foot = m.glass.foot(cost, ask)
	rows := s.Rows
	if s.Code != nil && (!m.glass.codeFits(&s) || float64(len(rows))*rowHeight > m.glass.rowRoom(s.Title, s.More)-(factsGap-rowsGap)) { // rather all steps than a code
		s.Code, s.More = nil, m.glass.moreForRows(s.Title)
	}
	s.Rows = m.glass.fitRows(rows, s.Form, s.Title, s.More)
	if left := len(g.Steps) - len(s.Rows); left > 0 {
		s.Foot = m.glass.foot("共"+itoa(len(g.Steps))+"步", cost, ask)
	}
	s.Loose = m.glass.loose(s.Title, page{more: s.More}, 0)
	m.add(name(&g.Item), s)
}

// weather makes a slide for each day that the day's notice speaks of; it is
// gone with the day.
func (m *maker) weather() {
	zone := m.site.Zone
	for k := range m.site.Daily {
		d := &m.site.Daily[k]
		if d.Day < calendar.DayOf(m.site.Now) {
			continue
		}
		s := Slide{Kind: "weather", Word: "天气", Title: "今天" + d.Sky}
		if d.Sky == "" {
			s.Title = "今天的天气"
		}
		if d.HasTemp {
			s.Facts = append(s.Facts, Fact{Name: "气温", Value: []string{itoa(d.Low) + "到" + itoa(d.High) + "℃"}})
		}
		if d.Wind != "" {
			s.Facts = append(s.Facts, Fact{Name: "风", Value: []string{d.Wind}})
		}
		if d.Air != "" {
			s.Facts = append(s.Facts, Fact{Name: "空气", Value: []string{d.Air}})
		}
		if d.Note != "" {
			s.Text = m.glass.set(page{text: []clauseList{clauses(d.Note)}}, 0)
		}
		s.Foot = m.glass.foot(dayWord(d.Day))
		s.window(d.Day.Start(zone), d.Day.End(zone))
		m.add("weather/"+d.Day.String(), s)
	}
}

// clock makes the page of the hour, which comes round in the loop, and the
// quiet page, which is there when nothing else is.
func (m *maker) clock() {
	phone := ""
	if len(m.site.Phones) > 0 {
		phone = joined(m.site.Phones[0].Name, m.site.Phones[0].Number)
	}
	s := Slide{Kind: "clock", Word: "时间", Title: m.site.Title, Phone: phone}
	m.add("clock", s)
	s.Kind, s.Undated = "quiet", true
	m.add("quiet", s)
}
