package accesstest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"banbao/internal/chrome"
)

// smallIn finds what is visible, matches a selector and is too small: the text
// of e is its own, r is where it stands, size that of its type in pixels.
const smallIn = `[...document.querySelectorAll(%q)].filter(e => e.checkVisibility() && e.getClientRects().length)
	.map(e => [e, e.getBoundingClientRect(), parseFloat(getComputedStyle(e).fontSize)])
	.filter(([e, r, size]) => %s)
	.map(([e, r, size]) => e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + " in " + (e.parentElement.getAttribute("class") || e.parentElement.tagName) +
		" of type " + size + " px|“" + e.innerText.slice(0, 12).trim() + "” " + Math.round(r.width) + "×" + Math.round(r.height) + " px")`

// elderTargets are what fingers aim at. Links within a text are as high as
// their lines, and the heads of columns, which sort, as wide as these.
const elderTargets = ".nav a, .button, label.elder, button, summary, a.tel, .footer a, .pager a, .months a, .filters a, .rows h3 a, .files a, select, input[type=search], input[type=date]"

// elderText is what is read: all text but that of drawings and of months.
const elderText = "main p, main li, main td, main th, main dd, main dt, main h1, main h2, main h3, main small, main label, main a"

// TestElder measures what large type promises on every kind of page: text of
// 18 pt, which is 24 px, targets of 60 × 60 px, and no window that has to be
// pushed to and fro.
func TestElder(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "index.html?elder=1")
	faults := map[string][]string{}
	for _, k := range chrome.Kinds(t) {
		b.Visit(chrome.Site(t).HTTP + k.Path)
		note := func(width int64, what string, found ...string) {
			for _, f := range found {
				f, example, _ := strings.Cut(f, "|")
				f = what + ": " + f
				faults[f] = append(faults[f], fmt.Sprintf("%s on %s at %d px", example, k.Path, width))
			}
		}
		for _, width := range []int64{320, 390, 1280} {
			b.Size(width, 900)
			if found := chrome.Eval[string](b, sticksOut); found != "" {
				note(width, "too wide", found)
			}
			note(width, "text below 18 pt", chrome.Eval[[]string](b, fmt.Sprintf(smallIn, elderText,
				`size < 23.9 && !e.closest(".month, .chart, svg") && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())`))...)
			note(width, "target below 60 px", chrome.Eval[[]string](b, fmt.Sprintf(smallIn, elderTargets, `r.height < 59.5 || r.width < (e.closest("th") ? 37 : 59.5)`))...)
		}
	}
	for _, f := range slices.Sorted(maps.Keys(faults)) {
		t.Errorf("%s (%d times: %s …)", f, len(faults[f]), strings.Join(faults[f][:min(len(faults[f]), 2)], ", "))
	}
}

// TestElderAtOnce wants the class before there is anything to be drawn, so that
// nobody sees a page grow, and that the address can ask for large type.
func TestElderAtOnce(t *testing.T) {
	t.Parallel()
	for _, base := range []string{chrome.Site(t).HTTP, chrome.Site(t).File} {
		b := chrome.Open(t)
		b.Visit(base + "index.html?elder=1")
		b.Visit(base + "guides/index.html")
		const early = `(() => {
			const script = document.querySelector("head script"), style = document.querySelector("link[rel=stylesheet]");
			return document.documentElement.className + " " + (script.compareDocumentPosition(style) === 4) + " " + (script.defer || script.async);
		})()`
		if at := chrome.Eval[string](b, early); at != "is-elder true false" {
			t.Errorf("%s: the class, the script before the style, and whether it may come late: %s", base, at)
		}
		b.Visit(base + "guides/index.html?elder=0")
		b.Visit(base + "guides/index.html")
		if chrome.Eval[bool](b, `document.documentElement.classList.contains("is-elder") || document.getElementById("elder").checked`) {
			t.Errorf("%s: large type stays though the address takes it back", base)
		}
	}
}
