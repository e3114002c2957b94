package starter

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// Exists is a file that is already there and was left as it is.
type Exists struct{ Path string }

func (e *Exists) Error() string { return e.Path + " already exists" }

// Write puts files below root, where none of them may exist: if any does,
// nothing is written and the error is an *Exists. If the disk fails halfway,
// what was written is removed again.
func Write(root *os.Root, files map[string][]byte) (err error) {
	paths := slices.Sorted(maps.Keys(files))
	for _, p := range paths {
		if _, err := root.Lstat(p); err == nil {
			return &Exists{p}
		}
	}
	var written []string
	defer func() {
		if err != nil {
			for _, p := range written {
				root.Remove(p)
			}
		}
	}()
	for _, p := range paths {
		if err := root.MkdirAll(path.Dir(p), 0o777); err != nil {
			return fmt.Errorf("make a folder for %s: %w", p, err)
		}
		// Exclusive, should somebody have been faster than our look.
		f, err := root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return &Exists{p}
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", p, err)
		}
		written = append(written, p)
		_, err = f.Write(files[p])
		if err := errors.Join(err, f.Close()); err != nil {
			return fmt.Errorf("write %s: %w", p, err)
		}
	}
	return nil
}
