package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// entity is what a byte becomes in HTML, fit for an attribute as well; empty if
// it stays what it is.
func entity(c byte) string {
	switch c {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&quot;"
	case 0:
		return "\ufffd"
	}
	return ""
}

// appendEscaped appends text as HTML, fit for an attribute as well.
func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		with := entity(s[i])
		if with == "" {
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = append(dst, with...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// appendText appends Markdown text as HTML.
func appendText(dst, text []byte) []byte {
	for {
		i := bytes.IndexAny(text, `\&`)
		if i < 0 {
			return appendEscaped(dst, text)
		}
		dst = appendEscaped(dst, text[:i])
		var char [8]byte
		plain, n := decode(char[:0], text[i:])
		dst = appendEscaped(dst, plain)
		text = text[i+n:]
	}
}

// unescape appends Markdown text with its backslashes and entities resolved.
func unescape(dst, text []byte) []byte {
	for {
		i := bytes.IndexAny(text, `\&`)
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		var n int
		dst, n = decode(dst, text[i:])
		text = text[i+n:]
	}
}

// decode appends what the backslash or ampersand at the start of text stands
// for, and returns how many bytes it took.
func decode(dst, text []byte) ([]byte, int) {
	if text[0] == '\\' {
		if len(text) > 1 && util.IsPunct(text[1]) {
			return append(dst, text[1]), 2
		}
		return append(dst, '\\'), 1
	}
	end := bytes.IndexByte(text[:min(len(text), 40)], ';')
	if end < 2 {
		return append(dst, '&'), 1
	}
	name := text[1:end]
	if name[0] != '#' {
		if entity, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return append(dst, entity.Characters...), end + 1
		}
		return append(dst, '&'), 1
	}
	digits, base := string(name[1:]), 10
	if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > 7 {
		return append(dst, '&'), 1
	}
	if code == 0 || code > utf8.MaxRune || !utf8.ValidRune(rune(code)) {
		code = utf8.RuneError
	}
	return utf8.AppendRune(dst, rune(code)), end + 1
}
