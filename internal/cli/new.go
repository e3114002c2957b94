package cli

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/site"
	"banbao/internal/starter"
)

type newCmd struct {
	Site     newSiteCmd     `cmd:"" help:"新建一个小而完整的网站 / make a small complete site"`
	Notice   newNoticeCmd   `cmd:"" help:"新建一条通知 / make a notice"`
	Activity newActivityCmd `cmd:"" help:"新建一个活动 / make an activity"`
	Ranking  newRankingCmd  `cmd:"" help:"新建一次评比 / make a ranking"`
	Guide    newGuideCmd    `cmd:"" help:"新建一份办事指南 / make a guide"`
	Theme    newThemeCmd    `cmd:"" help:"把自带的主题复制出来改 / copy the built-in theme, to change it"`
}

type newSiteCmd struct {
	Dir string `arg:"" help:"文件夹 / folder"`
}

// Run makes a site in a folder that is new or empty.
func (c *newSiteCmd) Run(s *session) error {
	dir := s.abs(c.Dir)
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return usageError{fmt.Sprintf("文件夹 %s 里已经有东西，换一个名字", c.Dir), fmt.Sprintf("the folder %s is not empty; choose another", c.Dir)}
	}
	now, err := s.clock("", nil)
	if err != nil {
		return err
	}
	files, err := starter.Site(calendar.DayOf(now), filepath.Base(dir))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := writeNew(dir, files); err != nil {
		return err
	}
	s.print("做好了：%s，里面有 %d 个文件。接着：\n  cd %s\n  banbao serve", "made %s with %d files. Next:\n  cd %s\n  banbao serve", c.Dir, len(files), c.Dir)
	return nil
}

type newThemeCmd struct {
	Source string   `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	Name   string   `arg:"" help:"主题的名字 / name of the theme"`
	Files  []string `arg:"" name:"file" optional:"" help:"只要这些文件，例如 assets/tokens.css；不写就全要 / only these files"`
}

// Run copies files of the program's theme into a theme of the site.
func (c *newThemeCmd) Run(s *session) error {
	dir := s.abs(c.Source)
	if err := s.needSite(c.Source); err != nil {
		return err
	}
	for i, f := range c.Files {
		c.Files[i] = filepath.ToSlash(f)
	}
	files, err := starter.Theme(c.Name, c.Files)
	var bad *starter.BadTheme
	switch {
	case errors.As(err, &bad) && bad.File != "":
		known, err := starter.ThemeFiles()
		if err != nil {
			return err
		}
		return unknownWord("new theme", bad.File, known)
	case errors.As(err, &bad):
		return usageError{fmt.Sprintf("“%s”不能做主题的名字，用字母、汉字、数字和减号", c.Name), fmt.Sprintf("%q cannot be the name of a theme; use letters, digits and hyphens", c.Name)}
	case err != nil:
		return err
	}
	err = writeNew(dir, files)
	var there *existsError
	if errors.As(err, &there) {
		return usageError{
			fmt.Sprintf("已经有 %s 了，一个文件也没有写。只要别的文件，就把它们写在后面", there.path),
			fmt.Sprintf("%s exists, so nothing was written; name the files that are wanted", there.path),
		}
	}
	if err != nil {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintln(s.Stdout, path)
	}
	s.say("在 config.toml 里写 theme = \"%s\" 就用它。没有改的文件请删去：它们照旧用程序自带的，升级时跟着变", "write theme = %q in config.toml to use it. Remove the files that you do not change: the built-in ones serve, and get better with each update", c.Name)
	return nil
}

// needSite tells whether a folder is a site that something can be added to.
func (s *session) needSite(dir string) error {
	if config.HasConfig(os.DirFS(s.abs(dir))) {
		return nil
	}
	return usageError{fmt.Sprintf("%s 不是板报网站：没有 config.toml", dir), fmt.Sprintf("%s is no Banbao site: there is no config.toml", dir)}
}

// itemFlags are those of every command that makes an item.
type itemFlags struct {
	Source string   `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	Slug   string   `placeholder:"NAME" help:"网址里的短名 / short name in the address"`
	Words  []string `arg:"" name:"title" help:"标题 / title"`
}

type newNoticeCmd struct {
	itemFlags `embed:""`
	Kind      string `placeholder:"KIND" default:"notice" help:"通知的种类，例如 publicity / kind of notice"`
}
type newActivityCmd struct {
	itemFlags `embed:""`
}
type newRankingCmd struct {
	itemFlags `embed:""`
}
type newGuideCmd struct {
	itemFlags `embed:""`
}

func (c *newNoticeCmd) Run(s *session) error {
	kinds := make([]string, 0, len(site.Kinds()))
	for _, k := range site.Kinds() {
		kinds = append(kinds, string(k))
	}
	if !slices.Contains(kinds, c.Kind) {
		return unknownWord("--kind", c.Kind, kinds)
	}
	return c.make(s, site.NounNotice, c.Kind)
}
func (c *newActivityCmd) Run(s *session) error { return c.make(s, site.NounActivity, "") }
func (c *newRankingCmd) Run(s *session) error  { return c.make(s, site.NounRanking, "") }
func (c *newGuideCmd) Run(s *session) error    { return c.make(s, site.NounGuide, "") }

// withPublicity brings to life the table that the file has as a comment.
func withPublicity(text []byte) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	in := false
	for i, l := range lines {
		if bytes.HasPrefix(l, []byte("# [publicity]")) {
			in = true
		}
		if bytes.HasPrefix(l, []byte("# result")) || len(bytes.TrimSpace(l)) == 0 {
			in = false
		}
		if in {
			lines[i] = bytes.TrimPrefix(l, []byte("# "))
		}
	}
	return bytes.Join(lines, nil)
}

// make writes a new item and says where.
func (c *itemFlags) make(s *session, noun site.Noun, kind string) error {
	dir := s.abs(c.Source)
	fsys := os.DirFS(dir)
	if err := s.needSite(c.Source); err != nil {
		return err
	}
	name := strings.Join(c.Words, " ")
	if strings.TrimSpace(name) == "" {
		return usageError{"写上标题，例如 banbao new notice 消防演练", "give a title, such as: banbao new notice \"fire drill\""}
	}
	cfg, _ := config.Load(fsys)
	if s.lang == "" {
		s.lang = cfg.Language
	}
	now, err := s.clock("", cfg.Zone)
	if err != nil {
		return err
	}
	path, text, err := starter.Item(string(noun), c.Slug, name, calendar.DayOf(now))
	var bad *starter.BadItem
	switch {
	case errors.As(err, &bad) && bad.Slug != "":
		return usageError{
			fmt.Sprintf("短名“%s”不能做网址，用小写字母、数字和减号", bad.Slug),
			fmt.Sprintf("the slug %q has more than small letters, digits and hyphens", bad.Slug),
		}
	case errors.As(err, &bad):
		return usageError{fmt.Sprintf("“%s”不能做标题", name), fmt.Sprintf("%q cannot be a title", name)}
	}
	if err != nil {
		return err
	}
	if kind != "" {
		text = bytes.Replace(text, []byte(`kind = "notice"`), []byte(`kind = "`+kind+`"`), 1)
	}
	if kind == string(site.KindPublicity) {
		text = withPublicity(text)
	}
	err = writeNew(dir, map[string][]byte{path: text})
	var there *existsError
	if errors.As(err, &there) {
		return usageError{
			fmt.Sprintf("已经有 %s 了，没有改动。换个标题，或者用 --slug 另起短名", path),
			fmt.Sprintf("%s exists and was left as it is; choose another title or a --slug", path),
		}
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, path)
	if noun == site.NounNotice {
		s.say("打开它，填好就保存；banbao serve 可以一边改一边看", "open it and fill it in; banbao serve shows it as you write")
	} else {
		s.say("打开它，把例子换成真的，填好以后删去 draft = true；banbao serve -D 可以一边改一边看", "open it, put in what is true, then remove draft = true; banbao serve -D shows it as you write")
	}
	return nil
}
