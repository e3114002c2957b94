package clocktest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// life is a site whose clock goes on. Content is decoded once; a page is
// rendered when its key says that it is another.
type life struct {
	t     testing.TB
	bad   int
	req   build.Request
	plan  *build.Plan
	pages map[string]seenPage
}

type seenPage struct {
	key  output.Key
	page *page
	text string
}

func newLife(t testing.TB) *life {
	return &life{t: t, pages: map[string]seenPage{}, req: build.Request{
		FS: content(t), Version: "test", Program: "test", Read: day("2030-01-01"), Changed: []string{"nothing"},
	}}
}

var untilDay = regexp.MustCompile(`until = \d{4}-\d\d-\d\d`)

// content is the sample site in memory.
func content(t testing.TB) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	from := os.DirFS(root)
	for _, top := range []string{"config.toml", "content", "themes"} {
		err := fs.WalkDir(from, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, name)
			if name == "content/waivers.toml" { // a waiver lasts a year at most, and this year is all of it
				data = untilDay.ReplaceAll(data, []byte("until = 2027-01-02"))
			}
			files[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// goTo moves the clock.
func (l *life) goTo(now time.Time) {
	l.t.Helper()
	l.req.Now = now
	l.plan = build.Prepare(l.req)
	l.req.Kept = l.plan.Kept
	if l.plan.Fails(false) {
		for _, p := range l.plan.Problems {
			l.t.Logf("%s %+v", p.Severity(), p)
		}
		l.t.Fatal("at ", now, " the sample site has errors")
	}
}

// files are the keys of all files, as the site is now.
func (l *life) files() map[string]output.Key {
	keys := make(map[string]output.Key, len(l.plan.Files))
	for _, f := range l.plan.Files {
		keys[f.Path] = f.Key
	}
	return keys
}

// read gives the page at a path, or nil if there is none.
func (l *life) read(path string) *seenPage {
	l.t.Helper()
	at := slices.IndexFunc(l.plan.Files, func(f output.File) bool { return f.Path == path })
	if at < 0 {
		return nil
	}
	f := l.plan.Files[at]
	if p, ok := l.pages[path]; ok && p.key == f.Key {
		return &p
	}
	var b bytes.Buffer
	var advice diag.List // such as a link to what is not yet published
	if err := f.Write(&b); err != nil && (!errors.As(err, &advice) || advice.HasErrors()) {
		l.t.Fatal(err)
	}
	p := seenPage{key: f.Key, text: b.String()}
	if strings.HasSuffix(path, ".html") {
		var err error
		if p.page, err = parse(path, b.Bytes()); err != nil {
			l.t.Fatal(err)
		}
	}
	l.pages[path] = p
	return &p
}

func (l *life) page(path string) *page {
	l.t.Helper()
	p := l.read(path)
	if p == nil {
		l.t.Fatalf("at %s there is no %s", l.req.Now.Format(time.DateTime), path)
	}
	return p.page
}
