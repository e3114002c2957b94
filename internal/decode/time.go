package decode

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// Moment returns a date, or a date with a time; zero when the key is missing.
func (t *Table) Moment(key string) calendar.Moment {
	t.note(key, FormMoment)
	v, ok := t.get(key)
	if !ok {
		return calendar.Moment{}
	}
	return t.moment(key, v)
}

func (t *Table) moment(key string, v any) calendar.Moment {
	switch v := v.(type) {
	case time.Time:
		return momentOf(v, t.doc.zone)
	case string:
		if v == "" && len(t.doc.problems) > 0 {
			return calendar.Moment{} // a date that Parse has already reported
		}
		m, err := calendar.ParseMomentIn(strings.TrimSpace(v), t.doc.zone)
		if err != nil {
			p := t.At(key, "bad-date", "", diag.Words{}, diag.Words{})
			q := dateProblem(p.Pos, v, err)
			q.Width, q.Line = p.Width, p.Line
			t.doc.problems.Add(q)
		}
		return m
	}
	t.wrong(key, isDate, v)
	return calendar.Moment{}
}

// momentOf reads a bare TOML date. The library marks a date without a time by
// its location.
func momentOf(v time.Time, zone *time.Location) calendar.Moment {
	switch v.Location().String() {
	case "date-local":
		return calendar.Moment{Day: calendar.Date(v.Date())}
	case "datetime-local":
	default:
		v = v.In(zone)
	}
	return calendar.Moment{Day: calendar.Date(v.Date()), Clock: calendar.Clock(v.Hour()*60 + v.Minute()), Timed: true}
}

// NeedMoment returns a date that must be there.
func (t *Table) NeedMoment(key string) calendar.Moment {
	t.need(key)
	if !t.Has(key) {
		t.Problem("", "missing-key", key)
	}
	return t.Moment(key)
}

// Moments returns a list of dates, with or without times.
func (t *Table) Moments(key string) []calendar.Moment {
	t.note(key, FormMoment)
	t.note(key, FormTexts)
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		return []calendar.Moment{t.moment(key, v)}
	}
	out := make([]calendar.Moment, 0, len(list))
	for i, e := range list {
		if m := t.moment(fmt.Sprintf("%s[%d]", key, i), e); !m.IsZero() {
			out = append(out, m)
		}
	}
	return out
}

// Day returns a date without a time.
func (t *Table) Day(key string) calendar.Day {
	m := t.Moment(key)
	if m.Timed {
		t.Problem(key, "wrong-type", key, isDate, diag.Words{Zh: "带时间的日期", En: "a date with a time"})
	}
	return m.Day
}

// Clock returns a time of day.
func (t *Table) Clock(key string) (calendar.Clock, bool) {
	t.note(key, FormClock)
	v, ok := t.get(key)
	if !ok {
		return 0, false
	}
	switch v := v.(type) {
	case string:
		c, err := calendar.ParseClock(strings.TrimSpace(v))
		if err != nil {
			t.Problem(key, "bad-time", v, ClockWords(v))
			return 0, false
		}
		return c, true
	case time.Time:
		if v.Location().String() == "time-local" {
			return calendar.Clock(v.Hour()*60 + v.Minute()), true
		}
	}
	t.wrong(key, isClock, v)
	return 0, false
}

// IsClock tells whether a value looks like a time of day alone.
func (t *Table) IsClock(key string) bool {
	t.note(key, FormClock)
	switch v := t.values[key].(type) {
	case string:
		_, err := calendar.ParseClock(strings.TrimSpace(v))
		_, meant := clockMeant(v)
		return err == nil || meant
	case time.Time:
		return v.Location().String() == "time-local"
	}
	return false
}

// dateProblem explains why a text is no date.
func dateProblem(pos diag.Pos, text string, err error) diag.Problem {
	why := diag.Words{Zh: "写法不是“年-月-日”", En: "it is not written year-month-day"}
	do := diag.Words{Zh: "写成 2026-11-22；要带时间就写 \"2026-11-22T09:00\"", En: `write 2026-11-22, or "2026-11-22T09:00" with a time`}
	var day *calendar.DayError
	var clock *calendar.ClockError
	switch {
	case errors.As(err, &day) && day.Reason == calendar.BadMonth:
		why = diag.Words{Zh: fmt.Sprintf("没有%d月", day.Month), En: fmt.Sprintf("there is no month %d", day.Month)}
		do = diag.Words{Zh: "月份是 01 到 12", En: "months are 01 to 12"}
	case errors.As(err, &day) && day.Reason == calendar.BadDay:
		why = diag.Words{Zh: fmt.Sprintf("那年的%d月没有%d日", day.Month, day.Day), En: fmt.Sprintf("that month has no day %d", day.Day)}
		do = diag.Words{Zh: fmt.Sprintf("那个月最后一天是%d日", day.Last), En: fmt.Sprintf("the last day of that month is %d", day.Last)}
	case errors.As(err, &day) && !day.Meant.IsZero():
		do = diag.Words{Zh: fmt.Sprintf("写成 %s", day.Meant), En: fmt.Sprintf("write %s", day.Meant)}
	case errors.As(err, &clock):
		why = diag.Words{Zh: "时间不对", En: "the time is not one"}
		do = diag.Words{Zh: "时间是 00:00 到 24:00，例如 \"2026-11-22T09:00\"", En: `times are 00:00 to 24:00, as in "2026-11-22T09:00"`}
	}
	return diag.New("bad-date", pos, text, why, do)
}
