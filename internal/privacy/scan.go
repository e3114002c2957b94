package privacy

// scan is one look through a text.
type scan struct {
	text    string
	allowed map[string]bool
	found   []Finding
	num     number
}

// run goes over the bytes and stops only where a character may begin or mean
// something.
func (s *scan) run() {
	text := s.text
	for i := 0; i < len(text); {
		c, size := classes[text[i]], 1
		if b := text[i]; b >= 0x80 {
			if b >= 0xe1 && b < 0xf0 && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80 {
				c, size = classes[uint16(b)<<12|uint16(text[i+1]&0x3f)<<6|uint16(text[i+2]&0x3f)], 3
			} else {
				c, size = classOf(text, i)
			}
		}
		if c&0xc0 == 0 && !c.isDigit() { // nothing, a gap or a letter
			i += size
			continue
		}
		i = s.look(c, i, i+size)
	}
}

// look looks closer at the character at [i, end), and gives where to go on.
func (s *scan) look(c class, i, end int) int {
	if c.isDigit() {
		return s.findNumber(i)
	}
	return end
}
