package cli

import (
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"banbao/internal/browser"
	"banbao/internal/build"
	"banbao/internal/diag"
	"banbao/internal/face"
	"banbao/internal/output"
	"banbao/internal/pdf"
)

// press prints sheets to PDF, and keeps each on the disk until all are there.
type press struct {
	cmd      *printCmd
	s        *session
	memory   *output.Memory
	browser  *browser.Browser
	scratch  string
	progress *progress
	lock     sync.Mutex // a page asks for several files at once
	wardrobe wardrobe
	extra    map[string][]byte // pages that are no pages of the site
	tiled    []tiled
	unsound  error // what was wrong with a file of the site
	site     string
	language string
	version  string
	now      time.Time
}

// newPress finds and starts the browser.
func newPress(c *printCmd, s *session, plan *build.Plan, faces []face.Chosen) (*press, error) {
	p := &press{cmd: c, s: s, memory: output.NewMemory(), progress: newProgress(s, c.Quiet),
		extra: map[string][]byte{}, site: plan.Site.Title, language: plan.Site.Language, version: version(), now: plan.Site.Now}
	if _, problems := p.memory.Update(plan.Files); problems.HasErrors() {
		return nil, s.outcome(problems, false, false)
	}
	program, err := c.program(s, diag.Words{
		Zh: "没有浏览器的程序，也能印：banbao build 以后，在别的电脑的浏览器里打开 public/print 里的那一页，按 Ctrl+P",
		En: "it can be printed without: after banbao build, open the page in public/print in a browser elsewhere and press Ctrl+P",
	})
	if err != nil {
		return nil, err
	}
	if p.scratch, err = os.MkdirTemp("", "banbao-paper-"); err != nil {
		return nil, err
	}
	p.wardrobe = wardrobe{faces: faces, chars: map[string][]rune{}}
	if p.browser, err = browser.Start(s.ctx, program); err != nil {
		os.RemoveAll(p.scratch)
		return nil, p.failed(err)
	}
	return p, nil
}

func (p *press) close() {
	p.browser.Close()
	os.RemoveAll(p.scratch)
}

// files gives pages what they ask for. Scripts are for screens.
func (p *press) files(name string) ([]byte, string, bool) {
	switch {
	case strings.HasSuffix(name, ".js"):
		return nil, "", false
	case strings.HasPrefix(name, faceFolder):
		p.lock.Lock()
		defer p.lock.Unlock()
		return p.wardrobe.file(name)
	}
	if page, ok := p.extra[name]; ok {
		p.lock.Lock()
		defer p.lock.Unlock()
		return p.wardrobe.dress(name, page), "text/html; charset=utf-8", true
	}
	body, found, err := p.memory.Get(name)
	p.lock.Lock()
	defer p.lock.Unlock()
	if err != nil && p.unsound == nil {
		p.unsound = err
	}
	if found && err == nil && strings.HasSuffix(name, ".html") {
		return p.wardrobe.dress(name, body.Bytes), body.ContentType, true
	}
	return body.Bytes, body.ContentType, found && err == nil
}

// at is where the PDF of the sheet k waits.
func (p *press) at(k int) string { return filepath.Join(p.scratch, fmt.Sprintf("%06d.pdf", k)) }

// print prints all sheets to where they wait.
func (p *press) print(sheets []sheet) error {
	paths := make([]string, len(sheets))
	for k, x := range sheets {
		paths[k] = x.path
	}
	for k, x := range sheets {
		if x.title == "" {
			sheets[k].title = p.titleOf(x.path)
		}
	}
	return p.pages(paths, func(k int, pdf []byte) error { return os.WriteFile(p.at(k), pdf, 0o666) })
}

// pages prints pages.
func (p *press) pages(paths []string, take func(k int, pdf []byte) error) error {
	view := browser.View{Files: p.files, Width: 1200, Height: 1600}
	err := p.browser.Papers(view, paths, func(k int, pdf []byte) error {
		p.progress.step(k+1, len(paths))
		return take(k, pdf)
	})
	p.progress.end()
	var problems diag.List
	switch {
	case errors.As(p.unsound, &problems):
		return p.s.outcome(problems, false, false)
	case p.unsound != nil:
		return p.unsound
	case err != nil:
		return p.failed(err)
	}
	return nil
}

// titleOf is what a page calls itself, without the name of the site.
func (p *press) titleOf(path string) string {
	body, _, _ := p.files(path)
	_, rest, _ := strings.Cut(string(body), "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	title, _, _ = strings.Cut(html.UnescapeString(title), "（打印版）")
	title, _ = strings.CutSuffix(title, " - "+p.site)
	return title
}

// failed says that it was the browser.
func (p *press) failed(err error) error {
	if errors.Is(err, context.Canceled) || p.s.ctx.Err() != nil {
		return context.Canceled
	}
	var disk *os.PathError
	if errors.As(err, &disk) {
		return err
	}
	p.s.say("banbao：浏览器没有做成：%s", "banbao: the browser failed: %s", err)
	p.s.say("  提示：再试一次；还不行就用 --browser 换一个浏览器。原来的 PDF 没有动", "  hint: try again, or take another browser with --browser. The PDFs of before are untouched")
	return exitCode(exitMachine)
}

// doc reads what was printed of the sheet k.
func (p *press) doc(k int) (*pdf.Doc, error) {
	text, err := os.ReadFile(p.at(k))
	if err != nil {
		return nil, err
	}
	return pdf.Read(text)
}
