package limit

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	fsys := os.DirFS(dir)
	for _, c := range []struct {
		size, most int64
		ok         bool
	}{{0, 0, true}, {0, 9, true}, {9, 9, true}, {10, 9, false}, {1 << 40, 9, false}, {100_000, 1 << 20, true}} {
		name := filepath.Join(dir, "a")
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(name, c.size); err != nil {
			t.Skip(err) // a disk without holes
		}
		for _, read := range []func() ([]byte, error){
			func() ([]byte, error) { return ReadFile(fsys, "a", c.most) },
			func() ([]byte, error) { return ReadDisk(name, c.most) },
		} {
			text, err := read()
			var large *Error
			if c.ok && (err != nil || int64(len(text)) != c.size) || !c.ok && (!errors.As(err, &large) || large.Size != c.size) {
				t.Errorf("%d of %d: %d bytes, %v", c.size, c.most, len(text), err)
			}
		}
	}
	if _, err := ReadFile(fsys, ".", 9); !errors.Is(err, ErrNotFile) {
		t.Errorf("a folder gives %v", err)
	}
	if _, err := ReadDisk(filepath.Join(dir, "none"), 9); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("nothing gives %v", err)
	}
}

// grown says that it is smaller than it turns out to be.
func TestGrown(t *testing.T) {
	f, err := fstest.MapFS{"a": {Data: make([]byte, 1000)}}.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	var large *Error
	if _, err := all(f, 5, 600); !errors.As(err, &large) {
		t.Errorf("a file that has grown gives %v", err)
	}
}
