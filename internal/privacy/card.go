package privacy

// card finds a bank card or account: 16 to 19 digits beside a word for one,
// or 62… with the right check digit (Luhn) anywhere.
func (s *scan) card() (next int, ok bool) {
	num := &s.num
	for size := min(19, num.n()); size >= 16; size-- {
		if !num.ends(size) {
			continue
		}
		start, end := num.from(0), num.to(size-1)
		cue := s.cardCue()
		union := num.digit(0) == '6' && num.digit(1) == '2'
		valid := luhn(num.text(0, size)) && (union || size == 16 && num.digit(0) >= '3' && num.digit(0) <= '6')
		if !cue && (!valid || !s.cardShape(size)) || s.lettered(start, end) || s.inAddress(start) || s.sum(end) || s.decimal(start, end) {
			continue
		}
		if around(s.text, start, end).thing(cardWords) {
			continue
		}
		d := num.text(0, size)
		s.add(BankCard, start, end, "****"+string(d[size-4:]), cue || union)
		return end, true
	}
	return 0, false
}

// cardCue tells whether a word for a card or an account stands before the run
// of digits.
func (s *scan) cardCue() bool {
	num := &s.num
	if num.cue == 0 {
		num.cue = -1
		if says(around(s.text, num.start[0], num.start[0]).before, cardWords) {
			num.cue = 1
		}
	}
	return num.cue > 0
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
