package output

import (
	"os"
	"path"
	"slices"
)

// Windows, macOS and USB sticks take A.html and a.html for one file, and keep
// the name that was given first. A path that changes only so is on such a disk
// its own old file: that one goes out of the way first, so that the name is
// the new one and a copy of the folder is right on a server that tells them
// apart.

// recase finds the new paths that are, on this disk, an old file of ours under
// another name. It also notes what is produced.
func (t *target) recase(files []File) {
	t.produced = make(map[string]bool, len(files))
	for _, f := range files {
		t.produced[f.Path] = true
	}
	olds := map[string]string{} // folded → as it was published
	for p := range t.ours {
		if !t.produced[p] {
			olds[foldPath(p)] = p
		}
	}
	if len(olds) == 0 {
		return
	}
	t.recased = recased{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, f := range files {
		old, ok := olds[foldPath(f.Path)]
		if !ok {
			continue
		}
		if _, err := os.Lstat(t.at(f.Path)); err != nil || t.isListed(f.Path) {
			continue
		}
		t.recased.now[f.Path], t.recased.old[old] = true, true
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			t.recased.folders[dir] = true
		}
	}
}

// recased are paths that changed in capitals alone, on a disk where that makes
// no difference.
type recased struct {
	now, old map[string]bool
	folders  map[string]bool // of those of now
}

// isListed tells whether a path is there in just these capitals. To compare
// two files would not do: drivers of some disks number a file by the name by
// which one asks.
func (t *target) isListed(p string) bool {
	if dir := path.Dir(p); dir != "." && !t.isListed(dir) {
		return false
	}
	entries, err := os.ReadDir(t.at(path.Dir(p)))
	return err == nil && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == path.Base(p) })
}
