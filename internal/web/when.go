package web

import (
	"fmt"
	"strconv"
	"time"

	"banbao/internal/calendar"
)

// Days and times in words. Everything here takes civil days or instants that
// are already in the site's zone, and none of it knows what day it is today.

// whenDay is 11月22日 星期日.
func whenDay(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.ChineseShort() + " " + d.WeekdayChinese()
}

// whenYearDay is 2026年11月22日 星期日.
func whenYearDay(d calendar.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.Chinese() + " " + d.WeekdayChinese()
}

// whenRange is the time from start to end with its day, without the year:
//
//	11月22日 星期日 14:00至16:00
//	11月22日 星期日                    all day
//	11月20日 星期五至11月29日 星期日     all day, over several
//	11月22日 星期日 22:00至次日 1:00
//	2026年12月31日 星期四至2027年1月3日 星期日   years where they differ
func whenRange(start, end time.Time, allDay bool) string {
	first, last := whenDays(start, end, allDay)
	name := whenDay
	if first.Year() != last.Year() {
		name = whenYearDay
	}
	switch {
	case first == last && allDay:
		return name(first)
	case first == last:
		return name(first) + " " + whenHours(start, end, false)
	case allDay:
		return name(first) + "至" + name(last)
	case nightOf(first, last, end):
		return whenDay(first) + " " + whenClock(start) + "至次日 " + whenClock(end)
	}
	return name(first) + " " + whenClock(start) + "至" + name(last) + " " + whenEnd(end)
}

// whenHours is the time of day of one occurrence: 14:00至16:00, 14:00 without
// an end, 全天.
func whenHours(start, end time.Time, allDay bool) string {
	if allDay {
		return "全天"
	}
	if !end.After(start) {
		return whenClock(start)
	}
	first, last := whenDays(start, end, false)
	switch {
	case first == last:
		return whenClock(start) + "至" + whenEnd(end)
	case nightOf(first, last, end):
		return whenClock(start) + "至次日" + whenClock(end)
	}
	return whenClock(start) + "，到" + last.ChineseShort()
}

// whenDays are the first and the last day that [start, end) touches. An end
// at midnight belongs to the day before.
func whenDays(start, end time.Time, allDay bool) (first, last calendar.Day) {
	first = calendar.DayOf(start)
	if !end.After(start) {
		return first, first
	}
	return first, calendar.DayOf(end.Add(-time.Nanosecond))
}

// nightOf tells whether what ends at end is the night of first: it runs on
// into the small hours, and no reader would call it two days.
func nightOf(first, last calendar.Day, end time.Time) bool {
	return last == first+1 && end.Hour() < 6
}

// whenClock is 9:00.
func whenClock(t time.Time) string {
	return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute())
}

// whenEnd is 16:00, and 24:00 for the midnight that ends a day.
func whenEnd(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return "24:00"
	}
	return whenClock(t)
}

// whenSpoken is 上午9点, 下午2点30分.
func whenSpoken(t time.Time) string {
	return calendar.Clock(t.Hour()*60 + t.Minute()).Chinese()
}

// whenOpen is a span of opening hours: 8:30至11:30.
func whenOpen(from, until calendar.Clock) string {
	return clockText(from) + "至" + clockText(until)
}

// clockText is 8:30.
func clockText(c calendar.Clock) string {
	return fmt.Sprintf("%d:%02d", c/60, c%60)
}

// weekdayShort is 周日.
func weekdayShort(d calendar.Day) string {
	return "周" + weekdayChar(d.Weekday())
}

// weekdayChar is 日, as over the columns of a calendar.
func weekdayChar(w time.Weekday) string {
	return [...]string{"日", "一", "二", "三", "四", "五", "六"}[w]
}

// monthTitle is 2026年11月.
func monthTitle(year int, month time.Month) string {
	return strconv.Itoa(year) + "年" + strconv.Itoa(int(month)) + "月"
}

// monthName is 十一月.
func monthName(month time.Month) string { return numeral(int(month)) + "月" }

// monthPath is 2026-11, as in the name of a month's page.
func monthPath(year int, month time.Month) string {
	return fmt.Sprintf("%04d-%02d", year, int(month))
}

// lunarLabel is what a wall calendar prints beside a day: the solar term, the
// name of the lunar month on its first day, else the lunar day. Strong says
// that it is one of the first two.
func lunarLabel(d calendar.Day) (label string, strong bool) {
	if term, ok := calendar.SolarTerm(d); ok {
		return term, true
	}
	l, ok := calendar.LunarOf(d)
	if !ok {
		return "", false
	}
	if l.Day == 1 {
		return l.MonthChinese(), true
	}
	return l.DayChinese(), false
}

// numeral is a number from 0 to 99 in Chinese: 十一, 二十三; beyond, digits.
func numeral(n int) string {
	digits := [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	}
	tens, ones := "", ""
	if n >= 20 {
		tens = digits[n/10]
	}
	if n%10 > 0 {
		ones = digits[n%10]
	}
	return tens + "十" + ones
}

// epoch is an instant as data-from and data-until write it; empty when it is
// not set.
func epoch(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}
