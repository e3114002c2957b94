package feed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
)

// FuzzRecurrence: the RRULE of a rule that is accepted gives the same days as
// the rule does, by a reader who knows only RFC 5545 and looks at day after day.
func FuzzRecurrence(f *testing.F) {
	for every := range uint8(5) {
		for _, on := range []string{"", "mon|thu", "15|31|-1", "2nd sat|5th fri", "02-29", "03-01|03-15", "last sun", "29|30"} {
			f.Add(every, uint16(1), uint16(9999), on, false)
			f.Add(every, uint16(3), uint16(58), on, true)
		}
	}
	f.Fuzz(func(t *testing.T, every uint8, interval, start uint16, on string, workdays bool) {
		steps := []calendar.Every{calendar.EveryDay, calendar.EveryWeek, calendar.EveryMonth, calendar.EveryYear, calendar.EveryLunarYear}
		rule := &calendar.Rule{Every: steps[int(every)%len(steps)], Interval: int(interval) % 30, WorkdaysOnly: workdays}
		if on != "" {
			var err error
			if rule.On, err = calendar.ParseOn(strings.Split(on, "|")...); err != nil {
				return
			}
		}
		s := calendar.Series{Start: calendar.Moment{Day: calendar.Date(2020, 1, 1) + calendar.Day(start%5000)}, Repeat: rule}
		for _, err := range s.Check() {
			if !err.(*calendar.SeriesError).Advice {
				return
			}
		}
		outline := s.Outline(time.UTC, nil)
		if outline.First == 0 {
			return
		}
		text, ok := recurrence(s, outline.Workdays)
		if !ok {
			return
		}
		to := s.Start.Day.Start(time.UTC).AddDate(12, 0, 0)
		days := map[calendar.Day]bool{}
		for _, o := range s.Between(s.Start.Day.Start(time.UTC), to, time.UTC, nil) {
			days[o.Original] = true
		}
		for d := outline.First; d < calendar.DayOf(to); d++ {
			if got := recurs(t, text, outline.First, d); got != days[d] && !slices.Contains(outline.Except, d) {
				t.Fatalf("%+v from %s: by %s %s is %v", *rule, s.Start.Day, text, d, got)
			}
		}
	})
}

// recurs tells whether an RRULE that begins on a day gives another.
func recurs(t *testing.T, rule string, first, d calendar.Day) bool {
	parts := map[string]string{}
	for _, p := range strings.Split(rule, ";") {
		name, value, ok := strings.Cut(p, "=")
		if _, twice := parts[name]; !ok || twice || value == "" {
			t.Fatalf("%s cannot be read at %q", rule, p)
		}
		parts[name] = value
	}
	interval := 1
	if n := parts["INTERVAL"]; n != "" {
		interval, _ = strconv.Atoi(n)
	}
	y, m, day := d.Date()
	y0, m0, _ := first.Date()
	monday := func(d calendar.Day) int { return int(d) - (int(d.Weekday())+6)%7 }
	periods := map[string]int{"DAILY": int(d - first), "WEEKLY": (monday(d) - monday(first)) / 7, "MONTHLY": 12*(y-y0) + int(m) - int(m0), "YEARLY": y - y0}
	passed, known := periods[parts["FREQ"]]
	if !known {
		t.Fatalf("no frequency in %s", rule)
	}
	_, _, length := (calendar.Date(y, m+1, 1) - 1).Date()
	is := func(name string, fits func(string) bool) bool {
		return parts[name] == "" || slices.ContainsFunc(strings.Split(parts[name], ","), fits)
	}
	number := func(n int) func(string) bool {
		return func(s string) bool { return s == strconv.Itoa(n) }
	}
	weekday := strings.ToUpper(d.Weekday().String()[:2])
	return passed%interval == 0 &&
		is("BYMONTH", number(int(m))) &&
		is("BYMONTHDAY", func(s string) bool { return number(day)(s) || number(day-length-1)(s) }) &&
		is("BYDAY", func(s string) bool {
			return s == weekday || s == fmt.Sprint((day-1)/7+1)+weekday || s == fmt.Sprint(-(length-day)/7-1)+weekday
		})
}

// FuzzLine: a line of any words is folded as RFC 5545 wants it, and unfolded it
// is the same.
func FuzzLine(f *testing.F) {
	for _, s := range []string{"", "小雪包饺子", strings.Repeat("a", 66) + "报", strings.Repeat("板", 500), "a\\n\r\n;,", "\xe6\x9d", "\x00\x7f\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		var l lines
		l.text("SUMMARY", words)
		text := l.b.String()
		value := escaped(words)
		if value == "" {
			if text != "" {
				t.Errorf("%q gives %q", words, text)
			}
			return
		}
		for _, line := range strings.SplitAfter(text, "\r\n") {
			if len(line) > longestLine+2 || !utf8.ValidString(line) || strings.ContainsAny(strings.TrimSuffix(line, "\r\n"), "\r\n\x00") {
				t.Errorf("%q is no line", line)
			}
		}
		if got := unfolded(text); strings.TrimRight(got, "\r\n") != "SUMMARY:"+value {
			t.Errorf("%q came back as %q", value, got)
		}
	})
}
