package content

import (
	"errors"
	"io/fs"
	"maps"
	"math/big"
	"path"
	"slices"
	"strings"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/grid"
	"banbao/internal/limit"
	"banbao/internal/site"
)

// findingLog is what was found in the period, by unit: the lines of the CSV
// files that a ranking names in findings.
type findingLog struct {
	any      bool // the ranking has a log
	lines    [][]logLine
	computed []bool // categories of which there are lines, or where everybody starts with points
	parts    []span
	changes  []objectionChange
}

// logColumns are the columns of a log, with the heads by which they are known.
var logColumns = []struct {
	name  string
	heads []string
}{
	{"date", []string{"date", "日期", "时间", "检查日期"}},
	{"unit", []string{"unit", "name", "id", "单位", "楼", "楼幢", "楼院", "楼栋", "户", "户主", "姓名", "编号"}},
	{"rule", []string{"rule", "细则", "规则", "项目"}},
	{"points", []string{"points", "分数", "加减分", "分"}},
	{"times", []string{"times", "次数", "处数"}},
	{"note", []string{"note", "说明", "情况", "备注"}},
	{"photo", []string{"photo", "照片", "证据"}},
	{"who", []string{"who", "检查人", "记录人", "谁"}},
}

const (
	columnDate = iota
	columnUnit
	columnRule
	columnPoints
	columnTimes
	columnNote
	columnPhoto
	columnWho
)

// mostRowProblems is how many rows of a file are reported at once.
const mostRowProblems = 100

// log reads the logs of a ranking.
func (s *source) log(t *decode.Table, k *site.Ranking, names []string, vetoes map[string]string, r *result) *findingLog {
	l := &findingLog{any: t.Has("findings"), computed: make([]bool, len(k.Categories))}
	files := t.Strings("findings")
	if !l.any {
		return l
	}
	l.lines, l.parts = make([][]logLine, len(k.Entries)), spans(k)
	for n, c := range k.Categories {
		l.computed[n] = c.Start != 0
	}
	b := &logReader{source: s, ranking: k, log: l, result: r, vetoes: vetoes, units: unitsByName(k, names), rules: map[string][2]int{}}
	for n, c := range k.Categories {
		for m, rule := range c.Rules {
			for _, word := range []string{rule.Text, rule.ID} {
				if word != "" {
					b.rules[word] = [2]int{n, m}
				}
			}
		}
	}
	for i, name := range files {
		key := at1("findings", i)
		if t.IsString("findings") {
			key = "findings"
		}
		rows, file, ok := s.rows(t, key, name, r)
		if ok {
			b.read(file, rows)
		}
	}
	for _, lines := range l.lines {
		slices.SortStableFunc(lines, func(a, b logLine) int { return int(a.finding.Day) - int(b.finding.Day) })
	}
	return l
}

// unitsByName finds an entry by its id, or by its name as it is written or
// shown. A name that several have finds none of them: -1.
func unitsByName(k *site.Ranking, names []string) map[string]int {
	units := make(map[string]int, 2*len(k.Entries))
	for i, e := range k.Entries {
		for _, name := range slices.Compact([]string{names[i], e.Name}) {
			if other, twice := units[name]; twice && other != i {
				units[name] = -1
			} else {
				units[name] = i
			}
		}
	}
	for i, e := range k.Entries {
		if e.ID != "" {
			units[e.ID] = i
		}
	}
	return units
}

// rows reads a table beside the ranking.
func (s *source) rows(t *decode.Table, key, name string, r *result) (rows []grid.Row, file string, ok bool) {
	p, inside := s.file(name)
	file = Folder + "/" + p
	if !inside || strings.ToLower(path.Ext(name)) != ".csv" {
		t.Problem(key, "not-csv", name)
		return nil, "", false
	}
	s.loader.table(file)
	src, err := limit.ReadFile(s.loader.fsys, file, limit.Text)
	var large *limit.Error
	switch {
	case errors.As(err, &large):
		t.Problem(key, "log-too-large", name)
		return nil, "", false
	case errors.Is(err, fs.ErrNotExist):
		t.Problem(key, "missing-file", name, s.neighbours(name))
		return nil, "", false
	case err != nil:
		r.problems.Add(decode.Unreadable(file, err))
		return nil, "", false
	}
	s.scanTable(file, src, r)
	if rows, err = grid.Read(file, src); err != nil {
		t.Problem(key, "not-csv", name)
	}
	return rows, file, err == nil
}

// table notes that a file is read as a table.
func (l *loader) table(file string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.tables = append(l.tables, file)
}

// logReader reads the rows of logs.
type logReader struct {
	source  *source
	ranking *site.Ranking
	log     *findingLog
	result  *result
	vetoes  map[string]string
	units   map[string]int
	rules   map[string][2]int

	file    string
	columns []int
	bad     int
	row     grid.Row
}

func (b *logReader) read(file string, rows []grid.Row) {
	b.file, b.bad = file, 0
	head := b.head(rows)
	if head < 0 {
		return
	}
	for _, row := range rows[head+1:] {
		if row.Empty() {
			continue
		}
		if b.bad == mostRowProblems {
			return
		}
		b.row = row
		b.line()
	}
}

// head finds the row that names the columns: one of the first, for a title may
// stand above. It returns its index.
func (b *logReader) head(rows []grid.Row) int {
	const deepest = 5
	best := -1
	for i, row := range rows[:min(len(rows), deepest)] {
		columns := logHead(row)
		if columns[columnUnit] >= 0 && columns[columnRule] >= 0 && columns[columnDate] >= 0 {
			b.columns = columns
			return i
		}
		if best < 0 && !row.Empty() {
			best = i
		}
	}
	b.row = grid.Row{Line: 1}
	if best >= 0 {
		b.row = rows[best]
	}
	b.problem(-1, "no-heads")
	return -1
}

// logHead is which column holds what; -1 for none.
func logHead(row grid.Row) []int {
	columns := make([]int, len(logColumns))
	for n, c := range logColumns {
		columns[n] = slices.IndexFunc(row.Cells, func(cell string) bool {
			return slices.Contains(c.heads, strings.ToLower(cell))
		})
	}
	return columns
}

// line reads one finding.
func (b *logReader) line() {
	k := b.ranking
	var l logLine
	day, ok := grid.Day(b.cell(columnDate))
	switch {
	case !ok:
		b.problem(columnDate, "bad-cell", b.cell(columnDate), diag.Words{Zh: "不是日期", En: "is no date"})
		return
	case !k.Period.From.IsZero() && day < k.Period.From, !k.Period.To.IsZero() && day > k.Period.To:
		b.problem(columnDate, "finding-outside", day.String(), k.Period.From.String(), k.Period.To.String())
		return
	}
	unit, ok := b.units[b.cell(columnUnit)]
	switch {
	case !ok:
		b.problem(columnUnit, "unknown-unit", b.cell(columnUnit), b.near(b.cell(columnUnit), slices.Sorted(maps.Keys(b.units))))
		return
	case unit < 0:
		b.problem(columnUnit, "many-units", b.cell(columnUnit))
		return
	}
	word := b.cell(columnRule)
	if veto, ok := b.vetoes[word]; ok {
		b.rulesOut(unit, veto, day.ChineseShort())
		return
	}
	rule, ok := b.rules[word]
	if !ok {
		b.problem(columnRule, "unknown-rule", word, b.near(word, slices.Sorted(maps.Keys(b.rules))))
		return
	}
	l.category, l.rule = rule[0], rule[1]
	of := &k.Categories[l.category].Rules[l.rule]
	if of.Veto {
		b.rulesOut(unit, of.Text, day.ChineseShort())
		return
	}
	l.finding = site.Finding{Day: day, Times: 1, Note: b.cell(columnNote), Who: b.cell(columnWho)}
	if !b.points(&l, of) || !b.photo(&l) {
		return
	}
	l.finding.Points = l.points.float()
	b.log.computed[l.category] = true
	b.log.lines[unit] = append(b.log.lines[unit], l)
}

// points reads how often something was found and what it gives.
func (b *logReader) points(l *logLine, of *site.Rule) bool {
	if text := b.cell(columnTimes); text != "" {
		n, ok := grid.Number(text)
		if !ok || n != float64(int(n)) || n < 1 || n > 1000 {
			b.problem(columnTimes, "bad-cell", text, diag.Words{Zh: "不是次数", En: "is no number of times"})
			return false
		}
		l.finding.Times = int(n)
	}
	text := b.cell(columnPoints)
	if text == "" {
		l.points = microOf(of.Points) * micro(l.finding.Times)
		if of.Points == 0 {
			b.problem(columnPoints, "bad-cell", text, diag.Words{Zh: "要写分数，这条细则没有写 points", En: "needs points, since its rule gives none"})
		}
		return of.Points != 0
	}
	v, ok := grid.Number(text)
	if !ok || v > 1e6 || v < -1e6 {
		b.problem(columnPoints, "bad-cell", text, diag.Words{Zh: "不是分数", En: "is no number of points"})
		return false
	}
	l.points = microOf(v)
	return true
}

// photo finds the picture that shows what was found.
func (b *logReader) photo(l *logLine) bool {
	name := b.cell(columnPhoto)
	if name == "" {
		return true
	}
	p, ok := b.source.file(name)
	if ok {
		if a := b.source.asset(p); a.ok {
			if a.problem != nil {
				b.result.problems.Add(badPicture(p, a.problem))
				return false
			}
			l.finding.Photo = a.Path
			return true
		}
	}
	b.problem(columnPhoto, "missing-file", name, b.source.neighbours(name))
	return false
}

func (b *logReader) rulesOut(unit int, why, day string) {
	if e := &b.ranking.Entries[unit]; e.Veto == "" {
		e.Veto = why + "（" + day + "）"
	}
}

// cell is the text in a column that the log may have.
func (b *logReader) cell(column int) string { return b.row.Cell(b.columns[column]) }

// problem reports something about a cell of the row, or about the row.
func (b *logReader) problem(column int, code diag.Code, args ...any) {
	b.bad++
	p := diag.New(code, diag.Pos{File: b.file, Line: b.row.Line, Column: 1}, args...)
	at := -1
	if column >= 0 {
		at = b.columns[column]
	}
	b.result.problems.Add(inCells(p, b.row.Cells, at))
}

// near words the hint of an unknown word. Where many are wrong, a nearest one
// is looked for only for the first.
func (b *logReader) near(word string, known []string) diag.Words {
	const most = 10
	if b.bad >= most {
		known = nil
	}
	return nearWords(word, known)
}

func nearWords(word string, known []string) diag.Words {
	if n := diag.Nearest(word, known); n != "" {
		return diag.Words{Zh: "是不是想写“" + n + "”？", En: "did you mean \"" + n + "\"?"}
	}
	return diag.Words{Zh: "和评比文件里写的要一样", En: "it must be as the ranking has it"}
}

// counted is a score that the log gives, if it does.
func (l *findingLog) counted(k *site.Ranking, entry, category int, score *site.Score) (exact *big.Rat, ok bool) {
	if !l.any || !l.computed[category] {
		return nil, false
	}
	var lines []logLine
	for _, line := range l.lines[entry] {
		if line.category == category {
			lines = append(lines, line)
		}
	}
	exact, score.Parts = counted(k, category, lines, l.parts)
	score.Value, _ = exact.Float64()
	return exact, true
}
