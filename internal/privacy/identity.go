package privacy

// provinces are the first two digits that an identity number may have (GB/T
// 2260), 81 to 83 for residents from Hong Kong, Macau and Taiwan.
const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 "

func isProvince(a, b byte) bool {
	for i := 1; i+1 < len(provinces); i += 3 {
		if provinces[i] == a && provinces[i+1] == b {
			return true
		}
	}
	return false
}

// identity finds an identity number (GB 11643-1999) of 18 digits, the older
// one of 15, and the number of a disability certificate, which is the first
// with two digits behind it.
func (s *scan) identity() (next int, ok bool) {
	num := &s.num
	if num.n() < 15 || !isProvince(num.digit(0), num.digit(1)) {
		return 0, false
	}
	if end, valid, found := s.identity18(); found {
		w := around(s.text, num.from(0), end)
		cue := says(w.before, identityWords)
		switch {
		case s.lettered(num.from(0), end), s.inAddress(num.from(0)), !valid && !cue:
			return 0, false
		}
		s.add(IDNumber, num.from(0), end, hidden, valid && (cue || !w.thing(identityWords)))
		return end, true
	}
	if num.ends(20) && num.gap(18) == 0 && birthday(num.text(6, 14)) && checkDigit(num.text(0, 17)) == num.digit(17) &&
		num.digit(18) >= '1' && num.digit(18) <= '7' && num.digit(19) >= '1' && num.digit(19) <= '4' {
		s.add(IDNumber, num.from(0), num.to(19), hidden, true)
		return num.to(19), true
	}
	return s.identity15()
}

// identity18 finds where an identity number of 18 digits ends, and tells
// whether its check digit is right.
func (s *scan) identity18() (end int, valid, found bool) {
	num := &s.num
	if num.n() < 17 || !birthday(num.text(6, 14)) {
		return 0, false, false
	}
	want := checkDigit(num.text(0, 17))
	if num.n() >= 18 && num.ends(18) {
		return num.to(17), num.digit(17) == want, true
	}
	if num.n() == 17 && !num.open {
		if end, ok := s.letterX(num.to(16)); ok {
			return end, want == 'X', true
		}
	}
	return 0, false, false
}

// letterX gives where the X ends that stands at i or behind gaps.
func (s *scan) letterX(i int) (end int, ok bool) {
	for range mostGap {
		if i >= len(s.text) {
			break
		}
		c, size := classOf(s.text, i)
		if c == letter {
			r := []rune(s.text[i : i+size])[0]
			return i + size, narrow(r) == 'x'
		}
		if !c.isGap() {
			break
		}
		i += size
	}
	return 0, false
}

// identity15 finds the older identity number, which has no check digit: the
// day of birth is of the twentieth century.
func (s *scan) identity15() (next int, ok bool) {
	num := &s.num
	if !num.ends(15) {
		return 0, false
	}
	day := [8]byte{'1', '9'}
	copy(day[2:], num.text(6, 12))
	if !birthday(day[:]) {
		return 0, false
	}
	start, end := num.from(0), num.to(14)
	w := around(s.text, start, end)
	if w.thing(identityWords) || s.lettered(start, end) || s.inAddress(start) {
		return 0, false
	}
	var room [mostDigits]byte
	if shape, kind := num.shape(0, 15, room[:0]); kind != 0 && string(shape) != "663" && string(shape) != "69" && !says(w.before, identityWords) {
		return 0, false
	}
	s.add(IDNumber, start, end, hidden, true)
	return end, true
}

// checkDigit is that of ISO 7064 MOD 11-2 for the first 17 digits.
func checkDigit(digits []byte) byte {
	sum := 0
	for _, c := range digits {
		sum = (sum + int(c-'0')) * 2 % 11
	}
	return "10X98765432"[sum%11]
}

// birthday tells whether eight digits are a day on which somebody may have
// been born.
func birthday(d []byte) bool {
	number := func(d []byte) (n int) {
		for _, c := range d {
			n = n*10 + int(c-'0')
		}
		return n
	}
	year, month, day := number(d[:4]), number(d[4:6]), number(d[6:8])
	if year < 1890 || year > 2060 || month < 1 || month > 12 || day < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		days++
	}
	return day <= days
}
