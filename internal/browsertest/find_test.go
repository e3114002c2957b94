package browsertest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// found is what a reader sees after typing something into the field.
type found struct {
	Said, First, Page, Marked string
	Hits                      int
	InField                   bool
}

const typeAndLook = `(() => {
	const field = document.querySelector(".find input");
	field.focus();
	field.value = %q;
	field.dispatchEvent(new Event("input", {bubbles: true}));
	const seen = [...document.querySelectorAll("#found a")].filter(a => a.checkVisibility() && a.closest("li")), first = seen[0];
	return {
		said: document.querySelector("#found [role=status]").innerText, hits: seen.length,
		first: first ? first.querySelector("b").innerText : "", page: first ? first.href : "",
		marked: first ? [...first.querySelectorAll("b mark")].map(m => m.innerText).join(" ") : "",
		inField: document.activeElement === field,
	};
})()`

// TestFind types what people ask into the field and reads what comes first.
func TestFind(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "guides/letters.html")
	find := func(words string) found {
		t.Helper()
		return chrome.Eval[found](b, fmt.Sprintf(typeAndLook, words))
	}
	for _, q := range asked {
		if got := find(q.ask); !strings.HasSuffix(got.Page, q.page) || !got.InField {
			t.Errorf("%s finds %+v, not %s", q.ask, got, q.page)
		}
	}
	for _, c := range []struct{ words, page, marked string }{
		{"db", "guides/dibao.html", "低保"},
		{"dibao", "guides/dibao.html", "低保"},
		{"ＤＩ ｂａｏ", "guides/dibao.html", "低保"},
		{"dbao", "guides/dibao.html", "低保"},
		{"jzz", "guides/residence-permit.html", "居住证"},
		{"dj", "guides/mediation.html", "调解"}, // as some read it
		{"居住证", "guides/residence-permit.html", "居住证"},
		{"yibao", "guides/insurance.html", ""}, // by another name
		{"亡", "guides/bereavement.html", ""},
	} {
		if got := find(c.words); !strings.HasSuffix(got.Page, c.page) || got.Marked != c.marked {
			t.Errorf("%s finds %+v", c.words, got)
		}
	}
	if got := find("低保"); !strings.Contains(got.Said, fmt.Sprintf("找到%d件", got.Hits)) || !strings.Contains(got.Said, "这21件办事指南的名称、材料、谁能办") {
		t.Errorf("it says %q of %d", got.Said, got.Hits)
	}
	if got := find("航天飞机"); got.Hits != 0 || !strings.Contains(got.Said, "没有找到“航天飞机”") || !strings.Contains(got.Said, "0523-0600 1101") {
		t.Errorf("nothing is found as %+v", got)
	}
	if got := find("<&\"(["); got.Hits != 0 || !strings.Contains(got.Said, "<&\"([") {
		t.Errorf("signs are found as %+v", got)
	}
	b.Press("\x1b")
	if left := chrome.Eval[string](b, `document.querySelector(".find input").value + document.querySelector("#found").innerText.trim()`); left != "" {
		t.Errorf("Escape leaves %q", left)
	}
	if n := chrome.Eval[int](b, `document.querySelectorAll(".directory a").length`); n != len(chrome.Site(t).Plan.Site.Guides) {
		t.Errorf("below the field %d guides are listed", n)
	}

	// From a folder, too: Enter in another list leads to the answers.
	b.Visit(chrome.Site(t).File + "guides/index.html")
	b.Press("\t") // so that the page has the keys
	chrome.Eval[any](b, `(() => { const field = document.querySelector(".find input"); field.focus(); field.value = "居住 证"; })()`)
	b.Press("\r")
	for end := time.Now().Add(20 * time.Second); !strings.HasSuffix(b.Where(), "guides/letters.html") && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	b.Until("there are answers", 20*time.Second, `document.querySelector("#found li a")`)
	if first := chrome.Eval[string](b, `document.querySelector("#found li a").href + document.activeElement.value`); !strings.HasSuffix(first, "residence-permit.html居住 证") {
		t.Errorf("Enter leads to %s", first)
	}
	for _, at := range []string{chrome.Site(t).HTTP, chrome.Site(t).File} {
		b.Visit(at + "guides/letters.html?q=%E4%BD%8E%E4%BF%9D")
		if first := chrome.Eval[string](b, `document.querySelector("#found li a").href`); first != at+"guides/dibao.html" {
			t.Errorf("?q= finds %s", first)
		}
	}
	for _, list := range []string{"index", "who", "windows"} {
		b.Visit(chrome.Site(t).HTTP + "guides/" + list + ".html")
		if high := chrome.Eval[float64](b, `Math.min(...[...document.querySelectorAll(".find input, .find button")].map(e => e.getBoundingClientRect().height))`); high < 44 {
			t.Errorf("%s: the field is %.0f px high", list, high)
		}
	}
	for _, words := range []string{"低保", "没有的事"} { // one with results, one without
		b.Visit(chrome.Site(t).HTTP + "guides/letters.html")
		find(words)
		accessible(b, words)
	}
	if _, noise := b.Heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}

	b.WithoutScript()
	b.Visit(chrome.Site(t).HTTP + "guides/letters.html")
	if chrome.Eval[bool](b, `[...document.querySelectorAll(".find, #found section")].some(e => e.checkVisibility())`) {
		t.Error("without script there is a field that finds nothing")
	}
	if !strings.Contains(b.Text(), "低保申请") {
		t.Error("without script there is no list")
	}
}

// accessible lets the checker look at a page as it stands, narrow and wide.
func accessible(b *chrome.Tab, what string) {
	b.Helper()
	script, err := os.ReadFile(chrome.AxeFile)
	if err != nil {
		b.Logf("NOT TESTED: axe-core is not installed (npm ci)")
		return
	}
	chrome.Eval[any](b, "(() => {"+string(script)+"})()")
	for _, width := range []int64{390, 1280} {
		for _, dark := range []bool{false, true} {
			b.Size(width, 900)
			b.Dark(dark)
			if bad := b.Axe(chrome.OrdinaryRules); bad != "" {
				b.Errorf("%s at %d px, dark %v:\n%s", what, width, dark, bad)
			}
		}
	}
}
