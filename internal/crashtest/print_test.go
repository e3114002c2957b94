package crashtest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestKilledPrints wants each PDF whole after each kill: to the byte what it
// was before, or what it was to be. The next run makes all of them new and
// leaves nothing beside; and nothing of the site is touched. The browser is
// one that answers at once ([beBrowser]).
func TestKilledPrints(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	site := filepath.Join(t.TempDir(), "site")
	must(t, os.MkdirAll(filepath.Join(site, "content/notices"), 0o777))
	must(t, os.WriteFile(filepath.Join(site, "config.toml"), []byte("title = \"新城社区\"\n"), 0o666))
	for k := range 12 {
		must(t, os.WriteFile(filepath.Join(site, "content/notices", fmt.Sprintf("n%02d.md", k)),
			fmt.Appendf(nil, "+++\ntitle = \"通知%02d\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n请看。\n", k), 0o666))
	}
	t.Setenv("BANBAO_BROWSER", program)
	scratch := t.TempDir() // where a kill leaves what was printed so far
	t.Setenv("TMPDIR", scratch)
	paper := filepath.Join(site, "paper")
	clocks := []string{clock, "--clock=2026-11-22T10:00"} // a PDF says when it was made
	var clean [2]map[string]string
	var took time.Duration
	for k := range clean {
		took = runsWell(t, site, "print", "-q", clocks[k])
		clean[k] = tree(t, paper)
	}
	if len(clean[0]) != 12 || clean[0]["notices/n00.pdf"] == clean[1]["notices/n00.pdf"] {
		t.Fatalf("%d PDFs, which should differ", len(clean[0]))
	}
	must(t, os.RemoveAll(paper)) // the first kills find nothing there
	m := newMarksman(t, 4)
	var was map[string]string
	changed := func() bool { // since the run began
		at := filepath.Join(paper, "notices")
		if exists(filepath.Join(at, "n00.pdf.next")) {
			return true
		}
		now, _ := os.ReadFile(filepath.Join(at, "n00.pdf"))
		return string(now) != was["notices/n00.pdf"]
	}
	aims := []*aim{{name: "run", span: took}, {name: "commit", begun: changed}}
	drafts := 0
	for k := 0; m.hits < max(6, *kills/5); k++ {
		was = map[string]string{}
		if exists(paper) {
			was = tree(t, paper)
		}
		want := clean[k%2]
		m.shoot(banbao(site, "print", "-q", clocks[k%2]), aims, changed)
		got := map[string]string{}
		if exists(paper) {
			got = tree(t, paper)
		}
		for name := range got {
			if strings.HasSuffix(name, ".next") {
				drafts++
				delete(got, name)
			}
		}
		m.sawFiles(was, got, want)
		runsWell(t, site, "print", "-q", clocks[k%2])
		m.heals(difference(want, tree(t, paper)))
		must(t, os.RemoveAll(scratch))
		must(t, os.Mkdir(scratch, 0o777))
	}
	if names, err := filepath.Glob(filepath.Join(site, "*")); err != nil || !slices.Equal(bases(names), []string{"config.toml", "content", "paper"}) {
		t.Errorf("the site has %v", names)
	}
	t.Logf("%s; %d drafts left; at the end %v", m, drafts, aims)
}

func bases(names []string) []string {
	for k, name := range names {
		names[k] = filepath.Base(name)
	}
	return names
}

// sawFiles counts what the last kill left of several files, each of which is
// replaced by itself.
func (m *marksman) sawFiles(before, got, after map[string]string) {
	m.t.Helper()
	for name, text := range got {
		if text != before[name] && text != after[name] {
			m.t.Fatalf("%s: %s is neither what it was nor what it was to be", m, name)
		}
	}
	for name := range before {
		if _, ok := got[name]; !ok {
			m.t.Fatalf("%s: %s is gone", m, name)
		}
	}
	old, renewed := difference(before, got), difference(after, got)
	if m.alive && old != "" && renewed != "" {
		m.mix++
		return
	}
	m.saw("files", old, renewed)
}
