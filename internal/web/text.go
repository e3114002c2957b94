package web

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"banbao/internal/diag"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Text is an item's Markdown and where its links lead. HTML is filled in only
// while the page is written; it is empty when the view is hashed.
type Text struct {
	Body  site.Body
	Lang  string
	Root  string
	Links []target
	Under int // the level of the heading over the text; 0 is the title of the page
	HTML  template.HTML
}

// Empty tells whether there is nothing to read.
func (t *Text) Empty() bool { return t.Body.Size == 0 }

// target is where one destination leads; with none of them, nowhere.
type target struct {
	Dest    string
	Href    string
	Waits   wait
	Picture markdown.Picture
	Image   bool
}

// wait is why a destination has no page yet.
type wait struct {
	Draft bool
	Until string // 2026-12-01 09:00
}

// text prepares an item's text for a page whose way to the top is root.
func (r *renderer) text(i *site.Item, root string) Text {
	t := Text{Body: i.Body, Lang: r.site.Language, Root: root}
	t.Body.Refs = nil
	for _, ref := range i.Body.Refs {
		to := target{Dest: ref.Dest, Image: ref.Picture}
		if ref.Picture {
			to.Picture, _ = r.picture(i.Body.File, ref.Dest, root)
		} else if href, w := r.link(i.Body.File, ref.Dest); href != "" {
			to.Href = root + href
		} else {
			to.Waits = w
		}
		t.Links = append(t.Links, to)
	}
	return t
}

// fill converts the text. Problems lie in the content; the error is that of
// reading.
func (r *renderer) fill(t *Text) (diag.List, error) {
	if t.Empty() || r.texts.Read == nil {
		return nil, nil
	}
	buf := bodies.Get().(*[]byte)
	src, err := r.texts.Read(*buf, t.Body)
	if cap(src) <= keptBody {
		defer bodies.Put(buf)
		*buf = src
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.Body.File, err)
	}
	doc, err := r.texts.Markdown.Convert(src, markdown.Options{
		FirstLine: t.Body.Line,
		Top:       max(t.Under, 1) + 1,
		Lang:      t.Lang,
		Link: func(dest string) (string, bool) {
			for _, l := range t.Links {
				if l.Dest == dest && !l.Image {
					return l.Href, l.Href != ""
				}
			}
			return "", false
		},
		Image: func(dest string) (markdown.Picture, bool) {
			for _, l := range t.Links {
				if l.Dest == dest && l.Image {
					return l.Picture, l.Picture.Src != ""
				}
			}
			return markdown.Picture{}, false
		},
	})
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", t.Body.File, err)
	}
	t.HTML = template.HTML(doc.HTML)
	var problems diag.List
	for n, i := range doc.Issues {
		if n == mostIssues {
			problems.Add(diag.New("more-problems", diag.Pos{File: t.Body.File}, mostIssues))
			break
		}
		p := r.problem(t, i)
		p.Pos, p.Width = diag.Pos{File: t.Body.File, Line: i.Line, Column: i.Column}, i.Width
		problems.Add(p)
	}
	return problems, nil
}

// bodies are read into buffers that are used again, but for a huge one.
var bodies = sync.Pool{New: func() any { return new([]byte) }}

const keptBody = 1 << 20

// mostIssues is how many problems of one text are told: to word one, all the
// site may have to be looked through for what was meant.
const mostIssues = 100

// problem words what is wrong with a text. A link to what has no page yet is
// no mistake for long, and so only a warning.
func (r *renderer) problem(t *Text, i markdown.Issue) diag.Problem {
	switch i.Code {
	case markdown.DeadLink:
		for _, l := range t.Links {
			if l.Dest == i.Dest && l.Waits != (wait{}) {
				why, hint := l.Waits.words()
				return diag.New("unpublished-link", diag.Pos{}, i.Text, why, hint)
			}
		}
	case markdown.MissingPicture:
	default:
		return diag.New(diag.Code(i.Code), diag.Pos{}, i.Text)
	}
	var near diag.Words
	if r.texts.Near != nil && i.Dest != "" {
		near = r.texts.Near(t.Body.File, i.Dest)
	}
	return diag.New(diag.Code(i.Code), diag.Pos{}, i.Text, sentence(near))
}

// sentence ends a hint, so that another can follow.
func sentence(w diag.Words) diag.Words {
	if w.Zh != "" && !strings.HasSuffix(w.Zh, "？") {
		w.Zh += "。"
	}
	if strings.HasSuffix(w.En, "?") {
		w.En += " "
	} else if w.En != "" {
		w.En += "; "
	}
	return w
}

func (w wait) words() (why, hint diag.Words) {
	if w.Draft {
		return diag.Words{Zh: "还是草稿", En: "is a draft"},
			diag.Words{Zh: "写好那一篇，删去它的 draft = true；或者先不提它", En: "finish that item and remove its draft = true, or do not mention it yet"}
	}
	return diag.Words{Zh: "到 " + w.Until + " 才公布", En: "is published only from " + w.Until},
		diag.Words{Zh: "到时再生成一次，链接就有了；这一篇不用改", En: "the link appears with the first build after that; nothing needs changing"}
}

// targets lists where each source file's page stands, so that a link to
// ../guides/dibao.md finds guides/dibao.html. A file that holds a list leads
// to each of its items by slug, weekly.toml#film, and by itself to the list.
func targets(s *site.Site) map[string]string {
	m := map[string]string{}
	shared := map[string]bool{}
	for _, i := range s.Items() {
		if !s.Shown(i) {
			continue
		}
		source := strings.TrimPrefix(i.Source.File, "content/")
		page := i.Path()
		if _, taken := m[source]; taken {
			shared[source] = true
		}
		m[source] = page
		m[source+"#"+i.Slug] = page
		if i.Noun == site.NounRanking {
			m[strings.TrimSuffix(source, path.Ext(source))+".md"] = page
		}
		m["/"+page] = page
	}
	for source := range shared {
		noun, _, _ := strings.Cut(source, "/")
		m[source] = noun + "/index.html"
	}
	for _, folder := range []string{"", "notices", "activities", "calendar", "rankings", "guides", "boards", "archive", "tags"} {
		index := path.Join(folder, "index.html")
		m["/"+folder] = index
		m["/"+index] = index
		m["/"+folder+"/"] = index
	}
	return m
}

// waiting lists the items that have no page in this build, under the names by
// which targets will know them. A file that holds a list stands for the first
// of its items to be published.
func waiting(s *site.Site) map[string]*site.Item {
	m := map[string]*site.Item{}
	put := func(name string, i *site.Item) {
		if was := m[name]; was == nil || was.Draft && !i.Draft || was.Draft == i.Draft && i.Window.From.Before(was.Window.From) {
			m[name] = i
		}
	}
	for _, i := range s.Items() {
		if s.Shown(i) {
			continue
		}
		source := strings.TrimPrefix(i.Source.File, "content/")
		put(source, i)
		put(source+"#"+i.Slug, i)
		if i.Noun == site.NounRanking {
			put(strings.TrimSuffix(source, path.Ext(source))+".md", i)
		}
		put("/"+i.Path(), i)
	}
	return m
}

// waits tells why an item has no page yet.
func waits(i *site.Item) wait {
	if i.Draft {
		return wait{Draft: true}
	}
	form := "2006-01-02 15:04"
	if from := i.Window.From; from.Hour() == 0 && from.Minute() == 0 {
		form = "2006-01-02"
	}
	return wait{Until: i.Window.From.Format(form)}
}

// link finds where a destination written in a source file leads, below
// public/, or why there is nothing yet. A destination starts from the file's
// own folder, or with a slash from content/; it may also be a page's own path,
// with a slash before it or from the folder.
//
// An item that is written ahead and hidden is linked to: its page is there,
// says that it is still to come, and opens by itself. A page without the link
// would stay without it until the next build, however long it is open. So is
// one that was withdrawn: its page says why.
func (r *renderer) link(file, dest string) (string, wait) {
	if strings.HasPrefix(dest, "#") {
		return "", wait{}
	}
	name, fragment, _ := strings.Cut(dest, "#")
	name = unescaped(name)
	tail := ""
	if fragment != "" {
		tail = "#" + fragment
	}
	source := contentPath(file, name)
	if strings.HasPrefix(name, "/") {
		if to, ok := r.targets()[name]; ok {
			return to + tail, wait{}
		}
		if i, ok := r.waiting()[name]; ok {
			return "", waits(i)
		}
	}
	if to, ok := r.targets()[source+tail]; ok {
		return to, wait{}
	}
	if i, ok := r.waiting()[source+tail]; ok {
		return "", waits(i)
	}
	if to, ok := r.targets()[source]; ok {
		return to + tail, wait{}
	}
	if i, ok := r.waiting()[source]; ok {
		return "", waits(i)
	}
	if a, ok := r.site.Assets[source]; ok {
		return r.copy(a), wait{}
	}
	if name == "" {
		return "", wait{}
	}
	if to, ok := r.targets()["/"+source]; ok { // ../notices/drill.html, as it stands in the address
		return to + tail, wait{}
	}
	if i, ok := r.waiting()["/"+source]; ok {
		return "", waits(i)
	}
	return "", wait{}
}

// contentPath is a destination's path below content/.
func contentPath(file, dest string) string {
	if strings.HasPrefix(dest, "/") {
		return path.Clean(dest[1:])
	}
	return path.Join(path.Dir(strings.TrimPrefix(file, "content/")), dest)
}

// copy publishes a file below content/ to be taken away and returns where it
// is to be had, with anything escaped that an address cannot hold.
func (r *renderer) copy(a site.Asset) string {
	to := "files/" + a.Path
	if a.Turned && strings.EqualFold(path.Ext(a.Path), ".webp") {
		to += a.Form // a WebP that has to be turned becomes something else
	}
	r.publish(to, a, true)
	return pathHref(to)
}

// publish adds a file to publish, at its own size. There is no other way for
// an original to be published, so none tells where it was taken.
func (r *renderer) publish(to string, a site.Asset, asIs bool) {
	r.media[to] = output.File{
		Path:   to,
		Source: diag.Pos{File: "content/" + a.Path},
		Key:    output.KeyOf("copy 2", to, a.Sum),
		AsIs:   asIs,
		Write:  func(w io.Writer) error { return r.texts.Copy(w, a) },
	}
}

// Widths that pictures are made in; none is wider than its original.
var pictureWidths = []int{480, 960, 1600}

// variant is one width of a picture and where it is published.
type variant struct {
	Width int
	Path  string
}

// pictureVariants are the files that a picture becomes: copies made small,
// upright and silent of a photograph or a painted drawing, the file itself of
// what is drawn by lines (SVG) or moves (GIF), which has no width here.
func pictureVariants(a site.Asset) []variant {
	ext := strings.ToLower(path.Ext(a.Path))
	name := "media/" + strings.TrimSuffix(a.Path, path.Ext(a.Path)) + "." + hex.EncodeToString(a.Sum[:4])
	if a.Form == "" || ext == ".gif" {
		return []variant{{Path: name + ext}}
	}
	var all []variant
	widths := pictureWidths
	if a.Form == ".png" {
		widths = widths[:2] // a drawing stays sharp, and takes long to make small
	}
	for _, w := range widths {
		w = min(w, a.Width)
		if w > 0 && (len(all) == 0 || all[len(all)-1].Width < w) {
			all = append(all, variant{w, name + "-" + strconv.Itoa(w) + a.Form})
		}
	}
	return all
}

// picture publishes a picture and tells how to show it.
func (r *renderer) picture(file, dest, root string) (markdown.Picture, bool) {
	a, ok := r.site.Assets[contentPath(file, unescaped(dest))]
	if !ok {
		return markdown.Picture{}, false
	}
	all := pictureVariants(a)
	if len(all) == 0 {
		return markdown.Picture{}, false
	}
	for _, v := range all {
		if v.Width == 0 {
			r.publish(v.Path, a, false)
			continue
		}
		r.media[v.Path] = output.File{
			Path:   v.Path,
			Source: diag.Pos{File: "content/" + a.Path},
			Key:    output.KeyOf("photo 1", v.Path, a.Sum, v.Width),
			Write:  func(w io.Writer) error { return r.texts.Resize(w, a, v.Width) },
		}
	}
	// The middle width serves who cannot choose.
	shown := all[min(1, len(all)-1)]
	p := markdown.Picture{Src: root + pathHref(shown.Path), Width: a.Width, Height: a.Height}
	if len(all) > 1 {
		var set []string
		for _, v := range all {
			set = append(set, root+pathHref(v.Path)+" "+strconv.Itoa(v.Width)+"w")
		}
		p.Srcset = strings.Join(set, ", ")
		p.Sizes = "(min-width: 60em) 40rem, 100vw"
	}
	return p, true
}

// unescaped is a destination as a path, if it can be one.
func unescaped(dest string) string {
	if plain, err := url.PathUnescape(dest); err == nil {
		return plain
	}
	return dest
}

// pathHref escapes a path for an address.
func pathHref(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// FileLink is an attachment to take away.
type FileLink struct {
	Title string
	Href  string // below public/
	Note  string // PDF，86 KB
}

// attachments publishes files and tells where.
func (r *renderer) attachments(list []site.Attachment) []FileLink {
	var links []FileLink
	for _, a := range list {
		links = append(links, FileLink{
			Title: cmp.Or(a.Title, path.Base(a.Path)),
			Href:  r.copy(r.asset(a)),
			Note:  fileNote(a.Path, a.Size),
		})
	}
	return links
}

// asset is the file that an attachment offers.
func (r *renderer) asset(a site.Attachment) site.Asset {
	if known, ok := r.site.Assets[a.Path]; ok {
		return known
	}
	return site.Asset{Path: a.Path, Size: a.Size, Sum: a.Sum}
}

// fileNote says what a file is and how large: PDF，86 KB.
func fileNote(name string, size int64) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	kind := strings.ToUpper(ext)
	switch {
	case slices.Contains([]string{"doc", "docx", "wps"}, ext):
		kind = "Word文档"
	case slices.Contains([]string{"xls", "xlsx", "et"}, ext):
		kind = "Excel表格"
	case slices.Contains([]string{"jpg", "jpeg", "png", "gif", "webp", "svg"}, ext):
		kind = "图片"
	case ext == "txt":
		kind = "文本"
	case ext == "":
		kind = "文件"
	}
	switch {
	case size <= 0:
		return kind
	case size < 1<<20:
		return kind + "，" + strconv.FormatInt(max(1, (size+512)/1024), 10) + " KB"
	}
	return kind + "，" + strconv.FormatFloat(float64(size)/(1<<20), 'f', 1, 64) + " MB"
}
