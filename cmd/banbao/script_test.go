package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"banbao/internal/browser"
	"banbao/internal/cli"
)

var update = flag.Bool("update", false, "write what is printed into the scripts that compare it")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"banbao": func() { os.Exit(cli.Main(os.Args[1:])) }})
}

// TestScripts runs every file of testdata/script. Unless a script says
// otherwise it is nine o'clock in China on Sunday, 22 November 2026.
//
// Beside what testscript knows, a script can say
//
//	exits 1 banbao check     run a command that must end with this code
//	tree public FILE         write names and hashes of all files to FILE
//	tree -times public FILE  and when they were last written
//	recode gbk FILE          also utf16, bom, crlf
//	[root]                   only for the one whom no permission stops
//	[browser]                only where there is a browser that can print
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1795309200")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Geteuid() == 0, nil
			case "browser":
				_, found := browser.Find(runtime.GOOS, os.Getenv, exec.LookPath)
				return found, nil
			}
			return false, fmt.Errorf("no condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "tree": listTree, "recode": recode,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE program [arguments]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d\n%s%s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

func listTree(ts *testscript.TestScript, neg bool, args []string) {
	times := len(args) == 3 && args[0] == "-times"
	if times {
		args = args[1:]
	}
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tree [-times] FOLDER FILE")
	}
	dir := ts.MkAbs(args[0])
	var lines []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		line := fmt.Sprintf("%s %x", filepath.ToSlash(rel), sha256.Sum256(data))
		if info, err := d.Info(); err == nil && times {
			line += " " + strconv.FormatInt(info.ModTime().UnixNano(), 10)
		}
		lines = append(lines, line+"\n")
		return err
	})
	ts.Check(err)
	slices.Sort(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(lines, "")), 0o666))
}

func recode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: recode gbk|utf16|bom|crlf FILE")
	}
	text := ts.ReadFile(args[1])
	var err error
	switch args[0] {
	case "gbk":
		text, err = simplifiedchinese.GBK.NewEncoder().String(text)
	case "utf16":
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	case "bom":
		text = "\ufeff" + text
	case "crlf":
		text = strings.ReplaceAll(text, "\n", "\r\n")
	default:
		ts.Fatalf("no encoding %q", args[0])
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}
