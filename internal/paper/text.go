package paper

import (
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Text is an item's Markdown. Pictures are those that the text names.
type Text struct {
	Body     site.Body
	Pictures []Picture
}

// Picture is where a picture of a text is published.
type Picture struct {
	Dest string
	Show markdown.Picture
}

// html is the text of a sheet. Paper leads nowhere.
func (r *renderer) html(v *Sheet, src []byte) (string, error) {
	doc, err := r.texts.Markdown.Convert(src, markdown.Options{
		Top: 2, Lang: v.Language,
		Link: func(string) (string, bool) { return "", false },
		Image: func(dest string) (markdown.Picture, bool) {
			for _, p := range v.Text.Pictures {
				if p.Dest == dest {
					return p.Show, true
				}
			}
			return markdown.Picture{}, false
		},
	})
	if err != nil {
		return "", fmt.Errorf("render %s: %w", v.Text.Body.File, err)
	}
	return unlinked(doc.HTML), nil
}

// unlinked is HTML without links, whose colour and line mean nothing on paper,
// and without the way back from a footnote.
func unlinked(html string) string {
	at := strings.Index(html, "<a ")
	if at < 0 {
		return html
	}
	var b strings.Builder
	b.Grow(len(html))
	for ; at >= 0; at = strings.Index(html, "<a ") {
		b.WriteString(html[:at])
		_, rest, _ := strings.Cut(html[at:], ">")
		text, after, _ := strings.Cut(rest, "</a>") // links hold no links
		if !isBack(text) {
			b.WriteString(text)
		}
		html = after
	}
	b.WriteString(html)
	return b.String()
}

// isBack tells whether a link leads from a footnote back to the text.
func isBack(text string) bool {
	text = strings.TrimLeft(text, " \n")
	for _, mark := range []string{"↩", "&#x21a9;", "&#8617;"} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}

// text prepares an item's text, and publishes its pictures.
func (r *renderer) text(i *site.Item) Text {
	t := Text{Body: i.Body}
	t.Body.Refs = nil
	for _, ref := range i.Body.Refs {
		if !ref.Picture {
			continue
		}
		a, ok := r.asset(i.Body.File, ref.Dest)
		if !ok {
			continue
		}
		to := fmt.Sprintf("print/media/%s.%x", strings.TrimSuffix(a.Path, path.Ext(a.Path)), a.Sum[:4])
		f := output.File{Source: diag.Pos{File: "content/" + a.Path}}
		if a.Form == "" || strings.EqualFold(path.Ext(a.Path), ".gif") {
			f.Path = to + strings.ToLower(path.Ext(a.Path))
			f.Write = func(w io.Writer) error { return r.texts.Copy(w, a) }
		} else {
			f.Path = to + a.Form
			f.Write = func(w io.Writer) error { return r.texts.Resize(w, a, min(a.Width, widest)) }
		}
		f.Key = output.KeyOf(version, f.Path, a.Sum, widest)
		r.media[f.Path] = f
		t.Pictures = append(t.Pictures, Picture{ref.Dest, markdown.Picture{
			Src: r.common.Root + (&url.URL{Path: f.Path}).EscapedPath(), Width: a.Width, Height: a.Height, Eager: true,
		}})
	}
	return t
}

// asset finds a picture that a file of content names.
func (r *renderer) asset(file, dest string) (site.Asset, bool) {
	if p, err := url.PathUnescape(dest); err == nil {
		dest = p
	}
	name := path.Join(path.Dir(strings.TrimPrefix(file, "content/")), dest)
	if strings.HasPrefix(dest, "/") {
		name = path.Clean(dest[1:])
	}
	a, ok := r.site.Assets[name]
	return a, ok
}
