package web

import (
	"cmp"
	"slices"
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// agendaDay is one day of an agenda with what takes place.
type agendaDay struct {
	ID      string // d2026-11-22
	Date    string // 2026-11-22
	Month   string // 11月, where the month begins to be another than the day before
	Num     string // 22
	Weekday string // 星期日
	Near    string // 今天, 明天: only on pages that are built anew each day
	Label   string // the solar term, the lunar month's name or the lunar day
	Strong  bool   // the label is a term or a month
	Names   string // 重阳节
	Mark    string // 休 or 班
	MarkFor string // 大厅休息
	Until   string // when nothing of it is left, on pages that go on with the days
	Today   bool
	Entries []agendaEntry
}

// agendaEntry is one thing in the agenda.
type agendaEntry struct {
	Title string
	Href  string
	Text  string // 9:00至16:30，三楼文娱室
	Mark  string // 取消, 改期, 有变
	State string
	Until string // when it is over, if the day has more to say

	over int64
}

// agenda is every day of [from, to) on which something stands. What goes on
// for days stands on its first day, or on from, and on its last; it stays on
// the first for as long as it goes on.
func agenda(s *site.Site, all []happening, from, to calendar.Day, root string) []agendaDay {
	byDay := map[calendar.Day][]agendaEntry{}
	put := func(d calendar.Day, h happening, last calendar.Day) {
		over := last.End(s.Zone)
		if h.small() {
			over = h.End
		}
		byDay[d] = append(byDay[d], agendaEntry{
			Title: h.Title, Href: root + h.Path, Text: h.on(d), Mark: h.mark(), State: h.State, over: over.Unix(),
		})
	}
	for _, h := range all {
		begin := max(h.First, from)
		if begin >= to || h.Last < from {
			continue
		}
		if h.Last > begin && h.Last < to && !h.small() {
			put(begin, h, h.Last-1)
			put(h.Last, h, h.Last)
		} else {
			put(begin, h, h.Last)
		}
	}
	var days []agendaDay
	month := 0
	for d := from; d < to; d++ {
		entries := byDay[d]
		if len(entries) == 0 {
			continue
		}
		day := agendaDayOf(s, d)
		day.Entries = entries
		over := slices.MaxFunc(entries, func(a, b agendaEntry) int { return cmp.Compare(a.over, b.over) }).over
		day.Until = strconv.FormatInt(over, 10)
		for k, e := range entries {
			if e.over < over {
				entries[k].Until = strconv.FormatInt(e.over, 10)
			}
		}
		if m := int(d.Month()); m != month {
			day.Month, month = strconv.Itoa(m)+"月", m
		}
		days = append(days, day)
	}
	return days
}

// agendaDayOf is a day without what takes place on it, and without saying how
// near it is.
func agendaDayOf(s *site.Site, d calendar.Day) agendaDay {
	_, _, num := d.Date()
	label, strong := lunarLabel(d)
	mark, markFor := dayMark(&s.Info, s.Holidays, d)
	return agendaDay{
		ID: "d" + d.String(), Date: d.String(), Num: strconv.Itoa(num), Weekday: d.WeekdayChinese(),
		Label: label, Strong: strong, Names: festivalNames(d), Mark: mark, MarkFor: markFor,
	}
}

// seenDays is when each day of an agenda is to be seen.
func seenDays(days []agendaDay) []span {
	spans := make([]span, len(days))
	for i, d := range days {
		spans[i] = seen("", d.Until)
	}
	return spans
}

// staying keeps the days of an agenda that is of a month as a whole.
func staying(days []agendaDay) []agendaDay {
	for i := range days {
		days[i].Until = ""
		for k := range days[i].Entries {
			days[i].Entries[k].Until = ""
		}
	}
	return days
}

// near says 今天 and 明天 on a page that is built anew each day.
func near(days []agendaDay, today calendar.Day) {
	for i := range days {
		switch days[i].Date {
		case today.String():
			days[i].Today, days[i].Near = true, "今天"
		case (today + 1).String():
			days[i].Near = "明天"
		}
	}
}

// festivalNames are the festivals of a day: 重阳节.
func festivalNames(d calendar.Day) string {
	names := ""
	for i, name := range calendar.Festivals(d) {
		if i > 0 {
			names += " "
		}
		names += name
	}
	return names
}
