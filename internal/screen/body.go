package screen

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"banbao/internal/site"
	"banbao/internal/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

func plain(title string) string { return theme.Plain(title) }

// body is what a notice's text comes to on screens.
type body struct {
	paragraphs []string
	tables     [][][]string
	picture    *Photo
}

// Photo is a picture of a notice, made as wide as the screen shows it.
type Photo struct {
	Asset         site.Asset
	Width, Height int // pixels of the page it is laid out for
}

// photoWidth is what a photograph and the gap beside it take of the page.
const photoWidth = 9.4 + 0.8

// body reads a notice's text.
func (r *renderer) body(n *site.Notice) (*body, error) { return r.bodyOf(&n.Item) }

// bodyOf reads an item's text once for all screens.
func (r *renderer) bodyOf(n *site.Item) (*body, error) {
	if b, ok := r.bodies[n]; ok {
		return b, nil
	}
	b := &body{}
	r.bodies[n] = b
	if n.Body.Size > 0 {
		src, err := r.texts.Read(n.Body)
		if err != nil {
			return nil, err
		}
		b.read(r.texts.Markdown.Text(src))
	}
	if len(b.paragraphs) == 0 && len(b.tables) == 0 && n.Summary != "" {
		b.paragraphs = []string{n.Summary}
	}
	for _, ref := range n.Body.Refs {
		if a, ok := r.asset(n.Body.File, ref.Dest); ref.Picture && ok && (a.Form == ".jpg" || a.Form == ".png") {
			b.picture = &Photo{Asset: a, Width: min(960, a.Width)}
			b.picture.Height = a.Height * b.picture.Width / max(a.Width, 1)
			break
		}
	}
	return b, nil
}

// read takes a plain text apart: paragraphs, and tables, whose cells are
// parted by tabs.
func (b *body) read(text string) {
	var table [][]string
	flush := func() {
		if table != nil {
			b.tables = append(b.tables, table)
			table = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			flush()
		case strings.Contains(line, "\t"):
			table = append(table, strings.Split(line, "\t"))
		default:
			flush()
			b.paragraphs = append(b.paragraphs, line)
		}
	}
	flush()
}

// asset finds a picture that a file of content names.
func (r *renderer) asset(file, dest string) (site.Asset, bool) {
	if p, err := url.PathUnescape(dest); err == nil {
		dest = p
	}
	dir := path.Dir(strings.TrimPrefix(file, "content/"))
	name := path.Join(dir, dest)
	if strings.HasPrefix(dest, "/") {
		name = strings.TrimPrefix(dest, "/")
	}
	a, ok := r.site.Assets[name]
	return a, ok
}
