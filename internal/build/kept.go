package build

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"banbao/internal/config"
	"banbao/internal/content"
	"banbao/internal/diag"
	"banbao/internal/feed"
	"banbao/internal/limit"
	"banbao/internal/output"
	"banbao/internal/paper"
	"banbao/internal/site"
	"banbao/internal/theme"
	"banbao/internal/web"
	"banbao/themes"
)

// Kept is what one Prepare leaves in memory for the next one of the same site,
// so that its work goes by what has changed and not by what there is. It
// serves one Prepare after the other.
type Kept struct {
	listing *listing
	theme   *theme.Theme // nil if it has mistakes
	name    string       // of the theme
	content *content.Cache
	earlier *web.Earlier
	sheets  *paper.Earlier // nil if there are none
	feeds   *feed.Earlier  // likewise
}

// begin is what is known when a Prepare begins. Where nobody says what has
// changed, every folder is looked at again.
func (r *Request) begin() *Kept {
	old := r.Kept
	if old == nil {
		return &Kept{listing: newListing(r.FS)}
	}
	next := &Kept{content: old.content, earlier: old.earlier, sheets: old.sheets, feeds: old.feeds}
	if len(r.Changed) == 0 {
		next.listing = newListing(r.FS)
		return next
	}
	next.listing = old.listing
	next.listing.forget(r.Changed)
	if !slices.ContainsFunc(r.Changed, ofTheme) {
		next.theme, next.name = old.theme, old.name
	}
	return next
}

func ofTheme(name string) bool { return name == "themes" || strings.HasPrefix(name, "themes/") }

// loading is what the content is loaded with.
func (r *Request) loading(k *Kept, cfg config.Config) content.Options {
	o := content.Options{Now: r.Now, Drafts: r.Drafts, Future: r.Future, Expired: r.Expired, Read: r.Read, Sized: r.Sized, Again: r.Later}
	if r.Saved != nil {
		o.Sized = nil
	}
	source, err := limit.ReadFile(r.FS, config.File, limit.Text)
	if err != nil || r.Read.IsZero() {
		return o
	}
	o.CacheKey = content.KeyOf(r.Program, cfg, source)
	if r.Kept != nil {
		o.Changed = r.Changed
	}
	if o.Cache = k.content; o.Cache == nil && r.Saved != nil {
		o.Cache = r.Saved.cache()
	}
	return o
}

// known is what the last Prepare, or the last build on disk, knew of pages.
func (r *Request) known(k *Kept) *web.Earlier {
	if k.earlier != nil || r.Saved == nil || r.Saved.Ledger == nil {
		return k.earlier
	}
	return &web.Earlier{
		Around: r.Saved.Around,
		Now:    r.Saved.Snapshot.Clock,
		Page:   func(n *site.Notice) (output.Key, bool) { return r.saved(k, n, n.Path()) },

		Published: r.publishedHere(),
	}
}

// publishedHere is the ledger of the folder that is published to.
func (r *Request) publishedHere() *output.Ledger {
	if dir, err := filepath.Abs(r.Dir); r.Dir == "" || err != nil || dir != r.Saved.Ledger.Dir {
		return nil
	}
	return r.Saved.Ledger
}

// knownSheets is the same of sheets.
func (r *Request) knownSheets(k *Kept) *paper.Earlier {
	if k.sheets != nil || r.Saved == nil || r.Saved.Ledger == nil {
		return k.sheets
	}
	return &paper.Earlier{
		Around: r.Saved.AroundSheets,
		Looks:  r.Saved.Looks,
		Sheet:  func(n *site.Notice) (output.Key, bool) { return r.saved(k, n, n.SheetPath()) },
	}
}

// saved is the key with which a notice that is as it was has been published.
func (r *Request) saved(k *Kept, n *site.Notice, path string) (output.Key, bool) {
	if !k.content.Same(n) {
		return output.Key{}, false
	}
	w, ok := r.Saved.Ledger.Files[path]
	return w.Key, ok
}

// loadTheme begins to read the theme of this name: the site's own folder over
// the default that the program carries. What it gives waits until that is done.
func (k *Kept) loadTheme(name string) func() (*theme.Theme, diag.List) {
	var problems diag.List
	var done sync.WaitGroup
	if k.theme == nil || k.name != name {
		done.Go(func() {
			k.theme, problems = k.readTheme(name)
			k.name = name
		})
	}
	return func() (*theme.Theme, diag.List) {
		done.Wait()
		t := k.theme
		if len(problems) > 0 {
			k.theme = nil
		}
		return t, problems
	}
}

func (k *Kept) readTheme(name string) (*theme.Theme, diag.List) {
	dir := "themes/" + name
	var own fs.FS
	if info, err := fs.Stat(k.listing, dir); err == nil && info.IsDir() {
		if sub, err := fs.Sub(k.listing, dir); err == nil {
			own = sub
		}
	} else if name != "default" && themes.Named(name) == nil {
		return nil, diag.List{diag.New("unknown-theme", diag.Pos{File: config.File}, name)}
	}
	return theme.Load(own, theme.Settings{Name: name})
}
