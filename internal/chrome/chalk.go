package chrome

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// themed is the sample site with another theme.
type themed struct {
	fs.FS
	config fs.FS
}

func (s themed) Open(name string) (fs.File, error) {
	if name == "config.toml" {
		return s.config.Open(name)
	}
	return s.FS.Open(name)
}

// Chalked serves pages of the sample site in the theme of chalk on green.
func Chalked(t testing.TB, paths []string) string {
	t.Helper()
	sample := os.DirFS(Root)
	config, err := fs.ReadFile(sample, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	config = bytes.Replace(config, []byte(`theme = "default"`), []byte(`theme = "blackboard"`), 1)
	plan := build.Prepare(build.Request{Now: Built, Version: "test", FS: themed{sample, fstest.MapFS{"config.toml": {Data: config}}}})
	if slices.ContainsFunc(plan.Problems, func(p diag.Problem) bool { return p.Severity() == diag.Error }) {
		t.Fatal(plan.Problems)
	}
	dir := t.TempDir()
	wanted := slices.DeleteFunc(plan.Files, func(f output.File) bool {
		return !slices.Contains(paths, f.Path) && !strings.HasPrefix(f.Path, "assets/") && !strings.HasPrefix(f.Path, "media/") && !strings.HasSuffix(f.Path, ".js")
	})
	if _, err := output.Publish(dir, Shared(wanted), output.Options{Version: "test", Clock: Built}); err != nil {
		t.Fatal(err)
	}
	return ServeFolder(t, dir)
}
