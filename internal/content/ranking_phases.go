package content

import (
	"slices"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// phases reads how the title comes about. The days follow each other.
func (s *source) phases(t *decode.Table, k *site.Ranking) {
	table := t.Table("stages")
	if table == nil {
		return
	}
	var last calendar.Day
	var of *decode.Table
	phase := func(key string, name diag.Words) site.Phase {
		st := table.Table(key)
		of = st
		if st == nil {
			return site.Phase{}
		}
		out := site.Phase{From: st.Day("from"), To: st.Day("to"), Text: st.String("text")}
		if out.From.IsZero() {
			out.From = st.Day("on")
		}
		if out.From.IsZero() {
			st.Problem("", "missing-key", "from")
		} else if out.From < last {
			st.Problem("", "stages-out-of-order", name, out.From.String(), last.String())
		}
		if !out.To.IsZero() && out.To < out.From {
			st.Problem("to", "until-before-from", out.To.String(), "from", out.From.String())
		}
		last = max(last, out.From, out.To)
		return out
	}
	k.Phases = &site.Phases{
		Nomination: phase("nomination", diag.Words{Zh: "推荐", En: "nomination"}),
		Review:     phase("review", diag.Words{Zh: "评议", En: "review"}),
		Final:      phase("final", diag.Words{Zh: "定下", En: "final"}),
		Title:      phase("title", diag.Words{Zh: "授予", En: "title"}),
	}
	if of != nil {
		k.Phases.TitleName = of.String("name")
		if years := of.Int("years", 0, 1, 50); years > 0 && !k.Phases.Title.From.IsZero() {
			year, month, day := k.Phases.Title.From.Date()
			k.Phases.Title.To = calendar.Date(year+years, month, day) - 1
		}
	}
}

// beforePublicity takes the names away from rankings that are not yet to be
// told. Until then only the scheme and the days are public.
func (l *loader) beforePublicity() {
	for _, k := range l.site.Rankings {
		if k.StageAt(l.publicityOf(k), l.site.Now).NamesPublic() {
			continue
		}
		k.Entries, k.Objections, k.Audit = nil, nil, ""
	}
}

// publicityOf is the period of a ranking: its own, or that of the notice that
// publishes it.
func (l *loader) publicityOf(k *site.Ranking) *site.Publicity {
	if k.Publicity != nil || k.Publication == "" {
		return k.Publicity
	}
	for _, n := range l.site.Notices {
		if n.Slug == k.Publication {
			return n.Publicity
		}
	}
	return nil
}

// revoked reads the titles that were taken back. Such an entry is listed no
// more from its day on; that it was one is told, and of buildings and
// organisations also which.
func (s *source) revoked(tables []*decode.Table, k *site.Ranking) {
	for i, e := range tables {
		table := e.Table("revoked")
		if table == nil {
			continue
		}
		r := site.Revocation{Name: k.Entries[i].Name, On: table.Day("on"), Why: table.NeedString("why")}
		if !table.Has("on") {
			table.Problem("", "missing-key", "on")
		}
		if people(k) {
			r.Name, r.Why = "", ""
		}
		k.RevokedOn = append(k.RevokedOn, r.On)
		if r.On.IsZero() || s.loader.site.Now.Before(r.On.Start(s.loader.cfg.Zone)) {
			continue
		}
		k.Revoked, k.Entries[i].Revoked = append(k.Revoked, r), true
		text := "有1" + k.Unit.Counter() + "的称号撤销了。"
		if r.Name != "" {
			text = r.Name + "的称号撤销了：" + r.Why
		}
		k.Corrections = append(k.Corrections, site.Correction{Date: calendar.Moment{Day: r.On}, Text: text})
	}
	slices.SortStableFunc(k.Revoked, func(a, b site.Revocation) int { return int(a.On) - int(b.On) })
}
