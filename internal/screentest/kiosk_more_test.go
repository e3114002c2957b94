package screentest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// TestKioskWithoutNetwork touches a kiosk whose server is gone: the worker has
// kept the pages that are touched, and the way back to the loop.
func TestKioskWithoutNetwork(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	var down atomic.Bool
	files := http.FileServer(http.Dir(s.Dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil // which is that of the machine
		if down.Load() {
			panic(http.ErrAbortHandler)
		}
		if strings.HasSuffix(r.URL.Path, "/alert.json") { // the sample's would keep the glass
			io.WriteString(w, emptyAlerts)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	b := open(t)
	b.Size(1080, 1920)
	b.Visit(server.URL + "/screens/kiosk/")
	b.live(5)
	b.kept()
	b.Until("the pages that are touched are kept", 20*time.Second, `await caches.match(new URL("touch/", location.href).href)`)
	down.Store(true)
	arrive := func(do, path string) {
		t.Helper()
		chrome.Eval[any](b, `(setTimeout(() => {`+do+`}, 10), 0)`)
		for deadline := time.Now().Add(20 * time.Second); b.Where() != path; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s leads to %q, not to %s", do, b.Where(), path)
			}
		}
	}
	arrive(`document.body.click(); __banbaoClock.to(Date.now() + 2000)`, "/screens/kiosk/touch/index.html")
	b.Until("it can be read", 20*time.Second, `document.readyState === "complete"`)
	b.hash("#guides/dibao")
	if text := b.Text(); !strings.Contains(text, "谁能办") {
		t.Errorf("without a network one reads %q", text)
	}
	if size := chrome.Eval[float64](b, `parseFloat(getComputedStyle(document.documentElement).fontSize)`); size < 20 {
		t.Errorf("without a network there is no style: %v", size)
	}
	arrive(`__banbaoClock.to(Date.now() + 61e3)`, "/screens/kiosk/index.html")
	b.Until("it plays", 20*time.Second, `(__banbaoClock.to(Date.now() + 1000), window.banbaoPlayer && banbaoPlayer.state && `+seenNow+`.slides.length === 1)`)
}

// aVoice is a device that can read Chinese aloud; what it said stands in `said`.
const aVoice = `(() => {
	window.said = [];
	window.SpeechSynthesisUtterance = function (text) { this.text = text; };
	Object.defineProperty(window, "speechSynthesis", { value: {
		getVoices: () => [{ lang: "en-US", localService: true }, { lang: "zh-CN", localService: LOCAL }],
		speak(one) { said.push(one.text); window.speaking = one; },
		cancel() { window.speaking = null; },
	} });
})();`

// TestKioskReads has a page read aloud: only by a voice of the device itself,
// as long as it takes, and no longer than the page is there.
func TestKioskReads(t *testing.T) {
	t.Parallel()
	const button = `document.querySelector("[id='guides/dibao'] [data-read]")`
	for _, script := range []string{"", strings.Replace(aVoice, "LOCAL", "false", 1)} {
		b := open(t)
		b.Before(script + ";")
		b.Visit(chrome.Site(t).HTTP + kiosk + "#guides/dibao")
		if !chrome.Eval[bool](b, button+`.hidden`) {
			t.Error("a device without a Chinese voice of its own offers to read")
		}
	}
	b := open(t)
	b.Size(1080, 1920)
	b.Before(strings.Replace(aVoice, "LOCAL", "true", 1))
	b.Visit(chrome.Site(t).HTTP + kiosk + "#guides/dibao")
	if chrome.Eval[bool](b, button+`.hidden`) {
		t.Fatal("it does not offer to read")
	}
	if cut := chrome.Eval[[]string](b, `[...document.querySelectorAll("[id='guides/dibao'] .bar button, [id='guides/dibao'] .bar a")].filter((e) => e.getClientRects().length && (e.scrollWidth > e.clientWidth + 1 || e.parentNode.getBoundingClientRect().right > innerWidth)).map((e) => e.textContent)`); len(cut) > 0 {
		t.Errorf("no room for %q", cut)
	}
	chrome.Eval[any](b, `(`+button+`.querySelector("button").click(), 0)`)
	b.Clock(chrome.Built.Add(70 * time.Second)) // nobody touches, and somebody listens
	if !chrome.Eval[bool](b, `document.getElementById("ask").hidden`) {
		t.Error("it asks while it reads")
	}
	said := chrome.Eval[[]string](b, `(() => { for (let n = 0; n < 200 && speaking; n++) { const one = speaking; window.speaking = null; one.onend(); } return said; })()`)
	all := strings.Join(said, "。")
	if len(said) < 5 || !strings.Contains(all, "低保申请") || !strings.Contains(all, "谁能办") || strings.Contains(all, "返回") {
		t.Errorf("it reads %q", said)
	}
	if word := chrome.Eval[string](b, button+`.textContent`); word != "朗读" {
		t.Errorf("at the end the button says %q", word)
	}
	chrome.Eval[any](b, `(`+button+`.querySelector("button").click(), 0)`)
	b.hash("#home")
	if chrome.Eval[bool](b, `!!speaking`) {
		t.Error("it reads on when the page is gone")
	}
	b.Clock(chrome.Built.Add(125 * time.Second))
	if chrome.Eval[bool](b, `document.getElementById("ask").hidden`) {
		t.Error("it does not ask after it has read")
	}
}
