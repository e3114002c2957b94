package web

import "banbao/internal/site"

// unborn is what the page of an item says before the item is to be seen. Such
// a page is written so that it can open by itself when the time comes.
type unborn struct {
	Hidden bool
	From   string
	Begins string // 12月1日（星期二）9:00
}

// unbornOf hides an item that has not begun, and keeps its title out of the
// frame.
func (r *renderer) unbornOf(i *site.Item, f *Frame) unborn {
	if r.site.Presence(i) != site.Hidden {
		return unborn{}
	}
	f.Title = "还没有公布 - " + r.site.Title
	f.Description = ""
	f.NoIndex = true
	f.Crumbs[len(f.Crumbs)-1].Text = "还没有公布"
	return unborn{true, epoch(i.Window.From), endWordFrom(i.Window)}
}
