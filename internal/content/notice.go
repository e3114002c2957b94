package content

import (
	"strings"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// readNotice reads one notice.
func readNotice(s *source, r *result) {
	t, body, text := s.frontMatter(r)
	if t == nil || s.wrongFolder(t, site.NounNotice, r) {
		return
	}
	n := s.loader.notice()
	n.Item = s.item(t, site.NounNotice, body, text, r)
	n.Kind = decode.NeedWord(t, "kind", site.Kinds())
	n.Level = decode.Word(t, "level", site.Levels(), site.LevelNormal)
	n.Date = t.NeedMoment("date")
	n.Window = s.window(t, n.Date)
	n.Issuer = s.loader.shared(t.String("issuer"))
	if n.Issuer == "" {
		n.Issuer = s.loader.cfg.Issuer
	}
	n.Number = strings.Clone(t.String("number"))
	n.To = s.loader.shared(t.String("to"))
	n.CopyTo = s.loader.shared(t.String("copy_to"))
	n.Attachments = s.attachments(t)
	if w := t.Table("withdrawn"); w != nil {
		n.Withdrawn = &site.Withdrawal{On: w.Day("on"), Why: w.NeedString("why")}
	}
	if a := t.Table("alert"); a != nil {
		alert := config.Alert(a, site.Alert{Colour: site.Orange})
		n.Alert = &alert
		if n.Level != site.LevelUrgent {
			t.Problem("alert", "alert-level", string(n.Level))
		}
	}
	s.pin(t, n)
	n.Publicity = s.publicity(t, n.Date)
	n.Corrections = corrections(t)
	n.Disclosure = s.disclosure(t)
	if n.Kind == site.KindPublicity && n.Publicity == nil && !t.Has("publicity") {
		t.Problem("kind", "missing-publicity")
	}
	if n.Kind != "" && n.Kind != site.KindPublicity && n.Publicity != nil {
		t.Problem("kind", "publicity-kind", string(n.Kind))
	}
	s.howLong(t, n)
	if body.Size == 0 && !n.Draft && n.Withdrawn == nil && n.Summary == "" && len(n.Attachments) == 0 && n.Title != "" {
		t.Problem("title", "no-text")
	}
	s.weekdays(t, text, body.Line, proof.Years{Near: n.Date.Day}, r)
	finish(t, r)
	r.notices = append(r.notices, n)
}

// pin reads pin_until, which ends with its day.
func (s *source) pin(t *decode.Table, n *site.Notice) {
	pin := t.Moment("pin_until")
	if pin.IsZero() {
		return
	}
	n.PinUntil = pin.End(s.loader.cfg.Zone)
	if !n.Window.Until.IsZero() && n.PinUntil.After(n.Window.Until) {
		t.Problem("pin_until", "pin-past-until", pin.String(), t.Moment("until").String())
	}
}

// howLong asks for an end: always for what is urgent, as advice for what ages.
func (s *source) howLong(t *decode.Table, n *site.Notice) {
	if !n.Window.Until.IsZero() || n.Draft || t.Has("until") {
		return
	}
	switch {
	case n.Level == site.LevelUrgent:
		t.Problem("level", "endless-urgent")
	case n.Kind == site.KindStory, n.Kind == site.KindScience, n.Kind == site.KindCovenant, n.Date.IsZero():
	default:
		t.Problem("", "no-until", (n.Date.Day + 30).String())
	}
}
