package qr

import (
	"math/bits"

	"rsc.io/qr/coding"
)

// The library encodes, and leaves the choice of one of the eight masks to its
// caller: that which ISO/IEC 18004:2015, 7.8.3 calls the least burdened, since
// it has the fewest shapes that a reader could take for something else.

// masks is how many there are.
const masks = 8

// row is a row or column of modules, of which the largest code has 177 on a
// side; a bit is set where a module is dark. It has three fields and not an
// array so that the compiler keeps it in registers.
type row struct{ a, b, c uint64 }

func (r row) has(x int) bool {
	switch {
	case x < 64:
		return r.a>>x&1 == 1
	case x < 128:
		return r.b>>(x-64)&1 == 1
	}
	return r.c>>(x-128)&1 == 1
}

func (r *row) set(x int) {
	switch {
	case x < 64:
		r.a |= 1 << x
	case x < 128:
		r.b |= 1 << (x - 64)
	default:
		r.c |= 1 << (x - 128)
	}
}

// after is the row that begins n modules further on, n < 64.
func (r row) after(n uint) row {
	return row{r.a>>n | r.b<<(64-n), r.b>>n | r.c<<(64-n), r.c >> n}
}

func (r row) and(o row) row { return row{r.a & o.a, r.b & o.b, r.c & o.c} }
func (r row) xor(o row) row { return row{r.a ^ o.a, r.b ^ o.b, r.c ^ o.c} }
func (r row) not() row      { return row{^r.a, ^r.b, ^r.c} }

func (r row) count() int {
	return bits.OnesCount64(r.a) + bits.OnesCount64(r.b) + bits.OnesCount64(r.c)
}

// first is a row of n dark modules.
func first(n int) row {
	var r row
	for x := range n {
		r.set(x)
	}
	return r
}

// grid is the modules of a code, by rows and again by columns.
type grid struct {
	size       int
	rows, cols []row
}

func newGrid(size int) grid {
	return grid{size, make([]row, size), make([]row, size)}
}

// read takes over what the library made.
func read(c *coding.Code) grid {
	g := newGrid(c.Size)
	for y := range c.Size {
		for x := range c.Size {
			if c.Black(x, y) {
				g.rows[y].set(x)
				g.cols[x].set(y)
			}
		}
	}
	return g
}

// mask makes m g with what another mask turns round.
func (m grid) mask(g, turn grid) {
	for i := range g.size {
		m.rows[i] = g.rows[i].xor(turn.rows[i])
		m.cols[i] = g.cols[i].xor(turn.cols[i])
	}
}

// burden is how many points the standard's table 11 gives for shapes that make
// reading hard.
func (g grid) burden() int {
	points, dark := 0, 0
	whole, less, pattern := first(g.size), first(g.size-1), first(g.size-10)
	runs := first(g.size - 4)
	for _, lines := range [][]row{g.rows, g.cols} {
		for _, r := range lines {
			points += run(r).and(runs).points() + run(r.not().and(whole)).and(runs).points()
			points += 40 * finders(r, pattern)
		}
	}
	for y, r := range g.rows {
		dark += r.count()
		if y > 0 {
			up := r.xor(g.rows[y-1]).not()
			points += 3 * up.and(up.after(1)).and(r.xor(r.after(1)).not()).and(less).count()
		}
	}
	all := g.size * g.size
	off := 20*dark - 10*all // twentieths of the whole away from a half
	if off < 0 {
		off = -off
	}
	return points + 10*(off/all)
}

// run is where five modules of one colour begin.
func run(r row) row {
	two := r.and(r.after(1))
	return two.and(two.after(2)).and(r.after(4))
}

// points are those for runs of n ≥ 5: n - 2 each, in a row with a bit wherever
// five begin.
func (r row) points() int {
	before := row{r.a << 1, r.b<<1 | r.a>>63, r.c<<1 | r.b>>63}
	return r.count() + 2*r.and(before.not()).count()
}

// finders counts what looks like the corners of a code: 1 1 3 1 1, with four
// light modules on a side.
func finders(r row, within row) int {
	light := r.not()
	two := light.and(light.after(1))
	four := two.and(two.after(2))
	three := r.after(2).and(r.after(3)).and(r.after(4))
	corner := three.and(r).and(r.after(6)).and(light.after(1)).and(light.after(5))
	return corner.and(four.after(7)).and(within).count() + corner.after(4).and(four).and(within).count()
}

// frame is what codes of one version and level have in common.
type frame struct {
	plan  *coding.Plan // with the first mask
	turns [masks]grid  // what each mask has otherwise than the first
}

func newFrame(k kind) (*frame, error) {
	f := &frame{}
	var plain grid
	for m := range coding.Mask(masks) {
		plan, err := coding.NewPlan(k.version, k.level, m)
		if err != nil {
			return nil, err
		}
		c, err := plan.Encode(coding.String("")) // what differs is the same for every text
		if err != nil {
			return nil, err
		}
		if m == 0 {
			f.plan, plain = plan, read(c)
		}
		f.turns[m] = newGrid(c.Size)
		f.turns[m].mask(plain, read(c))
	}
	return f, nil
}

// best is the code with the mask of the least burden, the first of equals.
func (f *frame) best(signs coding.Encoding) (grid, error) {
	c, err := f.plan.Encode(signs)
	if err != nil {
		return grid{}, err
	}
	plain := read(c)
	best, least := 0, plain.burden()
	g := newGrid(c.Size)
	for m := 1; m < masks; m++ {
		g.mask(plain, f.turns[m])
		if n := g.burden(); n < least {
			best, least = m, n
		}
	}
	g.mask(plain, f.turns[best])
	return g, nil
}
