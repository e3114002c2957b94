package decode

import (
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"
)

// span is where a key and its value stand, in bytes.
type span struct{ key, keyEnd, value, valueEnd int }

// scan finds where every key and value of a TOML text stands, by path:
// "publicity.days", "entries[3].scores.law", "tags[0]". It is asked only about
// texts that the TOML library has read, so it trusts their form; on anything
// else it stops early and never fails.
func scan(text string) map[string]span {
	s := scanner{text: text, spans: map[string]span{"": {}}, arrays: map[string]int{}}
	s.document()
	return s.spans
}

type scanner struct {
	text   string
	at     int
	spans  map[string]span
	arrays map[string]int // how many tables each array of tables has so far
}

func (s *scanner) document() {
	prefix := ""
	for s.blank(true); s.at < len(s.text); s.blank(true) {
		start := s.at
		if s.text[s.at] == '[' {
			prefix = s.header()
		} else if !s.pair(prefix) {
			return
		}
		if s.at == start {
			return
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the path that keys below it have.
func (s *scanner) header() string {
	start := s.at
	double := strings.HasPrefix(s.text[s.at:], "[[")
	s.at++
	if double {
		s.at++
	}
	keys := s.keys()
	path := ""
	for i, k := range keys {
		path = join(path, k)
		if i < len(keys)-1 || !double {
			if n := s.arrays[path]; n > 0 {
				path = fmt.Sprintf("%s[%d]", path, n-1)
			}
		}
	}
	if double {
		if _, seen := s.spans[path]; !seen {
			s.spans[path] = span{key: start, keyEnd: start}
		}
		n := s.arrays[path]
		s.arrays[path] = n + 1
		path = fmt.Sprintf("%s[%d]", path, n)
	}
	for s.at < len(s.text) && s.text[s.at] == ']' {
		s.at++
	}
	s.spans[path] = span{key: start, keyEnd: s.at}
	return path
}

// pair reads key = value.
func (s *scanner) pair(prefix string) bool {
	start := s.at
	keys := s.keys()
	if len(keys) == 0 {
		return false
	}
	end := s.at
	s.blank(false)
	if s.at >= len(s.text) || s.text[s.at] != '=' {
		return false
	}
	s.at++
	s.blank(false)
	path := prefix
	for _, k := range keys {
		path = join(path, k)
		if _, seen := s.spans[path]; !seen {
			s.spans[path] = span{key: start, keyEnd: end}
		}
	}
	from := s.at
	s.value(path)
	s.spans[path] = span{key: start, keyEnd: end, value: from, valueEnd: s.at}
	return true
}

// keys reads a dotted key.
func (s *scanner) keys() []string {
	var keys []string
	for s.blank(false); s.at < len(s.text); s.blank(false) {
		switch c := s.text[s.at]; {
		case c == '"' || c == '\'':
			from := s.at
			s.quoted()
			keys = append(keys, unquote(s.text[from:s.at]))
		case bareKey(c):
			from := s.at
			for s.at < len(s.text) && bareKey(s.text[s.at]) {
				s.at++
			}
			keys = append(keys, s.text[from:s.at])
		default:
			return keys
		}
		end := s.at
		s.blank(false)
		if s.at >= len(s.text) || s.text[s.at] != '.' {
			s.at = end
			return keys
		}
		s.at++
	}
	return keys
}

// unquote is the key that a quoted one stands for.
func unquote(quoted string) string {
	if len(quoted) < 2 {
		return ""
	}
	if quoted[0] == '"' && strings.Contains(quoted, `\`) {
		var key struct{ K string }
		if _, err := toml.Decode("K = "+quoted, &key); err == nil {
			return key.K
		}
	}
	return quoted[1 : len(quoted)-1]
}

func bareKey(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// value passes over one value and notes what is inside it.
func (s *scanner) value(path string) {
	if s.at >= len(s.text) {
		return
	}
	switch s.text[s.at] {
	case '"', '\'':
		s.quoted()
	case '[':
		s.at++
		for i := 0; ; i++ {
			s.blank(true)
			if s.at >= len(s.text) || s.text[s.at] == ']' {
				break
			}
			element := fmt.Sprintf("%s[%d]", path, i)
			from := s.at
			s.value(element)
			s.spans[element] = span{key: from, keyEnd: s.at, value: from, valueEnd: s.at}
			s.blank(true)
			if s.at < len(s.text) && s.text[s.at] == ',' {
				s.at++
			} else if s.at == from {
				return
			}
		}
		s.at = min(s.at+1, len(s.text))
	case '{':
		s.at++
		for {
			s.blank(true)
			if s.at >= len(s.text) || s.text[s.at] == '}' {
				break
			}
			if !s.pair(path) {
				return
			}
			s.blank(true)
			if s.at < len(s.text) && s.text[s.at] == ',' {
				s.at++
			}
		}
		s.at = min(s.at+1, len(s.text))
	default:
		for s.at < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.at])) {
			s.at++
		}
		for s.at > 0 && (s.text[s.at-1] == ' ' || s.text[s.at-1] == '\t') {
			s.at--
		}
	}
}

// quoted passes over a string of any of the four kinds.
func (s *scanner) quoted() {
	quote := s.text[s.at]
	triple := strings.Repeat(string(quote), 3)
	if strings.HasPrefix(s.text[s.at:], triple) {
		s.at += 3
		for s.at < len(s.text) && !strings.HasPrefix(s.text[s.at:], triple) {
			if s.text[s.at] == '\\' && quote == '"' {
				s.at++
			}
			s.at++
		}
		s.at = min(s.at+3, len(s.text))
		for s.at < len(s.text) && s.text[s.at] == quote {
			s.at++
		}
		return
	}
	for s.at++; s.at < len(s.text) && s.text[s.at] != quote && s.text[s.at] != '\n'; s.at++ {
		if s.text[s.at] == '\\' && quote == '"' {
			s.at++
		}
	}
	s.at = min(s.at+1, len(s.text))
}

// blank passes over spaces; with lines, over line ends and comments as well.
func (s *scanner) blank(lines bool) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == ' ' || c == '\t':
			s.at++
		case lines && (c == '\n' || c == '\r'):
			s.at++
		case lines && c == '#':
			for s.at < len(s.text) && s.text[s.at] != '\n' {
				s.at++
			}
		default:
			return
		}
	}
}
