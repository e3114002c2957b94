package record

import (
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// Check compares a site with its record: what is posted for a period must not
// be changed in that time without saying so. A site that is looked at as it
// was before the last line about an item is not compared: its content is of
// today, and so is not what could be read then.
func (r *Record) Check(s *site.Site) diag.List {
	var problems diag.List
	for _, p := range postedOn(s) {
		if p.publicity == nil {
			continue
		}
		h := r.Of(p.item.Path())
		if h.Sum == "" || !p.up && !p.ended || s.Now.Before(h.Lines[len(h.Lines)-1].At) {
			continue
		}
		changed := h.Sum != p.sum()
		running := p.up && p.publicity.Stage(s.Now) == site.Running
		pos := diag.Pos{File: p.item.Source.File, Line: p.item.Source.Line}
		last := p.publicity.Span.Last
		switch {
		case running && len(p.corrections) < h.Corrections:
			problems.Add(diag.New("lost-correction", pos, h.Corrections, len(p.corrections)))
		case !changed || covered(p.corrections, h, s.Now):
		case running:
			problems.Add(diag.New("changed-publicity", pos,
				diag.Words{Zh: last.ChineseShort(), En: last.String()}, calendar.DayOf(s.Now).String()))
		case p.publicity.Stage(s.Now) != site.Before:
			problems.Add(diag.New("changed-after-publicity", pos,
				diag.Words{Zh: last.ChineseShort(), En: last.String()}, calendar.DayOf(s.Now).String()))
		}
	}
	return problems
}

// covered tells whether a change that is about to be published is told of: by
// a correction more than the record has seen, which is not older than what it
// corrects and not of a day to come.
func covered(list []site.Correction, h History, now time.Time) bool {
	if len(list) <= h.Corrections {
		return false
	}
	day := list[len(list)-1].Date.Day
	return day >= calendar.DayOf(h.changed.In(now.Location())) && day <= calendar.DayOf(now)
}
