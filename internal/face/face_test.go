package face

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// machine are the faces of this machine; without Noto CJK a test is skipped.
func machine(t testing.TB) []Chosen {
	t.Helper()
	chosen := Choose(Scan(os.DirFS("/usr/share/fonts")))
	for _, c := range chosen {
		if c.Face == nil {
			t.Skip("NOT TESTED: no font for Chinese is in /usr/share/fonts")
		}
	}
	return chosen
}

const notice = "关于开展冬季消防安全检查的通知，请各位居民把楼道里的东西收一收。2026年11月22日（星期日）14:00—16:30"

// TestFont reads what was made: each character has a glyph of its own, drawn
// as in the source, as wide as there.
func TestFont(t *testing.T) {
	for _, c := range machine(t) {
		made, err := c.Font([]rune(notice))
		if err != nil {
			t.Fatal(err)
		}
		f, err := sfnt.Parse(made)
		if err != nil {
			t.Fatalf("%s: %s", c.ID, err)
		}
		var buf sfnt.Buffer
		seen := map[sfnt.GlyphIndex]rune{}
		for _, r := range notice {
			g, _ := f.GlyphIndex(&buf, r)
			if g == 0 || seen[g] != 0 && seen[g] != r {
				t.Errorf("%s: %c has the glyph %d, as %c", c.ID, r, g, seen[g])
			}
			seen[g] = r
			source, old := c.find(r)
			want, got := drawn(t, source.font, sfnt.GlyphIndex(old)), drawn(t, f, g)
			for k := range want {
				if math.Abs(want[k]-got[k]) > []float64{2, 2, 2, 2, 0.5, 2000}[k] {
					t.Errorf("%s: %c is drawn as %.1f, not %.1f", c.ID, r, got, want)
					break
				}
			}
		}
	}
}

// drawn is the box of a glyph, its advance and its area, in units of 1000.
func drawn(t *testing.T, f *sfnt.Font, g sfnt.GlyphIndex) [6]float64 {
	t.Helper()
	var buf sfnt.Buffer
	size := fixed.I(1000)
	advance, err := f.GlyphAdvance(&buf, g, size, font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := f.LoadGlyph(&buf, g, size, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := [6]float64{1e9, 1e9, -1e9, -1e9, float64(advance) / 64, 0}
	var at point
	to := func(p point) {
		d[0], d[1], d[2], d[3] = min(d[0], p.x), min(d[1], p.y), max(d[2], p.x), max(d[3], p.y)
		d[5] += (at.x*p.y - p.x*at.y) / 2
		at = p
	}
	for _, s := range segments {
		p, q, r := pointOf(s.Args[0]), pointOf(s.Args[1]), pointOf(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			at = p
		case sfnt.SegmentOpLineTo:
			to(p)
		case sfnt.SegmentOpQuadTo:
			from := at
			for k := 1.0; k <= 16; k++ {
				to(mix(mix(from, p, k/16), mix(p, q, k/16), k/16))
			}
		case sfnt.SegmentOpCubeTo:
			from := at
			for k := 1.0; k <= 16; k++ {
				_, _, _, end := part(from, p, q, r, 0, k/16)
				to(end)
			}
		}
	}
	return d
}

func BenchmarkFont(b *testing.B) {
	chosen := machine(b)
	for b.Loop() {
		for k := range chosen {
			if _, err := chosen[k].Font([]rune(notice)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// TestOutline wants the outline of a character as the font draws it.
func TestOutline(t *testing.T) {
	for _, c := range machine(t) {
		path := c.Outline('口')
		if strings.Count(path, "M") != 2 || strings.Count(path, "Z") != 2 {
			t.Errorf("%s: 口 is %q", c.ID, path)
		}
		var x, y [2]int
		for k, p := range regexp.MustCompile(`(-?\d+) (-?\d+)`).FindAllStringSubmatch(path, -1) {
			a, _ := strconv.Atoi(p[1])
			b, _ := strconv.Atoi(p[2])
			if k == 0 {
				x, y = [2]int{a, a}, [2]int{b, b}
			}
			x, y = [2]int{min(x[0], a), max(x[1], a)}, [2]int{min(y[0], b), max(y[1], b)}
		}
		if x[0] < 0 || x[1] > 1000 || x[1]-x[0] < 500 || y[0] > -500 || y[0] < -900 || y[1] < -100 || y[1] > 150 {
			t.Errorf("%s: 口 goes from %d to %d and from %d to %d", c.ID, x[0], x[1], y[0], y[1])
		}
		if got := c.Outline('\U0010fffd'); got != "" {
			t.Errorf("%s: what no face has is %q", c.ID, got)
		}
	}
}
