package feed

import (
	"cmp"
	"html"
	"io"
	"strings"
	"sync"
	"time"

	"banbao/internal/output"
	"banbao/internal/site"
)

// Texts gives the text of a notice, with whole addresses.
type Texts func(*site.Notice) Text

// Text is what a feed carries of a notice beside what the notice itself says.
type Text struct {
	Key   output.Key // of all that HTML depends on
	Files []File
	HTML  func() (string, error) // the error is that of reading
}

// File is what is offered to be taken away.
type File struct {
	Title, Address, Type string
	Size                 int64 // bytes; 0 when not known
}

// The feed of everything holds the first notices of the one order; the others,
// of which there are many, hold fewer.
const (
	mostInAll  = 30
	mostInPart = 10
)

// channel is a feed before it is written, the same as Atom and as JSON.
type channel struct {
	ID         string // never changes
	Atom, JSON string // addresses of the feed itself
	Page       string // of the list that shows the same; the front page where there is none
	Title      string
	Subtitle   string
	Language   string
	Author     string
	Updated    string // RFC 3339
	Entries    []*entry
}

// entry is one notice.
type entry struct {
	ID        string // never changes
	Address   string
	Title     string
	Summary   string
	Author    string
	Kind      site.Kind
	Tags      []string
	Published string // RFC 3339
	Updated   string // likewise; of the last correction
	Text      output.Key
	Files     []File
}

// noticeFeeds makes both files of each feed.
func noticeFeeds(s *site.Site, feeds []*site.Feed, texts Texts) []output.File {
	m := &maker{site: s, texts: texts, made: map[*site.Notice]*entry{}, html: map[*entry]*shared{}}
	var files []output.File
	for _, f := range feeds {
		c := m.channel(f)
		key := output.KeyOf(version, c)
		put := func(path string, write func(io.Writer, *channel, writtenText) error) {
			files = append(files, output.File{Path: path, Key: output.KeyOf(key, path), AsIs: true, Write: func(w io.Writer) error {
				return write(w, c, m.text)
			}})
		}
		put(f.Atom(), writeAtom)
		put(f.JSON(), writeJSON)
	}
	return files
}

// maker holds what the feeds of a site have in common.
type maker struct {
	site  *site.Site
	texts Texts
	made  map[*site.Notice]*entry
	html  map[*entry]*shared // no longer changed once the feeds are made
}

// shared is a text that stands in several files. It is made once, for the
// first of them, and kept until all have it.
type shared struct {
	lock sync.Mutex
	make func() (string, error)
	left int // of the files
	made string
}

func (t *shared) get() (string, error) {
	t.lock.Lock()
	defer t.lock.Unlock()
	made, err := t.made, error(nil)
	if made == "" {
		made, err = t.make()
	}
	t.left--
	t.made = made
	if t.left <= 0 {
		t.made = ""
	}
	return made, err
}

// writtenText gives an entry's text when it is written.
type writtenText func(*entry) (string, error)

// text is an entry's text as HTML; of one that has none, its summary.
func (m *maker) text(e *entry) (string, error) {
	if of := m.html[e]; of != nil {
		if text, err := of.get(); text != "" || err != nil {
			return text, err
		}
	}
	return "<p>" + html.EscapeString(cmp.Or(e.Summary, e.Title)) + "</p>", nil
}

func (m *maker) channel(f *site.Feed) *channel {
	s := m.site
	c := &channel{
		ID: s.BaseURL, Atom: address(s, f.Atom()), JSON: address(s, f.JSON()), Page: address(s, f.Page),
		Title: s.Title, Subtitle: s.Description, Language: s.Language, Author: cmp.Or(s.Issuer, s.Title),
	}
	most := mostInAll
	if f.By != site.ByNothing {
		c.ID, c.Title, c.Subtitle = address(s, f.File), f.Name+" - "+s.Title, ""
		most = mostInPart
	}
	latest := time.Unix(0, 0).In(s.Zone)
	for _, n := range f.Notices[:min(len(f.Notices), most)] {
		e := m.entry(n)
		c.Entries = append(c.Entries, e)
		if of := m.html[e]; of != nil {
			of.left += 2 // Atom and JSON
		}
		if at := updated(s, n); at.After(latest) {
			latest = at
		}
	}
	c.Updated = stamp(latest)
	return c
}

// entry is the same in all feeds.
func (m *maker) entry(n *site.Notice) *entry {
	if e := m.made[n]; e != nil {
		return e
	}
	s := m.site
	e := &entry{
		ID: address(s, n.FirstPath()), Address: address(s, n.Path()), Title: strings.ReplaceAll(n.Title, "|", ""), Summary: n.Summary,
		Author: cmp.Or(n.Issuer, s.Title), Kind: n.Kind, Tags: n.Tags, Published: stamp(n.Window.From), Updated: stamp(updated(s, n)),
	}
	if m.texts != nil {
		text := m.texts(n)
		e.Text, e.Files = text.Key, text.Files
		m.html[e] = &shared{make: text.HTML}
	}
	m.made[n] = e
	return e
}

// updated is when a notice last said something else.
func updated(s *site.Site, n *site.Notice) time.Time {
	if corrected := site.Corrected(n.Corrections, s.Now); corrected.After(n.Window.From) {
		return corrected
	}
	return n.Window.From
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }
