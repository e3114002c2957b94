package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// goldmark looks back over everything unmatched at each closing mark, which is
// quadratic for texts made to hurt. These bounds make the whole linear; no
// text written by a person comes near them.
const (
	maxDepth      = 100     // blocks inside blocks
	maxDelimiters = 1000    // * _ ~~ in one block
	maxBrackets   = 1000    // [ and ![ in one block
	maxNotes      = 1000    // footnotes in a text
	maxReferences = 1000    // lines of a paragraph of link references
	maxCells      = 200_000 // cells in a table
	scanBudget    = 4 << 20 // bytes looked through in vain for the end of a link or code
)

// boundsKey finds the bounds of the text being parsed.
var boundsKey = parser.NewContextKey()

// bounds counts what has been spent on one text.
type bounds struct {
	block      ast.Node // the block whose marks are being counted
	delimiters int
	brackets   int
	notes      int
	scanned    int
	found      []mark

	// Delimiters are large, in no tree once a text is parsed, and so used again.
	made []*parser.Delimiter
	used int
}

func (b *bounds) newDelimiter() *parser.Delimiter {
	if b.used == maxDelimiters { // so many are not kept
		return new(parser.Delimiter)
	}
	if b.used == len(b.made) {
		b.made = append(b.made, new(parser.Delimiter))
	}
	b.used++
	return b.made[b.used-1]
}

// A mark is an issue before its line is known.
type mark struct {
	code       string
	start, end int
	dest       string // of a link or picture
}

func boundsOf(pc parser.Context) *bounds { return pc.Get(boundsKey).(*bounds) }

// giveUp notes the first place where a bound was met. One is enough: the
// author has to look at the text as a whole.
func (b *bounds) giveUp(start int) {
	if len(b.found) == 0 {
		b.found = append(b.found, mark{code: TooDeep, start: start, end: start + 1})
	}
}

// delimiter reports whether the block may have one more.
func (b *bounds) delimiter(block ast.Node, start int) bool {
	return b.more(block, &b.delimiters, maxDelimiters, start)
}

// bracket reports the same of brackets.
func (b *bounds) bracket(block ast.Node, start int) bool {
	return b.more(block, &b.brackets, maxBrackets, start)
}

// more counts one more mark of a block, if it may have it.
func (b *bounds) more(block ast.Node, count *int, most, start int) bool {
	if b.block != block {
		b.block, b.delimiters, b.brackets = block, 0, 0
	}
	if *count == most {
		b.giveUp(start)
		return false
	}
	*count++
	return true
}

// spend books a search that may have read to the end of the block.
func (b *bounds) spend(block ast.Node, start int) {
	lines := block.Lines()
	if n := lines.Len(); n > 0 {
		b.scanned += lines.At(n-1).Stop - start
	}
}

func (b *bounds) spent() bool { return b.scanned > scanBudget }

// shallow keeps a container block from nesting beyond maxDepth.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxDepth {
		return s.BlockParser.Open(parent, reader, pc)
	}
	line, at := reader.Position()
	if node, _ := s.BlockParser.Open(parent, reader, pc); node != nil {
		reader.SetPosition(line, at)
		boundsOf(pc).giveUp(at.Start + max(pc.BlockOffset(), 0))
	}
	return nil, parser.NoChildren
}

// references reads link references, but not from a paragraph of thousands of
// lines, nor where none can stand: the library makes a reader for each paragraph.
type references struct{ parser.ParagraphTransformer }

func (r references) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	if lines.Len() > 0 {
		first := lines.At(0)
		if start := util.TrimLeftSpace(first.Value(reader.Source())); len(start) > 0 && start[0] != '[' {
			return
		}
	}
	if lines.Len() > maxReferences {
		if first := lines.At(0); reader.Source()[first.Start] == '[' {
			boundsOf(pc).giveUp(first.Start)
		}
		return
	}
	r.ParagraphTransformer.Transform(n, reader, pc)
}

// tables makes tables. Short rows are filled up to the width of the first, so
// that a small text can grow without end.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	if lines.Len() < 2 {
		return
	}
	columns := 0
	for i := range lines.Len() {
		line := lines.At(i)
		columns = max(columns, bytes.Count(reader.Source()[line.Start:line.Stop], pipe))
	}
	if columns == 0 { // a line of text over a line of hyphens is no table
		return
	}
	if columns*lines.Len() > maxCells {
		boundsOf(pc).giveUp(lines.At(0).Start)
		return
	}
	t.ParagraphTransformer.Transform(n, reader, pc)
}

var pipe = []byte("|")

// linkParser keeps count of brackets and of searches for the end of a link.
type linkParser struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newLinkParser() linkParser {
	p := parser.NewLinkParser()
	return linkParser{p, p.(parser.CloseBlocker)}
}

func (l linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	b := boundsOf(pc)
	if line[0] != ']' {
		if line[0] == '!' && (len(line) < 2 || line[1] != '[') {
			return nil
		}
		if b.spent() || !b.bracket(parent, segment.Start) {
			b.giveUp(segment.Start)
			return nil
		}
		return l.InlineParser.Parse(parent, block, pc)
	}
	node := l.InlineParser.Parse(parent, block, pc)
	if node == nil && len(line) > 1 && (line[1] == '(' || line[1] == '[') {
		b.spend(parent, segment.Start)
	}
	return node
}

// codeSpan gives up on the end of code when too much was read for it already.
type codeSpan struct{ parser.InlineParser }

func (c codeSpan) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	b := boundsOf(pc)
	if b.spent() {
		b.giveUp(segment.Start)
		return nil
	}
	node := c.InlineParser.Parse(parent, block, pc)
	if node != nil && node.Kind() != ast.KindCodeSpan {
		b.spend(parent, segment.Start)
	}
	return node
}

// topNote allows footnotes at the top of the text only. goldmark ties a note
// inside a note into a circle.
type topNote struct{ parser.BlockParser }

func (t topNote) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	b := boundsOf(pc)
	if parent.Kind() != ast.KindDocument || b.notes == maxNotes {
		return nil, parser.NoChildren
	}
	node, state := t.BlockParser.Open(parent, reader, pc)
	if node != nil {
		b.notes++
	}
	return node, state
}
