package site

import (
	"testing"

	"banbao/internal/calendar"
)

// TestIssue counts issues from the first, by the days between two.
func TestIssue(t *testing.T) {
	day := calendar.Date
	for _, c := range []struct {
		every        int
		first, today calendar.Day
		number       int
		day, next    calendar.Day
	}{
		{14, day(2026, 2, 1), day(2026, 2, 1), 1, day(2026, 2, 1), day(2026, 2, 15)},
		{14, day(2026, 2, 1), day(2026, 2, 14), 1, day(2026, 2, 1), day(2026, 2, 15)},
		{14, day(2026, 2, 1), day(2026, 11, 25), 22, day(2026, 11, 22), day(2026, 12, 6)},
		{14, 0, day(2026, 11, 25), 0, day(2026, 11, 25), day(2026, 12, 9)},
		{14, day(2026, 12, 1), day(2026, 11, 25), 0, day(2026, 11, 25), day(2026, 12, 9)},
		{0, day(2026, 2, 1), day(2026, 11, 25), 0, day(2026, 11, 25), 0},
	} {
		b := &Board{RenewDays: c.every, FirstIssue: c.first}
		number, on, next := b.Issue(c.today)
		if number != c.number || on != c.day || next != c.next {
			t.Errorf("every %d days from %s: on %s it is %d of %s, next %s", c.every, c.first, c.today, number, on, next)
		}
	}
}
