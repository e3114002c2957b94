package calendar

import "fmt"

// Clock is a time of day in minutes since midnight, 0 to 1440; 1440 is the
// midnight that ends the day and is written 24:00.
type Clock int16

// ClockError says what is wrong with a time of day.
type ClockError struct {
	Text   string
	Reason Reason // NotAClock, BadHour or BadMinute
}

func (e *ClockError) Error() string {
	switch e.Reason {
	case BadHour:
		return fmt.Sprintf("%q: the hour is not 00 to 24", e.Text)
	case BadMinute:
		return fmt.Sprintf("%q: the minutes are not 00 to 59, or follow 24:00", e.Text)
	}
	return fmt.Sprintf("%q is not a time like 09:00", e.Text)
}

// ParseClock reads 09:00 or 9:00, up to 24:00. Seconds (09:00:00) are read and
// dropped. The error is a *ClockError.
func ParseClock(s string) (Clock, error) {
	rest := s
	if len(rest) > 1 && rest[1] == ':' {
		rest = "0" + rest
	}
	h, okH := digits(rest, 0, 2)
	m, okM := digits(rest, 3, 2)
	if !okH || !okM || rest[2] != ':' {
		return 0, &ClockError{s, NotAClock}
	}
	sec := 0
	if len(rest) > 5 {
		var ok bool
		if sec, ok = digits(rest, 6, 2); !ok || len(rest) != 8 || rest[5] != ':' {
			return 0, &ClockError{s, NotAClock}
		}
	}
	if h > 24 {
		return 0, &ClockError{s, BadHour}
	}
	// A leap second, 60, is left to clocks that show one.
	if m > 59 || sec > 59 || h == 24 && m+sec > 0 {
		return 0, &ClockError{s, BadMinute}
	}
	return Clock(h*60 + m), nil
}

// String returns 09:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// Chinese returns the time as people say it: 凌晨4点, 早上7点30分, 上午9点,
// 中午12点, 下午2点30分, 晚上7点; 24:00 is 晚上12点.
func (c Clock) Chinese() string {
	hour, minute := int(c/60), int(c%60)
	part := ""
	switch {
	case hour < 5:
		part = "凌晨"
	case hour < 8:
		part = "早上"
	case hour < 12:
		part = "上午"
	case hour < 13:
		part = "中午"
	case hour < 18:
		part = "下午"
	default:
		part = "晚上"
	}
	if hour > 12 {
		hour -= 12
	}
	if minute == 0 {
		return fmt.Sprintf("%s%d点", part, hour)
	}
	return fmt.Sprintf("%s%d点%d分", part, hour, minute)
}

// MarshalText writes 09:00.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what ParseClock reads.
func (c *Clock) UnmarshalText(text []byte) error {
	clock, err := ParseClock(string(text))
	if err != nil {
		return err
	}
	*c = clock
	return nil
}
