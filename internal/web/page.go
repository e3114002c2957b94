package web

import (
	"cmp"
	"slices"

	"banbao/internal/site"
	"banbao/internal/theme"
)

// pageView is a page that does not age: the covenant, about, contacts.
type pageView struct {
	Page
	unborn
	Title   string
	Summary string
	Others  []pageLink
	Contact site.Contact
	Tel     telLink
	Files   []FileLink
	Sheet   string // to be printed and pinned up, below public/
}

type pageLink struct {
	Title, Path string
	Here        bool
}

// pages makes the page of every page.
func (r *renderer) pages() {
	for _, p := range r.site.Pages {
		if !r.site.Shown(&p.Item) {
			continue
		}
		v := newPageView(r.site, p)
		title := theme.Plain(p.Title)
		v.Frame = r.itemFrame(&p.Item, "", title, Link{Text: title})
		v.unborn = r.unbornOf(&p.Item, &v.Frame)
		v.Text = r.text(&p.Item, v.Frame.Root)
		v.Files = r.attachments(p.Attachments)
		v.Sheet = r.sheetOf(&p.Item)
		add(r, p.Path(), "page", p.Source, v)
	}
}

func newPageView(s *site.Site, p *site.Page) pageView {
	v := pageView{Title: p.Title, Summary: p.Summary, Contact: p.Contact(), Tel: telHref(p.Contact().Phone)}
	for _, o := range pagesInOrder(s) {
		if o != p && s.Presence(&o.Item) != site.Present {
			continue
		}
		v.Others = append(v.Others, pageLink{theme.Plain(o.Title), o.Path(), o == p})
	}
	if len(v.Others) < 2 {
		v.Others = nil
	}
	return v
}

// pagesInOrder are the shown pages as their authors ordered them.
func pagesInOrder(s *site.Site) []*site.Page {
	var list []*site.Page
	for _, p := range s.Pages {
		if s.Shown(&p.Item) {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b *site.Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}
