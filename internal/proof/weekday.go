package proof

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// WrongWeekday is a date in a text with a weekday that it does not have.
type WrongWeekday struct {
	From, To int // bytes
	Day      calendar.Day
	Said     time.Weekday
	Guessed  bool // the year is not in the text
}

// Args are what the message wrong-weekday says.
func (w WrongWeekday) Args() []any {
	otherYear := diag.Words{}
	if w.Guessed {
		otherYear = diag.Words{Zh: "；说的是别的年份，就把年份写出来", En: "; if another year is meant, write the year"}
	}
	return []any{
		diag.Words{Zh: w.Day.Chinese(), En: w.Day.String()},
		diag.Words{Zh: w.Day.WeekdayChinese(), En: w.Day.Weekday().String()},
		diag.Words{Zh: "星期" + []string{"日", "一", "二", "三", "四", "五", "六"}[w.Said], En: w.Said.String()},
		otherYear,
	}
}

var weekdayWords = []string{"星期", "周", "礼拜"}

// weekdayName is a weekday as a text names it.
type weekdayName struct {
	from, to int
	day      time.Weekday
}

// Dates finds the dates in a text that cannot be right.
//
// Each is compared with the weekday beside it, on its right (11月28日（周六）,
// 2026-11-28 周六) or on its left (周六（11月28日）). Two weekdays belong to two
// dates: 11月28日至29日（周六至周日）. Without a year a date is wrong only if no year
// that may be meant fits.
//
// And each is one that there is: not 11月31日, 2026年2月30日 or 13月5日. Months of
// the lunar calendar are let pass; so is 29 February, unless its year is known
// or no year that may be meant has one.
func Dates(text []byte, years Years) (weekdays []WrongWeekday, none []NoSuchDate) {
	judge := func(d Date) {
		w, ok := weekdayBehind(text, d.To)
		if ok {
			weekdays = append(weekdays, years.beside(text, d, w)...)
		} else if w, ok = weekdayInFront(text, d); ok {
			weekdays = append(weekdays, years.judge(text, d, w)...)
		}
	}
	for end := range placesBehind("日", text) {
		if d, ok := wordsBefore(text, end); ok {
			judge(d)
			if n, ok := years.noSuchDate(text, d); ok {
				none = append(none, n)
			}
		}
	}
	for end := range placesBehind("号", text) { // of houses as well, so only a weekday makes a date of it
		if d, ok := wordsBefore(text, end); ok {
			judge(d)
		}
	}
	figuresIn(text, judge)
	slices.SortFunc(weekdays, func(a, b WrongWeekday) int { return cmp.Compare(a.From, b.From) })
	return weekdays, none
}

// placesBehind are the places in a text right behind a word.
func placesBehind(word string, text []byte) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := 0; ; {
			i := bytes.Index(text[at:], []byte(word))
			if i < 0 {
				return
			}
			if at += i + len(word); !yield(at) {
				return
			}
		}
	}
}

// weekdayAt reads 星期六, 周日 or 礼拜天, and not 周一次.
func weekdayAt(text []byte, at int, word string) (weekdayName, bool) {
	r, size := utf8.DecodeRune(text[at+len(word):])
	n := strings.IndexRune("日一二三四五六天", r)
	if n < 0 || r == utf8.RuneError {
		return weekdayName{}, false
	}
	w := weekdayName{at, at + len(word) + size, time.Weekday(n / len("日") % 7)}
	next, _ := utf8.DecodeRune(text[w.to:])
	return w, !strings.ContainsRune("次遍回个", next)
}

const (
	gap    = " 　，,（("      // between a date and its weekday
	spans  = "至到-－—–~～、和及" // between two dates, or two weekdays
	repeat = "每逢各单双隔"      // before a weekday that is many days
)

// beside judges a date by the weekday behind it, or two dates by two weekdays.
func (y Years) beside(text []byte, d Date, w weekdayName) []WrongWeekday {
	second, two := secondWeekday(text, w.to)
	if !two {
		return y.judge(text, d, w)
	}
	first, ok := firstOfTwo(text, d)
	if !ok || second.to == 0 {
		return nil
	}
	return append(y.judge(text, first, w), y.judge(text, d, second)...)
}

// weekdayBehind reads the weekday behind a date, with or without its lunar day
// between them: 11月28日（农历十月二十，周六）.
func weekdayBehind(text []byte, at int) (weekdayName, bool) {
	const far = 48
	rest := text[at:min(len(text), at+far)]
	end := at + len(rest)
	rest = bytes.TrimLeft(rest, gap)
	if bytes.HasPrefix(rest, []byte("农历")) && end-len(rest) > at {
		if i := bytes.IndexAny(rest, "，、, ）"); i > 0 {
			rest = bytes.TrimLeft(rest[i:], gap+"、")
		}
	}
	for _, word := range weekdayWords {
		if bytes.HasPrefix(rest, []byte(word)) {
			return weekdayAt(text, end-len(rest), word)
		}
	}
	return weekdayName{}, false
}

// weekdayInFront reads the weekday before a date: 周六（11月28日）, 周六11月28日. It
// is none of the date's if it comes back, belongs to a date before it, or if
// more dates follow.
func weekdayInFront(text []byte, d Date) (weekdayName, bool) {
	left := bytes.TrimRight(text[max(0, d.From-48):d.From], " （(")
	name, size := utf8.DecodeLastRune(left)
	if !strings.ContainsRune("日一二三四五六天", name) || d.Month == 0 {
		return weekdayName{}, false
	}
	for _, word := range weekdayWords {
		front, ok := bytes.CutSuffix(left[:len(left)-size], []byte(word))
		if !ok {
			continue
		}
		at := d.From - len(text[max(0, d.From-48):d.From]) + len(front)
		before := bytes.TrimRight(front, gap)
		r, _ := utf8.DecodeLastRune(before)
		next, _ := utf8.DecodeRune(bytes.TrimLeft(text[d.To:], " "))
		_, dated := dateBefore(before, len(before))
		if dated || strings.ContainsRune(repeat+spans, r) || strings.ContainsRune(spans, next) {
			return weekdayName{}, false
		}
		return weekdayAt(text, at, word)
	}
	return weekdayName{}, false
}

// secondWeekday reads the other one of 周六至周日, 周六、日.
func secondWeekday(text []byte, at int) (weekdayName, bool) {
	rest := bytes.TrimLeft(text[at:min(len(text), at+16)], spans)
	skipped := min(len(text), at+16) - at - len(rest)
	if skipped == 0 { // 周六日
		return weekdayName{}, bytes.HasPrefix(rest, []byte("日"))
	}
	for _, word := range weekdayWords {
		if bytes.HasPrefix(rest, []byte(word)) {
			return weekdayAt(text, at+skipped, word)
		}
	}
	return weekdayAt(text, at+skipped, "")
}

// firstOfTwo reads the date before another: 11月28日至29日, 11月28、29日.
func firstOfTwo(text []byte, second Date) (Date, bool) {
	left := bytes.TrimRight(text[:second.From], spans)
	if len(left) == second.From {
		return Date{}, false
	}
	if d, ok := dateBefore(text, len(left)); ok {
		return d, true
	}
	day, at := numberBefore(text, len(left))
	if day == 0 || !bytes.HasSuffix(text[:at], []byte("月")) {
		return Date{}, false
	}
	month, from := numberBefore(text, at-len("月"))
	return Date{From: from, To: len(left), Month: month, Day: day}, month > 0
}

// judge tells whether a date has another weekday than said.
func (y Years) judge(text []byte, d Date, w weekdayName) []WrongWeekday {
	d, ok := monthOf(text, d)
	if !ok || lunar(text[:d.From]) {
		return nil
	}
	list := []int{d.Year}
	if d.Year == 0 {
		list = y.candidates(d.Month, text[max(0, d.From-60):d.From])
	}
	for _, year := range list {
		if day, ok := realDate(year, d.Month, d.Day); !ok || day.Weekday() == w.day {
			return nil
		}
	}
	if len(list) == 0 {
		return nil
	}
	day, _ := realDate(list[0], d.Month, d.Day)
	return []WrongWeekday{{min(d.From, w.from), max(d.To, w.to), day, w.day, d.Year == 0}}
}

// monthOf gives a day without a month those of the date before it in the same
// sentence, if it is later: 11月28日（周六）至29日.
func monthOf(text []byte, d Date) (Date, bool) {
	if d.Month != 0 {
		return d, true
	}
	start := max(0, d.From-60)
	start += bytes.LastIndexAny(text[start:d.From], "。！？；\n") + 1
	i := bytes.LastIndex(text[start:d.From], []byte("月"))
	if i < 0 {
		return d, false
	}
	month, at := numberBefore(text, start+i)
	day := dayAfter(text[start+i+len("月") : d.From])
	if bytes.HasSuffix(text[:at], []byte("年")) {
		if year, _ := numberBefore(text, at-len("年")); year >= 1900 {
			d.Year = year
		}
	}
	d.Month = month
	return d, month > 0 && day > 0 && day < d.Day
}

// dayAfter reads the number at the beginning of a text.
func dayAfter(text []byte) int {
	n := 0
	for _, c := range bytes.TrimLeft(text, " ") {
		if c < '0' || c > '9' || n > 99 {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// lunar tells whether the words before a date say that it is of the old
// calendar.
func lunar(before []byte) bool {
	before = bytes.TrimRight(before[max(0, len(before)-24):], " 　")
	before = bytes.TrimSuffix(before, []byte("闰"))
	for _, w := range oldCalendar {
		if bytes.HasSuffix(before, []byte(w)) {
			return true
		}
	}
	return false
}

var oldCalendar = []string{"农历", "阴历", "旧历", "夏历"}
