package crashtest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"banbao/internal/output"
	"banbao/internal/screen"
)

// TestKilledAlerts wants alert.json whole after each kill: what it said before
// or what it was to say, and nothing else touched. A build afterwards keeps
// what was raised and sweeps up.
func TestKilledAlerts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.MkdirAll(filepath.Join(site, "content"), 0o777))
	must(t, os.WriteFile(filepath.Join(site, "config.toml"), []byte(`title = "新城社区"
[[screens]]
id = "lobby"
name = "门厅"
profile = "lobby-tv"
`), 0o666))
	runsWell(t, site, "build", "-q", clock)
	public := filepath.Join(site, "public")
	file := filepath.Join(public, filepath.FromSlash(screen.AlertFile))
	first := tree(t, public)
	r := rand.New(rand.NewPCG(*seed, 3))
	var longest time.Duration
	said, news, drafts := 0, 0, 0
	raised := false
	for k := range max(6, *kills/5) {
		was, err := os.ReadFile(file)
		must(t, err)
		args := []string{"alert", "fire", "--for", "1h", clock}
		if raised {
			args = []string{"alert", "off", clock}
		}
		cmd := banbao(site, args...)
		began := time.Now()
		must(t, cmd.Start())
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		at := time.Duration(r.Float64() * float64(max(longest, 10*time.Millisecond)))
		for time.Since(began) < at && len(done) == 0 {
			time.Sleep(20 * time.Microsecond)
		}
		cmd.Process.Kill()
		<-done
		longest = max(longest*15/16, time.Since(began)+2*time.Millisecond)
		now, err := os.ReadFile(file)
		must(t, err)
		alerts, err := screen.ReadAlerts(now)
		switch {
		case err != nil:
			t.Fatalf("kill %d, seed %d: %v\n%s", k, *seed, err, now)
		case string(now) == string(was):
			said++
		case (len(alerts.Alerts) == 1) == raised:
			t.Fatalf("kill %d, seed %d: it said\n%s\nand says\n%s", k, *seed, was, now)
		default:
			news++
		}
		raised = len(alerts.Alerts) == 1
		got := tree(t, public)
		if _, ok := got[screen.AlertFile+".banbao-next"]; ok {
			drafts++
			delete(got, screen.AlertFile+".banbao-next")
		}
		got[screen.AlertFile] = first[screen.AlertFile]
		if d := difference(first, got); d != "" {
			t.Fatalf("kill %d, seed %d: the alert touched\n%s", k, *seed, d)
		}
	}
	must(t, os.WriteFile(file+".banbao-next", []byte(`{"ver`), 0o666))
	old := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(file+".banbao-next", old, old))
	runsWell(t, site, "build", "-q", clock)
	if v, err := output.Verify(public, func(string, []byte) bool { return true }, nil); err != nil || !v.Whole() {
		t.Errorf("after the next build: %+v %v", v, err)
	}
	t.Logf("%d kills, seed %d: alert.json whole each time; %d times as before, %d times the new one, %d drafts left", said+news, *seed, said, news, drafts)
}
