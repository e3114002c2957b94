package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/grid"
	"banbao/internal/limit"
)

type importCmd struct {
	Ranking importRankingCmd `cmd:"" help:"评比的名单和得分，从 CSV 或 xlsx / entries of a ranking"`
}

type importRankingCmd struct {
	Source string            `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	Column map[string]string `placeholder:"KEY=HEAD" help:"哪一列是什么，例如 name=户主 / which column holds what"`
	Skip   bool              `help:"读不了的行不要，其余的照样导入 / leave out rows that cannot be read"`
	Sheet  string            `arg:"" name:"file" help:"表格 / spreadsheet"`
	To     string            `arg:"" name:"ranking" optional:"" help:"哪一项评比，写短名；导入过的不用写 / slug of the ranking"`
}

// Run fills a ranking from a spreadsheet. The file that was there is kept
// beside it as .bak; with rows that cannot be read it stays as it is.
func (c *importRankingCmd) Run(s *session) error {
	dir := s.abs(c.Source)
	if err := s.needSite(c.Source); err != nil {
		return err
	}
	root, err := openSite(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	cfg, _ := config.Load(root)
	if s.lang == "" {
		s.lang = cfg.Language
	}
	file, err := c.ranking(root)
	if err != nil {
		return err
	}
	rows, err := c.rows(s)
	if err != nil {
		return err
	}
	im, problems := content.ImportRanking(root, cfg, file, filepath.ToSlash(c.Sheet), rows, c.Column)
	gate.New(cfg.Allowed()).Conceal(problems.Sort()).Print(s.Stderr, s.lang, diag.Paint(s.Terminal))
	if im.Text == nil || problems.HasErrors() && !c.Skip {
		s.say("\n有 %d 行（处）读不了，没有导入；%s 没有动", "\n%d places cannot be read; nothing was imported and %s is as it was", len(problems), file)
		return exitCode(exitContent)
	}
	p := filepath.Join(dir, filepath.FromSlash(file))
	src, err := limit.ReadDisk(p, limit.Text)
	if err != nil {
		return err
	}
	if err := errors.Join(replace(p+".bak", src), replace(p, im.Text)); err != nil {
		return err
	}
	s.print("%s：导入 %d 条（原来的留在 %s.bak）", "%s: %d entries (the file before is kept as %s.bak)", file, im.Entries, filepath.Base(p))
	if len(problems) > 0 {
		s.print("没有导入的 %d 行（处）见上", "%d places were left out, see above", len(problems))
	}
	if len(im.Unused) > 0 {
		s.print("没有用到的列：%s", "columns that were not used: %s", strings.Join(im.Unused, pick(s.lang, "、", ", ")))
	}
	return nil
}

// ranking finds the file to fill.
func (c *importRankingCmd) ranking(site fs.FS) (string, error) {
	file, known, err := content.RankingFile(site, filepath.ToSlash(c.To), filepath.ToSlash(c.Sheet))
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", err
	case file != "":
		return file, nil
	case c.To != "":
		for i, p := range known {
			known[i] = strings.TrimSuffix(p[strings.LastIndex(p, "/")+1:], ".toml")
		}
		return "", usageError{
			fmt.Sprintf("没有评比“%s”，有的是：%s；新的先用 banbao new ranking 建好", c.To, strings.Join(known, "、")),
			fmt.Sprintf("there is no ranking %q, but %s; make a new one with banbao new ranking", c.To, strings.Join(known, ", ")),
		}
	}
	return "", usageError{
		fmt.Sprintf("没有一项评比记得“%s”，在后面写上导入到哪一项的短名；还没有的，先 banbao new ranking", filepath.Base(c.Sheet)),
		fmt.Sprintf("no ranking remembers %s; name the one to fill, or make one with banbao new ranking", filepath.Base(c.Sheet)),
	}
}

// rows reads the spreadsheet.
func (c *importRankingCmd) rows(s *session) ([]grid.Row, error) {
	p := s.abs(c.Sheet)
	src, err := limit.ReadDisk(p, limit.Sheet)
	if large := (*limit.Error)(nil); errors.As(err, &large) {
		err = grid.ErrLarge
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{fmt.Sprintf("没有文件 %s", c.Sheet), fmt.Sprintf("there is no file %s", c.Sheet)}
	}
	if err != nil && !errors.Is(err, grid.ErrLarge) {
		return nil, err
	}
	var rows []grid.Row
	if err == nil {
		rows, err = grid.Read(p, src)
	}
	switch {
	case errors.Is(err, grid.ErrLarge):
		return nil, usageError{fmt.Sprintf("%s 太大了", c.Sheet), fmt.Sprintf("%s is too large", c.Sheet)}
	case errors.Is(err, grid.ErrForm):
		return nil, usageError{fmt.Sprintf("%s 不是 CSV 或 xlsx；旧的 .xls、.et 请另存为 xlsx", c.Sheet), fmt.Sprintf("%s is neither CSV nor xlsx; save an old .xls or .et as xlsx", c.Sheet)}
	case err != nil:
		return nil, usageError{fmt.Sprintf("%s 坏了，打不开", c.Sheet), fmt.Sprintf("%s is damaged", c.Sheet)}
	}
	return rows, nil
}
