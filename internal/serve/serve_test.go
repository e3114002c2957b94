package serve

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

// board is a served site: each file in content/ is a page with its text, a
// file that says “wrong” is a mistake.
type board struct {
	t      *testing.T
	dir    string
	url    string
	talk   *quiet
	stop   func() error
	mu     sync.Mutex
	builds [][]string // what each build was told
	clock  time.Time
	hold   chan struct{} // if not nil, builds wait for it
	inside int           // builds under way
	gate   chan struct{} // what is left for later waits for it, where it says “held”
}

type quiet struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (q *quiet) Write(p []byte) (int, error) { q.mu.Lock(); defer q.mu.Unlock(); return q.b.Write(p) }
func (q *quiet) String() string              { q.mu.Lock(); defer q.mu.Unlock(); return q.b.String() }

func (b *board) now() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.clock }

func (b *board) setClock(t time.Time) { b.mu.Lock(); defer b.mu.Unlock(); b.clock = t }

func (b *board) count() int { b.mu.Lock(); defer b.mu.Unlock(); return len(b.builds) }

func (b *board) lastTold() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.builds[len(b.builds)-1]
}

func (b *board) build(now time.Time, changed []string) (Result, error) {
	b.mu.Lock()
	b.builds = append(b.builds, changed)
	b.inside++
	if b.inside > 1 {
		b.t.Error("two builds at once")
	}
	hold := b.hold
	b.mu.Unlock()
	if hold != nil {
		<-hold
	}
	defer func() { b.mu.Lock(); b.inside--; b.mu.Unlock() }()

	r := Result{PageOf: func(source string) string {
		if name, ok := strings.CutPrefix(source, "content/"); ok {
			return strings.TrimSuffix(name, ".md") + ".html"
		}
		return ""
	}}
	today := now.Format("2006-01-02")
	r.NextChange = time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())
	r.Files = append(r.Files, page("index.html", "今天是 "+today), page("404.html", "没有这一页"),
		output.File{Path: "notices/a b.html", Key: output.KeyOf(1), Write: func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err }})
	var late []output.File
	held := false
	r.Later = func() ([]output.File, diag.List) {
		if held {
			<-b.gate
		}
		var problems diag.List
		if len(late) > 1 {
			problems.Add(diag.New("bad-path", diag.Pos{File: "boards"}, "two", "why"))
		}
		return late, problems
	}
	err := filepath.WalkDir(b.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // vanished meanwhile
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil
		}
		rel, _ := filepath.Rel(b.dir, name)
		rel = filepath.ToSlash(rel)
		text := string(data)
		switch {
		case text == "machine":
			return errors.New("the machine failed")
		case strings.HasPrefix(text, "wrong"):
			p := diag.New("bad-path", diag.Pos{File: rel, Line: 1, Column: 1}, "<script>alert(1)</script>", "why")
			p.Line, p.Width = text, 5
			r.Problems.Add(p)
		case strings.HasPrefix(rel, "content/print/"):
			held = held || strings.HasPrefix(text, "held")
			late = append(late, page(strings.TrimPrefix(rel, "content/"), text))
		case strings.HasSuffix(rel, ".css"):
			r.Files = append(r.Files, file(rel, text))
		case strings.HasPrefix(rel, "content/"):
			f := page(strings.TrimSuffix(strings.TrimPrefix(rel, "content/"), ".md")+".html", text)
			if strings.HasPrefix(text, "late") {
				f.Write = func(io.Writer) error {
					return diag.List{diag.New("bad-path", diag.Pos{File: rel}, "late", "why")}
				}
			}
			r.Files = append(r.Files, f)
		}
		return nil
	})
	return r, err
}

func file(path, body string) output.File {
	return output.File{Path: path, Key: output.KeyOf(path, body), Write: func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	}}
}

func page(path, body string) output.File {
	return file(path, "<!doctype html><html><body><p>"+body+"</p></body></html>")
}

// start serves a folder with these files (path, text).
func start(t *testing.T, opt Options, files ...string) *board {
	t.Helper()
	b := &board{t: t, dir: t.TempDir(), clock: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), talk: &quiet{}, gate: make(chan struct{})}
	for i := 0; i < len(files); i += 2 {
		b.write(files[i], files[i+1])
	}
	opt.Dir, opt.Build, opt.Clock, opt.Machine, opt.Talk = b.dir, b.build, b.now, time.Now, b.talk
	if opt.Addr == "" {
		opt.Addr = "127.0.0.1:0"
	}
	opt.recheck, opt.pollEvery = 20*time.Millisecond, 20*time.Millisecond
	urls := make(chan string, 1)
	opt.Open = func(url string) { urls <- url }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, opt) }()
	select {
	case b.url = <-urls:
	case err := <-ended:
		cancel()
		t.Fatal(err)
	}
	b.stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() {
		if err := b.stop(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func (b *board) path(name string) string { return filepath.Join(b.dir, filepath.FromSlash(name)) }

func (b *board) write(name, text string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(b.path(name)), 0o777); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(b.path(name), []byte(text), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

func (b *board) get(path string) (int, string) {
	b.t.Helper()
	r, err := http.Get(b.url + strings.TrimPrefix(path, "/"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	data, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(data)
}

func (b *board) eventually(what string, ok func() bool) {
	b.t.Helper()
	for range 1000 {
		if ok() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	b.t.Fatalf("never: %s\n%s", what, b.talk)
}

func (b *board) shows(path, text string) {
	b.t.Helper()
	b.eventually(path+" shows "+text, func() bool { _, body := b.get(path); return strings.Contains(body, text) })
}

// browser listens to events as a page would.
func (b *board) browser() (next func() state) {
	b.t.Helper()
	b.get("index.html") // whose first build is over, with what it told
	r, err := http.Get(b.url + ".banbao/events")
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { r.Body.Close() })
	if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		b.t.Error(got)
	}
	lines := make(chan string, 100)
	go func() {
		for in := bufio.NewScanner(r.Body); in.Scan(); {
			lines <- in.Text()
		}
		close(lines)
	}()
	return func() state {
		b.t.Helper()
		for {
			select {
			case line, ok := <-lines:
				if !ok {
					b.t.Fatal("the stream ended")
				}
				if data, ok := strings.CutPrefix(line, "data: "); ok {
					var s state
					if err := json.Unmarshal([]byte(data), &s); err != nil {
						b.t.Fatal(err)
					}
					return s
				}
			case <-time.After(5 * time.Second):
				b.t.Fatalf("no event\n%s", b.talk)
			}
		}
	}
}

func TestSaveReloads(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲", "content/b.md", "乙", "site.css", "a{b:c}")
	b.shows("/a.html", "甲")
	next := b.browser()
	first := next()
	if first.Do != "" || len(first.Problems) > 0 {
		t.Errorf("%+v", first)
	}
	_, body := b.get("/")
	if !strings.Contains(body, `<script src="/.banbao/reload.js" data-version="`+first.Version+`" defer></script></body>`) {
		t.Error(body)
	}

	b.write("content/a.md", "改了")
	s := next()
	if s.Do != "go" || s.To != "/a.html" || s.Version == first.Version {
		t.Errorf("%+v", s)
	}
	b.shows("/a.html", "改了")
	if got := b.lastTold(); !slices.Equal(got, []string{"content/a.md"}) {
		t.Error(got)
	}

	b.write("site.css", "a{b:d}")
	if s := next(); s.Do != "style" {
		t.Errorf("%+v", s)
	}

	// A page that is no longer there is no place to go to.
	os.Remove(b.path("content/b.md"))
	if s := next(); s.Do != "reload" {
		t.Errorf("%+v", s)
	}
	if code, body := b.get("/b.html"); code != 404 || !strings.Contains(body, "没有这一页") || !strings.Contains(body, "reload.js") {
		t.Error(code, body)
	}

	// Saving without a change tells nobody anything new.
	version := b.nowVersion(next)
	b.write("content/a.md", "改了")
	if s := next(); s.Version != version || s.Do != "" {
		t.Errorf("%+v", s)
	}
}

func (b *board) nowVersion(func() state) string {
	_, body := b.get("/")
	_, rest, _ := strings.Cut(body, `data-version="`)
	version, _, _ := strings.Cut(rest, `"`)
	return version
}

// TestLater wants what was left for later to be as it was until it is made
// anew, whoever asks first to wait for it, and only who looks at it to be told.
func TestLater(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "一", "content/print/board.html", "held 旧的")
	asked := make(chan string)
	go func() { _, body := b.get("print/board.html"); asked <- body }()
	if _, body := b.get("a.html"); !strings.Contains(body, "一") {
		t.Errorf("a page had to wait: %s", body)
	}
	b.gate <- struct{}{}
	if body := <-asked; !strings.Contains(body, "旧的") {
		t.Errorf("who asked for a board was given %s", body)
	}
	next := b.browser()
	first := next()
	for first.Paper {
		first = next()
	}

	b.write("content/a.md", "二")
	b.shows("a.html", "二")
	told := next()
	if told.Version == first.Version || told.Paper {
		t.Errorf("the page's news are %+v", told)
	}
	b.gate <- struct{}{}
	b.write("content/print/board.html", "held 新的")
	b.eventually("the next build", func() bool { return b.count() > 2 })
	b.shows("print/board.html", "旧的")
	b.gate <- struct{}{}
	b.shows("print/board.html", "新的")
	for s := next(); ; s = next() { // one of them says that a build changed nothing else
		if s.Version != told.Version {
			t.Errorf("the board's news are %+v after %s", s, told.Version)
		}
		if s.Paper {
			break
		}
	}
	b.write("content/print/board.html", "旧的")
	b.write("content/print/another.html", "还有")
	b.eventually("the boards' problem", func() bool {
		s := next()
		return len(s.Problems) == 1 && s.Problems[0].Place == "boards"
	})
	if code, _ := b.get("nothing.html"); code != http.StatusNotFound {
		t.Errorf("what is not there gives %d", code)
	}
}

func TestStay(t *testing.T) {
	b := start(t, Options{Stay: true}, "content/a.md", "甲")
	next := b.browser()
	next()
	b.write("content/a.md", "改")
	if s := next(); s.Do != "reload" {
		t.Errorf("%+v", s)
	}
}

// Vim, WPS and many others write beside and rename over.
func TestRenameOver(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	next := b.browser()
	next()
	for i := range 3 {
		b.write("content/.a.md.swp", "scratch")
		b.write("content/4913", "")
		os.Remove(b.path("content/4913"))
		b.write("content/a.md.tmp", fmt.Sprint("第", i))
		if err := os.Rename(b.path("content/a.md.tmp"), b.path("content/a.md")); err != nil {
			t.Fatal(err)
		}
		if s := next(); s.Do != "go" || s.To != "/a.html" {
			t.Errorf("%+v", s)
		}
		b.shows("/a.html", fmt.Sprint("第", i))
	}
	if got := b.lastTold(); !slices.Equal(got, []string{"content/a.md"}) {
		t.Error(got)
	}
	// Move the old away first, then write anew.
	os.Rename(b.path("content/a.md"), b.path("content/a.md~"))
	b.write("content/a.md", "另存")
	b.shows("/a.html", "另存")
}

func TestNewFolders(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			b := start(t, Options{Poll: poll}, "content/a.md", "甲")
			b.shows("/a.html", "甲")
			b.write("content/x/y/z.md", "深处")
			b.shows("/x/y/z.html", "深处")
			b.write("content/x/y/z.md", "又改")
			b.shows("/x/y/z.html", "又改")

			// A folder that is moved here with all that is in it.
			elsewhere := filepath.Join(t.TempDir(), "moved")
			os.MkdirAll(filepath.Join(elsewhere, "deep"), 0o777)
			os.WriteFile(filepath.Join(elsewhere, "deep", "m.md"), []byte("搬来"), 0o666)
			if err := os.Rename(elsewhere, b.path("content/moved")); err != nil {
				t.Skip(err)
			}
			b.shows("/moved/deep/m.html", "搬来")
			os.Rename(b.path("content/moved"), b.path("content/again"))
			b.shows("/again/deep/m.html", "搬来")
			b.write("content/again/deep/m.md", "再改")
			b.shows("/again/deep/m.html", "再改")
			if got := b.lastTold(); !slices.Equal(got, []string{"content/again/deep/m.md"}) {
				t.Error(got)
			}
			os.RemoveAll(b.path("content/again"))
			b.eventually("gone", func() bool { code, _ := b.get("/again/deep/m.html"); return code == 404 })
		})
	}
}

func TestIgnored(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲", "public/x", "", "node_modules/x/y", "")
	b.shows("/a.html", "甲")
	n := b.count()
	for _, name := range []string{"public/a.html", "public/deep/er/a.html", ".git/index", ".banbao/ledger", "node_modules/x/y.js", "content/~$a.docx", "content/.a.md.swp", "content/a.md~"} {
		b.write(name, "x")
	}
	time.Sleep(100 * time.Millisecond)
	if b.count() != n {
		t.Errorf("built for %v", b.lastTold())
	}
	b.write("publicity.toml", "x")
	b.eventually("a name that only begins like public counts", func() bool { return b.count() > n })
}

func TestBurst(t *testing.T) {
	b := start(t, Options{})
	b.shows("/", "今天")
	n := b.count()
	for i := range 1000 {
		b.write(fmt.Sprintf("content/burst/%d.md", i), fmt.Sprint("第", i))
	}
	b.eventually("all pages", func() bool {
		_, body := b.get("/burst/999.html")
		_, first := b.get("/burst/0.html")
		return strings.Contains(body, "第999") && strings.Contains(first, "第0")
	})
	time.Sleep(100 * time.Millisecond)
	// How long the writing takes is up to the machine; what counts is that
	// hardly any file has a build of its own.
	if builds := b.count() - n; builds > 100 {
		t.Errorf("%d builds for a burst of 1,000", builds)
	}
}

// What changes during a build leads to one more, and only one.
func TestChangeDuringBuild(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	b.shows("/a.html", "甲")
	hold := make(chan struct{})
	b.mu.Lock()
	b.hold = hold
	n := len(b.builds)
	b.mu.Unlock()
	b.write("content/a.md", "一")
	b.eventually("a build", func() bool { return b.count() == n+1 })
	for i := range 5 {
		b.write("content/a.md", fmt.Sprint("第", i))
		time.Sleep(40 * time.Millisecond)
	}
	b.mu.Lock()
	b.hold = nil
	b.mu.Unlock()
	close(hold)
	b.shows("/a.html", "第4")
	time.Sleep(100 * time.Millisecond)
	if got := b.count() - n; got != 2 {
		t.Errorf("%d builds", got)
	}
}

func TestProblems(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	b.shows("/a.html", "甲")
	next := b.browser()
	good := next()
	b.write("content/a.md", "wrong <b>行</b>")
	s := next()
	if s.Version != good.Version || len(s.Problems) != 1 {
		t.Fatalf("%+v", s)
	}
	p := s.Problems[0]
	if p.Severity != "error" || p.Place != "content/a.md:1:1" || p.Line != 1 || p.Marked != "wrong" || p.After != " <b>行</b>" ||
		!strings.Contains(p.Message, "<script>") || p.Hint == "" {
		t.Errorf("%+v", p)
	}
	b.shows("/a.html", "甲") // the last good one
	if !strings.Contains(b.talk.String(), "content/a.md:1:1") {
		t.Error(b.talk)
	}
	b.write("content/a.md", "甲")
	if s := next(); len(s.Problems) != 0 || s.Version != good.Version {
		t.Errorf("%+v", s)
	}
	// A mistake that only shows when the page is rendered.
	b.write("content/a.md", "late")
	b.eventually("the problem", func() bool { s := next(); return len(s.Problems) == 1 && s.Problems[0].Place == "content/a.md" })
	if code, body := b.get("/a.html"); code != 200 || !strings.Contains(body, "甲") {
		t.Error(code, body)
	}
	b.write("content/a.md", "machine")
	b.eventually("the error", func() bool {
		s := next()
		return len(s.Problems) > 0 && s.Problems[0].Message == "the machine failed"
	})
	b.write("content/a.md", "好")
	b.eventually("all well", func() bool { return len(next().Problems) == 0 })
	b.shows("/a.html", "好")
}

func TestFirstBuildFails(t *testing.T) {
	b := start(t, Options{}, "content/a.md", `wrong </pre><script>alert("x")</script>`)
	code, body := b.get("/a.html")
	if code != 500 || !strings.Contains(body, "content/a.md:1:1") || strings.Contains(body, "<script>alert") || !strings.Contains(body, "reload.js") {
		t.Error(code, body)
	}
	next := b.browser()
	first := next()
	if len(first.Problems) != 1 {
		t.Errorf("%+v", first)
	}
	b.write("content/a.md", "好了")
	if s := next(); s.Version == first.Version || s.Do == "" || len(s.Problems) > 0 {
		t.Errorf("%+v", s)
	}
	b.shows("/a.html", "好了")
}

func TestOverlayEscapes(t *testing.T) {
	line := message(state{Problems: []shownProblem{{Message: "</script><b>\nx\u2028"}}})
	if strings.ContainsAny(line, "<>\u2028") || strings.Count(line, "\n") != 2 {
		t.Errorf("%q", line)
	}
	script := string(reloadScript)
	for _, never := range []string{"innerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style.", "cssText"} {
		if strings.Contains(script, never) {
			t.Errorf("the script uses %s", never)
		}
	}
}

func TestFrame(t *testing.T) {
	long := strings.Repeat("字", 200)
	tables := []struct {
		line                  string
		column, width         int
		before, marked, after string
	}{
		{`end = "09:00"`, 7, 7, "end = ", `"09:00"`, ""},
		{"一二三", 2, 1, "一", "二", "三"},
		{"abc", 0, 0, "", "", "abc"},
		{"abc", 4, 1, "abc", " ", ""},
		{"abc", 99, 5, "abc", " ", ""},
		{long, 150, 2, "… " + long[:50*3-3] + "字", "字字", long[:49*3-3] + "字 …"},
	}
	for _, c := range tables {
		before, marked, after := frame(c.line, c.column, c.width)
		if c.line == long {
			if marked != c.marked || !strings.HasPrefix(before, "… 字") || !strings.HasSuffix(after, "字 …") || len([]rune(before+marked+after)) > 104 {
				t.Errorf("%q %q %q", before, marked, after)
			}
			continue
		}
		if before != c.before || marked != c.marked || after != c.after {
			t.Errorf("%q %d: %q %q %q", c.line, c.column, before, marked, after)
		}
	}
}

// At midnight the site is built again by itself.
func TestNextChange(t *testing.T) {
	b := start(t, Options{})
	b.shows("/", "2026-11-20")
	next := b.browser()
	next()
	n := b.count()
	time.Sleep(60 * time.Millisecond)
	if b.count() != n {
		t.Error("built before the time had come")
	}
	b.setClock(time.Date(2026, 11, 21, 0, 0, 1, 0, time.UTC)) // the lid was shut meanwhile
	if s := next(); s.Do != "reload" {
		t.Errorf("%+v", s)
	}
	b.shows("/", "2026-11-21")
	if told := b.lastTold(); told == nil || len(told) != 0 {
		t.Errorf("%#v", told)
	}
	time.Sleep(60 * time.Millisecond)
	if b.count() != n+1 {
		t.Errorf("%d builds", b.count()-n)
	}
}

func TestRequests(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲", "content/notices/index.md", "列表", "config.toml", "secret", "content/消防.md", "丙")
	b.shows("/a.html", "甲")
	tables := []struct {
		method, path, host string
		code               int
		contains           string
	}{
		{"GET", "/", "", 200, "今天"},
		{"GET", "/index.html", "", 200, "今天"},
		{"GET", "/notices/", "", 200, "列表"},
		{"GET", "/notices?x=1", "", 302, ""},
		{"GET", "/notices/a%20b.html", "", 200, "x"},
		{"GET", "/%E6%B6%88%E9%98%B2.html", "", 200, "丙"},
		{"GET", "/nowhere", "", 404, "没有这一页"},
		{"GET", "/notices/nowhere/", "", 404, "没有这一页"},
		{"HEAD", "/a.html", "", 200, ""},
		{"POST", "/a.html", "", 405, ""},
		{"PUT", "/a.html", "", 405, ""},
		{"DELETE", "/.banbao/events", "", 405, ""},
		{"OPTIONS", "/a.html", "", 405, ""},
		{"GET", "/../config.toml", "", 404, ""},
		{"GET", "/%2e%2e/config.toml", "", 404, ""},
		{"GET", "/%2e%2e%2fconfig.toml", "", 404, ""},
		{"GET", "/..%5cconfig.toml", "", 404, ""},
		{"GET", "/a.html%00.txt", "", 404, ""},
		{"GET", "/./a.html", "", 404, ""},
		{"GET", "//a.html", "", 404, ""},
		{"GET", "//evil.example/%2e%2e", "", 404, ""},
		{"GET", "/config.toml", "", 404, ""},
		{"GET", "/.banbao/other", "", 404, ""},
		{"GET", "/.banbao/overlay.css", "", 200, "banbao serve"},
		{"GET", "/", "localhost:1313", 200, ""},
		{"GET", "/", "LOCALHOST", 200, ""},
		{"GET", "/", "127.0.0.1", 200, ""},
		{"GET", "/", "[::1]:1313", 200, ""},
		{"GET", "/", "[::1]", 200, ""},
		{"GET", "/", "evil.example", 403, ""},
		{"GET", "/", "evil.example:1313", 403, ""},
		{"GET", "/", "localhost.evil.example", 403, ""},
		{"GET", "/", "127.0.0.1.evil.example", 403, ""},
		{"GET", "/", "192.168.1.1", 403, ""},
		{"GET", "/.banbao/events", "evil.example", 403, ""},
		{"GET", "/", "evil.example.:1313", 403, ""},
		{"GET", "/", "localhost.:1313", 200, ""},
		{"GET", "/", "evil@127.0.0.1", 400, ""},
		{"GET", "/", "127.0.0.1@evil.example", 400, ""},
		{"GET", "/", "2130706433", 403, ""},
		{"GET", "/", "0x7f.1", 403, ""},
		{"GET", "/", "0.0.0.0", 403, ""},
		{"GET", "/", "[::ffff:127.0.0.1]:1313", 200, ""},
		{"GET", "/", "[fe80::1%25lo]:1313", 403, ""},
		{"GET", "http://evil.example/", "127.0.0.1", 403, ""},
		{"GET", "http://localhost/../config.toml", "evil.example", 404, ""},
		{"GET", "/%252e%252e/config.toml", "", 404, ""},
		{"GET", "/%c0%ae%c0%ae/config.toml", "", 404, ""},
		{"GET", "/%c0%ae%c0%ae%c0%afconfig.toml", "", 404, ""},
		{"GET", "/..%2f..%2fetc%2fpasswd", "", 404, ""},
		{"GET", "/%5c..%5cconfig.toml", "", 404, ""},
		{"GET", "/notices/..%2f..%2fconfig.toml", "", 404, ""},
		{"GET", "/....//config.toml", "", 404, ""},
		{"GET", "/C:/Windows/win.ini", "", 404, ""},
		{"GET", "/%00", "", 404, ""},
		{"GET", "/content/a.md", "", 404, ""},
		{"GET", "/.git/config", "", 404, ""},
		{"TRACE", "/", "", 405, ""},
		{"CONNECT", "/", "", 405, ""},
		{"PROPFIND", "/", "", 405, ""},
	}
	addr := strings.TrimSuffix(strings.TrimPrefix(b.url, "http://"), "/")
	for _, c := range tables {
		host := c.host
		if host == "" {
			host = addr
		}
		// By hand, since a client would tidy the path.
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", c.method, c.path, host)
		answer, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: c.method})
		if err != nil {
			t.Fatal(c, err)
		}
		body, _ := io.ReadAll(answer.Body)
		conn.Close()
		if answer.StatusCode != c.code || !strings.Contains(string(body), c.contains) || strings.Contains(string(body), "secret") {
			t.Errorf("%s %s (%s): %d %s", c.method, c.path, c.host, answer.StatusCode, body)
		}
		if got := answer.Header.Get("Cache-Control"); got != "no-store" && c.code != 400 {
			t.Errorf("%s: %s", c.path, got)
		}
		if c.code == 200 && c.path == "/a.html" && (answer.Header.Get("ETag") == "" || answer.Header.Get("Content-Type") != "text/html; charset=utf-8" || len(body) > 0) {
			t.Error(answer.Header)
		}
		if c.code == 302 && answer.Header.Get("Location") != "/notices/?x=1" {
			t.Error(answer.Header)
		}
	}
}

// TestOtherPages asks as browsers do for pages of elsewhere: only a reader who
// follows a link gets an answer, which no other page can read, frame or hold.
func TestOtherPages(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	b.shows("/a.html", "甲")
	for _, c := range []struct {
		site, mode, origin string
		code               int
	}{
		{"", "", "", 200},
		{"none", "navigate", "", 200},
		{"same-origin", "cors", "", 200},
		{"cross-site", "navigate", "", 200},
		{"cross-site", "cors", "https://evil.example", 403},
		{"cross-site", "no-cors", "", 403},
		{"cross-site", "websocket", "https://evil.example", 403},
		{"same-site", "no-cors", "http://localhost:8080", 403},
		{"same-site", "cors", "http://127.0.0.1:8080", 403},
		{"", "", "null", 200},
	} {
		for _, path := range []string{"a.html", ".banbao/events", ".banbao/reload.js"} {
			r, err := http.NewRequest(http.MethodHead, b.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			for key, value := range map[string]string{"Sec-Fetch-Site": c.site, "Sec-Fetch-Mode": c.mode, "Origin": c.origin} {
				if value != "" {
					r.Header.Set(key, value)
				}
			}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			h := answer.Header
			if answer.StatusCode != c.code || h.Get("Access-Control-Allow-Origin") != "" || h.Get("X-Content-Type-Options") != "nosniff" ||
				h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Cross-Origin-Opener-Policy") != "same-origin" ||
				h.Get("Content-Security-Policy") != "frame-ancestors 'self'" {
				t.Errorf("%+v asks for %s: %d %v", c, path, answer.StatusCode, h)
			}
		}
	}
}

// TestHugeHead wants a request that never ends to be cut off.
func TestHugeHead(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	r, err := http.NewRequest(http.MethodGet, b.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Cookie", strings.Repeat("a", 64<<10))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Error(answer.Status)
	}
}

func TestScriptOnlyInPages(t *testing.T) {
	for _, c := range []struct{ kind, in, out string }{
		{"text/html; charset=utf-8", "<body>x</body>", "<body>x<script src=\"/.banbao/reload.js\" data-version=\"v\" defer></script></body>"},
		{"text/html; charset=utf-8", "<p>a piece</p>", "<p>a piece</p>"},
		{"text/html; charset=utf-8", "<pre></body></pre></BODY >", "<pre><script src=\"/.banbao/reload.js\" data-version=\"v\" defer></script></body></pre></BODY >"},
		{"text/css; charset=utf-8", "</body>", "</body>"},
	} {
		if got := string(withScript(output.Body{Bytes: []byte(c.in), ContentType: c.kind}, "v", 0)); got != c.out {
			t.Errorf("%q", got)
		}
	}
}

func TestPortBusy(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	addr := busy.Addr().String()
	b := start(t, Options{Addr: addr})
	if strings.Contains(b.url, addr) {
		t.Error(b.url)
	}
	b.shows("/", "今天")
	if !strings.HasPrefix(b.talk.String(), "板报在 "+b.url) {
		t.Error(b.talk)
	}
}

// A site whose clock was set shows pages that go by that clock.
func TestShiftedClock(t *testing.T) {
	page := output.Body{Bytes: []byte("<html><head><title>x</title></head><body>x</body></html>"), ContentType: "text/html; charset=utf-8"}
	got := string(withScript(page, "v", -90*time.Minute))
	want := `<html><head><script src="/.banbao/clock.js" data-shift="-5400000"></script><title>x</title></head><body>x<script src="/.banbao/reload.js" data-version="v" defer></script></body></html>`
	if got != want {
		t.Error(got)
	}
	if got := string(withScript(page, "v", 0)); strings.Contains(got, "clock.js") {
		t.Error(got)
	}
}

func TestBadOptions(t *testing.T) {
	dir := t.TempDir()
	clock := time.Now
	for _, opt := range []Options{
		{Dir: filepath.Join(dir, "none"), Clock: clock, Machine: clock},
		{Dir: dir},
		{Dir: dir, Clock: clock, Machine: clock, Addr: "nonsense"},
		{Dir: dir, Clock: clock, Machine: clock, Addr: "192.0.2.1:1313"},
	} {
		if err := Run(t.Context(), opt); err == nil {
			t.Errorf("%+v is accepted", opt)
		}
	}
}

func TestShutDown(t *testing.T) {
	b := start(t, Options{}, "content/a.md", "甲")
	b.browser()()
	began := time.Now()
	if err := b.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("an open browser keeps it for %v", took)
	}
}

// Answers wait for the first build instead of failing.
func TestFirstRequestWaits(t *testing.T) {
	hold := make(chan struct{})
	b := &board{t: t, dir: t.TempDir(), clock: time.Now(), talk: &quiet{}, hold: hold}
	ctx, cancel := context.WithCancel(t.Context())
	urls, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{Dir: b.dir, Build: b.build, Clock: b.now, Machine: time.Now, Addr: "127.0.0.1:0", Open: func(url string) { urls <- url }})
	}()
	b.url = <-urls
	time.AfterFunc(100*time.Millisecond, func() { close(hold) })
	if code, _ := b.get("/"); code != 200 {
		t.Error(code)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
