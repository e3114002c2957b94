package screentest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// TestKioskKeyboard walks from the first page to a guide by Tab and Enter.
func TestKioskKeyboard(t *testing.T) {
	t.Parallel()
	b := touching(t, "")
	for _, step := range []struct{ link, page string }{{"老人", "to-old-age"}, {"居家养老服务", "guides/elder-care"}, {"返回", "to-old-age"}, {"首页", "home"}, {"按拼音找", "find"}} {
		reached := false
		for range 40 {
			b.Press("\t")
			at := chrome.Eval[chrome.Focused](b, chrome.WhereFocus)
			if at.Tag != "BODY" && (!at.Visible || !at.Marked) {
				t.Errorf("one cannot see the focus at %+v", at)
			}
			if reached = strings.Contains(chrome.Eval[string](b, `document.activeElement.textContent`), step.link); reached && at.Tag != "BODY" {
				break
			}
			reached = false
		}
		if !reached {
			t.Fatalf("Tab never comes to %s", step.link)
		}
		b.Press("\r")
		b.Until(step.link+" leads to "+step.page, 10*time.Second, fmt.Sprintf("%s === %q", shown, step.page))
	}
}

// TestKioskWithoutScript follows the links of the page with script switched off.
func TestKioskWithoutScript(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.WithoutScript()
	b.Size(1080, 1920)
	for hash, want := range map[string]string{"": "您来办什么事", "#to-old-age": "居家养老服务", "#guides/dibao": "谁能办", "#find": "低D保B", "#notices/healthy-elders": "您来办什么事"} {
		b.Visit("about:blank")
		b.Visit(chrome.Site(t).HTTP + kiosk + hash)
		if text := b.Text(); !strings.Contains(text, want) || strings.Contains(text, "退一个") || strings.Contains(text, "还在看吗") || strings.Contains(text, "打印") {
			t.Errorf("%q without script:\n%s", hash, text)
		}
	}
}

// TestKioskAsks makes sure that pages come from the site alone, and that no
// link leads away.
func TestKioskAsks(t *testing.T) {
	t.Parallel()
	b := touching(t, "")
	b.Clock(chrome.Built.Add(30 * time.Second))
	chrome.Eval[any](b, `new Promise(ok => setTimeout(ok, 300))`)
	requests, noise := b.Heard()
	for _, r := range requests {
		if !strings.HasPrefix(r, chrome.Site(t).HTTP) {
			t.Errorf("it asks for %s", r)
		}
	}
	for _, n := range noise {
		if !strings.Contains(n, "favicon") {
			t.Error(n)
		}
	}
	for _, href := range chrome.Eval[[]string](b, `[...document.querySelectorAll("[href]:not(link)")].map(e => e.getAttribute("href")).filter(h => !h.startsWith("#") || !document.getElementById(h.slice(1)))`) {
		t.Errorf("a link leads to %s", href)
	}
	for _, odd := range chrome.Eval[[]string](b, `[...document.querySelectorAll("[style],[onclick],style,script:not([src])")].map(e => e.outerHTML.slice(0, 80))`) {
		t.Errorf("inline: %s", odd)
	}
}

// TestKioskScript keeps the script small.
func TestKioskScript(t *testing.T) {
	t.Parallel()
	if n := len(player(t, "kiosk.js")); n > 10_000 {
		t.Errorf("kiosk.js has %d bytes", n)
	}
}

// TestKioskAccessibility asks axe, with the contrast of level AAA.
func TestKioskAccessibility(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	b := touching(t, "")
	chrome.Eval[any](b, script)
	for _, hash := range []string{"#home", "#to-old-age", "#guides/dibao", "#guides/dibao.2", "#find", "#notices", "#activities", "#phones"} {
		b.hash(hash)
		if hash == "#find" {
			b.letter("J")
		}
		if found := b.Axe(chrome.ElderRules); found != "" {
			t.Errorf("%s:\n%s", hash, found)
		}
	}
	b.Clock(chrome.Built.Add(51 * time.Second))
	if found := b.Axe(chrome.ElderRules); found != "" {
		t.Errorf("while it asks:\n%s", found)
	}
}
