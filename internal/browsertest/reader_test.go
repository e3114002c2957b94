package browsertest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// voiced makes a tab with a Chinese voice that says nothing; see voice.js.
func voiced(t *testing.T, before string) *tab {
	t.Helper()
	b := open(t)
	script, err := os.ReadFile("testdata/voice.js")
	b.must(err)
	_, err = chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: before + string(script)})
	b.must(err)
	return b
}

// TestReadAloud has a notice, an activity and a guide read, by keyboard.
func TestReadAloud(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := voiced(t, "")
	for _, k := range kinds(t) {
		if !slices.Contains([]string{"notice-urgent", "notice-story", "activity-once", "guide"}, k.name) {
			continue
		}
		b.visit(s.http + k.path)
		if eval[bool](b, `document.getElementById("reader").hidden`) {
			t.Fatalf("%s: nothing to read aloud with", k.path)
		}
		title := eval[string](b, `document.querySelector("h1:not(.masthead-name)").textContent.trim()`)
		eval[any](b, `document.querySelector("#reader button").focus()`)
		b.press("\r")
		first := eval[[]string](b, `[__voice.heard[0], __voice.marked().trim()]`)
		if first[1] == "" || !strings.HasPrefix(flat(title), flat(first[1])) {
			t.Errorf("%s: first %q is marked, of %q", k.path, first, title)
		}
		eval[any](b, `__voice.end()`)
		if n := eval[int](b, `__voice.heard.length`); n != 2 {
			t.Errorf("%s: %d sentences after the first", k.path, n)
		}
		b.press("\r") // pause
		if eval[bool](b, `__voice.speaking()`) || eval[string](b, `document.activeElement.innerText.trim()`) != "接着念" {
			t.Errorf("%s: it does not pause", k.path)
		}
		b.press("\r") // go on, with the sentence that was broken off
		if again := eval[[]string](b, `__voice.heard.slice(1)`); len(again) != 2 || again[0] != again[1] {
			t.Errorf("%s: it goes on with %q", k.path, again)
		}
		before := eval[float64](b, `__voice.rate()`)
		b.press("\t\t")
		b.press("\r")
		if after := eval[float64](b, `__voice.rate()`); after >= before {
			t.Errorf("%s: slower is %v after %v", k.path, after, before)
		}
		b.press("\t\r") // as fast as before, for the next page
		b.press("\u001b")
		if eval[bool](b, `__voice.speaking() || __voice.marked() !== ""`) {
			t.Errorf("%s: Escape does not stop it", k.path)
		}
	}
}

// TestReadAloudToTheEnd hears a whole guide: nothing hidden, no button, and it
// stops by itself, or when the page is left.
func TestReadAloudToTheEnd(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := voiced(t, "")
	b.visit(s.http + s.plan.Site.Guides[0].Path())
	heard := eval[[]string](b, `(() => {
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
	if eval[string](b, `document.querySelector("#reader button").innerText.trim()`) != "朗读" {
		t.Error("at the end it does not stop")
	}
	if eval[bool](b, `(document.querySelector("#reader button").click(), window.dispatchEvent(new PageTransitionEvent("pagehide")), __voice.speaking())`) {
		t.Error("leaving the page does not stop it")
	}
}

// TestNoVoice leaves the button away where no Chinese voice is on the device,
// and nothing moves when one is found.
func TestNoVoice(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := voiced(t, "window.__noVoice = true;")
	b.visit(s.http + urgent(t).Path())
	const top = `document.querySelector("h1:not(.masthead-name)").getBoundingClientRect().top`
	if !eval[bool](b, `document.getElementById("reader").hidden`) {
		t.Error("there is a button and no voice")
	}
	for _, width := range []int64{390, 1280} {
		b.size(width, 900)
		if moved := eval[[]float64](b, `(() => { const r = document.getElementById("reader"); r.hidden = true; const a = `+top+`; r.hidden = false; const z = `+top+`; r.hidden = true; return [a, z]; })()`); moved[0] != moved[1] {
			t.Errorf("at %d px the title moves from %v to %v when a voice is found", width, moved[0], moved[1])
		}
	}
}

// TestSpoken says what stands in notices as people do.
func TestSpoken(t *testing.T) {
	t.Parallel()
	b := voiced(t, "")
	b.visit(site(t).http + urgent(t).Path())
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
		if got := eval[string](b, `banbaoSpoken(`+quoted(c.written)+`)`); got != c.spoken {
			t.Errorf("%s is said as %s, not %s", c.written, got, c.spoken)
		}
	}
}

func quoted(s string) string { return "\"" + strings.ReplaceAll(s, "\"", "\\\"") + "\"" }
