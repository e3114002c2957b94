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

// Week is a week on an A4 sheet, or, as a programme, what takes place every
// week.
type Week struct {
	Common
	Class   string // calendar or programme
	Paper   string // A4
	Title   string // 11月23日至29日
	Kind    string // on the strip: 一周
	Lede    string
	Days    []WeekDay
	Always  []Entry // what takes place nearly every day
	Full    bool    // so much that it is set smaller
	Issuer  string
	Printed string // 11月22日
	Page    string
	Reach
}

// WeekDay is a day of it.
type WeekDay struct {
	Weekday string // 星期一
	Num     string // empty in a programme
	Label   string
	Term    bool
	Off     bool
	Mark    string
	Entries []WeekEntry
	More    int
}

// WeekEntry is one thing on a day.
type WeekEntry struct{ Time, Title, Place string }

// A day of a week has at most so many lines; from so many lines in all on, they
// are set smaller.
const (
	dayLines = 6
	weekRoom = 24
	// weekWidth is how many characters stand in a line beside the time.
	weekWidth = 17
	// everyDay is how often something takes place in a week that is told once.
	everyDay = 5
)

func (r *renderer) weeks() {
	if r.theme.Off("sheet-week") {
		return
	}
	for _, monday := range r.site.WeekSheets() {
		r.weekSheet(site.WeekSheetPath(monday), r.week(monday))
	}
	if monday, ok := r.site.ProgrammeSheet(); ok {
		r.weekSheet(site.ProgrammeSheetPath, r.programme(monday))
	}
}

func (r *renderer) weekSheet(path string, v *Week) {
	r.files = append(r.files, output.File{
		Path: path, Key: output.KeyOf(version, r.theme.Key("sheet-week"), v),
		Write: func(w io.Writer) error {
			f := *v
			f.Reach = r.drawn(v.Reach)
			return r.theme.Execute(w, "sheet-week", &f)
		},
	})
}

func (r *renderer) week(monday calendar.Day) *Week {
	s := r.site
	sunday := monday + 6
	v := &Week{
		Common: r.common, Class: string(site.SheetCalendar), Paper: "A4", Kind: "一周",
		Title: monday.ChineseShort() + "至" + sunday.ChineseShort(), Issuer: s.Issuer,
		Printed: calendar.DayOf(s.Now).ChineseShort(), Page: "calendar/week/index.html", Reach: r.reach("calendar/week/index.html"),
	}
	if monday.Month() == sunday.Month() {
		_, _, day := sunday.Date()
		v.Title = monday.ChineseShort() + "至" + strconv.Itoa(day) + "日"
	}
	if l, ok := calendar.LunarOf(monday); ok {
		v.Lede = strconv.Itoa(monday.Year()) + "年，农历" + l.String() + "起"
	}
	entries := map[calendar.Day][]WeekEntry{}
	times := map[*site.Activity]int{}
	all := s.Occurrences(monday.Start(s.Zone), (monday + 7).Start(s.Zone))
	for _, o := range all {
		times[o.Activity]++
	}
	for _, o := range all {
		if o.Cancelled || o.Activity.Cancelled {
			continue
		}
		if e := entry(o, s.Zone); times[o.Activity] >= everyDay {
			if once := (Entry{e.Time, e.Title}); !slices.Contains(v.Always, once) {
				v.Always = append(v.Always, once)
			}
		} else {
			day := max(o.Day, monday)
			entries[day] = append(entries[day], e)
		}
	}
	for d := monday; d <= sunday; d++ {
		c := r.cell(d)
		v.Days = append(v.Days, WeekDay{Weekday: d.WeekdayChinese(), Num: c.Num, Label: c.Label, Term: c.Term, Off: c.Off, Mark: c.Mark, Entries: entries[d]})
	}
	v.fit()
	return v
}

// programme is what takes place every week, seen over four weeks.
func (r *renderer) programme(monday calendar.Day) *Week {
	const weeks = 4
	s := r.site
	v := &Week{
		Common: r.common, Class: string(site.SheetProgramme), Paper: "A4", Kind: "课程表",
		Title: seasonName(monday) + "一周课程和活动", Issuer: s.Issuer,
		Lede:    monday.ChineseShort() + "起，每周都有，放假另行通知",
		Printed: calendar.DayOf(s.Now).ChineseShort(), Page: "activities/index.html", Reach: r.reach("activities/index.html"),
	}
	type slot struct {
		activity *site.Activity
		weekday  time.Weekday
	}
	times, days := map[slot]int{}, map[*site.Activity]int{}
	all := s.Occurrences(monday.Start(s.Zone), (monday + 7*weeks).Start(s.Zone))
	for _, o := range all {
		if !o.Cancelled && !o.Moved && !o.Activity.Cancelled && o.Activity.Series.Repeat != nil {
			times[slot{o.Activity, o.Day.Weekday()}]++
			days[o.Activity]++
		}
	}
	entries := map[time.Weekday][]WeekEntry{}
	for _, o := range all {
		k := slot{o.Activity, o.Day.Weekday()}
		if times[k] < weeks-1 {
			continue
		}
		times[k] = 0 // once
		if e := entry(o, s.Zone); days[o.Activity] >= 3*weeks {
			if once := (Entry{e.Time, e.Title}); !slices.Contains(v.Always, once) {
				v.Always = append(v.Always, once)
			}
		} else {
			entries[o.Day.Weekday()] = append(entries[o.Day.Weekday()], e)
		}
	}
	for k := range 7 {
		d := monday + calendar.Day(k)
		list := entries[d.Weekday()]
		slices.SortStableFunc(list, func(a, b WeekEntry) int { return minutes(a.Time) - minutes(b.Time) })
		v.Days = append(v.Days, WeekDay{Weekday: d.WeekdayChinese(), Off: k > 4, Entries: list})
	}
	v.fit()
	return v
}

func minutes(clock string) int {
	var h, m int
	fmt.Sscanf(clock, "%d:%d", &h, &m)
	return h*60 + m
}

// seasonName is that of the almanac, which begins with 立春, 立夏, 立秋, 立冬 near
// the seventh of a month.
func seasonName(d calendar.Day) string {
	names := [...]string{"春季", "夏季", "秋季", "冬季"}
	return names[(int((d-6).Month())+10)%12/3]
}

func entry(o site.Occurrence, zone *time.Location) WeekEntry {
	place := o.Activity.Place
	for at, c := range place {
		if c == '，' || c == '（' {
			place = place[:at]
			break
		}
	}
	e := WeekEntry{Title: plain(o.Activity.Title), Place: place}
	if !o.AllDay {
		e.Time = o.Start.In(zone).Format("15:04")
		if e.Time[0] == '0' {
			e.Time = e.Time[1:]
		}
	}
	return e
}

// fit counts what has no room on a day, and sees how much there is.
func (v *Week) fit() {
	all := 0
	for n := range v.Days {
		d := &v.Days[n]
		lines := 0
		for k, e := range d.Entries {
			need := (utf8.RuneCountInString(e.Title+e.Place) + weekWidth) / weekWidth
			if lines+need > dayLines {
				d.More = len(d.Entries) - k
				d.Entries = d.Entries[:k]
				lines++
				break
			}
			lines += need
		}
		all += max(lines, 2)
	}
	v.Full = all > weekRoom
}
