package site

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"banbao/internal/calendar"
)

// RelatedMost is how many others an item leads to.
const RelatedMost = 4

// Related tells which notices, activities and guides belong together: by tags,
// rare ones more than common ones, by the place and the buildings, by the kind
// and by nearness in time. Of every such list only those are looked at that
// stand nearest in time, so that an item costs the same on any site. It is
// read-only once it is made.
type Related struct {
	all      []kin // by day, then in the order of the site
	items    []*Item
	places   [][relatedFeatures]int32 // where an item stands in the list of each of its features
	at       map[*Item]int32
	features []feature
}

// kin is what an item may have in common with others. It is small and points
// nowhere, since many are looked at.
type kin struct {
	features [relatedFeatures]int32 // sorted; what follows the last is none
	day      int32                  // 0 where nearness in time says nothing
	kind     int16
	current  bool
}

// feature is a tag, a place or a building.
type feature struct {
	weight int
	items  []int32 // by day
}

// none stands behind an item's features.
const none = math.MaxInt32

const (
	relatedAround   = 4 // neighbours in a list, on each side
	relatedLeast    = 8 // what is below this has little in common
	relatedFeatures = 8 // of an item that has more, the first ones count
)

// NewRelated looks at all items that can be seen.
func NewRelated(s *Site) *Related {
	most := len(s.Notices) + len(s.Activities) + len(s.Guides)
	r := &Related{all: make([]kin, 0, most), items: make([]*Item, 0, most)}
	g := gatherer{Related: r, site: s, ids: map[string]int32{}, kinds: map[string]int16{}}
	for _, n := range s.Notices {
		if n.Withdrawn == nil {
			g.add(&n.Item, n.Date.Day, "")
		}
	}
	for _, a := range s.Activities {
		if !a.Cancelled {
			g.add(&a.Item, a.Series.Start.Day, PlaceName(a.Place))
		}
	}
	for _, guide := range s.Guides {
		g.add(&guide.Item, 0, "")
	}
	r.list()
	return r
}

// What may be had in common. Each name is said with what kind of name it is.
const (
	byTag      = "#"
	byPlace    = "@"
	byBuilding = "="
)

// gatherer gives features their numbers.
type gatherer struct {
	*Related
	site  *Site
	ids   map[string]int32
	kinds map[string]int16
}

func (g *gatherer) add(i *Item, day calendar.Day, place string) {
	if g.site.Presence(i) != Present || i.Draft {
		return
	}
	var features [relatedFeatures]int32
	n := 0
	put := func(id int32) {
		if n < len(features) && !slices.Contains(features[:n], id) {
			features[n] = id
			n++
		}
	}
	for _, t := range i.Tags {
		put(g.id(byTag, t, 6))
	}
	if place != "" {
		put(g.id(byPlace, place, 4))
	}
	for _, b := range i.Buildings {
		put(g.id(byBuilding, b, 0))
	}
	if n == 0 {
		return
	}
	for k := n; k < len(features); k++ {
		features[k] = none
	}
	slices.Sort(features[:n])
	word := string(i.Noun) + string(i.Kind)
	kind, known := g.kinds[word]
	if !known {
		kind = int16(len(g.kinds))
		g.kinds[word] = kind
	}
	g.all = append(g.all, kin{features, int32(day), kind, !i.Window.After(g.site.Now)})
	g.items = append(g.items, i)
}

// id is the number of a feature; tags that differ in capitals alone are one.
func (g *gatherer) id(by, name string, weight int) int32 {
	id, known := g.ids[by+name]
	if known {
		return id
	}
	if key := by + TagKey(name); by == byTag && key != by+name {
		id = g.id(by, TagKey(name), weight)
	} else {
		id = int32(len(g.features))
		g.features = append(g.features, feature{weight: weight})
	}
	g.ids[by+name] = id
	return id
}

// list puts every item into the lists of its features, by day.
func (r *Related) list() {
	order := make([]int32, len(r.all))
	for n := range order {
		order[n] = int32(n)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(r.all[a].day, r.all[b].day), cmp.Compare(a, b)) })
	all, items := make([]kin, len(order)), make([]*Item, len(order))
	r.places = make([][relatedFeatures]int32, len(order))
	r.at = make(map[*Item]int32, len(order))
	for n, from := range order {
		all[n], items[n] = r.all[from], r.items[from]
		r.at[items[n]] = int32(n)
		for j, id := range all[n].features {
			if id == none {
				break
			}
			f := &r.features[id]
			r.places[n][j] = int32(len(f.items))
			f.items = append(f.items, int32(n))
		}
	}
	r.all, r.items = all, items
	for id := range r.features {
		f := &r.features[id]
		rare := bits.Len(uint(len(all) / len(f.items)))
		if f.weight > 0 {
			rare *= 2
		}
		f.weight += rare
	}
}

// Since tells which items lead to others than they did earlier, or to others that
// are called something else. It is false where too much has changed to tell:
// where an item came or went, or has other things in common with others.
func (r *Related) Since(earlier *Related) (others map[*Item]bool, ok bool) {
	if earlier == nil || !slices.Equal(r.all, earlier.all) {
		return nil, false
	}
	others = map[*Item]bool{}
	for n, i := range r.items {
		if old := earlier.items[n]; i == old || i.Noun == old.Noun && i.Kind == old.Kind && i.Slug == old.Slug && i.Title == old.Title && i.Date.Day == old.Date.Day {
			continue
		}
		others[i] = true
		for j, id := range r.all[n].features {
			if id == none {
				break
			}
			for _, m := range r.around(id, int(r.places[n][j])) {
				others[r.items[m]] = true
			}
		}
	}
	return others, true
}

// around are the nearest in the list of a feature, and what stands there itself.
func (r *Related) around(id int32, at int) []int32 {
	list := r.features[id].items
	return list[max(0, at-relatedAround):min(len(list), at+relatedAround+1)]
}

// Kin are items that belong to one, the nearest first; the last may be nil.
type Kin [RelatedMost]*Item

// To are the items that belong to one; none for an item that cannot be seen.
func (r *Related) To(i *Item) (kin Kin) {
	n, ok := r.at[i]
	if !ok {
		return kin
	}
	self := &r.all[n]
	var best [RelatedMost]scored
	found := best[:0]
	for j, id := range self.features {
		if id == none {
			break
		}
		for _, m := range r.around(id, int(r.places[n][j])) {
			if m != n {
				found = keepBest(found, scored{r.score(self, &r.all[m]), r.all[m].day, m})
			}
		}
	}
	for j, s := range found {
		kin[j] = r.items[s.n]
	}
	return kin
}

// scored is an item and how much it has in common with another.
type scored struct {
	score  int
	day, n int32
}

// before tells which of two stands first: the nearer, then the later one.
func (s scored) before(t scored) bool {
	if s.score != t.score {
		return s.score > t.score
	}
	if s.day != t.day {
		return s.day > t.day
	}
	return s.n < t.n
}

// keepBest puts one among the best, in order, once, if it is good enough.
func keepBest(best []scored, one scored) []scored {
	if one.score < relatedLeast || len(best) == RelatedMost && !one.before(best[len(best)-1]) {
		return best
	}
	at := len(best)
	for i, b := range best {
		if b.n == one.n {
			return best
		}
		if at == len(best) && one.before(b) {
			at = i
		}
	}
	if len(best) < RelatedMost {
		best = append(best, one)
	}
	copy(best[at+1:], best[at:])
	best[at] = one
	return best
}

// score is how much two items have in common.
func (r *Related) score(a, b *kin) int {
	score := 0
	for i, j := 0, 0; i < len(a.features) && j < len(b.features); {
		switch x, y := a.features[i], b.features[j]; {
		case x == none || y == none:
			i = len(a.features)
		case x < y:
			i++
		case x > y:
			j++
		default:
			score += r.features[x].weight
			i++
			j++
		}
	}
	if a.kind == b.kind {
		score++
	}
	if b.current {
		score += 2
	}
	if a.day == 0 || b.day == 0 {
		return score
	}
	switch days := max(a.day-b.day, b.day-a.day); {
	case days <= 7:
		score += 3
	case days <= 30:
		score += 2
	case days <= 180:
		score++
	}
	return score
}
