package accesstest

import (
	"flag"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

// reflows are what readers do to a page, and which of its parts then stick out
// to the right. Parts that scroll by themselves may be wider than the window.
var reflows = []struct {
	name  string
	width int64
	do    string // in the page, once
}{
	{"320 px", 320, `null`},
	{"320 px with the spacing of WCAG 1.4.12", 320, `(() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
		document.adoptedStyleSheets = [sheet];
	})()`},
	{"640 px with text of 200 %", 640, `(() => {
		document.adoptedStyleSheets = [];
		document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + "px";
	})()`},
}

const sticksOut = `(() => {
	const page = document.scrollingElement, width = document.documentElement.clientWidth;
	if (page.scrollWidth <= width) return "";
	const clipped = (e) => { for (e = e.parentElement; e && e !== document.body; e = e.parentElement)
		if (getComputedStyle(e).overflowX !== "visible") return true; };
	const far = (e) => e.getBoundingClientRect().right;
	const out = [...document.body.querySelectorAll("*")].filter(e => far(e) > width + 0.5 && !clipped(e))
		.filter(e => ![...e.children].some(c => far(c) >= far(e) - 0.5)).sort((a, b) => far(b) - far(a)).slice(0, 4)
		.map(e => e.tagName.toLowerCase() + "." + (e.getAttribute("class") || "") + " “" + (e.textContent || "").trim().slice(0, 15) + "” to " + Math.round(far(e)));
	return "the page is " + page.scrollWidth + " px wide in " + width + ": " + out.join("; ");
})()`

var everyPage = flag.Bool("every-page", false, "TestReflow opens every page, not one of each kind and every fourth of the others")

// TestReflow opens pages in a narrow window: one of each kind, every fourth of
// the others, or with -every-page all.
func TestReflow(t *testing.T) {
	t.Parallel()
	// Paper and glass have the size that they have.
	all := slices.DeleteFunc(chrome.Pages(t), func(p string) bool {
		return strings.HasPrefix(p, "print/") || strings.HasPrefix(p, "screens/") && p != "screens/index.html"
	})
	if !*everyPage {
		kept := map[string]bool{}
		for _, k := range chrome.Kinds(t) {
			kept[k.Path] = true
		}
		for i, p := range all {
			kept[p] = kept[p] || i%4 == 0
		}
		all = slices.DeleteFunc(all, func(p string) bool { return !kept[p] })
	}
	var lock sync.Mutex
	faults := map[string][]string{} // what is wrong in the frame is told once
	t.Cleanup(func() {
		for _, what := range slices.Sorted(maps.Keys(faults)) {
			on := faults[what]
			slices.Sort(on)
			t.Errorf("at %s (on %d pages: %s …)", what, len(on), strings.Join(on[:min(len(on), 3)], ", "))
		}
	})
	const share = 40
	for from := 0; from < len(all); from += share {
		some := all[from:min(from+share, len(all))]
		t.Run(strings.ReplaceAll(some[0], "/", "_"), func(t *testing.T) {
			t.Parallel()
			b := chrome.Open(t)
			for _, p := range some {
				b.Size(320, 640)
				b.Visit(chrome.Site(t).HTTP + p)
				for _, r := range reflows {
					b.Size(r.width, 640)
					chrome.Eval[any](b, r.do)
					if found := chrome.Eval[string](b, sticksOut); found != "" {
						lock.Lock()
						faults[r.name+": "+found] = append(faults[r.name+": "+found], p)
						lock.Unlock()
					}
				}
			}
		})
	}
}

// TestDaysFit wants room for each counted day of a publicity, the day after a
// weekend too.
func TestDaysFit(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := chrome.Open(t)
	for _, n := range s.Plan.Site.Notices {
		if n.Publicity == nil || s.Plan.Site.Presence(&n.Item) != nouns.Present {
			continue
		}
		b.Size(320, 640)
		b.Visit(s.HTTP + n.Path())
		for _, elder := range []bool{false, true} {
			if elder {
				chrome.Eval[any](b, `document.getElementById("elder").click()`)
			}
			for _, width := range []int64{320, 360, 768, 1280} {
				b.Size(width, 640)
				if found := chrome.Eval[[]string](b, `[...document.querySelectorAll(".pubbar > li")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)`); len(found) > 0 {
					t.Errorf("%s at %d px, large type %v: no room for %q", n.Path(), width, elder, found)
				}
			}
		}
		chrome.Eval[any](b, `document.getElementById("elder").click()`)
	}
}

// TestTextGrows makes sure that the text of 200 % above is really that.
func TestTextGrows(t *testing.T) {
	t.Parallel()
	const size = `parseFloat(getComputedStyle(document.querySelector(".body p")).fontSize)`
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + chrome.Urgent(t).Path())
	before := chrome.Eval[float64](b, size)
	chrome.Eval[any](b, reflows[len(reflows)-1].do)
	if after := chrome.Eval[float64](b, size); after < 1.95*before {
		t.Errorf("text of %v px becomes %v px when the reader asks for 200 %%", before, after)
	}
}
