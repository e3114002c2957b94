package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	opening = "“‘（《〈「『【〔([{"
	closing = "”’）》〉」』】〕)]}，。、；：！？…—·,.;:!?%℃°"
	counted = "年月日时分秒点度元岁个号幢楼层户人次份米斤周天位" // stays with the number before it
)

// Lines breaks a paragraph into lines of so many em, the first of them shorter
// by indent. No line begins with a closing mark or ends with an opening one;
// numbers, with what they count, and words stay whole where a line holds them.
// Upright text has every character one em wide.
func Lines(s string, width, indent float64, upright bool) []string {
	var lines []string
	each(s, width, indent, upright, func(line string) { lines = append(lines, line) })
	return lines
}

// Count is how many lines a paragraph has, as Lines breaks it.
func Count(s string, width, indent float64) int {
	n := 0
	each(s, width, indent, false, func(string) { n++ })
	return n
}

// each gives the lines of a paragraph, which are pieces of it.
func each(s string, width, indent float64, upright bool, take func(line string)) {
	em := func(s string) float64 {
		if upright {
			return float64(utf8.RuneCountInString(s))
		}
		return Em(s)
	}
	from, used := -1, indent // where the line begins; -1: it is empty
	flush := func(to int) {
		if from >= 0 {
			if line := strings.TrimSpace(s[from:to]); line != "" {
				take(line)
				indent = 0
			}
		}
		from, used = -1, indent
	}
	for at := 0; at < len(s); {
		if n := together(s[at:], int(width+1e-9-used)); n > 0 {
			if from < 0 {
				from = at
			}
			used += float64(n)
			at += n * len("字")
			continue
		}
		end := unit(s, at)
		w := em(s[at:end])
		if used+w > width+1e-9 && from >= 0 {
			flush(at)
		}
		if from < 0 && strings.TrimSpace(s[at:end]) == "" {
			at = end
			continue
		}
		for used+w > width+1e-9 && at < end { // longer than a line: it is parted anywhere
			n := 0
			for i, r := range s[at:end] {
				size := utf8.RuneLen(r)
				if r == utf8.RuneError {
					_, size = utf8.DecodeRuneInString(s[at+i:])
				}
				v := em(s[at+i : at+i+size])
				if used+v > width+1e-9 && i > 0 {
					break
				}
				used += v
				n = i + size
			}
			from = at
			if at += n; at == end {
				break
			}
			flush(at)
			w = em(s[at:end])
		}
		if at < end {
			used += w
			if from < 0 {
				from = at
			}
		}
		at = end
	}
	flush(len(s))
}

// unit is where the piece of a text ends that begins at a place: a line may end
// there, and nowhere before.
func unit(s string, at int) int {
	next := func() (rune, int) { return utf8.DecodeRuneInString(s[at:]) }
	r, n := next()
	if unicode.IsSpace(r) {
		return at + n
	}
	for at < len(s) {
		r, n := next()
		if !strings.ContainsRune(opening, r) {
			break
		}
		at += n
	}
	if r, n := next(); n > 0 && wordy(r) {
		digits, before := true, rune(0)
		for at < len(s) {
			r, n := next()
			if !wordy(r) {
				after, _ := utf8.DecodeRuneInString(s[at+n:])
				if !strings.ContainsRune(".:/-'", r) || !wordy(before) || !wordy(after) {
					break
				}
			}
			digits = digits && !unicode.IsLetter(r)
			before = r
			at += n
		}
		if r, n := next(); digits && n > 0 && strings.ContainsRune(counted, r) {
			at += n
		}
	} else {
		at += n
	}
	for at < len(s) {
		r, n := next()
		if !strings.ContainsRune(closing, r) {
			break
		}
		at += n
	}
	return at
}

// together is how many ideographs a text begins with that another follows, at
// most so many: most of a text, and soon told, since a line may end behind each.
func together(s string, most int) int {
	r, size := utf8.DecodeRuneInString(s)
	for n := 0; ; n++ {
		if n >= most || !han(r) {
			return n
		}
		s = s[size:]
		if r, size = utf8.DecodeRuneInString(s); !han(r) {
			return n
		}
	}
}

// han tells whether a character is one of the unified ideographs that nearly
// every text is written in.
func han(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// wordy tells whether a character belongs to a word or a number.
func wordy(r rune) bool { return r < 0x300 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
