package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the HTML in testdata")

// Each file in testdata holds cases of one kind:
//
//	== name
//	markdown
//	=>
//	html, and below it the issues
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	c := New()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var rewritten strings.Builder
		for _, part := range strings.Split("\n"+string(data), "\n== ")[1:] {
			name, rest, _ := strings.Cut(part, "\n")
			src, want, _ := strings.Cut(rest, "\n=>\n")
			doc, err := c.Convert([]byte(src+"\n"), Options{Top: 2})
			if err != nil {
				t.Fatal(err)
			}
			got := doc.HTML
			for _, i := range doc.Issues {
				got += fmt.Sprintf("! %d:%d+%d %s %s\n", i.Line, i.Column, i.Width, i.Code, i.Text)
			}
			fmt.Fprintf(&rewritten, "== %s\n%s\n=>\n%s\n", name, src, got)
			if strings.TrimRight(want, "\n") != strings.TrimRight(got, "\n") && !*update {
				t.Errorf("%s: %s\n got:\n%s\nwant:\n%s", file, name, got, want)
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(strings.TrimRight(rewritten.String(), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
