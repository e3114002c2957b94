package privacy

import (
	"strings"
	"unicode/utf8"
)

var (
	passportWords = []string{"护照", "passport", "Passport", "PASSPORT"}
	permitWords   = []string{"通行证", "回乡证", "台胞证", "居住证号", "永久居留", "军官证", "士兵证", "军人证", "警官证", "社保卡号", "医保卡号", "社会保障号", "残疾证", "残疾人证"}
)

// document finds the number of a passport or of a permit: letters and seven to
// twelve digits, beside the word for it.
func (s *scan) document() (next int, ok bool) {
	num := &s.num
	to := 1
	for to < num.n() && num.gap(to) == 0 {
		to++
	}
	if to < 7 || to > 12 || !num.ends(to) {
		return 0, false
	}
	start, end := num.from(0), num.to(to-1)
	letters := 0
	for ; start > 0 && letters < 4; letters++ {
		c, size := classBefore(s.text, start)
		if c != letter {
			break
		}
		start -= size
	}
	if s.lettered(start, end) || letters > 3 {
		return 0, false
	}
	before := around(s.text, start, end).before
	passport, permit := lastOf(before, passportWords), lastOf(before, permitWords)
	switch {
	case passport >= 0 && passport > permit && letters >= 1 && letters <= 2 && to <= 8 && strings.ContainsRune("EeGgDdSsPpＥＧ", first(s.text[start:])):
		s.add(Passport, start, end, hidden, true)
	case permit >= 0 && to >= 8 && !says(before[permit:], notPersonal):
		s.add(Permit, start, end, hidden, true)
	default:
		return 0, false
	}
	return end, true
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
