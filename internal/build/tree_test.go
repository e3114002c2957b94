package build

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"banbao/internal/diag"
)

func messages(l diag.List) string {
	var b strings.Builder
	l.Print(&b, "en", diag.Style{})
	return b.String()
}

// clockLine is the only thing that a build with nothing to do leaves as it was.
var clockLine = regexp.MustCompile(`"clock": ?"[^"]*"`)

func compareTrees(t *testing.T, when, got, want string) {
	t.Helper()
	a, b := publishedTree(t, got), publishedTree(t, want)
	var names []string
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		x, inA := a[name]
		y, inB := b[name]
		if name == "build.json" {
			x, y = clockLine.ReplaceAllString(x, ""), clockLine.ReplaceAllString(y, "")
		}
		switch {
		case !inA:
			t.Fatalf("%s: %s is missing", when, name)
		case !inB:
			t.Fatalf("%s: %s should be gone", when, name)
		case x != y:
			t.Fatalf("%s: %s differs\n%s\na clean build has\n%s", when, name, around(x, y), around(y, x))
		}
	}
}

// around is the place where two texts part.
func around(x, y string) string {
	i := 0
	for i < min(len(x), len(y)) && x[i] == y[i] {
		i++
	}
	return x[max(0, i-80):min(len(x), i+80)]
}

func publishedTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
