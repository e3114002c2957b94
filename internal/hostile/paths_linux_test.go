package hostile

import (
	"os"
	"strings"
	"syscall"
)

// links lead out of the site, in circles, or to what is no file.
var links = group{"链接和怪文件", "Links and strange files", []row{
	{zh: "内容是指到网站外面的链接", en: "an item that is a link out of the site", exit: 1,
		lay: func(p *place) { p.link("../../../outside/secret.md", "content/notices/x.md") }},
	{zh: "内容是指到 /etc/passwd 的链接", en: "an item that is a link to /etc/passwd", exit: 1, never: []string{"root:"},
		lay: func(p *place) { p.link("/etc/passwd", "content/notices/x.md") }},
	{zh: "两个链接互相指", en: "two links that lead to each other", exit: 1,
		lay: func(p *place) { p.link("y.md", "content/notices/x.md"); p.link("x.md", "content/notices/y.md") }},
	{zh: "指到自己上面一层的文件夹链接", en: "a folder that is a link to the one above", exit: 0,
		lay: func(p *place) { p.link("..", "content/notices/up") }},
	{zh: "指到网站外面的文件夹链接", en: "a folder that is a link out of the site", exit: 1,
		lay: func(p *place) { p.link("../../../outside", "content/notices/out") }},
	{zh: "content 自己是链接", en: "content itself is a link out", exit: 1,
		lay: func(p *place) { p.must(os.RemoveAll(p.at("content"))); p.link("../outside", "content") }},
	{zh: "指到不存在的文件", en: "a link to nothing", exit: 1,
		lay: func(p *place) { p.link("gone.md", "content/notices/x.md") }},
	{zh: "管道当内容", en: "a pipe as an item", exit: 1,
		lay: func(p *place) { p.must(syscall.Mkfifo(p.at("content/notices/x.md"), 0o666)) }},
	{zh: "指到 /dev/zero 的内容", en: "an item that is a link to /dev/zero", exit: 1,
		lay: func(p *place) { p.link("/dev/zero", "content/notices/x.md") }},
	{zh: "文件夹叫 x.md", en: "a folder called x.md", exit: 0,
		lay: func(p *place) { p.must(os.Mkdir(p.at("content/notices/x.md"), 0o777)) }},
	{zh: "附件是指到外面的链接", en: "an attachment that is a link out", exit: 1, args: []string{"build"},
		lay: func(p *place) {
			p.link("../../../outside/secret.txt", "content/notices/list.txt")
			p.notice("b.md", `attachments = ["list.txt"]`, "见附件。")
		}},
	{zh: "图片是指到外面的链接", en: "a picture that is a link out", exit: 1, args: []string{"build"},
		lay: func(p *place) {
			p.link("../../../outside/secret.png", "content/notices/p.png")
			p.notice("b.md", "", "![图](p.png)")
		}},
	{zh: "附件是管道", en: "an attachment that is a pipe", exit: 1,
		lay: func(p *place) {
			p.must(syscall.Mkfifo(p.at("content/notices/p.pdf"), 0o666))
			p.notice("b.md", `attachments = ["p.pdf"]`, "见附件。")
		}},
	{zh: "附件是文件夹", en: "an attachment that is a folder", exit: 1,
		lay: func(p *place) {
			p.must(os.Mkdir(p.at("content/notices/p.pdf"), 0o777))
			p.notice("b.md", `attachments = ["p.pdf"]`, "见附件。")
		}},
	{zh: "config.toml 是指到外面的链接", en: "config.toml is a link out", exit: 2,
		lay: func(p *place) {
			p.must(os.Remove(p.at("config.toml")))
			p.link("../outside/secret.toml", "config.toml")
		}},
	{zh: "config.toml 是管道", en: "config.toml is a pipe", exit: 2,
		lay: func(p *place) {
			p.must(os.Remove(p.at("config.toml")))
			p.must(syscall.Mkfifo(p.at("config.toml"), 0o666))
		}},
	{zh: "主题的文件夹是指到外面的链接", en: "a theme that is a link out", exit: 2,
		lay: func(p *place) {
			p.config(`theme = "mine"`)
			p.link("../../outside", "themes/mine")
		}},
	{zh: "主题的模板是指到外面的链接", en: "a template that is a link out", exit: 1,
		lay: func(p *place) {
			p.config(`theme = "mine"`)
			p.link("../../../../outside/secret.txt", "themes/mine/templates/page.html")
		}},
	{zh: "主题的样式是指到外面的链接", en: "a style sheet that is a link out", exit: 1,
		lay: func(p *place) {
			p.config(`theme = "mine"`)
			p.link("../../../../outside/secret.txt", "themes/mine/assets/more.css")
		}},
	{zh: "样式引入主题外面的文件", en: "a style sheet that imports from outside", exit: 1,
		lay: func(p *place) {
			p.config(`theme = "mine"`)
			p.write("themes/mine/assets/more.css", `@import "../../../../outside/secret.txt";`)
		}},
	{zh: "样式是管道", en: "a style sheet that is a pipe", exit: 1,
		lay: func(p *place) {
			p.config(`theme = "mine"`)
			p.write("themes/mine/assets/more.css", "")
			p.must(os.Remove(p.at("themes/mine/assets/more.css")))
			p.must(syscall.Mkfifo(p.at("themes/mine/assets/more.css"), 0o666))
		}},
	{zh: "record 是指到外面的链接", en: "record is a link out", exit: 1, args: []string{"build", "--record"},
		lay: func(p *place) { p.link("../outside", "record") }},
	{zh: "记录是指到外面的链接", en: "a file of the record is a link out", exit: 1, args: []string{"build", "--record"},
		lay: func(p *place) { p.link("../../outside/secret.txt", "record/2026.txt") }},
	{zh: "public 是指到外面的链接", en: "public is a link out", exit: 2, args: []string{"build"},
		lay: func(p *place) { p.link("../outside", "public") }},
	{zh: "public 里的文件夹是指到外面的链接", en: "a folder of public is a link out", exit: 1, args: []string{"build"},
		lay: func(p *place) { p.link("../../outside", "public/notices") }},
	{zh: "public 里的文件是指到外面的链接", en: "a file of public is a link out", exit: 1, args: []string{"build"},
		lay: func(p *place) { p.link("../../outside/secret.txt", "public/index.html") }},
	{zh: "同上，用 --force", en: "the same with --force", exit: 0, args: []string{"build", "--force"},
		lay: func(p *place) {
			p.link("../../outside/secret.txt", "public/index.html")
			p.link("../../outside", "public/notices")
		}},
	{zh: "build.json 是指到外面的链接", en: "build.json is a link out", exit: 1, args: []string{"build"},
		lay: func(p *place) { p.link("../../outside/secret.txt", "public/build.json") }},
	{zh: "build.json 说外面的文件是它写的", en: "build.json claims files outside", exit: 0, args: []string{"build"},
		lay: func(p *place) {
			p.write("public/build.json", `{"version":"x","clock":"","files":[{"path":"../../outside/secret.txt","size":24,"sha256":"`+strings.Repeat("0", 64)+`"},{"path":"/etc/passwd","size":1,"sha256":"`+strings.Repeat("0", 64)+`"}]}`)
		}},
	{zh: ".banbao 是指到外面的链接", en: ".banbao is a link out", exit: 0, args: []string{"build"},
		lay: func(p *place) { p.link("../outside", ".banbao") }},
}}

func (p *place) config(more string) {
	text, err := os.ReadFile(p.at("config.toml"))
	p.must(err)
	p.write("config.toml", string(text)+more+"\n")
}

// inField is a notice whose field names a file.
func inField(more, text string) func(*place) {
	return func(p *place) { p.notice("b.md", more, text) }
}

// attached is a row for an attachment of a name that TOML can say.
func attached(zh, en, name string) row {
	return row{zh: "附件写成" + zh, en: "an attachment " + en, exit: 1, lay: inField(`attachments = ["`+name+`"]`, "见附件。")}
}

// pictured is a row for a picture in a text.
func pictured(zh, en, name string) row {
	return row{zh: "图片写成" + zh, en: "a picture " + en, exit: 1, lay: inField("", "![图]("+name+")")}
}

// slugged is a row for a short name.
func slugged(zh, en, name string) row {
	return row{zh: "短名写成" + zh, en: "a slug " + en, exit: 1, lay: inField(`slug = "`+name+`"`, "正文。")}
}

// aliased is a row for an earlier address.
func aliased(zh, en, name string) row {
	return row{zh: "旧网址写成" + zh, en: "an alias " + en, exit: 1, lay: inField(`aliases = ["`+name+`"]`, "正文。")}
}

// harmless is the same row, of which no harm can come.
func harmless(r row) row {
	r.exit = 0
	return r
}

// named is a row for a file of content that is called so, and has to be named
// as such by an item.
func named(zh, en, name string, exit int) row {
	return row{zh: "附件的文件名" + zh, en: "an attached file whose name " + en, exit: exit, lay: func(p *place) {
		p.write("content/notices/"+name, "表")
		p.notice("b.md", `attachments = ["`+strings.NewReplacer(`\`, `\\`, "\u202e", `\u202E`, "\x01", `\u0001`, "\n", `\n`).Replace(name)+`"]`, "见附件。")
	}}
}

// names are what fields say that name files.
var names = group{"指文件的字段", "Fields that name files", []row{
	attached("../", "with ../", "../../../outside/secret.txt"),
	attached("很多 ../", "with many ../", "../../../../../../../../etc/passwd"),
	attached("绝对路径", "with an absolute path", "/etc/passwd"),
	attached("Windows 的盘符", "with a drive letter", `C:\\Windows\\win.ini`),
	attached("C:/", "with C:/", "C:/Windows/win.ini"),
	attached("反斜杠", "with backslashes", `..\\..\\outside\\secret.txt`),
	attached("网络上的电脑", "with a UNC path", `\\\\server\\share\\x.pdf`),
	attached("//server/share", "with //server/share", "//server/share/x.pdf"),
	attached("file:///", "with file:///", "file:///etc/passwd"),
	attached("Windows 的设备", "that is a device of Windows", "nul.txt"),
	attached("NUL 字符", "with NUL", `a\u0000.pdf`),
	attached("控制字符", "with control characters", `a\u001b[31m.pdf`),
	attached("改变方向的字符", "with a bidi override", `a\u202Efdp.exe`),
	attached("%2e%2e%2f", "with %2e%2e%2f", "%2e%2e%2f%2e%2e%2foutside%2fsecret.txt"),
	attached("一个点", "of one dot", "."),
	attached("上一层文件夹", "of two dots", ".."),
	attached("～/", "with ~/", "~/.ssh/id_ed25519"),
	attached("一万个字", "of 10,000 characters", strings.Repeat("长", 10_000)),
	attached("网站自己的 config.toml", "of the site's own config.toml", "../../config.toml"),
	attached("别人的网址", "on another host", "https://evil.example/x.pdf"),
	pictured("../", "with ../", "../../../outside/secret.png"),
	pictured("绝对路径", "with an absolute path", "/etc/passwd.png"),
	pictured("别人的网址", "on another host", "https://evil.example/x.png"),
	pictured("//别人的网址", "at //host", "//evil.example/x.png"),
	pictured("file:///", "with file:///", "file:///etc/passwd.png"),
	pictured("Windows 的盘符", "with a drive letter", `C:\Users\x.png`),
	pictured("网络上的电脑", "with a UNC path", `\\\\server\\share\\x.png`),
	pictured("javascript:", "with javascript:", "javascript:alert(1)"),
	pictured("data:", "with data:", "data:image/svg+xml;base64,PHN2Zy8+"),
	pictured("%2e%2e/", "with %2e%2e/", "%2e%2e/%2e%2e/%2e%2e/outside/secret.png"),
	pictured("%2e%2e%5c", "with %2e%2e%5c", "%2e%2e%5c%2e%2e%5coutside%5csecret.png"),
	slugged("../", "with ../", "../../index"),
	slugged("斜杠", "with slashes", "a/b"),
	slugged("反斜杠", "with backslashes", `a\\b`),
	slugged("Windows 的设备", "that is a device of Windows", "con"),
	slugged("COM¹", "COM¹", "com¹"),
	harmless(slugged("结尾的点", "with a dot at its end", "a.")),
	slugged("NUL 字符", "with NUL", `a\u0000b`),
	slugged("改变方向的字符", "with a bidi override", `a\u202Eb`),
	slugged("标签", "with tags", "<script>"),
	slugged("大写", "in capitals, taken on some systems", "A"),
	aliased("../", "with ../", "../../outside/x"),
	aliased("绝对路径", "with an absolute path", "/../x"),
	aliased("Windows 的盘符", "with a drive letter", "C:/x"),
	aliased("反斜杠", "with backslashes", `..\\x`),
	aliased("javascript:", "with javascript:", "javascript:alert(1)"),
	aliased("Windows 的设备", "that is a device of Windows", "aux/x"),
	aliased("NUL 字符", "with NUL", `x\u0000`),
	aliased("改变方向的字符", "with a bidi override", `x\u202Elmth`),
	harmless(aliased("结尾的空格，去掉它", "with a space at its end, which is dropped", "x ")),
	aliased("板报自己的 build.json", "of Banbao's own build.json", "build.json"),
	aliased("别人的 index.html", "of the home page", "index.html"),
	aliased("大小写不同的首页", "of the home page in capitals", "INDEX.html"),
	aliased("只差声调写法的汉字", "that differs in how a letter is composed", `notices/e\u0301.html", "notices/é.html`),
	named("是 Windows 的设备", "is a device of Windows", "con.txt", 1),
	named("是 LPT³", "is LPT³", "lpt³.txt", 1),
	named("以点结尾", "ends in a dot", "a.txt.", 1),
	named("以空格结尾", "ends in a space", "a.txt ", 1),
	named("有改变方向的字符", "has a bidi override", "a\u202etxt.pdf", 1),
	named("有控制字符", "has a control character", "a\x01.pdf", 1),
	named("有换行", "has a line feed", "a\nb.pdf", 1),
	named("有反斜杠", "has a backslash", `a\b.pdf`, 1),
	named("有尖括号和引号", "has marks of HTML", `<img onerror=x>.pdf`, 1),
	named("有冒号（Windows 的数据流）", "has a colon, a stream on Windows", "a.txt:evil", 1),
	{zh: "内容的文件名是 Windows 的设备", en: "an item whose file is a device of Windows", exit: 1,
		lay: func(p *place) { p.notice("con.md", "", "正文。") }},
	{zh: "内容的文件名有改变方向的字符", en: "an item whose file has a bidi override", exit: 0, args: []string{"build"},
		lay: func(p *place) { p.notice("a\u202efdp.md", "", "正文。") }},
	{zh: "内容的文件名不是 UTF-8", en: "an item whose file is not UTF-8", exit: 1, args: []string{"build"},
		lay: func(p *place) { p.notice("\xc4\xe3\xba\xc3.md", "", "正文。") }},
	{zh: "两个文件名只差大小写", en: "two files that differ in case only", exit: 1,
		lay: func(p *place) { p.notice("B.md", "", "正文。"); p.notice("b.md", "", "正文。") }},
	{zh: "主题写成 ../", en: "a theme with ../", exit: 2, lay: func(p *place) { p.config(`theme = "../../outside"`) }},
	{zh: "主题写成绝对路径", en: "a theme with an absolute path", exit: 2, lay: func(p *place) { p.config(`theme = "/etc"`) }},
	{zh: "主题写成反斜杠", en: "a theme with backslashes", exit: 2, lay: func(p *place) { p.config(`theme = '..\..\outside'`) }},
	{zh: "检查记录写成 ../", en: "findings with ../", exit: 1, lay: findings("../../../outside/secret.csv")},
	{zh: "检查记录写成绝对路径", en: "findings with an absolute path", exit: 1, lay: findings("/etc/passwd.csv")},
	{zh: "检查记录不是 CSV", en: "findings that are no CSV", exit: 1, lay: findings("../../config.toml")},
}}

// findings is a ranking that has its log there.
func findings(at string) func(*place) {
	return func(p *place) { p.ranking("findings = \"" + at + "\"") }
}

// ranking is content/rankings/r.toml.
func (p *place) ranking(more string) {
	p.write("content/rankings/r.toml", "title = \"卫生评比\"\nform = \"points\"\ndate = 2026-11-20\nunit = \"building\"\n"+more+"\n\n[[entries]]\nname = \"一号楼\"\npoints = 9\n")
}

// cliNames are what commands are told.
var cliNames = group{"命令里的路径", "Paths on the command line", []row{
	{zh: "发布到网站自己的文件夹", en: "publishing to the site's own folder", exit: 2, args: []string{"build", "-d", "."}, lay: nothing},
	{zh: "发布到 content", en: "publishing to content", exit: 2, args: []string{"build", "-d", "content/x"}, lay: nothing},
	{zh: "发布到 record", en: "publishing to record", exit: 2, args: []string{"build", "-d", "record"}, lay: nothing},
	{zh: "发布到 .banbao", en: "publishing to .banbao", exit: 2, args: []string{"build", "-d", ".banbao"}, lay: nothing},
	{zh: "发布到根目录", en: "publishing to the root of the disk", exit: 2, args: []string{"build", "-d", "/"}, lay: nothing},
	{zh: "发布到上一层", en: "publishing to the folder above", exit: 2, args: []string{"build", "-d", ".."}, lay: nothing},
	{zh: "发布到一个文件", en: "publishing to a file", exit: 3, args: []string{"build", "-d", "config.toml"}, lay: nothing},
	{zh: "经过链接发布到 content", en: "publishing to content through a link", exit: 2, args: []string{"build", "-d", "elsewhere"},
		lay: func(p *place) { p.link("content", "elsewhere") }},
	{zh: "新通知的名字带 ../", en: "a new notice called ../", exit: 0, args: []string{"new", "notice", "../../../outside/x"}, lay: nothing},
	{zh: "新主题的名字带 ../", en: "a new theme called ../", exit: 2, args: []string{"new", "theme", "../../outside/x"}, lay: nothing},
	{zh: "导入不存在的表", en: "an import of nothing", exit: 2, args: []string{"import", "ranking", "none.xlsx"}, lay: nothing},
	{zh: "导入到网站外面的评比", en: "an import into a ranking outside", exit: 2, args: []string{"import", "ranking", "a.csv", "../../outside/secret"},
		lay: func(p *place) { p.write("a.csv", "户名,得分\n一号楼,3\n") }},
}}

func nothing(*place) {}
