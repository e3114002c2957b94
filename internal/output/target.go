package output

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// target is the folder that is published to. Every change of the disk goes
// through one of the small methods at the end of this file.
type target struct {
	dir     string
	staging string // below dir, so that moving is only renaming
	opt     Options
	made    bool             // dir did not exist
	away    bool             // its twin has its name; dir is the twin's name now
	place   string           // the folder's own name meanwhile
	inPlace bool             // staged files lie as they will be published
	ours    map[string]entry // what the last build wrote, by path
	strange bool             // there is a build.json that is not ours
	links   linked

	produced map[string]bool // what is to be published, by path
	order    func() []int    // numbers of the files, by path; worked out while they are rendered
	recased  recased
}

// openTarget looks at the folder and undoes what a killed run left. It creates
// nothing: a publication that changes nothing needs no right to write.
func openTarget(dir string, opt Options) (*target, error) {
	t := &target{dir: dir, staging: filepath.Join(dir, stagingName), opt: opt}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.made = true
		if _, err := os.Lstat(twinOf(dir)); err == nil { // of a killed run; somebody has removed the folder since
			return t, os.RemoveAll(twinOf(dir))
		}
		return t, nil
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, &NotFolder{dir}
	}
	if _, err := os.Lstat(beside(dir)); err == nil { // of a killed first run
		os.RemoveAll(beside(dir))
	}
	if err := t.healTwin(); err != nil {
		return nil, fmt.Errorf("finish an interrupted run: %w", err)
	}
	if _, err := os.Lstat(t.staging); err == nil {
		if err := t.undo(); err != nil {
			return nil, fmt.Errorf("undo an interrupted run: %w", err)
		}
	}
	if t.ours = opt.Ledger.ours(dir); t.ours != nil {
		return t, nil
	}
	t.ours, t.strange, err = readRecord(dir)
	return t, err
}

// at is where a published path is on the disk.
func (t *target) at(path string) string { return filepath.Join(t.dir, filepath.FromSlash(path)) }

// NotFolder is a target that is there and is a file.
type NotFolder struct{ Dir string }

func (e *NotFolder) Error() string { return e.Dir + " is a file, not a folder" }

// onDisk is what stands at a path before we publish.
type onDisk int8

const (
	absent  onDisk = iota
	same           // a file with the bytes to publish
	differs        // a file with other bytes
	strange        // a link, a folder, a device
)

// look compares a path with the bytes that should be there. It reads in
// pieces into buf, so that a large file costs no memory.
func (t *target) look(path string, want, buf []byte) (onDisk, error) {
	if t.made || t.behindLink(path) || t.recased.now[path] {
		return absent, nil
	}
	name := t.at(path)
	info, err := os.Lstat(name)
	switch {
	case isAbsent(err):
		return absent, nil
	case err != nil:
		return absent, err
	case !info.Mode().IsRegular():
		return strange, nil
	case info.Size() != int64(len(want)):
		return differs, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return absent, err
	}
	defer f.Close()
	for {
		n, err := f.Read(buf)
		if n > len(want) || !bytes.Equal(buf[:n], want[:n]) {
			return differs, nil
		}
		want = want[n:]
		if err == io.EOF {
			if len(want) > 0 {
				return differs, nil
			}
			return same, nil
		}
		if err != nil {
			return absent, err
		}
	}
}

// holds tells whether a path is a plain file with these bytes.
func (t *target) holds(path string, want sum) (bool, error) {
	if t.behindLink(path) {
		return false, nil
	}
	name := t.at(path)
	info, err := os.Lstat(name)
	if isAbsent(err) || err == nil && !info.Mode().IsRegular() {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	f, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return false, err
	}
	return sum(h.Sum(nil)) == want, nil
}

// isAbsent also holds below something that is a file, not a folder.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || isNotFolder(err)
}

// discard removes the staging folder of an attempt that moved nothing.
func (t *target) discard() error {
	if _, err := os.Lstat(t.staging); isAbsent(err) {
		return nil // a disk that cannot be written to refuses even to remove nothing
	}
	if err := os.RemoveAll(t.staging); err != nil {
		return err
	}
	if t.made {
		os.Remove(t.dir) // only if it is empty
	}
	return nil
}

func join(err, second error) error {
	if second == nil {
		return err
	}
	return errors.Join(err, second)
}

func (t *target) tell(op, path string) error {
	if t.opt.before == nil {
		return nil
	}
	return t.opt.before(op, path)
}

func (t *target) makeFolders(name string) error {
	if err := t.tell("mkdir", name); err != nil {
		return err
	}
	if os.Mkdir(name, 0o777) == nil { // asked first, a driver may still answer for one that has just gone in other capitals
		return nil
	}
	return os.MkdirAll(name, 0o777)
}

func (t *target) writeFile(name string, data []byte) error {
	if err := t.tell("write", name); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}

// rename tries again for a while on Windows, where a virus scanner may hold a
// file that was just written.
func (t *target) rename(from, to string) error {
	if err := t.tell("rename", to); err != nil {
		return err
	}
	err := os.Rename(from, to)
	if runtime.GOOS == "windows" {
		for wait := 5 * time.Millisecond; err != nil && wait < time.Second; wait *= 2 {
			time.Sleep(wait)
			err = os.Rename(from, to)
		}
	}
	return err
}

func (t *target) link(from, to string) error {
	if err := t.tell("link", to); err != nil {
		return err
	}
	return os.Link(from, to)
}

func (t *target) remove(name string) error {
	if err := t.tell("remove", name); err != nil {
		return err
	}
	return os.Remove(name)
}
