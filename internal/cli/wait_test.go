package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// world is a machine whose time passes only while somebody waits.
type world struct {
	now    time.Time
	waits  []time.Duration
	events map[int]func(*world) // what happens during which wait
	stop   context.CancelFunc
}

func (w *world) wait(ctx context.Context, d time.Duration) error {
	w.waits = append(w.waits, d)
	w.now = w.now.Add(d)
	if happens := w.events[len(w.waits)]; happens != nil {
		happens(w)
	}
	return ctx.Err()
}

// run runs the program in a folder.
func (w *world) run(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.stop = cancel
	var out, talk bytes.Buffer
	code = Run(ctx, args, Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &talk, Dir: dir,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return w.now },
		Wait:   w.wait,
	})
	return code, out.String(), talk.String()
}

// newSite is a site with one notice that ends on 22 November at 11:30.
func newSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":          "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n",
		"content/notices/a.md": "+++\ntitle = \"上午停电\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = \"2026-11-22T11:30\"\n+++\n\n停到十一点半。\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func local(h, m, s int) time.Time {
	return time.Date(2026, 11, 22, h, m, s, 0, time.FixedZone("CST", 8*60*60))
}

func total(waits []time.Duration) time.Duration {
	var sum time.Duration
	for _, d := range waits {
		sum += d
	}
	return sum
}

func shows(t *testing.T, dir string) bool {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(dir, "public", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(page, []byte("上午停电"))
}

// TestUntilNext wants a loop of nothing but "banbao build --until-next" to keep
// a site right: each run ends with the moment at which the site is another.
func TestUntilNext(t *testing.T) {
	dir := newSite(t)
	w := &world{now: local(11, 28, 30)}
	code, _, talk := w.run(t, dir, "build", "--until-next")
	if code != 0 || !w.now.Equal(local(11, 30, 0)) {
		t.Fatalf("exit %d at %s\n%s", code, w.now, talk)
	}
	if !strings.Contains(talk, "按 Ctrl+C") || !shows(t, dir) {
		t.Errorf("it says %q; the notice is listed: %v", talk, shows(t, dir))
	}
	for _, d := range w.waits {
		if d > time.Minute {
			t.Errorf("it does not look at the clock for %s", d)
		}
	}
	code, _, talk = w.run(t, dir, "build", "--until-next", "-q")
	if code != 0 || !w.now.Equal(local(24, 0, 0)) || talk != "" {
		t.Errorf("exit %d at %s: %q", code, w.now, talk)
	}
	if shows(t, dir) {
		t.Error("what has ended is still listed")
	}
	if code, _, _ := w.run(t, dir, "build", "--until-next", "-q"); code != 0 || !w.now.Equal(local(48, 0, 0)) {
		t.Errorf("exit %d at %s", code, w.now)
	}
}

func TestUntilNextSleepsAndWakes(t *testing.T) {
	for name, c := range map[string]struct {
		happens func(*world)
		ends    time.Time
	}{
		"the machine sleeps beyond the change": {func(w *world) { w.now = local(14, 0, 0) }, local(14, 0, 0)},
		"it sleeps for a while":                {func(w *world) { w.now = local(11, 29, 50) }, local(11, 30, 0)},
		"the clock is put right a little":      {func(w *world) { w.now = w.now.Add(-2 * time.Second) }, local(11, 30, 0)},
		"the clock was hours ahead":            {func(w *world) { w.now = local(3, 0, 0) }, local(3, 0, 0)},
	} {
		w := &world{now: local(11, 0, 0), events: map[int]func(*world){3: c.happens}}
		if code, _, talk := w.run(t, newSite(t), "build", "--until-next"); code != 0 || !w.now.Equal(c.ends) {
			t.Errorf("%s: exit %d at %s, not %s\n%s", name, code, w.now, c.ends, talk)
		}
	}
}

// A clock that was set goes on from there.
func TestUntilNextWithClock(t *testing.T) {
	w := &world{now: local(20, 0, 0)}
	code, _, talk := w.run(t, newSite(t), "build", "--until-next", "--clock", "2026-11-22T11:00")
	if code != 0 || total(w.waits) != 30*time.Minute {
		t.Errorf("exit %d after %s\n%s", code, total(w.waits), talk)
	}
}

func TestUntilNextInterrupted(t *testing.T) {
	dir := newSite(t)
	w := &world{now: local(11, 0, 0), events: map[int]func(*world){2: func(w *world) { w.stop() }}}
	code, _, talk := w.run(t, dir, "build", "--until-next")
	if code != 130 || !strings.Contains(talk, "网站是生成好的") || !shows(t, dir) {
		t.Errorf("exit %d: %s", code, talk)
	}
}

// What cannot be published is not waited for.
func TestUntilNextFails(t *testing.T) {
	dir := newSite(t)
	path := filepath.Join(dir, "content", "notices", "a.md")
	if err := os.WriteFile(path, []byte("+++\ntitel = \"上午停电\"\n+++\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	w := &world{now: local(11, 0, 0)}
	if code, _, _ := w.run(t, dir, "build", "--until-next"); code != 1 || len(w.waits) > 0 {
		t.Errorf("exit %d after %s", code, total(w.waits))
	}
}
