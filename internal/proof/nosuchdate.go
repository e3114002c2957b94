package proof

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// NoSuchDate is a date in a text that no calendar has.
type NoSuchDate struct {
	From, To int // bytes
	Date     Date
	sure     bool // a year or a weekday stands with it
}

// Code is how sure it is that there is a mistake.
func (n NoSuchDate) Code() diag.Code {
	if n.sure {
		return "no-such-date"
	}
	return "doubtful-date"
}

// Args are what the message says.
func (n NoSuchDate) Args() []any {
	month, day := n.Date.Month, n.Date.Day
	if month > 12 {
		return []any{
			diag.Words{Zh: fmt.Sprintf("没有%d月", month), En: fmt.Sprintf("there is no month %d", month)},
			diag.Words{Zh: "月份是1到12", En: "months are 1 to 12"},
		}
	}
	year := ""
	if n.Date.Year != 0 {
		year = strconv.Itoa(n.Date.Year) + "年"
	}
	last := lastDay(n.Date.Year, month)
	return []any{
		diag.Words{Zh: fmt.Sprintf("%s%d月没有%d日", year, month, day), En: fmt.Sprintf("%s has no day %d", strings.TrimSpace(time.Month(month).String()+" "+strings.TrimSuffix(year, "年")), day)},
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

// noSuchDate tells whether there is no such day.
func (y Years) noSuchDate(text []byte, d Date) (NoSuchDate, bool) {
	n := NoSuchDate{From: d.From, To: d.To, Date: d}
	if d.Month == 0 || d.Year > 9999 || d.Day <= 28 && d.Month <= 12 {
		return n, false
	}
	before := text[max(0, d.From-60):d.From]
	if aboutOldCalendar(before) {
		return n, false
	}
	w, weekday := weekdayBehind(text, d.To)
	if n.sure = d.Year != 0 || weekday; weekday {
		n.To = w.to
	}
	if d.Month > 12 || d.Day > lastDay(d.Year, d.Month) {
		return n, true
	}
	if d.Month != 2 || d.Day != 29 || d.Year != 0 || !weekday {
		return n, false
	}
	candidates := y.candidates(d.Month, before)
	for _, c := range candidates {
		if lastDay(c, 2) == 29 {
			return n, false
		}
	}
	if len(candidates) == 0 {
		return n, false
	}
	n.Date.Year = candidates[0]
	return n, true
}

// aboutOldCalendar tells whether the words before a date speak of it.
func aboutOldCalendar(before []byte) bool {
	for _, w := range oldCalendar {
		if bytes.Contains(before, []byte(w)) {
			return true
		}
	}
	return false
}
