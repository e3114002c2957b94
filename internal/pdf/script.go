package pdf

import (
	"strings"
	"unicode/utf16"
)

// script tells what the codes of a font mean and how wide they stand.
type script struct {
	long    bool             // codes have two bytes
	known   map[int]string   // what codes mean
	plain   bool             // those that are not known mean what they do in ASCII
	decode  func([]byte) int // how many bytes the next code has; nil for one or two
	read    func([]byte) string
	widths  map[int]float64 // in units of the size
	missing float64         // the width of what has none
}

// glyph is one character as it is drawn.
type glyph struct {
	text  string // empty if nobody knows
	width float64
}

// glyphs takes a string apart.
func (s *script) glyphs(b []byte) []glyph {
	var all []glyph
	for len(b) > 0 {
		n := 1
		if s.long {
			n = 2
		}
		if s.decode != nil {
			n = s.decode(b)
		}
		n = min(n, len(b))
		code := int(b[0])
		if n >= 2 {
			code = at16(b)
		}
		g := glyph{width: s.missing}
		if w, ok := s.widths[code]; ok {
			g.width = w
		}
		text, known := s.known[code]
		switch {
		case known:
			g.text = text
		case s.read != nil:
			g.text = s.read(b[:n])
		case s.plain && code >= ' ' && code < 0x7f:
			g.text = string(rune(code))
		}
		all = append(all, g)
		b = b[n:]
	}
	return all
}

// script reads how a font is written; nil for what is no font.
func (r *teller) script(v any) *script {
	if s, ok := r.scripts[v]; ok && isRef(v) {
		return s
	}
	font := r.d.dict(v)
	if font == nil {
		return nil
	}
	s := &script{known: map[int]string{}, widths: map[int]float64{}}
	if r.d.get(font["Subtype"]) == name("Type0") {
		r.composite(s, font)
	} else {
		r.simple(s, font)
	}
	if table, ok := r.d.get(font["ToUnicode"]).(*stream); ok {
		s.learn(r.d.inflate(table))
	}
	if isRef(v) {
		r.scripts[v] = s
	}
	return s
}

func isRef(v any) bool {
	_, ok := v.(ref)
	return ok
}

// composite reads a font of many characters, as Chinese ones are.
func (r *teller) composite(s *script, font dict) {
	s.long, s.missing = true, 1
	encoding, _ := r.d.get(font["Encoding"]).(name)
	switch e := string(encoding); {
	case strings.HasPrefix(e, "UniGB-U"), strings.HasPrefix(e, "UniCNS-U"), strings.HasPrefix(e, "UniJIS-U"):
		s.read = utf16Text
		s.decode = func(b []byte) int {
			if len(b) >= 4 && strings.Contains(e, "UTF16") && utf16.IsSurrogate(rune(at16(b))) {
				return 4
			}
			return 2
		}
	case strings.HasPrefix(e, "GB"):
		s.read = r.gbk
		s.decode = func(b []byte) int {
			if b[0] < 0x80 {
				return 1
			}
			return 2
		}
	}
	list, _ := r.d.get(font["DescendantFonts"]).(array)
	if len(list) == 0 {
		return
	}
	below := r.d.dict(list[0])
	if below["DW"] != nil {
		s.missing = r.d.float(below["DW"]) / 1000
	}
	widths, _ := r.d.get(below["W"]).(array)
	for k := 0; k+1 < len(widths); {
		first := int(r.d.float(widths[k]))
		if each, ok := r.d.get(widths[k+1]).(array); ok {
			for n, w := range each {
				s.widths[first+n] = r.d.float(w) / 1000
			}
			k += 2
			continue
		}
		if k+2 >= len(widths) {
			return
		}
		last, w := int(r.d.float(widths[k+1])), r.d.float(widths[k+2])/1000
		for n := first; n <= min(last, 0xffff); n++ {
			s.widths[n] = w
		}
		k += 3
	}
}

// simple reads a font of up to 256 characters.
func (r *teller) simple(s *script, font dict) {
	unit := 1.0 / 1000
	if list, _ := r.d.get(font["FontMatrix"]).(array); len(list) == 6 { // of Type 3
		unit = r.d.float(list[0])
	}
	first := int(r.d.float(font["FirstChar"]))
	widths, _ := r.d.get(font["Widths"]).(array)
	s.missing = 500 * unit
	for k, w := range widths {
		s.widths[first+k] = r.d.float(w) * unit
	}
	symbols := int(r.d.float(r.d.dict(font["FontDescriptor"])["Flags"]))&4 != 0
	switch e := r.d.get(font["Encoding"]).(type) {
	case name:
		s.plain = true
	case dict:
		s.plain = !symbols && r.d.get(font["Subtype"]) != name("Type3") || e["BaseEncoding"] != nil
		list, _ := r.d.get(e["Differences"]).(array)
		at := 0
		for _, v := range list {
			switch v := r.d.get(v).(type) {
			case word:
				at = int(r.d.float(v))
			case name:
				if text := meaning(string(v)); text != "" {
					s.known[at] = text
				}
				at++
			}
		}
	default:
		s.plain = !symbols && r.d.get(font["Subtype"]) != name("Type3")
	}
}

// meaning is what a glyph means by its name; empty if the name is the font's
// own.
func meaning(glyph string) string {
	glyph, _, _ = strings.Cut(glyph, ".")
	if c := hexCode(glyph); c != 0 {
		return string(c)
	}
	if len(glyph) == 1 {
		return glyph
	}
	return glyphNames[glyph]
}

// glyphNames are the names of what is neither a letter nor unicode's number.
var glyphNames = map[string]string{
	"space": " ", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "at": "@", "period": ".", "comma": ",", "hyphen": "-", "minus": "-", "underscore": "_",
	"slash": "/", "colon": ":", "semicolon": ";", "plus": "+", "parenleft": "(", "parenright": ")", "asterisk": "*",
	"numbersign": "#", "percent": "%", "equal": "=", "ampersand": "&", "exclam": "!", "question": "?", "quotesingle": "'",
	"quotedbl": "\"", "bracketleft": "[", "bracketright": "]", "less": "<", "greater": ">", "endash": "–", "emdash": "—",
	"bullet": "•", "periodcentered": "·", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”",
}

// learn reads the table of a font that says what its codes mean.
func (s *script) learn(table []byte) {
	in := &parser{text: table}
	var args []any
	for {
		op, ok := operator(in, &args)
		if !ok {
			return
		}
		switch op {
		case "begincodespacerange", "beginbfchar", "beginbfrange":
			args = args[:0]
		case "endcodespacerange":
			if len(args) > 0 {
				q, _ := args[0].(quoted)
				s.long = len(plain(q)) >= 2
			}
		case "endbfchar":
			for k := 0; k+1 < len(args); k += 2 {
				to, _ := args[k+1].(quoted)
				s.known[codeOf(args[k])] = utf16Text(plain(to))
			}
		case "endbfrange":
			for k := 0; k+2 < len(args); k += 3 {
				s.learnRange(codeOf(args[k]), codeOf(args[k+1]), args[k+2])
			}
		}
	}
}

func (s *script) learnRange(first, last int, to any) {
	last = min(last, first+0xffff, 0xffff)
	switch to := to.(type) {
	case array:
		for n, v := range to {
			if q, ok := v.(quoted); ok && first+n <= last {
				s.known[first+n] = utf16Text(plain(q))
			}
		}
	case quoted:
		b := plain(to)
		if len(b) == 0 {
			return
		}
		text := []rune(utf16Text(b))
		for n := first; n <= last && len(text) > 0; n++ {
			s.known[n] = string(text)
			text[len(text)-1]++
		}
	}
}

func codeOf(v any) int {
	q, _ := v.(quoted)
	n := 0
	for _, b := range plain(q) {
		n = n<<8 | int(b)
	}
	return n & 0xffff
}

// utf16Text reads characters of two bytes each, the larger first.
func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	units := make([]uint16, 0, len(b)/2)
	for k := 0; k+1 < len(b); k += 2 {
		units = append(units, uint16(at16(b[k:])))
	}
	return string(utf16.Decode(units))
}
