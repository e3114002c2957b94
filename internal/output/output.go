// Package output turns files to publish into files on a disk or in memory.
//
// [Publish] writes a folder (public/); [Memory] holds the same bytes for
// banbao serve. Both take [File] values, which are cheap: a path, a [Key] of
// everything the bytes depend on, and a way to write them.
//
// # Paths
//
// Paths are known before anything is rendered, and are checked first. Two
// files that claim one path are a problem (path-conflict) that names both
// sources; so are two paths that differ only in case or in the way an accented
// letter is composed, since Windows and macOS would make one file of them, and
// a file where another file needs a folder. A path is refused (bad-path) if it
// leaves the folder, is longer than 240 bytes, or cannot exist on some system
// that a notice board is served from: backslashes, <>:"|?*, control
// characters, a part that ends in a dot or a space, a device name of Windows
// (nul, com1.html), and the names that Banbao itself uses (build.json).
//
// # Rendering
//
// Bodies are produced while writing, by one pool of workers with one pair of
// buffers each, so memory does not grow with the number of files. HTML, CSS,
// JavaScript, SVG, JSON and XML are minified by extension; a name with .min.
// in it is left alone. Minified HTML keeps html, head and body tags, end tags,
// quotes, default attributes and a space wherever there was one; <pre> and
// <textarea> keep everything. XML that quotes preformatted text is left alone.
// JavaScript stays ES2015. A file that the minifier does not understand is
// published as it is, with a warning (not-minified).
//
// A Write that returns a diag.Problem or diag.List reports mistakes in
// somebody's content: all of them are collected. Any other error is the
// machine's.
//
// # Publishing never hurts
//
// A folder that does not exist yet is made under another name beside its
// place and renamed when it is whole.
//
// In one that does, everything is rendered first into .banbao-next; only
// bytes that differ from what is there are written, so an unchanged file keeps
// its time. When all has succeeded, files are moved into place: fingerprinted
// assets, then pages, then what points at pages (index.html, today.js, *.json,
// feeds, service workers), then build.json. Then files that the last build.json
// lists, that nothing makes any more and that still have the recorded bytes are
// removed, and the folders that this leaves empty. One that somebody has edited
// since stays, with a warning (kept-changed-file).
//
// Meanwhile, where the system can exchange two folders in one step, a tree of
// links that is as the folder will be has its name (see twin.go): whoever
// comes by the name finds the old tree or the new one. Elsewhere a reader may
// find some files of each for as long as the moves take.
//
// A file that Banbao did not write is never replaced or removed: if one stands
// where ours should go and has other bytes, that is a problem (foreign-file)
// and nothing changes. Options.Force replaces it.
//
// Any problem or error before or during the moves leaves the folder as it was:
// moved files are moved back, from copies kept until the end. A run that was
// killed while moving is undone in the same way by the next one, from the
// journal in .banbao-next; one that was killed while the new tree had the
// folder's name is finished.
//
// # The ledger
//
// A publication reports a [Ledger]: which key gave which bytes. Given to the
// next one, files whose key is the same and that look untouched on the disk
// (size and time) are not rendered, read or written. Their warnings are
// repeated.
//
// Two builds never publish to one folder at once: the second waits.
//
// # build.json
//
// It holds the program's version, the clock, the next moment at which a build
// would give something else, and every other file with its size and SHA-256,
// sorted by path:
//
//	{
//	"version": "1.0.0",
//	"clock": "2026-11-20T08:00:00+08:00",
//	"next_change": "2026-11-21T00:00:00+08:00",
//	"files": [
//	{"path":"404.html","size":912,"sha256":"…"},
//	…
//	]}
//
// The same files and options give the same bytes, whatever Jobs is and
// whatever was in the folder before.
package output

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"banbao/internal/diag"
)

// Options say how to publish. The zero value is ready to use.
type Options struct {
	Context    context.Context             // nil is never done; when done, nothing has changed
	Jobs       int                         // workers; 0 is one for each core
	Force      bool                        // replace files that Banbao did not write
	NoMinify   bool                        // publish bytes as they were written
	Version    string                      // of the program, for build.json
	Clock      time.Time                   // in the site's zone, for build.json
	NextChange time.Time                   // the same; zero means never
	Progress   func(done, total int)       // after each file; calls do not overlap
	Sign       Sign                        // gives build.json its signature; nil for none
	Ledger     *Ledger                     // of the last publication to this folder; may be nil
	Waiting    func()                      // called once if another build is publishing to the folder; may be nil
	before     func(op, path string) error // tests fail or look at each change of the disk
}

// Sign gives the text of a JSON file at a path its signature.
type Sign func(path string, text []byte) ([]byte, error)

// Report says what a publication did. If Problems.HasErrors, it did nothing.
type Report struct {
	Written, Unchanged, Removed int // build.json not counted
	WrittenPaths, RemovedPaths  []string
	Problems                    diag.List
	Ledger                      *Ledger // for the next publication; nil if there was none
}

// Publish makes dir hold the files. Mistakes in content are in the report; an
// error means that the machine failed. In both cases dir is as it was.
func Publish(dir string, files []File, opt Options) (Report, error) {
	if abs, err := filepath.Abs(dir); opt.Ledger != nil && (err != nil || opt.Ledger.Dir != abs) {
		opt.Ledger = nil
	}
	if opt.Context == nil {
		opt.Context = context.Background()
	}
	release, err := lock(opt.Context, dir, opt.Waiting)
	if err != nil {
		return Report{}, fmt.Errorf("publish to %s: %w", dir, err)
	}
	defer release()
	t, err := openTarget(dir, opt)
	if err != nil {
		return Report{}, fmt.Errorf("publish to %s: %w", dir, err)
	}
	if problems := checkPaths(files); len(problems) > 0 {
		return Report{Problems: problems}, nil
	}
	publish := t.publish
	if t.made {
		publish = t.fresh
	}
	report, err := publish(files)
	if err != nil {
		return Report{}, fmt.Errorf("publish to %s: %w", dir, err)
	}
	return report, nil
}

// publish renders beside, plans, and moves. Whatever stops it, the target is
// left without a trace of the attempt.
func (t *target) publish(files []File) (Report, error) {
	t.recase(files)
	bodies, problems, err := t.stage(files)
	if err != nil || problems.HasErrors() {
		return Report{Problems: problems.Sort()}, join(err, t.discard())
	}
	plan, problems2, err := t.plan(files, bodies)
	problems.Add(problems2...)
	problems = problems.Sort()
	if err != nil || problems.HasErrors() {
		return Report{Problems: problems}, join(err, t.discard())
	}
	if err := t.commit(plan); err != nil {
		return Report{}, err
	}
	report := plan.report
	report.Problems = problems
	report.Ledger = t.ledger(files, bodies)
	return report, nil
}
