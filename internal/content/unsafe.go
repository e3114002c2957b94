package content

import (
	"path"
	"strings"

	"banbao/internal/diag"
)

// runs are the endings of files that do something when they are opened: pages
// and scripts in the site's own name, without its policy, and programs. A
// neighbour who takes a form from the board must not have to know which is
// which.
var runs = []struct {
	what    diag.Words
	hint    diag.Words
	endings string
}{
	{diag.Words{Zh: "网页或脚本", En: "a web page or a script"},
		diag.Words{Zh: "内容写进正文，或者另存为 PDF", En: "write it as a text, or save it as PDF"},
		".html .htm .xhtml .xht .shtml .mht .mhtml .xml .xsl .xslt .svgz .js .mjs .wasm .swf .jar .hta .htc .vbs .vbe .jse .wsf .wsh"},
	{diag.Words{Zh: "程序", En: "a program"},
		diag.Words{Zh: "让居民到官方的网站或应用商店去下载，这里写网址", En: "write the address where its makers offer it instead"},
		".exe .com .scr .msi .msix .appx .bat .cmd .ps1 .psm1 .pif .cpl .dll .lnk .url .reg .inf .iso .img .dmg .pkg .app .apk .sh .command .desktop"},
	{diag.Words{Zh: "带宏的文档", En: "a document with macros"},
		diag.Words{Zh: "另存为不带宏的 docx、xlsx、pptx，或者 PDF", En: "save it without macros, as docx, xlsx, pptx or PDF"},
		".docm .dotm .xlsm .xltm .xlam .xlsb .pptm .potm .ppsm .wll .xll"},
}

// unsafeFile is a file that is not published, since it would run.
type unsafeFile struct{ what, hint diag.Words }

func (e *unsafeFile) Error() string { return "it is " + e.what.En }

// runsWhenOpened tells by its name what a file would do, or gives nil. Windows
// drops dots and blanks from the end of a name.
func runsWhenOpened(p string) error {
	ext := strings.ToLower(path.Ext(strings.TrimRight(p, ". ")))
	if ext == "" {
		return nil
	}
	for _, r := range runs {
		for e := range strings.FieldsSeq(r.endings) {
			if e == ext {
				return &unsafeFile{r.what, r.hint}
			}
		}
	}
	return nil
}
