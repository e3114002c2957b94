package browsertest

import (
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// shifts adds up what moves while a page loads, as browsers measure it.
const shifts = `window.__shift = []; new PerformanceObserver(list => list.getEntries().forEach(e => {
	if (!e.hadRecentInput) __shift.push(e.value.toFixed(4) + " " + e.sources.slice(0, 3).map(s => s.node ? (s.node.className || s.node.nodeName) + " from " + Math.round(s.previousRect.y) + " to " + Math.round(s.currentRect.y) : "").join(", "));
})).observe({type: "layout-shift", buffered: true});`

// notUrgent takes the urgent notices out of what today.js says.
const notUrgent = `let today; Object.defineProperty(window, "banbaoToday", {get: () => today, set: t => { t.urgent = []; today = t; }});`

// mayShift is what pages may move at most that say whether something is open,
// offer to search among the guides, or hide the questions that are not yet
// asked; all others stay where they are.
var mayShift = map[string]float64{
	"hall": 0.02, "guide": 0.02, "guide-flow": 0.02, "flow": 0.25,
	"guides": 0.06, "guides-windows": 0.06, "guides-who": 0.06, "search": 0.06,
}

// unseen is what nobody sees: 0.1 is where browsers begin to call it bad.
const unseen = 0.005

// TestNothingMoves loads every kind of page, also where the scripts come late
// and have to find their place. It does so as on a day without an urgent notice:
// the bar with one, which only today.js knows of, comes over the page.
func TestNothingMoves(t *testing.T) {
	t.Parallel()
	s := site(t)
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".js" && !strings.Contains(r.URL.Path, "/elder.") {
			time.Sleep(250 * time.Millisecond) // of the network; nothing waits for it
		}
		http.FileServer(http.Dir(s.dir)).ServeHTTP(w, r)
	}))
	defer late.Close()
	b := open(t)
	_, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: shifts + notUrgent})
	b.must(err)
	for _, k := range kinds(t) {
		bases := []string{s.http}
		if slices.Contains([]string{"notice-notice", "notice-story", "guide", "activity-once", "calendar"}, k.name) {
			bases = append(bases, late.URL+"/")
		}
		for _, base := range bases {
			b.visit(base + k.path)
			b.picture(nil)
			for _, moved := range eval[[]string](b, `__shift`) {
				if by, _ := strconv.ParseFloat(strings.Fields(moved)[0], 64); by <= max(unseen, mayShift[k.name]) {
					continue
				}
				t.Errorf("%s (scripts late: %v): %s", k.path, base != s.http, moved)
			}
		}
	}
}
