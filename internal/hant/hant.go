// Package hant writes Simplified Chinese in Traditional characters as they are
// usual in Taiwan, and brings both scripts together for searching:
//
//	c := hant.New(nil)
//	c.Convert("星期一在里弄服务台登记，干部下周回访")
//	// 星期一在里弄服務檯登記，幹部下週回訪
//	hant.Fold("幹部")   // 干部
//
// Many characters have several traditional forms (干: 幹, 乾, 干), so text is
// converted by the longest phrase that is known at each place, and character
// by character between phrases. The phrases are those of OpenCC (see
// LICENSE.opencc) for its conversion s2tw: characters only, no other words, so
// 软件 becomes 軟件 and not 軟體. OpenCC's own test cases are this package's.
//
// What no dictionary can know is a name: 幸福里 is a lane, not 幸福裡. Such
// words are given to [New].
//
// The dictionary is unpacked when the first Converter is made, which takes some
// milliseconds and 4 MB. The package is pure.
package hant

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Version names the dictionary and the way it is used. Count it up when the
// same text is to give other characters.
const Version = "opencc 1.4.1 s2tw 1"

// Converter turns Simplified into Traditional. Many goroutines may use it.
type Converter struct {
	dict   *dictionary
	terms  map[rune][]term // by their first character, the longest first
	longer bool            // there are terms
}

// term is a word of the site's own, and how it is written.
type term struct{ from, to string }

// New makes a converter. terms are words of the site's own and how they are to
// be written; a name that stays as it is stands for itself. They go before
// every phrase of the dictionary, also one that overlaps. Empty words count for
// nothing.
func New(terms map[string]string) *Converter {
	c := &Converter{dict: load(), terms: map[rune][]term{}}
	for from, to := range terms {
		if from == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(from)
		c.terms[first] = append(c.terms[first], term{from, to})
		c.longer = true
	}
	for _, same := range c.terms {
		slices.SortFunc(same, func(a, b term) int {
			if len(a.from) != len(b.from) {
				return len(b.from) - len(a.from)
			}
			return strings.Compare(a.from, b.from)
		})
	}
	return c
}

// Convert is the text in Traditional characters. What is no Chinese stays as
// it is.
func (c *Converter) Convert(s string) string { return string(c.Append(nil, s)) }

// Append adds the text in Traditional characters to dst.
func (c *Converter) Append(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if t, ok := c.term(r, s[i:]); ok {
			dst, i = append(dst, t.to...), i+len(t.from)
			continue
		}
		if from, to, ok := c.dict.phrase(r, n, s[i:]); ok && !c.inside(s[i:], n, len(from)) {
			dst, i = append(dst, to...), i+len(from)
			continue
		}
		if other := c.dict.character(r); other != 0 {
			dst = utf8.AppendRune(dst, other)
		} else {
			dst = append(dst, s[i:i+n]...) // not decoded again: it may be no UTF-8
		}
		i += n
	}
	return dst
}

// term is the site's own word at the beginning of s, which begins with r.
func (c *Converter) term(r rune, s string) (term, bool) {
	if !c.longer {
		return term{}, false
	}
	for _, t := range c.terms[r] {
		if strings.HasPrefix(s, t.from) {
			return t, true
		}
	}
	return term{}, false
}

// inside tells whether a word of the site's own begins within s[from:to].
func (c *Converter) inside(s string, from, to int) bool {
	if !c.longer {
		return false
	}
	for i, r := range s[from:to] {
		if _, ok := c.term(r, s[from+i:]); ok {
			return true
		}
	}
	return false
}
