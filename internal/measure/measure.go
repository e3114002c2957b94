// Package measure knows how wide text stands before any browser has drawn it,
// where a line may end, and where a reader breathes. It is pure.
//
// Widths are in em, the width of a Han character. Digits and letters are
// counted as wide as common faces draw them and a little more, so that what
// fits here fits there.
package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Em is how wide a text stands at most.
func Em(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += Rune(r)
	}
	return w
}

// Rune is how wide a character stands at most.
func Rune(r rune) float64 {
	switch {
	case r >= 0x300:
		return 1
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
	case unicode.IsUpper(r):
		return 0.74
	}
	return 0.62
}

// Characters is how much there is to read: digits and letters count a half,
// marks nothing.
func Characters(s string) int {
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
	Stops  = "。！？；…"    // after which a sentence ends
	Breaks = "，、：,"     // and after which a clause does
	After  = "”’）》」』】)" // what may still follow
)

// Clauses cuts a paragraph where a reader breathes. Each but the last ends with
// a mark.
func Clauses(s string) []string { return cut(s, Stops+Breaks) }

// Sentences cuts a paragraph after its full stops.
func Sentences(s string) []string { return cut(s, Stops) }

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
			if !strings.ContainsRune(After+marks, next) {
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
