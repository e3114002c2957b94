package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const top = "../.."

// homes names the import paths of the outside libraries in the table.
var homes = map[string][]string{
	"goldmark":  {"github.com/yuin/goldmark"},
	"toml":      {"github.com/BurntSushi/toml"},
	"minify":    {"github.com/tdewolff/minify/v2", "github.com/tdewolff/parse/v2"},
	"fsnotify":  {"github.com/fsnotify/fsnotify"},
	"kong":      {"github.com/alecthomas/kong"},
	"x/text":    {"golang.org/x/text"},
	"flock":     {"github.com/gofrs/flock"},
	"x/image":   {"golang.org/x/image"},
	"x/sys":     {"golang.org/x/sys"},
	"chromedp":  {"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"},
	"go-pinyin": {"github.com/mozillazg/go-pinyin"},
	"rsc.io/qr": {"rsc.io/qr"},
}

type row struct{ imports, libraries []string }

// table reads the package table of ARCHITECTURE.md.
func table(t *testing.T) map[string]row {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]row{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 || strings.Contains(line, "---") || strings.TrimSpace(cells[1]) == "package" {
			continue
		}
		rows[strings.TrimSpace(cells[1])] = row{words(cells[3]), words(cells[4])}
	}
	if len(rows) < 10 {
		t.Fatalf("found only %d packages in the table", len(rows))
	}
	return rows
}

func words(cell string) []string {
	var out []string
	for w := range strings.SplitSeq(cell, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// source is one Go file that is not a test.
type source struct {
	pkg, path string
	file      *ast.File
	set       *token.FileSet
}

func sources(t *testing.T) []source {
	t.Helper()
	return sourcesIn(t, filepath.Join(top, "internal"))
}

func sourcesIn(t *testing.T, root string) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == "testdata" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(p))
		out = append(out, source{filepath.ToSlash(rel), p, f, set})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportsFollowTheTable(t *testing.T) {
	rows := table(t)
	used := map[string]map[string]bool{}
	for _, s := range sources(t) {
		allowed, ok := rows[s.pkg]
		if !ok {
			t.Errorf("%s: package %s has no row in ARCHITECTURE.md", s.path, s.pkg)
			continue
		}
		if used[s.pkg] == nil {
			used[s.pkg] = map[string]bool{}
		}
		for _, spec := range s.file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			at := s.set.Position(spec.Pos())
			name, ours := strings.CutPrefix(path, "banbao/internal/")
			if path == "banbao/themes" {
				name, ours = "themes", true
			}
			switch {
			case ours:
				used[s.pkg][name] = true
				if !slices.Contains(allowed.imports, name) {
					t.Errorf("%s: %s may not import %s", at, s.pkg, name)
				}
			case strings.Contains(strings.Split(path, "/")[0], "."):
				library := ""
				for word, prefixes := range homes {
					for _, prefix := range prefixes {
						if path == prefix || strings.HasPrefix(path, prefix+"/") {
							library = word
						}
					}
				}
				used[s.pkg][library] = true
				if !slices.Contains(allowed.libraries, library) {
					t.Errorf("%s: %s is not the home of %s", at, s.pkg, path)
				}
			}
		}
	}
	for pkg, r := range rows {
		for _, name := range slices.Concat(r.imports, r.libraries) {
			if !used[pkg][name] {
				t.Errorf("ARCHITECTURE.md: %s does not import %s", pkg, name)
			}
		}
	}
}

// forTests are packages that only tests import.
var forTests = []string{"outside", "chrome"}

func TestOnlyTestsImportWhatIsForTests(t *testing.T) {
	for _, dir := range []string{"cmd", "bench"} {
		for _, s := range sourcesIn(t, filepath.Join(top, dir)) {
			for _, spec := range s.file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				if name, ours := strings.CutPrefix(path, "banbao/internal/"); ours && slices.Contains(forTests, name) {
					t.Errorf("%s imports %s, which is for tests", s.path, name)
				}
			}
		}
	}
	for pkg, r := range table(t) {
		for _, name := range r.imports {
			if slices.Contains(forTests, name) && !slices.Contains(forTests, pkg) {
				t.Errorf("ARCHITECTURE.md: %s imports %s, which is for tests", pkg, name)
			}
		}
	}
}

// clock and disk are calls that only a few packages may make.
var (
	clock = []string{"time.Now", "time.Since", "time.Until"}
	disk  = []string{"os.Create", "os.CreateTemp", "os.WriteFile", "os.OpenFile", "os.Mkdir", "os.MkdirAll", "os.MkdirTemp", "os.Remove", "os.RemoveAll", "os.Rename", "os.Link", "os.Symlink", "os.Truncate", "os.Chmod", "os.Chtimes"}
)

func TestOnlyAFewTouchClockAndDisk(t *testing.T) {
	for _, s := range sources(t) {
		if slices.Contains(forTests, s.pkg) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: there is an init", s.set.Position(f.Pos()))
			}
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok || pkg.Obj != nil {
				return true
			}
			call := pkg.Name + "." + sel.Sel.Name
			at := s.set.Position(sel.Pos())
			if slices.Contains(clock, call) && s.pkg != "cli" {
				t.Errorf("%s: %s outside cli", at, call)
			}
			if slices.Contains(disk, call) && s.pkg != "output" && s.pkg != "serve" && s.pkg != "cli" {
				t.Errorf("%s: %s outside output, serve and cli", at, call)
			}
			return true
		})
	}
}

func TestNothingIsCalledUtil(t *testing.T) {
	for _, s := range sources(t) {
		base := filepath.Base(s.pkg)
		for _, word := range []string{"util", "utils", "common", "helper", "helpers", "manager"} {
			if base == word || strings.TrimSuffix(filepath.Base(s.path), ".go") == word {
				t.Errorf("%s: a name that says nothing", s.path)
			}
		}
	}
}
