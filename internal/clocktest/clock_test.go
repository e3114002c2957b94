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
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/output"
)

const root = "../.."

var year = flag.Bool("year", false, "look at every hour and every edge of the year")

// lived is the year that the site lives through.
var lived = span{day("2026-01-02"), day("2027-01-02")}

// life is a site whose clock goes on. Content is decoded once; a page is
// rendered when its key says that it is another.
type life struct {
	t     testing.TB
	bad   int
	req   build.Request
	plan  *build.Plan
	pages map[string]seenPage
}

type seenPage struct {
	key  output.Key
	page *page
	text string
}

func newLife(t testing.TB) *life {
	return &life{t: t, pages: map[string]seenPage{}, req: build.Request{
		FS: content(t), Version: "test", Program: "test", Read: day("2030-01-01"), Changed: []string{"nothing"},
	}}
}

// content is the sample site in memory.
func content(t testing.TB) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	from := os.DirFS(root)
	for _, top := range []string{"config.toml", "content", "themes"} {
		err := fs.WalkDir(from, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// goTo moves the clock.
func (l *life) goTo(now time.Time) {
	l.t.Helper()
	l.req.Now = now
	l.plan = build.Prepare(l.req)
	l.req.Kept = l.plan.Kept
	if l.plan.Fails(false) {
		for _, p := range l.plan.Problems {
			l.t.Logf("%s %+v", p.Severity(), p)
		}
		l.t.Fatal("at ", now, " the sample site has errors")
	}
}

// files are the keys of all files, as the site is now.
func (l *life) files() map[string]output.Key {
	keys := make(map[string]output.Key, len(l.plan.Files))
	for _, f := range l.plan.Files {
		keys[f.Path] = f.Key
	}
	return keys
}

// read gives the page at a path, or nil if there is none.
func (l *life) read(path string) *seenPage {
	l.t.Helper()
	at := slices.IndexFunc(l.plan.Files, func(f output.File) bool { return f.Path == path })
	if at < 0 {
		return nil
	}
	f := l.plan.Files[at]
	if p, ok := l.pages[path]; ok && p.key == f.Key {
		return &p
	}
	var b bytes.Buffer
	var advice diag.List // such as a link to what is not yet published
	if err := f.Write(&b); err != nil && (!errors.As(err, &advice) || advice.HasErrors()) {
		l.t.Fatal(err)
	}
	p := seenPage{key: f.Key, text: b.String()}
	if strings.HasSuffix(path, ".html") {
		var err error
		if p.page, err = parse(path, b.Bytes()); err != nil {
			l.t.Fatal(err)
		}
	}
	l.pages[path] = p
	return &p
}

func (l *life) page(path string) *page {
	l.t.Helper()
	p := l.read(path)
	if p == nil {
		l.t.Fatalf("at %s there is no %s", l.req.Now.Format(time.DateTime), path)
	}
	return p.page
}

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
			got := boards.links(in, now)
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
	js := strings.TrimSuffix(strings.TrimPrefix(l.read("today.js").text, "window.banbaoToday = "), ";\n")
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
