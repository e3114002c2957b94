package history

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/record"
	"banbao/internal/site"
)

var (
	zone  = time.FixedZone("CST", 8*60*60)
	begin = time.Date(2026, 9, 1, 0, 0, 0, 0, zone)
)

const sum = "5f0c5f0c5f0c5f0c5f0c5f0c5f0c5f0c"

// written is a record made line by line.
type written struct{ lines, rounds strings.Builder }

func (w *written) line(at time.Time, event, path string) {
	fmt.Fprintf(&w.lines, "%s %s %s %s 题目\n", at.Format(time.RFC3339), event, path, sum)
}

func (w *written) round(at time.Time, move, board, path string) {
	fmt.Fprintf(&w.rounds, "%s %s %s %s %s A4 1 题目\n", at.Format(time.RFC3339), move, board, path, sum)
}

func (w *written) load(t *testing.T) *record.Record {
	t.Helper()
	r, problems := record.Load(fstest.MapFS{
		"record/2026.txt":        {Data: []byte(w.lines.String())},
		"record/rounds/2026.txt": {Data: []byte(w.rounds.String())},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return r
}

func notice(slug string, kind site.Kind, from, until time.Time) *site.Notice {
	return &site.Notice{Item: site.Item{
		Noun: site.NounNotice, Slug: slug, Kind: kind, Title: slug, Date: calendar.Moment{Day: calendar.DayOf(from)},
		Window: calendar.Window{From: from, Until: until},
	}}
}

func newSite(now time.Time, notices ...*site.Notice) *site.Site {
	s := &site.Site{Now: now, Notices: notices}
	s.Zone = zone
	return s
}

// place is where something stood.
type place struct{ board, path string }

func on(h *History, day calendar.Day) []place {
	var all []place
	for k := range h.Stands {
		if s := &h.Stands[k]; s.StoodOn(day) {
			path := s.Path
			if s.Item != nil {
				path = s.Item.Path()
			}
			all = append(all, place{s.Board, path})
		}
	}
	slices.SortFunc(all, func(a, b place) int { return strings.Compare(a.board+" "+a.path, b.board+" "+b.path) })
	return all
}

// TestByHand is a truth that was written by hand.
func TestByHand(t *testing.T) {
	day := func(n int) time.Time { return begin.AddDate(0, 0, n-1) }
	hour := func(n, h int) time.Time { return day(n).Add(time.Duration(h) * time.Hour) }
	var w written
	w.line(hour(3, 9), "shown", "notices/old.html")       // was there when the record began
	w.line(hour(5, 9), "shown", "notices/late.html")      // dated back
	w.line(hour(11, 0), "ended", "notices/old.html")      // the first build after its end
	w.line(hour(6, 10), "shown", "notices/gone.html")     // somebody removed it
	w.line(hour(8, 10), "ended", "notices/gone.html")     //
	w.line(hour(8, 15), "shown", "notices/gone.html")     // and brought it back on the same day
	w.line(hour(9, 12), "withdrawn", "notices/gone.html") //
	w.line(hour(20, 9), "shown", "notices/future.html")   // after the site's moment
	w.round(hour(4, 8), "up", "gate", "notices/old.html")
	w.round(hour(7, 8), "down", "gate", "notices/old.html") // another version of it
	w.round(hour(7, 8), "up", "gate", "notices/old.html")
	w.round(hour(12, 8), "down", "gate", "notices/old.html")
	w.round(hour(5, 8), "up", "lift", "boards/lift.html")
	w.round(hour(6, 8), "down", "lift", "notices/never.html")

	old := notice("old", site.KindDisclosure, day(1), day(11))
	late := notice("late", site.KindDisclosure, day(1), time.Time{})
	unknown := notice("unknown", site.KindDisclosure, day(4), day(6)) // written down afterwards
	fresh := notice("fresh", site.KindDisclosure, day(4), time.Time{})
	plain := notice("plain", site.KindNotice, hour(2, 18), day(5))
	back := notice("back", site.KindNotice, day(6), day(30))
	back.Withdrawn = &site.Withdrawal{On: calendar.DayOf(day(7))}
	draft := notice("draft", site.KindNotice, day(1), day(30))
	draft.Draft = true
	today := notice("today", site.KindNotice, day(15), day(30))
	s := newSite(hour(15, 9), old, late, unknown, fresh, plain, back, draft, today)
	h := Of(s, w.load(t))

	want := map[string]string{ // place → days
		" notices/old.html":      "1-10",
		" notices/late.html":     "5-14",
		" notices/gone.html":     "6-9",
		" notices/unknown.html":  "4-5",
		" notices/plain.html":    "2-4",
		" notices/back.html":     "6-7",
		"gate notices/old.html":  "4-12",
		"lift boards/lift.html":  "5-14",
		" notices/fresh.html":    "",
		" notices/future.html":   "",
		"lift notices/never.htm": "",
	}
	got := map[string]string{}
	first := calendar.DayOf(begin)
	for d := first; d <= h.Last; d++ {
		for _, p := range on(h, d) {
			name, n := p.board+" "+p.path, int(d-first)+1
			from, _, _ := strings.Cut(got[name], "-")
			if from == "" {
				from = fmt.Sprint(n)
			}
			got[name] = fmt.Sprintf("%s-%d", from, n)
		}
	}
	for name, days := range want {
		if got[name] != days {
			t.Errorf("%s stood on the days %q, not %q", name, got[name], days)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("there stood also %v", got)
	}
	if h.First != first || h.Last != first+13 || h.Record != first+2 || h.Rounds != first+3 {
		t.Errorf("it reaches from %v to %v, the record from %v, rounds from %v", h.First, h.Last, h.Record, h.Rounds)
	}
	for _, st := range h.Stands {
		if st.Board == "" && st.Item == nil && st.Path != "notices/gone.html" || st.Path == "notices/gone.html" && !st.Recorded {
			t.Errorf("%+v", st)
		}
		if st.Item == &old.Item && st.Board == "" && st.Recorded || st.Item == &late.Item && !st.Recorded {
			t.Errorf("recorded is wrong: %+v", st)
		}
	}
}

// TestAgainstMinutes walks through random records in steps, asks at each what
// is there, and compares every day with what the history says.
func TestAgainstMinutes(t *testing.T) {
	const days, step = 40, 3 * time.Hour
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		moment := func(limit int) time.Time { return begin.Add(time.Duration(r.IntN(limit*8)) * step) }
		now := begin.AddDate(0, 0, days).Add(9 * time.Hour)
		var notices []*site.Notice
		stood := map[calendar.Day]map[place]bool{}
		mark := func(p place, from, until time.Time) {
			for at := from; at.Before(until) && at.Before(now); at = at.Add(step) {
				day := calendar.DayOf(at)
				if stood[day] == nil {
					stood[day] = map[place]bool{}
				}
				stood[day][p] = true
			}
		}
		for n := range 30 { // what nobody records
			from := moment(days)
			until := from.Add(time.Duration(1+r.IntN(80)) * step)
			one := notice(fmt.Sprintf("own-%d", n), site.KindNotice, from, until)
			if r.IntN(3) == 0 {
				until, one.Window.Until = now, time.Time{}
			}
			notices = append(notices, one)
			mark(place{"", one.Path()}, from, until)
		}
		var w written
		w.line(begin, "shown", "notices/first.html")
		mark(place{"", "notices/first.html"}, begin, now)
		walk := func(p place, up, down func(at time.Time)) {
			var since time.Time
			for at := moment(days); at.Before(now); at = at.Add(time.Duration(1+r.IntN(60)) * step) {
				if since.IsZero() {
					up(at)
					since = at
					continue
				}
				down(at)
				mark(p, since, at)
				since = time.Time{}
			}
			if !since.IsZero() {
				mark(p, since, now)
			}
		}
		for n := range 30 {
			path := fmt.Sprintf("notices/public-%d.html", n)
			if r.IntN(3) > 0 {
				notices = append(notices, notice(fmt.Sprintf("public-%d", n), site.KindDisclosure, begin.AddDate(0, -1, 0), time.Time{}))
			}
			walk(place{"", path}, func(at time.Time) { w.line(at, "shown", path) },
				func(at time.Time) { w.line(at, []string{"ended", "withdrawn"}[r.IntN(2)], path) })
			board := fmt.Sprintf("board-%d", r.IntN(4))
			walk(place{board, path}, func(at time.Time) { w.round(at, "up", board, path) }, func(at time.Time) { w.round(at, "down", board, path) })
		}
		h := Of(newSite(now, notices...), w.load(t))
		for d := calendar.DayOf(begin); d < calendar.DayOf(now); d++ {
			var want []string
			for p := range stood[d] {
				want = append(want, p.board+" "+p.path)
			}
			slices.Sort(want)
			var got []string
			for _, p := range on(h, d) {
				got = append(got, p.board+" "+p.path)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, %v:\ngot  %v\nwant %v", seed, d, got, want)
			}
		}
	}
}

// TestBeforeAndAfter builds at one moment before and after that build has been
// recorded; nothing of the past may differ.
func TestBeforeAndAfter(t *testing.T) {
	now := begin.AddDate(0, 0, 20).Add(9 * time.Hour)
	for _, earlier := range []bool{false, true} {
		var w written
		if earlier {
			w.line(begin, "shown", "notices/a.html")
			w.line(begin.AddDate(0, 0, 3), "shown", "notices/gone.html")
		}
		s := newSite(now,
			notice("a", site.KindDisclosure, begin.AddDate(0, 0, -5), now.AddDate(0, 0, 1)),
			notice("b", site.KindDisclosure, begin.AddDate(0, 0, 5), time.Time{}),
			notice("c", site.KindDisclosure, begin.AddDate(0, 0, 5), begin.AddDate(0, 0, 9)),
			notice("d", site.KindNotice, begin.AddDate(0, 0, 5), time.Time{}))
		before := Of(s, w.load(t))
		w.line(now, "shown", "notices/b.html")
		if earlier {
			w.line(now, "ended", "notices/gone.html")
		} else {
			w.line(now, "shown", "notices/a.html")
		}
		after := Of(s, w.load(t))
		if fmt.Sprintf("%+v", *before) != fmt.Sprintf("%+v", *after) {
			t.Errorf("before: %+v\nafter: %+v", before, after)
		}
	}
}
