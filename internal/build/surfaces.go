package build

import (
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"

	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/feed"
	"banbao/internal/history"
	"banbao/internal/limit"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/paper"
	"banbao/internal/screen"
	"banbao/internal/site"
	"banbao/internal/theme"
	"banbao/internal/traditional"
	"banbao/internal/web"
)

// surfaces makes the site for every surface, which know nothing of each other.
func (r *Request) surfaces(plan *Plan, t *theme.Theme) {
	s, kept := plan.Site, plan.Kept
	var pages, feeds, paper, screens surface
	earlier, earlierSheets := r.known(kept), r.knownSheets(kept)
	shared := s.Collect()
	plan.shared = shared
	fsys := r.FS
	var done sync.WaitGroup
	without := feed.Without{Data: t.Off("data"), Parts: t.Off("follow"), Days: !web.TellsDays(t)}
	makeFeeds := func() {
		feeds.files, kept.feeds, feeds.problems = feed.RenderAfter(s, shared, feedTexts(s, texts(fsys)), without, kept.feeds)
	}
	again := func(first []output.File) []output.File { // in the other script
		if !s.TwoScripts() {
			return nil
		}
		return traditional.Files(first, traditional.Settings{BaseURL: s.BaseURL, Language: s.Language, Terms: plan.Config.Terms})
	}
	var boards func() surface
	done.Go(func() {
		if paper, boards = r.paper(plan, t, earlierSheets); !r.Later {
			paper.add(boards())
		}
	})
	done.Go(func() {
		screens.files, plan.Screens, screens.problems = screen.Render(s, t, r.slideTexts())
	})
	done.Go(func() { shared.NextChange() })
	webTexts := texts(r.FS)
	webTexts.Shared = shared
	webTexts.History = func() *history.History { return history.Of(s, plan.Record) }
	if r.Later {
		var rest func() ([]output.File, diag.List)
		pages.files, rest, kept.earlier, pages.problems = web.RenderFirst(s, t, webTexts, earlier)
		plan.later = func() surface {
			more, problems := rest()
			makeFeeds()
			more = append(more, feeds.files...)
			last := boards()
			own := guarded(slices.Concat(more, last.files), s, &plan.Config)
			return surface{append(own, again(more)...), plan.shown(fsys, slices.Concat(problems, feeds.problems, last.problems))}
		}
	} else {
		done.Go(makeFeeds)
		pages.files, kept.earlier, pages.problems = web.RenderAfter(s, t, webTexts, earlier)
	}
	done.Wait()
	plan.Files = slices.Concat(pages.files, feeds.files, paper.files, screens.files)
	for _, one := range []surface{pages, feeds, paper, screens} {
		plan.Problems.Add(one.problems...)
	}
	guarded(plan.Files, s, &plan.Config)
	plan.own = len(plan.Files)
	plan.Files = append(plan.Files, again(slices.Concat(pages.files, feeds.files))...)
}

// surface is what comes of a site for one surface.
type surface struct {
	files    []output.File
	problems diag.List
}

func (a *surface) add(b surface) {
	a.files = append(a.files, b.files...)
	a.problems.Add(b.problems...)
}

// paper makes the sheets, and then the boards and the round.
func (r *Request) paper(plan *Plan, t *theme.Theme, earlier *paper.Earlier) (own surface, boards func() surface) {
	s, rounds := plan.Site, &plan.Record.Rounds
	sheets, printed := paper.RenderAfter(s, t, sheetTexts(r.FS), earlier)
	plan.Kept.sheets = printed
	sources := sheetTexts(r.FS)
	plan.walls = func() *paper.Walls { return paper.NewWalls(s, t, sources, printed) }
	if t.Off("sheet") { // then there is no paper for the boards
		return surface{files: sheets}, func() surface { return surface{} }
	}
	return surface{files: sheets}, func() surface {
		walls := plan.walls()
		problems := walls.Fit()
		round := paper.Rounds(walls, rounds)
		boards, overfull := paper.Boards(walls, rounds)
		printed.Looks = walls.Looks()
		return surface{slices.Concat(round, boards), append(problems, overfull...)}
	}
}

// texts gives surfaces what they read only while writing.
func texts(fsys fs.FS) web.Texts {
	return web.Texts{
		Markdown: markdown.New(),
		Read:     content.Reader(fsys),
		Copy:     func(w io.Writer, a site.Asset) error { return content.Copy(fsys, a, w) },
		Near:     content.Near(fsys),
		Resize:   func(w io.Writer, a site.Asset, width int) error { return content.Resize(fsys, a, width, w) },
	}
}

// sheetTexts gives sheets what they read only while writing.
func sheetTexts(fsys fs.FS) paper.Texts {
	t := texts(fsys)
	return paper.Texts{Markdown: t.Markdown, Read: t.Read, Copy: t.Copy, Resize: t.Resize}
}

// feedTexts gives feeds the texts of notices, as their pages have them.
func feedTexts(s *site.Site, t web.Texts) feed.Texts {
	whole := web.WholeTexts(s, t)
	return func(n *site.Notice) feed.Text {
		w := whole(&n.Item, n.Attachments)
		text := feed.Text{Key: w.Key, HTML: w.HTML}
		for _, f := range w.Files {
			text.Files = append(text.Files, feed.File(f))
		}
		return text
	}
}

// alerts is alert.json as it is published, with what was raised by hand.
func (r *Request) alerts() []byte {
	if r.Dir == "" {
		return nil
	}
	text, err := limit.ReadDisk(filepath.Join(r.Dir, filepath.FromSlash(screen.AlertFile)), limit.Alert)
	if err != nil { // there is none
		return nil
	}
	return text
}

// slideTexts gives screens what they read.
func (r *Request) slideTexts() screen.Texts {
	t := texts(r.FS)
	read := func(b site.Body) ([]byte, error) { return t.Read(nil, b) }
	return screen.Texts{Markdown: t.Markdown, Read: read, Resize: t.Resize, Alerts: r.alerts(), Key: r.Key}
}
