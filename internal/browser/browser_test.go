package browser

import (
	"bytes"
	"context"
	"errors"
	"image/color"
	"image/png"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/chromedp"
)

// started starts the browser of this machine, or skips the test.
func started(t *testing.T) *Browser {
	t.Helper()
	program := os.Getenv("BANBAO_CHROMIUM")
	if program == "" {
		program, _ = Find(runtime.GOOS, os.Getenv, exec.LookPath)
	}
	if program == "" {
		if os.Getenv("BANBAO_REQUIRE_BROWSER") == "1" {
			t.Fatal("no browser is installed, and BANBAO_REQUIRE_BROWSER=1")
		}
		t.Skip("NOT TESTED: no browser is installed")
	}
	b, err := Start(t.Context(), program)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// folder has a page whose style sheet and picture are files of their own.
func folder(body string) Files {
	return Folder(fstest.MapFS{
		"a/page.html": {Data: []byte(`<!DOCTYPE html><html lang="zh-Hans"><title>页</title><link rel="stylesheet" href="../page.css"><body>` + body)},
		"page.css":    {Data: []byte("@page{size:148mm 210mm;margin:10mm}body{margin:0;background:#fff}p{margin:0;width:50vw;height:50vh;background:#c00}")},
		"dot.svg":     {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#00f"/></svg>`)},
	})
}

func colour(t *testing.T, data []byte, x, y int) color.RGBA {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
}

var (
	red   = color.RGBA{0xcc, 0, 0, 0xff}
	green = color.RGBA{0, 0x80, 0, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	blue  = color.RGBA{0, 0, 0xff, 0xff}
)

// A picture is as large as was asked for, and shows styles, pictures and what
// scripts changed.
func TestPictures(t *testing.T) {
	b := started(t)
	v := View{Files: folder(`<p></p><img src="../dot.svg" width="100" height="100" alt="" loading="lazy">`), Path: "a/page.html", Width: 400, Height: 300, Scale: 2}
	var taken [][]byte
	if err := b.Pictures(v, []string{"", `document.querySelector("p").style.background = "green"`}, func(k int, data []byte) error {
		taken = append(taken, data)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(taken) != 2 {
		t.Fatalf("%d pictures", len(taken))
	}
	c, err := png.DecodeConfig(bytes.NewReader(taken[0]))
	if err != nil || c.Width != 800 || c.Height != 600 {
		t.Errorf("%d×%d, %v", c.Width, c.Height, err)
	}
	for _, p := range []struct {
		k, x, y int
		want    color.RGBA
	}{{0, 100, 100, red}, {1, 100, 100, green}, {0, 700, 100, white}, {0, 100, 400, blue}} {
		if got := colour(t, taken[p.k], p.x, p.y); got != p.want {
			t.Errorf("picture %d at %d,%d is %v, want %v", p.k, p.x, p.y, got, p.want)
		}
	}
	// What takes pictures may refuse them.
	full := errors.New("the disk is full")
	if err := b.Pictures(v, []string{""}, func(int, []byte) error { return full }); err != full {
		t.Errorf("got %v", err)
	}
}

// Mistakes are told, and are not tried again in another browser.
func TestMistakes(t *testing.T) {
	b := started(t)
	was := process(b)
	none := func(int, []byte) error { return nil }
	for _, c := range []struct{ path, body, script, want string }{
		{"b.html", "", "", "there is no page b.html"},
		{"a/page.html", "", `throw new Error("no slide of that name")`, "no slide of that name"},
		{"a/page.html", `<img src="gone.png" width="10" height="10" alt="">`, "", "a picture cannot be shown"},
	} {
		err := b.Pictures(View{Files: folder(c.body), Path: c.path, Width: 100, Height: 100}, []string{c.script}, none)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if process(b).Pid != was.Pid {
		t.Error("another browser was started")
	}
	if _, err := Start(t.Context(), "/no/such/program"); err == nil {
		t.Error("a program that is not there was started")
	}
}

// Nothing is asked of anybody, not even of another port of this machine.
func TestNothingIsAskedOfOthers(t *testing.T) {
	var asked atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer other.Close()
	b := started(t)
	at := strings.TrimPrefix(other.URL, "http://")
	body := `<link rel="stylesheet" href="http://` + at + `/a.css"><iframe src="http://` + at + `/frame"></iframe>
<script>
const at = "` + at + `";
fetch("http://" + at + "/fetch").catch(() => 0);
new WebSocket("ws://" + at + "/socket");
navigator.sendBeacon("http://" + at + "/beacon");
open("http://" + at + "/window");
new Worker(URL.createObjectURL(new Blob(["fetch('http://" + at + "/worker')"])));
</script>`
	v := View{Files: folder(body), Path: "a/page.html", Width: 100, Height: 100}
	if err := b.Pictures(v, []string{"await new Promise(r => setTimeout(r, 1000))"}, func(int, []byte) error { return nil }); err != nil {
		t.Fatal(err)
	}
	// The browser itself keeps pages from asking this machine, but lets them go there.
	b.patience = 5 * time.Second
	v.Files = folder("")
	b.Pictures(v, []string{`location.href = "http://` + at + `/away"; await new Promise(r => setTimeout(r, 1000))`}, func(int, []byte) error { return nil })
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}

// process is the browser's.
func process(b *Browser) *os.Process {
	return chromedp.FromContext(b.running).Browser.Process()
}

// A browser that crashes in the middle is started again, and each picture is
// taken once.
func TestCrash(t *testing.T) {
	b := started(t)
	v := View{Files: folder("<p></p>"), Path: "a/page.html", Width: 100, Height: 100}
	var taken []int
	err := b.Pictures(v, []string{"", "", "", ""}, func(k int, data []byte) error {
		taken = append(taken, k)
		if len(taken) == 2 {
			process(b).Kill()
		}
		return nil
	})
	if err != nil || len(taken) != 4 || taken[3] != 3 {
		t.Fatalf("took %v, %v", taken, err)
	}
	// One that crashes again and again is given up.
	err = b.Pictures(v, []string{"", "", "", ""}, func(int, []byte) error {
		process(b).Kill()
		return nil
	})
	if err == nil || errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

// A batch of papers goes on where the browser crashed, as often as that
// happens between two pages; each comes once, as that page is.
func TestPapersCrash(t *testing.T) {
	b := started(t)
	files := func(name string) ([]byte, string, bool) {
		return []byte(`<!DOCTYPE html><html lang="zh-Hans"><title>` + name + `</title><body><h1>` + name + `</h1>`), "text/html", strings.HasPrefix(name, "p")
	}
	pages := []string{"pa", "pb", "pc", "pd", "pe"}
	var taken []string
	err := b.Papers(View{Files: files, Width: 100, Height: 100}, pages, func(k int, pdf []byte) error {
		if !bytes.HasPrefix(pdf, []byte("%PDF")) || !bytes.Contains(pdf, []byte("("+pages[k]+")")) {
			t.Errorf("the page %d is not %s", k, pages[k])
		}
		taken = append(taken, pages[k])
		if k == 1 || k == 3 {
			process(b).Kill()
		}
		return nil
	})
	if err != nil || !slices.Equal(taken, pages) {
		t.Fatalf("took %v, %v", taken, err)
	}
	if err := b.Papers(View{Files: files, Width: 100, Height: 100}, []string{"none"}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a page that is not there: %v", err)
	}
}

// A browser that does not answer is not waited for.
func TestHang(t *testing.T) {
	b := started(t)
	b.patience = 3 * time.Second
	v := View{Files: folder(""), Path: "a/page.html", Width: 100, Height: 100}
	began := time.Now()
	err := b.Pictures(v, []string{"await new Promise(() => 0)"}, func(int, []byte) error { return nil })
	if err == nil || errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "did not answer") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("waited for %s", took)
	}
	// And an interruption is an interruption.
	ctx, cancel := context.WithCancel(t.Context())
	other, err := Start(ctx, b.program)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	err = other.Pictures(v, []string{""}, func(int, []byte) error {
		cancel()
		return nil
	})
	if err == nil {
		err = other.Pictures(v, []string{""}, func(int, []byte) error { return nil })
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// The paper is the one that the page asks for; headings are tags and
// bookmarks.
func TestPDF(t *testing.T) {
	b := started(t)
	data, err := b.PDF(View{Files: folder("<h1>消防演练</h1><p></p>"), Path: "a/page.html", Width: 800, Height: 600})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"%PDF-", "/StructTreeRoot", "/Outlines", "/MediaBox [0 0 420", "/Lang (zh-Hans)"} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("there is no %s: %.2000s", want, regexp.MustCompile(`(?s)stream.*?endstream`).ReplaceAll(data, nil))
		}
	}
}
