package screentest

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// TestPlayerSize wants the player, as a screen gets it, to be small.
func TestPlayerSize(t *testing.T) {
	t.Parallel()
	const most = 30_000
	script, worker := len(player(t, "player.js")), len(player(t, "sw.js"))
	t.Logf("player.js %d bytes, sw.js %d, preview.js %d (only where it is wanted)", script, worker, len(player(t, "preview.js")))
	if script+worker > most {
		t.Errorf("%d bytes, and %d are allowed", script+worker, most)
	}
}

// newer is what is not in ES2015 or not in Chromium 53. Syntax is also judged
// by a parser, see TestPlayerES2015; names are judged here alone.
var newer = []struct{ pattern, what string }{
	{`\?\.[A-Za-z_\[(]`, "optional chaining"}, {`\?\?`, "nullish coalescing"}, {`\*\*`, "exponentiation"},
	{`\basync\b`, "async"}, {`\bawait\b`, "await"}, {`[{,]\s*\.\.\.`, "spread in objects or rest"}, {`catch\s*\{`, "catch without a name"},
	{`\b\d+n\b`, "big integers"}, {`\b\d+_\d`, "separators in numbers"}, {`\(\?<`, "lookbehind or named groups"}, {`[,(]\s*\.\.\.[^)]*,\s*\)`, "comma after the last argument"},
	{`\.(padStart|padEnd|flatMap|flat|at|replaceAll|matchAll|trimEnd|trimStart|finally|allSettled|replaceChildren|replaceWith|append|prepend|before|after|isConnected|toggleAttribute|getAttributeNames)\(`, "a method that Chromium 53 lacks"},
	{`\b(Object\.(values|entries|fromEntries|getOwnPropertyDescriptors)|globalThis|queueMicrotask|structuredClone|URLPattern|BroadcastChannel|ResizeObserver|WeakRef)\b`, "a name that Chromium 53 lacks"},
	{`\beval\(|new Function|\bimport\(`, "code from text"},
}

func TestPlayerUsesOldNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"player.js", "sw.js", "preview.js", "kiosk.js"} {
		body := string(player(t, name))
		for _, n := range newer {
			for _, at := range regexp.MustCompile(n.pattern).FindAllStringIndex(body, -1) {
				t.Errorf("%s has %s: …%s…", name, n.what, body[max(0, at[0]-30):min(len(body), at[1]+30)])
			}
		}
	}
	// The rules themselves see what they are for.
	for _, bad := range []string{"a?.b", "a ?? b", "async () => 1", "f({...a})", "try{}catch{}", "x.padStart(2)", "Object.entries(a)", "el.append(a)", "2 ** 3"} {
		if !slices.ContainsFunc(newer, func(n struct{ pattern, what string }) bool { return regexp.MustCompile(n.pattern).MatchString(bad) }) {
			t.Errorf("nothing is said of %s", bad)
		}
	}
}

// TestPlayerES2015 has the published scripts parsed by acorn as ES2015.
func TestPlayerES2015(t *testing.T) {
	t.Parallel()
	acorn := filepath.Join(chrome.Root, "node_modules", "acorn", "bin", "acorn")
	if _, err := os.Stat(acorn); err != nil {
		chrome.Missing(t, "acorn is not installed (npm ci)")
	}
	parse := func(body []byte) (string, error) {
		cmd := exec.Command("node", acorn, "--ecma2015", "--silent")
		cmd.Stdin = strings.NewReader(string(body))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	for _, name := range []string{"player.js", "sw.js", "preview.js", "kiosk.js"} {
		if out, err := parse(player(t, name)); err != nil {
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
	for _, bad := range []string{"a?.b", "async()=>{}", "f({...a})", "try{}catch{}", "f(a,)"} {
		if _, err := parse([]byte(bad)); err == nil {
			t.Errorf("%s passes for ES2015", bad)
		}
	}
}

// TestPlayerAsksNobodyElse plays for a while and looks at what was asked.
func TestPlayerAsksNobodyElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(time.Now())))
	b := bare(t)
	b.fast(h, 10, 0)
	b.Visit(h.url("hall"))
	b.kept()
	h.publish(plainWall("B", today(time.Now())))
	b.Until("B", 20*time.Second, seenNow+`.text.includes("[B]")`)
	requests, noise := b.Heard()
	for _, r := range requests {
		u, err := url.Parse(r)
		b.Must(err)
		if u.Host != h.address && u.Scheme != "data" {
			t.Errorf("asked %s", r)
		}
	}
	if len(requests) < 5 {
		t.Errorf("only %d requests", len(requests))
	}
	for _, n := range noise {
		t.Errorf("noise: %s", n)
	}
}

// TestPlayerRest wants true black at night, but not for an urgent alert, and
// not while nobody knows what time it is.
func TestPlayerRest(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.rest = "22:00-06:00"
	b := open(t)
	from := func(when string) {
		at := chrome.Moment(t, when)
		h.set(func() { h.base = at })
		b.StartAt(at)
		b.Visit(h.url("hall"))
		b.live(5)
	}
	for _, edge := range []struct {
		opened, before, after string
		rests                 bool // after it
	}{
		{"2026-11-22T21:59:40", "2026-11-22T21:59:58", "2026-11-22T22:00:01", true},
		{"2026-11-22T23:59:40", "2026-11-22T23:59:58", "2026-11-23T00:00:01", true},
		{"2026-11-23T05:59:40", "2026-11-23T05:59:58", "2026-11-23T06:00:01", false},
	} {
		from(edge.opened)
		for when, want := range map[string]bool{edge.before: !edge.rests || edge.opened[11:13] == "23", edge.after: edge.rests} {
			if now := time.Unix(int64(b.standing().Time), 0); chrome.Moment(t, when).Before(now) {
				from(edge.opened)
			}
			b.Clock(chrome.Moment(t, when))
			if got := b.seen(); got.Rest != want || got.blank() {
				t.Errorf("%s: %+v", when, got)
			}
		}
	}
	from("2026-11-23T23:00:00")
	if c := chrome.Eval[string](b, `getComputedStyle(document.getElementById("rest")).backgroundColor`); c != "rgb(0, 0, 0)" {
		t.Errorf("rest is %s", c)
	}
	h.set(func() { h.alert = alarms(2, alarm(chrome.Moment(t, "2026-11-23T23:00:00"), nil)) })
	b.live(15)
	if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
		t.Errorf("an alert at night: %+v %+v", got, b.standing())
	}
}

// TestPlayerZones opens screens on devices that think they are elsewhere.
func TestPlayerZones(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	for _, zone := range chrome.Zones {
		h.set(func() { h.base = chrome.Built })
		b := open(t)
		b.Zone(zone)
		b.Visit(h.url("hall"))
		b.live(3)
		if got := b.seen(); !strings.Contains(got.Text, "11月22日　星期日　09:00") {
			t.Errorf("%s: %q", zone, got.Text)
		}
	}
}

// TestPlayerPreview looks at another hour: nothing is asked, nothing stored.
func TestPlayerPreview(t *testing.T) {
	t.Parallel()
	w := plainWall("A", today(chrome.Built))
	w.panes = append(w.panes, pane{item: "notices/then", kind: "notice", level: "pinned", dwell: 8,
		windows: [][2]int64{{chrome.Moment(t, "2026-11-25T15:00:00").Unix(), chrome.Moment(t, "2026-11-25T16:00:00").Unix()}}})
	h := newHouse(t, w)
	b := bare(t)
	b.Visit(h.url("hall") + "?at=2026-11-25T15:20")
	b.Until("the notice of then", 10*time.Second, seenNow+`.slides[0] === "notices/then.1"`)
	if got := b.seen(); !strings.Contains(got.Text, "11月25日　星期三　15:20") {
		t.Errorf("%+v", got)
	}
	b.Until("the strip", 10*time.Second, `document.querySelectorAll(".day-strip a").length === 26`)
	if got := chrome.Eval[string](b, `document.querySelector(".day-strip .here").href`); !strings.HasSuffix(got, "?at=2026-11-25T15:00") {
		t.Errorf("here is %s", got)
	}
	time.Sleep(2 * time.Second)
	requests, _ := b.Heard()
	for _, r := range requests {
		if strings.Contains(r, ".json") || strings.Contains(r, "sw.js") {
			t.Errorf("a preview asked for %s", r)
		}
	}
	if n := chrome.Eval[int](b, `localStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length`); n != 0 {
		t.Errorf("a preview stored %d things", n)
	}
	b.Visit(h.url("hall") + "?at=2026-11-25T16:00")
	b.Until("another", 10*time.Second, seenNow+`.slides.length === 1`)
	if got := b.seen(); got.Slides[0] == "notices/then.1" {
		t.Errorf("%+v", got)
	}
}

// TestPlayerFromStick plays from a folder, without any server.
func TestPlayerFromStick(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	w := plainWall("A", today(chrome.Built))
	write("screens/hall/index.html", []byte(shellPage(w, "hall", "1", "", "../../")))
	write("assets/player.1.js", player(t, "player.js"))
	write("assets/screen.1.css", player(t, "screen.css"))
	b := open(t)
	b.Visit("file://" + filepath.ToSlash(dir) + "/screens/hall/index.html")
	b.Clock(chrome.Built.Add(2 * time.Second))
	b.Until("a slide", 10*time.Second, `(__banbaoClock.to(Date.now() + 1000), `+seenNow+`.slides.length === 1)`)
	first := b.seen()
	b.Clock(chrome.Built.Add(60 * time.Second))
	if got := b.seen(); got.blank() || got.Slides[0] == first.Slides[0] && len(got.Slides) != 1 {
		t.Errorf("%+v, then %+v", first, got)
	}
	requests, _ := b.Heard()
	for _, r := range requests {
		if !strings.HasPrefix(r, "file:") && !strings.HasPrefix(r, "data:") {
			t.Errorf("asked %s", r)
		}
	}
}

// TestPlayerHours lets words come and go inside a slide, and the screen walk
// against burn-in.
func TestPlayerHours(t *testing.T) {
	t.Parallel()
	w := &wall{name: "A", screen: "hall", since: today(chrome.Built).Unix(), loop: 60, panes: []pane{
		{item: "notices/one", kind: "notice", level: "normal", dwell: 20, inside: fmt.Sprintf(
			`<p data-from="" data-until="%d">今天</p><p data-from="%d" data-until="">第二天</p>`, chrome.Built.Unix()+100, chrome.Built.Unix()+100)},
		{item: "clock", kind: "clock", level: "normal", dwell: 20, inside: `<p class="time"></p><p class="date"></p><p class="lunar"></p><p class="term"><b></b></p>`},
	}}
	h := newHouse(t, w)
	h.base = chrome.Built
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(3)
	if got := b.seen().Text; !strings.Contains(got, "今天") || strings.Contains(got, "第二天") {
		t.Errorf("%q", got)
	}
	h.set(func() { h.fault = "500" })
	b.Clock(chrome.Built.Add(30 * time.Second))
	for _, want := range []string{"09:00", "11月22日　星期日", "农历某月0", "节气0"} {
		if got := b.seen().Text; !strings.Contains(got, want) {
			t.Errorf("the clock does not say %s: %q", want, got)
		}
	}
	b.Clock(chrome.Built.Add(125 * time.Second))
	b.Until("the first slide", 10*time.Second, `(__banbaoClock.to(Date.now() + 1000), `+seenNow+`.slides[0] === "notices/one.1")`)
	if got := b.seen().Text; strings.Contains(got, "今天") || !strings.Contains(got, "第二天") {
		t.Errorf("%q", got)
	}
	b.Size(1920, 1080)
	places := map[string]bool{}
	at := chrome.Built.Add(200 * time.Second)
	for range 16 {
		at = at.Add(time.Minute)
		b.Clock(at)
		r := chrome.Eval[[]float64](b, `(() => { const r = document.querySelector(".slot:not([hidden])").getBoundingClientRect(); return [r.left, r.top]; })()`)
		if r[0] > 24 || r[0] < -24 || r[1] > 1080*.015 || r[1] < -1080*.015 {
			t.Errorf("it walks to %v", r)
		}
		places[fmt.Sprint(r)] = true
	}
	if len(places) < 8 {
		t.Errorf("it walks over %d places", len(places))
	}
}

// TestPlayerWakeLock wants the glass held awake as the screen says: always, but
// for the hours of rest, or never.
func TestPlayerWakeLock(t *testing.T) {
	t.Parallel()
	for wake, want := range map[string][3]int{"hold": {1, 1, 0}, "rest": {1, 2, 1}, "off": {0, 0, 0}} {
		h := newHouse(t, plainWall("A", today(chrome.Built)))
		h.base, h.wake, h.rest = chrome.Built, wake, "10:00-10:30"
		b := open(t)
		b.Before(`
			window.asked = window.released = 0;
			Object.defineProperty(navigator, "wakeLock", { value: { request: () => {
				asked++;
				return Promise.resolve({ addEventListener() {}, release: () => { released++; return Promise.resolve(); } });
			} } });`)
		b.Visit(h.url("hall"))
		b.live(5)
		h.die()
		day := chrome.Eval[int](b, "asked")
		for _, edge := range []string{"2026-11-22T09:59:58", "2026-11-22T10:29:58"} {
			b.jump(chrome.Moment(t, edge))
			b.live(5) // what is asked is answered only between the seconds
		}
		if got := [3]int{day, chrome.Eval[int](b, "asked"), chrome.Eval[int](b, "released")}; got != want {
			t.Errorf("%s: asked by day, in all, released: %v, want %v", wake, got, want)
		}
	}
}
