package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// existsError is a file that is already there and was left as it is.
type existsError struct{ path string }

func (e *existsError) Error() string { return e.path + " already exists" }

// writeNew writes files below dir, where none of them may exist: if any does,
// nothing is written. If the disk fails halfway, what was written goes again.
func writeNew(dir string, files map[string][]byte) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	paths := slices.Sorted(maps.Keys(files))
	for _, p := range paths {
		if _, err := root.Lstat(p); err == nil {
			return &existsError{p}
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
		f, err := root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return &existsError{p}
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
