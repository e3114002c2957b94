package build

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/output"
)

// The activities of the sample in the opposite order make the same site: what
// stands first in a file never shows.
func TestOrderOfActivities(t *testing.T) {
	sample := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, top := range []string{"config.toml", "content"} {
		err := fs.WalkDir(root, top, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, p)
			sample[p] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	build := func() map[string]string {
		plan := Prepare(Request{FS: sample, Now: now, Version: "test"})
		memory := output.NewMemory()
		if _, problems := memory.Update(plan.Files); plan.Problems.HasErrors() || problems.HasErrors() {
			t.Fatal(messages(plan.Problems), messages(problems))
		}
		pages := map[string]string{}
		for _, f := range plan.Files {
			switch path.Ext(f.Path) {
			case ".html", ".xml", ".js", ".ics", ".json":
				body, _, err := memory.Get(f.Path)
				if err != nil {
					t.Fatal(f.Path, err)
				}
				pages[f.Path] = string(body.Bytes)
			}
		}
		return pages
	}
	want := build()

	const head = "[[activity]]"
	turned := 0
	for name, f := range sample {
		if !strings.HasPrefix(name, "content/activities/") || path.Ext(name) != ".toml" {
			continue
		}
		before, rest, _ := strings.Cut(string(f.Data), head)
		tables := strings.Split(rest, "\n"+head)
		slices.Reverse(tables)
		turned += len(tables)
		sample[name] = &fstest.MapFile{Data: []byte(before + head + strings.Join(tables, "\n"+head))}
	}
	if turned < 20 {
		t.Fatalf("there are only %d activities", turned)
	}
	got := build()
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs\n%s\nwas\n%s", name, around(got[name], text), around(text, got[name]))
		}
	}
}
