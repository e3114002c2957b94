package output

import (
	"os"
	"path/filepath"
	"testing"
)

func TestForeignFiles(t *testing.T) {
	tables := []struct {
		name   string
		there  []string // path, body
		files  []string
		codes  string
		forced string // codes with Force
	}{
		{"another's page", []string{"index.html", "mine"}, []string{"index.html", "ours", "a.html", "a"}, "foreign-file", ""},
		{"the same bytes are no quarrel", []string{"a.html", "a"}, []string{"a.html", "a"}, "", ""},
		{"beside ours", []string{"mine.html", "mine"}, []string{"a.html", "a"}, "", ""},
		{"a file where a folder goes", []string{"notices", "mine"}, []string{"notices/a.html", "a"}, "foreign-file", ""},
		{"a folder where a file goes", []string{"CNAME/x", "mine"}, []string{"CNAME", "a"}, "foreign-file", "foreign-file"},
		{"an empty build.json", []string{"build.json", "", "a.html", "mine"}, []string{"a.html", "a"}, "foreign-file", ""},
		{"a forged build.json", []string{"build.json", `{"files":[{"path":"../x"}]}`}, []string{"a.html", "a"}, "", ""},
	}
	for _, c := range tables {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for i := 0; i < len(c.there); i += 2 {
				put(t, dir, c.there[i], c.there[i+1])
			}
			before := tree(t, dir)
			r, err := Publish(dir, site(c.files...), ordinary)
			if err != nil {
				t.Fatal(err)
			}
			if codes(r.Problems) != c.codes {
				t.Error(r.Problems)
			}
			if c.codes != "" {
				sameTree(t, before, tree(t, dir))
			}
			opt := ordinary
			opt.Force = true
			r, err = Publish(dir, site(c.files...), opt)
			if err != nil {
				t.Fatal(err)
			}
			if codes(r.Problems) != c.forced {
				t.Error(r.Problems)
			}
			got := tree(t, dir)
			for i := 0; i < len(c.files) && c.forced == ""; i += 2 {
				if got[c.files[i]] != c.files[i+1] {
					t.Errorf("%s is %q", c.files[i], got[c.files[i]])
				}
			}
		})
	}
}

// A file of ours may become a folder, and the other way round.
func TestFileBecomesFolder(t *testing.T) {
	dir := t.TempDir()
	one, two := site("x", "a", "y/b/c.html", "b", "y/d.html", "b"), site("x/b/a.html", "a", "y", "b")
	publish(t, dir, one, ordinary)
	want := tree(t, dir)
	publish(t, dir, two, ordinary)
	if got := tree(t, dir); got["x/b/a.html"] != "a" || got["y"] != "b" || len(got) != 5 {
		t.Error(got)
	}
	publish(t, dir, one, ordinary)
	sameTree(t, want, tree(t, dir))
}

func TestKeptChangedFile(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site("a.html", "a", "b.html", "b"), ordinary)
	put(t, dir, "b.html", "edited by hand")
	r := publish(t, dir, site("a.html", "a"), ordinary)
	if codes(r.Problems) != "kept-changed-file" || r.Removed != 0 {
		t.Errorf("%+v", r)
	}
	if got := tree(t, dir)["b.html"]; got != "edited by hand" {
		t.Errorf("b.html is %q", got)
	}
	// From now on it is somebody else's.
	if r := publish(t, dir, site("a.html", "a"), ordinary); len(r.Problems) > 0 {
		t.Error(r.Problems)
	}
	if r, err := Publish(dir, site("b.html", "b"), ordinary); err != nil || codes(r.Problems) != "foreign-file" {
		t.Error(r.Problems, err)
	}
}

func TestLinkIsForeign(t *testing.T) {
	dir, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "x")
	put(t, filepath.Dir(elsewhere), "x", "precious")
	if err := os.Symlink(elsewhere, filepath.Join(dir, "a.html")); err != nil {
		t.Skip(err)
	}
	if r, err := Publish(dir, site("a.html", "a"), ordinary); err != nil || codes(r.Problems) != "foreign-file" {
		t.Error(r.Problems, err)
	}
	opt := ordinary
	opt.Force = true
	publish(t, dir, site("a.html", "a"), opt)
	if data, _ := os.ReadFile(elsewhere); string(data) != "precious" {
		t.Error("wrote through a link")
	}
}
