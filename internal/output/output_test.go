package output

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/diag"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	morning  = time.Date(2026, 11, 20, 8, 0, 0, 0, shanghai)
	midnight = time.Date(2026, 11, 21, 0, 0, 0, 0, shanghai)
	ordinary = Options{Version: "1.0.0", Clock: morning, NextChange: midnight}
)

// site makes files of "path", "body" pairs.
func site(pairs ...string) []File {
	var files []File
	for i := 0; i < len(pairs); i += 2 {
		f := text(pairs[i], pairs[i+1])
		f.Source = diag.Pos{File: "content/" + pairs[i] + ".md"}
		files = append(files, f)
	}
	return files
}

// publish must succeed.
func publish(t testing.TB, dir string, files []File, opt Options) Report {
	t.Helper()
	r, err := Publish(dir, files, opt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Problems.HasErrors() {
		t.Fatal(r.Problems)
	}
	return r
}

// tree reads a folder: path → bytes, folders with a slash at the end.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			files[rel+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(name)
		files[rel] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func difference(a, b map[string]string) string {
	var lines []string
	for p, x := range a {
		if y, ok := b[p]; !ok {
			lines = append(lines, "- "+p)
		} else if x != y {
			lines = append(lines, "~ "+p)
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			lines = append(lines, "+ "+p)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func sameTree(t testing.TB, want, got map[string]string) {
	t.Helper()
	if d := difference(want, got); d != "" {
		t.Errorf("the tree changed:\n%s", d)
	}
}

func put(t testing.TB, dir, path, body string) {
	t.Helper()
	name := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(body), 0o666); err != nil {
		t.Fatal(err)
	}
}

func codes(l diag.List) string {
	var c []string
	for _, p := range l {
		c = append(c, string(p.Code))
	}
	return strings.Join(c, " ")
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "public")
	first := site("index.html", "<p>一</p>", "notices/a.html", "<p>甲</p>", "notices/old/b.html", "<p>乙</p>", "a.0123abcd.css", "a{b:c}")
	r := publish(t, dir, first, ordinary)
	if r.Written != 4 || r.Unchanged != 0 || r.Removed != 0 {
		t.Errorf("%+v", r)
	}
	var rec record
	if err := json.Unmarshal([]byte(tree(t, dir)["build.json"]), &rec); err != nil {
		t.Fatal(err)
	}
	if rec.Version != "1.0.0" || rec.Clock != "2026-11-20T08:00:00+08:00" || rec.NextChange != "2026-11-21T00:00:00+08:00" ||
		len(rec.Files) != 4 || rec.Files[0].Path != "a.0123abcd.css" || rec.Files[1].Size != int64(len("<p>一</p>")) {
		t.Errorf("%+v", rec)
	}

	// Nothing changed: nothing is touched, not even the folder.
	before, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	opt := ordinary
	opt.before = func(op, path string) error { t.Errorf("%s %s", op, path); return nil }
	r = publish(t, dir, first, opt)
	after, _ := os.Stat(dir)
	if r.Unchanged != 4 || r.Written != 0 || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("%+v", r)
	}

	// One page changed, one gone.
	then := time.Now().Add(-time.Hour)
	for _, p := range []string{"index.html", "a.0123abcd.css"} {
		os.Chtimes(filepath.Join(dir, p), then, then)
	}
	put(t, dir, "CNAME", "xincheng.example")
	r = publish(t, dir, site("index.html", "<p>一</p>", "notices/a.html", "<p>改</p>", "a.0123abcd.css", "a{b:c}"), ordinary)
	if !slices.Equal(r.WrittenPaths, []string{"notices/a.html"}) || !slices.Equal(r.RemovedPaths, []string{"notices/old/b.html"}) || r.Unchanged != 2 {
		t.Errorf("%+v", r)
	}
	got := tree(t, dir)
	delete(got, "build.json")
	sameTree(t, map[string]string{"index.html": "<p>一</p>", "notices/": "", "notices/a.html": "<p>改</p>", "a.0123abcd.css": "a{b:c}", "CNAME": "xincheng.example"}, got)
	info, _ := os.Stat(filepath.Join(dir, "index.html"))
	if !info.ModTime().Equal(then) {
		t.Error("an unchanged file has a new time")
	}

	// Nothing wanted: only what is not ours stays.
	publish(t, dir, nil, ordinary)
	got = tree(t, dir)
	delete(got, "build.json")
	sameTree(t, map[string]string{"CNAME": "xincheng.example"}, got)
}

// Same files, same bytes: for any number of workers, and whatever was there.
func TestDeterminism(t *testing.T) {
	var files []File
	for i := range 300 {
		files = append(files, text(fmt.Sprintf("n%d/p%d.html", i%7, i), fmt.Sprintf("<p> 第 %d  页 </p>", i)))
	}
	used := t.TempDir()
	publish(t, used, site("n1/x.html", "<p>x</p>", "n2/p2.html", "<p>y</p>"), Options{})
	var want map[string]string
	for _, jobs := range []int{1, 2, 3, 8, 0} {
		opt := ordinary
		opt.Jobs = jobs
		dir := t.TempDir()
		publish(t, dir, files, opt)
		if want == nil {
			want = tree(t, dir)
		}
		sameTree(t, want, tree(t, dir))
	}
	slices.Reverse(files)
	publish(t, used, files, ordinary)
	sameTree(t, want, tree(t, used))
}

// Mistakes in content are collected, and publish nothing.
func TestProblemsPublishNothing(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site("a.html", "a"), ordinary)
	before := tree(t, dir)
	files := site("a.html", "new", "z.html", "z")
	files = append(files,
		File{Path: "b.html", Write: func(io.Writer) error { return diag.List{aProblem("x.md"), aProblem("w.md")} }},
		File{Path: "c.html", Write: func(io.Writer) error { return fmt.Errorf("page: %w", aProblem("v.md")) }},
	)
	r, err := Publish(dir, files, ordinary)
	if err != nil || len(r.Problems) != 3 || r.Problems[0].Pos.File != "v.md" || r.Written != 0 {
		t.Errorf("%+v %v", r, err)
	}
	sameTree(t, before, tree(t, dir))

	// Paths are judged before anything is rendered.
	never := func(io.Writer) error { t.Error("rendered"); return nil }
	r, err = Publish(dir, []File{{Path: "../a", Write: never}, {Path: "b", Write: never}, {Path: "B", Write: never}}, ordinary)
	if err != nil || codes(r.Problems) != "bad-path path-conflict" {
		t.Error(r.Problems, err)
	}
	sameTree(t, before, tree(t, dir))
}

func TestErrorsPublishNothing(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site("a.html", "a"), ordinary)
	before := tree(t, dir)
	files := append(site("a.html", "new"), File{Path: "b.html", Write: func(io.Writer) error { return errors.New("no such picture") }})
	_, err := Publish(dir, files, ordinary)
	if err == nil || err.Error() != "publish to "+dir+": render b.html: no such picture" {
		t.Error(err)
	}
	sameTree(t, before, tree(t, dir))

	ctx, cancel := context.WithCancel(t.Context())
	opt := ordinary
	opt.Context = ctx
	opt.Progress = func(done, total int) { cancel() }
	if _, err := Publish(dir, site("a.html", "new", "b.html", "b", "c.html", "c"), opt); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	sameTree(t, before, tree(t, dir))

	file := filepath.Join(dir, "a.html")
	if _, err := Publish(file, site("a.html", "a"), ordinary); err == nil || !strings.Contains(err.Error(), "is a file") {
		t.Error(err)
	}
}

func TestProgress(t *testing.T) {
	opt := ordinary
	opt.Jobs = 4
	last := 0
	opt.Progress = func(done, total int) {
		if done != last+1 || total != 50 {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	}
	var files []File
	for i := range 50 {
		files = append(files, text(fmt.Sprint(i), "x"))
	}
	publish(t, t.TempDir(), files, opt)
	if last != 50 {
		t.Error(last)
	}
}

// What points at pages is moved after them.
func TestOrder(t *testing.T) {
	dir := t.TempDir()
	var order []string
	opt := ordinary
	opt.Jobs = 3
	opt.before = func(op, name string) error {
		rel, _ := filepath.Rel(dir, name)
		if op == "rename" && !strings.HasPrefix(rel, stagingName) {
			order = append(order, filepath.ToSlash(rel))
		}
		return inPlace(op, name)
	}
	publish(t, dir, site("index.html", "1", "a.html", "2", "today.js", "3", "assets/site.89abcdef.css", "a{b:c}", "feed.xml", "<a/>",
		"notices/index.html", "4", "screens/alert.json", "{}", "notices/z.html", "5"), opt)
	want := []string{"assets/site.89abcdef.css", "notices/z.html", "a.html", "notices/index.html", "screens/alert.json",
		"feed.xml", "index.html", "today.js", "build.json"}
	if !slices.Equal(order, want) {
		t.Error(order)
	}
}

func TestManyFilesStayFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 2,000 files")
	}
	page := strings.Repeat("<p>今冬家庭用火用电安全入户检查</p>\n", 500) // 24 kB
	var files []File
	for i := range 2000 {
		files = append(files, text(fmt.Sprintf("notices/%d.html", i), page+fmt.Sprint(i)))
	}
	dir := t.TempDir()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	publish(t, dir, files, Options{})
	runtime.ReadMemStats(&after)
	each := (after.TotalAlloc - before.TotalAlloc) / uint64(len(files))
	if each > 12<<10 {
		t.Errorf("%d bytes allocated for each file of %d", each, len(page))
	}
}

func BenchmarkPublish(b *testing.B) {
	const n = 10_000
	files := func(version int) []File {
		var files []File
		for i := range n {
			body := fmt.Sprintf("<!doctype html><html lang=zh><body><h1>第 %d 号通知</h1><p>请大家支持。</p><p>%d</p></body></html>", i, version)
			files = append(files, text(fmt.Sprintf("notices/%d.html", i), body))
		}
		return files
	}
	one, two := files(1), files(2)
	run := func(name string, make func(i int) (string, []File), opt Options) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				b.StopTimer()
				dir, files := make(i)
				b.StartTimer()
				publish(b, dir, files, opt)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/file")
		})
	}
	run("cold", func(int) (string, []File) { return b.TempDir(), one }, Options{})
	dir := b.TempDir()
	publish(b, dir, one, Options{})
	run("unchanged", func(int) (string, []File) { return dir, one }, Options{})
	run("allchanged", func(i int) (string, []File) { return dir, [][]File{two, one}[i%2] }, Options{})
}
