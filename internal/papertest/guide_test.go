package papertest

import (
	"testing"

	"banbao/internal/chrome"
)

// TestGuidesPrint prints some of the guides, and one with its ticks.
func TestGuidesPrint(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for i, g := range chrome.Site(t).Plan.Site.Guides {
		if i%4 != 3 { // the 4th is the longest
			continue
		}
		b.Visit(chrome.Site(t).HTTP + g.Path())
		if n := len(pdfPage.FindAll(b.PDF(), -1)); n < 1 || n > 5 {
			t.Errorf("%s prints on %d sheets", g.Slug, n)
		}
	}
	b.Visit(chrome.Site(t).HTTP + "guides/dibao.html")
	b.Paper()
	ticks := func() string {
		return chrome.Eval[string](b, `[...document.querySelectorAll(".checks input")].map(e => getComputedStyle(e, "::before").content.includes("✓") ? 1 : 0).join("")`)
	}
	if got := ticks(); got != "00000" {
		t.Errorf("the list comes ticked: %s", got)
	}
	chrome.Eval[any](b, `document.querySelector("label[for=paper-1]").click()`)
	if got := ticks(); got != "01000" {
		t.Errorf("on paper the ticks are %s", got)
	}
	if kept := chrome.Eval[int](b, `Object.keys(localStorage).concat(Object.keys(sessionStorage)).filter(k => k !== "banbao-elder").length`); kept > 0 {
		t.Errorf("the page keeps %d things", kept)
	}
	b.Visit(chrome.Site(t).HTTP + "guides/dibao.html")
	if got := ticks(); got != "00000" {
		t.Errorf("the ticks come back: %s", got)
	}
	// Paper does not know what time it is, and nobody can open anything on it.
	if chrome.Eval[bool](b, `[...document.querySelectorAll(".open-now")].some(e => e.checkVisibility())`) {
		t.Error("paper says whether the hall is open")
	}
	if hidden := chrome.Eval[int](b, `[...document.querySelectorAll(".faq p")].filter(e => !e.checkVisibility()).length`); hidden > 0 {
		t.Errorf("%d answers are not printed", hidden)
	}
	b.Visit(chrome.Site(t).HTTP + "guides/check/dibao.html")
	if hidden := chrome.Eval[int](b, `[...document.querySelectorAll(".question, .outcome")].filter(e => !e.checkVisibility()).length`); hidden > 0 {
		t.Errorf("%d questions and outcomes are not printed", hidden)
	}
}
