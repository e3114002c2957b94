package web

import (
	"encoding/binary"
	"html/template"
	"strings"
	"sync/atomic"

	"banbao/internal/output"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// RelatedPart is what the template "related" is given: an item that belongs to
// the one of a page; see [site.Related].
type RelatedPart struct {
	Href  string // from the page
	Title string
	Note  string // what it is, and of which day: 通知，11月20日
}

func relatedPart(root string, i *site.Item) RelatedPart {
	part := RelatedPart{root + i.Path(), theme.Plain(i.Title), nounWord(i.Noun)}
	if i.Noun == site.NounNotice {
		part.Note = i.Kind.Chinese() + "，" + i.Date.Day.ChineseShort()
	}
	return part
}

// relation is an item and where to ask what belongs to it. It is asked when
// the page is written, and for the key.
type relation struct {
	of   *site.Related
	item *site.Item
}

func (r *renderer) relation(i *site.Item) relation { return relation{r.kin(), i} }

// Related are the items that belong to the one of the page, each as the
// template "related" makes it; empty if there are none.
func (f Frame) Related() (template.HTML, error) {
	if f.related.item == nil {
		return "", nil
	}
	var all strings.Builder
	for _, i := range f.related.of.To(f.related.item) {
		if i == nil {
			break
		}
		html, err := f.parts.related.made(f.parts, f.Root, i)
		if err != nil {
			return "", err
		}
		all.WriteString(string(html))
	}
	made := template.HTML(all.String())
	f.put(made)
	return made, nil
}

// key stands for all that is shown of what belongs to an item, also where
// nothing does; it is zero for a page without an item. It is asked of every
// notice at every build, and so it is a sum that costs nothing (FNV-1a).
func (r relation) key() (key output.Key) {
	if r.item == nil {
		return key
	}
	sum := uint64(14695981039346656037)
	add := func(s string) {
		for i := range len(s) {
			sum = (sum ^ uint64(s[i])) * 1099511628211
		}
		sum = (sum ^ 0xff) * 1099511628211
	}
	for _, i := range r.of.To(r.item) {
		if i == nil {
			break
		}
		add(string(i.Noun))
		add(string(i.Kind))
		add(i.Slug)
		add(i.Title)
		sum = (sum ^ uint64(i.Date.Day)) * 1099511628211
	}
	binary.BigEndian.PutUint64(key[:], sum)
	return key
}

// relatedKept is how many links are kept as they were made. The pages of what
// belongs together are made near each other.
const relatedKept = 1024

// relatedLinks keeps links that several pages show, each in the one place that
// its address leads to, so that they never take more room than that.
type relatedLinks [relatedKept]atomic.Pointer[relatedLink]

type relatedLink struct {
	root string
	item *site.Item
	html template.HTML
}

func (l *relatedLinks) made(p *parts, root string, i *site.Item) (template.HTML, error) {
	slot := uint32(2166136261)
	for k := range len(i.Slug) {
		slot = (slot ^ uint32(i.Slug[k])) * 16777619
	}
	at := &l[slot%relatedKept]
	if kept := at.Load(); kept != nil && kept.item == i && kept.root == root {
		return kept.html, nil
	}
	html, err := p.execute("related", relatedPart(root, i))
	if err == nil {
		at.Store(&relatedLink{root, i, html})
	}
	return html, err
}
