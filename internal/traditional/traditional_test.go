package traditional

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"banbao/internal/diag"
	"banbao/internal/hant"
	"banbao/internal/output"
	"banbao/internal/qr"
)

var settings = Settings{BaseURL: "https://a.example/b/", Language: "zh-Hans", Terms: map[string]string{"幸福里": "幸福里"}}

// converted is a file of the second tree.
func converted(t *testing.T, name, text string) string {
	t.Helper()
	files := Files([]output.File{{Path: name, Write: func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}}}, settings)
	if len(files) != 1 || files[0].Path != "zh-Hant/"+name {
		t.Fatalf("%s becomes %d files", name, len(files))
	}
	return body(t, files[0])
}

func body(t *testing.T, f output.File) string {
	t.Helper()
	var b buffer
	if err := f.Write(&b.source); err != nil {
		t.Fatal(err)
	}
	return b.source.String()
}

// Pieces of pages as templates and authors write them. What stays is written
// once.
func TestPage(t *testing.T) {
	for _, c := range [][2]string{
		// words, and what people read of attributes
		{`<p>干部周一来</p>`, `<p>幹部週一來</p>`},
		{`<h1>关于<wbr>停水的通知</h1>`, `<h1>關於<wbr>停水的通知</h1>`},
		{`<img src="../media/a.jpg" alt="里面" title='发放'>`, `<img src="../../media/a.jpg" alt="裡面" title='發放'>`},
		{`<input placeholder="查询" name="查询" class="查询" id=查询>`, `<input placeholder="查詢" name="查询" class="查询" id=查询>`},
		{`<svg><title>发展</title><text x="1">报</text></svg>`, `<svg><title>發展</title><text x="1">報</text></svg>`},
		{`<meta name="description" content="为了大家"><i data-word="还剩">`, `<meta name="description" content="為了大家"><i data-word="還剩">`},
		{`<p>住在幸福里</p>`, ``},
		// what is no Chinese prose
		{`<p><code>发</code><pre>发<pre>发</pre>发</pre>发</p>`, `<p><code>发</code><pre>发<pre>发</pre>发</pre>發</p>`},
		{`<span translate="no">发<b title="发">发</b></span><b lang="ja">国</b><b lang="zh-Hans">国</b>`, `<span translate="no">发<b title="发">发</b></span><b lang="ja">国</b><b lang="zh-Hant">國</b>`},
		{`<script>"发"</script><style>/*发*/</style><!-- 发 --><!DOCTYPE html>`, ``},
		{`<a id="发" href="#发" aria-labelledby="发">1 < 2 && 3 &gt; 发</a>`, `<a id="发" href="#发" aria-labelledby="发">1 < 2 && 3 &gt; 發</a>`},
		{`<p hidden>发</p><br/><a  href = "b.html"  >发`, `<p hidden>發</p><br/><a  href = "b.html"  >發`},
		{`<p title="发`, `<p title="發`},
		{`<p title=发>发</p><`, `<p title=發>發</p><`},
		// addresses
		{`<html lang="zh-Hans" data-root="../">`, `<html lang="zh-Hant" data-root="../">`},
		{`<a href="b.html"><a href="../"><a href="../index.html?a=1#b"><a href="#c"><a href="tel:110"><a href="">`, ``},
		{`<a href="../calendar.ics"><a href="../feed.xml"><script src="../assets/board.1.js"></script>`, ``},
		{`<link rel="stylesheet" href="../assets/web.1.css">`, `<link rel="stylesheet" href="../../assets/web.1.css">`},
		{`<a href="../print/notices/a.html"><a href="../screens/"><a href="../files/a.pdf">`, `<a href="../../print/notices/a.html"><a href="../../screens/"><a href="../../files/a.pdf">`},
		{`<img srcset="../media/a-1.jpg 1w, ../media/a-2.jpg 2w">`, `<img srcset="../../media/a-1.jpg 1w, ../../media/a-2.jpg 2w">`},
		{`<link rel="canonical" href="https://a.example/b/notices/a.html">`, `<link rel="canonical" href="https://a.example/b/zh-Hant/notices/a.html">`},
		{`<a href="webcal://a.example/b/calendar.ics"><a href="https://a.example/b/"><a href="https://a.example/b/files/a.pdf"><a href="https://b.example/">`,
			`<a href="webcal://a.example/b/zh-Hant/calendar.ics"><a href="https://a.example/b/zh-Hant/"><a href="https://a.example/b/files/a.pdf"><a href="https://b.example/">`},
		{`<a href="https://other.example/add?cid=webcal%3A%2F%2Fa.example%2Fb%2Fcalendar.ics">`, `<a href="https://other.example/add?cid=webcal%3A%2F%2Fa.example%2Fb%2Fzh-Hant%2Fcalendar.ics">`},
		{drawn(t, "https://a.example/b/feed.xml"), drawn(t, "https://a.example/b/zh-Hant/feed.xml")},
		{drawn(t, "https://b.example/feed.xml"), ``},
		{`<meta property="og:url" content="https://a.example/b/notices/a.html"><meta property="og:image" content="https://a.example/b/media/a.jpg">`,
			`<meta property="og:url" content="https://a.example/b/zh-Hant/notices/a.html"><meta property="og:image" content="https://a.example/b/media/a.jpg">`},
		{`<code>https://a.example/b/feed.xml</code><p>见 https://a.example/b/feed.xml</p>`, `<code>https://a.example/b/zh-Hant/feed.xml</code><p>見 https://a.example/b/feed.xml</p>`},
		// the other script
		{`<link rel="alternate" hreflang="zh-Hans" href="https://a.example/b/notices/a.html"><link rel="alternate" hreflang="zh-Hant" href="https://a.example/b/zh-Hant/notices/a.html">`, ``},
		{`<p><a href="../zh-Hant/notices/a.html" hreflang="zh-Hant" lang="zh-Hant">繁體</a> 发</p>`, `<p><a href="../../notices/a.html" hreflang="zh-Hans" lang="zh-Hans">简体</a> 發</p>`},
		// data in a page
		{`<script type="application/ld+json">{"@type":"Event","name":"联欢会","inLanguage":"zh-Hans","url":"https://a.example/b/notices/a.html","发":"a\"发"}</script>`,
			`<script type="application/ld+json">{"@type":"Event","name":"聯歡會","inLanguage":"zh-Hant","url":"https://a.example/b/zh-Hant/notices/a.html","发":"a\"發"}</script>`},
	} {
		want := c[1]
		if want == "" {
			want = c[0]
		}
		if got := converted(t, "notices/a.html", c[0]); got != want {
			t.Errorf("%s\n is %s\nwant %s", c[0], got, want)
		}
	}
}

// drawn is a code of an address, as pages have it.
func drawn(t *testing.T, address string) string {
	t.Helper()
	code, err := new(qr.Drawer).Draw(address, qr.Screen)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf(`<div><svg viewBox="0 0 %[1]d %[1]d" data-code="%[2]s" role="img"><path d="%[3]s"/></svg><code>%[2]s</code></div>`, code.Size, address, code.Path)
}

func TestOtherFiles(t *testing.T) {
	for _, c := range [][3]string{
		{"today.js", `window.a={"days":[{"date":"星期一 农历"}],"urgent":[{"href":"notices/发.html","title":"发布"}]};`,
			`window.a={"days":[{"date":"星期一 農曆"}],"urgent":[{"href":"notices/发.html","title":"發佈"}]};`},
		{"assets/board.1.js", `say("还剩" + "天");`, `say("還剩" + "天");`},
		{"data/a.json", `{"标题": "发布", "url": "https://a.example/b/a.html", "lang": "zh-Hans"}`, `{"标题": "發佈", "url": "https://a.example/b/zh-Hant/a.html", "lang": "zh-Hant"}`},
		{"feed.xml", `<?xml version="1.0"?><feed xml:lang="zh-Hans"><id>https://a.example/b/a.html</id><link rel="self" href="https://a.example/b/feed.xml"/><title>发布</title><category term="notice" label="通知与发布"/></feed>`,
			`<?xml version="1.0"?><feed xml:lang="zh-Hant"><id>https://a.example/b/zh-Hant/a.html</id><link rel="self" href="https://a.example/b/zh-Hant/feed.xml"/><title>發佈</title><category term="notice" label="通知與發佈"/></feed>`},
		{"feed.xml", `<content type="html">&lt;p&gt;发 &lt;code&gt;发&lt;/code&gt;&lt;a href=&#34;https://a.example/b/发.html&#34;&gt;里面&lt;/a&gt;&lt;/p&gt;</content><title>发 &lt; 发</title>`,
			`<content type="html">&lt;p&gt;發 &lt;code&gt;发&lt;/code&gt;&lt;a href=&#34;https://a.example/b/zh-Hant/发.html&#34;&gt;裡面&lt;/a&gt;&lt;/p&gt;</content><title>發 &lt; 發</title>`},
		{"feed.json", `{"content_html":"\u003cp\u003e发 \u003ccode\u003e发\u003c/code\u003e\u003c/p\u003e","content_text":"发 \u003c"}`,
			`{"content_html":"\u003cp\u003e發 \u003ccode\u003e发\u003c/code\u003e\u003c/p\u003e","content_text":"發 \u003c"}`},
		{"search/text/2026-11-0.js", "banbaoSearch.texts(\"2026-11-0\",[57],[\n{\"p\":\"notices/发.html\",\"t\":\"坐标\",\"k\":\"通知\",\"x\":\"发\"}\n])\n",
			"banbaoSearch.texts(\"2026-11-0\",[78],[\n{\"p\":\"notices/发.html\",\"t\":\"座標\",\"k\":\"通知\",\"x\":\"發\",\"z\":\"坐标\\n发\"}\n])\n"},
		{"calendar.ics", "BEGIN:VEVENT\r\nUID:发@a\r\nSUMMARY:联\r\n 欢\r\nURL:https://a.example/b/a.html\r\nLOCATION;LANGUAGE=zh:里面\r\n", "BEGIN:VEVENT\r\nUID:发@a\r\nSUMMARY:聯歡\r\nURL:https://a.example/b/zh-Hant/a.html\r\nLOCATION;LANGUAGE=zh:裡面\r\n"},
	} {
		if got := converted(t, c[0], c[1]); got != c[2] {
			t.Errorf("%s\n is %s\nwant %s", c[0], got, c[2])
		}
	}
}

// What looks the same in both scripts is there once; a key changes with its
// source and with the site's own words; and a mistake is told once.
func TestFiles(t *testing.T) {
	write := func(w io.Writer) error {
		io.WriteString(w, "<p>发")
		return diag.List{diag.New("template-error", diag.Pos{}, diag.Words{}, diag.Words{})}
	}
	var files []output.File
	for _, name := range []string{"404.html", "sitemap.xml", "robots.txt", "print/notices/a.html", "media/a.jpg", "assets/web.css", "rankings/a.csv", "a.html"} {
		files = append(files, output.File{Path: name, Key: output.KeyOf(name), Write: write})
	}
	second := Files(files, settings)
	if len(second) != 1 {
		t.Fatalf("%d files", len(second))
	}
	if got := body(t, second[0]); got != "<p>發" {
		t.Errorf("it is %s", got)
	}
	other := settings
	other.Terms = nil
	if again := Files(files, settings); again[0].Key != second[0].Key || again[0].Key.IsZero() {
		t.Error("the same file has another key")
	}
	if again := Files(files, other); again[0].Key == second[0].Key {
		t.Error("other words, and the same key")
	}
}

// A page that is all ASCII stays as it is, however it is written.
func FuzzPage(f *testing.F) {
	f.Add(`<a b = 'c' d=e f>&amp;<!-- --></a><br/>`)
	f.Add(`<a "b"='><`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range text {
			if r >= 0x80 || strings.Contains(text, "hreflang") {
				t.Skip()
			}
		}
		tree := &tree{Settings: Settings{Language: "zh-Hans"}, converter: noWords}
		if got := string(tree.markup(nil, "index.html", text, false)); len(got) < len(text) {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}

func noWords() *hant.Converter { return hant.New(nil) }
