package theme

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/diag"
)

func TestDefault(t *testing.T) {
	th, problems := Load(nil, Settings{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, name := range []string{"layout", "home", "list", "notice", "publicity", "404"} {
		if !th.Has(name) {
			t.Errorf("there is no template %s", name)
		}
	}
	css := th.Asset("web.css")
	if !strings.HasPrefix(css, "assets/web.") || len(css) != len("assets/web.12345678.css") {
		t.Errorf("web.css is published at %q", css)
	}
	if th.Asset("tokens.css") != "" {
		t.Error("tokens.css, which others import, is published by itself")
	}
	seen := map[string]bool{}
	for _, f := range th.AssetFiles() {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "@import") {
			t.Errorf("%s still imports", f.Path)
		}
		if strings.Contains(b.String(), "!important") {
			t.Errorf("%s says !important", f.Path)
		}
		seen[f.Path] = true
	}
	if !seen[css] {
		t.Errorf("%s is not among the assets", css)
	}
}

// The templates of the default theme are used once only where a site has its
// own beside them, so that a site without loads faster. They are right.
func TestDefaultTemplates(t *testing.T) {
	if _, problems := Load(fstest.MapFS{}, Settings{}); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestOverride(t *testing.T) {
	own := fstest.MapFS{
		"templates/404.html":       {Data: []byte(`<p>{{.Title}} {{icon "star"}}</p>`)},
		"templates/icons/star.svg": {Data: []byte(`<svg viewBox="0 0 1 1"></svg>`)},
		"assets/tokens.css":        {Data: []byte(`:root { --ink: blue }`)},
		"assets/logo.svg":          {Data: []byte(`<svg/>`)},
		"assets/extra.css":         {Data: []byte("@import \"part.css\";\nb { background: url(logo.svg) }")},
		"assets/part.css":          {Data: []byte(`a { color: red }`)},
	}
	th, problems := Load(own, Settings{Name: "blue"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var page bytes.Buffer
	if err := th.Execute(&page, "404", map[string]string{"Title": "没有<"}); err != nil {
		t.Fatal(err)
	}
	if got, want := page.String(), `<p>没有&lt; <svg class="icon" aria-hidden="true" viewBox="0 0 1 1"></svg></p>`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	bodies := map[string]string{}
	for _, f := range th.AssetFiles() {
		var b bytes.Buffer
		f.Write(&b)
		bodies[f.Path] = b.String()
	}
	if !strings.Contains(bodies[th.Asset("web.css")], "--ink: blue") {
		t.Error("the site's own tokens are not in web.css")
	}
	logo := strings.TrimPrefix(th.Asset("logo.svg"), "assets/")
	if got := bodies[th.Asset("extra.css")]; got != "a { color: red }\nb { background: url(\""+logo+"\") }" {
		t.Errorf("extra.css is %q", got)
	}
	base, _ := Load(nil, Settings{})
	if base.Key("home") == th.Key("home") {
		t.Error("another template gives the same key")
	}
}

// A published script is told apart into the files that it was made of.
func TestOrigin(t *testing.T) {
	th, problems := Load(fstest.MapFS{
		"assets/all.js":   {Data: []byte("/* all */\n//import \"clock.js\"\n\nall();\n")},
		"assets/clock.js": {Data: []byte("//import \"hand.js\"\nclock();\nclock();")},
		"assets/hand.js":  {Data: []byte("hand();\n")},
	}, Settings{Name: "mine"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, f := range th.AssetFiles() {
		if f.Path != th.Asset("all.js") {
			continue
		}
		var b bytes.Buffer
		f.Write(&b)
		var got []string
		for i, line := range strings.Split(b.String(), "\n") {
			if line != "" {
				got = append(got, strings.TrimPrefix(f.Origin(i+1).String(), "themes/mine/assets/")+" "+line)
			}
		}
		want := "all.js:1 /* all */\nhand.js:1 hand();\nclock.js:2 clock();\nclock.js:3 clock();\nall.js:4 all();"
		if s := strings.Join(got, "\n"); s != want {
			t.Errorf("got\n%s\nwant\n%s", s, want)
		}
	}
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
		code       diag.Code
		line       int
	}{
		"syntax":  {"templates/home.html", "<p>\n{{if}}\n", "template-error", 2},
		"context": {"templates/home.html", "<p>\n<a href=\"{{if .X}}\"{{end}}>", "template-error", 2},
		"import":  {"assets/web.css", "@import \"nowhere.css\";\n", "asset-import", 1},
		"circle":  {"assets/web.css", "@import \"web.css\";\n", "asset-import", 1},
	} {
		_, problems := Load(fstest.MapFS{c.file: {Data: []byte(c.text)}}, Settings{Name: "mine"})
		if len(problems) != 1 {
			t.Errorf("%s: %d problems: %v", name, len(problems), problems)
			continue
		}
		p := problems[0]
		if p.Code != c.code || p.Pos.File != "themes/mine/"+c.file || p.Pos.Line != c.line {
			t.Errorf("%s: %s at %v: %s", name, p.Code, p.Pos, p.Message("en"))
		}
	}
}

func TestProblemWhileWriting(t *testing.T) {
	th, problems := Load(fstest.MapFS{"templates/404.html": {Data: []byte("<p>\n  {{.Nothing}}</p>")}}, Settings{Name: "mine"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	err := th.Execute(&bytes.Buffer{}, "404", struct{ Title string }{})
	list, ok := err.(diag.List)
	if !ok || list[0].Pos != (diag.Pos{File: "themes/mine/templates/404.html", Line: 2, Column: 5}) {
		t.Errorf("got %v", err)
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"今冬家庭|用火用电安全|入户检查": "今冬家庭<wbr>用火用电安全<wbr>入户检查",
		"四点学习屋12月起延长到18时":  "四点学习屋12月起延长到18时",
		"夜里要降温，请给水表穿件“棉衣”": "夜里要降温，<wbr>请给水表穿件<wbr>“棉衣”",
		"邻居们写下的故事":         "邻居们写下的<wbr>故事",
		"关于开展“敲门行动”的通知":    "关于开展<wbr>“敲门行动”的<wbr>通知",
		"我的": "我的",
		"国际花园三期北区第12号楼电梯停用": "国际花<wbr>园<wbr>三<wbr>期<wbr>北<wbr>区<wbr>第12号<wbr>楼<wbr>电<wbr>梯停用",
		"a < b & \"c\"":        "a &lt; b &amp; &#34;c&#34;",
		"停水通知（第二次）":            "停水通知（第二次）",
		"三季度评比：桂花苑2幢首次得红旗":     "三季度评比：<wbr>桂花苑2幢首次得红旗",
		"抢修水管，|新城花园3至6幢今天13时起": "抢修水管，<wbr>新城花园3至6幢今天13时起",
	} {
		if got := string(Title(in)); got != want {
			t.Errorf("Title(%s)\n got %s\nwant %s", in, got, want)
		}
	}
	if got := Plain("今冬|入户检查"); got != "今冬入户检查" {
		t.Error(got)
	}
}

// A theme of the program is called by its name: its few files go before those
// of the default theme, and a site's own before both.
func TestNamed(t *testing.T) {
	sheet := func(override fs.FS) string {
		t.Helper()
		th, problems := Load(override, Settings{Name: "blackboard"})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if strings.Contains(string(th.assets["paper.css"].body), "#1d3028") {
			t.Error("paper is green")
		}
		if !th.Has("notice") {
			t.Error("it has none of the default templates")
		}
		return string(th.assets["web.css"].body)
	}
	board := sheet(nil)
	for _, part := range []string{".masthead", "--measure: 36em", "--paper: #23392f"} {
		if !strings.Contains(board, part) {
			t.Errorf("its web.css has no %s", part)
		}
	}
	if strings.Contains(board, "@import") || strings.Index(board, ".masthead") > strings.Index(board, "--paper: #23392f") {
		t.Error("its web.css does not come after the default one")
	}
	own := fstest.MapFS{"assets/web.css": {Data: []byte("@import \"default/web.css\";\n:root { --ink: black; }\n")}}
	if got := sheet(own); !strings.Contains(got, "--ink: black") || !strings.Contains(got, ".masthead") || strings.Contains(got, "--paper: #23392f") {
		t.Error("a site's own web.css does not go before that of the program's theme")
	}
	// what the default sheet imports is the theme's own
	own["assets/tokens.css"] = &fstest.MapFile{Data: []byte(":root { --mine: 1px; }\n")}
	if got := sheet(own); !strings.Contains(got, "--mine") || strings.Contains(got, "--measure: 36em") {
		t.Error("the default sheet does not import the theme's own tokens")
	}
}
