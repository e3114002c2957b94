// Package browser drives an installed Chromium, Chrome or Edge to make pictures
// and papers of pages.
//
// [Find] looks for the program; [Start] runs it without a window, with a fresh
// profile that goes when it ends. [Browser.Pictures] shows a page at a size and
// takes PNG pictures of it, [Browser.PDF] prints it. Both wait until fonts and
// pictures are there.
//
// A page has nothing but what its [Files] give: each request is answered from
// them, and what is not among them, another host or another port of this
// machine, is refused before it reaches a network.
//
// A browser that crashes or hangs is started again, once for each call; then
// the call goes on where it was.
package browser

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long one step may take on a busy machine: to start, to open
// a page, to take a picture.
const patience = time.Minute

// host is what pages think they are read from. Nothing is ever asked of it.
const host = "banbao.invalid"

// Files gives what is at a path, and what kind of file it is.
type Files func(path string) (body []byte, contentType string, ok bool)

// Folder gives the files of a folder.
func Folder(fsys fs.FS) Files {
	return func(name string) ([]byte, string, bool) {
		body, err := fs.ReadFile(fsys, name)
		return body, mime.TypeByExtension(path.Ext(name)), err == nil
	}
}

// View is a page as it is to be seen.
type View struct {
	Files         Files
	Path          string  // of the page, among the files
	Width, Height int     // of the window, in CSS pixels
	Scale         float64 // pixels of the picture for each of these; 0 is 1
	media         string  // print, or as it is
}

// Browser is a running browser. It is not for concurrent use.
type Browser struct {
	program  string
	patience time.Duration
	parent   context.Context
	running  context.Context
	stop     func()
}

// Start starts a program. The browser ends with ctx, or with Close.
func Start(ctx context.Context, program string) (*Browser, error) {
	b := &Browser{program: program, patience: patience, parent: ctx}
	return b, b.start()
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() { b.stop() }

func (b *Browser) start() error {
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(b.program),
		chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-popup-blocking", false), // a window in front stops the pictures of what is behind
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"),
		// What is not answered here goes to a proxy that is not there, names of
		// this machine included.
		chromedp.Flag("proxy-server", "http://127.0.0.1:9"),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("lang", "zh-CN"),
	)
	// As root, and only then, the driver adds --no-sandbox: Chromium would not
	// start. Without a folder for its profile it makes one and removes it.
	alloc, stop := chromedp.NewExecAllocator(b.parent, options...)
	ctx, cancel := chromedp.NewContext(alloc)
	b.running, b.stop = ctx, func() {
		cancel()
		stop()
	}
	late := time.AfterFunc(b.patience, cancel) // the first call's context is the browser's life
	err := chromedp.Do(ctx)
	if !late.Stop() && err != nil {
		err = fmt.Errorf("nothing heard of it for %s", b.patience)
	}
	if err != nil {
		b.stop()
		return b.told(fmt.Errorf("start %s: %w", b.program, err))
	}
	return nil
}

// told is an error without the browser's own contexts in it, which nobody
// outside must take for an interruption.
func (b *Browser) told(err error) error {
	switch {
	case err == nil:
		return nil
	case b.parent.Err() != nil:
		return b.parent.Err()
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("the browser ended: %v", err)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("the browser did not answer for %s: %v", b.patience, err)
	}
	return err
}

// lasting is an error that another browser would not mend.
type lasting struct{ error }

// twice does something, and once more in a new browser if it fails.
func (b *Browser) twice(do func() error) error {
	err := do()
	var stays lasting
	var thrown *chromedp.ExceptionError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &stays):
		return stays.error
	case errors.As(err, &thrown) || b.parent.Err() != nil:
		return b.told(err)
	}
	b.stop()
	if err := b.start(); err != nil {
		return err
	}
	err = do()
	if errors.As(err, &stays) {
		return stays.error
	}
	return b.told(err)
}

// Pictures opens a page, and for each script runs it in the page and takes a
// PNG of the window.
func (b *Browser) Pictures(v View, scripts []string, take func(k int, png []byte) error) error {
	k := 0
	return b.twice(func() error {
		t, err := b.open(v)
		if err != nil {
			return err
		}
		defer t.close()
		for ; k < len(scripts); k++ {
			if err := t.run(scripts[k]); err != nil {
				return err
			}
			png, err := t.picture()
			if err != nil {
				return err
			}
			if err := take(k, png); err != nil {
				return lasting{err}
			}
		}
		return nil
	})
}

// PDF prints a page on the paper that its style asks for, or else on A4, with
// tags for screen readers and headings as bookmarks.
func (b *Browser) PDF(v View) ([]byte, error) {
	var pdf []byte
	v.media = "print"
	return pdf, b.twice(func() error {
		t, err := b.open(v)
		if err != nil {
			return err
		}
		defer t.close()
		pdf, err = t.print()
		return err
	})
}

// margins loads the fonts of the margins of the paper, of which a layout on a
// screen knows nothing.
const margins = `const rules = [...document.styleSheets].flatMap(s => [...s.cssRules]).filter(r => r instanceof CSSPageRule).map(r => r.cssText).join("");
await Promise.all([...document.fonts].filter(f => rules.includes(f.family.replaceAll('"', ""))).map(f => f.load()));`

func (t *tab) print() ([]byte, error) {
	if err := t.run(margins); err != nil {
		return nil, err
	}
	return step(t, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPaper(chromedp.PaperA4),
		chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged()))
}

// Papers prints pages one after the other, in one tab that goes from page to
// page, as PDF does, and gives each to take. If the browser ends on the way, a
// new one goes on with the page at which it did; the same page twice is a
// mistake.
func (b *Browser) Papers(v View, pages []string, take func(k int, pdf []byte) error) error {
	var t *tab
	v.media = "print"
	defer func() {
		if t != nil {
			t.close()
		}
	}()
	for k, name := range pages {
		v.Path = name
		err := b.twice(func() error {
			pdf, err := b.paper(&t, v, k)
			if err != nil {
				if t != nil {
					t.close()
				}
				t = nil
				return err
			}
			if err := take(k, pdf); err != nil {
				return lasting{err}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pagesOfTab is how many pages one tab prints: what it holds goes with it.
const pagesOfTab = 50

// paper prints a page in a tab, which is opened if there is none.
func (b *Browser) paper(t **tab, v View, k int) ([]byte, error) {
	var err error
	switch {
	case *t == nil:
		*t, err = b.open(v)
	case k%pagesOfTab == 0:
		(*t).close()
		*t, err = b.open(v)
	default:
		err = (*t).visit(v)
	}
	if err != nil {
		return nil, err
	}
	return (*t).print()
}

// tab is one page, with storage of its own.
type tab struct {
	ctx      context.Context
	close    func()
	patience time.Duration
	files    Files
}

// open opens a page and waits until it is all there.
func (b *Browser) open(v View) (*tab, error) {
	if _, _, ok := v.Files(v.Path); !ok {
		return nil, lasting{fmt.Errorf("there is no page %s: %w", v.Path, fs.ErrNotExist)}
	}
	ctx, cancel := chromedp.NewContext(b.running, chromedp.WithNewBrowserContext())
	t := &tab{ctx: ctx, close: cancel, patience: b.patience, files: v.Files}
	if err := t.show(v); err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *tab) show(v View) error {
	if err := chromedp.Do(t.ctx); err != nil {
		return err
	}
	err := chromedp.Listen(t.ctx, func(event any) {
		switch e := event.(type) {
		case *fetch.EventRequestPaused:
			go t.answer(e)
		case *inspector.EventTargetCrashed:
			go t.close()
		}
	})
	if err != nil {
		return err
	}
	if err := call(t, fetch.Enable, fetch.EnableParams{}); err != nil {
		return err
	}
	scale := v.Scale
	if scale == 0 {
		scale = 1
	}
	if err := call(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(v.Width), Height: int64(v.Height), DeviceScaleFactor: scale,
	}); err != nil {
		return err
	}
	if err := call(t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: v.media, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: "light"}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}); err != nil {
		return err
	}
	return t.visit(v)
}

// visit goes to a page, among the files with which the tab was opened.
func (t *tab) visit(v View) error {
	if _, _, ok := t.files(v.Path); !ok {
		return lasting{fmt.Errorf("there is no page %s: %w", v.Path, fs.ErrNotExist)}
	}
	address := url.URL{Scheme: "http", Host: host, Path: "/" + v.Path}
	if _, err := step(t, chromedp.Navigate(address.String())); err != nil {
		return err
	}
	return t.run("")
}

// ready is when fonts are there and pictures can be painted; one that cannot
// is a mistake.
const ready = `await document.fonts.ready;
await Promise.all([...document.images].filter(i => i.getClientRects().length).map(i => {
	i.loading = "eager";
	return i.decode().catch(() => { throw new Error("a picture cannot be shown: " + i.src.slice(0, 80)); });
}));
return true;`

// run runs a script, which may be empty, and waits until all is there.
func (t *tab) run(script string) error {
	_, err := step(t, chromedp.Evaluate[bool]("(async () => {"+script+"\n;"+ready+"})()", chromedp.EvalAwaitPromise))
	return err
}

func (t *tab) picture() ([]byte, error) {
	ctx, cancel := context.WithTimeout(t.ctx, t.patience)
	defer cancel()
	result, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png"})
	return result.Data, err
}

// answer gives a request what it asks for, if it is among the files.
func (t *tab) answer(e *fetch.EventRequestPaused) {
	address, err := url.Parse(e.Request.URL)
	if err != nil || address.Host != host {
		call(t, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	code := int64(200)
	body, contentType, ok := t.files(strings.TrimPrefix(address.Path, "/"))
	if !ok {
		code, body, contentType = 404, []byte("not found"), "text/plain"
	}
	headers := []*fetch.HeaderEntry{{Name: "Cache-Control", Value: "no-store"}}
	if contentType != "" {
		headers = append(headers, &fetch.HeaderEntry{Name: "Content-Type", Value: contentType})
	}
	// If the tab is gone by now, nobody waits for the answer.
	call(t, fetch.FulfillRequest, fetch.FulfillRequestParams{RequestID: e.RequestID, ResponseCode: code, ResponseHeaders: headers, Body: body})
}
