package clocktest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestOpenPage leaves pages open for a week: hour by hour, and around every
// edge, they show what is to be seen at that moment, as far as they were
// written to know of it.
func TestOpenPage(t *testing.T) {
	w, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	every, step := 40*24*time.Hour, 6*time.Hour
	switch {
	case testing.Short():
		every = 100 * 24 * time.Hour
	case *year:
		every, step = 29*time.Hour, time.Hour
	}
	l := newLife(t)
	for opened := lived.from.Add(9 * time.Hour); opened.Before(lived.until); opened = opened.Add(every) {
		l.goTo(opened)
		end := midnight(opened).AddDate(0, 0, w.ahead)
		list := w.edges(span{opened, end})
		for now := opened; now.Before(end); now = now.Add(step) {
			list = append(list, now)
		}
		for _, e := range w.edges(span{opened.Add(time.Second), end}) {
			list = append(list, e.Add(-time.Second))
		}
		for _, now := range list {
			l.opened(w, now)
		}
	}
}

// opened compares pages that were written some time ago and stayed open.
func (l *life) opened(w *world, now time.Time) {
	at := "opened, at " + now.Format(time.DateTime) + " "
	sameSet := func(what string, got, want []string) {
		l.t.Helper()
		got, want = slices.Clone(got), slices.Clone(want)
		slices.Sort(got)
		slices.Sort(want)
		l.same(at+what, got, want)
	}
	sameSet("the list of notices", l.everyRow("notices/index.html", "notices/page-", now), paths(w.notices(now, everything)))
	for _, kind := range []string{"publicity", "notice", "reminder", "announcement"} {
		if path := "notices/kinds/" + kind; l.read(path+".html") != nil {
			sameSet("the list of "+kind, l.everyRow(path+".html", path+"-", now), paths(w.notices(now, ofKind(kind))))
		}
	}
	home := l.page("index.html")
	seen := map[string]bool{}
	for _, i := range w.notices(now, everything) {
		seen[i.path] = true
	}
	l.between(at+"the front page", home.rows(now), nil, seen)
	urgent := all(home.root, now, tag("section", "urgent-box"))
	for _, box := range urgent {
		l.between(at+"the urgent box", home.links(box, now)[:1], nil, seen)
	}
	var public []string
	for _, one := range all(home.root, now, tag("div", "public-one")) {
		public = append(public, home.links(one, now)[0])
	}
	var running []string
	for _, i := range w.notices(now, everything) {
		if i.public != nil && i.state(now) == "current" && i.public.runs(now) {
			running = append(running, i.path)
		}
	}
	if len(running) <= 3 {
		sameSet("“正在公示”", public, running)
	}
	boards := l.page("boards/index.html")
	for _, b := range w.boards {
		for _, in := range all(boards.root, now, named(b.id)) {
			may, then := map[string]bool{}, 0
			for _, i := range w.things {
				if i.published(now) && !i.withdrawn && !i.seen.over(now) && b.hangs(i) {
					may[i.path] = true
				}
				if i.published(l.req.Now) && !i.withdrawn && !i.seen.over(l.req.Now) && b.hangs(i) {
					then++
				}
			}
			got := boards.links(all(in, now, tag("div", "on"))[0], now)
			l.between(at+b.id, got, nil, may)
			if then <= 12 && len(got) != len(may) { // else some were not written
				l.fail("%sboard %s has %d things, not %d", at, b.id, len(got), len(may))
			}
			if empty := strings.Contains(words(in, now), "现在空着"); empty != (len(may) == 0) {
				l.fail("%sboard %s is said to be empty: %v", at, b.id, empty)
			}
		}
	}
	for _, i := range w.things {
		f := l.read(i.path)
		if f == nil {
			if i.published(now) {
				l.fail("%sthere is no %s", at, i.path)
			}
			continue
		}
		if waits := len(all(f.page.root, now, tag("p", "stub-title"))) > 0; waits == i.published(now) {
			l.fail("%s%s is said to come: %v", at, i.path, waits)
		}
		if strings.Contains(words(f.page.root, now), i.title) != i.published(now) {
			l.fail("%s%s shows its title: %v", at, i.path, !i.published(now))
		}
		if !i.repeats || i.cancelled {
			continue
		}
		for _, h := range i.held {
			if h.gone || !h.over.After(now) {
				continue
			}
			days := all(f.page.root, now, func(n *html.Node) bool { return n.Data == "time" && hasClass(n.Parent.Parent, "times") })
			if len(days) > 0 && value(days[0], "datetime") != iso(h.day) {
				l.fail("%s%s: the next is %s, not %s", at, i.path, value(days[0], "datetime"), iso(h.day))
			}
			break
		}
	}
}
