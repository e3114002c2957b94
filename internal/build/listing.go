package build

import (
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// listing is a site's folder that remembers what its folders hold and how the
// files in them look, so that a build asks the disk once. What files contain is
// read from the disk.
type listing struct {
	fs.FS
	mu      sync.Mutex
	folders map[string][]fs.DirEntry
}

func newListing(fsys fs.FS) *listing {
	return &listing{FS: fsys, folders: map[string][]fs.DirEntry{}}
}

// ReadDir is that of fs.ReadDirFS. Entries know their Info.
func (l *listing) ReadDir(name string) ([]fs.DirEntry, error) {
	l.mu.Lock()
	known, ok := l.folders[name]
	l.mu.Unlock()
	if ok {
		return slices.Clone(known), nil
	}
	entries, err := fs.ReadDir(l.FS, name)
	if err != nil {
		return entries, err
	}
	for i, e := range entries {
		if e.Type().IsRegular() {
			info, err := e.Info()
			entries[i] = looked{e, info, err}
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.folders[name] = entries
	return slices.Clone(entries), nil
}

// fill looks at a folder and all below it, on all cores. What cannot be read is
// left to who reads it.
func (l *listing) fill(folder string) {
	var work sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var look func(folder string)
	look = func(folder string) {
		free <- struct{}{}
		entries, _ := l.ReadDir(folder)
		<-free
		for _, e := range entries {
			if e.IsDir() {
				work.Go(func() { look(path.Join(folder, e.Name())) })
			}
		}
	}
	work.Go(func() { look(folder) })
	work.Wait()
}

// ReadFile is that of fs.ReadFileFS.
func (l *listing) ReadFile(name string) ([]byte, error) { return fs.ReadFile(l.FS, name) }

// Stat is that of fs.StatFS, and asks the disk.
func (l *listing) Stat(name string) (fs.FileInfo, error) { return fs.Stat(l.FS, name) }

// drop lets go of everything, once it has been read.
func (l *listing) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.folders)
}

// forget makes the next look at what has changed a look at the disk: at the
// files, the folders that hold them, and all below; also at the folders above,
// up to one that is known to hold the next, since a folder may be new.
func (l *listing) forget(changed []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range changed {
		maps.DeleteFunc(l.folders, func(folder string, _ []fs.DirEntry) bool {
			return folder == name || strings.HasPrefix(folder, name+"/")
		})
		for at := path.Dir(name); ; at = path.Dir(at) {
			delete(l.folders, at)
			if at == "." || l.holds(path.Dir(at), path.Base(at)) {
				break
			}
		}
	}
}

// holds tells whether a folder is known to hold a name; l.mu must be held.
func (l *listing) holds(folder, name string) bool {
	return slices.ContainsFunc(l.folders[folder], func(e fs.DirEntry) bool { return e.Name() == name })
}

// looked is an entry whose Info is known.
type looked struct {
	fs.DirEntry
	info fs.FileInfo
	err  error
}

func (e looked) Info() (fs.FileInfo, error) { return e.info, e.err }
