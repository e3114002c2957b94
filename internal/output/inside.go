package output

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// linked remembers which folders of a target are links, or lie behind one.
// What is behind a link lies elsewhere, whoever made it: nothing is written
// there, replaced or removed.
type linked struct{ folders sync.Map } // path → bool

// behindLink tells whether a path of the target leads through a link.
func (t *target) behindLink(p string) bool {
	dir := path.Dir(p)
	if dir == "." {
		return false
	}
	if known, ok := t.links.folders.Load(dir); ok {
		return known.(bool)
	}
	info, err := os.Lstat(t.at(dir))
	is := err == nil && info.Mode()&fs.ModeSymlink != 0 || t.behindLink(dir)
	t.links.folders.Store(dir, is)
	return is
}

// isInside tells whether every path of a step may be touched: a journal lies
// where others may write, too.
func (s step) isInside() bool {
	if s.Path != recordName {
		if _, bad := badPath(s.Path); bad {
			return false
		}
	}
	return s.From == "" || filepath.IsLocal(s.From)
}
