package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// looksLikePath tells an address or a file name from words in brackets.
var looksLikePath = regexp.MustCompile(`(?i)^\s*(?:<|https?://|[^\s]*/)|\.(?:jpe?g|png|gif|webp|svg|heic|bmp|tiff?|pdf|docx?|xlsx?|pptx?|zip|md|toml|html?)(?:#[^\s]*)?["”\s]*$`)

const farthest = 300 // bytes of an address or a text between its brackets

// literal reports what was meant for a picture or a link and is not one:
// ![汤圆](汤圆 照片.jpg), ![汤圆]（p.jpg）.
func (p *page) literal(n *ast.Text) {
	for at := n.Segment.Start; at < n.Segment.Stop; {
		i, closer := nearest(p.src[at:n.Segment.Stop], square, wideSquare)
		if i < 0 {
			return
		}
		from := at + i
		at = from + len(closer)
		rest := p.src[at:min(len(p.src), at+farthest)]
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			rest = rest[:end]
		}
		_, opener := nearest(rest, round, wideRound)
		if opener == nil || !bytes.HasPrefix(rest, opener) {
			continue
		}
		inner := rest[len(opener):]
		end, shut := nearest(inner, closing, wideClosing)
		if end < 0 {
			continue
		}
		start, picture, ok := p.openBefore(from)
		if !ok || !picture && !looksLikePath.Match(inner[:end]) {
			continue
		}
		p.mark(LiteralPicture, start, at+len(opener)+end+len(shut))
	}
}

// openBefore finds the bracket that a closing one belongs to, and whether an
// exclamation mark stands before it.
func (p *page) openBefore(from int) (start int, picture, ok bool) {
	near := p.src[max(0, from-farthest):from]
	start = max(bytes.LastIndexByte(near, '['), bytes.LastIndex(near, []byte("【")))
	if start < 0 || bytes.IndexByte(near[start:], '\n') >= 0 {
		return 0, false, false
	}
	before := near[:start]
	start += from - len(near)
	switch {
	case bytes.HasSuffix(before, []byte(`\`)):
		return 0, false, false
	case bytes.HasSuffix(before, []byte("!")):
		return start - 1, true, true
	case bytes.HasSuffix(before, []byte("！")):
		return start - len("！"), false, true
	}
	return start, false, true
}

var (
	square, wideSquare   = []byte("]"), []byte("】")
	round, wideRound     = []byte("("), []byte("（")
	closing, wideClosing = []byte(")"), []byte("）")
)

// nearest is the first of two marks in a text.
func nearest(text, a, b []byte) (int, []byte) {
	i, j := bytes.Index(text, a), bytes.Index(text, b)
	switch {
	case i < 0 && j < 0:
		return -1, nil
	case j < 0 || i >= 0 && i < j:
		return i, a
	}
	return j, b
}

var pictureName = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|svg)$`)

// wideMark reports ！[汤圆](p.jpg) on a line of its own: a link, since the mark
// is full-width. Within a sentence the mark may be the end of the one before.
func (p *page) wideMark(n *ast.Link, dest string, start, end int) {
	before, ok := n.PreviousSibling().(*ast.Text)
	if ok && opensLine(before) && strings.TrimLeft(string(before.Segment.Value(p.src)), " 　") == "！" && pictureName.MatchString(dest) {
		p.mark(LiteralPicture, before.Segment.Stop-len("！"), min(end+1, len(p.src)))
	}
}

// tabs advises against a table that was pasted as lines with tabs.
func (p *page) tabs(n *ast.Paragraph) {
	lines := n.Lines()
	for i := 0; i+1 < lines.Len(); i++ {
		first, second := lines.At(i), lines.At(i+1)
		if hasTab(first.Value(p.src)) && hasTab(second.Value(p.src)) {
			end := first.Start + len(bytes.TrimRight(p.src[first.Start:first.Stop], "\n"))
			p.mark(TabTable, first.Start, end)
			return
		}
	}
}

func hasTab(line []byte) bool { return bytes.IndexByte(bytes.TrimSpace(line), '\t') >= 0 }
