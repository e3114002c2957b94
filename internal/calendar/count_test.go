package calendar

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// published are the arrangements as holiday-cn and the newspapers list them:
// spans of days off, and the days worked instead.
var published = struct{ off, work []string }{
	off: []string{
		"2024-01-01 2024-01-01", "2024-02-10 2024-02-17", "2024-04-04 2024-04-06", "2024-05-01 2024-05-05", "2024-06-10 2024-06-10",
		"2024-09-15 2024-09-17", "2024-10-01 2024-10-07",
		"2025-01-01 2025-01-01", "2025-01-28 2025-02-04", "2025-04-04 2025-04-06", "2025-05-01 2025-05-05", "2025-05-31 2025-06-02",
		"2025-10-01 2025-10-08",
		"2026-01-01 2026-01-03", "2026-02-15 2026-02-23", "2026-04-04 2026-04-06", "2026-05-01 2026-05-05", "2026-06-19 2026-06-21",
		"2026-09-25 2026-09-27", "2026-10-01 2026-10-07",
	},
	work: []string{
		"2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
		"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
		"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
	},
}

// slowWorking says whether a date is worked, from the list above.
func slowWorking(t *testing.T) func(time.Time) bool {
	parse := func(s string) time.Time {
		at, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	off, work := map[time.Time]bool{}, map[time.Time]bool{}
	for _, span := range published.off {
		for at := parse(span[:10]); !at.After(parse(span[11:])); at = at.AddDate(0, 0, 1) {
			off[at] = true
		}
	}
	for _, d := range published.work {
		work[parse(d)] = true
	}
	return func(at time.Time) bool {
		return work[at] || !off[at] && at.Weekday() != time.Sunday && at.Weekday() != time.Saturday
	}
}

// Every day of three years, thirty lengths, both units, and the start day
// counted or not: as somebody with a pencil counts.
func TestCountWithAPencil(t *testing.T) {
	worked := slowWorking(t)
	h := Shipped()
	for start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); start.Year() < 2027; start = start.AddDate(0, 0, 1) {
		for days := 1; days <= 30; days++ {
			for _, unit := range []Unit{WorkingDays, CalendarDays} {
				for _, countStart := range []bool{false, true} {
					at, left := start, days
					if !countStart {
						at = at.AddDate(0, 0, 1)
					}
					first := ""
					for ; ; at = at.AddDate(0, 0, 1) {
						if unit == WorkingDays && !worked(at) {
							continue
						}
						if first == "" {
							first = at.Format(time.DateOnly)
						}
						if left--; left == 0 {
							break
						}
					}
					for !worked(at) {
						at = at.AddDate(0, 0, 1)
					}
					if at.Year() > 2026 {
						continue // nobody knows
					}
					span, err := h.Count(Period{DayOf(start), days, unit, countStart})
					if err != nil || span.Last.String() != at.Format(time.DateOnly) || span.First.String() != first || len(span.Counted) != days {
						t.Fatalf("%s + %d %s (start counted: %v): %v, %v; want %s to %s", start.Format(time.DateOnly), days, unit, countStart, span, err, first, at.Format(time.DateOnly))
					}
				}
			}
		}
	}
}

// More by hand, at other holidays.
func TestCountByHand(t *testing.T) {
	for _, test := range []struct {
		start string
		days  int
		unit  Unit
		last  string
	}{
		{"2024-02-08", 5, WorkingDays, "2024-02-21"},  // 9, 18 (a Sunday), 19, 20, 21
		{"2024-04-03", 1, WorkingDays, "2024-04-07"},  // a Sunday that is worked
		{"2024-04-26", 3, WorkingDays, "2024-04-30"},  // 28 (a Sunday), 29, 30
		{"2024-06-07", 1, WorkingDays, "2024-06-11"},  // dragon boat, joined to a weekend
		{"2024-09-13", 5, WorkingDays, "2024-09-23"},  // 14 (a Saturday), 18, 19, 20, 23
		{"2024-09-30", 7, CalendarDays, "2024-10-08"}, // 7 October moves to the 8th
		{"2024-12-31", 1, CalendarDays, "2025-01-02"},
		{"2025-01-24", 2, WorkingDays, "2025-01-27"}, // 26 (a Sunday), 27
		{"2025-01-27", 5, WorkingDays, "2025-02-10"}, // 5, 6, 7, 8 (a Saturday), 10
		{"2025-04-25", 5, WorkingDays, "2025-05-06"}, // 27 (a Sunday), 28, 29, 30, 6
		{"2025-05-30", 1, WorkingDays, "2025-06-03"},
		{"2025-09-30", 10, CalendarDays, "2025-10-10"},
		{"2025-12-31", 1, WorkingDays, "2026-01-04"}, // a Sunday
		{"2026-01-01", 2, CalendarDays, "2026-01-04"},
		{"2026-06-18", 1, WorkingDays, "2026-06-22"},
		{"2026-03-31", 5, WorkingDays, "2026-04-08"}, // 1, 2, 3, 7, 8
		{"2026-12-21", 3, WorkingDays, "2026-12-24"},
	} {
		s, err := Shipped().Count(Period{Start: day(t, test.start), Days: test.days, Unit: test.unit})
		if err != nil || s.Last.String() != test.last || s.Estimated {
			t.Errorf("%s + %d %s: %s (estimated %v, %v), want %s", test.start, test.days, test.unit, s.Last, s.Estimated, err, test.last)
		}
	}
}

// Years may be added in any order, and so may the days in them.
func TestHolidaysInEveryOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 4))
	years := []YearData{year2024(), year2025(), year2026(), {
		Year: 2027, Off: []NamedDay{{Date(2026, 12, 31), "元旦"}, {Date(2027, 1, 1), "元旦"}},
		Statutory: []Day{Date(2027, 1, 1)}, Work: []Day{Date(2026, 12, 27), Date(2026, 10, 5)},
	}}
	say := func(h *Holidays) (all []any) {
		for d := Date(2023, 12, 1); d.Year() < 2028; d++ {
			name, off := h.Off(d)
			all = append(all, name, off, h.Working(d), h.MakeUp(d), h.Statutory(d), h.KnownDay(d))
		}
		return all
	}
	var want []any
	for range 50 {
		var h *Holidays
		for _, i := range random.Perm(len(years)) {
			y := years[i]
			y.Off, y.Work, y.Statutory = slices.Clone(y.Off), slices.Clone(y.Work), slices.Clone(y.Statutory)
			random.Shuffle(len(y.Off), func(a, b int) { y.Off[a], y.Off[b] = y.Off[b], y.Off[a] })
			random.Shuffle(len(y.Work), func(a, b int) { y.Work[a], y.Work[b] = y.Work[b], y.Work[a] })
			random.Shuffle(len(y.Statutory), func(a, b int) { y.Statutory[a], y.Statutory[b] = y.Statutory[b], y.Statutory[a] })
			h = h.With(y)
		}
		if got := say(h); want == nil {
			want = got
		} else if !slices.Equal(got, want) {
			t.Fatal("the order shows")
		}
	}
}
