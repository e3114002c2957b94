package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// weekView is one week, or, on the page that is always the present one, this
// week and those after it, each to be seen when it comes.
type weekView struct {
	Page
	Views []viewLink
	Title string // 2026年第47周, 本周
	Weeks []calendarWeek
	Sheet string // what takes place every week, on a sheet, below public/
	Only  []classGroup
}

// calendarWeek is the seven days from a Monday.
type calendarWeek struct {
	ID          string // w2026-47
	Span        string // 11月16日至22日
	Lunar       string // 丙午年十月初八至十月十四, 第47周
	Hidden      bool
	From, Until string
	Prev, Next  Link
	Long        []agendaEntry // what goes on for days
	Days        []agendaDay
	Daily       []regular // what takes place on most days
	Sheet       string    // the week on a sheet, below public/
	Month       Link
}

// The weeks that have a page if something stands in them, and how many the
// page of the present week holds for a site that nobody builds anew.
const (
	weeksBefore = 4
	weeksAfter  = 8
	weeksHeld   = 6
)

// week is the week that begins on a Monday.
type week struct{ calendar.Day }

func (w week) end() calendar.Day { return w.Day + 7 }

// name is the week's year and number as in ISO 8601: a week belongs to the
// year of its Thursday.
func (w week) name() (year, number int) {
	thursday := w.Day + 3
	year = thursday.Year()
	return year, int(thursday-calendar.Date(year, time.January, 1))/7 + 1
}

func (w week) path() string {
	year, number := w.name()
	return fmt.Sprintf("calendar/week/%04d-W%02d.html", year, number)
}

// title is 2026年第47周.
func (w week) title() string {
	year, number := w.name()
	return strconv.Itoa(year) + "年第" + strconv.Itoa(number) + "周"
}

// weeks makes the page of the present week and one for each week near it in
// which something stands.
func (r *renderer) weeks() {
	s, t := r.site, r.timeline()
	present := monday(t.today)
	daily := dailySeries(s)
	var weeks []week
	for w := (week{present - 7*weeksBefore}); w.Day <= present+7*weeksAfter; w.Day += 7 {
		if w.Day == present || len(within(t.all, w.Day, w.end())) > 0 {
			weeks = append(weeks, w)
		}
	}
	index := weekView{Sheet: r.programmeSheet(), Title: "本周", Only: r.only(""), Views: r.calendarViews(weekPath)}
	for i, w := range weeks {
		v := weekView{Sheet: r.programmeSheet(), Title: w.title(), Only: r.only(""), Views: r.calendarViews("")}
		c := r.calendarWeek(w, daily, "../../")
		if i > 0 {
			c.Prev = Link{"上一周", weeks[i-1].path()}
		}
		if i+1 < len(weeks) {
			c.Next = Link{"下一周", weeks[i+1].path()}
		}
		v.Weeks = []calendarWeek{c}
		v.Frame = r.frame(w.path(), sectionCalendar, v.Title, Link{"日历", calendarPath}, Link{"周历", weekPath}, Link{Text: v.Title})
		v.Frame.Description = c.Span + "的活动和截止日期"
		add(r, w.path(), "week", diag.Pos{}, v)
		if w.Day >= present && w.Day < present+7*weeksHeld {
			index.Weeks = append(index.Weeks, c)
		}
	}
	r.weekIndex(index, weeks, daily)
}

// weekIndex makes the page of the present week. It holds the weeks after it as
// well, those without anything too.
func (r *renderer) weekIndex(v weekView, weeks []week, daily []*site.Activity) {
	zone, present := r.site.Zone, monday(r.timeline().today)
	made := map[string]calendarWeek{}
	for _, c := range v.Weeks {
		made[c.ID] = c
	}
	v.Weeks = nil
	for i := range weeksHeld {
		w := week{present + calendar.Day(7*i)}
		c, ok := made[w.id()]
		if !ok {
			c = r.calendarWeek(w, daily, "../../")
			for _, other := range weeks {
				switch {
				case other.Day < w.Day:
					c.Prev = Link{"上一周", other.path()}
				case other.Day > w.Day && c.Next.Href == "":
					c.Next = Link{"下一周", other.path()}
				}
			}
		}
		if i > 0 {
			c.Hidden, c.From = true, epoch(w.Start(zone))
		}
		if i+1 < weeksHeld {
			c.Until = epoch(w.end().Start(zone))
		}
		v.Weeks = append(v.Weeks, c)
	}
	v.Frame = r.frame(weekPath, sectionCalendar, v.Title, Link{"日历", calendarPath}, Link{Text: "周历"})
	v.Frame.Description = "这一周的活动和截止日期"
	add(r, weekPath, "week", diag.Pos{}, v)
}

func (w week) id() string { return "w" + strings.TrimSuffix(w.path()[len("calendar/week/"):], ".html") }

// calendarWeek lays out a week. It says nothing of what day it is.
func (r *renderer) calendarWeek(w week, daily []*site.Activity, root string) calendarWeek {
	s := r.site
	c := calendarWeek{Sheet: r.weekSheet(w.Day), ID: w.id(), Span: daySpan(w.Day, w.Day+6), Lunar: lunarSpan(w.Day, w.Day+6)}
	in := within(r.timeline().all, w.Day, w.end())
	for d := w.Day; d < w.end(); d++ {
		day := agendaDayOf(s, d)
		for _, h := range in {
			if h.First == d && h.Last == d {
				day.Entries = append(day.Entries, agendaEntry{Title: h.Title, Href: root + h.Path, Text: h.on(d), Mark: h.mark(), State: h.State})
			}
		}
		c.Days = append(c.Days, day)
	}
	for _, h := range in {
		if h.Last > h.First {
			c.Long = append(c.Long, agendaEntry{Title: h.Title, Href: root + h.Path, Text: joinWords(h.span(), h.placeAndChange()), Mark: h.mark(), State: h.State})
		}
	}
	for _, a := range daily {
		times := a.Series.Between(w.Start(s.Zone), w.end().Start(s.Zone), s.Zone, s.Holidays)
		if len(times) == 0 {
			continue
		}
		brief := whenHours(times[0].Start, times[0].End, times[0].AllDay)
		if a.Series.Repeat.WorkdaysOnly {
			brief = "工作日" + brief
		}
		c.Daily = append(c.Daily, regular{Title: theme.Plain(a.Title), Href: root + a.Path(), Brief: brief, Place: a.Place})
	}
	m := monthOfDay(w.Day + 3)
	for _, has := range r.timeline().months {
		if has == m {
			c.Month = Link{"看" + monthName(m.month) + "全月", m.path()}
		}
	}
	return c
}

// dailySeries are the activities that take place on most days.
func dailySeries(s *site.Site) []*site.Activity {
	paths := dailyPaths(s)
	var list []*site.Activity
	for _, a := range s.Activities {
		if paths[a.Path()] && !a.Cancelled && s.Presence(&a.Item) == site.Present {
			list = append(list, a)
		}
	}
	return list
}

// daySpan is 11月16日至22日, 11月30日至12月6日, 2026年12月28日至2027年1月3日.
func daySpan(first, last calendar.Day) string {
	_, _, day := last.Date()
	switch {
	case first == last:
		return first.ChineseShort()
	case first.Year() != last.Year():
		return first.Chinese() + "至" + last.Chinese()
	case first.Month() != last.Month():
		return first.ChineseShort() + "至" + last.ChineseShort()
	}
	return first.ChineseShort() + "至" + strconv.Itoa(day) + "日"
}
