package privacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mobileShapes are how the eleven digits of a mobile are grouped by people.
const mobileShapes = " 344 335 38 74 443 56 53 65 533 3422 362 3332 11111111111 2222221 222221 "

// mobile finds a mobile number: 1[3-9] and nine digits, with 86, 0086 or 0 in
// front.
func (s *scan) mobile() (next int, ok bool) {
	num := &s.num
	at := prefix(num)
	if at < 0 || !num.ends(at+11) {
		return 0, false
	}
	start, end := num.from(0), num.to(at+10)
	if before := s.text[:start]; at > 1 && strings.HasSuffix(before, "+") {
		start--
	} else if strings.HasSuffix(before, "＋") {
		start -= len("＋")
	}
	if !s.mobileShape(at) || s.lettered(start, end) || s.inAddress(start) || s.sum(end) || s.decimal(start, end) {
		return 0, false
	}
	w := around(s.text, start, end)
	if w.thing(phoneWords) {
		return 0, false
	}
	masked := hidden
	if says(w.before, dutyWords) && at == 0 {
		d := num.text(0, 11)
		masked = string(d[:3]) + "****" + string(d[7:])
	}
	s.add(Mobile, start, end, masked, true)
	return end, true
}

// dutyWords are said of people who are there to be called: their numbers may
// be told apart, so part of them stays.
var dutyWords = []string{"值班", "联系人", "网格员", "客服", "经办人", "负责人"}

// domestic cuts what is dialled from abroad or from elsewhere off a mobile.
func domestic(plain []byte) []byte {
	for _, p := range [...]string{"86", "0086", "0"} {
		if rest, found := strings.CutPrefix(string(plain), p); found && len(rest) == 11 && rest[0] == '1' {
			return plain[len(p):]
		}
	}
	return plain
}

// prefix gives at which digit a mobile begins: after a country code, or -1.
func prefix(num *number) int {
	for _, p := range [...]string{"", "86", "0086", "0"} {
		k := len(p)
		if num.n() >= k+11 && string(num.text(0, k)) == p && num.digit(k) == '1' && num.digit(k+1) >= '3' {
			return k
		}
	}
	return -1
}

// mobileShape tells whether the digits are grouped as those of a mobile are,
// and not as those of a longer number of which it would be a part.
func (s *scan) mobileShape(at int) bool {
	num := &s.num
	var room [mostDigits]byte
	shape, kind := num.shape(at, at+11, room[:0])
	if kind == 0 {
		return true
	}
	if kind != markup && !strings.Contains(mobileShapes, " "+string(shape)+" ") {
		return false
	}
	if kind == point && len(shape) < 3 && s.decimalWithin(at) {
		return false
	}
	if kind == blank {
		return true
	}
	before, _ := s.gapBefore(num.from(0))
	return before != kind && (at+11 >= num.n() || num.gap(at+11) != kind)
}

// decimalWithin tells whether eleven digits with one point in them are a decimal,
// as 138.00138000 is. Only a full stop between decimal digits makes one, not a
// dot in the middle, and nobody writes numerals of eleven places so. Behind a
// word for a telephone it is a mobile.
func (s *scan) decimalWithin(at int) bool {
	start, end := s.num.from(0), s.num.to(at+10)
	digits := s.text[start:end]
	return strings.ContainsAny(digits, ".．") && !strings.ContainsFunc(digits, numeral) &&
		!says(around(s.text, start, end).before, phoneWords)
}

// numeral tells whether a character is a digit that no decimal is written with.
func numeral(r rune) bool { return classOfRune(r).isDigit() && !unicode.IsDigit(r) }

// gapBefore tells which gap parts the digit at i from one before it.
func (s *scan) gapBefore(i int) (kind class, parted bool) {
	for range mostGap {
		if i == 0 {
			break
		}
		c, size := classBefore(s.text, i)
		if c.isDigit() {
			return kind, true
		}
		if !c.isGap() {
			break
		}
		kind = max(kind, c)
		i -= size
	}
	return 0, false
}

// sum tells whether a number that ends here is of money or of things.
func (s *scan) sum(end int) bool {
	rest := strings.TrimLeft(s.text[end:min(len(s.text), end+16)], " ")
	for _, unit := range [...]string{"元", "万", "亿", "%", "％", "平方", "千瓦", "吨", "度"} {
		if strings.HasPrefix(rest, unit) {
			return true
		}
	}
	return false
}

// decimal tells whether the digits [start, end) are a part of a decimal.
func (s *scan) decimal(start, end int) bool {
	if end+1 < len(s.text) && s.text[end] == '.' && s.text[end+1]-'0' <= 9 {
		return true
	}
	if start < 2 || s.text[start-1] != '.' || s.text[start-2]-'0' > 9 {
		return false
	}
	k := start - 1
	for k > 0 && s.text[k-1]-'0' <= 9 {
		k--
	}
	// 1.13800138000 at the start of a line is the first in a list.
	return k > 0 && s.text[k-1] != '\n' && !(start-1-k <= 2 && s.text[k-1] == ' ')
}

// lettered tells whether a Latin word with digits in it goes on before or
// after a number, as in codes and hashes.
func (s *scan) lettered(start, end int) bool {
	if end < len(s.text) && classAt(s.text, end) == letter {
		return true
	}
	for letters := 0; start > 0; letters++ {
		c, size := classBefore(s.text, start)
		if c.isDigit() {
			return letters > 0
		}
		if c != letter {
			return letters > 8
		}
		start -= size
	}
	return false
}

// mostAddress is how far back the beginning of a web address is looked for.
const mostAddress = 200

// inAddress tells whether a place is within the path of a web address.
func (s *scan) inAddress(i int) bool {
	head := s.text[max(0, i-mostAddress):i]
	k := strings.LastIndexFunc(head, func(r rune) bool {
		return r <= ' ' || r >= utf8.RuneSelf || strings.ContainsRune(`"'<>()|`, r)
	})
	if k >= 0 {
		_, size := utf8.DecodeRuneInString(head[k:])
		head = head[k+size:]
	}
	return (strings.Contains(head, "://") || strings.HasPrefix(head, "www.") || strings.HasPrefix(head, "/")) && !strings.Contains(head, "?")
}
