package output

import (
	"io"
	"strings"
	"testing"
)

// inPieces is a page made of parts, of which those that begin with "=" are said
// to be small.
func inPieces(parts ...string) File {
	return File{Path: "a.html", Write: func(w io.Writer) error {
		for _, part := range parts {
			part, small := strings.CutPrefix(part, "=")
			if small {
				PiecesOf(w).Add(part)
			}
			if _, err := w.Write([]byte(part)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// long is a piece that the minifier would change, so that it can be seen
// whether it did.
const long = `<p  class="a">停水通知，请各家提前储水，不便之处请谅解。给您添麻烦了。</p>`

func TestPieces(t *testing.T) {
	small := strings.Replace(long, "  ", " ", 1)
	tables := []struct {
		name  string
		parts []string
		out   string
	}{
		{"none", []string{"<div>\n\n  ", long, "</div>"}, "<div>\n" + small + "</div>"},
		{"one is left as it is", []string{"<div>\n\n  ", "=" + long, "</div>"}, "<div>\n" + long + "</div>"},
		{"what is around it is not", []string{"<b  id=\"x\">", "=" + long, "</b  >"}, `<b id="x">` + long + "</b>"},
		{"twice", []string{"=" + long, "\n<hr>\n", long}, long + "\n<hr>\n" + long},
		{"two of them", []string{"=" + long, "=" + long + "。" + long}, long + long + "。" + long},
		{"one line break where both have one", []string{"<div>\n", "=" + long + "\n", "\n</div>"}, "<div>\n" + long + "\n</div>"},
		{"a space at either side stays", []string{"<i>甲</i> ", "=" + long, " <i>乙</i>"}, "<i>甲</i> " + long + " <i>乙</i>"},
		{"what is short is read", []string{`=<p  id="x">短</p>`}, `<p id="x">短</p>`},
		{"a page with what looks like a mark", []string{"<banbao:0>", "=" + long}, "<banbao:0>" + small},
		{"inside what is not read", []string{"<textarea>  ", "=" + long, "</textarea>"}, "<textarea>  " + long + "</textarea>"},
	}
	for _, c := range tables {
		t.Run(c.name, func(t *testing.T) {
			got, problems := rendered(t, inPieces(c.parts...))
			if got != c.out || len(problems) > 0 {
				t.Errorf("%q\nnot %q\n%v", got, c.out, problems)
			}
		})
	}
}

// A page that cannot be minified is told of as it was written, with its pieces.
func TestPiecesOfBrokenPage(t *testing.T) {
	f := inPieces("<div>\n", "="+long+"\n"+long+"\n", "<script>\nvar = 1;\n</script>")
	got, problems := rendered(t, f)
	if !strings.Contains(got, long+"\n"+long) {
		t.Errorf("%q", got)
	}
	if len(problems) != 1 || problems[0].Code != "not-minified" || problems[0].Pos.Line != 5 || problems[0].Line != "var = 1;" {
		t.Errorf("%+v", problems)
	}
}

func TestPiecesOfNoPage(t *testing.T) {
	var b strings.Builder
	PiecesOf(&b).Add(long) // asks for nothing
	r := newRenderer(true)
	defer r.release()
	f := inPieces("=" + long)
	if got, _, err := r.render(f); err != nil || string(got) != long {
		t.Errorf("%q, %v", got, err)
	}
}

func TestSmallHTML(t *testing.T) {
	tables := []struct{ in, out string }{
		{"<li  class=\"row\">\n\n  <b>一</b>\n</li>", "<li class=\"row\">\n<b>一</b>\n</li>"},
		{"\n<li>一</li>\n", "\n<li>一</li>\n"},
		{"停水 ", "停水 "},
		{" \n", " \n"},
		{"", ""},
	}
	for _, c := range tables {
		if got, ok := SmallHTML([]byte(c.in)); got != c.out || !ok {
			t.Errorf("%q becomes %q, not %q", c.in, got, c.out)
		}
	}
	if got, ok := SmallHTML([]byte("<script>var = 1;</script>")); ok || got != "<script>var = 1;</script>" {
		t.Errorf("%q, %v", got, ok)
	}
}
