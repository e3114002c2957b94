package screen

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// hallDay makes the slides of the hall on screens that show guides, one for each
// day while the set lasts: when it is open, who is on duty, when people wait.
// Where nobody is on duty there is nothing to say beyond what the door says.
func (m *maker) hallDay() {
	s := m.site
	if !m.wants(site.NounGuide) || len(s.Hours) == 0 || len(s.Posts) == 0 {
		return
	}
	today := calendar.DayOf(s.Now)
	for d := today; d < today+horizon; d++ {
		slide := Slide{Kind: "hall", Word: "大厅", Title: "今天谁值班"}
		slide.window(d.Start(s.Zone), d.End(s.Zone))
		if open := s.Open(s.Holidays, d); len(open) > 0 {
			m.add("hall/"+d.String(), m.onDuty(slide, d, open)...)
			continue
		}
		slide.Title, slide.Facts = "今天大厅不开门", m.nextOpen(d)
		slide.Foot = m.glass.foot(dayWord(d))
		m.glass.fitFacts(&slide)
		m.glass.roomyFacts(&slide)
		slide.Loose = m.glass.loose(slide.Title, page{more: slide.More, roomy: slide.Roomy}, 0)
		m.add("hall/"+d.String(), slide)
	}
}

// dutyPages is how many pages the roles of a day may take.
const dutyPages = 2

// onDuty are the roles of a day; at the foot stand when people wait and
// until when the hall is open.
func (m *maker) onDuty(slide Slide, d calendar.Day, open []site.Span) []Slide {
	s := m.site
	var rows []Row
	for _, p := range s.OnDuty(s.Holidays, d) {
		row := Row{What: p.Role, Where: spansOf(p.Open)}
		if w := s.WindowOf(p.Window); w != nil && row.Where == "" {
			row.Where = w.Name
		}
		if !m.glass.tall && em(row.What)+0.69*em(row.Where)+0.5 > m.glass.columns(m.glass.text) {
			row.Where = ""
		}
		rows = append(rows, row)
	}
	var foot []string // what it begins with stays where there is little room
	for _, q := range s.QueuesOn(s.Holidays, d) {
		foot = append(foot, clockOf(q.Open.From)+"到"+clockOf(q.Open.Until)+q.Note)
	}
	foot = append(foot, "今天开到"+clockOf(open[len(open)-1].Until))
	slide.Form, slide.Foot = "steps", m.glass.foot(foot...)
	slide.More = m.glass.moreForRows(slide.Title)
	slide.Loose = m.glass.loose(slide.Title, page{more: slide.More}, 0)
	var pages []Slide
	for len(rows) > 0 && len(pages) < dutyPages {
		one := slide
		one.Rows = m.glass.fitRows(rows, slide.Form, slide.Title, slide.More)
		rows = rows[len(one.Rows):]
		pages = append(pages, one)
	}
	return pages
}

// nextOpen is when the hall opens again after a day.
func (m *maker) nextOpen(d calendar.Day) []Fact {
	s := m.site
	var facts []Fact
	if next, at, ok := s.NextOpening(s.Holidays, d); ok {
		facts = append(facts, Fact{Name: "再开门", Value: append(dayWords(next), clockOf(at))})
	}
	if len(s.Phones) > 0 {
		last := s.Phones[min(1, len(s.Phones)-1)]
		facts = append(facts, Fact{Name: "急事", Value: words(last.Name, last.Number)})
	}
	return facts
}
