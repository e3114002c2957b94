package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Text returns what a text says, without markup: blocks on lines of their own,
// the cells of a table row separated by tabs, the alternative text and the
// title of pictures, the notes at the end.
func (c *Converter) Text(src []byte) string {
	return string(c.AppendText(make([]byte, 0, len(src)), src))
}

// AppendText appends to dst what Text returns.
func (c *Converter) AppendText(dst, src []byte) []byte {
	from := len(dst)
	out, ok := plainly(dst, src)
	if !ok {
		return append(dst, c.parsedText(src)...)
	}
	said := bytes.TrimSpace(out[from:])
	return out[:from+copy(out[from:], said)]
}

// parsedText is what any text says.
func (c *Converter) parsedText(src []byte) string {
	src = clean(src)
	root, _ := c.parse(src)
	t := plainText{src: src, alt: true}
	out := t.blocks(make([]byte, 0, len(src)), root)
	return string(bytes.TrimSpace(out))
}

// CountWords counts the 字数 of a text.
func (c *Converter) CountWords(src []byte) int { return Count(c.Text(src)) }

// plainText takes the markup off.
type plainText struct {
	src  []byte
	alt  bool // include the words of pictures
	cell bool
}

func (t *plainText) blocks(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		dst = t.block(dst, c)
	}
	return dst
}

func (t *plainText) block(dst []byte, n ast.Node) []byte {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition, *ast.ThematicBreak:
		return dst
	case *ast.FencedCodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			dst = append(dst, line.Value(t.src)...)
		}
		return endLine(dst)
	case *east.TableHeader, *east.TableRow:
		t.cell = true
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if c != n.FirstChild() {
				dst = append(dst, '\t')
			}
			dst = t.inlines(dst, c)
		}
		t.cell = false
		return endLine(dst)
	}
	if first := n.FirstChild(); first != nil && first.Type() == ast.TypeInline {
		return endLine(t.inlines(dst, n))
	}
	return t.blocks(dst, n)
}

func endLine(dst []byte) []byte {
	dst = bytes.TrimRight(dst, " \n")
	if len(dst) == 0 {
		return dst
	}
	return append(dst, '\n')
}

func (t *plainText) inlines(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(t.src)
			if prev := c.PreviousSibling(); prev != nil && prev.Kind() == ast.KindImage {
				_, taken := attributes(value)
				value = value[taken:]
			}
			if opensLine(c) {
				value = trimFullSpaces(value)
			}
			dst = unescape(dst, value)
			if c.HardLineBreak() {
				dst = append(dst, '\n')
			} else if c.SoftLineBreak() && !joins(c, t.src) {
				dst = append(dst, ' ')
			}
		case *ast.String:
			dst = append(dst, c.Value...)
		case *ast.AutoLink:
			dst = append(dst, c.Label(t.src)...)
		case *ast.CodeSpan:
			dst = appendCode(dst, c, t.src, t.cell)
		case *ast.Image:
			if t.alt {
				dst = t.inlines(dst, c)
				if len(c.Title) > 0 {
					dst = append(dst, ' ')
					dst = unescape(dst, c.Title)
				}
			}
		case *ast.RawHTML, *east.FootnoteLink, *east.FootnoteBacklink, *east.TaskCheckBox:
		default:
			dst = t.inlines(dst, c)
		}
	}
	return dst
}

// Count counts 字数: every Han character and kana is one, and so is every word
// or number in letters of another script; 11:30, 3.5 and don't are one each.
func Count(text string) int {
	count, word := 0, false
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case han(r) || kana(r):
			count++
			word = false
		case letter(r):
			if !word {
				count++
			}
			word = true
		case word && strings.ContainsRune(".,:'’-_/@%", r) && i+1 < len(runes) && letter(runes[i+1]):
		default:
			word = false
		}
	}
	return count
}
