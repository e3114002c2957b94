package privacy

import (
	"unicode"
	"unicode/utf8"
)

// class is what a character may begin or mean. Digits carry their value in
// the lowest four bits.
type class uint8

const (
	digit  class = 0x10 // 0x10 to 0x19
	gap    class = 0x20 // 0x20 to 0x2f: may stand between the digits of one number
	letter class = 0x30 // a Latin letter: no part of a number, and a neighbour that speaks against one
	atSign class = 0x40

	unseen = gap // zero width: as if it were not there
	blank  = gap | 1
	hyphen = gap | 2
	point  = gap | 3
	markup = gap | 4 // * _ ` ~
)

func (c class) isDigit() bool { return c&0xf0 == digit }
func (c class) isGap() bool   { return c&0xf0 == gap }
func (c class) value() byte   { return byte(c&0x0f) + '0' }

// digitRows are the digits in other writings that Unicode does not count as
// decimal digits, each from the value that stands first.
var digitRows = []struct {
	first class
	row   string
}{
	{0, "〇一二三四五六七八九"}, {0, "零壹贰叁肆伍陆柒捌玖"}, {0, "○壱貳參肆伍陸柒捌玖"}, {1, "幺弍叄"},
	{0, "⓪①②③④⑤⑥⑦⑧⑨"}, {0, "⓿❶❷❸❹❺❻❼❽❾"}, {1, "➀➁➂➃➄➅➆➇➈"}, {1, "➊➋➌➍➎➏➐➑➒"}, {1, "⓵⓶⓷⓸⓹⓺⓻⓼⓽"},
	{1, "⑴⑵⑶⑷⑸⑹⑺⑻⑼"}, {0, "🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"}, {1, "㊀㊁㊂㊃㊄㊅㊆㊇㊈"}, {1, "㈠㈡㈢㈣㈤㈥㈦㈧㈨"},
	{0, "⁰¹²³⁴⁵⁶⁷⁸⁹"}, {0, "₀₁₂₃₄₅₆₇₈₉"},
}

var gapRows = []struct {
	kind class
	row  string
}{
	{unseen, "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\u20e3"},
	{blank, " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"},
	{hyphen, "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63\ufe58"},
	{point, ".·•・‧∙．｡⋅"},
	{markup, "*_`~＿＊"},
}

// classes is what each character of the basic plane is.
var classes = makeClasses()

func makeClasses() *[1 << 16]class {
	t := new([1 << 16]class)
	for _, g := range gapRows {
		for _, r := range g.row {
			t[r] = g.kind
		}
	}
	for _, r16 := range unicode.Nd.R16 {
		for r := int(r16.Lo); r <= int(r16.Hi); r++ {
			t[r] = digit | class((r-int(r16.Lo))%10)
		}
	}
	for _, d := range digitRows {
		v := d.first
		for _, r := range d.row {
			if r < 1<<16 {
				t[r] = digit | v
			}
			v++
		}
	}
	for r := 'a'; r <= 'z'; r++ {
		t[r], t[r-'a'+'A'], t[r-'a'+'ａ'], t[r-'a'+'Ａ'] = letter, letter, letter, letter
	}
	t['@'], t['＠'] = atSign, atSign
	return t
}

// classOf tells what the character at i is, and how long it is in bytes.
func classOf(s string, i int) (class, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return classes[c], 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return classOfRune(r), size
}

// classBefore is classOf for the character that ends at i.
func classBefore(s string, i int) (class, int) {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	return classOfRune(r), size
}

func classOfRune(r rune) class {
	if r < 1<<16 {
		return classes[r]
	}
	for _, row := range unicode.Nd.R32 {
		if r < rune(row.Lo) {
			break
		}
		if r <= rune(row.Hi) {
			return digit | class((r-rune(row.Lo))%10)
		}
	}
	return 0
}

// plain appends what a text says without regard to how it is written: digits
// as ASCII, letters small and narrow, nothing of what may stand between digits.
func plain(dst []byte, s string) []byte {
	for _, r := range s {
		switch c := classOfRune(r); {
		case c.isDigit():
			dst = append(dst, c.value())
		case c == letter:
			dst = append(dst, narrow(r))
		case c.isGap(), r == '+', r == '＋', r == '(', r == ')', r == '（', r == '）':
		case c == atSign:
			dst = append(dst, '@')
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// narrow gives a Latin letter small and of ordinary width.
func narrow(r rune) byte {
	if r >= 'Ａ' {
		r -= 'Ａ' - 'A'
	}
	return byte(r) | 0x20
}
