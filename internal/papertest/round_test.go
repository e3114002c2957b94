package papertest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// lazy is a picture that waits until somebody sees it.
var lazy = regexp.MustCompile(`<img [^>]*\bloading=`)

// TestLeaves wants that what is known of a sheet before it is printed is so:
// on how many leaves it comes out.
func TestLeaves(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	wrong, n := 0, 0
	for name, leaves := range chrome.Site(t).Plan.Walls().Leaves() {
		n++
		text, err := os.ReadFile(filepath.Join(chrome.Site(t).Dir, filepath.FromSlash(name)))
		if err != nil || lazy.Match(text) {
			t.Errorf("%s may be printed before its pictures are there (%v)", name, err)
		}
		if got := len(pdfPage.FindAll(sheet(b, name), -1)); got != leaves {
			wrong++
			t.Logf("%s comes out on %d leaves, not on %d", name, got, leaves)
		}
	}
	if wrong*50 > n {
		t.Errorf("%d of %d sheets have other leaves than was said", wrong, n)
	}
}

// TestRound prints the round: everything that the record and the wall differ
// in is on it once with a box to tick, in walking order, and nothing sticks
// out of its column or of its small picture.
func TestRound(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	plan := chrome.Site(t).Plan
	round := plan.Walls().MakeRound(&plan.Record.Rounds, time.Time{})
	boxes := 0
	var names []string
	for _, p := range round.Stops {
		boxes += len(p.Up) + len(p.Down)
		names = append(names, p.Board.Name)
	}
	b.Visit(chrome.Site(t).HTTP + "print/rounds/index.html")
	if got := chrome.Eval[int](b, `document.querySelectorAll(".tick").length`); got != boxes || boxes == 0 {
		t.Errorf("%d boxes to tick for %d sheets", got, boxes)
	}
	if got := chrome.Eval[[]string](b, `[...document.querySelectorAll(".stops tbody th p")].map(p => p.firstChild.textContent)`); !slices.Equal(got, names) {
		t.Errorf("the walk is %q, not %q", got, names)
	}
	if got := chrome.Eval[[]string](b, `[...document.querySelectorAll(".stops li > *, .stops th > *, .mini b")].filter(el => {
		const r = el.getBoundingClientRect(), box = el.closest(".mini, td, th").getBoundingClientRect();
		return r.right > box.right + 1 || r.left < box.left - 1;
	}).map(el => el.textContent)`); len(got) > 0 {
		t.Errorf("beyond their edge: %q", got)
	}
	if got := chrome.Eval[[]string](b, `[...document.querySelectorAll(".mini")].filter(m =>
		m.querySelector("i:last-child").getBoundingClientRect().bottom > m.getBoundingClientRect().bottom + 1).map(m => m.textContent)`); len(got) > 0 {
		t.Errorf("pictures without room for their lines: %q", got)
	}
	pdf := b.PDF()
	if n := len(pdfPage.FindAll(pdf, -1)); n > 1+boxes/4 {
		t.Errorf("%d sheets to handle come out on %d leaves", boxes, n)
	}
}
