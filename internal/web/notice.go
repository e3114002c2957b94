package web

import (
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// noticePage is one notice. It embeds nothing, since templates find promoted
// fields slowly, and notices are the many.
type noticePage struct {
	Frame       Frame
	Text        Text
	Rows        []*Row
	Title       string
	Voice       string // sheet, kai or plain
	Kind        string
	Marks       []Mark
	Issuer      string
	Number      string
	To          string
	Date        string // 2026年11月20日
	ISO         string
	Sign        bool     // issuer and date stand under the text
	Window      string   // 11月20日 星期五至11月28日 星期六
	Where       []string // buildings it concerns
	Hung        []Link   // boards and screens
	Sheet       string   // to be printed and pinned up, below public/
	Tags        []Link
	Contact     site.Contact
	Tel         telLink
	Files       []FileLink
	Corrections []Correction
	Publicity   *Publicity
	Disclosed   Link // what it makes public by the calendar
	Ranking     Link
	Level       site.Level
	Hidden      bool // see unborn
	From        string
	Begins      string
	Ended       bool
	Until       string
	Ends        string
	Withdrawn   bool
	Why         string
	WithdrawnOn string
}

func (v *noticePage) page() around { return around{&v.Frame, &v.Text, &v.Rows} }

// notices makes the page of every notice.
func (r *renderer) notices() {
	r.spread(len(r.site.Notices), func(r *renderer, i int) {
		if n := r.site.Notices[i]; r.site.Shown(&n.Item) {
			known, _ := r.known(n)
			path := r.noticeRow(n).Href
			var beside output.Key
			if known.IsZero() || !r.sameKin(&n.Item) {
				beside = r.relation(&n.Item).key()
			}
			r.keys[&n.Item] = addLater(r, path, n.Source, known, beside, func(r *renderer) (string, noticePage) { return r.notice(n) })
		}
	})
}

// voice is how a kind of notice speaks.
func voice(k site.Kind) string {
	switch k {
	case site.KindStory, site.KindLetter:
		return "kai"
	case site.KindReminder, site.KindScience:
		return "plain"
	}
	return "sheet"
}

// notice is a notice's page and the template that it is made by.
func (r *renderer) notice(n *site.Notice) (template string, v noticePage) {
	s := r.site
	now := s.Now
	section, list := sectionNotices, Link{n.Kind.Chinese(), kindPath(n.Kind)}
	if n.Kind == site.KindPublicity {
		section = sectionPublicity
	}
	title := strings.ReplaceAll(n.Title, "|", "")
	v = noticePage{
		Frame:     r.itemFrame(&n.Item, section, title, list, Link{Text: title}),
		Title:     n.Title,
		Voice:     voice(n.Kind),
		Kind:      n.Kind.Chinese(),
		Marks:     r.pageMarks(n),
		Issuer:    n.Issuer,
		Number:    n.Number,
		To:        n.To,
		Date:      n.Date.Day.Chinese(),
		ISO:       n.Date.Day.String(),
		Hung:      shortHung(r.hungOn(&n.Item)),
		Tags:      r.tagLinks(n.Tags),
		Contact:   n.Contact(),
		Publicity: r.publicity(n.Publicity),
		Disclosed: r.disclosedAs(n),
		Level:     n.Level,
		Window:    window(n.Window),
	}
	if n.Kind == site.KindStory || n.Kind == site.KindScience || n.Kind == site.KindLetter {
		v.Window = "" // it does not age with its place on the wall
	}
	v.Sign = n.Kind != site.KindStory && n.Kind != site.KindScience && n.Kind != site.KindReminder
	if n.Contact().Phone != "" {
		v.Tel = telHref(n.Contact().Phone)
	}
	for _, b := range n.Buildings {
		if name := r.places[b]; name != "" {
			v.Where = append(v.Where, name)
		}
	}
	switch {
	case n.Withdrawn != nil && !n.Draft: // also before its time: nothing of it is to come out
		v.Withdrawn = true
		v.Why = n.Withdrawn.Why
		v.WithdrawnOn = n.Withdrawn.On.ChineseShort()
		v.Marks = withdrawnMarks
		v.Publicity, v.Hung, v.Where, v.Contact, v.Disclosed = nil, nil, nil, site.Contact{}, Link{}
		v.To, v.Tel, v.Window = "", "", ""
		v.Frame.Description, v.Frame.Image = "", ""
	default:
		v.Corrections = r.corrections(&v.Frame, n.Corrections)
		v.Text = r.text(&n.Item, v.Frame.Root)
		v.Files = r.attachments(n.Attachments)
		v.Sheet = r.sheetOf(&n.Item)
		v.Ended = n.State(now) == site.Ended
		v.Until = epoch(n.Window.Until)
		if !n.Window.Until.IsZero() {
			v.Ends = endWord(n.Window.Until)
		}
	}
	u := r.unbornOf(&n.Item, &v.Frame)
	v.Hidden, v.From, v.Begins = u.Hidden, u.From, u.Begins
	if n.Kind == site.KindPublicity && v.Publicity != nil {
		v.Ranking = r.rankingOf(n)
		r.style(&v.Frame, "publicity.css")
		return "publicity", v
	}
	return "notice", v
}

// window is the time in which something holds, in words.
func window(w calendar.Window) string {
	first := calendar.DayOf(w.From)
	if w.From.IsZero() {
		first = 0
	}
	if w.Until.IsZero() {
		if first == 0 {
			return ""
		}
		return whenDay(first) + "起"
	}
	last := lastDay(w)
	tail := ""
	if w.Until.Before(last.End(w.Until.Location())) {
		tail = " " + spokenHour(w.Until)
	}
	switch {
	case first == 0:
		return "到" + whenDay(last) + tail
	case first == last:
		return whenDay(first) + strings.Replace(tail, " ", "，到", 1)
	case first.Year() != last.Year():
		return whenYearDay(first) + "至" + whenYearDay(last) + tail
	}
	return whenDay(first) + "至" + whenDay(last) + tail
}

// endWordFrom is when a window begins: 12月1日（星期二）9:00.
func endWordFrom(w calendar.Window) string {
	day := calendar.DayOf(w.From)
	word := day.ChineseShort() + "（" + day.WeekdayChinese() + "）"
	if w.From.Equal(day.Start(w.From.Location())) {
		return word
	}
	return word + whenClock(w.From)
}

// pageMarks are those of a notice's own page, which says its dates in full.
func (r *renderer) pageMarks(n *site.Notice) []Mark {
	return slices.DeleteFunc(r.marks(n), func(m Mark) bool { return m.Kind == "due" })
}

// hungMost is how many boards and screens a notice names.
const hungMost = 6

// shortHung names a few of the places where a notice hangs, and counts them
// where there are more.
func shortHung(links []Link) []Link {
	if len(links) <= hungMost {
		return links
	}
	rest := Link{"等" + strconv.Itoa(len(links)) + "处", "boards/index.html"}
	return append(links[:hungMost-1:hungMost-1], rest)
}

// tagLinks lead to the lists of an item's tags.
func (r *renderer) tagLinks(tags []string) []Link {
	var links []Link
	for _, t := range tags {
		links = append(links, Link{t, r.tagPath(t)})
	}
	return links
}

// rankingOf is the ranking that a notice publishes.
func (r *renderer) rankingOf(n *site.Notice) Link {
	for _, k := range r.site.Rankings {
		if k.Publication == n.Slug && seenWith(r.site, &k.Item, &n.Item) {
			return Link{k.Title, k.Path()}
		}
	}
	return Link{}
}
