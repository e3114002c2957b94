package site

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"path"
	"strconv"
	"strings"
)

// The sums of this file stand for what the public is told by an item: title,
// text, pictures, attachments, period, whom to object to; not how long it
// hangs, where, or how it ended. They go into the record, where the next years
// will compare them, so what is hashed must stay as it is: every value under a
// name, and nothing for what is empty, so that a new key changes no old sum.

// NoticeSum stands for what a notice tells.
func (s *Site) NoticeSum(n *Notice) string {
	w := newSum()
	w.item(s, &n.Item)
	w.put("date", n.Date.String())
	w.put("number", n.Number)
	w.put("issuer", n.Issuer)
	w.put("to", n.To)
	w.attachments(n.Attachments)
	w.publicity(n.Publicity)
	return w.String()
}

// RankingSum stands for what a ranking tells.
func (s *Site) RankingSum(r *Ranking) string {
	w := newSum()
	w.item(s, &r.Item)
	w.put("date", r.Date.String())
	w.put("issuer", r.Issuer)
	w.put("form", string(r.Form), string(r.Unit), string(r.Ties))
	w.put("of", r.Period.Name, r.Period.From.String(), r.Period.To.String())
	for _, c := range r.Categories {
		w.put("category", c.Name, float(c.Weight), float(c.Max))
		for _, rule := range c.Rules {
			w.put("category.rule", rule.Text, float(rule.Points), float(rule.Cap))
		}
	}
	for _, l := range r.Levels {
		w.put("level", l.Name, float(l.Least))
	}
	w.put("vetoes", r.Vetoes...)
	w.put("tie_keys", r.TieKeys...)
	for _, e := range r.Entries {
		w.put("entry", e.Name, e.Where, r.Points(e.Total), strconv.Itoa(e.Rank), e.Note, e.Veto, e.Trend)
		for _, score := range e.Scores {
			w.put("score", r.Points(score.Value), score.Evidence)
			for _, p := range score.Parts {
				for _, rs := range p.Sums {
					w.findings(rs.Findings)
				}
			}
		}
	}
	for _, h := range r.History {
		w.put("history", h.Period, h.Name, h.Total, h.Note)
	}
	w.put("rules", r.Rules...)
	w.put("audit", r.Audit)
	w.publicity(r.Publicity)
	return w.String()
}

func (w sum) findings(list []Finding) {
	for _, f := range list {
		w.put("finding", f.Day.String(), strconv.Itoa(f.Times), float(f.Points), f.Note, f.Photo, f.Who)
	}
}

// ActivitySum stands for what an activity tells.
func (s *Site) ActivitySum(a *Activity) string {
	w := newSum()
	w.item(s, &a.Item)
	w.put("start", a.Series.Start.String())
	if !a.Series.End.IsZero() {
		w.put("end", a.Series.End.String())
	}
	w.flag("all_day", a.Series.AllDay)
	if rule := a.Series.Repeat; rule != nil {
		w.put("every", string(rule.Every), strconv.Itoa(max(rule.Interval, 1)), rule.On.String())
		if !rule.Until.IsZero() {
			w.put("until", rule.Until.String())
		}
		if rule.Count > 0 {
			w.put("count", strconv.Itoa(rule.Count))
		}
		for _, d := range rule.Except {
			w.put("except", d.String())
		}
		for _, m := range rule.Extra {
			w.put("extra", m.String())
		}
		for _, c := range rule.Changes {
			to, end := "", ""
			if !c.To.IsZero() {
				to = c.To.String()
			}
			if c.End != 0 {
				end = c.End.String()
			}
			w.put("change", c.On.String(), to, end, c.Place, c.Note, strconv.FormatBool(c.Cancelled))
		}
		w.flag("skip_holidays", rule.SkipHolidays)
		w.flag("workdays_only", rule.WorkdaysOnly)
	}
	w.put("place", a.Place)
	w.put("organizer", a.Organizer)
	if a.Capacity > 0 {
		w.put("capacity", strconv.Itoa(a.Capacity))
	}
	w.put("fee", a.Fee)
	w.flag("cancelled", a.Cancelled)
	w.put("cancelled_why", a.CancelledWhy)
	w.attachments(a.Attachments)
	return w.String()
}

// GuideSum stands for what a guide tells on paper.
func (s *Site) GuideSum(g *Guide) string {
	w := newSum()
	w.item(s, &g.Item)
	w.put("code", g.Code)
	w.put("responsible", g.Responsible)
	w.put("for", g.For)
	w.put("conditions", g.Conditions...)
	w.put("refusals", g.Refusals...)
	for _, m := range g.Materials {
		w.put("material", m.Name, strconv.Itoa(m.Original), strconv.Itoa(m.Copies), m.Source, m.Note, strconv.FormatBool(m.Optional))
		w.put("material_form", strings.TrimPrefix(string(m.Medium), string(MediumPaper)), string(m.Saved))
	}
	for _, step := range g.Steps {
		w.put("step", step.Name, step.Text, step.Place, step.Actor, step.Duration)
		w.put("step_join", string(step.Join))
	}
	w.put("legal_time", g.LegalTime.Chinese())
	w.put("promised_time", g.PromisedTime.Chinese())
	w.flag("free", g.Fee.Free)
	w.put("fee", g.Fee.Amount, g.Fee.Basis)
	w.put("window", g.WindowName)
	w.put("place", g.Place)
	w.put("hours", g.Hours)
	w.put("enquiry", g.Enquiry)
	w.put("complaint", g.Complaint)
	w.put("result", g.Result)
	for _, h := range g.Opening {
		w.put("opening", h.Name)
	}
	for _, e := range g.Else {
		w.put("else", e.When, e.Guide, e.Say, e.Phone)
	}
	var basis []string
	for _, b := range g.Basis {
		basis = append(basis, b.Chinese())
	}
	w.put("basis", basis...)
	w.put("online", g.Online)
	for _, q := range g.Questions {
		w.put("question", q.Ask, q.Answer)
	}
	w.attachments(g.Attachments)
	return w.String()
}

// sum is a hash of named values.
type sum struct{ hash.Hash }

func newSum() sum { return sum{sha256.New()} }

// String is the sum as the record has it: 16 bytes in hexadecimal digits.
func (w sum) String() string { return hex.EncodeToString(w.Sum(nil)[:16]) }

// put hashes values under a name, with their lengths; nothing if all are empty.
func (w sum) put(name string, values ...string) {
	if strings.Join(values, "") == "" {
		return
	}
	line := []byte(name)
	for _, v := range values {
		line = append(strconv.AppendInt(append(line, ' '), int64(len(v)), 10), ':')
		line = append(line, v...)
	}
	w.Write(append(line, '\n'))
}

func (w sum) flag(name string, on bool) {
	if on {
		w.put(name, "true")
	}
}

// item hashes title, text, and the pictures and files that the text shows.
func (w sum) item(s *Site, i *Item) {
	w.put("title", strings.ReplaceAll(i.Title, "|", "")) // where it may break is not told
	if i.Body.Size > 0 {
		w.put("text", hex.EncodeToString(i.Body.Sum[:]))
	}
	for _, ref := range i.Body.Refs {
		if a, ok := s.Assets[below(i.Body.File, ref.Dest)]; ok {
			w.put("shows", hex.EncodeToString(a.Sum[:]))
		}
	}
}

// below is the path below content/ of what a text names.
func below(file, dest string) string {
	if p, ok := strings.CutPrefix(dest, "/"); ok {
		return path.Clean(p)
	}
	_, dir, _ := strings.Cut(path.Dir(file), "/")
	return path.Join(dir, dest)
}

func (w sum) attachments(list []Attachment) {
	for _, a := range list {
		w.put("attachment", a.Title, hex.EncodeToString(a.Sum[:]))
	}
}

// publicity hashes its terms, and not its result, which comes later.
func (w sum) publicity(p *Publicity) {
	if p == nil {
		return
	}
	w.put("days", strconv.Itoa(p.Days), string(p.Unit), p.Start.String())
	w.flag("count_start", p.CountStart)
	w.put("basis", p.Basis)
	o := p.Objections
	w.put("objections", o.To, o.Address, o.Phone, o.Hours, o.Supervisor)
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
