package hostile

import (
	"fmt"
	"strings"
)

const gigabyte = 1 << 30

// sizes are what is too large.
var sizes = group{"太大太多", "Too large, too many", []row{
	{zh: "1 GB 的内容", en: "an item of 1 GB", exit: 1, lay: func(p *place) { p.huge("content/notices/x.md", gigabyte) }},
	{zh: "1 GB 的活动表", en: "a list of activities of 1 GB", exit: 1, lay: func(p *place) { p.huge("content/activities/x.toml", gigabyte) }},
	{zh: "1 GB 的 daily.toml", en: "a daily.toml of 1 GB", exit: 1, lay: func(p *place) { p.huge("content/daily.toml", gigabyte) }},
	{zh: "1 GB 的 config.toml", en: "a config.toml of 1 GB", exit: 2, lay: func(p *place) { p.huge("config.toml", gigabyte) }},
	{zh: "1 GB 的图片", en: "a picture of 1 GB", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.huge("content/notices/p.png", gigabyte)
		p.notice("b.md", "", "![图](p.png)")
	}},
	{zh: "1 GB 的 SVG", en: "a drawing of 1 GB", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.huge("content/notices/p.svg", gigabyte)
		p.notice("b.md", "", "![图](p.svg)")
	}},
	{zh: "1 GB 的附件", en: "an attachment of 1 GB", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.huge("content/notices/p.pdf", gigabyte)
		p.notice("b.md", `attachments = ["p.pdf"]`, "见附件。")
	}},
	{zh: "1 GB 的模板", en: "a template of 1 GB", exit: 1, lay: func(p *place) {
		p.config(`theme = "mine"`)
		p.huge("themes/mine/templates/page.html", gigabyte)
	}},
	{zh: "1 GB 的样式", en: "a style sheet of 1 GB", exit: 1, lay: func(p *place) {
		p.config(`theme = "mine"`)
		p.huge("themes/mine/assets/more.css", gigabyte)
	}},
	{zh: "1 GB 的记录", en: "a record of 1 GB", exit: 1, lay: func(p *place) { p.huge("record/2026.txt", gigabyte) }},
	{zh: "1 GB 的检查记录", en: "findings of 1 GB", exit: 1, lay: func(p *place) {
		p.huge("content/rankings/log.csv", gigabyte)
		p.ranking(`findings = "log.csv"`)
	}},
	{zh: "1 GB 的评比说明", en: "a ranking's text of 1 GB", exit: 1, lay: func(p *place) {
		p.ranking("")
		p.huge("content/rankings/r.md", gigabyte)
	}},
	{zh: "1 GB 的 build.json", en: "a build.json of 1 GB", exit: 1, args: []string{"build"}, lay: func(p *place) { p.huge("public/build.json", gigabyte) }},
	{zh: "1 GB 的 alert.json", en: "an alert.json of 1 GB", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.config("[[screens]]\nid = \"s\"\nname = \"屏\"\nprofile = \"lobby-tv\"\n")
		p.huge("public/screens/alert.json", gigabyte)
	}},
	{zh: "1 GB 的账本", en: "a ledger of 1 GB", exit: 0, args: []string{"build"}, lay: func(p *place) {
		p.run([]string{"build"})
		p.hugeBelow(".banbao", gigabyte)
	}},
	{zh: "导入 1 GB 的 xlsx", en: "an import of an xlsx of 1 GB", exit: 2, args: []string{"import", "ranking", "a.xlsx", "r"}, lay: func(p *place) {
		p.ranking("")
		p.huge("a.xlsx", gigabyte)
	}},
	{zh: "导入 1 GB 的 csv", en: "an import of a CSV of 1 GB", exit: 2, args: []string{"import", "ranking", "a.csv", "r"}, lay: func(p *place) {
		p.ranking("")
		p.huge("a.csv", gigabyte)
	}},
	{zh: "解开有 1 GB 的 xlsx", en: "an xlsx that unpacks to 1 GB", exit: 2, args: []string{"import", "ranking", "a.xlsx", "r"}, lay: func(p *place) {
		p.ranking("")
		p.bomb("a.xlsx", gigabyte)
	}},
	{zh: "一百万行的 csv", en: "a CSV of a million rows", exit: 2, args: []string{"import", "ranking", "a.csv", "r"}, lay: func(p *place) {
		p.ranking("")
		p.write("a.csv", "户名,得分\n"+strings.Repeat("一号楼,3\n", 1_000_000))
	}},
	{zh: "一百万列的 csv", en: "a CSV of a million columns", exit: 2, args: []string{"import", "ranking", "a.csv", "r"}, lay: func(p *place) {
		p.ranking("")
		p.write("a.csv", "户名,得分\n"+strings.Repeat("一,", 1_000_000)+"\n")
	}},
	{zh: "一百万行的 xlsx", en: "an xlsx of a million rows", exit: 2, args: []string{"import", "ranking", "a.xlsx", "r"}, lay: func(p *place) {
		p.ranking("")
		p.sheet("a.xlsx", strings.Repeat(`<row><c t="n"><v>1</v></c></row>`, 1_000_000))
	}},
	{zh: "xlsx 的格子在第一千万列", en: "an xlsx with a cell in column 10,000,000", exit: 2, args: []string{"import", "ranking", "a.xlsx", "r"}, lay: func(p *place) {
		p.ranking("")
		p.sheet("a.xlsx", `<row><c r="ZZZZ1"><v>1</v></c></row>`)
	}},
	{zh: "xlsx 里合并十亿格", en: "an xlsx that merges a billion cells", exit: 1, args: []string{"import", "ranking", "a.xlsx", "r"}, lay: func(p *place) {
		p.ranking("")
		p.sheet("a.xlsx", `<row r="1"><c r="A1" t="str"><v>x</v></c></row>`, `<mergeCell ref="A1:XFD1048576"/>`)
	}},
	{zh: "8 MB 的检查记录，行行都错", en: "findings of 8 MB, all of them wrong", exit: 1, lay: func(p *place) {
		p.write("content/rankings/log.csv", "日期,楼,扣分\n"+strings.Repeat("昨天,天上,很多\n", 8<<20/23))
		p.ranking(`findings = "log.csv"`)
	}},
	{zh: "一行 7 MB 的正文", en: "a text that is one line of 7 MB", exit: 0, lay: inField("", strings.Repeat("长", 7<<20/3))},
	{zh: "一行 100 MB 的正文", en: "a text that is one line of 100 MB", exit: 1, lay: func(p *place) { p.write("content/notices/x.md", "+++\n+++\n"+strings.Repeat("a", 100_000_000)) }},
	{zh: "一个键的值有 7 MB", en: "a value of 7 MB", exit: 1, lay: inField(`slug = "`+strings.Repeat("长", 7<<20/3)+`"`, "正文。")},
	{zh: "七十万个标签", en: "700,000 tags", exit: 1, lay: inField(`tags = [`+strings.Repeat(`"a",`, 700_000)+`]`, "正文。")},
	{zh: "二十万个附件", en: "200,000 attachments", exit: 1, lay: inField(`attachments = [`+strings.Repeat(`"none.pdf",`, 200_000)+`]`, "正文。")},
	{zh: "十万个不认识的键", en: "100,000 unknown keys", exit: 1, lay: inField(numbered(100_000, "k%d = 1\n"), "正文。")},
	{zh: "两千三百处错", en: "2,300 mistakes in one file", exit: 1, lay: inField("", numbered(2300, "[链接](none%d.md)\n\n"))},
	{zh: "两万个文件各错一处", en: "20,000 files with a mistake each", exit: 1, lay: func(p *place) {
		for i := range 20_000 {
			p.notice(fmt.Sprintf("n%d.md", i), "wrongkey = 1", "正文。")
		}
	}},
	{zh: "同上，要 JSON", en: "the same as JSON", exit: 1, args: []string{"check", "--format", "json"}, lay: func(p *place) {
		for i := range 20_000 {
			p.notice(fmt.Sprintf("n%d.md", i), "wrongkey = 1", "正文。")
		}
	}},
	{zh: "三万像素见方的 PNG", en: "a PNG of 30,000 pixels square", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.write("content/notices/p.png", png(30_000, 30_000))
		p.notice("b.md", "", "![图](p.png)")
	}},
	{zh: "二十亿像素宽的 PNG", en: "a PNG that is two billion pixels wide", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.write("content/notices/p.png", png(1<<31-1, 1<<31-1))
		p.notice("b.md", "", "![图](p.png)")
	}},
	{zh: "六万五千像素见方的 GIF", en: "a GIF of 65,535 pixels square", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.write("content/notices/p.gif", "GIF89a\xff\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x01\x00\x00\x3b")
		p.notice("b.md", "", "![图](p.gif)")
	}},
	{zh: "只有开头的 JPG", en: "a JPG that is cut off", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.write("content/notices/p.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF")
		p.notice("b.md", "", "![图](p.jpg)")
	}},
	{zh: "PNG 改名叫 JPG 的文字", en: "a text that is called p.jpg", exit: 1, args: []string{"build"}, lay: func(p *place) {
		p.write("content/notices/p.jpg", "<script>alert(1)</script>")
		p.notice("b.md", "", "![图](p.jpg)")
	}},
	{zh: "屏有十亿像素", en: "a screen of a billion pixels", exit: 2, lay: func(p *place) {
		p.config("[[screens]]\nid = \"s\"\nname = \"屏\"\nwidth = 1000000000\nheight = 1000000000\n")
	}},
	{zh: "重复到公元九九九九年的活动", en: "an activity that repeats until 9999", exit: 1, lay: func(p *place) {
		p.write("content/activities/x.md", "+++\ntitle = \"晨练\"\nplace = \"广场\"\nstart = 2026-11-20T07:00\nend = 2026-11-20T08:00\n[repeat]\nevery = \"day\"\nuntil = 9999-12-31\n+++\n")
	}},
}}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
