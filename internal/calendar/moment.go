package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Moment is what an author writes for a point in time: a date, or a date with
// a time of day. The zero value means "not set". Without a time it stands for
// the whole day: it starts with the day and ends with it.
type Moment struct {
	Day   Day
	Clock Clock
	Timed bool
}

// MomentError says what is wrong with a date that may carry a time. Where the
// fault is in one half, it wraps the *DayError or *ClockError of that half.
type MomentError struct {
	Text   string
	Reason Reason
	Err    error // *DayError, *ClockError or nil
}

func (e *MomentError) Error() string {
	if e.Err != nil {
		return e.Err.Error()
	}
	if e.Reason == BadOffset {
		return fmt.Sprintf("%q does not end in a zone offset like +08:00", e.Text)
	}
	return fmt.Sprintf("%q is not a date like 2026-11-22 or a time like 2026-11-22 09:00", e.Text)
}

func (e *MomentError) Unwrap() error { return e.Err }

// ParseMoment reads 2026-11-22, 2026-11-22 09:00 or 2026-11-22T09:00; seconds
// and their fractions are read and dropped. A zone offset (Z, +08:00) is
// accepted and read on a clock in China; for a site elsewhere use
// ParseMomentIn. The error is a *MomentError.
func ParseMoment(s string) (Moment, error) {
	return ParseMomentIn(s, time.FixedZone("CST", 8*60*60))
}

// ParseMomentIn is ParseMoment for a site in loc: a moment with a zone offset
// becomes what clock and calendar show in loc at that instant. A moment
// without one is what it says, wherever it is read.
func ParseMomentIn(s string, loc *time.Location) (Moment, error) {
	if len(s) <= len("2026-11-22") || s[10] != ' ' && s[10] != 'T' && s[10] != 't' {
		day, err := ParseDay(s)
		if err == nil {
			return Moment{Day: day}, nil
		}
		if len(s) > 10 {
			if _, err := ParseDay(s[:10]); err == nil {
				return Moment{}, &MomentError{Text: s, Reason: AfterDate}
			}
		}
		return Moment{}, momentError(s, err)
	}
	day, err := ParseDay(s[:10])
	if err != nil {
		return Moment{}, momentError(s, err)
	}
	text, offset, zoned, ok := cutOffset(s[11:])
	if !ok {
		return Moment{}, &MomentError{Text: s, Reason: BadOffset}
	}
	if len(text) > 9 && text[8] == '.' && strings.Trim(text[9:], "0123456789") == "" {
		text = text[:8]
	}
	clock, err := ParseClock(text)
	if err != nil {
		return Moment{}, momentError(s, err)
	}
	if !zoned {
		return Moment{Day: day, Clock: clock, Timed: true}, nil
	}
	if loc == nil {
		loc = time.UTC
	}
	y, m, d := day.Date()
	t := time.Date(y, m, d, 0, int(clock)-offset, 0, 0, time.UTC).In(loc)
	if t.Year() < 1 || t.Year() > 9999 {
		return Moment{}, &MomentError{Text: s, Reason: BadOffset}
	}
	return MomentOf(t), nil
}

// MomentOf returns the minute that clock and calendar show at t, in t's own
// location.
func MomentOf(t time.Time) Moment {
	return Moment{Day: DayOf(t), Clock: Clock(t.Hour()*60 + t.Minute()), Timed: true}
}

func momentError(s string, err error) error {
	e := &MomentError{Text: s, Reason: NotAMoment, Err: err}
	var day *DayError
	var clock *ClockError
	switch {
	case errors.As(err, &day):
		if e.Reason = day.Reason; e.Reason == NotADate && len(s) != 10 {
			e.Reason = NotAMoment
		}
	case errors.As(err, &clock):
		e.Reason = clock.Reason
	}
	return e
}

// cutOffset splits a time of day from its zone offset, in minutes.
func cutOffset(s string) (text string, minutes int, zoned, ok bool) {
	if n := len(s); n > 0 && (s[n-1] == 'Z' || s[n-1] == 'z') {
		return s[:n-1], 0, true, true
	}
	i := strings.LastIndexAny(s, "+-")
	if i < 0 {
		return s, 0, false, true
	}
	h, okH := digits(s, i+1, 2)
	m, okM := digits(s, i+4, 2)
	if !okH || !okM || len(s) != i+6 || s[i+3] != ':' || h > 23 || m > 59 {
		return "", 0, false, false
	}
	minutes = h*60 + m
	if s[i] == '-' {
		minutes = -minutes
	}
	return s[:i], minutes, true, true
}

// IsZero reports whether m is not set.
func (m Moment) IsZero() bool { return m.Day == 0 }

// Start returns the first instant of m: midnight of a bare date, else the time
// itself. A moment that is not set has none: the zero time.
func (m Moment) Start(loc *time.Location) time.Time {
	switch {
	case m.Day == 0:
		return time.Time{}
	case !m.Timed || m.Clock == 0:
		return m.Day.Start(loc)
	case m.Clock == 24*60:
		return m.Day.End(loc)
	}
	if loc == nil {
		loc = time.UTC
	}
	y, month, d := m.Day.Date()
	return time.Date(y, month, d, 0, int(m.Clock), 0, 0, loc)
}

// End returns the instant at which m is over: the midnight after a bare date,
// else the time itself.
func (m Moment) End(loc *time.Location) time.Time {
	if m.Day != 0 && !m.Timed {
		return m.Day.End(loc)
	}
	return m.Start(loc)
}

// Compare orders moments as calendar and clock show them; a bare date comes
// before the times of its day.
func (m Moment) Compare(n Moment) int {
	switch {
	case m.Day != n.Day:
		return int(m.Day) - int(n.Day)
	case m.Timed != n.Timed:
		if n.Timed {
			return -1
		}
		return 1
	}
	return int(m.Clock) - int(n.Clock)
}

// String returns 2026-11-22 or 2026-11-22T09:00, empty if not set.
func (m Moment) String() string {
	if !m.Timed || m.Day == 0 {
		return m.Day.String()
	}
	return m.Day.String() + "T" + m.Clock.String()
}

// MarshalText writes what String returns.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what ParseMoment reads.
func (m *Moment) UnmarshalText(text []byte) error {
	moment, err := ParseMoment(string(text))
	if err != nil {
		return err
	}
	*m = moment
	return nil
}
