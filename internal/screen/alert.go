package screen

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"banbao/internal/output"
	"banbao/internal/site"
)

// AlertFile is where alerts are published, below public/.
const AlertFile = "screens/alert.json"

// Alerts is what alert.json holds. A higher sequence is the newer one; what a
// newer one leaves out is cancelled.
type Alerts struct {
	Version  int     `json:"version"`
	Sequence int64   `json:"sequence"`
	Alerts   []Alert `json:"alerts"`
}

// Alert is one take-over, in the words of the Common Alerting Protocol (OASIS
// CAP 1.2) where it has one. Times are seconds of the epoch; none is without
// an end.
type Alert struct {
	ID       string      `json:"id"`
	Sent     int64       `json:"sent"`
	From     int64       `json:"from"`
	Expires  int64       `json:"expires"`
	Status   string      `json:"status"` // actual, exercise, test
	Colour   site.Colour `json:"colour"`
	Screens  []string    `json:"screens"` // ids; "*" is all
	Title    string      `json:"title"`
	Headline string      `json:"headline"`
	Acts     []string    `json:"acts"`
	Issuer   string      `json:"issuer"`
	Phone    string      `json:"phone,omitempty"`
	Source   string      `json:"source"` // notice, or hand: by the command line
}

// What an alert came from.
const (
	ByNotice = "notice"
	ByHand   = "hand"
)

// mostSequence leaves room below 1e15, beyond which players take a file for
// damaged: whoever writes a larger one into alert.json must not silence every
// alert that comes after.
const mostSequence = 1e14

// ReadAlerts reads a published alert.json.
func ReadAlerts(text []byte) (Alerts, error) {
	var a Alerts
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&a); err != nil {
		return Alerts{}, fmt.Errorf("alert.json: %w", err)
	}
	if a.Version != 1 {
		return Alerts{}, fmt.Errorf("alert.json: version %d is not known", a.Version)
	}
	if a.Sequence < 0 || a.Sequence > mostSequence {
		return Alerts{}, fmt.Errorf("alert.json: no sequence goes on from %d", a.Sequence)
	}
	return a, nil
}

// Bytes is the file.
func (a Alerts) Bytes() ([]byte, error) {
	if a.Alerts == nil {
		a.Alerts = []Alert{}
	}
	text, err := json.Marshal(a)
	return append(text, '\n'), err
}

// With puts an alert in the place of one of the same id, or adds it. The
// gravest come first, then the newest.
func (a Alerts) With(one Alert) Alerts {
	list := slices.DeleteFunc(slices.Clone(a.Alerts), func(x Alert) bool { return x.ID == one.ID })
	return Alerts{1, a.Sequence + 1, sortAlerts(append(list, one))}
}

// Without takes alerts out; ok tells whether there was one.
func (a Alerts) Without(drop func(Alert) bool) (_ Alerts, ok bool) {
	list := slices.DeleteFunc(slices.Clone(a.Alerts), drop)
	if len(list) == len(a.Alerts) {
		return a, false
	}
	return Alerts{1, a.Sequence + 1, list}, true
}

func sortAlerts(list []Alert) []Alert {
	slices.SortFunc(list, func(a, b Alert) int {
		return cmp.Or(
			cmp.Compare(slices.Index(site.Colours(), a.Colour), slices.Index(site.Colours(), b.Colour)),
			-cmp.Compare(a.Sent, b.Sent), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// alerts publishes what urgent notices say, with what was raised by hand and
// has not ended. published is the file as it is, if there is one: where nothing
// is different it stays, sequence and all.
func (r *renderer) alerts(published []byte) error {
	s := r.site
	before, err := ReadAlerts(published)
	if err != nil && published != nil { // replaced by one that counts as newer
		before.Sequence = s.Now.Unix()
	}
	list := []Alert{}
	for _, a := range before.Alerts {
		if a.Source == ByHand && a.Expires > s.Now.Unix() {
			list = append(list, a)
		}
	}
	for _, n := range s.Notices {
		if n.Level != site.LevelUrgent || n.Withdrawn != nil || !s.Listed(&n.Item) || n.Window.Until.IsZero() {
			continue
		}
		on := s.OnScreens(&n.Item)
		if len(on) == 0 {
			continue
		}
		a, err := r.alertOf(n, on)
		if err != nil {
			return err
		}
		list = append(list, a)
	}
	next := Alerts{1, before.Sequence, sortAlerts(list)}
	if same := slices.EqualFunc(next.Alerts, before.Alerts, equalAlerts); !same || next.Sequence == 0 {
		next.Sequence++
	}
	if before.Sequence == 0 && !r.texts.Key.IsZero() {
		next.Sequence = s.Now.Unix() // players with a key never take a lower one
	}
	r.sign(AlertFile, output.KeyOf(version, "alert", next), next.Bytes)
	return nil
}

func equalAlerts(a, b Alert) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// Longest that is made from a notice's own words, in em.
const (
	headlineEm = 12
	actEm      = 18
)

// alertOf is what an urgent notice says on screens: what its table [alert]
// says, or else its title and the first sentences of its text.
func (r *renderer) alertOf(n *site.Notice, on []string) (Alert, error) {
	a := Alert{
		ID: n.Slug, From: n.Window.From.Unix(), Expires: n.Window.Until.Unix(), Status: "actual",
		Colour: site.Orange, Screens: on, Title: plain(n.Title), Issuer: n.Issuer, Phone: n.Contact().Phone,
		Source: ByNotice, Acts: []string{},
	}
	a.Sent = a.From
	if a.Phone == "" && len(r.site.Phones) > 0 {
		a.Phone = r.site.Phones[0].Number
	}
	if len(on) == len(r.site.Screens) {
		a.Screens = []string{"*"}
	}
	if said := n.Alert; said != nil {
		a.Colour, a.Headline, a.Acts = said.Colour, said.Headline, append(a.Acts, said.Acts...)
		if said.Drill {
			a.Status = "exercise"
		}
	}
	if a.Headline == "" {
		a.Headline = short(a.Title, headlineEm)
	}
	if len(a.Acts) > 0 {
		return a, nil
	}
	body, err := r.body(n)
	if err != nil {
		return a, err
	}
	for _, p := range body.paragraphs {
		for _, sentence := range sentences(p) {
			if len(a.Acts) < 3 {
				a.Acts = append(a.Acts, short(sentence, actEm))
			}
		}
	}
	return a, nil
}

// short is a text, or its first clauses that fit.
func short(s string, most float64) string {
	if em(s) <= most {
		return s
	}
	kept := ""
	for _, c := range clauses(s) {
		if em(kept+c) > most {
			break
		}
		kept += c
	}
	kept = strings.TrimRight(kept, breaks)
	if kept != "" {
		return kept
	}
	runes := []rune(s)
	for len(runes) > 1 && em(string(runes))+1 > most {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// Raise is a prepared alert as it goes out now.
func Raise(a site.Alert, info *site.Info, now, until time.Time, screens []string) Alert {
	one := Alert{
		ID: a.ID, Sent: now.Unix(), From: now.Unix(), Expires: until.Unix(), Status: "actual", Colour: a.Colour,
		Screens: screens, Title: a.Title, Headline: a.Headline, Acts: append([]string{}, a.Acts...),
		Issuer: info.Issuer, Source: ByHand,
	}
	if a.Drill {
		one.Status = "exercise"
	}
	if len(info.Phones) > 0 {
		one.Phone = info.Phones[0].Number
	}
	return one
}
