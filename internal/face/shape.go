package face

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// shape is a glyph in units of its face.
type shape struct {
	advance  int
	contours [][]dot
}

type dot struct {
	x, y int
	on   bool
}

// shape loads a glyph; curves of the third degree become those of the second,
// as TrueType has them.
func (f *Face) shape(g sfnt.GlyphIndex) *shape {
	if s := f.shapes[g]; s != nil {
		return s
	}
	s := &shape{}
	f.shapes[g] = s
	size := fixed.I(f.units)
	if a, err := f.font.GlyphAdvance(&f.buf, g, size, font.HintingNone); err == nil {
		s.advance = a.Round()
	}
	segments, err := f.font.LoadGlyph(&f.buf, g, size, nil)
	if err != nil {
		return s // drawn as nothing
	}
	var at point
	var contour []dot
	end := func() {
		if n := len(contour); n > 1 && contour[0] == contour[n-1] {
			contour = contour[:n-1]
		}
		if len(contour) > 2 {
			s.contours = append(s.contours, contour)
		}
		contour = nil
	}
	for _, seg := range segments {
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			end()
			at = pointOf(seg.Args[0])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpLineTo:
			at = pointOf(seg.Args[0])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpQuadTo:
			contour = append(contour, pointOf(seg.Args[0]).dot(false))
			at = pointOf(seg.Args[1])
			contour = append(contour, at.dot(true))
		case sfnt.SegmentOpCubeTo:
			p1, p2, p3 := pointOf(seg.Args[0]), pointOf(seg.Args[1]), pointOf(seg.Args[2])
			contour = square(contour, at, p1, p2, p3)
			at = p3
		}
	}
	end()
	return s
}

type point struct{ x, y float64 }

// pointOf turns the y axis up again.
func pointOf(p fixed.Point26_6) point { return point{float64(p.X) / 64, -float64(p.Y) / 64} }

func (p point) dot(on bool) dot {
	return dot{int(math.Round(p.x)), int(math.Round(p.y)), on}
}

func mix(a, b point, t float64) point { return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }

// near is by how many units a curve may differ.
const near = 0.5

// square adds a curve of the third degree as a few of the second.
func square(contour []dot, p0, p1, p2, p3 point) []dot {
	dx, dy := p3.x-3*p2.x+3*p1.x-p0.x, p3.y-3*p2.y+3*p1.y-p0.y
	n := int(math.Ceil(math.Cbrt(math.Sqrt(3) / 36 * math.Hypot(dx, dy) / near)))
	n = min(max(n, 1), 8)
	for k := range n {
		// The part from t to u.
		t, u := float64(k)/float64(n), float64(k+1)/float64(n)
		a, b, c, d := part(p0, p1, p2, p3, t, u)
		q := point{(3*(b.x+c.x) - a.x - d.x) / 4, (3*(b.y+c.y) - a.y - d.y) / 4}
		contour = append(contour, q.dot(false), d.dot(true))
	}
	return contour
}

// part cuts a curve.
func part(p0, p1, p2, p3 point, t, u float64) (a, b, c, d point) {
	at := func(x, y, z float64) point { // the blossom
		p01, p12, p23 := mix(p0, p1, x), mix(p1, p2, x), mix(p2, p3, x)
		return mix(mix(p01, p12, y), mix(p12, p23, y), z)
	}
	return at(t, t, t), at(t, t, u), at(t, u, u), at(u, u, u)
}

func (s *shape) scaled(by float64) *shape {
	t := &shape{advance: int(math.Round(float64(s.advance) * by))}
	for _, c := range s.contours {
		var d []dot
		for _, p := range c {
			d = append(d, dot{int(math.Round(float64(p.x) * by)), int(math.Round(float64(p.y) * by)), p.on})
		}
		t.contours = append(t.contours, d)
	}
	return t
}

// Outline is how a character is drawn, as a path of SVG: a thousand units are
// the size of the letters, y goes down, and 0 is the line on which they stand.
// Nothing if there is none.
func (c *Chosen) Outline(r rune) string {
	f, g := c.find(r)
	if f == nil || !f.ready() {
		return ""
	}
	s := f.shape(sfnt.GlyphIndex(g))
	if f.units != 1000 {
		s = s.scaled(1000 / float64(f.units))
	}
	var b strings.Builder
	for _, dots := range s.contours {
		contour(&b, dots)
	}
	return b.String()
}

// Top is where a character begins in a column, above the line on which it
// stands in a row, in thousandths of its size.
func (c *Chosen) Top() int {
	if c.Face == nil || !c.Face.ready() {
		return 880
	}
	return c.Face.top(c.Face.table(c.Face.source, "OS/2")) * 1000 / c.Face.units
}

// contour writes one line of an outline. Between two points that are off it,
// TrueType has one on it.
func contour(b *strings.Builder, dots []dot) {
	half := func(p, q dot) dot { return dot{(p.x + q.x) / 2, (p.y + q.y) / 2, true} }
	n := len(dots)
	start := dots[0]
	if !start.on {
		if start = dots[n-1]; !start.on {
			start = half(dots[0], dots[n-1])
		}
	}
	fmt.Fprintf(b, "M%d %d", start.x, -start.y)
	for k, p := range dots {
		next := dots[(k+1)%n]
		switch {
		case p.on:
			fmt.Fprintf(b, "L%d %d", p.x, -p.y)
		case next.on:
			fmt.Fprintf(b, "Q%d %d %d %d", p.x, -p.y, next.x, -next.y)
		default:
			m := half(p, next)
			fmt.Fprintf(b, "Q%d %d %d %d", p.x, -p.y, m.x, -m.y)
		}
	}
	b.WriteByte('Z')
}
