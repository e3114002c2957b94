package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var (
	commentOpen  = []byte("<!--")
	commentClose = []byte("-->")
)

// htmlBlock leaves a comment with words behind it on the same line to the
// paragraph: as a block it would take the words with it.
type htmlBlock struct{ parser.BlockParser }

func (h htmlBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " "), commentOpen); ok {
		if _, words, ok := bytes.Cut(rest, commentClose); ok && len(bytes.TrimSpace(words)) > 0 {
			return nil, parser.NoChildren
		}
	}
	return h.BlockParser.Open(parent, reader, pc)
}

// htmlBlock drops a block and reports it, unless it is a whole comment.
func (p *page) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	start, end := first.Start, lines.At(lines.Len()-1).Stop
	if n.ClosureLine.Stop > end {
		end = n.ClosureLine.Stop
	}
	if n.HTMLBlockType == ast.HTMLBlockType2 {
		body := p.src[start:end]
		i := bytes.Index(body, commentClose)
		switch {
		case i < 0: // never closed: it swallowed the rest
			p.markTag(start, end)
		case len(bytes.TrimSpace(body[i+len(commentClose):])) > 0: // words lost behind it
			rest := start + i + len(commentClose)
			p.mark(RawHTML, rest, end)
		}
		return
	}
	p.markTag(start, end)
}

// rawHTML drops a tag between words and reports it. The closing tag of a
// reported one is not reported again.
func (p *page) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	start, end := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	tag := p.src[start:end]
	if bytes.HasPrefix(tag, commentOpen) {
		return
	}
	name := tagName(tag)
	if len(tag) > 1 && tag[1] == '/' {
		if p.opened[name] > 0 {
			p.opened[name]--
			return
		}
	} else if name != "" {
		if p.opened == nil {
			p.opened = map[string]int{}
		}
		p.opened[name]++
	}
	p.mark(RawHTML, start, end)
}

// markTag reports the tag at the start of a block.
func (p *page) markTag(start, end int) {
	for start < end && p.src[start] == ' ' {
		start++
	}
	if i := bytes.IndexByte(p.src[start:end], '>'); i >= 0 {
		end = start + i + 1
	}
	p.mark(RawHTML, start, end)
}

func tagName(tag []byte) string {
	tag = bytes.TrimLeft(tag, "</")
	n := 0
	for n < len(tag) && asciiAlnum(tag[n]) {
		n++
	}
	return strings.ToLower(string(tag[:n]))
}
