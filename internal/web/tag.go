package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/site"
)

// tagPath is the list of a tag.
func (r *renderer) tagPath(tag string) string {
	return "tags/" + r.tagFiles[site.TagKey(tag)] + ".html"
}

// tagsView is all tags.
type tagsView struct {
	Page
	Lede string
	Tags []filterLink
}

// tags makes the list of every tag, and the list of all tags.
func (r *renderer) tags() {
	type tagged struct {
		name  string
		rows  []*Row
		past  []*Row // what has ended comes last
		count int    // of what is to be seen
	}
	all := map[string]*tagged{}
	written := map[string]*tagged{} // as authors write them
	of := func(t string) *tagged {
		if one := written[t]; one != nil {
			return one
		}
		key := site.TagKey(t)
		if all[key] == nil {
			all[key] = &tagged{name: t}
		}
		written[t] = all[key]
		return all[key]
	}
	put := func(tags []string, row *Row) {
		for k, t := range tags {
			tag := of(t)
			if slices.ContainsFunc(tags[:k], func(before string) bool { return of(before) == tag }) {
				continue // named twice, and listed once
			}
			if !row.Hidden {
				tag.count++
			}
			if row.State == "ended" {
				tag.past = append(tag.past, row)
			} else {
				tag.rows = append(tag.rows, row)
			}
		}
	}
	for _, n := range r.site.Notices {
		if r.site.Shown(&n.Item) && len(n.Tags) > 0 {
			put(n.Tags, r.noticeRow(n))
		}
	}
	for _, i := range r.site.Items() {
		if i.Noun != site.NounNotice && r.site.Shown(i) && len(i.Tags) > 0 {
			put(i.Tags, r.row(i))
		}
	}
	var links []filterLink
	for _, t := range all {
		links = append(links, filterLink{Text: t.name, Href: r.tagPath(t.name), Count: t.count})
	}
	slices.SortFunc(links, func(a, b filterLink) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	home := Link{"标签", "tags/index.html"}
	for _, l := range links {
		t := all[site.TagKey(l.Text)]
		var dates Link
		if path := r.classes().tagOf[site.TagKey(l.Text)]; path != "" && !r.theme.Off("class") {
			dates = Link{"“" + l.Text + "”的日历", path}
		}
		r.list(l.Href, strings.TrimSuffix(l.Href, ".html")+"/page-", "", slices.Concat(t.rows, t.past), nil, listView{
			Title: t.name, Lede: "标着“" + t.name + "”的有" + strconv.Itoa(l.Count) + "条，有效的在前。", nothing: "现在没有可看的内容。",
			Older: Link{"全部标签", "tags/index.html"}, Dates: dates,
		}, home, Link{Text: t.name})
	}
	// A tag of which nothing is to be seen yet has its page, and is not named.
	index := tagsView{Tags: slices.DeleteFunc(links, func(l filterLink) bool { return l.Count == 0 })}
	index.Lede = "同一件事，不管是通知、活动还是办事指南，都在一个标签下。"
	if len(index.Tags) == 0 {
		index.Lede = "还没有标签。"
	}
	index.Frame = r.frame("tags/index.html", "", "标签", Link{Text: "标签"})
	add(r, "tags/index.html", "tags", diag.Pos{}, index)
}
