package clocktest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// look compares everything that is shown now with the oracle.
func (l *life) look(w *world) {
	now := l.req.Now
	l.lists(w, now)
	l.home(w, now)
	l.archive(w, now)
	l.agendas(w, now)
	l.series(w, now)
	l.walls(w, now)
	l.itself(w, now)
	l.machines(w, now)
	for name, p := range l.pages {
		if p.page != nil && l.read(name) != nil {
			l.none(name+" is wrong without a script", l.page(name).asWritten(now))
		}
	}
}

func (l *life) fail(what string, args ...any) {
	l.t.Helper()
	l.bad++
	l.t.Errorf("at %s: %s", l.req.Now.Format("2006-01-02 15:04:05"), fmt.Sprintf(what, args...))
}

func (l *life) none(what string, wrong []string) {
	l.t.Helper()
	if len(wrong) > 0 {
		l.fail("%s: %s", what, strings.Join(wrong[:min(len(wrong), 5)], "; "))
	}
}

func (l *life) same(what string, got, want []string) {
	l.t.Helper()
	if !slices.Equal(got, want) {
		l.fail("%s shows\n  %s\nand not\n  %s", what, strings.Join(got, " "), strings.Join(want, " "))
	}
}

// between wants all that must be there and nothing that may not.
func (l *life) between(what string, got []string, must, may map[string]bool) {
	l.t.Helper()
	for path := range must {
		if !slices.Contains(got, path) {
			l.fail("%s does not show %s", what, path)
		}
	}
	for _, path := range got {
		if !must[path] && !may[path] {
			l.fail("%s shows %s", what, path)
		}
	}
}

func paths(list []*thing) []string {
	var all []string
	for _, i := range list {
		all = append(all, i.path)
	}
	return all
}

// everyRow is the rows of all pages of a list.
func (l *life) everyRow(first, more string, t time.Time) []string {
	rows := l.page(first).rows(t)
	for n := 2; ; n++ {
		p := l.read(fmt.Sprintf("%s%d.html", more, n))
		if p == nil {
			return rows
		}
		rows = append(rows, p.page.rows(t)...)
	}
}

// lists are the list of all notices and those of kinds, with their marks.
func (l *life) lists(w *world, now time.Time) {
	l.same("the list of notices", l.everyRow("notices/index.html", "notices/page-", now), paths(w.notices(now, everything)))
	for _, kind := range []string{"publicity", "notice", "reminder", "announcement"} {
		path := "notices/kinds/" + kind
		want := paths(w.notices(now, ofKind(kind)))
		if l.read(path+".html") == nil && len(want) == 0 {
			continue
		}
		l.same("the list of "+kind, l.everyRow(path+".html", path+"-", now), want)
	}
	list := l.page("notices/index.html")
	for _, li := range all(list.root, now, tag("li", "row")) {
		links := list.links(li, now)
		i := w.find(links[0])
		l.marks(i, li, links[0], now)
	}
}

func (w *world) find(path string) *thing {
	for _, i := range w.things {
		if i.path == path {
			return i
		}
	}
	return nil
}

// marks compares the words over a title.
func (l *life) marks(i *thing, in *html.Node, where string, now time.Time) {
	var got []string
	for _, m := range all(in, now, tag("span", "mark")) {
		got = append(got, words(m, now))
	}
	has := func(word string) bool { return slices.Contains(got, word) }
	current := i.state(now) == "current"
	if has("紧急") != (current && i.level == "urgent") {
		l.fail("%s is marked %v", where, got)
	}
	if has("置顶") != (current && now.Before(i.pin)) {
		l.fail("%s is marked %v; pinned until %s", where, got, i.pin)
	}
	if p := i.public; current && p != nil && !slices.ContainsFunc(got, func(m string) bool { return p.says(m, now) }) {
		word, day := p.mark(now)
		l.fail("%s is marked %v and not %s %d", where, got, word, day)
	}
	for _, m := range got {
		if strings.HasPrefix(m, "今天") && (iso(i.seen.until.Add(-time.Nanosecond)) != iso(now) || i.seen.over(now)) {
			l.fail("%s is marked %s", where, m)
		}
	}
}

// home is the front page: rows, the urgent box, what is publicised, the week.
func (l *life) home(w *world, now time.Time) {
	p := l.page("index.html")
	var want []string
	var urgent, story *thing
	for _, i := range w.notices(now, everything) {
		current := i.state(now) == "current"
		switch {
		case current && i.kind == "story" && story == nil:
			story = i
		case current && i.level == "urgent" && urgent == nil:
			urgent = i
		case i.withdrawn:
		case len(want) < 6:
			want = append(want, i.path)
		}
	}
	l.same("the front page", p.rows(now), want)
	box := all(p.root, now, tag("section", "urgent-box"))
	if len(box) > 0 != (urgent != nil) || urgent != nil && !slices.Contains(p.links(box[0], now), urgent.path) {
		l.fail("the front page has %d urgent boxes", len(box))
	}
	stories := all(p.root, now, tag("div", "story"))
	if len(stories) > 0 != (story != nil) || story != nil && !slices.Contains(p.links(stories[0].Parent, now), story.path) {
		l.fail("the front page has %d stories", len(stories))
	}
	var public, running []string
	for _, one := range all(p.root, now, tag("div", "public-one")) {
		links := p.links(one, now)
		public = append(public, links[0])
		if i := w.find(links[0]); i != nil && !i.public.says(words(one, now), now) {
			l.fail("the front page says of %s: %s", links[0], words(one, now))
		}
	}
	for _, i := range w.notices(now, everything) {
		if i.public != nil && i.state(now) == "current" && i.public.runs(now) && len(running) < 3 {
			running = append(running, i.path)
		}
	}
	l.same("“正在公示”", public, running)

	today := midnight(now)
	for _, li := range all(p.root, now, func(n *html.Node) bool { return n.Data == "li" && hasClass(n.Parent, "week") }) {
		d := day(value(li, "data-date"))
		if n := days(today, d); n < 0 || n > 6 {
			l.fail("the week has %s", iso(d))
		}
		_, may := w.on(d, now)
		for _, path := range p.links(li, now) {
			if !may[path] && path != "activities/index.html" {
				l.fail("the week has %s on %s", path, iso(d))
			}
		}
	}
	for _, board := range all(p.root, now, tag("section", "board")) {
		_, may := w.on(today, now)
		for _, path := range p.links(board, now) {
			if !may[path] {
				l.fail("today's blackboard has %s", path)
			}
		}
	}
}

// on is what an agenda must and may have on a day: what is held that day, the
// traces of what was moved away, the ends of publicities. What takes place on
// most days need not stand there.
func (w *world) on(d, now time.Time) (must, may map[string]bool) {
	must, may = map[string]bool{}, map[string]bool{}
	for _, i := range w.things {
		if !i.published(now) {
			continue
		}
		for _, h := range i.held {
			last := after(midnight(h.end.Add(-time.Nanosecond)), h.day)
			if h.day.After(d) || last.Before(d) {
				continue
			}
			may[i.path] = true
			// What runs into the small hours is of the day before.
			small := last.Equal(next(h.day)) && h.end.Sub(last) < 6*time.Hour
			if !(i.daily && h.plain) && (h.day.Equal(d) || last.Equal(d) && !small) {
				must[i.path] = true
			}
		}
		if i.noun == "notices" && i.public != nil && !i.withdrawn && i.public.last.Equal(d) {
			may[i.path] = true
		}
	}
	return must, may
}

// agendas are those of the activities and of the calendar.
func (l *life) agendas(w *world, now time.Time) {
	today := midnight(now)
	ahead := map[string]time.Time{
		"activities/index.html": today.AddDate(0, 0, 28),
		"calendar/index.html":   time.Date(today.Year(), today.Month()+1, 1, 0, 0, 0, 0, zone),
	}
	for name, end := range ahead {
		p := l.page(name)
		on := map[string][]string{}
		for _, li := range all(p.root, now, func(n *html.Node) bool {
			return n.Data == "li" && strings.HasPrefix(value(n, "id"), "d2") && value(n, "data-date") != ""
		}) {
			on[value(li, "data-date")] = p.links(li, now)
			if d := day(value(li, "data-date")); d.Before(today) || !d.Before(end) {
				l.fail("%s has %s", name, iso(d))
			}
		}
		for d := today; d.Before(end); d = next(d) {
			must, may := w.on(d, now)
			l.between(name+" on "+iso(d), on[iso(d)], must, may)
		}
		// What goes on now is somewhere, however long ago it began.
		for _, i := range w.things {
			for _, h := range i.held {
				if h.plain && !i.daily && i.published(now) && !h.start.After(now) && h.over.After(now) && !slices.Contains(slices.Concat(mapValues(on)...), i.path) {
					l.fail("%s does not have %s, which goes on", name, i.path)
				}
			}
		}
	}
}

func mapValues(m map[string][]string) [][]string {
	var all [][]string
	for _, v := range m {
		all = append(all, v)
	}
	return all
}
