package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func seeds(f *testing.F, add func(src string)) {
	for _, s := range []string{
		"**“停水”**通知\n停水\n[链接](/x)\n", "| a | b |\n|--|-:|\n| 1 | `x\\|y` |\n",
		"![图](a.jpg \"说明\"){.half}\n", "[x](javascript&colon;alert(1)) <script>alert(1)</script>\n",
		"[x](<java\tscript:a>) <img src=x onerror=alert(1)>\n", "<!-- 备注 -->正文\n\n<!-- 没有结束\n",
		"注[^1]\n\n[^1]: 释\n\n    - a\n", "词\n: 义\n\n- [ ] 办\n- [x] 了\n", "## 停水 {#a\" onclick=\"x}\n## 停水\n",
		"见https://a.example/x。邮件a.b@c.cn，8:00~12:00~~取消~~\n", "　　段\n　　段\n一、甲\n二、乙\n",
		"```sh\" onx=\"1\nx\n```\n", "> - > 1. a\n\n\t\t[x][y]\n\n[y]: data:text/html,x 'on\"x=y'\n", "a\x00\xff\r\n&#0;&lt;&amp;",
	} {
		add(s)
	}
}

var (
	tagShape   = regexp.MustCompile(`<[^<>]*>`)
	quoted     = regexp.MustCompile(`="[^"]*"`)
	badAddress = regexp.MustCompile(`(?i)(href|src)="\s*(javascript|vbscript|data|file):`)
	handler    = regexp.MustCompile(`(?i)\s(on[a-z]+|style)(=|\s|>)`)
)

func FuzzConvert(f *testing.F) {
	seeds(f, func(s string) { f.Add(s) })
	c := New()
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := c.Convert([]byte(src), Options{FirstLine: 3, Top: 2})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(doc.HTML), "<script") || badAddress.MatchString(doc.HTML) {
			t.Fatalf("unsafe: %s", doc.HTML)
		}
		for _, tag := range tagShape.FindAllString(doc.HTML, -1) {
			if bare := quoted.ReplaceAllString(tag, "="); handler.MatchString(bare) {
				t.Fatalf("attribute in %s", tag)
			}
		}
		// Every < and > left is a tag of ours: text has them escaped.
		if rest := tagShape.ReplaceAllString(doc.HTML, ""); strings.ContainsAny(rest, "<>") {
			t.Fatalf("open tag in %s", doc.HTML)
		}
		if !utf8.ValidString(doc.HTML) {
			t.Fatal("not UTF-8")
		}
		lines := strings.Split(string(clean([]byte(src))), "\n")
		for _, i := range doc.Issues {
			if i.Line < 3 || i.Line-3 >= len(lines) || i.Column < 1 || i.Width < 1 ||
				i.Column > utf8.RuneCountInString(lines[i.Line-3])+1 {
				t.Fatalf("place of %+v", i)
			}
		}
		seen := map[string]bool{}
		for _, h := range doc.Headings {
			if h.ID == "" || seen[h.ID] {
				t.Fatalf("id %q", h.ID)
			}
			seen[h.ID] = true
		}
		c.Refs([]byte(src), 3)
		c.CountWords([]byte(src))
	})
}

func FuzzSummary(f *testing.F) {
	seeds(f, func(s string) { f.Add(s, 20) })
	c := New()
	f.Fuzz(func(t *testing.T, src string, width int) {
		width %= 200
		got := c.Summary([]byte(src), width)
		if !utf8.ValidString(got) || strings.Contains(got, "\n") {
			t.Fatalf("%q", got)
		}
		if w := textWidth(got); w > max(width, 0) {
			t.Fatalf("%q is %d wide, not %d", got, w, width)
		}
	})
}
