package output

import (
	"path/filepath"

	"banbao/internal/limit"
)

// Read gives the bytes of a file as it was published, if it still looks as it
// did then.
func (l *Ledger) Read(path string) ([]byte, bool) {
	w, ok := l.Files[path]
	if !ok {
		return nil, false
	}
	name := filepath.Join(l.Dir, filepath.FromSlash(path))
	if look, ok := lookAt(name); !ok || look != w.Look {
		return nil, false
	}
	data, err := limit.ReadDisk(name, w.Look.Size)
	return data, err == nil && int64(len(data)) == w.Look.Size
}
