package clocktest

import (
	"fmt"
	"time"
)

func day(s string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		panic(err)
	}
	return t
}

func iso(t time.Time) string     { return t.In(zone).Format(time.DateOnly) }
func next(d time.Time) time.Time { return d.AddDate(0, 0, 1) }
func midnight(t time.Time) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}
func days(from, to time.Time) int  { return int(to.Sub(from).Hours()) / 24 }
func weekend(d time.Time) bool     { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }
func works(d time.Time) bool       { return makeUp[iso(d)] || !off[iso(d)] && !weekend(d) }
func monday(d time.Time) time.Time { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) }
func months(t time.Time) int       { return t.Year()*12 + int(t.Month()) }
func after(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// lunarYears are the codes in which almanacs in programs hold the lengths of
// lunar months, from 2025: bits 15 to 4 are the months from the first, one for
// thirty days; the low four name the leap month, bit 16 its length.
var lunarYears = []int{0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, 0x05aa0, 0x076a3, 0x096d0, 0x04afb}

// lunarDays is the lunar date, as 09-09, of every day from the new year of
// 2025, but for those in a leap month.
var lunarDays = func() map[string]string {
	names := map[string]string{}
	d := day("2025-01-29")
	for _, code := range lunarYears {
		run := func(month, length int) {
			for k := 1; k <= length; k++ {
				if month > 0 {
					names[iso(d)] = fmt.Sprintf("%02d-%02d", month, k)
				}
				d = next(d)
			}
		}
		for m := 1; m <= 12; m++ {
			run(m, 29+code>>(16-m)&1)
			if code&15 == m {
				run(0, 29+code>>16&1)
			}
		}
	}
	return names
}()
