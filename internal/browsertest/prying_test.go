package browsertest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/output"
	"banbao/internal/serve"
)

// prying is what a page of elsewhere tries with a site: each answers true if it
// got something. Some of them work with every site that does not refuse, so
// that the test sees that they are well tried.
const prying = `await (async (site, script, picture) => {
	const within = (p) => Promise.race([p, new Promise((ok) => setTimeout(ok, 3000, false))]).catch(() => false);
	const element = (name, attributes) => within(new Promise((ok) => {
		const el = Object.assign(document.createElement(name), attributes);
		el.onload = () => ok(true);
		el.onerror = () => ok(false);
		document.body.appendChild(el);
	}));
	const attempt = (f) => { try { return Boolean(f()); } catch (e) { return false; } };
	const stream = (source) => within(new Promise((ok) => {
		source.onmessage = source.onopen = () => ok(true);
		source.onerror = () => ok(false);
	}));
	const pause = (ms) => new Promise((ok) => setTimeout(ok, ms));
	const tried = {};
	for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE"])
		tried["fetch " + method] = await within(fetch(site, { method }).then((r) => r.text()).then((text) => text !== ""));
	tried["fetch, credentials"] = await within(fetch(site, { credentials: "include" }).then(() => true));
	tried["fetch, no-cors"] = await within(fetch(site, { mode: "no-cors" }).then(() => true));
	tried["fetch, no-cors POST"] = await within(fetch(site, { mode: "no-cors", method: "POST", body: "x" }).then(() => true));
	tried["XMLHttpRequest"] = await within(new Promise((ok) => {
		const r = new XMLHttpRequest();
		r.onload = () => ok(r.responseText !== "");
		r.onerror = () => ok(false);
		r.open("GET", site);
		r.send();
	}));
	tried["img"] = await element("img", { src: picture });
	tried["script"] = await element("script", { src: script });
	tried["reload script"] = await element("script", { src: site + ".banbao/reload.js" });
	tried["module"] = await within(import(script).then(() => true));
	tried["style sheet"] = await element("link", { rel: "stylesheet", href: site + ".banbao/overlay.css" });
	tried["worker"] = attempt(() => new Worker(script));
	tried["video"] = await within(new Promise((ok) => {
		const v = document.createElement("video");
		v.onloadedmetadata = () => ok(true);
		v.onerror = () => ok(false);
		v.src = picture;
	}));
	tried["EventSource"] = await stream(new EventSource(site + ".banbao/events"));
	tried["WebSocket"] = await stream(new WebSocket(site.replace("http", "ws") + ".banbao/events"));
	for (const name of ["iframe", "object", "embed"]) {
		const el = document.createElement(name);
		el[name === "object" ? "data" : "src"] = site;
		document.body.appendChild(el);
		await pause(200);
		tried[name] = attempt(() => el.contentDocument && el.contentDocument.body.innerText);
		tried[name + ", words"] = attempt(() => el.contentWindow.location.href.startsWith(site));
	}
	const form = Object.assign(document.createElement("form"), { method: "post", action: site, target: "told" });
	document.body.appendChild(Object.assign(document.createElement("iframe"), { name: "told" }));
	document.body.appendChild(form).submit();
	await pause(300);
	tried["form"] = attempt(() => window.told.document.body.innerText);
	const other = window.open(site);
	for (let n = 0; other && !other.closed && n < 10; n++) await pause(100);
	tried["open, held"] = Boolean(other && !other.closed);
	tried["open, read"] = attempt(() => other.document.body.innerText);
	tried["open, frames"] = attempt(() => other.length > 0);
	return Object.keys(tried).filter((k) => tried[k]);
})(%q, %q, %q)`

// TestPrying opens a page of elsewhere, another port of this computer and
// another name, that tries to read what serve shows, and to change it; and it
// leads the browser to serve by a name of its own (DNS rebinding).
func TestPrying(t *testing.T) {
	t.Parallel()
	s := chrome.Site(t)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, "<!DOCTYPE html><title>elsewhere</title><link rel=icon href=data:,><body>")
	}))
	defer elsewhere.Close()
	base, builds := serveSample(t, s)
	names := map[string]string{}
	for _, f := range s.Plan.Files {
		if name, ok := strings.CutPrefix(f.Path, "assets/"); ok {
			head, _, _ := strings.Cut(name, ".")
			names[head] = f.Path
		}
	}
	if names["player"] == "" || names["icon"] == "" {
		t.Fatalf("the sample has no player and no icon: %v", names)
	}

	before := body(t, base)
	b := chrome.Bare(t)
	for _, origin := range []string{elsewhere.URL + "/", strings.Replace(elsewhere.URL, "127.0.0.1", chrome.PlainHost, 1) + "/"} {
		got := func(site string) []string {
			b.Visit(origin)
			return chrome.Eval[[]string](b, fmt.Sprintf(prying, site, site+names["player"], site+names["icon"]))
		}
		if all := got(base); len(all) > 0 {
			t.Errorf("a page of %s gets something of serve by %q", origin, all)
		}
		for _, frame := range frames(b) {
			if strings.HasPrefix(frame, base) {
				t.Errorf("a page of %s frames %s", origin, frame)
			}
		}
		if origin != elsewhere.URL+"/" {
			continue
		}
		// What is tried works where nobody refuses.
		all := got(s.HTTP)
		for _, want := range []string{"fetch, no-cors", "img", "script", "open, held"} {
			if !slices.Contains(all, want) {
				t.Errorf("%s gets nothing even of a site that refuses nothing, but %q", want, all)
			}
		}
	}
	if after := body(t, base); after != before || builds() != 1 {
		t.Errorf("what is served has changed, after %d builds", builds())
	}

	b.Visit(strings.Replace(base, "127.0.0.1", chrome.PlainHost, 1))
	status := chrome.Eval[int](b, `performance.getEntriesByType("navigation")[0].responseStatus`)
	if text := b.Text(); status != http.StatusForbidden || strings.Contains(text, "新城") || !strings.Contains(text, "Banbao answers only") {
		t.Errorf("by another name there is %d, %q", status, text)
	}
}

// serveSample serves the sample as the command does, and tells how often it was
// built.
func serveSample(t *testing.T, s *chrome.Sample) (base string, builds func() int) {
	t.Helper()
	var lock sync.Mutex
	n := 0
	urls, ended := make(chan string, 1), make(chan error, 1)
	ctx, cancel := context.WithCancel(t.Context())
	opt := serve.Options{
		Dir: t.TempDir(), Addr: "127.0.0.1:0", Talk: io.Discard, Machine: time.Now, Clock: time.Now,
		Build: func(time.Time, []string) (serve.Result, error) {
			lock.Lock()
			defer lock.Unlock()
			n++
			return serve.Result{Files: s.Plan.Files}, nil
		},
		Open: func(url string) { urls <- url },
	}
	go func() { ended <- serve.Run(ctx, opt) }()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
	select {
	case base = <-urls:
	case err := <-ended:
		t.Fatal(err)
	}
	return base, func() int {
		lock.Lock()
		defer lock.Unlock()
		return n
	}
}

// body is what an address answers.
func body(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status, err)
	}
	return string(text)
}

// frames are the addresses of what the page has in frames, as far as it came up.
func frames(b *chrome.Tab) (all []string) {
	b.Helper()
	tree, err := chromedp.Call(b.Ctx, page.GetFrameTree, cdp.Empty{})
	b.Must(err)
	for _, child := range tree.FrameTree.ChildFrames {
		if child.Frame.UnreachableURL == "" {
			all = append(all, child.Frame.URL)
		}
	}
	return all
}

// liveDrawing runs a script and asks for things in every way that a drawing has,
// if nobody cleans it.
const liveDrawing = `<?xml version="1.0"?>
<?xml-stylesheet href="/live/sheet.css"?>
<!DOCTYPE svg [<!ENTITY live "<script>fetch('/live/entity')</script>">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" width="400" height="300" viewBox="0 0 400 300" onload="fetch('/live/onload')">
<script>document.documentElement.setAttribute("data-live", "1"); fetch("/live/script")</script>
<script href="/live/file.js"/><script xlink:href="/live/file2.js"/>
<h:script>fetch("/live/xhtml")</h:script>
&live;
<style>@import "/live/import.css"; rect { fill: url(/live/fill.svg#a); cursor: url(/live/cursor.png), auto }</style>
<image href="/live/picture.png" width="10" height="10" onerror="fetch('/live/onerror')"/>
<image xlink:href="/live/picture2.png" width="10" height="10"/>
<use href="/live/use.svg#a"/>
<filter id="f"><feImage href="/live/filter.png"/></filter>
<rect width="100" height="100" filter="url(#f)" style="mask:url(/live/mask.svg#a)"/>
<foreignObject width="100" height="100"><h:iframe src="/live/frame.html"/><h:img src="/live/html.png" onerror="fetch('/live/html')"/></foreignObject>
<animate attributeName="x" begin="0s" dur="1s" onbegin="fetch('/live/onbegin')"/>
<a href="javascript:fetch('/live/link')"><text x="20" y="200">安静的图</text></a>
</svg>`

// TestDrawingAlone opens drawings that were published, from the theme, as an
// attachment and as a picture, each by itself: none runs or asks for anything.
func TestDrawingAlone(t *testing.T) {
	t.Parallel()
	plan := build.Prepare(build.Request{Now: chrome.Built, Version: "test", FS: fstest.MapFS{
		"config.toml":                  {Data: []byte("title = \"新城社区\"\ndescription = \"通知\"\nbase_url = \"https://xincheng.example/\"\ntheme = \"mine\"\n")},
		"themes/mine/assets/icon.svg":  {Data: []byte(liveDrawing)},
		"content/notices/picture.svg":  {Data: []byte(liveDrawing)},
		"content/notices/attached.svg": {Data: []byte(strings.Replace(liveDrawing, "安静", "下载", 1))},
		"content/pages/about.md":       {Data: []byte("+++\ntitle = \"关于我们\"\n+++\n居民委员会。\n")},
		"content/notices/a.md":         {Data: []byte("+++\ntitle = \"通知\"\nkind = \"notice\"\ndate = 2026-11-20\nattachments = [\"attached.svg\"]\n+++\n看图。\n\n![图](picture.svg)\n")},
	}})
	dir := t.TempDir() + "/public"
	report, err := output.Publish(dir, plan.Files, output.Options{Version: "test", Clock: chrome.Built})
	if err != nil || plan.Problems.HasErrors() || report.Problems.HasErrors() {
		t.Fatal(err, plan.Problems, report.Problems)
	}
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/live.svg":
			w.Header().Set("Content-Type", "image/svg+xml")
			io.WriteString(w, strings.Replace(liveDrawing, "&live;", "", 1))
		case r.URL.Path == "/favicon.ico":
		default:
			files.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	b := chrome.Bare(t)
	look := func(path string) (asked []string, lives bool) {
		b.Visit(server.URL + path)
		b.Heard()
		b.Visit(server.URL + path)
		lives = chrome.Eval[bool](b, `(await new Promise((ok) => setTimeout(ok, 300)), document.documentElement.hasAttribute("data-live"))`)
		requests, _ := b.Heard()
		for _, r := range requests {
			if strings.Contains(r, "/live/") || !strings.HasPrefix(r, server.URL+"/") {
				asked = append(asked, r)
			}
		}
		return asked, lives
	}
	if asked, lives := look("/live.svg"); len(asked) < 8 || !lives {
		t.Errorf("a drawing that nobody has cleaned asks for %q alone", asked)
	}
	var drawings []string
	for _, f := range plan.Files {
		if !strings.HasSuffix(f.Path, ".svg") {
			continue
		}
		text, err := os.ReadFile(dir + "/" + f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(text, []byte("的图")) {
			continue // the program's own
		}
		drawings = append(drawings, f.Path)
		if asked, lives := look("/" + f.Path); len(asked) > 0 || lives {
			t.Errorf("%s runs (%t) or asks for %q", f.Path, lives, asked)
		}
	}
	for _, name := range []string{"icon.", "picture", "attached"} {
		if !slices.ContainsFunc(drawings, func(path string) bool { return strings.Contains(path, name) }) {
			t.Errorf("of %q none is the %s", drawings, name)
		}
	}
}
