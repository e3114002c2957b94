package screen

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
	"cmp"
	"slices"
	"strings"
	"time"
)

// activity makes a slide for each time that an activity takes place while the
// set lasts, if it is something out of the ordinary: what takes place every
// week stands in the week.
func (m *maker) activity(a *site.Activity) {
	now := m.site.Now
	var shown time.Time // since when
	for k, o := range a.Series.Between(now, (calendar.DayOf(now) + horizon).Start(m.site.Zone), m.site.Zone, m.site.Holidays) {
		if k == 3 {
			return
		}
		s := Slide{Kind: "activity", Word: "活动", Title: a.Title, Level: "normal"}
		from := (o.Day - 7).Start(m.site.Zone)
		if from.Before(shown) {
			from = shown
		}
		if from.Before(a.Window.From) {
			from = a.Window.From
		}
		s.window(from, o.Over())
		shown = o.Over()
		day := calendar.DayOf(o.Start)
		when := words(append(dayWords(day), hours(o))...)
		if o.End.After(o.Start) && calendar.DayOf(o.End.Add(-1)) > day+1 {
			when = words(day.ChineseShort()+"到", calendar.DayOf(o.End.Add(-1)).ChineseShort())
		}
		place := a.Place
		if o.Place != "" {
			place = o.Place
		}
		s.Facts = []Fact{{Name: "时间", Value: when}}
		if place != "" {
			s.Facts = append(s.Facts, Fact{Name: "地点", Value: []string{place}})
		}
		switch {
		case o.Cancelled || a.Cancelled:
			s.Facts = append(s.Facts, Fact{Name: "注意", Value: []string{"这次取消了"}})
		case o.Moved:
			s.Facts = append(s.Facts, Fact{Name: "注意", Value: []string{"时间有改动"}})
		case a.Fee != "":
			s.Facts = append(s.Facts, Fact{Name: "费用", Value: []string{a.Fee}})
		case a.Contact().Phone != "":
			s.Facts = append(s.Facts, Fact{Name: "联系", Value: []string{a.Contact().Phone}})
		}
		_, month, n := day.Date()
		s.Leaf = &Leaf{Month: monthName(int(month)), Weekday: day.WeekdayChinese(), Day: itoa(n)}
		if l, ok := calendar.LunarOf(day); ok {
			s.Leaf.Lunar = l.String()
		}
		s.Foot = m.glass.foot(cmp.Or(a.Organizer, "活动"))
		if !m.glass.tall {
			s.Leaf = nil
		}
		dated := s.Facts[0]
		if hour := hours(o); s.Leaf != nil && hour != "" { // the leaf says the day
			s.Facts[0].Value = []string{hour}
		}
		m.glass.fitFacts(&s)
		if s.Leaf == nil {
			s.Facts[0] = dated
			m.glass.fitFacts(&s)
		}
		m.glass.roomyFacts(&s)
		s.Loose = m.glass.loose(s.Title, page{more: s.More, roomy: s.Roomy}, 0)
		m.add(name(&a.Item)+"@"+day.String(), s)
	}
}

// often tells whether an activity takes place every week or oftener.
func often(a *site.Activity) bool {
	r := a.Series.Repeat
	return r != nil && (r.Every == calendar.EveryDay || r.Every == calendar.EveryWeek)
}

// weeks makes the calendar of seven days, one for each day while the set
// lasts. Rows go when they are over; what takes place on most days is left
// out, since everybody knows.
func (m *maker) weeks() {
	if !m.wants(site.NounActivity) {
		return
	}
	zone := m.site.Zone
	today := calendar.DayOf(m.site.Now)
	all := m.site.Occurrences(today.Start(zone), (today + horizon + 7).Start(zone))
	all = slices.DeleteFunc(all, func(o site.Occurrence) bool {
		r := o.Activity.Series.Repeat
		daily := r != nil && (r.Every == calendar.EveryDay || r.Every == calendar.EveryWeek && len(r.On.Weekdays) >= 5)
		return daily || !slices.Contains(m.onScreens(&o.Activity.Item), m.screen.ID)
	})
	most := 5
	if m.glass.tall {
		most = 7
	}
	brief := !m.glass.tall && m.glass.columns(m.glass.text) < weekHour+9 // rather names than weekdays
	form := "week"
	if brief {
		form = "week brief"
	}
	for d := today; d < today+horizon; d++ {
		var rows []Row
		var last time.Time
		for _, o := range all {
			day := calendar.DayOf(o.Start)
			if day < d || day >= d+7 {
				continue
			}
			row := Row{Day: dayNumber(day) + "日", Week: weekday(day), What: plain(o.Activity.Title), Where: shortPlace(o), Until: epoch(o.Over())}
			if day == d {
				row.Week, row.Today = "今天", true
			}
			if !o.AllDay {
				row.Time = clockWord(o.Start)
			}
			if o.Cancelled || o.Activity.Cancelled {
				row.Change = "取消"
			}
			if brief {
				if row.Today {
					row.Day = "今天"
				}
				row.Week = ""
			}
			m.shorten(&row)
			if o.Over().After(last) {
				last = o.Over()
			}
			rows = append(rows, row)
		}
		if len(rows) == 0 {
			continue
		}
		end := d.End(zone)
		if last.Before(end) {
			end = last
		}
		var slides []Slide
		for from := 0; from < len(rows) && len(slides) < m.limits.pages; {
			s := Slide{Kind: "list", Form: form, Word: "活动", Title: "今起七天"}
			s.Rows = m.readable(rows[from:min(from+most, len(rows))], characters(s.Title))
			s.Rows = m.glass.fitRows(s.Rows, s.Form, s.Title, false)
			from += len(s.Rows)
			s.window(d.Start(zone), end)
			s.Undated = false
			slides = append(slides, s)
		}
		m.add("week/"+d.String(), slides...)
	}
}

// readable are the first of some rows that can be read together, at least one,
// beside so many characters of title.
func (m *maker) readable(rows []Row, title int) []Row {
	n := title
	for k := range rows {
		if n += rows[k].chars(); n > m.limits.chars && k > 0 {
			return rows[:k]
		}
	}
	return rows
}

// wants tells whether the screen's rule asks for a noun at all.
func (m *maker) wants(n site.Noun) bool {
	r := m.screen.Shows
	return !r.None && (r.All || slices.Contains(r.Nouns, n))
}

// shortPlace is where, without the house that everybody knows.
func shortPlace(o site.Occurrence) string {
	place := o.Activity.Place
	if o.Place != "" {
		place = o.Place
	}
	if k := strings.IndexAny(place, "，,（("); k > 0 {
		place = place[:k]
	}
	if em(place) > 7 {
		return ""
	}
	return place
}

// weekHour is what day and hour take of a row of the week, in em, and weekWord
// what of it is the day of the week.
const (
	weekHour = 7.45
	weekWord = 1.55
)

// shorten drops the place of a row, and at last ends its words with …, where
// they would not fit one line.
func (m *maker) shorten(r *Row) {
	if m.glass.tall {
		return // it wraps
	}
	room := m.glass.columns(m.glass.text) - weekHour
	if r.Week == "" {
		room += weekWord
	}
	if r.Change != "" {
		room -= 0.8*em(r.Change) + 1.3
	}
	if em(r.What)+0.69*em(r.Where)+0.7 > room {
		r.Where = ""
	}
	if em(r.What) <= room {
		return
	}
	if parts := strings.FieldsFunc(r.What, func(c rune) bool { return strings.ContainsRune("：（，", c) }); len(parts) > 0 && em(parts[0]) <= room {
		r.What = parts[0]
		return
	}
	runes := []rune(r.What)
	for len(runes) > 1 && em(string(runes))+1 > room {
		runes = runes[:len(runes)-1]
	}
	r.What = string(runes) + "…"
}

// monthName is 十一月.
func monthName(n int) string {
	return []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}[n] + "月"
}
