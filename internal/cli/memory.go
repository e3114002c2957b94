package cli

import (
	"math"
	"os"
	"runtime/debug"
)

// A build collects no garbage until it reaches the bound below, which leaves
// room for what lives and a good deal of garbage; most builds of a
// neighbourhood's site never do. Measured with 1,000 to 100,000 notices: each
// needs 3 kB while it is built. See docs/performance.md.
const (
	memoryBase    = 33 << 20
	memoryPerFile = 5090
)

// bound sets the collector for a build of so many files, unless somebody has
// set it from outside.
func bound(files int) {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryBase + int64(files)*memoryPerFile)
}

// boundAgain sets it for a build after another, which published so many files:
// what that one learnt of them lies in memory beside the site, and room is worth
// more than memory where little is to be done.
func boundAgain(published int) { bound(published * 5 / 4) }

// servingPercent is how much garbage, in percent of what lives, a server lets
// grow: it runs for hours, and its site lives in memory.
const servingPercent = 200

// serving sets the collector for a server.
func serving() {
	if os.Getenv("GOMEMLIMIT") != "" || os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(servingPercent)
	debug.SetMemoryLimit(math.MaxInt64)
}
