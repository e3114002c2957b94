package build

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/output"
)

// linkingSite has a notice that links to one that begins later.
func linkingSite(ahead string) fstest.MapFS {
	file := func(data string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(data)} }
	return fstest.MapFS{
		"config.toml":              file("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\nahead_days = " + ahead + "\n"),
		"content/notices/a.md":     file(noticeText + "+++\n见[结果](later.md#list)。\n"),
		"content/notices/later.md": file("+++\ntitle = \"结果\"\nkind = \"notice\"\ndate = 2026-11-25\nfrom = 2026-11-25T10:30\nuntil = 2026-12-28\n+++\n\n## 名单 {#list}\n\n都合格。\n"),
	}
}

// A link to what is not published yet appears when it is, with no other word
// changed, in a build at the moment that the one before announced.
func TestLinkAppearsWithItsTarget(t *testing.T) {
	for ahead, opens := range map[string]string{"0": "2026-11-25T10:30", "2": "2026-11-23T00:00"} {
		site := linkingSite(ahead)
		now := time.Date(2026, 11, 22, 9, 0, 0, 0, china)
		appears, err := time.ParseInLocation("2006-01-02T15:04", opens, china)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "public")
		var saved *Saved
		var key output.Key
		for range 6 {
			report, err := Run(Request{FS: site, Dir: dir, Now: now, Saved: saved, Program: "test"})
			if err != nil || report.Problems.HasErrors() {
				t.Fatal(err, report.Problems)
			}
			plan := Prepare(Request{FS: site, Now: now})
			was := key
			for _, f := range plan.Files {
				if f.Path == "notices/a.html" {
					key = f.Key
				}
			}
			due := !now.Before(appears)
			if changed := !was.IsZero() && was != key; changed != now.Equal(appears) {
				t.Errorf("ahead_days %s, %s: that the key has changed is %v", ahead, now, changed)
			}
			tree := publishedTree(t, dir)
			if linked := strings.Contains(tree["notices/a.html"], `href="../notices/later.html#list"`); linked != due {
				t.Errorf("ahead_days %s, %s: that there is a link is %v", ahead, now, linked)
			}
			if !strings.Contains(tree["notices/a.html"], "结果") {
				t.Errorf("ahead_days %s, %s: the words of the link are gone", ahead, now)
			}
			if _, there := tree["notices/later.html"]; there != due {
				t.Errorf("ahead_days %s, %s: that there is a page is %v", ahead, now, there)
			}
			warned := false
			for _, p := range report.Problems {
				warned = warned || p.Code == "unpublished-link"
			}
			if warned == due {
				t.Errorf("ahead_days %s, %s: that there is a warning is %v", ahead, now, warned)
			}
			if report.Saved != nil {
				saved = report.Saved
			}
			if !report.NextChange.After(now) || now.Before(appears) && report.NextChange.After(appears) {
				t.Fatalf("ahead_days %s, %s: the next change is announced for %s", ahead, now, report.NextChange)
			}
			now = report.NextChange
		}
		if !now.After(appears) {
			t.Errorf("ahead_days %s: the clock only came to %s", ahead, now)
		}
	}
}

// A link to what was withdrawn leads to the page that says why.
func TestLinkToWithdrawn(t *testing.T) {
	site := linkingSite("7")
	later := string(site["content/notices/later.md"].Data)
	later = strings.Replace(later, "from = 2026-11-25T10:30\n", "from = 2026-11-20\nwithdrawn = { on = 2026-11-21, why = \"写错了\" }\n", 1)
	site["content/notices/later.md"] = &fstest.MapFile{Data: []byte(later)}
	report, dir, err := runIn(t, site, "2026-11-22T09:00")
	if err != nil || report.Problems.Fail(true) {
		t.Fatal(err, report.Problems)
	}
	if !strings.Contains(publishedTree(t, dir)["notices/a.html"], `href="../notices/later.html#list"`) {
		t.Error("there is no link")
	}
}
