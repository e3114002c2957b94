package paper

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Month is a month on an A3 sheet, weeks from Monday.
type Month struct {
	Common
	Class  string // calendar
	Paper  string // A3
	Title  string // 2026年11月
	Name   string // 十一月
	Year   string // 2026
	Lunar  string // 丙午年
	Weeks  [][]Cell
	Always []Entry // what takes place nearly every day

	Page string
	Reach
}

// Cell is a day.
type Cell struct {
	Num, Label string
	Term       bool // the label is a solar term or a feast
	Off        bool // nobody works
	Mark       string
	Other      bool // of another month
	Entries    []Entry
	More       int // entries that have no room
}

// Entry is one thing on a day.
type Entry struct{ Time, Title string }

// daily is how often something takes place in a month that is not worth a line
// in each of its days.
const daily = 18

// cellLines are how many lines of text a day has in a month of four, five or
// six weeks, and lineWidth how many characters each.
var cellLines = [...]int{6, 5, 4}

const lineWidth = 9

// fit takes what has room on a day. The rest is counted, in a line of its own.
func fit(all []Entry, lines int) ([]Entry, int) {
	used := 0
	for n, e := range all {
		rest := 0
		if n < len(all)-1 {
			rest = 1
		}
		used += (len(e.Time)/2 + 1 + utf8.RuneCountInString(e.Title) + lineWidth - 1) / lineWidth
		if used+rest > lines {
			return all[:n], len(all) - n
		}
	}
	return all, 0
}

func (r *renderer) months() {
	if r.theme.Off("sheet-month") {
		return
	}
	for _, first := range r.site.MonthSheets() {
		v := r.month(first.Year(), first.Month())
		r.files = append(r.files, output.File{
			Path: site.MonthSheetPath(first), Key: output.KeyOf(version, r.theme.Key("sheet-month"), v),
			Write: func(w io.Writer) error {
				f := *v
				f.Reach = r.drawn(v.Reach)
				return r.theme.Execute(w, "sheet-month", &f)
			},
		})
	}
}

func (r *renderer) month(year int, month time.Month) *Month {
	s := r.site
	first, end := calendar.Date(year, month, 1), calendar.Date(year, month+1, 1)
	v := &Month{
		Common: r.common, Class: string(site.SheetCalendar), Paper: "A3", Title: fmt.Sprintf("%d年%d月", year, month),
		Name: monthName(month),
		Year: strconv.Itoa(year), Page: "calendar/index.html", Reach: r.reach("calendar/index.html"),
	}
	if l, ok := calendar.LunarOf(first); ok {
		v.Lunar = l.YearChinese()
	}
	entries := map[calendar.Day][]Entry{}
	times := map[*site.Activity]int{}
	all := s.Occurrences(first.Start(s.Zone), end.Start(s.Zone))
	for _, o := range all {
		times[o.Activity]++
	}
	for _, o := range all {
		if o.Cancelled || o.Activity.Cancelled {
			continue
		}
		e := Entry{Title: plain(o.Activity.Title)}
		if !o.AllDay {
			e.Time = fmt.Sprintf("%d:%02d", o.Start.In(s.Zone).Hour(), o.Start.In(s.Zone).Minute())
		}
		if times[o.Activity] >= daily {
			if !slices.Contains(v.Always, e) {
				v.Always = append(v.Always, e)
			}
			continue
		}
		entries[o.Day] = append(entries[o.Day], e)
	}
	start := first - calendar.Day((int(first.Weekday())+6)%7)
	lines := cellLines[(end-start+6)/7-4]
	for week := start; week < end; week += 7 {
		var cells []Cell
		for d := week; d < week+7; d++ {
			c := r.cell(d)
			if d < first || d >= end {
				c = Cell{Num: c.Num, Other: true}
			} else {
				c.Entries, c.More = fit(entries[d], lines)
			}
			cells = append(cells, c)
		}
		v.Weeks = append(v.Weeks, cells)
	}
	return v
}

func monthName(m time.Month) string {
	return [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}[m] + "月"
}

func (r *renderer) cell(d calendar.Day) Cell {
	_, _, num := d.Date()
	c := Cell{Num: strconv.Itoa(num)}
	if l, ok := calendar.LunarOf(d); ok {
		c.Label = l.DayChinese()
		if l.DayChinese() == "初一" {
			c.Label = l.MonthChinese()
		}
	}
	if names := calendar.Festivals(d); len(names) > 0 {
		c.Label, c.Term = names[0], true
	} else if term, ok := calendar.SolarTerm(d); ok {
		c.Label, c.Term = term, true
	}
	h := r.site.Holidays
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	c.Off = weekend
	if _, off := h.Off(d); off {
		c.Off, c.Mark = true, "休"
	} else if h.MakeUp(d) {
		c.Off, c.Mark = false, "班"
	}
	return c
}
