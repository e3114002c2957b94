package browsertest

import (
	"fmt"
	"testing"
)

// TestRankingSorts: heads sort by the keyboard alone, say so, and lose no row;
// every score opens to its findings; every chart says what it shows.
func TestRankingSorts(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.visit(site(t).http + "rankings/corridor-check-2026-10.html")
	names := `Array.from(document.querySelectorAll("table.score tbody th"), th => th.firstChild.textContent.trim()).join(" ")`
	before := eval[string](b, names)
	press := `(() => { const head = document.querySelectorAll("table.score thead th")[%s]; const button = head.querySelector("button"); button.focus(); button.click(); return head.getAttribute("aria-sort") + " " + (document.activeElement === button); })()`
	for _, step := range []struct{ column, want, first string }{
		{"5", "descending true", "桂花苑2幢"}, // bins, most points first: as they stood
		{"5", "ascending true", "桂花苑4幢"},
		{"0", "ascending true", "桂花苑2幢"}, // by rank: as it began
	} {
		if got := eval[string](b, fmt.Sprintf(press, step.column)); got != step.want {
			t.Errorf("column %s is sorted %q, want %q", step.column, got, step.want)
		}
		if first := eval[string](b, `document.querySelector("table.score tbody th").firstChild.textContent.trim()`); first != step.first {
			t.Errorf("column %s: %s is first, want %s", step.column, first, step.first)
		}
	}
	if after := eval[string](b, names); after != before {
		t.Errorf("sorted back by rank, it is %s, and was %s", after, before)
	}
	if n := eval[int](b, `document.querySelectorAll(".reasons details .count li li").length`); n < 30 {
		t.Errorf("only %d findings are told", n)
	}
	if bad := eval[int](b, `Array.from(document.querySelectorAll("main svg[role=img]")).filter(s => !s.querySelector("title, [aria-label]") && !s.getAttribute("aria-label")).length`); bad > 0 {
		t.Errorf("%d charts say nothing", bad)
	}
}
