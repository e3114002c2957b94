package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A page is one text on its way to HTML. goldmark's own renderer is not used:
// it writes style attributes, knows one neighbour of a line break only, and
// is slower.
type page struct {
	src    []byte
	out    []byte
	plain  []byte // scratch for plain text
	o      Options
	labels *labels

	outline []Heading
	next    int // heading to be written next
	ids     map[string]bool
	repeats map[string]int

	marks    []mark
	opened   map[string]int // raw tags reported, so that their closing tags are not
	tables   int
	pictures int
	inLink   int
	inCell   int
	unbroken int // within a cell that stays on one line anyway
}

func (p *page) render(root ast.Node, src []byte, found []mark, o Options) Doc {
	*p = page{src: src, out: p.out[:0], plain: p.plain[:0], o: o, labels: labelsFor(o.Lang), marks: append(p.marks[:0], found...)}
	p.headings(root)
	p.blocks(root)
	doc := Doc{
		HTML:     string(p.out),
		Headings: p.outline,
		Issues:   issues(p.marks, src, o.FirstLine),
		Pictures: p.pictures,
	}
	// Nothing of this text is kept alive by the pool, least of all a huge buffer.
	*p = page{out: keep(p.out), plain: keep(p.plain), marks: p.marks[:0]}
	return doc
}

func keep(b []byte) []byte {
	if cap(b) > 1<<20 {
		return nil
	}
	return b[:0]
}

func (p *page) str(s string) { p.out = append(p.out, s...) }

func (p *page) int(n int) { p.out = strconv.AppendInt(p.out, int64(n), 10) }

// attr writes an attribute with its value escaped.
func (p *page) attr(name, value string) {
	p.str(" ")
	p.str(name)
	p.str(`="`)
	p.out = appendEscaped(p.out, value)
	p.str(`"`)
}

func (p *page) mark(code string, start, end int) {
	p.marks = append(p.marks, mark{code: code, start: start, end: end})
}

// lost marks a destination that was not found.
func (p *page) lost(code, dest string, start, end int) {
	p.marks = append(p.marks, mark{code, start, end, dest})
}

func (p *page) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.block(c)
	}
}

func (p *page) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		p.paragraph(n)
	case *ast.TextBlock:
		// Two in a row happen where a numbered line ended the first.
		if prev := n.PreviousSibling(); prev != nil && prev.Kind() == ast.KindTextBlock {
			p.str("<br>\n")
		}
		p.inlines(n)
		if next := n.NextSibling(); next != nil && next.Kind() != ast.KindTextBlock && n.HasChildren() {
			p.str("\n")
		}
	case *ast.Heading:
		p.heading(n)
	case *ast.List:
		p.list(n)
	case *ast.Blockquote:
		p.wrap("<blockquote>\n", n, "</blockquote>\n")
	case *ast.FencedCodeBlock:
		p.code(n)
	case *ast.ThematicBreak:
		p.str("<hr>\n")
	case *ast.HTMLBlock:
		p.htmlBlock(n)
	case *east.Table:
		p.table(n)
	case *east.DefinitionList:
		p.definitions(n)
	case *east.FootnoteList:
		p.notes(n)
	case *ast.LinkReferenceDefinition:
	default:
		if n.Type() == ast.TypeInline {
			p.inline(n)
		} else {
			p.blocks(n)
		}
	}
}

func (p *page) wrap(open string, n ast.Node, end string) {
	p.str(open)
	p.blocks(n)
	p.str(end)
}

func (p *page) paragraph(n *ast.Paragraph) {
	if p.figures(n) {
		return
	}
	p.tabs(n)
	start := len(p.out)
	p.str("<p>")
	p.inlines(n)
	if len(p.out) == start+len("<p>") { // only a comment or tags in it
		p.out = p.out[:start]
		return
	}
	p.str("</p>\n")
}

func (p *page) heading(n *ast.Heading) {
	if p.next == len(p.outline) {
		return
	}
	h := p.outline[p.next]
	p.next++
	p.str("<h")
	p.int(h.Level)
	p.attr("id", h.ID)
	p.str(">")
	p.inlines(n)
	p.str("</h")
	p.int(h.Level)
	p.str(">\n")
}

func (p *page) list(n *ast.List) {
	tag := "ul>\n"
	if n.IsOrdered() {
		tag = "ol>\n"
	}
	if n.IsOrdered() && n.Start != 1 {
		p.str(`<ol start="`)
		p.int(n.Start)
		p.str("\">\n")
	} else {
		p.str("<")
		p.str(tag)
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		p.str("<li")
		first := item.FirstChild()
		if first != nil && first.HasChildren() && first.FirstChild().Kind() == east.KindTaskCheckBox {
			p.str(` class="task"`)
		}
		p.str(">")
		if first != nil && first.Kind() != ast.KindTextBlock {
			p.str("\n")
		}
		p.blocks(item)
		p.str("</li>\n")
	}
	p.str("</")
	p.str(tag)
}

// code writes a fenced block. It can be scrolled, so it can be focused.
func (p *page) code(n *ast.FencedCodeBlock) {
	p.str(`<pre tabindex="0"><code`)
	if lang := n.Language(p.src); len(lang) > 0 && plainWord(lang) {
		p.str(` class="language-`)
		p.out = append(p.out, lang...)
		p.str(`"`)
	}
	p.str(">")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		p.out = appendEscaped(p.out, string(line.Value(p.src)))
	}
	p.str("</code></pre>\n")
}

func plainWord(b []byte) bool {
	for _, c := range b {
		if !asciiAlnum(c) && c != '-' && c != '_' && c != '+' && c != '#' {
			return false
		}
	}
	return true
}

func (p *page) definitions(n *east.DefinitionList) {
	p.str("<dl>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *east.DefinitionTerm:
			p.str("<dt>")
			p.inlines(c)
			p.str("</dt>\n")
		case *east.DefinitionDescription:
			p.str("<dd>")
			if !c.IsTight {
				p.str("\n")
			}
			p.blocks(c)
			p.str("</dd>\n")
		}
	}
	p.str("</dl>\n")
}
