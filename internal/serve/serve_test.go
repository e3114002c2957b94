package serve

import (
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banbao/internal/output"
)

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
