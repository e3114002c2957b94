// Package crashtest kills the program at random moments and looks at what is
// left on the disk.
//
//	go test ./internal/crashtest                    a few kills of each kind
//	go test ./internal/crashtest -kills 1000 -v     so many builds, and a fifth as many alerts
//	go test ./internal/crashtest -seed 7            other moments
//
// A build is killed by SIGKILL. Then the published folder must be, to the
// byte, the tree of before or the tree of after; and the next build must make
// it what a build from nothing makes, and leave nothing beside.
package crashtest

import (
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/cli"
)

var (
	kills = flag.Int("kills", 4, "builds to kill, half of the sample, half of many pages")
	pages = flag.Int("pages", 2000, "pages of the second site; fewer if few builds are killed")
	seed  = flag.Uint64("seed", 1, "of the random moments")
)

const runs = "BANBAO_CRASHTEST_RUNS"

// The test is the program, too.
func TestMain(m *testing.M) {
	if os.Getenv(runs) != "" {
		os.Exit(cli.Main(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// banbao is the program about to run in a site.
func banbao(site string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir = site
	cmd.Env = append(os.Environ(), runs+"=1")
	return cmd
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// runsWell runs it to its end.
func runsWell(t *testing.T, site string, args ...string) {
	t.Helper()
	if out, err := banbao(site, args...).CombinedOutput(); err != nil {
		t.Fatalf("banbao %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// tree is a folder: path → bytes. What is kept for the moves is left out.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".banbao-next":
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		rel, _ := filepath.Rel(dir, name)
		data, err := os.ReadFile(name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	return files
}

func difference(want, got map[string]string) string {
	var lines []string
	for p, x := range want {
		if y, ok := got[p]; !ok {
			lines = append(lines, "- "+p)
		} else if x != y {
			lines = append(lines, "~ "+p)
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			lines = append(lines, "+ "+p)
		}
	}
	slices.Sort(lines)
	if len(lines) > 20 {
		lines = append(lines[:20], fmt.Sprintf("… %d in all", len(lines)))
	}
	return strings.Join(lines, "\n")
}

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

// killAll kills so many builds.
func (p *place) killAll(n int) {
	t := p.t
	r := rand.New(rand.NewPCG(*seed, uint64(n)))
	state := 0
	p.want(state)
	p.become(state)
	runsWell(t, p.site, "build", "-q", clock)
	phases := map[phase]int{}
	var whole, longest [2]time.Duration // of a build, by whether all pages change
	old, renewed := 0, 0
	for k := range n {
		next := state ^ 2
		all := 0
		if r.IntN(6) == 0 {
			next, all = state^1, 1
		}
		p.want(next)
		p.become(next)
		cmd := banbao(p.site, "build", "-q", clock)
		done := make(chan error, 1)
		began := time.Now()
		must(t, cmd.Start())
		go func() { done <- cmd.Wait() }()
		var at time.Duration // of the kill, after the build began or staged
		if r.IntN(4) == 0 {
			at = time.Duration(r.Float64() * float64(max(whole[all], 50*time.Millisecond)))
		} else { // what matters comes after the first file is staged
			for !exists(filepath.Join(p.public(), ".banbao-next")) && len(done) == 0 {
				time.Sleep(50 * time.Microsecond)
			}
			at = time.Since(began) + time.Duration(r.Float64()*float64(max(longest[all], 5*time.Millisecond)))
		}
		for time.Since(began) < at && len(done) == 0 {
			time.Sleep(20 * time.Microsecond)
		}
		cmd.Process.Kill()
		<-done
		took := time.Since(began)
		ph := p.phase()
		if cmd.ProcessState.Success() {
			ph = finished
		}
		phases[ph]++
		got := tree(t, p.public())
		a, b := difference(p.clean[state], got), difference(p.clean[next], got)
		switch {
		case b == "":
			renewed++
		case a == "":
			old++
		default:
			t.Fatalf("kill %d, seed %d, %s: neither the tree of before:\n%s\nnor that of after:\n%s", k, *seed, ph, a, b)
		}
		staged := time.Duration(0)
		healing := banbao(p.site, "build", "-q", clock)
		began = time.Now()
		must(t, healing.Start())
		healed := make(chan error, 1)
		go func() { healed <- healing.Wait() }()
		first := time.Duration(0)
		for len(healed) == 0 {
			if first == 0 && exists(filepath.Join(p.public(), ".banbao-next")) {
				first = time.Since(began)
			}
			time.Sleep(time.Millisecond)
		}
		must(t, <-healed)
		if first > 0 {
			staged = time.Since(began) - first
		}
		longest[all], whole[all] = max(longest[all]*7/8, staged), max(whole[all]*7/8, time.Since(began), took/2)
		if d := difference(p.clean[next], tree(t, p.public())); d != "" {
			t.Fatalf("kill %d, seed %d, %s: the next build did not heal:\n%s", k, *seed, ph, d)
		}
		if left, _ := filepath.Glob(filepath.Join(p.site, ".public*")); len(left) > 0 {
			t.Fatalf("kill %d, seed %d, %s: left beside: %v", k, *seed, ph, left)
		}
		state = next
		if k%50 == 49 {
			t.Logf("%d kills: %v", k+1, phases)
		}
	}
	commit := phases[twin] + phases[standing] + phases[back] + phases[moving]
	t.Logf("%d kills, seed %d: %d times the old tree, %d times the new, never between; %d of the kills (%d %%) in the commit: %v",
		n, *seed, old, renewed, commit, commit*100/max(n, 1), phases)
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
	t.Run("sample", func(t *testing.T) { sample(t).killAll((*kills + 1) / 2) })
	t.Run("pages", func(t *testing.T) {
		n := *pages
		if *kills < 100 {
			n = min(n, 150)
		}
		many(t, n).killAll(*kills / 2)
	})
}
