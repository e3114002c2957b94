package screentest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// What a screen does with what a hostile server says.
const (
	refusedFile = "不收，照放原来的 refused, the last good stays"
	shownWords  = "当文字放 shown as words"
	notShown    = "这一条不放 this one is not shown"
	shownTame   = "放，里面的不运行、不出去 shown; nothing in it runs or asks"
)

// hostileWord is one thing that a hostile server says, and what comes of it.
type hostileWord struct {
	zh, en string
	does   string
	say    func(h *house, now time.Time) // puts it into the place of what is good
}

// forge puts a text in the place of a file.
func forge(name, text string) func(*house, time.Time) {
	return func(h *house, _ time.Time) { h.set(func() { h.forged[name] = text }) }
}

// manifestWith is the manifest of a set that is there, with some keys changed.
func manifestWith(change map[string]any) func(*house, time.Time) {
	return func(h *house, now time.Time) {
		next := plainWall("N", today(chrome.Built))
		next.screen = "hall"
		h.set(func() { h.known[next.file()] = next })
		m := map[string]any{}
		if err := json.Unmarshal(next.manifest("1"), &m); err != nil {
			panic(err)
		}
		if change["set"] == "digits" { // of the right form, and there is nothing
			change["set"] = "set-" + strings.Repeat("0", 12) + ".html"
		}
		maps.Copy(m, change)
		text, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		forge("manifest.json", string(text))(h, now)
	}
}

// alertWith is an alert with some keys changed, as a file.
func alertWith(change map[string]any) func(*house, time.Time) {
	return func(h *house, now time.Time) {
		h.set(func() { h.forged["alert.json"] = alarms(h.sequence(), alarm(now, change)) })
	}
}

// alertsOf is a file of alerts, as text.
func alertsOf(alerts string) func(*house, time.Time) {
	return func(h *house, _ time.Time) {
		h.set(func() {
			h.forged["alert.json"] = fmt.Sprintf(`{"version":1,"sequence":%d,"alerts":%s}`, h.sequence(), alerts)
		})
	}
}

// sequence is a later one with each question; the house is locked.
func (h *house) sequence() int { return 1000 + h.asked["alert.json"] }

// setWith publishes a set with more HTML in each of its slides.
func setWith(inside string) func(*house, time.Time) {
	return func(h *house, _ time.Time) {
		w := plainWall("H", today(chrome.Built))
		for i := range w.panes {
			w.panes[i].inside = inside
		}
		h.publish(w)
	}
}

// hostileWords are those that the docs list; elsewhere is another server.
func hostileWords(elsewhere string) []hostileWord {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	huge := strings.Repeat(" ", 50_000_000)
	html := `<img src=x onerror=hacked()><script>hacked()</script>`
	return []hostileWord{
		{"清单是网页", "a manifest that is a page", refusedFile, forge("manifest.json", "<script>hacked()</script>")},
		{"清单是 50 MB", "a manifest of 50 MB", refusedFile, forge("manifest.json", huge)},
		{"清单套了一万层", "a manifest nested 10,000 deep", refusedFile, forge("manifest.json", `{"version":1,"set":`+deep+`}`)},
		{"清单里的 `__proto__`", "`__proto__` in a manifest", refusedFile, forge("manifest.json", `{"__proto__":{"version":1,"screen":"hall","hacked":1},"constructor":{"prototype":{"hacked":1}}}`)},
		{"那一套在别的主机", "a set of another host", refusedFile, manifestWith(map[string]any{"set": elsewhere + "/set-000000000000.html"})},
		{"那一套在 `//` 别的主机", "a set by a scheme-relative address", refusedFile, manifestWith(map[string]any{"set": strings.TrimPrefix(elsewhere, "http:") + "/set-000000000000.html"})},
		{"那一套的路径有 `../`", "a set by `../`", refusedFile, manifestWith(map[string]any{"set": "../../set-000000000000.html"})},
		{"那一套是 `javascript:`", "a set by `javascript:`", refusedFile, manifestWith(map[string]any{"set": "javascript:hacked()"})},
		{"那一套是对象", "an object for the set", refusedFile, manifestWith(map[string]any{"set": map[string]any{"toString": "set"}})},
		{"那一套不在", "a set that is not there", refusedFile, manifestWith(map[string]any{"set": "digits"})},
		{"哈希不对", "a wrong hash", refusedFile, manifestWith(map[string]any{"sha256": strings.Repeat("0", 64)})},
		{"大小写着十亿", "a size of 1e9", refusedFile, manifestWith(map[string]any{"size": 1e9})},
		{"大小比写的大", "more bytes than it says", refusedFile, manifestWith(map[string]any{"size": 10})},
		{"别的屏的清单", "the manifest of another screen", refusedFile, manifestWith(map[string]any{"screen": "lift"})},
		{"日子在一万年以后", "a day in ten thousand years", refusedFile, manifestWith(map[string]any{"since": 3e11})},
		{"警报文件是 50 MB", "alerts of 50 MB", refusedFile, forge("alert.json", huge)},
		{"警报文件是数组", "alerts that are an array", refusedFile, forge("alert.json", `[1]`)},
		{"警报的序号是字", "a word as sequence of the alerts", refusedFile, forge("alert.json", `{"version":1,"sequence":"9","alerts":[]}`)},
		{"警报的序号是负数", "a negative sequence", refusedFile, forge("alert.json", `{"version":1,"sequence":-1,"alerts":[]}`)},
		{"警报套了一万层", "an alert nested 10,000 deep", notShown, alertsOf(deep)},
		{"警报里只有 `__proto__`", "an alert with `__proto__` alone", notShown, alertsOf(`[{"__proto__":{"id":"x","headline":"x","hacked":1}}]`)},
		{"警报的标题是对象", "an object as headline", notShown, alertWith(map[string]any{"headline": map[string]any{"toString": 1}})},
		{"警报的颜色是 `constructor`", "`constructor` as colour", notShown, alertWith(map[string]any{"colour": "constructor"})},
		{"警报永远不完", "an alert that ends at 1e300", notShown, alertWith(map[string]any{"expires": 1e300})},
		{"警报的标题是 HTML", "HTML in an alert's headline", shownWords, alertWith(map[string]any{"headline": html, "title": html, "issuer": html, "acts": []string{html}})},
		{"警报的电话是 `javascript:`", "`javascript:` as an alert's telephone", shownWords, alertWith(map[string]any{"headline": "<img src=x>", "phone": "javascript:hacked()"})},
		{"那一套里有脚本", "a script in a set", shownTame, setWith(`<script>hacked()</script><img src="x" onerror="hacked()"><svg onload="hacked()"></svg>`)},
		{"那一套里问别的主机", "a set that asks another host", shownTame, setWith(strings.ReplaceAll(`<img src="HOST/a.png"><iframe src="HOST/b"></iframe><video autoplay src="HOST/c"></video><object data="HOST/d"></object><style>@import "HOST/e";</style><p style="background:url(HOST/f)">x</p>`, "HOST", elsewhere))},
		{"那一套要换到别的网页", "a set that leads to another page", shownTame, setWith(fmt.Sprintf(`<meta http-equiv="refresh" content="0;url=%s/refresh"><base href="%[1]s/">`, elsewhere))},
		{"那一套先连上别的主机", "a set that connects to another host beforehand", shownTame, setWith(strings.ReplaceAll(`<link rel="preconnect" href="HOST"><link rel="prefetch" href="HOST/p"><link rel="stylesheet" href="HOST/s.css">`, "HOST", elsewhere))},
		{"那一套里有 `javascript:` 的链接", "links to `javascript:` in a set", shownTame, setWith(`<a class="live" href="javascript:hacked()">x</a><form action="javascript:hacked()"><button>x</button></form>`)},
		{"那一套里有一万层", "a set nested 10,000 deep", shownTame, setWith(strings.Repeat("<i>", 10_000) + "x")},
		{"一页停十亿秒", "a slide of 1e9 seconds", "最多十分钟 ten minutes at most", func(h *house, _ time.Time) {
			w := plainWall("H", today(chrome.Built))
			w.panes[0].dwell = 1e9
			h.publish(w)
		}},
		{"五千页", "5,000 slides", shownTame, func(h *house, _ time.Time) {
			w := plainWall("H", today(chrome.Built))
			for i := range 5_000 {
				w.panes = append(w.panes, pane{item: fmt.Sprintf("notices/%d", i), kind: "notice", level: "normal", dwell: 8})
			}
			h.publish(w)
		}},
	}
}

// TestPlayerHostile says to a screen what a hostile server may say: no script of
// it runs, no other host is asked, the page stays, and so does the last good.
func TestPlayerHostile(t *testing.T) {
	t.Parallel()
	var knocks atomic.Int64
	elsewhere := httptest.NewUnstartedServer(http.NotFoundHandler())
	elsewhere.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			knocks.Add(1)
		}
	}
	elsewhere.Start()
	defer elsewhere.Close()
	docs, err := os.ReadFile(chrome.Root + "/docs/safety.md")
	if err != nil {
		t.Fatal(err)
	}
	good := plainWall("A", today(chrome.Built))
	h := newHouse(t, good)
	h.base, h.forged = chrome.Built, map[string]string{}
	b := open(t)
	// Whatever runs leaves a trace.
	hear := func() { chrome.Eval[any](b, `(window.hacked = () => { window.wasHacked = true }, 0)`) }
	b.Visit(h.url("hall"))
	hear()
	b.live(12)
	asked := func() int {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.asked["manifest.json"] + h.asked["alert.json"]
	}
	for _, w := range hostileWords(elsewhere.URL) {
		if row := fmt.Sprintf("| %s %s | %s |\n", w.zh, w.en, w.does); !strings.Contains(string(docs), row) {
			t.Errorf("docs/safety.md lacks %s", row)
		}
		before := asked()
		w.say(h, time.Unix(int64(b.standing().Time), 0))
		chrome.Eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
		b.live(6)
		if asked() < before+2 {
			t.Errorf("%s: nothing was asked", w.en)
		}
		want := "[A]"
		if h.wall != good {
			want = "[H]"
			b.liveUntil(40, func(s seen) bool { return strings.Contains(s.Text, want) })
			b.live(20) // and now it is on the glass, for whatever wakes there
		}
		now := b.seen()
		switch w.does {
		case shownWords:
			if !strings.Contains(now.Alert, "<img src=x") {
				t.Errorf("%s: seen is %+v", w.en, now)
			}
		case refusedFile, notShown, shownTame:
			if now.blank() || now.Alert != "" || !strings.Contains(now.Text, want) {
				t.Errorf("%s: seen is %+v, %+v", w.en, now, b.standing())
			}
		default:
			first := b.standing().Slide
			if _, took := b.watch(620, fmt.Sprintf("banbaoPlayer.state().slide !== %q", first)); took == 620 {
				t.Errorf("%s: %s stands for ever", w.en, first)
			}
		}
		wrong := chrome.Eval[[]string](b, `(document.querySelectorAll("a.live").forEach((a) => a.click()), [
			["a script ran", window.wasHacked || !window.hacked],
			["every object has changed", "hacked" in {}],
			["there is a script", document.querySelector(".slot script, #alert script, #alert img, #alert a")],
			["the page is another", !document.documentElement.hasAttribute("data-screen")],
		].filter((l) => l[1]).map((l) => l[0]))`)
		if len(wrong) > 0 || knocks.Load() > 0 {
			t.Errorf("%s: %q, another host was asked %d times", w.en, wrong, knocks.Load())
			knocks.Store(0)
			b.Visit(h.url("hall"))
			hear()
		}
		// Back to what is good, as the last good of the next.
		h.set(func() {
			clear(h.forged)
			h.alert = alarms(h.sequence())
		})
		h.publish(good)
		chrome.Eval[any](b, `(dispatchEvent(new Event("online")), 0)`)
		b.live(6)
		if now := b.liveUntil(700, func(s seen) bool { return s.Alert == "" && strings.Contains(s.Text, "[A]") }); !strings.Contains(now.Text, "[A]") {
			t.Fatalf("after %s what is good does not come back: %+v %+v", w.en, now, b.standing())
		}
	}
}
