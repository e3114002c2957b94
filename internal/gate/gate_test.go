package gate

import (
	"strings"
	"testing"

	"banbao/internal/diag"
)

const (
	anID    = "11010519491231002X"
	aMobile = "13800138000"
)

// TestScan: a finding has its place in characters, and its line without it.
func TestScan(t *testing.T) {
	g := New(nil)
	found := g.Scan("content/a.md", []byte("+++\r\n标题\r\n证号"+anID+"，"+aMobile+"。\r\n"))
	if len(found) != 2 {
		t.Fatalf("%d findings", len(found))
	}
	f := found[0]
	if f.Rule != "id-number" || !f.Sure || f.Pos != (diag.Pos{File: "content/a.md", Line: 3, Column: 3}) || f.Width != 18 {
		t.Errorf("%+v", f)
	}
	if want := "证号******************，***********。"; f.Line != want || found[1].Line != want || found[1].Pos.Column != 22 {
		t.Errorf("the lines are %q and %q at %d", f.Line, found[1].Line, found[1].Pos.Column)
	}
	if g.Scan("content/a.md", []byte("2026年11月22日，凭〔2026〕12号文件来，电话0523-0600 1101。")) != nil {
		t.Error("what is harmless is found")
	}
	named := g.Scan("content/"+aMobile+".md", []byte(anID))
	if len(named) != 1 || strings.Contains(named[0].Pos.File, aMobile) {
		t.Errorf("the file's name is told: %+v", named)
	}
}

// TestMark: a mark is the same however the value is written, another for
// another value, and does not tell it.
func TestMark(t *testing.T) {
	a := Mark("（已隐去）", "138 0013 8000")
	if b := Mark("（已隐去）", "138-0013-8000"); a != b || !strings.HasPrefix(a, "（已隐去）#") || len(a) != len("（已隐去）#")+4 {
		t.Errorf("%q and %q", a, b)
	}
	if b := Mark("（已隐去）", "139 0013 8000"); a == b {
		t.Errorf("%q twice", a)
	}
}

// TestConceal: no part of a problem says what was found.
func TestConceal(t *testing.T) {
	p := diag.New("bad-phone", diag.Pos{File: "content/" + aMobile + ".md", Line: 1, Column: 1}, aMobile+"、"+anID)
	p.Line = "phone = " + aMobile
	q := diag.New("not-minified", diag.Pos{}, "a.html", diag.Words{Zh: "这里" + aMobile, En: "here " + aMobile})
	args := p.Args
	var b strings.Builder
	New(nil).Conceal(diag.List{p, q}).Print(&b, "zh", diag.Style{})
	if strings.Contains(b.String(), aMobile) || strings.Contains(b.String(), anID[:17]) {
		t.Errorf("printed\n%s", b.String())
	}
	if args[0] != aMobile+"、"+anID {
		t.Error("the words of the problem were changed where others have them, too")
	}
}

// TestPage: what people see of a page is looked at, what they do not see is
// not, and what is only likely stays for the source.
func TestPage(t *testing.T) {
	g := New([]string{"139 0013 9000"})
	for _, c := range []struct {
		name, body string
		want       int
	}{
		{"a.html", "<p>138<b>0013</b>8000</p>", 1},
		{"a.html", "<img src=x alt=\"电话13800138000\">", 1},
		{"a.html", "<a href=\"tel:13800138000\" data-from=\"13800138000\">打电话</a>", 0},
		{"a.html", "<p>13900139000</p>", 0},
		{"a.html", "<p>13800138000</p><p>138 0013 8000</p>", 1},
		{"a.html", "<svg><path d=\"M13800138000 13800138000\"/></svg><td>138</td><td>00138000</td>", 0},
		{"feed.xml", "<title>13800138000</title>", 1},
		{"a.json", "{\"a\":\"13800138000\"}", 1},
		{"a.ics", "SUMMARY:13800138000", 1},
		{"files/a.pdf", "13800138000", 0},
	} {
		if got := g.Page(c.name, []byte(c.body)); len(got) != c.want {
			t.Errorf("%s: %s: %+v", c.name, c.body, got)
		}
	}
}
