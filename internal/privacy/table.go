package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// In a table the heading says what stands below: a number that no rule knows is
// an identity number under 身份证, 3-501 is a door under 住址, and whoever is
// named beside 残疾等级 is told of with his health.

// column is what a heading says of the cells below it.
type column int

const (
	other column = iota
	nameColumn
	idColumn
	phoneColumn
	doorColumn
	ageColumn
	childColumn
	healthColumn
	hardshipColumn
	staffColumn // whoever stands beside it is told of for his work
)

// headings are the words of headings, of which the first that is there counts.
var headings = []struct {
	column column
	words  []string
}{
	{staffColumn, []string{"职务", "岗位", "职责", "办公", "值班", "班次", "窗口", "片区", "网格"}},
	{idColumn, []string{"身份证", "身份号", "证件号"}},
	{phoneColumn, []string{"电话", "手机", "联系方式"}},
	{doorColumn, []string{"住址", "房号", "门牌", "室号", "地址"}},
	{ageColumn, []string{"年龄"}},
	{childColumn, []string{"学校", "班级", "年级", "幼儿园"}},
	{healthColumn, []string{"残疾", "病", "诊断"}},
	{hardshipColumn, []string{"低保", "特困", "困难", "救助", "致贫", "五保"}},
	{nameColumn, []string{"姓名", "户主", "申请人", "受助人", "学生"}},
}

// reasons are the columns for which names are looked at, and the cues they are.
var reasons = map[column]*cue{
	childColumn:    {rule: Minor, sure: true},
	healthColumn:   {rule: Health},
	hardshipColumn: {rule: Hardship},
}

// cell is a part of a row, without the gaps about it.
type cell struct{ from, to int }

// mostCells is how many columns are looked at.
const mostCells = 40

// table looks at the table in whose heading the word at i stands, if it is one
// that tells of persons. It looks at no table twice.
func (s *scan) table(i int) {
	if i < s.tableTo {
		return
	}
	from := strings.LastIndexByte(s.text[:i], '\n') + 1
	to := s.lineEnd(i)
	s.tableTo = to // one look for a line is enough
	if to-from > 1000 {
		return
	}
	line := s.text[from:to]
	mark := byte(',')
	if strings.IndexByte(line, '|') >= 0 {
		mark = '|'
	} else if strings.IndexByte(line, '\t') >= 0 {
		mark = '\t'
	}
	var columns []column
	for _, c := range s.cells(from, to, mark) {
		columns = append(columns, headingOf(s.text[c.from:c.to]))
	}
	if !slices.Contains(columns, nameColumn) {
		return
	}
	for to < len(s.text) {
		from, to = to+1, s.lineEnd(to+1)
		line := s.text[from:to]
		if strings.IndexByte(line, mark) < 0 {
			break
		}
		s.row(columns, s.cells(from, to, mark))
		s.tableTo = to
	}
}

func (s *scan) lineEnd(i int) int {
	if n := strings.IndexByte(s.text[min(i, len(s.text)):], '\n'); n >= 0 {
		return i + n
	}
	return len(s.text)
}

// cells cuts a row at the marks.
func (s *scan) cells(from, to int, mark byte) (cells []cell) {
	if mark == '|' { // the outer ones open and close the row
		for from < to && isGap(s.text[from]) {
			from++
		}
		if from < to && s.text[from] == '|' {
			from++
		}
	}
	for from <= to && len(cells) < mostCells {
		end := to
		if n := strings.IndexByte(s.text[from:to], mark); n >= 0 {
			end = from + n
		}
		c := cell{from, end}
		for c.from < c.to && (isGap(s.text[c.from]) || s.text[c.from] == '"' || s.text[c.from] == '*') {
			c.from++
		}
		for c.from < c.to && (isGap(s.text[c.to-1]) || s.text[c.to-1] == '"') {
			c.to--
		}
		cells = append(cells, c)
		from = end + 1
	}
	return cells
}

func isGap(b byte) bool { return b == ' ' || b == '\t' || b == '\r' }

// headingOf tells what a heading says. A sentence is none.
func headingOf(text string) column {
	if len(text) > 36 {
		return other
	}
	for _, h := range headings {
		if slices.ContainsFunc(h.words, func(w string) bool { return strings.Contains(text, w) }) {
			return h.column
		}
	}
	return other
}

// row looks at one row below a heading.
func (s *scan) row(columns []column, cells []cell) {
	staff := slices.Contains(columns, staffColumn)
	known := slices.Contains(columns, idColumn) || slices.Contains(columns, doorColumn)
	why := s.reason(columns, cells)
	for k, c := range cells {
		if k >= len(columns) || c.from == c.to || strings.IndexByte(s.text[c.from:c.to], '*') >= 0 {
			continue
		}
		text := s.text[c.from:c.to]
		switch columns[k] {
		case idColumn:
			if n, strange := figures(text); n >= 8 && !strange {
				s.add(IDNumber, c.from, c.to, hidden, true)
			}
		case phoneColumn:
			if n, strange := figures(text); n >= 7 && n <= 12 && !strange && known && !staff {
				s.add(Mobile, c.from, c.to, hidden, false)
			}
		case doorColumn:
			if isDoor(text) && !staff {
				s.add(Address, c.from, c.to, hidden, false)
			}
		case nameColumn:
			if why != nil && !staff && isName(text) {
				s.add(why.rule, c.from, c.to, maskHan(text), why.sure)
			}
		}
	}
}

// reason tells why the name of a row is private: by a column that is filled in,
// or by the age.
func (s *scan) reason(columns []column, cells []cell) *cue {
	for k, c := range cells {
		if k >= len(columns) || c.from == c.to {
			continue
		}
		if why := reasons[columns[k]]; why != nil {
			return why
		}
		if end := c.to - len("岁"); columns[k] == ageColumn {
			if !strings.HasSuffix(s.text[c.from:c.to], "岁") {
				end = c.to
			}
			if s.ageBefore(end) {
				return &young
			}
		}
	}
	return nil
}

// figures counts the digits of a cell. Strange is one with more of anything
// else, which is a sentence or a sum.
func figures(text string) (digits int, strange bool) {
	others := 0
	for _, r := range text {
		switch {
		case classOfRune(r).isDigit():
			digits++
		case r == 'X' || r == 'x' || r == 'Ｘ' || r == '-' || r == ' ' || r == '(' || r == ')' || r == '（' || r == '）':
		default:
			others++
		}
	}
	return digits, others > 0
}

// isDoor tells whether a cell is a house and a door: two numbers at least, the
// last of them of two to four digits, and nothing that is no part of an
// address in an estate.
func isDoor(text string) bool {
	if utf8.RuneCountInString(text) > 20 {
		return false
	}
	numbers, last := 0, 0
	inside := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			if !inside {
				numbers, last = numbers+1, 0
			}
			inside = true
			last++
			continue
		case strings.ContainsRune("-—–/#＃_.、 幢栋号楼单元室户座弄", r):
		default:
			return false
		}
		inside = false
	}
	return numbers >= 2 && last >= 2 && last <= 4 && !strings.HasSuffix(text, "号")
}

// noName are words that stand in a column of names and are none.
var noName = []string{"合计", "小计", "总计", "共计", "姓名", "空缺", "待定", "暂无", "无", "略", "填全名"}

// isName tells whether a cell in a column of names has one, also with a rare
// surname.
func isName(text string) bool {
	n := 0
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) && r != '·' || r == '某' {
			return false
		}
		n++
	}
	return n >= 2 && n <= 4 && !slices.Contains(noName, text)
}
