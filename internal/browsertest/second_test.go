package browsertest

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/output"
	nouns "banbao/internal/site"
)

// looked are the kinds of page that are looked at in another theme and in the
// other script: these have all that pages have.
var looked = []string{"home", "notices", "notice-notice", "notice-urgent", "calendar", "rankings", "ranking-stars", "guide"}

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

// chalked serves pages of the sample site in the theme of chalk on green.
func chalked(t *testing.T, paths []string) string {
	t.Helper()
	sample := os.DirFS(root)
	config, err := fs.ReadFile(sample, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	config = bytes.Replace(config, []byte(`theme = "default"`), []byte(`theme = "blackboard"`), 1)
	plan := build.Prepare(build.Request{Now: built, Version: "test", FS: themed{sample, fstest.MapFS{"config.toml": {Data: config}}}})
	if slices.ContainsFunc(plan.Problems, func(p diag.Problem) bool { return p.Severity() == diag.Error }) {
		t.Fatal(plan.Problems)
	}
	dir := t.TempDir()
	wanted := slices.DeleteFunc(plan.Files, func(f output.File) bool {
		return !slices.Contains(paths, f.Path) && !strings.HasPrefix(f.Path, "assets/") && !strings.HasPrefix(f.Path, "media/") && !strings.HasSuffix(f.Path, ".js")
	})
	if _, err := output.Publish(dir, shared(wanted), output.Options{Version: "test", Clock: built}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// TestBlackboardTheme looks at the theme of chalk on green: contrast is 7:1,
// and nothing sticks out, in ordinary and in large type, by day and by night.
func TestBlackboardTheme(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		missing(t, "axe-core is not installed (npm ci)")
	}
	var paths []string
	for _, k := range kinds(t) {
		if slices.Contains(looked, k.name) {
			paths = append(paths, k.path)
		}
	}
	address := chalked(t, paths)
	b := open(t)
	for _, path := range paths {
		b.size(1280, 900)
		b.visit(address + path)
		eval[any](b, "(() => {"+string(script)+"})()")
		if ground := eval[string](b, `getComputedStyle(document.documentElement).backgroundColor`); ground != "rgb(35, 57, 47)" {
			t.Errorf("%s: the ground is %s", path, ground)
		}
		for _, elder := range []bool{false, true} {
			if elder {
				eval[any](b, `document.getElementById("elder").click()`)
			}
			rules := elderRules
			if elder { // what large type and the night can break
				rules = elderColours
			}
			for _, width := range []int64{390, 1280} {
				b.size(width, 900)
				b.dark(elder) // it is the same by night
				if found := b.axe(rules); found != "" {
					t.Errorf("%s at %d px, large type %v:\n%s", path, width, elder, found)
				}
				if found := eval[string](b, sticksOut); found != "" {
					t.Errorf("%s at %d px, large type %v: %s", path, width, elder, found)
				}
			}
		}
		eval[any](b, `document.getElementById("elder").click()`)
	}
}

// TestTraditional looks at pages in Traditional script, and goes from each to
// the other script and back.
func TestTraditional(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile(axeScript)
	if err != nil {
		missing(t, "axe-core is not installed (npm ci)")
	}
	b := open(t)
	for _, k := range kinds(t) {
		if !slices.Contains(looked, k.name) {
			continue
		}
		b.visit(site(t).http + nouns.Traditional + "/" + k.path)
		eval[any](b, "(() => {"+string(script)+"})()")
		for _, width := range []int64{390, 1280} {
			b.size(width, 900)
			if found := b.axe(ordinaryRules); found != "" {
				t.Errorf("%s at %d px in Traditional script:\n%s", k.path, width, found)
			}
			if found := eval[string](b, sticksOut); found != "" {
				t.Errorf("%s at %d px in Traditional script: %s", k.path, width, found)
			}
		}
		said := b.text()
		if strings.ContainsAny(said, "这们办标历时间关请务员为") || !strings.ContainsAny(said, "這們辦標曆時間關請務員為") {
			t.Errorf("%s is not all in Traditional script", k.path)
		}
		const other = `document.querySelector("a[hreflang]").href`
		back := eval[string](b, other)
		if want := site(t).http + k.path; back != want {
			t.Errorf("%s: the other script is at %s", k.path, back)
		}
		b.visit(back)
		if forth, want := eval[string](b, other), site(t).http+nouns.Traditional+"/"+k.path; forth != want {
			t.Errorf("%s: the other script is at %s", k.path, forth)
		}
	}
	if requests, noise := b.heard(); len(noise) > 0 {
		t.Errorf("asked for %d things, and the console says %q", len(requests), noise)
	}
}
