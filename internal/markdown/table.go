package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// table writes a table in a frame of its own, so that nine columns scroll on a
// phone while the page stays. A frame that scrolls must be reachable by
// keyboard and have a name; a second one, another name.
func (p *page) table(n *east.Table) {
	p.tables++
	whole := p.whole(n)
	p.str(`<section class="table`)
	if len(whole) > wideTable {
		p.str(" is-wide")
	}
	p.str(`" tabindex="0" aria-label="`)
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
		column := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if cell, ok := c.(*east.TableCell); ok {
				p.cell(cell, head, column < len(whole) && whole[column])
				column++
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

// Above these many columns a table is wide, and set smaller on paper.
const wideTable = 6

// What columns may take of the width of a phone, in half widths.
const (
	shortCell = 14 // a column that may stay whole: 新城花园11幢
	restCell  = 8  // what every other column keeps
	phoneLine = 44
)

// whole tells which columns stay on one line: the narrowest ones, names and
// numbers, as long as the others keep room. 王*芳 never breaks, and a date in a
// table of five columns does.
func (p *page) whole(n *east.Table) []bool {
	widths := make([]int, 0, 16)
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		column := 0
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			p.plain = (&plainText{src: p.src}).inlines(p.plain[:0], c)
			w := 0
			for _, r := range string(p.plain) {
				w += halves(r)
			}
			if column == len(widths) {
				widths = append(widths, 0)
			}
			widths[column] = max(widths[column], w)
			column++
		}
	}
	order := make([]int, len(widths))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return widths[a] - widths[b] })
	whole := make([]bool, len(widths))
	taken := 0
	for i, column := range order {
		taken += widths[column] + 1
		if widths[column] > shortCell || taken+restCell*(len(order)-1-i) > phoneLine {
			break
		}
		whole[column] = true
	}
	return whole
}

// isNumber tells whether a cell holds a number and nothing else. It stays on one
// line however narrow its column is: on paper a wide table breaks words, and
// 98.5 over two lines is another number.
func (p *page) isNumber(cell *east.TableCell) bool {
	p.plain = (&plainText{src: p.src}).inlines(p.plain[:0], cell)
	some := false
	for _, r := range string(p.plain) {
		some = some || r >= '0' && r <= '9'
		if !strings.ContainsRune("0123456789.,:%+-−±~–/ ", r) {
			return false
		}
	}
	return some && len(p.plain) <= longestWhole
}

func (p *page) cell(n *east.TableCell, head, whole bool) {
	tag := "td"
	if head && n.HasChildren() { // an empty corner heads nothing
		tag = "th"
	}
	p.str("<")
	p.str(tag)
	if tag == "th" {
		p.str(` scope="col"`)
	}
	class := ""
	switch n.Alignment {
	case east.AlignLeft:
		class = "left"
	case east.AlignRight:
		class = "right"
	case east.AlignCenter:
		class = "center"
	}
	if whole || !head && p.isNumber(n) {
		class = strings.TrimPrefix(class+" nb", " ")
	}
	if class != "" {
		p.attr("class", class)
	}
	p.str(">")
	if whole {
		p.unbroken++
		defer func() { p.unbroken-- }()
	}
	p.inCell++
	p.inlines(ast.Node(n))
	p.inCell--
	p.str("</")
	p.str(tag)
	p.str(">")
}
