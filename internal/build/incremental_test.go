package build

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/outside"
)

var edits = flag.Int("edits", 100, "how many random edits TestIncremental makes")

// TestIncremental edits a site at random, builds it each time with what the
// last build saved, and compares the tree with a clean build, byte for byte.
// Half of the files look old, so that their times are trusted; the others
// were changed a moment ago, so that their bytes must be looked at.
func TestIncremental(t *testing.T) {
	for _, seed := range []uint64{1, 2} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			e := newEditor(t, seed)
			n := *edits / 2
			if outside.Raced { // ten times as slow
				n = n * 2 / 5
			}
			for i := range n {
				what := e.edit()
				e.build(fmt.Sprintf("edit %d (%s)", i, what))
			}
			if !outside.Raced && e.skipped == 0 || e.partial == 0 {
				t.Errorf("of the builds, %d had nothing to do and %d had something; there should be both", e.skipped, e.partial)
			}
		})
	}
}

// TestRelatedGone: a page whose only relative has gone leads to it no longer, on
// the disk and in memory.
func TestRelatedGone(t *testing.T) {
	notice := func(title string) *fstest.MapFile {
		return &fstest.MapFile{ModTime: time.Date(2026, 11, 20, 9, 0, 0, 0, china), Data: []byte("+++\ntitle = \"" + title +
			"\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-12-20\ntags = [\"水管\"]\n+++\n\n正文。\n")}
	}
	fsys := fstest.MapFS{
		"config.toml":          {Data: []byte("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n")},
		"content/notices/a.md": notice("停水"),
		"content/notices/b.md": notice("换水管"),
	}
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
	r := Request{FS: fsys, Dir: filepath.Join(t.TempDir(), "public"), Now: now, Read: now, Version: "test", Program: "test"}
	var kept *Kept
	tree := output.NewMemory()
	build := func(changed ...string) (disk, memory string) {
		t.Helper()
		report, err := Run(r)
		if err != nil || report.Problems.HasErrors() {
			t.Fatal(err, messages(report.Problems))
		}
		r.Saved = report.Saved
		text, err := os.ReadFile(filepath.Join(r.Dir, "notices", "a.html"))
		if err != nil {
			t.Fatal(err)
		}
		served := r
		served.Saved, served.Kept, served.Changed = nil, kept, changed
		plan := Prepare(served)
		kept = plan.Kept
		tree.Update(plan.Files)
		body, _, err := tree.Get("notices/a.html")
		if err != nil {
			t.Fatal(err)
		}
		return string(text), string(body.Bytes)
	}
	for _, where := range [][]string{nil, {"content/notices/b.md"}, {"content/notices/b.md"}} {
		disk, memory := build(where...)
		_, there := fsys["content/notices/b.md"]
		if got := strings.Contains(disk, "b.html"); got != there {
			t.Errorf("on the disk the page leads to the other: %v, which is there: %v", got, there)
		}
		if memory != disk {
			t.Errorf("in memory it differs\n%s\n%s", around(memory, disk), around(disk, memory))
		}
		if there {
			delete(fsys, "content/notices/b.md")
		} else {
			fsys["content/notices/b.md"] = notice("换水管")
		}
	}
}

// edit does one thing that people do.
func (e *editor) edit() string {
	n := e.some("notices")
	switch e.r.IntN(25) {
	case 0:
		e.write(e.newName("notices"), e.notice())
		return "new notice"
	case 1:
		os.Remove(filepath.Join(e.dir, n))
		e.changed = append(e.changed, n)
		e.write(e.newName("notices"), e.notice())
		return "a notice goes, another comes"
	case 2:
		to := e.newName("notices")
		os.Rename(filepath.Join(e.dir, n), filepath.Join(e.dir, filepath.FromSlash(to)))
		e.changed = append(e.changed, n, to)
		return "rename"
	case 3:
		e.write(n, strings.Replace(e.read(n), "请注意", e.pick("请看清", "请留心", "请记住"), 1))
		return "words of the same length"
	case 4:
		e.write(n, e.read(n)+"\n再说一句。\n")
		return "a longer text"
	case 5:
		e.write(n, e.notice())
		return "another notice in its place"
	case 6:
		e.touch(n)
		return "saved without a change"
	case 7, 8, 9:
		e.now = e.now.Add(time.Duration(1+e.r.IntN(72)) * 17 * time.Minute)
		return "hours pass"
	case 10:
		e.now = e.now.AddDate(0, 0, 1+e.r.IntN(9))
		return "days pass"
	case 11:
		scripts := e.pick("", "languages = [\"zh-Hans\", \"zh-Hant\"]\n") // and back
		e.write("config.toml", scripts+e.config(e.pick("测试社区", "东风社区"), 3+e.r.IntN(4)))
		return "configuration"
	case 12:
		e.write("themes/default/templates/moved.html", "<!DOCTYPE html><title>"+e.pick("搬了", "换了地方")+"</title><a href=\"{{.Href}}\">去</a>\n")
		return "a template nobody uses yet"
	case 13:
		e.write("themes/default/assets/wall.css", "body { color: "+e.pick("red", "blue")+"; }\n")
		return "a style sheet"
	case 14:
		os.RemoveAll(filepath.Join(e.dir, "themes"))
		e.changed = append(e.changed, "themes")
		return "the default theme again"
	case 15:
		e.write("content/notices/plan.csv", ""+e.pick("第一版", "第二版", "另一版"))
		return "an attachment"
	case 16:
		e.picture()
		return "a picture"
	case 17:
		e.write(e.some("activities"), e.activity())
		e.write("content/rankings/stars.toml", e.ranking())
		return "an activity and a ranking"
	case 18:
		e.vandalise()
		return "somebody edits what was published"
	case 19:
		year, text := e.holidays()
		e.write(fmt.Sprintf("content/holidays/%d.toml", year), text)
		return "a year's holidays"
	case 20:
		os.RemoveAll(filepath.Join(e.dir, "content", "holidays"))
		e.changed = append(e.changed, "content/holidays")
		return "the holidays that are shipped"
	case 21: // what belongs to other pages is another
		text := e.read(n)
		for _, tag := range []string{"安全", "老人", "健康", "节日", "防汛"} {
			text = strings.ReplaceAll(text, "\""+tag+"\"", "\""+e.pick("安全", "健康")+"\"")
		}
		e.write(n, text)
		return "tags"
	case 22: // two belong together that have nothing else, or no longer
		line := regexp.MustCompile(`(?m)^tags = .*$`)
		e.write(n, line.ReplaceAllString(e.read(n), `tags = ["`+e.pick("独一", "无二")+`"]`))
		return "a rare tag"
	case 23:
		e.write(n, strings.Replace(e.read(n), `title = "`, `title = "`+e.pick("新", "又"), 1))
		return "a title"
	}
	return "nothing"
}

// vandalise changes or removes a published file behind our back.
func (e *editor) vandalise() {
	names, _ := filepath.Glob(filepath.Join(e.out, "notices", "*.html"))
	if len(names) == 0 {
		return
	}
	name := names[e.r.IntN(len(names))]
	if e.r.IntN(2) == 0 {
		os.Remove(name)
		return
	}
	if err := os.WriteFile(name, []byte("挖空"), 0o666); err != nil {
		e.t.Fatal(err)
	}
}

// build builds twice, with and without what was saved, and compares.
func (e *editor) build(when string) {
	e.t.Helper()
	e.wall = e.wall.Add(time.Minute)
	request := func(out string) Request {
		root, err := os.OpenRoot(e.dir)
		if err != nil {
			e.t.Fatal(err)
		}
		e.t.Cleanup(func() { root.Close() })
		return Request{FS: root.FS(), Dir: out, Now: e.now, Version: "test", Program: "test", Read: e.wall.Add(-time.Minute + time.Second)}
	}
	r := request(e.out)
	r.Saved = DecodeSaved(e.saved, "test")
	report, err := Run(r)
	if err != nil || report.Problems.HasErrors() {
		report.Problems.Print(os.Stderr, "en", diag.Style{})
		e.t.Fatal(when, ": ", err)
	}
	if report.Saved != nil {
		if e.saved, err = report.Saved.Encode("test"); err != nil {
			e.t.Fatal(err)
		}
	} else {
		e.skipped++
	}
	if report.Written > 0 && report.Unchanged > 0 {
		e.partial++
	}
	clean := filepath.Join(e.t.TempDir(), "clean")
	want, err := Run(request(clean))
	if err != nil {
		e.t.Fatal(when, ": ", err)
	}
	if !report.NextChange.Equal(want.NextChange) || report.Items != want.Items {
		e.t.Fatalf("%s: %d items and next change %s, a clean build says %d and %s", when, report.Items, report.NextChange, want.Items, want.NextChange)
	}
	// What is said of a first publication depends on the folder.
	if a, b := messages(lasting(report.Problems)), messages(want.Problems); a != b {
		e.t.Fatalf("%s: problems differ\n%s\na clean build says\n%s", when, a, b)
	}
	compareTrees(e.t, when, e.out, clean)
	e.serve(when, request(""), clean)
	os.RemoveAll(clean)
}

// serve prepares the site in memory with what was kept and what changed, and
// compares every file with those of a clean build.
func (e *editor) serve(when string, r Request, clean string) {
	e.t.Helper()
	r.Kept, r.Changed = e.kept, e.changed
	if r.Changed == nil {
		r.Changed = []string{}
	}
	e.changed = nil
	r.Later = true
	plan := Prepare(r)
	e.kept = plan.Kept
	late, problems := plan.Later()
	files := slices.Concat(plan.Files, late)
	if _, more := e.served.Update(files); plan.Problems.HasErrors() || problems.HasErrors() || more.HasErrors() {
		e.t.Fatalf("%s: in memory: %s%s%s", when, messages(plan.Problems), messages(problems), messages(more))
	}
	want := publishedTree(e.t, clean)
	delete(want, "build.json")
	if len(want) != len(files) {
		e.t.Fatalf("%s: %d files in memory, a clean build has %d", when, len(files), len(want))
	}
	for path, text := range want {
		if body, _, err := e.served.Get(path); err != nil || string(body.Bytes) != text {
			e.t.Fatalf("%s: in memory %s differs (%v)\n%s\na clean build has\n%s", when, path, err, around(string(body.Bytes), text), around(text, string(body.Bytes)))
		}
	}
}
