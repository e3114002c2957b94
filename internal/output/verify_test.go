package output

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// FuzzVerify: whatever stands in build.json, a folder is whole only if it names
// each file that is there with its size and sum, once, and nothing else; no
// path out of the folder is ever looked at.
func FuzzVerify(f *testing.F) {
	above := f.TempDir()
	dir := filepath.Join(above, "public")
	publish(f, dir, site("index.html", "i", "notices/a.html", "a"), ordinary)
	put(f, above, "precious.txt", "precious")
	whole, err := os.ReadFile(filepath.Join(dir, recordName))
	if err != nil {
		f.Fatal(err)
	}
	var truth record
	if err := json.Unmarshal(whole, &truth); err != nil {
		f.Fatal(err)
	}
	f.Add(whole, "notices/b.html", int64(1))
	f.Add(whole[:len(whole)/2], "../precious.txt", int64(8))
	f.Add([]byte(`{"files":[]}`), "index.html", int64(1))
	f.Add([]byte(`{"files":null}`), filepath.Join(above, "precious.txt"), int64(-1))
	f.Add([]byte(`{"files":[{"path":"a","size":1,"sha256":"zz"}]}`), "notices", int64(1<<63-1))
	f.Fuzz(func(t *testing.T, text []byte, name string, size int64) {
		verified(t, dir, text, truth)
		more := record{Version: name, Clock: name, Files: slices.Clone(truth.Files)}
		if v := verified(t, dir, more.bytes(), truth); !v.Whole() {
			t.Errorf("whole, and yet %+v", v)
		}
		more.Files = append(more.Files, entry{name, size, sha256.Sum256([]byte("precious"))})
		if v := verified(t, dir, more.bytes(), truth); v.Whole() {
			t.Errorf("%q is named as well, and the folder is whole", name)
		}
	})
}

// verified verifies a folder with a text as its build.json, and holds the
// verdict against what is known to be there.
func verified(t *testing.T, dir string, text []byte, truth record) Verdict {
	t.Helper()
	put(t, dir, recordName, string(text))
	v, err := Verify(dir, nil, nil)
	var r record
	if readable := json.Unmarshal(text, &r) == nil && r.Files != nil; !readable {
		if !errors.Is(err, ErrNoRecord) {
			t.Fatalf("%q is a record: %v", text, err)
		}
		return v
	}
	if err != nil || v.Files != len(r.Files) {
		t.Fatalf("%d files, %v; want %d", v.Files, err, len(r.Files))
	}
	there, named := map[entry]bool{}, map[entry]bool{}
	for _, e := range truth.Files {
		there[e] = true
	}
	for _, e := range r.Files {
		named[e] = true
	}
	if want := maps.Equal(there, named) && len(r.Files) == len(named); v.Whole() != want {
		t.Fatalf("whole is %v for %q: %+v", !want, text, v)
	}
	for _, p := range slices.Concat(v.Missing, v.Changed) {
		if !filepath.IsLocal(p) {
			t.Errorf("%q was looked for", p)
		}
	}
	return v
}

// TestVerifyIsBounded wants a build.json that is larger than any to be none.
func TestVerifyIsBounded(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, recordName, "{}")
	if err := os.Truncate(filepath.Join(dir, recordName), maxRecord+1); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(dir, nil, nil); !errors.Is(err, ErrNoRecord) {
		t.Error(err)
	}
}
