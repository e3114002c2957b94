package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a civil date, counted in days: 0001-01-01 is 1, the day after is 2.
// The zero value means "not set". Days compare and subtract like integers.
type Day int32

// Date returns the day of a year, month and day. Values out of range are
// normalised as time.Date does: October 32 is November 1.
func Date(year int, month time.Month, day int) Day {
	m := int(month) - 1
	year += floorDiv(m, 12)
	m = m - floorDiv(m, 12)*12 // 0..11
	// Years run from March, so that the leap day comes last and the lengths of
	// the months before it follow a straight line.
	m -= 2
	if m < 0 {
		m += 12
		year--
	}
	era := floorDiv(year, 400)
	yearOfEra := year - era*400
	dayOfYear := (153*m + 2) / 5
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Day(era*146097 + dayOfEra - 306 + day)
}

// DayOf returns the date that a calendar shows at t, in t's own location.
func DayOf(t time.Time) Day {
	return Date(t.Date())
}

// Date returns the year, month and day.
func (d Day) Date() (year int, month time.Month, day int) {
	z := int(d) + 305 // days since 0000-03-01
	era := floorDiv(z, 146097)
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year = yearOfEra + era*400
	if m < 10 {
		return year, time.Month(m + 3), day
	}
	return year + 1, time.Month(m - 9), day
}

// Year returns the year of d.
func (d Day) Year() int { y, _, _ := d.Date(); return y }

// Month returns the month of d.
func (d Day) Month() time.Month { _, m, _ := d.Date(); return m }

// Weekday returns the day of the week; 0001-01-01 was a Monday.
func (d Day) Weekday() time.Weekday {
	return time.Weekday(int(d) - floorDiv(int(d), 7)*7)
}

// IsZero reports whether d is not set.
func (d Day) IsZero() bool { return d == 0 }

// String returns the day as authors write it: 2026-11-22. A day that is not
// set is the empty string.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Date()
	b := make([]byte, 0, len("2026-11-22"))
	b = append(appendPadded(b, y, 4), '-')
	b = append(appendPadded(b, int(m), 2), '-')
	return string(appendPadded(b, day, 2))
}

// appendPadded appends a number with zeros before it.
func appendPadded(b []byte, n, digits int) []byte {
	for ten := 10; digits > 1; digits, ten = digits-1, ten*10 {
		if n < ten {
			b = append(b, '0')
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// Chinese returns 2026年11月22日.
func (d Day) Chinese() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.Date()
	return strconv.Itoa(y) + "年" + strconv.Itoa(int(m)) + "月" + strconv.Itoa(day) + "日"
}

// ChineseShort returns 11月22日.
func (d Day) ChineseShort() string {
	if d == 0 {
		return ""
	}
	_, m, day := d.Date()
	return strconv.Itoa(int(m)) + "月" + strconv.Itoa(day) + "日"
}

// WeekdayChinese returns 星期日 to 星期六.
func (d Day) WeekdayChinese() string {
	if d == 0 {
		return ""
	}
	return [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}[d.Weekday()]
}

// ChineseLong returns all that is said of a day in one line, for whoever wants
// to be sure which is meant: 2026年11月22日 星期日 农历十月十四 小雪. What follows the
// lunar date are the solar term and the festivals, if there are any; beyond the
// tables of the lunar calendar it ends with the weekday.
func (d Day) ChineseLong() string {
	if d == 0 {
		return ""
	}
	words := []string{d.Chinese(), d.WeekdayChinese()}
	if l, ok := LunarOf(d); ok {
		words = append(words, "农历"+l.String())
	}
	if term, ok := SolarTerm(d); ok {
		words = append(words, term)
	}
	return strings.Join(append(words, Festivals(d)...), " ")
}

// Start returns the first instant of the day in loc (UTC if nil). Where clocks
// jump over midnight the day starts later; where midnight comes twice, the
// first counts; a date that loc left out starts when the next one does.
func (d Day) Start(loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	y, m, day := d.Date()
	midnight := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	// No zone is more than 26 hours ahead: begin well before the day and go
	// from one offset to the next until midnight falls inside.
	t := midnight.Add(-26 * time.Hour).In(loc)
	_, offset := t.Zone()
	since, end := t.ZoneBounds()
	for {
		first := midnight.Add(-time.Duration(offset) * time.Second).In(loc)
		if !since.IsZero() && first.Before(since) {
			first = since
		}
		if end.IsZero() || first.Before(end) {
			return first
		}
		// Package time gives every year beyond its tables 365 days, so that on
		// the last day of a leap year the bounds end before they should.
		if !end.After(t) {
			end = t.Add(time.Hour)
		}
		t = end
		if _, next := t.Zone(); next != offset {
			offset, since = next, t
		}
		_, end = t.ZoneBounds()
	}
}

// End returns the first instant of the next day in loc.
func (d Day) End(loc *time.Location) time.Time { return (d + 1).Start(loc) }

// MarshalText writes 2026-11-22.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDay reads.
func (d *Day) UnmarshalText(text []byte) error {
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// Reason says why a text is not the date or time it should be.
type Reason string

const (
	NotADate   Reason = "not-a-date"     // not YYYY-MM-DD at all
	BadMonth   Reason = "month"          // month not in 1..12
	BadDay     Reason = "day"            // day not in that month
	NotAClock  Reason = "not-a-clock"    // not HH:MM at all
	BadHour    Reason = "hour"           // hour not in 0..24
	BadMinute  Reason = "minute"         // minute not in 0..59, or after 24:00
	NotAMoment Reason = "not-a-moment"   // neither a date nor a date with a time
	BadOffset  Reason = "offset"         // not a zone offset such as +08:00
	AfterDate  Reason = "text-after-day" // something that is no time follows the date
)

// DayError says what is wrong with a date.
type DayError struct {
	Text   string // as written
	Reason Reason // NotADate, BadMonth or BadDay
	Month  int    // the month as written, unless NotADate
	Day    int    // the day as written, unless NotADate
	Last   int    // for BadDay: the last day of that month
	Meant  Day    // for NotADate: the date probably meant (2026/1/5, 2026年1月5日), or zero
}

func (e *DayError) Error() string {
	switch e.Reason {
	case BadMonth:
		return fmt.Sprintf("%q: month %02d is not 01 to 12", e.Text, e.Month)
	case BadDay:
		return fmt.Sprintf("%q: month %02d has %d days", e.Text, e.Month, e.Last)
	}
	if e.Meant != 0 {
		return fmt.Sprintf("%q is not a date like %s", e.Text, e.Meant)
	}
	return fmt.Sprintf("%q is not a date like 2026-11-22", e.Text)
}

// ParseDay reads a date written 2026-11-22, and nothing else. The error is a
// *DayError.
func ParseDay(s string) (Day, error) {
	y, okY := digits(s, 0, 4)
	m, okM := digits(s, 5, 2)
	day, okD := digits(s, 8, 2)
	if len(s) != len("2026-11-22") || s[4] != '-' || s[7] != '-' || !okY || !okM || !okD || y == 0 {
		return 0, &DayError{Text: s, Reason: NotADate, Meant: meantDay(s)}
	}
	if m < 1 || m > 12 {
		return 0, &DayError{Text: s, Reason: BadMonth, Month: m, Day: day}
	}
	if last := monthDays(y, time.Month(m)); day < 1 || day > last {
		return 0, &DayError{Text: s, Reason: BadDay, Month: m, Day: day, Last: last}
	}
	return Date(y, time.Month(m), day), nil
}

// digits reads n decimal digits of s from position at.
func digits(s string, at, n int) (int, bool) {
	if at+n > len(s) {
		return 0, false
	}
	v := 0
	for i := at; i < at+n; i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		v = v*10 + int(s[i]-'0')
	}
	return v, true
}

// meantDay guesses the date in a text that has its three numbers in order but
// other signs between them. It serves only to say it in a message.
func meantDay(s string) Day {
	var numbers []int
	inside := false
	for _, r := range s {
		digit := -1
		switch {
		case r >= '0' && r <= '9':
			digit = int(r - '0')
		case r >= '０' && r <= '９':
			digit = int(r - '０')
		}
		if digit < 0 {
			inside = false
			continue
		}
		if !inside {
			numbers = append(numbers, 0)
			inside = true
		}
		n := &numbers[len(numbers)-1]
		if *n = *n*10 + digit; *n > 9999 || len(numbers) > 3 {
			return 0
		}
	}
	if len(numbers) != 3 || numbers[0] < 1000 || numbers[1] < 1 || numbers[1] > 12 ||
		numbers[2] < 1 || numbers[2] > monthDays(numbers[0], time.Month(numbers[1])) {
		return 0
	}
	return Date(numbers[0], time.Month(numbers[1]), numbers[2])
}

// monthDays returns the length of a month.
func monthDays(year int, month time.Month) int {
	return int(Date(year, month+1, 1) - Date(year, month, 1))
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
