package search

import (
	"strings"
	"unicode/utf16"
)

// Fold makes a text as it is compared: half width, small letters, Simplified by
// the given function (which may be nil), without spaces beside signs. What is
// longer than one sign in UTF-16 stays as it is, so that a browser does the same
// sign by sign.
//
//	Fold("ＷｉＦｉ 開放：１１ 月", hant.Fold) // wifi开放:11月
func Fold(text string, simple func(rune) rune) string {
	return string(utf16.Decode(foldUnits(nil, text, simple)))
}

// foldUnits appends a folded text to dst.
func foldUnits(dst []uint16, text string, simple func(rune) rune) []uint16 {
	gap := false // spaces wait for what follows them
	for _, r := range text {
		if r >= 0x3400 && r < 0xd800 && simple == nil { // most are
			gap = false
			dst = append(dst, uint16(r))
			continue
		}
		r = plain(r)
		switch {
		case r == ' ':
			gap = true
			continue
		case unseen(r):
			continue
		case r > 0x7f && simple != nil:
			if s := simple(r); s <= 0xffff && r <= 0xffff {
				r = s
			}
		}
		if gap {
			gap = false
			if n := len(dst); n > 0 && dst[n-1] != '\n' && r != '\n' && !isSign(dst[n-1]) && !isSign(firstUnit(r)) {
				dst = append(dst, ' ')
			}
		}
		dst = utf16.AppendRune(dst, r)
	}
	return dst
}

// simplified turns signs into Simplified and leaves all else as it is.
func simplified(text string, simple func(rune) rune) string {
	return strings.Map(func(r rune) rune {
		if r < firstSign || r > 0xffff || unseen(r) {
			return r
		}
		if s := simple(r); s <= 0xffff {
			return s
		}
		return r
	}, text)
}

func firstUnit(r rune) uint16 {
	if r > 0xffff {
		high, _ := utf16.EncodeRune(r)
		return uint16(high)
	}
	return uint16(r)
}

// plain is a sign in half width and small.
func plain(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xff01 - '!'
	}
	switch {
	case r == 0x3000 || r == 0xa0 || r == '\t' || r == '\r':
		return ' '
	case r >= 'A' && r <= 'Z', r >= 0xc0 && r <= 0xde && r != 0xd7, r >= 0x391 && r <= 0x3a9, r >= 0x410 && r <= 0x42f:
		return r + 32
	}
	return r
}

// unseen tells marks that nobody sees.
func unseen(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r == 0x2060 || r == 0xfeff || r >= 0xfe00 && r <= 0xfe0f
}

// firstSign is where signs begin that are words by themselves.
const firstSign = 0x2e80

// isSign tells a sign that is a word by itself, or half of one beyond the basic
// plane: Han, kana, Hangul.
func isSign(u uint16) bool {
	switch {
	case u < firstSign:
		return false
	case u < 0x3000, u == 0x3005, u == 0x3006, u == 0x3007:
		return true
	case u < 0x3041:
		return false
	}
	return u < 0xe000 || u >= 0xf900 && u < 0xfb00
}

// isLetter tells a letter or digit of a word.
func isLetter(u uint16) bool {
	return u >= '0' && u <= '9' || u >= 'a' && u <= 'z' || u >= 0xc0 && u <= 0x24f && u != 0xd7 && u != 0xf7 || u >= 0x370 && u <= 0x52f
}
