package stencil

import (
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// escaper is what html/template puts at the end of a pipeline, for the context
// a value stands in.
type escaper struct {
	add  func(out []byte, s string, typ reflect.Type) ([]byte, bool) // see addText; nil if nothing is known
	raw  reflect.Type                                                // of values that are written as they are; nil if none
	slow *template.Template                                          // a value in such a context
	open string                                                      // what stands before it there
	shut string                                                      // and behind
}

// contexts are those of which something is known. The names in the pipeline
// are found by asking html/template, so that a context it treats otherwise in
// a later version is left to it.
var contexts = []struct {
	names      string
	open, shut string
	add        func(out []byte, s string, typ reflect.Type) ([]byte, bool)
}{
	{"htmlescaper", "", "", addText},
	{"attrescaper", `<a title="`, `">`, addText},
	{"rcdataescaper", "<title>", "</title>", addText},
	{"jsvalescaper", `<script type="application/ld+json">`, "</script>", nil},
	{"urlfilter urlnormalizer attrescaper", `<a href="`, `">`, addURL},
	{"urlnormalizer attrescaper", `<a href="/`, `">`, addURL},
	{"urlfilter attrescaper", `<meta http-equiv="refresh" content="5; url=`, `">`, nil},
	{"urlescaper attrescaper", `<a href="/?a=`, `">`, nil},
	{"htmlnamefilter", "<a ", ">", nil},
}

const prefix = "_html_template_"

// escapers prepares all contexts.
func escapers() map[string]*escaper {
	all := map[string]*escaper{}
	for _, c := range contexts {
		e := &escaper{add: c.add, open: c.open, shut: c.shut}
		e.slow = template.Must(template.New("").Parse(c.open + "{{.}}" + c.shut))
		if e.slow.Execute(&machine{}, "") != nil || chainOf(e.slow) != c.names {
			continue
		}
		if c.names == "htmlescaper" {
			e.raw = htmlType
		}
		all[c.names] = e
	}
	return all
}

// chainOf returns the names of the escapers of a template's one value.
func chainOf(t *template.Template) string {
	for _, n := range t.Tree.Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok {
			_, names := parted(a.Pipe)
			return names
		}
	}
	return ""
}

// parted parts the commands of a pipeline from the escapers behind them.
func parted(p *parse.PipeNode) (cmds []*parse.CommandNode, names string) {
	n := len(p.Cmds)
	var chain []string
	for ; n > 1; n-- {
		name, ok := p.Cmds[n-1].Args[0].(*parse.IdentifierNode)
		if !ok || len(p.Cmds[n-1].Args) != 1 || !strings.HasPrefix(name.Ident, prefix) {
			break
		}
		chain = append([]string{name.Ident[len(prefix):]}, chain...)
	}
	return p.Cmds[:n], strings.Join(chain, " ")
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	urlType  = reflect.TypeFor[template.URL]()
)

// Bytes of which a text is written as it is: all of UTF-8 beyond ASCII, and
// what is not special to HTML. In an address, what neither HTML nor RFC 3986
// would have written otherwise, and what does not end a scheme.
var (
	asTheyAre = table(func(c byte) bool { return c != 0 && strings.IndexByte(`"&'+<>`, c) < 0 })
	inURL     = table(func(c byte) bool {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~/?#=", c) >= 0
	})
)

func table(is func(c byte) bool) (t [256]bool) {
	for c := range t {
		t[c] = is(byte(c))
	}
	return t
}

// addText adds a text that has nothing to be escaped. It tells whether that
// was so; what it has added otherwise is not to be used.
func addText(out []byte, s string, typ reflect.Type) ([]byte, bool) {
	if typ == htmlType {
		return out, false // its tags may have to go
	}
	for i := range len(s) {
		if !asTheyAre[s[i]] {
			return out, false
		}
	}
	return append(out, s...), true
}

// addURL is addText for an address. A scheme is known to be harmless if it is
// that of the web, or if the type says so.
func addURL(out []byte, s string, typ reflect.Type) ([]byte, bool) {
	const web = "https://"
	trusted := typ == urlType
	if strings.HasPrefix(s, web) {
		out, s, trusted = append(out, web...), s[len(web):], true
	}
	for i := range len(s) {
		switch c := s[i]; {
		case inURL[c] || c == ':' && trusted:
			out = append(out, c)
		case c >= 0x80:
			out = append(out, '%', hex[c>>4], hex[c&15])
		default:
			return out, false
		}
	}
	return out, true
}

const hex = "0123456789abcdef"

// print returns what writes a value in a context.
func (e *escaper) print(v expr) op {
	slow := func(m *machine, dot reflect.Value) { m.between(e.slow, v.value(m, dot), e.open, e.shut) }
	switch {
	case v.typ == e.raw && e.raw != nil:
		return func(m *machine, dot reflect.Value) { m.whole(v.text(m, dot)) }
	case e.add == nil || v.typ.NumMethod() > 0: // a method may say how it is written
		return slow
	case v.typ.Kind() == reflect.String:
		return func(m *machine, dot reflect.Value) {
			if out, ok := e.add(m.out, v.text(m, dot), v.typ); ok {
				m.out = out
			} else {
				slow(m, dot)
			}
		}
	case isInt(v):
		return func(m *machine, dot reflect.Value) { m.out = strconv.AppendInt(m.out, v.value(m, dot).Int(), 10) }
	}
	return slow
}
