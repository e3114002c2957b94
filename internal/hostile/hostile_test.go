//go:build linux

// Package hostile gives the program what nobody means well with: links and
// names that lead out of the site, files that are endless, texts that are made
// to be slow, pictures that are programs. Each is a row of a table, each runs as
// a process of its own on a site of its own, and each has to end within seconds,
// in little memory, with words that say what to mend.
//
// The tables are the list in docs/safety.md: what each row says there is what
// was printed. After a change of words, run
//
//	go test ./internal/hostile -update
//
// and read the difference. It has test files only, and needs Linux: for files
// with holes in them, names that other systems refuse, and what a process took.
package hostile

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"banbao/internal/cli"
	"banbao/internal/outside"
)

var update = flag.Bool("update", false, "write what is said into docs/safety.md")

// No row may take longer or more than this. Both are far above what is needed
// (see the test's log), so that a busy machine is no failure.
const (
	longest    = 60 * time.Second
	mostMemory = 400 << 20 // bytes, of the whole process
)

// asBanbao makes a process of this test the program itself; it names the file
// for what the system says of the process at its end.
const asBanbao = "BANBAO_HOSTILE"

func TestMain(m *testing.M) {
	if at := os.Getenv(asBanbao); at != "" {
		code := cli.Main(os.Args[1:])
		status, _ := os.ReadFile("/proc/self/status") // of this program alone: a child's rusage begins with its parent's
		os.WriteFile(at, status, 0o600)
		os.Exit(code)
	}
	os.Exit(run(m))
}

// program is what is run as Banbao: this program itself, or the same made
// without the race detector.
var program = os.Args[0]

func run(m *testing.M) int {
	if !outside.Raced {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "hostile")
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

// row is one bad input.
type row struct {
	zh, en string
	lay    func(*place) // makes the site bad
	args   []string     // of the program; nil for check
	exit   int          // what it ends with
	says   string       // what of the answer has to be there, for a row that the docs cannot show
	never  []string     // what must not be in the answer, nor in what is published
}

// group is the rows of one heading.
type group struct {
	zh, en string
	rows   []row
}

var groups = []group{links, names, cliNames, sizes, slow, active}

// place is a site, and beside it what does not belong to it.
type place struct {
	t        *testing.T
	dir, out string
}

// newPlace is a small good site, with a secret outside of it.
func newPlace(t *testing.T) *place {
	p := &place{t, filepath.Join(t.TempDir(), "site"), ""}
	p.out = filepath.Join(filepath.Dir(p.dir), "outside")
	p.write("config.toml", "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n")
	p.notice("a.md", "", "请大家留意。")
	p.write("../outside/secret.txt", secret)
	p.write("../outside/secret.png", secret)
	p.write("../outside/secret.toml", "title = \""+secret+"\"\n")
	p.write("../outside/secret.md", "+++\ntitle = \""+secret+"\"\n+++\n"+secret)
	return p
}

const secret = "门禁密码四五六七"

func (p *place) at(name string) string { return filepath.Join(p.dir, filepath.FromSlash(name)) }

func (p *place) must(err error) {
	if err != nil {
		p.t.Helper()
		p.t.Fatal(err)
	}
}

func (p *place) write(name, text string) {
	p.must(os.MkdirAll(filepath.Dir(p.at(name)), 0o777))
	p.must(os.WriteFile(p.at(name), []byte(text), 0o666))
}

// notice writes content/notices/<name> with more front matter and a text.
func (p *place) notice(name, more, text string) {
	p.write("content/notices/"+name, "+++\ntitle = \"检查\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-12-20\n"+more+"\n+++\n"+text+"\n")
}

func (p *place) link(to, name string) {
	p.must(os.MkdirAll(filepath.Dir(p.at(name)), 0o777))
	p.must(os.Symlink(to, p.at(name)))
}

// huge is a file of so many bytes that are all zero, and take no room.
func (p *place) huge(name string, size int64) {
	p.write(name, "")
	p.must(os.Truncate(p.at(name), size))
}

// answer is what the program did.
type answer struct {
	exit   int
	text   string
	took   time.Duration
	memory int64 // bytes at most
}

func (p *place) run(args []string) answer {
	if args == nil {
		args = []string{"check"}
	}
	ctx, cancel := context.WithTimeout(p.t.Context(), longest)
	defer cancel()
	c := exec.CommandContext(ctx, program, args...)
	c.Dir = p.dir
	peak := filepath.Join(p.t.TempDir(), "status")
	c.Env = []string{asBanbao + "=" + peak, "SOURCE_DATE_EPOCH=1795309200", "HOME=" + p.t.TempDir(), "PATH=/nowhere"}
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	began := time.Now()
	err := c.Run()
	a := answer{text: said.String(), took: time.Since(began)}
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		p.t.Fatalf("it did not end within %v", longest)
	case errors.As(err, &ended):
		a.exit = ended.ExitCode()
	default:
		p.must(err)
	}
	status, err := os.ReadFile(peak)
	p.must(err)
	if m := highest.FindSubmatch(status); m != nil {
		kilobytes, err := strconv.ParseInt(string(m[1]), 10, 64)
		p.must(err)
		a.memory = kilobytes << 10
	}
	return a
}

var highest = regexp.MustCompile(`VmHWM:\s*(\d+) kB`)

// TestHostile tries every row, and compares docs/safety.md with what was said.
func TestHostile(t *testing.T) {
	said := make([][]string, len(groups))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	t.Run("rows", func(t *testing.T) {
		for g, group := range groups {
			said[g] = make([]string, len(group.rows))
			for i, r := range group.rows {
				t.Run(r.en, func(t *testing.T) {
					t.Parallel()
					free <- struct{}{}
					defer func() { <-free }()
					said[g][i] = r.try(t)
				})
			}
		}
	})
	some := slices.ContainsFunc(said, func(of []string) bool { return slices.Contains(of, "") })
	if !t.Failed() && !some { // else only some rows were wanted
		compare(t, page(said))
	}
}

// try is what a row says.
func (r row) try(t *testing.T) string {
	p := newPlace(t)
	r.lay(p)
	a := p.run(r.args)
	t.Logf("%.2f s, %d MB: %s", a.took.Seconds(), a.memory>>20, shorten(a.text, 600))
	if a.exit != r.exit {
		t.Errorf("it ends with %d, not with %d", a.exit, r.exit)
	}
	if a.memory > mostMemory {
		t.Errorf("it took %d MB", a.memory>>20)
	}
	if !strings.Contains(a.text, r.says) {
		t.Errorf("it does not say %s", r.says)
	}
	for _, never := range append(r.never, secret, "panic:", "goroutine ", "runtime error") {
		if strings.Contains(a.text, never) {
			t.Errorf("it says %s", never)
		}
		if at := p.published(never); at != "" {
			t.Errorf("%s is published in %s", never, at)
		}
	}
	p.outsideIsWhole()
	return p.gist(a)
}

// published is a file below public/ that holds a text, or "".
func (p *place) published(text string) (found string) {
	filepath.WalkDir(p.at("public"), func(name string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if body, err := os.ReadFile(name); err == nil && bytes.Contains(body, []byte(text)) {
			found = name
		}
		return nil
	})
	return found
}

// outsideIsWhole wants nothing written, changed or removed beside the site.
func (p *place) outsideIsWhole() {
	var names []string
	entries, err := os.ReadDir(filepath.Dir(p.dir))
	p.must(err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	entries, err = os.ReadDir(p.out)
	p.must(err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"outside", "site", "secret.md", "secret.png", "secret.toml", "secret.txt"}; !slices.Equal(names, want) {
		p.t.Errorf("beside the site there is now %v", names)
	}
}

var problemLine = regexp.MustCompile(`(?m)^.*\[([a-z0-9-]+)\]$`)

// gist is the one line of an answer that says what is wrong: that of the first
// error, else of the first problem, else the last line of all.
func (p *place) gist(a answer) string {
	if strings.HasPrefix(a.text, "{") {
		return fmt.Sprintf("JSON，%d 处 problems", strings.Count(a.text, `"code":`))
	}
	lines := problemLine.FindAllString(a.text, -1)
	best := ""
	for _, l := range lines {
		if best == "" || strings.Contains(l, "错误：") && !strings.Contains(best, "错误：") {
			if !strings.Contains(l, "[no-holidays]") && !strings.Contains(l, "[literal-picture]") {
				best = l
			}
		}
	}
	if best == "" {
		best = took.ReplaceAllString(summary.FindString(a.text), "")
	}
	return strings.ReplaceAll(best, filepath.Dir(p.dir), "…")
}

var summary = regexp.MustCompile(`(?m)^(\d+ 条内容，|查了 |banbao：|content/).*$`)

var took = regexp.MustCompile(`；用时 .*$`)

func shorten(s string, most int) string {
	if len(s) > most {
		return s[:most] + " …"
	}
	return s
}

// page is the tables as they stand in the docs.
func page(said [][]string) string {
	var b strings.Builder
	n := 0
	for g, group := range groups {
		fmt.Fprintf(&b, "### %s %s\n\n| 试了什么 What was tried | 说了什么 What it said |\n| --- | --- |\n", group.zh, group.en)
		for i, r := range group.rows {
			n++
			fmt.Fprintf(&b, "| %s *%s* | %s |\n", cell(r.zh), cell(r.en), cell(code(said[g][i])))
		}
		b.WriteString("\n")
	}
	return fmt.Sprintf("%d 行，每一行是一个测试。 *%d rows, each of them a test.*\n\n%s", n, n, b.String())
}

// code shows what was printed as it was printed.
func code(s string) string {
	s = shortenRunes(s, 110)
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}

func shortenRunes(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	end := ""
	if m := problemLine.FindStringSubmatch(s); m != nil {
		end = " [" + m[1] + "]"
	}
	return string(r[:most]) + "…" + end
}

func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "\u202e", "�").Replace(s)
}

const (
	docs  = "../../docs/safety.md"
	begin = "<!-- go test ./internal/hostile -update -->\n"
	end   = "<!-- end -->\n"
)

func compare(t *testing.T, want string) {
	text, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	is, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for the tables", docs)
	}
	if is == want {
		return
	}
	if *update {
		if err := os.WriteFile(docs, []byte(before+begin+want+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("%s does not say what is said; run with -update and read the difference", docs)
	has := strings.Split(is, "\n")
	for l := range strings.SplitSeq(want, "\n") {
		if !slices.Contains(has, l) {
			t.Log(l)
		}
	}
}
