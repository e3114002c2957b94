// Package clocktest lets the sample site live through a year in memory, hour
// by hour and a second before and after every edge, and compares what its
// pages show with an oracle that reads the content by itself and knows nothing
// of the program but the words of its design.
//
// It has test files only. By default it looks at the edges of some weeks and
// at hours in between; go test ./internal/clocktest -year looks at all 8,760
// hours and at all edges of the year.
package clocktest

import (
	"flag"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"banbao/internal/output"
	"banbao/internal/outside"
)

const root = "../.."

var year = flag.Bool("year", false, "look at every hour and every edge of the year")

// lived is the year that the site lives through.
var lived = span{day("2026-01-02"), day("2027-01-02")}

// moments are those at which the site is looked at, in order.
func moments(w *world) []time.Time {
	var list []time.Time
	edges := w.edges(lived)
	around := func(e time.Time) { list = append(list, e.Add(-time.Second), e, e.Add(time.Second)) }
	if *year {
		for t := lived.from; t.Before(lived.until); t = t.Add(time.Hour) {
			list = append(list, t)
		}
		for _, e := range edges {
			around(e)
		}
	} else {
		// The edges of notices are few; those of what is held every day are not.
		rare := map[time.Time]bool{}
		for _, i := range w.things {
			if i.noun == "notices" || !i.repeats {
				for _, e := range (&world{things: []*thing{i}}).edges(lived) {
					rare[e] = true
				}
			}
		}
		some := 2
		if testing.Short() {
			some = 10
		} else if outside.Raced {
			some = 5
		}
		r := rand.New(rand.NewPCG(2026, 1))
		for _, e := range edges {
			if rare[e] && r.IntN(some) == 0 || r.IntN(40*some) == 0 {
				around(e)
			}
		}
		for range 120 / some {
			list = append(list, lived.from.Add(time.Duration(r.IntN(365*24))*time.Hour))
		}
	}
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}

// TestAcceleratedClock looks at the site at every moment, and from each until
// the next change that it announces.
func TestAcceleratedClock(t *testing.T) {
	w, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	list := moments(w)
	cores := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for k := range cores {
		wg.Go(func() {
			l := newLife(t)
			for _, now := range list[k*len(list)/cores : (k+1)*len(list)/cores] {
				l.goTo(now)
				l.look(w)
				if l.bad > 20 {
					return // it is told
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d moments", len(list))
}

// TestNextChange goes from one announced change to the next. Until each all
// files stay as they are; with it one becomes another, or it is midnight.
func TestNextChange(t *testing.T) {
	w, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	days := 365
	switch {
	case testing.Short():
		days = 3
	case !*year && outside.Raced:
		days = 5
	case !*year:
		days = 12
	}
	l := newLife(t)
	// The days around the edges of notices, then others.
	r := rand.New(rand.NewPCG(2026, 2))
	for n := range days {
		from := lived.from.AddDate(0, 0, n)
		if !*year {
			i := w.things[r.IntN(len(w.things))]
			for i.noun != "notices" || !lived.has(i.seen.from) || i.draft {
				i = w.things[r.IntN(len(w.things))]
			}
			from = midnight(i.seen.from)
		}
		for now := from; now.Before(next(from)); {
			l.goTo(now)
			was, change := l.files(), l.plan.Site.NextChange()
			for _, e := range w.edges(span{now.Add(time.Second), change}) {
				l.fail("the next change is said to be at %s, and there is one at %s", change.Format(time.DateTime), e.Format(time.DateTime))
			}
			l.goTo(change.Add(-time.Second))
			if is := l.files(); !maps.Equal(is, was) {
				l.fail("%s is another than at %s, and the next change only at %s", differ(was, is), now.Format(time.DateTime), change.Format(time.DateTime))
			}
			l.goTo(change)
			if maps.Equal(l.files(), was) && !change.Equal(midnight(change)) {
				l.fail("the next change was said to be now, and nothing changes")
			}
			now = change
		}
	}
}

// differ names a file that is not the same.
func differ(a, b map[string]output.Key) string {
	for path, key := range b {
		if a[path] != key {
			return path
		}
	}
	for path := range a {
		if _, ok := b[path]; !ok {
			return path
		}
	}
	return "nothing"
}
