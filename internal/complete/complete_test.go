package complete

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// board is a program with everything in it: commands below commands, aliases,
// flags that differ in case, values, folders, quotes and Chinese in its help.
func board() Command {
	site := []Flag{
		{Long: "source", Short: "s", Arg: "DIR", Dir: true, Help: "网站所在的文件夹 / the site's folder"},
		{Long: "destination", Short: "d", Arg: "DIR", Dir: true, Help: "where to publish [public]: folder"},
		{Long: "drafts", Short: "D", Help: "草稿也生成 / include drafts"},
		{Long: "clock", Arg: "TIME", Help: `a "moment" | \n`},
		{Long: "config", Arg: "FILE", File: true, Help: "a file"},
	}
	format := Flag{Long: "format", Arg: "FORMAT", Values: []string{"text", "json"}, Help: "format of the report"}
	return Command{
		Name: "banbao", Help: "板报",
		Flags: []Flag{{Long: "lang", Arg: "LANG", Values: []string{"zh", "en"}, Help: "消息的语言"}, {Long: "help", Short: "h", Help: "用法"}},
		Subs: []Command{
			{Name: "build", Aliases: []string{"g", "generate"}, Help: "生成网站 / build the site", Flags: append(site, format)},
			{Name: "new", Aliases: []string{"n"}, Help: "新建 / begin something", Subs: []Command{
				{Name: "site", Help: "一个网站", Dir: true},
				{Name: "notice", Help: "通知", Flags: []Flag{{Long: "slug", Arg: "SLUG", Help: "短名"}}},
			}},
			{Name: "completion", Help: "it's for shells", Args: Shells()},
			{Name: "import", Help: "Word", File: true},
		},
	}
}

// What is typed, the last word being unfinished, and what is then offered.
var lines = []struct {
	line string
	want []string
}{
	{"banbao ", []string{"build", "new", "completion", "import"}},
	{"banbao b", []string{"build"}},
	{"banbao new ", []string{"site", "notice"}},
	{"banbao n no", []string{"notice"}},
	{"banbao completion ", []string{"bash", "zsh", "fish", "powershell"}},
	{"banbao completion z", []string{"zsh"}},
	{"banbao build --fo", []string{"--format"}},
	{"banbao g --dr", []string{"--drafts"}},
	{"banbao build --format ", []string{"text", "json"}},
	{"banbao build --format j", []string{"json"}},
	{"banbao build --format=j", []string{"json"}},
	{"banbao build --format json --la", []string{"--lang"}},
	{"banbao build --format=json --la", []string{"--lang"}},
	{"banbao build -s new --fo", []string{"--format"}},
	{"banbao build -D --fo", []string{"--format"}},
	{"banbao --lang e", []string{"en"}},
	{"banbao --lang en ne", []string{"new"}},
	{"banbao new notice --sl", []string{"--slug"}},
	{"banbao build -s fold", []string{"folder one/"}},
	{"banbao new site fold", []string{"folder one/"}},
	{"banbao build --config fi", []string{"file.toml"}},
	{"banbao import fi", []string{"file.toml"}},
	{"banbao build --clock ", nil},
}

// folder is where the shells run.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "folder one"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file.toml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func script(t *testing.T, shell string) string {
	t.Helper()
	s, err := Script(shell, board())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shell finds one, or skips the test where everybody sees it; with
// BANBAO_REQUIRE_SHELLS=1 a missing one is a failure, but for PowerShell, which
// Debian does not have.
func shell(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && name != "pwsh" && os.Getenv("BANBAO_REQUIRE_SHELLS") == "1" {
		t.Fatalf("%s is not installed, and BANBAO_REQUIRE_SHELLS=1", name)
	}
	if err != nil {
		t.Skipf("NOT TESTED: %s is not installed, so its completion was not run", name)
	}
	return path
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func check(t *testing.T, line string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("%q: %q, want %q", line, got, want)
	}
}

func split(out string) []string {
	return strings.FieldsFunc(out, func(r rune) bool { return r == '\n' })
}

func TestBash(t *testing.T) {
	bash := shell(t, "bash")
	dir := folder(t)
	for _, l := range lines {
		// As bash splits them: = is a word of its own.
		words := strings.Split(strings.ReplaceAll(l.line, "=", " = "), " ")
		var quoted []string
		for _, w := range words {
			quoted = append(quoted, single(w))
		}
		code := fmt.Sprintf("%s\nCOMP_WORDS=(%s)\nCOMP_CWORD=%d\n_banbao banbao\nfor r in \"${COMPREPLY[@]}\"; do echo \"$r\"; done\n",
			script(t, "bash"), strings.Join(quoted, " "), len(words)-1)
		want := slices.Clone(l.want)
		for i := range want {
			want[i] = strings.TrimSuffix(want[i], "/") // compopt adds it
		}
		check(t, l.line, split(run(t, dir, bash, "--norc", "-c", code)), want)
	}
}

func TestFish(t *testing.T) {
	fish := shell(t, "fish")
	dir := folder(t)
	for _, l := range lines {
		want := slices.Clone(l.want)
		code := script(t, "fish") + "\ncomplete -C " + fishQuote(l.line) + "\n"
		var got []string
		for _, line := range split(run(t, dir, fish, "--no-config", "-c", code)) {
			word, _, _ := strings.Cut(line, "\t")
			got = append(got, strings.TrimPrefix(word, "--format="))
		}
		check(t, l.line, got, want)
	}
}

// In zsh the completion system runs only where somebody types. So one is made
// to: a shell in a pseudo-terminal of zsh's own, which prints each match that
// it is given between two marks.
func TestZsh(t *testing.T) {
	zsh := shell(t, "zsh")
	dir := folder(t)
	write := func(name, text string) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	setup := write("setup", `PROMPT=
autoload -Uz compinit; compinit -u -D
source `+write("script", script(t, "zsh"))+`
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
    local -a hits
    builtin compadd -A hits "$@"
    local h; for h in $hits; do print -rn -- $'\1'"$h"$'\2'; done
}
show() { _main_complete; print -rn -- $'\1DONE\2' }
zle -C show complete-word show
bindkey '^X' show
print -r -- $'\1READY\2'
`)
	code := `zmodload zsh/zpty
zpty shell ` + zsh + ` -f -i
zpty -w shell source ` + setup + `
zpty -r -m shell part $'*\1READY\2*' || exit 1
`
	for _, l := range lines {
		code += "zpty -n -w shell $'\\x15'" + single(l.line) + `$'\x18'
zpty -r -m shell part $'*\1DONE\2*'; print -r -- "$part"; print -r -- $'\3'
`
	}
	outs := strings.Split(run(t, dir, zsh, "-f", "-c", code+"zpty -d shell"), "\x03")
	for i, l := range lines {
		var got []string
		for _, part := range strings.Split(outs[i], "\x01")[1:] {
			if word, _, ok := strings.Cut(part, "\x02"); ok && word != "DONE" {
				got = append(got, strings.ReplaceAll(strings.TrimSuffix(word, "="), `\ `, " "))
			}
		}
		slices.Sort(got)
		want := slices.Clone(l.want)
		for i := range want {
			want[i] = strings.TrimSuffix(want[i], "/")
		}
		check(t, l.line, slices.Compact(got), want)
	}
}

func TestPowerShell(t *testing.T) {
	s := script(t, "powershell")
	for i, r := range s {
		if r > '~' {
			t.Fatalf("not ASCII at %d: %q", i, s[i:i+3])
		}
	}
	pwsh := shell(t, "pwsh")
	dir := folder(t)
	for _, l := range lines {
		if strings.HasSuffix(strings.Join(l.want, ""), "/") || strings.Contains(l.line, " fi") {
			continue // files are left to PowerShell
		}
		line := powershellQuote(l.line)
		out := run(t, dir, pwsh, "-NoProfile", "-Command", s+"\n(TabExpansion2 -inputScript "+line+" -cursorColumn "+line+".Length).CompletionMatches | ForEach-Object { $_.ListItemText }")
		check(t, l.line, split(strings.ReplaceAll(out, "\r", "")), l.want)
	}
}

func TestUnknownShell(t *testing.T) {
	var unknown *UnknownShell
	if _, err := Script("cmd", board()); !errors.As(err, &unknown) {
		t.Errorf("%v", err)
	}
}

// The same description gives the same script, and flags from above are
// offered below without being doubled.
func TestInheritedFlags(t *testing.T) {
	for _, name := range Shells() {
		if first, second := script(t, name), script(t, name); first != second {
			t.Errorf("%s: not the same twice", name)
		}
	}
	c := board()
	c.Subs[0].Flags = append(c.Subs[0].Flags, Flag{Long: "lang", Help: "own"})
	for _, p := range c.flat(nil, nil) {
		n := 0
		for _, f := range p.Flags {
			if f.Long == "lang" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: --lang is there %d times", p.path, n)
		}
	}
}
