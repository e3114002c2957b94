package content

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/grid"
	"banbao/internal/limit"
	"banbao/internal/site"
)

// Imported is a ranking's file with its entries taken from a spreadsheet.
type Imported struct {
	Text    []byte   // the whole file as it would be
	Entries int      // that were read
	Unused  []string // heads of columns that nothing was taken from
}

// ImportRanking fills the entries of the ranking in a file below the site from
// the rows of a spreadsheet. Which column holds what is found by its head: the
// name of a category, 户主, 地址, 总分. What the ranking remembers in [import]
// goes first, and columns goes before that: a key, = and the head. All rows
// that cannot be read are problems, placed in the spreadsheet, whose name is
// that of sheet; the text then has only the others.
//
// What a spreadsheet does not have, such as evidence, stays with the entries
// that were there before under the same name and address.
func ImportRanking(fsys fs.FS, cfg config.Config, file, sheet string, rows []grid.Row, columns map[string]string) (Imported, diag.List) {
	src, err := limit.ReadFile(fsys, file, limit.Text)
	if err != nil {
		return Imported{}, diag.List{decode.Unreadable(file, err)}
	}
	text, problem := decode.Text(file, src)
	if problem != nil {
		return Imported{}, diag.List{*problem}
	}
	t, problems := decode.Parse(file, text, 1, cfg.Zone)
	if problems.HasErrors() {
		return Imported{}, problems
	}
	k := &site.Ranking{Form: decode.NeedWord(t, "form", site.Forms()), Unit: decode.NeedWord(t, "unit", site.Units())}
	k.Masked = people(k) && (!t.Has("mask") || t.Bool("mask"))
	categories(t, k)
	if t.Problems().HasErrors() {
		return Imported{}, t.Problems()
	}
	im := &importer{ranking: k, cfg: &cfg, file: sheet, columns: map[string]int{}, wanted: columns, known: map[string]string{}, seen: map[string]int{}}
	if m := t.Table("import"); m != nil {
		if c := m.Table("columns"); c != nil {
			for _, key := range c.Keys() {
				im.known[key] = c.String(key)
			}
		}
	}
	im.before = entriesBefore(t)
	im.read(rows)
	out := Imported{Entries: len(im.entries), Unused: im.unused}
	if len(im.columns) > 0 {
		out.Text = withEntries(text, im)
	}
	return out, im.problems
}

// importer reads a spreadsheet into entries.
type importer struct {
	ranking  *site.Ranking
	cfg      *config.Config
	file     string
	wanted   map[string]string // key → head, as it was said
	known    map[string]string // and as the ranking remembers it
	columns  map[string]int    // key → column
	heads    []string          // of all columns
	unused   []string
	before   map[string]*decode.Table // entries by name and address
	entries  []importedEntry
	seen     map[string]int // name and address → line
	where    string         // of the row before, for merged cells
	row      grid.Row
	problems diag.List
}

// importedEntry is a row that was read.
type importedEntry struct {
	name, where, note, id string
	scores                []float64
	total                 string
	old                   *decode.Table
}

// importHeads are the heads by which columns are known that no category names.
var importHeads = []struct {
	key   string
	heads []string
}{
	{"name", []string{"户主", "户主姓名", "姓名", "名称", "楼院", "楼幢", "楼栋", "单位", "单位名称", "name"}},
	{"where", []string{"地址", "住址", "楼号", "所在楼院", "小区", "where"}},
	{"id", []string{"编号", "户号", "id"}},
	{"total", []string{"总分", "合计", "得分合计", "总计", "total"}},
	{"note", []string{"说明", "事迹", "备注", "note"}},
	{"relation", []string{"与户主关系", "关系", "亲属关系", "亲"}},
}

// worked are columns that Banbao works out itself.
var worked = []string{"名次", "排名", "序号", "等级", "星级", "变化"}

// read finds the heads and reads the rows below them.
func (im *importer) read(rows []grid.Row) {
	first := im.findHeads(rows)
	if first < 0 {
		return
	}
	for _, row := range rows[first:] {
		im.row = row
		if row.Empty() || isSum(im.cell("name")) || isSum(row.Cell(0)) {
			continue
		}
		if e, ok := im.entry(); ok {
			im.entries = append(im.entries, e)
		}
		if len(im.problems) >= mostRowProblems {
			return
		}
	}
}

// isSum tells a row that adds others up.
func isSum(name string) bool {
	name = strings.Join(strings.Fields(name), "")
	return slices.Contains([]string{"合计", "总计", "小计", "平均", "平均分", "总数"}, name)
}

// findHeads finds the row of the heads among the first ones and which column
// holds what; it returns the index of the row below. Heads may stand in two
// rows, the upper one naming groups.
func (im *importer) findHeads(rows []grid.Row) int {
	const deepest = 8
	for i := range rows[:min(len(rows), deepest)] {
		columns := im.columnsOf(rows[i].Cells)
		if _, ok := columns["name"]; !ok {
			continue
		}
		im.columns, im.heads = columns, rows[i].Cells
		next := i + 1
		if next < len(rows) {
			both := slices.Clone(rows[i].Cells)
			for n, c := range rows[next].Cells {
				if n >= len(both) {
					both = append(both, "")
				}
				if c != "" {
					both[n] = c
				}
			}
			if under := im.columnsOf(both); rows[next].Cell(columns["name"]) == "" && len(under) > len(columns) {
				im.columns, im.heads = under, both
				next++
			}
		}
		im.row = rows[i]
		im.checkHeads()
		if len(im.problems) > 0 { // every row would be wrong
			im.columns = nil
			return -1
		}
		return next
	}
	im.row = grid.Row{Line: 1}
	if len(rows) > 0 {
		im.row = rows[0]
	}
	im.problem("", "missing-column", "name", im.wantedHead("name"), headWords(im.row.Cells))
	return -1
}

// columnsOf is which column of a row of heads holds what.
func (im *importer) columnsOf(heads []string) map[string]int {
	columns := map[string]int{}
	find := func(key string, words []string) {
		if head, ok := im.known[key]; ok {
			words = append([]string{head}, words...)
		}
		if head, ok := im.wanted[key]; ok {
			words = []string{head}
		}
		for _, w := range words {
			at := slices.IndexFunc(heads, func(h string) bool { return sameHead(h, w) })
			if at < 0 {
				continue
			}
			columns[key] = at
			return
		}
	}
	for _, h := range importHeads {
		find(h.key, h.heads)
	}
	for _, c := range im.ranking.Categories {
		find(c.ID, []string{c.Name, c.ID})
	}
	return columns
}

// sameHead compares heads without spaces, line breaks and what is said behind
// in brackets: 楼道整洁（40分）.
func sameHead(head, word string) bool {
	head = strings.Join(strings.Fields(head), "")
	word = strings.Join(strings.Fields(word), "")
	if head == word {
		return true
	}
	short, _, _ := strings.Cut(head, "（")
	short, _, _ = strings.Cut(short, "(")
	return short != "" && strings.EqualFold(short, word)
}

// checkHeads reports columns that should be there, and notes those that
// nothing is taken from.
func (im *importer) checkHeads() {
	for _, c := range im.ranking.Categories {
		if _, ok := im.columns[c.ID]; !ok {
			im.problem("", "missing-column", c.ID, im.wantedHead(c.ID, c.Name), headWords(im.heads))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(im.wanted)) {
		if _, ok := im.columns[key]; !ok && !slices.ContainsFunc(im.ranking.Categories, func(c site.Category) bool { return c.ID == key }) {
			im.problem("", "missing-column", key, im.wanted[key], headWords(im.heads))
		}
	}
	for n, head := range im.heads {
		used := slices.Contains(worked, head) || head == ""
		for _, at := range im.columns {
			used = used || at == n
		}
		if !used {
			im.unused = append(im.unused, head)
		}
	}
}

func (im *importer) wantedHead(key string, otherwise ...string) string {
	if head, ok := im.wanted[key]; ok {
		return head
	}
	if len(otherwise) > 0 {
		return otherwise[0]
	}
	return "户主、姓名、楼院"
}

func headWords(heads []string) diag.Words {
	list := slices.DeleteFunc(slices.Clone(heads), func(h string) bool { return h == "" })
	return diag.Words{Zh: strings.Join(list, "、"), En: strings.Join(list, ", ")}
}

// cell is the text in the column of a key.
func (im *importer) cell(key string) string {
	if at, ok := im.columns[key]; ok {
		return im.row.Cell(at)
	}
	return ""
}

// problem reports something about a cell of the row, or about the row.
func (im *importer) problem(key string, code diag.Code, args ...any) {
	p := diag.New(code, diag.Pos{File: im.file, Line: im.row.Line, Column: 1}, args...)
	at := -1
	if n, ok := im.columns[key]; ok && key != "" {
		at = n
	}
	im.problems.Add(inCells(p, im.row.Cells, at))
}

// inCells places a problem at a cell of a row, or at all of them.
func inCells(p diag.Problem, cells []string, at int) diag.Problem {
	p.Line = strings.Join(cells, ",")
	p.Width = max(1, utf8.RuneCountInString(p.Line))
	if at >= 0 && at < len(cells) {
		p.Pos.Column = utf8.RuneCountInString(strings.Join(cells[:at], ",")) + 1
		if at > 0 {
			p.Pos.Column++
		}
		p.Width = max(1, utf8.RuneCountInString(cells[at]))
	}
	return p
}

// RankingFile finds the file of a ranking by its path, its slug, or, with
// neither, as the one that remembers a spreadsheet of this name.
func RankingFile(fsys fs.FS, name, sheet string) (file string, known []string, err error) {
	err = fs.WalkDir(fsys, Folder+"/rankings", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(p) == ".toml" {
			known = append(known, p)
		}
		return nil
	})
	if name != "" {
		for _, p := range known {
			if p == path.Clean(name) || strings.TrimSuffix(path.Base(p), ".toml") == name {
				return p, known, err
			}
		}
		return "", known, err
	}
	var mine []string
	for _, p := range known {
		src, _ := limit.ReadFile(fsys, p, limit.Text)
		t, problems := decode.Parse(p, src, 1, nil)
		if problems.HasErrors() {
			continue
		}
		if m := t.Table("import"); m != nil && m.String("file") == path.Base(sheet) {
			mine = append(mine, p)
		}
	}
	if len(mine) == 1 {
		return mine[0], known, err
	}
	return "", known, err
}

func keyOf(name, where string) string { return fmt.Sprintf("%s\x00%s", name, where) }
