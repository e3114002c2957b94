package serve

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"banbao/internal/diag"
)

const (
	quietOne  = 6 * time.Millisecond // after one file: most editors are done
	quietMany = 25 * time.Millisecond
	longest   = 300 * time.Millisecond // and then a build, however busy it is
)

// watcher gathers the names of files that change. One goroutine runs it;
// ready tells that take has something to give.
type watcher struct {
	root    string
	ignore  []string
	poll    time.Duration
	say     func(diag.Words, ...any)
	machine func() time.Time
	ready   chan struct{}

	system *fsnotify.Watcher // nil when polling
	events <-chan fsnotify.Event
	errors <-chan error
	ticks  <-chan time.Time
	known  map[string]stamp // when polling

	mu      sync.Mutex
	changed map[string]bool
	all     bool // anything may have changed
}

// newWatcher starts to watch at once; what happens before run is not lost.
func newWatcher(opt Options, say func(diag.Words, ...any)) *watcher {
	w := &watcher{
		root: opt.Dir, ignore: opt.Ignore, poll: opt.pollEvery, say: say, machine: opt.Machine,
		ready: make(chan struct{}, 1), changed: map[string]bool{},
	}
	if opt.Poll {
		w.startPolling()
		return w
	}
	system, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		w.cannotWatch(err)
		return w
	}
	w.system, w.events, w.errors = system, system.Events, system.Errors
	w.addFolder(w.root)
	return w
}

// cannotWatch goes on without the system's help.
func (w *watcher) cannotWatch(err error) {
	w.say(diag.Words{Zh: "系统不能监视文件（%v），改为每半秒查看一次", En: "the system cannot watch files (%v); looking twice a second instead"}, err)
	if w.system != nil {
		w.system.Close()
		w.system, w.events, w.errors = nil, nil, nil
	}
	w.startPolling()
}

func (w *watcher) startPolling() {
	w.known = w.scan()
	w.ticks = time.Tick(w.poll)
}

// run gathers changes until it is quiet, then passes them on.
func (w *watcher) run(ctx context.Context) {
	defer func() {
		if w.system != nil {
			w.system.Close()
		}
	}()
	pending := map[string]bool{}
	active, overflow := false, false
	var since time.Time // the first change that is pending
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			w.passOn(pending, overflow)
			clear(pending)
			active, overflow = false, false
			continue
		case e, ok := <-w.events:
			if !ok {
				w.events = nil
				continue
			}
			found := w.notice(e)
			if len(found) == 0 {
				continue
			}
			for _, p := range found {
				pending[p] = true
			}
		case err, ok := <-w.errors:
			if !ok {
				w.errors = nil
				continue
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.cannotWatch(err)
			}
			// Names were lost, perhaps of new folders too.
			overflow = true
			if w.system != nil {
				w.addFolder(w.root)
			}
		case <-w.ticks:
			found := w.compare()
			if len(found) == 0 {
				continue
			}
			for _, p := range found {
				pending[p] = true
			}
		}
		if !active {
			active, since = true, w.machine()
		}
		quiet := quietMany
		if len(pending) == 1 && !overflow && w.hasText(pending) {
			quiet = quietOne
		}
		timer.Reset(max(0, min(quiet, longest-w.machine().Sub(since))))
	}
}

// hasText tells whether the only file that changed has something in it. An
// empty one is most likely being written right now.
func (w *watcher) hasText(pending map[string]bool) bool {
	for p := range pending {
		info, err := os.Stat(filepath.Join(w.root, filepath.FromSlash(p)))
		return err == nil && info.Size() > 0
	}
	return false
}

func (w *watcher) passOn(pending map[string]bool, overflow bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.Copy(w.changed, pending)
	w.all = w.all || overflow
	select {
	case w.ready <- struct{}{}:
	default: // a build is under way; it will find these too
	}
}

// take gives what has changed since the last call, sorted; nil means anything.
func (w *watcher) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	changed := slices.AppendSeq([]string{}, maps.Keys(w.changed))
	slices.Sort(changed)
	if w.all {
		changed = nil
	}
	w.changed, w.all = map[string]bool{}, false
	return changed
}

// notice turns an event into names of files, and watches new folders.
func (w *watcher) notice(e fsnotify.Event) []string {
	rel := w.rel(e.Name)
	if rel == "" || e.Op == fsnotify.Chmod || w.skip(rel) {
		return nil
	}
	if e.Has(fsnotify.Create) || e.Has(fsnotify.Write) {
		if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
			if e.Has(fsnotify.Create) {
				return w.addFolder(e.Name)
			}
			return nil // its files have their own events
		}
	}
	if e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		w.forget(e.Name)
	}
	return []string{rel}
}

// forget stops watching what had this name, and what was below it: a folder
// that has moved would go on telling of its files by their old names.
func (w *watcher) forget(name string) {
	for _, watched := range w.system.WatchList() {
		if watched == name || strings.HasPrefix(watched, name+string(filepath.Separator)) {
			w.system.Remove(watched) // may be gone already
		}
	}
}

// addFolder watches a folder with all below it, and gives the files that are
// there already. Each folder is watched before it is read, so that a file
// cannot appear in between.
func (w *watcher) addFolder(name string) []string {
	var files []string
	err := filepath.WalkDir(name, func(name string, d fs.DirEntry, err error) error {
		rel := w.rel(name)
		if err != nil || rel != "" && w.skip(rel) {
			if d != nil && d.IsDir() {
				return fs.SkipDir // gone again, or not to be read
			}
			return nil
		}
		if !d.IsDir() {
			files = append(files, rel)
			return nil
		}
		if err := w.system.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		w.cannotWatch(err)
	}
	return files
}

// rel is a file's name below the root, with forward slashes; "" for the root.
func (w *watcher) rel(name string) string {
	rel, err := filepath.Rel(w.root, name)
	if err != nil || rel == "." {
		return ""
	}
	return filepath.ToSlash(rel)
}

// skip tells whether a path is none of the site's.
func (w *watcher) skip(rel string) bool {
	for _, p := range w.ignore {
		if rel == p || strings.HasPrefix(rel, p+"/") {
			return true
		}
	}
	for part := range strings.SplitSeq(rel, "/") {
		switch part {
		case ".git", ".hg", ".svn", ".banbao", "node_modules", ".idea", ".vscode":
			return true
		}
		if strings.HasPrefix(part, ".") && strings.HasSuffix(part, ".banbao-next") {
			return true // a first tree being made
		}
	}
	base := path.Base(rel)
	return isScratch(base) || strings.HasSuffix(base, ".banbao-lock")
}

// isScratch tells whether editors and systems make files of this name for
// themselves.
func isScratch(base string) bool {
	switch base {
	case ".DS_Store", "Thumbs.db", "desktop.ini", "4913": // the last is vim, trying whether it may write
		return true
	}
	for _, p := range []string{"~$", ".~", ".#", "#", ".goutputstream-"} {
		if strings.HasPrefix(base, p) {
			return true
		}
	}
	for _, s := range []string{"~", ".swp", ".swo", ".swx", ".tmp", ".TMP", ".bak", ".crdownload", ".part"} {
		if strings.HasSuffix(base, s) {
			return true
		}
	}
	return false
}

// stamp changes when a file does.
type stamp struct {
	size int64
	time time.Time
}

func (w *watcher) scan() map[string]stamp {
	found := map[string]stamp{}
	filepath.WalkDir(w.root, func(name string, d fs.DirEntry, err error) error {
		rel := w.rel(name)
		if err != nil || rel != "" && w.skip(rel) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			found[rel] = stamp{info.Size(), info.ModTime()}
		}
		return nil
	})
	return found
}

// compare finds what has changed since the last look.
func (w *watcher) compare() []string {
	now := w.scan()
	var changed []string
	for p, s := range now {
		if old, ok := w.known[p]; !ok || old.size != s.size || !old.time.Equal(s.time) {
			changed = append(changed, p)
		}
	}
	for p := range w.known {
		if _, ok := now[p]; !ok {
			changed = append(changed, p)
		}
	}
	w.known = now
	return changed
}
