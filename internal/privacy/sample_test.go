package privacy

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// TestSample looks through the sample community: a second set of text in which
// nothing is personal.
func TestSample(t *testing.T) {
	site := os.DirFS("../..")
	d := New([]string{"laozhaopian@xincheng.example"}) // for which there is a waiver
	texts := 0
	look := func(p string) {
		src, err := fs.ReadFile(site, p)
		if err != nil {
			t.Fatal(err)
		}
		texts++
		for i, line := range strings.Split(string(src), "\n") {
			for _, f := range d.Find(line) {
				t.Errorf("%s:%d: %s %q in %s", p, i+1, f.Rule, line[f.Start:f.End], line)
			}
		}
	}
	look("config.toml")
	err := fs.WalkDir(site, "content", func(p string, e fs.DirEntry, err error) error {
		if err == nil && strings.Contains(".md .toml .csv .txt", path.Ext(p)) && path.Ext(p) != "" {
			look(p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if texts < 50 {
		t.Errorf("only %d files were looked through", texts)
	}
}
