package clocktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// series is the page of every activity, and the next time that lists name.
func (l *life) series(w *world, now time.Time) {
	index := l.page("activities/index.html")
	regular := all(index.root, now, tag("div", "regular"))
	for _, i := range w.things {
		if i.noun != "activities" || !w.written(i, now) {
			continue
		}
		p := l.page(i.path)
		ended := false
		for _, m := range all(p.root, now, tag("span", "mark")) {
			ended = ended || hasClass(m, "ended") && words(m, now) == "已结束"
		}
		if want := !i.cancelled && i.seen.over(now); ended != want {
			l.fail("%s: ended is %v", i.path, ended)
		}
		if !i.repeats || i.cancelled {
			continue
		}
		var want []string
		var nextDay time.Time
		for _, h := range i.held {
			if h.gone || !h.over.After(now) {
				continue
			}
			want = append(want, iso(h.day))
			if !h.cancelled && nextDay.IsZero() {
				nextDay = h.day
			}
		}
		var got []string
		for _, li := range all(p.root, now, func(n *html.Node) bool { return n.Data == "li" && hasClass(n.Parent, "times") }) {
			for _, day := range all(li, now, tag("time", "")) {
				got = append(got, value(day, "datetime"))
			}
		}
		if n := min(len(want), len(got)); !slices.Equal(got[:n], want[:n]) || len(got) < min(8, len(want)) && !later(want[len(got)], now) {
			l.fail("%s: next are %v, not %v", i.path, got, want[:min(len(want), 9)])
		}
		said := ""
		for _, div := range regular {
			for _, li := range all(div, now, tag("li", "")) {
				if slices.Contains(index.links(li, now), i.path) {
					_, said, _ = strings.Cut(words(li, now), "下一次")
				}
			}
		}
		switch {
		case nextDay.IsZero() || nextDay.After(now.AddDate(0, 0, 540)):
		case !strings.HasPrefix(said, monthDay(nextDay)+" ") && !strings.Contains(said, monthDay(nextDay)):
			l.fail("%s: the next time is said to be %q, and is %s", i.path, said, iso(nextDay))
		}
	}
}

// later tells whether a day is so far away that no page need name it.
func later(d string, now time.Time) bool { return day(d).After(now.AddDate(0, 0, 1990)) }

// walls are the boards and screens.
func (l *life) walls(w *world, now time.Time) {
	p := l.page("boards/index.html")
	for _, b := range w.boards {
		found := all(p.root, now, named(b.id))
		if len(found) != 1 {
			l.fail("there is no board %s", b.id)
			continue
		}
		var got []string
		for _, li := range all(found[0], now, func(n *html.Node) bool { return n.Data == "li" && n.Parent.Data == "ul" }) {
			got = append(got, p.links(li, now)...)
		}
		want := paths(w.notices(now, func(i *thing) bool { return !i.withdrawn && b.hangs(i) }))
		others := map[string]bool{}
		for _, i := range w.things {
			if i.noun != "notices" && i.state(now) == "current" && b.hangs(i) {
				others[i.path] = true
			}
		}
		most := max(12, b.slots)
		n := min(len(want), most)
		l.same("board "+b.id, got[:min(n, len(got))], want[:n])
		for _, path := range got[min(n, len(got)):] {
			if !others[path] {
				l.fail("board %s has %s", b.id, path)
			}
		}
		if len(got) != min(most, len(want)+len(others)) {
			l.fail("board %s has %d things, of %d", b.id, len(got), len(want)+len(others))
		}
	}
}

// itself is the page of every notice and ranking.
func (l *life) itself(w *world, now time.Time) {
	for _, i := range w.things {
		f := l.read(i.path)
		if (f != nil) != w.written(i, now) {
			l.fail("%s: there is a page: %v", i.path, f != nil)
			continue
		}
		if f == nil || i.noun != "notices" && i.noun != "rankings" {
			continue
		}
		said := words(f.page.root, now)
		if waits := len(all(f.page.root, now, tag("p", "stub-title"))) > 0; waits == i.published(now) {
			l.fail("%s: it is said to come: %v", i.path, waits)
		}
		if strings.Contains(said, i.title) != i.published(now) {
			l.fail("%s: the title is shown: %v", i.path, !i.published(now))
		}
		if over := strings.Contains(said, "已结束"); i.noun == "notices" && !i.withdrawn && over != (i.state(now) == "ended") {
			l.fail("%s: it is said to have ended: %v", i.path, over)
		}
		if p := i.public; p != nil && i.state(now) == "current" && i.noun == "notices" {
			l.marks(i, f.page.root, i.path, now)
			if result := strings.Contains(said, "公示结果"); result != (!p.result.IsZero() && !now.Before(p.result)) {
				l.fail("%s: the result is shown: %v", i.path, result)
			}
		}
	}
}

// archive is the year's page.
func (l *life) archive(w *world, now time.Time) {
	for _, y := range []int{2025, 2026} {
		want := map[string]bool{}
		for _, i := range w.things {
			if i.noun == "notices" && i.published(now) && i.date.Year() == y {
				want[i.path] = true
			}
		}
		f := l.read(fmt.Sprintf("archive/%d.html", y))
		if f == nil && len(want) == 0 {
			continue
		}
		if f == nil {
			l.fail("there is no archive of %d", y)
			continue
		}
		var got []string
		for _, li := range all(f.page.root, now, func(n *html.Node) bool { return n.Data == "li" && hasClass(n.Parent, "brief") }) {
			path := f.page.links(li, now)[0]
			got = append(got, path)
			if i := w.find(path); i != nil && hasClass(li, "is-ended") != (i.state(now) == "ended") {
				l.fail("in the archive %s is ended: %v", path, hasClass(li, "is-ended"))
			}
		}
		l.between(fmt.Sprintf("the archive of %d", y), got, want, nil)
		if len(got) != len(want) {
			l.fail("the archive of %d has %d rows, not %d", y, len(got), len(want))
		}
	}
}

// machines are the feed and today.js.
func (l *life) machines(w *world, now time.Time) {
	var got, want []string
	for _, part := range strings.Split(l.read("feed.xml").text, "<entry>")[1:] {
		_, rest, _ := strings.Cut(part, "<id>https://xincheng.example/")
		path, _, _ := strings.Cut(rest, "<")
		got = append(got, path)
	}
	for _, i := range w.notices(now, everything) {
		if i.state(now) == "current" && len(want) < 30 {
			want = append(want, i.path)
		}
	}
	l.same("the feed", got, want)

	var today struct {
		Days []struct {
			At  int64
			ISO string
		}
		Urgent []struct {
			Href        string
			From, Until int64
		}
	}
	js, _, _ := strings.Cut(strings.TrimPrefix(l.read("today.js").text, "window.banbaoToday = "), ";\n") // and early.js
	if err := json.Unmarshal([]byte(js), &today); err != nil {
		l.fail("today.js: %v", err)
		return
	}
	if d := today.Days[0]; d.ISO != iso(now) || d.At != midnight(now).Unix() {
		l.fail("today.js begins with %v", d)
	}
	urgent := map[string]bool{}
	for _, i := range w.things {
		if i.noun == "notices" && i.level == "urgent" && !i.withdrawn && w.written(i, now) && !i.seen.over(now) {
			urgent[i.path] = true
		}
	}
	got = nil
	for _, u := range today.Urgent {
		got = append(got, u.Href)
		if i := w.find(u.Href); i != nil && (u.From != i.seen.from.Unix() || u.Until != i.seen.until.Unix()) {
			l.fail("today.js has %v", u)
		}
	}
	l.between("today.js", got, urgent, nil)
}
