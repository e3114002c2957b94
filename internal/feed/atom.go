package feed

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// writeAtom writes a feed by RFC 4287.
func writeAtom(w io.Writer, c *channel, text writtenText) error {
	b := atomWriter{bufio.NewWriter(w)}
	b.WriteString(xml.Header + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="` + c.Language + `">`)
	b.element("id", c.ID)
	b.element("title", c.Title)
	if c.Subtitle != "" {
		b.element("subtitle", c.Subtitle)
	}
	b.element("updated", c.Updated)
	b.author(c.Author)
	b.link("self", "application/atom+xml", c.Atom)
	b.link("alternate", "text/html", c.Page)
	b.link("alternate", "application/feed+json", c.JSON)
	for _, e := range c.Entries {
		html, err := text(e)
		if err != nil {
			return err
		}
		b.entry(e, html)
	}
	b.WriteString("</feed>\n")
	return b.Flush()
}

// escapes are what HTML needs inside an element; what XML cannot hold at all
// the Markdown has already replaced.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// atomWriter keeps the first error for Flush, as bufio does.
type atomWriter struct{ *bufio.Writer }

func (b atomWriter) entry(e *entry, html string) {
	b.WriteString("<entry>")
	b.element("id", e.ID)
	b.element("title", e.Title)
	b.element("published", e.Published)
	b.element("updated", e.Updated)
	b.author(e.Author)
	b.link("alternate", "text/html", e.Address)
	for _, f := range e.Files {
		b.WriteString(`<link rel="enclosure"`)
		b.attribute("type", f.Type)
		b.attribute("href", f.Address)
		b.attribute("title", f.Title)
		if f.Size > 0 {
			b.attribute("length", strconv.FormatInt(f.Size, 10))
		}
		b.WriteString("/>")
	}
	if e.Summary != "" {
		b.element("summary", e.Summary)
	}
	b.WriteString("<category")
	b.attribute("term", string(e.Kind))
	b.attribute("label", e.Kind.Chinese())
	b.WriteString("/>")
	for _, t := range e.Tags {
		b.WriteString("<category")
		b.attribute("term", t)
		b.WriteString("/>")
	}
	b.WriteString(`<content type="html">`)
	escapes.WriteString(b, html)
	b.WriteString("</content></entry>")
}

func (b atomWriter) element(name, text string) {
	b.WriteString("<" + name + ">")
	xml.EscapeText(b, []byte(text))
	b.WriteString("</" + name + ">")
}

func (b atomWriter) attribute(name, value string) {
	b.WriteString(" " + name + `="`)
	xml.EscapeText(b, []byte(value))
	b.WriteString(`"`)
}

func (b atomWriter) author(name string) {
	b.WriteString("<author>")
	b.element("name", name)
	b.WriteString("</author>")
}

func (b atomWriter) link(rel, mediaType, address string) {
	b.WriteString("<link")
	b.attribute("rel", rel)
	b.attribute("type", mediaType)
	b.attribute("href", address)
	b.WriteString("/>")
}
