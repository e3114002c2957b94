package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// planView is a year on one page: what is planned in each month, and under it
// what goes on all year.
type planView struct {
	Page
	Views      []viewLink
	Title      string // 2026年安排
	Lunar      string // 丙午年
	Note       string // when the holidays of the year are not known yet
	Prev, Next Link
	Months     []planMonth
	Regular    []planRegular
	Sheet      string // the year on a sheet, below public/
}

// planMonth is one month of the year.
type planMonth struct {
	ID         string // m1
	Name       string // 一月
	Href       string // the month's page, if it has one
	Begin, End string // epoch seconds: the script marks what is past and what is now
	Days       []planDay
	Entries    []planEntry
	More       int // things for which there is no room
}

// planEntry is one thing in a month.
type planEntry struct {
	Day         string // 5日, 5至12日, 25日起
	Title, Href string
	Mark, State string
	Until       string // 到2月3日, if it goes on into another month
}

// planDay is a festival, a term, or days that are off or worked.
type planDay struct {
	Day  string // 17日, 15至23日
	Name string // 春节, 春节放假
	Mark string // 休 or 班
}

// planRegular are the series of one step with the part of the year in which
// they go on.
type planRegular struct {
	Name string
	List []planSeries
}

type planSeries struct {
	Title, Href string
	Brief       string // 星期五19:00
	Span        string // 3月2日至6月30日; empty for the whole year
}

const (
	planMost  = 16 // things in a month; the rest stand on the month's page
	planShort = 62 // days: a series no longer than this is one thing in its month
)

func planPath(year int) string { return "calendar/" + strconv.Itoa(year) + ".html" }

// plans makes the page of the present year, and of the years beside it if
// something stands in them.
func (r *renderer) plans() {
	present := r.timeline().today.Year()
	sheets := r.site.PlanSheets() // which lead here
	made := map[int]planView{}
	for year := present - 1; year <= present+1; year++ {
		v := r.planOf(year)
		if year == present || v.any() || slices.Contains(sheets, year) {
			made[year] = v
		}
	}
	for year := present - 1; year <= present+1; year++ {
		v, ok := made[year]
		if !ok {
			continue
		}
		path := planPath(year)
		if _, ok := made[year-1]; ok {
			v.Prev = Link{strconv.Itoa(year-1) + "年", planPath(year - 1)}
		}
		if _, ok := made[year+1]; ok {
			v.Next = Link{strconv.Itoa(year+1) + "年", planPath(year + 1)}
		}
		v.Views = r.calendarViews(path)
		v.Sheet = r.planSheet(year)
		title := strconv.Itoa(year) + "年"
		v.Frame = r.frame(path, sectionCalendar, v.Title, Link{"日历", calendarPath}, Link{Text: title})
		v.Frame.Description = title + "十二个月的安排"
		r.style(&v.Frame, "plan.css")
		add(r, path, "plan", diag.Pos{}, v)
	}
}

// any tells whether anything is planned.
func (v *planView) any() bool {
	return slices.ContainsFunc(v.Months, func(m planMonth) bool { return len(m.Entries) > 0 })
}

// planOf lays out a year. It says nothing of what day it is.
func (r *renderer) planOf(year int) planView {
	s := r.site
	first, end := calendar.Date(year, time.January, 1), calendar.Date(year+1, time.January, 1)
	v := planView{Title: strconv.Itoa(year) + "年安排", Regular: planRegulars(s, first, end)}
	if l, ok := calendar.LunarOf(calendar.Date(year, time.July, 1)); ok {
		v.Lunar = l.YearChinese()
	}
	if !s.Holidays.Known(year) {
		v.Note = strconv.Itoa(year) + "年的放假安排还没有公布，以国务院通知为准。"
	}
	all := planned(s, first, end)
	months := r.timeline().months
	for m := (month{year, time.January}); m.year == year; m = m.add(1) {
		p := planMonth{
			ID: "m" + strconv.Itoa(int(m.month)), Name: monthName(m.month),
			Begin: epoch(m.first().Start(s.Zone)), End: epoch(m.end().Start(s.Zone)),
			Days: planDays(s.Holidays, m),
		}
		if slices.Contains(months, m) {
			p.Href = m.path()
		}
		for _, h := range all {
			if at := max(h.First, first); at < m.first() || at >= m.end() {
				continue
			}
			if len(p.Entries) == planMost && p.Href != "" {
				p.More++
				continue
			}
			e := planEntry{Day: planSpan(max(h.First, first), h.Last), Title: h.Title, Href: upOne + h.Path, Mark: h.mark(), State: h.State}
			if h.Last >= m.end() {
				e.Until = "到" + h.Last.ChineseShort()
			}
			p.Entries = append(p.Entries, e)
		}
		v.Months = append(v.Months, p)
	}
	return v
}

// planned are what stands in a year for its own sake: what takes place once,
// every year, every few months, or for a few weeks only. What goes on week by
// week and month by month stands under the months.
func planned(s *site.Site, first, end calendar.Day) []happening {
	var all []happening
	from, to := first.Start(s.Zone), end.Start(s.Zone)
	for _, a := range s.Activities {
		if s.Presence(&a.Item) != site.Present {
			continue
		}
		if brief(a) {
			h := happening{Title: theme.Plain(a.Title), Path: a.Path(), First: a.Series.Start.Day, Last: calendar.DayOf(a.Window.Until.In(s.Zone).Add(-1))}
			if a.Cancelled {
				h.State = "cancelled"
			}
			if h.First < end && h.Last >= first {
				all = append(all, h)
			}
			continue
		}
		if goesOnAllYear(a) {
			continue
		}
		for _, o := range a.Series.Between(from, to, s.Zone, s.Holidays) {
			if h := happeningOf(site.Occurrence{Occurrence: o, Activity: a}); h.Last >= first {
				all = append(all, h)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b happening) int {
		return cmp.Or(cmp.Compare(a.First, b.First), a.Start.Compare(b.Start), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
	})
	return all
}

// goesOnAllYear tells whether an activity would stand in most months.
func goesOnAllYear(a *site.Activity) bool {
	rule := a.Series.Repeat
	if rule == nil {
		return false
	}
	switch rule.Every {
	case calendar.EveryDay, calendar.EveryWeek:
		return true
	case calendar.EveryMonth:
		return rule.Interval <= 1
	}
	return false
}

// brief tells whether a series is over so soon that it is one thing.
func brief(a *site.Activity) bool {
	until := a.Window.Until
	return goesOnAllYear(a) && !until.IsZero() && calendar.DayOf(until)-a.Series.Start.Day <= planShort
}

// planRegulars are the series that go on in a year, by step.
func planRegulars(s *site.Site, first, end calendar.Day) []planRegular {
	groups := make([]planRegular, len(groupNames))
	for _, a := range s.Activities {
		if !goesOnAllYear(a) || brief(a) || a.Cancelled || s.Presence(&a.Item) != site.Present {
			continue
		}
		next, ok := a.Series.Next(first.Start(s.Zone), s.Zone, s.Holidays)
		if !ok || next.Day >= end {
			continue
		}
		last := calendar.Day(0)
		if until := a.Window.Until; !until.IsZero() {
			last = calendar.DayOf(until.In(s.Zone).Add(-1))
		}
		g := groupOf(a.Series.Repeat)
		groups[g].Name = groupNames[g]
		groups[g].List = append(groups[g].List, planSeries{
			Title: theme.Plain(a.Title), Href: upOne + a.Path(), Brief: briefRule(a.Series),
			Span: planTerm(max(a.Series.Start.Day, first), last, end),
		})
	}
	groups = slices.DeleteFunc(groups, func(g planRegular) bool { return len(g.List) == 0 })
	for _, g := range groups {
		slices.SortStableFunc(g.List, func(a, b planSeries) int {
			return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Href, b.Href))
		})
	}
	return groups
}

// planTerm is the part of a year in which a series goes on: 3月至6月, 9月起,
// 到6月. The first month and the last need not be said.
func planTerm(from, last, end calendar.Day) string {
	late := from.Month() > time.January
	early := !last.IsZero() && last < end && last.Month() < time.December
	begin, until := strconv.Itoa(int(from.Month()))+"月", strconv.Itoa(int(last.Month()))+"月"
	switch {
	case late && early && begin == until:
		return begin
	case late && early:
		return begin + "至" + until
	case late:
		return begin + "起"
	case early:
		return "到" + until
	}
	return ""
}

// planSpan is 5日, 5至12日, and 25日起 for what goes on into another month.
func planSpan(first, last calendar.Day) string {
	_, _, day := first.Date()
	_, _, until := last.Date()
	switch {
	case last <= first:
		return strconv.Itoa(day) + "日"
	case first.Month() != last.Month() || first.Year() != last.Year():
		return strconv.Itoa(day) + "日起"
	}
	return strconv.Itoa(day) + "至" + strconv.Itoa(until) + "日"
}

// planDays are the terms and festivals of a month in their order, then the
// days that are off and those worked instead.
func planDays(h *calendar.Holidays, m month) []planDay {
	var days []planDay
	for d := m.first(); d < m.end(); d++ {
		names := calendar.Festivals(d)
		if term, ok := calendar.SolarTerm(d); ok {
			names = append([]string{term}, names...)
		}
		for _, name := range names {
			days = append(days, planDay{Day: planSpan(d, d), Name: name})
		}
	}
	for d := m.first(); d < m.end(); d++ {
		if name, off := h.Off(d); off {
			last := d
			for last+1 < m.end() {
				if next, ok := h.Off(last + 1); !ok || next != name {
					break
				}
				last++
			}
			days = append(days, planDay{Day: planSpan(d, last), Name: cmp.Or(name, "节日") + "放假", Mark: "休"})
			d = last
		}
	}
	for d := m.first(); d < m.end(); d++ {
		if h.MakeUp(d) {
			days = append(days, planDay{Day: planSpan(d, d), Name: "调休上班", Mark: "班"})
		}
	}
	return days
}
