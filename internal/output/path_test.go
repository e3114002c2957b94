package output

import (
	"path/filepath"
	"strings"
	"testing"

	"banbao/internal/diag"
)

func TestBadPath(t *testing.T) {
	good := []string{
		"index.html", "notices/fire-drill.html", "notices/消防演练.html", "a b.txt", ".well-known/x", ".nojekyll",
		"console.html", "communal/nully.html", "com.html", "com10.html", "data/build.json", "assets/a.1f2e3d4c.css",
		strings.Repeat("a", 240), "..a/b", "a..b", "é.html",
	}
	for _, p := range good {
		if why, bad := badPath(p); bad {
			t.Errorf("%q is refused: %s", p, why.En)
		}
	}
	bad := []string{
		"", "/", "/etc/passwd", "..", "../x", "a/../b", "a/..", "./a", "a/./b", "a//b", "a/", `a\b`, `..\x`, "C:/x", "c:x",
		"nul", "NUL", "nul.html", "a/con.txt", "aux/b.html", "com1", "COM9.html", "lpt¹.txt", "prn .txt", "conin$",
		"a.", "a./b", "a ", "a /b", "a?b", "a*b", "a|b", "a<b", `a"b`, "a\x00b", "a\nb", "a\x7fb", "a\u202eb", "a\xffb",
		"build.json", "BUILD.JSON", "build.json/x", ".banbao-next", ".banbao-next/new/0/1", ".Banbao-Next/x",
		strings.Repeat("a", 241), strings.Repeat("板", 81),
	}
	for _, p := range bad {
		if _, bad := badPath(p); !bad {
			t.Errorf("%q is allowed", p)
		}
	}
}

func TestPathConflicts(t *testing.T) {
	tables := []struct {
		a, b string
		want bool
	}{
		{"a.html", "a.html", true},
		{"a.html", "A.HTML", true},
		{"notices/É.html", "notices/e\u0301.html", true}, // composed capital, decomposed small letter
		{"k.html", "\u212a.html", true},                  // the Kelvin sign
		{"σ.html", "ς.html", true},
		{"板报.html", "板報.html", false},
		{"a.html", "b/a.html", false},
		{"a/b.html", "a", true},
		{"a", "A/b/c.html", true},
		{"a/b.html", "a/c.html", false},
	}
	for _, c := range tables {
		files := []File{
			{Path: c.a, Source: diag.Pos{File: "content/one.md", Line: 3}},
			{Path: c.b, Source: diag.Pos{File: "content/two.md"}},
		}
		problems := checkPaths(files)
		if got := len(problems) == 1 && problems[0].Code == "path-conflict"; got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, problems)
		}
		if c.want {
			text := problems[0].Error()
			if !strings.Contains(text, "content/one.md") || !strings.Contains(text, "content/two.md") {
				t.Errorf("%s and %s: both sources should be named in %q", c.a, c.b, text)
			}
		}
	}
}

func FuzzPath(f *testing.F) {
	for _, s := range []string{"a/b.html", "../x", "nul.txt", `a\b`, "板报.html", "É", "a/./b", "\u212a"} {
		f.Add(s)
	}
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, p string) {
		if _, bad := badPath(p); bad {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(p)) {
			t.Errorf("%q leaves the folder", p)
		}
		rel, err := filepath.Rel(root, filepath.Join(root, filepath.FromSlash(p)))
		if err != nil || filepath.ToSlash(rel) != p {
			t.Errorf("%q becomes %q (%v)", p, rel, err)
		}
		if once := foldPath(p); foldPath(once) != once || foldPath(strings.ToUpper(p)) == "" {
			t.Errorf("folding %q is not stable: %q", p, once)
		}
	})
}
