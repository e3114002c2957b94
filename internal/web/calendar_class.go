package web

import (
	"cmp"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// classView is the calendar of one place, one building or one tag.
type classView struct {
	Page
	Views   []viewLink
	Kind    string // 地点, 楼院, 标签
	Title   string
	Lede    string
	Days    []agendaDay
	Empty   []saying // while the agenda is empty
	Later   []laterActivity
	Regular []regularGroup
	More    Link // all with this tag, not only activities
	Only    []classGroup
}

// classesView is all places, buildings and tags that have a calendar.
type classesView struct {
	Page
	Views  []viewLink
	Lede   string
	Places []classPlace
	Only   []classGroup
}

// classGroup are the classes of one kind, as ways to narrow the calendar.
type classGroup struct {
	ID    string // places, buildings, tags
	Title string
	Links []viewLink
}

// classPlace is a place with what takes place there next.
type classPlace struct {
	Name, Href string
	Note       string // 三楼西头，可坐电梯
	Next       string // 11月24日 星期二，健康讲座
	Until      string
}

// class is a part of the calendar that has a page of its own.
type class struct {
	kind, name string // kind is classPlaces, classBuildings or classTags
	id         string // of a building
	path       string
	note       string
	activities int
}

// The kinds of class, which are folders as well.
const (
	classPlaces    = "places"
	classBuildings = "buildings"
	classTags      = "tags"
)

func classWord(kind string) string {
	switch kind {
	case classPlaces:
		return "地点"
	case classBuildings:
		return "楼院"
	}
	return "标签"
}

// classes are all of them, worked out once.
type classes struct {
	list    []*class              // buildings as configured, then places and tags, the busiest first
	of      map[string][]int      // what takes place, by path, as places in the timeline
	goesOn  map[string][]goesOn   // what goes on all year, by path
	links   map[string][]viewLink // by kind
	at      map[string]int        // path → place among the links
	placeOf map[string]string     // place by name → path
	tagOf   map[string]string     // tag by key → path
}

// classesShown is how many places and tags the filters of a page name; the
// page of all classes names the others.
const classesShown = 24

// newClasses finds the classes and puts what takes place into them, so that no
// page has to look through everything.
func newClasses(r *renderer) *classes {
	s := r.site
	c := &classes{
		of: map[string][]int{}, goesOn: map[string][]goesOn{}, links: map[string][]viewLink{}, at: map[string]int{},
		placeOf: map[string]string{}, tagOf: map[string]string{},
	}
	places, tags := map[string]*class{}, map[string]*class{}
	files := s.PlaceFiles()
	for name, file := range files {
		places[name] = &class{kind: classPlaces, name: name, path: "calendar/places/" + file + ".html", note: windowNote(s, name)}
	}
	// What is not to be seen yet makes no class: its name would tell of it.
	for _, a := range s.Activities {
		if s.Presence(&a.Item) != site.Present {
			continue
		}
		if k := places[site.PlaceName(a.Place)]; k != nil {
			k.activities++
		}
		for _, t := range a.Tags {
			key := site.TagKey(t)
			if tags[key] == nil {
				tags[key] = &class{kind: classTags, name: t, path: "calendar/tags/" + r.tagFiles[key] + ".html"}
			}
			tags[key].activities++
		}
	}
	for i, h := range r.timeline().all {
		put := func(k *class) {
			if k == nil {
				return
			}
			if at := c.of[k.path]; len(at) == 0 || at[len(at)-1] != i {
				c.of[k.path] = append(at, i)
			}
		}
		put(places[site.PlaceName(h.Place)])
		put(places[site.PlaceName(h.Left)])
		for _, t := range h.Tags {
			put(tags[site.TagKey(t)])
		}
	}
	for _, g := range r.timeline().regular {
		put := func(k *class) {
			if k == nil {
				return
			}
			if in := c.goesOn[k.path]; len(in) == 0 || in[len(in)-1].activity != g.activity {
				c.goesOn[k.path] = append(in, g)
			}
		}
		put(places[site.PlaceName(g.Place)])
		for _, t := range g.activity.Tags {
			put(tags[site.TagKey(t)])
		}
	}
	if len(s.Activities) > 0 {
		for _, b := range s.Buildings {
			c.list = append(c.list, &class{kind: classBuildings, id: b.ID, name: b.Name, path: "calendar/buildings/" + b.ID + ".html"})
		}
	}
	for _, found := range []map[string]*class{places, tags} {
		var list []*class
		for _, k := range found {
			if k.activities > 0 || len(c.of[k.path]) > 0 {
				list = append(list, k)
			}
		}
		slices.SortFunc(list, func(a, b *class) int {
			return cmp.Or(cmp.Compare(b.activities, a.activities), strings.Compare(a.name, b.name))
		})
		c.list = append(c.list, list...)
	}
	for _, k := range c.list {
		c.at[k.path] = len(c.links[k.kind])
		c.links[k.kind] = append(c.links[k.kind], viewLink{Text: k.name, Href: k.path})
		switch k.kind {
		case classPlaces:
			c.placeOf[k.name] = k.path
		case classTags:
			c.tagOf[site.TagKey(k.name)] = k.path
		}
	}
	return c
}

// windowNote is where a place is, if it is one of the windows.
func windowNote(s *site.Site, name string) string {
	for _, w := range s.Windows {
		if w.Name == name {
			return w.Note
		}
	}
	return ""
}

// placePath is the calendar of a place.
func (r *renderer) placePath(place string) string {
	if r.theme.Off("class") {
		return ""
	}
	return r.classes().placeOf[site.PlaceName(place)]
}

// only are the ways to narrow the calendar, the one at path marked. Where
// there are many, the busiest are named, and one leads to all.
func (r *renderer) only(path string) []classGroup {
	var groups []classGroup
	c := r.classes()
	at, here := c.at[path]
	for _, kind := range []string{classBuildings, classTags, classPlaces} {
		all := c.links[kind]
		if len(all) == 0 {
			continue
		}
		most := classesShown
		if path == classesPath {
			most = len(all)
		}
		links := slices.Clone(all[:min(most, len(all))])
		if here && at < len(all) && all[at].Href == path {
			if at >= len(links) {
				links = append(links, all[at])
				at = len(links) - 1
			}
			links[at].Here = true
		}
		if len(links) < len(all) {
			links = append(links, viewLink{Text: "全部", Href: classesPath})
		}
		groups = append(groups, classGroup{ID: kind, Title: classWord(kind), Links: links})
	}
	return groups
}

// classPages makes the calendar of every place, building and tag, and the page
// of all of them.
func (r *renderer) classPages() {
	s, t := r.site, r.timeline()
	const root = "../../"
	index := classesView{Views: r.calendarViews(classesPath)}
	for _, g := range r.only(classesPath) {
		if g.ID != classPlaces { // places stand there with what is next
			index.Only = append(index.Only, g)
		}
	}
	for _, k := range r.classes().list {
		in, goesOn := r.inClass(k)
		if k.kind == classPlaces {
			index.Places = append(index.Places, placeRow(k, in, goesOn, t.today))
			for i := range in {
				if in[i].Place == k.name {
					in[i].Place = "" // which the page has for a title
				}
			}
		}
		v := classView{Views: r.calendarViews(""), Kind: classWord(k.kind), Title: k.name, Lede: classLede(k), Only: r.only(k.path)}
		// To the end of a week, so that the page changes with the weeks and not
		// with the days.
		to := monday(t.today) + 35
		v.Days = agenda(s, in, t.today, to, root)
		v.Empty = during("接下来四周没有安排。", gaps(seenDays(v.Days)))
		v.Later = laterIn(s, in, t.today, to)
		v.Regular = regulars(goesOn, root)
		if k.kind == classTags {
			v.More = Link{"标着“" + k.name + "”的通知、指南和别的", r.tagPath(k.name)}
		}
		v.Frame = r.frame(k.path, sectionCalendar, k.name+"的日历", Link{"日历", calendarPath}, Link{"分类", classesPath}, Link{Text: k.name})
		v.Frame.Description = v.Lede
		add(r, k.path, "class", diag.Pos{}, v)
	}
	index.Lede = "在一个地方办的，和一个小区有关的，同一类的，各有一页。"
	if len(index.Only)+len(index.Places) == 0 {
		index.Lede = "还没有活动。"
	}
	index.Frame = r.frame(classesPath, sectionCalendar, "分类看日历", Link{"日历", calendarPath}, Link{Text: "分类"})
	index.Frame.Description = index.Lede
	add(r, classesPath, "classes", diag.Pos{}, index)
}

// inClass is what takes place in a class, and what of it goes on all year.
func (r *renderer) inClass(k *class) (in []happening, goesOn []goesOn) {
	t := r.timeline()
	if k.kind == classBuildings {
		concerns := func(ids []string) bool { return len(ids) == 0 || slices.Contains(ids, k.id) }
		for _, h := range t.all {
			if concerns(h.Buildings) {
				in = append(in, h)
			}
		}
		for _, g := range t.regular {
			if concerns(g.activity.Buildings) {
				goesOn = append(goesOn, g)
			}
		}
		return in, goesOn
	}
	for _, i := range r.classes().of[k.path] {
		in = append(in, t.all[i])
	}
	return in, r.classes().goesOn[k.path]
}

func classLede(k *class) string {
	switch k.kind {
	case classPlaces:
		return k.note
	case classBuildings:
		return "全社区的，加上只和" + k.name + "有关的。"
	}
	return "活动和公示的截止日期里，标着“" + k.name + "”的。"
}

// laterIn is the next time of each activity that takes place only after the
// agenda.
func laterIn(s *site.Site, in []happening, today, to calendar.Day) []laterActivity {
	seen := map[string]bool{}
	var later []laterActivity
	for _, h := range in {
		if h.Last < today || h.State == "deadline" || h.State == "gone" || seen[h.Path] {
			continue
		}
		seen[h.Path] = true
		if h.First < to {
			continue
		}
		later = append(later, laterActivity{Title: h.Title, Path: h.Path, When: whenYearDay(h.First), Place: h.Place})
	}
	return later
}

// placeRow says of a place what takes place there next.
func placeRow(k *class, in []happening, goesOn []goesOn, today calendar.Day) classPlace {
	p := classPlace{Name: k.name, Href: k.path, Note: k.note}
	for _, h := range in {
		if h.Last < today || h.State == "gone" || h.State == "cancelled" || site.PlaceName(h.Place) != k.name {
			continue
		}
		p.Next = whenDay(h.First)
		if h.First.Year() != today.Year() {
			p.Next = whenYearDay(h.First)
		}
		p.Next += "，" + h.Title
		p.Until = epoch(endOf(h))
		return p
	}
	if len(goesOn) > 0 {
		p.Next = goesOn[0].Rule + goesOn[0].Hours + "，" + goesOn[0].Title
		return p
	}
	p.Next = "眼下没有安排"
	return p
}
