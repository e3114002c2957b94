// Package proof reads texts as a proofreader does: what dates, weekdays, lunar
// days and telephone numbers a text names, and whether they can be right. It
// knows nothing of files and items; it is given a text and, for dates without
// a year, the years that may be meant.
//
// What it finds are places in the text, in bytes. It keeps quiet where a
// reader might shrug: a false alarm costs more than a mistake that is missed.
package proof

import "unicode/utf8"

// Narrow makes full-width ASCII (２０２６：〔＃) what it is on a keyboard, and
// leaves all else.
func Narrow(text string) string {
	wide := false
	for _, r := range text {
		if isWide(r) {
			wide = true
			break
		}
	}
	if !wide {
		return text
	}
	b := make([]byte, 0, len(text))
	for _, r := range text {
		if isWide(r) {
			r -= '！' - '!'
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

func isWide(r rune) bool { return r >= '！' && r <= '～' }
