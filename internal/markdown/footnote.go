package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// The ids of notes have a colon in them, which the ids of headings never do:
// fn:1 is the note, fnref:1 its mark, fnref:1:2 the second mark to it.

func (p *page) noteMark(n *east.FootnoteLink) {
	if p.inLink > 0 {
		return
	}
	p.str(`<sup class="note-mark"><a href="#`)
	p.noteID("fn:", n.Index, 0)
	p.str(`" id="`)
	p.noteID("fnref:", n.Index, n.RefIndex)
	p.str(`" role="doc-noteref" aria-label="`)
	p.str(p.labels.note)
	p.str(" ")
	p.int(n.Index)
	p.str(`">`)
	p.int(n.Index)
	p.str("</a></sup>")
}

func (p *page) noteBack(n *east.FootnoteBacklink) {
	if !bytes.HasSuffix(p.out, []byte("<p>")) {
		p.str(" ")
	}
	p.str(`<a class="note-back" href="#`)
	p.noteID("fnref:", n.Index, n.RefIndex)
	p.str(`" role="doc-backlink" aria-label="`)
	p.str(p.labels.back)
	if n.RefIndex > 0 {
		p.str(" ")
		p.int(n.RefIndex + 1)
	}
	p.str("\">↩\ufe0e</a>")
}

func (p *page) noteID(kind string, index, ref int) {
	p.out = appendEscaped(p.out, p.o.IDPrefix)
	p.str(kind)
	p.int(index)
	if ref > 0 {
		p.str(":")
		p.int(ref + 1)
	}
}

func (p *page) notes(n *east.FootnoteList) {
	p.str(`<section class="notes" role="doc-endnotes" aria-label="`)
	p.str(p.labels.notes)
	p.str("\">\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note, ok := c.(*east.Footnote)
		if !ok {
			continue
		}
		p.str(`<li id="`)
		p.noteID("fn:", note.Index, 0)
		p.str("\">\n")
		for b := note.FirstChild(); b != nil; b = b.NextSibling() {
			if b.Type() == ast.TypeInline { // the way back, where the note ends in a list or table
				p.str("<p>")
				for ; b.NextSibling() != nil; b = b.NextSibling() {
					p.inline(b)
				}
				p.inline(b)
				p.str("</p>\n")
				break
			}
			p.block(b)
		}
		p.str("</li>\n")
	}
	p.str("</ol>\n</section>\n")
}
