package accesstest

import (
	"slices"
	"strings"
	"testing"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

const (
	elderSizes   = `runOnly: {type: "rule", values: ["color-contrast-enhanced", "target-size", "heading-order"]}` // all that large type can break
	elderColours = `runOnly: {type: "rule", values: ["color-contrast-enhanced", "link-in-text-block"]}`
	colours      = `runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}` // all that another colour can break
)

// elderKinds are the pages that are checked by all rules in large type; the
// others by those that large type can break.
var elderKinds = []string{"home", "notice-notice", "guide"}

// TestAccessibility checks every kind of page, narrow and wide, in ordinary and
// in large type, by day and by night. A page by night differs from the same by
// day in its colours alone.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	all := chrome.Kinds(t)
	for some := range slices.Chunk(all, share(len(all), 8)) {
		t.Run(some[0].Name, func(t *testing.T) {
			t.Parallel()
			b := chrome.Open(t)
			for _, k := range some {
				b.Visit(chrome.Site(t).HTTP + k.Path + "?elder=0")
				chrome.Eval[any](b, script)
				check := func(elder bool, light, dark string, widths ...int64) {
					for _, width := range widths {
						b.Size(width, 900)
						for _, night := range []bool{false, true} {
							b.Dark(night)
							rules := light
							if night {
								rules = dark
							}
							if found := b.Axe(rules); found != "" {
								t.Errorf("%s at %d px, %s:\n%s", k.Path, width, modeName(night, elder), found)
							}
						}
					}
				}
				check(false, chrome.OrdinaryRules, colours, 390, 1280)
				chrome.Eval[any](b, `document.getElementById("elder").click()`)
				if slices.Contains(elderKinds, k.Name) {
					check(true, chrome.ElderRules, elderColours, 390, 1280)
				} else {
					check(true, elderSizes, elderColours, 390)
				}
			}
		})
	}
}

// share is how many of n pages one of some tabs opens, one after the other: a
// tab of its own for each page would cost as much as most checks.
func share(n, tabs int) int { return (n + tabs - 1) / tabs }

// TestAccessibilityTraditional checks the same pages in the other script.
func TestAccessibilityTraditional(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	var pages []string
	for _, k := range chrome.Kinds(t) {
		if nouns.InTraditional(k.Path) {
			pages = append(pages, nouns.Traditional+"/"+k.Path)
		}
	}
	for some := range slices.Chunk(pages, share(len(pages), 4)) {
		t.Run(strings.ReplaceAll(some[0], "/", "_"), func(t *testing.T) {
			t.Parallel()
			b := chrome.Open(t)
			b.Size(390, 900)
			for n, path := range some {
				b.Dark(n%2 == 1)
				b.Visit(chrome.Site(t).HTTP + path)
				chrome.Eval[any](b, script)
				if found := b.Axe(chrome.OrdinaryRules); found != "" {
					t.Errorf("%s:\n%s", path, found)
				}
			}
		})
	}
}

// TestAccessibilityFinds makes sure that the checker does find something, and
// that it sees colours by night.
func TestAccessibilityFinds(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "index.html")
	chrome.Eval[any](b, script)
	chrome.Eval[any](b, `document.querySelector("main").appendChild(new Image()).src = "none.png"`)
	if found := b.Axe(chrome.OrdinaryRules); !strings.Contains(found, "image-alt") {
		t.Errorf("a picture without words passes: %s", found)
	}
	b.Dark(true)
	chrome.Eval[any](b, `document.querySelector("h2").style.color = getComputedStyle(document.documentElement).backgroundColor`)
	if found := b.Axe(colours); !strings.Contains(found, "color-contrast") {
		t.Errorf("a heading that cannot be seen by night passes: %s", found)
	}
}

func modeName(dark, elder bool) string {
	name := "light"
	if dark {
		name = "dark"
	}
	if elder {
		name += "-elder"
	}
	return name
}
