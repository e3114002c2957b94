package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"banbao/internal/outside"
)

// foldingDisk is a folder on a disk for which a.html and A.html are one file,
// as on Windows, macOS and USB sticks.
func foldingDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "Probe", "")
	if _, err := os.Stat(filepath.Join(dir, "probe")); err == nil {
		return filepath.Join(dir, "disk")
	}
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("NOT TESTED: this disk knows capitals, and another needs root to mount it")
	}
	image, disk := filepath.Join(dir, "image"), filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, kind := range [][2]string{
		{"vfat", "mkfs.vfat $0 && mount -o loop,utf8 $0 $1"},
		{"exfat", "l=$(losetup -f --show $0) && { mkfs.exfat $l && { mount -t exfat $l $1 || mount.exfat-fuse $l $1; }; r=$?; losetup -d $l; exit $r; }"},
	} {
		if err := os.WriteFile(image, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(image, 64<<20); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("sh", "-c", kind[1], image, disk).CombinedOutput()
		if err == nil {
			t.Cleanup(func() { exec.Command("umount", disk).Run() })
			t.Logf("on %s", kind[0])
			return filepath.Join(disk, "public")
		}
		said = append(said, kind[0]+": "+strings.TrimSpace(string(out)))
	}
	outside.Missing(t, "no disk that folds case can be mounted here: "+strings.Join(said, "; "), "BANBAO_REQUIRE_EXFAT")
	return ""
}

// Where capitals make no difference, a path that changes only in them is still
// the same file: it is neither taken for somebody else's nor removed as old.
func TestCapitals(t *testing.T) {
	dir := foldingDisk(t)
	publish(t, dir, site("Home.html", "1", "same.html", "s", "Notices/A.html", "a", "old/B.html", "b"), ordinary)
	put(t, dir, "MINE.txt", "mine")
	two := site("home.html", "2", "Same.html", "s", "notices/a.html", "a", "new/b.html", "b")
	publish(t, dir, two, ordinary)
	names := slices.Collect(maps.Keys(tree(t, dir)))
	slices.Sort(names)
	for path, want := range map[string]string{"home.html": "2", "same.html": "s", "notices/a.html": "a", "new/b.html": "b", "mine.txt": "mine"} {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil || string(got) != want {
			t.Errorf("%s: %q %v, among %q", path, got, err, names)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "old")); err == nil {
		t.Errorf("old/ is still among %q", names)
	}
	v, err := Verify(dir, nil, func(p string) bool { return p == "MINE.txt" })
	if err != nil || !v.Whole() {
		t.Errorf("%+v %v, of %q", v, err, names)
	}
	// What is somebody else's stays his, in whatever case it is written.
	r, err := Publish(dir, append(two, site("Mine.txt", "ours")...), ordinary)
	if err != nil || !r.Problems.HasErrors() {
		t.Errorf("%+v %v", r, err)
	}
	if r := publish(t, dir, two, ordinary); r.Written != 0 || r.Removed != 0 {
		t.Errorf("the same again: %+v", r)
	}
}

// Whatever step fails there, the names and the bytes are as they were.
func TestCapitalsFailing(t *testing.T) {
	disk := foldingDisk(t)
	for n := 0; ; n++ {
		dir := filepath.Join(disk, fmt.Sprint(n))
		publish(t, dir, site("Home.html", "1", "Notices/A.html", "a"), ordinary)
		before := tree(t, dir)
		opt := ordinary
		opt.Jobs = 1
		steps, what := 0, ""
		opt.before = func(op, path string) error {
			if op == "link" || op == "twin" || op == "exchange" {
				return errBroken
			}
			if steps++; steps == n+1 {
				what = op + " " + path
				return errBroken
			}
			return nil
		}
		_, err := Publish(dir, site("home.html", "2", "notices/a.html", "a"), opt)
		if what == "" {
			if err != nil || n < 8 {
				t.Errorf("after %d steps: %v", n, err)
			}
			return
		}
		if d := difference(before, tree(t, dir)); !errors.Is(err, errBroken) || d != "" {
			t.Fatalf("failing to %s: %v, left:\n%s", what, err, d)
		}
	}
}
