// Package grid reads the tables that a committee keeps: CSV in UTF-8, UTF-16
// or GBK, with commas, semicolons or tabs, and the first sheet of an xlsx.
//
// [Read] gives rows of cells as text, without the spaces that stand around
// what was typed, and says on which line each row stands, so that whoever
// reads them can name the row. What a cell means is asked with [Number] and
// [Day], which understand what people type: full-width digits, a real minus, a
// unit behind the number, 2026年11月22日, and the days of a spreadsheet, which
// are numbers. A cell that was merged with another says so, since it belongs
// to several rows and is written in one.
package grid

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"banbao/internal/calendar"
	"banbao/internal/decode"
)

// Row is a line of a table.
type Row struct {
	Line   int // of the file, or of the sheet
	Cells  []string
	Merged []bool // which cells are covered by another; nil for none
}

// Cell is the text of a cell; empty beyond the last.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// Covered tells whether a cell is part of a merged one that begins elsewhere.
func (r Row) Covered(i int) bool { return i >= 0 && i < len(r.Merged) && r.Merged[i] }

// Empty tells whether there is nothing in a row.
func (r Row) Empty() bool {
	for _, c := range r.Cells {
		if c != "" {
			return false
		}
	}
	return true
}

// Errors of files that hold no table that can be read.
var (
	ErrForm   = errors.New("neither CSV nor xlsx")
	ErrBroken = errors.New("the file is damaged")
	ErrLarge  = errors.New("the table is too large")
)

// Read reads a table; the name tells its form.
func Read(name string, src []byte) ([]Row, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx":
		return readSheet(src)
	case ".csv", ".txt", ".tsv":
		return readCSV(src)
	}
	return nil, ErrForm
}

func readCSV(src []byte) ([]Row, error) {
	if foreign, text := decode.Foreign(src); foreign != "" {
		src = text
	}
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, ErrForm
	}
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord, r.LazyQuotes, r.Comma = -1, true, comma(src)
	var rows []Row
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, ErrBroken
		}
		if len(cells) > mostColumns || len(rows) == mostRows {
			return nil, ErrLarge
		}
		line, _ := r.FieldPos(0)
		for i, c := range cells {
			cells[i] = Trim(c)
		}
		rows = append(rows, Row{Line: line, Cells: cells})
	}
}

// comma is what parts the cells of the first line.
func comma(src []byte) rune {
	first, _, _ := bytes.Cut(src, []byte("\n"))
	best, most := ',', bytes.Count(first, []byte(","))
	for _, c := range "\t;" {
		if n := bytes.Count(first, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// Trim cuts what stands around a text and is not seen: spaces of any width,
// and marks that copying leaves.
func Trim(s string) string {
	if s == "" || s[0] > ' ' && s[0] < 0x80 && s[len(s)-1] > ' ' && s[len(s)-1] < 0x80 {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
	})
}

// plain replaces full-width signs and the many minus signs by those of ASCII.
func plain(s string) string {
	printable := true
	for i := range len(s) {
		printable = printable && s[i] >= ' ' && s[i] < 0x80
	}
	if printable {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '−' || r == '–' || r == '—' || r == '﹣':
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

var number = regexp.MustCompile(`^([+-]?)\s*(\d{1,3}(?:,\d{3})+|\d+|)(\.\d+)?\s*(?:分|颗|颗星|星|次|小时)?$`)

// Number reads a number as people type it: １２．５, −2, 1,200, 8分.
func Number(cell string) (float64, bool) {
	cell = plain(cell)
	if v, err := strconv.ParseFloat(cell, 64); err == nil && usual(cell) {
		return v, true
	}
	m := number.FindStringSubmatch(cell)
	if m == nil || m[2]+m[3] == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(m[1]+strings.ReplaceAll(m[2], ",", "")+m[3], 64)
	if err != nil { // more digits than any number has
		return 0, false
	}
	return v, true
}

// usual tells a decimal number from what else Go takes for one: 0x1p3, inf.
func usual(s string) bool {
	return strings.Trim(s, "+-.0123456789") == ""
}

// Day reads a day as people type it, or as a spreadsheet counts it.
func Day(cell string) (calendar.Day, bool) {
	d, err := calendar.ParseDay(cell)
	if err == nil {
		return d, true
	}
	text, _, _ := strings.Cut(plain(cell), " ") // 2026/11/22 0:00
	if d, err = calendar.ParseDay(text); err == nil {
		return d, true
	}
	var meant *calendar.DayError
	if errors.As(err, &meant) && !meant.Meant.IsZero() {
		return meant.Meant, true
	}
	const first, last = 36526, 73051 // 2000 to 2100, counted from 30 December 1899
	if n, err := strconv.ParseFloat(text, 64); err == nil && usual(text) && n >= first && n < last {
		return calendar.Date(1899, 12, 30) + calendar.Day(n), true
	}
	return 0, false
}
