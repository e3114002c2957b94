package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

const lockName = ".banbao-lock"

// lockRetry is how often a waiting build looks whether it is its turn.
const lockRetry = 50 * time.Millisecond

// lock keeps other builds from publishing to the folder until release is
// called; it waits for one that is at it. The system lets go of the lock of a
// build that was killed. The lock is a file beside the folder, or in it where
// nobody may write beside. Where neither can be made nothing can be published,
// so that is no error yet.
func lock(ctx context.Context, dir string, waiting func()) (release func(), err error) {
	dir = filepath.Clean(dir)
	names := []string{
		filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+lockName),
		filepath.Join(dir, lockName),
	}
	for _, name := range names {
		release, err = take(ctx, name, waiting)
		if !isRefused(err) {
			return release, err
		}
	}
	return func() {}, nil
}

// take waits for one lock file.
func take(ctx context.Context, name string, waiting func()) (func(), error) {
	for {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return nil, err
		}
		l := flock.New(name)
		got, err := l.TryLock()
		if err == nil && !got {
			if waiting != nil {
				waiting()
				waiting = nil
			}
			_, err = l.TryLockContext(ctx, lockRetry)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			l.Close()
			return nil, err
		}
		// Who held it before has removed the file: then this one keeps nobody out.
		if sameFile(l, name) {
			return func() {
				os.Remove(name)
				l.Close()
			}, nil
		}
		l.Close()
	}
}

// sameFile tells whether the file that is locked still has its name.
func sameFile(l *flock.Flock, name string) bool {
	locked, err := l.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(name)
	return err == nil && os.SameFile(locked, there)
}

// isRefused tells whether a disk that may not be written to is the reason.
func isRefused(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOTDIR)
}
