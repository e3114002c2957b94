package web

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"banbao/internal/output"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// Frame is what surrounds a page.
type Frame struct {
	Root        string // the way to the top of the site: "", "../", "../../"
	Section     string // which word of the navigation is marked
	Title       string // of the window
	Name        string // of the page alone, for those who share a link
	Description string
	Image       string   // absolute, likewise; empty: that of the site
	Canonical   string   // absolute; empty without base_url
	Kind        string   // article or website, for those who share a link
	Other       *Script  // the page in the other script; nil where there is none
	Crumbs      []Link   // the last one is this page
	Opens       *Opening // what the page is called once it opens by itself
	Calendars   []Link   // files that calendars can subscribe to
	Feeds       []FeedLinks
	Styles      []string
	Scripts     []string
	NoIndex     bool
	Reader      string // the script that reads it aloud, for devices with a voice
	Front       bool   // the front page, which says the date itself
	Ear         *Ear   // the date, on the front page only
	Common      *Common

	parts   *parts
	related relation
	pieces  *output.Pieces // of the page while it is written
}

// parts keeps the head and the foot of pages, which are the same for all pages
// of one section and depth, and the rows of lists. They make up half of what
// templates have to do.
type parts struct {
	theme   *theme.Theme
	made    sync.Map // partOf → template.HTML, rowsOf → *madeRows
	related relatedLinks
	unread  atomic.Bool // the minifier does not understand one of them
}

type partOf struct{ name, root, section string }

type rowsOf struct {
	root   string
	leaves bool
}

func (p *parts) rowsOf(root string, leaves bool) *madeRows {
	of := any(rowsOf{root, leaves})
	if made, ok := p.made.Load(of); ok {
		return made.(*madeRows)
	}
	made, _ := p.made.LoadOrStore(of, &madeRows{html: map[*Row]template.HTML{}, still: map[*Row]int32{}})
	return made.(*madeRows)
}

// Part is what the templates "head", "masthead" and "footer" are given: only what is
// the same for all pages that share them. Section is empty in head and footer;
// Front and Ear are those of the front page, which has its own.
type Part struct {
	Root    string
	Section string
	Front   bool
	Ear     *Ear
	Common  *Common
}

// Head is the template "head" for this page.
func (f Frame) Head() (template.HTML, error) {
	return f.part("head", Part{Root: f.Root, Common: f.Common})
}

// Masthead is the template "masthead" for this page.
func (f Frame) Masthead() (template.HTML, error) {
	return f.part("masthead", Part{f.Root, f.Section, f.Front, f.Ear, f.Common})
}

// Footer is the template "footer" for this page.
func (f Frame) Footer() (template.HTML, error) {
	return f.part("footer", Part{Root: f.Root, Common: f.Common})
}

func (f Frame) part(name string, p Part) (template.HTML, error) {
	of := partOf{name, p.Root, p.Section}
	if f.Front && p.Front {
		return f.parts.execute(name, p)
	}
	if made, ok := f.parts.made.Load(of); ok {
		f.put(made.(template.HTML))
		return made.(template.HTML), nil
	}
	made, err := f.parts.execute(name, p)
	if err == nil {
		f.parts.made.Store(of, made)
		f.put(made)
	}
	return made, err
}

// put says that the page has a part in it, which need not be minified again.
func (f Frame) put(made template.HTML) {
	if !f.parts.unread.Load() {
		f.pieces.Add(string(made))
	}
}

func (p *parts) execute(name string, view any) (template.HTML, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := p.theme.Execute(b, name, view); err != nil {
		return "", err
	}
	made, ok := output.SmallHTML(b.Bytes())
	if !ok {
		p.unread.Store(true)
	}
	return template.HTML(made), nil
}

// buffers hold parts while they are made; what is kept has just its length.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Opening is what an open page is called from the moment at which it is to be
// seen.
type Opening struct {
	From  string // epoch seconds
	Title string // of the window
	Crumb string
}

// Script is the page in Traditional script, for a site that has two.
type Script struct {
	Href       string // below public/
	Language   string
	Alternates []Alternate // for machines; none without base_url
}

// Alternate is the absolute address of the page in a language.
type Alternate struct{ Language, Href string }

// Link is a word that leads somewhere; an empty Href leads nowhere.
type Link struct{ Text, Href string }

// FeedLinks is a feed that a page shows, in both forms.
type FeedLinks struct {
	Name       string
	Atom, JSON string // below public/, escaped
}

// Common is what all pages show.
type Common struct {
	Language    string
	Site        string
	Mark        []string // the signs of the square mark, from top to bottom
	Description string
	Nav         []NavLink
	Style       string
	Script      string
	Icon        string
	Today       string
	Search      string // the page that searches in everything; empty for none
	Phones      []Phone
	Issuer      string
	Address     string
	Footnote    string
	Links       []Link
	Feed        bool
	Base        string // the site's address; empty where it has none
	Share       string // absolute: the picture beside shared links; empty without an address
}

// NavLink is a word of the navigation.
type NavLink struct{ Section, Text, Href string }

// Phone is a number to ring.
type Phone struct {
	Name, Number string
	Tel          telLink
	Note         string
}

// telLink is a tel: address, which html/template takes only on our word. It
// holds digits and a plus, see telHref.
type telLink = template.URL

// Sections of the navigation.
const (
	sectionHome      = "home"
	sectionNotices   = "notices"
	sectionPublicity = "publicity"
	sectionCalendar  = "calendar"
	sectionGuides    = "guides"
	sectionRankings  = "rankings"
	sectionBoards    = "boards"
)

// publicityList is where the publicities stand.
const publicityList = "notices/kinds/publicity.html"

func (r *renderer) makeCommon() *Common {
	s := r.site
	c := &Common{
		Language:    s.Language,
		Site:        s.Title,
		Mark:        strings.Split(s.Mark, ""),
		Description: s.Description,
		Style:       r.theme.Asset("web.css"),
		Script:      r.theme.Asset("board.js"),
		Icon:        r.theme.Asset("icon.svg"),
		Today:       "today.js",
		Issuer:      s.Issuer,
		Address:     s.Address,
		Footnote:    s.Footnote,
		Feed:        s.BaseURL != "",
		Base:        s.BaseURL,
		Nav: []NavLink{
			{sectionHome, "首页", "index.html"},
			{sectionNotices, "通知", "notices/index.html"},
			{sectionPublicity, "公示", publicityList},
			{sectionCalendar, "日历", "calendar/index.html"},
			{sectionGuides, "办事", "guides/index.html"},
			{sectionRankings, "评比", "rankings/index.html"},
			{sectionBoards, "看板", "boards/index.html"},
		},
		Links: []Link{
			{"往期", "archive/index.html"},
			{"标签", "tags/index.html"},
			{"公告栏与屏幕", "boards/index.html"},
		},
	}
	if r.searches() {
		c.Search = searchPath
	}
	if own := r.theme.Asset(shareAsset); own != "" {
		c.Share = r.absolute(own)
	}
	if len(s.Mark) == 0 {
		c.Mark = nil
	}
	for _, p := range s.Phones {
		c.Phones = append(c.Phones, phone(p.Name, p.Number, p.Note))
	}
	if c.Feed && !r.theme.Off("follow") {
		c.Links = append(c.Links, Link{"跟着看通知", followPath})
	}
	if !r.theme.Off("data") {
		c.Links = append(c.Links, Link{"数据", dataPath})
	}
	if r.discloses() {
		c.Links = append(c.Links, Link{"公开目录", disclosurePath})
	}
	for _, p := range s.Pages {
		if p.Slug == "accessibility" && s.Presence(&p.Item) == site.Present {
			c.Links = append(c.Links, Link{"长者版和无障碍", p.Path()})
		}
	}
	return c
}

// rootOf is the way from a page to the top of the site.
func rootOf(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }

// frame makes the surroundings of the page at path. Crumbs lead from the
// front page to the page itself, whose link is left empty.
func (r *renderer) frame(path, section, title string, crumbs ...Link) Frame {
	f := Frame{
		Root:        rootOf(path),
		Section:     section,
		Title:       r.site.Title,
		Name:        r.site.Title,
		Kind:        "website",
		Description: r.site.Description,
		Common:      r.common,
		parts:       r.parts,
	}
	folder, _, _ := strings.Cut(path, "/")
	r.style(&f, folderStyles[folder])
	if folder == "calendar" || folder == "activities" {
		if own := r.calendarOf()[path]; own != "" {
			f.Calendars = append(f.Calendars, Link{title, own})
		}
		f.Calendars = append(f.Calendars, Link{r.site.Title, site.CalendarPath})
	}
	if title != "" {
		f.Title, f.Name = title+" - "+r.site.Title, title
	}
	if len(crumbs) > 0 {
		f.Crumbs = slices.Insert(crumbs, 0, Link{"首页", "index.html"})
	}
	if base := r.site.BaseURL; base != "" {
		u := url.URL{Path: strings.TrimSuffix(path, "index.html")}
		f.Canonical = base + strings.TrimPrefix(u.String(), "./")
	}
	f.Other = r.other(path, f.Canonical)
	return f
}

// other is the page in the other script, if the site has two.
func (r *renderer) other(path, canonical string) *Script {
	if !r.site.TwoScripts() || !site.InTraditional(path) {
		return nil
	}
	s := &Script{Href: site.Traditional + "/" + path, Language: site.Traditional}
	if base := r.site.BaseURL; base != "" {
		below := strings.TrimPrefix(canonical, base)
		s.Alternates = []Alternate{
			{r.site.Language, canonical},
			{site.Traditional, base + site.Traditional + "/" + below},
			{"x-default", canonical},
		}
	}
	return s
}

// folderStyles are the style sheets for the pages of some folders beside the
// one for all.
var folderStyles = map[string]string{
	"activities": "calendar.css",
	"calendar":   "calendar.css",
	"feeds":      "calendar.css",
	"data":       "data.css",
	"guides":     "guide.css",
	"rankings":   "ranking.css",
	"boards":     "wall.css",
	"disclosure": "disclosure.css",
	"staff":      "disclosure.css",
	"pages":      "guide.css",
	"archive":    "list.css",
	"search":     "search.css",
	"tags":       "list.css",
}

// style names a further style sheet of the theme for a page. One that the
// theme does not have is left out.
func (r *renderer) style(f *Frame, names ...string) {
	for _, n := range names {
		if p := r.theme.Asset(n); p != "" {
			f.Styles = append(f.Styles, p)
		}
	}
}

// phone makes a number that can be rung from what an author wrote.
func phone(name, number, note string) Phone {
	return Phone{Name: name, Number: number, Tel: telHref(number), Note: note}
}

// telHref is the number as a link: digits and a leading plus only. Words
// around it and an extension are left out.
func telHref(number string) telLink {
	var b strings.Builder
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '+' && b.Len() == 0:
			b.WriteRune(r)
		case r == ',' || r == '，' || r == '转' || r == '、' || r == '；' || r == ';':
			if b.Len() > 0 {
				return telLink("tel:" + b.String())
			}
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return telLink("tel:" + b.String())
}

// itemFrame is the frame of an item's own page.
func (r *renderer) itemFrame(i *site.Item, section string, title string, crumbs ...Link) Frame {
	f := r.frame(i.Path(), section, title, crumbs...)
	if i.Summary != "" {
		f.Description = i.Summary
	}
	f.Image = r.sharedPicture(i)
	f.Kind = "article"
	f.related = r.relation(i)
	if script := r.theme.Asset("read.js"); script != "" && i.Noun != site.NounRanking && i.Noun != site.NounPage {
		f.Reader = script
	}
	return f
}
