package web

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// happening is something that stands on a day of the calendar or the agenda:
// one time that an activity takes place, the trace that it leaves on the day
// it was moved from, or the end of a publicity.
type happening struct {
	Title      string
	Path       string // below public/
	Start, End time.Time
	First      calendar.Day // the days it touches
	Last       calendar.Day
	AllDay     bool
	Place      string
	Note       string
	Fee        string
	State      string // "", moved, cancelled, gone (moved away from this day), deadline
	MovedFrom  calendar.Day
	MovedTo    calendar.Day
	Left       string   // the usual place, while it takes place in another
	Tags       []string // those of its item
	Buildings  []string // ids of those whom it concerns; none means everyone
	Only       string   // their names: 只和桂花苑有关
}

// happenings are all that overlap [from, to), by day, whole days first. What
// was moved stands on its new day, and on its old one as gone. What is not yet
// to be seen is left out.
func happenings(s *site.Site, from, to calendar.Day) []happening {
	start, end := from.Start(s.Zone), to.Start(s.Zone)
	// A moved occurrence may lie far from its day; two months on either side
	// catch the traces of all that anyone would still look for.
	var all []happening
	only := onlyWords(s)
	for _, o := range s.Occurrences((from - 62).Start(s.Zone), (to + 62).Start(s.Zone)) {
		h := happeningOf(o)
		h.Only = only(h.Buildings)
		if h.small() && !s.Now.Before(h.First.End(s.Zone)) && s.Now.Before(h.End) {
			h.Last = h.First + 1 // it is still going on, in the small hours
		}
		if o.Moved && !o.Cancelled && o.Original != o.Day && !o.Original.IsZero() && o.Original >= from && o.Original < to {
			gone := h
			gone.State, gone.MovedTo = "gone", h.First
			gone.First, gone.Last = o.Original, o.Original
			gone.End = gone.Start
			gone.Place, gone.Left = o.Activity.Place, ""
			all = append(all, gone)
		}
		if h.Start.Before(end) && (h.End.After(start) || !h.Start.Before(start)) {
			all = append(all, h)
		}
	}
	for _, n := range s.Notices {
		p := n.Publicity
		if p == nil || p.Window.Until.IsZero() || n.Withdrawn != nil || s.Presence(&n.Item) != site.Present {
			continue
		}
		last := p.Span.Last
		if last < from || last >= to {
			continue
		}
		all = append(all, happening{
			Title: theme.Plain(n.Title), Path: n.Path(), State: "deadline",
			Start: last.End(s.Zone), End: last.End(s.Zone), First: last, Last: last,
			Note: "公示最后一天，24:00截止", Tags: n.Tags, Buildings: n.Buildings, Only: only(n.Buildings),
		})
	}
	slices.SortStableFunc(all, func(a, b happening) int {
		return cmp.Or(
			cmp.Compare(a.First, b.First),
			cmp.Compare(late(a), late(b)),
			a.Start.Compare(b.Start),
			strings.Compare(a.Title, b.Title),
			strings.Compare(a.Path, b.Path),
		)
	})
	return all
}

// onlyWords says which buildings something concerns: 只和桂花苑有关.
func onlyWords(s *site.Site) func(ids []string) string {
	names := map[string]string{}
	for _, b := range s.Buildings {
		names[b.ID] = b.Name
	}
	return func(ids []string) string {
		var words []string
		for _, id := range ids {
			if names[id] != "" {
				words = append(words, names[id])
			}
		}
		if len(words) == 0 {
			return ""
		}
		return "只和" + strings.Join(words, "、") + "有关"
	}
}

// late orders the things of one day: whole days, then by the clock, then what
// ends with the day.
func late(h happening) int {
	switch {
	case h.State == "deadline":
		return 2
	case h.AllDay:
		return 0
	}
	return 1
}

// small tells whether a happening runs on into the small hours. For whoever
// reads a calendar it is of the day before; only while they last is it of two.
func (h happening) small() bool {
	first, last := whenDays(h.Start, h.End, h.AllDay)
	return !h.AllDay && nightOf(first, last, h.End)
}

// unusual leaves out what takes place on most days, but for the times at which
// something about it is different: it would fill a calendar with sameness, and
// stands among what goes on all year.
func unusual(s *site.Site, all []happening) []happening {
	daily := dailyPaths(s)
	var kept []happening
	for _, h := range all {
		if !daily[h.Path] || h.State != "" || h.Note != "" {
			kept = append(kept, h)
		}
	}
	return kept
}

func happeningOf(o site.Occurrence) happening {
	a := o.Activity
	h := happening{
		Title: theme.Plain(a.Title), Path: a.Path(),
		Start: o.Start, End: o.End, AllDay: o.AllDay,
		Place: cmp.Or(o.Place, a.Place), Note: o.Note, Fee: a.Fee, Tags: a.Tags, Buildings: a.Buildings,
	}
	if h.Place != a.Place {
		h.Left = a.Place
	}
	h.First, h.Last = whenDays(o.Start, o.End, o.AllDay)
	if nightOf(h.First, h.Last, o.End) {
		h.Last = h.First
	}
	switch {
	case a.Cancelled:
		h.State, h.Note = "cancelled", cmp.Or(a.CancelledWhy, o.Note)
	case o.Cancelled:
		h.State = "cancelled"
	case o.Moved:
		h.State, h.MovedFrom = "moved", o.Original
	case o.Place != "" && o.Place != a.Place:
		h.State, h.Note = "moved", cmp.Or(o.Note, "地点有变")
	}
	return h
}

// on is what a happening says of itself in the agenda of a day: hours, place,
// how long it goes on, and what was changed.
func (h happening) on(d calendar.Day) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	switch {
	case h.State == "deadline":
	case h.State == "gone":
	case h.First == h.Last:
		add(whenHours(h.Start, h.End, h.AllDay))
	case d == h.Last && h.small():
		add("到" + whenEnd(h.End))
	case d == h.Last && h.AllDay:
		add("最后一天")
	case d == h.Last:
		add("最后一天，到" + whenEnd(h.End))
	case d > h.First:
		add("到" + h.Last.ChineseShort())
	case h.AllDay:
		add("全天，到" + h.Last.ChineseShort())
	default:
		add(whenClock(h.Start) + "起，到" + h.Last.ChineseShort())
	}
	if h.State != "gone" && h.State != "cancelled" {
		add(h.Place)
	}
	add(h.Only)
	add(h.change())
	return strings.Join(parts, "，")
}

// span is the time of what goes on for days, without knowing what day it is:
// 11月22日9:00至11月29日16:30, 2月2日至13日.
func (h happening) span() string {
	if h.AllDay {
		return daySpan(h.First, h.Last)
	}
	return h.First.ChineseShort() + whenClock(h.Start) + "至" + h.Last.ChineseShort() + whenEnd(h.End)
}

// placeAndChange is what is left to be said beside the time.
func (h happening) placeAndChange() string {
	text := joinWords(h.Place, h.Only)
	if h.State == "cancelled" {
		text = h.Only
	}
	return joinWords(text, h.change())
}

// change says what is different this time, in words.
func (h happening) change() string {
	switch h.State {
	case "gone":
		return h.movedTo()
	case "moved":
		if h.Note != "" {
			return h.Note
		}
		if h.MovedFrom.IsZero() || h.MovedFrom == h.First {
			return "时间有变"
		}
		return "从" + h.MovedFrom.ChineseShort() + "改来"
	}
	return h.Note
}

// movedTo says when something takes place instead.
func (h happening) movedTo() string {
	if h.AllDay {
		return "改到" + whenDay(h.MovedTo)
	}
	return "改到" + whenDay(h.MovedTo) + " " + whenClock(h.Start)
}

// mark is the word in front of a happening that is not as usual.
func (h happening) mark() string {
	switch h.State {
	case "cancelled":
		return "取消"
	case "gone":
		return "改期"
	case "moved":
		return "有变"
	case "deadline":
		return "截止"
	}
	return ""
}
