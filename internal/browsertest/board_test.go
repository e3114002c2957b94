package browsertest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"banbao/internal/output"
	"banbao/internal/sign"
	"banbao/internal/theme"
)

// pane is one slide of a set made for a test, with what the oracle must know.
type pane struct {
	item, kind, level string
	page, pages       int
	windows           [][2]int64 // half-open, 0 for an end that is open; none means always
	dwell             int
	undated           bool
	inside            string // HTML beside the text
}

func (p pane) id() string { return fmt.Sprintf("%s.%d", p.item, max(p.page, 1)) }

// valid is the oracle: may the slide be seen at a moment, in epoch seconds?
func (p pane) valid(t int64) bool {
	for _, w := range p.windows {
		if (w[0] == 0 || t >= w[0]) && (w[1] == 0 || t < w[1]) {
			return true
		}
	}
	return len(p.windows) == 0
}

// wall is a set of slides as a build would make it.
type wall struct {
	name   string // stands in every slide, so that a mixture would show
	screen string
	since  int64
	loop   int
	panes  []pane
	weight int // so many bytes more, in a picture
	raw    string
}

func (w *wall) pane(id string) *pane {
	for i := range w.panes {
		if w.panes[i].id() == id {
			return &w.panes[i]
		}
	}
	return nil
}

// html is the inside of <main id="set">.
func (w *wall) html() string {
	if w.raw != "" {
		return w.raw
	}
	var b strings.Builder
	day := time.Unix(w.since, 0).In(built.Location())
	var days []string
	for i := range 60 {
		days = append(days, day.AddDate(0, 0, i).Format("2006-01-02")+":农历某月"+strconv.Itoa(i)+",节气"+strconv.Itoa(i))
	}
	fmt.Fprintf(&b, `<div class="days" data-days="%s" hidden></div>`+"\n", strings.Join(days, "|"))
	end := func(t int64) string {
		if t == 0 {
			return ""
		}
		return strconv.FormatInt(t, 10)
	}
	for _, p := range append(w.panes, pane{item: "quiet", kind: "quiet", level: "normal", dwell: 8, undated: true,
		inside: `<p class="time num"></p><p class="line"><b class="date"></b>　<span class="lunar"></span></p><p class="term"><b></b></p>`}) {
		var windows string
		switch {
		case len(p.windows) == 0:
			windows = `data-from="" data-until=""`
		case len(p.windows) == 1:
			windows = fmt.Sprintf(`data-from="%s" data-until="%s"`, end(p.windows[0][0]), end(p.windows[0][1]))
		default:
			var all []string
			for _, win := range p.windows {
				all = append(all, end(win[0])+"-"+end(win[1]))
			}
			windows = `data-windows="` + strings.Join(all, ",") + `"`
		}
		undated := ""
		if p.undated {
			undated = " data-undated"
		}
		fmt.Fprintf(&b, `<section class="slide" data-id="%s" data-item="%s" data-page="%d/%d" data-kind="%s" data-level="%s" %s data-dwell="%d"%s hidden>`+
			`<div class="page"><h1>[%s] %s</h1>%s<div class="foot"><span>居委会</span><span class="now"></span></div></div></section>`+"\n",
			p.id(), p.item, max(p.page, 1), max(p.pages, 1), p.kind, p.level, windows, p.dwell, undated, w.name, p.id(), p.inside)
	}
	if w.weight > 0 {
		fmt.Fprintf(&b, "<!-- %s -->", strings.Repeat("x", w.weight))
	}
	return b.String()
}

func (w *wall) sum() string {
	sum := sha256.Sum256([]byte(w.html()))
	return hex.EncodeToString(sum[:])
}

func (w *wall) hash() string { return w.sum()[:12] }
func (w *wall) file() string { return "set-" + w.hash() + ".html" }

func (w *wall) manifest(version string) []byte {
	data, err := json.Marshal(map[string]any{
		"version": 1, "screen": w.screen, "since": w.since, "set": w.file(), "sha256": w.sum(), "size": len(w.html()),
		"player": version, "loop": w.loop,
	})
	if err != nil {
		panic(err)
	}
	return data
}

// playerFiles are the player's scripts and styles as they are published, by
// their names in the theme.
var playerFiles = sync.OnceValues(func() (map[string][]byte, error) {
	th, problems := theme.Load(nil, theme.Settings{})
	if problems.HasErrors() {
		return nil, fmt.Errorf("%v", problems)
	}
	dir, err := newFolder("player")
	if err != nil {
		return nil, err
	}
	files := append(th.AssetFiles(), th.Worker()...)
	names := map[string]string{"sw.js": "screens/sw.js"}
	for _, name := range []string{"player.js", "preview.js", "kiosk.js", "screen.css", "kiosk.css"} {
		names[name] = th.Asset(name)
	}
	if _, err := output.Publish(dir, files, output.Options{Version: "test", Clock: built}); err != nil {
		return nil, err
	}
	bodies := map[string][]byte{}
	for name, at := range names {
		if bodies[name], err = readFile(dir, at); err != nil {
			return nil, err
		}
	}
	return bodies, nil
})

func player(t testing.TB, name string) []byte {
	t.Helper()
	files, err := playerFiles()
	if err != nil {
		t.Fatal(err)
	}
	if files[name] == nil {
		t.Fatalf("the theme has no %s", name)
	}
	return files[name]
}

// house serves the screens of a house, and can be made to fail.
type house struct {
	t       testing.TB
	address string // host:port
	server  *http.Server

	mu      sync.Mutex
	wall    *wall // what is published
	old     *wall // what an old copy says
	known   map[string]*wall
	alert   string
	version string
	rest    string
	wake    string
	forged  map[string]string // what somebody else puts in the place of a file, by its name
	script  []byte            // the player
	key     sign.Public       // that the page of a screen has compiled in
	seal    sign.Key          // that signs what is published
	fault   string
	slow    time.Duration // between the pieces of a set
	torn    int           // sets whose reader went away
	now     func() time.Time
	base    time.Time // set where pages have a clock of their own: they tell how far it went
	asked   map[string]int
	hangs   chan struct{}
	origin  time.Time
	sent    map[string]time.Time // when the server first gave a file, by its name
}

const emptyAlerts = `{"version":1,"sequence":1,"alerts":[]}`

// newHouse serves a set.
func newHouse(t testing.TB, w *wall) *house {
	t.Helper()
	if chromium() == "" {
		missing(t, "no Chromium is installed")
	}
	h := &house{t: t, known: map[string]*wall{}, alert: emptyAlerts, version: "1", script: player(t, "player.js"), now: time.Now,
		asked: map[string]int{}, hangs: make(chan struct{}), origin: time.Now(), sent: map[string]time.Time{}}
	h.publish(w)
	h.old = w
	h.listen("127.0.0.1:0")
	t.Cleanup(func() {
		close(h.hangs)
		h.server.Close()
	})
	return h
}

func (h *house) listen(address string) {
	h.t.Helper()
	l, err := net.Listen("tcp", address)
	for range 50 { // the port may not be free at once
		if err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
		l, err = net.Listen("tcp", address)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.address = l.Addr().String()
	h.server = &http.Server{Handler: h}
	go h.server.Serve(l)
}

// die takes the server away; rise brings it back.
func (h *house) die()  { h.server.Close() }
func (h *house) rise() { h.listen(h.address) }

func (h *house) publish(w *wall) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wall = w
	h.known[w.file()] = w
}

func (h *house) set(change func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change()
}

func (h *house) url(id string) string { return "http://" + h.address + "/screens/" + id + "/" }
func (h *house) plain(id string) string {
	_, port, _ := net.SplitHostPort(h.address)
	return "http://" + plainHost + ":" + port + "/screens/" + id + "/"
}

// shell is the page of a screen with a set in it.
func (h *house) shell(w *wall, id string) string {
	more := ""
	if h.key != "" {
		more = ` data-key="` + string(h.key) + `"`
	}
	return strings.Replace(shellPage(w, id, h.version, h.rest, "../../"), `data-wake="off"`, `data-wake="`+h.wake+`"`+more, 1)
}

func shellPage(w *wall, id, version, rest, up string) string {
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="zh-Hans" class="lobby-tv" data-screen="%s" data-zone="28800" data-since="%d" data-rest="%s" data-wake="off" data-loop="%d" data-set="%s" data-version="%s" data-preview="%sassets/preview.js">
<head><meta charset="utf-8"><title>大屏</title><link rel="icon" href="data:,"><link rel="stylesheet" href="%sassets/screen.%s.css"></head>
<body><main id="set">%s</main><div id="a" class="slot"></div><div id="b" class="slot" hidden></div>
<div id="alert" class="takeover" hidden></div><div id="rest" hidden></div>
<script src="%sassets/player.%s.js"></script></body></html>`,
		html.EscapeString(id), w.since, rest, w.loop, w.hash(), version, up, up, version, w.html(), up, version)
}

func (h *house) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	if t, err := strconv.ParseFloat(strings.SplitN(r.URL.Query().Get("t"), ".", 2)[0], 64); err == nil && !h.base.IsZero() {
		at := h.base.Add(time.Duration(t) * time.Second)
		h.now = func() time.Time { return at }
	}
	fault, slow, now := h.fault, h.slow, h.now()
	name := path.Base(r.URL.Path)
	h.asked[name]++
	h.mu.Unlock()

	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'")
	body, kind := h.answer(r.URL.Path, fault)
	if fault == "" || fault == "old" {
		h.mu.Lock()
		key := name + " " + string(kind)
		if strings.HasPrefix(name, "alert") {
			key = string(body)
		}
		if _, ok := h.sent[key]; !ok {
			h.sent[key] = time.Now()
		}
		h.mu.Unlock()
	}
	switch fault {
	case "reset":
		panic(http.ErrAbortHandler)
	case "hang":
		select {
		case <-h.hangs:
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
		panic(http.ErrAbortHandler)
	case "truncated":
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Header().Set("Content-Type", kind)
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	case "cut": // a proxy that says that the half is all
		body = body[:len(body)/2]
	case "404", "500":
		code, _ := strconv.Atoi(fault)
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(code)
		fmt.Fprint(w, "<h1>错误页</h1>")
		return
	case "portal":
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Date", now.AddDate(-1, 0, 0).UTC().Format(http.TimeFormat))
		fmt.Fprint(w, "<h1>请先登录无线网</h1>")
		return
	case "redirect":
		http.Redirect(w, r, "/login", http.StatusFound)
		return
	case "wrong":
		body = bytes.Map(func(r rune) rune {
			if r == '[' {
				return '('
			}
			return r
		}, body)
	}
	if body == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if slow > 0 && strings.HasPrefix(name, "set-") {
		for len(body) > 0 {
			n := min(len(body), 4096)
			if _, err := w.Write(body[:n]); err != nil {
				h.set(func() { h.torn++ })
				return
			}
			body = body[n:]
			w.(http.Flusher).Flush()
			time.Sleep(slow)
		}
		return
	}
	w.Write(body)
}

func (h *house) answer(at, fault string) (body []byte, kind string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w := h.wall
	if fault == "old" {
		w = h.old
	}
	parts := strings.Split(strings.Trim(at, "/"), "/")
	name := parts[len(parts)-1]
	switch forged, ok := h.forged[name]; {
	case ok:
		return []byte(forged), "application/json"
	case name == "blank.html":
		return []byte("<!DOCTYPE html><title>blank</title><script src=\"/assets/player.1.js\"></script>"), "text/html; charset=utf-8"
	case strings.HasSuffix(at, "/") && len(parts) == 2:
		return []byte(h.shell(w, parts[1])), "text/html; charset=utf-8"
	case name == "manifest.json":
		at := *w
		at.screen = parts[1]
		return h.signed("screens/"+at.screen+"/manifest.json", at.manifest(h.version)), "application/json"
	case name == "alert.json":
		return []byte(h.alert), "application/json"
	case name == "sw.js":
		return player(h.t, "sw.js"), "text/javascript"
	case strings.HasPrefix(name, "player.2.") && fault == "old-assets": // of a deploy that is not over
	case strings.HasPrefix(name, "player.") && strings.HasSuffix(name, ".js"):
		return h.script, "text/javascript"
	case name == "preview.js":
		return player(h.t, "preview.js"), "text/javascript"
	case strings.HasPrefix(name, "screen.") && strings.HasSuffix(name, ".css"):
		return player(h.t, "screen.css"), "text/css"
	case strings.HasPrefix(name, "set-") && fault != "half" && h.known[name] != nil:
		return []byte(h.known[name].html()), "text/html; charset=utf-8"
	}
	return nil, ""
}

func (h *house) signed(path string, text []byte) []byte {
	text, err := h.seal.Sign(path, text)
	if err != nil {
		panic(err)
	}
	return text
}

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
	b.t.Helper()
	return eval[seen](b, seenNow)
}

func (b *tab) standing() standing {
	b.t.Helper()
	return eval[standing](b, "banbaoPlayer.state()")
}

// until waits until a page says so.
func (b *tab) until(what string, within time.Duration, expression string) time.Duration {
	b.t.Helper()
	start := time.Now()
	for {
		if eval[bool](b, "!!("+expression+")") {
			return time.Since(start)
		}
		if time.Since(start) > within {
			_, noise := b.heard()
			b.t.Fatalf("not within %v: %s; %+v %s %v", within, what, b.seen(), eval[string](b, `JSON.stringify(window.banbaoPlayer && banbaoPlayer.state ? banbaoPlayer.state() : "no player")`), noise)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// jump lets a page with the clock of a test go on to a moment hours ahead.
func (b *tab) jump(at time.Time) {
	b.t.Helper()
	for again := true; again; { // hour by hour, for a busy machine may take a second for each
		again = eval[bool](b, fmt.Sprintf(`await (async (end) => {
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
	b.t.Helper()
	b.lives(seconds, 2000, "")
}

// look is what a page shows at a moment, in milliseconds of its time.
type look struct {
	T    float64
	Seen seen
}

// watch lets a page live for so many seconds, waiting less for answers that may
// never come, and writes down what is seen at each. It ends as soon as `until`
// says so, an expression in the page, and tells after how many seconds.
func (b *tab) watch(seconds int, until string) ([]look, int) {
	b.t.Helper()
	all := b.lives(seconds, 10, until)
	return all, len(all)
}

func (b *tab) lives(seconds, patience int, until string) []look {
	b.t.Helper()
	looking := `log.push({ t: Date.now() - __banbaoClock.skewed(), seen: ` + seenNow + ` }); if (` + until + `) break;`
	if until == "" {
		looking = ""
	}
	return eval[[]look](b, fmt.Sprintf(`await (async (seconds, patience) => {
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
	b.t.Helper()
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
	b.t.Helper()
	script, err := readFile("testdata", "fast.js")
	b.must(err)
	source := strings.NewReplacer("FACTOR", strconv.Itoa(factor), "ORIGIN", strconv.FormatInt(h.origin.UnixMilli(), 10),
		"SKEW", strconv.FormatInt(skew.Milliseconds(), 10)).Replace(string(script[bytes.Index(script, []byte("(() =>")):]))
	_, err = chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	b.must(err)
	h.set(func() { h.now = func() time.Time { return h.origin.Add(time.Since(h.origin) * time.Duration(factor)) } })
}

// kept waits until the page would come up without a network. Without a clock of
// its own the page needs nothing to get there.
func (b *tab) kept() {
	b.t.Helper()
	b.until("the page is kept", 20*time.Second, `(await caches.match(location.href)) && navigator.serviceWorker.controller`)
}
