package calendar

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"
)

func TestDay(t *testing.T) {
	if d := Date(1, time.January, 1); d != 1 {
		t.Errorf("0001-01-01 is %d", d)
	}
	// Against the standard library, every day of 1896 to 2104 and at random.
	check := func(at time.Time) {
		y, m, n := at.Date()
		d := Date(y, m, n)
		gotY, gotM, gotN := d.Date()
		if gotY != y || gotM != m || gotN != n || d.Weekday() != at.Weekday() || d.Month() != m || d.Year() != y || DayOf(at) != d {
			t.Fatalf("%s is %d, %s", at, d, d)
		}
		if back, err := ParseDay(at.Format(time.DateOnly)); err != nil || back != d || d.String() != at.Format(time.DateOnly) {
			t.Fatalf("%s is read %s, %v", at, back, err)
		}
	}
	before := Date(1895, time.December, 31)
	for at := time.Date(1896, 1, 1, 12, 0, 0, 0, time.UTC); at.Year() < 2105; at = at.AddDate(0, 0, 1) {
		check(at)
		if d := DayOf(at); d != before+1 {
			t.Fatalf("%s follows %s", d, before)
		}
		before++
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		check(time.Date(1+random.IntN(9999), time.January, 1+random.IntN(365), 0, 0, 0, 0, time.UTC))
	}
	// Out of range, as time.Date does it.
	for range 20000 {
		y, m, n := random.IntN(4000), time.Month(random.IntN(100)-50), random.IntN(4000)-2000
		at := time.Date(y, m, n, 0, 0, 0, 0, time.UTC)
		if y > 20 && Date(y, m, n) != DayOf(at) {
			t.Fatalf("Date(%d, %d, %d) is %s, want %s", y, m, n, Date(y, m, n), at)
		}
	}
}

func TestDayWords(t *testing.T) {
	d := day(t, "2026-11-22")
	if d.Chinese() != "2026年11月22日" || d.ChineseShort() != "11月22日" || d.WeekdayChinese() != "星期日" {
		t.Errorf("%s %s %s", d.Chinese(), d.ChineseShort(), d.WeekdayChinese())
	}
	if (d+1).WeekdayChinese() != "星期一" || (d+6).WeekdayChinese() != "星期六" {
		t.Error("wrong weekday")
	}
	var zero Day
	if !zero.IsZero() || zero.String()+zero.Chinese()+zero.ChineseShort()+zero.WeekdayChinese() != "" {
		t.Error("the zero day has a name")
	}
}

func TestParseDayErrors(t *testing.T) {
	for text, want := range map[string]DayError{
		"":                 {Reason: NotADate},
		"tomorrow":         {Reason: NotADate},
		"2026-1-5":         {Reason: NotADate, Meant: Date(2026, 1, 5)},
		"2026/01/05":       {Reason: NotADate, Meant: Date(2026, 1, 5)},
		"2026年11月22日":      {Reason: NotADate, Meant: Date(2026, 11, 22)},
		"２０２６－１１－２２":       {Reason: NotADate, Meant: Date(2026, 11, 22)},
		"2026-11-22 ":      {Reason: NotADate, Meant: Date(2026, 11, 22)},
		"2026/02/30":       {Reason: NotADate},
		"20261122":         {Reason: NotADate},
		"0000-01-01":       {Reason: NotADate},
		"2026-11-22T09:00": {Reason: NotADate},
		"2026-13-01":       {Reason: BadMonth, Month: 13, Day: 1},
		"2026-00-01":       {Reason: BadMonth, Month: 0, Day: 1},
		"2026-02-29":       {Reason: BadDay, Month: 2, Day: 29, Last: 28},
		"2028-02-30":       {Reason: BadDay, Month: 2, Day: 30, Last: 29},
		"2026-11-31":       {Reason: BadDay, Month: 11, Day: 31, Last: 30},
		"2026-12-00":       {Reason: BadDay, Month: 12, Day: 0, Last: 31},
	} {
		want.Text = text
		_, err := ParseDay(text)
		var got *DayError
		if !errors.As(err, &got) || *got != want || got.Error() == "" {
			t.Errorf("%q: %+v, want %+v", text, err, want)
		}
	}
}

func TestDayStart(t *testing.T) {
	for _, test := range []struct{ zone, day, start, end string }{
		{"Asia/Shanghai", "2026-11-22", "2026-11-22T00:00:00+08:00", "2026-11-23T00:00:00+08:00"},
		{"Asia/Shanghai", "1986-05-04", "1986-05-04T00:00:00+08:00", "1986-05-05T00:00:00+09:00"},
		{"UTC", "2026-11-22", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"},
		// No midnight: clocks went from 00:00 to 01:00.
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"},
		{"Asia/Beirut", "2022-03-27", "2022-03-27T01:00:00+03:00", "2022-03-28T00:00:00+03:00"},
		// Midnight twice: clocks went from 01:00 back to 00:00.
		{"America/Havana", "2022-11-06", "2022-11-06T00:00:00-04:00", "2022-11-07T00:00:00-05:00"},
		// 23:00 twice, the evening before.
		{"America/Sao_Paulo", "2018-02-18", "2018-02-18T00:00:00-03:00", "2018-02-19T00:00:00-03:00"},
		// A date left out: it starts and ends with the next.
		{"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00", "2011-12-31T00:00:00+14:00"},
		{"Pacific/Kiritimati", "2026-11-22", "2026-11-22T00:00:00+14:00", "2026-11-23T00:00:00+14:00"},
	} {
		loc, d := location(t, test.zone), day(t, test.day)
		if got := d.Start(loc).Format(time.RFC3339); got != test.start {
			t.Errorf("%s in %s starts %s, want %s", d, test.zone, got, test.start)
		}
		if got := d.End(loc).Format(time.RFC3339); got != test.end {
			t.Errorf("%s in %s ends %s, want %s", d, test.zone, got, test.end)
		}
	}
	// Everywhere and always: the first instant of the day, to the second.
	for _, zone := range []string{"Asia/Shanghai", "America/Sao_Paulo", "America/Havana", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe"} {
		loc := location(t, zone)
		for d := day(t, "1975-01-01"); d.Year() < 2030; d++ {
			start := d.Start(loc)
			if DayOf(start) != d || DayOf(start.Add(-time.Second)) >= d {
				t.Fatalf("%s in %s does not start at %s", d, zone, start)
			}
		}
	}
	if !day(t, "2026-11-22").Start(nil).Equal(day(t, "2026-11-22").Start(time.UTC)) {
		t.Error("no zone is not UTC")
	}
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2026-02-29", "2026/1/5", "2026年11月22日", "0000-00-00", "9999-12-31"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		var wrong *DayError
		switch {
		case err == nil && (d.String() != s || d < 1):
			t.Errorf("%q is read as %s", s, d)
		case err != nil && (!errors.As(err, &wrong) || wrong.Text != s || wrong.Error() == "" || d != 0):
			t.Errorf("%q: %v", s, err)
		}
		if want, bad := time.Parse(time.DateOnly, s); (bad == nil && want.Year() > 0) != (err == nil) {
			t.Errorf("%q: %v, the standard library says %v", s, err, bad)
		}
	})
}

// Beyond the tables of its zone a day begins as it does within them, on the
// last day of a leap year too, where package time loses a day.
func TestDayStartFarAhead(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Shanghai", "Pacific/Auckland"} {
		loc := location(t, name)
		for _, year := range []int{2036, 2037, 2060, 2096, 2400, 9996} {
			for d := Date(year, time.December, 20); d < Date(year+1, time.January, 12); d++ {
				y, m, n := d.Date()
				if got, want := d.Start(loc), time.Date(y, m, n, 0, 0, 0, 0, loc); !got.Equal(want) {
					t.Errorf("%s begins at %s in %s, want %s", d, got, name, want)
				}
			}
		}
	}
}

func TestChineseLong(t *testing.T) {
	for d, want := range map[string]string{
		"2026-11-22": "2026年11月22日 星期日 农历十月十四 小雪",
		"2026-11-21": "2026年11月21日 星期六 农历十月十三",
		"2026-02-16": "2026年2月16日 星期一 农历腊月廿九 除夕",
		"2026-02-17": "2026年2月17日 星期二 农历正月初一 春节",
		"2025-07-25": "2025年7月25日 星期五 农历闰六月初一",
		"2033-12-22": "2033年12月22日 星期四 农历闰冬月初一",
		"2020-10-01": "2020年10月1日 星期四 农历八月十五 中秋节 国庆节",
		"2024-04-04": "2024年4月4日 星期四 农历二月廿六 清明",
		"1949-01-01": "1949年1月1日 星期六 元旦",
		"2200-01-02": "2200年1月2日 星期四",
	} {
		if got := day(t, d).ChineseLong(); got != want {
			t.Errorf("%s: %s, want %s", d, got, want)
		}
	}
	if Day(0).ChineseLong() != "" {
		t.Error("a day that is not set has words")
	}
}
