//go:build race

package build

// raced tells that the race detector is at work, under which pools lose what is
// put into them and more is allocated.
const raced = true
