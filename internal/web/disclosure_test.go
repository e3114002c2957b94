package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// dutySite has accounts each month, a report each quarter, decisions when they
// are made, and an item that nobody sees to.
func dutySite() *site.Site {
	disclose := func(slug, item, term string, date calendar.Day) *site.Notice {
		n := testNotice(slug, slug, site.KindDisclosure, date, date+30)
		n.Disclosure = &site.Disclosed{Lane: "money", Item: item}
		cadence := map[string]site.Cadence{"accounts": site.Monthly, "report": site.Quarterly}[item]
		if cadence == "" {
			n.Disclosure.Event, _ = calendar.ParseDay(term)
		} else {
			n.Disclosure.Term, _ = cadence.ParseTerm(term)
		}
		return n
	}
	on := func(m time.Month, d int) calendar.Day { return calendar.Date(2026, m, d) }
	half := disclose("decided", "decisions", "2026-11-24", on(11, 25))
	half.Window.From = on(11, 25).Start(china).Add(14*time.Hour + 30*time.Minute)
	s := testSite(
		disclose("september", "accounts", "2026-09", on(10, 23)),
		disclose("october", "accounts", "2026-10", on(11, 6)),
		disclose("november", "accounts", "2026-11", on(12, 16)),
		disclose("third", "report", "2026-Q3", on(11, 12)),
		half,
	)
	working := func(id string, c site.Cadence, days int) site.DisclosureItem {
		return site.DisclosureItem{ID: id, Title: id, Cadence: c, Days: days, Unit: calendar.WorkingDays, Since: on(7, 1)}
	}
	s.Lanes = []site.Lane{{ID: "money", Name: "财务", Items: []site.DisclosureItem{
		working("accounts", site.Monthly, 10), working("report", site.Quarterly, 25), working("decisions", site.AtOnce, 3), working("nobody", site.Yearly, 5),
	}}}
	s.Lanes[0].Items[0].Since = on(9, 1)
	return s
}

// told is all that the pages of the calendar say at a moment, as the script
// leaves it on pages that were built earlier.
func told(t *testing.T, s *site.Site, th *theme.Theme, at time.Time) []string {
	t.Helper()
	r := newRenderer(s, th, Texts{})
	duties := s.Duties(calendar.DayOf(s.Now) + dutiesAhead)
	var all []string
	say := func(from, until string, hidden bool, words ...string) {
		w := seen(from, until)
		if hidden != (w.from > s.Now.Unix()) {
			t.Errorf("built at %s: %s is hidden %v from %s", s.Now, words, hidden, from)
		}
		if w.from <= at.Unix() && at.Unix() < w.until {
			all = append(all, strings.Join(words, " "))
		}
	}
	sayings := func(where string, list []saying) {
		for _, x := range list {
			say(x.From, x.Until, x.Hidden, where, x.Text)
		}
	}
	for _, l := range r.disclosureView(duties).Lanes {
		for _, i := range l.Items {
			sayings(i.Title+" never", i.Never)
			sayings(i.Title+" idle", i.Idle)
			for _, x := range i.Latest {
				say(x.From, x.Until, x.Hidden, i.Title, "latest", x.Name, x.Day)
			}
			for _, x := range i.Next {
				say(x.From, x.Until, x.Hidden, i.Title, "next", x.Text, x.By, strconv.FormatBool(x.Overdue))
			}
		}
	}
	staff := r.staffView(duties)
	for _, p := range staff.Parts {
		sayings(p.ID, p.Empty)
		for _, x := range p.Rows {
			say(x.From, x.Until, x.Hidden, p.ID, x.Item, x.Name, x.Due, strconv.FormatBool(x.Overdue))
		}
	}
	for _, l := range staff.Record {
		for _, x := range l.Rows {
			say(x.From, "", x.Hidden, "record", x.Item, x.Name, x.Day, x.Late)
		}
	}
	slices.Sort(all)
	return all
}

// TestDisclosureTurns leaves the pages open for a week, with the script, and
// compares what they say with pages that are built anew.
func TestDisclosureTurns(t *testing.T) {
	th := testTheme(t)
	for built := at(t, "2026-10-18"); built.Before(at(t, "2027-01-20")); built = built.Add(31 * time.Hour) {
		early := dutySite()
		early.Now = built
		for _, later := range []time.Duration{0, 5 * time.Hour, 24 * time.Hour, 50 * time.Hour, 6*24*time.Hour + time.Hour} {
			when := built.Add(later)
			if calendar.DayOf(when) > calendar.DayOf(built)+7 {
				continue
			}
			late := dutySite()
			late.Now = when
			was, is := told(t, early, th, when), told(t, late, th, when)
			if fmt.Sprint(was) != fmt.Sprint(is) {
				t.Fatalf("built at %s, at %s the pages say\n%s\nand built anew\n%s", built, when, strings.Join(was, "\n"), strings.Join(is, "\n"))
			}
		}
	}
}

// TestDisclosurePages reads the pages at one moment.
func TestDisclosurePages(t *testing.T) {
	s := dutySite()
	pages := render(t, s, "")
	list := pages["disclosure/index.html"]
	for _, want := range []string{
		`href="../notices/october.html">2026年10月</a>`, `2026年11月，<span class="by">最晚12月14日（星期一）</span>`,
		`<span class="by">预计最晚2027年2月`, `id="lane-money"`, `href="../staff/disclosure.html" rel="nofollow"`,
	} {
		if !strings.Contains(list, want) {
			t.Errorf("the page for residents lacks %s", want)
		}
	}
	staff := pages["staff/disclosure.html"]
	for _, want := range []string{`<meta name="robots" content="noindex">`, `晚3天`, `按时`, `还没到时候`, `没有逾期的。`} {
		if !strings.Contains(staff, want) {
			t.Errorf("the page for staff lacks %s", want)
		}
	}
	if nav, _, _ := strings.Cut(pages["index.html"], "<main"); strings.Contains(nav, "staff/") || strings.Contains(pages["index.html"], "staff/disclosure") {
		t.Error("the front page leads to the page for staff")
	}
	if !strings.Contains(pages["notices/october.html"], `<a href="../disclosure/index.html#lane-money">财务，accounts，2026年10月</a>`) {
		t.Error("the notice does not lead to its lane")
	}
	if !strings.Contains(pages["notices/kinds/disclosure.html"], "../../disclosure/index.html") {
		t.Error("the list of the kind does not lead to the calendar")
	}
	s.Lanes = nil
	for path, page := range render(t, s, "") {
		if strings.HasPrefix(path, "disclosure/") || strings.HasPrefix(path, "staff/") || strings.Contains(page, "disclosure/index.html") {
			t.Errorf("%s: a site without lanes has the calendar", path)
		}
	}
}
