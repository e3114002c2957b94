package browsertest

import (
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// thatDay is what a reader sees of a day that has passed.
type thatDay struct {
	Said, Web, Walls, Notes, Address string
	First, Last                      bool // there is no day before it, or after it
}

const lookAtDay = `(() => {
	const seen = (sel) => [...document.querySelectorAll(sel)].filter(e => e.checkVisibility()).map(e => e.innerText).join("\n");
	const turns = document.querySelectorAll(".pick-day .turn button");
	return {
		said: document.querySelector("#that-day [role=status]").innerText, web: seen(".on-web li"), walls: seen("[data-board]"),
		notes: seen("#that-day .note"), first: turns[0].disabled, last: turns[1].disabled, address: location.search,
	};
})()`

// ask picks a day and waits for the answer.
func ask(b *chrome.Tab, day string) thatDay {
	b.Helper()
	chrome.Eval[any](b, `(() => {
		document.querySelector("#that-day h2").textContent = "";
		const field = document.querySelector(".pick-day input");
		field.value = "`+day+`";
		field.dispatchEvent(new Event("change"));
	})()`)
	b.Until("it is answered", 20*time.Second, `document.querySelector("#that-day h2").textContent`)
	return chrome.Eval[thatDay](b, lookAtDay)
}

// TestThatDay asks what was posted on days that have passed, over http, in a
// folder, and in Traditional script. The truth is that of record/ and of the
// dates in content/, read by a person.
func TestThatDay(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, at := range []string{chrome.Site(t).HTTP, chrome.Site(t).File} {
		b.Visit(at + "archive/on.html")
		b.Until("yesterday is there", 20*time.Second, `document.querySelector("#that-day h2").textContent`)
		if got := chrome.Eval[thatDay](b, lookAtDay); !strings.HasPrefix(got.Said, "2026年11月21日，星期六：") || !got.Last || got.First {
			t.Errorf("%s: it opens with %+v", at, got)
		}

		// The first round was on the 20th; the candidates were put up on the 19th.
		got := ask(b, "2026-11-20")
		if !strings.HasPrefix(got.Said, "2026年11月20日，星期五：网站上") || !strings.Contains(got.Said, "，公告栏上115张") ||
			!strings.Contains(got.Web, "2026年度“十星文明新风户”候选户公示\n11月19日起，有记录") || !strings.Contains(got.Web, "关于开展冬季楼道消防自查的通知\n这天贴出") ||
			!strings.Contains(got.Walls, "北门公示栏\n") || strings.Contains(got.Web, "三季度社区公益金使用情况公示") || got.Notes != "" {
			t.Errorf("%s: on 20 November %+v", at, got)
		}

		// The fund's use was up from the 2nd, and its last day was the 16th.
		if got = ask(b, "2026-11-16"); !strings.Contains(got.Web, "三季度社区公益金使用情况公示\n11月2日起，到这天为止，有记录") ||
			strings.Contains(got.Web, "候选户公示") || got.Walls != "" || !strings.Contains(got.Notes, "巡板的记录从2026年11月20日开始") {
			t.Errorf("%s: on 16 November %+v", at, got)
		}
		if got = ask(b, "2026-11-17"); strings.Contains(got.Web, "三季度社区公益金使用情况公示") {
			t.Errorf("%s: on 17 November %+v", at, got)
		}

		// A year ago there was little, and the record began.
		if got = ask(b, "2025-11-20"); !strings.Contains(got.Web, "2025年度“十星文明新风户”公示\n这天贴出，到12月12日，有记录") || !got.First {
			t.Errorf("%s: a year ago %+v", at, got)
		}
		if got = ask(b, "2020-01-01"); !strings.Contains(got.Said, "这一天没有，从2025年11月20日") || got.Web != "" {
			t.Errorf("%s: long ago %+v", at, got)
		}
	}
	b.Visit(chrome.Site(t).HTTP + "archive/on.html?d=2026-11-16")
	b.Until("the day of the address is there", 20*time.Second, `document.querySelector("#that-day h2").textContent`)
	chrome.Eval[any](b, `document.querySelector(".pick-day .turn button[value='1']").click()`)
	b.Until("the next day is there", 20*time.Second, `document.querySelector("#that-day h2").textContent.includes("17日")`)
	if got := chrome.Eval[thatDay](b, lookAtDay); got.Address != "?d=2026-11-17" {
		t.Errorf("the address keeps %q", got.Address)
	}
	b.Visit(chrome.Site(t).HTTP + "zh-Hant/archive/on.html?d=2026-11-16")
	b.Until("it is answered", 20*time.Second, `document.querySelector("#that-day h2").textContent`)
	if got := chrome.Eval[thatDay](b, lookAtDay); !strings.Contains(got.Said, "網站上") || !strings.Contains(got.Web, "三季度社區公益金使用情況公示\n11月2日起，到這天爲止，有記錄") &&
		!strings.Contains(got.Web, "三季度社區公益金使用情況公示\n11月2日起，到這天為止，有記錄") {
		t.Errorf("in Traditional script %+v", got)
	}
	if _, noise := b.Heard(); len(noise) > 0 {
		t.Errorf("the browser complains: %v", noise)
	}
}
