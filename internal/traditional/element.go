package traditional

import "strings"

// element is a tag that opens an element. Its parts, in order, are the tag.
type element struct {
	name       string // as written; templates write small letters
	attributes []attribute
	after      string // what is left up to and with >
	size       int    // bytes
}

// attribute is one of a tag: everything before the value, with the quotation
// mark, and the value as written.
type attribute struct{ name, before, value string }

// value is that of the attribute of this name, empty if there is none.
func (e *element) value(name string) string {
	for _, a := range e.attributes {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// empty tells whether nothing comes before the element's end.
func (e *element) empty() bool { return strings.HasSuffix(e.after, "/>") || void[e.name] }

var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true,
}

// readElement reads the tag at the beginning of text, which is < and a letter.
func readElement(text string) element {
	at := 1
	for at < len(text) && !isSpace(text[at]) && text[at] != '>' && text[at] != '/' {
		at++
	}
	e := element{name: text[1:at]}
	from := at // of what no attribute has taken yet
	for {
		for at < len(text) && (isSpace(text[at]) || text[at] == '/') {
			at++
		}
		if at == len(text) || text[at] == '>' {
			at = min(at+1, len(text))
			e.after, e.size = text[from:at], at
			return e
		}
		name := at
		for at++; at < len(text) && !isSpace(text[at]) && !strings.ContainsRune("=>/", rune(text[at])); {
			at++
		}
		a := attribute{name: text[name:at]}
		equals := at
		for equals < len(text) && isSpace(text[equals]) {
			equals++
		}
		if equals == len(text) || text[equals] != '=' {
			a.before = text[from:at]
			e.attributes, from = append(e.attributes, a), at
			continue
		}
		for at = equals + 1; at < len(text) && isSpace(text[at]); {
			at++
		}
		value, end := valueAt(text, at)
		a.before, a.value = text[from:value], text[value:end]
		e.attributes, from, at = append(e.attributes, a), end, end
		if value > 0 && end < len(text) && (text[end] == '"' || text[end] == '\'') && text[end] == text[value-1] {
			at++ // the mark that ends it stays before what follows
		}
	}
}

// valueAt finds an attribute's value that begins at a place, with its
// quotation marks or without.
func valueAt(text string, at int) (from, to int) {
	if at < len(text) && (text[at] == '"' || text[at] == '\'') {
		if n := strings.IndexByte(text[at+1:], text[at]); n >= 0 {
			return at + 1, at + 1 + n
		}
		return at + 1, len(text)
	}
	for to = at; to < len(text) && !isSpace(text[to]) && text[to] != '>'; {
		to++
	}
	return at, to
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
