package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A folder that is there is changed by many renames, and a reader, or a kill,
// may come between them. So, where the system can exchange two folders in one
// step, the new tree is first put together beside, of links to the files that
// stay and to those that were staged: the twin. It takes the folder's name;
// the folder, under the twin's name, is brought up to date in the way of
// [target.commit]; and they exchange names again. So whoever comes by the name
// finds the old tree or the new one, and the folder is the same folder at the
// end: a server that was started in it, or a container that has it mounted,
// goes on.
//
// A twin in which a staging folder lies is the folder itself, and the run was
// killed while the new tree stood in for it: it is brought up to date from its
// journal. Any other twin is rubbish.

const twinName = ".banbao-twin"

// most files of a tree for which a twin is made to change only a few of them:
// making it would take longer than the build.
const (
	mostLinked  = 4096
	fewOfLinked = 8 // one in so many is not few
)

// twinOf is where the twin of a folder stands.
func twinOf(dir string) string {
	dir = filepath.Clean(dir)
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+twinName)
}

// wantsTwin tells whether a plan is worth a twin. One with a single step is
// done at once anyway.
func (p *plan) wantsTwin() bool {
	files := len(p.report.WrittenPaths) + p.report.Unchanged
	return len(p.steps) > 1 && (files <= mostLinked || len(p.steps)*fewOfLinked >= files)
}

// standIn puts the new tree in the folder's place. It may be impossible, for
// many reasons (no links on this disk, a folder mounted here, a parent that
// may not be written to), all of which are harmless: then nothing has changed,
// and t.away is false.
func (t *target) standIn(p plan) {
	if !p.wantsTwin() {
		return
	}
	twin := twinOf(t.dir)
	err := t.tell("twin", twin)
	if err == nil {
		err = t.makeTwin(twin, p.steps)
	}
	if err == nil {
		err = t.tell("exchange", twin)
	}
	if err == nil {
		err = exchange(t.dir, twin)
	}
	if err != nil {
		os.RemoveAll(twin)
		return
	}
	t.away = true
	t.place, t.dir = t.dir, twin
	t.staging = filepath.Join(t.dir, stagingName)
}

// comeBack gives the folder its name back, if it was away. If that fails the
// new tree stays in its place, which is as good for everybody who comes by
// the name.
func (t *target) comeBack() {
	if !t.away {
		return
	}
	twin := t.dir
	t.away = false
	t.dir = t.place
	t.staging = filepath.Join(t.dir, stagingName)
	if err := t.tell("exchange", t.dir); err == nil {
		exchange(t.dir, twin)
	}
	os.RemoveAll(twin)
}

// isInterrupted tells whether a run to a folder was killed, or is going on.
func isInterrupted(dir string) bool {
	for _, name := range []string{filepath.Join(dir, stagingName), twinOf(dir)} {
		if _, err := os.Lstat(name); err == nil {
			return true
		}
	}
	return false
}

// healTwin ends what a killed run was doing with a twin.
func (t *target) healTwin() error {
	twin := twinOf(t.dir)
	if _, err := os.Lstat(twin); err != nil {
		return nil
	}
	if _, err := os.Lstat(filepath.Join(twin, stagingName)); err == nil {
		folder := &target{dir: twin, staging: filepath.Join(twin, stagingName), opt: t.opt}
		folder.opt.before = nil
		if err := folder.redo(); err != nil {
			return err
		}
		if err := folder.adopt(t.dir); err != nil {
			return err
		}
		folder.away, folder.place = true, t.dir
		folder.comeBack()
		return folder.discard()
	}
	return os.RemoveAll(twin)
}

// adopt takes over what somebody has put into the tree that stood in: an alert,
// or an edit by hand. All else are two links to one file.
func (t *target) adopt(standIn string) error {
	return filepath.WalkDir(standIn, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(standIn, name)
		if err != nil {
			return err
		}
		there, err := d.Info()
		if err != nil {
			return err
		}
		if here, err := os.Lstat(t.at(rel)); err == nil && os.SameFile(here, there) {
			return nil
		}
		if err := os.MkdirAll(filepath.Dir(t.at(rel)), 0o777); err != nil {
			return err
		}
		return os.Rename(name, t.at(rel))
	})
}

// makeTwin makes the new tree of links: what is in the folder now without
// what the steps take away, and with what they put.
func (t *target) makeTwin(twin string, steps []step) error {
	if err := os.RemoveAll(twin); err != nil {
		return err
	}
	gone, leaving := map[string]bool{stagingName: true}, map[string]bool{}
	for _, s := range steps {
		switch s.Do {
		case putFile, removeFile:
			gone[s.Path] = true
		case removeFolder:
			leaving[s.Path] = true // if it is empty then
		}
	}
	if err := t.linkFolder(twin, ".", gone, leaving); err != nil {
		return err
	}
	for _, s := range steps {
		name := filepath.Join(twin, filepath.FromSlash(s.Path))
		var err error
		switch s.Do {
		case makeFolder:
			err = os.MkdirAll(name, 0o777)
		case putFile:
			if err = os.MkdirAll(filepath.Dir(name), 0o777); err == nil {
				err = os.Link(filepath.Join(t.staging, s.From), name)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// linkFolder links a folder's files, and those below it.
func (t *target) linkFolder(twin, dir string, gone, leaving map[string]bool) error {
	from, to := t.at(dir), filepath.Join(twin, filepath.FromSlash(dir))
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if !leaving[dir] {
		if err := os.MkdirAll(to, 0o777); err != nil {
			return err
		}
		if err := os.Chmod(to, info.Mode().Perm()); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := e.Name() // thousands of times, so path.Join is too much
		if dir != "." {
			p = dir + "/" + p
		}
		if gone[p] {
			continue
		}
		if e.IsDir() {
			if err := t.linkFolder(twin, p, gone, leaving); err != nil {
				return err
			}
			continue
		}
		if leaving[dir] {
			if err := os.MkdirAll(to, 0o777); err != nil {
				return err
			}
		}
		if err := linkAs(from+slash+e.Name(), to+slash+e.Name(), e.Type()); err != nil {
			return err
		}
	}
	return nil
}

const slash = string(filepath.Separator)

var errNoLink = errors.New("neither a file nor a link")

func linkAs(from, to string, kind fs.FileMode) error {
	switch {
	case kind.IsRegular():
		return os.Link(from, to)
	case kind&fs.ModeSymlink != 0:
		goal, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return os.Symlink(goal, to)
	}
	return fmt.Errorf("%s: %w", from, errNoLink)
}

// redo takes what steps of the journal were not taken yet. Without a journal
// all were.
func (t *target) redo() error {
	steps, err := t.journal()
	if err != nil {
		return err
	}
	for i, s := range steps {
		if err := t.retake(i, s); err != nil {
			return fmt.Errorf("finish %s: %w", s.Path, err)
		}
	}
	return nil
}

// retake takes one step, unless it has been taken.
func (t *target) retake(i int, s step) error {
	_, err := os.Lstat(filepath.Join(t.staging, s.From))
	switch {
	case s.Do == putFile && err != nil: // it was moved
		return nil
	case s.Do == putFile:
		return os.Rename(filepath.Join(t.staging, s.From), t.at(s.Path))
	case s.Do == removeFile && exists(t.old(i)): // it was; what has the name may be new, in other capitals
		return nil
	case s.Do == removeFile:
		if info, err := os.Lstat(t.at(s.Path)); err != nil || info.IsDir() { // a folder took its place
			return nil
		}
	}
	return t.take(i, s)
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
