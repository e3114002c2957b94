package accesstest

import (
	"slices"
	"strings"
	"testing"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

// looked are the kinds of page that are looked at in another theme and in the
// other script: these have all that pages have.
var looked = []string{"home", "notices", "notice-notice", "notice-urgent", "calendar", "rankings", "ranking-stars", "guide"}

// TestBlackboardTheme looks at the theme of chalk on green: contrast is 7:1,
// and nothing sticks out, in ordinary and in large type, by day and by night.
func TestBlackboardTheme(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	var paths []string
	for _, k := range chrome.Kinds(t) {
		if slices.Contains(looked, k.Name) {
			paths = append(paths, k.Path)
		}
	}
	address := chrome.Chalked(t, paths)
	b := chrome.Open(t)
	for _, path := range paths {
		b.Size(1280, 900)
		b.Visit(address + path)
		chrome.Eval[any](b, script)
		if ground := chrome.Eval[string](b, `getComputedStyle(document.documentElement).backgroundColor`); ground != "rgb(35, 57, 47)" {
			t.Errorf("%s: the ground is %s", path, ground)
		}
		for _, elder := range []bool{false, true} {
			if elder {
				chrome.Eval[any](b, `document.getElementById("elder").click()`)
			}
			rules := chrome.ElderRules
			if elder { // what large type and the night can break
				rules = elderSizes
			}
			for _, width := range []int64{390, 1280} {
				b.Size(width, 900)
				b.Dark(elder) // it is the same by night
				if found := b.Axe(rules); found != "" {
					t.Errorf("%s at %d px, large type %v:\n%s", path, width, elder, found)
				}
				if found := chrome.Eval[string](b, sticksOut); found != "" {
					t.Errorf("%s at %d px, large type %v: %s", path, width, elder, found)
				}
			}
		}
		chrome.Eval[any](b, `document.getElementById("elder").click()`)
	}
}

// TestTraditional looks at pages in Traditional script, and goes from each to
// the other script and back.
func TestTraditional(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	b := chrome.Open(t)
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains(looked, k.Name) {
			continue
		}
		b.Visit(chrome.Site(t).HTTP + nouns.Traditional + "/" + k.Path)
		chrome.Eval[any](b, script)
		for _, width := range []int64{390, 1280} {
			b.Size(width, 900)
			if found := b.Axe(chrome.OrdinaryRules); found != "" {
				t.Errorf("%s at %d px in Traditional script:\n%s", k.Path, width, found)
			}
			if found := chrome.Eval[string](b, sticksOut); found != "" {
				t.Errorf("%s at %d px in Traditional script: %s", k.Path, width, found)
			}
		}
		said := b.Text()
		if strings.ContainsAny(said, "这们办标历时间关请务员为") || !strings.ContainsAny(said, "這們辦標曆時間關請務員為") {
			t.Errorf("%s is not all in Traditional script", k.Path)
		}
		const other = `document.querySelector("a[hreflang]").href`
		back := chrome.Eval[string](b, other)
		if want := chrome.Site(t).HTTP + k.Path; back != want {
			t.Errorf("%s: the other script is at %s", k.Path, back)
		}
		b.Visit(back)
		if forth, want := chrome.Eval[string](b, other), chrome.Site(t).HTTP+nouns.Traditional+"/"+k.Path; forth != want {
			t.Errorf("%s: the other script is at %s", k.Path, forth)
		}
	}
	if requests, noise := b.Heard(); len(noise) > 0 {
		t.Errorf("asked for %d things, and the console says %q", len(requests), noise)
	}
}
