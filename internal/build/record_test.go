package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/diag"
	"banbao/internal/record"
)

// TestSampleRecord keeps the record of the sample site true: what was shown
// last is what its content says. With -update it writes the sums of today.
func TestSampleRecord(t *testing.T) {
	plan := Prepare(sample(time.Date(2026, 11, 22, 9, 0, 0, 0, china)))
	if plan.Site == nil {
		t.Fatal(plan.Problems)
	}
	for _, l := range plan.Record.Next(plan.Site) {
		if l.Event == record.Shown { // activities: nobody has counted them from the beginning
			continue
		}
		was := plan.Record.Of(l.Path).Sum
		if !*update {
			t.Errorf("%s is not as record/ has it; run go test ./internal/build -run SampleRecord -update", l.Path)
			continue
		}
		files, _ := filepath.Glob("../../record/*.txt")
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, bytes.ReplaceAll(text, []byte(was), []byte(l.Sum)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// recorded is a site with a record, built again and again.
type recorded struct {
	t      *testing.T
	dir    string
	public string
	saved  *Saved
}

const posted = `+++
title = "文明户公示"
kind = "publicity"
date = 2026-11-19
until = 2026-11-28

[publicity]
days = 5
unit = "calendar"
basis = "《评选办法》第九条"
objections = { to = "居务监督委员会", address = "1号窗口", phone = "0523-0600 1109", hours = "工作日8:30至17:30", supervisor = "街道文明办" }
+++
王某某一户。
`

const fair = `+++
title = "义诊"
start = "2026-11-25T09:00"
end = "11:00"
place = "文化广场"
+++
量血压。
`

func newRecorded(t *testing.T) *recorded {
	e := &recorded{t: t, dir: t.TempDir()}
	e.public = filepath.Join(e.dir, "public")
	e.write("config.toml", "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n")
	e.write("content/notices/honour.md", posted)
	e.write("content/activities/fair.md", fair)
	return e
}

func (e *recorded) write(name, text string) {
	e.t.Helper()
	p := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour) // so that times tell
	if err := os.Chtimes(p, old, old); err != nil {
		e.t.Fatal(err)
	}
}

// build builds for a day of November at nine, recorded.
func (e *recorded) build(day int, change func(*Request)) Report {
	e.t.Helper()
	now := time.Date(2026, 11, day, 9, 0, 0, 0, china)
	r := Request{FS: os.DirFS(e.dir), Dir: e.public, Now: now, Read: time.Now(), Record: filepath.Join(e.dir, "record"), Program: "test", Saved: e.saved}
	if change != nil {
		change(&r)
	}
	report, err := Run(r)
	if err != nil {
		e.t.Fatal(err)
	}
	if report.Saved != nil {
		e.saved = report.Saved
	}
	return report
}

// lines are those of the record's file, without remarks.
func (e *recorded) lines() []string {
	text, err := os.ReadFile(filepath.Join(e.dir, "record", "2026.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		e.t.Fatal(err)
	}
	return slices.DeleteFunc(strings.Split(string(text), "\n"), func(l string) bool { return l == "" || strings.HasPrefix(l, "#") })
}

func codes(l diag.List) []diag.Code {
	var out []diag.Code
	for _, p := range l {
		if p.Severity() > diag.Advice && p.Code != "no-holidays" {
			out = append(out, p.Code)
		}
	}
	return out
}

// TestRecord follows a publicity through its life.
func TestRecord(t *testing.T) {
	e := newRecorded(t)
	expect := func(what string, report Report, want []diag.Code, lines int) {
		t.Helper()
		if got := codes(report.Problems); !slices.Equal(got, want) {
			t.Errorf("%s: problems %v, want %v", what, got, want)
		}
		if got := e.lines(); len(got) != lines {
			t.Errorf("%s: %d lines, want %d:\n%s", what, len(got), lines, strings.Join(got, "\n"))
		}
	}
	expect("before its day", e.build(18, nil), nil, 1) // the activity
	expect("posted", e.build(19, nil), nil, 2)
	e.saved = nil
	expect("a draft build", e.build(20, func(r *Request) { r.Drafts = true }), nil, 2)
	e.saved = nil
	expect("nothing new", e.build(20, nil), nil, 2)

	changed := strings.Replace(posted, "王某某", "黄某某", 1)
	e.write("content/notices/honour.md", changed)
	expect("changed", e.build(21, nil), []diag.Code{"changed-publicity"}, 2)
	if page, _ := os.ReadFile(filepath.Join(e.public, "notices/honour.html")); !bytes.Contains(page, []byte("王某某")) {
		t.Error("a changed publicity was published")
	}
	marked := strings.Replace(changed, "\n+++\n", "\n\n[[corrections]]\ndate = 2026-11-21\ntext = \"姓氏写错了。\"\n+++\n", 1)
	e.write("content/notices/honour.md", marked)
	expect("corrected", e.build(21, nil), nil, 3)
	if page, _ := os.ReadFile(filepath.Join(e.public, "notices/honour.html")); !bytes.Contains(page, []byte("姓氏写错了。")) {
		t.Error("the page does not tell of the correction")
	}
	again := strings.Replace(marked, "一户", "两户", 1)
	e.write("content/notices/honour.md", again)
	expect("changed again", e.build(22, nil), []diag.Code{"changed-publicity"}, 3)
	e.write("content/notices/honour.md", strings.ReplaceAll(marked, "\n", "\r\n"))
	expect("from Windows", e.build(22, nil), nil, 3)
	e.write("content/notices/honour.md", changed)
	expect("without the correction", e.build(22, nil), []diag.Code{"lost-correction"}, 3)

	e.write("content/notices/honour.md", again)
	expect("over", e.build(26, nil), []diag.Code{"changed-after-publicity"}, 5) // and the activity has ended
	expect("an old clock", e.build(25, nil), []diag.Code{"record-clock"}, 5)
	expect("in the archive", e.build(30, nil), nil, 6)
	os.Remove(filepath.Join(e.dir, "content/notices/honour.md"))
	expect("gone", e.build(30, nil), nil, 6)
}

// TestRecordOfStages: a ranking that is announced before it has names begins
// its record with them, and an objection that changes it is its correction.
func TestRecordOfStages(t *testing.T) {
	e := newRecorded(t)
	os.Remove(filepath.Join(e.dir, "content/notices/honour.md"))
	ranking := func(score int, more string) string {
		return fmt.Sprintf(`title = "最美家庭"
form = "stars"
unit = "household"
date = 2026-11-02

[stages]
nomination = { from = 2026-11-02, to = 2026-11-10 }
review = { from = 2026-11-12 }
final = { on = 2026-11-26 }

[publicity]
days = 5
unit = "calendar"
start = 2026-11-19
basis = "《评选办法》"
objections = { to = "监委会", address = "1号窗口", phone = "0523-0600 1109", hours = "工作日", supervisor = "街道 0523-0600 0077" }

[[categories]]
id = "clean"
name = "整洁"
max = 1

[[entries]]
name = "王小芳"
scores = { clean = %d }
%s`, score, more)
	}
	page := func() string {
		text, err := os.ReadFile(filepath.Join(e.public, "rankings/a.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	e.write("content/rankings/a.toml", ranking(0, ""))
	for day := 5; day < 19; day += 13 / 2 {
		if got := codes(e.build(day, nil).Problems); len(got) > 0 || strings.Contains(page(), "王*芳") || !strings.Contains(page(), "名单到公示的时候公布") {
			t.Errorf("on day %d: %v, and perhaps a name", day, got)
		}
		if _, err := os.Stat(filepath.Join(e.public, "rankings/a.csv")); err == nil {
			t.Errorf("on day %d the table is public", day)
		}
	}
	lines := len(e.lines())
	if got := codes(e.build(19, nil).Problems); len(got) > 0 || !strings.Contains(page(), "王*芳") || len(e.lines()) != lines+1 {
		t.Errorf("posted: %v %q", got, e.lines())
	}
	e.write("content/rankings/a.toml", ranking(1, ""))
	if got := codes(e.build(20, nil).Problems); !slices.Equal(got, []diag.Code{"changed-publicity"}) {
		t.Errorf("changed without a word: %v", got)
	}
	e.write("content/rankings/a.toml", ranking(1, `
[[objections]]
received = 2026-11-20
about = "王小芳"
text = "门前干净了"
answered = 2026-11-21
answer = "属实"
change = { category = "clean", from = 0, to = 1 }
`))
	if got := codes(e.build(21, nil).Problems); len(got) > 0 || !strings.Contains(page(), "由0分改为1分") {
		t.Errorf("changed by an objection: %v", got)
	}
	if last := e.lines()[lines+1]; !strings.Contains(last, "corrected") {
		t.Errorf("the record says %q", last)
	}
}

// TestRevision counts the changes of an activity, as calendars do, the same
// before it is recorded and after.
func TestRevision(t *testing.T) {
	e := newRecorded(t)
	revision := func() int {
		t.Helper()
		plan := Prepare(Request{FS: os.DirFS(e.dir), Now: time.Date(2026, 11, 20, 9, 0, 0, 0, china)})
		return plan.Site.Activities[0].Revision
	}
	if revision() != 0 {
		t.Error("nobody has seen it, and yet it has changed")
	}
	e.build(19, nil)
	e.write("content/activities/fair.md", strings.Replace(fair, "文化广场", "一楼大厅", 1))
	before := revision()
	e.build(20, nil)
	if after := revision(); before != 1 || after != 1 {
		t.Errorf("revision %d before it was published, %d after", before, after)
	}
	e.write("content/activities/fair.md", fair) // back again is a change too
	e.build(21, nil)
	if got := revision(); got != 2 {
		t.Errorf("revision %d after two changes", got)
	}
}

// TestUnchangedBuildKnowsTheRecord: a build of which nothing has changed is
// told from what was saved, also right after one that added to the record; and
// is not where somebody else has.
func TestUnchangedBuildKnowsTheRecord(t *testing.T) {
	e := newRecorded(t)
	if e.build(19, nil).Recorded == 0 {
		t.Fatal("nothing was recorded")
	}
	r := Request{FS: os.DirFS(e.dir), Dir: e.public, Now: time.Date(2026, 11, 19, 10, 0, 0, 0, china), Read: time.Now(), Record: filepath.Join(e.dir, "record"), Program: "test", Saved: e.saved}
	inputs, _ := snapshot(r, r.FS)
	if _, ok := unchanged(r, inputs); !ok {
		t.Error("what the build added to the record made the next one build again")
	}
	name := filepath.Join(e.dir, "record", "2026.txt")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(text, []byte("文明户"), []byte("文明户们")), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, ok := unchanged(r, inputs); ok {
		t.Error("the record is another, and the build did not see it")
	}
}

// TestTwoBuildsRecordOnce: of two builds at once, one says it.
func TestTwoBuildsRecordOnce(t *testing.T) {
	e := newRecorded(t)
	done := make(chan error, 2)
	for k := range 2 {
		go func() {
			_, err := Run(Request{Context: context.Background(), FS: os.DirFS(e.dir), Dir: filepath.Join(e.dir, "public", string('a'+rune(k))), Now: time.Date(2026, 11, 19, 9, 0, 0, 0, china), Record: filepath.Join(e.dir, "record")})
			done <- err
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if got := e.lines(); len(got) != 2 {
		t.Errorf("two builds at once wrote\n%s", strings.Join(got, "\n"))
	}
}

// TestRecordOrderDoesNotCount: a merge may give the lines in any order, some
// twice, and two machines may each have seen the same thing.
func TestRecordOrderDoesNotCount(t *testing.T) {
	lines := []string{
		"2026-11-19T08:00:00+08:00 shown     notices/a.html 00000000000000000000000000000001 甲",
		"2026-11-19T00:05:00Z shown notices/a.html 00000000000000000000000000000001 甲", // five minutes later, on a machine in another zone
		"2026-11-20T10:00:00+08:00 corrected notices/a.html 00000000000000000000000000000002 甲",
		"2026-11-20T10:00:00+08:00 corrected notices/a.html 00000000000000000000000000000002 甲",
		"2026-11-20T11:00:00+08:00 corrected notices/a.html 00000000000000000000000000000002 甲",
		"2026-12-01T00:00:00+08:00 ended     notices/a.html 00000000000000000000000000000002 甲",
	}
	for k := range lines {
		text := strings.Join(append(slices.Clone(lines[k:]), lines[:k]...), "\r\n") // the last line without an end
		r, problems := record.Load(fstest.MapFS{"record/2026.txt": {Data: []byte(text)}})
		h := r.Of("notices/a.html")
		if len(problems) > 0 || len(h.Lines) != 3 || h.Up || h.Revisions != 1 || h.Corrections != 1 {
			t.Errorf("from line %d: %v %+v", k, problems, h)
		}
		if first, _ := h.FirstShown(); !first.Equal(time.Date(2026, 11, 19, 8, 0, 0, 0, china)) {
			t.Errorf("from line %d: first shown %s", k, first)
		}
	}
	added := record.Add([]byte("# ours\n<<<<<<< HEAD\nwhatever"), []record.Line{{At: time.Date(2026, 11, 19, 8, 0, 0, 0, china), Event: record.Shown, Path: "notices/a.html", Sum: strings.Repeat("0", 32)}})
	if !strings.HasPrefix(string(added), "# ours\n<<<<<<< HEAD\nwhatever\n2026-11-19T08:00:00+08:00 shown ") {
		t.Errorf("adding a line lost something:\n%s", added)
	}
}
