package markdown

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// withEmphasis is goldmark with nothing changed but our emphasis.
func withEmphasis() func(src []byte) string {
	md := goldmark.New(goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasis{}, 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)), goldmark.WithRendererOptions(html.WithUnsafe()))
	return func(src []byte) string {
		var out bytes.Buffer
		pc := parser.NewContext()
		pc.Set(boundsKey, new(bounds))
		if err := md.Convert(src, &out, parser.WithContext(pc)); err != nil {
			return err.Error()
		}
		return out.String()
	}
}

// Latin text must come out as CommonMark says: every text of up to six of these
// characters is parsed by our rule and by goldmark's.
func TestLatinEmphasisIsUnchanged(t *testing.T) {
	const alphabet = "a*_ .("
	length := 6
	if testing.Short() {
		length = 4
	}
	ours := withEmphasis()
	theirs := goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe()))
	var want bytes.Buffer
	var try func(src []byte)
	try = func(src []byte) {
		want.Reset()
		if err := theirs.Convert(src, &want); err != nil {
			t.Fatal(err)
		}
		if got := ours(src); got != want.String() {
			t.Errorf("%q\n got %q\nwant %q", src, got, want.String())
		}
		if len(src) == length {
			return
		}
		for i := range alphabet {
			try(append(src[:len(src):len(src)], alphabet[i]))
		}
	}
	try(nil)
}

// The unusual characters of the CommonMark examples.
func TestLatinEmphasisBeyondASCII(t *testing.T) {
	ours := withEmphasis()
	theirs := goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe()))
	for _, src := range []string{
		"*\u00a0a\u00a0*", "*$*alpha.", "*£*bravo.", "*€*charlie.", "пристаням_стремятся_", "5*6*78",
		"a*“foo”*", "**Gomphocarpus (*Gomphocarpus physocarpus*, syn.\n*Asclepias physocarpa*)**",
		"*foo [bar](/url)*", "foo***bar***baz", "**<a href=\"**\">", "*a `*`*", "**foo*bar**", "~*a*~",
	} {
		var want bytes.Buffer
		if err := theirs.Convert([]byte(src), &want); err != nil {
			t.Fatal(err)
		}
		if got := ours([]byte(src)); got != want.String() {
			t.Errorf("%q\n got %q\nwant %q", src, got, want.String())
		}
	}
}
