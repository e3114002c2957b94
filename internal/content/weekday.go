package content

import (
	"bytes"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
)

// weekdays checks every date in title, summary and text: that there is such a
// day, and the weekday that follows it: 11月22日（星期日）. A date without a year
// is meant near the item's own date, or in any of the years of a series.
func (s *source) weekdays(t *decode.Table, text []byte, firstLine int, years years, r *result) {
	for _, key := range []string{"title", "summary"} {
		s.datesOf(t, key, years)
	}
	report := func(code diag.Code, from, to int, args []any) {
		lineStart := bytes.LastIndexByte(text[:from], '\n') + 1
		line, _, _ := bytes.Cut(text[lineStart:], []byte("\n"))
		p := diag.New(code, diag.Pos{
			File:   s.path,
			Line:   firstLine + bytes.Count(text[:from], []byte("\n")),
			Column: utf8.RuneCount(text[lineStart:from]) + 1,
		}, args...)
		p.Width = utf8.RuneCount(text[from:to])
		p.Line = strings.TrimRight(string(line), "\r")
		r.problems.Add(p)
	}
	for _, w := range wrongWeekdays(text, years) {
		report("wrong-weekday", w.from, w.to, w.args())
	}
	for _, n := range noSuchDates(text, years) {
		report(n.code(), n.from, n.to, n.args())
	}
}

// datesOf checks the dates in the text that a key holds.
func (s *source) datesOf(t *decode.Table, key string, years years) {
	text := []byte(t.String(key))
	for _, w := range wrongWeekdays(text, years) {
		t.Problem(key, "wrong-weekday", w.args()...)
	}
	for _, n := range noSuchDates(text, years) {
		t.Problem(key, n.code(), n.args()...)
	}
}

// wrongWeekday is a date in a text with a weekday that it does not have.
type wrongWeekday struct {
	from, to int // bytes
	day      calendar.Day
	said     time.Weekday
	guessed  bool // the year is not in the text
}

func (w wrongWeekday) args() []any {
	said := w.said.String()
	otherYear := diag.Words{}
	if w.guessed {
		otherYear = diag.Words{Zh: "；说的是别的年份，就把年份写出来", En: "; if another year is meant, write the year"}
	}
	return []any{
		diag.Words{Zh: w.day.Chinese(), En: w.day.String()},
		diag.Words{Zh: w.day.WeekdayChinese(), En: w.day.Weekday().String()},
		diag.Words{Zh: "星期" + []string{"日", "一", "二", "三", "四", "五", "六"}[w.said], En: said},
		otherYear,
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
	for end := range dayWordsIn(text) {
		said, stop, ok := weekdayAfter(text, end+len(dayWord))
		if !ok {
			continue
		}
		year, month, day, from, ok := dateBefore(text, end)
		if !ok {
			continue
		}
		if d, wrong := years.judge(year, month, day, said, text[max(0, from-60):from]); wrong {
			out = append(out, wrongWeekday{from: from, to: stop, day: d, said: said, guessed: year == 0})
		}
	}
	return out
}

// dayWordsIn are the places of 日 in a text.
func dayWordsIn(text []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; at += len(dayWord) {
			i := bytes.Index(text[at:], dayWord)
			if i < 0 || !yield(at+i) {
				return
			}
			at += i
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
	candidates := y.candidates(month, before)
	if len(candidates) == 0 {
		return 0, false
	}
	for _, n := range candidates {
		if d, ok := realDate(n, month, day); !ok || d.Weekday() == said {
			return 0, false
		}
	}
	d, _ := realDate(candidates[0], month, day)
	return d, true
}

// relative are the words for years, and how far they are from the item's. The
// vague ones may mean any year.
var relative = []struct {
	word  string
	delta int
}{{"去年", -1}, {"上年", -1}, {"前年", -2}, {"今年", 0}, {"本年", 0}, {"明年", 1}, {"来年", 1}, {"后年", 2}}

var vague = []string{"当年", "那年", "那一年", "这年", "同年", "次年", "翌年", "每年", "历年", "往年", "早年", "大前年", "年前", "年后"}

// candidates are the years in which a date without one may lie, the likeliest
// first; none if nobody can tell. before is the text in front of the date.
func (y years) candidates(month int, before []byte) []int {
	if y.near.IsZero() {
		return nil
	}
	for _, w := range vague {
		if bytes.Contains(before, []byte(w)) {
			return nil
		}
	}
	first, last := y.near.Year(), max(y.to, y.near.Year())
	var out, others []int
	here := bytes.TrimRight(bytes.TrimSuffix(before, []byte("的")), " 　")
	for _, w := range relative {
		if !bytes.Contains(before, []byte(w.word)) {
			continue
		}
		var years []int
		for n := first; n <= last; n++ {
			years = append(years, n+w.delta)
		}
		if bytes.HasSuffix(here, []byte(w.word)) {
			return years
		}
		others = append(others, years...)
	}
	switch m := int(y.near.Month()); {
	case y.to != 0:
	case month-m > 6:
		first, last = first-1, first-1
	case m-month > 6:
		first, last = first+1, first+1
	}
	for n := first; n <= last; n++ {
		out = append(out, n)
	}
	for at := 0; ; {
		i := bytes.Index(before[at:], []byte("年"))
		if i < 0 {
			return append(out, others...)
		}
		if n, _ := numberBefore(before, at+i); n >= 1900 {
			out = append(out, n)
		}
		at += i + len("年")
	}
}

// noSuchDate is a date in a text that no calendar has.
type noSuchDate struct {
	from, to         int // bytes
	year, month, day int
	sure             bool // a year or a weekday stands with it
}

func (n noSuchDate) code() diag.Code {
	if n.sure {
		return "no-such-date"
	}
	return "doubtful-date"
}

func (n noSuchDate) args() []any {
	if n.month > 12 {
		return []any{
			diag.Words{Zh: fmt.Sprintf("没有%d月", n.month), En: fmt.Sprintf("there is no month %d", n.month)},
			diag.Words{Zh: "月份是1到12", En: "months are 1 to 12"},
		}
	}
	year := ""
	if n.year != 0 {
		year = strconv.Itoa(n.year) + "年"
	}
	last := lastDay(n.year, n.month)
	return []any{
		diag.Words{Zh: fmt.Sprintf("%s%d月没有%d日", year, n.month, n.day), En: fmt.Sprintf("%s has no day %d", strings.TrimSpace(time.Month(n.month).String()+" "+strings.TrimSuffix(year, "年")), n.day)},
		diag.Words{Zh: fmt.Sprintf("那个月最后一天是%d日", last), En: fmt.Sprintf("its last day is %d", last)},
	}
}

// lastDay is the last day of a month, of a leap year if the year is 0.
func lastDay(year, month int) int {
	if year == 0 {
		year = 2000
	}
	_, _, day := (calendar.Date(year, time.Month(month)+1, 1) - 1).Date()
	return day
}

// noSuchDates finds 11月31日, 2026年2月30日 and 13月5日. Months of the lunar
// calendar are let pass; so is 29 February, unless its year is known or no year
// that may be meant has one.
func noSuchDates(text []byte, years years) []noSuchDate {
	var out []noSuchDate
	for end := range dayWordsIn(text) {
		at := end + len(dayWord)
		year, month, day, from, ok := dateBefore(text, end)
		if !ok || month > 99 || day > 99 || year > 9999 {
			continue
		}
		before := text[max(0, from-60):from]
		if lunar(before) {
			continue
		}
		_, stop, weekday := weekdayAfter(text, at)
		n := noSuchDate{from: from, to: at, year: year, month: month, day: day, sure: year != 0 || weekday}
		if weekday {
			n.to = stop
		}
		switch {
		case month > 12, day > lastDay(year, month):
			out = append(out, n)
		case month == 2 && day == 29 && year == 0 && weekday:
			candidates := years.candidates(month, before)
			leap := false
			for _, c := range candidates {
				leap = leap || lastDay(c, 2) == 29
			}
			if !leap && len(candidates) > 0 {
				n.year = candidates[0]
				out = append(out, n)
			}
		}
	}
	return out
}

// lunar tells whether the words before a date speak of the old calendar.
func lunar(before []byte) bool {
	for _, w := range []string{"农历", "阴历", "旧历", "夏历"} {
		if bytes.Contains(before, []byte(w)) {
			return true
		}
	}
	return false
}

// realDate is a date if that month has that day.
func realDate(year, month, day int) (calendar.Day, bool) {
	d := calendar.Date(year, time.Month(month), day)
	_, m, n := d.Date()
	return d, int(m) == month && n == day
}
