package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

var idAttribute = []byte("id")

// heading takes {#id} off the end of a heading.
type heading struct{ parser.BlockParser }

func (h heading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	line := reader.Source()[last.Start:last.Stop]
	if len(line) == 0 || line[len(line)-1] != '}' {
		return
	}
	brace := bytes.LastIndex(line, []byte("{#"))
	if brace < 0 {
		return
	}
	id := slug(string(line[brace+2:len(line)-1]), false)
	if id == "" {
		return
	}
	node.SetAttribute(idAttribute, id)
	last.Stop = last.Start + len(bytes.TrimRight(line[:brace], " \t"))
	lines.Set(lines.Len()-1, last)
}

// slug makes an id of a text: letters and digits of every script stay, spaces
// become hyphens, punctuation goes.
func slug(s string, lower bool) string {
	var b strings.Builder
	hyphen := false
	for _, r := range s {
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r):
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			if lower && r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteRune(r)
		case r == '-' || unicode.IsSpace(r):
			hyphen = true
		}
	}
	return b.String()
}

// headings gives every heading under n its id. Ids that authors chose go
// first, so that a link to one keeps its meaning when a heading is added above.
func (p *page) headings(n ast.Node) {
	var found []*ast.Heading
	found = appendHeadings(found, n)
	if len(found) == 0 {
		return
	}
	p.ids = make(map[string]bool, len(found))
	ids := make([]string, len(found))
	for i, h := range found {
		if id, ok := h.Attribute(idAttribute); ok {
			ids[i] = p.unique(id.(string))
		}
	}
	shift := 0
	if p.o.Top > 0 {
		highest := found[0].Level
		for _, h := range found {
			highest = min(highest, h.Level)
		}
		shift = p.o.Top - highest
	}
	p.outline = make([]Heading, len(found))
	for i, h := range found {
		p.plain = p.plain[:0]
		p.plain = (&plainText{src: p.src, alt: true}).inlines(p.plain, h)
		text := strings.Join(strings.Fields(string(p.plain)), " ")
		if ids[i] == "" {
			base := slug(text, true)
			if base == "" {
				base = p.labels.section
			}
			ids[i] = p.unique(base)
		}
		p.outline[i] = Heading{min(h.Level+shift, 6), p.o.IDPrefix + ids[i], text}
	}
}

func appendHeadings(found []*ast.Heading, n ast.Node) []*ast.Heading {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if h, ok := c.(*ast.Heading); ok {
			found = append(found, h)
		} else if c.Type() == ast.TypeBlock && c.HasChildren() && c.FirstChild().Type() == ast.TypeBlock {
			found = appendHeadings(found, c)
		}
	}
	return found
}

func (p *page) unique(id string) string {
	if !p.ids[id] {
		p.ids[id] = true
		return id
	}
	for n := max(p.repeats[id], 1) + 1; ; n++ {
		if next := id + "-" + strconv.Itoa(n); !p.ids[next] {
			p.ids[next] = true
			if p.repeats == nil {
				p.repeats = map[string]int{}
			}
			p.repeats[id] = n
			return next
		}
	}
}
