package calendar

import (
	"errors"
	"testing"
	"time"
)

func TestParseMoment(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-22":                       "2026-11-22",
		"2026-11-22 09:00":                 "2026-11-22T09:00",
		"2026-11-22T09:00":                 "2026-11-22T09:00",
		"2026-11-22T9:00":                  "2026-11-22T09:00",
		"2026-11-22t09:00:30":              "2026-11-22T09:00",
		"2026-11-22T09:00:30.25":           "2026-11-22T09:00",
		"2026-11-22 24:00":                 "2026-11-22T24:00",
		"2026-11-22T09:00:00+08:00":        "2026-11-22T09:00",
		"2026-11-22T09:00:00.999999+08:00": "2026-11-22T09:00",
		"2026-11-22T17:00Z":                "2026-11-23T01:00",
		"2026-11-22T20:00-05:00":           "2026-11-23T09:00",
		"2026-11-22T24:00+09:00":           "2026-11-22T23:00",
	} {
		m, err := ParseMoment(text)
		if err != nil || m.String() != want {
			t.Errorf("%q: %s, %v; want %s", text, m, err, want)
		}
		if back, err := ParseMoment(m.String()); err != nil || back != m {
			t.Errorf("%s is read back as %s, %v", m, back, err)
		}
	}
	for text, want := range map[string]Reason{
		"": NotAMoment, "tomorrow": NotAMoment, "2026-11-22T": NotAClock, "2026-11-22 9点": NotAClock,
		"2026/11/22": NotADate, "2026/11/22 09:00": NotAMoment, "2026-13-01": BadMonth, "2026-02-29 09:00": BadDay,
		"2026-11-22 25:00": BadHour, "2026-11-22 09:61": BadMinute, "2026-11-22T09:00+8": BadOffset,
		"2026-11-22T09:00+08": BadOffset, "0001-01-01T00:00+23:59": BadOffset, "2026-11-22T09:00+0800": BadOffset, "2026-11-22上午": AfterDate,
		"2026-11-22T09:00:00.": NotAClock, "2026-11-22T09:00 ": NotAClock,
	} {
		m, err := ParseMoment(text)
		var got *MomentError
		if !errors.As(err, &got) || got.Reason != want || got.Text != text || got.Error() == "" || !m.IsZero() {
			t.Errorf("%q: %+v, want %s", text, err, want)
		}
	}
	var wrong *DayError
	if _, err := ParseMoment("2026-02-29 09:00"); !errors.As(err, &wrong) || wrong.Last != 28 {
		t.Errorf("no reason in %v", err)
	}
	m, err := ParseMomentIn("2026-07-01T00:30:00+08:00", location(t, "Europe/Berlin"))
	if err != nil || m.String() != "2026-06-30T18:30" {
		t.Errorf("in Berlin it is %s, %v", m, err)
	}
	if m, err := ParseMomentIn("2026-07-01T00:30", location(t, "Europe/Berlin")); err != nil || m.String() != "2026-07-01T00:30" {
		t.Errorf("without offset it is %s, %v", m, err)
	}
}

func TestMomentBounds(t *testing.T) {
	loc := location(t, "Asia/Shanghai")
	for text, want := range map[string][2]string{
		"2026-11-22":       {"2026-11-22T00:00:00+08:00", "2026-11-23T00:00:00+08:00"},
		"2026-11-22 09:00": {"2026-11-22T09:00:00+08:00", "2026-11-22T09:00:00+08:00"},
		"2026-11-22 00:00": {"2026-11-22T00:00:00+08:00", "2026-11-22T00:00:00+08:00"},
		"2026-11-22 24:00": {"2026-11-23T00:00:00+08:00", "2026-11-23T00:00:00+08:00"},
	} {
		m := moment(t, text)
		if got := m.Start(loc).Format(time.RFC3339); got != want[0] {
			t.Errorf("%s starts %s", m, got)
		}
		if got := m.End(loc).Format(time.RFC3339); got != want[1] {
			t.Errorf("%s ends %s", m, got)
		}
	}
	var zero Moment
	if !zero.Start(loc).IsZero() || !zero.End(loc).IsZero() || zero.String() != "" {
		t.Error("the zero moment has a time")
	}
	if a, b := moment(t, "2026-11-22"), moment(t, "2026-11-22 00:00"); a.Compare(b) >= 0 || b.Compare(a) <= 0 || a.Compare(a) != 0 {
		t.Error("a bare date does not come first")
	}
}

func TestText(t *testing.T) {
	var d Day
	var c Clock
	var m Moment
	for _, err := range []error{
		d.UnmarshalText([]byte("2026-11-22")), c.UnmarshalText([]byte("9:30")), m.UnmarshalText([]byte("2026-11-22 09:30")),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	dt, _ := d.MarshalText()
	ct, _ := c.MarshalText()
	mt, _ := m.MarshalText()
	if string(dt) != "2026-11-22" || string(ct) != "09:30" || string(mt) != "2026-11-22T09:30" {
		t.Errorf("%s %s %s", dt, ct, mt)
	}
	if d.UnmarshalText([]byte("x")) == nil || c.UnmarshalText([]byte("x")) == nil || m.UnmarshalText([]byte("x")) == nil || d == 0 || c == 0 || m.Day == 0 {
		t.Error("a bad text is taken")
	}
}

func TestWindow(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 22, hour, 0, 0, 0, time.UTC) }
	w := Window{at(9), at(12)}
	for hour, want := range map[int][3]bool{
		8: {false, true, false}, 9: {true, false, false}, 11: {true, false, false}, 12: {false, false, true}, 13: {false, false, true},
	} {
		if got := [3]bool{w.Contains(at(hour)), w.Before(at(hour)), w.After(at(hour))}; got != want {
			t.Errorf("%d o'clock: %v, want %v", hour, got, want)
		}
	}
	for hour, want := range map[int]int{8: 9, 9: 12, 11: 12, 12: 0} {
		edge, ok := w.NextEdge(at(hour))
		if ok != (want > 0) || ok && !edge.Equal(at(want)) {
			t.Errorf("after %d o'clock: %v", hour, edge)
		}
	}
	var always Window
	if _, ok := always.NextEdge(at(9)); ok || !always.Contains(at(9)) || !always.Contains(time.Time{}) {
		t.Error("an open window is not always")
	}
	if !Earliest().IsZero() || !Earliest(time.Time{}, at(9), at(8)).Equal(at(8)) {
		t.Error("wrong earliest")
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{
		"2026-11-22", "2026-11-22 09:00", "2026-11-22T09:00:00+08:00", "2026-11-22T24:00Z", "2026-11-22T09:00:00.5-23:59",
		"0001-01-01T00:00+23:59", "9999-12-31T24:00-23:59", "2026-02-29 9",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMoment(s)
		var wrong *MomentError
		if err != nil {
			if !errors.As(err, &wrong) || wrong.Text != s || wrong.Error() == "" || !m.IsZero() {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if m.IsZero() || m.Clock < 0 || m.Clock > 1440 || !m.Timed && m.Clock != 0 {
			t.Errorf("%q is read as %+v", s, m)
		}
		if back, err := ParseMoment(m.String()); err != nil || back != m {
			t.Errorf("%q is read as %s, then %s, %v", s, m, back, err)
		}
	})
}
