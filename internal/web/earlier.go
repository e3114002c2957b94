package web

import (
	"sync"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// Earlier is what an earlier Render knew of the pages of notices, which are
// the many. The page of a notice without links, pictures and attachments
// depends on the notice, on its surroundings, and on whether a moment at which
// it changes by itself has passed. Where none of these is different its key is
// the same, and need not be made again.
type Earlier struct {
	Around output.Key // of the surroundings
	Now    time.Time
	Page   func(*site.Notice) (output.Key, bool) // of a notice that is as it was

	Published *output.Ledger // what the index for searching can be renewed from; may be nil

	rows  map[*site.Item]*Row  // of the same notices in memory; may be nil
	kin   *site.Related        // of the same site in memory; may be nil
	lists map[string]*madeList // of the same rows in memory
}

// surroundings is the key of all that the page and the row of a plain notice
// depend on beside the notice.
func (r *renderer) surroundings() output.Key {
	s := r.site
	return output.KeyOf(version, r.theme.Key("notice"), r.theme.AssetsKey(), r.sum, s.Info, s.Boards, s.Screens, r.tagFiles,
		calendar.DayOf(s.Now), s.Drafts, s.Future, s.Expired)
}

// plain tells whether nothing but its surroundings and itself makes a notice's
// page, and nothing is published with it.
func plain(n *site.Notice) bool {
	return n.Publicity == nil && n.Kind != site.KindPublicity && len(n.Body.Refs) == 0 && len(n.Attachments) == 0
}

// same tells whether a notice would come out as it did earlier, if it is the
// same notice.
func (r *renderer) same(n *site.Notice) bool {
	e := r.earlier
	if e == nil || !plain(n) || r.site.Now.Before(e.Now) {
		return false
	}
	next, changes := n.NextChange(e.Now.In(r.site.Now.Location()))
	return !changes || r.site.Now.Before(next)
}

// known is the key of a notice's page, if it is known from earlier.
func (r *renderer) known(n *site.Notice) (output.Key, bool) {
	if !r.same(n) || r.theme.Off("notice") {
		return output.Key{}, false
	}
	return r.earlier.Page(n)
}

// sameKin tells whether an item leads to what it led to earlier, by what its key
// with that says.
func (r *renderer) sameKin(i *site.Item) bool {
	others, ok := r.sinceKin()
	return ok && !others[i]
}

// earlierRow is a notice's row, if it is known from earlier.
func (r *renderer) earlierRow(n *site.Notice) *Row {
	if !r.same(n) {
		return nil
	}
	return r.earlier.rows[&n.Item]
}

// RenderAfter is Render with what an earlier one knew, which may be nil. It
// tells what the next one may know of the same notices in memory.
func RenderAfter(s *site.Site, t *theme.Theme, texts Texts, earlier *Earlier) ([]output.File, *Earlier, diag.List) {
	r, next := newRendererAfter(s, t, texts, earlier)
	r.search() // first, so that what is held for it is gone while pages are written
	r.render(rest()...)
	return r.files, r.leave(next), r.problems
}

// RenderFirst is RenderAfter for who waits: what few look at is left for the
// rest, which is to be called once at most, and before the next Render.
func RenderFirst(s *site.Site, t *theme.Theme, texts Texts, earlier *Earlier) (first []output.File, makeRest func() ([]output.File, diag.List), next *Earlier, problems diag.List) {
	r, next := newRendererAfter(s, t, texts, earlier)
	r.render()
	makeRest = func() ([]output.File, diag.List) {
		all := r.share()
		all.search()
		for _, make := range rest() {
			make(all)
		}
		for path := range r.media { // which are there
			delete(all.media, path)
		}
		all.copies()
		return all.files, all.problems
	}
	return r.files, makeRest, r.leave(next), r.problems
}

// newRendererAfter is a renderer that knows what an earlier one did, and what is
// to be left for the next.
func newRendererAfter(s *site.Site, t *theme.Theme, texts Texts, earlier *Earlier) (*renderer, *Earlier) {
	r := newRenderer(s, t, texts)
	next := &Earlier{Around: r.surroundings(), Now: s.Now}
	if earlier != nil {
		r.published = earlier.Published
		if earlier.Around == next.Around {
			r.earlier = earlier
		}
	}
	r.sinceKin = sync.OnceValues(func() (map[*site.Item]bool, bool) {
		if r.earlier == nil {
			return nil, false
		}
		return r.kin().Since(r.earlier.kin)
	})
	return r, next
}

// leave leaves what the next renderer may know of the same notices in memory.
func (r *renderer) leave(next *Earlier) *Earlier {
	r.earlier = nil // closures keep the renderer
	next.rows, next.lists, next.kin = r.rows, r.made, r.kin()
	keys := r.keys
	next.Page = func(n *site.Notice) (output.Key, bool) {
		key, ok := keys[&n.Item]
		return key, ok
	}
	return next
}
