package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// lines are content lines by RFC 5545, 3.1: ended by CRLF and folded after 75
// octets, though never inside a sign, since some readers join lines only after
// they have decoded them.
type lines struct{ b bytes.Buffer }

const longestLine = 75

// raw writes a line whose value is already as the format wants it. The name
// may carry parameters.
func (l *lines) raw(name, value string) {
	FoldLine(&l.b, name+":"+value)
}

// FoldLine writes a content line, folded and ended.
func FoldLine(b *bytes.Buffer, line string) {
	room := longestLine
	for len(line) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut])
		b.WriteString("\r\n ")
		line, room = line[cut:], longestLine-1
	}
	b.WriteString(line)
	b.WriteString("\r\n")
}

// text writes a line of words; without words, none.
func (l *lines) text(name, words string) {
	if value := escaped(words); value != "" {
		l.raw(name, value)
	}
}

// escaped is a TEXT by RFC 5545, 3.3.11.
func escaped(words string) string {
	words = strings.ToValidUTF8(words, "\uFFFD")
	words = strings.ReplaceAll(words, "\r\n", "\n")
	words = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\t':
			return ' '
		case r < ' ' && r != '\n', r == 0x7F:
			return -1
		}
		return r
	}, words)
	return textEscaper.Replace(strings.TrimSpace(words))
}

// textEscaper is never written to.
var textEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// quoted is the value of a parameter, which can hold no quotation mark.
func quoted(words string) string {
	return `"` + strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			return '\''
		case r < ' ', r == 0x7F:
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, "\uFFFD")) + `"`
}
