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
func tagPath(tag string) string { return "tags/" + tagFile(tag) + ".html" }

// tagFile is a tag as the name of a file, with signs that file systems or
// addresses mind replaced.
func tagFile(tag string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\?#%:*"<>| .`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.ToLower(tag))
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
		name string
		rows []*Row
		past []*Row // notices that have ended come last
	}
	all := map[string]*tagged{} // by the name of the file
	put := func(tags []string, row *Row) {
		for _, t := range tags {
			file := tagFile(t)
			if all[file] == nil {
				all[file] = &tagged{name: t}
			}
			if row.State == "ended" {
				all[file].past = append(all[file].past, row)
			} else {
				all[file].rows = append(all[file].rows, row)
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
	index := tagsView{}
	for _, t := range all {
		index.Tags = append(index.Tags, filterLink{Text: t.name, Href: tagPath(t.name), Count: len(t.rows) + len(t.past)})
	}
	slices.SortFunc(index.Tags, func(a, b filterLink) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	home := Link{"标签", "tags/index.html"}
	for _, l := range index.Tags {
		t := all[tagFile(l.Text)]
		path := tagPath(t.name)
		r.list(path, strings.TrimSuffix(path, ".html")+"-", "", slices.Concat(t.rows, t.past), nil, listView{
			Title: t.name, Lede: "标着“" + t.name + "”的有" + strconv.Itoa(l.Count) + "条，有效的在前。", Empty: "现在没有可看的内容。",
			Older: Link{"全部标签", "tags/index.html"},
		}, home, Link{Text: t.name})
	}
	index.Lede = "同一件事，不管是通知、活动还是办事指南，都在一个标签下。"
	if len(index.Tags) == 0 {
		index.Lede = "还没有标签。"
	}
	index.Frame = r.frame("tags/index.html", "", "标签", Link{Text: "标签"})
	add(r, "tags/index.html", "tags", diag.Pos{}, index)
}
