package build

import (
	"bytes"
	"io/fs"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/limit"
)

// shown are problems as they may be shown: each with its line, and nothing
// personal in any of them.
func (p *Plan) shown(fsys fs.FS, problems diag.List) diag.List {
	return gate.New(p.Config.Allowed()).Conceal(withLines(fsys, problems)).Sort()
}

// withLines gives every problem the source line that it is about, where the
// one who found it had none at hand.
func withLines(fsys fs.FS, problems diag.List) diag.List {
	files := map[string][][]byte{}
	for i := range problems {
		p := &problems[i]
		if p.Line != "" || p.Pos.Line == 0 || p.Pos.File == "" {
			continue
		}
		lines, read := files[p.Pos.File]
		if !read {
			src, err := limit.ReadFile(fsys, p.Pos.File, limit.Text)
			if err == nil {
				lines = bytes.Split(src, []byte("\n"))
			}
			files[p.Pos.File] = lines
		}
		if p.Pos.Line <= len(lines) {
			p.Line = strings.ToValidUTF8(strings.TrimRight(string(lines[p.Pos.Line-1]), "\r"), "�")
		}
	}
	return problems
}
