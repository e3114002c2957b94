package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/limit"
	"banbao/internal/privacy"
)

type maskCmd struct {
	Source string `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹，它自己的电话不遮 / the site's folder; its own numbers stay"`
	Write  bool   `help:"把遮好的写回文件，原来的留作 .bak / write it back, keeping the file before as .bak"`
	File   string `arg:"" name:"file" help:"文字文件：.md .toml .csv .txt / text file"`
}

// masked are the files that are read as text.
var masked = []string{".md", ".toml", ".csv", ".txt"}

// Run prints a file with its personal data masked, and tells on stderr what
// was found where. The file stays as it is unless --write asks otherwise, and
// then the one before is kept beside it.
func (c *maskCmd) Run(s *session) error {
	p := s.abs(c.File)
	src, err := c.read(p)
	if err != nil {
		return err
	}
	text, err := c.text(src)
	if err != nil {
		return err
	}
	d := privacy.New(c.allowed(s))
	s.findings(text, d.Find(text))
	result := d.Mask(text)
	if !c.Write {
		_, err := io.WriteString(s.Stdout, result)
		return err
	}
	if result == text {
		s.print("%s 没有要遮的", "%s: nothing to mask", c.File)
		return nil
	}
	if err := errors.Join(replace(p+".bak", src), replace(p, []byte(result))); err != nil {
		return err
	}
	s.print("%s 遮好了（原来的留在 %s.bak，不要发布它）", "%s is masked (the file before is kept as %s.bak; do not publish that)", c.File, filepath.Base(p))
	return nil
}

// allowed are the site's own numbers and addresses, if there is a site.
func (c *maskCmd) allowed(s *session) []string {
	root, err := openSite(s.abs(c.Source))
	if err != nil {
		return nil
	}
	defer root.Close()
	cfg, _ := config.Load(root)
	return cfg.Allowed()
}

// read reads the file, if it is one of those that are text.
func (c *maskCmd) read(p string) ([]byte, error) {
	if !slices.Contains(masked, strings.ToLower(filepath.Ext(p))) {
		return nil, usageError{
			fmt.Sprintf("%s 不是文字文件，能遮的是 %s；别的请另存为其中一种", c.File, strings.Join(masked, " ")),
			fmt.Sprintf("%s is no text file; those that can be masked end in %s", c.File, strings.Join(masked, " ")),
		}
	}
	src, err := limit.ReadDisk(p, limit.Sheet)
	large := (*limit.Error)(nil)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usageError{fmt.Sprintf("没有文件 %s", c.File), fmt.Sprintf("there is no file %s", c.File)}
	case errors.Is(err, limit.ErrNotFile):
		return nil, usageError{fmt.Sprintf("%s 不是文件", c.File), fmt.Sprintf("%s is no file", c.File)}
	case errors.As(err, &large):
		return nil, usageError{fmt.Sprintf("%s 太大了", c.File), fmt.Sprintf("%s is too large", c.File)}
	}
	return src, err
}

// text gives a file's text as UTF-8, which it becomes when it is written back.
func (c *maskCmd) text(src []byte) (string, error) {
	if utf8.Valid(src) && !bytes.ContainsRune(src, 0) {
		return string(src), nil
	}
	if name, text := decode.Foreign(src); name != "" {
		return string(text), nil
	}
	return "", usageError{
		fmt.Sprintf("%s 既不是 UTF-8 也不是 GBK，读不了", c.File),
		fmt.Sprintf("%s is neither UTF-8 nor GBK", c.File),
	}
}

// findings prints what was found, one on a line: as it is masked, where, what
// it is and which law says so.
func (s *session) findings(text string, found []privacy.Finding) {
	line, lineStart, at := 1, 0, 0
	for _, f := range found {
		for k := strings.IndexByte(text[at:f.Start], '\n'); k >= 0; k = strings.IndexByte(text[at:f.Start], '\n') {
			line++
			at += k + 1
			lineStart = at
		}
		zh, en := f.Rule.Words()
		lawZh, lawEn := f.Rule.Law()
		fmt.Fprintf(s.Stderr, "%d:%d\t%s\t%s (%s)\t%s\n", line, utf8.RuneCountInString(text[lineStart:f.Start])+1,
			f.Masked, pick(s.lang, zh, en), f.Rule, pick(s.lang, lawZh, lawEn))
	}
	s.say("找到 %d 处", "%d found", len(found))
}
