//go:build !windows

package output

import (
	"errors"
	"syscall"
)

// isNotFolder tells whether a path leads through something that is no folder.
func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
