package calendar

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// fixtureFestivals returns the civil dates of the six great festivals by lunar
// year, worked out from the fixture alone: the first day of a month and so many
// days; the last night is the day before the next new year.
func fixtureFestivals(t *testing.T) map[string]map[int]time.Time {
	t.Helper()
	found := map[string]map[int]time.Time{}
	set := func(name string, year int, at time.Time) {
		if found[name] == nil {
			found[name] = map[int]time.Time{}
		}
		found[name][year] = at
	}
	for line := range strings.Lines(lunarFixture) {
		year, months, ok := strings.Cut(line, " | ")
		if !ok || line[0] == '#' {
			continue
		}
		months, _, _ = strings.Cut(months, " | ")
		var y int
		fmt.Sscan(year, &y)
		for _, month := range strings.Fields(months) {
			number, rest, _ := strings.Cut(month, "=")
			first, err := time.Parse(time.DateOnly, rest[:10])
			if err != nil {
				t.Fatal(line, err)
			}
			switch number {
			case "1":
				set("春节", y, first)
				set("元宵节", y, first.AddDate(0, 0, 14))
				set("除夕", y-1, first.AddDate(0, 0, -1))
			case "5":
				set("端午节", y, first.AddDate(0, 0, 4))
			case "8":
				set("中秋节", y, first.AddDate(0, 0, 14))
			case "9":
				set("重阳节", y, first.AddDate(0, 0, 8))
			}
		}
	}
	return found
}

// Of every year from 1950 to 2100: the day, that no other day has the name, and
// that a rule of lunar years gives the same days.
func TestFestivalsOfEveryYear(t *testing.T) {
	rules := map[string]string{"春节": "01-01", "元宵节": "01-15", "端午节": "05-05", "中秋节": "08-15", "重阳节": "09-09", "除夕": "12-30"}
	for name, dates := range fixtureFestivals(t) {
		var want, got []string
		for year := 1950; year <= 2100; year++ {
			if at, ok := dates[year]; ok && at.Year() <= 2100 {
				want = append(want, at.Format(time.DateOnly))
			} else if !ok && !(name == "除夕" && year == 2100) {
				t.Fatalf("the fixture has no %s of %d", name, year)
			}
		}
		if name == "除夕" {
			want = append([]string{dates[1949].Format(time.DateOnly)}, want...)
		}
		for d := Date(1950, 1, 1); d.Year() <= 2100; d++ {
			if slices.Contains(Festivals(d), name) {
				got = append(got, d.String())
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d days, want %d; the first that differ: %v", name, len(got), len(want), firstOther(got, want))
		}
		s := Series{Start: Moment{Day: Date(1950, 1, 1)}, Repeat: &Rule{Every: EveryLunarYear, On: on(t, rules[name])}}
		got = nil
		for _, o := range s.Between(Date(1950, 1, 1).Start(china()), Date(2101, 1, 1).Start(china()), china(), nil) {
			got = append(got, o.Day.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("the rule for %s: %d days, want %d; the first that differ: %v", name, len(got), len(want), firstOther(got, want))
		}
	}
}

func firstOther(a, b []string) [2]string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return [2]string{a[i], b[i]}
		}
	}
	return [2]string{}
}

// Some of them as printed in almanacs.
func TestFestivalsAsPrinted(t *testing.T) {
	for d, want := range map[string]string{
		"1950-02-17": "春节", "1969-02-17": "春节", "1985-02-20": "春节", "2000-02-05": "春节", "2020-01-25": "春节",
		"2023-01-22": "春节", "2025-01-29": "春节", "2030-02-03": "春节", "2033-01-31": "春节", "2034-02-19": "春节",
		"2050-01-23": "春节", "2100-02-09": "春节", "2034-03-05": "元宵节", "2033-10-01": "重阳节", "2033-09-08": "中秋节",
		"2033-06-01": "端午节", "2034-02-18": "除夕", "2034-01-19": "",
	} {
		got := ""
		for _, name := range Festivals(day(t, d)) {
			if _, civil := map[string]bool{"国庆节": true, "儿童节": true, "学雷锋纪念日": true}[name]; !civil {
				got += name
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
