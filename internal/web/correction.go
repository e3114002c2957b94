package web

import (
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Correction is what was put right in a text that had been published.
type Correction struct {
	Date string // 11月20日 星期五 10:00
	ISO  string
	Text string
}

// corrections are those of an item, earliest first. All are shown, also one of
// a day to come: the text is already as it says.
func (r *renderer) corrections(f *Frame, list []site.Correction) []Correction {
	var out []Correction
	for _, c := range list {
		v := Correction{Date: r.correctionDay(c.Date.Day), ISO: c.Date.String(), Text: strings.TrimSpace(c.Text)}
		if c.Date.Timed {
			v.Date += " " + c.Date.Clock.String()
		}
		out = append(out, v)
	}
	if len(out) > 0 {
		r.style(f, "correction.css")
	}
	return out
}

// correctionDay names the year only where it is not the one of the page.
func (r *renderer) correctionDay(d calendar.Day) string {
	if d.Year() != r.site.Now.Year() {
		return whenYearDay(d)
	}
	return whenDay(d)
}
