package web

import "banbao/internal/site"

// unborn is what the page of an item says before the item is to be seen. Such
// a page is written so that it can open by itself when the time comes.
type unborn struct {
	Hidden bool
	From   string
	Begins string // 12月1日（星期二）9:00
}

// seenWith tells whether an item is to be seen whenever the page that would
// name it is.
func seenWith(s *site.Site, i, page *site.Item) bool {
	switch s.Presence(i) {
	case site.Present:
		return true
	case site.Hidden:
		return s.Presence(page) == site.Hidden && !i.Window.From.After(page.Window.From)
	}
	return false
}

// unbornOf hides an item that has not begun, and keeps its title out of what
// the frame says until then.
func (r *renderer) unbornOf(i *site.Item, f *Frame) unborn {
	if r.site.Presence(i) != site.Hidden {
		return unborn{}
	}
	last := &f.Crumbs[len(f.Crumbs)-1]
	f.Opens = &Opening{From: epoch(i.Window.From), Title: f.Title, Crumb: last.Text}
	f.Title = "还没有公布 - " + r.site.Title
	f.Name, f.Description, f.Image = "还没有公布", "", ""
	f.NoIndex = true
	last.Text = "还没有公布"
	return unborn{true, epoch(i.Window.From), endWordFrom(i.Window)}
}
