package cli

import (
	"fmt"
	"html"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banbao/internal/pdf"
)

// pictureOf is a page as one sees it.
func pictureOf(t *testing.T, at string, dpi int) []image.Image {
	t.Helper()
	dir := t.TempDir()
	poppler(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-png", at, filepath.Join(dir, "p"))
	files, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	var all []image.Image
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

// structured is the text of a PDF in the order of its tags.
func structured(t *testing.T, at string) string {
	t.Helper()
	var b strings.Builder
	for _, m := range structText.FindAllStringSubmatch(poppler(t, "pdfinfo", "-struct-text", at), -1) {
		b.WriteString(m[1])
	}
	return squeezed(b.String())
}

// boardHead is what the page of a board begins with and the paper does not
// have.
var boardHead = regexp.MustCompile(`(?s)^.*<main\b[^>]*>`)

// TestBoardText prints two blackboards. Their name in hollow letters and their
// heads in two colours stand in the PDF once, as text, in fonts that are
// embedded; the whole text is that of the page.
func TestBoardText(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	if code, stdout, stderr := run(t, sample, "build", "-q", "--clock", "2026-11-22T09:00", "-d", public); code != 0 {
		t.Fatal(stdout, stderr)
	}
	for _, name := range []string{"gate-n-black", "hb-black"} {
		at := printedSample(t, name)
		for _, f := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", at)), "\n")[2:] {
			if !strings.Contains(f, "TrueType") {
				t.Errorf("%s: a font that is drawn: %s", name, f)
			}
		}
		page, err := os.ReadFile(filepath.Join(public, "print", "boards", name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		text := boardHead.ReplaceAllString(string(page), "")
		want := squeezed(html.UnescapeString(tag.ReplaceAllString(hiddenPart.ReplaceAllString(text, ""), "")))
		if got := structured(t, at); got != want {
			t.Errorf("%s says\n%s\nand not\n%s", name, got, want)
		}
		// What is drawn and has no tag would be here.
		drawn := squeezed(poppler(t, "pdftotext", "-raw", at, "-"))
		count := func(s string) map[rune]int {
			n := map[rune]int{}
			for _, r := range s {
				n[r]++
			}
			return n
		}
		all, once := count(drawn), count(want)
		for r, n := range all {
			if n != once[r] {
				t.Errorf("%s: %c is drawn %d times and stands on the board %d times", name, r, n, once[r])
			}
		}
	}
}

// TestBoardOfTiles prints a blackboard of 3600 × 1200 mm on A4, puts the sheets
// together as the sketch says, and compares that with the board in one piece.
func TestBoardOfTiles(t *testing.T) {
	const dpi, mm = 30, 30 / 25.4
	whole := pictureOf(t, printedSample(t, "gate-n-black"), dpi)
	sheets := pictureOf(t, printedSample(t, "gate-n-black", "--tile", "a4"), dpi)
	g := pdf.Tile(pdf.Size{Width: 3600, Height: 1200}, pdf.Size{Width: 210, Height: 297}, 0)
	cells := g.Cells(func(pdf.Rect) bool { return true })
	if len(whole) != 1 || len(sheets) != len(cells)+1 {
		t.Fatalf("%d pages and %d sheets, not 1 and %d", len(whole), len(sheets), len(cells)+1)
	}
	grey := func(m image.Image, x, y float64) int {
		r, g, b, _ := m.At(int(x*mm), int(y*mm)).RGBA()
		return int(r+g+b) / 3 >> 8
	}
	seen := 0
	for k, c := range cells {
		s, shown := g.Seen(c), g.Shown(c)
		wrong, n := 0, 0
		for y := s.Top + 2; y < s.Bottom-2; y += 1.7 {
			for x := s.Left + 2; x < s.Right-2; x += 1.7 {
				got := grey(sheets[k+1], x-shown.Left+pdf.Edge, y-shown.Top+pdf.Edge)
				// The whole and the sheet are drawn on grids of their own.
				near := math.MaxInt
				for _, d := range [][2]float64{{0, 0}, {.9, 0}, {-.9, 0}, {0, .9}, {0, -.9}, {.9, .9}, {-.9, -.9}, {.9, -.9}, {-.9, .9}} {
					near = min(near, max(got-grey(whole[0], x+d[0], y+d[1]), grey(whole[0], x+d[0], y+d[1])-got))
				}
				if n++; near > 70 {
					wrong++
				}
			}
		}
		seen += n
		if wrong*100 > n {
			t.Errorf("%s: %d of %d points are not those of the board", c.Name(), wrong, n)
		}
	}
	if seen < 1000000 {
		t.Errorf("only %d points were compared", seen)
	}
}
