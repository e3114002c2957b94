package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// spanOf finds where in the source a destination stands. goldmark hands out
// pieces of the source itself, so what is left of the capacity tells the place;
// only in lines indented by tabs are they copies, and then the destination is
// looked for.
func spanOf(n ast.Node, dest, src []byte) (start, end int) {
	from := min(max(n.Pos(), 0), len(src))
	if len(dest) == 0 {
		return from, min(from+1, len(src))
	}
	if at := cap(src) - cap(dest); at >= 0 && at+len(dest) <= len(src) && &src[at] == &dest[0] {
		return at, at + len(dest)
	}
	near := src[from:min(from+4096, len(src))]
	if i := bytes.Index(near, dest); i >= 0 {
		return from + i, from + i + len(dest)
	}
	return from, min(from+1, len(src))
}

// A ruler turns offsets, given in rising order, into lines and columns. It
// reads the source once.
type ruler struct {
	src          []byte
	at           int
	line, column int
}

func newRuler(src []byte, firstLine int) *ruler {
	return &ruler{src: src, line: max(firstLine, 1), column: 1}
}

func (r *ruler) move(to int) {
	part := r.src[r.at:to]
	if n := bytes.Count(part, []byte("\n")); n > 0 {
		r.line += n
		r.column = 1
		part = part[bytes.LastIndexByte(part, '\n')+1:]
	}
	r.column += utf8.RuneCount(part)
	r.at = to
}

// written returns the source from start to end, or to the end of the line.
func written(src []byte, start, end int) string {
	s := src[start:end]
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return string(s)
}

// issues gives the marks their places, in the order of the text.
func issues(marks []mark, src []byte, firstLine int) []Issue {
	if len(marks) == 0 {
		return nil
	}
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].start < marks[j].start })
	found := make([]Issue, 0, len(marks))
	r := newRuler(src, firstLine)
	for i, m := range marks {
		if i > 0 && m == marks[i-1] { // one reference, used twice
			continue
		}
		r.move(m.start)
		text := written(src, m.start, m.end)
		found = append(found, Issue{m.code, r.line, r.column, max(utf8.RuneCountInString(text), 1), text, m.dest})
	}
	return found
}

type destination struct {
	dest       string
	picture    bool
	start, end int
}

func refs(root ast.Node, src []byte, firstLine int) []Ref {
	found := destinations(nil, root, src)
	if len(found) == 0 {
		return nil
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].start < found[j].start })
	list := make([]Ref, 0, len(found))
	r := newRuler(src, firstLine)
	for i, d := range found {
		if i > 0 && d == found[i-1] {
			continue
		}
		r.move(d.start)
		width := utf8.RuneCountInString(written(src, d.start, d.end))
		list = append(list, Ref{d.dest, d.picture, r.line, r.column, max(width, 1)})
	}
	return list
}

func destinations(found []destination, n ast.Node, src []byte) []destination {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Link:
			start, end := spanOf(c, c.Destination, src)
			found = append(found, destination{string(unescape(nil, c.Destination)), false, start, end})
		case *ast.Image:
			start, end := spanOf(c, c.Destination, src)
			found = append(found, destination{string(unescape(nil, c.Destination)), true, start, end})
		case *ast.AutoLink:
			start, end := spanOf(c, c.Label(src), src)
			dest := string(c.URL(src))
			if c.AutoLinkType == ast.AutoLinkEmail {
				dest = "mailto:" + dest
			}
			found = append(found, destination{dest, false, start, end})
		case *east.FootnoteBacklink, *ast.Text:
			continue
		}
		found = destinations(found, c, src)
	}
	return found
}
