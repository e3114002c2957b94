// Package build runs the stages in order: configuration, content, theme,
// surfaces, output. It decides nothing by itself.
//
// [Prepare] makes everything that can be known without rendering a page: the
// site, and the list of files to publish. [Run] publishes them; [Check]
// renders them only to find what is wrong.
package build

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/paper"
	"banbao/internal/record"
	"banbao/internal/screen"
	"banbao/internal/sign"
	"banbao/internal/site"
)

// Request is what to build, for which moment.
type Request struct {
	Context                 context.Context // nil is never done
	FS                      fs.FS           // the site's folder
	Dir                     string          // where to publish
	Now                     time.Time
	Drafts, Future, Expired bool
	BaseURL                 string // in place of config.toml's, if not empty
	Version                 string
	Jobs                    int
	Force                   bool
	Strict                  bool            // warnings count as errors
	Read                    time.Time       // the machine's time, which may not be Now
	Program                 string          // which program this is, down to its last change
	Sized                   func(files int) // told how many files of content there are, where there is no Saved; may be nil
	Saved                   *Saved          // by an earlier build; may be nil
	Recall                  func() *Saved   // gives Saved for Run, which looks at the site's folder meanwhile; may be nil
	Kept                    *Kept           // by an earlier Prepare of the same site in this process; may be nil
	Changed                 []string        // files and folders that may differ since then; nil if anything may
	Later                   bool            // what few look at is left to Plan.Later
	Progress                func(done, total int)
	Record                  string             // the folder on the disk in which to record what is published; empty for a build that does not count
	RecordAnyway            bool               // also where config.toml says not to
	Waiting                 func()             // called if another build is publishing to Dir; may be nil
	Key                     sign.Key           // what signs build.json and what screens fetch; the zero key: nothing is signed
	HasGlyph                func(rune) bool    // tells whether paper can have a character; nil if nobody wants to know
	Fit                     func(*site.Screen) // makes a screen of config.toml another size; may be nil
}

// Plan is a site and the files that it becomes.
type Plan struct {
	Config   config.Config
	Site     *site.Site // nil when the configuration cannot be read
	Record   *record.Record
	Files    []output.File
	Problems diag.List
	Usage    bool // the configuration is at fault, not the content
	Screens  []screen.Report
	Kept     *Kept // for the next Prepare

	shared *site.Collections // nil before the surfaces are made

	own   int // of Files; those that follow say the same in the other script
	walls func() *paper.Walls
	later func() surface
}

// Later makes what Request.Later left for later: what searching and past days
// need, feeds and data, the papers of boards, and what is wrong with them. It is called once at most.
func (p *Plan) Later() ([]output.File, diag.List) {
	if p.later == nil {
		return nil, nil
	}
	late := p.later()
	return late.files, late.problems
}

// NextChange is when the site next changes by itself.
func (p *Plan) NextChange() time.Time {
	if p.shared == nil {
		return p.Site.NextChange()
	}
	return p.shared.NextChange()
}

// Walls are the site's boards and what hangs on them. They are looked at anew
// each time, since they take more memory than all pages, and few ask.
func (p *Plan) Walls() *paper.Walls { return p.walls() }

// Fails tells whether the problems keep the site from being published.
func (p *Plan) Fails(strict bool) bool { return p.Problems.Fail(strict) }

// Report is what came of a publication.
type Report struct {
	output.Report
	Clock, NextChange time.Time
	Items             int
	Problems          diag.List
	Screens           []screen.Report // nil if nothing had to be built
	Recorded          int             // lines added to the record
	Usage             bool            // the configuration is at fault, not the content
	Saved             *Saved          // for the next build; nil if there is nothing new to save
}

// Run builds a site and publishes it. If the report's problems fail, nothing
// has been written; an error is the machine's.
func Run(r Request) (Report, error) {
	kept := r.begin()
	var looked sync.WaitGroup
	looked.Go(func() { kept.listing.fill(content.Folder) })
	if r.Recall != nil {
		r.Saved = r.Recall()
	}
	looked.Wait()
	inputs, sound := snapshot(r, kept.listing)
	if report, ok := unchanged(r, inputs); ok {
		return report, nil
	}
	plan := prepare(r, kept)
	kept.listing.drop()
	report := Report{Clock: r.Now, Problems: plan.Problems, Usage: plan.Usage, Screens: plan.Screens}
	if plan.Site != nil {
		report.Clock, report.NextChange, report.Items = plan.Site.Now, plan.NextChange(), len(plan.Site.Items())
	}
	if plan.Fails(r.Strict) {
		return report, nil
	}
	if r.Strict {
		// Warnings that only rendering finds must be known before anything is moved.
		err := render(r, plan)
		report.Problems = plan.Problems
		if err != nil || plan.Fails(true) {
			return report, err
		}
	}
	opt := output.Options{
		Context: r.Context, Jobs: r.Jobs, Force: r.Force, Progress: r.Progress, Waiting: r.Waiting,
		Version: r.Version, Clock: report.Clock, NextChange: report.NextChange,
	}
	if !r.Key.IsZero() {
		opt.Sign = r.Key.Sign
	}
	if r.Saved != nil && !r.Force && r.Saved.Snapshot.Gate == gateSum(plan) {
		opt.Ledger = r.Saved.Ledger
	}
	encoded := make(chan struct{}) // what was learnt of the content is made ready to be saved meanwhile
	go func() {
		defer close(encoded)
		if r.Saved != nil && !r.Read.IsZero() {
			plan.Kept.content.Encode()
		}
	}()
	published, err := output.Publish(r.Dir, plan.Files, opt)
	<-encoded
	report.Report = published
	report.Problems = plan.shown(r.FS, append(plan.Problems, published.Problems...))
	recorded := plan.Record.Sum
	if err == nil && !published.Problems.HasErrors() && r.records(plan.Config) {
		if report.Recorded, recorded, err = r.addRecord(plan); err != nil {
			return report, err
		}
	}
	if published.Ledger != nil {
		report.Saved = &Saved{
			Snapshot: Snapshot{inputs, sound, recorded, gateSum(plan), report.Clock, report.NextChange, report.Items, lasting(report.Problems)},
			Ledger:   published.Ledger,
		}
		if !r.Read.IsZero() {
			report.Saved.Content = plan.Kept.content
			report.Saved.Around = plan.Kept.earlier.Around
			if sheets := plan.Kept.sheets; sheets != nil {
				report.Saved.AroundSheets, report.Saved.Looks = sheets.Around, sheets.Looks
			}
		}
	}
	return report, err
}

// unchanged answers from what the last build saved, if nothing that it read
// has changed, the clock has not reached the next change, and the published
// files are still there as they were.
func unchanged(r Request, inputs [32]byte) (Report, bool) {
	if r.Saved == nil || r.Force || !r.Saved.Snapshot.holds(r, inputs) || r.Saved.Snapshot.Record != record.SumOf(r.FS) || !r.Saved.Ledger.Holds(r.Dir) {
		return Report{}, false
	}
	s := &r.Saved.Snapshot
	report := Report{Clock: r.Now, NextChange: s.NextChange.In(r.Now.Location()), Items: s.Items, Problems: s.Problems}
	report.Unchanged = len(r.Saved.Ledger.Files)
	return report, true
}

// Check renders everything and publishes nothing.
func Check(r Request) (*Plan, error) {
	plan := Prepare(r)
	if plan.Site == nil {
		return plan, nil
	}
	if plan.Problems.HasErrors() {
		return plan, render(r, plan)
	}
	plan.Problems.Add(content.Proofread(r.FS, plan.Config, plan.Site)...)
	files := plan.Files
	seen := &links{base: plan.Site.BaseURL, pages: map[string]*linkedPage{}}
	plan.Files = seen.watch(files[:plan.own])
	err := render(r, plan)
	plan.Files = files
	plan.Problems = withLines(r.FS, append(plan.Problems, seen.dead(r.FS, files)...)).Sort()
	return plan, err
}

// render adds to a plan's problems what only rendering finds.
func render(r Request, plan *Plan) error {
	ctx := r.Context
	if ctx == nil {
		ctx = context.Background()
	}
	memory := output.NewMemory()
	_, problems := memory.Update(plan.Files[:plan.own]) // nothing is wrong with the others that is not wrong with these
	found, err := memory.RenderAll(ctx)
	plan.Problems = plan.shown(r.FS, append(append(plan.Problems, problems...), found...))
	return err
}

// Prepare loads configuration, content and theme, and asks each surface for
// its files.
func Prepare(r Request) *Plan { return prepare(r, r.begin()) }

func prepare(r Request, kept *Kept) *Plan {
	r.FS = kept.listing
	plan := &Plan{Kept: kept}
	cfg, problems := config.Load(r.FS)
	plan.Config, plan.Problems = cfg, problems
	if problems.HasErrors() {
		plan.Usage = true
		if cfg.Zone == nil {
			return plan
		}
	}
	if r.BaseURL != "" {
		cfg.BaseURL = r.BaseURL
	}
	if r.Fit != nil {
		for _, d := range cfg.Screens {
			r.Fit(d)
		}
	}

	look := kept.loadTheme(cfg.Theme)
	var unread diag.List
	plan.Record, unread = record.Load(kept.listing.FS) // another build may have added to it
	loading := r.loading(kept, cfg)
	loading.Revision = plan.Record.Revision
	s, cache, problems := content.Load(r.FS, cfg, loading)
	plan.Site, kept.content = s, cache
	plan.Problems.Add(problems...)
	plan.Problems.Add(unread...)
	if !problems.HasErrors() {
		plan.Problems.Add(plan.Record.Check(s)...)
		plan.Problems.Add(r.behind(plan)...)
		plan.Problems.Add(r.alreadyEnded(plan)...)
	}

	t, problems := look()
	plan.Problems.Add(problems...)
	plan.Usage = plan.Usage || onlyConfig(plan.Problems)
	if cfg.BaseURL == "" && !plan.Usage {
		plan.Problems.Add(diag.New("no-base-url", diag.Pos{File: config.File}))
	}
	if plan.Problems.HasErrors() {
		plan.Problems = plan.shown(r.FS, plan.Problems)
		return plan
	}

	plan.Problems.Add(r.glyphs(plan)...)
	r.surfaces(plan, t)
	plan.Problems = plan.shown(r.FS, plan.Problems)
	return plan
}

// onlyConfig tells whether there are errors, and all of them in config.toml.
func onlyConfig(problems diag.List) bool {
	for _, p := range problems {
		if p.Severity() == diag.Error && p.Pos.File != config.File {
			return false
		}
	}
	return problems.HasErrors()
}

// PageOf is the page of a content file, or "" for a file without one.
func (p *Plan) PageOf(source string) string {
	if i := p.Site.BySource[source]; i != nil && p.Site.Shown(i) {
		return i.Path()
	}
	return ""
}
