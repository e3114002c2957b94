package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banbao/internal/screen"
)

// TestClockBack lets the machine's clock jump back by two days between two
// builds, so that the sources, what was published and what the last build kept
// are all from the future. What is built then is what a build from nothing
// makes, also of what is edited at the old time, and an alert goes on.
func TestClockBack(t *testing.T) {
	dir := newSite(t)
	config := "title = \"新城社区\"\n[[screens]]\nid = \"lobby\"\nname = \"门厅\"\nprofile = \"lobby-tv\"\n"
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	w := &world{now: time.Now().Truncate(time.Second)}
	today := w.now.Format("2006-01-02")
	note := filepath.Join(dir, "content", "notices", "a.md")
	write := func(word string) {
		t.Helper()
		text := "+++\ntitle = \"" + word + "\"\nkind = \"notice\"\ndate = " + w.now.AddDate(0, 0, -9).Format("2006-01-02") + "\nuntil = \"" + today + "\"\n+++\n\n请看。\n"
		if err := os.WriteFile(note, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(note, w.now, w.now); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) {
		t.Helper()
		if code, stdout, stderr := w.run(t, dir, args...); code != 0 {
			t.Fatalf("%q: exit %d\n%s%s", args, code, stdout, stderr)
		}
	}
	same := func() {
		t.Helper()
		clean := filepath.Join(t.TempDir(), "clean")
		run("build", "-q", "-d", clean)
		for _, name := range []string{"index.html", "notices/a.html", "notices/index.html", "build.json"} {
			want, err := os.ReadFile(filepath.Join(clean, name))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(filepath.Join(dir, "public", name)); err != nil || string(got) != string(want) {
				t.Errorf("%s is not what a build from nothing makes (%v)", name, err)
			}
		}
	}
	write("甲甲")
	run("build", "-q")
	same()
	w.now = w.now.AddDate(0, 0, -2)
	run("build", "-q")
	same()
	write("乙乙") // as long, and written at the old time
	run("build", "-q")
	same()
	if page, err := os.ReadFile(filepath.Join(dir, "public", "notices", "a.html")); err != nil || !strings.Contains(string(page), "乙乙") {
		t.Errorf("the edit is not published (%v)", err)
	}
	write("丙丙") // at the same second: the size and the time are those of before
	run("build", "-q")
	same()
	// What a killed alert left before the jump is from the future, too.
	draft := filepath.Join(dir, "public", filepath.FromSlash(screen.AlertFile)+".banbao-next")
	if err := os.WriteFile(draft, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	later := w.now.AddDate(0, 0, 2)
	if err := os.Chtimes(draft, later, later); err != nil {
		t.Fatal(err)
	}
	run("build", "-q")
	run("verify")
	run("alert", "fire", "--for", "1h")
	run("verify")
}
