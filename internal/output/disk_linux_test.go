package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"banbao/internal/outside"
)

// readOnly makes a folder refuse writes, also from root.
func readOnly(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(dir, 0o755) })
		return
	}
	mount(t, dir, dir, "", syscall.MS_BIND, "")
	mount(t, "", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
}

func mount(t *testing.T, source, target, fstype string, flags uintptr, data string) {
	t.Helper()
	if err := syscall.Mount(source, target, fstype, flags, data); err != nil {
		outside.Missing(t, fmt.Sprintf("nothing can be mounted here: %v", err), "BANBAO_REQUIRE_MOUNT")
	}
	if flags&syscall.MS_REMOUNT == 0 {
		t.Cleanup(func() { syscall.Unmount(target, syscall.MNT_DETACH) })
	}
}

func TestFullDisk(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("NOT TESTED: a full disk needs root to mount one")
	}
	disk := t.TempDir()
	mount(t, "tmpfs", disk, "tmpfs", 0, "size=256k")
	dir := filepath.Join(disk, "public")
	page := strings.Repeat("x", 30_000)
	publish(t, dir, site("a.txt", page, "b.txt", page), ordinary)
	before := tree(t, dir)
	files := site("a.txt", "new", "b.txt", page+"new", "c.txt", page, "d.txt", page, "e.txt", page, "f.txt", page, "g.txt", page)
	_, err := Publish(dir, files, ordinary)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "write ") {
		t.Error(err)
	}
	sameTree(t, before, tree(t, dir))
	publish(t, dir, files[:2], ordinary) // the room was given back
}

// lose takes the right to write to a folder and all that is in it away, also
// from root; find gives it back.
func lose(t *testing.T, dir string) (find func()) {
	t.Helper()
	how := func(root, other string) {
		args := []string{"chmod", "-R", other, dir}
		if os.Getuid() == 0 {
			args = []string{"chattr", "-R", root, dir}
		}
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			outside.Missing(t, fmt.Sprintf("%q: %v %s", args, err, out), "BANBAO_REQUIRE_CHATTR")
		}
	}
	find = func() { how("-i", "u+w") }
	t.Cleanup(find)
	how("+i", "u-w")
	return find
}

// At whatever step the right to write is lost, for good and so that nothing
// can be put back either: whoever comes by the folder's name finds a whole
// tree. With the right back the next run clears up.
func TestPermissionLost(t *testing.T) {
	if !canExchange(t) {
		t.Skip("NOT TESTED: folders cannot be exchanged here")
	}
	one, two := twoTrees()
	clean := t.TempDir()
	publish(t, clean, two, ordinary)
	after := tree(t, clean)
	for n := 0; ; n++ {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		publish(t, dir, one, ordinary)
		before := tree(t, dir)
		var find func()
		steps, what := 0, ""
		opt := ordinary
		opt.Jobs = 1
		opt.before = func(op, path string) error {
			if steps++; steps == n+1 {
				what = op + " " + path
				find = lose(t, parent)
			}
			return nil
		}
		_, err := Publish(dir, two, opt)
		if what == "" {
			if n < 30 {
				t.Errorf("only %d steps", n)
			}
			return
		}
		find()
		got := tree(t, dir)
		for p := range got {
			if strings.HasPrefix(p, stagingName) {
				delete(got, p)
			}
		}
		old, renewed := difference(before, got), difference(after, got)
		if renewed != "" && (old != "" || err == nil) {
			t.Fatalf("no right to %s, %v:\n%s\nor\n%s", what, err, old, renewed)
		}
		publish(t, dir, two, ordinary)
		sameTree(t, after, tree(t, dir))
		if left, _ := os.ReadDir(parent); len(left) != 1 {
			t.Fatalf("no right to %s: something is left beside", what)
		}
	}
}
