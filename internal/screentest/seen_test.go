package screentest

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banbao/internal/chrome"
)

// seenNow tells what somebody before the screen sees: nothing of it comes from
// what the player says of itself.
const seenNow = `(() => {
  const shown = (el) => {
    if (!el || el.hidden || !document.body.contains(el)) return false;
    const style = getComputedStyle(el), r = el.getBoundingClientRect();
    return style.display !== "none" && style.visibility === "visible" && Number(style.opacity) > 0.5 && r.width > 20 && r.height > 20;
  };
  const slides = ["a", "b"].map((id) => document.getElementById(id)).filter(shown)
    .reduce((all, slot) => all.concat(Array.from(slot.querySelectorAll("[data-id],.slide")).filter(shown)), []);
  const alert = document.getElementById("alert"), rest = document.getElementById("rest");
  return {
    slides: slides.map((s) => s.getAttribute("data-id") || "alert"), text: slides.map((s) => s.innerText).join("\n"),
    alert: shown(alert) ? alert.innerText : "", rest: shown(rest), home: document.documentElement.hasAttribute("data-screen"),
  };
})()`

// seen is the answer to seenNow.
type seen struct {
	Slides []string
	Text   string
	Alert  string
	Rest   bool
	Home   bool // the page is still ours
}

func (s seen) blank() bool {
	return !s.Home || !s.Rest && s.Alert == "" && (len(s.Slides) != 1 || strings.TrimSpace(s.Text) == "")
}

// standing is what banbaoPlayer.state() says.
type standing struct {
	Set, Slide, Shown, Mode, Alert, Previous, Incoming string
	Trusted, Verified, Wrong                           bool
	Time                                               float64
	Sets, Queue, Errors                                []string
	Strikes                                            map[string]int
	Sequence                                           int64
	Flights                                            int
	Seal                                               string
	Fails                                              []int
}

func (b *tab) seen() seen {
	b.Helper()
	return chrome.Eval[seen](b, seenNow)
}

func (b *tab) standing() standing {
	b.Helper()
	return chrome.Eval[standing](b, "banbaoPlayer.state()")
}

// jump lets a page with the clock of a test go on to a moment hours ahead.
func (b *tab) jump(at time.Time) {
	b.Helper()
	for again := true; again; { // hour by hour, for a busy machine may take a second for each
		again = chrome.Eval[bool](b, fmt.Sprintf(`await (async (end) => {
			const t = Date.now() - __banbaoClock.skewed();
			if (t < end) __banbaoClock.to(Math.min(end, t + 3600e3));
			await new Promise((ok) => setTimeout(ok, 0));
			return t + 3600e3 < end;
		})(%d)`, at.UnixMilli()))
	}
}

// live lets a page with the clock of a test live for so many seconds, and
// answers what it asks the server on the way.
func (b *tab) live(seconds int) {
	b.Helper()
	b.lives(seconds, 2000, "")
}

// look is what a page shows at a moment, in milliseconds of its time.
type look struct {
	T    float64
	Seen seen
}

// watch lets a page live for so many seconds and writes down what is seen at
// each. It ends as soon as `until` says so, an expression in the page, and tells
// after how many seconds.
func (b *tab) watch(seconds int, until string) ([]look, int) {
	b.Helper()
	all := b.lives(seconds, 2000, until)
	return all, len(all)
}

// watchAlone is that where nothing is answered: it hardly waits for it.
func (b *tab) watchAlone(seconds int) []look {
	b.Helper()
	return b.lives(seconds, 10, "false")
}

func (b *tab) lives(seconds, patience int, until string) []look {
	b.Helper()
	looking := `log.push({ t: Date.now() - __banbaoClock.skewed(), seen: ` + seenNow + ` }); if (` + until + `) break;`
	if until == "" {
		looking = ""
	}
	return chrome.Eval[[]look](b, fmt.Sprintf(`await (async (seconds, patience) => {
		const pause = (ms) => new Promise((ok) => setTimeout(ok, ms)), log = [];
		for (let s = 0; s < seconds; s++) {
			__banbaoClock.to(Date.now() + 1000 - __banbaoClock.skewed());
			await pause(0);
			for (let n = 0; n < patience && banbaoPlayer.state().flights; n++) await pause(2);
			%s
		}
		return log;
	})(%d, %d)`, looking, seconds, patience))
}

// liveUntil lets it live until it looks so, for so many seconds at most.
func (b *tab) liveUntil(seconds int, done func(seen) bool) seen {
	b.Helper()
	got := b.seen()
	for ; seconds > 0 && !done(got); seconds-- {
		b.live(1)
		got = b.seen()
	}
	return got
}

// fast makes the time of pages opened from now on go faster, and that of the
// house; the device's clock is off by skew.
func (b *tab) fast(h *house, factor int, skew time.Duration) {
	b.Helper()
	script, err := readFile("testdata", "fast.js")
	b.Must(err)
	source := strings.NewReplacer("FACTOR", strconv.Itoa(factor), "ORIGIN", strconv.FormatInt(h.origin.UnixMilli(), 10),
		"SKEW", strconv.FormatInt(skew.Milliseconds(), 10)).Replace(string(script[bytes.Index(script, []byte("(() =>")):]))
	b.Before(source)
	h.set(func() { h.now = func() time.Time { return h.origin.Add(time.Since(h.origin) * time.Duration(factor)) } })
}

// kept waits until the page would come up without a network. Without a clock of
// its own the page needs nothing to get there.
func (b *tab) kept() {
	b.Helper()
	b.Until("the page is kept", 20*time.Second, `(await caches.match(location.href)) && navigator.serviceWorker.controller`)
}
