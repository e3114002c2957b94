package web

import (
	"slices"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// followPath is where people learn how to follow the notices.
const followPath = "feeds/index.html"

// followView is the page of all feeds.
type followView struct {
	Page
	All    followLink
	Groups []followGroup
}

// followGroup are the feeds whose notices have the same thing in common.
type followGroup struct {
	ID, Title, Note string
	Links           []followLink
}

// followLink is one feed.
type followLink struct {
	Name       string
	Page       string // the list that shows the same, below public/
	Atom, JSON string // absolute addresses, escaped
	Code       *qrCode
	Count      int // of notices that are current
}

// follow makes the page of all feeds. Without base_url there are none.
func (r *renderer) follow() {
	if r.site.BaseURL == "" {
		return
	}
	var v followView
	groups := map[site.FeedBy]*followGroup{
		site.ByKind:     {ID: "kinds", Title: "按种类"},
		site.ByBuilding: {ID: "buildings", Title: "按楼院", Note: "只有写明给这个楼院的，给全体居民的不在里面。"},
		site.ByTag:      {ID: "tags", Title: "按标签"},
	}
	for _, f := range r.shared.Feeds() {
		link := followLink{Name: f.Name, Page: f.Page, Atom: r.absolute(f.Atom()), JSON: r.absolute(f.JSON()), Count: len(f.Notices)}
		if f.By != site.ByTag { // of tags there may be hundreds
			link.Code = r.qrCode(link.Atom)
		}
		if f.By == site.ByNothing {
			v.All = link
			continue
		}
		group := groups[f.By]
		group.Links = append(group.Links, link)
	}
	for _, by := range []site.FeedBy{site.ByKind, site.ByBuilding, site.ByTag} {
		if group := groups[by]; len(group.Links) > 0 {
			v.Groups = append(v.Groups, *group)
		}
	}
	v.Frame = r.frame(followPath, "", "跟着看通知", Link{Text: "跟着看通知"})
	v.Frame.Description = "用阅读软件跟着看" + r.site.Title + "的通知：全部的，或者只看一个种类、一个楼院、一个标签"
	add(r, followPath, "follow", diag.Pos{}, v)
}

// follows names the feed of a list, so that programs find it.
func (r *renderer) follows(f *Frame, list string) {
	if r.site.BaseURL == "" || r.theme.Off("follow") {
		return
	}
	if i := slices.IndexFunc(r.shared.Feeds(), func(feed *site.Feed) bool { return feed.Page == list }); i >= 0 {
		feed := r.shared.Feeds()[i]
		f.Feeds = append(f.Feeds, FeedLinks{feed.Name, pathHref(feed.Atom()), pathHref(feed.JSON())})
	}
}
