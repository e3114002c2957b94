package proof

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

func TestWeekdays(t *testing.T) {
	near := func(y, m, d int) Years { return Years{Near: calendar.Date(y, time.Month(m), d)} }
	autumn := near(2026, 11, 20)
	for _, c := range []struct {
		name, text string
		years      Years
		want       string
	}{
		{"right", "11月22日（星期日）", autumn, ""},
		{"wrong", "11月22日（星期六）", autumn, "2026-11-22 Saturday"},
		{"周", "11月22日周六", autumn, "2026-11-22 Saturday"},
		{"礼拜", "11月22日 礼拜六", autumn, "2026-11-22 Saturday"},
		{"天 is 日", "11月22日（星期天）", autumn, ""},
		{"ASCII brackets", "11月22日(周六)", autumn, "2026-11-22 Saturday"},
		{"with a comma", "11月22日，星期六", autumn, "2026-11-22 Saturday"},
		{"with a year", "2025年11月22日（星期六）", autumn, ""},
		{"with a wrong year", "2025年11月22日（星期日）", autumn, "2025-11-22 Sunday"},
		{"no weekday", "11月22日起", autumn, ""},
		{"weekday of something else", "11月22日前，每周六", autumn, ""},
		{"a week later", "11月22日（一周后）", autumn, ""},
		{"no date", "每周六，星期日", autumn, ""},
		{"two", "11月22日（周六）和11月23日（周日）", autumn, "2026-11-22 Saturday, 2026-11-23 Sunday"},
		{"January, seen from November, is next year's", "1月1日（星期五）", autumn, ""},
		{"this year's would be wrong", "1月1日（星期四）", autumn, "2027-01-01 Thursday"},
		{"December, seen from January, is last year's", "12月31日（星期四）", near(2027, 1, 4), ""},
		{"March, seen from November, is next year's", "3月1日（星期一）", autumn, ""},
		{"June, seen from November, is this year's", "6月1日（星期一）", autumn, ""},
		{"a year named before", "去年（2025年）是11月22日（星期六）", autumn, ""},
		{"last year in words", "去年12月22日（星期一）也办过", autumn, ""},
		{"last year in words, wrong", "去年12月22日（星期二）也办过", autumn, "2025-12-22 Tuesday"},
		{"last year, a few words before", "去年冬至（12月22日星期一）", autumn, ""},
		{"next year in words", "明年的3月1日（星期一）", autumn, ""},
		{"this year in words", "今年1月1日（星期四）", autumn, ""},
		{"the year before last", "前年11月22日（星期五）", autumn, ""},
		{"that year", "那年11月22日（星期六）下雪", autumn, ""},
		{"a series, this year or next", "11月22日（星期一）", Years{Near: calendar.Date(2026, 11, 20), To: 2027}, ""},
		{"a series, neither", "11月22日（星期二）", Years{Near: calendar.Date(2026, 11, 20), To: 2027}, "2026-11-22 Tuesday"},
		{"no such day", "11月31日（星期二）", autumn, ""},
		{"no such month", "13月1日（星期二）", autumn, ""},
		{"29 February of a year without", "2027年2月29日（星期一）", autumn, ""},
		{"29 February of a leap year", "2028年2月29日（星期一）", autumn, "2028-02-29 Monday"},
		{"lunar days have no number", "腊月廿三日（星期六）", autumn, ""},
		{"no item's date", "11月22日（星期六）", Years{}, ""},
		{"a year needs none", "2026年11月22日（星期六）", Years{}, "2026-11-22 Saturday"},
		{"号", "11月22号（周六）", autumn, "2026-11-22 Saturday"},
		{"号, right", "11月22号周日", autumn, ""},
		{"spaces of a word processor", "11 月 22 日（星期六）", autumn, "2026-11-22 Saturday"},
		{"full-width figures", "１１月２２日（星期六）", autumn, "2026-11-22 Saturday"},
		{"in Chinese", "十一月二十二日（星期六）", autumn, "2026-11-22 Saturday"},
		{"in Chinese with the year", "二〇二六年十一月二十二日星期六", autumn, "2026-11-22 Saturday"},
		{"in Chinese, right", "十一月二十日（周五）", autumn, ""},
		{"figures", "2026-11-22（周六）", autumn, "2026-11-22 Saturday"},
		{"figures with slashes", "2026/11/22 周六", autumn, "2026-11-22 Saturday"},
		{"figures with dots, right", "2026.11.22（周日）", autumn, ""},
		{"the weekday first", "本周六（11月22日）上午", autumn, "2026-11-22 Saturday"},
		{"the weekday first, right", "周日（11月22日）上午", autumn, ""},
		{"the weekday first without brackets", "星期六11月22日", autumn, "2026-11-22 Saturday"},
		{"the second of a range", "11月21日（周六）至22日（周六）", autumn, "2026-11-22 Saturday"},
		{"a range, right", "11月21日（周六）至22日（周日）", autumn, ""},
		{"a range of both", "11月21日至22日（周六至周日）", autumn, ""},
		{"a range of both, wrong at its end", "11月21日至23日（周六至周日）", autumn, "2026-11-23 Sunday"},
		{"a range of both, wrong at its beginning", "11月20日至11月22日（周六至周日）", autumn, "2026-11-20 Saturday"},
		{"two days in short", "11月21、22日（周六、周日）", autumn, ""},
		{"two days in short, wrong", "11月21、22日（周五、周六）", autumn, "2026-11-21 Friday, 2026-11-22 Saturday"},
		{"over the year's end", "2026年12月30日（周三）至2027年1月2日（周六）", autumn, ""},
		{"behind its lunar day", "11月22日（农历十月十四，周六）", autumn, "2026-11-22 Saturday"},
		{"behind its lunar day, right", "11月22日（农历十月十四，周日）", autumn, ""},

		{"the hours behind a date", "11月23日起，周一至周五照常", autumn, ""},
		{"the hours in brackets behind a date", "11月22日（周一至周五）", autumn, ""},
		{"both days of the weekend", "11月22日，周六日不办", autumn, ""},
		{"how often", "11月22日，周一次", autumn, ""},
		{"every week, from a day", "每周六（11月22日起）", autumn, ""},
		{"a weekday before a range", "周六（11月22日至28日）", autumn, ""},
		{"a weekday with a day of its own before the next date", "11月21日（周六）11月22日（周日）", autumn, ""},
		{"weekdays apart", "11月20日周五、22日周日", autumn, ""},
		{"a day of the next month", "11月25日报名，次月1日（周一）开始", autumn, ""},
		{"a day of an earlier month's end", "11月25日到3日（周一）", autumn, ""},
		{"another sentence", "11月1日起。22日（周六）", autumn, ""},
		{"a house", "11月1日起，22号（周六）开门", autumn, ""},
		{"a lunar date in figures", "农历10月14日（周六）", autumn, ""},
		{"a version", "1.5周一次，3.2（周六）", autumn, ""},
		{"a telephone number", "0523-0600 1101（周一至周五）", autumn, ""},
		{"hours", "8:30-11:30（周六）", autumn, ""},
		{"money", "12.5元（周六）", autumn, ""},
		{"a document number", "〔2026〕11-22号（周六）", autumn, ""},
		{"week numbers", "11月第3周五次课", autumn, ""},
		{"nearby", "周围11月22日，周边", autumn, ""},
		{"cut off", "11月22日（星", autumn, ""},
		{"cut off within a character", "11月22日（星期\xe6", autumn, ""},
	} {
		var got []string
		wrong, _ := Dates([]byte(c.text), c.years)
		for _, w := range wrong {
			got = append(got, w.Day.String()+" "+w.Said.String())
			if w.From < 0 || w.To > len(c.text) || w.From >= w.To || !utf8.ValidString(c.text[w.From:w.To]) {
				t.Errorf("%s: marks %d to %d of %d", c.name, w.From, w.To, len(c.text))
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, strings.Join(got, ", "), c.want)
		}
	}
}

func TestNoSuchDates(t *testing.T) {
	autumn := Years{Near: calendar.Date(2026, 11, 20)}
	for _, c := range []struct {
		text  string
		years Years
		want  string
	}{
		{"11月31日", autumn, "doubtful-date 11月没有31日"},
		{"11月31日（星期二）", autumn, "no-such-date 11月没有31日"},
		{"2026年2月30日", autumn, "no-such-date 2026年2月没有30日"},
		{"2026年2月29日起", autumn, "no-such-date 2026年2月没有29日"},
		{"2028年2月29日起", autumn, ""},
		{"2月29日", autumn, ""},
		{"2月29日（星期一）", autumn, "no-such-date 2027年2月没有29日"},
		{"2月29日（星期四）", Years{Near: calendar.Date(2024, 2, 1)}, ""},
		{"明年2月29日（星期二）", Years{Near: calendar.Date(2027, 2, 1)}, ""},
		{"13月5日", autumn, "doubtful-date 没有13月"},
		{"3月31日至5月2日", autumn, ""},
		{"农历2月30日", autumn, ""},
		{"12个月30日", autumn, ""},
		{"每月31日", autumn, ""},
		{"1月31日、4月30日、12月31日", autumn, ""},
	} {
		got := ""
		_, none := Dates([]byte(c.text), c.years)
		for _, n := range none {
			got += string(n.Code()) + " " + n.Args()[0].(diag.Words).Zh
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// FuzzWeekdays: no text makes the finder panic or point outside of it, and what
// it finds is really wrong.
func FuzzWeekdays(f *testing.F) {
	for _, s := range []string{"11月22日（星期六）", "2026年11月22日周日", "0月0日周一", "9999年12月31日（周六）", "月日周", "\xe6月1日周一", "年11月22日（星期六）"} {
		f.Add(s, 2026, 0)
	}
	f.Fuzz(func(t *testing.T, text string, year, to int) {
		if year < 1901 || year > 2200 || to < 0 || to > year+20 {
			return
		}
		y := Years{Near: calendar.Date(year, 11, 20), To: to}
		wrong, none := Dates([]byte(text), y)
		for _, n := range none {
			if n.From < 0 || n.To > len(text) || n.From >= n.To {
				t.Fatalf("%q: marks %d to %d", text, n.From, n.To)
			}
			_ = n.Args()
		}
		for _, w := range wrong {
			if w.From < 0 || w.To > len(text) || w.From >= w.To {
				t.Fatalf("%q: marks %d to %d", text, w.From, w.To)
			}
			if w.Day.Weekday() == w.Said {
				t.Errorf("%q: %v is a %v", text, w.Day, w.Said)
			}
			for _, a := range w.Args() {
				_ = fmt.Sprint(a)
			}
		}
	})
}
