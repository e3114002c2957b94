package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// sheet is a page below print/ that is to come out on paper.
type sheet struct {
	path  string     // below public: print/notices/water.html
	title string     // empty: that of the page
	item  *site.Item // nil for months, boards and what else is no item
}

// name is what its file is called: notices/water.
func (x sheet) name() string {
	return strings.TrimSuffix(strings.TrimPrefix(x.path, "print/"), ".html")
}

// folder is where PDFs go, as a path and as it was said: paper/ in the site
// unless --out says otherwise. It is refused where the site's sources are.
func (c *printCmd) folder(s *session) (out, said string, err error) {
	out, said = s.abs(c.Out), c.Out
	if c.Out == "" {
		out, said = filepath.Join(s.abs(c.Source), "paper"), filepath.Join(c.Source, "paper")
	}
	return out, said, s.apart(c.Source, out, c.Out)
}

// paper makes PDFs of sheets.
func (c *printCmd) paper(s *session) error {
	if err := c.sound(); err != nil {
		return err
	}
	r, done, err := (&siteFlags{Source: c.Source, BaseURL: c.BaseURL, Clock: c.Clock}).open(s)
	if err != nil {
		return err
	}
	defer done()
	out, said, err := c.folder(s)
	if err != nil {
		return err
	}
	faces := s.faces(&r)
	plan := build.Prepare(r)
	if err := s.outcome(plan.Problems, plan.Usage, false); err != nil {
		return err
	}
	sheets, err := c.sheets(s, plan)
	if err != nil {
		return err
	}
	if c.One != "" {
		if err := c.mayReplace(s.abs(c.One), c.One); err != nil {
			return err
		}
	}
	press, err := newPress(c, s, plan, faces)
	if err != nil {
		return err
	}
	defer press.close()
	if err := press.print(sheets); err != nil {
		return err
	}
	if c.Tile != "" {
		if err := press.tile(sheets); err != nil {
			return err
		}
	}
	return press.deliver(sheets, out, said)
}

// sound says what flags make no sense together.
func (c *printCmd) sound() error {
	switch {
	case c.Odd && c.Even:
		return usageError{"--odd 和 --even 只写一个：先印单数页，翻过来再印双数页", "write --odd or --even, not both: first the odd pages, then, turned over, the even ones"}
	case c.Fit != 0 && c.Tile == "":
		return usageError{"--fit 要和 --tile a4 或 --tile a3 一起写", "--fit goes with --tile a4 or --tile a3"}
	case c.Fit < 0:
		return usageError{"--fit 写用几张，例如 4", "--fit is how many sheets to use, such as 4"}
	case c.One != "" && !strings.EqualFold(filepath.Ext(c.One), ".pdf"):
		return usageError{fmt.Sprintf("--one 写一个 PDF 的文件名，例如 全部.pdf，不是“%s”", c.One), fmt.Sprintf("--one is the name of a PDF such as all.pdf, not %q", c.One)}
	}
	return nil
}

// sheets are those that were asked for, in the order of the site.
func (c *printCmd) sheets(s *session, plan *build.Plan) ([]sheet, error) {
	of := map[string]*site.Item{}
	for _, i := range plan.Site.Items() {
		of[i.SheetPath()] = i
	}
	var all []sheet
	for _, f := range plan.Files {
		if !strings.HasPrefix(f.Path, "print/") || path.Ext(f.Path) != ".html" || strings.HasPrefix(f.Path, "print/rounds/") {
			continue
		}
		x := sheet{path: f.Path, item: of[f.Path]}
		if x.item != nil {
			x.title = theme.Plain(x.item.Title)
		}
		all = append(all, x)
	}
	board := func(x sheet) bool { return strings.HasPrefix(x.path, "print/boards/") }
	if len(c.Name) == 0 {
		// A board is drawn by hand or pinned up full of sheets: it is asked for.
		// So are the further sheets of guides.
		further := map[string]bool{}
		for _, g := range plan.Site.Guides {
			further[g.SheetOn(site.SheetList)], further[g.SheetOn(site.SheetWall)] = true, true
		}
		all = slices.DeleteFunc(all, func(x sheet) bool { return board(x) != c.Boards || further[x.path] })
		if len(all) == 0 {
			return nil, usageError{"现在没有要印的", "there is nothing to print now"}
		}
		return all, nil
	}
	var chosen []sheet
	for _, word := range c.Name {
		found, err := c.named(s, plan, all, word)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			if !slices.ContainsFunc(chosen, func(y sheet) bool { return y.path == x.path }) {
				chosen = append(chosen, x)
			}
		}
	}
	return chosen, nil
}

// named are the sheets that a word may mean: a file of the site, a slug, a
// page, a month, a board's id.
func (c *printCmd) named(s *session, plan *build.Plan, all []sheet, word string) ([]sheet, error) {
	clean := strings.TrimPrefix(path.Clean(filepath.ToSlash(word)), "public/")
	sources := []string{clean, "content/" + clean}
	if rel, err := filepath.Rel(s.abs(c.Source), s.abs(word)); err == nil {
		sources = append(sources, filepath.ToSlash(rel))
	}
	means := func(x sheet) bool {
		if x.item != nil && (slices.Contains(sources, x.item.Source.File) || slices.Contains(sources, x.item.Body.File)) {
			return true
		}
		name := x.name()
		return clean == x.path || clean == name || clean == name+".html" || clean == path.Base(name) || x.title != "" && x.title == word
	}
	var found []sheet
	for _, x := range all {
		if means(x) {
			found = append(found, x)
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	for _, i := range plan.Site.Items() {
		if means(sheet{path: i.SheetPath(), title: theme.Plain(i.Title), item: i}) {
			zh, en := "已经撤下", "is over"
			if !plan.Site.Shown(i) {
				zh, en = "还没到张贴的时候", "is not to be shown yet"
			}
			return nil, usageError{
				fmt.Sprintf("“%s”%s，没有要张贴的纸；要看那时候的，用 --clock 写明几时", theme.Plain(i.Title), zh),
				fmt.Sprintf("%q %s, so it has no sheet; say when with --clock to see that of then", theme.Plain(i.Title), en),
			}
		}
	}
	for _, name := range sources {
		if _, err := fs.Stat(os.DirFS(s.abs(c.Source)), name); err == nil {
			return nil, usageError{
				fmt.Sprintf("%s 现在没有要张贴的纸（草稿、已经撤下，或者不是一条内容）", word),
				fmt.Sprintf("%s has no sheet now: it is a draft, it is over, or it is no item", word),
			}
		}
	}
	var known []string
	for _, x := range all {
		known = append(known, path.Base(x.name()))
	}
	zh, en := fmt.Sprintf("没有“%s”；有什么可印，看 banbao list", word), fmt.Sprintf("there is no %q; banbao list says what there is", word)
	if near := diag.Nearest(clean, known); near != "" {
		zh, en = fmt.Sprintf("没有“%s”，是不是想写 %s？", word, near), fmt.Sprintf("there is no %q, did you mean %s?", word, near)
	}
	return nil, usageError{zh, en}
}
