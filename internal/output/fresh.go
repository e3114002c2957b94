package output

import (
	"os"
	"path/filepath"
	"sync"
)

// A folder that is not there yet needs no plan: the whole tree is made beside
// it, under a name of its own, and becomes the folder by one rename.

// fresh writes a first tree. The parent folder must allow the name beside.
func (t *target) fresh(files []File) (Report, error) {
	t.staging = beside(t.dir)
	if err := os.RemoveAll(t.staging); err != nil {
		return Report{}, err
	}
	if err := t.makeFolders(t.staging); err != nil {
		return Report{}, err
	}
	t.inPlace = true
	bodies, problems, err := t.stage(files)
	problems = problems.Sort()
	if err == nil && !problems.HasErrors() {
		var text []byte
		if text, err = t.newRecord(files, bodies); err == nil {
			err = t.writeFile(filepath.Join(t.staging, recordName), text)
		}
	}
	if err == nil && !problems.HasErrors() {
		err = t.opt.Context.Err()
	}
	if err != nil || problems.HasErrors() {
		return Report{Problems: problems}, join(err, os.RemoveAll(t.staging))
	}
	if err := t.rename(t.staging, t.dir); err != nil {
		return Report{}, join(err, os.RemoveAll(t.staging))
	}
	report := Report{Written: len(files), Problems: problems, Ledger: t.ledger(files, bodies)}
	report.WrittenPaths = make([]string, len(files))
	for i, f := range files {
		report.WrittenPaths[i] = f.Path
	}
	return report, nil
}

// beside is where a first tree is made.
func beside(dir string) string {
	dir = filepath.Clean(dir)
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+stagingName)
}

// folders remembers which folders have been made, for many workers at once.
type folders struct{ made sync.Map }

func (f *folders) need(t *target, name string) error {
	if _, ok := f.made.Load(name); ok {
		return nil
	}
	if err := t.makeFolders(name); err != nil {
		return err
	}
	f.made.Store(name, true)
	return nil
}
