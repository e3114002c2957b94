// Package crashtest kills the program at random moments and looks at what is
// left on the disk.
//
//	go test ./internal/crashtest                    a few kills of each kind
//	go test ./internal/crashtest -kills 1000 -v     so many builds, and a fifth as many prints and alerts
//	go test ./internal/crashtest -seed 7            other moments
//
// A build is killed by SIGKILL. Then the published folder must be, to the
// byte, the tree of before or the tree of after; and the next build must make
// it what a build from nothing makes, and leave nothing beside. A kill that
// came too late, when the program had ended by itself, is looked at likewise
// but does not count, and half of those that count are aimed at the commit
// ([marksman]).
package crashtest

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/cli"
	"banbao/internal/outside"
)

var (
	kills = flag.Int("kills", 4, "builds to kill, a fifth of the sample, the others of many pages")
	pages = flag.Int("pages", 2000, "pages of the second site; fewer if few builds are killed")
	seed  = flag.Uint64("seed", 1, "of the random moments")
)

const runs = "BANBAO_CRASHTEST_RUNS"

// The test is the program, too, and the browser that the program starts.
func TestMain(m *testing.M) {
	if os.Getenv(runs) != "" {
		if slices.Contains(os.Args, "--remote-debugging-pipe") {
			os.Exit(beBrowser(os.NewFile(3, "commands"), os.NewFile(4, "answers")))
		}
		os.Exit(cli.Main(os.Args[1:]))
	}
	os.Exit(run(m))
}

// program is what is killed: this program itself, or the same made without the
// race detector.
var program = os.Args[0]

func run(m *testing.M) int {
	if !outside.Raced {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "crashtest")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "plain.test")
	if err := outside.Plain(program); err != nil {
		panic(err)
	}
	return m.Run()
}

// banbao is the program about to run in a site.
func banbao(site string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
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

// runsWell runs it to its end, and tells how long it took.
func runsWell(t *testing.T, site string, args ...string) time.Duration {
	t.Helper()
	began := time.Now()
	if out, err := banbao(site, args...).CombinedOutput(); err != nil {
		t.Fatalf("banbao %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return time.Since(began)
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
