package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// notices are the texts of the State Council's notices, as a clerk copies
// them: name, days off, days worked.
var notices = map[int][][3]string{
	2024: {
		{"元旦", "1月1日放假，与周末连休。", ""},
		{"春节", "2月10日至17日放假调休，共8天。", "2月4日（星期日）、2月18日（星期日）上班。"},
		{"清明节", "4月4日至6日放假调休，共3天。", "4月7日（星期日）上班。"},
		{"劳动节", "5月1日至5日放假调休，共5天。", "4月28日（星期日）、5月11日（星期六）上班。"},
		{"端午节", "6月10日放假，与周末连休。", ""},
		{"中秋节", "9月15日至17日放假调休，共3天。", "9月14日（星期六）上班。"},
		{"国庆节", "10月1日至7日放假调休，共7天。", "9月29日（星期日）、10月12日（星期六）上班。"},
	},
	2025: {
		{"元旦", "1月1日（周三）放假1天，不调休。", ""},
		{"春节", "1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。", "1月26日（周日）、2月8日（周六）上班。"},
		{"清明节", "4月4日（周五）至6日（周日）放假，共3天。", ""},
		{"劳动节", "5月1日（周四）至5日（周一）放假调休，共5天。", "4月27日（周日）上班。"},
		{"端午节", "5月31日（周六）至6月2日（周一）放假，共3天。", ""},
		{"国庆节、中秋节", "10月1日（周三）至8日（周三）放假调休，共8天。", "9月28日（周日）、10月11日（周六）上班。"},
	},
	2026: {
		{"元旦", "1月1日（周四）至3日（周六）放假调休，共3天。", "1月4日（周日）上班。"},
		{"春节", "2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。", "2月14日（周六）、2月28日（周六）上班。"},
		{"清明节", "4月4日（周六）至6日（周一）放假，共3天。", ""},
		{"劳动节", "5月1日（周五）至5日（周二）放假调休，共5天。", "5月9日（周六）上班。"},
		{"端午节", "6月19日（周五）至21日（周日）放假，共3天。", ""},
		{"中秋节", "9月25日（周五）至27日（周日）放假，共3天。", ""},
		{"国庆节", "10月1日（周四）至7日（周三）放假调休，共7天。", "9月20日（周日）、10月10日（周六）上班。"},
	},
}

// What is shipped is what the notices say, and the statutory days are the law's.
func TestShippedAsNoticed(t *testing.T) {
	for year, notice := range notices {
		var off []NamedDay
		var work []Day
		for _, holiday := range notice {
			days, found := ParseNotice(year, holiday[1])
			for _, d := range days {
				off = append(off, NamedDay{d, holiday[0]})
			}
			if holiday[2] != "" {
				days, more := ParseNotice(year, holiday[2])
				work, found = append(work, days...), append(found, more...)
			}
			if len(found) > 0 {
				t.Errorf("%d %s: %v", year, holiday[0], found)
			}
		}
		slices.Sort(work)
		shipped, _ := Shipped().Year(year)
		if !slices.Equal(off, shipped.Off) || !slices.Equal(work, shipped.Work) {
			t.Errorf("%d: the notice says\n%v\n%v, shipped are\n%v\n%v", year, off, work, shipped.Off, shipped.Work)
		}
		if law := StatutoryDays(year); !slices.Equal(law, shipped.Statutory) {
			t.Errorf("%d: the law gives %v, shipped are %v", year, law, shipped.Statutory)
		}
	}
}

func TestParseNotice(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"1月1日", "2026-01-01"},
		{" 10月1日 周四 ", "2026-10-01"},
		{"10月1日星期四、2号（星期五）", "2026-10-01 2026-10-02"},
		{"2025年12月30日至2026年1月1日", "2025-12-30 2025-12-31 2026-01-01"},
		{"2025年12月28日(周日)上班", "2025-12-28"},
		{"2月27日至3月1日", "2026-02-27 2026-02-28 2026-03-01"},
		{"6月19日（端午节，周五）", "2026-06-19"},
		{"2月16日（农历除夕）", "2026-02-16"},
		{"2月15日（农历腊月廿八）", "2026-02-15"},
		{"10月1日～3日，10月5日和6日放假", "2026-10-01 2026-10-02 2026-10-03 2026-10-05 2026-10-06"},
		{"10月1日（周五）至3日（周日）", "2026-10-01 2026-10-02 2026-10-03 weekday weekday"},
		{"2月15日（农历腊月二十七）", "2026-02-15 lunar"},
		{"2月15日（农历除夕）", "2026-02-15 lunar"},
		{"2月15日（大年三十）", "2026-02-15 unknown"},
		{"2月30日", "no-date"},
		{"13月1日", "no-date"},
		{"0年1月1日", "no-date"},
		{"10月7日至1日", "backwards"},
		{"10月1日至12月1日", "too-long"},
		{"10月1日至7日放假调休，共8天", "2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07 count"},
		{"1月1日放假2天", "2026-01-01 count"},
		{"", "unknown"},
		{"元旦", "unknown"},
		{"1日", "unknown"},
		{"1月1日至", "unknown"},
		{"1月1日、", "2026-01-01 unknown"},
		{"1月1日（周四", "unknown"},
		{"1月1日不放假", "2026-01-01 unknown"},
		{"2026-01-01", "unknown"},
		{"99999999999999999999月1日", "unknown"},
	} {
		days, found := ParseNotice(2026, test.text)
		var words []string
		for _, d := range days {
			words = append(words, d.String())
		}
		for _, err := range found {
			var e *NoticeError
			if !errors.As(err, &e) || e.Error() == "" {
				t.Fatalf("%q: %v", test.text, err)
			}
			words = append(words, string(e.Reason))
		}
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("%q: %s, want %s", test.text, got, test.want)
		}
	}
	// 2025 has a sixth month and its leap.
	if _, found := ParseNotice(2025, "7月25日（农历闰六月初一）"); found != nil {
		t.Error(found)
	}
	if _, found := ParseNotice(2025, "7月25日（农历六月初一）"); len(found) != 1 {
		t.Error("a leap month passes for the plain one")
	}
}

// Whatever stands there, the days are few and the errors are told.
func FuzzParseNotice(f *testing.F) {
	for _, notice := range notices {
		for _, holiday := range notice {
			f.Add(2026, holiday[1])
			f.Add(2026, holiday[2])
		}
	}
	f.Add(-5, "1月1日至2月29日（（周日）），9999年12月31日至")
	f.Fuzz(func(t *testing.T, year int, text string) {
		days, found := ParseNotice(year, text)
		if len(days) == 0 && len(found) == 0 || len(days) > longestHoliday*(len(text)+1) {
			t.Fatalf("%q gives %d days and %v", text, len(days), found)
		}
		for _, err := range found {
			_ = err.Error()
		}
		for _, d := range days {
			if d < 1 || d > Date(9999, 12, 31) {
				t.Fatalf("%q gives %d", text, d)
			}
		}
	})
}

func TestStatutoryDays(t *testing.T) {
	for year := StatutoryFirst; year <= StatutoryLast; year++ {
		want := 11
		if year >= 2025 {
			want = 13
		}
		if days := StatutoryDays(year); len(days) != want || !slices.IsSorted(days) || days[0] != Date(year, 1, 1) {
			t.Errorf("%d: %v", year, days)
		}
	}
	if StatutoryDays(2013) != nil || StatutoryDays(2101) != nil {
		t.Error("years of another law have an answer")
	}
	if got := fmt.Sprint(StatutoryDays(2020)); got != "[2020-01-01 2020-01-25 2020-01-26 2020-01-27 2020-04-04 2020-05-01 2020-06-25 2020-10-01 2020-10-02 2020-10-03 2020-10-04]" {
		t.Error(got)
	}
}
