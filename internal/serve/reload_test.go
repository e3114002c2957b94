package serve

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/output"
)

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
	for len(first.Late) > 0 {
		first = next()
	}

	b.write("content/a.md", "二")
	b.shows("a.html", "二")
	told := next()
	if told.Version == first.Version || len(told.Late) > 0 {
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
		if len(s.Late) > 0 {
			if want := []string{"/print/board.html"}; !slices.Equal(s.Late, want) {
				t.Errorf("what changed late is %q", s.Late)
			}
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

// TestPagesOf: what a page reads is told with the page.
func TestPagesOf(t *testing.T) {
	s := newServer(Options{Machine: time.Now})
	s.memory.Update([]output.File{page("search/index.html", "搜索"), page("archive/on.html", "那一天"), page("feeds/index.html", "跟着看"), page("notices/停水.html", "停水")})
	got := s.pagesOf(output.Changes{
		Changed: []string{"search/text/2026-11-0.js", "search/grams/1.bin", "archive/on/2026-11.js", "feeds/kind-notice.xml", "notices/停水.html"},
		Removed: []string{"print/boards/gate.html"},
	})
	want := []string{"/archive/on.html", "/feeds/index.html", "/notices/%E5%81%9C%E6%B0%B4.html", "/print/boards/gate.html", "/search/index.html"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}
