package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long one step in a tab may take on a busy machine.
const patience = time.Minute

// plainHost is this machine under a name that browsers do not count as secure:
// there is no worker, no cache storage and no crypto.subtle, as on http in a house.
const plainHost = "screens.test"

var (
	browser      context.Context // nil until somebody needs it
	closeBrowser = func() {}
	startBrowser = sync.OnceValue(start)
)

// chromium finds the browser; empty when there is none.
func chromium() string {
	if own := os.Getenv("BANBAO_CHROMIUM"); own != "" {
		return own
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func start() error {
	ctx, end, err := startWith(filepath.Join(scratch, "profile"))
	closeBrowser, browser = end, ctx
	return err
}

// startWith starts a Chromium that keeps what it keeps in a folder.
func startWith(profile string) (context.Context, func(), error) {
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromium()),
		chromedp.UserDataDir(profile),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("host-resolver-rules", "MAP "+plainHost+" 127.0.0.1"),
	)
	// As root, and only then, the driver adds --no-sandbox: Chromium would not start.
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	end := func() {
		cancel()
		stop()
	}
	return ctx, end, chromedp.Do(ctx)
}

// tab is one tab with its own storage.
type tab struct {
	t     testing.TB
	ctx   context.Context
	hands page.ScriptIdentifier // that pages find, empty for this machine's

	mu       sync.Mutex
	requests []string
	noise    []string // errors and warnings of the console, violations of the policy
}

// open makes a tab of 1280 × 900 whose clock stands at the moment of the build.
func open(t testing.TB) *tab {
	t.Helper()
	b := bare(t)
	b.startAt(built)
	return b
}

// bare makes a tab of 1280 × 900 with the clock of this machine.
func bare(t testing.TB) *tab {
	t.Helper()
	if chromium() == "" {
		missing(t, "no Chromium is installed")
	}
	if err := startBrowser(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return tabOf(t, ctx)
}

func tabOf(t testing.TB, ctx context.Context) *tab {
	t.Helper()
	b := &tab{t: t, ctx: ctx}
	b.must(chromedp.Do(ctx))
	b.must(chromedp.Listen(ctx, b.hear))
	b.size(1280, 900)
	b.dark(false)
	return b
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// hear writes down what a page asks for and complains of.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		b.noise = append(b.noise, "exception: "+text)
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range e.Args {
			words = append(words, string(arg.Value)+arg.Description)
		}
		b.noise = append(b.noise, fmt.Sprintf("console.%s: %s", e.Type, strings.Join(words, " ")))
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			b.noise = append(b.noise, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	}
}

// heard gives what was asked for and complained of since the last time.
func (b *tab) heard() (requests, noise []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	requests, noise = b.requests, b.noise
	b.requests, b.noise = nil, nil
	return requests, noise
}

// size makes the window so large, in CSS pixels.
func (b *tab) size(width, height int64) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600,
	})
	b.must(err)
}

// dark asks for dark or light colours, and for no movement.
func (b *tab) dark(dark bool) {
	b.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	b.must(err)
}

// paper shows pages as they are printed.
func (b *tab) paper() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.must(err)
}

// zone puts the device into a time zone.
func (b *tab) zone(name string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: name})
	b.must(err)
}

// withoutScript makes the tab one that runs no script of any page.
func (b *tab) withoutScript() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.must(err)
}

// startAt sets the clock that pages opened from now on find.
func (b *tab) startAt(at time.Time) {
	b.t.Helper()
	b.startWrong(at, 0)
}

// startWrong is that on a device whose clock is off by skew.
func (b *tab) startWrong(at time.Time, skew time.Duration) {
	b.t.Helper()
	script, err := os.ReadFile("testdata/clock.js")
	b.must(err)
	if b.hands != "" {
		_, err = chromedp.Call(b.ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: b.hands})
		b.must(err)
	}
	made, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: strings.Replace(string(script), "START", strconv.FormatInt(at.UnixMilli(), 10), 1) +
			fmt.Sprintf("\n__banbaoClock.skew(%d);", skew.Milliseconds()),
	})
	b.must(err)
	b.hands = made.Identifier
}

// clock lets the open page live until a moment.
func (b *tab) clock(at time.Time) {
	b.t.Helper()
	eval[any](b, fmt.Sprintf("__banbaoClock.to(%d)", at.UnixMilli()))
}

// wake lets the device sleep until a moment.
func (b *tab) wake(at time.Time) {
	b.t.Helper()
	eval[any](b, fmt.Sprintf("__banbaoClock.wake(%d)", at.UnixMilli()))
}

// mayFetch lets the test read files in pages to come whose policy forbids them
// to.
func (b *tab) mayFetch() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	b.must(err)
}

// visit opens an address and waits until it is loaded.
func (b *tab) visit(address string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		b.t.Fatalf("%s: %v", address, err)
	}
}

// press presses keys: "\t" is Tab, " " is Space.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(keys)))
}

// pdf prints the page as its own style says.
func (b *tab) pdf() []byte {
	b.t.Helper()
	data, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPaper(chromedp.PaperA4)))
	b.must(err)
	return data
}

// picture shows the window, or the whole page if it is not too long.
func (b *tab) picture(clip *page.Viewport) []byte {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: "png", Clip: clip, CaptureBeyondViewport: new(clip != nil),
	})
	b.must(err)
	return result.Data
}

// text is what a reader sees of the page, hidden parts left out.
func (b *tab) text() string {
	b.t.Helper()
	return eval[string](b, "document.body.innerText")
}

// eval is the value of an expression in the page; promises are awaited.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	var value T
	wrapped := "(async () => JSON.stringify((" + expression + ") ?? null))()"
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](wrapped, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", shortened(expression), err)
	}
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		b.t.Fatalf("%s: %v", shortened(expression), err)
	}
	return value
}

// where is the path of the page, empty while the tab goes from one to another.
func (b *tab) where() string {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	path, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname`))
	if err != nil && b.ctx.Err() == nil {
		return ""
	}
	b.must(err)
	return path
}

func shortened(s string) string { return s[:min(len(s), 80)] }
