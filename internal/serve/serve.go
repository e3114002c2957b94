// Package serve shows a site in the browser while it is being written.
//
// [Run] builds the site in memory, serves it on this computer only, watches
// the site's folder, and tells open browsers what to do when something has
// changed. It writes nothing to disk. How to build is passed in; what
// published pages look like is unknown here.
//
// # What a writer sees
//
// Saving a file reloads the page. If what was saved has a page of its own, the
// browser goes to it (unless Options.Stay, and never away from a screen or a
// sheet, which one looks at while writing something else). Saving only style
// sheets changes the looks without reloading. Tabs in the background wait
// until they are looked at.
//
// A build with mistakes changes nothing: the last good site stays, under a
// panel that names each mistake with its place, the line and what to do. It
// goes away by itself when they are mended. If there is no good site yet, a
// page shows the mistakes and turns into the site when they are mended.
//
// When the clock reaches the moment at which the site would look different (a
// notice ends, a day begins), it is built again, with nobody saving anything.
// The clock is looked at every minute at least, since laptops sleep.
//
// # Watching
//
// The whole site folder counts, except what is published, .banbao, version
// control, node_modules, and the scratch files of editors. New folders are
// watched as they appear, with what is in them already. Changes are gathered
// until it has been quiet for a moment (10 ms for a single file, 25 ms for
// several; 300 ms at most), and one build takes all of them: builds never
// overlap, and what changes during one leads to another. Where the system
// cannot watch, or with Options.Poll, sizes and times are compared twice a
// second.
//
// # Serving
//
//	GET /notices/a.html           the page, with a script that listens for changes
//	GET /notices/                 notices/index.html; /notices leads there
//	GET /nowhere                  404.html of the site, with status 404
//	GET /.banbao/events           server-sent events: state, as JSON
//	GET /.banbao/reload.js, clock.js, overlay.css
//
// Nothing is read from disk to answer, so no path can lead out of the site.
// Requests must name this computer in their Host header, which keeps web pages
// elsewhere from reading the site by pointing their own name here. What other
// pages ask for, other than by a link, is refused.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
)

// Options say what to serve, and how.
type Options struct {
	Dir    string   // of the site
	Ignore []string // below Dir, not watched; nil means public

	// Build makes the site at a moment. It is told which files have changed
	// since the last call, relative to Dir with forward slashes; a folder that
	// has vanished stands for all that was in it. An empty slice means that
	// only time has passed, nil that anything may have changed. Calls do not
	// overlap.
	Build   func(now time.Time, changed []string) (Result, error)
	Clock   func() time.Time // of the site; it may have been set
	Machine func() time.Time // of this computer, to tell how long things take

	Addr  string           // empty means 127.0.0.1:1313; if the port is busy, one of the next twenty
	Talk  io.Writer        // what is going on, for the terminal
	Lang  string           // of messages: zh or en
	Style diag.Style       // of problems on Talk
	Poll  bool             // compare files twice a second instead of listening to the system
	Stay  bool             // do not go to the page just edited
	Open  func(url string) // called once requests are answered

	recheck, pollEvery time.Duration // tests hurry
}

// Result is a built site. If it has errors among its problems, the rest is not
// used.
type Result struct {
	Files      []output.File
	Problems   diag.List
	NextChange time.Time                  // the next moment at which the site differs; zero means never
	PageOf     func(source string) string // the path of a content file's own page, or ""; may be nil

	// Later makes the files that few look at, which nobody is to wait for who
	// looks at others; may be nil. Until it has, they stay as they were.
	Later func() ([]output.File, diag.List)
}

// Run serves until ctx is done, which is no error.
func Run(ctx context.Context, opt Options) error {
	opt, err := opt.withDefaults()
	if err != nil {
		return err
	}
	plain, err := listen(opt.Addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	listener := newBounded(plain, mostConnections)
	defer listener.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	s := newServer(opt)
	web := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends event streams
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	url := address(listener.Addr())
	s.say(diag.Words{Zh: "板报在 %s ，按 Ctrl+C 停下", En: "Banbao is at %s, press Ctrl+C to stop"}, url)

	// Watching starts before the first build, so that no change falls between.
	watch := newWatcher(opt, s.say)
	var work sync.WaitGroup
	work.Go(func() { watch.run(ctx) })
	work.Go(func() { s.run(ctx, watch) })
	if opt.Open != nil {
		work.Go(func() { opt.Open(url) })
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()

	select {
	case err = <-failed:
		err = fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
		err = shutDown(web)
	}
	cancel()
	work.Wait()
	return err
}

func (o Options) withDefaults() (Options, error) {
	dir, err := filepath.Abs(o.Dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir) // watchers name files by where they are
	}
	if err != nil {
		return o, fmt.Errorf("serve: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return o, fmt.Errorf("serve: %w", err)
	}
	if !info.IsDir() {
		return o, fmt.Errorf("serve: %s is no folder", o.Dir)
	}
	o.Dir = dir
	if o.Ignore == nil {
		o.Ignore = []string{"public"}
	}
	if o.Clock == nil || o.Machine == nil {
		return o, errors.New("serve: no clock")
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:1313"
	}
	if o.Talk == nil {
		o.Talk = io.Discard
	}
	if o.recheck == 0 {
		o.recheck = time.Minute
	}
	if o.pollEvery == 0 {
		o.pollEvery = 500 * time.Millisecond
	}
	return o, nil
}

// shutDown lets answers that are under way finish, for a while.
func shutDown(web *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if web.Shutdown(ctx) != nil {
		web.Close()
	}
	return nil
}
