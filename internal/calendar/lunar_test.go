package calendar

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"time"
)

//go:embed testdata/lunar.txt
var lunarFixture string

// The table comes from one library, the fixture from another.
func TestLunarTable(t *testing.T) {
	years := 0
	for line := range strings.Lines(lunarFixture) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(strings.TrimSpace(line), "|")
		var year int
		fmt.Sscan(parts[0], &year)
		years++
		leap := 0
		for _, text := range strings.Fields(parts[1]) {
			want := Lunar{Year: year, Day: 1}
			text, want.Leap = strings.CutPrefix(text, "L")
			var civil string
			var length int
			if _, err := fmt.Sscanf(strings.NewReplacer("=", " ", "/", " ").Replace(text), "%d %s %d", &want.Month, &civil, &length); err != nil {
				t.Fatal(line, err)
			}
			if want.Leap {
				leap = want.Month
			}
			first := day(t, civil)
			if d, ok := want.Civil(); !ok || d != first {
				t.Errorf("%v begins on %s, want %s", want, d, civil)
			}
			if n, ok := LunarMonthDays(year, want.Month, want.Leap); !ok || n != length {
				t.Errorf("%v has %d days, want %d", want, n, length)
			}
			for i := range length {
				want.Day = i + 1
				if l, ok := LunarOf(first + Day(i)); !ok || l != want {
					t.Fatalf("%s is %+v, want %+v", first+Day(i), l, want)
				}
				if d, ok := want.Civil(); !ok || d != first+Day(i) {
					t.Fatalf("%+v is %s, want %s", want, d, first+Day(i))
				}
			}
		}
		if LunarLeapMonth(year) != leap {
			t.Errorf("%d: leap month %d, want %d", year, LunarLeapMonth(year), leap)
		}
		terms := strings.Fields(parts[2])
		if year == lunarFirst {
			continue
		}
		found := []string{}
		for d := Date(year, time.January, 1); d.Year() == year; d++ {
			if _, ok := SolarTerm(d); ok {
				found = append(found, strings.ReplaceAll(d.String()[5:], "-", ""))
			}
		}
		if got := strings.Join(found, " "); got != strings.Join(terms, " ") || len(terms) != 24 {
			t.Errorf("%d: terms\n%s, want\n%s", year, got, terms)
		}
	}
	if rows := len(lunarTable); years != rows || rows != lunarLast-lunarFirst+1 || len(termTable) != termLast-termFirst+1 {
		t.Errorf("%d years, %d, %d rows", years, len(lunarTable), len(termTable))
	}
}

func TestLunarOf(t *testing.T) {
	for _, test := range []struct{ day, lunar, year, zodiac string }{
		{"2026-11-22", "十月十四", "丙午年", "马"},
		{"2026-10-18", "九月初九", "丙午年", "马"},
		{"2027-10-08", "九月初九", "丁未年", "羊"},
		{"2025-07-25", "闰六月初一", "乙巳年", "蛇"},
		{"2027-02-06", "正月初一", "丁未年", "羊"},
		{"2026-02-16", "腊月廿九", "乙巳年", "蛇"},
		{"2033-12-21", "冬月三十", "癸丑年", "牛"},
		{"2033-12-22", "闰冬月初一", "癸丑年", "牛"},
		{"2034-01-20", "腊月初一", "癸丑年", "牛"},
		{"1950-01-01", "冬月十三", "己丑年", "牛"},
		{"2100-12-31", "腊月初一", "庚申年", "猴"},
		{"2024-02-10", "正月初一", "甲辰年", "龙"},
	} {
		l, ok := LunarOf(day(t, test.day))
		if !ok || l.String() != test.lunar || l.YearChinese() != test.year || l.Zodiac() != test.zodiac {
			t.Errorf("%s: %s%s (%s), want %s%s (%s)", test.day, l.YearChinese(), l, l.Zodiac(), test.year, test.lunar, test.zodiac)
		}
	}
	for _, d := range []Day{0, 1, -400, lunarNewYear(lunarFirst) - 1, Date(2101, 2, 1), Date(9999, 1, 1)} {
		if l, ok := LunarOf(d); ok {
			t.Errorf("%d is %v", d, l)
		}
	}
	for _, l := range []Lunar{
		{}, {2026, 6, 1, true}, {2026, 12, 30, false}, {2026, 13, 1, false}, {2026, 1, 0, false},
		{1948, 1, 1, false}, {2101, 1, 1, false},
	} {
		if d, ok := l.Civil(); ok {
			t.Errorf("%v is %s", l, d)
		}
	}
	if (Lunar{}).String() != "" || (Lunar{}).YearChinese() != "" || (Lunar{}).Zodiac() != "" {
		t.Error("the zero lunar date has a name")
	}
}

func TestSolarTerm(t *testing.T) {
	for d, want := range map[string]string{
		"2026-11-22": "小雪", "2026-04-05": "清明", "2026-12-22": "冬至", "2026-01-05": "小寒",
		"2026-11-21": "", "1949-12-22": "", "2101-01-05": "",
	} {
		if got, ok := SolarTerm(day(t, d)); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestFestivals(t *testing.T) {
	for d, want := range map[string]string{
		"2026-02-16": "除夕", // a 29th
		"2024-02-09": "除夕", // a 30th
		"2026-02-17": "春节", "2026-03-03": "元宵节", "2026-03-20": "龙抬头", "2026-06-19": "端午节",
		"2026-08-19": "七夕", "2026-09-25": "中秋节", "2026-10-18": "重阳节", "2026-01-26": "腊八节",
		"2026-02-11": "小年", "2026-02-10": "", "2026-01-01": "元旦", "2026-11-09": "全国消防日",
		"2026-12-04": "国家宪法日", "2026-03-05": "学雷锋纪念日", "2026-04-05": "", "2026-11-22": "",
		"2020-10-01": "中秋节、国庆节", "2025-05-31": "端午节",
		"2006-08-31": "", // 闰七月初八
		"2006-08-30": "", // 闰七月初七: a leap month has no festivals
	} {
		if got := strings.Join(Festivals(day(t, d)), "、"); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
