package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// NoticeReason says why a text is not the days that a notice of holidays lists.
type NoticeReason string

const (
	NoticeUnknown  NoticeReason = "unknown"   // Text is no date
	NoticeNoDate   NoticeReason = "no-date"   // Text is a date that no calendar has: 2月30日
	NoticeWeekday  NoticeReason = "weekday"   // Day is not on Said
	NoticeLunar    NoticeReason = "lunar"     // Day is not Text in the lunar calendar
	NoticeBackward NoticeReason = "backwards" // Day, the end of a span, is before its beginning
	NoticeTooLong  NoticeReason = "too-long"  // the span that ends on Day has N days
	NoticeCount    NoticeReason = "count"     // the text says Said days of them, there are N
)

// NoticeError is one thing wrong with the days of a notice.
type NoticeError struct {
	Reason NoticeReason
	Text   string
	Day    Day
	Said   int // a time.Weekday, or a number of days
	N      int
}

func (e *NoticeError) Error() string {
	switch e.Reason {
	case NoticeNoDate:
		return fmt.Sprintf("no calendar has %q", e.Text)
	case NoticeWeekday:
		return fmt.Sprintf("%s is a %s, not a %s", e.Day, e.Day.Weekday(), time.Weekday(e.Said))
	case NoticeLunar:
		return fmt.Sprintf("%s is not %q", e.Day, e.Text)
	case NoticeBackward:
		return fmt.Sprintf("%s is before the beginning of its span", e.Day)
	case NoticeTooLong:
		return fmt.Sprintf("%d days up to %s are no holiday", e.N, e.Day)
	case NoticeCount:
		return fmt.Sprintf("there are %d days, not %d", e.N, e.Said)
	}
	return fmt.Sprintf("%q is no date of a notice", e.Text)
}

// longestHoliday is more than any notice has given.
const longestHoliday = 31

// ParseNotice reads days as the State Council's notice writes them:
//
//	2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天
//	2月14日（周六）、2月28日（周六）上班
//	2026年12月31日至2027年1月2日
//
// A month or a year that is not repeated goes on; the first is year. Every
// weekday and lunar date in brackets is checked, and so is the number of days.
// The errors are each a *NoticeError; the days are those that could be read.
func ParseNotice(year int, text string) ([]Day, []error) {
	p := noticeParser{rest: text, year: year}
	for {
		if !p.span() {
			return p.days, p.found
		}
		p.skip(" 　")
		if !p.skip("、，,；;和") {
			break
		}
	}
	p.tail()
	return p.days, p.found
}

type noticeParser struct {
	rest        string
	year, month int
	days        []Day
	found       []error
}

func (p *noticeParser) fault(e NoticeError) { p.found = append(p.found, &e) }

// skip leaves out all of these characters, and tells whether there was one.
func (p *noticeParser) skip(chars string) bool {
	rest := strings.TrimLeft(p.rest, chars)
	skipped := rest != p.rest
	p.rest = rest
	return skipped
}

// span reads a day, or two and those between; false if there is none.
func (p *noticeParser) span() bool {
	first, ok := p.date()
	if !ok {
		return false
	}
	p.skip(" 　")
	if !p.skip("至到-－—–~～") {
		p.days = append(p.days, first)
		return true
	}
	last, ok := p.date()
	switch {
	case !ok:
		return false
	case last < first:
		p.fault(NoticeError{Reason: NoticeBackward, Day: last})
		return false
	case int(last-first) >= longestHoliday:
		p.fault(NoticeError{Reason: NoticeTooLong, Day: last, N: int(last-first) + 1})
		return false
	}
	for d := first; d <= last; d++ {
		p.days = append(p.days, d)
	}
	return true
}

// date reads 2026年2月15日（农历腊月二十八、周日）; all but the day may be missing.
func (p *noticeParser) date() (Day, bool) {
	p.skip(" 　")
	from := p.rest
	if n, ok := p.number("年"); ok {
		p.year = n
	}
	if n, ok := p.number("月"); ok {
		p.month = n
	}
	n, ok := p.number("日")
	if !ok {
		n, ok = p.number("号")
	}
	if !ok || p.month == 0 {
		p.fault(NoticeError{Reason: NoticeUnknown, Text: shortText(from)})
		return 0, false
	}
	if p.year < 1 || p.year > 9999 || p.month > 12 || n < 1 || n > monthDays(p.year, time.Month(p.month)) {
		p.fault(NoticeError{Reason: NoticeNoDate, Text: from[:len(from)-len(p.rest)]})
		return 0, false
	}
	d := Date(p.year, time.Month(p.month), n)
	return d, p.remark(d)
}

// number reads digits with a word behind them, or nothing.
func (p *noticeParser) number(word string) (int, bool) {
	n := 0
	for n < len(p.rest) && n < 4 && p.rest[n] >= '0' && p.rest[n] <= '9' {
		n++
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.rest[n:], " "), word)
	if n == 0 || !ok {
		return 0, false
	}
	value, _ := digits(p.rest, 0, n)
	p.rest = rest
	return value, true
}

// remark reads what stands behind a date in brackets, or a weekday without
// them, and compares it with the day.
func (p *noticeParser) remark(d Day) bool {
	p.skip(" 　")
	inside := ""
	if rest, ok := cutAny(p.rest, "（", "("); ok {
		end := strings.IndexAny(rest, "）)")
		if end < 0 {
			p.fault(NoticeError{Reason: NoticeUnknown, Text: shortText(p.rest)})
			return false
		}
		_, size := utf8.DecodeRuneInString(rest[end:])
		inside, p.rest = rest[:end], rest[end+size:]
	} else if word := leadingWeekday(p.rest); word != "" {
		inside, p.rest = word, p.rest[len(word):]
	}
	for word := range strings.FieldsFuncSeq(inside, func(r rune) bool { return strings.ContainsRune("、，, 　", r) }) {
		p.word(d, word)
	}
	return true
}

// word compares one word about a day with it: 周日, 农历腊月二十八, 农历除夕.
func (p *noticeParser) word(d Day, word string) {
	if w, ok := parseWeekday(word); ok {
		if w != d.Weekday() {
			p.fault(NoticeError{Reason: NoticeWeekday, Day: d, Said: int(w)})
		}
		return
	}
	name := strings.TrimPrefix(word, "农历")
	if slices.Contains(Festivals(d), name) {
		return
	}
	date, isDate := parseLunarName(strings.TrimPrefix(name, "闰"))
	switch l, known := LunarOf(d); {
	case !isDate && name != "除夕":
		p.fault(NoticeError{Reason: NoticeUnknown, Text: word})
	case !known, !isDate, date != MonthDate{l.Month, l.Day}, strings.HasPrefix(name, "闰") != l.Leap:
		p.fault(NoticeError{Reason: NoticeLunar, Day: d, Text: word})
	}
}

// tail reads what a notice says after the days: 放假调休，共9天; 上班.
func (p *noticeParser) tail() {
	p.skip(" 　")
	rest := strings.TrimRight(p.rest, "。.；; 　")
	off, isOff := strings.CutPrefix(rest, "放假")
	switch {
	case rest == "", rest == "上班":
	case isOff:
		before, _, ok := strings.Cut(off, "天")
		at := len(before)
		for at > 0 && before[at-1] >= '0' && before[at-1] <= '9' {
			at--
		}
		if n, isNumber := smallNumber(before[at:]); ok && isNumber && n != len(p.days) {
			p.fault(NoticeError{Reason: NoticeCount, Said: n, N: len(p.days)})
		}
	default:
		p.fault(NoticeError{Reason: NoticeUnknown, Text: shortText(rest)})
	}
}

func cutAny(s string, prefixes ...string) (rest string, ok bool) {
	for _, prefix := range prefixes {
		if rest, ok = strings.CutPrefix(s, prefix); ok {
			return rest, true
		}
	}
	return s, false
}

// leadingWeekday is the weekday that a text begins with.
func leadingWeekday(s string) string {
	for _, prefix := range [...]string{"周", "星期", "礼拜"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			_, size := utf8.DecodeRuneInString(rest)
			if word := prefix + rest[:size]; size > 0 {
				if _, ok := parseWeekday(word); ok {
					return word
				}
			}
		}
	}
	return ""
}

// shortText is the beginning of a text, long enough to find it.
func shortText(s string) string {
	runes := []rune(s)
	if len(runes) > 8 {
		return string(runes[:8]) + "…"
	}
	return s
}
