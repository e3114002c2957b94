package measure

import (
	"strings"
	"unicode"
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
	em := Em
	if upright {
		em = func(s string) float64 { return float64(len([]rune(s))) }
	}
	var lines []string
	var line strings.Builder
	used := indent
	flush := func() {
		if text := strings.TrimSpace(line.String()); text != "" {
			lines = append(lines, text)
			indent = 0
		}
		line.Reset()
		used = indent
	}
	for _, u := range units(s) {
		w := em(u)
		if used+w > width+1e-9 && line.Len() > 0 {
			flush()
		}
		if line.Len() == 0 && strings.TrimSpace(u) == "" {
			continue
		}
		for used+w > width+1e-9 && len(u) > 0 { // longer than a line: it is parted anywhere
			n := 0
			for i, r := range u {
				if v := em(string(r)); used+v > width+1e-9 && (i > 0 || line.Len() > 0) {
					break
				} else {
					used += v
					n = i + len(string(r))
				}
			}
			line.WriteString(u[:n])
			if u = u[n:]; u == "" {
				w = 0
				break
			}
			flush()
			w = em(u)
		}
		line.WriteString(u)
		used += w
	}
	flush()
	return lines
}

// units are the pieces of a text between which a line may end.
func units(s string) []string {
	var all []string
	runes := []rune(s)
	for i := 0; i < len(runes); {
		from := i
		if unicode.IsSpace(runes[i]) {
			i++
			all = append(all, string(runes[from:i]))
			continue
		}
		for i < len(runes) && strings.ContainsRune(opening, runes[i]) {
			i++
		}
		switch {
		case i >= len(runes):
		case wordy(runes[i]):
			digits := true
			for i < len(runes) && (wordy(runes[i]) || joins(runes, i)) {
				digits = digits && !unicode.IsLetter(runes[i])
				i++
			}
			if digits && i < len(runes) && strings.ContainsRune(counted, runes[i]) {
				i++
			}
		default:
			i++
		}
		for i < len(runes) && strings.ContainsRune(closing, runes[i]) {
			i++
		}
		all = append(all, string(runes[from:i]))
	}
	return all
}

// wordy tells whether a character belongs to a word or a number.
func wordy(r rune) bool { return r < 0x300 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// joins tells whether a mark stands inside a word or number: 9:30, 0523-0600.
func joins(runes []rune, i int) bool {
	return i > 0 && i+1 < len(runes) && strings.ContainsRune(".:/-'", runes[i]) && wordy(runes[i-1]) && wordy(runes[i+1])
}
