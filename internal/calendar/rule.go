package calendar

import (
	"slices"
	"time"
)

// Every is the step of a rule.
type Every string

const (
	EveryDay       Every = "day"
	EveryWeek      Every = "week"
	EveryMonth     Every = "month"
	EveryYear      Every = "year"
	EveryLunarYear Every = "lunar-year"
)

// Rule says on which days a series takes place again. The package comment
// tells what its words mean.
type Rule struct {
	Every        Every
	Interval     int // 0 and 1 both mean each
	On           On
	Until        Day // inclusive; zero is endless
	Count        int // zero is endless
	Except       []Day
	Extra        []Moment
	Changes      []Change
	SkipHolidays bool
	WorkdaysOnly bool
}

// Change moves, alters or cancels the occurrence of one day.
type Change struct {
	On        Day    // the day the rule gives
	To        Moment // zero: not moved; a bare date: moved with its time of day
	End       Clock  // zero: as long as ever
	Place     string
	Note      string
	Cancelled bool
}

// The rule counts in periods: days, weeks from Monday, months, civil or lunar
// years, each with a number of its own that grows by one. A walk is the rule
// made ready to go through them.
type walk struct {
	Rule
	start Day // of the series
	first Day // the first day the rule gives, 0 if none
	begin int // its period
	until Day // never zero
}

// newWalk finds the first day of the rule. Intervals are counted from the
// period of that day, so that a calendar file that starts there says the same.
func newWalk(start Day, rule Rule) walk {
	if rule.Every == EveryDay && rule.On.Kind == OnWeekdays {
		rule.Every, rule.Interval = EveryWeek, 1
	}
	rule.Interval = min(max(rule.Interval, 1), maxInterval)
	w := walk{Rule: rule, start: start, until: Date(9999, time.December, 31)}
	if rule.Until != 0 {
		w.until = min(w.until, rule.Until)
	}
	if start < 1 {
		return w
	}
	var buffer [8]Day
	// The longest wait is forty years, for the fifth Sunday of a February.
	for period := w.period(start); period <= w.period(start)+60; period++ {
		for _, d := range w.days(period, buffer[:0]) {
			if d >= start && w.first == 0 {
				w.first, w.begin = d, period
			}
		}
		if w.first != 0 {
			break
		}
	}
	return w
}

// maxInterval keeps the arithmetic far from overflow; Check allows less.
const maxInterval = 10000

// each gives the days of the rule from one day to another, in order, with their
// number counted from 1, until yield returns false.
func (w *walk) each(from, to Day, h *Holidays, yield func(d Day, index int) bool) {
	to = min(to, w.until)
	if w.first == 0 || w.first > to {
		return
	}
	filtered := w.SkipHolidays || w.WorkdaysOnly
	period, index := w.begin, 0
	if n := w.steady(); n > 0 && !filtered && from > w.first {
		// Each period gives n days: leave out those that end before from.
		if skip := (w.period(from) - w.begin) / w.Interval; skip > 0 {
			var buffer [8]Day
			for _, d := range w.days(w.begin, buffer[:0]) {
				if d >= w.first {
					index++
				}
			}
			period += skip * w.Interval
			index += (skip - 1) * n
		}
	}
	var buffer [32]Day
	for last := w.period(to); period <= last; period += w.Interval {
		for _, d := range w.days(period, buffer[:0]) {
			switch {
			case d < w.first || filtered && w.dropped(d, h):
				continue
			case d > to:
				return
			}
			index++
			if w.Count > 0 && index > w.Count {
				return
			}
			if d >= from && !yield(d, index) {
				return
			}
		}
	}
}

// find returns the number of d, or 0 if the rule does not give it.
func (w *walk) find(d Day, h *Holidays) int {
	found := 0
	w.each(d, d, h, func(_ Day, index int) bool { found = index; return false })
	return found
}

func (w *walk) dropped(d Day, h *Holidays) bool {
	if w.SkipHolidays {
		if _, off := h.Off(d); off {
			return true
		}
	}
	return w.WorkdaysOnly && !h.Working(d)
}

// steady returns how many days each period gives, or 0 if that differs.
func (w *walk) steady() int {
	on := w.On
	switch w.Every {
	case EveryDay:
		return 1
	case EveryWeek:
		return max(1, len(on.Weekdays))
	case EveryMonth:
		if len(on.MonthDays) == 1 && on.MonthDays[0] <= 28 || len(on.Nths) == 1 && on.Nths[0].N != 5 {
			return 1
		}
	case EveryLunarYear:
		if len(on.Dates) < 2 {
			return 1
		}
	}
	return 0
}

// most returns about how many days the rule gives from one day to another, so
// that room for them can be made at once; never too many to keep.
func (w *walk) most(from, to Day) int {
	from, to = max(from, w.first), min(to, w.until)
	if w.first == 0 || from > to {
		return 0
	}
	periods := (w.period(to)-w.period(from))/w.Interval + 1
	n := periods * max(1, w.steady(), len(w.On.MonthDays), len(w.On.Nths), len(w.On.Dates))
	if w.Count > 0 {
		n = min(n, w.Count)
	}
	return min(n, mostAtOnce)
}

// mostAtOnce is a year of days; what is more grows as it comes.
const mostAtOnce = 400

// period returns the number of the period that d lies in.
func (w *walk) period(d Day) int {
	switch w.Every {
	case EveryDay:
		return int(d)
	case EveryWeek:
		return floorDiv(int(d)-1, 7)
	case EveryMonth:
		y, m, _ := d.Date()
		return y*12 + int(m) - 1
	case EveryLunarYear:
		if l, ok := LunarOf(d); ok {
			return l.Year
		}
	}
	return d.Year()
}

// days appends the days of a period, in order.
func (w *walk) days(period int, buffer []Day) []Day {
	days := buffer
	switch w.Every {
	case EveryDay:
		return append(days, Day(period))
	case EveryWeek:
		monday := Day(period*7 + 1)
		if w.On.Kind != OnWeekdays {
			return append(days, monday+Day(fromMonday(w.start.Weekday())))
		}
		for _, weekday := range w.On.Weekdays {
			days = append(days, monday+Day(fromMonday(weekday)))
		}
		return days
	case EveryMonth:
		days = w.monthDays(days, floorDiv(period, 12), time.Month(period-floorDiv(period, 12)*12+1))
	case EveryYear:
		if w.On.Kind != OnDate {
			days = w.monthDays(days, period, w.start.Month())
			break
		}
		for _, date := range w.On.Dates {
			if date.Day <= monthDays(period, time.Month(date.Month)) {
				days = append(days, Date(period, time.Month(date.Month), date.Day))
			}
		}
	case EveryLunarYear:
		days = w.lunarDays(days, period)
	}
	if len(days) > 1 {
		slices.Sort(days)
		days = slices.Compact(days)
	}
	return days
}

func (w *walk) monthDays(days []Day, year int, month time.Month) []Day {
	length := monthDays(year, month)
	first := Date(year, month, 1)
	switch w.On.Kind {
	case OnMonthDay:
		for _, n := range w.On.MonthDays {
			if n < 0 {
				days = append(days, first+Day(length-1))
			} else if n <= length {
				days = append(days, first+Day(n-1))
			}
		}
	case OnNth:
		for _, nth := range w.On.Nths {
			n := (fromMonday(nth.Weekday)-fromMonday(first.Weekday())+7)%7 + 1
			if nth.N < 0 {
				n += (length - n) / 7 * 7
			} else {
				n += (nth.N - 1) * 7
			}
			if n <= length {
				days = append(days, first+Day(n-1))
			}
		}
	default:
		if _, _, n := w.start.Date(); n <= length {
			days = append(days, first+Day(n-1))
		}
	}
	return days
}

// lunarDays gives each date in its plain month. The 30th of a short month is
// its 29th: who keeps the last night of the year keeps it every year.
func (w *walk) lunarDays(days []Day, year int) []Day {
	dates := w.On.Dates
	if w.On.Kind != OnDate {
		l, ok := LunarOf(w.start)
		if !ok {
			return days
		}
		dates = []MonthDate{{l.Month, l.Day}}
	}
	for _, date := range dates {
		length, _ := LunarMonthDays(year, date.Month, false)
		if date.Day <= 30 {
			if d, ok := (Lunar{Year: year, Month: date.Month, Day: min(date.Day, length)}).Civil(); ok {
				days = append(days, d)
			}
		}
	}
	return days
}
