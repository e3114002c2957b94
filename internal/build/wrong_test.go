package build

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/grid"
	"banbao/internal/theme"
)

var update = flag.Bool("update", false, "write what is printed into the archives of testdata/wrong")

// wrongSite is one archive of testdata/wrong: a site with a mistake in it.
//
// Its comment says who makes the mistake, and may set, each on a line:
//
//	clock: 2026-11-22T09:00      the moment of the build, in China
//	strict: true                 also drafts, force, record
//	without: config.toml         a file of defaults.txtar that is not there
//	link: content/notices/a.md -> ../../b.md
//	lacks: 㙍                     what no font has
//	check: true                  what check prints, which says more than a build
//	import: a.xlsx a             a spreadsheet to fill a ranking from, before anything is built
//
// Files stand where a site has them; those below before/ are added to the site
// for an earlier build, those below public/ are put there after it. A name may
// end in .hex, .gbk, .utf16, .9mb or .101mb: the text then becomes such bytes,
// is repeated to that size, or is followed by nothing up to that size. want-zh and want-en hold what is printed.
type wrongSite struct {
	name, path string
	archive    *txtar.Archive
	settings   map[string][]string
}

// code is the one that the archive is named for: no-equals.txtar and
// no-equals-2.txtar.
func (w wrongSite) code() diag.Code { return diag.Code(numbered.ReplaceAllString(w.name, "")) }

var (
	numbered = regexp.MustCompile(`-\d+$`)
	setting  = regexp.MustCompile(`(?m)^(clock|strict|drafts|force|record|without|link|lacks|check|import): (.+)$`)
)

func wrongSites(t *testing.T) []wrongSite {
	t.Helper()
	paths, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []wrongSite
	for _, p := range paths {
		w := wrongSite{name: strings.TrimSuffix(filepath.Base(p), ".txtar"), path: p, settings: map[string][]string{}}
		if w.name == "defaults" {
			continue
		}
		w.archive = archive(t, p)
		for _, m := range setting.FindAllSubmatch(w.archive.Comment, -1) {
			w.settings[string(m[1])] = append(w.settings[string(m[1])], string(m[2]))
		}
		all = append(all, w)
	}
	return all
}

func archive(t *testing.T, path string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// lay writes the files that keep accepts into a folder.
func lay(t *testing.T, dir string, files []txtar.File, keep func(string) (string, bool)) {
	t.Helper()
	for _, f := range files {
		name, ok := keep(f.Name)
		if !ok {
			continue
		}
		data := f.Data
		var err error
		switch filepath.Ext(name) {
		case ".hex":
			data, err = hex.DecodeString(strings.Join(strings.Fields(string(data)), ""))
		case ".gbk":
			data, err = simplifiedchinese.GBK.NewEncoder().Bytes(data)
		case ".utf16":
			data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(data)
		case ".9mb":
			data = bytes.Repeat(data, 9<<20/len(data))
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		hole := filepath.Ext(name) == ".101mb"
		for _, ext := range []string{".hex", ".gbk", ".utf16", ".9mb", ".101mb"} {
			name = strings.TrimSuffix(name, ext)
		}
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if hole {
			if err := os.Truncate(p, 101<<20); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// site lays the archive's own files over the defaults.
func (w wrongSite) site(t *testing.T, dir string) {
	t.Helper()
	lay(t, dir, archive(t, "testdata/wrong/defaults.txtar").Files, func(name string) (string, bool) {
		return name, !slices.Contains(w.settings["without"], name)
	})
	lay(t, dir, w.archive.Files, func(name string) (string, bool) {
		return name, !strings.HasPrefix(name, "want-") && !strings.HasPrefix(name, "before/") && !strings.HasPrefix(name, "public/")
	})
	for _, l := range w.settings["link"] {
		from, to, _ := strings.Cut(l, " -> ")
		p := filepath.Join(dir, filepath.FromSlash(from))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.FromSlash(to), p); err != nil {
			t.Skip("this system makes no links: ", err)
		}
	}
}

// request is the one that the archive asks for.
func (w wrongSite) request(t *testing.T, dir, public string) Request {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	clock := "2026-11-22T09:00"
	if set := w.settings["clock"]; set != nil {
		clock = set[0]
	}
	now, err := time.ParseInLocation("2006-01-02T15:04", clock, china)
	if err != nil {
		t.Fatal(err)
	}
	record := ""
	if w.settings["record"] != nil {
		record = filepath.Join(dir, "record")
	}
	var hasGlyph func(rune) bool
	if lacks := w.settings["lacks"]; lacks != nil {
		hasGlyph = func(c rune) bool { return !strings.ContainsRune(lacks[0], c) }
	}
	var kept *Kept // most have the theme of the program, which is loaded once for them
	if fsys := root.FS(); !exists(filepath.Join(dir, "themes")) {
		kept = &Kept{listing: newListing(fsys), theme: defaultTheme(), name: "default"}
	}
	return Request{
		HasGlyph: hasGlyph, Kept: kept, Changed: []string{config.File},
		FS: root.FS(), Dir: public, Now: now, Record: record,
		Drafts: w.settings["drafts"] != nil, Strict: w.settings["strict"] != nil, Force: w.settings["force"] != nil,
	}
}

var defaultTheme = sync.OnceValue(func() *theme.Theme {
	t, _ := theme.Load(nil, theme.Settings{Name: "default"})
	return t
})

var china = time.FixedZone("CST", 8*60*60)

// problems are those that a build of the archive prints. What it does to the
// disk is checked on the way.
func (w wrongSite) problems(t *testing.T) diag.List {
	t.Helper()
	public := filepath.Join(t.TempDir(), "public")
	earlier := t.TempDir()
	w.site(t, earlier)
	before := func(name string) (string, bool) { return strings.CutPrefix(name, "before/") }
	if slices.ContainsFunc(w.archive.Files, func(f txtar.File) bool { _, ok := before(f.Name); return ok }) {
		lay(t, earlier, w.archive.Files, before)
		report, err := Run(w.request(t, earlier, public))
		if err != nil || report.Problems.Fail(false) {
			t.Fatal("the earlier build: ", err, report.Problems)
		}
	}
	lay(t, public, w.archive.Files, func(name string) (string, bool) { return strings.CutPrefix(name, "public/") })
	clean := !exists(public)

	dir := t.TempDir()
	w.site(t, dir)
	r := w.request(t, dir, public)
	if set := w.settings["import"]; set != nil {
		return imported(t, r.FS, set[0])
	}
	checked, err := Check(r)
	if err != nil {
		t.Fatal(err)
	}
	was := tree(t, public)
	report, err := Run(r)
	if err != nil {
		t.Fatal(err)
	}
	built := report
	if built.Problems.Fail(r.Strict) && tree(t, public) != was {
		t.Error("the build failed, and yet it changed what was published")
	}
	for _, p := range built.Problems { // check says more
		if one := printed(diag.List{p}, "en"); clean && !strings.Contains(printed(checked.Problems, "en"), one) {
			t.Errorf("build says what check does not:\n%s", one)
		}
	}
	if w.settings["check"] != nil {
		built.Problems = checked.Problems
	}
	// Most archives are about another year's end; only one is about this.
	return slices.DeleteFunc(built.Problems, func(p diag.Problem) bool {
		return p.Code == "no-holidays" && w.code() != "no-holidays"
	})
}

// imported are the problems of importing a spreadsheet into a ranking.
func imported(t *testing.T, fsys fs.FS, files string) diag.List {
	t.Helper()
	sheet, slug, _ := strings.Cut(files, " ")
	src, err := fs.ReadFile(fsys, sheet)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := grid.Read(sheet, src)
	if err != nil {
		t.Fatal(err)
	}
	cfg, _ := config.Load(fsys)
	_, problems := content.ImportRanking(fsys, cfg, "content/rankings/"+slug+".toml", sheet, rows, nil)
	return problems.Sort()
}

func exists(p string) bool { _, err := os.Lstat(p); return err == nil }

// tree is a folder as text.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		fmt.Fprintf(&b, "%s\n%s\n", p, data)
		return err
	})
	if err != nil && exists(dir) {
		t.Fatal(err)
	}
	return b.String()
}

func printed(l diag.List, lang string) string {
	var b bytes.Buffer
	l.Print(&b, lang, diag.Style{})
	return b.String()
}

// TestWrongSites builds every archive and compares what is printed.
func TestWrongSites(t *testing.T) {
	for _, w := range wrongSites(t) {
		t.Run(w.name, func(t *testing.T) {
			problems := w.problems(t)
			if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Code == w.code() }) {
				t.Errorf("there is no %s", w.code())
			}
			if !slices.IsSortedFunc(problems, func(a, b diag.Problem) int {
				return bytes.Compare(place(a), place(b))
			}) {
				t.Error("the problems are not in the order of their places")
			}
			for _, lang := range []string{"zh", "en"} {
				w.compare(t, "want-"+lang, printed(problems, lang))
			}
		})
	}
}

func place(p diag.Problem) []byte {
	return fmt.Appendf(nil, "%s\x00%06d\x00%06d", p.Pos.File, p.Pos.Line, p.Pos.Column)
}

func (w wrongSite) compare(t *testing.T, name, got string) {
	t.Helper()
	i := slices.IndexFunc(w.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if *update {
		if i < 0 {
			i = len(w.archive.Files)
			w.archive.Files = append(w.archive.Files, txtar.File{Name: name})
		}
		w.archive.Files[i].Data = []byte(got)
		if err := os.WriteFile(w.path, txtar.Format(w.archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := ""
	if i >= 0 {
		want = string(w.archive.Files[i].Data)
	}
	if got != want {
		t.Errorf("%s: printed\n%s\nwant\n%s", name, got, want)
	}
}

// TestEveryMessageHasAWrongSite counts the archives against the catalog.
func TestEveryMessageHasAWrongSite(t *testing.T) {
	have := map[diag.Code]bool{}
	for _, w := range wrongSites(t) {
		have[w.code()] = true
		if !slices.Contains(diag.Codes(), w.code()) {
			t.Errorf("%s: the catalog has no code %s", w.path, w.code())
		}
	}
	for _, code := range diag.Codes() {
		if !have[code] {
			t.Errorf("testdata/wrong/%s.txtar is missing", code)
		}
	}
}
