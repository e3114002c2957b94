package paper

import (
	"math"
	"strings"
	"testing"

	"banbao/internal/site"
)

// TestFitted wants a text that is a little too long for a leaf set smaller,
// unless it could then not be read from where people stand.
func TestFitted(t *testing.T) {
	text := func(lines int) string {
		return strings.Repeat("请各位居民把楼道里的东西收一收，检查的人会逐层看。", lines)
	}
	for _, c := range []struct {
		lines int
		least float64
		size  string
		tight bool
	}{
		{10, 4, "middle", false},
		{17, 4, "long", true},    // once for the lines, once for the letters
		{17, 6.2, "long", false}, // 17 points are 6 mm
		{18, 4, "long", true},
		{25, 4, "long", false}, // it takes two leaves whatever one does
		{44, 4, "long", true},  // two instead of three
	} {
		src := text(c.lines)
		v := &Sheet{Class: string(site.SheetPlain), Paper: "A4", Title: "入户检查", Size: sizeOf(len(src)), Least: c.least, Sign: true, Issuer: "居委会"}
		if f := fitted(v, src); f.size != c.size || f.tight != c.tight {
			t.Errorf("%d lines, %g mm: %s %v, not %s %v", c.lines, c.least, f.size, f.tight, c.size, c.tight)
		}
	}
}

// TestWhole wants hours and telephones in one piece, and nothing else changed.
func TestWhole(t *testing.T) {
	for text, want := range map[string]string{
		"工作日8:30至17:30":           `工作日<span class="nb">8:30至17:30</span>`,
		"08:30—11:30，13:30—17:30": `<span class="nb">08:30—11:30</span>，<span class="nb">13:30—17:30</span>`,
		"居委会　0523-0600 1109":      `居委会　<span class="nb">0523-0600 1109</span>`,
		"居委会　0523-0600\u00a01109": "居委会　<span class=\"nb\">0523-0600\u00a01109</span>",
		"甲<乙":                     "甲&lt;乙",
	} {
		if got := string(Fact{Text: text}.Whole()); got != want {
			t.Errorf("%s is %s, not %s", text, got, want)
		}
	}
}

// TestTableHeight wants columns as wide as what is in them, where there is
// room.
func TestTableHeight(t *testing.T) {
	row := 16*mmPt*1.35 + 3.25
	for want, rows := range map[float64][]string{
		2: {"| 楼幢 | 人选 | 邻居怎么说 |", "| 河滨小区6幢 | 丁* | 年轻人，给全楼建了一个群 |"},
		4: {"| 甲 | 乙 |", "| " + strings.Repeat("字", 60) + " | 丙 |"},
	} {
		lines := math.Round((tableHeight(rows, 16) - 2*3.25) / (16 * mmPt * 1.35))
		if lines != want {
			t.Errorf("%q has %v lines, not %v; a row is %.1f mm", rows, lines, want, row)
		}
	}
}
