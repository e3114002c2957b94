package markdown

import (
	"bytes"
	"unicode/utf8"
)

// Most texts are headings, lists and paragraphs of one line, with nothing in
// them but bold words and links. What those say can be read off without parsing,
// in a tenth of the time; whoever indexes ten thousand of them is glad of it.

// plainly appends what a text says, if it is such a text; else false, and it has
// to be parsed. It gives what Text would, which is tested.
func plainly(dst, src []byte) ([]byte, bool) {
	if !utf8.Valid(src) || bytes.ContainsAny(src, "\\&<`_~\r\t\x00{}^") || bytes.Contains(src, []byte("\ufeff")) {
		return dst, false
	}
	before := lineBlank
	columns := 0
	for len(src) > 0 {
		var line []byte
		line, src, _ = bytes.Cut(src, []byte("\n"))
		kind, rest := lineOf(line)
		if kind == lineTable && before != lineTable {
			head, after, _ := bytes.Cut(src, []byte("\n"))
			if columns = columnsOf(line); before != lineBlank || !isDelimiter(head, columns) {
				return dst, false
			}
			src = after
		}
		switch {
		case kind == lineOther, before == lineText && kind != lineBlank,
			before == lineList && kind != lineList && kind != lineBlank,
			before == lineTable && kind != lineTable && kind != lineBlank:
			return dst, false
		case kind == lineBlank:
			before = kind
			continue
		}
		var ok bool
		if kind == lineTable {
			dst, ok = plainRow(dst, line, columns)
		} else {
			dst, ok = plainLine(dst, rest)
		}
		if !ok {
			return dst, false
		}
		dst = append(dst, '\n')
		before = kind
	}
	return dst, true
}

type lineKind int

const (
	lineBlank lineKind = iota
	lineHead
	lineList
	lineTable
	lineText
	lineOther // to be parsed
)

// lineOf tells what a line is, and what of it is read.
func lineOf(line []byte) (lineKind, []byte) {
	if len(line) == 0 {
		return lineBlank, nil
	}
	if line[len(line)-1] == ' ' || line[len(line)-1] == '#' {
		return lineOther, nil
	}
	switch c := line[0]; {
	case c == '#':
		level := 0
		for level < len(line) && line[level] == '#' {
			level++
		}
		if level > 6 || level == len(line) || line[level] != ' ' || !isOpening(line[level+1:]) {
			return lineOther, nil
		}
		return lineHead, line[level+1:]
	case c == '-' && len(line) > 2 && line[1] == ' ' && isOpening(line[2:]):
		return lineList, line[2:]
	case c == '|':
		return lineTable, line
	case c >= '0' && c <= '9':
		n := countDigits(line)
		if n < len(line) && (line[n] == '.' || line[n] == ')') {
			if line[n] == '.' && n < 4 && len(line) > n+2 && line[n+1] == ' ' && isOpening(line[n+2:]) {
				return lineList, line[n+2:]
			}
			return lineOther, nil
		}
	case !isOpening(line):
		return lineOther, nil
	}
	return lineText, line
}

func countDigits(line []byte) (n int) {
	for n < len(line) && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	return n
}

// isOpening tells whether a text may open so without being anything else: with a
// letter, a digit that is no number of a list, a bold word, or a link.
func isOpening(text []byte) bool {
	switch c := text[0]; {
	case c == '*':
		return bytes.HasPrefix(text, []byte("**"))
	case c >= '0' && c <= '9':
		n := countDigits(text)
		return n == len(text) || text[n] != '.' && text[n] != ')'
	case c == '[', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
		return true
	case c < utf8.RuneSelf:
		return false
	}
	return !bytes.HasPrefix(text, fullSpace) && !bytes.HasPrefix(text, []byte("\u00a0"))
}

// plainLine appends a line without its markup.
func plainLine(dst, line []byte) ([]byte, bool) {
	bold := -1
	for len(line) > 0 {
		i := bytes.IndexAny(line, "*[]!|")
		if i < 0 {
			dst = append(dst, line...)
			break
		}
		dst = append(dst, line[:i]...)
		line = line[i:]
		switch line[0] {
		case '*':
			if len(line) > 2 && line[2] == '*' || !bytes.HasPrefix(line, []byte("**")) {
				return dst, false
			}
			line = line[2:]
			if bold >= 0 {
				if !isWord(dst[bold:]) {
					return dst, false
				}
				bold = -1
			} else {
				bold = len(dst)
			}
		case '[':
			text, n := plainLink(line)
			if n == 0 || bold >= 0 {
				return dst, false
			}
			dst = append(dst, text...)
			line = line[n:]
		case '!':
			if len(line) > 1 && line[1] == '[' {
				return dst, false
			}
			dst = append(dst, '!')
			line = line[1:]
		default:
			return dst, false
		}
	}
	return dst, bold < 0
}

// isWord tells whether what stands between asterisks is bold for certain.
func isWord(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	first, _ := utf8.DecodeRune(text)
	last, _ := utf8.DecodeLastRune(text)
	sure := func(r rune) bool { return han(r) || letter(r) }
	return sure(first) && sure(last)
}

// plainLink reads [text](destination) and tells how long it is; 0 for what is
// none for certain.
func plainLink(line []byte) (text []byte, n int) {
	end := bytes.IndexByte(line, ']')
	if end < 2 || end+2 >= len(line) || line[end+1] != '(' {
		return nil, 0
	}
	text = line[1:end]
	if bytes.ContainsAny(text, "[*!|") || text[0] == ' ' || text[len(text)-1] == ' ' {
		return nil, 0
	}
	length := bytes.IndexByte(line[end+2:], ')')
	if length < 1 || bytes.ContainsAny(line[end+2:end+2+length], " (\"'>*[|") {
		return nil, 0
	}
	return text, end + 2 + length + 1
}

// columnsOf counts the cells of a row; 0 for what is none for certain.
func columnsOf(row []byte) int {
	if len(row) < 2 || row[len(row)-1] != '|' {
		return 0
	}
	return bytes.Count(row, []byte("|")) - 1
}

func isDelimiter(row []byte, columns int) bool {
	if columns == 0 || columnsOf(row) != columns || row[0] != '|' {
		return false
	}
	for _, cell := range bytes.Split(row[1:len(row)-1], []byte("|")) {
		cell = bytes.TrimSuffix(bytes.TrimPrefix(bytes.Trim(cell, " "), []byte(":")), []byte(":"))
		if len(cell) < 3 || len(bytes.Trim(cell, "-")) > 0 {
			return false
		}
	}
	return true
}

// plainRow appends a row of a table, its cells separated by tabs.
func plainRow(dst, row []byte, columns int) ([]byte, bool) {
	if columns == 0 || columnsOf(row) != columns {
		return dst, false
	}
	for i, cell := range bytes.Split(row[1:len(row)-1], []byte("|")) {
		if i > 0 {
			dst = append(dst, '\t')
		}
		cell = bytes.Trim(cell, " ")
		if len(cell) == 0 || cell[0] < utf8.RuneSelf && !letter(rune(cell[0])) && cell[0] != '*' {
			return dst, false
		}
		var ok bool
		if dst, ok = plainLine(dst, cell); !ok {
			return dst, false
		}
	}
	return dst, true
}
