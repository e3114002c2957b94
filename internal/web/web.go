// Package web makes the website: the front page, one page for every item,
// lists by time, kind and tag, the calendar, the archive.
//
// Render turns a site into files to publish. Every page has a view: one plain
// value with all that its template may say. Views are made at once, which is
// cheap; the Markdown of a page is read and its template executed only when
// the file is written, on whichever core has time. The key of a file is the
// hash of its view, so a page whose view is as it was need not be rendered.
//
// Three things keep a key from changing without need. What every page shares
// (name, navigation, telephones) is hashed once. Rows of lists are hashed once,
// however many lists they stand in. And no page but the front page says what
// day it is: today.js does, a small file that all pages load.
//
// Elements that are to be seen only for a time carry data-from and data-until,
// seconds of the epoch; assets/board.js shows and hides them in an open page.
// Without script a page is as it was right when it was built.
//
// All links are relative and lead to files, so the site opens from a disk.
package web

import (
	"io"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"banbao/internal/diag"
	"banbao/internal/history"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/qr"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// version goes into every key. Count it up when the same view is to give
// other bytes.
const version = "web 3"

// Texts gives what is read only when a page is written.
type Texts struct {
	Markdown *markdown.Converter
	Read     func(buf []byte, b site.Body) ([]byte, error)    // the Markdown of an item, in buf if that is large enough
	Copy     func(w io.Writer, a site.Asset) error            // a file below content/, fit to be taken away
	Resize   func(w io.Writer, a site.Asset, width int) error // a picture, made that wide
	Near     func(file, dest string) diag.Words               // a hint on what a lost destination meant; may be nil
	History  func() *history.History                          // what stood on each past day; nil where nobody asks
	Shared   *site.Collections                                // that other surfaces have, too; nil where there are none
}

// Render makes the whole website. The site and the theme are only read.
func Render(s *site.Site, t *theme.Theme, texts Texts) ([]output.File, diag.List) {
	files, _, problems := RenderAfter(s, t, texts, nil)
	return files, problems
}

// rest are the pages that few look at, but for those of searching.
func rest() []func(*renderer) {
	return []func(*renderer){
		(*renderer).on,
		(*renderer).boards,
		(*renderer).disclosure,
		(*renderer).waivers,
		(*renderer).follow,
		(*renderer).data,
	}
}

// render makes every page but those of searching and the rest, and those of
// more. Notices come first, since their rows stand in the lists.
func (r *renderer) render(more ...func(*renderer)) {
	r.notices()
	r.together(append([]func(*renderer){
		(*renderer).home,
		(*renderer).lists,
		(*renderer).archive,
		(*renderer).activities,
		(*renderer).calendar,
		(*renderer).rankings,
		(*renderer).guides,
		(*renderer).pages,
		(*renderer).tags,
		(*renderer).errorPage,
		(*renderer).today,
		(*renderer).moved,
	}, more...)...)
	r.files = append(r.files, r.theme.AssetFiles()...)
	r.copies()
}

// renderer holds what the pages of one Render have in common.
type renderer struct {
	site       *site.Site
	shared     *site.Collections
	theme      *theme.Theme
	texts      Texts
	common     *Common
	parts      *parts
	sum        output.Key                         // of common
	targets    func() map[string]string           // source below content/ → page below public/; made when a link asks
	waiting    func() map[string]*site.Item       // source below content/ → what has no page yet; likewise
	boardsOf   map[string]string                  // board id → name
	places     map[string]string                  // building id → name
	tagFiles   map[string]string                  // tag → name of its list
	timeline   func() *timeline                   // made when a page asks
	calendarOf func() map[string]string           // page → calendar file; likewise
	classes    func() *classes                    // likewise
	kin        func() *site.Related               // likewise
	sinceKin   func() (map[*site.Item]bool, bool) // see site.Related.Since; likewise
	rows       map[*site.Item]*Row
	codes      *qr.Drawer
	media      map[string]output.File    // copies and pictures to publish, by path
	base       *renderer                 // the first one, which shares come from
	published  *output.Ledger            // see Earlier
	earlier    *Earlier                  // of the same surroundings; nil if there is none
	keys       map[*site.Item]output.Key // of the pages of plain notices
	made       map[string]*madeList      // lists, by path
	files      []output.File
	problems   diag.List
}

func newRenderer(s *site.Site, t *theme.Theme, texts Texts) *renderer {
	r := &renderer{
		site: s, theme: t, texts: texts,
		boardsOf: map[string]string{},
		places:   map[string]string{},
		codes:    new(qr.Drawer),
		rows:     make(map[*site.Item]*Row, len(s.Notices)),
		media:    map[string]output.File{},
		keys:     make(map[*site.Item]output.Key, len(s.Notices)),
		made:     map[string]*madeList{},
	}
	for _, b := range s.Boards {
		r.boardsOf[b.ID] = b.Name
	}
	for _, b := range s.Buildings {
		r.places[b.ID] = b.Name
	}
	r.lookUps()
	if r.shared = texts.Shared; r.shared == nil {
		r.shared = s.Collect()
	}
	r.tagFiles = r.shared.TagFiles()
	r.calendarOf = sync.OnceValue(func() map[string]string { return calendarsByPage(r.shared.Calendars()) })
	r.timeline = sync.OnceValue(func() *timeline { return newTimeline(s) })
	r.classes = sync.OnceValue(func() *classes { return newClasses(r) })
	r.kin = sync.OnceValue(func() *site.Related { return site.NewRelated(s) })
	r.common = r.makeCommon()
	r.sum = output.KeyOf(r.common)
	r.parts = &parts{theme: t}
	r.base = r
	return r
}

// lookUps makes ready what links in texts ask for.
func (r *renderer) lookUps() {
	r.targets = sync.OnceValue(func() map[string]string { return targets(r.site) })
	r.waiting = sync.OnceValue(func() map[string]*site.Item { return waiting(r.site) })
}

// Page is what every view embeds.
type Page struct {
	Frame Frame
	Text  Text   // the item's own text, if the page has one
	Rows  []*Row // of a list, in order
}

func (p *Page) page() around { return around{&p.Frame, &p.Text, &p.Rows} }

// around is where a view has what every view has.
type around struct {
	frame *Frame
	text  *Text
	rows  *[]*Row
}

// view is a pointer to a struct that embeds Page.
type view[V any] interface {
	*V
	page() around
}

// add publishes a page made by a template from a view. The view must not
// change afterwards.
func add[V any, P view[V]](r *renderer, path, template string, source diag.Pos, v V) {
	if r.theme.Off(template) {
		return
	}
	key := keyOf[V, P](r, template, &v)
	if beside := P(&v).page().frame.related.key(); !beside.IsZero() {
		key = key.With(beside)
	}
	r.files = append(r.files, output.File{
		Path:   path,
		Source: source,
		Key:    key,
		Write:  func(w io.Writer) error { return write[V, P](w, r, template, v) },
	})
}

// addLater is add for the many, and returns the key: the view is made twice,
// once for its key, if that is not known, and once to be written, and not held
// in between. It must come out the same. The key is with that of what stands
// beside the text, which may change where the rest is as it was.
func addLater[V any, P view[V]](r *renderer, path string, source diag.Pos, known, beside output.Key, make func(*renderer) (template string, v V)) output.Key {
	key := known
	if key.IsZero() {
		template, v := make(r)
		if r.theme.Off(template) {
			return key
		}
		key = keyOf[V, P](r, template, &v)
	}
	if !beside.IsZero() {
		key = key.With(beside)
	}
	base := r.base
	r.files = append(r.files, output.File{
		Path:   path,
		Source: source,
		Key:    key,
		Write: func(w io.Writer) error {
			again := base.share()
			template, v := make(again)
			return write[V, P](w, again, template, v)
		},
	})
	return key
}

// keyOf is the key of a page without what belongs to it. What many pages share
// is hashed once.
func keyOf[V any, P view[V]](r *renderer, template string, v P) output.Key {
	p := v.page()
	rows, common, parts, related := *p.rows, p.frame.Common, p.frame.parts, p.frame.related
	*p.rows, p.frame.Common, p.frame.parts, p.frame.related = nil, nil, nil, relation{}
	key := output.KeyOf(version, r.theme.Key(template), r.sum, v, rowKeys(rows))
	*p.rows, p.frame.Common, p.frame.parts, p.frame.related = rows, common, parts, related
	return key
}

// write reads a page's text and executes its template.
func write[V any, P view[V]](w io.Writer, r *renderer, template string, v V) error {
	page := P(&v).page()
	problems, err := r.fill(page.text)
	if err != nil {
		return err
	}
	page.frame.pieces = output.PiecesOf(w)
	page.frame.pieces.Add(string(page.text.HTML))
	if err := r.theme.Execute(w, template, &v); err != nil {
		return err
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// writer writes a page that has no text of its own.
func (r *renderer) writer(template string, view any) func(io.Writer) error {
	return func(w io.Writer) error { return r.theme.Execute(w, template, view) }
}

// spread does work for n items on all cores.
func (r *renderer) spread(n int, work func(r *renderer, i int)) {
	cores := min(runtime.GOMAXPROCS(0), n/200+1)
	parts := make([]func(*renderer), cores)
	for k := range parts {
		parts[k] = func(share *renderer) {
			from, to := k*n/cores, (k+1)*n/cores
			share.expect(to - from)
			for i := from; i < to; i++ {
				work(share, i)
			}
		}
	}
	r.together(parts...)
}

// expect makes room for what becomes of n items.
func (r *renderer) expect(n int) {
	r.files = make([]output.File, 0, n)
	r.rows = make(map[*site.Item]*Row, n)
	r.keys = make(map[*site.Item]output.Key, n)
}

// together makes parts of the site on all cores, each with a renderer of its
// own, and puts what they made in the order of the parts.
func (r *renderer) together(parts ...func(*renderer)) {
	shares := make([]*renderer, len(parts))
	for k := range shares {
		shares[k] = r.share()
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		all.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(parts); k = int(next.Add(1)) - 1 {
				parts[k](shares[k])
			}
		})
	}
	all.Wait()
	files := 0
	for _, share := range shares {
		files += len(share.files)
	}
	r.files = slices.Grow(r.files, files)
	for _, share := range shares {
		r.files = append(r.files, share.files...)
		r.problems = append(r.problems, share.problems...)
		maps.Copy(r.media, share.media)
		maps.Copy(r.rows, share.rows)
		maps.Copy(r.keys, share.keys)
		maps.Copy(r.made, share.made)
	}
}

// share is a renderer that collects for itself what pages ask for.
func (r *renderer) share() *renderer {
	s := *r
	s.files, s.problems = nil, nil
	s.media = map[string]output.File{}
	s.rows = map[*site.Item]*Row{}
	s.keys = map[*site.Item]output.Key{}
	s.made = map[string]*madeList{}
	return &s
}

// copies adds the pictures and attachments that pages asked for.
func (r *renderer) copies() {
	for _, path := range slices.Sorted(maps.Keys(r.media)) {
		r.files = append(r.files, r.media[path])
	}
}
