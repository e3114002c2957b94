package papertest

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"banbao/internal/chrome"
)

// chalkboards are the blackboards of the sample site: their pages.
func chalkboards(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, f := range chrome.Site(t).Plan.Files {
		if strings.HasPrefix(f.Path, "print/boards/") && strings.HasSuffix(f.Path, "-sketch.html") {
			all = append(all, strings.TrimSuffix(f.Path, "-sketch.html"))
		}
	}
	if len(all) == 0 {
		t.Fatal("the sample site has no blackboards")
	}
	return all
}

// measured is a block of a blackboard, in mm of the board.
type measured struct {
	Name                     string
	Left, Top, Width, Height float64
	Head, Size, Step         float64
	Lines                    []float64 // how long each is, in mm
	Room                     float64   // how long one may be
	Sticks                   string    // what sticks out of its place
}

// measureBoard looks at a blackboard as it is printed.
const measureBoard = `(() => {
	const board = document.querySelector(".chalkboard"), at = board.getBoundingClientRect();
	const u = at.width / parseInt(document.documentElement.dataset.paper);
	const mm = px => px / u;
	const ink = el => { const r = document.createRange(); r.selectNodeContents(el); return r.getBoundingClientRect(); };
	const out = [];
	for (const s of document.querySelectorAll(".chalkboard section")) {
		const r = s.getBoundingClientRect(), h2 = s.querySelector("h2"), text = s.querySelector(".text"), t = text.getBoundingClientRect();
		const down = s.classList.contains("is-vertical");
		const lines = [...text.querySelectorAll(".l")];
		const style = getComputedStyle(text);
		let sticks = "";
		for (const l of [...h2.querySelectorAll(".l"), ...lines]) {
			const i = ink(l), air = 0.3 * parseFloat(getComputedStyle(l).fontSize); // a face is higher than its characters
			const x = getComputedStyle(l).writingMode === "vertical-rl" ? air : 2 * u, y = x === air ? 2 * u : air;
			if (i.left < r.left - x || i.right > r.right + x || i.top < r.top - y || i.bottom > r.bottom + y) sticks += l.textContent + " ";
		}
		out.push({
			Name: h2.textContent, Left: mm(r.left - at.left), Top: mm(r.top - at.top), Width: mm(r.width), Height: mm(r.height),
			Head: mm(parseFloat(getComputedStyle(h2).fontSize)), Size: mm(parseFloat(style.fontSize)), Step: mm(parseFloat(style.lineHeight)),
			Lines: lines.map(l => mm(down ? ink(l).height : ink(l).width)), Room: mm(down ? t.height : t.width), Sticks: sticks,
		});
	}
	return out;
})()`

// TestBlackboards measures every blackboard of the sample as it is printed,
// against the sketch that the person with the chalk has in the hand: the same
// blocks in the same places, to a millimetre, the same letters and as many
// lines. Nothing is longer than its line or sticks out, and the page is one.
func TestBlackboards(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Paper()
	for _, name := range chalkboards(t) {
		b.Visit(chrome.Site(t).HTTP + name + ".html")
		blocks := chrome.Eval[[]measured](b, measureBoard)
		if len(blocks) < 3 {
			t.Errorf("%s has %d pieces", name, len(blocks))
		}
		size := chrome.Eval[string](b, `document.documentElement.dataset.paper`)
		// White, yellow, pink, blue, green and orange chalk, and the hollow name.
		if pale := chrome.Eval[[]string](b, `[...document.querySelectorAll(".chalkboard h1, .chalkboard h2, .chalkboard p")].filter(el => {
			const [r, g, b] = getComputedStyle(el).color.match(/\d+/g).map(Number);
			return Math.max(r, g, b) < 160;
		}).map(el => el.className + " " + el.textContent)`); len(pale) > 0 {
			t.Errorf("%s: not in chalk: %q", name, pale)
		}
		if off := chrome.Eval[[]string](b, `[...document.querySelectorAll(".chalkboard > p, .chalkboard h1")].filter(el => {
			const range = document.createRange(); range.selectNodeContents(el);
			const ink = range.getBoundingClientRect(), box = el.getBoundingClientRect(), air = 0.3 * parseFloat(getComputedStyle(el).fontSize);
			return ink.left < box.left - 3 || ink.right > box.right + 3 || ink.top < box.top - air || ink.bottom > box.bottom + air;
		}).map(el => el.className)`); len(off) > 0 {
			t.Errorf("%s: beyond its place: %q", name, off)
		}
		pdf := b.PDF()
		if n := len(pdfPage.FindAll(pdf, -1)); n != 1 {
			t.Errorf("%s is printed on %d pages", name, n)
		}
		// Whatever is drawn around a letter, it is written once. (What stands
		// exactly over its like pdftotext leaves out.)
		if twice := chrome.Eval[int](b, `[...document.querySelectorAll(".hollow, .two")].filter(el => ["::before", "::after"].some(p => getComputedStyle(el, p).content !== "none")).length`); twice > 0 {
			t.Errorf("%s: %d letters are written twice", name, twice)
		}
		want := chrome.Eval[int](b, `document.querySelector("main").textContent.replace(/\s/g, "").length`)
		if got := strings.Join(strings.Fields(textOf(t, pdf)), ""); got != "" && utf8.RuneCountInString(got) != want {
			t.Errorf("%s has %d characters, and on paper %d", name, want, utf8.RuneCountInString(got))
		}
		var w, h float64
		fmt.Sscanf(size, "%fx%fmm", &w, &h)
		for _, m := range pdfSize.FindAllSubmatch(pdf, -1) {
			gotW, _ := strconv.ParseFloat(string(m[1]), 64)
			gotH, _ := strconv.ParseFloat(string(m[2]), 64)
			if math.Abs(gotW-w*72/25.4) > 3 || math.Abs(gotH-h*72/25.4) > 3 {
				t.Errorf("%s is %v × %v points, not %s", name, gotW, gotH, size)
			}
		}

		b.Visit(chrome.Site(t).HTTP + name + "-sketch.html")
		rows := map[string][]string{}
		for _, r := range chrome.Eval[[][]string](b, `[...document.querySelectorAll(".sketch tbody tr")].map(tr => [...tr.children].map(td => td.textContent))`) {
			rows[upright.ReplaceAllString(r[1], "")] = r
		}
		copied := chrome.Eval[map[string]int](b, `Object.fromEntries([...document.querySelectorAll(".copy section")].map(s => [s.querySelector("h3").lastChild.textContent.replace(/（竖写.*/, ""), s.querySelectorAll("li").length]))`)
		for _, k := range blocks {
			r := rows[k.Name]
			if r == nil {
				t.Errorf("%s: the sketch has no %q", name, k.Name)
				continue
			}
			var left, top, width, height float64
			fmt.Sscanf(strings.NewReplacer("左", "", "上", "", "宽", "", "高", "").Replace(r[2]), "%f %f %f %f", &left, &top, &width, &height)
			for what, pair := range map[string][2]float64{
				"left": {k.Left, 10 * left}, "top": {k.Top, 10 * top}, "width": {k.Width, 10 * width}, "height": {k.Height, 10 * height},
				"head": {k.Head, 10 * number(r[3])}, "size": {k.Size, 10 * number(r[4])}, "step": {k.Step, 10 * number(r[5])},
				"lines": {float64(len(k.Lines)), number(r[7])}, "lines to copy": {float64(len(k.Lines)), float64(copied[k.Name])},
			} {
				if math.Abs(pair[0]-pair[1]) > 1 {
					t.Errorf("%s: %s of %q is %.1f on the board and %.1f in the sketch", name, what, k.Name, pair[0], pair[1])
				}
			}
			if cells := math.Floor(k.Room / k.Size); math.Abs(cells-number(r[6])) > 0.5 {
				t.Errorf("%s: a line of %q holds %v characters, the sketch says %s", name, k.Name, cells, r[6])
			}
			for n, l := range k.Lines {
				if l > k.Room+1 {
					t.Errorf("%s: line %d of %q is %.0f mm long, %.0f are there", name, n+1, k.Name, l, k.Room)
				}
			}
			if k.Sticks != "" {
				t.Errorf("%s: of %q sticks out %s", name, k.Name, k.Sticks)
			}
		}
	}
}

// upright is what the sketch adds to a head.
var upright = regexp.MustCompile(`（(竖题|全竖写)）$`)

// number is the one that a text begins with.
func number(s string) float64 {
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end < 0 {
		end = len(s)
	}
	f, _ := strconv.ParseFloat(s[:end], 64)
	return f
}

// TestSlots wants that what stands under and on the small pictures of a plan
// stays with its own, and that every plan is one page.
func TestSlots(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	b.Paper()
	plans := 0
	for _, f := range chrome.Site(t).Plan.Files {
		if !strings.HasPrefix(f.Path, "print/boards/") || !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		b.Visit(chrome.Site(t).HTTP + f.Path)
		if chrome.Eval[string](b, `document.documentElement.dataset.sheet`) != "showcase" {
			continue
		}
		plans++
		if n := len(pdfPage.FindAll(b.PDF(), -1)); n != 1 {
			t.Errorf("%s is printed on %d pages", f.Path, n)
		}
		wrong := chrome.Eval[[]string](b, `(() => {
				const out = [], outer = document.querySelector(".slots .outer").getBoundingClientRect();
				const slots = [...document.querySelectorAll(".slots g")];
				const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
				slots.forEach((g, n) => {
					const sheet = g.querySelector(".leaflet").getBoundingClientRect();
					for (const x of g.querySelectorAll(".what, .kind")) {
						const r = x.getBoundingClientRect();
						if (r.right > sheet.right || r.left < sheet.left || r.bottom > sheet.bottom) out.push("beyond its sheet: " + x.textContent);
					}
					const words = g.querySelector(".label").getBoundingClientRect();
					if (words.right > outer.right || words.bottom > outer.bottom) out.push("beyond the board: " + g.querySelector(".label").textContent);
					slots.forEach((h, m) => { if (m !== n && over(words, h.querySelector(".leaflet").getBoundingClientRect())) out.push("over another: " + g.querySelector(".label").textContent); });
					slots.forEach((h, m) => { if (m > n && over(words, h.querySelector(".number").getBoundingClientRect())) out.push("over a number: " + g.querySelector(".label").textContent); });
				});
				const main = document.querySelector(".main").getBoundingClientRect();
				if (outer.right > main.right + 1) out.push("the board is wider than the page");
				return out;
			})()`)
		if len(wrong) > 0 {
			t.Errorf("%s: %q", f.Path, wrong)
		}
	}
	if plans < 10 {
		t.Errorf("%d plans", plans)
	}
}
