package calendar

import "testing"

func TestCount(t *testing.T) {
	h := Shipped()
	for _, test := range []struct {
		start string
		days  int
		unit  Unit
		last  string
	}{
		{"2026-02-13", 5, WorkingDays, "2026-02-27"},
		{"2026-04-30", 5, WorkingDays, "2026-05-11"},
		{"2026-09-17", 5, WorkingDays, "2026-09-23"},
		{"2026-09-24", 7, WorkingDays, "2026-10-12"},
		{"2026-09-30", 5, WorkingDays, "2026-10-13"},
		{"2026-11-23", 5, WorkingDays, "2026-11-30"},
		// National Day 2025: 9-28 (Sunday) worked, 10-1 to 10-8 off, 10-11 (Saturday) worked.
		{"2025-09-26", 5, WorkingDays, "2025-10-10"}, // 28, 29, 30, 9, 10
		{"2025-09-25", 3, WorkingDays, "2025-09-29"}, // 26, 28, 29
		{"2025-10-08", 3, WorkingDays, "2025-10-11"}, // 9, 10, 11
		{"2025-10-04", 4, WorkingDays, "2025-10-13"}, // 9, 10, 11, 13
		// Spring Festival 2026: 2-14 (Saturday) worked, 2-15 to 2-23 off, 2-28 worked.
		{"2026-02-12", 3, WorkingDays, "2026-02-24"}, // 13, 14, 24
		{"2026-02-14", 5, WorkingDays, "2026-02-28"}, // 24 to 28
		{"2026-02-24", 5, WorkingDays, "2026-03-02"}, // 25 to 28, then Monday
		// Calendar days.
		{"2026-11-16", 4, CalendarDays, "2026-11-20"}, // a Friday
		{"2026-11-16", 5, CalendarDays, "2026-11-23"}, // Saturday moves to Monday
		{"2026-09-24", 7, CalendarDays, "2026-10-08"}, // 10-1 moves past the holiday
		{"2026-02-07", 7, CalendarDays, "2026-02-14"}, // a Saturday that is worked
		{"2026-02-08", 7, CalendarDays, "2026-02-24"}, // 2-15 moves past the holiday
		{"2025-09-21", 7, CalendarDays, "2025-09-28"}, // a Sunday that is worked
		{"2025-09-24", 7, CalendarDays, "2025-10-09"}, // 10-1 moves past eight days
	} {
		s, err := h.Count(Period{Start: day(t, test.start), Days: test.days, Unit: test.unit})
		if err != nil {
			t.Error(err)
			continue
		}
		if s.Last.String() != test.last || s.Estimated || len(s.Counted) != test.days {
			t.Errorf("%s + %d %s: last %s, %d counted, estimated %v; want %s",
				test.start, test.days, test.unit, s.Last, len(s.Counted), s.Estimated, test.last)
		}
	}
}

func TestCountStart(t *testing.T) {
	s, err := Shipped().Count(Period{Start: day(t, "2026-11-23"), Days: 5, Unit: WorkingDays, CountStart: true})
	if err != nil || s.First.String() != "2026-11-23" || s.Last.String() != "2026-11-27" {
		t.Errorf("got %v, %v", s, err)
	}
	// A start on a day of rest is not a working day all the same.
	s, err = Shipped().Count(Period{Start: day(t, "2026-11-22"), Days: 1, Unit: WorkingDays, CountStart: true})
	if err != nil || s.First.String() != "2026-11-23" || s.Last != s.First {
		t.Errorf("got %v, %v", s, err)
	}
}

func TestCountEstimated(t *testing.T) {
	for _, test := range []struct {
		start string
		days  int
		want  bool
	}{
		{"2026-12-17", 5, false}, // to 12-24
		{"2026-12-23", 5, true},  // to 12-30, which the notice for 2027 may make a day off
		{"2026-12-28", 7, true},
		{"2027-03-01", 5, true},
		{"2025-12-25", 5, false}, // 2026 is known
	} {
		s, err := Shipped().Count(Period{Start: day(t, test.start), Days: test.days, Unit: WorkingDays})
		if err != nil || s.Estimated != test.want {
			t.Errorf("%s + %d: estimated %v, %v; want %v", test.start, test.days, s.Estimated, err, test.want)
		}
	}
	// Nothing known: Monday to Friday.
	var none *Holidays
	s, err := none.Count(Period{Start: day(t, "2026-09-30"), Days: 5, Unit: WorkingDays})
	if err != nil || !s.Estimated || s.Last.String() != "2026-10-07" {
		t.Errorf("got %v, %v", s, err)
	}
}

func TestCountErrors(t *testing.T) {
	good := Period{Start: day(t, "2026-11-22"), Days: 5, Unit: WorkingDays}
	for field, change := range map[string]func(*Period){
		"start": func(p *Period) { p.Start = 0 },
		"days":  func(p *Period) { p.Days = 401 },
		"unit":  func(p *Period) { p.Unit = "weeks" },
	} {
		p := good
		change(&p)
		_, err := Shipped().Count(p)
		if e, ok := err.(*PeriodError); !ok || e.Field != field || e.Error() == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := Shipped().Count(Period{Start: good.Start, Days: 0, Unit: CalendarDays}); err == nil {
		t.Error("no days: no error")
	}
	for _, unit := range []Unit{WorkingDays, CalendarDays} {
		if s, err := Shipped().Count(Period{Start: good.Start, Days: 400, Unit: unit}); err != nil || len(s.Counted) != 400 {
			t.Errorf("400 %s days: %v", unit, err)
		}
	}
}
