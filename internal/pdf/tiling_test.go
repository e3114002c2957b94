package pdf

import (
	"fmt"
	"math"
	"testing"
)

var sizes = map[string]Size{"A4": {210, 297}, "A3": {297, 420}, "A2": {420, 594}, "A1": {594, 841}, "A0": {841, 1189}}

// TestTile is the table of what posters take with 5 mm of edge and 10 mm of
// overlap.
func TestTile(t *testing.T) {
	for _, c := range []struct {
		page, paper string
		most        int
		want        string // sheets, across and down, scale
	}{
		{"A3", "A4", 0, "4 2x2 1.000"},
		{"A3", "A4", 2, "2 1x2 0.929"},
		{"A2", "A4", 0, "8 2x4 1.000"},
		{"A2", "A4", 4, "4 2x2 0.929"},
		{"A1", "A4", 0, "12 4x3 1.000"},
		{"A1", "A4", 9, "9 3x3 0.976"},
		{"A1", "A4", 8, "8 2x4 0.916"},
		{"A0", "A4", 0, "21 3x7 1.000"},
		{"A0", "A4", 16, "16 4x4 0.916"},
		{"A2", "A3", 0, "4 2x2 1.000"},
		{"A1", "A3", 0, "6 2x3 1.000"},
		{"A0", "A3", 0, "9 3x3 1.000"},
		{"A2", "A4", 8, "8 2x4 1.296"}, // what is left of the sheets is used
		{"A2", "A4", 18, "18 3x6 1.936"},
		{"A4", "A4", 4, "4 2x2 1.857"},
		{"A4", "A4", 3, "3 1x3 1.367"},
		{"A4", "A4", 5, "4 2x2 1.857"}, // a fifth would not make it larger
		{"A2", "A4", 1, "1 1x1 0.476"},
	} {
		got := Tile(sizes[c.page], sizes[c.paper], c.most)
		if s := fmt.Sprintf("%d %dx%d %.3f", got.Columns*got.Rows, got.Columns, got.Rows, got.Scale); s != c.want {
			t.Errorf("%s on %s, at most %d: %s, not %s", c.page, c.paper, c.most, s, c.want)
		}
	}
}

// TestSeen puts what is seen of all sheets together: it is the whole, without
// a gap and without anything twice; each sheet has it within its edges.
func TestSeen(t *testing.T) {
	for _, page := range []Size{sizes["A3"], sizes["A0"], {3600, 1200}, {100, 2000}} {
		for most := range 30 {
			g := Tile(page, sizes["A4"], most)
			if most > 0 && g.Columns*g.Rows > most {
				t.Fatalf("%v on %d sheets takes %d", page, most, g.Columns*g.Rows)
			}
			area := 0.0
			for _, c := range g.Cells(func(Rect) bool { return true }) {
				s, shown := g.Seen(c), g.Shown(c)
				area += (s.Right - s.Left) * (s.Bottom - s.Top)
				if shown.Right-shown.Left > g.Paper.Width-2*Edge+0.001 || shown.Bottom-shown.Top > g.Paper.Height-2*Edge+0.001 {
					t.Errorf("%s shows %v", c.Name(), shown)
				}
				if right := g.Seen(Cell{c.Row, c.Column + 1}); c.Column+1 < g.Columns && math.Abs(right.Left-s.Right) > 0.001 {
					t.Errorf("%s ends at %v, and the next begins at %v", c.Name(), s.Right, right.Left)
				}
			}
			if math.Abs(area-g.Whole.Width*g.Whole.Height) > g.Whole.Width+g.Whole.Height {
				t.Errorf("%v on %d: %v of %v mm² are to be seen", page, most, area, g.Whole.Width*g.Whole.Height)
			}
		}
	}
}

func TestCellName(t *testing.T) {
	for want, c := range map[string]Cell{"A1": {0, 0}, "B3": {1, 2}, "Z10": {25, 9}, "AA1": {26, 0}, "AB2": {27, 1}} {
		if got := c.Name(); got != want {
			t.Errorf("%v is %s, not %s", c, got, want)
		}
	}
}

// TestInk looks where something is drawn: not where it is white, cut off or
// within a frame.
func TestInk(t *testing.T) {
	for _, c := range []struct {
		draw       string
		yes, blank []Rect
	}{
		{"1 1 1 rg 0 0 595 842 re f", nil, []Rect{{0, 0, 210, 297}}},
		{"0 0 0 rg 0 0 100 100 re f", []Rect{{0, 270, 10, 290}}, []Rect{{50, 0, 200, 200}}},
		{"0 0 595 842 re 20 20 555 802 re f*", []Rect{{0, 0, 5, 5}, {205, 100, 209, 110}}, []Rect{{50, 50, 150, 200}}},
		{"2 w 10 10 500 800 re S", []Rect{{0, 100, 10, 110}}, []Rect{{50, 50, 150, 200}}},
		{"q 0 0 50 50 re W n 0 0 595 842 re f Q", []Rect{{0, 285, 10, 295}}, []Rect{{0, 0, 200, 200}}},
		{"q 1 0 0 1 300 400 cm BT /F 10 Tf 1 0 0 1 0 0 Tm <00010002> Tj ET Q", []Rect{{100, 150, 115, 160}}, []Rect{{0, 0, 90, 297}, {130, 0, 210, 297}}},
	} {
		ink, err := read(t, skia(c.draw)).Ink(0)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range c.yes {
			if !ink.In(r) {
				t.Errorf("%s: nothing in %v", c.draw, r)
			}
		}
		for _, r := range c.blank {
			if ink.In(r) {
				t.Errorf("%s: something in %v", c.draw, r)
			}
		}
	}
}

// TestUnder draws one page below two: it is stored once.
func TestUnder(t *testing.T) {
	above, below := read(t, skia("a1", "a2")), read(t, skia("0 0 100 100 re f"))
	g := Tile(sizes["A3"], sizes["A4"], 2)
	d := join(t, &Part{Doc: above, Title: "甲", Under: map[int][]Under{
		0: {g.UnderCell(below, 0, Cell{0, 0})}, 1: {g.UnderCell(below, 0, Cell{1, 0})},
	}})
	for _, n := range d.pages {
		if got := string(d.contents(d.dict(ref(n)))); got[len(got)-2] != 'a' {
			t.Errorf("the page is %q", got)
		}
	}
	one := d.dict(resourcesOf(d, d.pages[0])["XObject"])["BanbaoUnder0"]
	if one == nil || one != d.dict(resourcesOf(d, d.pages[1])["XObject"])["BanbaoUnder0"] {
		t.Error("the page below is stored twice")
	}
	ink, err := d.Ink(1)
	if err != nil || len(ink.boxes) == 0 {
		t.Error("nothing is drawn below", err)
	}
}

// TestTagged draws a page with its tags on one page, and without on another:
// the tags lead to what is drawn there.
func TestTagged(t *testing.T) {
	above, below := read(t, skia("a1", "a2")), read(t, skia("b1"))
	g := Tile(sizes["A3"], sizes["A4"], 2)
	whole := g.UnderCell(below, 0, Cell{0, 0})
	whole.Tagged = true
	d := join(t, &Part{Doc: above, Title: "甲", Under: map[int][]Under{0: {whole}, 1: {g.UnderCell(below, 0, Cell{1, 0})}}})
	drawn := d.dict(resourcesOf(d, d.pages[0])["XObject"])["BanbaoUnder0"]
	form, _ := d.get(drawn).(*stream)
	if drawn == d.dict(resourcesOf(d, d.pages[1])["XObject"])["BanbaoUnder0"] || form == nil || string(d.inflate(form)) != "b1" {
		t.Fatalf("%v is drawn with its tags", drawn)
	}
	tree := d.dict(d.root["StructTreeRoot"])
	parts := d.get(d.dict(tree["K"])["K"]).(array)
	if len(parts) != 2 {
		t.Fatalf("%d parts have tags", len(parts))
	}
	part := d.dict(parts[1])
	heading := d.dict(part["K"])
	piece := d.dict(heading["K"])
	if part["S"] != name("Part") || heading["S"] != name("H1") || piece["Stm"] != drawn || piece["Pg"] != ref(d.pages[0]) {
		t.Errorf("the tags are %v, %v, %v", part, heading, piece)
	}
	// And back: from the form to the heading.
	nums := d.get(d.dict(tree["ParentTree"])["Nums"]).(array)
	for k := 0; k < len(nums); k += 2 {
		if nums[k] == form.dict["StructParents"] {
			if list := d.get(nums[k+1]).(array); list[0] != d.dict(parts[1])["K"] {
				t.Errorf("the table of tags has %v", list)
			}
			return
		}
	}
	t.Errorf("the table of tags has no %v", form.dict["StructParents"])
}
