//go:build race

package outside

// Raced tells that the race detector is at work: all takes many times as long
// and as much memory, and pools lose what is put into them.
const Raced = true
