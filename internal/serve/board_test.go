package serve

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
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
