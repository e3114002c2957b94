package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var fullSpace = []byte("　")

// paragraph accepts lines indented by four spaces and more, which CommonMark
// takes for code: text pasted from Word comes that way.
type paragraph struct{ parser.BlockParser }

func (paragraph) CanAcceptIndentedLine() bool { return true }

// numbered starts a new paragraph, without an empty line before it, where the
// line says so itself: by an indent of two full-width spaces, or by a number
// such as 一、 or （二）. Otherwise the lines of
//
//	一、时间：11月22日
//	二、地点：东门
//
// would run together.
type numbered struct{ parser.BlockParser }

// Trigger holds the first bytes of full-width spaces, numbers and brackets.
func (numbered) Trigger() []byte {
	return []byte{0xe2, 0xe3, 0xe4, 0xe5, 0xef, '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}
}

func (numbered) CanAcceptIndentedLine() bool { return true }

func (numbered) CanInterruptParagraph() bool { return true }

func (p numbered) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 || segment.Padding != 0 {
		return nil, parser.NoChildren
	}
	rest := line[offset:]
	indent := 0
	for bytes.HasPrefix(rest[indent:], fullSpace) {
		indent += len(fullSpace)
	}
	last := pc.LastOpenedBlock().Node
	if last != nil && ast.IsParagraph(last) {
		if last.Parent() != parent { // the line only continues a list item or a quotation
			return nil, parser.NoChildren
		}
		if indent < 2*len(fullSpace) && !opensWithNumber(rest[indent:]) {
			return nil, parser.NoChildren
		}
	} else if indent == 0 {
		return nil, parser.NoChildren
	}
	if len(bytes.TrimSpace(rest[indent:])) == 0 {
		return nil, parser.NoChildren
	}
	reader.Advance(offset + indent)
	return p.BlockParser.Open(parent, reader, pc)
}

// opensWithNumber reports a line that begins with 一、 （一） 1、 (1) 1． or ①,
// but not 一、二号楼 (a list of buildings) and not a row of a table.
func opensWithNumber(line []byte) bool {
	rest, bracket := line, false
	switch r, n := utf8.DecodeRune(rest); {
	case r >= '①' && r <= '⑳':
		return bytes.IndexByte(line, '|') < 0
	case r == '（' || r == '(':
		rest, bracket = rest[n:], true
	}
	digits := 0
	for {
		r, n := utf8.DecodeRune(rest)
		if !numeral(r) {
			break
		}
		digits++
		rest = rest[n:]
	}
	if digits == 0 || digits > 3 {
		return false
	}
	r, n := utf8.DecodeRune(rest)
	rest = rest[n:]
	if bracket {
		if r != '）' && r != ')' {
			return false
		}
	} else {
		if r != '、' && r != '．' {
			return false
		}
		if next, _ := utf8.DecodeRune(rest); numeral(next) {
			return false
		}
	}
	return bytes.IndexByte(line, '|') < 0
}

func numeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return r >= '0' && r <= '9'
}
