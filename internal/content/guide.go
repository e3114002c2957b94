package content

import (
	"fmt"
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/proof"
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
	g.OtherNames = t.Strings("other_names")
	g.Code, g.BasicCode = t.String("code"), t.String("basic_code")
	g.Sort = decode.Word(t, "sort", site.GuideSorts(), "")
	g.Applicants = decode.WordList(t, "applicants", site.Applicants())
	g.Responsible = t.NeedString("responsible")
	g.For = t.NeedString("for")
	g.Audiences = s.references(t, "audiences", config.Audience, s.loader.cfg.Audiences)
	g.Area, g.Scope = t.String("area"), t.String("scope")
	g.Conditions = needStrings(t, "conditions")
	g.Refusals = t.Strings("refusals")
	g.Else = elses(t, r)
	g.Flow = flow(t, r)
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
	s.hours(t, g)
	g.Enquiry = config.Phone(t, "enquiry", true)
	g.Complaint = config.Phone(t, "complaint", true)
	g.Result, g.ResultSample = t.String("result"), s.named(t, "result_sample")
	g.Delivery = t.Strings("delivery")
	g.Basis = basis(t)
	g.Online = t.String("online")
	if g.Online != "" {
		if _, ok := config.CleanBaseURL(g.Online); !ok {
			t.Problem("online", "bad-address", g.Online)
		}
	}
	g.Occasions = s.references(t, "occasions", config.Occasion, s.loader.cfg.Occasions)
	g.Visits = t.Int("visits", -1, 0, 20)
	for _, q := range t.Tables("questions") {
		g.Questions = append(g.Questions, site.Question{Ask: q.NeedString("ask"), Answer: q.NeedString("answer")})
	}
	s.checkedOn(t, g)
	g.Date = calendar.Moment{Day: g.CheckedOn}
	g.Attachments = s.attachments(t)
	s.weekdays(t, text, body.Line, proof.Years{Near: g.CheckedOn, To: s.loader.site.Now.Year() + 1}, r)
	finish(t, r)
	r.guides = append(r.guides, g)
}

// references reads ids of things that config.toml names.
func (s *source) references(t *decode.Table, key string, what diag.Words, known []site.Place) []string {
	ids := t.Strings(key)
	for i, id := range ids {
		config.Reference(t, at1(key, i), id, what, known)
	}
	return ids
}

// named reads the name of a file and gives its path below content/.
func (s *source) named(t *decode.Table, key string) string {
	if name := t.String(key); name != "" {
		if a, ok := s.attachment(t, key, name); ok {
			return a.Path
		}
	}
	return ""
}

// basis reads rules: a text each, or a table with number, article and wording.
func basis(t *decode.Table) []site.Basis {
	var all []site.Basis
	texts, tables := t.StringsOrTables("basis")
	for i, b := range tables {
		if b == nil {
			all = append(all, site.Basis{Title: texts[i]})
			continue
		}
		all = append(all, site.Basis{Title: b.NeedString("title"), Number: b.String("number"), Article: b.String("article"), Text: b.String("text")})
	}
	return all
}

// needStrings reads a list that must say something.
func needStrings(t *decode.Table, key string) []string {
	if !t.Has(key) {
		t.Problem("", "missing-key", key)
	}
	list := t.Strings(key)
	if t.Has(key) && len(list) == 0 {
		t.Problem(key, "empty-value", key)
	}
	return list
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
			Medium:   decode.Word(m, "medium", site.Mediums(), site.MediumPaper),
			Source:   m.NeedString("source"),
			Origin:   decode.Word(m, "origin", site.Origins(), ""),
			Saved:    decode.Word(m, "instead", site.Savings(), ""),
			Note:     m.String("note"),
			Optional: m.Bool("optional"),
			Form:     s.named(m, "form"),
			Sample:   s.named(m, "sample"),
		}
		if material.Source == site.OriginSelf.Chinese() && material.Origin == "" {
			material.Origin = site.OriginSelf
		}
		if material.Original+material.Copies == 0 && material.Medium != site.MediumElectronic && material.Medium != site.MediumSpoken && material.Name != "" {
			m.Problem("name", "material-count", material.Name)
		}
		g.Materials = append(g.Materials, material)
	}
}

func (s *source) steps(t *decode.Table, g *site.Guide) {
	tables := t.Tables("steps")
	switch {
	case !t.Has("steps"):
		t.Problem("", "missing-key", "steps")
	case len(tables) == 0:
		t.Problem("steps", "empty-value", "steps")
	}
	for i, p := range tables {
		step := site.Step{
			Name: p.NeedString("name"), Text: p.String("text"), Place: p.NeedString("place"), Actor: p.NeedString("actor"), Duration: p.NeedString("duration"),
			Join: decode.Word(p, "join", site.Joins(), site.JoinThen),
		}
		if step.Join != site.JoinThen && i == 0 {
			p.Problem("join", "first-join")
		}
		g.Steps = append(g.Steps, step)
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
	fee := site.Fee{Amount: f.NeedString("amount"), Basis: f.NeedString("basis")}
	if slices.Contains([]string{"0", "0元", "零元", "免费", "不收费", "无"}, fee.Amount) {
		f.Problem("amount", "free-fee", fee.Amount)
	}
	return fee
}

// where reads where to go: the window, and the place if it is another.
func (s *source) where(t *decode.Table, g *site.Guide) {
	g.Window = t.NeedString("window")
	config.Reference(t, "window", g.Window, config.Window, s.loader.cfg.WindowPlaces())
	g.Place = t.String("place")
	if w := s.loader.cfg.WindowOf(g.Window); w != nil {
		g.WindowName = w.Name
		if g.Place == "" {
			g.Place = w.Note
		}
	}
}

// checkedOn judges the day on which the guide was last checked, and the one by
// which it is to be checked again.
func (s *source) checkedOn(t *decode.Table, g *site.Guide) {
	g.Version = t.String("version")
	g.CheckedOn = t.Day("checked_on")
	if !t.Has("checked_on") {
		t.Problem("", "missing-key", "checked_on")
		return
	}
	if g.CheckedOn.IsZero() {
		return
	}
	g.CheckDue = g.CheckedOn + site.CheckedFor
	if due := t.Day("check_due"); due > 0 {
		if due <= g.CheckedOn || due > g.CheckDue {
			t.Problem("check_due", "check-due", due.String(), g.CheckedOn.String())
		} else {
			g.CheckDue = due
		}
	}
	today := calendar.DayOf(s.loader.site.Now)
	switch {
	case g.CheckedOn > today:
		t.Problem("checked_on", "future-check", g.CheckedOn.String())
	case g.Overdue(today) && g.CheckDue == g.CheckedOn+site.CheckedFor:
		t.Problem("checked_on", "check-overdue", g.CheckedOn.String())
	case g.Overdue(today):
		t.Problem("check_due", "check-past", g.CheckDue.String())
	}
}
