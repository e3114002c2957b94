package qr

import (
	"math/rand/v2"
	"strings"
	"testing"

	"rsc.io/qr/coding"
)

// points counts as the standard tells it, module by module.
func points(rows []string) int {
	n, dark := 0, 0
	size := len(rows)
	at := func(down bool, i, k int) byte {
		if down {
			return rows[k][i]
		}
		return rows[i][k]
	}
	for _, down := range []bool{false, true} {
		for i := range size {
			var line strings.Builder
			for k := range size {
				line.WriteByte(at(down, i, k))
			}
			s := line.String()
			for from := 0; from < size; {
				to := from
				for to < size && s[to] == s[from] {
					to++
				}
				if to-from >= 5 {
					n += 3 + to - from - 5
				}
				from = to
			}
			for k := range size {
				if strings.HasPrefix(s[k:], "# ### #    ") {
					n += 40
				}
				if strings.HasPrefix(s[k:], "    # ### #") {
					n += 40
				}
			}
		}
	}
	for y, row := range rows {
		dark += strings.Count(row, "#")
		for x := range row {
			if y > 0 && x > 0 && row[x] == row[x-1] && rows[y-1][x] == row[x] && rows[y-1][x-1] == row[x] {
				n += 3
			}
		}
	}
	percent := 100 * float64(dark) / float64(size*size)
	for off := max(percent-50, 50-percent); off >= 5; off -= 5 {
		n += 10
	}
	return n
}

func TestBurden(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{21, 37, 61, 64, 65, 77, 125, 128, 129, 177} {
		for range 4 {
			g, rows := newGrid(size), make([]string, size)
			share := 0.2 + 0.6*r.Float64()
			for y := range size {
				line := []byte(strings.Repeat(" ", size))
				for x := range size {
					if r.Float64() < share || x%11 == 0 && y%13 < 2 {
						line[x] = '#'
					}
				}
				if y%5 == 0 {
					copy(line[r.IntN(size-14):], "    # ### #    ")
				}
				for x := range size {
					if line[x] == '#' {
						g.rows[y].set(x)
						g.cols[x].set(y)
					}
				}
				rows[y] = string(line)
			}
			if got, want := g.burden(), points(rows); got != want {
				t.Errorf("%d modules: %d points, not %d", size, got, want)
			}
		}
	}
}

// TestMask holds that what is drawn has the fewest points of all eight, and
// that a mask is what the library makes with it.
func TestMask(t *testing.T) {
	for _, text := range []string{"https://xincheng.example/", "https://xincheng.example/notices/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.html"} {
		k := kind{version: 8, level: coding.Q}
		f, err := newFrame(k)
		if err != nil {
			t.Fatal(err)
		}
		best, err := f.best(coding.String(text))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for m := range coding.Mask(masks) {
			plan, err := coding.NewPlan(k.version, k.level, m)
			if err != nil {
				t.Fatal(err)
			}
			c, err := plan.Encode(coding.String(text))
			if err != nil {
				t.Fatal(err)
			}
			g, rows := read(c), make([]string, c.Size)
			same := true
			for y := range rows {
				for x := range c.Size {
					rows[y] += string(" #"[b2i(c.Black(x, y))])
				}
				same = same && g.rows[y] == best.rows[y] && g.cols[y] == best.cols[y]
			}
			found = found || same
			if points(rows) < best.burden() {
				t.Errorf("%s: mask %d has %d points, the chosen one %d", text, m, points(rows), best.burden())
			}
		}
		if !found {
			t.Errorf("%s: what was chosen is no mask of the library", text)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func BenchmarkDraw(b *testing.B) {
	var d Drawer
	for b.Loop() {
		if _, err := d.Draw("https://xincheng.example/notices/water-off-2026-11.html", Paper); err != nil {
			b.Fatal(err)
		}
	}
}
