package browsertest

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// voiced makes a tab with a Chinese voice that says nothing; see voice.js.
func voiced(t *testing.T, before string) *chrome.Tab {
	t.Helper()
	b := chrome.Open(t)
	script, err := os.ReadFile("testdata/voice.js")
	b.Must(err)
	b.Before(before + string(script))
	return b
}

// readable waits for the button that reads the page aloud; its script is asked
// for when the page has found a voice.
func readable(b *chrome.Tab) {
	b.Helper()
	b.Until("there is something to read aloud with", 20*time.Second, `!document.getElementById("reader").hidden`)
}

// TestReadAloud has a notice, an activity and a guide read, by keyboard.
func TestReadAloud(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := voiced(t, "")
	for _, k := range chrome.Kinds(t) {
		if !slices.Contains([]string{"notice-urgent", "notice-story", "activity-once", "guide"}, k.Name) {
			continue
		}
		b.Visit(s.HTTP + k.Path)
		readable(b)
		title := chrome.Eval[string](b, `document.querySelector("h1:not(.masthead-name)").textContent.trim()`)
		chrome.Eval[any](b, `document.querySelector("#reader button").focus()`)
		b.Press("\r")
		first := chrome.Eval[[]string](b, `[__voice.heard[0], __voice.marked().trim()]`)
		if first[1] == "" || !strings.HasPrefix(chrome.Flat(title), chrome.Flat(first[1])) {
			t.Errorf("%s: first %q is marked, of %q", k.Path, first, title)
		}
		chrome.Eval[any](b, `__voice.end()`)
		if n := chrome.Eval[int](b, `__voice.heard.length`); n != 2 {
			t.Errorf("%s: %d sentences after the first", k.Path, n)
		}
		b.Press("\r") // pause
		if chrome.Eval[bool](b, `__voice.speaking()`) || chrome.Eval[string](b, `document.activeElement.innerText.trim()`) != "接着念" {
			t.Errorf("%s: it does not pause", k.Path)
		}
		b.Press("\r") // go on, with the sentence that was broken off
		if again := chrome.Eval[[]string](b, `__voice.heard.slice(1)`); len(again) != 2 || again[0] != again[1] {
			t.Errorf("%s: it goes on with %q", k.Path, again)
		}
		before := chrome.Eval[float64](b, `__voice.rate()`)
		b.Press("\t\t")
		b.Press("\r")
		if after := chrome.Eval[float64](b, `__voice.rate()`); after >= before {
			t.Errorf("%s: slower is %v after %v", k.Path, after, before)
		}
		b.Press("\t\r") // as fast as before, for the next page
		b.Press("\u001b")
		if chrome.Eval[bool](b, `__voice.speaking() || __voice.marked() !== ""`) {
			t.Errorf("%s: Escape does not stop it", k.Path)
		}
	}
}

// TestReadAloudToTheEnd hears a whole guide: nothing hidden, no button, and it
// stops by itself, or when the page is left.
func TestReadAloudToTheEnd(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := voiced(t, "")
	b.Visit(s.HTTP + s.Plan.Site.Guides[0].Path())
	readable(b)
	heard := chrome.Eval[[]string](b, `(() => {
		document.querySelector("#reader button").click();
		for (let i = 0; i < 2000 && __voice.speaking(); i++) __voice.end();
		return __voice.heard;
	})()`)
	if len(heard) < 10 {
		t.Fatalf("only %q", heard)
	}
	for _, sentence := range heard {
		if strings.Contains(sentence, "打印这一页") || strings.ContainsAny(sentence, "*|#") {
			t.Errorf("it reads %q", sentence)
		}
	}
	if chrome.Eval[string](b, `document.querySelector("#reader button").innerText.trim()`) != "朗读" {
		t.Error("at the end it does not stop")
	}
	if chrome.Eval[bool](b, `(document.querySelector("#reader button").click(), window.dispatchEvent(new PageTransitionEvent("pagehide")), __voice.speaking())`) {
		t.Error("leaving the page does not stop it")
	}
}

// TestNoVoice leaves the button away where no Chinese voice is on the device,
// and nothing moves when one is found.
func TestNoVoice(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	b := voiced(t, "window.__noVoice = true;")
	b.Visit(s.HTTP + chrome.Urgent(t).Path())
	const top = `document.querySelector("h1:not(.masthead-name)").getBoundingClientRect().top`
	if !chrome.Eval[bool](b, `document.getElementById("reader").hidden`) {
		t.Error("there is a button and no voice")
	}
	for _, width := range []int64{390, 1280} {
		b.Size(width, 900)
		if moved := chrome.Eval[[]float64](b, `(() => { const r = document.getElementById("reader"); r.hidden = true; const a = `+top+`; r.hidden = false; const z = `+top+`; r.hidden = true; return [a, z]; })()`); moved[0] != moved[1] {
			t.Errorf("at %d px the title moves from %v to %v when a voice is found", width, moved[0], moved[1])
		}
	}
}

// TestSpoken says what stands in notices as people do.
func TestSpoken(t *testing.T) {
	t.Parallel()
	b := voiced(t, "")
	b.Visit(chrome.Site(t).HTTP + chrome.Urgent(t).Path())
	readable(b)
	for _, c := range []struct{ written, spoken string }{
		{"11月23日（星期一）9:30", "十一月二十三日（星期一）九点半"},
		{"9:00—11:05", "九点到十一点零五分"},
		{"14:00至16:20", "十四点至十六点二十分"},
		{"2026年1月5日", "二零二六年一月五日"},
		{"2026-11-22", "二零二六年十一月二十二日"},
		{"11月20日至28日", "十一月二十日至二十八日"},
		{"11月20日—28日", "十一月二十日到二十八日"},
		{"电话0523-0600 1101", "电话零五二三，零六零零，幺幺零幺"},
		{"手机13812345678", "手机幺三八幺二三四五六七八"},
		{"急事拨110", "急事拨幺幺零"},
		{"热线：12345", "热线：幺二三四五"},
		{"400-060-1101", "四零零，零六零，幺幺零幺"},
		{"新社居〔2026〕12号", "新社居，二零二六年，十二号"},
		{"3幢2单元501室", "3幢2单元五零幺室"},
		{"比分3:2", "比分3:2"},
		{"一共120元，打8折", "一共120元，打8折"},
		{"找30个人", "找30个人"},
		{"2026—2027年", "2026—二零二七年"},
	} {
		if got := chrome.Eval[string](b, `banbaoSpoken(`+quoted(c.written)+`)`); got != c.spoken {
			t.Errorf("%s is said as %s, not %s", c.written, got, c.spoken)
		}
	}
}

func quoted(s string) string { return "\"" + strings.ReplaceAll(s, "\"", "\\\"") + "\"" }
