package paper

import (
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Plan is a year on an A3 sheet: what is planned in each month, and below what
// goes on every week and month.
type Plan struct {
	Common
	Class   string // calendar
	Paper   string // A3
	Title   string // 2026年安排
	Year    string
	Lunar   string
	Months  []PlanMonth
	Regular []string // 每周五　电影放映
	Issuer  string
	Printed string
	Page    string
	Reach
}

// PlanMonth is one of the twelve.
type PlanMonth struct {
	Name    string // 十一月
	Days    string // 立冬7日，小雪22日
	Entries []Entry
	More    int
}

// A month has room for so many lines of so many characters. What takes place
// more often in a year is told once, under the months.
const (
	monthLines  = 10
	monthWidth  = 15
	planRegular = 5
	planMost    = 12 // of the regular ones
)

func (r *renderer) plans() {
	if r.theme.Off("sheet-plan") {
		return
	}
	for _, year := range r.site.PlanSheets() {
		v := r.plan(year)
		r.files = append(r.files, output.File{
			Path: site.PlanSheetPath(year), Key: output.KeyOf(version, r.theme.Key("sheet-plan"), v),
			Write: func(w io.Writer) error {
				f := *v
				f.Reach = r.drawn(v.Reach)
				return r.theme.Execute(w, "sheet-plan", &f)
			},
		})
	}
}

func (r *renderer) plan(year int) *Plan {
	s := r.site
	v := &Plan{
		Common: r.common, Class: string(site.SheetCalendar), Paper: "A3", Year: strconv.Itoa(year),
		Title: strconv.Itoa(year) + "年安排", Issuer: s.Issuer, Printed: calendar.DayOf(s.Now).Chinese(),
		Page: "calendar/" + strconv.Itoa(year) + ".html",
	}
	v.Reach = r.reach(v.Page)
	first, end := calendar.Date(year, time.January, 1), calendar.Date(year+1, time.January, 1)
	if l, ok := calendar.LunarOf(first + 180); ok {
		v.Lunar = l.YearChinese()
	}
	times := map[*site.Activity]int{}
	all := s.Occurrences(first.Start(s.Zone), end.Start(s.Zone))
	for _, o := range all {
		times[o.Activity]++
	}
	var months [13][]Entry
	var said []*site.Activity
	for _, o := range all {
		a := o.Activity
		if o.Cancelled || a.Cancelled {
			continue
		}
		if times[a] > planRegular {
			if !slices.Contains(said, a) {
				said = append(said, a)
				if len(v.Regular) < planMost && a.Rule != "" {
					v.Regular = append(v.Regular, a.Rule+"　"+plain(a.Title))
				}
			}
			continue
		}
		_, month, day := max(o.Day, first).Date()
		months[month] = append(months[month], Entry{strconv.Itoa(day) + "日", plain(a.Title)})
	}
	for m := time.January; m <= time.December; m++ {
		p := PlanMonth{Name: monthName(m)}
		for d := calendar.Date(year, m, 1); d < calendar.Date(year, m+1, 1); d++ {
			_, _, day := d.Date()
			names := calendar.Festivals(d)
			if term, ok := calendar.SolarTerm(d); ok {
				names = append(names, term)
			}
			for _, name := range names[:min(len(names), 1)] {
				if p.Days != "" {
					p.Days += "　"
				}
				p.Days += name + strconv.Itoa(day)
			}
		}
		lines := (utf8.RuneCountInString(p.Days) + monthWidth + 2) / (monthWidth + 3)
		for k, e := range months[m] {
			need := (utf8.RuneCountInString(e.Title) + monthWidth - 4) / (monthWidth - 3)
			rest := 0
			if k < len(months[m])-1 {
				rest = 1
			}
			if lines+need+rest > monthLines {
				p.More = len(months[m]) - k
				break
			}
			lines += need
			p.Entries = append(p.Entries, e)
		}
		v.Months = append(v.Months, p)
	}
	return v
}
