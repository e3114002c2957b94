package cli

import (
	"os/exec"
	"runtime"
	"strings"

	"banbao/internal/browser"
	"banbao/internal/diag"
)

type printCmd struct {
	Name    []string `arg:"" optional:"" help:"印哪几件：文件、网址名、月份或板报的 id，不写就是现在要张贴的全部 / which: a file, a slug, a month or a board's id; all that is current if left out"`
	Source  string   `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	BaseURL string   `short:"b" name:"base-url" aliases:"baseURL" placeholder:"URL" help:"网站的网址，代替 base_url / address of the site"`
	Clock   string   `placeholder:"TIME" help:"当作现在是几时，例如 2026-11-22T09:00 / as if it were then"`
	Out     string   `placeholder:"DIR" help:"写到哪个文件夹，不写就是网站里的 paper，图片是 slides / where to write; paper in the site if left out, slides for pictures"`
	One     string   `placeholder:"FILE.pdf" help:"全部装进一个 PDF / all in one PDF"`
	Boards  bool     `help:"只印板报和宣传栏 / blackboards and showcases only"`
	Tile    string   `enum:",a4,a3" default:"" placeholder:"a4|a3" help:"大的用 A4 或 A3 拼出来 / put large ones together from A4 or A3"`
	Fit     int      `placeholder:"N" help:"和 --tile 一起用：放大或者缩小，正好用 N 张拼一幅 / with --tile: make it as large as N sheets hold"`
	Sort    bool     `help:"按纸张分开：A4 一个文件，A3 一个文件 / by size of paper, a file each"`
	Odd     bool     `help:"只要单数页，先印这一面 / odd pages only"`
	Even    bool     `help:"只要双数页，翻过来再印 / even pages only"`
	Round   bool     `help:"巡板：一处一处取下什么、贴上什么，要贴的按路线和份数印好 / the round: what comes down and goes up at each board, with the sheets in that order"`
	Since   string   `placeholder:"DATE" help:"和 --round 一起用：那天以来变的都再印 / with --round: all that has changed since then"`
	For     string   `placeholder:"DATE" help:"和 --round 一起用：先印好那天的，写 明天 或者日期 / with --round: that day's, ahead of time; tomorrow or a date"`
	Again   bool     `help:"和 --round 一起用：上一次的再印一遍 / with --round: the last one once more"`
	Record  bool     `help:"和 --round 一起用：用了 --clock，或者 config.toml 写着不记，也记 / with --round: record it even so"`
	Slides  bool     `help:"把电子屏的页做成图片，给只会放U盘里图片的电视 / pictures of slides, for players that show a folder of pictures"`
	Screen  []string `placeholder:"ID" help:"哪块屏，可以写几次，不写就是全部 / which screen; may be repeated; all if left out"`
	Size    string   `enum:"own,1080p,4k,720p,upright" default:"own" placeholder:"SIZE" help:"1080p、4k、720p、upright（竖着的 1080×1920），不写就是屏自己的大小 / size of pictures; the screen's own if left out"`
	Days    int      `default:"1" placeholder:"N" help:"图片一次做几天的，每天一个文件夹 / pictures for so many days, a folder each"`
	Browser string   `placeholder:"PATH" help:"用哪个浏览器，不写就自己找 Chrome、Edge、Chromium / which browser; found by itself if left out"`
	Force   bool     `help:"覆盖不是 Banbao 写的同名文件 / replace files that Banbao did not write"`
	Quiet   bool     `short:"q" help:"没有问题就不说话 / say nothing unless something is wrong"`
}

// Run makes papers, or pictures of slides.
func (c *printCmd) Run(s *session) error {
	if err := c.roundFlags(); err != nil {
		return err
	}
	if c.Round {
		return c.round(s)
	}
	if c.Slides {
		if len(c.Name) > 0 || c.One != "" || c.Boards || c.Tile != "" || c.Fit != 0 || c.Sort || c.Odd || c.Even {
			return usageError{
				"--slides 做的是图片，不能和纸的选项、名字一起写；哪块屏用 --screen 写明",
				"--slides makes pictures; it goes with no name and none of the flags for paper. Say which screen with --screen",
			}
		}
		return c.slides(s)
	}
	if len(c.Screen) > 0 || c.Size != "own" || c.Days != 1 {
		return usageError{
			"--screen、--size、--days 要和 --slides 一起写",
			"--screen, --size and --days go with --slides",
		}
	}
	return c.paper(s)
}

// program finds the browser, or says what to do without one.
func (c *printCmd) program(s *session, without diag.Words) (string, error) {
	own, by := c.Browser, "--browser"
	if own == "" {
		own, by = s.Getenv("BANBAO_BROWSER"), "BANBAO_BROWSER"
	}
	if own != "" {
		if strings.ContainsAny(own, `/\`) {
			own = s.abs(own)
		}
		if program, err := exec.LookPath(own); err == nil {
			return program, nil
		}
		s.say("banbao：没有 %s 说的程序 %s", "banbao: there is no program %[2]s, which %[1]s names", by, own)
	} else {
		if program, ok := browser.Find(runtime.GOOS, s.Getenv, exec.LookPath); ok {
			return program, nil
		}
		if c.Slides {
			s.say("banbao：没有找到浏览器，做不了图片", "banbao: no browser was found, so there can be no pictures")
		} else {
			s.say("banbao：没有找到浏览器，做不了 PDF", "banbao: no browser was found, so there can be no PDF")
		}
	}
	s.say("  提示：装一个 Chrome、Edge 或 Chromium（Debian、Ubuntu 上是 sudo apt install chromium），或者用 --browser 写明它在哪里",
		"  hint: install Chrome, Edge or Chromium (sudo apt install chromium on Debian and Ubuntu), or say where it is with --browser")
	s.say("  %s", "  %s", without.In(s.lang))
	return "", exitCode(exitMachine)
}
