package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// figures writes a paragraph that holds pictures only, each with its {…}, as
// figures. It reports false if there is anything else.
func (p *page) figures(n *ast.Paragraph) bool {
	if first := n.FirstChild(); first == nil || first.Kind() != ast.KindImage {
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
		case *ast.Text:
			rest := c.Segment.Value(p.src)
			if prev := c.PreviousSibling(); prev.Kind() == ast.KindImage {
				_, taken := attributes(rest)
				rest = rest[taken:]
			}
			if len(bytes.TrimSpace(rest)) > 0 {
				return false
			}
		default:
			return false
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		image, ok := c.(*ast.Image)
		if !ok {
			continue
		}
		class, _ := p.size(image)
		picture, ok := p.find(image)
		if !ok {
			p.str("<p>")
			p.alt(image)
			p.str("</p>\n")
			continue
		}
		p.str("<figure")
		if class != "" {
			p.attr("class", class)
		}
		p.str(">")
		p.img(image, picture, "", "")
		if len(image.Title) > 0 {
			p.str("<figcaption>")
			p.out = appendText(p.out, image.Title)
			p.str("</figcaption>")
		}
		p.str("</figure>\n")
	}
	return true
}

// inlinePicture writes a picture among words and returns what follows it.
func (p *page) inlinePicture(n *ast.Image) ast.Node {
	class, taken := p.size(n)
	if picture, ok := p.find(n); ok {
		p.img(n, picture, class, string(unescape(p.plain[:0], n.Title)))
	} else {
		p.alt(n)
	}
	next := n.NextSibling()
	if taken > 0 {
		return p.text(next.(*ast.Text), taken)
	}
	return next
}

// find asks for the picture, and reports what is wrong with it.
func (p *page) find(n *ast.Image) (Picture, bool) {
	dest := string(unescape(p.plain[:0], n.Destination))
	start, end := spanOf(n, n.Destination, p.src)
	picture := Picture{Src: dest}
	if at := placeOf(dest); at == unsafe || at == contact {
		p.mark(UnsafeLink, start, end)
		return picture, false
	}
	ok := strings.TrimSpace(dest) != ""
	if ok && p.o.Image != nil {
		picture, ok = p.o.Image(dest)
	}
	if !ok || placeOf(picture.Src) != inside {
		p.lost(MissingPicture, dest, start, end)
		return picture, false
	}
	p.plain = (&plainText{src: p.src, alt: true}).inlines(p.plain[:0], n)
	if len(bytes.TrimSpace(p.plain)) == 0 {
		p.mark(PictureWithoutAlt, start, end)
	}
	return picture, true
}

func (p *page) img(n *ast.Image, picture Picture, class, title string) {
	p.pictures++
	p.str(`<img src="`)
	p.out = appendURL(p.out, picture.Src)
	p.str(`"`)
	if picture.Srcset != "" {
		p.attr("srcset", picture.Srcset)
	}
	if picture.Sizes != "" {
		p.attr("sizes", picture.Sizes)
	}
	if picture.Width > 0 && picture.Height > 0 {
		p.str(` width="`)
		p.int(picture.Width)
		p.str(`" height="`)
		p.int(picture.Height)
		p.str(`"`)
	}
	p.str(` alt="`)
	p.alt(n)
	p.str(`"`)
	if title != "" {
		p.attr("title", title)
	}
	if class != "" {
		p.attr("class", class)
	}
	if picture.Eager {
		p.str(` decoding="sync">`)
		return
	}
	p.str(` loading="lazy" decoding="async">`)
}

// alt writes the alternative text, fit for an attribute.
func (p *page) alt(n *ast.Image) {
	p.plain = (&plainText{src: p.src, alt: true}).inlines(p.plain[:0], n)
	p.out = appendEscaped(p.out, string(bytes.TrimSpace(p.plain)))
}

// size reads the {…} behind a picture: the class it means and the bytes it takes.
func (p *page) size(n *ast.Image) (class string, taken int) {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok || next.Segment.Padding != 0 {
		return "", 0
	}
	words, taken := attributes(next.Segment.Value(p.src))
	for _, w := range words {
		switch w.value {
		case "half", "third", "left", "right", "full":
			if class != "" {
				class += " "
			}
			class += w.value
		default:
			p.mark(PictureSize, next.Segment.Start+w.start, next.Segment.Start+w.end)
		}
	}
	return class, taken
}

type attribute struct {
	value      string
	start, end int
}

// attributes reads {.half} or {width=half class="left"} at the start of b.
// What does not look like one of these is text, and takes no bytes.
func attributes(b []byte) (words []attribute, taken int) {
	if len(b) < 3 || b[0] != '{' {
		return nil, 0
	}
	end := bytes.IndexByte(b[:min(len(b), 100)], '}')
	if end < 0 {
		return nil, 0
	}
	for at := 1; at < end; {
		if b[at] == ' ' {
			at++
			continue
		}
		stop := at
		for stop < end && b[stop] != ' ' {
			stop++
		}
		word := string(b[at:stop])
		value, ok := strings.CutPrefix(word, ".")
		if !ok {
			var name string
			name, value, ok = strings.Cut(word, "=")
			ok = ok && (name == "width" || name == "class" || name == "size")
			value = strings.Trim(value, `"'`)
		}
		if !ok || value == "" {
			return nil, 0
		}
		words = append(words, attribute{value, at, stop})
		at = stop
	}
	if len(words) == 0 {
		return nil, 0
	}
	return words, end + 1
}
