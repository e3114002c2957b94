package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banbao/internal/pdf"
)

// paperfile is a PDF that is to be written.
type paperfile struct {
	at, said string
	title    string
	parts    []int // which sheets
	joined   bool  // of many sheets, each of which begins on the front
}

// deliver brings the PDFs to where they are wanted.
func (p *press) deliver(sheets []sheet, out, said string) error {
	var files []paperfile
	papers := make([]string, len(sheets))
	for k := range sheets {
		d, err := p.doc(k)
		if err != nil {
			return err
		}
		papers[k] = paperName(d.Pages()[0])
		if slices.ContainsFunc(p.tiled, func(t tiled) bool { return t.sheet == k }) {
			papers[k], _ = p.cmd.tilePaper()
		}
	}
	all := make([]int, len(sheets))
	for k := range all {
		all[k] = k
	}
	if p.cmd.Sort {
		slices.SortStableFunc(all, func(a, b int) int { return strings.Compare(papers[b], papers[a]) }) // A4 before A3
	}
	joined := func(at, said string, parts []int) paperfile {
		f := paperfile{at: at, said: said, title: p.site, parts: parts, joined: true}
		if len(parts) == 1 {
			f.title = sheets[parts[0]].title
		}
		return f
	}
	switch {
	case p.cmd.One != "":
		files = append(files, joined(p.s.abs(p.cmd.One), p.cmd.One, all))
	case p.cmd.Sort:
		for from := 0; from < len(all); {
			to := from
			for to < len(all) && papers[all[to]] == papers[all[from]] {
				to++
			}
			name := papers[all[from]] + ".pdf"
			files = append(files, joined(filepath.Join(out, name), filepath.Join(said, name), all[from:to]))
			from = to
		}
	default:
		for k, x := range sheets {
			name := filepath.FromSlash(x.name()) + ".pdf"
			files = append(files, paperfile{at: filepath.Join(out, name), said: filepath.Join(said, name), title: x.title, parts: []int{k}})
		}
	}
	for _, f := range files {
		if err := p.cmd.mayReplace(f.at, f.said); err != nil {
			return err
		}
	}
	leaves := map[string]int{}
	for _, f := range files {
		n, err := p.write(f, sheets, leaves)
		if err != nil {
			return err
		}
		if n > 0 && !p.cmd.Quiet && len(files) <= mostLines {
			fmt.Fprintln(p.s.Stdout, f.said)
		}
	}
	if p.cmd.Quiet {
		return nil
	}
	var counts []string
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(leaves))) {
		counts = append(counts, fmt.Sprintf(pick(p.s.lang, "%s %d 页", "%s: %d pages"), name, leaves[name]))
	}
	where := said
	if p.cmd.One != "" {
		where = p.cmd.One
	}
	p.s.print("%d 件，%s，在 %s", "%d sheets, %s, in %s", len(sheets), strings.Join(counts, pick(p.s.lang, "，", ", ")), where)
	return nil
}

// mostLines is how many files are named one by one.
const mostLines = 20

// paperName is A4, A3 …, or the size in millimetres.
func paperName(size pdf.Size) string {
	w, h := min(size.Width, size.Height), max(size.Width, size.Height)
	a, b := 841.0, 1189.0
	for k := range 7 {
		if math.Abs(w-a) < 2 && math.Abs(h-b) < 2 {
			return fmt.Sprintf("A%d", k)
		}
		a, b = math.Floor(b/2), a
	}
	return fmt.Sprintf("%.0fx%.0fmm", size.Width, size.Height)
}

// mayReplace tells whether a file is ours, or is not there.
func (c *printCmd) mayReplace(at, said string) error {
	if c.Force {
		return nil
	}
	text, err := os.ReadFile(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if d, err := pdf.Read(text); err == nil && strings.HasPrefix(d.Creator(), "Banbao") {
		return nil
	}
	return usageError{
		fmt.Sprintf("%s 已经有了，不是 Banbao 写的，没有动它；要覆盖就加上 --force", said),
		fmt.Sprintf("%s is there already and was not written by Banbao, so it stays; --force replaces it", said),
	}
}

// write writes one PDF, and counts its pages by the size of their paper. A
// file that would have no page is not written.
func (p *press) write(f paperfile, sheets []sheet, leaves map[string]int) (int, error) {
	var body bytes.Buffer
	n, k := 0, 0
	info := pdf.Info{Title: f.title, Language: p.language, Creator: "Banbao " + p.version, Time: p.now}
	var queue []*pdf.Part
	err := pdf.Join(&body, info, func() (*pdf.Part, error) {
		for ; len(queue) == 0 && k < len(f.parts); k++ {
			parts, err := p.parts(f.parts[k], sheets[f.parts[k]].title)
			if err != nil {
				return nil, err
			}
			for _, part := range parts {
				sizes := part.Doc.Pages()
				part.Plain, part.Pages = !f.joined, sides(part.Pages, p.cmd.Odd, p.cmd.Even, f.joined)
				if len(part.Pages) == 0 {
					continue
				}
				for _, at := range part.Pages {
					leaves[paperName(sizes[max(at, 0)])]++
				}
				n += len(part.Pages)
				queue = append(queue, part)
			}
		}
		if len(queue) == 0 {
			return nil, nil
		}
		part := queue[0]
		queue = queue[1:]
		return part, nil
	})
	if n == 0 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Dir(f.at), 0o777); err != nil {
		return 0, err
	}
	return n, replace(f.at, body.Bytes())
}

// parts is what was printed of a sheet: as it is, or with each page that is
// too large on several sheets.
func (p *press) parts(k int, title string) ([]*pdf.Part, error) {
	source, err := p.doc(k)
	if err != nil {
		return nil, err
	}
	var parts []*pdf.Part
	for n := range source.Pages() {
		if at := slices.IndexFunc(p.tiled, func(t tiled) bool { return t.sheet == k && t.page == n }); at >= 0 {
			part, err := p.tiled[at].part(source, title)
			if err != nil {
				return nil, err
			}
			parts = append(parts, part)
			continue
		}
		if last := len(parts) - 1; last >= 0 && parts[last].Doc == source {
			parts[last].Pages = append(parts[last].Pages, n)
			continue
		}
		parts = append(parts, &pdf.Part{Doc: source, Title: title, Pages: []int{n}})
	}
	return parts, nil
}

// sides are those of a sheet's pages that are wanted. Among others a sheet
// begins on the front of a leaf, so where it ends on a front an empty back
// goes with it.
func sides(all []int, odd, even, joined bool) []int {
	var pages []int
	for k, page := range all {
		if !odd && !even || odd && k%2 == 0 || even && k%2 == 1 {
			pages = append(pages, page)
		}
	}
	if even && joined && len(all)%2 == 1 {
		pages = append(pages, -1)
	}
	return pages
}
