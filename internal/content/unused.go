package content

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"banbao/internal/diag"
)

// unused reports the files below content/ that no item uses. They are not
// published, but travel with the site: a spreadsheet that was imported, or a
// scan that was replaced, may hold what nobody should have. A folder is
// reported once, its pictures apart from the rest.
//
// Beside the holidays the notice that they are copied from may lie.
//
// Where there are mistakes, nobody can tell: the file may be the one that is
// meant, or may stand in front matter that could not be read.
func (l *loader) unused() {
	if l.problems.HasErrors() {
		return
	}
	used := map[string]bool{}
	for p, a := range l.assets {
		if a.ok {
			used[strings.ToLower(Folder+"/"+p)] = true // some systems do not tell a.jpg from A.JPG
		}
	}
	for _, p := range l.tables {
		used[strings.ToLower(p)] = true
	}
	type group struct {
		folder  string
		picture bool
	}
	left := map[group][]string{}
	for _, p := range l.others {
		if !used[strings.ToLower(p)] && !ofTheSystem(path.Base(p)) && !strings.HasPrefix(p, Folder+"/"+holidayFolder+"/") {
			g := group{path.Dir(p), IsPicture(p)}
			left[g] = append(left[g], p)
		}
	}
	for g, files := range left {
		slices.Sort(files)
		code := diag.Code("unused-file")
		if g.picture {
			code = "unused-picture"
		}
		l.problems.Add(diag.New(code, diag.Pos{File: files[0]}, fileNames(files)))
	}
}

// ofTheSystem tells whether a file is one that a system or a program, Banbao
// among them, leaves beside others.
func ofTheSystem(name string) bool {
	switch name = strings.ToLower(name); name {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r":
		return true
	}
	return strings.HasSuffix(name, ".bak")
}

// fileNames names the first few files.
func fileNames(files []string) diag.Words {
	const few = 3
	zh, en := make([]string, 0, few), make([]string, 0, few)
	for _, f := range files[:min(few, len(files))] {
		zh, en = append(zh, "“"+path.Base(f)+"”"), append(en, fmt.Sprintf("%q", path.Base(f)))
	}
	w := diag.Words{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
	if more := len(files) - few; more > 0 {
		w.Zh += fmt.Sprintf("等 %d 个文件", len(files))
		w.En += fmt.Sprintf(" and %d more", more)
	}
	return w
}
