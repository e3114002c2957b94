package cli

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banbao/internal/browser"
	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/site"
)

// mostDays is how far ahead pictures make sense: by then something new has
// been written.
const mostDays = 31

// slides makes pictures of what screens show.
func (c *printCmd) slides(s *session) error {
	if c.Days < 1 || c.Days > mostDays {
		return usageError{fmt.Sprintf("--days 写 1 到 %d", mostDays), fmt.Sprintf("--days is 1 to %d", mostDays)}
	}
	r, done, err := (&siteFlags{Source: c.Source, BaseURL: c.BaseURL, Clock: c.Clock}).open(s)
	if err != nil {
		return err
	}
	defer done()
	cfg, problems := config.Load(r.FS)
	if problems.HasErrors() {
		return s.outcome(problems, true, false)
	}
	chosen, err := c.chosen(&cfg)
	if err != nil {
		return err
	}
	out, said := s.abs(c.Out), c.Out
	if c.Out == "" {
		out, said = filepath.Join(s.abs(c.Source), "slides"), "slides"
	}
	for _, id := range chosen {
		if err := s.apart(c.Source, filepath.Join(out, id), said); err != nil {
			return err
		}
	}
	r.Fit = func(d *site.Screen) {
		if slices.Contains(chosen, d.ID) {
			fit(d, c.Size)
		}
	}
	scratch, err := os.MkdirTemp("", "banbao-slides-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	p := &printing{cmd: c, s: s, request: r, scratch: scratch, packs: map[string][]output.File{}, valid: map[string]time.Time{}, progress: newProgress(s, c.Quiet)}
	err = p.days(chosen)
	p.progress.end()
	if err != nil {
		return err
	}
	for _, id := range chosen {
		if err := p.publish(id, filepath.Join(out, id), said); err != nil {
			return err
		}
	}
	return nil
}

// chosen are the screens that were asked for.
func (c *printCmd) chosen(cfg *config.Config) ([]string, error) {
	var all []string
	for _, d := range cfg.Screens {
		all = append(all, d.ID)
	}
	if len(all) == 0 {
		return nil, usageError{"config.toml 里没有 [[screens]]，写上一块屏再来", "there are no [[screens]] in config.toml; describe one first"}
	}
	if len(c.Screen) == 0 {
		return all, nil
	}
	for _, id := range c.Screen {
		if !slices.Contains(all, id) {
			return nil, unknownWord("--screen", id, all)
		}
	}
	return slices.DeleteFunc(all, func(id string) bool { return !slices.Contains(c.Screen, id) }), nil
}

// fit makes a screen another size. A screen that hangs upright keeps doing so,
// and upright turns the others: then they are as wide as they were high.
func fit(d *site.Screen, size string) {
	long, short := 1920, 1080
	switch size {
	case "own":
		return
	case "4k":
		long, short = 3840, 2160
	case "720p":
		long, short = 1280, 720
	}
	tall := d.Height > d.Width
	if size == "upright" && !tall {
		d.WidthMM, tall = d.WidthMM*d.Height/d.Width, true
	}
	d.Width, d.Height = long, short
	if tall {
		d.Width, d.Height = short, long
	}
}

// printing is one run.
type printing struct {
	cmd      *printCmd
	s        *session
	request  build.Request
	browser  *browser.Browser
	scratch  string                   // where pictures wait until all are there
	packs    map[string][]output.File // by screen
	valid    map[string]time.Time     // until when the first day's is; zero for ever
	lines    []string                 // to print when all is done
	progress *progress
	done     int
}

// batch is some screens at one moment.
type batch struct {
	clock time.Time
	ids   []string
}

// days makes the pictures of all days.
func (p *printing) days(ids []string) error {
	cfg, _ := config.Load(p.request.FS)
	defer func() {
		if p.browser != nil {
			p.browser.Close()
		}
	}()
	first, left := calendar.DayOf(p.request.Now), p.cmd.Days*len(ids)
	for k := range p.cmd.Days {
		for _, b := range batches(cfg.Screens, ids, p.request.Now, first+calendar.Day(k)) {
			left -= len(b.ids)
			if err := p.batch(b, left); err != nil {
				return err
			}
		}
	}
	return nil
}

// batches are the moments for which a day's pictures are made: now for today,
// and for another day when each screen wakes.
func batches(screens []*site.Screen, ids []string, now time.Time, day calendar.Day) []batch {
	var all []batch
	for _, d := range screens {
		if !slices.Contains(ids, d.ID) {
			continue
		}
		clock := now
		if day != calendar.DayOf(now) {
			clock = day.Start(now.Location())
			wakes, _, _ := strings.Cut(d.Hours, "-")
			if t, err := time.Parse("15:04", strings.TrimSpace(wakes)); err == nil {
				clock = time.Date(day.Year(), day.Month(), clock.Day(), t.Hour(), t.Minute(), 0, 0, now.Location())
			}
		}
		k := slices.IndexFunc(all, func(b batch) bool { return b.clock.Equal(clock) })
		if k < 0 {
			k = len(all)
			all = append(all, batch{clock: clock})
		}
		all[k].ids = append(all[k].ids, d.ID)
	}
	return all
}

// batch makes pictures of some screens at a moment; so many are left after.
func (p *printing) batch(b batch, left int) error {
	p.request.Now = b.clock
	plan := build.Prepare(p.request)
	p.request.Kept = plan.Kept
	if plan.Site == nil || plan.Fails(false) || p.browser == nil {
		if err := p.s.outcome(plan.Problems, plan.Usage, false); err != nil {
			if slices.ContainsFunc(plan.Problems, func(x diag.Problem) bool { return x.Code == "screen-too-small" }) && p.cmd.Size != "own" {
				p.s.say("  这是按 --size %s 算的；不写 --size 就是屏自己的大小", "  that is by --size %s; leave it out for the screen's own size", p.cmd.Size)
			}
			return err
		}
	}
	if p.browser == nil {
		program, err := p.cmd.program(p.s, diag.Words{
			Zh: fmt.Sprintf("没有浏览器，网页照样完整：banbao build 以后把 public 整个拷进U盘，在电视的浏览器里打开 screens/%s/index.html", b.ids[0]),
			En: fmt.Sprintf("the pages are complete without one: after banbao build, copy all of public to the stick and open screens/%s/index.html in the television's browser", b.ids[0]),
		})
		if err != nil {
			return err
		}
		if p.browser, err = browser.Start(p.s.ctx, program); err != nil {
			return p.failed(err)
		}
	}
	memory := output.NewMemory()
	if _, problems := memory.Update(plan.Files); problems.HasErrors() {
		return p.s.outcome(problems, false, false)
	}
	var packs []*pack
	n := 0
	for _, r := range plan.Screens {
		if slices.Contains(b.ids, r.Screen.ID) {
			one := packOf(plan.Site, r)
			if p.cmd.Days > 1 {
				one.folder = calendar.DayOf(b.clock).String()
			}
			packs = append(packs, one)
			n += len(one.slides)
		}
	}
	total := p.done + n + n*left/len(b.ids)
	for _, one := range packs {
		if err := p.pictures(one, memory, total); err != nil {
			return err
		}
	}
	return nil
}

// showSlide is a function of the page's own language; see there.
//
//go:embed slide.js
var showSlide string

// pictures takes those of one screen on one day.
func (p *printing) pictures(one *pack, memory *output.Memory, total int) error {
	d := one.report.Screen
	var unsound error // what was wrong with a file of the site
	view := browser.View{Path: "screens/" + d.ID + "/index.html", Width: d.Width, Height: d.Height, Scale: 1}
	if long := max(d.Width, d.Height); long > 2000 && d.Width%2 == 0 && d.Height%2 == 0 {
		// As televisions do: a hair of a line is two pixels there.
		view.Width, view.Height, view.Scale = d.Width/2, d.Height/2, 2
	}
	view.Files = func(name string) ([]byte, string, bool) {
		if strings.HasSuffix(name, ".js") { // the player: it would go on to the next slide
			return nil, "", false
		}
		body, found, err := memory.Get(name)
		if err != nil && unsound == nil {
			unsound = err
		}
		return body.Bytes, body.ContentType, found && err == nil
	}
	var scripts []string
	for _, slide := range one.slides {
		id, err := json.Marshal(slide.ID)
		if err != nil {
			return err
		}
		scripts = append(scripts, fmt.Sprintf("(%s)(%s, %d, %t)", expression(showSlide), id, one.clock.Unix(), slide.Kind == "quiet"))
	}
	var files []output.File
	err := p.browser.Pictures(view, scripts, func(k int, png []byte) error {
		at := filepath.Join(p.scratch, one.clock.Format("20060102-")+d.ID+"-"+one.files[k])
		if err := os.WriteFile(at, png, 0o666); err != nil {
			return err
		}
		files = append(files, output.File{Path: one.at(one.files[k]), AsIs: true, Write: copyOf(at)})
		p.done++
		p.progress.step(p.done, max(total, p.done))
		return nil
	})
	var problems diag.List
	switch {
	case errors.As(unsound, &problems):
		return p.s.outcome(problems, false, false)
	case unsound != nil:
		return unsound
	case err != nil:
		return p.failed(err)
	}
	texts, err := one.texts(p.s)
	if err != nil {
		return err
	}
	files = append(files, texts...)
	if len(p.packs[d.ID]) == 0 {
		p.valid[d.ID] = one.until
	}
	p.packs[d.ID] = append(p.packs[d.ID], files...)
	p.lines = append(p.lines, d.ID+"\x00"+one.line(p.s))
	return nil
}

// expression is a script without the comment before it.
func expression(script string) string { return script[strings.Index(script, "\n("):] }

// failed says that it was the browser.
func (p *printing) failed(err error) error {
	if errors.Is(err, context.Canceled) || p.s.ctx.Err() != nil {
		return context.Canceled
	}
	var disk *os.PathError
	if errors.As(err, &disk) {
		return err
	}
	p.progress.end()
	p.s.say("banbao：浏览器没有做成：%s", "banbao: the browser failed: %s", err)
	p.s.say("  提示：再试一次；还不行就用 --browser 换一个浏览器。原来的图片没有动", "  hint: try again, or take another browser with --browser. The pictures of before are untouched")
	return exitCode(exitMachine)
}

// publish brings a screen's pictures to where they are wanted. Nothing there
// has been touched until now.
func (p *printing) publish(id, dir, said string) error {
	opt := output.Options{
		Context: p.s.ctx, Force: p.cmd.Force, Version: p.request.Version, Clock: p.request.Now, NextChange: p.valid[id],
		Waiting: func() {
			p.s.say("另一个 banbao 正在写同一个文件夹，等它写完", "another banbao is publishing to this folder; waiting for it")
		},
	}
	report, err := output.Publish(dir, p.packs[id], opt)
	if err != nil {
		return err
	}
	if err := p.s.outcome(report.Problems, false, false); err != nil {
		return err
	}
	if p.cmd.Quiet {
		return nil
	}
	for _, line := range p.lines {
		if of, words, _ := strings.Cut(line, "\x00"); of == id {
			fmt.Fprintln(p.s.Stdout, strings.ReplaceAll(words, "\x01", filepath.Join(said, id)))
		}
	}
	return nil
}
