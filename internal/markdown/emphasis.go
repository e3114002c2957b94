package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis parses * and _. CommonMark decides by punctuation whether ** opens
// or closes, taking for granted that words stand between spaces; in
// **“停水”**通知 nothing closes by its rules. The published CJK-friendly rule
// is used for *; _ stays Latin, so that file_name_1 is left alone.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (e emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return delimiter(parent, block, pc, e, 0)
}

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strike parses ~~. One ~ alone is left: it stands between hours.
type strike struct{}

func (strike) Trigger() []byte { return []byte{'~'} }

func (s strike) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return delimiter(parent, block, pc, s, 2)
}

func (strike) IsDelimiter(b byte) bool { return b == '~' }

func (strike) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strike) OnMatch(int) ast.Node { return east.NewStrikethrough() }

// delimiter reads a run of one mark. With length > 0 only a run of exactly
// that length counts.
func delimiter(parent ast.Node, block text.Reader, pc parser.Context, p parser.DelimiterProcessor, length int) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	if !boundsOf(pc).delimiter(parent, segment.Start) {
		return nil
	}
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	if length > 0 && (n != length || before == rune(line[0])) {
		return nil
	}
	canOpen, canClose := flanks(block.Source(), segment.Start, line[n:], before, line[0])
	d := boundsOf(pc).newDelimiter()
	*d = *parser.NewDelimiter(canOpen, canClose, n, line[0], p)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// flanks decides whether the run of marks before rest may open and close.
func flanks(src []byte, start int, rest []byte, before rune, char byte) (canOpen, canClose bool) {
	after, n := ' ', 0
	if len(rest) > 0 {
		after, n = utf8.DecodeRune(rest)
	}
	beforeSpace, beforePunct := util.IsSpaceRune(before), util.IsPunctRune(before)
	afterSpace, afterPunct := util.IsSpaceRune(after), util.IsPunctRune(after)

	if char == '_' {
		left := !afterSpace && (!afterPunct || beforeSpace || beforePunct)
		right := !beforeSpace && (!beforePunct || afterSpace || afterPunct)
		return left && (!right || beforePunct), right && (!left || afterPunct)
	}

	// Punctuation keeps the mark away from a word only if it is not itself part of
	// Chinese text: full-width, or a mark like “ or ( with a Chinese character
	// behind it.
	afterAway := afterPunct && !cjk(after)
	if afterAway && len(rest) > n {
		next, _ := utf8.DecodeRune(rest[n:])
		afterAway = !cjk(next)
	}
	beforeAway := beforePunct && !cjk(before)
	if beforeAway {
		prev, _ := utf8.DecodeLastRune(src[:start-utf8.RuneLen(before)])
		beforeAway = !cjk(prev)
	}
	canOpen = !afterSpace && (!afterAway || beforeSpace || beforePunct || cjk(before))
	canClose = !beforeSpace && (!beforeAway || afterSpace || afterPunct || cjk(after))
	return canOpen, canClose
}
