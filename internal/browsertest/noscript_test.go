package browsertest

import (
	"strings"
	"testing"

	"banbao/internal/chrome"
)

// TestWithoutScript reads pages in a browser that runs none of their scripts.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := chrome.Open(t)
	b.WithoutScript()

	b.Visit(s.HTTP + "index.html")
	home := b.Text()
	for _, word := range []string{s.Plan.Site.Title, "2026年11月22日", chrome.Plain(chrome.Urgent(t).Title)} {
		if !strings.Contains(chrome.Flat(home), chrome.Flat(word)) {
			t.Errorf("the home page does not say %q", word)
		}
	}

	for _, k := range chrome.Kinds(t) {
		b.Visit(s.HTTP + k.Path)
		if text := chrome.Eval[string](b, `document.querySelector("main").innerText`); len([]rune(text)) < 15 {
			t.Errorf("%s is empty without script: %q", k.Path, text)
		}
		if name := chrome.Eval[string](b, `document.querySelector(".masthead-name").innerText`); !strings.Contains(name, s.Plan.Site.Title) {
			t.Errorf("%s: the masthead says %q", k.Path, name)
		}
		if blank := chrome.Eval[string](b, `(() => { const ear = document.getElementById("ear");
			return ear && !ear.innerText.trim() && ear.getBoundingClientRect().width > 0 && getComputedStyle(ear).borderStyle !== "none" ? ear.outerHTML : "" })()`); blank != "" {
			t.Errorf("%s shows an empty frame where the day stands: %s", k.Path, blank)
		}
	}

	// The page of days says what it can do without script, and does it.
	b.Visit(s.HTTP + "archive/on.html")
	chrome.Eval[any](b, `document.querySelector(".by-month summary").click()`)
	if seen := chrome.Eval[string](b, `[".pick-day", "#that-day", ".without-script", ".by-month .months a"].filter(s => document.querySelector(s).checkVisibility()).join(" ")`); seen != ".without-script .by-month .months a" {
		t.Errorf("of the page of days there are %s", seen)
	}

	b.Visit(s.HTTP + "index.html")
	const size = `parseFloat(getComputedStyle(document.querySelector("main p")).fontSize)`
	before := chrome.Eval[float64](b, size)
	chrome.Eval[any](b, `document.getElementById("elder").click()`)
	if after := chrome.Eval[float64](b, size); chrome.Eval[bool](b, `CSS.supports("selector(:has(a))")`) && after <= before {
		t.Errorf("large type without script: %v px stays %v px", before, after)
	}
}
