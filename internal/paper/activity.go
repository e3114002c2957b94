package paper

import (
	"fmt"
	"strconv"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

func (r *renderer) activity(a *site.Activity) *Sheet {
	class := a.PaperStyle().Sheet
	if class == "" {
		class = site.SheetPlain
	}
	v := r.sheet(&a.Item, class)
	v.Kind, v.Issuer = "活动", a.Organizer
	add := func(term, text string) {
		if text != "" {
			v.Facts = append(v.Facts, Fact{term, text})
		}
	}
	o, ok := r.next(a)
	switch {
	case !ok:
	case a.Series.Repeat != nil:
		rule := a.Rule
		if rule == "" {
			rule = "第一次是" + o.Day.ChineseShort() + "（" + o.Day.WeekdayChinese() + "）"
		}
		add("日期", rule)
		add("时间", hours(o.Start, o.End, o.AllDay))
	default:
		add("日期", days(o.Start, o.End))
		if !o.AllDay {
			add("时间", hours(o.Start, o.End, false))
		}
	}
	add("地点", a.Place)
	add("主办", a.Organizer)
	add("费用", a.Fee)
	if a.Capacity > 0 {
		add("名额", strconv.Itoa(a.Capacity)+"人")
	}
	v.Facts = append(v.Facts, contact(a.Contact())...)
	v.Files = files(a.Attachments)
	if class == site.SheetPoster {
		r.posterOf(v, a)
	}
	return v
}

// next is the time by which an activity is announced: the next one that is as
// the rule says, so that what is on paper stays true.
func (r *renderer) next(a *site.Activity) (calendar.Occurrence, bool) {
	s := r.site
	if a.Series.Repeat == nil {
		start := a.Series.Start.Start(s.Zone)
		all := a.Series.Between(start, start.AddDate(0, 0, 1), s.Zone, s.Holidays)
		if len(all) == 0 {
			return calendar.Occurrence{}, false
		}
		return all[0], true
	}
	today := calendar.DayOf(s.Now)
	for _, o := range a.Series.Between(today.Start(s.Zone), (today + 366).Start(s.Zone), s.Zone, s.Holidays) {
		if !o.Moved && !o.Cancelled {
			return o, true
		}
	}
	return calendar.Occurrence{}, false
}

// days is 11月28日（星期六）, or 11月28日至30日.
func days(start, end time.Time) string {
	first := calendar.DayOf(start)
	last := first
	if end.After(start) {
		last = calendar.DayOf(end.Add(-time.Nanosecond))
	}
	if last == first || last == first+1 && end.Hour() < 6 && end.Hour()+end.Minute() > 0 && start.Hour() > 0 {
		return first.ChineseShort() + "（" + first.WeekdayChinese() + "）"
	}
	return first.ChineseShort() + "至" + last.ChineseShort()
}

// hours is 上午9点到11点30分.
func hours(start, end time.Time, allDay bool) string {
	if allDay {
		return "全天"
	}
	text := spoken(start)
	switch {
	case !end.After(start):
		return text
	case calendar.DayOf(end.Add(-time.Nanosecond)) == calendar.DayOf(start) && end.Hour() > 0:
		return text + "到" + spoken(end)
	}
	return fmt.Sprintf("%s到%s%s", text, calendar.DayOf(end).ChineseShort(), spoken(end))
}

func spoken(t time.Time) string { return calendar.Clock(t.Hour()*60 + t.Minute()).Chinese() }
