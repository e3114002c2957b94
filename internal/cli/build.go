package cli

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/output"
	"banbao/internal/record"
	"banbao/internal/screen"
)

type buildCmd struct {
	siteFlags   `embed:""`
	Destination string `short:"d" placeholder:"DIR" help:"写到哪个文件夹，不写就是网站里的 public / where to publish"`
	Jobs        int    `placeholder:"N" help:"同时做几件，不写就看有几个核 / workers"`
	Force       bool   `help:"覆盖不是 Banbao 写的同名文件 / replace files that Banbao did not write"`
	Strict      bool   `help:"有警告也不发布 / warnings stop the build"`
	Format      string `enum:"text,json" default:"text" help:"text 或 json / format of the report"`
	Record      bool   `help:"用了 --clock 或 -d，或者 config.toml 写着不记，也记进 record / add to the record even with --clock or -d, or where config.toml says not to"`
	Quiet       bool   `short:"q" help:"没有问题就不说话 / say nothing unless something is wrong"`
	UntilNext   bool   `help:"生成以后等着，到网站下一次该变的时候才结束 / then wait, and end when the site is due to change"`
}

// buildJSON is what --format json prints.
type buildJSON struct {
	Clock      time.Time     `json:"clock"`
	NextChange time.Time     `json:"next_change"`
	Items      int           `json:"items"`
	Files      filesJSON     `json:"files"`
	Problems   []problemJSON `json:"problems"`
	Recorded   int           `json:"recorded"`
	Screens    []screenJSON  `json:"screens,omitempty"`
	DurationMS int64         `json:"duration_ms"`
}

type filesJSON struct {
	Written   int `json:"written"`
	Unchanged int `json:"unchanged"`
	Removed   int `json:"removed"`
}

// Run builds the site and reports. With --until-next it ends only when it is
// time to build again, so that a shell's loop of nothing else keeps a site
// right.
func (c *buildCmd) Run(s *session) error {
	clock, next, err := c.build(s)
	if err != nil || !c.UntilNext {
		return err
	}
	if !c.Quiet {
		s.say("等到那时；要停下，按 Ctrl+C", "waiting until then; press Ctrl+C to stop")
	}
	return s.waitUntil(clock, next)
}

// build builds the site once, and tells how long it is right, and by which
// clock.
func (c *buildCmd) build(s *session) (clock func() time.Time, next time.Time, err error) {
	began := s.Now()
	r, done, err := c.open(s)
	if err != nil {
		return nil, next, err
	}
	defer done()
	clock = s.goesOn(s.Now(), r.Now)
	if c.Destination != "" {
		r.Dir = s.abs(c.Destination)
	}
	if err := s.apart(c.Source, r.Dir, c.Destination); err != nil {
		return nil, next, err
	}
	r.Jobs, r.Force, r.Strict = c.Jobs, c.Force, c.Strict
	if cfg, problems := config.Load(r.FS); !problems.HasErrors() { // else the build says so
		if r.Key, problems = s.signer(&cfg, s.abs(c.Source), r.Dir); problems.HasErrors() {
			return nil, next, s.outcome(problems, true, c.Strict)
		}
		r.Program += "\x00" + string(r.Key.Public())
	}
	if err := c.record(s, &r); err != nil {
		return nil, next, err
	}
	output.Sweep(filepath.Join(r.Dir, filepath.FromSlash(screen.AlertFile)), s.Now())
	progress := newProgress(s, c.Quiet || c.Format == "json")
	r.Progress = progress.step
	r.Waiting = func() {
		s.say("另一个 banbao 正在写同一个文件夹，等它写完", "another banbao is publishing to this folder; waiting for it")
	}
	file := savedFile(s.abs(c.Source), r.Dir)
	if !r.Force {
		r.Recall = func() *build.Saved {
			saved := loadBuild(file)
			if saved != nil {
				boundAgain(len(saved.Ledger.Files))
			}
			return saved
		}
	}
	report, err := build.Run(r)
	progress.end()
	if err != nil {
		return nil, next, err
	}
	saveBuild(file, report.Saved)
	took := s.Now().Sub(began)
	if c.Format == "json" {
		return clock, report.NextChange, c.json(s, report, took)
	}
	if err := s.outcome(report.Problems, report.Usage, c.Strict); err != nil {
		return nil, next, err
	}
	if !c.Quiet {
		c.text(s, report, took)
	}
	return clock, report.NextChange, nil
}

// record decides whether a build is recorded: one of this moment, to the
// folder that the public reads, is. Another moment or another folder is most
// likely a look at how it would be; --record says that it is not.
func (c *buildCmd) record(s *session, r *build.Request) error {
	if c.Record && (c.Drafts || c.Future) {
		return usageError{"用了 -D 或 -F 的不是正式的网站，不能和 --record 一起写", "a build with -D or -F is not what the public reads and cannot be recorded; leave out --record"}
	}
	set := c.Clock != "" || s.Getenv("SOURCE_DATE_EPOCH") != ""
	if c.Record || !set && c.Destination == "" {
		r.Record, r.RecordAnyway = filepath.Join(s.abs(c.Source), record.Folder), c.Record
	}
	return nil
}

// apart refuses to publish among the sources of a site, this one or another,
// and into a folder that holds the site. said is how the folder was named.
//
// Links count as what they lead to. The folder that is published to where
// nobody names one must not be a link: a site that one was given might have it.
func (s *session) apart(source, dir, said string) error {
	if info, err := os.Lstat(dir); said == "" && err == nil && info.Mode()&fs.ModeSymlink != 0 {
		name := filepath.Base(dir)
		return usageError{
			fmt.Sprintf("%[1]s 是一个指到别处的链接，没有发布。要发布到那里，用 -d 写明：-d %[1]s", name),
			fmt.Sprintf("%[1]s is a link to elsewhere, and nothing was published; to publish there, say so: -d %[1]s", name),
		}
	}
	site, dir := followed(s.abs(source)), followed(dir)
	among := dir == filepath.Dir(dir) || dir == site || strings.HasPrefix(site, dir+string(filepath.Separator))
	for at := dir; !among && at != filepath.Dir(at); at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(at), config.File)); err == nil {
			switch filepath.Base(at) {
			case "content", "themes", record.Folder, cacheFolder:
				among = true
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, config.File)); err == nil || among {
		return usageError{
			fmt.Sprintf("不能写进 %s：那里是网站自己的文件。换一个文件夹，例如 -d public", said),
			fmt.Sprintf("cannot publish to %s: a site's own files are there; choose another folder, such as -d public", said),
		}
	}
	return nil
}

// followed is where a path leads, as far as there is something.
func followed(name string) string {
	name = filepath.Clean(name)
	if there, err := filepath.EvalSymlinks(name); err == nil {
		return there
	}
	above := filepath.Dir(name)
	if above == name {
		return name
	}
	return filepath.Join(followed(above), filepath.Base(name))
}

func (c *buildCmd) text(s *session, report build.Report, took time.Duration) {
	dir := c.Destination
	if dir == "" {
		dir = "public"
	}
	s.print("%d 条内容，%d 个文件写进 %s：新写 %d，未变 %d，删去 %d；用时 %s",
		"%d items, %d files in %s: %d written, %d unchanged, %d removed; %s",
		report.Items, report.Written+report.Unchanged, dir, report.Written, report.Unchanged, report.Removed, seconds(took))
	if report.Recorded > 0 {
		s.print("记进 record：%d 行", "added to the record: %d lines", report.Recorded)
	}
	s.screens(report.Screens)
	next := report.NextChange
	day := calendar.DayOf(next)
	s.print("下一次变化：%s %s", "next change: %s, %s", pick(s.lang, day.Chinese()+" "+day.WeekdayChinese(), day.String()), next.Format("15:04"))
}

func (c *buildCmd) json(s *session, report build.Report, took time.Duration) error {
	out := buildJSON{
		Clock: report.Clock, NextChange: report.NextChange, Items: report.Items,
		Problems:   s.problemsJSON(report.Problems),
		Recorded:   report.Recorded,
		Screens:    screensJSON(report.Screens, false),
		DurationMS: took.Milliseconds(),
		Files:      filesJSON{report.Written, report.Unchanged, report.Removed},
	}
	if err := writeJSON(s, out); err != nil {
		return err
	}
	return failure(report.Problems, report.Usage, c.Strict)
}

func writeJSON(s *session, v any) error {
	e := json.NewEncoder(s.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
