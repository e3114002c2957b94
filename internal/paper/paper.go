// Package paper makes what is pinned to walls: for everything that is current
// or still to come a sheet that any browser prints right, print/<page>.html,
// and the months as wall calendars, print/calendar/2026-11.html.
//
// Every page says in its first line what it is and what paper it wants:
// <html data-sheet="publicity" data-paper="A4">. Nobody else keeps a table of
// that.
//
// A sheet says what its page says and what paper must say besides: where it
// hangs, since when, when it comes down, and how to reach the page (a QR code
// and the address, where the site has one). Its look follows from the item
// ([site.Notice.SheetOf]) or from what the author wrote (sheet = "official").
//
// Views are made at once, and are small; the text is read and the code drawn
// when the sheet is written. A theme that switches the template "sheet" off
// has no paper, and nothing is done for it.
//
// Sizes are those of the wall, not of the page: a short text is set large, a
// long one goes on over further sheets, and none is set smaller than can be
// read from where people stand (themes/default/assets/paper.css).
package paper

import (
	"fmt"
	"html/template"
	"io"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/qr"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// version goes into every key. Count it up when the same view is to give other
// bytes.
const version = "paper 5"

// Texts gives what is read when a sheet is written.
type Texts struct {
	Markdown *markdown.Converter
	Read     func(buf []byte, b site.Body) ([]byte, error)    // the Markdown of an item
	Copy     func(w io.Writer, a site.Asset) error            // a picture as it is
	Resize   func(w io.Writer, a site.Asset, width int) error // a photograph, made that wide
}

// Sheet is one sheet, which may come out as several leaves.
type Sheet struct {
	Common
	Class     string // plain, official, publicity …
	Paper     string // A4, A3
	Size      string // short, middle, long or huge: how large the text may be
	Title     string
	LongTitle bool   // it takes three lines or more
	Longest   bool   // it would take five
	Kind      string // the word on the strip: 通知
	Number    string
	To        string
	CopyTo    string // 抄送
	RedHead   string // 新城社区居民委员会文件; empty without one
	Text      Text
	Facts     []Fact
	Publicity *Publicity
	Handout   *Handout
	List      *List
	Ranking   *Ranking
	Poster    *Poster
	Files     []string
	Sign      bool
	Issuer    string
	Signers   []string // one by one, where several sign
	Date      string
	ISO       string
	Places    string  // where it hangs
	Least     float64 // how many millimetres a character must have to be read there
	Posted    string  // 11月20日
	Remove    string  // 11月25日; empty for what hangs on
	Page      string  // its page below public/
	Reach

	// What is known when it is written. Size may be smaller then, so that it
	// stays on one leaf.
	HTML  template.HTML
	Tight bool  // with narrower lines for that
	Grid  *Grid // of an official sheet; nil else
}

// Common is what all sheets of a site share.
type Common struct {
	Root, Language, Site    string
	Style, Script, IconPath string
}

// Fact is a term and what is said of it.
type Fact struct{ Term, Text string }

// together are hours from when to when, and telephones: they stay on one line.
var together = regexp.MustCompile(`[0-9]{1,2}:[0-9]{2}(?:—|–|-|至)[0-9]{1,2}:[0-9]{2}|0[0-9]{2,3}-[0-9]{3,4}[ \x{a0}]?[0-9]{3,4}|1[0-9]{2}[ \x{a0}]?[0-9]{4}[ \x{a0}]?[0-9]{4}`)

// Whole is the text with what is not to be parted over two lines.
func (f Fact) Whole() template.HTML { return whole(f.Text) }

func whole(text string) template.HTML {
	text = template.HTMLEscapeString(text)
	if strings.ContainsAny(text, ":0") {
		text = together.ReplaceAllString(text, `<span class="nb">$0</span>`)
	}
	return template.HTML(text)
}

type renderer struct {
	site   *site.Site
	theme  *theme.Theme
	texts  Texts
	codes  *qr.Drawer
	common Common
	boards map[string]*site.Board
	media  map[string]output.File // pictures, by path
	files  []output.File

	earlier *Earlier                    // of the same surroundings; nil if there is none
	keys    map[*site.Notice]output.Key // of the sheets of notices
}

// Render makes the sheets. The site and the theme are only read.
func Render(s *site.Site, t *theme.Theme, texts Texts) []output.File {
	files, _ := RenderAfter(s, t, texts, nil)
	return files
}

func newRenderer(s *site.Site, t *theme.Theme, texts Texts) *renderer {
	r := &renderer{
		site: s, theme: t, texts: texts, codes: new(qr.Drawer), boards: map[string]*site.Board{},
		media: map[string]output.File{}, keys: map[*site.Notice]output.Key{},
	}
	r.common = commonOf(s, t)
	for _, b := range s.Boards {
		r.boards[b.ID] = b
	}
	return r
}

func (r *renderer) render() {
	s := r.site
	r.notices()
	for _, a := range s.Activities {
		if s.Printed(&a.Item) && !a.Cancelled {
			r.add(&a.Item, r.activity(a))
		}
	}
	for _, k := range s.Rankings {
		if s.Printed(&k.Item) {
			r.add(&k.Item, r.ranking(k))
		}
	}
	for _, g := range s.Guides {
		if s.Printed(&g.Item) {
			r.add(&g.Item, r.guide(g))
			r.guideSheets(g)
		}
	}
	for _, p := range s.Pages {
		if s.Printed(&p.Item) {
			r.add(&p.Item, r.page(p))
		}
	}
	r.months()
	r.weeks()
	r.plans()
	for _, path := range slices.Sorted(maps.Keys(r.media)) {
		r.files = append(r.files, r.media[path])
	}
}

func commonOf(s *site.Site, t *theme.Theme) Common {
	return Common{
		Root: "../../", Language: s.Language, Site: s.Title,
		Style: t.Asset("paper.css"), Script: t.Asset("sheet.js"), IconPath: t.Asset("icon.svg"),
	}
}

// notices makes the sheets of notices, who may be many, on all cores.
func (r *renderer) notices() {
	all := r.site.Notices
	shares := make([]*renderer, min(runtime.GOMAXPROCS(0), len(all)/200+1))
	var done sync.WaitGroup
	for k := range shares {
		share := *r
		share.files, share.media, share.keys = nil, map[string]output.File{}, map[*site.Notice]output.Key{}
		shares[k] = &share
		done.Go(func() {
			for _, n := range all[k*len(all)/len(shares) : (k+1)*len(all)/len(shares)] {
				if r.site.Printed(&n.Item) && n.Withdrawn == nil {
					share.addNotice(n)
				}
			}
		})
	}
	done.Wait()
	for _, share := range shares {
		r.files = append(r.files, share.files...)
		maps.Copy(r.media, share.media)
		maps.Copy(r.keys, share.keys)
		share.earlier = nil // closures keep the renderer
	}
}

// sheet begins an item's sheet with what all have.
func (r *renderer) sheet(i *site.Item, class site.Sheet) *Sheet {
	v := &Sheet{
		Common: r.common, Class: string(class), Paper: "A4", Title: i.Title, Page: i.Path(),
		LongTitle: utf8.RuneCountInString(plain(i.Title)) > longTitle,
		Longest:   utf8.RuneCountInString(plain(i.Title)) > longestTitle,
		Size:      sizeOf(i.Body.Size - i.Body.Returns),
	}
	v.Places, v.Least = r.places(i)
	if !i.Window.From.IsZero() {
		v.Posted = dayOf(i.Window.From)
	}
	if !i.Window.Until.IsZero() {
		v.Remove = dayOf(i.Window.Until)
	}
	v.Text = r.text(i)
	v.Reach = r.reach(i.Path())
	return v
}

// add publishes a sheet.
func (r *renderer) add(i *site.Item, v *Sheet) {
	r.files = append(r.files, output.File{
		Path: i.SheetPath(), Source: i.Source, Key: r.keyOf(v),
		Write: func(w io.Writer) error { return r.write(w, v) },
	})
}

// template is the name of the template that a sheet is written with.
func (r *renderer) template(v *Sheet) string {
	name := "sheet"
	switch class := site.Sheet(v.Class); {
	case class == site.SheetOfficial, class == site.SheetSealed, class == site.SheetPreprinted:
		name = "sheet-official"
	case v.Ranking != nil && v.Ranking.Leaves != nil:
		name = "sheet-honour"
	case v.Poster != nil:
		name = "sheet-poster"
	case v.List != nil:
		name = "sheet-list"
	}
	if r.theme.Off(name) {
		return "sheet"
	}
	return name
}

func (r *renderer) keyOf(v *Sheet) output.Key {
	return output.KeyOf(version, r.theme.Key(r.template(v)), v)
}

func (r *renderer) write(w io.Writer, v *Sheet) error {
	name := r.template(v)
	f, err := r.filled(v, name == "sheet-official")
	if err != nil {
		return err
	}
	output.PiecesOf(w).Add(string(f.HTML))
	return r.theme.Execute(w, name, f)
}

// filled is a sheet with its text and its code. What is wrong with the text is
// told by its page.
func (r *renderer) filled(v *Sheet, official bool) (*Sheet, error) {
	f := *v
	if v.Text.Body.Size > 0 && r.texts.Read != nil {
		err := r.read(v.Text.Body, func(src []byte) error {
			html, err := r.html(v, src)
			if official {
				html = grid(html)
			}
			set := fitted(v, string(src))
			f.Size, f.Tight = set.size, set.tight
			f.HTML = template.HTML(broken(html, v, set))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if official {
		f.Grid = onGrid(v)
	}
	f.Reach = r.drawn(v.Reach)
	return &f, nil
}

// widest is how many pixels a photograph on paper has across: 150 dots an
// inch on the text of an A4 sheet.
const widest = 1200

// Texts up to so many bytes, three to a character, are set in large type, up to
// so many in middling, and up to so many in the size for walls; a booklet is
// held in the hand.
const (
	shortText  = 3 * 110
	middleText = 3 * 300
	longText   = 3 * 1500
)

func sizeOf(bytes int) string {
	switch {
	case bytes <= shortText:
		return "short"
	case bytes <= middleText:
		return "middle"
	case bytes <= longText:
		return "long"
	}
	return "huge"
}

// longTitle is how many characters two lines of a title hold.
const longTitle = 20

// longestTitle is how many three lines of a long one do.
const longestTitle = 36

// placesMost is how many boards a sheet names.
const placesMost = 2

// places are the boards on which an item hangs, and how large a character has
// to be for the one that is read from farthest.
func (r *renderer) places(i *site.Item) (text string, least float64) {
	ids := r.site.OnBoards(i)
	var names []string
	for k, id := range ids {
		b := r.boards[id]
		if k < placesMost {
			names = append(names, b.Name)
		}
		if b.Kind != site.Blackboard { // what is written there is no sheet
			least = max(least, perMetre*b.Distance)
		}
	}
	text = strings.Join(names, "、")
	if len(ids) > placesMost {
		text += fmt.Sprintf("等%d处", len(ids))
	}
	return text, least
}

func plain(title string) string { return theme.Plain(title) }
