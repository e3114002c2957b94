package serve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"banbao/internal/diag"
)

// When the system has lost track, anything may have changed.
func TestOverflow(t *testing.T) {
	said := ""
	w := newWatcher(Options{Dir: t.TempDir(), pollEvery: time.Hour, Machine: time.Now}, func(d diag.Words, args ...any) { said += fmt.Sprintf(d.En, args...) })
	lost := make(chan error, 2)
	w.errors = lost
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.run(ctx); close(done) }()
	lost <- fsnotify.ErrEventOverflow
	<-w.ready
	if got := w.take(); got != nil {
		t.Errorf("%#v", got)
	}
	if got := w.take(); got == nil || len(got) != 0 {
		t.Errorf("%#v", got)
	}
	lost <- errors.New("no space left on device") // what Linux says of too many watches
	<-w.ready
	if w.take() != nil {
		t.Error("not everything")
	}
	cancel()
	<-done
	if !strings.Contains(said, "twice a second") || w.ticks == nil {
		t.Error(said)
	}
}

func TestSkip(t *testing.T) {
	w := &watcher{ignore: []string{"public", "out/site"}}
	for _, p := range []string{"public", "public/a", "out/site/x", ".git/HEAD", "content/.git", "a/node_modules/b", ".banbao/ledger",
		"content/a.md~", "content/.a.md.swp", "content/~$通知.docx", "content/.~lock.x#", "content/#a.md#", "content/.#a.md", "4913", ".DS_Store", "a.tmp"} {
		if !w.skip(p) {
			t.Errorf("%s is watched", p)
		}
	}
	for _, p := range []string{"config.toml", "content/a.md", "publicity/a", "out/x", "themes/x/.well-known/y", "content/public/a.md", "content/第4913号.md"} {
		if w.skip(p) {
			t.Errorf("%s is not watched", p)
		}
	}
}

func TestCompare(t *testing.T) {
	b := &board{t: t, dir: t.TempDir()}
	b.write("a", "1")
	b.write("b/c", "1")
	w := newWatcher(Options{Dir: b.dir, Poll: true, pollEvery: time.Hour, Machine: time.Now}, nil)
	b.write("a", "22")
	b.write("d/e", "1")
	b.write("x.tmp", "")
	got := w.compare()
	slices.Sort(got)
	if !slices.Equal(got, []string{"a", "d/e"}) || len(w.compare()) > 0 {
		t.Error(got)
	}
}
