package browsertest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
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
	b := open(t)
	b.visit(site(t).http + "guides/letters.html")
	find := func(words string) found {
		t.Helper()
		return eval[found](b, fmt.Sprintf(typeAndLook, words))
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
	b.press("\x1b")
	if left := eval[string](b, `document.querySelector(".find input").value + document.querySelector("#found").innerText.trim()`); left != "" {
		t.Errorf("Escape leaves %q", left)
	}
	if n := eval[int](b, `document.querySelectorAll(".directory a").length`); n != len(site(t).plan.Site.Guides) {
		t.Errorf("below the field %d guides are listed", n)
	}

	// From a folder, too: Enter in another list leads to the answers.
	b.visit(site(t).file + "guides/index.html")
	b.press("\t") // so that the page has the keys
	eval[any](b, `(() => { const field = document.querySelector(".find input"); field.focus(); field.value = "居住 证"; })()`)
	b.press("\r")
	for end := time.Now().Add(20 * time.Second); !strings.HasSuffix(b.where(), "guides/letters.html") && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	b.until("there are answers", 20*time.Second, `document.querySelector("#found li a")`)
	if first := eval[string](b, `document.querySelector("#found li a").href + document.activeElement.value`); !strings.HasSuffix(first, "residence-permit.html居住 证") {
		t.Errorf("Enter leads to %s", first)
	}
	for _, at := range []string{site(t).http, site(t).file} {
		b.visit(at + "guides/letters.html?q=%E4%BD%8E%E4%BF%9D")
		if first := eval[string](b, `document.querySelector("#found li a").href`); first != at+"guides/dibao.html" {
			t.Errorf("?q= finds %s", first)
		}
	}
	for _, list := range []string{"index", "who", "windows"} {
		b.visit(site(t).http + "guides/" + list + ".html")
		if high := eval[float64](b, `Math.min(...[...document.querySelectorAll(".find input, .find button")].map(e => e.getBoundingClientRect().height))`); high < 44 {
			t.Errorf("%s: the field is %.0f px high", list, high)
		}
	}
	for _, words := range []string{"低保", "没有的事"} { // one with results, one without
		b.visit(site(t).http + "guides/letters.html")
		find(words)
		b.accessible(words)
	}
	if _, noise := b.heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}

	b.withoutScript()
	b.visit(site(t).http + "guides/letters.html")
	if eval[bool](b, `[...document.querySelectorAll(".find, #found section")].some(e => e.checkVisibility())`) {
		t.Error("without script there is a field that finds nothing")
	}
	if !strings.Contains(b.text(), "低保申请") {
		t.Error("without script there is no list")
	}
}

// accessible lets the checker look at a page as it stands, narrow and wide.
func (b *tab) accessible(what string) {
	b.t.Helper()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		b.t.Logf("NOT TESTED: axe-core is not installed (npm ci)")
		return
	}
	eval[any](b, "(() => {"+string(script)+"})()")
	for _, width := range []int64{390, 1280} {
		for _, dark := range []bool{false, true} {
			b.size(width, 900)
			b.dark(dark)
			if bad := b.axe(ordinaryRules); bad != "" {
				b.t.Errorf("%s at %d px, %s:\n%s", what, width, modeName(dark, false), bad)
			}
		}
	}
}
