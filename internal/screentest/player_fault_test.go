package screentest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"banbao/internal/chrome"
)

// TestPlayerColdStart opens a screen whose server is gone, as after a power
// cut: the worker has the page, the player the newest set.
func TestPlayerColdStart(t *testing.T) {
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.Visit(h.url("hall"))
	b.kept()
	// The set of the page is not the newest one any more.
	h.publish(plainWall("B", today(time.Now())))
	chrome.Eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
	b.Until("B is stored", 20*time.Second, `banbaoPlayer.state().incoming || banbaoPlayer.state().set === "`+h.wall.hash()+`"`)
	h.die()
	for range either(10, 2) {
		start := time.Now()
		b.Visit(h.url("hall"))
		b.Until("a slide of B", 10*time.Second, seenNow+`.text.includes("[B]")`)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("first content after %v", took)
		} else {
			t.Logf("first content after %v", took)
		}
	}
	h.rise()
	h.publish(plainWall("C", today(time.Now())))
	b.Until("C, without a visit", 75*time.Second, seenNow+`.text.includes("[C]")`)
}

// TestPlayerWithoutWorker plays over plain http, where there is neither a
// worker nor a digest by the browser; what was stored is there after a start.
func TestPlayerWithoutWorker(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.fast(h, 10, 0)
	b.Visit(h.plain("hall"))
	b.Until("A", 10*time.Second, seenNow+`.text.includes("[A]")`)
	if chrome.Eval[bool](b, `isSecureContext || !!navigator.serviceWorker || !!(crypto && crypto.subtle)`) {
		t.Fatal("this is not plain http")
	}
	h.publish(plainWall("B", today(time.Now())))
	b.Until("B", 15*time.Second, seenNow+`.text.includes("[B]")`)
	// Some caches give an old page for a while.
	h.set(func() { h.fault = "old" })
	b.Visit(h.plain("hall"))
	b.Until("a slide", 10*time.Second, seenNow+`.slides.length === 1`)
	if got := b.seen(); !strings.Contains(got.Text, "[B]") {
		t.Errorf("the stored set is not the one that is seen: %+v", got)
	}
	if noise := b.standing().Errors; len(noise) > 0 {
		t.Logf("notes: %v", noise)
	}
}

// faults are what may stand between a screen and its server.
var faults = []string{"refused", "reset", "hang", "truncated", "cut", "404", "500", "redirect", "portal", "wrong", "old", "half"}

// TestPlayerFaults puts every fault between a screen and its server, and takes
// it away again. In between a notice ends, and a new set is published. What is
// seen is looked at each second of the page's time.
func TestPlayerFaults(t *testing.T) {
	t.Parallel()
	for _, fault := range faults {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			a := plainWall("A", today(chrome.Built))
			a.panes = append(a.panes, pane{item: "notices/ends", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{0, chrome.Built.Unix() + 120}}})
			h := newHouse(t, a)
			h.base = chrome.Built
			if fault == "old" { // yesterday's
				h.old = plainWall("old", today(chrome.Built).AddDate(0, 0, -1))
			}
			b := open(t)
			b.Visit(h.url("hall"))
			b.live(4)
			log, _ := b.watch(30, "false")
			// The fault begins, the set changes, a notice ends.
			next := plainWall("B", today(chrome.Built))
			next.panes[0].item = "notices/new"
			if fault == "refused" {
				h.die()
			} else {
				h.set(func() { h.fault = fault })
			}
			h.publish(next)
			during := b.watchAlone
			if fault != "hang" { // what is asked is answered, if only by an error, before the next second
				during = func(seconds int) []look {
					log, _ := b.watch(seconds, "false")
					return log
				}
			}
			bad := during(150)
			if st := b.standing(); st.Set != a.hash() || st.Incoming != "" {
				t.Errorf("something was taken during the fault: %+v", st)
			}
			if fault == "refused" {
				h.rise()
			} else {
				h.heal()
			}
			after, took := b.watch(90, fmt.Sprintf(`[banbaoPlayer.state().set, banbaoPlayer.state().incoming].includes(%q)`, next.hash()))
			if took > 60 {
				t.Errorf("recovery took %d s", took)
			}
			at := b.standing()
			last, wait := b.watch(30, seenNow+`.text.includes("[B]")`)
			if wait == 30 {
				t.Errorf("the new set is not seen: %+v", b.standing())
			} else if got := b.standing(); got.Shown != "notices/new.1" {
				t.Errorf("what is new is not first: %+v", got)
			}
			more, _ := b.watch(40, "false")
			judge(t, slices.Concat(log, bad, after, last, more), map[string]*wall{"A": a, "B": next})
			t.Logf("recovery %d s, seen %d s later; notes %v", took, wait, at.Errors)
		})
	}
}

// judge goes through what was seen on a page: never blank, never two sets at
// once, never what is not valid. The page's time is the true one.
func judge(t *testing.T, log []look, walls map[string]*wall) {
	t.Helper()
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
			} else if !p.valid(at) && !p.valid(at-1) { // the tick was within the second before
				t.Errorf("at %d: %s is not valid", at, id)
			}
		}
	}
}

// TestPlayerWrongClock opens screens on devices whose clock is wrong.
func TestPlayerWrongClock(t *testing.T) {
	t.Parallel()
	for name, skew := range map[string]time.Duration{
		"90 days behind": -90 * 24 * time.Hour, "an hour behind": -time.Hour, "a day ahead": 24 * time.Hour,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := plainWall("A", today(chrome.Built))
			w.panes = append(w.panes,
				pane{item: "notices/over", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{0, chrome.Built.Unix() - 60}}},
				pane{item: "notices/tomorrow", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{chrome.Built.Unix() + 7200, chrome.Built.Unix() + 2*86400}}},
				pane{item: "notices/now", kind: "notice", level: "pinned", dwell: 8, windows: [][2]int64{{chrome.Built.Unix() - 30, chrome.Built.Unix() + 3600}}})
			h := newHouse(t, w)
			h.base = chrome.Built
			b := bare(t)
			b.StartWrong(chrome.Built, skew)
			b.Visit(h.url("hall"))
			b.live(4)
			off := func() float64 {
				return chrome.Eval[float64](b, `banbaoPlayer.state().time - (Date.now() - __banbaoClock.skewed()) / 1000`)
			}
			if st := b.standing(); !st.Verified || !st.Wrong || off() < -3 || off() > 3 {
				t.Errorf("%.1f s off: %+v", off(), st)
			}
			log, _ := b.watch(60, "false")
			judge(t, log, map[string]*wall{"A": w})
			ids := map[string]bool{}
			for _, l := range log {
				for _, id := range l.Seen.Slides {
					ids[id] = true
				}
			}
			if ids["notices/over.1"] || ids["notices/tomorrow.1"] || !ids["notices/now.1"] {
				t.Errorf("seen: %v", ids)
			}
			// Power cut and no network, and the clock as wrong as before.
			b.kept()
			h.set(func() {
				h.fault = "500"
				h.base = chrome.Built.Add(5 * time.Minute)
			})
			b.StartWrong(chrome.Built.Add(5*time.Minute), skew)
			b.Visit(h.url("hall"))
			b.live(4)
			log, _ = b.watch(40, "false")
			st := b.standing()
			if st.Trusted != (skew > 0) {
				t.Errorf("without network: %+v", st)
			}
			for _, l := range log {
				if l.Seen.blank() {
					t.Errorf("without network: blank: %+v", l)
				}
				for _, id := range l.Seen.Slides {
					if p := w.pane(id); p != nil && (!st.Trusted && !p.undated || id == "notices/over.1") {
						t.Errorf("nobody knows the time, and %s is seen", id)
					}
				}
				if !st.Trusted && strings.Contains(l.Seen.Text, "月") {
					t.Errorf("nobody knows the time, and it is told: %q", l.Seen.Text)
				}
			}
			h.set(func() { h.fault = "" })
			_, took := b.watch(70, `banbaoPlayer.state().verified`)
			if took > 60 || off() < -3 || off() > 3 {
				t.Errorf("after %d s %.1f s off", took, off())
			}
			t.Logf("recovery %d s", took)
		})
	}
}

// TestPlayerPowerCuts kills the browser at any moment of an update, with no
// chance for it to write anything down, and starts it again in the same folder,
// again and again, every third time without a server: what comes up is always
// one whole set, and comes soon.
func TestPlayerPowerCuts(t *testing.T) {
	names := map[string]*wall{}
	set := func(i int) *wall {
		w := plainWall(fmt.Sprintf("S%d", i), today(time.Now()))
		w.weight = 400_000
		names[w.name] = w
		return w
	}
	h := newHouse(t, set(0))
	h.slow = 2 * time.Millisecond // a set takes a quarter of a second, and more
	profile := t.TempDir()
	r := rand.New(rand.NewPCG(3, 4))
	changed := map[string]int{}
	cuts := either(100, 4)
	var cold []time.Duration
	last := -1
	for i := range cuts + 1 {
		dead := i%3 == 2
		if dead {
			h.die()
		} else {
			h.publish(set(i + 1))
		}
		start := time.Now()
		b, cut := device(t, profile)
		if dead {
			b.Visit(h.url("hall"))
			b.Until("a slide", 10*time.Second-time.Since(start), seenNow+`.slides.length === 1`)
			cold = append(cold, time.Since(start))
		} else {
			b.Visit(h.url("hall"))
			b.Until("a slide", 10*time.Second, seenNow+`.slides.length === 1`)
		}
		look := func() {
			t.Helper()
			now := chrome.Eval[struct {
				Seen     seen
				Standing standing
			}](b, "({seen: "+seenNow+", standing: banbaoPlayer.state()})")
			got, st := now.Seen, now.Standing
			if got.blank() {
				t.Fatalf("cut %d: blank: %+v %+v", i, got, st)
			}
			name, _, _ := strings.Cut(strings.SplitN(got.Text, "[", 2)[1], "]")
			if w := names[name]; w == nil || w.hash() != st.Set || w.pane(got.Slides[0]) == nil && got.Slides[0] != "quiet.1" {
				t.Errorf("cut %d: %+v in %+v", i, got, st)
			}
			// Every slide that it holds is of that set.
			if mixed := chrome.Eval[int](b, fmt.Sprintf(`Array.from(document.querySelectorAll("h1")).filter((h) => !h.textContent.includes("[%s]")).length`, name)); mixed > 0 {
				t.Errorf("cut %d: %d slides of others", i, mixed)
			}
			changed[name]++
			n := 0
			fmt.Sscanf(name, "S%d", &n)
			if dead && n < last {
				t.Errorf("cut %d: set %d came up after set %d", i, n, last)
			}
			last = max(last, n)
		}
		look()
		if i == 0 {
			b.kept()
		}
		time.Sleep(time.Duration(r.IntN(2000)) * time.Millisecond)
		look()
		cut()
		if dead {
			h.rise()
		}
	}
	// And after all that a new set is still taken.
	h.set(func() { h.slow = 0 })
	h.publish(set(cuts + 2))
	b, cut := device(t, profile)
	b.Visit(h.url("hall"))
	b.Until("a new set is taken", time.Minute, fmt.Sprintf(`window.banbaoPlayer && banbaoPlayer.state && [banbaoPlayer.state().set, banbaoPlayer.state().incoming].includes(%q)`, h.wall.hash()))
	cut()
	if len(changed) < cuts/8 {
		t.Errorf("the sets that came up: %v", changed)
	}
	slices.Sort(cold)
	t.Logf("%d cuts, %d of them while a set came, %d sets came up; from the start of the browser to the first content, without a network: p50 %.1f s, max %.1f s",
		cuts, h.torn, len(changed), cold[len(cold)/2].Seconds(), cold[len(cold)-1].Seconds())
}

// TestPlayerManySets publishes more sets in a day than the player remembers, and
// takes away what is written down late: after a start without a network the
// newest comes up, not the one that the page had in itself.
func TestPlayerManySets(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("S0", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(5)
	b.kept()
	const sets = 23
	for i := range sets {
		w := plainWall(fmt.Sprintf("S%d", i+1), today(chrome.Built))
		h.publish(w)
		chrome.Eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
		if _, took := b.watch(90, fmt.Sprintf("banbaoPlayer.state().set === %q", w.hash())); took == 90 {
			t.Fatalf("set %d does not come: %+v", i+1, b.standing())
		}
	}
	h.die()
	chrome.Eval[any](b, `(localStorage.clear(), 0)`)
	b.Visit(h.url("hall"))
	b.Until("a slide", 10*time.Second, `(__banbaoClock.to(Date.now() + 1000), `+seenNow+`.slides.length === 1)`)
	if got := b.seen(); !strings.Contains(got.Text, fmt.Sprintf("[S%d]", sets)) {
		t.Errorf("what comes up is %q", got.Text)
	}
}

// device is a browser of its own, with what it kept in a folder; cut kills it.
func device(t *testing.T, profile string) (b *tab, cut func()) {
	t.Helper()
	ctx, end, err := chrome.Start(profile)
	if err != nil {
		end()
		t.Fatal(err)
	}
	return &tab{chrome.TabOf(t, ctx)}, func() {
		t.Helper()
		if err := chromedp.FromContext(ctx).Browser.Process().Kill(); err != nil {
			t.Error(err)
		}
		end()
	}
}

// TestPlayerRollsBack publishes sets that cannot be shown.
func TestPlayerRollsBack(t *testing.T) {
	t.Parallel()
	a := plainWall("A", today(chrome.Built))
	for name, spoil := range map[string]func(w *wall){
		"no slides":         func(w *wall) { w.raw = "<p>broken</p>" },
		"nothing to see":    func(w *wall) { w.raw = strings.NewReplacer("<h1>", "<h1 hidden>", "居委会", "").Replace(w.html()) },
		"slides of no size": func(w *wall) { w.raw = strings.ReplaceAll(w.html(), `<div class="page">`, `<div hidden>`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, a)
			h.base = chrome.Built
			b := open(t)
			b.Visit(h.url("hall"))
			b.live(10)
			bad := plainWall("bad", today(chrome.Built))
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
			b.Visit(h.url("hall"))
			if name != "no slides" { // this page has the bad one in itself and nothing else
				h.publish(plainWall("B", today(chrome.Built)))
				b.live(100)
				if got := b.seen(); !strings.Contains(got.Text, "[B]") {
					t.Errorf("a good set is not taken: %+v", b.standing())
				}
			}
		})
	}
}
