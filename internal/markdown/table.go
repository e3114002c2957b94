package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a frame of its own, so that nine columns scroll on a
// phone while the page stays. A frame that scrolls must be reachable by
// keyboard and have a name; a second one, another name.
func (p *page) table(n *east.Table) {
	p.tables++
	p.str(`<section class="table" tabindex="0" aria-label="`)
	p.str(p.labels.table)
	if p.tables > 1 {
		p.str(" ")
		p.int(p.tables)
	}
	p.str("\">\n<table>\n")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, head := row.(*east.TableHeader)
		switch {
		case head:
			p.str("<thead>\n")
		case !body:
			p.str("<tbody>\n")
			body = true
		}
		p.str("<tr>")
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if cell, ok := c.(*east.TableCell); ok {
				p.cell(cell, head)
			}
		}
		p.str("</tr>\n")
		if head {
			p.str("</thead>\n")
		}
	}
	if body {
		p.str("</tbody>\n")
	}
	p.str("</table>\n</section>\n")
}

func (p *page) cell(n *east.TableCell, head bool) {
	tag := "td"
	if head && n.HasChildren() { // an empty corner heads nothing
		tag = "th"
	}
	p.str("<")
	p.str(tag)
	if tag == "th" {
		p.str(` scope="col"`)
	}
	switch n.Alignment {
	case east.AlignLeft:
		p.str(` class="left"`)
	case east.AlignRight:
		p.str(` class="right"`)
	case east.AlignCenter:
		p.str(` class="center"`)
	}
	p.str(">")
	p.inCell++
	p.inlines(ast.Node(n))
	p.inCell--
	p.str("</")
	p.str(tag)
	p.str(">")
}
