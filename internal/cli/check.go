package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/limit"
)

type checkCmd struct {
	siteFlags `embed:""`
	Strict    bool   `help:"有警告也不算通过 / warnings count as errors"`
	Fix       bool   `help:"把 GBK、UTF-16 的文件转成 UTF-8，原文件留作 .bak / convert files to UTF-8, keeping the originals"`
	Format    string `enum:"text,json" default:"text" help:"text 或 json / format of the report"`
}

// checkJSON is what --format json prints.
type checkJSON struct {
	Clock    time.Time     `json:"clock"`
	Items    int           `json:"items"`
	Problems []problemJSON `json:"problems"`
	Faces    []faceJSON    `json:"faces"` // of this machine, on paper
}

// Run checks everything and publishes nothing.
func (c *checkCmd) Run(s *session) error {
	r, done, err := c.open(s)
	if err != nil {
		return err
	}
	defer done()
	if c.Fix {
		if err := c.fix(s); err != nil {
			return err
		}
	}
	faces := s.faces(&r)
	plan, err := build.Check(r)
	if err != nil {
		return err
	}
	items := 0
	if plan.Site != nil {
		items = len(plan.Site.Items())
	}
	if c.Format == "json" {
		if err := writeJSON(s, checkJSON{r.Now, items, s.problemsJSON(plan.Problems), s.facesJSON(faces)}); err != nil {
			return err
		}
		return failure(plan.Problems, plan.Usage, c.Strict)
	}
	plan.Problems.Print(s.Stderr, s.lang, diag.Paint(s.Terminal))
	if len(plan.Problems) > 0 {
		fmt.Fprintln(s.Stderr)
	}
	if err := s.failed(plan.Problems, plan.Usage, c.Strict); err != nil {
		return err
	}
	s.print("查了 %d 条内容，没有错误；警告 %d 处，建议 %d 条", "%d items checked, no errors; %d warnings, %d pieces of advice",
		items, plan.Problems.Count(diag.Warning), len(plan.Problems)-plan.Problems.Count(diag.Warning))
	s.sayFaces(faces)
	return nil
}

// fix converts what is not UTF-8, keeping each original beside it.
func (c *checkCmd) fix(s *session) error {
	dir := s.abs(c.Source)
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); p != dir && (strings.HasPrefix(n, ".") || n == "public" || n == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if ext := strings.ToLower(filepath.Ext(p)); !d.Type().IsRegular() || ext != ".md" && ext != ".toml" {
			return nil
		}
		src, err := limit.ReadDisk(p, limit.Text)
		if large := (*limit.Error)(nil); errors.As(err, &large) {
			return nil // which the check tells
		}
		if err != nil {
			return err
		}
		name, text := decode.Foreign(src)
		if name == "" {
			return nil
		}
		if err := keep(p, src); err != nil {
			return err
		}
		if err := replace(p, bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))); err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		s.print("已转成 UTF-8：%s（原来是 %s，留在 %s.bak）", "converted to UTF-8: %s (was %s, kept as %s.bak)", rel, name, rel)
		return nil
	})
}

// keep writes the previous version beside a file; an older one stays.
func keep(p string, src []byte) error {
	f, err := os.OpenFile(p+".bak", os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(src)
	return errors.Join(err, f.Close())
}

// replace writes a file beside its place and moves it there.
func replace(p string, text []byte) error {
	next := p + ".next"
	if err := os.WriteFile(next, text, 0o644); err != nil {
		return err
	}
	return os.Rename(next, p)
}
