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
	"strconv"
	"strings"
	"testing"

	"banbao/internal/pdf"
)

// pictureOf is the pages as one sees them.
func pictureOf(t *testing.T, at string, dpi int, part ...string) []image.Image {
	t.Helper()
	dir := t.TempDir()
	poppler(t, "pdftoppm", slices.Concat([]string{"-r", fmt.Sprint(dpi)}, part, []string{"-png", at, filepath.Join(dir, "p")})...)
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
	public := builtSample(t)
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

// TestSeams holds the sheets of a board against the board, closer than one can
// paste: every line that a sheet holds whole stands where it stands on the board, to
// 0.3 mm, and so does all that is drawn round the name; the middle of each line
// is to be seen on one sheet only. The sheets have
// the text of the board in their tags once.
func TestSeams(t *testing.T) {
	const near = 0.3
	board, tiles := printedSample(t, "gate-n-black"), printedSample(t, "gate-n-black", "--tile", "a4")
	g := pdf.Tile(pdf.Size{Width: 3600, Height: 1200}, pdf.Size{Width: 210, Height: 297}, 0)
	cells := g.Cells(func(pdf.Rect) bool { return true })
	whole, sheets := wordsOf(t, board), wordsOf(t, tiles)
	if len(whole) != 1 || len(sheets) != len(cells)+1 {
		t.Fatalf("%d pages and %d sheets, not 1 and %d", len(whole), len(sheets), len(cells)+1)
	}
	compared := 0
	for _, w := range whole[0] {
		seen := 0
		for k, c := range cells {
			if s := g.Seen(c); w.midX() >= s.Left && w.midX() < s.Right && w.midY() >= s.Top && w.midY() < s.Bottom {
				seen++
			}
			shown := g.Shown(c)
			if w.Left < shown.Left || w.Right > shown.Right || w.Top < shown.Top || w.Bottom > shown.Bottom {
				continue
			}
			compared++
			if !slices.ContainsFunc(sheets[k+1], func(x placed) bool {
				return x.Text == w.Text && math.Abs(x.Left-pdf.Edge+shown.Left-w.Left) <= near && math.Abs(x.Top-pdf.Edge+shown.Top-w.Top) <= near &&
					math.Abs(x.Right-pdf.Edge+shown.Left-w.Right) <= near
			}) {
				t.Errorf("%s: %q is not where it is on the board", c.Name(), w.Text)
			}
		}
		if seen != 1 {
			t.Errorf("%q is to be seen on %d sheets", w.Text, seen)
		}
	}
	if compared < 20 {
		t.Errorf("only %d words were compared", compared)
	}

	const dpi, mm = 150, 150 / 25.4
	for k, c := range cells {
		if c.Row < 1 || c.Row > 2 || c.Column < 5 || c.Column > 7 { // where the name stands
			continue
		}
		shown, s := g.Shown(c), g.Seen(c)
		page := fmt.Sprint(k + 2)
		sheet := pictureOf(t, tiles, dpi, "-f", page, "-l", page)[0]
		x0, y0 := int(shown.Left*mm), int(shown.Top*mm)
		part := pictureOf(t, board, dpi, "-x", fmt.Sprint(x0), "-y", fmt.Sprint(y0), "-W", "1750", "-H", "1250")[0]
		grey := func(m image.Image, x, y float64) int {
			r, g, b, _ := m.At(int(x), int(y)).RGBA()
			return int(r+g+b) / 3 >> 8
		}
		wrong, n := 0, 0
		for y := s.Top + 0.5; y < s.Bottom-0.5; y += 0.4 {
			for x := s.Left + 0.5; x < s.Right-0.5; x += 0.4 {
				got := grey(sheet, (x-shown.Left+pdf.Edge)*mm, (y-shown.Top+pdf.Edge)*mm)
				// At an edge a dot may be anything between what lies on its sides.
				low, high := math.MaxInt, 0
				for dy := -near; dy <= near; dy += near / 2 {
					for dx := -near; dx <= near; dx += near / 2 {
						want := grey(part, (x+dx)*mm-float64(x0), (y+dy)*mm-float64(y0))
						low, high = min(low, want), max(high, want)
					}
				}
				if n++; got < low-40 || got > high+40 {
					wrong++
				}
			}
		}
		if wrong > n/20000 {
			t.Errorf("%s: %d of %d points are not those of the board", c.Name(), wrong, n)
		}
	}

	text := structured(t, tiles)
	if want := structured(t, board); strings.Count(text, want) != 1 {
		t.Errorf("the tags of the sheets do not have the board's text once:\n%s", text)
	}
}

// TestFit prints a notice of A4 over four sheets, as large as they hold.
func TestFit(t *testing.T) {
	dir := smallSite(t)
	at := filepath.Join(dir, "four.pdf")
	code, stdout, stderr := run(t, dir, "print", "a", "--clock", "2026-11-22", "--tile", "a4", "--fit", "4", "--one", at)
	if code != 0 || pagesOf(t, at) < 4 { // a sheet with nothing on it is not printed
		t.Fatalf("exit %d, %d pages\n%s%s", code, pagesOf(t, at), stdout, stderr)
	}
	if text := poppler(t, "pdftotext", at, "-"); !strings.Contains(text, "拼好 390×552 毫米，A4 竖放 ") || !strings.Contains(text, "185.7%") {
		t.Errorf("the sketch says\n%s", text)
	}
	code, stdout, stderr = run(t, dir, "print", "a", "--clock", "2026-11-22", "--tile", "a4", "--fit", "1", "--one", at)
	if code != 0 || pagesOf(t, at) != 1 {
		t.Errorf("on one sheet: exit %d, %d pages\n%s%s", code, pagesOf(t, at), stdout, stderr)
	}
}

// placed is a word where it stands on its page, in millimetres.
type placed struct {
	Left, Top, Right, Bottom float64
	Text                     string
}

func (w placed) midX() float64 { return (w.Left + w.Right) / 2 }
func (w placed) midY() float64 { return (w.Top + w.Bottom) / 2 }

var bbox = regexp.MustCompile(`<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*)</word>`)

// wordsOf is the words of each page.
func wordsOf(t *testing.T, at string) [][]placed {
	t.Helper()
	var pages [][]placed
	for page := range strings.SplitSeq(poppler(t, "pdftotext", "-bbox", at, "-"), "</page>") {
		if !strings.Contains(page, "<page") {
			continue
		}
		var words []placed
		for _, m := range bbox.FindAllStringSubmatch(page, -1) {
			var at [4]float64
			for k := range at {
				points, err := strconv.ParseFloat(m[k+1], 64)
				if err != nil {
					t.Fatal(err)
				}
				at[k] = points * 25.4 / 72
			}
			words = append(words, placed{at[0], at[1], at[2], at[3], html.UnescapeString(m[5])})
		}
		pages = append(pages, words)
	}
	return pages
}
