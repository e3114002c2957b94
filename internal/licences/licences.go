// Package licences holds what others made and Banbao passes on, in the program
// and in the sites it builds, with the terms that they ask to be passed on as
// well: the modules that are linked, Go itself, and tables of data.
//
// THIRD-PARTY.md is made by the test from `go list -deps` for every system that
// is released and from the modules' own files:
//
//	go test ./internal/licences -update
package licences

import (
	_ "embed"
	"strings"
)

// Text is the whole list with the terms, as Markdown.
//
//go:embed THIRD-PARTY.md
var Text string

// Work is one row of the list.
type Work struct {
	Name    string // a module's path, or words
	Version string // as go.mod has it; empty for what has none
	Licence string // by its SPDX identifier
	Part    string // what it is in Banbao
}

// All are the rows of the list.
func All() []Work {
	var all []Work
	for line := range strings.Lines(Text) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 4 || !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| --- ") {
			continue
		}
		all = append(all, Work{strings.TrimPrefix(cells[0], "| "), cells[1], cells[2], strings.TrimSuffix(cells[3], " |")})
	}
	if len(all) > 0 {
		all = all[1:] // the head
	}
	return all
}

// Of is the licence of a module, empty for one that is not listed.
func Of(module string) string {
	for _, w := range All() {
		if w.Name == module {
			return w.Licence
		}
	}
	return ""
}
