package content

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
)

// weekdays checks every date in title, summary and text that is followed by
// its weekday: 11月22日（星期日）. A date without a year is meant near the
// item's own date, or in any of the years of a series.
func (s *source) weekdays(t *decode.Table, text []byte, firstLine int, years years, r *result) {
	for _, key := range []string{"title", "summary"} {
		for _, w := range wrongWeekdays([]byte(t.String(key)), years) {
			t.Problem(key, "wrong-weekday", w.args()...)
		}
	}
	for _, w := range wrongWeekdays(text, years) {
		lineStart := bytes.LastIndexByte(text[:w.from], '\n') + 1
		line, _, _ := bytes.Cut(text[lineStart:], []byte("\n"))
		p := diag.New("wrong-weekday", diag.Pos{
			File:   s.path,
			Line:   firstLine + bytes.Count(text[:w.from], []byte("\n")),
			Column: utf8.RuneCount(text[lineStart:w.from]) + 1,
		}, w.args()...)
		p.Width = utf8.RuneCount(text[w.from:w.to])
		p.Line = strings.TrimRight(string(line), "\r")
		r.problems.Add(p)
	}
}

// wrongWeekday is a date in a text with a weekday that it does not have.
type wrongWeekday struct {
	from, to int // bytes
	day      calendar.Day
	said     time.Weekday
}

func (w wrongWeekday) args() []any {
	said := w.said.String()
	return []any{
		diag.Words{Zh: w.day.Chinese(), En: w.day.String()},
		diag.Words{Zh: w.day.WeekdayChinese(), En: w.day.Weekday().String()},
		diag.Words{Zh: "星期" + []string{"日", "一", "二", "三", "四", "五", "六"}[w.said], En: said},
	}
}

var (
	dayWord      = []byte("日")
	weekdayWords = []string{"星期", "周", "礼拜"}
)

// wrongWeekdays looks at each 日 that follows 月 and a number, and at the
// weekday right behind it, with or without a bracket.
func wrongWeekdays(text []byte, years years) []wrongWeekday {
	var out []wrongWeekday
	for at := 0; ; {
		i := bytes.Index(text[at:], dayWord)
		if i < 0 {
			return out
		}
		end := at + i
		at = end + len(dayWord)
		said, stop, ok := weekdayAfter(text, at)
		if !ok {
			continue
		}
		year, month, day, from, ok := dateBefore(text, end)
		if !ok {
			continue
		}
		if d, wrong := years.judge(year, month, day, said, text[max(0, from-60):from]); wrong {
			out = append(out, wrongWeekday{from: from, to: stop, day: d, said: said})
		}
	}
}

// weekdayAfter reads （星期日）, 星期日, (周日) and the like.
func weekdayAfter(text []byte, at int) (time.Weekday, int, bool) {
	rest := string(text[at:min(len(text), at+24)])
	trimmed := strings.TrimLeft(rest, " 　，,")
	trimmed = strings.TrimPrefix(strings.TrimPrefix(trimmed, "（"), "(")
	trimmed = strings.TrimLeft(trimmed, " ")
	for _, w := range weekdayWords {
		after, ok := strings.CutPrefix(trimmed, w)
		if !ok {
			continue
		}
		name, size := utf8.DecodeRuneInString(after)
		n := strings.IndexRune("日一二三四五六天", name)
		if n < 0 || name == utf8.RuneError {
			return 0, 0, false
		}
		day := time.Weekday(n / len("日") % 7)
		return day, at + len(rest) - len(after) + size, true
	}
	return 0, 0, false
}

// dateBefore reads the numbers before 日: 11月22, 2026年11月22. year is 0 when
// it is not there.
func dateBefore(text []byte, end int) (year, month, day, from int, ok bool) {
	day, at := numberBefore(text, end)
	if day == 0 || !bytes.HasSuffix(text[:at], []byte("月")) {
		return 0, 0, 0, 0, false
	}
	month, at = numberBefore(text, at-len("月"))
	if month == 0 {
		return 0, 0, 0, 0, false
	}
	if bytes.HasSuffix(text[:at], []byte("年")) {
		if y, start := numberBefore(text, at-len("年")); y >= 1900 {
			return y, month, day, start, true
		}
	}
	return 0, month, day, at, true
}

// numberBefore reads up to four digits that end at end, and where they begin.
func numberBefore(text []byte, end int) (n, start int) {
	scale := 1
	start = end
	for start > 0 && end-start < 4 && text[start-1] >= '0' && text[start-1] <= '9' {
		start--
		n += int(text[start]-'0') * scale
		scale *= 10
	}
	return n, start
}

// years are those in which a date without a year may lie: near a day, or from
// that day's year to another year.
type years struct {
	near calendar.Day
	to   int // 0: only near
}

// judge tells whether a date has another weekday than said. Without a year it
// is wrong only if no year that may be meant fits, a year named shortly before
// (2025年是10月29日) among them.
func (y years) judge(year, month, day int, said time.Weekday, before []byte) (calendar.Day, bool) {
	if month > 12 || day > 31 {
		return 0, false
	}
	if year != 0 {
		d, ok := realDate(year, month, day)
		return d, ok && d.Weekday() != said
	}
	if y.near.IsZero() {
		return 0, false
	}
	first := y.near.Year()
	switch m := int(y.near.Month()); {
	case y.to != 0:
	case month-m > 6:
		first--
	case m-month > 6:
		first++
	}
	candidates := []int{first}
	for n := first + 1; n <= y.to; n++ {
		candidates = append(candidates, n)
	}
	for at := 0; ; {
		i := bytes.Index(before[at:], []byte("年"))
		if i < 0 {
			break
		}
		if n, _ := numberBefore(before, at+i); n >= 1900 {
			candidates = append(candidates, n)
		}
		at += i + len("年")
	}
	for _, n := range candidates {
		if d, ok := realDate(n, month, day); !ok || d.Weekday() == said {
			return 0, false
		}
	}
	d, _ := realDate(candidates[0], month, day)
	return d, true
}

// realDate is a date if that month has that day.
func realDate(year, month, day int) (calendar.Day, bool) {
	d := calendar.Date(year, time.Month(month), day)
	_, m, n := d.Date()
	return d, int(m) == month && n == day
}
