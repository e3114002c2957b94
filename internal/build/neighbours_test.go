package build

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/diag"
)

// codesOf are the codes of problems, each once.
func codesOf(problems diag.List, of ...diag.Code) string {
	seen := map[string]bool{}
	for _, p := range problems {
		if slices.Contains(of, p.Code) {
			seen[string(p.Code)] = true
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), " ")
}

// TestAnchorNeighbours: what leads to a place that is there, or to no place of
// ours, is not told.
func TestAnchorNeighbours(t *testing.T) {
	cases := map[string]struct{ link, want string }{
		"a heading that was reworded":       {"[看](../pages/about.md#开放时间)", "dead-anchor"},
		"the heading in other letters":      {"[看](../pages/about.md#WIFI)", "dead-anchor"},
		"a heading":                         {"[看](../pages/about.md#服务时间)", ""},
		"in per cent":                       {"[看](../pages/about.md#%E6%9C%8D%E5%8A%A1%E6%97%B6%E9%97%B4)", ""},
		"with punctuation left out":         {"[看](../pages/about.md#怎么走坐车来)", ""},
		"an id of its own":                  {"[看](../pages/about.md#hours)", ""},
		"the second of one name":            {"[看](../pages/about.md#电话-2)", ""},
		"below in the page":                 {"[看](#材料)\n\n## 材料", ""},
		"the top of the page":               {"[看](../pages/about.md#)", ""},
		"the top of the page itself":        {"[看](#top)", ""},
		"the top by name":                   {"[看](../pages/about.md#top)", ""},
		"words to be marked":                {"[看](../pages/about.md#:~:text=工作日)", ""},
		"a heading, and words to be marked": {"[看](../pages/about.md#服务时间:~:text=工作日)", ""},
		"a place of the theme":              {"[看](../pages/about.md#main)", ""},
		"a line of a file":                  {"[看](plan.txt#L2)", ""},
		"another site":                      {"[看](https://example.com/about.html#没有)", ""},
		"the site by its address":           {"[看](https://xincheng.example/pages/about.html#服务时间)", ""},
		"in code":                           {"`[看](../pages/about.md#没有)`", ""},
		"a note":                            {"看[^1]。\n\n[^1]: 注。", ""},
	}
	fsys := fstest.MapFS{
		"config.toml":              {Data: []byte("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n")},
		"content/pages/about.md":   {Data: []byte("+++\ntitle = \"关于\"\n+++\n## 服务时间\n\n工作日。\n\n## 怎么走？坐车来！\n\n## 几点 {#hours}\n\n## 电话\n\n## 电话\n\n## WiFi\n")},
		"content/notices/plan.txt": {Data: []byte("安排\n第二行\n")},
	}
	names := slices.Sorted(maps.Keys(cases))
	file := func(k int) string { return fmt.Sprintf("content/notices/n%02d.md", k) }
	for k, name := range names {
		fsys[file(k)] = &fstest.MapFile{Data: []byte("+++\ntitle = \"" + name + "\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\nattachments = [\"plan.txt\"]\n+++\n" + cases[name].link + "\n")}
	}
	plan, err := Check(Request{FS: fsys, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, china), Version: "test"})
	if err != nil || plan.Problems.HasErrors() {
		t.Fatal(err, printed(plan.Problems, "en"))
	}
	for k, name := range names {
		own := slices.DeleteFunc(slices.Clone(plan.Problems), func(p diag.Problem) bool { return p.Pos.File != file(k) })
		if got, want := codesOf(own, "dead-anchor", "dead-link"), cases[name].want; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestEndedNeighbours: only what nobody has ever seen, and was to be seen of
// late, is told.
func TestEndedNeighbours(t *testing.T) {
	for name, c := range map[string]struct{ front, folder, want string }{
		"copied, with the old until":       {"date = 2026-11-10\nuntil = 2026-11-12", "other.html", "already-ended"},
		"ended this morning":               {"date = 2026-11-10\nuntil = \"2026-11-22T08:00\"", "other.html", "already-ended"},
		"in the folder already":            {"date = 2026-11-10\nuntil = 2026-11-12", "notices/a.html", ""},
		"in the folder by its old name":    {"date = 2026-11-10\nuntil = 2026-11-12\naliases = [\"notices/drill.html\"]", "notices/drill.html", ""},
		"until today":                      {"date = 2026-11-10\nuntil = 2026-11-22", "other.html", ""},
		"still to come":                    {"date = 2026-11-30\nuntil = 2026-12-01", "other.html", ""},
		"of an archive that is taken over": {"date = 2026-06-10\nuntil = 2026-06-12", "other.html", ""},
		"withdrawn, which says why":        {"date = 2026-11-10\nuntil = 2026-11-12\n[withdrawn]\non = 2026-11-11\nwhy = \"写错了\"", "other.html", ""},
		"a draft":                          {"date = 2026-11-10\nuntil = 2026-11-12\ndraft = true", "other.html", ""},
		"no folder yet":                    {"date = 2026-11-10\nuntil = 2026-11-12", "", ""},
	} {
		dir := t.TempDir()
		if c.folder != "" {
			for _, p := range []string{c.folder, "build.json"} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, p)), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, p), []byte("{}"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
		plan := Prepare(Request{Dir: dir, Now: time.Date(2026, 11, 22, 9, 0, 0, 0, china), Version: "test", FS: fstest.MapFS{
			"config.toml":          {Data: []byte("title = \"新城社区\"\n")},
			"content/notices/a.md": {Data: []byte("+++\ntitle = \"消防演练\"\nkind = \"notice\"\n" + c.front + "\n+++\n在广场。\n")},
		}})
		if plan.Problems.HasErrors() {
			t.Errorf("%s: %s", name, printed(plan.Problems, "en"))
		}
		if got := codesOf(plan.Problems, "already-ended"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
