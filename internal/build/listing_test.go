package build

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// A listing sees what somebody who watches has told, and folders that are new.
func TestListingForgets(t *testing.T) {
	site := fstest.MapFS{
		"content/notices/a.md":      {Data: []byte("a")},
		"content/notices/2025/b.md": {Data: []byte("b")},
	}
	l := newListing(site)
	look := func() (n int) {
		fs.WalkDir(l, "content", func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				n++
			}
			return nil
		})
		return n
	}
	if n := look(); n != 2 {
		t.Fatal(n)
	}
	site["content/notices/2026/11/c.md"] = &fstest.MapFile{Data: []byte("c")}
	if n := look(); n != 2 {
		t.Errorf("%d files, though nobody said that anything had changed", n)
	}
	l.forget([]string{"content/notices/2026/11/c.md"})
	if n := look(); n != 3 {
		t.Errorf("%d files with one in a new folder of a new folder", n)
	}
	delete(site, "content/notices/2025/b.md")
	l.forget([]string{"content/notices/2025"})
	if n := look(); n != 2 {
		t.Errorf("%d files after a folder has gone", n)
	}
	l.drop()
	if n := look(); n != 2 {
		t.Errorf("%d files when all is looked at again", n)
	}
}
