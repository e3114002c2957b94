package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banbao/internal/output"
	"banbao/internal/screen"
	"banbao/internal/sign"
)

type verifyCmd struct {
	Key    string   `placeholder:"PUB" help:"公钥，或者写着公钥的文件：签名也核对 / public key, or a file with it: check signatures"`
	Except []string `sep:"none" placeholder:"PATH" help:"您自己放的文件或文件夹，不算多出来的；可以写几次 / your own files, which may be there; may be repeated"`
	Format string   `enum:"text,json" default:"text" help:"text 或 json / format of the report"`
	Dir    string   `arg:"" optional:"" default:"public" help:"发布的文件夹，不写就是 public / the published folder"`
}

// verdictJSON is what --format json prints.
type verdictJSON struct {
	Whole       bool     `json:"whole"`
	Clock       string   `json:"clock"` // the build's
	Files       int      `json:"files"`
	Missing     []string `json:"missing"`
	Changed     []string `json:"changed"`
	Foreign     []string `json:"foreign"`
	Unsafe      []string `json:"unsafe"`      // in build.json, and no path of ours
	Interrupted bool     `json:"interrupted"` // a build was killed, or is going on
	Signatures  string   `json:"signatures"`  // unchecked, good, bad
	Unsigned    []string `json:"unsigned"`    // whose signature is missing or not by the key
}

// gitsOwn are what Git needs in a folder that is published by it. None of them
// is served by who keeps to the common rules for dotfiles.
var gitsOwn = []string{".git", ".gitignore", ".gitattributes"}

// Run compares a published folder with what its build wrote down.
func (c *verifyCmd) Run(s *session) error {
	dir := s.abs(c.Dir)
	var key sign.Public
	if c.Key != "" {
		var err error
		if key, err = s.publicKey(c.Key); err != nil {
			return err
		}
	}
	// alert.json changes after a build, by banbao alert.
	later := func(p string, body []byte) bool {
		_, err := screen.ReadAlerts(body)
		return p == screen.AlertFile && err == nil
	}
	v, err := output.Verify(dir, later, func(p string) bool { return output.Below(p, gitsOwn) || output.Below(p, c.Except) })
	switch {
	case errors.Is(err, output.ErrNoRecord):
		return usageError{
			fmt.Sprintf("%s 里没有板报写的 build.json，没有东西可以对", c.Dir),
			fmt.Sprintf("%s has no build.json that Banbao wrote, so there is nothing to compare with", c.Dir)}
	case errors.Is(err, fs.ErrNotExist):
		return usageError{fmt.Sprintf("没有文件夹 %s", c.Dir), fmt.Sprintf("there is no folder %s", c.Dir)}
	case err != nil:
		return err
	}
	out := verdictJSON{
		Whole: v.Whole(), Clock: v.Clock, Files: v.Files, Interrupted: v.Interrupted, Signatures: "unchecked", Unsigned: []string{},
		Missing: orEmpty(v.Missing), Changed: orEmpty(v.Changed), Foreign: orEmpty(v.Foreign), Unsafe: orEmpty(v.Unsafe),
	}
	if key != "" {
		out.Signatures = "good"
		if out.Unsigned = unsigned(dir, key, v.Record); len(out.Unsigned) > 0 {
			out.Signatures, out.Whole = "bad", false
		}
	}
	if c.Format == "json" {
		if err := writeJSON(s, out); err != nil {
			return err
		}
	} else {
		s.verdict(c.Dir, out)
	}
	if !out.Whole {
		return exitCode(exitContent)
	}
	return nil
}

// unsigned gives the files that should carry the key's signature and do not.
func unsigned(dir string, key sign.Public, record []byte) []string {
	bad := []string{}
	if !key.Holds(output.RecordName, record) {
		bad = append(bad, output.RecordName)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return append(bad, screen.AlertFile)
	}
	defer root.Close()
	names, _ := fs.Glob(root.FS(), screen.ManifestPattern)
	if _, err := root.Lstat(screen.AlertFile); err == nil {
		names = append(names, screen.AlertFile)
	}
	slices.Sort(names)
	for _, name := range names {
		info, err := root.Lstat(name)
		if err == nil && info.Mode().IsRegular() && info.Size() < 16<<20 {
			if text, err := root.ReadFile(name); err == nil && key.Holds(path.Clean(name), text) {
				continue
			}
		}
		bad = append(bad, name)
	}
	return bad
}

// mostListed is how many files of a kind are named one by one.
const mostListed = 100

// verdict tells what was found, each file in a line.
func (s *session) verdict(dir string, v verdictJSON) {
	for _, kind := range []struct {
		zh, en string
		paths  []string
	}{
		{"缺少", "missing", v.Missing}, {"改过", "changed", v.Changed}, {"多出", "foreign", v.Foreign},
		{"路径不对", "unsafe path", v.Unsafe}, {"签名不对", "not signed by this key", v.Unsigned},
	} {
		for k, p := range kind.paths {
			if k == mostListed {
				s.print("%s：还有 %d 个", "%s: %d more", pick(s.lang, kind.zh, kind.en), len(kind.paths)-k)
				break
			}
			fmt.Fprintf(s.Stdout, "%s\t%s\n", pick(s.lang, kind.zh, kind.en), shownPath(p))
		}
	}
	if v.Interrupted {
		s.say("有一次生成中断了，或者正在生成：再 banbao build 一次就好", "a build was interrupted or is going on: run banbao build again")
	}
	if v.Whole {
		s.print("%s 完整：%d 个文件，和 %s 那次生成写下的一样", "%s is whole: %d files, as the build of %s wrote them", dir, v.Files, v.Clock)
	} else {
		s.print("%s 不完整：缺少 %d，改过 %d，多出 %d", "%s is not whole: %d missing, %d changed, %d foreign", dir, len(v.Missing), len(v.Changed)+len(v.Unsafe), len(v.Foreign))
	}
	switch v.Signatures {
	case "unchecked":
		s.say("没有核对签名：要核对，加上 --key 公钥", "signatures were not checked; --key PUBLIC checks them")
	case "good":
		s.print("签名都对", "all signatures are good")
	}
}

// shownPath keeps what somebody has put into a name from the terminal.
func shownPath(p string) string {
	if q := fmt.Sprintf("%q", p); strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x9b }) {
		return q
	}
	return p
}

// publicKey reads a public key that is written out, or in a file.
func (s *session) publicKey(text string) (sign.Public, error) {
	if key, err := sign.ParsePublic(text); err == nil {
		return key, nil
	}
	if info, err := os.Stat(s.abs(text)); err == nil && info.Mode().IsRegular() && info.Size() <= sign.MaxKeyFile {
		if data, err := os.ReadFile(s.abs(text)); err == nil {
			if key, err := sign.ParsePublic(string(data)); err == nil {
				return key, nil
			}
			if key, err := sign.ParseKey(data); err == nil {
				return key.Public(), nil
			}
		}
	}
	return "", usageError{
		fmt.Sprintf("--key 写公钥（44个字符），或者写着公钥的文件，不是“%s”", filepath.Base(text)),
		fmt.Sprintf("--key is a public key of 44 characters or a file with one, not %q", filepath.Base(text))}
}
