package web

import (
	"slices"
	"strings"
	"testing"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// TestTags wants a page for every tag, whatever its signs, and every item on it
// once.
func TestTags(t *testing.T) {
	day := calendar.Date(2026, 11, 20)
	n := testNotice("n", "一张", site.KindNotice, day, 0)
	n.Tags = []string{"c/d", "c?d", "Fire", "fire", "fire", "index"}
	m := testNotice("m", "又一张", site.KindNotice, day, 0)
	m.Tags = []string{"C/D", "c-d"}
	s := testSite(n, m)
	pages := render(t, s, "")
	r := newRenderer(s, testTheme(t), Texts{})
	for _, c := range []struct {
		tag   string
		items string
	}{
		{"c/d", "m n"}, {"c?d", "n"}, {"c-d", "m"}, {"fire", "n"}, {"index", "n"},
	} {
		page := pages[r.tagPath(c.tag)]
		for _, slug := range []string{"m", "n"} {
			want := 0
			if slices.Contains(strings.Fields(c.items), slug) {
				want = 1
			}
			if got := strings.Count(page, `href="../notices/`+slug+`.html"`); got != want {
				t.Errorf("the list of %s at %s names %s %d times, want %d", c.tag, r.tagPath(c.tag), slug, got, want)
			}
		}
	}
	if got := r.tagPath("c-d"); got != "tags/c-d.html" {
		t.Errorf("the tag that can be a name is at %s", got)
	}
	linksLead(t, pages)
}

// TestTagsOfManyPages wants that the second page of one tag is not the first
// of another.
func TestTagsOfManyPages(t *testing.T) {
	var all []*site.Notice
	for _, slug := range []string{"a", "b", "c"} {
		n := testNotice(slug, slug, site.KindNotice, calendar.Date(2026, 11, 20), 0)
		n.Tags = []string{"fire", "fire-2", "fire-page-2"}
		all = append(all, n)
	}
	s := testSite(all...)
	s.PageSize = 2
	linksLead(t, render(t, s, "")) // render tells what is made twice
}

func TestAliasPath(t *testing.T) {
	for _, line := range []string{
		"old/check.html old/check.html",
		"/old/check.htm old/check.htm",
		"posts/old posts/old/index.html",
		"posts/old/ posts/old/index.html",
		"2026/v1.5 2026/v1.5/index.html",
		"/ index.html",
	} {
		alias, want, _ := strings.Cut(line, " ")
		if got := site.AliasPath(alias); got != want {
			t.Errorf("%s is at %s, want %s", alias, got, want)
		}
	}
}
