package privacy

import (
	"strings"
	"unicode/utf8"
)

// email finds an address of e-mail around the @ at [i, end). Those of public
// bodies are nobody's.
func (s *scan) email(i, end int) int {
	start := i
	for start > 0 {
		c, size := classBefore(s.text, start)
		if c != letter && !c.isDigit() && c != point && c != hyphen && s.text[start-size] != '_' && s.text[start-size] != '+' || size > 1 && c == 0 {
			break
		}
		start -= size
	}
	to, dots := end, 0
	last := end
	for to < len(s.text) {
		c, size := classOf(s.text, to)
		if c == point {
			dots++
		} else if c != letter && !c.isDigit() && c != hyphen {
			break
		} else if dots > 0 && c != hyphen {
			last = to + size
		}
		to += size
	}
	name := plainText(s.text[start:i])
	if name == "" || dots == 0 || last == end || strings.HasSuffix(plainText(s.text[end:last]), "govcn") {
		return end
	}
	s.add(Email, start, last, hidden, false)
	return last
}

func plainText(text string) string {
	var room [64]byte
	return string(plain(room[:0], text))
}

// publicNames follow 微信 where it is no person's.
var chatWords = []string{"微信号", "微信", "V信", "v信", "wechat", "WeChat", "Wechat", "VX", "vx", "Vx", "wx", "WX", "扣扣", "QQ", "qq", "Qq"}

// chat finds a name for WeChat or QQ behind the word for it, which begins at
// i.
func (s *scan) chat(i, end int) int {
	word := ""
	for _, w := range chatWords {
		if strings.HasPrefix(s.text[i:], w) {
			word = w
			break
		}
	}
	if word == "" || i > 0 && s.text[i] < utf8.RuneSelf && classAtBefore(s.text, i) == letter {
		return end
	}
	at := i + len(word)
	told := strings.HasSuffix(word, "号")
	for range 4 { // 号码是：
		next := at
		for _, w := range [...]string{"号码", "号", "ID", "id", "是", "为", "：", ":", "＝", " ", "　", "（", "("} {
			if strings.HasPrefix(s.text[at:], w) {
				next, told = at+len(w), true
				break
			}
		}
		if next == at {
			break
		}
		at = next
	}
	to, digits, marks := s.chatName(at)
	n := to - at
	numeric := digits == n
	qq := strings.EqualFold(word, "qq") || word == "扣扣"
	switch {
	case numeric && (!qq || n < 5 || n > 11):
		return end
	case !numeric && (n < 6 || n > 30 || classAt(s.text, at) != letter || digits+marks == 0 && !(told && word != "微信")):
		return end
	}
	s.add(WeChat, at, to, hidden, false)
	return to
}

func classAtBefore(s string, i int) class {
	c, _ := classBefore(s, i)
	return c
}

// chatName gives where a name of letters, digits, _ and - ends.
func (s *scan) chatName(i int) (end, digits, marks int) {
	for end = i; end < len(s.text); end++ {
		switch c := s.text[end]; {
		case c-'0' <= 9:
			digits++
		case c == '_', c == '-':
			marks++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		default:
			return end, digits, marks
		}
	}
	return end, digits, marks
}

// plate finds a number plate at the province's character [i, end): 苏A12345,
// 苏A·12345, and the longer ones of new-energy cars. Those of the police are
// nobody's.
func (s *scan) plate(i, end int) int {
	if end >= len(s.text) {
		return end
	}
	c, size := classOf(s.text, end)
	if c != letter {
		return end
	}
	at := end + size
	at = skip(s.text, at, " ·•・-.")
	to, n, digits := at, 0, 0
	for to < len(s.text) {
		c, size := classOf(s.text, to)
		if c == letter {
			if l := narrow(first(s.text[to:])); l == 'i' || l == 'o' {
				return end
			}
		} else if r := first(s.text[to:]); r-'0' > 9 && (r < '０' || r > '９') || r < '0' {
			break
		} else {
			digits++
		}
		to += size
		n++
	}
	rest := s.text[to:]
	for _, w := range [...]string{"学", "挂", "港", "澳", "领", "使"} {
		if n == 4 && strings.HasPrefix(rest, w) {
			n, to = 5, to+len(w)
		}
	}
	if n != 5 && n != 6 || digits < 3 || digits < n-2 {
		return end
	}
	s.add(Plate, i, to, s.text[i:end]+"*****", false)
	return to
}
