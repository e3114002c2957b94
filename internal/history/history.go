// Package history tells what was posted on each past day: what could be read on
// the website, and what hung on which board.
//
// It puts together three things, the surest first. What the record has (see
// package record) stood from the moment at which a build showed it to the one
// at which a build took it away; an end that the item itself names, and that a
// build finds within a day, is that of the item. What hung on boards is what
// the rounds put up and took down. Everything else stood as the item itself
// says, from its first day to its last: [Stand.Recorded] tells which is which.
//
// Before the record of a noun began nothing is known but what items say. Since
// then, an item that the record follows and has no line about has not been
// shown, unless it has ended: then it was written down afterwards, and says
// when it was.
//
// Only whole days count that are over: a [History] ends with the day before
// the site's moment. So what the present build adds to the record, which has
// the present moment, changes nothing here.
//
// What is no longer to be read has no title any more: who takes a name off the
// website does not want to find it in its history.
package history

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/record"
	"banbao/internal/site"
)

// Stand is one thing that stood in one place from one day up to another.
type Stand struct {
	Item     *site.Item   // nil for what is no longer to be read, and for papers without an item
	Path     string       // where Item is nil: its page below public/
	Board    string       // its id; empty for the website
	From     calendar.Day // the first day on which it stood, if only for an hour
	Last     calendar.Day // the last one; 0 if it still stood on the last day of the history
	Recorded bool
}

// StoodOn tells whether it stood on a day of the history.
func (s *Stand) StoodOn(day calendar.Day) bool {
	return s.From <= day && (s.Last == 0 || day <= s.Last)
}

// History is what stood when.
type History struct {
	Stands []Stand      // by first day; of one day the website first, then boards as config.toml has them
	First  calendar.Day // on which anything is known to have stood; 0 if there is nothing
	Last   calendar.Day // yesterday
	Record calendar.Day // the first day of the record; 0 for none
	Rounds calendar.Day // that of the first round; likewise
}

// Of is the history of a site up to the day before its moment. There may be no
// record.
func Of(s *site.Site, r *record.Record) *History {
	if r == nil {
		r = &record.Record{}
	}
	b := builder{site: s, today: calendar.DayOf(s.Now), h: &History{}}
	b.h.Last = b.today - 1
	b.h.Stands = make([]Stand, 0, len(s.Notices)+len(s.Activities)+len(r.Rounds.Lines))
	b.recorded(r.Lines)
	b.items()
	b.rounds(r.Rounds.Lines)
	b.order()
	return b.h
}

// key is a page without the string that its path would be.
type key struct {
	noun site.Noun
	slug string
}

// keyOf is that of a page's path, if it is one of an item.
func keyOf(page string) key {
	folder, name := path.Split(page)
	for _, n := range []site.Noun{site.NounNotice, site.NounActivity, site.NounRanking, site.NounGuide, site.NounPage} {
		if folder == n.Folder()+"/" {
			return key{n, strings.TrimSuffix(name, ".html")}
		}
	}
	return key{}
}

// followed is what the record has of a page.
type followed struct {
	path  string
	spans []calendar.Window
	up    bool       // it can be read, and the last span is open
	item  *site.Item // nil as long as no item is found
}

type builder struct {
	site  *site.Site
	today calendar.Day
	h     *History
	of    map[key]*followed
	began map[site.Noun]time.Time // the moment of the first line about a noun
	here  map[key]*site.Item      // that can be read, of those named by rounds
}

// add adds a stand, as far as it is over or was there yesterday.
func (b *builder) add(stand Stand, w calendar.Window) {
	stand.From = b.day(w.From)
	if stand.From >= b.today || !w.Until.IsZero() && !w.Until.After(w.From) {
		return
	}
	if !w.Until.IsZero() {
		stand.Last = b.past(w.Until.Add(-1))
	}
	b.h.Stands = append(b.h.Stands, stand)
}

// recorded reads from the record when each page could be read.
func (b *builder) recorded(lines []record.Line) {
	b.of, b.began = map[key]*followed{}, map[site.Noun]time.Time{}
	for _, l := range lines {
		if l.At.After(b.site.Now) {
			break // the clock was put back
		}
		k := keyOf(l.Path)
		if b.h.Record == 0 {
			b.h.Record = b.past(l.At)
		}
		if _, ok := b.began[k.noun]; !ok {
			b.began[k.noun] = l.At
		}
		f := b.of[k]
		if f == nil {
			f = &followed{path: l.Path}
			b.of[k] = f
		}
		switch {
		case l.Event == record.Shown && !f.up:
			f.spans, f.up = append(f.spans, calendar.Window{From: l.At}), true
		case (l.Event == record.Ended || l.Event == record.Withdrawn) && f.up:
			f.spans[len(f.spans)-1].Until, f.up = l.At, false
		}
	}
}

// items adds what stood on the website.
func (b *builder) items() {
	for _, n := range b.site.Notices {
		b.item(&n.Item, record.Follows(n), ownWindow(n), n.State(b.site.Now) == site.Current)
	}
	for _, k := range b.site.Rankings {
		b.item(&k.Item, record.PublicityOf(b.site, k) != nil, k.Window, k.Item.State(b.site.Now) == site.Current)
	}
	for _, a := range b.site.Activities { // which do not say since when they are announced
		b.item(&a.Item, true, a.Window, a.Item.State(b.site.Now) == site.Current)
	}
	for _, f := range b.of {
		if f.item == nil {
			b.spans(f, Stand{Path: f.path}, calendar.Window{})
		}
	}
}

// ownWindow is when a notice says that it stands: up to the day on which it was
// taken back, if it was.
func ownWindow(n *site.Notice) calendar.Window {
	w := n.Window
	if n.Withdrawn != nil && !n.Withdrawn.On.IsZero() && !w.From.IsZero() {
		w.Until = calendar.Earliest(w.Until, n.Withdrawn.On.End(w.From.Location()))
	}
	return w
}

// item adds what is known of one item on the website.
func (b *builder) item(i *site.Item, follows bool, own calendar.Window, up bool) {
	if i.Draft {
		return
	}
	f := b.of[key{i.Noun, i.Slug}]
	if f != nil {
		stand := Stand{Path: f.path}
		if f.item = i; b.site.Presence(i) == site.Present {
			stand = Stand{Item: i}
		}
		b.spans(f, stand, own)
		return
	}
	if own.From.IsZero() || b.site.Presence(i) != site.Present {
		return
	}
	if began := b.began[i.Noun]; follows && up && !began.IsZero() {
		return // it has been put up just now, whatever it says
	}
	b.add(Stand{Item: i}, own)
}

// spans adds what the record has of a page. What was there when the record
// began had been there before.
func (b *builder) spans(f *followed, stand Stand, own calendar.Window) {
	began := b.began[keyOf(f.path).noun]
	var last calendar.Window
	for n, w := range f.spans {
		recorded := true
		if n == 0 && w.From.Equal(began) && !own.From.IsZero() && own.From.Before(began) {
			w.From, recorded = own.From, b.day(own.From) == b.day(began)
		}
		if own.Until.After(w.From) && own.Until.Before(w.Until) && w.Until.Sub(own.Until) < 24*time.Hour {
			w.Until = own.Until
		}
		switch {
		case n > 0 && b.day(w.From) <= b.day(last.Until.Add(-1)): // off and on again on one day
			last.Until = w.Until
			continue
		case n > 0:
			b.add(stand, last)
		}
		last, stand.Recorded = w, recorded
	}
	if len(f.spans) > 0 {
		b.add(stand, last)
	}
}

// day is the day of a moment where the site is.
func (b *builder) day(t time.Time) calendar.Day { return calendar.DayOf(t.In(b.site.Zone)) }

// past is the day of a moment, if it is over.
func (b *builder) past(t time.Time) calendar.Day {
	if day := b.day(t); day < b.today {
		return day
	}
	return 0
}

// rounds adds what hung on boards.
func (b *builder) rounds(lines []record.RoundLine) {
	type sheet struct{ board, path string }
	hung := map[sheet]*calendar.Window{}
	var order []sheet
	b.readable(lines)
	put := func(at sheet, w calendar.Window) {
		stand := Stand{Path: at.path, Board: at.board, Recorded: true}
		if i := b.here[keyOf(at.path)]; i != nil {
			stand.Item, stand.Path = i, ""
		}
		b.add(stand, w)
	}
	for _, l := range lines {
		if l.At.After(b.site.Now) {
			break
		}
		if b.h.Rounds == 0 {
			b.h.Rounds = b.past(l.At)
		}
		at := sheet{l.Board, l.Path}
		w := hung[at]
		switch {
		case w == nil && l.Move == record.Up:
			hung[at] = &calendar.Window{From: l.At}
			order = append(order, at)
		case w == nil: // nobody knows since when
		case l.Move == record.Down && w.Until.IsZero():
			w.Until = l.At
		case l.Move == record.Up && !w.Until.IsZero():
			if b.day(l.At) > b.day(w.Until.Add(-1)) {
				put(at, *w)
				w.From = l.At
			}
			w.Until = time.Time{}
		}
	}
	for _, at := range order {
		put(at, *hung[at])
	}
}

// readable finds the items whose sheets the rounds name, and that can be read.
func (b *builder) readable(lines []record.RoundLine) {
	b.here = map[key]*site.Item{}
	if len(lines) == 0 {
		return
	}
	for _, l := range lines {
		b.here[keyOf(l.Path)] = nil
	}
	for _, i := range b.site.Items() {
		k := key{i.Noun, i.Slug}
		if _, named := b.here[k]; named && !i.Draft && b.site.Presence(i) == site.Present {
			b.here[k] = i
		}
	}
}

// order sorts what stood.
func (b *builder) order() {
	boards := map[string]int{"": -1}
	for n, board := range b.site.Boards {
		boards[board.ID] = n
	}
	place := func(id string) int {
		if n, ok := boards[id]; ok {
			return n
		}
		return len(boards)
	}
	slices.SortFunc(b.h.Stands, func(x, y Stand) int {
		if x.From != y.From {
			return cmp.Compare(x.From, y.From)
		}
		if x.Board != y.Board {
			return cmp.Or(cmp.Compare(place(x.Board), place(y.Board)), strings.Compare(x.Board, y.Board))
		}
		return compareNames(&x, &y)
	})
	if len(b.h.Stands) > 0 {
		b.h.First = b.h.Stands[0].From
	}
}

// compareNames orders the stands of one day and place by slug and noun, and
// what has no item, whose path is all there is, after the others.
func compareNames(x, y *Stand) int {
	switch {
	case x.Item == nil && y.Item == nil:
		return strings.Compare(x.Path, y.Path)
	case x.Item == nil:
		return 1
	case y.Item == nil:
		return -1
	}
	return cmp.Or(strings.Compare(x.Item.Slug, y.Item.Slug), cmp.Compare(x.Item.Noun, y.Item.Noun))
}
