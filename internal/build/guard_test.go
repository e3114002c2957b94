package build

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banbao/internal/outside"
)

// What a build may cost, in counts that no machine changes. They stand a
// little above what was measured; whoever needs more says why in the commit.
const (
	guardPages      = 400
	opensBesides    = 12
	opensForFeeds   = 30 // each text of a feed once, for whichever of them comes first
	opensForIndex   = 16 // a block of texts to be found, when one of them has changed
	opensForNothing = 0
)

// limits are what one page may cost.
type limits struct {
	sheets  bool // every notice is printed as well
	allocs  int  // cold, everything in it: read, decode, render, minify, write
	bytes   int
	opens   int // once to be loaded, once for each time it is rendered
	other   int // allocations for each page, when one text has changed
	written int // files that a new word in one notice may rewrite
}

// A sheet costs about as much as a page to make, and next to nothing where it
// is as it was. A theme of its own, which switches
// them off, costs some hundred allocations a build.
var guards = map[string]limits{
	// A dozen of the last but one are the links of the tree that stands in
	// while a small site is published.
	// The feeds, which do not grow with the site, are 5 kB and 5 allocations for
	// each of these few pages. What pages say to search engines is 60 and 4 kB.
	// One more summary writes the data of its year again, and here that is all.
	// The index for searching reads each text once more; its tables, which do not
	// grow either, are a kilobyte for each.
	// The pages of months name each thing twice, when it came and when it went: a
	// hundred and thirty allocations, until a month has more than it names.
	// Links to what belongs to a page are made once for each item: a hundred
	// allocations.
	"pages":  {false, 1290, 160 << 10, 3, 385, 12},
	"sheets": {true, 1700, 208 << 10, 4, 345, 13},
}

// counting counts the files of content that are opened.
type counting struct {
	fs.FS
	opened *atomic.Int64
}

func (c counting) Open(name string) (fs.File, error) {
	f, err := c.FS.Open(name)
	if err == nil {
		if info, statErr := f.Stat(); statErr == nil && !info.IsDir() {
			c.opened.Add(1)
		}
	}
	return f, err
}

// Stat looks at a file without opening it.
func (c counting) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// TestGuard watches the cost of a cold build, of one with nothing to do, and
// of one after a single edit, without paper and with it.
func TestGuard(t *testing.T) {
	for name, most := range guards {
		t.Run(name, func(t *testing.T) { guard(t, most) })
	}
}

func guard(t *testing.T, most limits) {
	if outside.Raced {
		most.allocs, most.bytes, most.other = most.allocs*6/5, most.bytes*2, most.other*6/5
	}
	dir := t.TempDir()
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	write := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		old = old.Add(time.Second)
		if err := os.Chtimes(full, old, old); err != nil {
			t.Fatal(err)
		}
	}
	notice := func(i int, word string) string {
		body := strings.Repeat("为了大家住得**安心**，居委会将在近期分批进行消防检查，请提前做好准备。"+word+"\n\n", 12)
		return fmt.Sprintf("+++\ntitle = \"第%d号通知\"\nkind = \"notice\"\ndate = 2026-%02d-%02d\nuntil = 2027-06-01\ntags = [\"安全\"]\n+++\n\n%s## 怎么参加\n\n- 打电话\n- 到窗口\n\n%s", i, 1+i%11, 1+i%28, body, body)
	}
	write("config.toml", "title = \"计数社区\"\nbase_url = \"https://count.example/\"\n")
	if !most.sheets {
		write("themes/default/templates/sheet.html", "\n") // switches them off
	}
	for i := range guardPages {
		write(fmt.Sprintf("content/notices/n-%03d.md", i), notice(i, "好。"))
	}
	var opened atomic.Int64
	r := Request{
		FS: counting{os.DirFS(dir), &opened}, Dir: filepath.Join(t.TempDir(), "public"), Jobs: 1,
		Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("CST", 8*60*60)), Read: time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC), Program: "guard", Version: "guard",
	}
	run := func() Report {
		t.Helper()
		opened.Store(0)
		report, err := Run(r)
		if err != nil || report.Problems.HasErrors() {
			t.Fatal(err, report.Problems)
		}
		if report.Saved != nil {
			data, err := report.Saved.Encode("guard")
			if err != nil {
				t.Fatal(err)
			}
			r.Saved = DecodeSaved(data, "guard")
		}
		return report
	}

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cold := run()
	runtime.ReadMemStats(&after)
	allocs := int(after.Mallocs-before.Mallocs) / guardPages
	size := int(after.TotalAlloc-before.TotalAlloc) / guardPages
	t.Logf("cold: %d files, %d allocations and %d kB a page, %d files opened", cold.Written, allocs, size>>10, opened.Load())
	if allocs > most.allocs || size > most.bytes {
		t.Errorf("a page costs %d allocations and %d bytes; at most %d and %d were agreed on", allocs, size, most.allocs, most.bytes)
	}
	if n := opened.Load(); int(n) > guardPages*most.opens+opensBesides+opensForFeeds {
		t.Errorf("%d files were opened for %d pages", n, guardPages)
	}

	nothing := run()
	t.Logf("nothing changed: %d files opened", opened.Load())
	if opened.Load() > opensForNothing || nothing.Written != 0 || nothing.Unchanged != cold.Written {
		t.Errorf("nothing had changed, but %d files were opened and %d written", opened.Load(), nothing.Written)
	}

	write("content/notices/n-007.md", notice(7, "妙。"))
	runtime.ReadMemStats(&before)
	one := run()
	runtime.ReadMemStats(&after)
	allocs = int(after.Mallocs-before.Mallocs) / guardPages
	t.Logf("one text changed: %d files written, %d opened, %d allocations for each page of the site", one.Written, opened.Load(), allocs)
	if allocs > most.other {
		t.Errorf("one text was changed, and each page of the site cost %d allocations; at most %d were agreed on", allocs, most.other)
	}
	if one.Written == 0 || one.Written > most.written || int(opened.Load()) > most.opens+opensBesides+opensForIndex {
		t.Errorf("one text was changed, but %d files were opened and %d written: %v", opened.Load(), one.Written, one.WrittenPaths)
	}
}
