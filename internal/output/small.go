package output

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// leastPiece is the length in bytes from which a piece is worth a look at every
// write of a page.
const leastPiece = 64

// Pieces are parts of the page that is being written which are as small as the
// minifier would make them: it is not asked to read them again. Most of a page
// is made of them.
type Pieces struct {
	known []string
	put   []string // those that the page holds a mark for, in order
}

// PiecesOf gives where a page that is being written is told of its pieces. It
// is nil, which takes all and does nothing, if nobody makes the page smaller.
func PiecesOf(w io.Writer) *Pieces {
	if p, ok := w.(*draft); ok {
		return p.pieces
	}
	return nil
}

// Add says that this is as small as it gets, should it be written in one go.
func (p *Pieces) Add(html string) {
	if p != nil && len(html) >= leastPiece {
		p.known = append(p.known, html)
	}
}

// draft is a file while it is written. With pieces, it has marks in their place.
type draft struct {
	bytes.Buffer
	pieces *Pieces
}

func (p *draft) Write(b []byte) (int, error) {
	if p.pieces != nil && len(b) >= leastPiece {
		for _, known := range p.pieces.known {
			if known == string(b) {
				p.mark(len(p.pieces.put))
				p.pieces.put = append(p.pieces.put, known)
				return len(b), nil
			}
		}
	}
	return p.Buffer.Write(b)
}

// A mark looks like the start of an element that nobody has, which the minifier
// passes on as it is, and after which white space counts.
const markStart, markEnd = "<banbao:", ">"

func (p *draft) mark(n int) {
	p.WriteString(markStart)
	p.Buffer.Write(strconv.AppendInt(p.AvailableBuffer(), int64(n), 10))
	p.WriteString(markEnd)
}

// whole appends the page with its pieces in place of their marks. It is not ok
// if a mark is missing, or if the page has such an element.
func (p *Pieces) whole(out *bytes.Buffer, marked []byte) (ok bool) {
	for n, piece := range p.put {
		at := bytes.Index(marked, []byte(markStart))
		if at < 0 {
			return false
		}
		out.Write(marked[:at])
		number, rest, _ := bytes.Cut(marked[at+len(markStart):], []byte(markEnd))
		if string(number) != strconv.Itoa(n) {
			return false
		}
		out.WriteString(piece)
		if strings.HasSuffix(piece, "\n") {
			rest = bytes.TrimPrefix(rest, []byte("\n"))
		}
		marked = rest
	}
	out.Write(marked)
	return !bytes.Contains(marked, []byte(markStart))
}

// SmallHTML is a piece of a page as the minifier leaves it, but for white space
// at its edges, which may count there. The scratch is lost. It is not ok, and
// as it was, if the minifier does not understand it.
func SmallHTML(scratch []byte) (html string, ok bool) {
	r := newRenderer(false)
	defer r.release()
	r.raw.Reset()
	r.raw.Write(scratch)
	if r.minify(htmlFile) != nil {
		return string(scratch), false
	}
	small := bytes.TrimSpace(r.small.Bytes())
	if len(small) == 0 {
		return string(scratch), true
	}
	first, last := scratch[0], scratch[len(scratch)-1]
	out := r.raw.AvailableBuffer()[:0]
	if isEdge(first) {
		out = append(out, first)
	}
	out = append(out, small...)
	if isEdge(last) {
		out = append(out, last)
	}
	return string(out), true
}

func isEdge(c byte) bool { return c == ' ' || c == '\n' }
