package build

import (
	"bytes"
	"html"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"banbao/internal/diag"
	"banbao/internal/output"
)

// links looks at every page while it is rendered for check: where its links
// lead, and which places (ids) it has. So a link in a text, in a key, in
// config.toml or in a theme is seen alike, and one that is written as the full
// address of the site as well.
type links struct {
	base  string // the site's address
	lock  sync.Mutex
	pages map[string]*linkedPage
}

// linkedPage is what one page has.
type linkedPage struct {
	source diag.Pos
	ids    []string
	hrefs  []string
}

// watch lets the links look at what files write.
func (l *links) watch(files []output.File) []output.File {
	watched := slices.Clone(files)
	for i := range watched {
		f := &watched[i]
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		write, name, source := f.Write, f.Path, f.Source
		f.Write = func(w io.Writer) error {
			var page bytes.Buffer
			err := write(&page)
			seen := &linkedPage{source: source, ids: attributes(page.Bytes(), ` id="`), hrefs: attributes(page.Bytes(), ` href="`)}
			l.lock.Lock()
			l.pages[name] = seen
			l.lock.Unlock()
			_, problem := w.Write(page.Bytes())
			if err != nil {
				return err
			}
			return problem
		}
	}
	return watched
}

// attributes are the values of an attribute in a page, each once.
func attributes(page []byte, name string) []string {
	seen := map[string]bool{}
	var all []string
	for {
		_, rest, ok := bytes.Cut(page, []byte(name))
		if !ok {
			return all
		}
		value, after, ok := bytes.Cut(rest, []byte(`"`))
		if !ok {
			return all
		}
		page = after
		if v := html.UnescapeString(string(value)); !seen[v] {
			seen[v] = true
			all = append(all, v)
		}
	}
}

// dead are the links that lead to no file of the site, or to no place of its
// page. A text's own are told with their pages; the same one is told once.
func (l *links) dead(fsys fs.FS, files []output.File) diag.List {
	exists := make(map[string]bool, len(files))
	for _, f := range files {
		exists[f.Path] = true
	}
	var problems diag.List
	for name, page := range l.pages {
		if page.source.File == "" {
			continue // a page of Banbao's own, which no author can mend
		}
		for _, href := range page.hrefs {
			to, fragment, ok := l.inside(name, href)
			switch {
			case !ok:
			case !exists[to] && to != "build.json":
				problems.Add(placed(fsys, page.source, href, "dead-link", href, diag.Words{}))
			case fragment == "" || !strings.HasSuffix(to, ".html") || l.pages[to] == nil || slices.Contains(l.pages[to].ids, fragment):
			default:
				near := diag.Words{}
				if id := diag.Nearest(fragment, l.pages[to].ids); id != "" {
					near = diag.Words{Zh: "是不是 #" + id + "？", En: "is it #" + id + "? "}
				}
				problems.Add(placed(fsys, page.source, "#"+fragment, "dead-anchor", fragment, to, near))
			}
		}
	}
	return problems
}

// inside is the path below public/ and the place on that page to which a link
// of a page leads; not ok if it leads elsewhere.
func (l *links) inside(from, href string) (to, fragment string, ok bool) {
	folder := path.Dir(from)
	own, whole := strings.CutPrefix(href, l.base)
	switch {
	case whole && l.base != "":
		href, folder = own, ""
	case strings.HasPrefix(href, "//"), schemeOf(href) != "":
		return "", "", false
	}
	href, fragment, _ = strings.Cut(href, "#")
	fragment, _, _ = strings.Cut(fragment, ":~:") // words that the browser is to mark
	if strings.EqualFold(fragment, "top") {
		fragment = "" // every page has one
	}
	href, _, _ = strings.Cut(href, "?")
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	plain, err := url.PathUnescape(href)
	if err != nil {
		return "", "", false
	}
	to = path.Join(folder, plain)
	switch {
	case plain == "" && !(whole && l.base != ""):
		to = from
	case to == "." || to == "":
		to = "index.html"
	case strings.HasSuffix(plain, "/") || path.Ext(to) == "":
		to = path.Join(to, "index.html")
	}
	return strings.TrimPrefix(to, "/"), fragment, true
}

// schemeOf is the scheme of an address, or "".
func schemeOf(href string) string {
	if i := strings.IndexAny(href, ":/?#"); i > 0 && href[i] == ':' {
		return href[:i]
	}
	return ""
}

// placed makes a problem about words of a source file, at the file as a whole
// where they are written in another way.
func placed(fsys fs.FS, source diag.Pos, words string, code diag.Code, args ...any) diag.Problem {
	p := diag.New(code, source, args...)
	src, err := fs.ReadFile(fsys, source.File)
	if err != nil {
		return p
	}
	plain, _ := url.PathUnescape(words)
	for _, w := range []string{words, plain} {
		at := bytes.Index(src, []byte(w))
		if at < 0 || w == "" {
			continue
		}
		start := bytes.LastIndexByte(src[:at], '\n') + 1
		p.Pos.Line = bytes.Count(src[:at], []byte("\n")) + 1
		p.Pos.Column = utf8.RuneCount(src[start:at]) + 1
		p.Width = utf8.RuneCountInString(w)
		return p
	}
	return p
}
