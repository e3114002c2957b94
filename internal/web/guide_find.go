package web

import (
	"fmt"
	"slices"
	"strings"

	"banbao/internal/search"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// findScript searches among guides, in the browser, by what stands on the page
// of letters; so it works from a folder as well.
const findScript = "find.js"

// searchView is the field to search in.
type searchView struct {
	Action string // the page that answers; empty where nothing can be searched
	Here   bool   // it is this page
	Among  string // 这21件办事指南的名称、材料、谁能办
	Phone  Phone  // whom to ask where nothing is found
	Hall   findView
}

// findView is what something can be found by. Names and Text have several parts
// with | between them: the title and other names; the summary and more. Pinyin
// has for each name its syllables, with the initials of other readings: tiao/d
// jie/x.
type findView struct{ Names, Pinyin, Text string }

// guideSearch is the field; without its script, or anything to find, there is none.
func (r *renderer) guideSearch(all []*site.Guide) searchView {
	if r.theme.Asset(findScript) == "" || len(all) == 0 {
		return searchView{}
	}
	v := searchView{Action: guidesLetters, Among: fmt.Sprintf("这%d件办事指南的名称、材料、谁能办", len(all))}
	if len(r.site.Phones) > 0 {
		p := r.site.Phones[0]
		v.Phone = phone(p.Name, p.Number, p.Note)
	}
	return v
}

// findOf is what a guide can be found by.
func findOf(s *site.Site, g *site.Guide) findView {
	var papers, asked []string
	for _, m := range g.Materials {
		papers = append(papers, m.Name)
	}
	for _, q := range g.Questions {
		asked = append(asked, q.Ask)
	}
	text := []string{g.Summary, g.For}
	if len(papers) > 0 {
		text = append(text, "要带："+strings.Join(papers, "、"))
	}
	text = append(text, asked...)
	text = append(text,
		strings.Join(append(placeNames(s.Occasions, g.Occasions), placeNames(s.Audiences, g.Audiences)...), "、"),
		strings.TrimSpace(g.WindowName+" "+g.Place), strings.Join(g.Tags, "、"))
	return newFind(append([]string{theme.Plain(g.Title)}, g.OtherNames...), text)
}

// hallFind is what the page of the hall can be found by, which answers what is
// often asked in the place of guides.
func hallFind(path string) findView {
	if path == "" {
		return findView{}
	}
	return newFind([]string{"服务大厅", "几点上班", "几点开门", "开门时间", "办公时间", "谁值班"},
		[]string{"几点开门、哪个窗口办什么、今天谁值班、什么时候人少、哪天不开门。", "星期六、星期天、节假日上班吗"})
}

func newFind(names, text []string) findView {
	var read []string
	for _, name := range names {
		read = append(read, search.Reading(name))
	}
	return findView{inParts(names), strings.Join(read, "|"), inParts(text)}
}

// inParts joins what is not empty.
func inParts(list []string) string {
	var all []string
	for _, part := range list {
		if part = strings.TrimSpace(strings.ReplaceAll(part, "|", " ")); part != "" {
			all = append(all, part)
		}
	}
	return strings.Join(all, "|")
}

// placeNames are the names of ids.
func placeNames(places []site.Place, ids []string) []string {
	var names []string
	for _, p := range places {
		if slices.Contains(ids, p.ID) {
			names = append(names, p.Name)
		}
	}
	return names
}
