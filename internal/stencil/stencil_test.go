package stencil

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"
	"testing"
)

// What a view may be made of.
type view struct {
	Text, Empty string
	HTML        template.HTML
	URL         template.URL
	Attr        template.HTMLAttr
	Kind        kind
	Spoken      spoken
	N, Zero     int
	Small       int8
	Unsigned    uint
	Real        float64
	Yes, No     bool
	Rows        []row
	Refs        []*row
	None        []row
	Words       []string
	Pair        [2]string
	Ref, Nil    *row
	Deep        **row
	Inner       row
	Map         map[string]string
	Any, AnyNil any
	Anys        []any
	Func        func() string
	embedded
	*Far
}

type (
	kind     string
	spoken   string
	embedded struct{ Within string }
	Far      struct{ Away string }
	row      struct {
		Name string
		Href string
		Rows []row
		Next *row
	}
)

func (s spoken) String() string                             { return "says <" + string(s) + ">" }
func (r row) Loud() string                                  { return r.Name + "!" }
func (r *row) Own() template.HTML                           { return template.HTML("<i>" + r.Name + "</i>") }
func (r row) Of(n int, s string) string                     { return fmt.Sprint(r.Name, n, s) }
func (r row) Fails() (string, error)                        { return "", errors.New("it fails") }
func (r row) Works() (string, error)                        { return "works", nil }
func (r row) Panics() string                                { panic("it panics") }
func (r row) Many(s ...string) string                       { return strings.Join(s, r.Name) }
func (v *view) Made(r *row, html template.HTML) string      { return v.Text + r.Name + string(html) }
func (v view) Self() view                                   { return v }
func (v *view) Nothing() *row                               { return nil }
func (v *view) Same(x template.HTML) (template.HTML, error) { return x, nil }

func aView() *view {
	r := &row{Name: "丙", Href: "c d.html", Next: &row{Name: "丁"}}
	return &view{
		Text: "停水通知", HTML: "<b>停水</b> & 停电", URL: "tel:0571-88", Attr: ` dir="ltr"`, Kind: "公告", Spoken: "话", N: 3, Small: -7, Unsigned: 8, Real: 1.5, Yes: true,
		Rows:  []row{{Name: "甲", Href: "a.html", Rows: []row{{Name: "a"}, {Name: "b"}}}, {Name: "乙 & 子", Href: "https://example.org/?a=1&b=%20"}},
		Refs:  []*row{r, {Name: "x"}},
		Words: []string{"一", "二"}, Pair: [2]string{"左", "右"}, Ref: r, Deep: &r, Inner: row{Name: "里"},
		Map: map[string]string{"k": "v"}, Any: "any", Anys: []any{1, "two"}, Func: func() string { return "f" },
		embedded: embedded{"里面"}, Far: &Far{"远"},
	}
}

var known = template.FuncMap{
	"bold":  func(s string) template.HTML { return template.HTML("<b>" + template.HTMLEscapeString(s) + "</b>") },
	"twice": func(s string) string { return s + s },
	"strict": func(s string) (template.HTML, error) {
		if s == "" {
			return "", errors.New("nothing given")
		}
		return template.HTML(s), nil
	},
	"sum": func(a, b int) int { return a + b },
}

// parsed returns a set that executes quickly, and one that does not.
func parsed(t testing.TB, text string) (*Set, *template.Template) {
	t.Helper()
	of := func() *template.Template {
		all, err := template.New("page").Funcs(known).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	return New(of(), known), of()
}

// executed returns what a set makes of a view once its template is compiled,
// and why it could not be.
func executed(t testing.TB, s *Set, view any) (string, error) {
	t.Helper()
	var out bytes.Buffer
	for range soon {
		if err := s.Execute(&out, "page", view); err != nil {
			return "", err
		}
	}
	out.Reset()
	err := s.Execute(&out, "page", view)
	return out.String(), err
}

// texts are templates, and why each is left to html/template, if it is.
var texts = []struct{ text, left string }{
	{"plain <p>text</p>", ""},
	{"{{/* nothing */}}{{.Text}}{{.Empty}}{{.HTML}}{{.Kind}}{{.Spoken}}{{.N}}{{.Small}}{{.Unsigned}}{{.Real}}{{.Yes}}", ""},
	{"{{.Within}} {{.Away}} {{.Ref.Next.Name}} {{.Inner.Name}} {{.Pair}} {{.Words}} {{.Map}}", ""},
	{"{{.Any}} {{.AnyNil}} {{.Rows}} {{.URL}} {{.Attr}}", ""},
	{`<a href="{{.URL}}" title="{{.Text}}" {{.Attr}} data-n="{{.N}}" data-h="{{.HTML}}">{{.Text}}</a>`, ""},
	{`{{range .Rows}}<a href="{{.Href}}">{{.Name}}</a><a href="../x/{{.Href}}?q={{.Name}}">{{end}}`, ""},
	{`<title>{{.Text}} {{.HTML}}</title><textarea>{{.HTML}}</textarea>`, ""},
	{`<script type="application/ld+json">{{.Words}}</script><script>var x = {{.Text}}</script>`, ""},
	{"{{if .Yes}}1{{end}}{{if .No}}2{{else}}3{{end}}{{if .None}}4{{else if .Words}}5{{end}}{{if .Zero}}6{{end}}{{if .Nil}}7{{end}}{{if .Ref}}8{{end}}{{if .Map}}9{{end}}{{if .Any}}a{{end}}{{if .AnyNil}}b{{end}}{{if .Inner}}c{{end}}{{if .Real}}d{{end}}{{if .Unsigned}}e{{end}}{{if .Pair}}f{{end}}", ""},
	{"{{with .Ref}}{{.Name}}{{with .Next}}{{.Name}}{{$.Text}}{{end}}{{end}}{{with .Nil}}no{{else}}{{.Text}}{{end}}{{with .Inner}}{{.Own}}{{end}}", ""},
	{"{{with $x := .Ref}}{{$x.Name}}{{.Name}}{{end}}{{if $y := .Text}}{{$y}}{{end}}", ""},
	{"{{$x := .Text}}{{if .Yes}}{{$x = .Empty}}{{$x}}{{$x := 3}}{{$x}}{{end}}[{{$x}}]", ""},
	{"{{range .Rows}}{{.Name}}{{range .Rows}}{{.Name}}{{$.Text}}{{end}}{{else}}none{{end}}{{range .None}}x{{else}}none{{.Text}}{{end}}", ""},
	{"{{range $i, $r := .Rows}}{{if $i}}, {{end}}{{$i}}{{$r.Name}}{{.Loud}}{{end}}{{range $w := .Words}}{{$w}}{{.}}{{end}}{{range .Refs}}{{.Own}}{{.Loud}}{{end}}{{range .Pair}}{{.}}{{end}}{{range .Anys}}{{.}}{{end}}", ""},
	{`{{.Inner.Loud}}{{.Inner.Own}}{{.Ref.Own}}{{.Inner.Of 3 "x"}}{{.Inner.Works}}{{.Self.Text}}{{$.Made .Ref .HTML}}{{.HTML | .Same}}`, ""},
	{`{{bold .Text}}{{twice .Text}}{{strict "a"}}{{sum 1 .N}}{{.Text | twice | bold}}{{bold (twice "<")}}{{twice "a&b"}}`, ""},
	{`{{if and .Yes .Text (not .No)}}1{{end}}{{if or .No .Empty .Nil}}2{{else}}3{{end}}{{or .Empty .Text}}{{and .Text .Empty}}{{or .No .Yes}}{{with or .Nil .Ref}}{{.Name}}{{end}}{{not .Rows}}`, ""},
	{`{{if eq .Kind "公告"}}1{{end}}{{if eq .N 1 2 3}}2{{end}}{{if ne .Text "x"}}3{{end}}{{if eq .Yes true}}4{{end}}{{eq .Small .N}}{{lt .N 4}}{{le .N 3}}{{gt .N 3}}{{ge .N 3}}{{if eq (len .Rows) 2}}5{{end}}`, ""},
	{"{{len .Rows}}{{len .Text}}{{len .Map}}{{index .Words 1}}{{(index .Rows 0).Name}}{{index .Pair 0}}{{range $i, $w := .Words}}{{index $.Pair $i}}{{end}}", ""},
	{`{{define "one"}}<li>{{.Name}}{{template "more" .Rows}}</li>{{end}}{{define "more"}}{{range .}}{{template "one" .}}{{end}}{{end}}{{template "more" .Rows}}{{range .Refs}}{{template "one" .}}{{end}}`, ""},
	{`{{define "in"}} data-a="{{.Name}}"{{if .Href}} hidden{{end}}{{end}}{{range .Rows}}<li{{template "in" .}}>{{.Name}}</li>{{end}}`, "in$htmltemplate_stateTag: html/template keeps it to itself"},
	{`{{define "in"}}{{.Name}}{{end}}<title>{{template "in" .Inner}}</title>`, "page: html/template keeps in$htmltemplate_stateRCDATA_elementTitle to itself"},
	{`{{define "hard"}}{{printf "%d" .N}}<b>{{.HTML}}</b>{{end}}{{.HTML}}{{template "hard" .}}{{.Text}}`, "hard: printf with [string int]"},
	{`{{define "bare"}}x{{end}}{{template "bare"}}`, ""},
	{`{{define "bare"}}{{.}}{{end}}{{template "bare"}}`, "bare: there is no dot"},
	{`{{define "bare"}}{{$}}{{end}}{{template "bare"}}`, "bare: there is no $"},
	{`<meta http-equiv="refresh" content="3; url={{.Text}}">`, ""},
	{`{{.Deep}}{{with .Deep}}x{{end}}`, ""},
	{`<p style="color: {{.Text}}">`, `page: .Text | _html_template_cssvaluefilter | _html_template_attrescaper stands where nothing is known of how to escape it`},
	{`<a href={{.Text}}>`, `page: .Text | _html_template_urlfilter | _html_template_urlnormalizer | _html_template_nospaceescaper stands where nothing is known of how to escape it`},
	{"{{range .Map}}{{.}}{{end}}", "page: range over map[string]string"},
	{"{{range 3}}{{.}}{{end}}", "page: range over int"},
	{"{{range .Words}}{{break}}{{end}}", "page: {{break}}"},
	{"{{$w := .Text}}{{range $w = .Words}}{{$w}}{{end}}", "page: $w = .Words"},
	{"{{$x := .Text}}{{$x = .N}}{{$x}}", "page: $x has been string"},
	{"{{.Map.k}}", "page: .k of map[string]string"},
	{"{{index .Map `k`}}", "page: index with [map[string]string string]"},
	{"{{.Inner.Many `a` `b`}}", "page: a call of func(*stencil.row, ...string) string"},
	{"{{or .Nil .Text}}", "page: or .Nil .Text may be of one type or of another"},
	{"{{1.5}}", "page: 1.5"},
	{"{{'a'}}", "page: 'a'"},
	{"{{eq .Real .Real}}", "page: eq of float64 and float64"},
	{"{{.Func}}", "page: .Func of stencil.view"},
	{"{{eq .Real 1.5}}", "page: 1.5"},
	{"{{slice .Text 0 3}}{{slice .Text 3}}{{slice .Text}}{{slice .Words 1 2}}", ""},
	{"{{slice .Text 0 .Unsigned}}", "page: slice with [string int uint]"},
	{"{{slice .Kind 3}}", "page: slice of stencil.kind"},
	{"{{with .Any}}{{.}}{{end}}", ""},
	{"{{range .Anys}}{{template `t` .}}{{end}}{{define `t`}}{{.}}{{end}}", "page: {{template \"t\" .}} with interface {}"},
}

// Every template gives what html/template gives. One with a reason is left to
// it; the others are compiled.
func TestSame(t *testing.T) {
	for _, c := range texts {
		quick, slow := parsed(t, c.text)
		var want bytes.Buffer
		v := aView()
		if err := slow.ExecuteTemplate(&want, "page", v); err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		got, err := executed(t, quick, v)
		if err != nil || got != want.String() {
			t.Errorf("%s\ngives %q, %v\nwant  %q", c.text, got, err, want.String())
		}
		if left := strings.Join(quick.Left(), "\n"); left != c.left {
			t.Errorf("%s\nleft: %s\nwant: %s", c.text, left, c.left)
		}
	}
}

// What goes wrong is told by html/template, and as if nothing else executed.
func TestMistakes(t *testing.T) {
	for _, text := range []string{
		"{{.Text}}{{.Nil.Name}}", "{{.Text}}{{with .Nil}}x{{else}}{{$.Nil.Next.Name}}{{end}}", "{{.Text}}{{.Inner.Fails}}", "{{.Text}}{{.Inner.Panics}}",
		"{{.Text}}{{strict .Empty}}", "{{.Text}}{{index .Words 2}}", "{{.Text}}{{slice .Words 1 4}}", "{{.Text}}{{slice .Words 2 1}}", "{{.Missing}}", "{{.Text}}{{.Nothing.Loud}}", "{{.Text}}{{.within}}",
		"{{define `t`}}x{{.Name}}{{end}}{{.Text}}{{template `t` .Nil}}", "{{define `t`}}{{template `t` .}}{{end}}{{.Text}}{{if .Yes}}{{template `t` .}}{{end}}",
	} {
		quick, slow := parsed(t, text)
		good := aView()
		good.Nil, good.Yes = &row{Next: &row{}}, false
		if err := quick.Execute(&bytes.Buffer{}, "page", good); err == nil { // so that it is compiled if it can be
			for range soon {
				quick.Execute(&bytes.Buffer{}, "page", good)
			}
		}
		var want, got bytes.Buffer
		wantErr := slow.ExecuteTemplate(&want, "page", aView())
		if err := quick.Execute(&got, "page", aView()); err == nil || wantErr == nil || err.Error() != wantErr.Error() || got.String() != want.String() {
			t.Errorf("%s\ngives %q, %v\nwant  %q, %v", text, got.String(), err, want.String(), wantErr)
		}
	}
}

// Deeper than is foreseen, html/template goes on by itself.
func TestDeep(t *testing.T) {
	s, _ := parsed(t, "{{.Name}}{{with .Next}}{{template `page` .}}{{end}}")
	chain := func(n int) *row {
		r := &row{Name: "x"}
		for range n - 1 {
			r = &row{Name: "x", Next: r}
		}
		return r
	}
	if _, err := executed(t, s, chain(2)); err != nil || s.Left() != nil {
		t.Fatal(err, s.Left())
	}
	for _, n := range []int{1, deepest, deepest + 1, 3} {
		var out bytes.Buffer
		if err := s.Execute(&out, "page", chain(n)); err != nil || out.String() != strings.Repeat("x", n) {
			t.Error(n, out.Len(), err)
		}
	}
	if left := s.Left(); len(left) != 1 || left[0] != "page: something that was not foreseen" {
		t.Error(left)
	}
}

// A writer that fails says so; there is no second page.
func TestFailingWriter(t *testing.T) {
	s, _ := parsed(t, "{{.Text}}{{.HTML}}{{.Text}}")
	if _, err := executed(t, s, aView()); err != nil {
		t.Fatal(err)
	}
	for k := range 3 {
		w := &narrow{left: k}
		if err := s.Execute(w, "page", aView()); !errors.Is(err, errNarrow) || w.writes != k+1 {
			t.Error(k, err, w.writes)
		}
	}
	if err := s.Execute(&bytes.Buffer{}, "none", aView()); err == nil {
		t.Error("a template that is not there")
	}
}

var errNarrow = errors.New("no more room")

// narrow takes so many writes.
type narrow struct{ left, writes int }

func (n *narrow) Write(p []byte) (int, error) {
	if n.writes++; n.writes > n.left {
		return 0, errNarrow
	}
	return len(p), nil
}

// What is HTML already comes in one write, quickly and slowly.
func TestWholeWrites(t *testing.T) {
	s, _ := parsed(t, "<p>{{.HTML}}</p>{{range .Refs}}{{.Own}}{{end}}{{template `slow` .}}{{define `slow`}}{{printf `%s` .Text}}{{.HTML}}{{end}}")
	if _, err := executed(t, s, aView()); err != nil {
		t.Fatal(err)
	}
	var got writes
	if err := s.Execute(&got, "page", aView()); err != nil {
		t.Fatal(err)
	}
	const want = "<p>|<b>停水</b> & 停电|</p>|<i>丙</i>|<i>x</i>|停水通知|<b>停水</b> & 停电"
	if strings.Join(got, "|") != want {
		t.Error(strings.Join(got, "|"))
	}
}

type writes []string

func (w *writes) Write(p []byte) (int, error) {
	*w = append(*w, string(p))
	return len(p), nil
}

// Many goroutines may begin with many templates of a set at once, in any
// order, each of them a part of others.
func TestManyAtOnce(t *testing.T) {
	s, slow := parsed(t, "{{range .Rows}}{{template `a` .}}{{end}}{{define `a`}}<a href=\"{{.Href}}\">{{template `b` .}}</a>{{end}}{{define `b`}}{{.Name}}{{range .Rows}}{{template `a` .}}{{end}}{{end}}")
	views := map[string]any{"page": aView(), "a": &aView().Rows[0], "b": aView().Rows[0]}
	want := map[string]string{}
	for name, v := range views {
		var out bytes.Buffer
		if err := slow.ExecuteTemplate(&out, name, v); err != nil {
			t.Fatal(err)
		}
		want[name] = out.String()
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				for name, v := range views {
					var out bytes.Buffer
					if err := s.Execute(&out, name, v); err != nil || out.String() != want[name] {
						t.Error(name, out.String(), err)
					}
				}
			}
		})
	}
	all.Wait()
	if left := s.Left(); left != nil {
		t.Error(left)
	}
}

// inAllContexts has each value in each context that is known.
const inAllContexts = `{{range .Words}}{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}"></a><a href='{{.}}'></a><a href="/a/{{.}}"></a><a href="?a={{.}}"></a><script type="application/ld+json">{{.}}</script><textarea>{{.}}</textarea>{{end}}
{{with .HTML}}{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}"></a><a href="/a/{{.}}"></a>{{end}}
{{with .URL}}{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}"></a><a href="/a/{{.}}"></a><a href="?a={{.}}"></a>{{end}}
{{with .Kind}}{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}"></a>{{end}}
{{with .Spoken}}{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}"></a>{{end}}
{{with .Attr}}{{.}}<a title="{{.}}" {{.}} href="{{.}}"></a>{{end}}{{bold .Text}}{{.Small}}<a title="{{.Small}}" href="{{.Small}}"></a>`

// Whatever is written in any context is what html/template writes.
func FuzzSame(f *testing.F) {
	for _, s := range []string{"停水", "a&b", `"'<>+`, "javascript:alert(1)", "https://a.b/c:d?e=f#g", "HTTPS://x", "http://x", "tel:110", "mailto:a@b", "../a b/%20%zz%", "\x00", "\xff\xfe", "a:b/c", "/a:b", "<b>x</b>", "\ufdd0\uffff", "</script>", "!$*,;@[]()~", "https:", "https://"} {
		f.Add(s, int8(-1))
	}
	quick, slow := parsed(f, inAllContexts)
	if _, err := executed(f, quick, aView()); err != nil || quick.Left() != nil {
		f.Fatal(err, quick.Left())
	}
	f.Fuzz(func(t *testing.T, s string, n int8) {
		v := &view{Text: s, Words: []string{s}, HTML: template.HTML(s), URL: template.URL(s), Kind: kind(s), Spoken: spoken(s), Attr: template.HTMLAttr(s), Small: n}
		var want, got bytes.Buffer
		wantErr, err := slow.Execute(&want, v), quick.Execute(&got, "page", v)
		if (err == nil) != (wantErr == nil) || got.String() != want.String() {
			t.Errorf("%q\ngives %q, %v\nwant  %q, %v", s, got.String(), err, want.String(), wantErr)
		}
	})
}

// Whatever somebody writes in a theme gives what html/template makes of it.
func FuzzTemplate(f *testing.F) {
	for _, c := range texts {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "456789") { // ranges over large numbers, and as wide columns
			return
		}
		of := func() *template.Template {
			all, _ := template.New("page").Funcs(known).Parse(text)
			return all
		}
		if of() == nil {
			return
		}
		quick, slow, v := New(of(), known), of(), aView()
		for range soon + 2 {
			var want, got bytes.Buffer
			wantErr, err := slow.ExecuteTemplate(&want, "page", v), quick.Execute(&got, "page", v)
			if fmt.Sprint(err) != fmt.Sprint(wantErr) || got.String() != want.String() {
				t.Fatalf("%q\ngives %q, %v\nwant  %q, %v", text, got.String(), err, want.String(), wantErr)
			}
		}
	})
}

func BenchmarkExecute(b *testing.B) {
	quick, slow := parsed(b, inAllContexts)
	v := aView()
	if _, err := executed(b, quick, v); err != nil {
		b.Fatal(err)
	}
	b.Run("stencil", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			quick.Execute(io.Discard, "page", v)
		}
	})
	b.Run("html-template", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			slow.Execute(io.Discard, v)
		}
	})
}
