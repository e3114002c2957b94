package privacy

import (
	"strings"
	"unicode/utf8"
)

// scan is one look through a text.
type scan struct {
	text    string
	allowed map[string]bool
	found   []Finding
	num     number
	reached int // where the last number found ends

	sentence extent  // the last in which a cue stood
	named    []named // the names found
	namesTo  int     // up to where names were looked for
	tableTo  int     // up to where tables were looked at
}

// run goes over the bytes and stops only where a character may begin or mean
// something.
func (s *scan) run() {
	text := s.text
	for i := 0; i < len(text); {
		b := text[i]
		if b < 0x80 {
			if wake[b] == 0 {
				i++
				continue
			}
			i = s.look(rune(b), i, i+1)
			continue
		}
		var r rune
		size := 3
		if b > 0xe0 && b < 0xf0 && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80 {
			r = rune(b&0xf)<<12 | rune(text[i+1]&0x3f)<<6 | rune(text[i+2]&0x3f)
		} else {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if r < 1<<16 && wake[r] == 0 {
			i += size
			continue
		}
		i = s.look(r, i, i+size)
	}
}

// look looks closer at the character at [i, end), and gives where to go on.
func (s *scan) look(r rune, i, end int) int {
	c := classOfRune(r)
	switch {
	case c.isDigit():
		return s.findNumber(i)
	case c == atSign:
		return s.email(i, end)
	case r >= 1<<16:
		return end
	}
	t := traits[r]
	if t&cueMark != 0 {
		s.cueAt(r, i, end)
	}
	if t&tableMark != 0 && (strings.HasPrefix(s.text[end:], "名") || strings.HasPrefix(s.text[end:], "主") || strings.HasPrefix(s.text[end:], "请人") || strings.HasPrefix(s.text[end:], "生")) {
		s.table(i)
	}
	next := end
	if t&doorMark != 0 {
		next = max(next, s.door(i, end))
	}
	if t&chatMark != 0 {
		next = max(next, s.chat(i, end))
	}
	if t&province != 0 {
		next = max(next, s.plate(i, end))
	}
	return next
}

// wake is 1 where a character may begin or mean something.
var wake = makeWake()

func makeWake() *[1 << 16]uint8 {
	t := new([1 << 16]uint8)
	for r := range t {
		if classes[r].isDigit() || classes[r] == atSign || traits[r]&(tableMark|cueMark|chatMark|doorMark|province) != 0 {
			t[r] = 1
		}
	}
	return t
}
