package web

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/hant"
	"banbao/internal/search"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// finding is one thing to be found. Notices, which are the many, become records
// only when they are written.
type finding struct {
	item   *site.Item
	guide  *site.Guide    // nil for other nouns
	notice *site.Notice   // likewise; or
	record *search.Record // all of it but the item's own text
	month  int            // of its day, counted from the year 0
	kind   int            // in searchKinds
}

func (f *finding) withdrawn() bool { return f.notice != nil && f.notice.Withdrawn != nil }

// findings are all that is to be found, the oldest first. What is not to be seen
// yet is found from the next build on, which is due when it is.
func (r *renderer) findings() []*finding {
	s := r.site
	kinds := map[site.Kind]int{}
	for i, k := range site.Kinds() {
		kinds[k] = i
	}
	all := make([]*finding, 0, len(s.Notices))
	store := make([]finding, len(s.Notices))
	for i, n := range s.Notices {
		if s.Presence(&n.Item) == site.Present {
			store[i] = finding{item: &n.Item, notice: n, month: monthNumber(n.Date.Day), kind: kinds[n.Kind]}
			all = append(all, &store[i])
		}
	}
	other := func(i *site.Item, kind int, make func() *search.Record) {
		if s.Presence(i) == site.Present {
			month := undated
			if !i.Date.Day.IsZero() && i.Noun != site.NounGuide && i.Noun != site.NounPage {
				month = monthNumber(i.Date.Day)
			}
			all = append(all, &finding{item: i, record: make(), month: month + nounOrder(i.Noun, month), kind: len(kinds) + 4 + kind})
		}
	}
	for _, a := range s.Activities {
		other(&a.Item, kindActivity, func() *search.Record { return activityRecord(a) })
	}
	for _, k := range s.Rankings {
		other(&k.Item, kindRanking, func() *search.Record { return r.rankingRecord(k) })
	}
	for _, g := range s.Guides {
		other(&g.Item, kindGuide, func() *search.Record { return guideRecord(g) })
		if f := all[len(all)-1]; f.item == &g.Item {
			f.guide = g
		}
	}
	for _, p := range s.Pages {
		other(&p.Item, kindPage, func() *search.Record { return &search.Record{} })
	}
	slices.SortFunc(all, func(a, b *finding) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.item.Date.Day, b.item.Date.Day),
			strings.Compare(string(a.item.Noun), string(b.item.Noun)), strings.Compare(a.item.Slug, b.item.Slug))
	})
	return all
}

func monthNumber(d calendar.Day) int {
	year, month, _ := d.Date()
	return year*12 + int(month) - 1
}

// nounOrder parts nouns without dates, in the order of their folders.
func nounOrder(n site.Noun, month int) int {
	if month < undated {
		return 0
	}
	folders := []string{"activities", "guides", "notices", "pages", "rankings"}
	return slices.Index(folders, n.Folder())
}

// appendKey adds all that a record depends on but what is the same for all.
func (f *finding) appendKey(dst []byte) []byte {
	i := f.item
	text := func(s string) {
		dst = append(append(dst, s...), 0)
	}
	text(string(i.Noun))
	text(i.Slug)
	text(i.Title)
	text(string(i.Kind))
	text(i.Summary)
	dst = append(dst, i.Body.Sum[:]...)
	dst = binary.AppendVarint(dst, int64(i.Date.Day))
	dst = binary.AppendVarint(dst, i.Window.Until.Unix())
	dst = binary.AppendVarint(dst, int64(len(i.Tags)))
	for _, t := range i.Tags {
		text(t)
	}
	for _, b := range i.Buildings {
		text(b)
	}
	if c := i.Ask; c != nil {
		text(c.Place)
	}
	if n := f.notice; n != nil {
		text(n.Issuer)
		text(n.Number)
		text(n.To)
		for _, a := range n.Attachments {
			text(a.Title)
		}
		if n.Withdrawn != nil {
			text("withdrawn")
		}
		return dst
	}
	own, err := json.Marshal(f.record)
	if err != nil {
		panic("web: " + err.Error()) // plain values of our own
	}
	return append(dst, own...)
}

// records are a block of what is to be found, with their texts.
func (r *renderer) records(part []*finding) ([]search.Record, error) {
	made := make([]search.Record, len(part))
	kinds := searchKinds()
	var text []byte
	for n, f := range part {
		var rec search.Record
		switch {
		case f.record != nil:
			rec = *f.record
			rec.Names = slices.Clone(rec.Names)
		case !f.withdrawn():
			rec = noticeRecord(f.notice, r.site.Issuer)
		}
		i := f.item
		rec.Path, rec.Title, rec.Kind = i.Path(), strings.Join(strings.Fields(theme.Plain(i.Title)), " "), kinds[f.kind]
		if !i.Date.Day.IsZero() {
			rec.Date = i.Date.Day.Chinese()
		}
		if f.withdrawn() {
			rec.State = site.Withdrawn.Chinese()
		} else {
			if !i.Window.Until.IsZero() {
				rec.Until = i.Window.Until.Unix()
			}
			for _, b := range i.Buildings {
				rec.Names = append(rec.Names, r.places[b])
			}
			var err error
			if text, err = r.wholeText(text[:0], i, rec.Text); err != nil {
				return nil, err
			}
			rec.Text = string(text)
		}
		rec.Names = oneLineEach(rec.Names)
		rec.Read = []string{search.Reading(rec.Title)}
		if g := f.guide; g != nil {
			for _, name := range oneLineEach(slices.Clone(g.OtherNames)) { // the first of its names
				rec.Read = append(rec.Read, search.Reading(name))
			}
		}
		rec.Finish(simple)
		made[n] = rec
	}
	return made, nil
}

// wholeText appends all that an item is found by but its names: what is said of
// it, the summary that somebody wrote, and what its text says, without markup.
func (r *renderer) wholeText(dst []byte, i *site.Item, said string) ([]byte, error) {
	line := func(s string) {
		if s != "" {
			if len(dst) > 0 {
				dst = append(dst, '\n')
			}
			dst = append(dst, s...)
		}
	}
	line(said)
	if i.Body.Size > 0 && r.texts.Read != nil {
		buf := bodies.Get().(*[]byte)
		src, err := r.texts.Read(*buf, i.Body)
		if cap(src) <= keptBody {
			defer bodies.Put(buf)
			*buf = src
		}
		if err != nil {
			return dst, fmt.Errorf("read %s: %w", i.Body.File, err)
		}
		if len(dst) > 0 {
			dst = append(dst, '\n')
		}
		from := len(dst)
		dst = r.texts.Markdown.AppendText(dst, src)
		if summary := strings.TrimSuffix(i.Summary, "…"); !bytes.Contains(dst[from:], []byte(summary)) {
			line(summary)
		}
	} else {
		line(i.Summary)
	}
	for _, t := range i.Tags {
		line(t)
	}
	line(i.Contact().Place)
	return dst, nil
}

// oneLineEach leaves out what is empty; the lines of a record are told apart by
// their number.
func oneLineEach(names []string) []string {
	for i, n := range names {
		names[i] = strings.Join(strings.Fields(n), " ")
	}
	return slices.DeleteFunc(names, func(n string) bool { return n == "" })
}

// inLines joins what is not empty.
func inLines(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n")
}

func noticeRecord(n *site.Notice, usual string) search.Record {
	rec := search.Record{Names: []string{n.Number}}
	issuer := n.Issuer
	if issuer == usual {
		issuer = "" // whoever seeks it would find everything
	}
	var files []string
	for _, a := range n.Attachments {
		files = append(files, a.Title)
	}
	rec.Text = inLines(n.To, issuer, inLines(files...))
	return rec
}

func activityRecord(a *site.Activity) *search.Record {
	return &search.Record{Names: []string{a.Place}, Text: inLines(a.Rule, a.Organizer, a.Fee, a.CancelledWhy)}
}

// rankingRecord has the names that its page shows, as it shows them.
func (r *renderer) rankingRecord(k *site.Ranking) *search.Record {
	rec := &search.Record{Text: k.Period.Name}
	_, p := publication(r.site, k)
	if noResultWords(k, p, r.site) != "" {
		return rec
	}
	v := newRankingView(r.site, k)
	eachRow(&v, func(_ int, row *rankingRow) {
		rec.Text = inLines(rec.Text, row.Name, row.Where, row.Note)
	})
	return rec
}

func guideRecord(g *site.Guide) *search.Record {
	rec := &search.Record{Names: append(slices.Clone(g.OtherNames), g.WindowName, g.Place)}
	text := []string{g.For, g.Responsible, inLines(slices.Clone(g.Conditions)...)}
	for _, m := range g.Materials {
		text = append(text, m.Name, m.Source, m.Note)
	}
	for _, s := range g.Steps {
		text = append(text, s.Name, s.Text, s.Place)
	}
	text = append(text, g.Fee.Amount, g.Result)
	for _, q := range g.Questions {
		text = append(text, q.Ask, q.Answer)
	}
	rec.Text = inLines(text...)
	return rec
}

// simple is the form of a sign that stands for all its forms.
func simple(r rune) rune { return hant.FoldRune(r) }
