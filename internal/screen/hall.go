package screen

import (
	"strings"

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
		if open := s.Open(s.Holidays, d); len(open) == 0 {
			slide.Title = "今天大厅不开门"
			slide.Facts = m.nextOpen(d)
		} else {
			slide.Facts = []Fact{{Name: "开门", Value: strings.Split(spansOf(open), "、")}}
			slide.Facts = append(slide.Facts, m.onDuty(d)...)
		}
		slide.Foot = m.glass.foot(dayWord(d))
		slide.window(d.Start(s.Zone), d.End(s.Zone))
		m.glass.fitFacts(&slide)
		m.glass.roomyFacts(&slide)
		slide.Loose = m.glass.loose(slide.Title, page{more: slide.More, roomy: slide.Roomy}, 0)
		m.add("hall/"+d.String(), slide)
	}
}

// onDuty are who is there for everything, and when people wait; who sits at a
// window is seen there.
func (m *maker) onDuty(d calendar.Day) []Fact {
	s := m.site
	var duty, busy []string
	for _, p := range s.OnDuty(s.Holidays, d) {
		switch {
		case p.Window == "":
			duty = append(duty, p.Role)
		case len(p.Open) > 0:
			duty = append(duty, p.Role+spansOf(p.Open))
		}
	}
	for _, q := range s.QueuesOn(s.Holidays, d) {
		busy = append(busy, spansOf([]site.Span{q.Open})+q.Note)
	}
	var facts []Fact
	if len(duty) > 0 {
		facts = append(facts, Fact{Name: "值班", Value: duty})
	}
	if len(busy) > 0 {
		facts = append(facts, Fact{Name: "排队", Value: busy})
	}
	return facts
}

// nextOpen is when the hall opens again after a day.
func (m *maker) nextOpen(d calendar.Day) []Fact {
	s := m.site
	var facts []Fact
	for next := d + 1; next < d+horizon; next++ {
		if open := s.Open(s.Holidays, next); len(open) > 0 {
			facts = append(facts, Fact{Name: "再开门", Value: append(dayWords(next), clockOf(open[0].From))})
			break
		}
	}
	if len(s.Phones) > 0 {
		last := s.Phones[min(1, len(s.Phones)-1)]
		facts = append(facts, Fact{Name: "急事", Value: words(last.Name, last.Number)})
	}
	return facts
}
