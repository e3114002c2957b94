package chrome

import (
	"slices"
	"strings"
	"testing"

	nouns "banbao/internal/site"
)

// Kind is a kind of page, by one page of the sample site.
type Kind struct{ Name, Path string }

// Kinds are all kinds of page. What can be found by its state is, so that the
// content may change; a kind that the sample no longer has fails the test.
func Kinds(t testing.TB) []Kind {
	t.Helper()
	s := Site(t).Plan.Site
	now := s.Now
	written := Pages(t)
	var all []Kind
	add := func(name, path string) { all = append(all, Kind{name, path}) }
	notice := func(name string, fits func(*nouns.Notice) bool) {
		t.Helper()
		for _, n := range s.Notices {
			if s.Shown(&n.Item) && fits(n) {
				add(name, n.Path())
				return
			}
		}
		t.Errorf("the sample site has no %s", name)
	}
	last := func(name, folder string) {
		path := folder
		for _, p := range written {
			if strings.HasPrefix(p, folder) {
				path = p
			}
		}
		add(name, path)
	}
	running := func(n *nouns.Notice) bool {
		return n.Publicity != nil && n.Publicity.Stage(now) == nouns.Running
	}

	add("home", "index.html")
	add("notices", "notices/index.html")
	add("notices-kind", "notices/kinds/notice.html")
	add("notices-page-2", "notices/page-2.html")
	notice("notice-urgent", func(n *nouns.Notice) bool {
		return n.Level == nouns.LevelUrgent && n.State(now) == nouns.Current
	})
	for _, k := range nouns.Kinds() {
		notice("notice-"+string(k), func(n *nouns.Notice) bool {
			return n.Kind == k && n.State(now) != nouns.Withdrawn && s.Presence(&n.Item) == nouns.Present && (k != nouns.KindPublicity || running(n))
		})
	}
	notice("notice-ended", func(n *nouns.Notice) bool { return n.State(now) == nouns.Ended })
	notice("notice-withdrawn", func(n *nouns.Notice) bool { return n.State(now) == nouns.Withdrawn })
	notice("notice-scheduled", func(n *nouns.Notice) bool { return s.Presence(&n.Item) == nouns.Hidden })
	notice("publicity-closed", func(n *nouns.Notice) bool {
		return n.Publicity != nil && n.Publicity.Stage(now) == nouns.Closed
	})

	add("activities", "activities/index.html")
	once, regular := false, false
	for _, a := range s.Activities {
		if s.Presence(&a.Item) != nouns.Present {
			continue
		}
		if a.Rule == "" && !once {
			once = true
			add("activity-once", a.Path())
		}
		if a.Rule != "" && !regular {
			regular = true
			add("activity-regular", a.Path())
		}
	}
	add("calendar", "calendar/index.html")
	add("calendar-month", "calendar/2026-12.html")
	add("calendar-week", "calendar/week/index.html")
	add("calendar-plan", "calendar/2026.html")
	add("calendar-classes", "calendar/places/index.html")
	add("calendar-place", "calendar/places/三楼文娱室.html")
	add("calendar-building", "calendar/buildings/guihua.html")
	add("calendar-tag", "calendar/tags/健康.html")
	add("calendar-subscribe", "calendar/subscribe.html")

	add("rankings", "rankings/index.html")
	for _, form := range nouns.Forms() {
		i := slices.IndexFunc(s.Rankings, func(r *nouns.Ranking) bool { return r.Form == form && s.Presence(&r.Item) == nouns.Present })
		if i < 0 {
			t.Errorf("the sample site has no ranking of the form %s", form)
			continue
		}
		add("ranking-"+string(form), s.Rankings[i].Path())
	}

	add("rankings-wall", "rankings/wall-2026.html")

	add("guides", "guides/index.html")
	add("guides-windows", "guides/windows.html")
	add("guides-who", "guides/who.html")
	add("guides-letters", "guides/letters.html")
	add("guides-overdue", "guides/overdue.html")
	add("hall", "guides/hall.html")
	add("guide", s.Guides[0].Path())
	add("guide-flow", "guides/dibao.html")
	add("flow", "guides/check/dibao.html")
	for _, p := range s.Pages {
		add("page-"+p.Slug, p.Path())
	}
	add("archive", "archive/index.html")
	add("archive-year", "archive/2026.html")
	add("on", "archive/on.html")
	last("on-month", "archive/on/")
	add("tags", "tags/index.html")
	last("tag", "tags/")
	add("boards", "boards/index.html")
	add("search", "search/index.html")
	add("follow", "feeds/index.html")
	add("data", "data/index.html")
	add("disclosure", "disclosure/index.html")
	add("staff", "staff/disclosure.html")
	add("waivers", "staff/waivers.html")
	add("404", "404.html")

	for _, k := range all {
		if !slices.Contains(written, k.Path) {
			t.Errorf("%s: the sample site has no %s", k.Name, k.Path)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return all
}

// Pages are all pages of the site, by path; those in Traditional script are the
// same with other characters.
func Pages(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, f := range Site(t).Plan.Files {
		if strings.HasSuffix(f.Path, ".html") && !strings.HasPrefix(f.Path, nouns.Traditional+"/") {
			all = append(all, f.Path)
		}
	}
	slices.Sort(all)
	return all
}

// Urgent is the urgent notice of the moment.
func Urgent(t testing.TB) *nouns.Notice {
	t.Helper()
	s := Site(t).Plan.Site
	for _, n := range s.Notices {
		if n.Level == nouns.LevelUrgent && n.State(s.Now) == nouns.Current && !n.Window.Until.IsZero() {
			return n
		}
	}
	t.Fatal("the sample site has no urgent notice")
	return nil
}
