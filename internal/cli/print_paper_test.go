package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"banbao/internal/pdf"
)

// poppler runs one of its tools, which know nothing of how our PDFs are made;
// without them a test is skipped.
func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath(tool)
	if err != nil {
		t.Skip("NOT TESTED: " + tool + " is not installed")
	}
	var out, wrong bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &wrong
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %q: %s\n%s", tool, args, err, wrong.String())
	}
	return out.String()
}

// run runs a command in a folder.
func run(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	program := anyBrowser(t)
	var out, talk bytes.Buffer
	code = Run(t.Context(), args, Env{
		Stdout: &out, Stderr: &talk, Dir: dir, Now: time.Now,
		Getenv: func(name string) string {
			if name == "BANBAO_BROWSER" {
				return program
			}
			return os.Getenv(name)
		},
	})
	return code, out.String(), talk.String()
}

// shelf is a folder for what several tests look at.
var shelf = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "banbao-cli-") })

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := shelf(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// shelved is the place on the shelf of what is made by these arguments, and
// whether it is there already.
func shelved(t *testing.T, ending string, args ...string) (string, bool) {
	t.Helper()
	dir, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, fmt.Sprintf("%x%s", sha256.Sum256([]byte(strings.Join(args, "\x00"))), ending))
	_, err = os.Stat(at)
	return at, err == nil
}

// builtSample is the sample site as it is published.
func builtSample(t *testing.T) string {
	t.Helper()
	args := []string{"build", "-q", "--clock", "2026-11-22T09:00", "-d"}
	public, there := shelved(t, "", args...)
	if there {
		return public
	}
	if code, stdout, stderr := run(t, sample, append(args, public)...); code != 0 {
		t.Fatal(stdout, stderr)
	}
	return public
}

// printedSample prints sheets of the sample site and gives the one PDF.
func printedSample(t *testing.T, args ...string) string {
	t.Helper()
	at, there := shelved(t, ".pdf", args...)
	if there {
		return at
	}
	args = append([]string{"print", "--clock", "2026-11-22T09:00", "--one", at}, args...)
	if code, stdout, stderr := run(t, sample, args...); code != 0 {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	return at
}

var sample = filepath.Join("..", "..")

// sampleSheets are sheets of every class.
var sampleSheets = []string{
	"water-burst", "ten-star-candidates", "council-november", "knock-once-more", "finance-october", "winter-safety-check",
	"letter-to-children-away", "elder-care", "dibao", "red-flag-2026q3", "corridor-check-2026-10", "filial-families-2026", "2026-11", "health-talk",
}

var (
	structText = regexp.MustCompile(`(?ms)^\s*"(.*?)"$`)
	tag        = regexp.MustCompile(`<[^>]*>`)
	hiddenPart = regexp.MustCompile(`(?s)<(head|nav|script|svg)\b.*?</(head|nav|script|svg)>`)
)

// squeezed is text without spaces, as one writes it.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// TestPaper prints sheets of every class in one PDF, and looks at it with other
// eyes: its text is what was written, every font is embedded and none is of
// Type 3, it is tagged, titled, in Chinese, and has a bookmark a sheet.
func TestPaper(t *testing.T) {
	at := printedSample(t, sampleSheets...)
	fonts := strings.Split(strings.TrimSpace(poppler(t, "pdffonts", at)), "\n")[2:]
	for _, f := range fonts {
		if strings.Contains(f, "Type 3") || !regexp.MustCompile(`yes yes yes +\d+ +\d+$`).MatchString(f) {
			t.Errorf("a font that is drawn, not embedded or without its characters: %s", f)
		}
	}
	about := poppler(t, "pdfinfo", at)
	for _, want := range []string{"Title:           新城社区\n", "Tagged:          yes"} {
		if !strings.Contains(about, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, about)
		}
	}
	raw, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/Lang (zh-Hans)", "/Outlines ", "/DisplayDocTitle true"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("there is no %s", want)
		}
	}
	structure := poppler(t, "pdfinfo", "-struct-text", at)
	if n := strings.Count(structure, "\n      H1") + strings.Count(structure, " H1 (block)"); n < len(sampleSheets) {
		t.Errorf("%d headings for %d sheets", n, len(sampleSheets))
	}
	var b strings.Builder
	for _, m := range structText.FindAllStringSubmatch(structure, -1) {
		b.WriteString(m[1])
	}
	text := b.String()
	for _, r := range text {
		if r >= 0x2e80 && r <= 0x2fdf {
			t.Errorf("%c (U+%04X) is a radical, not a word", r, r)
		}
	}
	text = squeezed(text)

	// Whatever the pages say is in the PDF, in one piece.
	public := builtSample(t)
	pages := 0
	for _, name := range sampleSheets {
		found, _ := filepath.Glob(filepath.Join(public, "print", "*", name+".html"))
		for _, p := range found {
			page, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, piece := range tag.Split(hiddenPart.ReplaceAllString(string(page), "<>"), -1) {
				if want := squeezed(html.UnescapeString(piece)); len([]rune(want)) > 3 && !strings.Contains(text, want) {
					t.Errorf("%s: %q is not in the PDF", name, want)
				}
			}
		}
	}
	if pages < len(sampleSheets) {
		t.Errorf("%d of %d sheets", pages, len(sampleSheets))
	}
}

// smallSite has three notices, one of which takes two pages.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	long := strings.Repeat("请各位居民把楼道里的东西收一收，检查的人会逐层看过。\n\n", 30)
	for name, text := range map[string]string{
		"config.toml":          "title = \"新城社区\"\nbase_url = \"https://x.example/\"\n",
		"content/notices/a.md": "+++\ntitle = \"甲\"\nkind = \"notice\"\nsheet = \"official\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n请看。\n",
		"content/notices/b.md": "+++\ntitle = \"乙\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n" + long,
	} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func pagesOf(t *testing.T, at string) int {
	t.Helper()
	text, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	d, err := pdf.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return len(d.Pages())
}

// TestPaperFiles prints a small site in each way: a file an item, one for all,
// by paper, the fronts and the backs; the same bytes each time; and a file of
// somebody else's stays.
func TestPaperFiles(t *testing.T) {
	dir := smallSite(t)
	must := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := run(t, dir, append([]string{"print", "--clock", "2026-11-22"}, args...)...)
		if code != 0 {
			t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
		}
		return stdout
	}
	if said := must(); !strings.Contains(said, filepath.Join("paper", "notices", "a.pdf")) || !strings.Contains(said, "2 件，A4 ") {
		t.Errorf("it says %q", said)
	}
	a, b := pagesOf(t, filepath.Join(dir, "paper/notices/a.pdf")), pagesOf(t, filepath.Join(dir, "paper/notices/b.pdf"))
	if a != 1 || b < 2 {
		t.Fatalf("%d and %d pages", a, b)
	}
	must("--one", "all.pdf")
	first, err := os.ReadFile(filepath.Join(dir, "all.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(first, []byte("/Type3")) {
		t.Error("a font is drawn, such as that of the page numbers")
	}
	must("--one", "all.pdf")
	if again, err := os.ReadFile(filepath.Join(dir, "all.pdf")); err != nil || !bytes.Equal(first, again) {
		t.Error("other bytes the second time", err)
	}
	must("--sort", "--out", "sorted")
	if n := pagesOf(t, filepath.Join(dir, "sorted/A4.pdf")); n != a+b {
		t.Errorf("%d pages of A4, not %d", n, a+b)
	}
	// Each sheet begins on the front of a leaf.
	must("--odd", "--one", "odd.pdf")
	must("--even", "--one", "even.pdf")
	odd, even := pagesOf(t, filepath.Join(dir, "odd.pdf")), pagesOf(t, filepath.Join(dir, "even.pdf"))
	if want := 1 + (b+1)/2; odd != want || even != want {
		t.Errorf("%d fronts and %d backs, not %d", odd, even, want)
	}
	other := filepath.Join(dir, "mine.pdf")
	if err := os.WriteFile(other, []byte("my own"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := run(t, dir, "print", "--clock", "2026-11-22", "--one", "mine.pdf"); code != exitUsage || !strings.Contains(stderr, "--force") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if text, _ := os.ReadFile(other); string(text) != "my own" {
		t.Error("it was replaced")
	}
	if said := must("a", "-q"); said != "" {
		t.Errorf("quiet says %q", said)
	}
}

func TestPaperName(t *testing.T) {
	for want, size := range map[string]pdf.Size{
		"A4": {Width: 209.9, Height: 297}, "A3": {Width: 420.2, Height: 297}, "A1": {Width: 594, Height: 841}, "A0": {Width: 841, Height: 1189}, "3600x1200mm": {Width: 3600, Height: 1200.1},
	} {
		if got := paperName(size); got != want {
			t.Errorf("%v is %s, not %s", size, got, want)
		}
	}
}
