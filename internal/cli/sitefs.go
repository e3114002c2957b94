package cli

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// siteFS reads a site's folder. An os.Root keeps every path inside, whatever
// links lead where, but looks at each folder on the way anew; so the roots of
// folders that are read often are kept.
type siteFS struct {
	fs.FS
	root    *os.Root
	folders sync.Map // path → *os.Root, or nil where there is none
}

func openSite(dir string) (*siteFS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &siteFS{FS: root.FS(), root: root}, nil
}

// Close lets go of everything.
func (s *siteFS) Close() error {
	s.forget()
	return s.root.Close()
}

// forget lets go of the folders, which may have been moved. Whoever reads from
// one just now goes the slow way.
func (s *siteFS) forget() {
	s.folders.Range(func(dir, folder any) bool {
		s.folders.Delete(dir)
		folder.(*os.Root).Close()
		return true
	})
}

// Open is that of fs.FS.
func (s *siteFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	dir, base := path.Split(name)
	if dir == "" {
		return s.FS.Open(name)
	}
	folder, ok := s.folder(path.Clean(dir))
	if !ok {
		return s.FS.Open(name)
	}
	f, err := folder.Open(base)
	if err != nil {
		// A link to elsewhere in the site, a folder that was moved, or really
		// nothing: the slow way knows.
		return s.FS.Open(name)
	}
	return f, nil
}

// Stat is that of fs.StatFS.
func (s *siteFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(s.FS, name) }

// ReadDir is that of fs.ReadDirFS.
func (s *siteFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.FS, name) }

// folder is the root of a folder that lies in the site.
func (s *siteFS) folder(dir string) (*os.Root, bool) {
	if known, ok := s.folders.Load(dir); ok {
		return known.(*os.Root), true
	}
	folder, err := s.root.OpenRoot(dir)
	if err != nil {
		return nil, false
	}
	if known, raced := s.folders.LoadOrStore(dir, folder); raced {
		folder.Close()
		return known.(*os.Root), true
	}
	return folder, true
}
