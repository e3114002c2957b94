package hant

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// folds has two lines of equal length: characters, and what each folds to. It
// is made by the test from OpenCC's tables.
//
//go:embed fold.txt
var folds string

// Fold writes text so that what is the same in both scripts is the same: 幹部
// and 干部, 裡面, 裏面 and 里面. What comes out is Simplified, and where one
// script tells two characters apart that the other does not (藉, 借), one of
// them: something to compare, not to read. It goes character by character, so
// the folded text has as many characters as the text, and a part of one is the
// folded part of the other. A folded text folds to itself.
func Fold(s string) string {
	for i, r := range s {
		if FoldRune(r) != r {
			return s[:i] + strings.Map(FoldRune, s[i:])
		}
	}
	return s
}

// FoldRune folds one character.
func FoldRune(r rune) rune {
	if r < 0x3400 || r >= 1<<16 || r == utf8.RuneError {
		return r
	}
	if to := foldTable()[r]; to != 0 {
		return rune(to)
	}
	return r
}

// FoldPairs are all characters that fold to another, and those, in the same
// order; for scripts that fold what a reader types. All of them take two bytes
// in UTF-16.
func FoldPairs() (from, to string) {
	from, to, _ = strings.Cut(strings.TrimSuffix(folds, "\n"), "\n")
	return from, to
}

var foldTable = sync.OnceValue(func() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	from, to := FoldPairs()
	for _, r := range from {
		other, n := utf8.DecodeRuneInString(to)
		table[r], to = uint16(other), to[n:]
	}
	return &table
})
