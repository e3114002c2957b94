package cli

import (
	"os"
	"runtime/debug"
)

// The collector may let garbage grow to four times of what lives, which saves
// a fifth of the time, as long as all stays within the bound below. Measured
// with 1,000 to 50,000 notices: each needs 3 kB, and the rest is workers'
// buffers. See docs/performance.md.
const (
	garbagePercent = 400
	memoryBase     = 48 << 20
	memoryPerFile  = 3584
)

// bound sets the collector's limits for a site of so many files, unless
// somebody has set them from outside.
func bound(files int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryBase + int64(files)*memoryPerFile)
	}
}
