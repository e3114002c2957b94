package output

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// RecordName is the record of what was published, at the top of a published
// folder.
const RecordName = recordName

// maxRecord is the size in bytes beyond which build.json is not read: it has
// room for 300,000 files.
const maxRecord = 64 << 20

// ErrNoRecord is a folder without a build.json that can be read.
var ErrNoRecord = errors.New("there is no build.json that a build wrote")

// Verdict says how a folder differs from its build.json. Paths are sorted.
type Verdict struct {
	Record      []byte // build.json
	Clock       string // the build's moment, RFC 3339
	Files       int    // that build.json names
	Missing     []string
	Changed     []string // other bytes, or a link or a folder in its place
	Foreign     []string // not named by build.json; a folder without files with a slash at its end
	Unsafe      []string // named by build.json, but no path that Banbao publishes
	Interrupted bool     // a build is going on, or was killed
}

// Whole tells whether the folder is as build.json says, and nothing else.
func (v *Verdict) Whole() bool {
	return len(v.Missing)+len(v.Changed)+len(v.Foreign)+len(v.Unsafe) == 0 && !v.Interrupted
}

// Verify compares a published folder with its build.json. later tells whether
// a file that has other bytes may have changed after the build; ignored,
// whether a file that build.json does not name may be there. Both may be nil.
//
// What is read may be an attack: build.json is bounded and its paths are
// checked, links are never followed, and only files of the size that is
// expected are read.
func Verify(dir string, later func(path string, body []byte) bool, ignored func(path string) bool) (Verdict, error) {
	v := Verdict{Interrupted: isInterrupted(dir)}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return v, err
	}
	defer root.Close()
	var r record
	if v.Record, err = readBounded(root, recordName, maxRecord); err != nil || json.Unmarshal(v.Record, &r) != nil || r.Files == nil {
		if errors.Is(err, fs.ErrPermission) {
			return v, err
		}
		return v, ErrNoRecord
	}
	v.Clock, v.Files = r.Clock, len(r.Files)
	there, drafts, err := list(root)
	if err != nil {
		return v, err
	}
	v.Interrupted = v.Interrupted || drafts
	named := make(map[string]bool, len(r.Files))
	var present []entry
	for _, e := range r.Files {
		info, ok := there[e.Path]
		_, bad := badPath(e.Path)
		switch {
		case bad || named[e.Path]:
			v.Unsafe = append(v.Unsafe, e.Path)
		case !ok:
			v.Missing = append(v.Missing, e.Path)
		case !info.regular || info.size != e.Size && later == nil:
			v.Changed = append(v.Changed, e.Path)
		default:
			present = append(present, e)
		}
		named[e.Path] = true
	}
	for p := range there {
		if !named[p] && p != recordName && (ignored == nil || !ignored(p)) {
			v.Foreign = append(v.Foreign, p)
		}
	}
	changed, err := compare(root, present, there, later)
	v.Changed = append(v.Changed, changed...)
	for _, paths := range [][]string{v.Missing, v.Changed, v.Foreign, v.Unsafe} {
		slices.Sort(paths)
	}
	return v, err
}

// standing is what is at a path.
type standing struct {
	regular bool
	size    int64
}

// list finds everything below a folder that is not a folder, and folders in
// which there is nothing but folders, the outermost of each. Drafts of a run that
// was killed are only told of.
func list(root *os.Root) (_ map[string]standing, drafts bool, _ error) {
	there := map[string]standing{}
	var folders []string // outermost first
	filled := map[string]bool{".": true}
	err := fs.WalkDir(root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p == stagingName:
			return fs.SkipDir
		case d.IsDir():
			folders = append(folders, p)
			return nil
		}
		for dir := path.Dir(p); !filled[dir]; dir = path.Dir(dir) {
			filled[dir] = true
		}
		if strings.HasSuffix(p, draftExt) {
			drafts = true
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		there[p] = standing{info.Mode().IsRegular(), info.Size()}
		return nil
	})
	for _, dir := range folders {
		if !filled[dir] && filled[path.Dir(dir)] {
			there[dir+"/"] = standing{}
		}
	}
	return there, drafts, err
}

// compare hashes files on all cores and gives the paths of those that differ.
func compare(root *os.Root, entries []entry, there map[string]standing, later func(string, []byte) bool) ([]string, error) {
	var changed []string
	var failed error
	var mu sync.Mutex
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			buf := make([]byte, 64<<10)
			for {
				i := int(next.Add(1)) - 1
				if i >= len(entries) {
					return
				}
				e := entries[i]
				same, err := there[e.Path].size == e.Size, error(nil)
				if same {
					same, err = hasSum(root, e, buf)
				}
				if err == nil && !same && later != nil {
					body, readErr := readBounded(root, e.Path, 1<<20)
					same = readErr == nil && later(e.Path, body)
				}
				if err != nil || !same {
					mu.Lock()
					if !same && err == nil {
						changed = append(changed, e.Path)
					}
					failed = cmp.Or(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	workers.Wait()
	return changed, failed
}

func hasSum(root *os.Root, e entry, buf []byte) (bool, error) {
	f, err := root.Open(e.Path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.CopyBuffer(h, io.LimitReader(f, e.Size+1), buf)
	return sum(h.Sum(nil)) == e.Sum, err
}

// readBounded reads a plain file that is not larger than most bytes.
func readBounded(root *os.Root, name string, most int64) ([]byte, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, ErrNoRecord
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// Below tells whether a path is one of some, or lies in one.
func Below(p string, some []string) bool {
	return slices.ContainsFunc(some, func(s string) bool {
		s = path.Clean(filepath.ToSlash(s))
		return p == s || strings.HasPrefix(p, s+"/")
	})
}
