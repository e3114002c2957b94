package screen

import (
	"math"

	"banbao/internal/measure"
)

// em is how wide a text stands, in widths of a Han character, at most.
func em(s string) float64 { return measure.Em(s) }

// characters is how much there is to read.
func characters(s string) int { return measure.Characters(s) }

const (
	stops  = measure.Stops
	breaks = measure.Breaks
	after  = measure.After
)

// clauses cuts a paragraph where a reader breathes. Each but the last ends with
// a mark.
func clauses(s string) []string { return measure.Clauses(s) }

// sentences cuts a paragraph after its full stops.
func sentences(s string) []string { return measure.Sentences(s) }

// lines is how many lines pieces take that stay whole where they fit, in a
// line of so many em. A piece that is longer than a line runs on from where
// the one before it ended, and what follows runs on from it.
func lines(pieces []string, width float64) int {
	n, used := 0, width+1
	for _, p := range pieces {
		w := em(p)
		switch {
		case used+w <= width:
			used += w
		case w <= width:
			n++
			used = w
		default:
			if used > width {
				n, used = n+1, 0
			}
			// A line holds whole characters, and words and marks that must not be
			// parted cost a little at some ends of line.
			whole := math.Floor(width)
			rest := used + w + 0.3*(used+w)/width
			n += int(math.Ceil(rest/whole)) - 1
			used = math.Mod(rest, whole)
		}
	}
	return n
}
