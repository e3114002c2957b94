// Package content turns the folder content/ into a site.
//
// [Load] walks the folder, splits front matter from text, decodes it into
// package site's nouns, checks every value and every reference, and hands on
// a sorted *site.Site, which nobody changes afterwards. All mistakes are
// collected; none stops the reading of the rest.
//
//	content/notices/**.md       notices
//	content/activities/**.md    activities, one each; **.toml with many
//	content/rankings/**.toml    rankings, with an optional .md beside
//	content/guides/**.md        guides
//	content/pages/**.md         pages that do not age
//	content/daily.toml          the weather of the day
//	content/waivers.toml        personal data that may be public, and why
//	content/holidays/YYYY.toml  a year's holidays, read before all else
//
// Everything else below content/ is a picture or an attachment if some item
// names it, and is reported otherwise, in other words if it looks as if it
// should have been read. Texts stay in their files: an item
// knows where its text is, how long, and its hash. Markdown is read in part,
// for summaries and references, and rendered only when a page is written.
package content

import (
	"bytes"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/limit"
	"banbao/internal/markdown"
	"banbao/internal/site"
)

// Folder is where content lies in a site.
const Folder = "content"

// Options says for which moment and whom a site is loaded.
type Options struct {
	Now                     time.Time
	Drafts, Future, Expired bool

	Read     time.Time                            // the machine's time; only needed for a cache
	Revision func(*site.Site, *site.Activity) int // how often an activity has changed; may be nil
	Sized    func(files int)                      // told how many files there are, before they are read; may be nil
	Cache    *Cache                               // of an earlier Load; may be nil
	CacheKey [16]byte                             // see KeyOf; a Cache with another key is not used
	Changed  []string                             // files that may differ since the Load in this process that left Cache; none if anything may
	Again    bool                                 // another Load in this process will be told what has changed since

	trace func(file string) *decode.Table // in place of what stands in files, to learn what is asked for; nil but in a test
}

// Load reads content/ of a site. The list holds every problem of the content;
// with errors in it the site is incomplete and must not be published. The
// cache is for the next Load.
func Load(fsys fs.FS, cfg config.Config, o Options) (*site.Site, *Cache, diag.List) {
	s := &site.Site{
		Info:     cfg.Info,
		Now:      o.Now.In(cfg.Zone),
		Boards:   cfg.Boards,
		Screens:  cfg.Screens,
		Assets:   map[string]site.Asset{},
		Holidays: calendar.Shipped(),
		Drafts:   o.Drafts, Future: o.Future, Expired: o.Expired,
	}
	l := &loader{fsys: fsys, cfg: &cfg, site: s, gate: gate.New(cfg.Allowed()), read: o.Read, markdown: markdown.New(), assets: map[string]*asset{}, words: map[string]string{}, trace: o.trace}
	l.boards, l.screens, l.buildings = boardIDs(cfg.Boards), screenIDs(cfg.Screens), cfg.Buildings
	jobs, walked := l.walkAfter(o)
	if o.Sized != nil {
		o.Sized(len(jobs))
	}
	l.key, l.cache = o.CacheKey, &Cache{}
	jobs, years := splitYears(jobs)
	l.useHolidays(l.readAll(years))
	if o.Cache != nil && o.Cache.Key == l.key {
		l.cache = o.Cache
	}
	l.results = l.readAll(jobs)
	l.scanConfig()
	l.scanAssets()
	l.gather()
	l.judge()
	l.beforePublicity()
	l.rounds()
	sorted := slices.Clone(s.Notices)
	var sorting sync.WaitGroup
	sorting.Go(func() { site.SortNotices(sorted, s.Now) })
	l.crossCheck()
	sorting.Wait()
	s.Notices = sorted
	if o.Revision != nil {
		for _, a := range s.Activities {
			a.Revision = o.Revision(s, a)
		}
	}
	cache := l.newCache(o)
	cache.walked = walked
	return s, cache, l.problems.Sort()
}

// loader is the state of one Load.
type loader struct {
	fsys     fs.FS
	cfg      *config.Config
	site     *site.Site
	markdown *markdown.Converter
	cache    *Cache
	key      [16]byte // of the cache that this Load leaves
	read     time.Time
	problems diag.List
	results  []result

	gate     *gate.Gate
	findings []gate.Finding // beside those of results
	waivers  []*waiver
	texts    map[[16]byte]scanned // of attachments

	leftOvers []leftOver // files that nothing reads
	others    []string   // files that are neither Markdown nor TOML

	boards, screens, buildings []site.Place // the words that items may use

	lock   sync.Mutex
	assets map[string]*asset
	tables []string // logs of rankings, below the site

	words map[string]string // that many items share, such as tags

	trace func(file string) *decode.Table // see Options

	room struct { // for the notices to come
		sync.Mutex
		notices []site.Notice
		next    int
	}
}

// mostRoom is how many notices are made at once. They outlive what surrounds
// their making by far, and lie together, so that the memory between them can
// be used again; a server keeps as many of them as long as one is in use.
const mostRoom = 32

// notice is a new notice. The first are made one by one, since a server that
// reads a single file again should not keep a place for others.
func (l *loader) notice() *site.Notice {
	l.room.Lock()
	defer l.room.Unlock()
	if len(l.room.notices) == 0 {
		l.room.next = min(2*l.room.next+1, mostRoom)
		l.room.notices = make([]site.Notice, l.room.next)
	}
	n := &l.room.notices[0]
	l.room.notices = l.room.notices[1:]
	return n
}

// shared is a word that many items use, held once. It lets go of the text it
// stands in: a notice that keeps a word of its front matter keeps all of it.
func (l *loader) shared(word string) string {
	l.lock.Lock()
	defer l.lock.Unlock()
	kept, ok := l.words[word]
	if !ok {
		kept = strings.Clone(word)
		l.words[kept] = kept
	}
	return kept
}

// share does that with every word of a list.
func (l *loader) share(words []string) []string {
	for i, w := range words {
		words[i] = l.shared(w)
	}
	return words
}

// result is what one file gave.
type result struct {
	notices    []*site.Notice
	activities []*site.Activity
	rankings   []*site.Ranking
	guides     []*site.Guide
	pages      []*site.Page
	daily      []site.Daily
	year       *holidayYear
	problems   diag.List
	checks     []check
	findings   []gate.Finding
	waivers    []*waiver

	path   string // of a notice's file
	cached *cachedFile
}

// check is a reference that can be judged only when everything is read.
type check func(l *loader) []diag.Problem

// folders are the folders of content/ and what reads their files.
var folders = []struct {
	name, ext string
	read      func(*source, *result)
}{
	{"notices", ".md", readNotice},
	{"activities", ".md", readActivity},
	{"activities", ".toml", readActivityList},
	{"rankings", ".toml", readRanking},
	{"guides", ".md", readGuide},
	{"pages", ".md", readPage},
	{holidayFolder, ".toml", readHolidays},
}

// ofTop are the files that stand in content/ itself.
var ofTop = map[string]func(*source, *result){"daily.toml": readDaily, waiverFile: readWaivers}

// each does a piece of work n times on all cores.
func each(n int, work func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	wg.Wait()
}

// readAll reads files on all cores.
func (l *loader) readAll(jobs []job) []result {
	results := make([]result, len(jobs))
	each(len(jobs), func(i int) { l.readFile(jobs[i], &results[i]) })
	return results
}

// readFile gets what one file gives, from the cache if it is as it was.
func (l *loader) readFile(j job, r *result) {
	if l.use(j, r) {
		return
	}
	if j.stamp.Size > limit.Text {
		r.problems.Add(decode.TooLarge(j.path, j.stamp.Size))
		return
	}
	buf := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	err := readInto(buf, l.fsys, j)
	if err != nil {
		r.problems.Add(decode.Unreadable(j.path, err))
		return
	}
	src := buf.Bytes()
	text, problem := decode.Text(j.path, src)
	if problem != nil {
		r.problems.Add(*problem)
		return
	}
	s := &source{loader: l, path: j.path, text: text, skipped: len(src) - len(text)}
	s.scan(r)
	j.read(s, r)
	if r.cacheable(j.path) {
		r.path, r.cached = j.path, &cachedFile{Stamp: j.stamp, Notice: r.notices[0], Problems: r.problems, Findings: r.findings, Uses: s.uses, anew: true}
		if !j.stamp.before(l.read) {
			r.cached.Sum = sumOf(src)
		}
	}
	if len(r.checks) == 0 && buf.Cap() <= keptBuffer { // a check may look at the text again
		buffers.Put(buf)
	}
}

const keptBuffer = 1 << 20 // a huge text must not stay in memory for ever

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func readInto(buf *bytes.Buffer, fsys fs.FS, j job) error {
	f, err := fsys.Open(j.path)
	if err != nil {
		return err
	}
	defer f.Close()
	buf.Grow(int(j.stamp.Size) + bytes.MinRead)
	_, err = buf.ReadFrom(f)
	return err
}

// gather puts the results together.
func (l *loader) gather() {
	s := l.site
	for i := range l.results {
		r := &l.results[i]
		s.Notices = append(s.Notices, r.notices...)
		s.Activities = append(s.Activities, r.activities...)
		s.Rankings = append(s.Rankings, r.rankings...)
		s.Guides = append(s.Guides, r.guides...)
		s.Pages = append(s.Pages, r.pages...)
		s.Daily = append(s.Daily, r.daily...)
		l.problems.Add(r.problems...)
	}
	slices.SortFunc(s.Daily, func(a, b site.Daily) int { return int(a.Day) - int(b.Day) })
	slices.SortFunc(s.Activities, func(a, b *site.Activity) int { return strings.Compare(a.Slug, b.Slug) })
	slices.SortFunc(s.Rankings, func(a, b *site.Ranking) int {
		if c := b.Date.Start(s.Zone).Compare(a.Date.Start(s.Zone)); c != 0 {
			return c
		}
		return strings.Compare(a.Slug, b.Slug)
	})
	slices.SortFunc(s.Guides, func(a, b *site.Guide) int { return strings.Compare(a.Slug, b.Slug) })
	slices.SortFunc(s.Pages, func(a, b *site.Page) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return strings.Compare(a.Slug, b.Slug)
	})
	for p, a := range l.assets {
		if a.ok {
			s.Assets[p] = a.Asset
		}
	}
}

// crossCheck judges what needs the whole site: references from one item to
// another, and two items on one path.
func (l *loader) crossCheck() {
	s := l.site
	items := s.Items()
	type place struct{ folder, slug string } // what makes a path, in small letters
	taken := make(map[place]*site.Item, len(items))
	s.BySource = make(map[string]*site.Item, len(items))
	for _, i := range items {
		key := i.Source.File
		if i.Body.Text != "" || strings.HasSuffix(key, ".toml") && i.Noun == site.NounActivity {
			key += "#" + i.Slug
		}
		s.BySource[key] = i
		p := place{i.Noun.Folder(), strings.ToLower(i.Slug)}
		if other := taken[p]; other != nil {
			l.problems.Add(diag.New("same-path", i.Source, i.Path(), other.Source.String()))
			continue
		}
		taken[p] = i
	}
	for i := range l.results {
		for _, c := range l.results[i].checks {
			l.problems.Add(c(l)...)
		}
	}
	guides := l.guidePlaces()
	for i, slug := range s.HomeGuides {
		if !slices.Contains(config.IDs(guides), slug) {
			l.problems.Add(l.cfg.HomeGuideProblem(i, config.SuggestPlace(slug, guides)))
		}
	}
	l.withoutResult()
	l.disclosures()
	l.missingHolidays()
	l.reportLeftOvers()
	l.rarePictures()
	l.sameNumbers()
	l.unused()
}
