package web

import (
	"net/url"

	"banbao/internal/diag"
)

// errorView is what a visitor sees at an address that has no page.
type errorView struct {
	Page
	Title string
}

// errorPage makes 404.html. It is shown at any depth, so its links start from
// the top of the host where one is known.
func (r *renderer) errorPage() {
	v := errorView{Title: "没有这一页"}
	v.Frame = r.frame("404.html", "", v.Title)
	v.Frame.NoIndex = true
	v.Frame.Canonical = ""
	if u, err := url.Parse(r.site.BaseURL); err == nil && r.site.BaseURL != "" {
		v.Frame.Root = u.Path
		if v.Frame.Root == "" {
			v.Frame.Root = "/"
		}
	}
	add(r, "404.html", "404", diag.Pos{}, v)
}
