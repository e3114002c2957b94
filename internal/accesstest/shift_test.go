package accesstest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// shifts adds up what moves while a page loads, as browsers measure it.
const shifts = `window.__shift = []; window.__moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => {
	if (e.hadRecentInput) return;
	__moved += e.value;
	__shift.push(e.value.toFixed(4) + " " + e.sources.slice(0, 3).map(s => s.node ? (s.node.className || s.node.nodeName) + " from " + ["x", "y", "width", "height"].map(k => Math.round(s.previousRect[k])) + " to " + ["x", "y", "width", "height"].map(k => Math.round(s.currentRect[k])) : "").join(", "));
})).observe({type: "layout-shift", buffered: true});`

// unseen is how much a page may move in all: 0.1 is where browsers begin to call
// it bad.
const unseen = 0.01

// windowsOfShift are how each page is opened: one kind as the first two, the next
// as the others, with -every-page all as all four.
var windowsOfShift = []struct {
	width int
	elder int
}{{390, 0}, {1280, 1}, {390, 1}, {1280, 0}}

// TestNothingMoves loads every kind of page, with the bar of an urgent notice over
// it, narrow and wide, in ordinary and large type, where the scripts that come
// late have to find their place. Frames beside each other are as large as windows
// and load at once; each counts what moves in itself.
func TestNothingMoves(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	late := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/frames" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!DOCTYPE html><title>frames</title><link rel=icon href=data:,><style>body { margin: 0; display: flex } iframe { border: 0; height: 900px }</style>")
			for _, at := range windowsOfShift[len(r.URL.Query().Get("odd"))*2:][:2] {
				fmt.Fprintf(w, `<iframe width=%d src="/%s?elder=%d"></iframe>`, at.width, r.URL.Query().Get("of"), at.elder)
			}
			return
		}
		if path.Ext(r.URL.Path) == ".js" && r.URL.Path != "/today.js" {
			time.Sleep(60 * time.Millisecond) // of the network; nothing waits for it
		}
		http.FileServer(http.Dir(s.Dir)).ServeHTTP(w, r)
	}))
	defer late.Close()
	b := chrome.Open(t)
	b.Size(2*(390+1280), 900)
	b.Before(shifts)
	var look func(k chrome.Kind, odd int, again bool)
	look = func(k chrome.Kind, odd int, again bool) {
		b.Visit(late.URL + "/frames?of=" + k.Path + strings.Repeat("&odd=1", odd))
		found := chrome.Eval[[]struct {
			Moved float64
			What  []string
			Alert bool
		}](b, `(await new Promise(ok => requestAnimationFrame(() => requestAnimationFrame(ok))),
			Array.from(frames).map(f => ({moved: f.__moved, what: f.__shift, alert: !!f.document.querySelector(".alert, .urgent-box")})))`)
		for i, at := range windowsOfShift[odd*2:][:2] {
			if found[i].Moved > unseen && !again {
				look(k, odd, true) // a page that came in pieces, on a busy machine, may have grown
				return
			}
			if found[i].Moved > unseen {
				t.Errorf("%s at %d px, large type %d, moves by %.4f: %s", k.Path, at.width, at.elder, found[i].Moved, strings.Join(found[i].What, "; "))
			}
			if !found[i].Alert && k.Path != chrome.Urgent(t).Path() {
				t.Errorf("%s at %d px, large type %d: the urgent notice is missing", k.Path, at.width, at.elder)
			}
		}
	}
	for i, k := range chrome.Kinds(t) {
		if look(k, i%2, false); *everyPage {
			look(k, 1-i%2, false)
		}
	}
	if moved := chrome.Eval[float64](b, `(frames[0].document.querySelector("main").prepend(...Array.from("12345678", text => Object.assign(document.createElement("h1"), {textContent: text}))),
		await new Promise(ok => setTimeout(ok, 300)), frames[0].__moved)`); moved <= unseen {
		t.Errorf("a page that moves is not seen to: %v", moved)
	}
}
