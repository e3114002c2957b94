package hostile

import "strings"

// body is a notice of this text.
func body(zh, en, text string) row {
	return row{zh: zh, en: en, lay: inField("", text)}
}

// failing is the same row, which ends with 1.
func failing(r row) row {
	r.exit = 1
	return r
}

// slow are texts that are made to take for ever.
var slow = group{"故意写得很慢的", "Made to be slow", []row{
	failing(body("十万个 [", "100,000 times [", strings.Repeat("[", 100_000))),
	failing(body("五万个 ![", "50,000 times ![", strings.Repeat("![", 50_000))),
	failing(body("五万个 [a](", "50,000 times [a](", strings.Repeat("[a](", 50_000))),
	failing(body("五万个 [a](<b", "50,000 times [a](<b", strings.Repeat("[a](<b", 50_000))),
	failing(body("十万个反引号串", "backticks in runs of all lengths", ticks(700))),
	failing(body("十万个 *a_", "100,000 times *a _", strings.Repeat("*a _ ", 100_000))),
	failing(body("十万个 **x", "100,000 times **x", strings.Repeat("**x ", 100_000))),
	failing(body("五万层引用", "50,000 quotes in each other", strings.Repeat(">", 50_000)+"a")),
	failing(body("一万层列表", "10,000 lists in each other", strings.Repeat("- ", 10_000)+"a")),
	failing(body("缩进越来越深的列表", "a list that goes ever deeper", deeper(2000))),
	body("五万个 <", "50,000 times <", strings.Repeat("<", 50_000)),
	body("五万个 <!--", "50,000 times <!--", strings.Repeat("<!--", 50_000)),
	body("五万个 <?", "50,000 times <?", strings.Repeat("<?", 50_000)),
	body("五万个 <![CDATA[", "50,000 times <![CDATA[", strings.Repeat("<![CDATA[", 50_000)),
	body("五万个 <a", "50,000 times <a b=", strings.Repeat("<a b='", 50_000)),
	failing(body("五万个链接定义", "50,000 link definitions", numbered(50_000, "[a%d]: /x\n"))),
	failing(body("链接定义互相套", "definitions whose title never ends", strings.Repeat("[a]: /x '\n", 50_000))),
	failing(body("五万个脚注", "50,000 footnotes", numbered(50_000, "x[^%d]\n\n")+numbered(50_000, "[^%d]: y\n\n"))),
	failing(body("两万列的表格", "a table of 20,000 columns", strings.Repeat("|a", 20_000)+"|\n"+strings.Repeat("|-", 20_000)+"|\n"+strings.Repeat("|x|\n", 200))),
	failing(body("十万行的表格", "a table of 100,000 rows", "|a|b|\n|-|-|\n"+strings.Repeat("|x|y|\n", 100_000))),
	body("十万个实体", "100,000 entities", strings.Repeat("&amp;", 100_000)),
	body("十万个反斜杠", "100,000 backslashes", strings.Repeat(`\`, 100_000)),
	body("一百万个换行", "a million line feeds", strings.Repeat("\n", 1_000_000)+"a"),
	body("十万个裸网址", "100,000 bare addresses", strings.Repeat("https://a.example/ ", 100_000)),
	body("十万个裸网址粘在一起", "an address of 100,000 brackets", "https://a.example/"+strings.Repeat("(", 100_000)),
	body("五万个 @", "an e-mail of 50,000 signs", strings.Repeat("a@", 50_000)),
	body("十万个组合字符", "100,000 combining marks", "a"+strings.Repeat("\u0301", 100_000)),
	body("十万个改变方向的字符", "100,000 bidi marks", strings.Repeat("\u202e", 100_000)+"a"),
	body("十万个下划线标题", "100,000 setext lines", strings.Repeat("a\n=\n", 100_000)),
	body("十万个分隔线", "100,000 rules", strings.Repeat("* * *\n", 100_000)),
	failing(row{zh: "五万层 TOML 数组", en: "TOML arrays, 50,000 deep", lay: inField("tags = "+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000), "正文。")}),
	failing(row{zh: "五万层 TOML 内联表", en: "inline tables of TOML, 50,000 deep", lay: inField("x = "+strings.Repeat("{a=", 50_000)+"1"+strings.Repeat("}", 50_000), "正文。")}),
	failing(row{zh: "五万段的 TOML 键", en: "a TOML key of 50,000 parts", lay: inField(strings.Repeat("a.", 50_000)+"b = 1", "正文。")}),
	failing(row{zh: "五万段的 TOML 表头", en: "a TOML header of 50,000 parts", lay: inField("["+strings.Repeat("a.", 50_000)+"b]", "正文。")}),
	failing(row{zh: "五万个 TOML 表", en: "50,000 tables of TOML", lay: inField(numbered(50_000, "[t%d]\n"), "正文。")}),
	failing(row{zh: "五万行 TOML 都写错", en: "50,000 wrong lines of TOML", lay: inField(strings.Repeat("= \n", 50_000), "正文。")}),
	failing(row{zh: "没有写完的 TOML 字符串，5 MB", en: "a TOML string of 5 MB without end", lay: inField(`note = "`+strings.Repeat("a", 5<<20), "正文。")}),
	failing(row{zh: "重复的键十万次", en: "one key 100,000 times", lay: inField(strings.Repeat("pinned = true\n", 100_000), "正文。")}),
	failing(row{zh: "没有结束的文件头，7 MB", en: "front matter of 7 MB without end", lay: func(p *place) { p.write("content/notices/x.md", "+++\n"+strings.Repeat("a\n", 7<<19)) }}),
	failing(row{zh: "YAML 的文件头，十亿笑", en: "front matter in YAML, a billion laughs", lay: func(p *place) {
		p.write("content/notices/x.md", "---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b]\n---\n")
	}}),
	{zh: "每三千年重复一次", en: "an activity that hardly ever repeats", exit: 1, lay: func(p *place) {
		p.write("content/activities/x.md", "+++\ntitle = \"晨练\"\nplace = \"广场\"\nstart = 2026-11-20T07:00\nend = 2026-11-20T08:00\n[repeat]\nevery = \"year\"\ninterval = 100000\n+++\n")
	}},
}}

// ticks are runs of one to n backticks, none of which is closed.
func ticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1) + "e")
	}
	return b.String()
}

// deeper is a list of n items, each below the last.
func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}
