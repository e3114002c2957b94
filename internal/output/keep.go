package output

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Keep replaces files of a folder that is kept and not published. No other
// build does so meanwhile: edit reads what is there and gives the files that
// are to be different, whole. Each is moved into place at once, so that none
// is ever seen, or left, half written. The folder is made where it is needed.
func Keep(ctx context.Context, dir string, waiting func(), edit func() (map[string][]byte, error)) error {
	release, err := lock(ctx, dir, waiting)
	if err != nil {
		return fmt.Errorf("write to %s: %w", dir, err)
	}
	defer release()
	files, err := edit()
	if err != nil {
		return fmt.Errorf("write to %s: %w", dir, err)
	}
	if len(files) == 0 {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := Replace(filepath.Join(dir, filepath.FromSlash(name)), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// draftOf is where Replace writes a file.
func draftOf(path string) string { return path + draftExt }

const draftExt = ".banbao-next"

// Sweep removes what a Replace of a file has left that was killed. One that
// was written within the last minute may still be at it; one of the future is
// from before the clock was put back.
func Sweep(path string, now time.Time) {
	info, err := os.Lstat(draftOf(path))
	if err == nil && now.Sub(info.ModTime()).Abs() > time.Minute {
		os.Remove(draftOf(path))
	}
}

// Replace writes a file beside its place, to the disk, and moves it there: nobody
// sees half of it.
func Replace(path string, data []byte) error {
	next := draftOf(path)
	f, err := os.OpenFile(next, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = join(err, f.Sync())
	err = join(err, f.Close())
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		os.Remove(next)
	}
	return err
}
