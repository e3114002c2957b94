package grid

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{
		"8": 8, "-2": -2, "−1.5": -1.5, "１２．５": 12.5, "＋3": 3, "1,200": 1200, "8分": 8, "２　分": 2, "+.5": 0.5, "10颗星": 10, "0.": 0, "１２．": 12, "+\v3": 3,
	} {
		if got, ok := Number(text); !ok || got != want {
			t.Errorf("%q is %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "两", "1,20", "0x1p3", "inf", "NaN", "8票", "1.2.3", "-"} {
		if got, ok := Number(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestDay(t *testing.T) {
	for _, text := range []string{"2026-07-02", "2026/7/2", "2026年7月2日", "２０２６．７．２", "2026/7/2 0:00:00", "46205"} {
		if got, ok := Day(text); !ok || got.String() != "2026-07-02" {
			t.Errorf("%q is %v %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "7月2日", "2026-02-30", "12", "星期四"} {
		if got, ok := Day(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

// TestCSV: what Excel and WPS save.
func TestCSV(t *testing.T) {
	const text = "户主, 爱国守法 ,总分\r\n\"王小\u3000芳\",１,\u00a08\r\n,,\r\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("户主;分数\n李明;8\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		src  string
		want [][]string
	}{
		{text, [][]string{{"户主", "爱国守法", "总分"}, {"王小\u3000芳", "１", "8"}, {"", "", ""}}},
		{"\ufeff姓名\t分\n张三\t9\n", [][]string{{"姓名", "分"}, {"张三", "9"}}},
		{gbk, [][]string{{"户主", "分数"}, {"李明", "8"}}},
	} {
		rows, err := Read("a.csv", []byte(c.src))
		if err != nil || len(rows) != len(c.want) {
			t.Fatalf("%q: %v, %v", c.src, rows, err)
		}
		for i, want := range c.want {
			if !slices.Equal(rows[i].Cells, want) || rows[i].Line != i+1 {
				t.Errorf("line %d: %q, want %q", rows[i].Line, rows[i].Cells, want)
			}
		}
	}
}

// TestSheet: the first sheet need not be the first file, texts are shared or
// in the cell, rows and cells may be left out, and what is merged is told.
func TestSheet(t *testing.T) {
	src := workbook(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="总表" r:id="rId2"/><sheet name="草稿" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>户主</t></si><si><r><t>桂花苑</t></r><r><t xml:space="preserve">2幢 </t></r></si></sst>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>分</t></is></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>38.500000000000004</v></c></row>
<row r="4"><c r="A4"/><c r="C4"><f>SUM(1,2)</f><v>3</v></c></row>
</sheetData><mergeCells><mergeCell ref="A3:A4"/></mergeCells></worksheet>`,
	})
	rows, err := Read("a.XLSX", src)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	for i, want := range []Row{
		{Line: 1, Cells: []string{"户主", "", "分"}},
		{Line: 3, Cells: []string{"桂花苑2幢", "", "38.5"}},
		{Line: 4, Cells: []string{"", "", "3"}},
	} {
		if rows[i].Line != want.Line || !slices.Equal(rows[i].Cells, want.Cells) {
			t.Errorf("row %d is %v, want %v", i, rows[i], want)
		}
	}
	if !rows[2].Covered(0) || rows[1].Covered(0) || rows[2].Covered(2) {
		t.Error("the merged cell is not told")
	}
	for name, src := range map[string][]byte{"a.xlsx": []byte("PK"), "b.xlsx": workbook(t, map[string]string{"a": "b"}), "c.xls": []byte("a,b"), "d.csv": {0, 1, 2}} {
		if rows, err := Read(name, src); err == nil {
			t.Errorf("%s: %v", name, rows)
		}
	}
}

func workbook(t *testing.T, parts map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("户主,分\n王,1\n"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		rows, err := Read(name, src)
		if err != nil {
			return
		}
		for _, r := range rows {
			for i, c := range r.Cells {
				Number(c)
				Day(c)
				r.Covered(i)
			}
		}
	})
}

// FuzzSheet reads workbooks whose parts anybody may have written: what is read
// has lines and columns that a sheet can have, and cells without room around.
func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1"><v>1e3</v></c></row><row r="3"/></sheetData><mergeCells><mergeCell ref="A3:B4"/></mergeCells></worksheet>`, `<sst><si><t>户主</t></si></sst>`)
	f.Add(`<worksheet><sheetData><row r="2"><c r="B1"/></row><row r="1"><c t="inlineStr"><is><t>a</t></is></c><c r="A99999999999"/></row></sheetData><mergeCells><mergeCell ref="A1:ZZZ1048576"/><mergeCell ref=":"/></mergeCells></worksheet>`, `<sst/>`)
	f.Add(`<worksheet><sheetData><row r="-1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>`, "")
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		src := workbook(t, map[string]string{
			"xl/workbook.xml":            `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" r:id="r"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Target="worksheets/a.xml"/></Relationships>`,
			"xl/sharedStrings.xml":       texts, "xl/worksheets/a.xml": sheet,
		})
		rows, err := Read("a.xlsx", src)
		if err != nil {
			return
		}
		for i, r := range rows {
			if r.Line < 1 {
				t.Errorf("row %d is on line %d", i, r.Line)
			}
			if len(r.Cells) > mostColumns {
				t.Errorf("%d columns", len(r.Cells))
			}
			for n, c := range r.Cells {
				if c != Trim(c) {
					t.Errorf("%q has room around it", c)
				}
				r.Covered(n)
			}
		}
	})
}

// FuzzCSV: a table that a program writes as CSV, with any of the three commas,
// is read cell by cell as it was.
func FuzzCSV(f *testing.F) {
	f.Add("户主", "1,200", "a;b", uint8(0))
	f.Add("说 \"好\"", "两\n行", "\t", uint8(1))
	f.Add("", "分", "８", uint8(2))
	f.Fuzz(func(t *testing.T, a, b, c string, comma uint8) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || !utf8.ValidString(c) || strings.ContainsAny(a+b+c, "\x00\r") || strings.Trim(a+b+c, " \t\n\ufeff") == "" {
			return
		}
		want := [][]string{{"x", "y", "z"}, {a, b, c}, {c, "x", a}}
		var src bytes.Buffer
		w := csv.NewWriter(&src)
		w.Comma = []rune(",;\t")[comma%3]
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		rows, err := Read("a.csv", src.Bytes())
		if err != nil || len(rows) != len(want) {
			t.Fatalf("%q gives %v, %v", src.String(), rows, err)
		}
		for i, r := range rows {
			for n, cell := range want[i] {
				if r.Cell(n) != Trim(cell) {
					t.Errorf("%q of %q is read as %q", cell, src.String(), r.Cell(n))
				}
			}
		}
	})
}

// FuzzNumber: what is a number is one with an end, and the same for whoever
// writes full-width digits.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"１２．５", "−2", "1,200", "8分", "1e309", "inf", "0x1p3", "+-1", ".5", "4颗星"} {
		f.Add(s)
	}
	f.Add(strings.Repeat("2", 400)) // was +Inf, and no number
	f.Fuzz(func(t *testing.T, s string) {
		v, ok := Number(s)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%q is %v", s, v)
		}
		wide := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, s)
		if w, also := Number(wide); utf8.ValidString(s) && (also != ok || w != v) {
			t.Errorf("%q is %v, %v and %q is %v, %v", s, v, ok, wide, w, also)
		}
		if d, ok := Day(s); ok {
			if again, ok := Day(d.String()); !ok || again != d {
				t.Errorf("%q is %s, which is %s", s, d, again)
			}
		}
	})
}
