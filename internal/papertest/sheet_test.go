package papertest

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"
	"sync"
	"testing"

	"banbao/internal/chrome"
)

// sheets are the sheets of the sample site, a few of those that are made alike.
func sheets(t *testing.T) []string {
	t.Helper()
	var all []string
	alike := map[string]int{}
	for _, f := range chrome.Site(t).Plan.Files {
		if strings.HasPrefix(f.Path, "print/") && path.Ext(f.Path) == ".html" {
			if alike[path.Dir(f.Path)]++; alike[path.Dir(f.Path)] > 12 && !strings.Contains(f.Path, "finance") {
				continue
			}
			all = append(all, f.Path)
		}
	}
	if len(all) < 20 {
		t.Fatalf("the sample site has %d sheets", len(all))
	}
	return all
}

// printed are the sheets that were printed, by path: each a func() []byte.
var printed sync.Map

// sheet is a sheet of the sample as a PDF. It is printed once, from the page that
// is open.
func sheet(b *chrome.Tab, name string) []byte {
	b.Helper()
	print, _ := printed.LoadOrStore(name, sync.OnceValue(func() []byte {
		if !strings.HasSuffix(b.Where(), "/"+name) {
			b.Visit(chrome.Site(b).HTTP + name)
		}
		return b.PDF()
	}))
	return print.(func() []byte)()
}

// TestSheets prints every sheet: on the paper that it names itself; handouts,
// months and rankings are one leaf, notices a few; each says how to reach its
// page; nothing sticks out of the text's width.
func TestSheets(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, name := range sheets(t) {
		most := 5
		switch path.Dir(name) {
		case "print/calendar", "print/guides", "print/rankings":
			most = 1
		}
		b.Visit(chrome.Site(t).HTTP + name)
		w, h := paperSize(chrome.Eval[string](b, `document.documentElement.dataset.paper`))
		if w == 0 || chrome.Eval[string](b, `document.documentElement.dataset.sheet`) == "" {
			t.Errorf("%s does not say what it is, and on which paper", name)
		}
		pdf := sheet(b, name)
		if most > 1 { // a long text takes what it takes
			most = max(most, 2+chrome.Eval[int](b, `document.querySelector("main").textContent.length`)/250)
		}
		if n := len(pdfPage.FindAll(pdf, -1)); n < 1 || n > most {
			t.Errorf("%s comes out on %d leaves, at most %d are right", name, n, most)
		}
		for _, m := range pdfSize.FindAllSubmatch(pdf, -1) {
			gotW, _ := strconv.ParseFloat(string(m[1]), 64)
			gotH, _ := strconv.ParseFloat(string(m[2]), 64)
			const point = 25.4 / 72
			if math.Abs(min(gotW, gotH)*point-w) > 0.7 || math.Abs(max(gotW, gotH)*point-h) > 0.7 {
				t.Errorf("%s is %v × %v points", name, gotW, gotH)
			}
		}
		// What hangs says how to reach its page.
		if dir := path.Dir(name); dir != "print/boards" && dir != "print/rounds" && !chrome.Eval[bool](b, `!!document.querySelector("svg.qr") && document.body.textContent.includes("xincheng.example/")`) {
			t.Errorf("%s has no code, or no address", name)
		}
		if wide := chrome.Eval[[]string](b, `[...document.querySelectorAll(".main *, .grid *")].filter(el => {
			const r = el.getBoundingClientRect(), page = el.closest(".main, .grid").getBoundingClientRect();
			return r.width > 2 && r.right > page.right + 1;
		}).map(el => el.tagName + " " + el.textContent.slice(0, 20))`); len(wide) > 0 {
			t.Errorf("%s: beyond the edge: %q", name, wide)
		}
	}
}

// TestMonthHasRoom wants that no day of a month is taller than its row, and no
// month of a year than its place.
func TestMonthHasRoom(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, name := range sheets(t) {
		if !strings.HasPrefix(name, "print/calendar/") {
			continue
		}
		b.Visit(chrome.Site(t).HTTP + name)
		if cut := chrome.Eval[[]string](b, `[...document.querySelectorAll(".twelve section")].filter(s => s.scrollHeight > s.clientHeight + 1).map(s => s.textContent.slice(0, 4))`); len(cut) > 0 {
			t.Errorf("%s: months that are cut: %q", name, cut)
		}
		if chrome.Eval[int](b, `document.querySelectorAll("tbody tr").length`) == 0 {
			continue // a week, a year
		}
		heights := chrome.Eval[[]float64](b, `[...document.querySelectorAll("tbody tr")].map(tr => tr.getBoundingClientRect().height)`)
		for _, h := range heights {
			if math.Abs(h-heights[0]) > 1 {
				t.Errorf("%s: the rows are %v pixels high", name, heights)
				break
			}
		}
	}
}

// TestOfficialGrid measures the official page: 28 characters fill 156 mm and
// 22 lines 225 mm; a text of 22 lines is one page, and one more makes two;
// digits, other faces and a long Latin word do not move the grid.
func TestOfficialGrid(t *testing.T) {
	t.Parallel()
	const mm = 96 / 25.4
	b := chrome.Open(t)
	var name string
	for _, s := range sheets(t) {
		if strings.HasPrefix(s, "print/notices/") {
			name = s
			break
		}
	}
	b.Visit(chrome.Site(t).HTTP + name)
	set := func(html string) {
		chrome.Eval[any](b, `(() => {
			document.body.className = "official is-official";
			document.body.innerHTML = '<main class="grid"><div class="text">' + `+strconv.Quote(html)+` + '</div></main>';
		})()`)
	}
	full := func(lines int) string { return `<p class="flush">` + strings.Repeat("居", 28*lines) + "</p>" }

	set(full(22))
	size := chrome.Eval[[]float64](b, `(() => {
		const range = document.createRange();
		range.selectNodeContents(document.querySelector(".text"));
		const lines = [...range.getClientRects()].filter(r => r.width > 2 && r.height < 60);
		const tops = [...new Set(lines.map(r => Math.round(r.top)))];
		return [tops.length, lines[0].width, document.querySelector(".text").getBoundingClientRect().height];
	})()`)
	if size[0] != 22 || math.Abs(size[1]/mm-156) > 0.5 || math.Abs(size[2]/mm-225) > 0.5 {
		t.Errorf("%v lines, %.2f mm wide and %.2f mm high; 22, 156 and 225 are right", size[0], size[1]/mm, size[2]/mm)
	}
	for lines, want := range map[int]int{1: 1, 22: 1, 23: 2, 66: 3} {
		set(full(lines))
		if n := len(pdfPage.FindAll(b.PDF(), -1)); n != want {
			t.Errorf("%d lines come out on %d pages, not %d", lines, n, want)
		}
	}

	// Five lines with digits, 楷体 and 黑体 are as high as five without.
	mixed := `<p class="flush">` + strings.Repeat("居", 5) + `<span class="n n1">12</span><span class="l2">（一）楷体。</span><strong>黑体</strong><span class="n n3">14:00</span>` + strings.Repeat("委", 28*4+28-5-1-6-2-3) + "</p>"
	set(mixed)
	if h := chrome.Eval[float64](b, `document.querySelector(".text").getBoundingClientRect().height`); math.Abs(h/mm-225.0*5/22) > 0.2 {
		t.Errorf("five lines with other faces are %.2f mm high, not %.2f", h/mm, 225.0*5/22)
	}

	// The name begins two cells before the date, and the longer of them ends two
	// cells before the edge.
	for _, name := range []string{"居委会", "新城社区居民委员会"} {
		set(fmt.Sprintf(`<div class="signed"><p class="name">%s</p><p class="date"><time><span class="n n2">2026</span>年<span class="n n1">11</span>月<span class="n n1">20</span>日</time></p></div>`, name))
		at := chrome.Eval[[]float64](b, `(() => {
			const box = el => { const r = document.createRange(); r.selectNodeContents(el); return r.getBoundingClientRect(); };
			const name = box(document.querySelector(".name")), date = box(document.querySelector("time")), page = document.querySelector(".text").getBoundingClientRect();
			return [date.left - name.left, page.right - Math.max(name.right, date.right)];
		})()`)
		if cell := 156.0 / 28; math.Abs(at[0]/mm-2*cell) > 0.5 || math.Abs(at[1]/mm-2*cell) > 0.5 {
			t.Errorf("%s: the date is %.2f mm behind the name and %.2f mm from the edge; two cells are %.2f", name, at[0]/mm, at[1]/mm, 2*cell)
		}
	}
}

// paperSize is the size of a paper in millimetres, the shorter side first.
func paperSize(name string) (float64, float64) {
	switch name {
	case "A4":
		return 210, 297
	case "A3":
		return 297, 420
	case "A2":
		return 420, 594
	case "A1":
		return 594, 841
	}
	var w, h float64
	fmt.Sscanf(name, "%fx%fmm", &w, &h)
	return min(w, h), max(w, h)
}
