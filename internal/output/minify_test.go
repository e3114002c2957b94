package output

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"banbao/internal/diag"
)

func text(path, body string) File {
	return File{Path: path, Key: KeyOf(path, body), Write: func(w io.Writer) error {
		_, err := io.WriteString(w, body)
		return err
	}}
}

func rendered(t *testing.T, f File) (string, diag.List) {
	t.Helper()
	r := newRenderer(false)
	defer r.release()
	data, problems, err := r.render(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), problems
}

func TestMinify(t *testing.T) {
	tables := []struct{ name, path, in, out string }{
		{"a page keeps its tags and quotes", "a.html",
			"<!doctype html>\n<html lang=\"zh\">\n  <head>\n <title>停水通知</title></head>\n<body>\n<ul class=\"a\">\n <li>一</li>\n</ul>\n</body></html>",
			"<!doctype html><html lang=\"zh\">\n<head>\n<title>停水通知</title></head>\n<body>\n<ul class=\"a\">\n<li>一</li>\n</ul>\n</body></html>"},
		{"Han, break hints and ideographic space", "a.html",
			"<p>今冬家庭用火用电安全<wbr>入户检查，\u3000\u3000请<b>大家</b>支持。“好”——！</p>",
			"<p>今冬家庭用火用电安全<wbr>入户检查，\u3000\u3000请<b>大家</b>支持。“好”——！</p>"},
		{"a space between inline elements stays", "a.html",
			"<span>周一</span> <span>周二</span>   <a href=\"x\">周三</a>", "<span>周一</span> <span>周二</span> <a href=\"x\">周三</a>"},
		{"non-breaking space", "a.html", "<p>甲&nbsp;乙 丙</p>", "<p>甲&nbsp;乙 丙</p>"},
		{"preformatted text", "a.html", "<pre>  一\n\n    二  </pre><textarea>  a\n  b</textarea>", "<pre>  一\n\n    二  </pre><textarea>  a\n  b</textarea>"},
		{"an attribute that a theme may select", "a.html", `<input type="text" value="x"><td colspan="1"></td>`, `<input type="text" value="x"><td colspan="1"></td>`},
		{"ruby", "a.html", "<ruby>板<rt>bǎn</rt></ruby>", "<ruby>板<rt>bǎn</rt></ruby>"},
		{"escapes stay escaped", "a.html", "<p>1 &lt; 2 &amp;&amp; &lt;b&gt;</p>", "<p>1 &lt; 2 && &lt;b></p>"},
		{"data in a page", "a.html", `<script type="application/json">{ "n": 1.50, "t": "\u003c/script\u003e" }</script>`, `<script type="application/json">{"n":1.50,"t":"\u003c/script\u003e"}</script>`},
		{"style", "a.css", "a { color : red ; }\n/* x */\n", "a{color:red}"},
		{"script for old players", "a.js", "try { f() } catch (e) { }\nvar a = b == null ? c : b;\n", "try{f()}catch(e){}var a=b==null?c:b"},
		{"a picture", "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n <text>板报</text>\n</svg>", `<svg xmlns="http://www.w3.org/2000/svg"><text>板报</text></svg>`},
		{"data keeps its numbers", "a.json", "{ \"price\": 1.50,\n \"id\": 12345678901234567890 }", `{"price":1.50,"id":12345678901234567890}`},
		{"a map of the site", "sitemap.xml", "<?xml version=\"1.0\"?>\n<urlset>\n  <url><loc>x</loc></url>\n</urlset>\n", `<?xml version="1.0"?><urlset><url><loc>x</loc></url></urlset>`},
		{"a feed with preformatted text is left", "feed.xml", "<feed>\n <content type=\"html\">&lt;pre>a\n\n  b</content></feed>", "<feed>\n <content type=\"html\">&lt;pre>a\n\n  b</content></feed>"},
		{"what is minified is left", "a.min.js", "var  a ;", "var  a ;"},
		{"other files are left", "a.txt", "  a  \n", "  a  \n"},
		{"nothing", "a.html", "", ""},
	}
	for _, c := range tables {
		t.Run(c.name, func(t *testing.T) {
			got, problems := rendered(t, text(c.path, c.in))
			if got != c.out || len(problems) > 0 {
				t.Errorf("got  %q\nwant %q\n%v", got, c.out, problems)
			}
		})
	}
}

// A mistake in a theme's script is the theme's; the board still goes up.
func TestNotMinified(t *testing.T) {
	in := "var ok = 1;\nvar = ;\n"
	f := text("assets/x.js", in)
	f.Source = diag.Pos{File: "themes/x/x.js"}
	got, problems := rendered(t, f)
	if got != in {
		t.Errorf("published %q", got)
	}
	if len(problems) != 1 || problems[0].Code != "not-minified" || problems[0].Pos.Line != 2 || problems[0].Line != "var = ;" {
		t.Errorf("%+v", problems)
	}
	var b bytes.Buffer
	problems.Print(&b, "zh", diag.Style{})
	if !strings.Contains(b.String(), "themes/x/x.js:2:") {
		t.Error(b.String())
	}
}

func TestRenderErrors(t *testing.T) {
	r := newRenderer(false)
	broken := File{Path: "a.html", Write: func(io.Writer) error { return errors.New("no such picture") }}
	if _, _, err := r.render(broken); err == nil || err.Error() != "render a.html: no such picture" {
		t.Error(err)
	}
	one := File{Path: "a.html", Write: func(io.Writer) error { return aProblem("x.md") }}
	if _, problems, err := r.render(one); err != nil || len(problems) != 1 {
		t.Error(problems, err)
	}
	warned := File{Path: "a.txt", Write: func(w io.Writer) error {
		io.WriteString(w, "text")
		return diag.List{diag.New("kept-changed-file", diag.Pos{}, "x")}
	}}
	if data, problems, err := r.render(warned); err != nil || len(problems) != 1 || string(data) != "text" {
		t.Error(string(data), problems, err)
	}
}

func aProblem(file string) diag.Problem {
	return diag.New("bad-path", diag.Pos{File: file, Line: 1}, "p", diag.Words{Zh: "不行", En: "no"})
}
