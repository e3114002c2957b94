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
	for _, linkless := range []bool{false, true} {
		for n := 0; ; n++ {
			dir := t.TempDir()
			publish(t, dir, one, Options{})
			put(t, dir, "CNAME", "xincheng.example")
			before := tree(t, dir)
			opt := ordinary
			opt.Jobs = 1
			steps, what := 0, ""
			opt.before = func(op, path string) error {
				if op == "link" { // has a way round it
					if linkless {
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

// A run that was killed at any step leaves a tree from which the next run,
// even one that publishes nothing, gets back to what was published.
func TestKillAtEachStep(t *testing.T) {
	one, two := twoTrees()
	clean := t.TempDir()
	publish(t, clean, two, ordinary)
	want := tree(t, clean)

	dir := t.TempDir()
	publish(t, dir, one, Options{})
	before := tree(t, dir)
	var moments []string
	opt := ordinary
	opt.Jobs = 1
	opt.before = func(op, path string) error {
		moment := filepath.Join(t.TempDir(), "public")
		if err := os.CopyFS(moment, os.DirFS(dir)); err != nil {
			t.Error(err)
		}
		moments = append(moments, moment)
		return nil
	}
	publish(t, dir, two, opt)
	if len(moments) < 30 {
		t.Fatalf("only %d steps", len(moments))
	}
	for i, moment := range moments {
		again := t.TempDir()
		os.CopyFS(again, os.DirFS(moment))

		bad := append(slices.Clone(two), site("nul.html", "x")...)
		if r, err := Publish(moment, bad, ordinary); err != nil || codes(r.Problems) != "bad-path" {
			t.Fatal(r.Problems, err)
		}
		if d := difference(before, tree(t, moment)); d != "" {
			t.Fatalf("killed before step %d, the next run found:\n%s", i, d)
		}
		publish(t, again, two, ordinary)
		sameTree(t, want, tree(t, again))
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
		return nil
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
