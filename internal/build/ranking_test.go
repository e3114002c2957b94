package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestManyFindings: a town's findings have pages of their own, and every entry
// of the ranking leads to the place where its score is told.
func TestManyFindings(t *testing.T) {
	const houses, each = 120, 15
	e := newRecorded(t)
	var toml, log strings.Builder
	toml.WriteString(`title = "楼院卫生"
form = "points"
unit = "building"
date = 2026-11-02
findings = "a.csv"

[[categories]]
id = "stairs"
name = "楼道"
max = 40
start = 40
rules = [{ id = "piles", text = "堆物，每处", points = -2, cap = 20 }]
`)
	log.WriteString("日期,单位,细则,说明\n")
	for i := range houses {
		fmt.Fprintf(&toml, "\n[[entries]]\nname = \"%d幢\"\n", i+1)
		for k := range each {
			fmt.Fprintf(&log, "2026-10-%02d,%d幢,piles,第%d处\n", k+1, i+1, k+1)
		}
	}
	e.write("content/rankings/a.toml", toml.String())
	e.write("content/rankings/a.csv", log.String())
	if report := e.build(22, nil); report.Problems.HasErrors() {
		t.Fatal(report.Problems)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(e.public, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	page, first, second := read("rankings/a.html"), read("rankings/a/counts-1.html"), read("rankings/a/counts-2.html")
	for _, want := range []string{`href="../rankings/a/counts-1.html#r1"`, `href="../rankings/a/counts-2.html#r120"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not lead to %s", want)
		}
	}
	if n := strings.Count(first+second, "第15处"); n != houses {
		t.Errorf("the last finding is told %d times, not %d", n, houses)
	}
	if !strings.Contains(second, `id="r120"`) || !strings.Contains(first, "到顶了") || !strings.Contains(first, "20 = 20分") || strings.Contains(page, "第15处") {
		t.Error("a finding stands where it should not, or does not")
	}

	// A line that is added to the log is seen by the next build.
	e.write("content/rankings/a.csv", strings.Replace(log.String(), "第15处", "第十五处", 1))
	if e.build(22, nil); !strings.Contains(read("rankings/a/counts-1.html"), "第十五处") {
		t.Error("a changed log was not read again")
	}
}
