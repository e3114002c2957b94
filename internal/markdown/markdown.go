// Package markdown turns the Markdown of a notice into HTML that is safe to
// publish. It is goldmark set up once and made right for Chinese; goldmark is
// imported nowhere else.
//
// What is understood: CommonMark, tables, ~~strikethrough~~, bare links, task
// lists, footnotes and definition lists. What differs, and why:
//
//   - Bold and strike work beside Chinese punctuation: **“停水”**通知. A single
//     ~ never strikes, because 8:00~12:00 and 14:00~18:00 are hours.
//   - A line break in a paragraph disappears beside a wide character and stays
//     a space between Latin words and beside Hangul, whatever markup lies between.
//   - A line that opens with two full-width spaces, or with a number such as
//     “一、”, “（二）”, “3、” or “①”, starts a new paragraph, as it does in Word.
//     Leading full-width spaces are dropped: indenting is the style sheet's work.
//   - Telephone numbers and numbers with their unit stay on one line.
//   - Four leading spaces do not make code. Code is fenced.
//   - Raw HTML is dropped and reported; comments are dropped silently.
//   - Links lead to http, https, mailto, tel, sms or inside the site. Pictures
//     from other hosts are not shown: a page asks nothing of another host.
//   - No style attribute is ever written; alignment and sizes are classes.
//
// A picture alone in its paragraph becomes a figure, its title the caption.
// Behind it, {.half} or {width=half} gives a size: half, third, left, right, full.
// A heading may name its own id: ## 停水通知 {#water}.
//
//	c := markdown.New()
//	doc, err := c.Convert(body, markdown.Options{FirstLine: 9, Top: 2})
package markdown

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Options say where a text stands and what surrounds it. The zero value works.
type Options struct {
	FirstLine int    // line of the file at which the text begins, from 1; 0 means 1
	Top       int    // the level of the highest heading, whether the author begins with # or ##; 2 below a page's <h1>; 0 leaves them
	Lang      string // language of the labels we add; "zh-Hans" if empty
	IDPrefix  string // put before every id, for pages that show several texts

	// Link finds the address of a destination inside the site. It is asked about
	// destinations without scheme and host, and about "#id" when no heading of the
	// text has that id. ok=false is a dead link: reported, and shown as plain text.
	// Nil keeps destinations as written.
	Link func(dest string) (href string, ok bool)

	// Image finds a picture. ok=false is reported and the alternative text is shown
	// instead. Nil keeps destinations as written.
	Image func(dest string) (Picture, bool)
}

// A Picture is what an <img> needs. Zero width or height and empty lists are left out.
// An eager one is there when the page is: paper shows what is far below, too.
type Picture struct {
	Src, Srcset, Sizes string
	Width, Height      int
	Eager              bool
}

// A Doc is a converted text.
type Doc struct {
	HTML     string
	Headings []Heading
	Issues   []Issue // in the order of the text
	Pictures int     // pictures shown
}

// A Heading is a heading as published: the level after shifting, the id with its prefix.
type Heading struct {
	Level int
	ID    string
	Text  string
}

// The codes of issues. PictureWithoutAlt, PictureSize and TabTable are advice,
// the others are mistakes.
const (
	DeadLink          = "dead-link"           // the site has no such page or file
	MissingPicture    = "missing-picture"     // the picture was not found, or lies on another host
	RawHTML           = "raw-html"            // a tag that was dropped
	UnsafeLink        = "unsafe-link"         // a scheme such as javascript: or file:
	PictureWithoutAlt = "picture-without-alt" // nothing to read aloud
	PictureSize       = "picture-size"        // a word in {…} behind a picture that means nothing
	LiteralPicture    = "literal-picture"     // meant for a picture or a link, and published as it is written
	TabTable          = "tab-table"           // lines with tabs, as Word copies a table
	TooDeep           = "too-deep"            // nested or marked up beyond reason; the rest is plain text
)

// An Issue is a place in the file and what is wrong with it. The words for
// the reader are the caller's.
type Issue struct {
	Code   string
	Line   int    // from 1, in the file
	Column int    // from 1, in characters
	Width  int    // in characters
	Text   string // what was written there
	Dest   string // where a link or picture that was not found leads, as Link and Image were asked
}

// A Ref is a destination in the text: of a link, of a picture, of a reference in use.
type Ref struct {
	Dest    string
	Picture bool
	Line    int
	Column  int
	Width   int
}

// A Converter may be used by many goroutines at once.
type Converter struct {
	parser parser.Parser
	pages  sync.Pool // of *page
	bounds sync.Pool // of *bounds
}

// New sets goldmark up. Once is enough for a program.
func New() *Converter {
	c := &Converter{parser: newParser()}
	c.pages.New = func() any { return new(page) }
	c.bounds.New = func() any { return new(bounds) }
	return c
}

// Convert renders a text. The error is for the future: today every text can be
// rendered, and what is wrong with it is in Doc.Issues.
func (c *Converter) Convert(src []byte, o Options) (Doc, error) {
	src = clean(src)
	root, found := c.parse(src)
	p := c.pages.Get().(*page)
	defer c.pages.Put(p)
	doc := p.render(root, src, found, o)
	return doc, nil
}

// Refs lists every destination in the text, in its order, without rendering.
func (c *Converter) Refs(src []byte, firstLine int) []Ref {
	src = clean(src)
	root, _ := c.parse(src)
	return refs(root, src, firstLine)
}

// parse returns the tree and the places where the parser gave up.
func (c *Converter) parse(src []byte) (ast.Node, []mark) {
	b := c.bounds.Get().(*bounds)
	*b = bounds{made: b.made}
	defer c.bounds.Put(b)
	pc := parser.NewContext()
	pc.Set(boundsKey, b)
	root := c.parser.Parse(text.NewReader(src), parser.WithContext(pc))
	return root, b.found
}

// clean gives goldmark plain lines of valid UTF-8. Neither lines nor columns
// move: an invalid byte counts as one character before and after.
func clean(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte(" "))
	}
	if utf8.Valid(src) {
		return src
	}
	valid := make([]byte, 0, len(src)+16)
	for len(src) > 0 {
		r, n := utf8.DecodeRune(src)
		valid = utf8.AppendRune(valid, r)
		src = src[n:]
	}
	return valid
}
