package crashtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// place is a site on the disk in one of four states: two titles, with which
// every page changes, and two texts of a notice, with which a few do.
type place struct {
	t      *testing.T
	site   string
	config string
	titles [2]string
	notice string
	text   string
	clean  [4]map[string]string // what a build from nothing makes of each
}

const clock = "--clock=2026-11-22T09:00"

// become gives the sources a state.
func (p *place) become(state int) {
	p.t.Helper()
	must(p.t, os.WriteFile(filepath.Join(p.site, "config.toml"), []byte(strings.Replace(p.config, p.titles[0], p.titles[state&1], 1)), 0o666))
	must(p.t, os.WriteFile(p.notice, []byte(p.text+strings.Repeat("\n再说一句。\n", state>>1)), 0o666))
}

func (p *place) public() string { return filepath.Join(p.site, "public") }

func newPlace(t *testing.T, site, title, notice string) *place {
	p := &place{t: t, site: site, titles: [2]string{title, strings.TrimSuffix(title, "\"") + "二号\""}, notice: filepath.Join(site, filepath.FromSlash(notice))}
	config, err := os.ReadFile(filepath.Join(site, "config.toml"))
	must(t, err)
	text, err := os.ReadFile(p.notice)
	must(t, err)
	p.config, p.text = string(config), string(text)
	if !strings.Contains(p.config, title) {
		t.Fatalf("config.toml has no %s", title)
	}
	return p
}

// want is what a build from nothing makes of a state, which the site has.
func (p *place) want(state int) map[string]string {
	p.t.Helper()
	if p.clean[state] == nil {
		p.become(state)
		dir := filepath.Join(p.t.TempDir(), "clean")
		runsWell(p.t, p.site, "build", "-q", clock, "-d", dir)
		p.clean[state] = tree(p.t, dir)
		os.RemoveAll(dir)
	}
	return p.clean[state]
}

// sample is the sample site of this repository.
func sample(t *testing.T) *place {
	site := filepath.Join(t.TempDir(), "site")
	for _, top := range []string{"content", "record"} {
		must(t, os.CopyFS(filepath.Join(site, top), os.DirFS(filepath.Join("../..", top))))
	}
	config, err := os.ReadFile("../../config.toml")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(site, "config.toml"), config, 0o666))
	return newPlace(t, site, `title = "新城社区"`, "content/notices/2026/bike-charging.md")
}

// many is a site of so many notices, without paper, which takes long.
func many(t *testing.T, n int) *place {
	site := filepath.Join(t.TempDir(), "site")
	out, err := exec.Command("go", "run", "../../bench/corpus", "-n", fmt.Sprint(n), "-dialect", "banbao", "-out", site).CombinedOutput()
	if err != nil {
		t.Fatalf("bench/corpus: %v\n%s", err, out)
	}
	must(t, os.MkdirAll(filepath.Join(site, "themes/default/templates"), 0o777))
	must(t, os.WriteFile(filepath.Join(site, "themes/default/templates/sheet.html"), []byte("\n"), 0o666))
	notices, err := filepath.Glob(filepath.Join(site, "content/notices/*/*/*.md"))
	must(t, err)
	if len(notices) == 0 {
		t.Fatal("the corpus has no notices")
	}
	rel, _ := filepath.Rel(site, notices[0])
	return newPlace(t, site, `title = "计时社区"`, filepath.ToSlash(rel))
}

// phase is how far a build was when it died, as seen from outside.
type phase string

const (
	before   phase = "before anything was staged"
	staging  phase = "while files were staged"
	twin     phase = "while the twin was made"
	standing phase = "while the new tree stood in"
	back     phase = "after the folder was back"
	moving   phase = "while files were moved in place"
	finished phase = "too late"
)

// commits are the phases of the commit.
var commits = []phase{twin, standing, back, moving}

func exists(name string) bool { _, err := os.Lstat(name); return err == nil }

func (p *place) phase() phase {
	public, beside := p.public(), filepath.Join(p.site, ".public.banbao-twin")
	staged := exists(filepath.Join(public, ".banbao-next"))
	switch {
	case exists(filepath.Join(beside, ".banbao-next")):
		return standing
	case exists(beside) && exists(filepath.Join(public, ".banbao-next", "journal.json")):
		return twin
	case exists(beside):
		return back
	case exists(filepath.Join(public, ".banbao-next", "journal.json")):
		return moving
	case staged:
		return staging
	}
	return before
}

// aims are where a build is shot at: anywhere, from the first staged file on,
// and, last, in the commit.
func (p *place) aims(run time.Duration) []*aim {
	staging := filepath.Join(p.public(), ".banbao-next")
	return []*aim{
		{name: "run", span: run},
		{name: "staging", begun: func() bool { return exists(staging) }},
		{name: "commit", begun: func() bool { return exists(filepath.Join(staging, "journal.json")) }},
	}
}

// killAll kills so many builds.
func (p *place) killAll(n int) {
	t := p.t
	m := newMarksman(t, uint64(n))
	state := 0
	p.want(state)
	p.become(state)
	took := runsWell(t, p.site, "build", "-q", clock)
	few, all := p.aims(took), p.aims(took)
	phases := map[phase]int{}
	for m.hits < n {
		next, aims := state^2, few
		if m.r.IntN(6) == 0 {
			next, aims = state^1, all
		}
		p.want(next)
		p.become(next)
		var ph phase
		m.shoot(banbao(p.site, "build", "-q", clock), aims, func() bool {
			ph = p.phase()
			return slices.Contains(commits, ph)
		})
		if !m.alive {
			ph = finished
		}
		phases[ph]++
		got := tree(t, p.public())
		m.saw(string(ph), difference(p.clean[state], got), difference(p.clean[next], got))
		runsWell(t, p.site, "build", "-q", clock)
		m.heals(difference(p.clean[next], tree(t, p.public())))
		if left, _ := filepath.Glob(filepath.Join(p.site, ".public*")); len(left) > 0 {
			t.Fatalf("%s, %s: left beside: %v", m, ph, left)
		}
		state = next
		if m.hits%50 == 0 {
			t.Logf("%s: %v", m, phases)
		}
	}
	t.Logf("%s: %v; at the end few pages %v, all pages %v", m, phases, few, all)
}

// TestKilledBuilds wants the old tree or the new one after each kill.
func TestKilledBuilds(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("NOT TESTED: this system cannot exchange two folders; internal/output tests what a kill leaves here")
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	if *kills == 0 {
		t.Skip("no kills are wanted")
	}
	t.Run("sample", func(t *testing.T) { sample(t).killAll((*kills + 4) / 5) })
	t.Run("pages", func(t *testing.T) {
		n := *pages
		if *kills < 100 {
			n = min(n, 150)
		}
		many(t, n).killAll(*kills - (*kills+4)/5)
	})
}
