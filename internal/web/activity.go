package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// activityView is the page of one activity.
type activityView struct {
	Page
	unborn
	Title     string
	Summary   string
	Rule      string   // 每周五 19:00至21:00; empty for what takes place once
	When      []string // 2026年11月22日 星期日, in pieces between which a line may break
	Hours     string   // 14:00至16:30
	Spell     string   // 2026年1月9日起，到12月25日为止；法定节假日不办
	Place     string
	PlaceHref string // what else takes place there
	Organizer string
	Fee       string
	Capacity  string // 80人
	Cancelled bool
	Why       string
	Ended     string // data-from of the mark 已结束; empty when it never ends
	IsEnded   bool
	Next      []activityTime
	Calendar  string // the file that adds it to a telephone; empty when it is cancelled or not to be seen yet
	Tags      []Link
	Contact   site.Contact
	Tel       telLink
	Files     []FileLink
	Hung      []Link
	Sheet     string     // to be printed and pinned up, below public/
	Ends      string     // 12月25日 星期五, for the mark 已结束
	Event     *eventData // for search engines; nil without an address
}

// activityTime is one of the next times that an activity takes place.
type activityTime struct {
	Date  string // 2026-11-27
	Day   string // 11月27日 星期五
	Year  string // 2027年, before the first day of another year
	Hours string
	Text  string // what is different: 改到 …
	Mark  string
	State string
	Until string
}

// activitiesView is the agenda of the coming four weeks and all that goes on
// all year.
type activitiesView struct {
	Page
	Views   []viewLink
	Lede    string
	Days    []agendaDay
	Empty   []saying // while the agenda is empty
	Regular []regularGroup
	Later   []laterActivity
}

// laterActivity takes place once, after the weeks that the agenda covers.
type laterActivity struct {
	Title, Path, When, Place string
}

// upOne is the way to the top from a page in a folder of public/.
const upOne = "../"

// agendaDays is how far the agenda of activities looks.
const agendaDays = 28

// activities makes the page of every activity and their agenda.
func (r *renderer) activities() {
	const index = "activities/index.html"
	v := newActivitiesView(r.site, r.timeline())
	v.Views = r.calendarViews(index)
	v.Frame = r.frame(index, sectionCalendar, "活动", Link{"日历", "calendar/index.html"}, Link{Text: "活动"})
	v.Frame.Description = v.Lede
	add(r, index, "activities", diag.Pos{}, v)

	for _, a := range r.site.Activities {
		if !r.site.Shown(&a.Item) {
			continue
		}
		v := newActivityView(r.site, a)
		title := theme.Plain(a.Title)
		v.Frame = r.itemFrame(&a.Item, sectionCalendar, title, Link{"活动", index}, Link{Text: title})
		v.unborn = r.unbornOf(&a.Item, &v.Frame)
		v.Text = r.text(&a.Item, v.Frame.Root)
		v.Files = r.attachments(a.Attachments)
		v.Tags = r.tagLinks(a.Tags)
		v.PlaceHref = r.placePath(a.Place)
		v.Event = eventOf(r.site, a, v.Frame.Image)
		v.Hung = r.hungOn(&a.Item)
		if !a.Cancelled {
			v.Sheet = r.sheetOf(&a.Item)
		}
		if v.Calendar != "" {
			v.Frame.Calendars = slices.Insert(v.Frame.Calendars, 0, Link{title, a.CalendarPath()})
		}
		add(r, a.Path(), "activity", a.Source, v)
	}
}

func newActivitiesView(s *site.Site, t *timeline) activitiesView {
	today := calendar.DayOf(s.Now)
	all := within(t.all, today, today+agendaDays)
	v := activitiesView{Regular: regulars(t.regular, upOne)}
	kept := all[:0:0]
	for _, h := range all {
		if h.State != "deadline" {
			kept = append(kept, h)
		}
	}
	v.Days = agenda(s, kept, today, today+agendaDays, upOne)
	near(v.Days, today)
	v.Empty = during("接下来四周没有安排活动。想办一场，到服务大厅说一声。", gaps(seenDays(v.Days)))
	for _, a := range s.Activities {
		if a.Series.Repeat != nil || a.Cancelled || s.Presence(&a.Item) != site.Present {
			continue
		}
		start := a.Series.Start.Day
		if start < today+agendaDays {
			continue
		}
		if o, ok := s.Next(a, s.Now); ok {
			v.Later = append(v.Later, laterActivity{theme.Plain(a.Title), a.Path(), whenYearDay(o.Day), a.Place})
		}
	}
	if n := countHeld(kept); n > 0 {
		v.Lede = fmt.Sprintf("从%s到%s，有%d场活动。", today.ChineseShort(), (today + agendaDays - 1).ChineseShort(), n)
	}
	return v
}

// countHeld counts what does take place.
func countHeld(all []happening) int {
	n := 0
	for _, h := range all {
		if h.State == "" || h.State == "moved" {
			n++
		}
	}
	return n
}

// nextShown is how many of the coming times a page lists.
const nextShown = 8

func newActivityView(s *site.Site, a *site.Activity) activityView {
	v := activityView{
		Title: a.Title, Summary: a.Summary,
		Place: a.Place, Organizer: a.Organizer, Fee: a.Fee,
		Cancelled: a.Cancelled, Why: a.CancelledWhy,
		Contact: a.Contact(), Tel: telHref(a.Contact().Phone),
	}
	if a.Capacity > 0 {
		v.Capacity = strconv.Itoa(a.Capacity) + "人"
	}
	first := firstTime(s, a)
	if a.Series.Repeat == nil {
		v.When, v.Hours = onceWords(first)
	} else {
		v.Rule, v.Hours = cmp.Or(a.Rule, briefRule(a.Series)), whenHours(first.Start, first.End, first.AllDay)
		v.Spell = spell(a.Series)
	}
	if until := a.Window.Until; !until.IsZero() {
		v.Ended, v.IsEnded = epoch(until), a.Window.After(s.Now)
	}
	if !a.Cancelled && (a.Series.Repeat != nil) {
		v.Next = nextTimes(s, a)
	}
	if !a.Cancelled && s.Presence(&a.Item) == site.Present {
		v.Calendar = a.CalendarPath()
	}
	return v
}

// firstTime is the next time it takes place or, when all are over, the last
// that began within two years: where the hours of a page come from.
func firstTime(s *site.Site, a *site.Activity) calendar.Occurrence {
	if a.Series.Repeat == nil {
		start := a.Series.Start.Start(s.Zone)
		if all := a.Series.Between(start, start.AddDate(0, 0, 1), s.Zone, s.Holidays); len(all) > 0 {
			return all[0]
		}
	}
	// Whole days, so that nothing changes but at an edge or at midnight.
	today := calendar.DayOf(s.Now)
	for _, o := range a.Series.Between(s.Now, (today + 366).Start(s.Zone), s.Zone, s.Holidays) {
		if !o.Moved && !o.Cancelled {
			return o
		}
	}
	all := a.Series.Between((today - 731).Start(s.Zone), s.Now, s.Zone, s.Holidays)
	for i := len(all) - 1; i >= 0; i-- {
		if !all[i].Moved {
			return all[i]
		}
	}
	start := a.Series.Start.Start(s.Zone)
	return calendar.Occurrence{Start: start, End: start, Day: a.Series.Start.Day, AllDay: a.Series.AllDay || !a.Series.Start.Timed}
}

// onceWords says when something takes place that does so once.
func onceWords(o calendar.Occurrence) (day []string, hours string) {
	first, last := whenDays(o.Start, o.End, o.AllDay)
	if first == last || nightOf(first, last, o.End) {
		return []string{whenYearDay(first)}, whenHours(o.Start, o.End, o.AllDay)
	}
	until := last.ChineseShort()
	if first.Year() != last.Year() {
		until = last.Chinese()
	}
	day = []string{first.Chinese() + "（" + first.WeekdayChinese() + "）", "至" + until + "（" + last.WeekdayChinese() + "）"}
	if o.AllDay {
		return day, ""
	}
	return day, first.ChineseShort() + whenClock(o.Start) + "开始，" + last.ChineseShort() + whenEnd(o.End) + "结束"
}

// spell says from when to when a series goes on.
func spell(series calendar.Series) string {
	rule := series.Repeat
	text := series.Start.Day.Chinese() + "起"
	switch {
	case !rule.Until.IsZero():
		text += "，到" + rule.Until.Chinese() + "为止"
	case rule.Count > 0:
		text += "，一共" + strconv.Itoa(rule.Count) + "次"
	}
	return text
}

func nextTimes(s *site.Site, a *site.Activity) []activityTime {
	var all []site.Occurrence
	for _, days := range []calendar.Day{90, 400, 2000} {
		all = all[:0]
		for _, o := range a.Series.Between(s.Now, (calendar.DayOf(s.Now) + days).Start(s.Zone), s.Zone, s.Holidays) {
			all = append(all, site.Occurrence{Occurrence: o, Activity: a})
		}
		if len(all) >= nextShown {
			break
		}
	}
	if len(all) > nextShown {
		all = all[:nextShown]
	}
	var times []activityTime
	year := 0
	for i, o := range all {
		h := happeningOf(o)
		t := activityTime{
			Date: h.First.String(), Day: whenDay(h.First), Hours: whenHours(h.Start, h.End, h.AllDay),
			Text: h.change(), Mark: h.mark(), State: h.State, Until: epoch(endOf(h)),
		}
		if h.Place != a.Place && h.Place != "" {
			t.Text = joinWords(t.Text, "地点："+h.Place)
		}
		if y := h.First.Year(); i == 0 || y != year {
			if i > 0 {
				t.Year = strconv.Itoa(y) + "年"
			}
			year = y
		}
		times = append(times, t)
	}
	return times
}

// endOf is when a happening is over; without a length, with its day.
func endOf(h happening) time.Time {
	if h.End.After(h.Start) {
		return h.End
	}
	return h.Last.End(h.Start.Location())
}

func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "，" + b
}
