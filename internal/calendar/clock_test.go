package calendar

import (
	"errors"
	"testing"
)

func TestClock(t *testing.T) {
	for _, test := range []struct{ text, string, chinese string }{
		{"09:00", "09:00", "上午9点"},
		{"9:00", "09:00", "上午9点"},
		{"14:30", "14:30", "下午2点30分"},
		{"12:00", "12:00", "中午12点"},
		{"12:30", "12:30", "中午12点30分"},
		{"19:00", "19:00", "晚上7点"},
		{"18:00:00", "18:00", "晚上6点"},
		{"13:05:59", "13:05", "下午1点5分"},
		{"07:30", "07:30", "早上7点30分"},
		{"00:00", "00:00", "凌晨0点"},
		{"04:59", "04:59", "凌晨4点59分"},
		{"24:00", "24:00", "晚上12点"},
		{"24:00:00", "24:00", "晚上12点"},
	} {
		c, err := ParseClock(test.text)
		if err != nil || c.String() != test.string || c.Chinese() != test.chinese {
			t.Errorf("%q: %s %s, %v; want %s %s", test.text, c, c.Chinese(), err, test.string, test.chinese)
		}
	}
	for text, want := range map[string]Reason{
		"": NotAClock, "9": NotAClock, "900": NotAClock, "09.00": NotAClock, "09:0": NotAClock, "09:00:": NotAClock,
		"09:00:0": NotAClock, "09：00": NotAClock, "上午9点": NotAClock, "-1:00": NotAClock, "09:00 ": NotAClock,
		"25:00": BadHour, "99:99": BadHour, "09:60": BadMinute, "24:01": BadMinute, "24:00:01": BadMinute, "09:00:60": BadMinute,
	} {
		_, err := ParseClock(text)
		var got *ClockError
		if !errors.As(err, &got) || got.Reason != want || got.Text != text || got.Error() == "" {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParseClock(f *testing.F) {
	for _, s := range []string{"09:00", "9:00", "24:00", "24:00:00", "25:00", "09:60", "09：00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseClock(s)
		var wrong *ClockError
		if err != nil {
			if !errors.As(err, &wrong) || wrong.Text != s || wrong.Error() == "" {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		back, err := ParseClock(c.String())
		if err != nil || back != c || c < 0 || c > 1440 || c.Chinese() == "" {
			t.Errorf("%q is read as %d, then %d, %v", s, c, back, err)
		}
	})
}
