package web

import (
	"fmt"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/pinyin"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// The directories of guides.
const (
	guidesIndex   = "guides/index.html"
	guidesWindows = "guides/windows.html"
	guidesWho     = "guides/who.html"
	guidesLetters = "guides/letters.html"
	guidesOverdue = "guides/overdue.html"
	guidesHall    = "guides/hall.html"
)

// guidesView is a directory of guides: by occasion, by window, by who one is,
// or by letter.
type guidesView struct {
	Page
	Title   string
	Lede    string
	Search  searchView
	Ways    []wayView
	Letters []Link // to the letters of this page
	Groups  []guideSection
	Hours   []hoursView
	OpenKey string
	Address string
	Rest    string // what holds on holidays
	Hall    string // the page of the hall
	Overdue Link   // the page of those that are to be checked again
}

// wayView is a way to look for guides; the one that is taken leads nowhere.
type wayView struct{ Text, Href string }

type guideSection struct {
	ID, Name, Note string
	List           []guideRow
}

type guideRow struct {
	Title, Path string
	At          string // 3号窗口, or how long it takes in the list of a window
	Overdue     bool
	Find        findView // on the page that searches
}

// listed are the guides that lists name.
func listedGuides(s *site.Site) []*site.Guide {
	var all []*site.Guide
	for _, g := range s.Guides {
		if s.Listed(&g.Item) && s.Presence(&g.Item) == site.Present {
			all = append(all, g)
		}
	}
	return all
}

// guideLists makes the directories.
func (r *renderer) guideLists() {
	all, s := listedGuides(r.site), r.site
	occasions := grouped(s, all, s.Occasions, func(g *site.Guide) []string { return g.Occasions }, windowOf)
	windows := grouped(s, all, s.WindowPlaces(), func(g *site.Guide) []string { return []string{g.Window} }, timeOf)
	ways := []struct {
		path, text, title string
		groups            []guideSection
		needed            bool
	}{
		{guidesIndex, "按为什么事来", "办事指南", occasions, true},
		{guidesWho, "按您是谁", "按您是谁找", grouped(s, all, s.Audiences, func(g *site.Guide) []string { return g.Audiences }, windowOf), len(s.Audiences) > 0},
		{guidesWindows, "按去哪个窗口", "按窗口找", windows, true},
		{guidesLetters, "按拼音", "按拼音找", byLetter(s, all), len(all) > 0}, // and searched
	}
	for _, way := range ways {
		if !way.needed {
			continue
		}
		v := guidesView{
			Title: way.title, Groups: way.groups, Hours: hoursViews(s.Hours), Address: s.Address, Rest: restWords(s), Hall: r.hallPath(),
		}
		if len(all) > 0 {
			v.Lede = fmt.Sprintf("%d件事，要带什么、去哪儿、几天好，一次说清。", len(all))
		}
		for _, other := range ways {
			if !other.needed {
				continue
			}
			w := wayView{Text: other.text, Href: other.path}
			if other.path == way.path {
				w.Href = ""
			}
			v.Ways = append(v.Ways, w)
		}
		v.Search = r.guideSearch(all)
		if way.path == guidesLetters {
			v.Search.Here, v.Search.Hall = true, hallFind(v.Hall)
			for _, g := range way.groups {
				v.Letters = append(v.Letters, Link{g.Name, "#" + g.ID})
			}
		}
		if late := overdue(s, all); len(late) > 0 {
			v.Overdue = Link{fmt.Sprintf("有%d件好久没有核对", len(late)), guidesOverdue}
		}
		crumbs := []Link{{Text: "办事"}}
		if way.path != guidesIndex {
			crumbs = []Link{{"办事", guidesIndex}, {Text: way.title}}
		}
		r.addGuides(way.path, &v, crumbs...)
	}
	r.overdue(all)
}

// addGuides publishes a directory.
func (r *renderer) addGuides(path string, v *guidesView, crumbs ...Link) {
	v.Frame = r.frame(path, sectionGuides, v.Title, crumbs...)
	v.Frame.Description = v.Lede
	if len(v.Hours) > 0 {
		v.OpenKey = openHall
		r.openNow(&v.Frame)
	}
	if v.Search.Action != "" {
		v.Frame.Scripts = append(v.Frame.Scripts, r.theme.Asset(findScript))
	}
	add(r, path, "guides", diag.Pos{}, *v)
}

// overdue makes the page of the guides that are to be checked again, for
// readers to be careful with and for the hall to mend.
func (r *renderer) overdue(all []*site.Guide) {
	late := overdue(r.site, all)
	if len(late) == 0 {
		return
	}
	v := guidesView{
		Title: "待核对的指南", Lede: "这几件过了该核对的日子，去之前先打电话问一声。",
		Groups: []guideSection{{ID: "late", Name: "过了核对的日子"}},
	}
	for _, g := range late {
		v.Groups[0].List = append(v.Groups[0].List, guideRow{Title: theme.Plain(g.Title), Path: g.Path(), At: g.CheckedOn.Chinese() + "核对"})
	}
	r.addGuides(guidesOverdue, &v, Link{"办事", guidesIndex}, Link{Text: v.Title})
}

// overdue are those to be checked again, the oldest first.
func overdue(s *site.Site, all []*site.Guide) []*site.Guide {
	today := calendar.DayOf(s.Now)
	var late []*site.Guide
	for _, g := range all {
		if g.Overdue(today) {
			late = append(late, g)
		}
	}
	slices.SortStableFunc(late, func(a, b *site.Guide) int { return int(a.CheckDue - b.CheckDue) })
	return late
}

// windowOf and timeOf are what stands beside a guide in a list.
func windowOf(g *site.Guide) string { return g.WindowName }
func timeOf(g *site.Guide) string   { return g.PromisedTime.Chinese() }

func rowOf(s *site.Site, g *site.Guide, at string) guideRow {
	return guideRow{Title: theme.Plain(g.Title), Path: g.Path(), At: at, Overdue: g.Overdue(calendar.DayOf(s.Now))}
}

// grouped are guides under what they belong to. A guide may stand under several
// groups; one without any stands at the end.
func grouped(s *site.Site, all []*site.Guide, places []site.Place, of func(*site.Guide) []string, at func(*site.Guide) string) []guideSection {
	rest := guideSection{ID: "other", Name: "别的事"}
	groups := make([]guideSection, len(places))
	for i, p := range places {
		groups[i] = guideSection{ID: p.ID, Name: p.Name, Note: p.Note}
	}
	for _, g := range all {
		put, ids := false, of(g)
		for i, p := range places {
			if slices.Contains(ids, p.ID) {
				groups[i].List = append(groups[i].List, rowOf(s, g, at(g)))
				put = true
			}
		}
		if !put {
			rest.List = append(rest.List, rowOf(s, g, windowOf(g)))
		}
	}
	groups = append(groups, rest)
	return slices.DeleteFunc(groups, func(g guideSection) bool { return len(g.List) == 0 })
}

// byLetter are guides by the first letter of their names as they are read; what
// is not read stands under #.
func byLetter(s *site.Site, all []*site.Guide) []guideSection {
	type lettered struct {
		keys string
		row  guideRow
	}
	var rows []lettered
	for _, g := range all {
		title := theme.Plain(g.Title)
		keys := strings.Join(pinyin.Initials(title), " ")
		if keys == "" || keys[0] < 'a' || keys[0] > 'z' {
			keys = "~" + keys
		}
		row := rowOf(s, g, windowOf(g))
		row.Find = findOf(s, g)
		rows = append(rows, lettered{keys, row})
	}
	slices.SortStableFunc(rows, func(a, b lettered) int { return strings.Compare(a.keys, b.keys) })
	var groups []guideSection
	for _, row := range rows {
		name, id := strings.ToUpper(row.keys[:1]), "letter-"+row.keys[:1]
		if row.keys[0] == '~' {
			name, id = "#", "letter-other"
		}
		if n := len(groups); n == 0 || groups[n-1].ID != id {
			groups = append(groups, guideSection{ID: id, Name: name})
		}
		last := &groups[len(groups)-1]
		last.List = append(last.List, row.row)
	}
	return groups
}
