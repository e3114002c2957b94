package browsertest

import (
	"testing"
)

// TestLeaves wants that what is known of a sheet before it is printed is so:
// on how many leaves it comes out.
func TestLeaves(t *testing.T) {
	b := open(t)
	wrong, n := 0, 0
	for name, leaves := range site(t).plan.Walls.Leaves() {
		b.visit(site(t).http + name)
		n++
		if got := len(pdfPage.FindAll(b.pdf(), -1)); got != leaves {
			wrong++
			t.Logf("%s comes out on %d leaves, not on %d", name, got, leaves)
		}
	}
	if wrong*20 > n {
		t.Errorf("%d of %d sheets have other leaves than was said", wrong, n)
	}
}
