package grid

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"banbao/internal/limit"
)

// A sheet may have so many cells; see also limit.Sheet.
const (
	mostColumns = 256
	mostRows    = 200_000
	lastLine    = 1 << 20 // of any sheet there is
)

// readSheet reads the first sheet of a workbook.
func readSheet(src []byte) ([]Row, error) {
	z, texts, err := openBook(src)
	if err != nil {
		return nil, err
	}
	return sheetRowsOf(z, firstSheet(z), texts)
}

// Sheets gives the cells of all sheets of a workbook as text: a row a line,
// with tabs between the cells. Sheets and rows that are hidden are among them.
func Sheets(src []byte) (string, error) {
	z, texts, err := openBook(src)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, f := range z.File {
		if path.Dir(f.Name) != "xl/worksheets" || path.Ext(f.Name) != ".xml" {
			continue
		}
		rows, err := sheetRowsOf(z, f.Name, texts)
		if err != nil {
			return out.String(), err
		}
		for _, r := range rows {
			out.WriteString(strings.Join(r.Cells, "\t") + "\n")
			if out.Len() > limit.Sheet {
				return out.String(), ErrLarge
			}
		}
	}
	return out.String(), nil
}

// openBook unpacks a workbook and reads the texts that its sheets share.
func openBook(src []byte) (*zip.Reader, []aString, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, nil, ErrBroken
	}
	texts, err := sharedTexts(z)
	return z, texts, err
}

// sheetRowsOf reads the rows of one sheet.
func sheetRowsOf(z *zip.Reader, name string, texts []aString) ([]Row, error) {
	var sheet struct {
		Rows   []aRow `xml:"sheetData>row"`
		Merged []struct {
			Ref string `xml:"ref,attr"`
		} `xml:"mergeCells>mergeCell"`
	}
	switch err := part(z, name, &sheet); err {
	case nil:
	case errNoPart: // a picture book, a zip of something else
		return nil, ErrForm
	default:
		return nil, err
	}
	if len(sheet.Rows) > mostRows {
		return nil, ErrLarge
	}
	rows, at, err := sheetRows(sheet.Rows, texts)
	if err != nil {
		return nil, err
	}
	for _, m := range sheet.Merged {
		cover(rows, at, m.Ref)
	}
	return rows, nil
}

// aRow is a row as it is kept; those that are empty may be left out.
type aRow struct {
	Number int     `xml:"r,attr"`
	Cells  []aCell `xml:"c"`
}

// sheetRows puts cells where they belong, and returns which line is where.
func sheetRows(kept []aRow, texts []aString) (rows []Row, at map[int]int, err error) {
	rows = make([]Row, 0, len(kept))
	at = map[int]int{}
	line := 0
	for _, r := range kept {
		line++
		if r.Number > 0 {
			line = r.Number
		}
		if line > lastLine {
			return nil, nil, ErrBroken
		}
		row := Row{Line: line}
		for _, c := range r.Cells {
			column := len(row.Cells)
			if n, _, ok := place(c.Ref); ok {
				column = n
			}
			if column >= mostColumns {
				return nil, nil, ErrLarge
			}
			for len(row.Cells) <= column {
				row.Cells = append(row.Cells, "")
			}
			row.Cells[column] = c.text(texts)
		}
		at[line] = len(rows)
		rows = append(rows, row)
	}
	return rows, at, nil
}

// aCell is a cell as it is kept: a number, or a text that stands in it or in
// the list of all texts.
type aCell struct {
	Ref    string  `xml:"r,attr"`
	Type   string  `xml:"t,attr"`
	Value  string  `xml:"v"`
	Inline aString `xml:"is"`
}

// aString is a text, whole or in runs of different look.
type aString struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (s aString) String() string {
	text := s.Text
	for _, r := range s.Runs {
		text += r.Text
	}
	return Trim(text)
}

func (c aCell) text(shared []aString) string {
	switch c.Type {
	case "s":
		if n, err := strconv.Atoi(c.Value); err == nil && n >= 0 && n < len(shared) {
			return shared[n].String()
		}
		return ""
	case "inlineStr":
		return c.Inline.String()
	case "", "n":
		// 38.5 may be kept as 38.500000000000004: a spreadsheet shows 15 digits.
		if v, err := strconv.ParseFloat(c.Value, 64); err == nil {
			v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return Trim(c.Value)
}

func sharedTexts(z *zip.Reader) ([]aString, error) {
	var list struct {
		Texts []aString `xml:"si"`
	}
	err := part(z, "xl/sharedStrings.xml", &list)
	if err == errNoPart {
		err = nil
	}
	return list.Texts, err
}

// firstSheet is the part that holds the sheet that stands first, which need
// not be sheet1.xml.
func firstSheet(z *zip.Reader) string {
	const usual = "xl/worksheets/sheet1.xml"
	var book struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if part(z, "xl/workbook.xml", &book) != nil || part(z, "xl/_rels/workbook.xml.rels", &rels) != nil || len(book.Sheets) == 0 {
		return usual
	}
	for _, r := range rels.List {
		if r.ID == book.Sheets[0].ID {
			if strings.HasPrefix(r.Target, "/") {
				return r.Target[1:]
			}
			return path.Join("xl", r.Target)
		}
	}
	return usual
}

// part decodes one file of the workbook.
func part(z *zip.Reader, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return errNoPart
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, limit.Sheet+1))
	switch {
	case err != nil:
		return ErrBroken
	case len(text) > limit.Sheet:
		return ErrLarge
	case bytes.Count(text, []byte("<row")) > mostRows: // before they take memory
		return ErrLarge
	case xml.Unmarshal(text, into) != nil:
		return ErrBroken
	}
	return nil
}

var errNoPart = errors.New("there is no such part")

// place is column and row of B12, from 0 and from 1.
func place(ref string) (column, line int, ok bool) {
	i := 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4 {
		column = column*26 + int(ref[i]-'A') + 1
		i++
	}
	line, err := strconv.Atoi(ref[i:])
	return column - 1, line, err == nil && i > 0
}

// cover notes which cells belong to a merged one that begins elsewhere.
func cover(rows []Row, at map[int]int, ref string) {
	from, to, ok := strings.Cut(ref, ":")
	left, top, ok1 := place(from)
	right, bottom, ok2 := place(to)
	if !ok || !ok1 || !ok2 || right >= mostColumns || bottom-top > mostRows {
		return
	}
	for line := top; line <= bottom; line++ {
		n, there := at[line]
		if !there {
			continue
		}
		for column := left; column <= right; column++ {
			if line == top && column == left {
				continue
			}
			for len(rows[n].Merged) <= column {
				rows[n].Merged = append(rows[n].Merged, false)
			}
			rows[n].Merged[column] = true
		}
	}
}
