package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// monthGrid is a month as a wall calendar shows it: weeks from Sunday, the
// days of the months around it faint.
type monthGrid struct {
	Title   string // 2026年11月
	Lunar   string // 丙午年九月廿三至十月廿二
	Weeks   []monthWeek
	Holiday string // what the month has of holidays, in a sentence
	Rest    bool   // some day is marked 休
	Work    bool   // some day is marked 班
}

type monthWeek struct{ Days []monthDay }

// monthDay is one cell.
type monthDay struct {
	Date    string // 2026-11-22
	Name    string // 11月22日 星期日
	Num     string
	Anchor  string // #d2026-11-22, where the agenda tells more
	Label   string
	Strong  bool
	Names   string // 重阳节
	Mark    string
	MarkFor string
	Out     bool // belongs to another month
	Today   bool // only on a page that is built anew each day
	Past    bool // the same
	Bars    []monthBar
	Entries []agendaEntry
	Has     bool
}

// monthBar is the part of something that goes on for days which lies in one
// cell. Bars lie in lanes: an empty one keeps the lane open. The first cell of
// a week says the title, which runs on over Width cells.
type monthBar struct {
	Title, Href string
	Width       int // cells to the end of the week or of the thing; 0: no title here
	Begins      bool
	Ends        bool
	Empty       bool
	State       string
}

// monthOf lays out a month. The days after the last agenda entry and before
// the first get no anchor, so from and to are the days that the agenda covers.
func monthOf(s *site.Site, all []happening, year int, month time.Month, from, to calendar.Day, root string) monthGrid {
	first := calendar.Date(year, month, 1)
	end := calendar.Date(year, month+1, 1)
	g := monthGrid{Title: monthTitle(year, month), Lunar: lunarSpan(first, end-1), Holiday: holidaySentence(s.Holidays, year, month)}
	start := first - calendar.Day(first.Weekday())
	byDay := map[calendar.Day][]happening{}
	var long []happening
	for _, h := range all {
		if h.Last > h.First {
			long = append(long, h)
			continue
		}
		byDay[h.First] = append(byDay[h.First], h)
	}
	for week := start; week < end; week += 7 {
		bars := weekBars(long, max(week, first), min(week+7, end), root)
		var w monthWeek
		for d := week; d < week+7; d++ {
			_, _, num := d.Date()
			label, strong := lunarLabel(d)
			cell := monthDay{Date: d.String(), Name: whenDay(d), Num: strconv.Itoa(num), Label: label, Strong: strong}
			if d < first || d >= end {
				cell.Out = true
				w.Days = append(w.Days, cell)
				continue
			}
			cell.Names = festivalNames(d)
			cell.Mark, cell.MarkFor = dayMark(&s.Info, s.Holidays, d)
			g.Rest = g.Rest || cell.Mark == "休"
			g.Work = g.Work || cell.Mark == "班"
			cell.Bars = bars[d]
			for _, h := range byDay[d] {
				cell.Entries = append(cell.Entries, agendaEntry{Title: h.Title, Href: root + h.Path, Text: h.on(d), Mark: h.mark(), State: h.State})
			}
			cell.Has = len(cell.Entries) > 0 || slices.ContainsFunc(cell.Bars, func(b monthBar) bool { return !b.Empty })
			if d >= from && d < to && agendaHas(all, d, from) {
				cell.Anchor = "#d" + d.String()
			}
			w.Days = append(w.Days, cell)
		}
		g.Weeks = append(g.Weeks, w)
	}
	return g
}

// agendaHas tells whether an agenda from a day on has a row for d.
func agendaHas(all []happening, d, from calendar.Day) bool {
	return slices.ContainsFunc(all, func(h happening) bool {
		return max(h.First, from) == d && h.Last >= from || h.Last == d
	})
}

// weekBars gives each thing that goes on over several days of [from, to) a
// lane, the earliest first, and cuts it into the days.
func weekBars(long []happening, from, to calendar.Day, root string) map[calendar.Day][]monthBar {
	bars := map[calendar.Day][]monthBar{}
	var lanes []calendar.Day // the day from which a lane is free
	for _, h := range long {
		begin, end := max(h.First, from), min(h.Last+1, to)
		if begin >= end {
			continue
		}
		lane := slices.IndexFunc(lanes, func(free calendar.Day) bool { return free <= begin })
		if lane < 0 {
			lane = len(lanes)
			lanes = append(lanes, 0)
		}
		lanes[lane] = end
		for d := begin; d < end; d++ {
			for len(bars[d]) < lane {
				bars[d] = append(bars[d], monthBar{Empty: true})
			}
			bar := monthBar{Title: h.Title, Href: root + h.Path, State: h.State, Begins: d == h.First, Ends: d == h.Last}
			if d == begin {
				bar.Width = int(end - begin)
			}
			if len(bars[d]) > lane {
				bars[d][lane] = bar
			} else {
				bars[d] = append(bars[d], bar)
			}
		}
	}
	return bars
}

// markToday shades the day and what lies before it, on a page that is built
// anew each day.
func (g *monthGrid) markToday(today calendar.Day) {
	for _, w := range g.Weeks {
		for i := range w.Days {
			d := &w.Days[i]
			d.Today = !d.Out && d.Date == today.String()
			d.Past = !d.Out && d.Date < today.String()
		}
	}
}

// lunarSpan is the lunar dates of a month: 丙午年九月廿三至十月廿二.
func lunarSpan(first, last calendar.Day) string {
	a, ok := calendar.LunarOf(first)
	b, okB := calendar.LunarOf(last)
	if !ok || !okB {
		return ""
	}
	if a.Year == b.Year {
		return a.YearChinese() + a.String() + "至" + b.String()
	}
	return a.YearChinese() + a.String() + "至" + b.YearChinese() + b.String()
}

// holidaySentence says which days of a month are off or worked by the State
// Council's arrangement, and whether it is known at all.
func holidaySentence(h *calendar.Holidays, year int, month time.Month) string {
	first, end := calendar.Date(year, month, 1), calendar.Date(year, month+1, 1)
	if !h.Known(year) {
		return monthTitle(year, month) + "的放假安排还没有公布，以国务院通知为准。"
	}
	var parts []string
	for d := first; d < end; d++ {
		name, off := h.Off(d)
		if !off {
			continue
		}
		until := d
		for until+1 < end {
			if next, ok := h.Off(until + 1); !ok || next != name {
				break
			}
			until++
		}
		if name == "" {
			name = "节日"
		}
		span := d.ChineseShort()
		if until > d {
			_, _, day := until.Date()
			span += "至" + strconv.Itoa(day) + "日"
		}
		parts = append(parts, name+span+"放假")
		d = until
	}
	for d := first; d < end; d++ {
		if h.MakeUp(d) {
			parts = append(parts, d.ChineseShort()+"（"+d.WeekdayChinese()+"）调休上班")
		}
	}
	if len(parts) == 0 {
		return "本月没有法定节假日和调休。"
	}
	return strings.Join(parts, "，") + "。"
}
