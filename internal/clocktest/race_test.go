//go:build race

package clocktest

// raced tells that the race detector is at work, under which all takes many
// times as long: fewer moments are looked at.
const raced = true
