package web

import (
	"testing"
	"time"

	"banbao/internal/calendar"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	m, err := calendar.ParseMoment(text)
	if err != nil {
		t.Fatal(err)
	}
	return m.Start(time.FixedZone("CST", 8*60*60))
}

func TestWhenRange(t *testing.T) {
	for _, c := range []struct {
		start, end string
		allDay     bool
		want       string
		hours      string
	}{
		{"2026-11-22T14:00", "2026-11-22T16:00", false, "11月22日 星期日 14:00至16:00", "14:00至16:00"},
		{"2026-11-22T09:00", "2026-11-22T09:00", false, "11月22日 星期日 9:00", "9:00"},
		{"2026-11-22T18:00", "2026-11-23T00:00", false, "11月22日 星期日 18:00至24:00", "18:00至24:00"},
		{"2026-11-22T22:00", "2026-11-23T01:00", false, "11月22日 星期日 22:00至次日 1:00", "22:00至次日1:00"},
		{"2026-11-20T09:00", "2026-11-29T16:30", false, "11月20日 星期五 9:00至11月29日 星期日 16:30", "9:00，到11月29日"},
		{"2026-11-22", "2026-11-23", true, "11月22日 星期日", "全天"},
		{"2026-11-20", "2026-11-30", true, "11月20日 星期五至11月29日 星期日", "全天"},
		{"2026-12-31", "2027-01-04", true, "2026年12月31日 星期四至2027年1月3日 星期日", "全天"},
		{"2026-12-31T22:00", "2027-01-01T00:30", false, "12月31日 星期四 22:00至次日 0:30", "22:00至次日0:30"},
	} {
		start, end := at(t, c.start), at(t, c.end)
		if got := whenRange(start, end, c.allDay); got != c.want {
			t.Errorf("whenRange(%s, %s) = %q, want %q", c.start, c.end, got, c.want)
		}
		if got := whenHours(start, end, c.allDay); got != c.hours {
			t.Errorf("whenHours(%s, %s) = %q, want %q", c.start, c.end, got, c.hours)
		}
	}
}

func TestLunarLabel(t *testing.T) {
	for _, c := range []struct {
		day    string
		label  string
		strong bool
	}{
		{"2026-11-22", "小雪", true},
		{"2026-11-09", "十月", true},
		{"2026-11-23", "十五", false},
		{"2150-01-01", "", false},
	} {
		d, _ := calendar.ParseDay(c.day)
		if label, strong := lunarLabel(d); label != c.label || strong != c.strong {
			t.Errorf("lunarLabel(%s) = %q, %v", c.day, label, strong)
		}
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 23: "二十三", 99: "九十九", 100: "100", -1: "-1"} {
		if got := numeral(n); got != want {
			t.Errorf("numeral(%d) = %q, want %q", n, got, want)
		}
	}
	if got := monthName(time.November); got != "十一月" {
		t.Errorf("monthName = %q", got)
	}
}

func TestWhenWords(t *testing.T) {
	d, _ := calendar.ParseDay("2026-11-22")
	for got, want := range map[string]string{
		whenDay(d):                            "11月22日 星期日",
		whenYearDay(d):                        "2026年11月22日 星期日",
		whenDay(0):                            "",
		weekdayShort(d):                       "周日",
		monthTitle(2026, time.November):       "2026年11月",
		monthPath(2026, time.November):        "2026-11",
		whenOpen(8*60+30, 11*60+30):           "8:30至11:30",
		whenSpoken(at(t, "2026-11-22T14:30")): "下午2点30分",
		epoch(time.Time{}):                    "",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
