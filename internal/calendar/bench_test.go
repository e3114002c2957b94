package calendar

import (
	"testing"
)

// Ten thousand weekly series, expanded for one year.
func BenchmarkBetweenWeekly(b *testing.B) {
	loc := location(b, "Asia/Shanghai")
	from, to := day(b, "2026-01-01").Start(loc), day(b, "2027-01-01").Start(loc)
	h := Shipped()
	s := series(b, "2019-01-07 09:00", "2019-01-07 10:30", Rule{Every: EveryWeek, On: on(b, "mon"), Except: []Day{day(b, "2026-10-05")}})
	for b.Loop() {
		for range 10000 {
			s.Between(from, to, loc, h)
		}
	}
}

func BenchmarkBetween(b *testing.B) {
	loc := location(b, "Asia/Shanghai")
	from, to := day(b, "2026-01-01").Start(loc), day(b, "2027-01-01").Start(loc)
	h := Shipped()
	for name, rule := range map[string]Rule{
		"daily": {Every: EveryDay}, "workdays": {Every: EveryDay, WorkdaysOnly: true}, "monthly": {Every: EveryMonth, On: on(b, "last fri")},
		"yearly": {Every: EveryYear}, "lunar": {Every: EveryLunarYear, On: on(b, "09-09")},
	} {
		b.Run(name, func(b *testing.B) {
			s := series(b, "2019-01-07 09:00", "2019-01-07 10:30", rule)
			for b.Loop() {
				s.Between(from, to, loc, h)
			}
		})
	}
}

func BenchmarkNextEdge(b *testing.B) {
	loc := location(b, "Asia/Shanghai")
	s := series(b, "2019-01-07 09:00", "2019-01-07 10:30", Rule{Every: EveryWeek})
	at := day(b, "2026-11-22").Start(loc)
	h := Shipped()
	for b.Loop() {
		s.NextEdge(at, loc, h)
	}
}

func BenchmarkFestivals(b *testing.B) {
	d := day(b, "2026-11-22")
	for b.Loop() {
		Festivals(d)
	}
}
