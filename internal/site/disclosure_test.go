package site

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
)

func TestTerms(t *testing.T) {
	for _, line := range []string{
		"monthly 2026-02 2026-02-01 2026-02-28 2026年2月",
		"monthly 2028-02 2028-02-01 2028-02-29 2028年2月",
		"monthly 2026-12 2026-12-01 2026-12-31 2026年12月",
		"quarterly 2026-Q1 2026-01-01 2026-03-31 2026年第一季度",
		"quarterly 2026-Q4 2026-10-01 2026-12-31 2026年第四季度",
		"half-yearly 2026-H1 2026-01-01 2026-06-30 2026年上半年",
		"half-yearly 2026-H2 2026-07-01 2026-12-31 2026年下半年",
		"yearly 2026 2026-01-01 2026-12-31 2026年",
	} {
		f := strings.Fields(line)
		c := Cadence(f[0])
		p, ok := c.ParseTerm(f[1])
		if got := fmt.Sprint(c, " ", p, " ", p.From, " ", p.To, " ", p.Chinese()); !ok || got != line {
			t.Errorf("%s, want %s", got, line)
		}
		for d := p.From; d <= p.To; d++ {
			if c.Term(d) != p {
				t.Errorf("%s is in %v, not in %v", d, c.Term(d), p)
			}
		}
	}
	for _, line := range []string{"monthly 2026", "monthly 2026-13", "monthly 2026-00", "monthly 2026-1", "monthly 2026-Q1", "quarterly 2026-Q5",
		"quarterly 2026-10", "quarterly 2026-Q", "half-yearly 2026-H3", "yearly 2026-1", "yearly 26", "yearly ", "monthly 2026-+1", "quarterly 2026-Q+1"} {
		c, text, _ := strings.Cut(line, " ")
		if p, ok := Cadence(c).ParseTerm(text); ok {
			t.Errorf("%s is %v", line, p)
		}
	}
}

// accounts is a site with lanes: accounts each month, a report each half, and
// decisions when they are made.
func accounts(notices ...*Notice) *Site {
	zone := time.FixedZone("CST", 8*60*60)
	return &Site{
		Info: Info{Zone: zone, Lanes: []Lane{{ID: "money", Items: []DisclosureItem{
			{ID: "month", Cadence: Monthly, Days: 10, Unit: calendar.WorkingDays, Since: calendar.Date(2026, 8, 15)},
			{ID: "half", Cadence: HalfYearly, Days: 15, Unit: calendar.CalendarDays, Since: calendar.Date(2026, 1, 1)},
		}}, {ID: "affairs", Items: []DisclosureItem{
			{ID: "decision", Cadence: AtOnce, Days: 3, Unit: calendar.WorkingDays},
		}}}},
		Now: time.Date(2026, 11, 22, 9, 0, 0, 0, zone), Holidays: calendar.Shipped(), Notices: notices,
	}
}

func disclosing(slug, lane, item, what, from string) *Notice {
	zone := time.FixedZone("CST", 8*60*60)
	n := &Notice{Disclosure: &Disclosed{Lane: lane, Item: item}}
	n.Slug, n.Source.File = slug, slug
	at, err := time.ParseInLocation("2006-01-02T15:04", from, zone)
	if err != nil {
		panic(err)
	}
	n.Window.From = at
	for _, c := range []Cadence{Monthly, HalfYearly} {
		if term, ok := c.ParseTerm(what); ok {
			n.Disclosure.Term = term
			return n
		}
	}
	n.Disclosure.Event, err = calendar.ParseDay(what)
	if err != nil {
		panic(err)
	}
	return n
}

// TestDuties lays lanes on the calendar and asks for their states.
func TestDuties(t *testing.T) {
	withdrawn := disclosing("gone", "affairs", "decision", "2026-11-19", "2026-11-19T09:00")
	withdrawn.Withdrawn = &Withdrawal{}
	draft := disclosing("draft", "affairs", "decision", "2026-11-10", "2026-11-10T09:00")
	draft.Draft = true
	notices := []*Notice{
		disclosing("sep", "money", "month", "2026-09", "2026-10-20T23:00"), // a day that counts, and the holiday before does not
		disclosing("sep-again", "money", "month", "2026-09", "2026-11-02T08:00"),
		disclosing("h1", "money", "half", "2026-H1", "2026-07-20T08:00"),
		disclosing("a", "affairs", "decision", "2026-11-02", "2026-11-05T23:59"),
		disclosing("b", "affairs", "decision", "2026-11-03", "2026-11-09T00:00"),
		disclosing("c", "affairs", "decision", "2026-11-20", "2026-11-25T08:00"), // written, and waits
		withdrawn, draft,
	}
	want := strings.Join([]string{
		"money month 2026-09 due 2026-10-20 done by sep",
		"money month 2026-10 due 2026-11-13 overdue",
		"money month 2026-11 due 2026-12-14 coming",
		"money half 2026-H1 due 2026-07-15 late by h1",
		"money half 2026-H2 due 2027-01-15 estimated coming",
		"affairs decision 2026-11-02 due 2026-11-05 done by a",
		"affairs decision 2026-11-03 due 2026-11-06 late by b",
		"affairs decision 2026-11-10 due 2026-11-13 overdue",
		"affairs decision 2026-11-19 due 2026-11-24 due",
		"affairs decision 2026-11-20 due 2026-11-25 due by c",
	}, "\n")
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 { // the order in which notices stand is nothing
		r.Shuffle(len(notices), func(i, j int) { notices[i], notices[j] = notices[j], notices[i] })
		s := accounts(notices...)
		var got []string
		for _, d := range s.Duties(calendar.DayOf(s.Now)) {
			line := d.Lane.ID + " " + d.Item.ID + " "
			if d.Term.IsZero() {
				line += d.Event.String()
			} else {
				line += d.Term.String()
			}
			line += " due " + d.Due.String()
			if d.Estimated {
				line += " estimated"
			}
			line += " " + string(d.State(s.Now))
			if d.Notice != nil {
				line += " by " + d.Notice.Slug
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != want {
			t.Fatalf("the duties are\n%s\nwant\n%s", strings.Join(got, "\n"), want)
		}
	}
}

// TestDutyTurns looks at a duty around its edges, all of which are midnights
// or the beginning of a notice: so a site is told of them by its next change.
func TestDutyTurns(t *testing.T) {
	n := disclosing("oct", "money", "month", "2026-10", "2026-11-16T10:30")
	s := accounts(n)
	for _, line := range []string{
		"2026-10-31T23:59 coming", "2026-11-01T00:00 due", "2026-11-13T23:59 due", "2026-11-14T00:00 overdue",
		"2026-11-16T10:29 overdue", "2026-11-16T10:30 late",
	} {
		when, want, _ := strings.Cut(line, " ")
		now, _ := time.ParseInLocation("2006-01-02T15:04", when, s.Zone)
		for _, d := range s.Duties(calendar.DayOf(now)) {
			if d.Term.String() != "2026-10" {
				continue
			}
			if got := string(d.State(now)); got != want {
				t.Errorf("at %s it is %s, want %s", when, got, want)
			}
		}
		s.Now = now
		next := s.NextChange()
		for _, d := range s.Duties(calendar.DayOf(now)) {
			if a, b := d.State(now), d.State(next.Add(-time.Second)); a != b {
				t.Errorf("%s %s turns from %s to %s before the next change %s", d.Item.ID, d.Name(), a, b, next)
			}
		}
	}
}
