package markdown

import "unicode"

// wide reports characters that are set without spaces between words: Han,
// kana, bopomofo, and everything full-width.
func wide(r rune) bool {
	switch {
	case r < 0x2e80:
		return false
	case r <= 0x312f, // radicals, 、。「」, kana, bopomofo
		r >= 0x3190 && r <= 0xa4cf, // Han, Yi
		r >= 0xf900 && r <= 0xfaff, // compatibility Han
		r >= 0xfe10 && r <= 0xfe1f, // vertical forms
		r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff01 && r <= 0xff9f, // full-width Latin and punctuation, half-width kana
		r >= 0xffe0 && r <= 0xffe6,
		r >= 0x1b000 && r <= 0x1b2ff, // more kana
		r >= 0x20000 && r <= 0x3ffff: // more Han
		return true
	}
	return false
}

func hangul(r rune) bool {
	return r >= 0x1100 && r <= 0x11ff || r >= 0x3130 && r <= 0x318f ||
		r >= 0xa960 && r <= 0xa97f || r >= 0xac00 && r <= 0xd7ff
}

func cjk(r rune) bool { return wide(r) || hangul(r) }

func han(r rune) bool { return r >= 0x2e80 && (r == '〇' || unicode.Is(unicode.Han, r)) }

// neutral reports marks that take their side from their neighbours: “ ” … —
// are written in Chinese and in English.
func neutral(r rune) bool {
	switch {
	case r == ' ', r == '\t', r == 0xb7, r == 0x200d,
		r >= 0x2010 && r <= 0x2027,
		r >= 0xfe00 && r <= 0xfe0f: // variation selectors
		return true
	}
	return r >= 0x300 && unicode.Is(unicode.Mn, r)
}

func asciiAlnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func kana(r rune) bool { return r >= 0x3041 && r <= 0x30ff && r != '・' && r != '゠' }

// letter reports letters and digits that form words.
func letter(r rune) bool {
	if r < 0x80 {
		return asciiAlnum(byte(r))
	}
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r)) && !han(r) && !kana(r)
}
