package web

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"

	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/site"
)

// listView is one page of a list: of what is current, of a kind, of a tag.
// Rows are those of the list, then the latest that have ended.
//
// It embeds nothing, as noticePage does not.
type listView struct {
	Frame   Frame
	Text    Text
	Rows    []*Row
	Title   string
	Lede    string
	Heading string // of the list, for those who jump from heading to heading
	Filters []filterGroup
	Listed  int // how many of Rows are the list itself
	Leaves  bool
	Empty   []saying // while nothing is to be seen
	Pager   pager
	Older   Link
	Dates   Link // the calendar of a tag
	Beside  Link // a page that tells more of the same

	nothing string // said while the whole list is empty
}

func (v *listView) page() around { return around{&v.Frame, &v.Text, &v.Rows} }

// rowList is a stretch of rows as the template "rows" takes it.
type rowList struct {
	Root   string
	Rows   []*Row
	Leaves bool // rows go when their time is up

	frame *Frame
	made  *madeRows
}

func (f *Frame) rowList(rows []*Row, leaves bool) *rowList {
	return &rowList{f.Root, rows, leaves, f, f.parts.rowsOf(f.Root, leaves)}
}

// RowPart is what the template "row" is given: all that a row looks like
// depends on, so that it is made once for all lists of one depth.
type RowPart struct {
	Root   string
	Leaves bool
	Row    *Row
}

// Made is the template "row" for a row of the list.
func (l *rowList) Made(row *Row) (template.HTML, error) {
	if made, ok := l.made.of(row); ok {
		l.frame.put(made)
		return made, nil
	}
	made, err := l.frame.parts.execute("row", RowPart{l.Root, l.Leaves, row})
	if err == nil {
		l.made.keep(row, made)
		l.frame.put(made)
	}
	return made, err
}

// madeRows are rows as they were made, for lists of one depth. A row is kept as
// long as another list will want it.
type madeRows struct {
	lock  sync.Mutex
	html  map[*Row]template.HTML
	still map[*Row]int32 // in how many lists it is still to come
}

// expect says that a list has these rows.
func (m *madeRows) expect(rows []*Row) {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, row := range rows {
		m.still[row]++
	}
}

func (m *madeRows) of(row *Row) (template.HTML, bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	made, ok := m.html[row]
	if ok {
		if m.still[row]--; m.still[row] <= 0 {
			delete(m.html, row)
		}
	}
	return made, ok
}

func (m *madeRows) keep(row *Row, made template.HTML) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.still[row]--; m.still[row] > 0 {
		m.html[row] = made
	}
}

// List is the rows of the list.
func (v *listView) List() *rowList { return v.Frame.rowList(v.Rows[:v.Listed], v.Leaves) }

// Past is what has ended, in short.
func (v *listView) Past() *rowList { return v.Frame.rowList(v.Rows[v.Listed:], false) }

// filterGroup is a way to narrow the list.
type filterGroup struct {
	Title string
	Links []filterLink
}

type filterLink struct {
	Text, Href string
	Count      int
	Current    bool
}

// pager leads from page to page. It is empty where one page holds all.
type pager struct {
	Prev, Next string
	Pages      []pagerLink
	Count      string // 第1页，共4页，38条
}

type pagerLink struct {
	N       int
	Href    string
	Current bool
	Gap     bool // numbers are left out before this one
}

// pastShown is how many ended notices the page of a kind shows under its list.
const pastShown = 10

// lists makes the list of what is current and one for each kind of notice.
func (r *renderer) lists() {
	var current []*site.Notice
	kinds := map[site.Kind][]*site.Notice{}
	past := map[site.Kind][]*site.Notice{}
	published := 0
	for _, n := range r.site.Notices {
		if !r.site.Shown(&n.Item) {
			continue
		}
		if r.site.Presence(&n.Item) == site.Present {
			published++
		}
		if r.site.Listed(&n.Item) {
			current = append(current, n)
			kinds[n.Kind] = append(kinds[n.Kind], n)
		} else {
			past[n.Kind] = append(past[n.Kind], n)
		}
	}
	counts := map[site.Kind]int{}
	for k, list := range kinds {
		counts[k] = visible(r.site, list)
	}
	all := visible(r.site, current)
	filters := func(at string) []filterGroup {
		state := filterGroup{Title: "状态", Links: []filterLink{
			{"现在有效", "notices/index.html", all, at == ""},
			{"往期存档", "archive/index.html", published, false},
		}}
		kind := filterGroup{Title: "种类"}
		for _, k := range site.Kinds() {
			if len(kinds[k]) > 0 || string(k) == at {
				kind.Links = append(kind.Links, filterLink{k.Chinese(), kindPath(k), counts[k], string(k) == at})
			}
		}
		return []filterGroup{state, kind}
	}
	r.list("notices/index.html", "notices/page-", sectionNotices, r.noticeRows(current), nil, listView{
		Title:   "通知",
		Lede:    "社区贴在墙上的每一张，这里都有。过期的不删，放在往期里备查。",
		Filters: filters(""),
		nothing: "现在没有有效的通知。",
		Older:   Link{"看往期", "archive/index.html"},
	}, Link{Text: "通知"})
	for _, k := range site.Kinds() {
		if len(kinds[k])+len(past[k]) == 0 && k != site.KindPublicity {
			continue
		}
		section := sectionNotices
		v := listView{
			Title: k.Chinese(), Lede: kindLede(k), Filters: filters(string(k)),
			nothing: "现在没有有效的" + k.Chinese() + "。",
			Older:   Link{"看往期", "archive/index.html"},
		}
		if k == site.KindPublicity {
			section = sectionPublicity
			v.nothing = "现在没有正在公示的事项。"
		}
		if k == site.KindDisclosure && r.discloses() {
			v.Beside = Link{"公开目录：哪些事、多久公开一次", disclosurePath}
		}
		ended := past[k]
		slices.SortStableFunc(ended, func(a, b *site.Notice) int { return int(b.Date.Day - a.Date.Day) })
		ended = ended[:min(len(ended), pastShown)]
		path := kindPath(k)
		r.list(path, strings.TrimSuffix(path, ".html")+"-", section, r.noticeRows(kinds[k]), r.noticeRows(ended), v,
			Link{"通知", "notices/index.html"}, Link{Text: k.Chinese()})
	}
}

// visible counts what can be seen at once.
func visible(s *site.Site, list []*site.Notice) int {
	n := 0
	for _, x := range list {
		if s.Presence(&x.Item) == site.Present {
			n++
		}
	}
	return n
}

// kindLede says in a sentence what a kind of notice is for.
func kindLede(k site.Kind) string {
	switch k {
	case site.KindPublicity:
		return "正在听意见的事。公示期内谁都可以提，写明了向谁提、怎么提、到哪一刻为止。"
	case site.KindDisclosure:
		return "钱怎么花的，事怎么办的，摆出来给大家看。"
	case site.KindPledge:
		return "答应大家的事，做到哪一步了。"
	case site.KindStory:
		return "身边人做的好事。"
	case site.KindReminder:
		return "天气、防火、防骗，提醒一声。"
	case site.KindScience:
		return "健康和科学，讲给邻居听。"
	}
	return ""
}

func (r *renderer) noticeRows(list []*site.Notice) []*Row {
	rows := make([]*Row, len(list))
	for i, n := range list {
		rows[i] = r.noticeRow(n)
	}
	return rows
}

// list makes all pages of a list. The first stands at path, the second at
// more + "2.html". A list whose rows are those of earlier has the same keys.
func (r *renderer) list(path, more, section string, rows, past []*Row, v listView, crumbs ...Link) {
	if r.theme.Off("list") {
		return
	}
	size := max(1, r.site.PageSize)
	pages := max(1, (len(rows)+size-1)/size)
	name := func(n int) string {
		if n == 1 {
			return path
		}
		return more + strconv.Itoa(n) + ".html"
	}
	made := &madeList{sum: output.KeyOf(v, section, crumbs), rows: rows, past: past}
	keys := r.earlier.listKeys(path, made)
	shown := 0
	for _, row := range rows {
		if !row.Hidden {
			shown++
		}
	}
	none := sync.OnceValue(func() []span { return gaps(seenRows(rows)) })
	for n := 1; n <= pages; n++ {
		r.parts.rowsOf(rootOf(name(n)), true).expect(rows[(n-1)*size : min(n*size, len(rows))])
		view := func(r *renderer) (string, listView) {
			part := rows[(n-1)*size : min(n*size, len(rows))]
			page := v
			page.Rows = part
			page.Listed = len(part)
			page.Leaves = true
			title := v.Title
			if n > 1 {
				title += "，第" + strconv.Itoa(n) + "页"
			}
			page.Heading = title
			page.Frame = r.frame(name(n), section, title, slices.Clone(crumbs)...)
			page.Frame.Description = v.Lede
			r.follows(&page.Frame, path)
			if strings.HasPrefix(path, "notices/") {
				r.style(&page.Frame, "list.css")
			}
			if n == pages && len(past) > 0 {
				page.Rows = slices.Concat(part, past)
			}
			page.Empty = nothing(seenRows(part), none(), v.nothing, "这一页现在空着，请看别的页。")
			if pages > 1 {
				page.Pager = makePager(n, pages, shown, name)
			}
			return "list", page
		}
		var known output.Key
		if keys != nil {
			known = keys[n-1]
		}
		made.keys = append(made.keys, addLater(r, name(n), diag.Pos{}, known, output.Key{}, view))
	}
	r.made[path] = made
}

// madeList is a list as it was made, for the next Render.
type madeList struct {
	sum        output.Key // of all but the rows
	rows, past []*Row
	keys       []output.Key // of its pages
}

// listKeys are the keys of a list's pages, if it is as it was.
func (e *Earlier) listKeys(path string, now *madeList) []output.Key {
	if e == nil || e.lists[path] == nil {
		return nil
	}
	old := e.lists[path]
	same := func(a, b *Row) bool { return a == b || a.key == b.key }
	if old.sum != now.sum || !slices.EqualFunc(old.rows, now.rows, same) || !slices.EqualFunc(old.past, now.past, same) {
		return nil
	}
	return old.keys
}

// makePager leads to the first page, the last, and those beside n.
func makePager(n, pages, rows int, name func(int) string) pager {
	p := pager{Count: "第" + strconv.Itoa(n) + "页，共" + strconv.Itoa(pages) + "页，" + strconv.Itoa(rows) + "条"}
	if n > 1 {
		p.Prev = name(n - 1)
	}
	if n < pages {
		p.Next = name(n + 1)
	}
	last := 0
	for k := 1; k <= pages; k++ {
		if k != 1 && k != pages && (k < n-1 || k > n+1) {
			continue
		}
		p.Pages = append(p.Pages, pagerLink{N: k, Href: name(k), Current: k == n, Gap: last > 0 && k > last+1})
		last = k
	}
	return p
}

// kindPath is the list of a kind of notice.
func kindPath(k site.Kind) string { return "notices/kinds/" + string(k) + ".html" }

// moved makes the pages at the earlier addresses of items.
func (r *renderer) moved() {
	for _, i := range r.site.Items() {
		if !r.site.Shown(i) {
			continue
		}
		for _, alias := range i.Aliases {
			path := site.AliasPath(alias)
			title := i.Title
			if r.site.Presence(i) == site.Hidden {
				title = "新的地址"
			}
			v := movedView{To: strings.Repeat("../", strings.Count(path, "/")) + i.Path(), Title: title, Language: r.site.Language}
			r.files = append(r.files, output.File{
				Path: path, Source: i.Source, Key: output.KeyOf(version, r.theme.Key("moved"), v),
				Write: r.writer("moved", v),
			})
		}
	}
}

// movedView leads from an earlier address to the page.
type movedView struct{ To, Title, Language string }
