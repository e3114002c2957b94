package pdf

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
)

// The values of a PDF. A nil is null; numbers and keywords stay as they are
// written, and so do strings, with their brackets.
type (
	name   string // without its stroke
	word   string // 12, -0.5, true, obj
	quoted string // (text) or <FEFF…>
	ref    int    // of an object
	array  []any
	dict   map[string]any
	stream struct {
		dict dict
		body []byte // as it is packed
	}
)

// malformed is how the parser gives up; what is exported turns it into an
// error.
type malformed string

// encrypted is what a document is that only those may read who have a password.
const encrypted = malformed("it is encrypted")

// ErrEncrypted is such a document.
var ErrEncrypted = errors.New("it is encrypted")

// caught makes an error of a malformed that was thrown.
func caught(err *error, doing string) {
	switch m := recover().(type) {
	case nil:
	case malformed:
		if m == encrypted {
			*err = fmt.Errorf("%s: %w", doing, ErrEncrypted)
			return
		}
		*err = fmt.Errorf("%s: %s", doing, string(m))
	default:
		panic(m)
	}
}

func number(v any) (int, bool) {
	w, ok := v.(word)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(string(w))
	return n, err == nil
}

// parser reads values.
type parser struct {
	text  []byte
	at    int
	depth int
}

func space(b byte) bool {
	return b == 0 || b == '\t' || b == '\n' || b == '\f' || b == '\r' || b == ' '
}

func mark(b byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), b) >= 0 }

func (p *parser) skip() {
	for p.at < len(p.text) {
		switch b := p.text[p.at]; {
		case space(b):
			p.at++
		case b == '%':
			for p.at < len(p.text) && p.text[p.at] != '\n' && p.text[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

// end is the word at the end of the text.
const end = word("")

// object reads the next value; end if there is none.
func (p *parser) object() any {
	if p.depth++; p.depth > 100 {
		panic(malformed("values are nested too deep"))
	}
	defer func() { p.depth-- }()
	p.skip()
	if p.at >= len(p.text) {
		return end
	}
	start := p.at
	switch b := p.text[p.at]; {
	case b == '/':
		p.at++
		p.regular()
		return name(p.text[start+1 : p.at])
	case b == '(':
		return p.quoted()
	case b == '<' && p.peek(1) == '<':
		p.at += 2
		d := dict{}
		for {
			switch key := p.object().(type) {
			case name:
				d[string(key)] = p.object()
			case word:
				if key == ">>" {
					return d
				}
				panic(malformed("a dictionary does not end"))
			default:
				panic(malformed("a dictionary has a key that is no name"))
			}
		}
	case b == '<':
		n := bytes.IndexByte(p.text[p.at:], '>')
		if n < 0 {
			panic(malformed("a string does not end"))
		}
		p.at += n + 1
		return quoted(p.text[start:p.at])
	case b == '>' && p.peek(1) == '>':
		p.at += 2
		return word(">>")
	case b == '[':
		p.at++
		list := array{}
		for {
			v := p.object()
			if v == word("]") {
				return list
			}
			if v == end || v == word(">>") {
				panic(malformed("a list does not end"))
			}
			list = append(list, v)
		}
	case b == ']' || b == '{' || b == '}':
		p.at++
		return word(p.text[start:p.at])
	case mark(b):
		panic(malformed(fmt.Sprintf("%q at byte %d", b, p.at)))
	}
	p.regular()
	w := word(p.text[start:p.at])
	switch {
	case w == "null":
		return nil
	case w[0] >= '0' && w[0] <= '9':
		return p.reference(w)
	}
	return w
}

func (p *parser) peek(n int) byte {
	if p.at+n < len(p.text) {
		return p.text[p.at+n]
	}
	return 0
}

func (p *parser) regular() {
	for p.at < len(p.text) && !space(p.text[p.at]) && !mark(p.text[p.at]) {
		p.at++
	}
}

// reference turns 12 0 R into a reference, and leaves other numbers.
func (p *parser) reference(w word) any {
	n, ok := number(w)
	if !ok {
		return w
	}
	at := p.at
	p.skip()
	from := p.at
	for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
		p.at++
	}
	if p.at > from && p.at-from < 6 {
		p.skip()
		if p.peek(0) == 'R' && (p.at+1 == len(p.text) || space(p.peek(1)) || mark(p.peek(1))) {
			p.at++
			return ref(n)
		}
	}
	p.at = at
	return w
}

func (p *parser) quoted() any {
	start, open := p.at, 0
	for ; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case '\\':
			p.at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				p.at++
				return quoted(p.text[start:p.at])
			}
		}
	}
	panic(malformed("a string does not end"))
}

// streamed reads what follows a dictionary, if it is the body of a stream.
func (p *parser) streamed(v any, length func(any) (int, bool)) any {
	d, ok := v.(dict)
	if !ok {
		return v
	}
	p.skip()
	if !bytes.HasPrefix(p.text[p.at:], []byte("stream")) {
		return v
	}
	p.at += len("stream")
	if p.peek(0) == '\r' {
		p.at++
	}
	if p.peek(0) == '\n' {
		p.at++
	}
	n, ok := length(d["Length"])
	if !ok || n < 0 || p.at+n > len(p.text) {
		panic(malformed("a stream does not end"))
	}
	return &stream{d, p.text[p.at : p.at+n]}
}

// write writes a value as a PDF has it.
func write(w io.Writer, v any) {
	switch v := v.(type) {
	case nil:
		io.WriteString(w, "null")
	case name:
		io.WriteString(w, "/"+string(v))
	case word:
		io.WriteString(w, string(v))
	case quoted:
		io.WriteString(w, string(v))
	case ref:
		fmt.Fprintf(w, "%d 0 R", int(v))
	case int:
		fmt.Fprintf(w, "%d", v)
	case float64:
		io.WriteString(w, strconv.FormatFloat(v, 'f', -1, 32))
	case array:
		io.WriteString(w, "[")
		for k, x := range v {
			if k > 0 {
				io.WriteString(w, " ")
			}
			write(w, x)
		}
		io.WriteString(w, "]")
	case dict:
		io.WriteString(w, "<<")
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if v[key] == nil {
				continue
			}
			io.WriteString(w, "/"+key+" ")
			write(w, v[key])
		}
		io.WriteString(w, ">>")
	case *stream:
		v.dict["Length"] = len(v.body)
		write(w, v.dict)
		io.WriteString(w, "\nstream\n")
		w.Write(v.body)
		io.WriteString(w, "\nendstream")
	default:
		panic(fmt.Sprintf("a %T is no value of a PDF", v))
	}
}

// text writes words as a string of a PDF.
func text(s string) quoted {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return quoted("<" + fmt.Sprintf("%X", b) + ">")
}

// words reads such a string.
func words(q quoted) string {
	b := plain(q)
	if len(b) < 2 || b[0] != 0xfe || b[1] != 0xff {
		return string(b)
	}
	var units []uint16
	for k := 2; k+1 < len(b); k += 2 {
		units = append(units, uint16(b[k])<<8|uint16(b[k+1]))
	}
	return string(utf16.Decode(units))
}

// plain is the bytes of a string.
func plain(q quoted) []byte {
	if len(q) < 2 {
		return nil
	}
	inner := []byte(q[1 : len(q)-1])
	if q[0] == '<' {
		inner = slices.DeleteFunc(inner, space)
		if len(inner)%2 == 1 {
			inner = append(inner, '0')
		}
		out := make([]byte, len(inner)/2)
		if _, err := hex.Decode(out, inner); err != nil {
			panic(malformed("a string has other than hexadecimal digits"))
		}
		return out
	}
	var out []byte
	for k := 0; k < len(inner); k++ {
		b := inner[k]
		if b != '\\' || k+1 == len(inner) {
			out = append(out, b)
			continue
		}
		k++
		switch b = inner[k]; {
		case b >= '0' && b <= '7':
			n := 0
			for m := 0; m < 3 && k < len(inner) && inner[k] >= '0' && inner[k] <= '7'; m++ {
				n, k = n*8+int(inner[k]-'0'), k+1
			}
			k--
			out = append(out, byte(n))
		case b == '\n':
		case b == 'n':
			out = append(out, '\n')
		case b == 'r':
			out = append(out, '\r')
		case b == 't':
			out = append(out, '\t')
		default:
			out = append(out, b)
		}
	}
	return out
}
