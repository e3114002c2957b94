package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/sign"
)

type keyCmd struct {
	New    keyNewCmd    `cmd:"" help:"做一把签名的钥匙 / make a key for signing"`
	Public keyPublicCmd `cmd:"" help:"打印公钥 / print the public key"`
}

type keyNewCmd struct {
	File string `arg:"" help:"写到哪个文件，最好在网站以外 / where to write it, best outside of the site"`
}

// Run makes a key that only its owner can read. It prints the public one.
func (c *keyNewCmd) Run(s *session) error {
	key, err := sign.New(rand.Reader)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(s.abs(c.File), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Sprintf("%s 已经有了，没有动它", c.File), fmt.Sprintf("%s is there already and stays as it is", c.File)}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(key.Bytes())
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		os.Remove(s.abs(c.File))
		return err
	}
	fmt.Fprintln(s.Stdout, key.Public())
	s.say("上面是公钥，可以告诉别人。%s 是私钥：收好，备份，不要放进 content/、不要放进 git", "this is the public key, for everybody. %s is the secret one: keep it, back it up, and keep it out of content/ and of git", c.File)
	s.say("用它：在 config.toml 里写 [signing]，下一行 key = %q", "to use it, write [signing] in config.toml, and on the next line key = %q", s.abs(c.File))
	return nil
}

type keyPublicCmd struct {
	File string `arg:"" help:"私钥的文件 / the file of the secret key"`
}

// Run prints the public key of a secret one.
func (c *keyPublicCmd) Run(s *session) error {
	key, why := readKey(s.abs(c.File))
	if why.Zh != "" {
		return usageError{fmt.Sprintf("%s：%s", c.File, why.Zh), fmt.Sprintf("%s: %s", c.File, why.En)}
	}
	fmt.Fprintln(s.Stdout, key.Public())
	return nil
}

// readKey reads a secret key, or says why not.
func readKey(file string) (sign.Key, diag.Words) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return sign.Key{}, diag.Words{Zh: "没有这个文件", En: "there is no such file"}
	case err != nil || !info.Mode().IsRegular() || info.Size() > sign.MaxKeyFile:
		return sign.Key{}, notKey
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return sign.Key{}, diag.Words{Zh: "读不了", En: "it cannot be read"}
	}
	key, err := sign.ParseKey(text)
	switch {
	case err != nil:
		return sign.Key{}, notKey
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		return sign.Key{}, diag.Words{Zh: "别人也能读它（权限应是 0600）", En: "others can read it (its mode should be 0600)"}
	}
	return key, diag.Words{}
}

var notKey = diag.Words{Zh: "不是 banbao key new 做的钥匙", En: "it was not made by banbao key new"}

// signer reads the key that config.toml names; the zero key if it names none.
// dir is the folder to publish to.
func (s *session) signer(cfg *config.Config, site, dir string) (sign.Key, diag.List) {
	if cfg.Signing.Key == "" {
		return sign.Key{}, nil
	}
	file := cfg.Signing.Key
	if !filepath.IsAbs(file) {
		file = filepath.Join(site, file)
	}
	bad := func(why diag.Words) (sign.Key, diag.List) {
		return sign.Key{}, diag.List{cfg.Signing.Bad(why)}
	}
	for _, folder := range []string{filepath.Join(site, "content"), filepath.Join(site, "themes"), filepath.Join(site, "record"), dir} {
		if isBelow(file, folder) {
			return bad(config.SharedKey)
		}
	}
	key, why := readKey(file)
	if why.Zh != "" {
		return bad(why)
	}
	return key, nil
}

// isBelow tells whether a file lies in a folder, also by way of links.
func isBelow(file, folder string) bool {
	for _, real := range []bool{false, true} {
		f, d := filepath.Clean(file), filepath.Clean(folder)
		if real {
			var err error
			if f, err = filepath.EvalSymlinks(f); err != nil {
				return false
			}
			if d, err = filepath.EvalSymlinks(d); err != nil {
				return false
			}
		}
		if rel, err := filepath.Rel(d, f); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
