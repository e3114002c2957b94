package theme

import (
	"html/template"
	"strings"
	"unicode"
)

// Title is a title as HTML. Titles are set so that lines break only where
// there is a <wbr> (word-break: keep-all): where the author put "|", after
// 的, after closing marks and the commas of Chinese, and before an opening
// mark. An author's hint is the better judge: where there is one, nothing is
// added but after punctuation. Numbers with their units stay together by
// themselves. A phrase longer than any line of a phone may break anywhere
// inside, two signs from either end, so that its lines can be made even.
func Title(s string) template.HTML {
	var b strings.Builder
	b.Grow(len(s) + 2*len("<wbr>"))
	hinted := strings.Contains(s, "|")
	runes := []rune(s)
	begin, end := 0, 0 // the phrase that i is in
	for i, r := range runes {
		if i >= end && !hinted {
			begin, end = i, phraseEnd(runes, i)
		}
		if r == '|' {
			b.WriteString("<wbr>")
			continue
		}
		if !hinted && i > 0 && mark("“‘《〈「『【", r) && closesNothing(runes[i-1]) {
			b.WriteString("<wbr>")
		}
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&#34;")
		default:
			b.WriteRune(r)
		}
		if i+1 < len(runes) && runes[i+1] != '|' && (mayBreakAfter(runes, i, hinted) || end-begin > longPhrase && mayPart(runes, begin, i, end)) {
			b.WriteString("<wbr>")
		}
	}
	return template.HTML(b.String())
}

// longPhrase is more than a row of the list holds on a phone.
const longPhrase = 15

// phraseEnd is where the phrase that begins at i ends.
func phraseEnd(runes []rune, i int) int {
	for ; i+1 < len(runes); i++ {
		if mayBreakAfter(runes, i, false) || mark("“‘《〈「『【", runes[i+1]) {
			return i + 1
		}
	}
	return len(runes)
}

// mayPart tells whether a long phrase may break after i: between two Han, and
// not so that one or two are left alone.
func mayPart(runes []rune, begin, i, end int) bool {
	return i-begin >= 2 && end-i > 3 && unicode.Is(unicode.Han, runes[i]) && unicode.Is(unicode.Han, runes[i+1])
}

// closesNothing tells whether a phrase may end with r: not an opening mark.
func closesNothing(r rune) bool {
	return r != '|' && !mark("“‘《〈「『【（(、，：；", r)
}

func mayBreakAfter(runes []rune, i int, hinted bool) bool {
	r, next := runes[i], runes[i+1]
	// 的 and its like lean on what stands before them.
	if next == '的' || next == '了' || next == '等' || mark("，。、；：！？”’》〉」』】）)…—·,.", next) {
		return false
	}
	if mark("，。；：！？、", r) {
		return true
	}
	if hinted {
		return false
	}
	switch {
	case mark("”’》〉」』】）", r):
		return true
	case r == '的':
		// Two signs before and two after, or the break helps nobody.
		return i >= 2 && i+2 < len(runes) && unicode.Is(unicode.Han, next)
	}
	return false
}

// mark tells whether a sign is one of these marks. Most signs are Han.
func mark(marks string, r rune) bool {
	return (r < 0x4e00 || r > 0x9fff) && strings.ContainsRune(marks, r)
}

// Plain is a title without the author's hints for breaking.
func Plain(s string) string { return strings.ReplaceAll(s, "|", "") }
