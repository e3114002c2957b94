package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/diag"
)

// siteFlags are those of every command that reads a site.
type siteFlags struct {
	Source  string `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	BaseURL string `short:"b" name:"base-url" aliases:"baseURL" placeholder:"URL" help:"网站的网址，代替 base_url / address of the site"`
	Clock   string `placeholder:"TIME" help:"当作现在是几时，例如 2026-11-22T09:00 / build as if it were then"`
	Drafts  bool   `short:"D" aliases:"buildDrafts" help:"草稿也生成 / include drafts"`
	Future  bool   `short:"F" aliases:"buildFuture" help:"还没到时候的也生成 / include what is scheduled"`
	Expired bool   `short:"E" aliases:"buildExpired" help:"已结束的也列出 / list what has ended"`
}

// open finds the site and makes a request for it. The root keeps everything
// that is read inside the site's folder, whatever links lead where.
func (f *siteFlags) open(s *session) (build.Request, func(), error) {
	bound(0)
	dir := s.abs(f.Source)
	root, err := openSite(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return build.Request{}, nil, usageError{fmt.Sprintf("没有文件夹 %s", f.Source), fmt.Sprintf("there is no folder %s", f.Source)}
		}
		return build.Request{}, nil, err
	}
	var fsys fs.FS = root
	r := build.Request{
		Context: s.ctx, FS: fsys, Dir: filepath.Join(dir, "public"), Version: version(), Program: program(), Read: s.Now(), Sized: bound,
		Drafts: f.Drafts, Future: f.Future, Expired: f.Expired,
	}
	cfg, _ := config.Load(fsys)
	if s.lang == "" {
		s.lang = cfg.Language
	}
	r.Now, err = s.clock(f.Clock, cfg.Zone)
	if err != nil {
		root.Close()
		return build.Request{}, nil, err
	}
	if f.BaseURL != "" {
		clean, ok := config.CleanBaseURL(f.BaseURL)
		if !ok {
			root.Close()
			return build.Request{}, nil, usageError{fmt.Sprintf("-b 要写完整的网址，例如 https://xincheng.example/，不是“%s”", f.BaseURL), fmt.Sprintf("-b must be a complete address such as https://xincheng.example/, not %q", f.BaseURL)}
		}
		r.BaseURL = clean
	}
	return r, func() { root.Close() }, nil
}

// clock is the moment to build for: --clock, else SOURCE_DATE_EPOCH, else now.
func (s *session) clock(flag string, zone *time.Location) (time.Time, error) {
	if zone == nil {
		zone = time.FixedZone("CST", 8*60*60)
	}
	if flag != "" {
		m, err := calendar.ParseMomentIn(flag, zone)
		if err != nil {
			return time.Time{}, usageError{fmt.Sprintf("--clock 写成 2026-11-22T09:00，不是“%s”", flag), fmt.Sprintf("--clock is written 2026-11-22T09:00, not %q", flag)}
		}
		return m.Start(zone), nil
	}
	if epoch := s.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, usageError{fmt.Sprintf("SOURCE_DATE_EPOCH 要写秒数，不是“%s”", epoch), fmt.Sprintf("SOURCE_DATE_EPOCH must be seconds, not %q", epoch)}
		}
		return time.Unix(n, 0).In(zone), nil
	}
	return s.Now().In(zone), nil
}

// outcome prints the problems that press, and gives the exit code that they
// ask for.
func (s *session) outcome(problems diag.List, usage, strict bool) error {
	shown := problems.Pressing()
	shown.Print(s.Stderr, s.lang, diag.Paint(s.Terminal))
	if len(shown) > 0 {
		fmt.Fprintln(s.Stderr)
	}
	return s.failed(problems, usage, strict)
}

// failed says how many problems there are, if they are too many, and gives the
// exit code.
func (s *session) failed(problems diag.List, usage, strict bool) error {
	if !problems.Fail(strict) {
		return nil
	}
	pressing := problems.Pressing()
	errs := pressing.Count(diag.Error)
	warnings := len(pressing) - errs
	switch {
	case errs > 0 && warnings > 0:
		s.say("有 %d 处错误、%d 处警告，没有发布", "%d errors and %d warnings; nothing was published", errs, warnings)
	case errs > 0:
		s.say("有 %d 处错误，没有发布", "%d errors; nothing was published", errs)
	default:
		s.say("有 %d 处警告，按 --strict 不算通过", "%d warnings, which --strict does not let pass", warnings)
	}
	return failure(problems, usage, strict)
}

// failure is the exit code that problems ask for, or nil.
func failure(problems diag.List, usage, strict bool) error {
	switch {
	case !problems.Fail(strict):
		return nil
	case usage:
		return exitCode(exitUsage)
	}
	return exitCode(exitContent)
}

// mostReported is how many problems a machine-readable report holds; who reads
// it sees by the number that it is full.
const mostReported = 10_000

// problemJSON is a problem in machine-readable reports.
type problemJSON struct {
	Code     diag.Code     `json:"code"`
	Severity diag.Severity `json:"severity"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
}

func (s *session) problemsJSON(l diag.List) []problemJSON {
	l, _ = l.First(mostReported)
	out := make([]problemJSON, len(l))
	for i, p := range l {
		out[i] = problemJSON{p.Code, p.Severity(), p.Pos.File, p.Pos.Line, p.Pos.Column, p.Message(s.lang), p.Hint(s.lang)}
	}
	return out
}
