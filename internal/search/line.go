package search

import (
	"strconv"
	"strings"
)

// appendLine writes a record as JSON, as encoding/json would, in a tenth of the
// time.
func (r *Record) appendLine(dst []byte) []byte {
	dst = append(dst, `{"p":`...)
	dst = AppendString(dst, r.Path)
	dst = append(dst, `,"t":`...)
	dst = AppendString(dst, r.Title)
	dst = append(dst, `,"k":`...)
	dst = AppendString(dst, r.Kind)
	dst = appendIf(dst, `,"d":`, r.Date)
	if r.Until != 0 {
		dst = strconv.AppendInt(append(dst, `,"u":`...), r.Until, 10)
	}
	dst = appendIf(dst, `,"s":`, r.State)
	dst = appendList(dst, `,"n":`, r.Names)
	dst = appendList(dst, `,"y":`, r.Read)
	dst = appendIf(dst, `,"x":`, r.Text)
	dst = appendIf(dst, `,"z":`, r.Folded)
	return append(dst, '}')
}

// appendIf writes a member that is not empty.
func appendIf(dst []byte, name, text string) []byte {
	if text == "" {
		return dst
	}
	return AppendString(append(dst, name...), text)
}

func appendList(dst []byte, name string, list []string) []byte {
	for i, text := range list {
		if i == 0 {
			dst = append(append(dst, name...), '[')
		} else {
			dst = append(dst, ',')
		}
		dst = AppendString(dst, text)
	}
	if len(list) > 0 {
		dst = append(dst, ']')
	}
	return dst
}

// AppendString writes a string as JSON that scripts of 2015 read as well, to
// which U+2028 and U+2029 end a line.
func AppendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c, n := s[i], 1
		escaped := ""
		switch {
		case c == '"':
			escaped = `\"`
		case c == '\\':
			escaped = `\\`
		case c == '\n':
			escaped = `\n`
		case c < ' ':
			escaped = `\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15])
		case c == 0xe2 && strings.HasPrefix(s[i:], "\u2028"):
			escaped, n = `\u2028`, 3
		case c == 0xe2 && strings.HasPrefix(s[i:], "\u2029"):
			escaped, n = `\u2029`, 3
		default:
			continue
		}
		dst = append(append(dst, s[from:i]...), escaped...)
		from = i + n
		i = from - 1
	}
	return append(append(dst, s[from:]...), '"')
}
