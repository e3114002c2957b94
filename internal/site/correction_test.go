package site

import (
	"testing"

	"banbao/internal/calendar"
)

// A correction that is dated later today changes what feeds say then.
func TestNextChangeOfCorrection(t *testing.T) {
	n := notice("road", "2026-11-17 00:00", "")
	for _, date := range []string{"2026-11-18 10:20", "2026-11-20 16:00"} {
		n.Corrections = append(n.Corrections, Correction{Date: calendar.MomentOf(at(date)), Text: "写错了门牌"})
	}
	for _, c := range []struct{ now, want string }{
		{"2026-11-18 00:00", "2026-11-18 10:20"},
		{"2026-11-18 10:20", "2026-11-20 16:00"},
		{"2026-11-20 16:00", ""},
	} {
		got, ok := n.NextChange(at(c.now))
		if ok != (c.want != "") || ok && !got.Equal(at(c.want)) {
			t.Errorf("at %s the next change is %s, %v; not %s", c.now, got, ok, c.want)
		}
	}
}
