package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"banbao/internal/browser"
	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/face"
	"banbao/internal/output"
	"banbao/internal/pdf"
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
	out, said := s.abs(c.Out), c.Out
	if c.Out == "" {
		out, said = filepath.Join(s.abs(c.Source), "paper"), filepath.Join(c.Source, "paper")
	}
	if err := s.apart(c.Source, out, said); err != nil {
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
		all = slices.DeleteFunc(all, func(x sheet) bool { return board(x) != c.Boards })
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

// press prints sheets to PDF, and keeps each on the disk until all are there.
type press struct {
	cmd      *printCmd
	s        *session
	memory   *output.Memory
	browser  *browser.Browser
	scratch  string
	progress *progress
	lock     sync.Mutex // a page asks for several files at once
	wardrobe wardrobe
	extra    map[string][]byte // pages that are no pages of the site
	tiled    []tiled
	unsound  error // what was wrong with a file of the site
	site     string
	language string
	version  string
	now      time.Time
}

// newPress finds and starts the browser.
func newPress(c *printCmd, s *session, plan *build.Plan, faces []face.Chosen) (*press, error) {
	p := &press{cmd: c, s: s, memory: output.NewMemory(), progress: newProgress(s, c.Quiet),
		extra: map[string][]byte{}, site: plan.Site.Title, language: plan.Site.Language, version: version(), now: plan.Site.Now}
	if _, problems := p.memory.Update(plan.Files); problems.HasErrors() {
		return nil, s.outcome(problems, false, false)
	}
	program, err := c.program(s, diag.Words{
		Zh: "没有浏览器的程序，也能印：banbao build 以后，在别的电脑的浏览器里打开 public/print 里的那一页，按 Ctrl+P",
		En: "it can be printed without: after banbao build, open the page in public/print in a browser elsewhere and press Ctrl+P",
	})
	if err != nil {
		return nil, err
	}
	if p.scratch, err = os.MkdirTemp("", "banbao-paper-"); err != nil {
		return nil, err
	}
	p.wardrobe = wardrobe{faces: faces, chars: map[string][]rune{}}
	if p.browser, err = browser.Start(s.ctx, program); err != nil {
		os.RemoveAll(p.scratch)
		return nil, p.failed(err)
	}
	return p, nil
}

func (p *press) close() {
	p.browser.Close()
	os.RemoveAll(p.scratch)
}

// files gives pages what they ask for. Scripts are for screens.
func (p *press) files(name string) ([]byte, string, bool) {
	switch {
	case strings.HasSuffix(name, ".js"):
		return nil, "", false
	case strings.HasPrefix(name, faceFolder):
		p.lock.Lock()
		defer p.lock.Unlock()
		return p.wardrobe.file(name)
	}
	if page, ok := p.extra[name]; ok {
		p.lock.Lock()
		defer p.lock.Unlock()
		return p.wardrobe.dress(name, page), "text/html; charset=utf-8", true
	}
	body, found, err := p.memory.Get(name)
	p.lock.Lock()
	defer p.lock.Unlock()
	if err != nil && p.unsound == nil {
		p.unsound = err
	}
	if found && err == nil && strings.HasSuffix(name, ".html") {
		return p.wardrobe.dress(name, body.Bytes), body.ContentType, true
	}
	return body.Bytes, body.ContentType, found && err == nil
}

// at is where the PDF of the sheet k waits.
func (p *press) at(k int) string { return filepath.Join(p.scratch, fmt.Sprintf("%06d.pdf", k)) }

// print prints all sheets to where they wait.
func (p *press) print(sheets []sheet) error {
	paths := make([]string, len(sheets))
	for k, x := range sheets {
		paths[k] = x.path
	}
	for k, x := range sheets {
		if x.title == "" {
			sheets[k].title = p.titleOf(x.path)
		}
	}
	return p.pages(paths, func(k int, pdf []byte) error { return os.WriteFile(p.at(k), pdf, 0o666) })
}

// pages prints pages.
func (p *press) pages(paths []string, take func(k int, pdf []byte) error) error {
	view := browser.View{Files: p.files, Width: 1200, Height: 1600}
	err := p.browser.Papers(view, paths, func(k int, pdf []byte) error {
		p.progress.step(k+1, len(paths))
		return take(k, pdf)
	})
	p.progress.end()
	var problems diag.List
	switch {
	case errors.As(p.unsound, &problems):
		return p.s.outcome(problems, false, false)
	case p.unsound != nil:
		return p.unsound
	case err != nil:
		return p.failed(err)
	}
	return nil
}

// titleOf is what a page calls itself, without the name of the site.
func (p *press) titleOf(path string) string {
	body, _, _ := p.files(path)
	_, rest, _ := strings.Cut(string(body), "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	title, _, _ = strings.Cut(html.UnescapeString(title), "（打印版）")
	title, _ = strings.CutSuffix(title, " - "+p.site)
	return title
}

// failed says that it was the browser.
func (p *press) failed(err error) error {
	if errors.Is(err, context.Canceled) || p.s.ctx.Err() != nil {
		return context.Canceled
	}
	var disk *os.PathError
	if errors.As(err, &disk) {
		return err
	}
	p.s.say("banbao：浏览器没有做成：%s", "banbao: the browser failed: %s", err)
	p.s.say("  提示：再试一次；还不行就用 --browser 换一个浏览器。原来的 PDF 没有动", "  hint: try again, or take another browser with --browser. The PDFs of before are untouched")
	return exitCode(exitMachine)
}

// doc reads what was printed of the sheet k.
func (p *press) doc(k int) (*pdf.Doc, error) {
	text, err := os.ReadFile(p.at(k))
	if err != nil {
		return nil, err
	}
	return pdf.Read(text)
}

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
