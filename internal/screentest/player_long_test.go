package screentest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"banbao/internal/chrome"
)

// growth is what a screen holds more, a day, after forced collection.
type growth struct {
	heap             float64 // bytes
	nodes, listeners float64
	timers           []int
}

// grow lets a screen play for hours, with a new set now and then, and measures.
func grow(t *testing.T, h *house, points, hours int) growth {
	t.Helper()
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(5)
	var at, heap, nodes, listeners []float64
	var g growth
	for i := range points {
		w := plainWall(fmt.Sprintf("W%03d", i), today(chrome.Built))
		for n := range 20 {
			w.panes = append(w.panes, pane{item: fmt.Sprintf("notices/n%02d", n), kind: "notice", level: "normal", dwell: 8,
				inside: `<p class="text">` + strings.Repeat("请先收好门口的纸箱和杂物。", 10) + `</p>`})
		}
		h.publish(w)
		b.live(200) // the set comes, and the one before it goes
		if got := b.standing(); got.Set != w.hash() || len(got.Sets) != 1 {
			b.live(300)
			if got = b.standing(); got.Set != w.hash() || len(got.Sets) != 1 {
				t.Fatalf("set %d: %+v", i, got)
			}
		}
		for range hours {
			b.Clock(time.Unix(int64(b.standing().Time), 0).Add(time.Hour))
			b.live(1)
		}
		_, err := chromedp.Call(b.Ctx, heapprofiler.CollectGarbage, cdp.Empty{})
		b.Must(err)
		used, err := chromedp.Call(b.Ctx, runtime.GetHeapUsage, cdp.Empty{})
		b.Must(err)
		dom, err := chromedp.Call(b.Ctx, memory.GetDOMCounters, cdp.Empty{})
		b.Must(err)
		if i == 0 {
			continue // what is made once
		}
		at = append(at, b.standing().Time/86400)
		heap = append(heap, float64(used.UsedSize))
		nodes = append(nodes, float64(dom.Nodes))
		listeners = append(listeners, float64(dom.JsEventListeners))
		g.timers = append(g.timers, chrome.Eval[int](b, "__banbaoClock.timers()"))
	}
	t.Logf("heap %.0f", heap)
	t.Logf("nodes %.0f, listeners %.0f, timers %v", nodes, listeners, g.timers)
	g.heap, g.nodes, g.listeners = slope(at, heap), slope(at, nodes), slope(at, listeners)
	return g
}

// slope is the line through points, by least squares.
func slope(x, y []float64) float64 {
	var mx, my, xy, xx float64
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(y))
	}
	for i := range x {
		xy += (x[i] - mx) * (y[i] - my)
		xx += (x[i] - mx) * (x[i] - mx)
	}
	return xy / xx
}

func (g growth) steady() error {
	for _, n := range g.timers {
		if n != g.timers[0] {
			return fmt.Errorf("timers: %v", g.timers)
		}
	}
	if g.heap > 1<<20 || g.nodes > 50 || g.listeners > 5 {
		return fmt.Errorf("in a day: %.0f bytes, %.0f nodes, %.0f listeners", g.heap, g.nodes, g.listeners)
	}
	return nil
}

// TestPlayerMemory plays for days and wants the heap, the nodes and the timers
// to stay as they are; a player that keeps what it showed is found out.
func TestPlayerMemory(t *testing.T) {
	t.Parallel()
	points, hours := either(13, 5), either(6, 3)
	run := func(name, leak string, judge func(*testing.T, growth)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, plainWall("A", today(chrome.Built)))
			h.base = chrome.Built
			h.script = append(append([]byte(nil), h.script...), leak...)
			g := grow(t, h, points, hours)
			t.Logf("%.0f bytes, %.1f nodes, %.1f listeners a day", g.heap, g.nodes, g.listeners)
			judge(t, g)
		})
	}
	run("as published", "", func(t *testing.T, g growth) {
		if err := g.steady(); err != nil {
			t.Error(err)
		}
	})
	leak := `;window.leak=[];new MutationObserver(function(){document.querySelectorAll(".slot section").forEach(function(s){leak.push(s.cloneNode(true),new Array(20000).fill(Math.random()))})}).observe(document.body,{childList:true,subtree:true})`
	run("leaking", leak, func(t *testing.T, g growth) {
		if err := g.steady(); err == nil {
			t.Error("a player that leaks is not found out")
		} else {
			t.Logf("found out: %v", err)
		}
	})
}

// TestPlayerHeart stops the player's second, as a mistake in it might, and
// wants it to go on by itself.
func TestPlayerHeart(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(5)
	chrome.Eval[any](b, `(() => {
		const later = window.setTimeout;
		window.setTimeout = (call, delay) => (delay === 1000 && window.stopped !== false ? (window.stopped = true, 0) : later(call, delay));
		return 0;
	})()`)
	b.live(2)
	before := b.standing().Slide
	chrome.Eval[any](b, "(window.stopped = false, 0)")
	b.live(40)
	if got := b.standing().Slide; got != before {
		t.Fatalf("the second was not stopped: %s, then %s", before, got)
	}
	b.live(80)
	if got := b.seen(); b.standing().Slide == before || got.blank() {
		t.Errorf("it does not go on: %+v", got)
	}
}

// TestPlayerReloadsAtNight wants the page to be loaded anew once a day, in the
// hours of rest, if it is kept, and not four times in an hour.
func TestPlayerReloadsAtNight(t *testing.T) {
	t.Parallel()
	const day, minutes = "72e3", "600" // seconds after which it is done, and those of the test
	for name, recent := range map[string]int{"once": 0, "storm": 3} {
		h := newHouse(t, plainWall("A", today(chrome.Built)))
		if n := bytes.Count(h.script, []byte(day)); n != 1 {
			t.Fatalf("the player says %d times that twenty hours are over", n)
		}
		h.script = bytes.Replace(h.script, []byte(day), []byte(minutes), 1)
		h.base = chrome.Moment(t, "2026-11-23T04:45:00")
		h.rest = "05:00-06:00"
		b := open(t)
		b.StartAt(h.base)
		b.Visit(h.url("hall"))
		b.live(3)
		b.kept()
		h.die()
		night := chrome.Moment(t, "2026-11-23T05:00:10")
		chrome.Eval[any](b, fmt.Sprintf(`(localStorage.setItem("banbao:hall:reloads", JSON.stringify([1, 2, 3].slice(0, %d).map((n) => %d - n))), window.before = true, 0)`, recent, night.Unix()))
		b.jump(chrome.Moment(t, "2026-11-23T04:59:58"))
		time.Sleep(200 * time.Millisecond)
		if !chrome.Eval[bool](b, "!!window.before") {
			t.Fatalf("%s: it was loaded anew by day", name)
		}
		chrome.Eval[any](b, fmt.Sprintf("(setTimeout(() => __banbaoClock.to(%d), 0), 0)", night.UnixMilli()))
		time.Sleep(2 * time.Second)
		if again := !chrome.Eval[bool](b, "!!window.before"); again != (name == "once") {
			t.Errorf("%s: loaded anew: %v", name, again)
		}
		b.Until("it plays", 10*time.Second, `(__banbaoClock.to(Date.now() + 1000), banbaoPlayer.state().set)`)
		if got := b.seen(); got.blank() {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestPlayerRenews publishes a new player: it comes with the next slide, and
// not while the server has only half of it.
func TestPlayerRenews(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.fast(h, 10, 0)
	b.Visit(h.url("hall"))
	b.kept()
	h.set(func() {
		h.fault = "old-assets"
		h.version = "2"
	})
	chrome.Eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
	time.Sleep(3 * time.Second)
	if v := chrome.Eval[string](b, `document.documentElement.getAttribute("data-version")`); v != "1" {
		t.Errorf("version %s came without its script", v)
	}
	h.set(func() { h.fault = "" })
	b.Until("version 2", 30*time.Second, `document.documentElement && document.documentElement.getAttribute("data-version") === "2" && window.banbaoPlayer && banbaoPlayer.state && banbaoPlayer.state().set`)
	if got := b.seen(); got.blank() {
		t.Errorf("%+v", got)
	}
	h.die()
	b.Visit(h.url("hall"))
	b.Until("version 2, without network", 10*time.Second, `banbaoPlayer.state().version === "2" && `+seenNow+`.slides.length === 1`)
}
