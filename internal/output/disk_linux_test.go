package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
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
		if os.Getenv("BANBAO_REQUIRE_MOUNT") == "1" {
			t.Fatalf("nothing can be mounted here, and BANBAO_REQUIRE_MOUNT=1: %v", err)
		}
		t.Skipf("NOT TESTED, since nothing can be mounted here: %v", err)
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
