package content

import (
	"fmt"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// readGuide reads one guide. What a resident must know is required; see
// docs/content.md.
func readGuide(s *source, r *result) {
	t, body, text := s.frontMatter(r)
	if t == nil || s.wrongFolder(t, site.NounGuide, r) {
		return
	}
	g := &site.Guide{Item: s.item(t, site.NounGuide, body, text, r)}
	g.Code = t.String("code")
	g.Responsible = t.NeedString("responsible")
	g.For = t.NeedString("for")
	g.Conditions = needStrings(t, "conditions")
	g.Refusals = t.Strings("refusals")
	s.materials(t, g)
	s.steps(t, g)
	g.LegalTime = duration(t, "legal_time")
	g.PromisedTime = duration(t, "promised_time")
	if !t.Has("promised_time") {
		t.Problem("", "missing-key", "promised_time")
	}
	promise(t, g)
	g.Fee = fee(t)
	s.where(t, g)
	g.Hours = t.String("hours")
	g.Enquiry = config.Phone(t, "enquiry", true)
	g.Complaint = config.Phone(t, "complaint", true)
	g.Result = t.String("result")
	g.Basis = t.Strings("basis")
	g.Online = t.String("online")
	if g.Online != "" {
		if _, ok := config.CleanBaseURL(g.Online); !ok {
			t.Problem("online", "bad-address", g.Online)
		}
	}
	g.Occasions = t.Strings("occasions")
	for i, o := range g.Occasions {
		config.Reference(t, at1("occasions", i), o, config.Occasion, s.loader.cfg.Occasions)
	}
	g.Visits = t.Int("visits", -1, 0, 20)
	for _, q := range t.Tables("questions") {
		g.Questions = append(g.Questions, site.Question{Ask: q.NeedString("ask"), Answer: q.NeedString("answer")})
	}
	g.CheckedOn = t.Day("checked_on")
	s.checkedOn(t, g)
	g.Date = calendar.Moment{Day: g.CheckedOn}
	g.Attachments = s.attachments(t)
	s.weekdays(t, text, body.Line, years{near: g.CheckedOn, to: s.loader.site.Now.Year() + 1}, r)
	finish(t, r)
	r.guides = append(r.guides, g)
}

func needStrings(t *decode.Table, key string) []string {
	if !t.Has(key) {
		t.Problem("", "missing-key", key)
	}
	return t.Strings(key)
}

func (s *source) materials(t *decode.Table, g *site.Guide) {
	if !t.Has("materials") {
		t.Problem("", "missing-key", "materials")
		return
	}
	for _, m := range t.Tables("materials") {
		material := site.Material{
			Name:     m.NeedString("name"),
			Original: m.Int("original", 0, 0, 100),
			Copies:   m.Int("copies", 0, 0, 100),
			Source:   m.String("source"),
			Note:     m.String("note"),
			Optional: m.Bool("optional"),
		}
		for key, to := range map[string]*string{"form": &material.Form, "sample": &material.Sample} {
			if name := m.String(key); name != "" {
				if a, ok := s.attachment(m, key, name); ok {
					*to = a.Path
				}
			}
		}
		g.Materials = append(g.Materials, material)
	}
}

func (s *source) steps(t *decode.Table, g *site.Guide) {
	if !t.Has("steps") {
		t.Problem("", "missing-key", "steps")
		return
	}
	for _, p := range t.Tables("steps") {
		g.Steps = append(g.Steps, site.Step{Name: p.NeedString("name"), Text: p.String("text"), Place: p.String("place"), Actor: p.String("actor"), Duration: p.String("duration")})
	}
}

// duration reads "at-once" or { days, unit }.
func duration(t *decode.Table, key string) site.Duration {
	if !t.Has(key) {
		return site.Duration{}
	}
	if t.IsString(key) {
		decode.Word(t, key, []string{"at-once"}, "at-once")
		return site.Duration{AtOnce: true, Unit: calendar.WorkingDays, Written: true}
	}
	d := t.Table(key)
	if d == nil {
		return site.Duration{}
	}
	if !d.Has("days") {
		d.Problem("", "missing-key", "days")
	}
	return site.Duration{
		Days:    d.Int("days", 0, 0, 3660),
		Unit:    decode.Word(d, "unit", []calendar.Unit{calendar.WorkingDays, calendar.CalendarDays}, calendar.WorkingDays),
		Written: true,
	}
}

// promise checks that the promised time is no longer than the legal one. Five
// working days are at least a week, so units are compared as calendar days.
func promise(t *decode.Table, g *site.Guide) {
	if !g.LegalTime.Written || !g.PromisedTime.Written || g.PromisedTime.AtOnce {
		return
	}
	if calendarDays(g.PromisedTime) > calendarDays(g.LegalTime) {
		t.Problem("promised_time", "promise-over-law", durationWords(g.PromisedTime), durationWords(g.LegalTime))
	}
}

// calendarDays makes durations of both units comparable, in fifths of a day.
func calendarDays(d site.Duration) int {
	switch {
	case d.AtOnce:
		return 0
	case d.Unit == calendar.WorkingDays:
		return d.Days * 7
	}
	return d.Days * 5
}

func durationWords(d site.Duration) diag.Words {
	switch {
	case d.AtOnce:
		return diag.Words{Zh: "当场", En: "at once"}
	case d.Unit == calendar.WorkingDays:
		return diag.Words{Zh: fmt.Sprintf("%d个工作日", d.Days), En: fmt.Sprintf("%d working days", d.Days)}
	}
	return diag.Words{Zh: fmt.Sprintf("%d天", d.Days), En: fmt.Sprintf("%d days", d.Days)}
}

// fee reads "free" or { amount, basis }.
func fee(t *decode.Table) site.Fee {
	if !t.Has("fee") {
		t.Problem("", "missing-key", "fee")
		return site.Fee{}
	}
	if t.IsString("fee") {
		decode.Word(t, "fee", []string{"free"}, "free")
		return site.Fee{Free: true}
	}
	f := t.Table("fee")
	if f == nil {
		return site.Fee{}
	}
	return site.Fee{Amount: f.NeedString("amount"), Basis: f.String("basis")}
}

// where reads where to go: the window, and the place if it is another.
func (s *source) where(t *decode.Table, g *site.Guide) {
	g.Window = t.NeedString("window")
	config.Reference(t, "window", g.Window, config.Window, s.loader.cfg.Windows)
	g.Place = t.String("place")
	for _, w := range s.loader.cfg.Windows {
		if w.ID == g.Window {
			g.WindowName = w.Name
			if g.Place == "" {
				g.Place = w.Note
			}
		}
	}
}

// checkedOn judges the day on which the guide was last checked.
func (s *source) checkedOn(t *decode.Table, g *site.Guide) {
	if !t.Has("checked_on") {
		t.Problem("", "missing-key", "checked_on")
		return
	}
	today := calendar.DayOf(s.loader.site.Now)
	switch {
	case g.CheckedOn.IsZero():
	case g.CheckedOn > today:
		t.Problem("checked_on", "future-check", g.CheckedOn.String())
	case g.CheckedOn+365 < today:
		t.Problem("checked_on", "check-overdue", g.CheckedOn.String())
	}
}
