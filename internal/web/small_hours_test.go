package web

import (
	"strings"
	"testing"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// TestSmallHours wants an evening that runs on past midnight to stand on its
// own day, and to stay until it is over, also where the day has turned.
func TestSmallHours(t *testing.T) {
	gala := &site.Activity{
		Item: site.Item{Noun: site.NounActivity, Slug: "gala", Title: "跨年晚会"},
		Series: calendar.Series{
			Start: calendar.Moment{Day: calendar.Date(2026, 12, 31), Clock: 19*60 + 30, Timed: true},
			End:   calendar.Moment{Day: calendar.Date(2027, 1, 1), Clock: 30, Timed: true},
		},
	}
	gala.Window.Until = at(t, "2027-01-01T00:30")
	ends := epoch(gala.Window.Until)
	for _, c := range []struct {
		at            string
		day, until    string // in the agenda of activities; empty for nowhere
		board, board2 string // the clock on the blackboard of today and of tomorrow
	}{
		{"2026-12-31T21:00", "2026-12-31", "19:30至次日0:30", "19:30", ""},
		{"2026-12-31T23:59", "2026-12-31", "19:30至次日0:30", "19:30", ""},
		{"2027-01-01T00:00", "2027-01-01", "到0:30", "到0:30", ""},
		{"2027-01-01T00:29", "2027-01-01", "到0:30", "到0:30", ""},
		{"2027-01-01T00:30", "", "", "", ""},
		{"2027-01-01T09:00", "", "", "", ""},
	} {
		s := testSite()
		s.Now, s.Activities = at(t, c.at), []*site.Activity{gala}
		r := newRenderer(s, testTheme(t), Texts{})
		today := calendar.DayOf(s.Now)
		for _, days := range [][]agendaDay{
			agenda(s, happenings(s, today, today+28), today, today+28, ""),
			agenda(s, happenings(s, today, monthOfDay(today).end()), today, monthOfDay(today).end(), ""),
		} {
			day, said := "", ""
			for _, d := range days {
				for _, e := range d.Entries {
					day, said = d.Date, e.Text
					if d.Until != ends {
						t.Errorf("at %s: it is there until %s, not %s", c.at, d.Until, ends)
					}
				}
			}
			if day != c.day || !strings.HasPrefix(said, c.until) {
				t.Errorf("at %s: on %q, %q; want %q, %q", c.at, day, said, c.day, c.until)
			}
		}
		for i, want := range []string{c.board, c.board2} {
			got := ""
			for _, l := range r.blackboard(today+calendar.Day(i), today).List {
				got = l.Clock
			}
			if got != want {
				t.Errorf("at %s: the blackboard in %d days says %q, not %q", c.at, i, got, want)
			}
		}
	}
}
