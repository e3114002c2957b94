package browsertest

import (
	"slices"
	"testing"

	"banbao/internal/chrome"
)

// TestKeyboard walks through pages with Tab.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains([]string{"home", "notices", "notice-publicity", "guide", "guide-flow", "hall", "calendar"}, k.Name) {
			continue
		}
		t.Run(k.Name, func(t *testing.T) {
			b := chrome.Open(t)
			b.Visit(s.HTTP + k.Path)
			for i := range 40 {
				b.Press("\t")
				at := chrome.Eval[chrome.Focused](b, chrome.WhereFocus)
				if at.Tag == "BODY" {
					break // out of the page
				}
				if i == 0 && at.Class != "skip" {
					t.Errorf("first comes %+v, not the link past the head", at)
				}
				if !at.Visible || !at.Marked {
					t.Errorf("one cannot see the focus at %+v", at)
				}
			}
		})
	}
}

func TestSkipLink(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "notices/index.html")
	b.Press("\t")
	b.Press("\r")
	b.Press("\t")
	if !chrome.Eval[bool](b, `document.getElementById("main").contains(document.activeElement)`) {
		t.Errorf("after the skip link, Tab leads to %+v", chrome.Eval[chrome.Focused](b, chrome.WhereFocus))
	}
}

// TestElderIsRemembered switches to large type by the space bar and goes on to
// the next page.
func TestElderIsRemembered(t *testing.T) {
	t.Parallel()
	const size = `parseFloat(getComputedStyle(document.querySelector("main p")).fontSize)`
	for _, base := range []string{chrome.Site(t).HTTP, chrome.Site(t).File} {
		b := chrome.Open(t)
		b.Visit(base + "guides/index.html")
		normal := chrome.Eval[float64](b, size)
		for range 20 {
			b.Press("\t")
			if chrome.Eval[string](b, "document.activeElement.id") == "elder" {
				break
			}
		}
		b.Press(" ")
		large := chrome.Eval[float64](b, size)
		if large <= normal {
			t.Errorf("the space bar leaves text at %v px", large)
		}
		b.Visit(base + "guides/windows.html")
		b.Visit(base + "guides/index.html")
		if again := chrome.Eval[float64](b, size); again != large {
			t.Errorf("%s: the next page has text of %v px, not %v", base, again, large)
		}
	}
}
