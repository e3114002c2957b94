package papertest

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	drive "banbao/internal/browser"
	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/output"
)

// printer is the program's own browser, started once, as `banbao print` uses
// it.
var printer = sync.OnceValues(func() (*drive.Browser, error) {
	program := os.Getenv("BANBAO_CHROMIUM")
	if program == "" {
		program, _ = drive.Find(runtime.GOOS, os.Getenv, exec.LookPath)
	}
	if program == "" {
		return nil, nil
	}
	b, err := drive.Start(context.Background(), program)
	if err == nil {
		closePrinter = b.Close
	}
	return b, err
})

var closePrinter = func() {}

// printing is held by who prints: the browser does one thing after the other.
var printing sync.Mutex

// press prints the sheets of a site, and reads what is on the paper.
type press struct {
	t     *testing.T
	files map[string]output.File
	done  map[string][]byte // what was printed
}

// pressOf builds a site from its files; what it does not bring is a community
// with a name.
func pressOf(t *testing.T, files map[string]string) *press {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": &fstest.MapFile{Data: []byte("title = \"新城社区\"\nissuer = \"新城社区居民委员会\"\n")}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	plan := build.Prepare(build.Request{FS: fsys, Now: chrome.Built, Version: "test"})
	if plan.Fails(false) {
		for _, problem := range plan.Problems {
			t.Log(problem)
		}
		t.FailNow()
	}
	return &press{t, byPath(plan.Files), map[string][]byte{}}
}

func byPath(all []output.File) map[string]output.File {
	files := make(map[string]output.File, len(all))
	for _, f := range all {
		files[f.Path] = f
	}
	return files
}

func (p *press) read(name string) ([]byte, string, bool) {
	f, ok := p.files[name]
	if !ok {
		return nil, "", false
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		p.t.Error(name, err)
	}
	kinds := map[string]string{".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript", ".png": "image/png", ".jpg": "image/jpeg"}
	return b.Bytes(), kinds[path.Ext(name)], true
}

// pdf prints a page, once. With BANBAO_SHOTS it stays in that folder.
func (p *press) pdf(name string) []byte {
	p.t.Helper()
	if pdf := p.done[name]; pdf != nil {
		return pdf
	}
	b, err := printer()
	if err != nil {
		p.t.Fatal(err)
	}
	if b == nil {
		chrome.Missing(p.t, "no Chromium is installed")
	}
	printing.Lock()
	pdf, err := b.PDF(drive.View{Files: p.read, Path: name, Width: 1280, Height: 900})
	printing.Unlock()
	if err != nil {
		p.t.Fatal(name, err)
	}
	if dir := os.Getenv("BANBAO_SHOTS"); dir != "" {
		file := filepath.Join(dir, strings.ReplaceAll(strings.TrimSuffix(name, ".html"), "/", "_")+".pdf")
		if err := os.WriteFile(file, pdf, 0o666); err != nil {
			p.t.Error(err)
		}
	}
	p.done[name] = pdf
	return pdf
}

// Paper is what pdftotext reads of a document, in millimetres.
type leaf struct {
	Width  mm     `xml:"width,attr"`
	Height mm     `xml:"height,attr"`
	Words  []word `xml:"word"`
}

type word struct {
	Left   mm     `xml:"xMin,attr"`
	Right  mm     `xml:"xMax,attr"`
	Top    mm     `xml:"yMin,attr"`
	Bottom mm     `xml:"yMax,attr"`
	Text   string `xml:",chardata"`
}

type mm float64

func (m *mm) UnmarshalText(text []byte) error {
	var points float64
	_, err := fmt.Sscan(string(text), &points)
	*m = mm(points * 25.4 / 72)
	return err
}

// mid is the middle of a word's line.
func (w word) mid() float64 { return float64(w.Top+w.Bottom) / 2 }

// leaves prints a page and reads where the words stand. Where no pdftotext
// (poppler) is installed the test skips and says so; BANBAO_REQUIRE_POPPLER=1
// makes that a failure.
func (p *press) leaves(name string) []leaf {
	p.t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		if os.Getenv("BANBAO_REQUIRE_POPPLER") == "1" {
			p.t.Fatal("no pdftotext is installed, and BANBAO_REQUIRE_POPPLER=1")
		}
		p.t.Skip("NOT TESTED: no pdftotext is installed")
	}
	cmd := exec.Command("pdftotext", "-bbox", "-", "-")
	cmd.Stdin = bytes.NewReader(p.pdf(name))
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatal(err)
	}
	var doc struct {
		Pages []leaf `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		p.t.Fatal(err)
	}
	return doc.Pages
}

// find is the first word that has a text in it.
func (l leaf) find(text string) (word, bool) {
	for _, w := range l.Words {
		if strings.Contains(w.Text, text) {
			return w, true
		}
	}
	return word{}, false
}

// gray is a page as it is drawn, ten dots a millimetre.
func (p *press) gray(name string, page int) (dots []byte, width int) {
	p.t.Helper()
	n := strconv.Itoa(page)
	cmd := exec.Command("pdftoppm", "-gray", "-r", "254", "-f", n, "-l", n, "-")
	cmd.Stdin = bytes.NewReader(p.pdf(name))
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatal(err)
	}
	var height, most int
	if _, err := fmt.Sscanf(string(out[:min(len(out), 40)]), "P5\n%d %d\n%d\n", &width, &height, &most); err != nil {
		p.t.Fatal(err)
	}
	return out[len(out)-width*height:], width
}

// ink is where on a page the first and the last thing is drawn above the number
// of the page, in millimetres from above.
func (p *press) ink(name string, page int) (top, bottom float64) {
	return p.inkBetween(name, page, 0, 210, 265) // the number is below
}

// inkBetween is the same of a column of a page, which ends so far down.
func (p *press) inkBetween(name string, page, left, right, down int) (top, bottom float64) {
	p.t.Helper()
	dots, width := p.gray(name, page)
	top = -1
	for y := range down * 10 {
		if slices.Min(dots[y*width+left*10:y*width+right*10]) < 128 {
			if bottom = float64(y+1) / 10; top < 0 {
				top = float64(y) / 10
			}
		}
	}
	return top, bottom
}

// dots is how much of a part of a page is black, its edges in millimetres.
func (p *press) dots(name string, page int, left, top, right, bottom int) float64 {
	p.t.Helper()
	dots, width := p.gray(name, page)
	black := 0
	for y := top * 10; y < bottom*10; y++ {
		for _, dot := range dots[y*width+left*10 : y*width+right*10] {
			if dot < 128 {
				black++
			}
		}
	}
	return float64(black) / float64(100*(right-left)*(bottom-top))
}

// textOf is what pdftotext reads of a document; empty where that is not
// installed.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return ""
	}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
