package privacy

// card finds a bank card or account: 16 to 19 digits beside a word for one,
// or 62… with the right check digit (Luhn) anywhere.
func (s *scan) card() (next int, ok bool) {
	num := &s.num
	for size := 19; size >= 16; size-- {
		if size > num.n || !num.ends(size) {
			continue
		}
		start, end := num.from[0], num.to[size-1]
		w := around(s.text, start, end)
		cue := says(w.before, cardWords)
		union := num.digit[0] == '6' && num.digit[1] == '2'
		valid := luhn(num.text(0, size)) && (union || size == 16 && num.digit[0] >= '3' && num.digit[0] <= '6')
		if !cue && !valid || s.lettered(start, end) || s.inAddress(start) || s.sum(end) || s.decimal(start, end) || w.thing(cardWords) {
			continue
		}
		if !cue && !s.cardShape(size) {
			continue
		}
		d := num.text(0, size)
		s.add(BankCard, start, end, "****"+string(d[size-4:]), cue || union)
		return end, true
	}
	return 0, false
}

// cardShape tells whether digits are grouped as on a card: not at all, or by
// fours.
func (s *scan) cardShape(size int) bool {
	num := &s.num
	var room [mostDigits]byte
	shape, kind := num.shape(0, size, room[:0])
	if kind == 0 || kind == markup {
		return true
	}
	for _, n := range shape[:len(shape)-1] {
		if n != '4' {
			return false
		}
	}
	return shape[len(shape)-1] <= '4'
}

// luhn tells whether the last digit is the check digit of those before it (ISO
// 7812).
func luhn(digits []byte) bool {
	sum := 0
	for i, c := range digits {
		v := int(c - '0')
		if (len(digits)-i)%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
