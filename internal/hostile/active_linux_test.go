package hostile

// active are files and texts that would run.
var active = group{"会运行的东西", "What would run", []row{
	attachedFile("网页", "a web page", "x.html", "<script>alert(1)</script>"),
	attachedFile("大写的网页", "a web page in capitals", "x.HTM", "<script>alert(1)</script>"),
	attachedFile("XHTML", "XHTML", "x.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>`),
	attachedFile("XML 加样式", "XML with a style sheet", "x.xml", `<?xml-stylesheet href="x.xsl" type="text/xsl"?><a/>`),
	attachedFile("压缩的 SVG", "a packed drawing", "x.svgz", "\x1f\x8b"),
	attachedFile("脚本", "a script", "x.js", "alert(1)"),
	attachedFile("MHTML", "MHTML", "x.mht", "MIME-Version: 1.0"),
	attachedFile("Windows 的程序", "a program for Windows", "x.exe", "MZ"),
	attachedFile("批处理", "a batch file", "x.bat", "format c:"),
	attachedFile("快捷方式", "a shortcut", "x.lnk", "L"),
	attachedFile("带宏的文档", "a document with macros", "x.docm", "PK"),
	linkedFile("网页", "a web page", "x.html", "<script>alert(1)</script>"),
	linkedFile("程序", "a program", "x.exe", "MZ"),
}}

func attachedFile(zh, en, name, text string) row {
	return row{zh: "附件是" + zh, en: "an attachment that is " + en, exit: 1, args: []string{"build"}, never: []string{"alert(1)"}, lay: func(p *place) {
		p.write("content/notices/"+name, text)
		p.notice("b.md", `attachments = ["`+name+`"]`, "见附件。")
	}}
}

func linkedFile(zh, en, name, text string) row {
	return row{zh: "正文链接下载的是" + zh, en: "a text's link to " + en, exit: 1, args: []string{"build"}, never: []string{"alert(1)"}, lay: func(p *place) {
		p.write("content/notices/"+name, text)
		p.notice("b.md", "", "[下载]("+name+")")
	}}
}
