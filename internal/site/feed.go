package site

import (
	"cmp"
	"slices"
	"strings"
)

// Feed is notices that people can follow: all, or those of a kind, for a
// building or with a tag. It is published as Atom and as JSON Feed.
type Feed struct {
	By      FeedBy
	Name    string    // of the kind, building or tag; of all, the site's title
	File    string    // below public/, without its ending: feed, feeds/kind-publicity
	Page    string    // the list that shows the same, below public/; empty where there is none
	Notices []*Notice // those that are current, in the one order
}

// FeedBy is what the notices of a feed have in common.
type FeedBy string

const (
	ByNothing  FeedBy = ""
	ByKind     FeedBy = "kind"
	ByBuilding FeedBy = "building"
	ByTag      FeedBy = "tag"
)

// Atom is the feed's file by RFC 4287, below public/.
func (f *Feed) Atom() string { return f.File + ".xml" }

// JSON is the feed's file by jsonfeed.org, below public/.
func (f *Feed) JSON() string { return f.File + ".json" }

// Feeds are the feeds of everything, of the kinds and tags that notices have,
// and of the buildings that some name. Such a feed stays, empty, when all its
// notices have ended: who follows it waits for the next. That of everything is
// the first; kinds stand in their order, buildings as configured, tags with the fullest first.
func (s *Site) Feeds() []*Feed { return s.feeds(s.TagFiles()) }

func (s *Site) feeds(files map[string]string) []*Feed {
	all := &Feed{Name: s.Title, File: "feed"}
	kinds, buildings, tags := map[string]*Feed{}, map[string]*Feed{}, map[string]*Feed{}
	for _, n := range s.Notices {
		if s.Presence(&n.Item) != Present { // what is still to come must not be told by its tags
			continue
		}
		current := n.State(s.Now) == Current
		put := func(of map[string]*Feed, key, name string) {
			f := of[key]
			if f == nil {
				f = &Feed{Name: name}
				of[key] = f
			}
			// Somebody may name a building or a tag twice.
			if current && (len(f.Notices) == 0 || f.Notices[len(f.Notices)-1] != n) {
				f.Notices = append(f.Notices, n)
			}
		}
		if current {
			all.Notices = append(all.Notices, n)
		}
		put(kinds, string(n.Kind), n.Kind.Chinese())
		for _, b := range n.Buildings {
			put(buildings, b, "")
		}
		for _, t := range n.Tags {
			put(tags, TagKey(t), t)
		}
	}
	list := []*Feed{all}
	add := func(f *Feed, by FeedBy, file, page string) {
		f.By, f.File, f.Page = by, "feeds/"+string(by)+"-"+file, page
		list = append(list, f)
	}
	for _, k := range Kinds() {
		if f := kinds[string(k)]; f != nil {
			add(f, ByKind, string(k), "notices/kinds/"+string(k)+".html")
		}
	}
	for _, b := range s.Buildings {
		if f := buildings[b.ID]; f != nil {
			f.Name = b.Name
			add(f, ByBuilding, b.ID, "")
		}
	}
	first := len(list)
	for key, f := range tags {
		add(f, ByTag, files[key], "tags/"+files[key]+".html")
	}
	slices.SortFunc(list[first:], func(a, b *Feed) int {
		return cmp.Or(cmp.Compare(len(b.Notices), len(a.Notices)), cmp.Compare(a.File, b.File))
	})
	return list
}

// FirstPath is where an item stood first, below public/: at the first of its
// aliases, or where it stands. Feeds know it by that, so that one whose slug
// changed is not taken for a new one.
func (i *Item) FirstPath() string {
	if len(i.Aliases) > 0 {
		return AliasPath(i.Aliases[0])
	}
	return i.Path()
}

// AliasPath is the file at an earlier address, below public/. An address
// without the name of a page is that of a folder, for a file without one would
// not be shown as a page.
func AliasPath(alias string) string {
	path := strings.Trim(alias, "/")
	if strings.HasSuffix(path, ".html") || strings.HasSuffix(path, ".htm") {
		return path
	}
	return strings.TrimPrefix(path+"/index.html", "/")
}
