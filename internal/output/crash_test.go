package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// Between these two trees everything happens: pages change, come and go, a
// file becomes a folder and the other way round, folders empty out.
func twoTrees() (one, two []File) {
	one = site("index.html", "1", "a.11111111.css", "a{b:c}", "notices/a.html", "a", "notices/b.html", "b", "gone/deep/c.html", "c",
		"x", "file", "y/z.html", "z", "same.html", "same")
	two = site("index.html", "2", "a.22222222.css", "b{c:d}", "notices/a.html", "A", "new/deep/d.html", "d",
		"x/y.html", "folder", "y", "file", "same.html", "same")
	return one, two
}

var errBroken = errors.New("the disk broke")

// Whatever step fails, the tree is as it was, and the next run succeeds.
func TestFailureAtEachStep(t *testing.T) {
	one, two := twoTrees()
	clean := t.TempDir()
	publish(t, clean, two, ordinary)
	want := tree(t, clean)
	for _, without := range [][]string{nil, {"exchange", "link"}} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			publish(t, dir, one, Options{})
			put(t, dir, "CNAME", "xincheng.example")
			before := tree(t, dir)
			opt := ordinary
			opt.Jobs = 1
			steps, what := 0, ""
			opt.before = func(op, path string) error {
				if op == "link" || op == "twin" || op == "exchange" { // has a way round it
					if slices.Contains(without, op) {
						return errBroken
					}
					return nil
				}
				if steps++; steps == n+1 {
					what = op + " " + path
					return errBroken
				}
				return nil
			}
			_, err := Publish(dir, two, opt)
			if what == "" {
				if err != nil {
					t.Fatal(err)
				}
				if n < 30 {
					t.Errorf("only %d steps", n)
				}
				break
			}
			if !errors.Is(err, errBroken) {
				t.Errorf("failing to %s: %v", what, err)
			}
			if d := difference(before, tree(t, dir)); d != "" {
				t.Fatalf("failing to %s left:\n%s", what, d)
			}
			publish(t, dir, two, ordinary)
			got := tree(t, dir)
			delete(got, "CNAME")
			sameTree(t, want, got)
		}
	}
}

// A run that was killed at any step leaves a whole tree, and the next run, even
// one that publishes nothing, clears up behind it. Where no twin can be made
// the tree is whole after that.
func TestKillAtEachStep(t *testing.T) {
	t.Run("twin", func(t *testing.T) { killAtEachStep(t, true) })
	t.Run("in place", func(t *testing.T) { killAtEachStep(t, false) })
}

func killAtEachStep(t *testing.T, twin bool) {
	if twin && !canExchange(t) {
		t.Skip("NOT TESTED: folders cannot be exchanged here")
	}
	one, two := twoTrees()
	clean := t.TempDir()
	publish(t, clean, two, ordinary)
	want := tree(t, clean)

	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publish(t, dir, one, Options{})
	before := tree(t, dir)
	var moments []string
	opt := ordinary
	opt.Jobs = 1
	opt.before = func(op, path string) error {
		if op == "twin" && !twin {
			return errBroken
		}
		moment := t.TempDir()
		if err := os.CopyFS(moment, os.DirFS(parent)); err != nil {
			t.Error(err)
		}
		moments = append(moments, moment)
		return nil
	}
	publish(t, dir, two, opt)
	if len(moments) < 30 {
		t.Fatalf("only %d steps", len(moments))
	}
	whole := func(at, what string, i int) {
		t.Helper()
		got := tree(t, at)
		for p := range got {
			if strings.HasPrefix(p, stagingName) {
				delete(got, p)
			}
		}
		if a, b := difference(before, got), difference(want, got); a != "" && b != "" {
			t.Fatalf("killed before step %d, %s:\n%s\n\n%s", i, what, a, b)
		}
	}
	for i, moment := range moments {
		at := filepath.Join(moment, "public")
		if twin {
			whole(at, "readers find", i)
		}
		again := t.TempDir()
		os.CopyFS(again, os.DirFS(moment))

		bad := append(slices.Clone(two), site("nul.html", "x")...)
		if r, err := Publish(at, bad, ordinary); err != nil || codes(r.Problems) != "bad-path" {
			t.Fatal(r.Problems, err)
		}
		whole(at, "the next run found", i)
		if left, _ := os.ReadDir(moment); len(left) != 1 {
			t.Fatalf("killed before step %d, something is left beside: %v", i, left)
		}
		publish(t, filepath.Join(again, "public"), two, ordinary)
		sameTree(t, want, tree(t, filepath.Join(again, "public")))
	}
}

func canExchange(t *testing.T) bool {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	return errors.Join(os.Mkdir(a, 0o777), os.Mkdir(b, 0o777), exchange(a, b)) == nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// inPlace is a publication without a twin.
func inPlace(op, path string) error {
	if op == "twin" {
		return errBroken
	}
	return nil
}

// What somebody edits between a kill and the next run stays, also where the
// new tree stands in for the folder. The folder is the same one at the end.
func TestEditBesideTwin(t *testing.T) {
	if !canExchange(t) {
		t.Skip("NOT TESTED: folders cannot be exchanged here")
	}
	dir := filepath.Join(t.TempDir(), "public")
	publish(t, dir, site("a.html", "1", "b.html", "1"), Options{})
	first, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	var killed string
	opt := Options{before: func(op, path string) error {
		if op == "rename" && path == filepath.Join(twinOf(dir), "build.json") {
			put(t, dir, "a.html", "in place") // one file with two names
			os.Remove(filepath.Join(dir, "b.html"))
			put(t, dir, "b.html", "another file")
			put(t, dir, "notes/mine.txt", "mine")
			killed = dir
			return errBroken
		}
		return nil
	}}
	run := &target{dir: dir, staging: filepath.Join(dir, stagingName), opt: opt}
	run.opt.Context = t.Context()
	files := site("a.html", "2", "b.html", "2", "c.html", "2")
	run.ours, _, err = readRecord(dir)
	must(t, err)
	bodies, _, err := run.stage(files)
	must(t, err)
	p, _, err := run.plan(files, bodies)
	must(t, err)
	must(t, run.begin(p.steps))
	run.standIn(p)
	for i := 0; i < len(p.steps) && killed == ""; i++ {
		run.take(i, p.steps[i])
	}
	if killed == "" {
		t.Fatal("the folder was never away")
	}
	if r, err := Publish(dir, site("x/../y", ""), Options{}); err != nil || codes(r.Problems) != "bad-path" {
		t.Fatal(r.Problems, err)
	}
	got := tree(t, dir)
	if got["a.html"] != "in place" || got["b.html"] != "another file" || got["notes/mine.txt"] != "mine" || got["c.html"] != "2" {
		t.Error(got)
	}
	if last, err := os.Stat(dir); err != nil || !os.SameFile(first, last) {
		t.Error("it is another folder now")
	}
}

// What somebody edits between a kill and the next run stays.
func TestEditAfterKill(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site("a.html", "1", "b.html", "1"), Options{})
	killed := filepath.Join(t.TempDir(), "public")
	opt := Options{before: func(op, path string) error {
		if op == "rename" && path == filepath.Join(dir, "build.json") {
			return os.CopyFS(killed, os.DirFS(dir))
		}
		return inPlace(op, path)
	}}
	publish(t, dir, site("a.html", "2", "b.html", "2"), opt)
	put(t, killed, "a.html", "by hand")
	if r, err := Publish(killed, site("x/../y", ""), Options{}); err != nil || codes(r.Problems) != "bad-path" {
		t.Fatal(r.Problems, err)
	}
	got := tree(t, killed)
	if got["a.html"] != "by hand" || got["b.html"] != "1" {
		t.Error(got)
	}
}

// A real kill, at a random moment.
func TestKilledProcess(t *testing.T) {
	if dir := os.Getenv("BANBAO_PUBLISH_FOR_EVER"); dir != "" {
		one, two := manyPages("one"), manyPages("two")
		for {
			publish(t, dir, one, Options{})
			publish(t, dir, two, Options{})
		}
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	one, two := t.TempDir(), t.TempDir()
	publish(t, one, manyPages("one"), Options{})
	publish(t, two, manyPages("two"), Options{})
	first, second := tree(t, one), tree(t, two)
	dir := t.TempDir()
	for i := range 12 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledProcess$")
		cmd.Env = append(os.Environ(), "BANBAO_PUBLISH_FOR_EVER="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, filepath.Join(dir, recordName))
		pause(i)
		cmd.Process.Kill()
		cmd.Wait()
		if r, err := Publish(dir, site("nul", ""), Options{}); err != nil || !r.Problems.HasErrors() {
			t.Fatal(r.Problems, err)
		}
		got := tree(t, dir)
		if a, b := difference(first, got), difference(second, got); a != "" && b != "" {
			t.Fatalf("killed, it is neither tree:\n%s\n\n%s", a, b)
		}
	}
}

func manyPages(word string) []File {
	var files []File
	for i := range 60 {
		files = append(files, text(fmt.Sprintf("n/%d.html", i), word))
		files = append(files, text(fmt.Sprintf("%s/%d.html", word, i), word))
	}
	return files
}

func TestReadOnlyTarget(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders cannot be made read-only so")
	}
	dir := t.TempDir()
	files := site("a.html", "a", "n/b.html", "b")
	publish(t, dir, files, ordinary)
	before := tree(t, dir)
	readOnly(t, dir)
	_, err := Publish(dir, site("a.html", "new"), ordinary)
	if err == nil || !strings.Contains(err.Error(), "publish to "+dir+": write a.html: ") {
		t.Error(err)
	}
	sameTree(t, before, tree(t, dir))
	// When there is nothing to write, nothing needs to be written.
	if r := publish(t, dir, files, ordinary); r.Unchanged != 2 {
		t.Errorf("%+v", r)
	}
}

// A first publication that fails leaves nothing at all, and one that was
// killed leaves nothing that the next one does not clear away.
func TestFirstTreeOrNothing(t *testing.T) {
	one, _ := twoTrees()
	for n := 0; ; n++ {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		opt := ordinary
		opt.Jobs = 1
		steps, what := 0, ""
		opt.before = func(op, path string) error {
			if steps++; steps == n+1 {
				what = op + " " + path
				return errBroken
			}
			return nil
		}
		_, err := Publish(dir, one, opt)
		if what == "" {
			if err != nil || n < 10 {
				t.Fatalf("after %d steps: %v", n, err)
			}
			return
		}
		if !errors.Is(err, errBroken) {
			t.Errorf("failing to %s: %v", what, err)
		}
		if left, _ := os.ReadDir(parent); len(left) > 0 {
			t.Fatalf("failing to %s left %s", what, left[0].Name())
		}
		if err := os.MkdirAll(filepath.Join(beside(dir), "notices"), 0o777); err != nil {
			t.Fatal(err)
		}
		publish(t, dir, one, ordinary)
		if left, _ := os.ReadDir(parent); len(left) != 1 {
			t.Fatal("something is left beside")
		}
	}
}
