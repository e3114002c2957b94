package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/chrome"
)

// TestRankingSorts: heads sort by the keyboard alone, say so, and lose no row;
// every score opens to its findings; every chart says what it shows.
func TestRankingSorts(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Visit(chrome.Site(t).HTTP + "rankings/corridor-check-2026-10.html")
	names := `Array.from(document.querySelectorAll("table.score tbody th"), th => th.firstChild.textContent.trim()).join(" ")`
	before := chrome.Eval[string](b, names)
	press := `(() => { const head = document.querySelectorAll("table.score thead th")[%s]; const button = head.querySelector("button"); button.focus(); button.click(); return head.getAttribute("aria-sort") + " " + (document.activeElement === button); })()`
	for _, step := range []struct{ column, want, first string }{
		{"5", "descending true", "桂花苑2幢"}, // bins, most points first: as they stood
		{"5", "ascending true", "桂花苑4幢"},
		{"0", "ascending true", "桂花苑2幢"}, // by rank: as it began
	} {
		if got := chrome.Eval[string](b, fmt.Sprintf(press, step.column)); got != step.want {
			t.Errorf("column %s is sorted %q, want %q", step.column, got, step.want)
		}
		if first := chrome.Eval[string](b, `document.querySelector("table.score tbody th").firstChild.textContent.trim()`); first != step.first {
			t.Errorf("column %s: %s is first, want %s", step.column, first, step.first)
		}
	}
	if after := chrome.Eval[string](b, names); after != before {
		t.Errorf("sorted back by rank, it is %s, and was %s", after, before)
	}
	if n := chrome.Eval[int](b, `document.querySelectorAll(".reasons details .count li li").length`); n < 30 {
		t.Errorf("only %d findings are told", n)
	}
	if bad := chrome.Eval[int](b, `Array.from(document.querySelectorAll("main svg[role=img]")).filter(s => !s.querySelector("title, [aria-label]") && !s.getAttribute("aria-label")).length`); bad > 0 {
		t.Errorf("%d charts say nothing", bad)
	}
}

// TestRankingAccessibility opens everything that a ranking has to tell, the
// findings on pages of their own, an objection that changed a score, a title
// taken back, a level that blames, and lets the checker look at it.
func TestRankingAccessibility(t *testing.T) {
	t.Parallel()
	script := chrome.Axe(t)
	var log strings.Builder
	log.WriteString("日期,单位,细则,说明,检查人\n")
	toml := `title = "楼院卫生"
form = "points"
unit = "building"
date = 2026-11-02
findings = "a.csv"
average = "month"
period = { name = "三季度", from = 2026-07-01, to = 2026-09-30 }
negative = { until = 2026-12-31, appeal = { to = "监委会", phone = "0523-0600 1109" } }

[stages]
review = { from = 2026-10-20, text = "走了十二趟" }
final = { on = 2026-11-10 }
title = { name = "文明楼院", from = 2026-11-20, years = 1 }

[[categories]]
id = "stairs"
name = "楼道"
max = 40
start = 40
rules = [{ id = "piles", text = "堆物，每处", points = -1, cap = 6 }]

[[levels]]
name = "好"
least = 36

[[levels]]
name = "要改进"
least = 0
negative = true

[[objections]]
received = 2026-11-03
about = "1幢"
text = "那堆东西是装修队的"
answered = 2026-11-04
answer = "属实"
change = { category = "stairs", from = 34, to = 36 }
`
	few := toml
	for i := range 40 {
		toml += fmt.Sprintf("\n[[entries]]\nname = \"%d幢\"\n", i+1)
		for k := range 40 {
			fmt.Fprintf(&log, "2026-%02d-%02d,%d幢,piles,第%d处,网格员\n", 7+k%3, 1+k/3, i+1, k+1)
		}
	}
	few = strings.Replace(few, "a.csv", "b.csv", 1) + "\n[[entries]]\nname = \"1幢\"\n\n[[entries]]\nname = \"2幢\"\nrevoked = { on = 2026-11-21, why = \"锁了通道\" }\n"
	address, _ := chrome.Serve(t, fstest.MapFS{
		"config.toml": {Data: []byte("title = \"新城社区\"\n")}, "content/rankings/a.toml": {Data: []byte(toml)}, "content/rankings/a.csv": {Data: []byte(log.String())},
		"content/rankings/b.toml": {Data: []byte(few)},
		"content/rankings/b.csv":  {Data: []byte("日期,单位,细则\n" + strings.Repeat("2026-07-02,1幢,piles\n2026-08-02,1幢,piles\n2026-09-02,1幢,piles\n", 9))},
	})
	b := chrome.Open(t)
	for _, path := range []string{"rankings/a.html", "rankings/a/counts-1.html", "rankings/b.html"} {
		b.Visit(address + path)
		chrome.Eval[any](b, script)
		chrome.Eval[any](b, `document.querySelectorAll("details").forEach(d => d.open = true)`)
		b.Size(390, 900)
		if found := b.Axe(chrome.OrdinaryRules); found != "" {
			t.Errorf("%s:\n%s", path, found)
		}
		if chrome.Eval[bool](b, "document.documentElement.scrollWidth > innerWidth") {
			t.Errorf("%s is wider than a phone", path)
		}
	}
	text := chrome.Eval[string](b, `document.querySelector("main").textContent`)
	for _, want := range []string{"由34分改为36分", "撤销的称号", "锁了通道", "不服找谁", "监委会", "文明楼院"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing is said of %s", want)
		}
	}
}
