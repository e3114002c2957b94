package browsertest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// results is what a reader sees of what was found.
type results struct {
	Said, First, Page, Marked, Bit, Field, Address string
	Hits                                           int
	None                                           bool
}

const lookAtResults = `(() => {
	const seen = [...document.querySelectorAll(".hits h3 a")].filter(a => a.checkVisibility()), first = seen[0];
	return {
		said: document.querySelector("#found [role=status]").innerText, hits: seen.length,
		first: first ? first.innerText : "", page: first ? first.href : "",
		marked: first ? [...first.querySelectorAll("mark")].map(m => m.innerText).join(" ") : "",
		bit: first ? first.closest("li").innerText : "",
		none: document.querySelector("#found .none").checkVisibility(),
		field: document.querySelector(".seek input").value, address: location.href,
	};
})()`

// seek types words, presses Enter, and waits for the answer.
func seek(b *chrome.Tab, words string) results {
	b.Helper()
	chrome.Eval[any](b, fmt.Sprintf(`(() => {
		const field = document.querySelector(".seek input");
		field.focus();
		field.value = %q;
		document.querySelector("#found .said").textContent = "";
	})()`, words))
	b.Press("\r")
	b.Until("it is answered", 20*time.Second, `document.querySelector("#found .said").textContent`)
	return chrome.Eval[results](b, lookAtResults)
}

// key tells the page that a key was pressed, and what it is at then.
func key(b *chrome.Tab, name string) string {
	b.Helper()
	return chrome.Eval[string](b, fmt.Sprintf(`(() => {
		document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: %q, bubbles: true, cancelable: true}));
		return document.activeElement.tagName + " " + document.activeElement.innerText;
	})()`, name))
}

// TestSearch looks for things on the page of searching, over http and in a
// folder, as people type them.
func TestSearch(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "notices/index.html")
	if to := chrome.Eval[string](b, `document.querySelector(".to-search").href`); to != chrome.Site(t).HTTP+"search/index.html" {
		t.Errorf("the head of pages leads to %s", to)
	}
	for _, at := range []string{chrome.Site(t).HTTP, chrome.Site(t).File} {
		b.Visit(at + "search/index.html")
		for _, c := range []struct{ words, page, marked string }{
			{"低保", "guides/dibao.html", "低保"},
			{"ＤＩＢＡＯ", "guides/dibao.html", "低保"},
			{"居住證", "guides/residence-permit.html", "居住证"},
			{"低保 申请", "guides/dibao.html", "低保申请"},
		} {
			if got := seek(b, c.words); got.Page != at+c.page || got.Marked != c.marked || !strings.Contains(got.Said, "条内容里找“"+c.words+"”，") {
				t.Errorf("%s: %s finds %+v", at, c.words, got)
			}
		}
		if got := seek(b, "停水"); got.Hits == 0 || !strings.Contains(got.Said, fmt.Sprintf("找到%d条", got.Hits)) || !strings.Contains(got.Bit, "停水") {
			t.Errorf("%s: 停水 finds %+v", at, got)
		}
		if got := seek(b, "航天飞机"); got.Hits != 0 || !got.None || !strings.Contains(got.Said, "没有找到") {
			t.Errorf("%s: what is not there is found as %+v", at, got)
		}
		if got := seek(b, "<&\"([ 低保"); got.Hits != 0 && !strings.Contains(got.Said, "<&\"([ 低保") {
			t.Errorf("%s: signs are found as %+v", at, got)
		}
	}
	if _, noise := b.Heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}
}

// TestSearchByKeyboard: a result page is sent to somebody, who walks through it
// by keys, narrows it, and hears how many there are.
func TestSearchByKeyboard(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "search/index.html?q=" + url.QueryEscape("社区"))
	b.Until("it is answered", 20*time.Second, `document.querySelector(".hits h3 a")`)
	got := chrome.Eval[results](b, lookAtResults)
	if got.Field != "社区" || got.Hits != 5 || !strings.Contains(got.Said, "先列出5条") {
		t.Errorf("the address brings %+v", got)
	}
	if at := key(b, "/"); !strings.HasPrefix(at, "INPUT") {
		t.Errorf("/ leads to %s", at)
	}
	first := key(b, "ArrowDown")
	second := key(b, "ArrowDown")
	if first != "A "+got.First || second == first || key(b, "ArrowUp") != first || !strings.HasPrefix(key(b, "ArrowUp"), "INPUT") {
		t.Errorf("arrows lead to %q and %q", first, second)
	}
	key(b, "ArrowDown")
	if at := key(b, "Escape"); !strings.HasPrefix(at, "INPUT") {
		t.Errorf("Escape leads to %s", at)
	}
	for range 5 {
		key(b, "ArrowDown")
	}
	if at := key(b, "ArrowDown"); at != "BUTTON 再看几条" {
		t.Errorf("after the last comes %s", at)
	}
	b.Press("\r")
	b.Until("there are more", 20*time.Second, `document.querySelectorAll(".hits h3 a").length > 5`)
	if at := chrome.Eval[int](b, `[...document.querySelectorAll(".hits h3 a")].indexOf(document.activeElement)`); at != 5 {
		t.Errorf("after more were asked for, the focus is at number %d", at)
	}
	chrome.Eval[any](b, `(() => { const s = document.querySelector("[name=kind]"); s.value = [...s.options].find(o => o.text === "公示").value; s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	b.Until("it is narrowed", 20*time.Second, `document.querySelector(".said").textContent.includes("只看公示")`)
	if kinds := chrome.Eval[string](b, `[...new Set([...document.querySelectorAll(".facts b")].map(e => e.innerText))].join()`); kinds != "公示" {
		t.Errorf("only 公示 is wanted, and there are %s", kinds)
	}
	if at := chrome.Eval[string](b, "location.search"); !strings.Contains(at, "kind=") || !strings.Contains(at, "q=") {
		t.Errorf("the address %s does not say what is sought", at)
	}
	roles := chrome.Eval[string](b, `[document.querySelector("form.seek").getAttribute("role"), document.querySelector(".seek input").labels[0].innerText.slice(0, 3),
		document.querySelector(".said").closest("[role=status]") ? "status" : "", document.querySelector(".hits").getAttribute("aria-labelledby"),
		[...document.querySelectorAll("select")].map(s => s.labels[0].innerText.slice(0, 2)).join()].join(" ")`)
	if roles != "search 找什么 status h-found 种类,跟哪" {
		t.Errorf("to a screen reader it is %q", roles)
	}
	accessible(b, "results")
	b.Visit(chrome.Site(t).HTTP + "search/index.html")
	seek(b, "没有的事")
	accessible(b, "nothing found")
	if high := chrome.Eval[float64](b, `Math.min(...[...document.querySelectorAll(".seek input, .seek select, .seek button, .to-search")].map(e => e.getBoundingClientRect().height))`); high < 44 {
		t.Errorf("targets are %.0f px high", high)
	}

	b.WithoutScript()
	b.Visit(chrome.Site(t).HTTP + "search/index.html")
	if chrome.Eval[bool](b, `document.querySelector("form.seek").checkVisibility()`) || !strings.Contains(b.Text(), "搜索要用浏览器的脚本") || !strings.Contains(b.Text(), "往期，按年月找") {
		t.Error("without script there is a field that finds nothing, or no other way")
	}
}
