package paper

import (
	"strings"
	"testing"

	"banbao/internal/site"
)

// TestFitted wants a text that is a little too long for a leaf set smaller,
// unless it could then not be read from where people stand.
func TestFitted(t *testing.T) {
	text := func(lines int) string {
		return strings.Repeat("请各位居民把楼道里的东西收一收，检查的人会逐层看。", lines)
	}
	for _, c := range []struct {
		lines int
		least float64
		size  string
		tight bool
	}{
		{10, 4, "middle", false},
		{17, 4, "long", true},    // once for the lines, once for the letters
		{17, 6.2, "long", false}, // 17 points are 6 mm
		{18, 4, "long", true},
		{25, 4, "long", false}, // it takes two leaves whatever one does
	} {
		src := text(c.lines)
		v := &Sheet{Class: string(site.SheetPlain), Paper: "A4", Title: "入户检查", Size: sizeOf(len(src)), Least: c.least, Sign: true, Issuer: "居委会"}
		if size, tight := fitted(v, src); size != c.size || tight != c.tight {
			t.Errorf("%d lines, %g mm: %s %v, not %s %v", c.lines, c.least, size, tight, c.size, c.tight)
		}
	}
}
