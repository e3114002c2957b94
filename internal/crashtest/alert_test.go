package crashtest

import (
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
	took := runsWell(t, site, "build", "-q", clock)
	public := filepath.Join(site, "public")
	file := filepath.Join(public, filepath.FromSlash(screen.AlertFile))
	first := tree(t, public)
	m := newMarksman(t, 3)
	draft := file + ".banbao-next"
	var was []byte
	begun := func() bool {
		now, _ := os.ReadFile(file)
		return exists(draft) || string(now) != string(was)
	}
	aims := []*aim{{name: "run", span: took / 2}, {name: "commit", begun: begun}}
	drafts := 0
	raised := false
	for m.hits < max(6, *kills/5) {
		var err error
		was, err = os.ReadFile(file)
		must(t, err)
		args := []string{"alert", "fire", "--for", "1h", clock}
		if raised {
			args = []string{"alert", "off", clock}
		}
		m.shoot(banbao(site, args...), aims, begun)
		now, err := os.ReadFile(file)
		must(t, err)
		alerts, err := screen.ReadAlerts(now)
		if err != nil {
			t.Fatalf("%s: %v\n%s", m, err, now)
		}
		before, after := "", ""
		if string(now) != string(was) {
			before = string(now)
		}
		if (len(alerts.Alerts) == 1) == raised {
			after = string(now)
		}
		m.saw(string(was), before, after)
		raised = len(alerts.Alerts) == 1
		got := tree(t, public)
		if _, ok := got[screen.AlertFile+".banbao-next"]; ok {
			drafts++
			delete(got, screen.AlertFile+".banbao-next")
		}
		got[screen.AlertFile] = first[screen.AlertFile]
		m.heals(difference(first, got)) // nothing else was touched
	}
	must(t, os.WriteFile(draft, []byte(`{"ver`), 0o666))
	old := time.Now().Add(-time.Hour)
	must(t, os.Chtimes(draft, old, old))
	runsWell(t, site, "build", "-q", clock)
	if v, err := output.Verify(public, func(string, []byte) bool { return true }, nil); err != nil || !v.Whole() {
		t.Errorf("after the next build: %+v %v", v, err)
	}
	t.Logf("%s (by the next run or command); %d drafts left; at the end %v", m, drafts, aims)
}
