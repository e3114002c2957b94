package screen

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// em is how wide a text stands, in widths of a Han character, at most: digits
// and letters are counted as wide as common sans fonts draw them, and a little
// more.
func em(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += emOf(r)
	}
	return w
}

func emOf(r rune) float64 {
	switch {
	case r == '|':
		return 0 // a hint where a title may break
	case r == ' ' || r == '\u00a0':
		return 0.3
	case r >= '0' && r <= '9':
		return 0.57
	case strings.ContainsRune("iljtfr.,:;'!|()[]-", r):
		return 0.42
	case strings.ContainsRune("mwMW@%", r):
		return 0.95
	case r < 0x300 && unicode.IsUpper(r):
		return 0.74
	case r < 0x300:
		return 0.62
	case strings.ContainsRune("·‘’“”…—", r):
		return 1
	}
	return 1
}

// characters is how much there is to read: digits and letters count a half.
func characters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r):
		case r < 0x300:
			n++
		default:
			n += 2
		}
	}
	return (n + 1) / 2
}

const (
	stops  = "。！？；…" // after which a sentence ends
	breaks = "，、：,"  // and after which a clause does
	after  = "”’）》」』】)"
)

// clauses cuts a paragraph where a reader breathes. Each but the last ends with
// a mark.
func clauses(s string) []string { return cut(s, stops+breaks) }

// sentences cuts a paragraph after its full stops.
func sentences(s string) []string { return cut(s, stops) }

func cut(s, marks string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !strings.ContainsRune(marks, r) {
			continue
		}
		for i < len(s) {
			next, n := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(after+marks, next) {
				break
			}
			i += n
		}
		parts = append(parts, strings.TrimSpace(s[from:i]))
		from = i
	}
	if rest := strings.TrimSpace(s[from:]); rest != "" {
		parts = append(parts, rest)
	}
	return parts
}

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
