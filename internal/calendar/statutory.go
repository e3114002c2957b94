package calendar

import (
	"slices"
	"time"
)

// The years for which StatutoryDays knows the law.
const (
	StatutoryFirst = 2014
	StatutoryLast  = 2100
)

// StatutoryDays returns the statutory holidays of a year, in order: what
// article 2 of 全国年节及纪念日放假办法 gives to everybody. Since 2025 these are 13
// days (New Year; the last night of the lunar year and its first three days;
// 清明; May 1 and 2; dragon boat; mid-autumn; October 1 to 3), before that 11,
// without the last night and May 2. Where mid-autumn falls on National Day the
// day behind it is one as well, as in 2020. It says nothing about which days
// are off: that is for the year's notice.
func StatutoryDays(year int) []Day {
	if year < StatutoryFirst || year > StatutoryLast {
		return nil
	}
	on := func(m time.Month, d int) Day { return Date(year, m, d) }
	lunar := func(m, d int) Day { day, _ := Lunar{Year: year, Month: m, Day: d}.Civil(); return day }
	newYear := lunar(1, 1)
	days := []Day{
		on(1, 1), newYear, newYear + 1, newYear + 2, on(5, 1), lunar(5, 5), lunar(8, 15),
		on(10, 1), on(10, 2), on(10, 3),
	}
	if year >= 2025 {
		days = append(days, newYear-1, on(5, 2))
	}
	for d := on(4, 3); d < on(4, 7); d++ {
		if name, _ := SolarTerm(d); name == "清明" {
			days = append(days, d)
		}
	}
	if d := lunar(8, 15); d >= on(10, 1) && d <= on(10, 3) {
		days = append(days, on(10, 4))
	}
	slices.Sort(days)
	return slices.Compact(days)
}
