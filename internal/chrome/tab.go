package chrome

import (
	"context"
	_ "embed"
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

// PlainHost is this machine under a name that browsers do not count as secure:
// there is no worker, no cache storage and no crypto.subtle, as on http in a house.
const PlainHost = "screens.test"

// clock is the script that pages find in place of the machine's clock.
//
//go:embed clock.js
var clock string

var (
	browser      context.Context // nil until somebody needs it
	closeBrowser = func() {}
	startBrowser = sync.OnceValue(start)
)

// program finds the browser; empty when there is none.
func program() string {
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

// Need skips the test where there is no browser.
func Need(t testing.TB) {
	t.Helper()
	if program() == "" {
		Missing(t, "no Chromium is installed")
	}
}

func start() error {
	ctx, end, err := Start(filepath.Join(scratch, "profile"))
	closeBrowser, browser = end, ctx
	return err
}

// Start starts a Chromium that keeps what it keeps in a folder.
func Start(profile string) (context.Context, func(), error) {
	opts := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(program()),
		chromedp.UserDataDir(profile),
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		// Every window would have processes of its own for what comes below the
		// address bar, and every tab here is a window.
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("host-resolver-rules", "MAP "+PlainHost+" 127.0.0.1"),
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

// Tab is one tab with its own storage, for one test.
type Tab struct {
	testing.TB
	Ctx   context.Context
	hands page.ScriptIdentifier // that pages find, empty for this machine's

	mu       sync.Mutex
	requests []string
	noise    []string // errors and warnings of the console, violations of the policy
}

// Open makes a tab of 1280 × 900 whose clock stands at the moment of the build.
func Open(t testing.TB) *Tab {
	t.Helper()
	b := Bare(t)
	b.StartAt(Built)
	return b
}

// Bare makes a tab of 1280 × 900 with the clock of this machine.
func Bare(t testing.TB) *Tab {
	t.Helper()
	Need(t)
	if err := startBrowser(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return TabOf(t, ctx)
}

// TabOf is the first tab of a browser, or another.
func TabOf(t testing.TB, ctx context.Context) *Tab {
	t.Helper()
	b := &Tab{TB: t, Ctx: ctx}
	b.Must(chromedp.Do(ctx))
	b.Must(chromedp.Listen(ctx, b.hear))
	b.Size(1280, 900)
	b.Dark(false)
	return b
}

func (b *Tab) Must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// hear writes down what a page asks for and complains of.
func (b *Tab) hear(event any) {
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

// Heard gives what was asked for and complained of since the last time.
func (b *Tab) Heard() (requests, noise []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	requests, noise = b.requests, b.noise
	b.requests, b.noise = nil, nil
	return requests, noise
}

// Size makes the window so large, in CSS pixels.
func (b *Tab) Size(width, height int64) {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 600,
	})
	b.Must(err)
}

// Dark asks for dark or light colours, and for no movement.
func (b *Tab) Dark(dark bool) {
	b.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	b.Must(err)
}

// Paper shows pages as they are printed.
func (b *Tab) Paper() {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.Must(err)
}

// Zone puts the device into a time zone.
func (b *Tab) Zone(name string) {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: name})
	b.Must(err)
}

// WithoutScript makes the tab one that runs no script of any page.
func (b *Tab) WithoutScript() {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.Must(err)
}

// StartAt sets the clock that pages opened from now on find.
func (b *Tab) StartAt(at time.Time) {
	b.Helper()
	b.StartWrong(at, 0)
}

// StartWrong is that on a device whose clock is off by skew.
func (b *Tab) StartWrong(at time.Time, skew time.Duration) {
	b.Helper()
	if b.hands != "" {
		_, err := chromedp.Call(b.Ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: b.hands})
		b.Must(err)
	}
	made, err := chromedp.Call(b.Ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: strings.Replace(clock, "START", strconv.FormatInt(at.UnixMilli(), 10), 1) +
			fmt.Sprintf("\n__banbaoClock.skew(%d);", skew.Milliseconds()),
	})
	b.Must(err)
	b.hands = made.Identifier
}

// Clock lets the open page live until a moment.
func (b *Tab) Clock(at time.Time) {
	b.Helper()
	Eval[any](b, fmt.Sprintf("__banbaoClock.to(%d)", at.UnixMilli()))
}

// Wake lets the device sleep until a moment.
func (b *Tab) Wake(at time.Time) {
	b.Helper()
	Eval[any](b, fmt.Sprintf("__banbaoClock.wake(%d)", at.UnixMilli()))
}

// MayFetch lets the test read files in pages to come whose policy forbids them
// to.
func (b *Tab) MayFetch() {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	b.Must(err)
}

// Visit opens an address and waits until it is loaded.
func (b *Tab) Visit(address string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		b.Fatalf("%s: %v", address, err)
	}
}

// Press presses keys: "\t" is Tab, " " is Space.
func (b *Tab) Press(keys string) {
	b.Helper()
	b.Must(chromedp.Do(b.Ctx, chromedp.KeyEvent(keys)))
}

// PDF prints the page as its own style says.
func (b *Tab) PDF() []byte {
	b.Helper()
	data, err := chromedp.Run(b.Ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPaper(chromedp.PaperA4)))
	b.Must(err)
	return data
}

// Picture shows the window, or the whole page if it is not too long.
func (b *Tab) Picture(clip *page.Viewport) []byte {
	b.Helper()
	result, err := chromedp.Call(b.Ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: "png", Clip: clip, CaptureBeyondViewport: new(clip != nil),
	})
	b.Must(err)
	return result.Data
}

// Text is what a reader sees of the page, hidden parts left out.
func (b *Tab) Text() string {
	b.Helper()
	return Eval[string](b, "document.body.innerText")
}

// Page is a [Tab], or what has one in it.
type Page interface {
	Helper()
	Value(expression string, value any)
}

// Eval is the value of an expression in the page; promises are awaited.
func Eval[T any](b Page, expression string) T {
	b.Helper()
	var value T
	b.Value(expression, &value)
	return value
}

// Value decodes the value of an expression in the page; promises are awaited.
func (b *Tab) Value(expression string, value any) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, patience)
	defer cancel()
	wrapped := "(async () => JSON.stringify((" + expression + ") ?? null))()"
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](wrapped, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("%s: %v", shortened(expression), err)
	}
	if err := json.Unmarshal([]byte(text), value); err != nil {
		b.Fatalf("%s: %v", shortened(expression), err)
	}
}

// Where is the path of the page, empty while the tab goes from one to another.
func (b *Tab) Where() string {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, patience)
	defer cancel()
	path, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname`))
	if err != nil && b.Ctx.Err() == nil {
		return ""
	}
	b.Must(err)
	return path
}

func shortened(s string) string { return s[:min(len(s), 80)] }

// Before makes pages opened from now on run a script before all else.
func (b *Tab) Before(script string) {
	b.Helper()
	_, err := chromedp.Call(b.Ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	b.Must(err)
}

// Until waits until a page says so.
func (b *Tab) Until(what string, within time.Duration, expression string) time.Duration {
	b.Helper()
	start := time.Now()
	for {
		if Eval[bool](b, "!!("+expression+")") {
			return time.Since(start)
		}
		if time.Since(start) > within {
			_, noise := b.Heard()
			b.Fatalf("not within %v: %s; %q, %s %v", within, what, b.Text(), Eval[string](b, `window.banbaoPlayer && banbaoPlayer.state ? JSON.stringify(banbaoPlayer.state()) : "no player"`), noise)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
