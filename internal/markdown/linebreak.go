package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// joins decides whether the lines around a soft break run together. They do
// if the character on either side is wide and neither is Hangul; “ ” … — look
// to what stands behind them. Markup between the characters does not count.
func joins(n *ast.Text, src []byte) bool {
	const reach = 32 // pieces of text to look through on either side
	before := lastOf(n, src)
	for c, i := previous(n), 0; c != nil && before == 0 && i < reach; c, i = previous(c), i+1 {
		before = lastOf(c, src)
	}
	if hangul(before) {
		return false
	}
	after := rune(0)
	for c, i := following(n), 0; c != nil && after == 0 && i < reach; c, i = following(c), i+1 {
		after = firstOf(c, src)
	}
	if hangul(after) {
		return false
	}
	if before == 0 && after == 0 {
		return true
	}
	return wide(before) || wide(after)
}

// following returns the next leaf of the same block.
func following(n ast.Node) ast.Node {
	for n.NextSibling() == nil {
		n = n.Parent()
		if n == nil || n.Type() != ast.TypeInline {
			return nil
		}
	}
	n = n.NextSibling()
	for n.HasChildren() && n.Type() == ast.TypeInline {
		n = n.FirstChild()
	}
	return n
}

// previous returns the leaf before n in the same block.
func previous(n ast.Node) ast.Node {
	for n.PreviousSibling() == nil {
		n = n.Parent()
		if n == nil || n.Type() != ast.TypeInline {
			return nil
		}
	}
	n = n.PreviousSibling()
	for n.HasChildren() && n.Type() == ast.TypeInline {
		n = n.LastChild()
	}
	return n
}

// leafText is what a reader sees of a leaf; nil if it does not show.
func leafText(n ast.Node, src []byte) []byte {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Value(src)
	case *ast.AutoLink:
		return n.Label(src)
	case *ast.String:
		return n.Value
	case *ast.Image, *east.TaskCheckBox:
		return []byte("x") // a thing like a word
	}
	return nil
}

// firstOf returns the first character of a leaf that takes a side, or 0.
func firstOf(n ast.Node, src []byte) rune {
	for b := leafText(n, src); len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		if !neutral(r) && r != '\\' {
			return r
		}
		b = b[size:]
	}
	return 0
}

// lastOf returns the last character of a leaf that takes a side, or 0.
func lastOf(n ast.Node, src []byte) rune {
	for b := leafText(n, src); len(b) > 0; {
		r, size := utf8.DecodeLastRune(b)
		if !neutral(r) && r != '\\' {
			return r
		}
		b = b[:len(b)-size]
	}
	return 0
}
