package build

import (
	"bytes"
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

// sampleFS is the sample site in memory, in one script: what the other says is
// made of finished files.
func sampleFS(t *testing.T) fstest.MapFS {
	t.Helper()
	sample := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, top := range []string{"config.toml", "content"} {
		err := fs.WalkDir(root, top, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, p)
			if p == "config.toml" {
				data = bytes.Replace(data, []byte("\nlanguages = "), []byte("\n# languages = "), 1)
			}
			sample[p] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return sample
}

// pagesOf is what is published of a site as text.
func pagesOf(t *testing.T, site fs.FS, now time.Time) map[string]string {
	t.Helper()
	plan := Prepare(Request{FS: site, Now: now, Version: "test"})
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

// backwards lists every folder from its end.
type backwards struct{ fstest.MapFS }

func (b backwards) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := b.MapFS.ReadDir(name)
	slices.Reverse(entries)
	return entries, err
}

// What Notepad on Windows saves, and a disk that lists its files in another
// order, make the same site.
func TestOtherSystems(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the sample twice")
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	sample := sampleFS(t)
	want := pagesOf(t, sample, now)
	for name, f := range sample {
		if ext := path.Ext(name); ext == ".md" || ext == ".toml" {
			text := strings.ReplaceAll(strings.ReplaceAll(string(f.Data), "\r\n", "\n"), "\n", "\r\n")
			sample[name] = &fstest.MapFile{Data: []byte("\ufeff" + text)}
		}
	}
	got := pagesOf(t, backwards{sample}, now)
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs\n%s\nwas\n%s", name, around(got[name], text), around(text, got[name]))
		}
	}
}

// The activities of the sample in the opposite order make the same site: what
// stands first in a file never shows.
func TestOrderOfActivities(t *testing.T) {
	sample := sampleFS(t)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	build := func() map[string]string { return pagesOf(t, sample, now) }
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
