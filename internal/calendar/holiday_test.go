package calendar

import (
	"slices"
	"testing"
	"time"
)

func TestShipped(t *testing.T) {
	h := Shipped()
	for _, test := range []struct{ year, off, statutory, work int }{
		{2024, 28, 11, 8}, {2025, 28, 13, 5}, {2026, 33, 13, 6},
	} {
		y, ok := h.Year(test.year)
		if !ok || !h.Known(test.year) || y.Source == "" ||
			len(y.Off) != test.off || len(y.Statutory) != test.statutory || len(y.Work) != test.work {
			t.Errorf("%d: %d off, %d statutory, %d worked", test.year, len(y.Off), len(y.Statutory), len(y.Work))
		}
		for _, d := range y.Statutory {
			if _, off := h.Off(d); !off || !h.Statutory(d) || h.Working(d) {
				t.Errorf("%s is statutory, but not off", d)
			}
		}
		for _, d := range y.Work {
			if w := d.Weekday(); w != time.Saturday && w != time.Sunday || !h.MakeUp(d) || !h.Working(d) {
				t.Errorf("%s is %s and makes up for nothing", d, w)
			}
		}
		// A notice moves days, it gives none: each statutory day and each
		// make-up day pays for one weekday off.
		weekdays := 0
		for _, o := range y.Off {
			if w := o.Day.Weekday(); w != time.Saturday && w != time.Sunday {
				weekdays++
			}
		}
		if weekdays != test.statutory+test.work {
			t.Errorf("%d: %d weekdays off for %d statutory and %d make-up days", test.year, weekdays, test.statutory, test.work)
		}
	}
	if got := h.Years(); !slices.Equal(got, []int{2024, 2025, 2026}) || h.Known(2027) || h.Known(2023) {
		t.Errorf("known years are %v", got)
	}
	// The statutory days as the festivals fall, from the lunar table.
	for _, year := range []int{2024, 2025, 2026} {
		for _, l := range []Lunar{{Year: year, Month: 1, Day: 1}, {Year: year, Month: 1, Day: 2}, {Year: year, Month: 1, Day: 3}, {Year: year, Month: 5, Day: 5}, {Year: year, Month: 8, Day: 15}} {
			if d, ok := l.Civil(); !ok || !h.Statutory(d) {
				t.Errorf("%s (%s) is not statutory", d, l)
			}
		}
		eve, _ := Lunar{Year: year, Month: 1, Day: 1}.Civil()
		if h.Statutory(eve-1) != (year >= 2025) {
			t.Errorf("%s, new year's eve: statutory %v", eve-1, h.Statutory(eve-1))
		}
		for d := Date(year, time.April, 1); d.Month() == time.April; d++ {
			if name, _ := SolarTerm(d); h.Statutory(d) != (name == "清明") {
				t.Errorf("%s: statutory %v", d, h.Statutory(d))
			}
		}
	}
	if name, ok := h.Off(day(t, "2026-10-05")); !ok || name != "国庆节" {
		t.Errorf("2026-10-05 is %q", name)
	}
	for d, working := range map[string]bool{
		"2026-11-20": true, "2026-11-21": false, "2026-11-22": false, "2026-10-10": true, "2026-10-07": false, "2027-10-01": true,
	} {
		if h.Working(day(t, d)) != working {
			t.Errorf("%s: working %v", d, !working)
		}
	}
}

func TestHolidaysWith(t *testing.T) {
	shipped := Shipped()
	// As the notice for 2019 did: 2018-12-29 worked, 12-30 to 01-01 off.
	data := YearData{
		Year: 2027, Source: "test",
		Off:       []NamedDay{{day(t, "2026-12-31"), "元旦"}, {day(t, "2027-01-01"), "元旦"}},
		Statutory: []Day{day(t, "2027-01-01")},
		Work:      []Day{day(t, "2026-12-27")},
	}
	h := shipped.With(data)
	if shipped.Known(2027) || !h.Known(2027) || !h.Known(2024) {
		t.Error("With changed the wrong one")
	}
	if _, off := h.Off(day(t, "2026-12-31")); !off || !h.MakeUp(day(t, "2026-12-27")) || h.Working(day(t, "2026-12-31")) {
		t.Error("late December is not ruled by the next year's notice")
	}
	if !shipped.Working(day(t, "2026-12-31")) {
		t.Error("Shipped is changed")
	}
	data.Work[0] = day(t, "2026-12-26")
	if !h.MakeUp(day(t, "2026-12-27")) {
		t.Error("the caller's slice is shared")
	}
	// Replaced, not added to; and the later notice wins.
	h = h.With(YearData{Year: 2027, Work: []Day{day(t, "2026-10-01")}})
	if _, off := h.Off(day(t, "2026-12-31")); off || h.MakeUp(day(t, "2026-12-27")) {
		t.Error("the old data of 2027 are still there")
	}
	if _, off := h.Off(day(t, "2026-10-01")); off || !h.Working(day(t, "2026-10-01")) || h.Statutory(day(t, "2026-10-01")) {
		t.Error("the earlier notice won")
	}
	var none *Holidays
	if none.Known(2026) || none.Years() != nil || none.Working(day(t, "2026-11-22")) || !none.Working(day(t, "2026-10-01")) ||
		none.Statutory(1) || none.MakeUp(1) || !none.With(data).Known(2027) {
		t.Error("no holidays is not Monday to Friday")
	}
}
