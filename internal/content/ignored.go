package content

import (
	"path"
	"slices"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// leftOver is a file that no reader takes and that looks like content all the
// same. It does no harm if some item offers it as an attachment.
type leftOver struct {
	path      string
	hint      diag.Words
	mayBeUsed bool
}

// leftOver tells whether a file that nobody reads was meant to be read.
func (l *loader) leftOver(p string) (leftOver, bool) {
	below := strings.TrimPrefix(p, Folder+"/")
	top, _, deep := strings.Cut(below, "/")
	if deep && !isFolder(top) {
		return leftOver{}, false
	}
	f := leftOver{path: p}
	base := path.Base(p)
	stem := base[:len(base)-len(path.Ext(base))]
	if strings.EqualFold(stem, "readme") && !deep {
		return f, false // for whoever looks into the folder
	}
	w := func(zh, en string) diag.Words { return diag.Words{Zh: zh, En: en} }
	switch ext := strings.ToLower(path.Ext(base)); ext {
	case ".txt":
		if inner := path.Ext(stem); strings.EqualFold(inner, ".md") || strings.EqualFold(inner, ".toml") {
			stem = strings.TrimSuffix(stem, inner) + strings.ToLower(inner)
		} else {
			stem += ".md"
			if top == holidayFolder {
				stem = strings.TrimSuffix(stem, ".md") + ".toml"
			}
		}
		f.mayBeUsed = true
		f.hint = w("另存为 "+stem+"（记事本里“保存类型”选“所有文件”，编码选 UTF-8）；给人下载的文件要写进某一条的 attachments",
			"save it as "+stem+" (type “All files”, encoding UTF-8); a file to be downloaded is listed in the attachments of an item")
	case ".markdown", ".mdown":
		f.hint = w("文件名改成 "+stem+".md", "rename it to "+stem+".md")
	case ".doc", ".docx", ".wps", ".rtf", ".html", ".htm", ".odt":
		f.mayBeUsed = true
		f.hint = w("打开它，把文字复制到 banbao new 新建的 .md 文件里；要原样给人下载，就写进某一条的 attachments",
			"copy its text into an .md file made with banbao new; a file to be downloaded is listed in the attachments of an item")
	case ".md":
		switch {
		case !deep:
			f.hint = w("移到下面的文件夹里："+folderWords("").Zh, "move it into a folder: "+folderWords("").En)
		case top == "rankings" && !l.exists(strings.TrimSuffix(p, path.Ext(p))+".toml"):
			f.hint = w("评比的名单写在 "+stem+".toml 里，同名的 .md 只是它的说明；不是评比就移到别的文件夹",
				"a ranking is written in "+stem+".toml, and the .md beside it is its text; what is no ranking belongs in another folder")
		case top == holidayFolder:
			f.hint = w("放假安排写在 "+holidayFolder+"/2027.toml 这样的文件里，一年一个", "the holidays of a year are written in a file such as "+holidayFolder+"/2027.toml")
		default:
			return f, false
		}
	case ".toml":
		if deep && (top == site.NounActivity.Folder() || top == site.NounRanking.Folder() || top == holidayFolder) {
			return f, false
		}
		f.hint = w("这里的内容每一条写一个 .md 文件；只有活动、评比、放假安排和 content/daily.toml 用 .toml",
			"items here are .md files; only activities, rankings, holidays and content/daily.toml are .toml")
	default:
		return f, false
	}
	return f, true
}

func (l *loader) exists(p string) bool { return stampOf(l.fsys, p) != stamp{} }

// reportLeftOvers warns of the files that no item uses either.
func (l *loader) reportLeftOvers() {
	for _, f := range l.leftOvers {
		if a := l.assets[strings.TrimPrefix(f.path, Folder+"/")]; f.mayBeUsed && a != nil {
			continue
		}
		l.problems.Add(diag.New("ignored-file", diag.Pos{File: f.path}, path.Base(f.path), f.hint))
	}
}

// rarePictures reports pictures in formats that browsers do not show.
func (l *loader) rarePictures() {
	seen := map[string]bool{}
	for _, i := range l.site.Items() {
		for _, ref := range i.Body.Refs {
			ext := strings.ToLower(path.Ext(ref.Dest))
			if !ref.Picture || !slices.Contains([]string{".heic", ".heif", ".tif", ".tiff", ".bmp"}, ext) {
				continue
			}
			p, ok := (&source{loader: l, path: i.Source.File}).file(ref.Dest)
			if full := Folder + "/" + p; ok && !seen[full] && l.exists(full) {
				seen[full] = true
				name := strings.ToUpper(ext[1:])
				l.problems.Add(diag.New("bad-picture", diag.Pos{File: full},
					diag.Words{Zh: "多数浏览器不能显示 " + name, En: "most browsers cannot show " + name}))
			}
		}
	}
}
