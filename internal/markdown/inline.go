package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (p *page) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; {
		c = p.inline(c)
	}
}

// inline writes one node and returns the next, because a picture also takes the
// {…} behind it.
func (p *page) inline(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Text:
		return p.text(n, 0)
	case *ast.Emphasis:
		if n.Level == 2 {
			p.span("<strong>", n, "</strong>")
		} else {
			p.span("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		p.span("<del>", n, "</del>")
	case *ast.CodeSpan:
		p.codeSpan(n)
	case *ast.Link:
		p.link(n)
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		return p.inlinePicture(n)
	case *ast.RawHTML:
		p.rawHTML(n)
	case *ast.String:
		p.out = appendEscaped(p.out, string(n.Value))
	case *east.TaskCheckBox:
		p.checkBox(n)
	case *east.FootnoteLink:
		p.noteMark(n)
	case *east.FootnoteBacklink:
		p.noteBack(n)
	default:
		p.inlines(n)
	}
	return n.NextSibling()
}

func (p *page) span(open string, n ast.Node, end string) {
	p.str(open)
	p.inlines(n)
	p.str(end)
}

// text writes running text from the given byte of it, and its line break. Text
// that goldmark left in pieces, as at the ~ of 10~20, is written at once. What
// follows is returned.
func (p *page) text(n *ast.Text, from int) ast.Node {
	value := n.Segment.Value(p.src)
	value = value[min(from, len(value)):]
	if n.IsRaw() {
		p.out = appendEscaped(p.out, string(value))
		return n.NextSibling()
	}
	indented := from == 0 && len(value) > 2 && value[0] == fullSpace[0] && opensLine(n)
	p.literal(n)
	for next := p.continued(n); next != nil; next = p.continued(n) {
		value = p.src[n.Segment.Stop-len(value) : next.Segment.Stop]
		n = next
		p.literal(n)
	}
	if indented {
		value = trimFullSpaces(value)
	}
	p.words(value)
	switch {
	case n.HardLineBreak():
		p.str("<br>\n")
	case n.SoftLineBreak() && !joins(n, p.src):
		p.str("\n")
	}
	return n.NextSibling()
}

// continued is the text that goes on in the source where n ends.
func (p *page) continued(n *ast.Text) *ast.Text {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok || next.IsRaw() || n.SoftLineBreak() || n.HardLineBreak() || n.Segment.Padding != 0 || next.Segment.Padding != 0 ||
		n.Segment.Stop != next.Segment.Start {
		return nil
	}
	return next
}

// opensLine reports text at the start of its paragraph or behind a line break,
// where full-width spaces are an indent.
func opensLine(n *ast.Text) bool {
	prev := n.PreviousSibling()
	if prev == nil {
		return n.Parent().Type() == ast.TypeBlock
	}
	t, ok := prev.(*ast.Text)
	return ok && (t.SoftLineBreak() || t.HardLineBreak())
}

func trimFullSpaces(b []byte) []byte {
	for bytes.HasPrefix(b, fullSpace) {
		b = b[len(fullSpace):]
	}
	return b
}

func (p *page) codeSpan(n *ast.CodeSpan) {
	p.str("<code>")
	start := len(p.out)
	p.out = appendCode(p.out, n, p.src, p.inCell > 0)
	if code := p.out[start:]; bytes.ContainsAny(code, `&<>"`) {
		p.out = appendEscaped(p.out[:start], string(code))
	}
	p.str("</code>")
}

// appendCode appends the text of inline code: line breaks are spaces, and in a
// cell of a table \| is a pipe.
func appendCode(dst []byte, n *ast.CodeSpan, src []byte, inCell bool) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(src)
		for i, b := range value {
			switch {
			case b == '\n':
				b = ' '
			case inCell && b == '\\' && i+1 < len(value) && value[i+1] == '|':
				continue
			}
			dst = append(dst, b)
		}
	}
	return dst
}

// checkBox is read aloud as done or to do: the box cannot be changed, so a
// label of its own would only repeat the text.
func (p *page) checkBox(n *east.TaskCheckBox) {
	if n.IsChecked {
		p.str(`<input type="checkbox" checked disabled`)
		p.attr("aria-label", p.labels.done)
	} else {
		p.str(`<input type="checkbox" disabled`)
		p.attr("aria-label", p.labels.todo)
	}
	p.str("> ")
}
