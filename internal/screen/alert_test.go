package screen

import (
	"slices"
	"testing"
	"time"

	"banbao/internal/site"
)

// FuzzReadAlerts: alert.json lies where everybody may write. What is read from
// it is written as it was; one more alert is in it, once, and comes off again;
// and every sequence is one that players take.
func FuzzReadAlerts(f *testing.F) {
	fire := Raise(site.PreparedAlerts()[0], &site.Info{Issuer: "居委会"}, time.Unix(100, 0), time.Unix(200, 0), []string{"*"})
	whole, err := Alerts{Version: 1}.With(fire).Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, s := range []string{"", "null", "{}", `{"version":1}`, `{"version":1,"sequence":9223372036854775807,"alerts":[{},{"id":"fire","sent":-1}]}`, `{"version":1,"sequence":-5,"alerts":null}x`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := ReadAlerts(text)
		if err != nil {
			return
		}
		written, err := a.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ReadAlerts(written)
		if err != nil || back.Sequence != a.Sequence || !slices.EqualFunc(back.Alerts, a.Alerts, equalAlerts) {
			t.Fatalf("%+v is read again as %+v, %v", a, back, err)
		}
		more := a.With(fire)
		is := func(x Alert) bool { return x.ID == fire.ID }
		if i := slices.IndexFunc(more.Alerts, is); i < 0 || !equalAlerts(more.Alerts[i], fire) || slices.ContainsFunc(more.Alerts[i+1:], is) {
			t.Errorf("not once: %+v", more)
		}
		less, ok := more.Without(is)
		if !ok || slices.ContainsFunc(less.Alerts, is) {
			t.Errorf("not taken down: %+v", less)
		}
		const most = 1e15 // as check.js has it
		if a.Sequence < 0 || more.Sequence <= a.Sequence || less.Sequence <= more.Sequence || less.Sequence > most {
			t.Errorf("sequences %d, %d, %d", a.Sequence, more.Sequence, less.Sequence)
		}
	})
}
