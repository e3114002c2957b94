package build

import (
	"fmt"
	"strings"
	"unicode"

	"banbao/internal/diag"
	"banbao/internal/limit"
)

// glyphs finds what no font has in the items that are to be pinned up: the
// first place of each character in each file. What cannot be read is told
// elsewhere.
func (r *Request) glyphs(plan *Plan) diag.List {
	if r.HasGlyph == nil {
		return nil
	}
	var problems diag.List
	done := map[string]bool{}
	has := map[rune]bool{}
	for _, i := range plan.Site.Items() {
		if done[i.Source.File] || !plan.Site.Printed(i) {
			continue
		}
		done[i.Source.File] = true
		src, err := limit.ReadFile(r.FS, i.Source.File, limit.Text)
		if err != nil {
			continue
		}
		told := map[rune]bool{}
		line := 0
		for text := range strings.Lines(string(src)) {
			line++
			column := 0
			for _, c := range text {
				column++
				if c < 0x2e80 || !unicode.IsLetter(c) || c == unicode.ReplacementChar || told[c] {
					continue
				}
				known, ok := has[c]
				if !ok {
					known = r.HasGlyph(c)
					has[c] = known
				}
				if !known {
					told[c] = true
					problems.Add(diag.New("missing-character", diag.Pos{File: i.Source.File, Line: line, Column: column}, i.Title, string(c), fmt.Sprintf("U+%04X", c)))
				}
			}
		}
	}
	return problems
}
