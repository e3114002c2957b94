package browsertest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestPlayerColdStart opens a screen whose server is gone, as after a power
// cut: the worker has the page, the player the newest set.
func TestPlayerColdStart(t *testing.T) {
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.visit(h.url("hall"))
	b.kept()
	// The set of the page is not the newest one any more.
	h.publish(plainWall("B", today(time.Now())))
	eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
	b.until("B is stored", 20*time.Second, `banbaoPlayer.state().incoming || banbaoPlayer.state().set === "`+h.wall.hash()+`"`)
	h.die()
	for range either(10, 2) {
		start := time.Now()
		b.visit(h.url("hall"))
		b.until("a slide of B", 10*time.Second, seenNow+`.text.includes("[B]")`)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("first content after %v", took)
		} else {
			t.Logf("first content after %v", took)
		}
	}
	h.rise()
	h.publish(plainWall("C", today(time.Now())))
	b.until("C, without a visit", 75*time.Second, seenNow+`.text.includes("[C]")`)
}

// TestPlayerWithoutWorker plays over plain http, where there is neither a
// worker nor a digest by the browser; what was stored is there after a start.
func TestPlayerWithoutWorker(t *testing.T) {
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.fast(h, 10, 0)
	b.visit(h.plain("hall"))
	b.until("A", 10*time.Second, seenNow+`.text.includes("[A]")`)
	if eval[bool](b, `isSecureContext || !!navigator.serviceWorker || !!(crypto && crypto.subtle)`) {
		t.Fatal("this is not plain http")
	}
	h.publish(plainWall("B", today(time.Now())))
	b.until("B", 15*time.Second, seenNow+`.text.includes("[B]")`)
	// Some caches give an old page for a while.
	h.set(func() { h.fault = "old" })
	b.visit(h.plain("hall"))
	b.until("a slide", 10*time.Second, seenNow+`.slides.length === 1`)
	if got := b.seen(); !strings.Contains(got.Text, "[B]") {
		t.Errorf("the stored set is not the one that is seen: %+v", got)
	}
	if noise := b.standing().Errors; len(noise) > 0 {
		t.Logf("notes: %v", noise)
	}
}

// watchScript looks ten times a second of the page's time and writes down what changed.
const watchScript = `(() => {
  const log = window.__log = [];
  let last = "";
  const look = () => {
    if (window.banbaoPlayer && banbaoPlayer.state) {
      const s = ` + seenNow + `;
      const key = JSON.stringify([s.slides, s.text.replace(/[^\[]*(\[[^\]]*\])[^\[]*/g, "$1"), s.alert, s.rest, s.home, s.text.trim() === ""]);
      const t = Date.now();
      if (key !== last || log.length && t - log[log.length - 1].t > 2000) log.push({ t: t, seen: s });
      last = key;
    }
    setTimeout(look, 200);
  };
  look();
})()`

// look is one entry of what a page saw.
type look struct {
	T    float64 `json:"t"`
	Seen seen    `json:"seen"`
}

// TestPlayerFaults puts every fault between a screen and its server, and takes
// it away again. In between a notice ends, and a new set is published.
func TestPlayerFaults(t *testing.T) {
	const factor = 10
	faults := []string{"refused", "hang", "truncated", "portal", "wrong", "old", "half"}
	if full() {
		faults = append(faults, "reset", "cut", "404", "500", "redirect")
	}
	hold := time.Duration(either(18, 9)) * time.Second // of the fault: ten times as long for the page
	for _, fault := range faults {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			a := plainWall("A", today(start))
			ends := start.Unix() + int64(hold.Seconds()*factor) - 10
			a.panes = append(a.panes, pane{item: "notices/ends", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{0, ends}}})
			h := newHouse(t, a)
			h.origin = start
			if fault == "old" { // yesterday's
				h.old = plainWall("old", today(start).AddDate(0, 0, -1))
			}
			b := bare(t)
			b.fast(h, factor, 0)
			b.visit(h.url("hall"))
			b.until("a slide", 20*time.Second, seenNow+`.slides.length === 1`)
			eval[any](b, "("+watchScript+", 0)")
			time.Sleep(2 * time.Second)
			// The fault begins, the set changes, a notice ends.
			next := plainWall("B", today(start))
			next.panes[0].item = "notices/new"
			if fault == "refused" {
				h.publish(next)
				h.die()
			} else {
				h.set(func() { h.fault = fault })
				h.publish(next)
			}
			time.Sleep(hold)
			if st := b.standing(); st.Set != a.hash() || st.Incoming != "" {
				t.Errorf("something was taken during the fault: %+v", st)
			}
			if fault == "refused" {
				h.rise()
			} else {
				h.set(func() { h.fault = "" })
			}
			took := b.until("the new set is here", 30*time.Second, fmt.Sprintf(`[banbaoPlayer.state().set, banbaoPlayer.state().incoming].includes(%q)`, next.hash()))
			if took*factor > 65*time.Second { // the look itself takes a moment, ten times as long here
				t.Errorf("recovery took %v", took*factor)
			}
			b.until("the new set is seen", 10*time.Second, seenNow+`.text.includes("[B]")`)
			if got := b.standing(); got.Shown != "notices/new.1" && len(got.Queue) == 0 {
				t.Errorf("what is new is not first: %+v", got)
			}
			judge(t, b, map[string]*wall{"A": a, "B": next}, factor)
			t.Logf("recovery %.0f s; notes %v", (took * factor).Seconds(), b.standing().Errors)
		})
	}
}

// judge goes through what a page saw: never blank, never two sets at once,
// never what is not valid. The page's time is the true one.
func judge(t *testing.T, b *tab, walls map[string]*wall, factor int) {
	t.Helper()
	log := eval[[]look](b, "__log")
	if len(log) < 10 {
		t.Fatalf("only %d looks", len(log))
	}
	for _, l := range log {
		at := int64(l.T / 1000)
		if l.Seen.blank() {
			t.Errorf("at %d: blank: %+v", at, l.Seen)
			continue
		}
		for _, id := range l.Seen.Slides {
			if id == "quiet.1" || id == "alert" {
				continue
			}
			name, _, _ := strings.Cut(strings.SplitN(l.Seen.Text, "[", 2)[1], "]")
			w := walls[name]
			if w == nil {
				t.Errorf("at %d: a slide of set %q", at, name)
			} else if p := w.pane(id); p == nil {
				t.Errorf("at %d: %s is not in set %s", at, id, name)
			} else if !p.valid(at) && !p.valid(at-int64(factor/2)) { // the page may be busy for half a second
				t.Errorf("at %d: %s is not valid", at, id)
			}
		}
	}
}

// TestPlayerWrongClock opens screens on devices whose clock is wrong.
func TestPlayerWrongClock(t *testing.T) {
	const factor = 10
	for name, skew := range map[string]time.Duration{"90 days behind": -90 * 24 * time.Hour, "an hour behind": -time.Hour, "a day ahead": 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			w := plainWall("A", today(start))
			w.panes = append(w.panes,
				pane{item: "notices/over", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{0, start.Unix() - 60}}},
				pane{item: "notices/tomorrow", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{start.Unix() + 7200, start.Unix() + 2*86400}}},
				pane{item: "notices/now", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{start.Unix() - 30, start.Unix() + 3600}}})
			h := newHouse(t, w)
			h.origin = start
			b := bare(t)
			b.fast(h, factor, skew)
			b.visit(h.url("hall"))
			b.until("a slide", 20*time.Second, seenNow+`.slides.length === 1`)
			b.until("the time is known", 5*time.Second, `banbaoPlayer.state().verified`)
			truth := func() float64 { return float64(start.Add(time.Since(start)*factor).UnixMilli()) / 1000 }
			st := b.standing()
			if off := st.Time - truth(); !st.Verified || !st.Wrong || off < -4 || off > 4 {
				t.Errorf("%.1f s off: %+v", off, st)
			}
			eval[any](b, "("+watchScript+", 0)")
			time.Sleep(6 * time.Second)
			ids := map[string]bool{}
			for _, l := range eval[[]look](b, "__log") {
				if l.Seen.blank() {
					t.Error("blank")
				}
				for _, id := range l.Seen.Slides {
					ids[id] = true
				}
			}
			if ids["notices/over.1"] || ids["notices/tomorrow.1"] || !ids["notices/now.1"] {
				t.Errorf("seen: %v", ids)
			}
			// Power cut and no network, and the clock as wrong as before.
			b.kept()
			h.set(func() { h.fault = "500" })
			b.visit(h.url("hall"))
			b.until("a slide", 20*time.Second, seenNow+`.slides.length === 1`)
			st = b.standing()
			behind := skew < -24*time.Hour
			if st.Trusted == behind && skew != -time.Hour {
				t.Errorf("without network: %+v", st)
			}
			if behind {
				eval[any](b, "("+watchScript+", 0)")
				time.Sleep(3 * time.Second)
				for _, l := range eval[[]look](b, "__log") {
					for _, id := range l.Seen.Slides {
						if p := w.pane(id); p != nil && !p.undated {
							t.Errorf("nobody knows the time, and %s is seen", id)
						}
					}
					if strings.Contains(l.Seen.Text, "月") {
						t.Errorf("nobody knows the time, and it is told: %q", l.Seen.Text)
					}
				}
			}
			h.set(func() { h.fault = "" })
			b.until("the time is known", 7*time.Second, `banbaoPlayer.state().verified`)
			if off := b.standing().Time - truth(); off < -4 || off > 4 {
				t.Errorf("%.1f s off", off)
			}
		})
	}
}

// TestPlayerPowerCuts closes the page at any moment of an update, again and
// again: what comes up is always one whole set.
func TestPlayerPowerCuts(t *testing.T) {
	names := map[string]*wall{}
	set := func(i int) *wall {
		w := plainWall(fmt.Sprintf("S%d", i), today(time.Now()))
		w.weight = 100_000
		names[w.name] = w
		return w
	}
	h := newHouse(t, set(0))
	h.slow = 2 * time.Millisecond
	first := bare(t)
	first.fast(h, 10, 0)
	first.visit(h.url("hall"))
	first.kept()
	r := rand.New(rand.NewPCG(3, 4))
	changed := map[string]int{}
	cuts := either(100, 12)
	for i := range cuts {
		h.publish(set(i + 1))
		b, cut := first.sibling()
		b.fast(h, 10, 0)
		dead := i%3 == 2
		if dead {
			h.set(func() { h.fault = "500" })
		} else {
			h.set(func() { h.fault = "" })
		}
		b.visit(h.url("hall"))
		b.until("a slide", 10*time.Second, seenNow+`.slides.length === 1`)
		got, st := b.seen(), b.standing()
		name, _, _ := strings.Cut(strings.SplitN(got.Text, "[", 2)[1], "]")
		if w := names[name]; w == nil || w.hash() != st.Set || w.pane(got.Slides[0]) == nil && got.Slides[0] != "quiet.1" {
			t.Errorf("cut %d: %+v in %+v", i, got, st)
		}
		changed[name]++
		// Every slide that it holds is of that set.
		if mixed := eval[int](b, fmt.Sprintf(`Array.from(document.querySelectorAll("h1")).filter((h) => !h.textContent.includes("[%s]")).length`, name)); mixed > 0 {
			t.Errorf("cut %d: %d slides of others", i, mixed)
		}
		time.Sleep(time.Duration(r.IntN(900)) * time.Millisecond)
		if got := b.seen(); got.blank() {
			t.Errorf("cut %d: blank: %+v", i, got)
		}
		cut()
	}
	if len(changed) < cuts/6 {
		t.Errorf("the sets that came up: %v", changed)
	}
	t.Logf("%d cuts, %d sets came up", cuts, len(changed))
}

// TestPlayerRollsBack publishes sets that cannot be shown.
func TestPlayerRollsBack(t *testing.T) {
	a := plainWall("A", today(built))
	for name, spoil := range map[string]func(w *wall){
		"no slides":         func(w *wall) { w.raw = "<p>broken</p>" },
		"nothing to see":    func(w *wall) { w.raw = strings.NewReplacer("<h1>", "<h1 hidden>", "居委会", "").Replace(w.html()) },
		"slides of no size": func(w *wall) { w.raw = strings.ReplaceAll(w.html(), `<div class="page">`, `<div hidden>`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, a)
			h.base = built
			b := open(t)
			b.visit(h.url("hall"))
			b.live(10)
			bad := plainWall("bad", today(built))
			spoil(bad)
			h.publish(bad)
			b.live(150)
			st := b.standing()
			if got := b.seen(); got.blank() || !strings.Contains(got.Text, "[A]") {
				t.Errorf("%+v %+v", got, st)
			}
			if st.Strikes[bad.hash()] < 2 {
				t.Errorf("it may come again: %+v", st)
			}
			// It stays so after a start, and a good set is taken.
			b.visit(h.url("hall"))
			if name != "no slides" { // this page has the bad one in itself and nothing else
				h.publish(plainWall("B", today(built)))
				b.live(100)
				if got := b.seen(); !strings.Contains(got.Text, "[B]") {
					t.Errorf("a good set is not taken: %+v", b.standing())
				}
			}
		})
	}
}
