package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// OnKind says in which words the days of a rule are given.
type OnKind uint8

const (
	OnNone     OnKind = iota // not given: the day of the first occurrence
	OnWeekdays               // mon, thu
	OnMonthDay               // 1, 15, -1 for the last
	OnNth                    // 2nd sat, last fri
	OnDate                   // 09-09: lunar or civil, as the rule says
)

// On is the days on which a rule falls within its week, month or year. Its
// lists are sorted and free of repeats; the one that Kind names is filled.
type On struct {
	Kind      OnKind
	Weekdays  []time.Weekday // Monday first
	MonthDays []int          // 1 to 31, then -1 for the last day
	Nths      []Nth
	Dates     []MonthDate
	Lunar     bool // a date was given by its lunar name: 九月初九
}

// Nth is a weekday of a month: its Nth, 1 to 5, or its last, -1.
type Nth struct {
	N       int
	Weekday time.Weekday
}

// MonthDate is a day of a year, in the civil or the lunar calendar.
type MonthDate struct{ Month, Day int }

// OnReason says why words are not the days of a rule.
type OnReason string

const (
	OnEmpty    OnReason = "empty"   // no word at all
	OnUnknown  OnReason = "unknown" // not a word for a day
	OnMixed    OnReason = "mixed"   // words of two kinds: "mon" and "15"
	OnBadDay   OnReason = "day"     // a day of the month that is not 1 to 31 or -1
	OnBadMonth OnReason = "month"   // a month that is not 1 to 12
	OnBadNth   OnReason = "nth"     // a weekday of the month that is not 1st to 5th or last
)

// OnError names the word that is not a day.
type OnError struct {
	Word   string
	Reason OnReason
}

func (e *OnError) Error() string {
	switch e.Reason {
	case OnEmpty:
		return "no day is given"
	case OnMixed:
		return fmt.Sprintf("%q is another kind of day than the first", e.Word)
	case OnBadDay:
		return fmt.Sprintf("%q is not a day of a month", e.Word)
	case OnBadMonth:
		return fmt.Sprintf("%q is not in a month from 1 to 12", e.Word)
	case OnBadNth:
		return fmt.Sprintf("%q: a month has a 1st to 5th weekday, and a last", e.Word)
	}
	return fmt.Sprintf("%q is not a day: mon, 15, 2nd sat, last fri or 09-09", e.Word)
}

// ParseOn reads the words of an author, one day a value, all of one kind:
//
//	mon, monday, 周一, 星期一        a weekday
//	15, -1, last, 15日, 最后一天      a day of the month
//	2nd sat, last fri, 第二个周六, 最后一个周五    an nth weekday
//	09-09, 九月初九                  a day of the year: civil in a yearly rule, lunar in a lunar one
//
// The error is an *OnError.
func ParseOn(values ...string) (On, error) {
	var on On
	for _, value := range values {
		word := strings.Join(strings.Fields(strings.ToLower(value)), " ")
		one, reason := parseDayWord(word)
		if reason == "" && on.Kind != OnNone && (one.Kind != on.Kind || one.Lunar != on.Lunar) {
			reason = OnMixed
		}
		if reason != "" {
			return On{}, &OnError{value, reason}
		}
		on.Kind, on.Lunar = one.Kind, one.Lunar
		on.Weekdays = append(on.Weekdays, one.Weekdays...)
		on.MonthDays = append(on.MonthDays, one.MonthDays...)
		on.Nths = append(on.Nths, one.Nths...)
		on.Dates = append(on.Dates, one.Dates...)
	}
	if on.Kind == OnNone {
		return On{}, &OnError{"", OnEmpty}
	}
	on.tidy()
	return on, nil
}

func (on *On) tidy() {
	last := func(n int) int { return (n + 64) % 64 } // -1 goes behind the others
	slices.SortFunc(on.Weekdays, func(a, b time.Weekday) int { return fromMonday(a) - fromMonday(b) })
	slices.SortFunc(on.MonthDays, func(a, b int) int { return last(a) - last(b) })
	slices.SortFunc(on.Nths, func(a, b Nth) int {
		return last(a.N)*7 + fromMonday(a.Weekday) - last(b.N)*7 - fromMonday(b.Weekday)
	})
	slices.SortFunc(on.Dates, func(a, b MonthDate) int { return a.Month*32 + a.Day - b.Month*32 - b.Day })
	on.Weekdays = slices.Compact(on.Weekdays)
	on.MonthDays = slices.Compact(on.MonthDays)
	on.Nths = slices.Compact(on.Nths)
	on.Dates = slices.Compact(on.Dates)
}

// String returns the words for on, as ParseOn reads them, with commas between.
func (on On) String() string {
	var words []string
	for _, w := range on.Weekdays {
		words = append(words, weekdayWord(w))
	}
	for _, d := range on.MonthDays {
		words = append(words, strconv.Itoa(d))
	}
	for _, n := range on.Nths {
		words = append(words, n.String())
	}
	for _, d := range on.Dates {
		if on.Lunar {
			words = append(words, Lunar{Month: d.Month, Day: d.Day}.String())
		} else {
			words = append(words, d.String())
		}
	}
	return strings.Join(words, ", ")
}

// String returns 2nd sat or last fri.
func (n Nth) String() string {
	count := "last"
	if n.N >= 1 && n.N <= 5 {
		count = [...]string{"1st", "2nd", "3rd", "4th", "5th"}[n.N-1]
	}
	return count + " " + weekdayWord(n.Weekday)
}

// String returns 09-09.
func (d MonthDate) String() string { return fmt.Sprintf("%02d-%02d", d.Month, d.Day) }

func weekdayWord(w time.Weekday) string { return strings.ToLower(w.String()[:3]) }

// fromMonday numbers the days of a week from 0, Monday.
func fromMonday(w time.Weekday) int { return (int(w) + 6) % 7 }

// parseDayWord reads one word, in lower case and with single spaces.
func parseDayWord(word string) (On, OnReason) {
	if w, ok := parseWeekday(word); ok {
		return On{Kind: OnWeekdays, Weekdays: []time.Weekday{w}}, ""
	}
	if count, weekday, ok := cutNth(word); ok {
		w, ok := parseWeekday(weekday)
		if !ok {
			return On{}, OnUnknown
		}
		n, ok := parseNth(count)
		if !ok {
			return On{}, OnBadNth
		}
		return On{Kind: OnNth, Nths: []Nth{{n, w}}}, ""
	}
	if d, ok := parseLunarName(word); ok {
		return On{Kind: OnDate, Dates: []MonthDate{d}, Lunar: true}, ""
	}
	if month, day, ok := strings.Cut(word, "-"); ok && month != "" {
		m, okM := smallNumber(month)
		d, okD := smallNumber(day)
		switch {
		case !okM || !okD:
			return On{}, OnUnknown
		case m < 1 || m > 12:
			return On{}, OnBadMonth
		case d < 1 || d > 31:
			return On{}, OnBadDay
		}
		return On{Kind: OnDate, Dates: []MonthDate{{m, d}}}, ""
	}
	switch word {
	case "-1", "last", "last day", "最后一天", "月末":
		return On{Kind: OnMonthDay, MonthDays: []int{-1}}, ""
	}
	number := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(word, "-"), "日"), "号")
	n, ok := smallNumber(number)
	switch {
	case !ok:
		return On{}, OnUnknown
	case word[0] == '-' || n < 1 || n > 31:
		return On{}, OnBadDay
	}
	return On{Kind: OnMonthDay, MonthDays: []int{n}}, ""
}

// smallNumber reads one to four digits.
func smallNumber(s string) (int, bool) {
	if len(s) < 1 || len(s) > 4 {
		return 0, false
	}
	return digits(s, 0, len(s))
}

func parseWeekday(word string) (time.Weekday, bool) {
	for _, prefix := range [...]string{"周", "星期", "礼拜"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok {
			w, ok := map[string]time.Weekday{"日": 0, "天": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}[rest]
			return w, ok
		}
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if full := strings.ToLower(w.String()); word == full || word == full[:3] {
			return w, true
		}
	}
	switch word {
	case "tues":
		return time.Tuesday, true
	case "thur", "thurs":
		return time.Thursday, true
	}
	return 0, false
}

// cutNth splits "2nd sat" and 第二个周六 into count and weekday.
func cutNth(word string) (count, weekday string, ok bool) {
	if count, weekday, ok = strings.Cut(word, " "); ok && word != "last day" {
		return count, weekday, true
	}
	if strings.HasPrefix(word, "第") || strings.HasPrefix(word, "最后一个") {
		return strings.Cut(word, "个")
	}
	return "", "", false
}

func parseNth(count string) (int, bool) {
	switch count {
	case "1st", "first", "第一", "第1":
		return 1, true
	case "2nd", "second", "第二", "第2":
		return 2, true
	case "3rd", "third", "第三", "第3":
		return 3, true
	case "4th", "fourth", "第四", "第4":
		return 4, true
	case "5th", "fifth", "第五", "第5":
		return 5, true
	case "last", "最后一":
		return -1, true
	}
	return 0, false
}

// parseLunarName reads 九月初九; 十一月 and 十二月 are 冬月 and 腊月, 一月 is 正月.
func parseLunarName(word string) (MonthDate, bool) {
	month, day, ok := strings.Cut(word, "月")
	if !ok {
		return MonthDate{}, false
	}
	switch month {
	case "一":
		month = "正"
	case "十一":
		month = "冬"
	case "十二":
		month = "腊"
	}
	m := slices.Index(lunarMonths[:], month+"月")
	d := slices.Index(lunarDays[:], strings.Replace(day, "二十", "廿", 1))
	if day == "二十" {
		d = 19
	}
	return MonthDate{m + 1, d + 1}, m >= 0 && d >= 0
}

var chineseWeekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Chinese is the days in words: 周一、周四, 第二个周六, 重阳 as 九月初九.
func (on On) Chinese() string {
	var words []string
	for _, d := range on.Weekdays {
		words = append(words, chineseWeekdays[d])
	}
	for _, d := range on.MonthDays {
		if d < 0 {
			words = append(words, "最后一天")
		} else {
			words = append(words, fmt.Sprintf("%d日", d))
		}
	}
	for _, n := range on.Nths {
		if n.N < 0 {
			words = append(words, "最后一个"+chineseWeekdays[n.Weekday])
		} else {
			words = append(words, "第"+[...]string{"", "一", "二", "三", "四", "五"}[n.N]+"个"+chineseWeekdays[n.Weekday])
		}
	}
	for _, d := range on.Dates {
		if on.Lunar {
			words = append(words, Lunar{Year: 2026, Month: d.Month, Day: d.Day}.String())
		} else {
			words = append(words, fmt.Sprintf("%d月%d日", d.Month, d.Day))
		}
	}
	return strings.Join(words, "、")
}
