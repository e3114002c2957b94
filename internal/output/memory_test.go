package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"banbao/internal/diag"
)

func get(t *testing.T, m *Memory, path string) string {
	t.Helper()
	body, found, err := m.Get(path)
	if !found || err != nil {
		t.Fatal(path, found, err)
	}
	return string(body.Bytes)
}

func TestMemory(t *testing.T) {
	m := NewMemory()
	var renders atomic.Int32
	counted := func(path, body string) File {
		f := text(path, body)
		write := f.Write
		f.Write = func(w io.Writer) error { renders.Add(1); return write(w) }
		return f
	}
	c, problems := m.Update([]File{counted("a.html", "<p> 一 </p>"), counted("b.css", "a { b : c }")})
	if len(problems) > 0 || !slices.Equal(c.Changed, []string{"a.html", "b.css"}) {
		t.Error(c, problems)
	}
	if renders.Load() != 0 {
		t.Error("rendered before anybody asked")
	}
	if got := get(t, m, "a.html"); got != "<p> 一 </p>" {
		t.Errorf("%q", got)
	}
	get(t, m, "a.html")
	if renders.Load() != 1 {
		t.Errorf("rendered %d times", renders.Load())
	}
	body, _, _ := m.Get("b.css")
	if body.ContentType != "text/css; charset=utf-8" || len(body.ETag) < 10 || string(body.Bytes) != "a{b:c}" {
		t.Errorf("%+v", body)
	}
	if _, found, err := m.Get("c.html"); found || err != nil {
		t.Error(found, err)
	}
	c, _ = m.Update([]File{counted("a.html", "<p> 一 </p>"), counted("c.html", "c")})
	if !slices.Equal(c.Changed, []string{"c.html"}) || !slices.Equal(c.Removed, []string{"b.css"}) {
		t.Errorf("%+v", c)
	}
	n := renders.Load()
	get(t, m, "a.html")
	if renders.Load() != n {
		t.Error("an unchanged page was rendered again")
	}
	if _, problems := m.Update(site("x", "1", "X", "2")); codes(problems) != "path-conflict" || !m.Has("a.html") {
		t.Error(problems)
	}
}

// While a page has mistakes, its last good version is served.
func TestMemoryKeepsTheLastGood(t *testing.T) {
	bad := func(n int) File {
		return File{Path: "a.html", Key: KeyOf(n), Write: func(io.Writer) error { return diag.List{aProblem("a.md")} }}
	}
	m := NewMemory()
	m.Update([]File{bad(0)})
	if body, found, err := m.Get("a.html"); !found || err == nil || body.Bytes != nil {
		t.Error(body, found, err)
	}
	m.Update(site("a.html", "good"))
	for n := range 3 { // nobody has asked for the good one
		m.Update([]File{bad(n + 1)})
		body, _, err := m.Get("a.html")
		var list diag.List
		if !errors.As(err, &list) || string(body.Bytes) != "good" {
			t.Errorf("%q %v", body.Bytes, err)
		}
	}
	problems, err := m.RenderAll(t.Context())
	if codes(problems) != "bad-path" || err != nil {
		t.Error(problems, err)
	}
	m.Update(site("a.html", "mended"))
	if problems, err := m.RenderAll(t.Context()); len(problems) > 0 || err != nil {
		t.Error(problems, err)
	}
	if got := get(t, m, "a.html"); got != "mended" {
		t.Error(got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.RenderAll(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestMemoryConcurrently(t *testing.T) {
	m := NewMemory()
	files := func(n int) []File {
		var files []File
		for i := range 40 {
			files = append(files, text(fmt.Sprintf("%d.html", i), fmt.Sprintf("<style>a { b : c }</style><p> %d %d </p>", i, n*(i%2))))
		}
		return files
	}
	m.Update(files(0))
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for i := range 200 {
				if _, found, err := m.Get(fmt.Sprintf("%d.html", i%40)); !found || err != nil {
					t.Error(found, err)
				}
			}
		})
	}
	workers.Go(func() {
		for n := range 20 {
			m.Update(files(n))
			m.RenderAll(t.Context())
		}
	})
	workers.Wait()
}

func TestContentType(t *testing.T) {
	for path, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.JS": "text/javascript; charset=utf-8", "calendar.ics": "text/calendar; charset=utf-8",
		"a.woff2": "font/woff2", "CNAME": "application/octet-stream", "a.b/c": "application/octet-stream",
	} {
		if got := ContentType(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
