package content

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"banbao/internal/config"
	"banbao/internal/diag"
)

// Near words a hint for a destination that leads nowhere from a source file:
// the nearest one that is there, differing in capitals or by a slip. Each
// folder on the way may be mistyped as well as the file. Nothing near gives
// no words.
func Near(fsys fs.FS) func(file, dest string) diag.Words {
	return func(file, dest string) diag.Words {
		written, _, _ := strings.Cut(dest, "#")
		if plain, err := url.PathUnescape(written); err == nil {
			written = plain
		}
		if strings.ContainsAny(written, ":\\") { // of another site, or of somebody's computer
			return diag.Words{}
		}
		folder := path.Dir(file)
		meant := []string{}
		if strings.HasPrefix(written, "/") {
			folder, meant = Folder, append(meant, "")
		}
		parts := strings.Split(strings.TrimPrefix(written, "/"), "/")
		for n, part := range parts {
			switch {
			case part == "..":
				if folder == Folder || folder == "." {
					return diag.Words{}
				}
				folder = path.Dir(folder)
			case part != "" && part != ".":
				if part = nearIn(fsys, folder, part, file, n < len(parts)-1); part == "" {
					return diag.Words{}
				}
				folder = path.Join(folder, part)
			}
			meant = append(meant, part)
		}
		near := strings.Join(meant, "/")
		if near == written {
			return diag.Words{} // it is there; something else is wrong with it
		}
		return config.Suggest(written, []string{near})
	}
}

// nearIn is the name in a folder that is the nearest to one written, but not
// that of the file in which it is written; "" when none is near.
func nearIn(fsys fs.FS, folder, written, file string, isFolder bool) string {
	entries, _ := fs.ReadDir(fsys, folder)
	var names, small []string
	for _, e := range entries {
		if e.IsDir() != isFolder || strings.HasPrefix(e.Name(), ".") || path.Join(folder, e.Name()) == file {
			continue
		}
		if e.Name() == written {
			return written
		}
		names = append(names, e.Name())
		small = append(small, strings.ToLower(e.Name()))
	}
	near := diag.Nearest(strings.ToLower(written), small)
	for i, s := range small {
		if s == near {
			return names[i]
		}
	}
	return ""
}
