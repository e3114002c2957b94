package feed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
)

// recurrence is the plain rule of a series as the value of RRULE, without its
// end; false if one RRULE cannot say it.
//
// Lunar dates have no words in RFC 5545. Neither have several days of the year
// unless they share their month or their day, since BYMONTH and BYMONTHDAY
// multiply. The last day of a month if it is worked could be said, but too many
// readers cannot intersect BYMONTHDAY=-1 with BYDAY. Where a month lacks a day (31, a fifth Monday, 29 February), both
// leave it out.
func recurrence(s calendar.Series, workdays bool) (string, bool) {
	rule, on := s.Repeat, s.Repeat.On
	_, month, day := s.Start.Day.Date()
	interval := min(max(rule.Interval, 1), 10000)
	weekly := rule.Every == calendar.EveryWeek
	if rule.Every == calendar.EveryDay && (on.Kind == calendar.OnWeekdays || workdays && interval == 1) {
		weekly, interval = true, 1
	}
	if on.Kind == calendar.OnMonthDay && slices.Contains(on.MonthDays, -1) && rule.Every == calendar.EveryYear {
		// The last of a month is one date, but for that of February.
		if month == time.February {
			return "", false
		}
		on.MonthDays = append(slices.Clone(on.MonthDays[:len(on.MonthDays)-1]), lastOf(month))
		slices.Sort(on.MonthDays)
		on.MonthDays = slices.Compact(on.MonthDays)
	}
	if workdays && on.Kind == calendar.OnMonthDay && slices.Contains(on.MonthDays, -1) {
		return "", false
	}
	var parts []string
	freq := func(word string) {
		parts = append(parts, "FREQ="+word)
		if interval > 1 {
			parts = append(parts, "INTERVAL="+strconv.Itoa(interval))
		}
	}
	by := func(name string, values ...string) {
		parts = append(parts, name+"="+strings.Join(values, ","))
	}
	switch {
	case weekly:
		days := on.Weekdays
		if on.Kind != calendar.OnWeekdays {
			days = []time.Weekday{s.Start.Day.Weekday()}
			if rule.Every == calendar.EveryDay {
				days = mondayToFriday()
			}
		}
		freq("WEEKLY")
		by("BYDAY", weekdayCodes(days, workdays)...)
		if interval > 1 {
			by("WKST", "MO")
		}
	case rule.Every == calendar.EveryDay:
		freq("DAILY")
		if workdays {
			by("BYDAY", weekdayCodes(mondayToFriday(), false)...)
		}
	case rule.Every == calendar.EveryMonth:
		freq("MONTHLY")
		ofMonth(by, on, day, workdays)
	case rule.Every == calendar.EveryYear && on.Kind != calendar.OnDate:
		freq("YEARLY")
		by("BYMONTH", strconv.Itoa(int(month)))
		ofMonth(by, on, day, workdays)
	case rule.Every == calendar.EveryYear:
		months, days := numbers(on.Dates, func(d calendar.MonthDate) int { return d.Month }), numbers(on.Dates, func(d calendar.MonthDate) int { return d.Day })
		if len(months) > 1 && len(days) > 1 {
			return "", false
		}
		freq("YEARLY")
		by("BYMONTH", months...)
		by("BYMONTHDAY", days...)
		if workdays {
			by("BYDAY", weekdayCodes(mondayToFriday(), false)...)
		}
	default:
		return "", false
	}
	return strings.Join(parts, ";"), true
}

// ofMonth adds the days of a month; day is that of the start.
func ofMonth(by func(string, ...string), on calendar.On, day int, workdays bool) {
	if on.Kind == calendar.OnNth {
		var codes []string
		for _, nth := range on.Nths {
			for _, code := range weekdayCodes([]time.Weekday{nth.Weekday}, workdays) {
				codes = append(codes, fmt.Sprintf("%d%s", nth.N, code))
			}
		}
		by("BYDAY", codes...)
		return
	}
	days := []int{day}
	if on.Kind == calendar.OnMonthDay {
		days = on.MonthDays
	}
	var values []string
	for _, d := range days {
		if d == 31 && slices.Contains(days, -1) {
			continue // it is always the last
		}
		values = append(values, strconv.Itoa(d))
	}
	by("BYMONTHDAY", values...)
	if workdays {
		by("BYDAY", weekdayCodes(mondayToFriday(), false)...)
	}
}

func mondayToFriday() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
}

// weekdayCodes are MO, TU, …, on request without the weekend.
func weekdayCodes(days []time.Weekday, workdays bool) []string {
	var codes []string
	for _, d := range days {
		if !workdays || d != time.Saturday && d != time.Sunday {
			codes = append(codes, strings.ToUpper(d.String()[:2]))
		}
	}
	return codes
}

// numbers are one part of each date, each once, in order.
func numbers(dates []calendar.MonthDate, part func(calendar.MonthDate) int) []string {
	var all []int
	for _, d := range dates {
		all = append(all, part(d))
	}
	slices.Sort(all)
	var words []string
	for _, n := range slices.Compact(all) {
		words = append(words, strconv.Itoa(n))
	}
	return words
}

// lastOf is the last day of any month but February.
func lastOf(month time.Month) int {
	_, _, d := (calendar.Date(2026, month+1, 1) - 1).Date()
	return d
}
