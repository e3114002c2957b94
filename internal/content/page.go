package content

import (
	"time"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// readPage reads a page that does not age.
func readPage(s *source, r *result) {
	t, body, text := s.frontMatter(r)
	if t == nil || s.wrongFolder(t, site.NounPage, r) {
		return
	}
	p := &site.Page{Item: s.item(t, site.NounPage, body, text, r)}
	p.Order = t.Int("order", 100, 0, 10000)
	p.Attachments = s.attachments(t)
	finish(t, r)
	r.pages = append(r.pages, p)
}

// readDaily reads the weather of the days.
func readDaily(s *source, r *result) {
	t, problems := decode.Parse(s.path, s.text, 1, time.UTC)
	if t.Empty() && problems.HasErrors() {
		r.problems.Add(problems...)
		return
	}
	seen := map[string]diag.Pos{}
	for _, d := range t.Tables("day") {
		day := site.Daily{
			Day:  d.Day("date"),
			Sky:  d.String("sky"),
			Low:  d.Int("low", 0, -60, 60),
			High: d.Int("high", 0, -60, 60),
			Wind: d.String("wind"),
			Air:  d.String("air"),
			Note: d.String("note"),
		}
		day.HasTemp = d.Has("low") && d.Has("high")
		if !d.Has("date") {
			d.Problem("", "missing-key", "date")
		}
		if other, twice := seen[day.Day.String()]; twice && !day.Day.IsZero() {
			d.Problem("date", "duplicate-id", day.Day.String(), other.String())
		}
		seen[day.Day.String()] = d.Pos()
		r.daily = append(r.daily, day)
	}
	finish(t, r)
}
