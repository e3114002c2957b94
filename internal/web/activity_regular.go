package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// regularGroup are the series of one step: 每天, 每周, 每月, 每年.
type regularGroup struct {
	Name string
	List []regular
}

// regular is one series that goes on all year.
type regular struct {
	Title string
	Href  string
	Rule  string // 每周五
	Hours string // 19:00至21:00
	Brief string // 星期五19:00, what remains to be said under the head 每周
	Place string
	Next  string // 下一次 11月27日 星期五
	Until string // data-until of what Next says
}

// goesOn is a series that still has something before it, in one of the groups.
type goesOn struct {
	regular  // with the path for Href
	activity *site.Activity
	group    int
}

// groupNames are what the groups of series are called, by groupOf.
var groupNames = [...]string{"每天", "每周", "每月", "每年"}

// groupOf is the group of a series. What takes place on most days of a week is
// daily to those who come.
func groupOf(rule *calendar.Rule) int {
	switch {
	case rule.Every == calendar.EveryDay, rule.Every == calendar.EveryWeek && len(rule.On.Weekdays) >= 5:
		return 0
	case rule.Every == calendar.EveryWeek:
		return 1
	case rule.Every == calendar.EveryMonth:
		return 2
	}
	return 3
}

// allRegular are the series that still have something before them, by title.
func allRegular(s *site.Site) []goesOn {
	var all []goesOn
	for _, a := range s.Activities {
		rule := a.Series.Repeat
		if rule == nil || a.Cancelled || s.Presence(&a.Item) != site.Present {
			continue
		}
		next, ok := nextHeld(s, a)
		if !ok {
			continue
		}
		h := happeningOf(next)
		all = append(all, goesOn{activity: a, group: groupOf(rule), regular: regular{
			Title: theme.Plain(a.Title), Href: a.Path(),
			Rule: a.Rule, Hours: whenHours(h.Start, h.End, h.AllDay),
			Brief: briefRule(a.Series), Place: a.Place,
			Next: whenDay(h.First), Until: epoch(next.Over()),
		}})
	}
	slices.SortStableFunc(all, func(a, b goesOn) int {
		return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Href, b.Href))
	})
	return all
}

// regulars are series in their groups, as a page has them.
func regulars(all []goesOn, root string) []regularGroup {
	groups := make([]regularGroup, len(groupNames))
	for _, s := range all {
		s.regular.Href = root + s.Href
		groups[s.group].Name = groupNames[s.group]
		groups[s.group].List = append(groups[s.group].List, s.regular)
	}
	return slices.DeleteFunc(groups, func(g regularGroup) bool { return len(g.List) == 0 })
}

// nextHeld is the next occurrence that is not cancelled, within a year and a
// half.
func nextHeld(s *site.Site, a *site.Activity) (site.Occurrence, bool) {
	for _, days := range []calendar.Day{40, 550} {
		for _, o := range a.Series.Between(s.Now, (calendar.DayOf(s.Now) + days).Start(s.Zone), s.Zone, s.Holidays) {
			if !o.Cancelled {
				return site.Occurrence{Occurrence: o, Activity: a}, true
			}
		}
	}
	return site.Occurrence{}, false
}

// briefRule is a series in a few words for someone who already knows whether
// it is daily, weekly or monthly: 星期五19:00, 第二个星期二9:00, 15日, 九月初九.
func briefRule(series calendar.Series) string {
	rule := series.Repeat
	on := rule.On
	var words []string
	switch on.Kind {
	case calendar.OnWeekdays:
		words = append(words, weekdayWords(on.Weekdays))
	case calendar.OnMonthDay:
		for _, d := range on.MonthDays {
			if d < 0 {
				words = append(words, "最后一天")
			} else {
				words = append(words, strconv.Itoa(d)+"日")
			}
		}
	case calendar.OnNth:
		for _, n := range on.Nths {
			words = append(words, nthWord(n))
		}
	case calendar.OnDate:
		for _, d := range on.Dates {
			if on.Lunar || rule.Every == calendar.EveryLunarYear {
				words = append(words, "农历"+calendar.Lunar{Month: d.Month, Day: d.Day}.String())
			} else {
				words = append(words, strconv.Itoa(d.Month)+"月"+strconv.Itoa(d.Day)+"日")
			}
		}
	default:
		switch rule.Every {
		case calendar.EveryWeek:
			words = append(words, series.Start.Day.WeekdayChinese())
		case calendar.EveryMonth:
			_, _, day := series.Start.Day.Date()
			words = append(words, strconv.Itoa(day)+"日")
		case calendar.EveryYear:
			words = append(words, series.Start.Day.ChineseShort())
		case calendar.EveryLunarYear:
			if l, ok := calendar.LunarOf(series.Start.Day); ok {
				words = append(words, "农历"+l.String())
			}
		}
	}
	text := strings.Join(words, "、")
	if rule.Interval > 1 {
		unit := map[calendar.Every]string{calendar.EveryDay: "天", calendar.EveryWeek: "周", calendar.EveryMonth: "个月",
			calendar.EveryYear: "年", calendar.EveryLunarYear: "年"}[rule.Every]
		if rule.Interval == 2 {
			text = "隔" + strings.TrimPrefix(unit, "个") + text
		} else {
			text = "每" + strconv.Itoa(rule.Interval) + unit + text
		}
	}
	if rule.WorkdaysOnly {
		text += "工作日"
	}
	if series.Start.Timed && !series.AllDay {
		text += clockText(series.Start.Clock)
	}
	return text
}

// weekdayWords is 星期五, 周一至周五, 周二、周四.
func weekdayWords(days []time.Weekday) string {
	switch {
	case len(days) == 7:
		return ""
	case len(days) == 1:
		return "星期" + weekdayChar(days[0])
	case len(days) > 2 && (days[len(days)-1]+6)%7-(days[0]+6)%7 == time.Weekday(len(days)-1):
		return "周" + weekdayChar(days[0]) + "至周" + weekdayChar(days[len(days)-1])
	}
	var words []string
	for _, d := range days {
		words = append(words, "周"+weekdayChar(d))
	}
	return strings.Join(words, "、")
}

// nthWord is 第二个星期六, 最后一个星期五.
func nthWord(n calendar.Nth) string {
	if n.N < 0 {
		return "最后一个星期" + weekdayChar(n.Weekday)
	}
	return "第" + numeral(n.N) + "个星期" + weekdayChar(n.Weekday)
}
