package build

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestEqualTheme builds a site with the theme of bench/equal: it writes the
// pages that bench/peers writes with others, and what stands below the
// navigation leads to pages that are there.
func TestEqualTheme(t *testing.T) {
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	site := fstest.MapFS{"config.toml": file("title = \"计时社区\"\nbase_url = \"https://example.org/\"\ntheme = \"equal\"\npage_size = 20\n")}
	const notices = 45
	for i := range notices {
		site[fmt.Sprintf("content/notices/n-%02d.md", i)] = file(fmt.Sprintf("+++\ntitle = \"第%d号\"\nkind = \"reminder\"\ndate = 2026-11-%02d\nuntil = 2026-12-31\ntags = [\"消防\"]\n+++\n\n好。\n", i, 1+i%20))
	}
	theme := os.DirFS("../../bench/equal")
	err := fs.WalkDir(theme, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(theme, name)
		site["themes/equal/"+name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "public")
	report, err := Run(Request{FS: site, Dir: dir, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, china), Program: "test"})
	if err != nil || report.Problems.HasErrors() {
		t.Fatal(err, report.Problems)
	}
	tree := publishedTree(t, dir)
	href := regexp.MustCompile(`href="([^"]+)"`)
	pages := 0
	for name, text := range tree {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		pages++
		_, body, _ := strings.Cut(text, "<main>")
		for _, m := range href.FindAllStringSubmatch(body, -1) {
			to, err := url.PathUnescape(m[1])
			if err != nil {
				t.Fatal(err)
			}
			if _, there := tree[path.Join(path.Dir(name), to)]; !there {
				t.Errorf("%s: %s leads nowhere", name, to)
			}
		}
	}
	for _, path := range mapped(t, []byte(tree["sitemap.xml"]), "https://example.org/") {
		if _, there := tree[path]; !there {
			t.Errorf("the sitemap names %s, which this theme does not have", path)
		}
	}
	// The front page, three pages each of all, of the kind and of the tag, and
	// the list of publicities, which is there when there are none.
	if want := notices + 1 + 3*3 + 1; pages != want {
		t.Errorf("%d pages, not %d", pages, want)
	}
}
