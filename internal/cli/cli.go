// Package cli is the command line: flags, commands, messages, exit codes. It
// is the only reader of the clock, of the environment and of the disk's root.
//
// What a command is asked for goes to stdout, everything else to stderr.
// Messages are Chinese, or English with --lang en or where the site's language
// is English; no capital letter at the start, no full stop in English. Colour
// only on a terminal. Exit codes: 0 done; 1 problems in content; 2 wrong usage
// or configuration; 3 the machine failed; 130 interrupted.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"banbao/internal/build"
	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/output"
)

// Exit codes.
const (
	exitDone        = 0
	exitContent     = 1
	exitUsage       = 2
	exitMachine     = 3
	exitInterrupted = 130
)

// Env is the world that a command runs in.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	Dir            string // the current folder
	Terminal       bool   // stderr is one, and may be painted
	Interactive    bool   // somebody can answer

	Wait func(context.Context, time.Duration) error // for so long, or until it is interrupted
}

// Main runs the program in the real world and returns its exit code.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	return Run(ctx, args, Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now, Wait: wait, Dir: dir,
		Terminal:    isTerminal(os.Stderr) && os.Getenv("NO_COLOR") == "",
		Interactive: isTerminal(os.Stdin) && isTerminal(os.Stderr),
	})
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// commands is the whole command line, as kong reads it.
type commands struct {
	Help helpFlag `short:"h" help:"用法 / show usage"`
	Lang string   `placeholder:"zh|en" help:"消息用中文还是英文 / language of messages"`

	Build      buildCmd      `cmd:"" aliases:"g,generate" help:"生成网站 / build the site"`
	Serve      serveCmd      `cmd:"" aliases:"s,server" help:"在本机预览，改了就刷新 / preview, with live reload"`
	New        newCmd        `cmd:"" aliases:"n" help:"新建网站或内容 / make a new site or item"`
	List       listCmd       `cmd:"" aliases:"ls" help:"每条内容在哪里出现、为什么 / where every item appears, and why not"`
	Check      checkCmd      `cmd:"" help:"检查全部内容，不发布 / check everything, publish nothing"`
	Alert      alertCmd      `cmd:"" help:"马上占用电子屏，不用等生成 / take over screens at once, without a build"`
	Print      printCmd      `cmd:"" help:"要张贴的做成 PDF，电子屏的做成图片 / PDFs of sheets, pictures of slides"`
	Import     importCmd     `cmd:"" help:"从表格导入 / take in a spreadsheet"`
	Mask       maskCmd       `cmd:"" help:"遮住文件里的个人信息 / mask personal data in a file"`
	Verify     verifyCmd     `cmd:"" help:"核对发布的文件夹和 build.json / compare a published folder with its build.json"`
	Key        keyCmd        `cmd:"" help:"签名用的钥匙 / keys for signing"`
	Schema     schemaCmd     `cmd:"" help:"数据和文件头的 JSON Schema / JSON Schemas of data and front matter"`
	Version    versionCmd    `cmd:"" help:"版本 / print the version"`
	Completion completionCmd `cmd:"" help:"命令补全脚本 / print a completion script"`
}

// helpFlag is ours, since the library's is English only. It acts as soon as it
// is met, whatever else is wrong with the line.
type helpFlag bool

// BeforeReset prints the usage and ends the run.
func (helpFlag) BeforeReset(ctx *kong.Context) error {
	if err := ctx.PrintUsage(false); err != nil {
		return err
	}
	ctx.Kong.Exit(exitDone)
	return exitCode(exitDone)
}

// session is one run of the program.
type session struct {
	Env
	ctx  context.Context
	lang string // of messages; decided when the site is known, if not before
}

// usageError is a mistake in how the program was called.
type usageError struct{ zh, en string }

func (e usageError) Error() string { return e.en }

// exitCode ends a command that has already said why.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// Run runs one command line.
func Run(ctx context.Context, args []string, env Env) int {
	s := &session{Env: env, ctx: ctx, lang: langOf(env)}
	args = s.takeLang(args)
	var cmd commands
	parser, err := newParser(&cmd, s)
	if err != nil {
		return s.fail(err)
	}
	if s.lang != "" && !knownLanguage(s.lang) {
		return s.fail(usageError{fmt.Sprintf("--lang 写 zh 或 en，不是“%s”", s.lang), fmt.Sprintf("--lang is zh or en, not %q", s.lang)})
	}
	if len(args) == 0 {
		if args, err = s.noArguments(); err != nil {
			return s.fail(err)
		}
	}
	args = familiar(args)
	done := false
	parser.Exit = func(int) { done = true }
	parsed, err := parser.Parse(args)
	if done { // --help
		return exitDone
	}
	if err != nil {
		return s.fail(parseMistake(err))
	}
	return s.fail(parsed.Run(s))
}

// langOf is the language of messages before any site is known.
func langOf(env Env) string {
	return env.Getenv("BANBAO_LANG")
}

// takeLang takes --lang before anything is parsed, so that even mistakes in
// the flags are told in the right language.
func (s *session) takeLang(args []string) []string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			s.lang = v
			return slices.Delete(slices.Clone(args), i, i+1)
		}
		if a == "--lang" && i+1 < len(args) {
			s.lang = args[i+1]
			return slices.Delete(slices.Clone(args), i, i+2)
		}
	}
	return args
}

func newParser(cmd *commands, s *session) (*kong.Kong, error) {
	return kong.New(cmd,
		kong.Name("banbao"),
		kong.Description("板报：社区公告栏的网站生成器。A static-site generator for public notice boards."),
		kong.Writers(s.Stdout, s.Stderr),
		kong.Help(s.help),
		kong.ShortHelp(s.help),
		kong.NoDefaultHelp(),
		kong.Bind(s),
	)
}

// fail says what went wrong, if it has not been said, and gives the exit code.
func (s *session) fail(err error) int {
	var code exitCode
	var usage usageError
	var notFolder *output.NotFolder
	var notRecorded *build.NotRecorded
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage):
		s.say("banbao：%s", "banbao: %s", pick(s.lang, usage.zh, usage.en))
		s.say("查看用法：banbao --help", "see banbao --help")
		return exitUsage
	case errors.As(err, &notRecorded):
		s.say("banbao：网站已经发布，可是没有记进 record：%s", "banbao: the site was published, but not recorded: %s", notRecorded.Err)
		s.say("  提示：让 record 文件夹可以写，腾出磁盘，再生成一次，就会补记", "  hint: make the folder record writable and room on the disk, and build again: it will be recorded then")
		return exitMachine
	case errors.As(err, &notFolder):
		s.say("banbao：%s 是一个文件，不能当文件夹来写", "banbao: %s is a file, so nothing can be published into it", notFolder.Dir)
		s.say("  提示：用 -d 换一个文件夹，或者把那个文件挪开", "  hint: choose another folder with -d, or move the file away")
		return exitMachine
	case errors.Is(err, context.Canceled) || s.ctx.Err() != nil:
		s.say("banbao：中断了，没有改动已发布的网站", "banbao: interrupted; what was published is untouched")
		return exitInterrupted
	}
	s.say("banbao：%s", "banbao: %s", err)
	if hint := machineHint(err); hint.Zh != "" {
		s.say("  提示：%s", "  hint: %s", hint.In(s.lang))
	}
	return exitMachine
}

// machineHint says what to do about the failures that people meet.
func machineHint(err error) diag.Words {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return diag.Words{Zh: "磁盘满了。腾出地方再来；已发布的网站没有动", En: "the disk is full; make room and try again. What was published is untouched"}
	case errors.Is(err, content.ErrChanged):
		return diag.Words{Zh: "生成的时候有人保存了这个文件。再生成一次就好", En: "somebody saved the file during the build; build again"}
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Words{Zh: "没有写的权限。换一个文件夹（-d），或者改权限", En: "no permission to write; choose another folder (-d) or change the permissions"}
	}
	return diag.Words{}
}

// say writes a line of talk in the language of messages.
func (s *session) say(zh, en string, args ...any) {
	fmt.Fprintf(s.Stderr, pick(s.lang, zh, en)+"\n", args...)
}

// print writes a line of result.
func (s *session) print(zh, en string, args ...any) {
	fmt.Fprintf(s.Stdout, pick(s.lang, zh, en)+"\n", args...)
}

func pick(lang, zh, en string) string {
	if diag.IsEnglish(lang) {
		return en
	}
	return zh
}

// abs makes a path that a flag gave absolute.
func (s *session) abs(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(s.Dir, p)
}

// knownLanguage tells whether messages can be had in a language.
func knownLanguage(tag string) bool {
	return diag.IsEnglish(tag) || strings.HasPrefix(strings.ToLower(tag), "zh")
}

// familiar understands two words that people try first.
func familiar(args []string) []string {
	switch args[0] {
	case "help":
		return append(slices.Clone(args[1:]), "--help")
	case "--version", "-v", "-V":
		return []string{"version"}
	}
	return args
}

// noArguments does something sensible: in a site it serves, elsewhere it
// offers to make one. It returns the command that was meant.
func (s *session) noArguments() ([]string, error) {
	if config.HasConfig(os.DirFS(s.Dir)) {
		return []string{"serve"}, nil
	}
	if !s.Interactive {
		s.say("这里还不是板报网站。新建一个：banbao new site 文件夹名", "this folder is no Banbao site yet; make one with: banbao new site FOLDER")
		s.say("全部用法：banbao --help", "all commands: banbao --help")
		return nil, exitCode(exitUsage)
	}
	fmt.Fprint(s.Stderr, pick(s.lang, "这里还不是板报网站。要新建一个吗？写个文件夹名；直接回车就叫 banbao-site，n 是不要：", "this folder is no Banbao site yet. Make one? Type a folder name, press Enter for banbao-site, or n for no: "))
	line, err := bufio.NewReader(s.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return nil, exitCode(exitDone)
	}
	switch name := strings.TrimSpace(line); strings.ToLower(name) {
	case "n", "no", "不", "不要":
		return nil, exitCode(exitDone)
	case "", "y", "yes", "是", "好":
		return []string{"new", "site", "banbao-site"}, nil
	default:
		return []string{"new", "site", name}, nil
	}
}
