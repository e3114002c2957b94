package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/browser"
)

// anyBrowser is the browser of this machine; without one the test is skipped.
func anyBrowser(t *testing.T) string {
	t.Helper()
	if own := os.Getenv("BANBAO_CHROMIUM"); own != "" {
		return own
	}
	program, ok := browser.Find(runtime.GOOS, os.Getenv, exec.LookPath)
	if !ok && os.Getenv("BANBAO_REQUIRE_BROWSER") == "1" {
		t.Fatal("no browser is installed, and BANBAO_REQUIRE_BROWSER=1")
	}
	if !ok {
		t.Skip("NOT TESTED: no browser is installed")
	}
	return program
}

// slidesSite is a site with a screen in the hall and one in the lift.
func slidesSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml": `title = "新城社区"
base_url = "https://xincheng.example/"
[[screens]]
id = "lobby"
name = "门厅电视"
profile = "lobby-tv"
hours = "06:00-22:00"
shows = { nouns = ["notice"] }
[[screens]]
id = "lift"
name = "电梯屏"
profile = "lift-panel"
shows = { kinds = ["reminder"] }
`,
		"content/notices/check.md": `+++
title = "冬季检查"
kind = "notice"
date = 2026-11-20
until = 2026-11-28
+++
请把楼道里的东西收一收。
`,
		"content/notices/water.md": `+++
title = "今晚停水"
kind = "notice"
level = "important"
date = 2026-11-22T08:00
until = 2026-11-22T20:00
+++
请先接一桶水。
`,
		"content/notices/over.md": `+++
title = "早已结束"
kind = "notice"
date = 2026-11-10
until = 2026-11-12
+++
请到大厅登记。
`,
		"content/notices/later.md": `+++
title = "后天开会"
kind = "notice"
date = 2026-11-21
from = 2026-11-24T08:00
until = 2026-11-30
+++
请到三楼。
`,
		"content/notices/micro.md": `+++
title = "微更新项目公示"
kind = "publicity"
date = 2026-11-20
[publicity]
days = 5
unit = "calendar"
start = 2026-11-20
basis = "居民公约"
objections = { to = "居务监督委员会", phone = "0523-0600 1109" }
+++
两处。
`,
	} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// printSlides runs the command in a site.
func printSlides(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	program := anyBrowser(t)
	var out, talk bytes.Buffer
	code = Run(t.Context(), append([]string{"print", "--slides"}, args...), Env{
		Stdout: &out, Stderr: &talk, Dir: dir, Now: time.Now,
		Getenv: func(name string) string {
			if name == "BANBAO_BROWSER" {
				return program
			}
			return ""
		},
	})
	return code, out.String(), talk.String()
}

func mustPrint(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, stdout, stderr := printSlides(t, dir, args...)
	if code != 0 {
		t.Fatalf("exit %d\n%s%s", code, stdout, stderr)
	}
	return stdout
}

// tree is all files below a folder and what they hold.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		all[filepath.ToSlash(rel)] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// pictures are the names of those in a folder, in the order of a player.
func pictures(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "*.png"))
	if err != nil {
		t.Fatal(err)
	}
	for k := range all {
		all[k] = filepath.Base(all[k])
	}
	slices.Sort(all)
	return all
}

// look finds how large a picture is, and that there is something on it: paper,
// ink and vermilion.
func look(t *testing.T, file string) (width, height int) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	b := m.Bounds()
	dark, red := 0, 0
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			r, g, b, _ := m.At(x, y).RGBA()
			switch {
			case r < 0x4000 && g < 0x4000 && b < 0x4000:
				dark++
			case r > 0x8000 && g < 0x4000 && b < 0x4000:
				red++
			}
		}
	}
	if all := b.Dx() * b.Dy() / 4; dark*200 < all || dark*2 > all || red*1000 < all {
		t.Errorf("%s: of %d dots %d are dark and %d red", file, all, dark, red)
	}
	return b.Dx(), b.Dy()
}

func text(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A pack is the slides of now, in order, named for a player that knows nothing
// but names; it says until when it is right.
func TestPrintSlides(t *testing.T) {
	dir := slidesSite(t)
	at := filepath.Join(dir, "slides", "lobby")
	want := []string{"01_8s_water.png", "02_8s_check.png", "03_16s_micro.png"}
	for _, c := range []struct {
		size          string
		width, height int
	}{{"720p", 1280, 720}, {"4k", 3840, 2160}, {"upright", 1080, 1920}, {"1080p", 1920, 1080}} {
		out := mustPrint(t, dir, "--screen", "lobby", "--clock", "2026-11-22T09:00", "--size", c.size)
		names := pictures(t, at)
		for k, name := range names {
			if w, h := look(t, filepath.Join(at, name)); w != c.width || h != c.height {
				t.Errorf("%s %s: %d×%d", c.size, name, w, h)
			}
			if k >= len(want) || trimDwell(name) != trimDwell(want[k]) {
				t.Errorf("%s: picture %d is %s", c.size, k, name)
			}
		}
		if len(names) != len(want) {
			t.Errorf("%s: %v", c.size, names)
		}
		if !strings.Contains(out, "3 张图片") || !strings.Contains(out, "有效期至：2026年11月22日（星期日）20:00") {
			t.Errorf("%s: printed %s", c.size, out)
		}
	}
	valid := text(t, filepath.Join(at, validName))
	for _, words := range []string{"有效期至：2026年11月22日（星期日）20:00\r\n", "“今晚停水”到那时为止", "24小时内到期的：\r\n  今晚停水"} {
		if !strings.Contains(valid, words) {
			t.Errorf("%s does not say %q:\n%s", validName, words, valid)
		}
	}
	for _, file := range []string{"index.txt", "index.html"} {
		list := text(t, filepath.Join(at, file))
		last := -1
		for _, words := range []string{"今晚停水", "冬季检查", "到2026年11月28日（星期六）24:00", "微更新项目公示"} {
			k := strings.Index(list, words)
			if k < last {
				t.Errorf("%s has %s at %d:\n%s", file, words, k, list)
			}
			last = k
		}
		if strings.Contains(list, "早已结束") || strings.Contains(list, "后天开会") {
			t.Errorf("%s has what is not valid", file)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "slides", "*")); len(found) != 1 {
		t.Errorf("there is more than was asked for: %v", found)
	}

	// In the evening the water is back, and what is marked as today ends at midnight.
	ruler := text(t, filepath.Join(at, "03_16s_micro.png"))
	own := filepath.Join(at, "我的.png")
	if err := os.WriteFile(own, []byte("not a picture of Banbao"), 0o666); err != nil {
		t.Fatal(err)
	}
	out := mustPrint(t, dir, "--screen", "lobby", "--clock", "2026-11-22T20:00")
	if got := pictures(t, at); !slices.Equal(got, []string{"01_8s_check.png", "02_16s_micro.png", "我的.png"}) {
		t.Errorf("in the evening there are %v", got)
	}
	if !strings.Contains(out, "2026年11月22日（星期日）24:00") || !strings.Contains(text(t, filepath.Join(at, validName)), "上写着今天") {
		t.Errorf("printed %s", out)
	}
	if w, h := look(t, filepath.Join(at, "02_16s_micro.png")); w != 1920 || h != 1080 {
		t.Errorf("the screen's own size is %d×%d", w, h)
	}
	if text(t, filepath.Join(at, "02_16s_micro.png")) != ruler {
		t.Error("the ruler is another on the same day")
	}
	// The next day today is another day, and the meeting of the day after is the next change.
	mustPrint(t, dir, "--screen", "lobby", "--clock", "2026-11-23T20:00")
	if text(t, filepath.Join(at, "02_16s_micro.png")) == ruler {
		t.Error("the ruler still says that today is the 22nd")
	}
	// What somebody else put in the way is not replaced, and nothing changes.
	foreign := filepath.Join(at, "03_16s_micro.png")
	if err := os.WriteFile(foreign, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := tree(t, at)
	code, _, stderr := printSlides(t, dir, "--screen", "lobby", "--clock", "2026-11-22T09:00")
	if code != exitContent || !strings.Contains(stderr, "03_16s_micro.png") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if fmt.Sprint(tree(t, at)) != fmt.Sprint(before) {
		t.Error("something changed")
	}
}

// trimDwell takes the seconds out of a name: an upright slide has no code.
func trimDwell(name string) string {
	number, rest, _ := strings.Cut(name, "_")
	_, rest, _ = strings.Cut(rest, "_")
	return number + " " + rest
}

// Several days at once are a folder each, by the clock of when the screen
// wakes. A screen with nothing to show has its quiet page, without a clock.
func TestPrintSlidesOfDays(t *testing.T) {
	dir := slidesSite(t)
	stick := filepath.Join(t.TempDir(), "stick")
	out := mustPrint(t, dir, "--clock", "2026-11-22T09:00", "--size", "720p", "--days", "4", "--out", stick)
	for folder, want := range map[string][]string{
		"lobby/2026-11-22": {"01 water.png", "02 check.png", "03 micro.png"},
		"lobby/2026-11-23": {"01 check.png", "02 micro.png"},
		"lobby/2026-11-24": {"01 check.png", "02 micro.png"},
		"lobby/2026-11-25": {"01 later.png", "02 check.png", "03 micro.png"},
		"lift/2026-11-22":  {"01 quiet.png"},
		"lift/2026-11-25":  {"01 quiet.png"},
	} {
		got := pictures(t, filepath.Join(stick, folder))
		for k := range got {
			got[k] = trimDwell(got[k])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has %v, want %v", folder, got, want)
		}
	}
	if words := text(t, filepath.Join(stick, "lobby/2026-11-24", validName)); !strings.Contains(words, "2026年11月24日（星期二）08:00") || !strings.Contains(words, "“后天开会”那时开始") {
		t.Errorf("on the 24th: %s", words)
	}
	if words := text(t, filepath.Join(stick, "lift/2026-11-22", validName)); !strings.Contains(words, "没有到期的") {
		t.Errorf("in the lift: %s", words)
	}
	if n := strings.Count(out, "\n"); n != 8 {
		t.Errorf("printed %d lines:\n%s", n, out)
	}
	quiet, err := filepath.Glob(filepath.Join(stick, "lift/2026-11-22", "*_quiet.png"))
	if err != nil || len(quiet) != 1 {
		t.Fatal(quiet, err)
	}
	if data := text(t, quiet[0]); len(data) < 5000 {
		t.Errorf("the quiet page is %d bytes of nothing", len(data))
	}
	// Days that are over go with the next pack.
	mustPrint(t, dir, "--clock", "2026-11-25T09:00", "--size", "720p", "--screen", "lobby", "--out", stick)
	if _, err := os.Stat(filepath.Join(stick, "lobby", "2026-11-22")); err == nil {
		t.Error("a day that is over is still there")
	}
	if _, err := os.Stat(filepath.Join(stick, "lift", "2026-11-22")); err != nil {
		t.Error(err)
	}
}

// TestPrintKilled is killed, by TestKilledPrint.
func TestPrintKilled(t *testing.T) {
	dir := os.Getenv("BANBAO_TEST_KILLED")
	if dir == "" {
		t.Skip("only in another process")
	}
	mustPrint(t, dir, "--clock", "2026-11-24T09:00", "--days", "31")
}

// A run that is killed half-way leaves the old pack as it was; so does one that
// is interrupted, and one whose browser is none.
func TestKilledPrint(t *testing.T) {
	dir := slidesSite(t)
	mustPrint(t, dir, "--clock", "2026-11-22T09:00", "--size", "720p")
	at := filepath.Join(dir, "slides")
	before := fmt.Sprint(tree(t, at))

	scratch := t.TempDir()
	other := exec.Command(os.Args[0], "-test.run=^TestPrintKilled$")
	other.Env = append(os.Environ(), "BANBAO_TEST_KILLED="+dir, "TMPDIR="+scratch, "TEMP="+scratch, "TMP="+scratch)
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < 3; {
		time.Sleep(20 * time.Millisecond)
		done, _ := filepath.Glob(filepath.Join(scratch, "banbao-slides-*", "*.png"))
		n = len(done)
	}
	other.Process.Kill()
	if err := other.Wait(); err == nil {
		t.Fatal("it was done before it was killed")
	}
	if fmt.Sprint(tree(t, at)) != before {
		t.Error("a killed run changed the pack")
	}

	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	program := anyBrowser(t)
	var talk bytes.Buffer
	env := Env{Stdout: &talk, Stderr: &talk, Dir: dir, Now: time.Now, Getenv: func(string) string { return "" }}
	code := Run(ctx, []string{"print", "--slides", "--days", "31", "--browser", program, "--clock", "2026-11-22T09:00"}, env)
	if code != exitInterrupted {
		t.Errorf("interrupted: exit %d: %s", code, talk.String())
	}
	if none, err := exec.LookPath("false"); err == nil {
		talk.Reset()
		code := Run(t.Context(), []string{"print", "--slides", "--browser", none, "--clock", "2026-11-22T09:00"}, env)
		if code != exitMachine || !strings.Contains(talk.String(), "浏览器没有做成") {
			t.Errorf("no browser: exit %d: %s", code, talk.String())
		}
	}
	if fmt.Sprint(tree(t, at)) != before {
		t.Error("the pack changed")
	}
}
