package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// place says what an address leads to.
type place int

const (
	inside  place = iota // of the site, or of the page
	outside              // http, https, or a host without a scheme
	contact              // mailto, tel, sms
	unsafe               // anything else
)

// placeOf looks at the scheme the way a browser does: spaces and control
// characters in it do not count.
func placeOf(dest string) place {
	scheme := make([]byte, 0, 16)
	for i := 0; i < len(dest) && len(scheme) < 16; i++ {
		c := dest[i]
		switch {
		case c <= ' ' || c == 0x7f:
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == ':':
			switch string(scheme) {
			case "http", "https":
				return outside
			case "mailto", "tel", "sms":
				return contact
			case "":
				return inside
			}
			return unsafe
		case c == '/' || c == '\\':
			if len(scheme) == 1 && (scheme[0] == '/' || scheme[0] == '\\') {
				return outside
			}
			if len(scheme) > 0 {
				return inside
			}
		case c == '?' || c == '#' || c >= utf8.RuneSelf:
			return inside
		case len(scheme) == 1 && (scheme[0] == '/' || scheme[0] == '\\'):
			return inside
		}
		scheme = append(scheme, c)
	}
	if len(scheme) == 16 && strings.IndexByte(dest, ':') >= 0 {
		// No scheme we know is that long; a path may be.
		if head, _, _ := strings.Cut(dest, ":"); !strings.ContainsAny(head, "/?#\\") {
			return unsafe
		}
	}
	return inside
}

func (p *page) link(n *ast.Link) {
	dest := string(unescape(p.plain[:0], n.Destination))
	start, end := spanOf(n, n.Destination, p.src)
	p.wideMark(n, dest, start, end)
	href, at, ok := p.address(dest, start, end)
	if !ok || p.inLink > 0 {
		p.inlines(n)
		return
	}
	p.str("<a")
	if at == outside {
		p.str(` class="out"`) // its address is printed behind it
	}
	p.href(href, at)
	if len(n.Title) > 0 {
		p.attr("title", string(unescape(p.plain[:0], n.Title)))
	}
	p.str(">")
	p.inLink++
	p.inlines(n)
	p.inLink--
	p.str("</a>")
}

func (p *page) autoLink(n *ast.AutoLink) {
	label := n.Label(p.src)
	dest := string(n.URL(p.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	start, end := spanOf(n, label, p.src)
	href, at, ok := p.address(dest, start, end)
	if !ok || p.inLink > 0 {
		p.out = appendEscaped(p.out, string(label))
		return
	}
	p.str("<a")
	p.href(href, at)
	p.str(">")
	p.out = appendEscaped(p.out, string(label))
	p.str("</a>")
}

// address decides where a link leads; not ok means that it is no link.
func (p *page) address(dest string, start, end int) (href string, at place, ok bool) {
	if strings.TrimSpace(dest) == "" {
		p.lost(DeadLink, dest, start, end)
		return "", inside, false
	}
	at = placeOf(dest)
	if at == unsafe {
		p.mark(UnsafeLink, start, end)
		return "", at, false
	}
	if at != inside {
		return dest, at, true
	}
	if dest[0] == '#' {
		if id, err := url.PathUnescape(dest[1:]); err == nil && p.ids[id] {
			return "#" + p.o.IDPrefix + id, at, true
		}
		if dest == "#" || strings.EqualFold(dest, "#top") { // of whatever page it is on
			return "#top", at, true
		}
	}
	if p.o.Link == nil {
		return dest, at, true
	}
	if href, ok = p.o.Link(dest); !ok {
		p.lost(DeadLink, dest, start, end)
		return "", at, false
	}
	if at = placeOf(href); at == unsafe {
		p.mark(UnsafeLink, start, end)
		return "", at, false
	}
	return href, at, true
}

func (p *page) href(href string, at place) {
	p.str(` href="`)
	p.out = appendURL(p.out, href)
	p.str(`"`)
	if at == outside {
		p.str(` rel="noopener external"`)
	}
}

// appendURL appends an address fit for an attribute. Han stays readable, as
// HTML allows; what could end the attribute or hide in it is encoded.
func appendURL(dst []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '%':
			if i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
				dst = append(dst, '%')
			} else {
				dst = append(dst, "%25"...)
			}
		case r > ' ' && r < 0x7f && strings.IndexByte("\"<>\\^`{|}'", byte(r)) < 0,
			r >= 0xa0 && r != utf8.RuneError && unicode.IsGraphic(r) && !unicode.IsSpace(r):
			dst = utf8.AppendRune(dst, r)
		default:
			for _, b := range []byte(string(r)) {
				dst = append(dst, '%', hex[b>>4], hex[b&15])
			}
		}
	}
	return dst
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}
