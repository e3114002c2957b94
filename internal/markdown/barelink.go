package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareLink turns http://…, https://… and mail addresses in running text into
// links. They need no space around them, and end before the first character
// that is not ASCII: 见https://a.example/x。 Telephone numbers are left alone.
type bareLink struct{}

// Trigger holds marks inside an address, because goldmark asks at punctuation
// only and Chinese text has no space in front of an address.
func (bareLink) Trigger() []byte { return []byte{':', '@'} }

func (bareLink) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || segment.Padding != 0 || before.Segment.Padding != 0 ||
		before.Segment.Stop != segment.Start || before.SoftLineBreak() {
		return nil
	}
	src := block.Source()
	written := src[before.Segment.Start:before.Segment.Stop]
	kind := ast.AutoLinkType(ast.AutoLinkURL)
	var head, tail int // bytes of the address before and from the mark
	if line[0] == '@' {
		kind = ast.AutoLinkEmail
		head, tail = mailHead(written), mailTail(line)
	} else if head = schemeHead(written, line); head == len("mailto") {
		if at := mailTailAfterScheme(line); at > 0 {
			tail = at
		}
	} else if head > 0 {
		tail = urlTail(line)
	}
	if head == 0 || tail == 0 {
		return nil
	}
	start := before.Segment.Stop - head
	if start > 0 && (asciiAlnum(src[start-1]) || kind == ast.AutoLinkEmail && bytes.IndexByte([]byte("._%+-/"), src[start-1]) >= 0) {
		return nil
	}
	if start == before.Segment.Start {
		parent.RemoveChild(parent, before)
	} else {
		before.Segment.Stop = start
	}
	block.Advance(tail)
	label := ast.NewTextSegment(text.NewSegment(start, segment.Start+tail))
	return ast.NewAutoLink(kind, label)
}

// schemeHead measures the scheme that ends where line begins with its colon.
func schemeHead(written, line []byte) int {
	for _, scheme := range []string{"https", "http", "mailto"} {
		if len(written) < len(scheme) || !bytes.EqualFold(written[len(written)-len(scheme):], []byte(scheme)) {
			continue
		}
		if scheme == "mailto" || len(line) > 3 && line[1] == '/' && line[2] == '/' && asciiAlnum(line[3]) {
			return len(scheme)
		}
	}
	return 0
}

// urlTail measures the rest of an address: ASCII without spaces, brackets and
// quotation marks, less the punctuation of the sentence around it.
func urlTail(line []byte) int {
	n, opened := 0, 0
	for ; n < len(line); n++ {
		c := line[n]
		if c <= ' ' || c >= 0x7f || bytes.IndexByte([]byte("<>\"`{}|\\^[]"), c) >= 0 {
			break
		}
		switch c {
		case '(':
			opened++
		case ')':
			opened--
		}
	}
	for ; n > 3; n-- {
		c := line[n-1]
		if c == ')' && opened < 0 {
			opened++
			continue
		}
		if bytes.IndexByte([]byte("?!.,:;*_~'"), c) < 0 {
			break
		}
	}
	if n <= 3 {
		return 0
	}
	return n
}

func mailByte(b byte) bool {
	return asciiAlnum(b) || b == '.' || b == '_' || b == '%' || b == '+' || b == '-'
}

// mailHead measures the name before the @.
func mailHead(written []byte) int {
	n := 0
	for n < len(written) && n < 64 && mailByte(written[len(written)-1-n]) {
		n++
	}
	for n > 0 && !asciiAlnum(written[len(written)-n]) {
		n--
	}
	return n
}

// mailTail measures "@" and the host, which must have a dot in it.
func mailTail(line []byte) int {
	n, dot := 1, 0
	for n < len(line) && n < 255 && (asciiAlnum(line[n]) || line[n] == '-' || line[n] == '.') {
		if line[n] == '.' {
			if line[n-1] == '.' || line[n-1] == '@' {
				break
			}
			dot = n
		}
		n++
	}
	for n > 1 && !asciiAlnum(line[n-1]) {
		n--
		if line[n] == '.' {
			dot = bytes.LastIndexByte(line[:n], '.')
		}
	}
	if dot <= 1 || n-dot < 3 {
		return 0
	}
	return n
}

// mailTailAfterScheme measures ":name@host".
func mailTailAfterScheme(line []byte) int {
	n := 1
	for n < len(line) && n < 65 && mailByte(line[n]) {
		n++
	}
	if n == 1 || n == len(line) || line[n] != '@' {
		return 0
	}
	host := mailTail(line[n:])
	if host == 0 {
		return 0
	}
	return n + host
}
