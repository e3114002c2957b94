package feed

import (
	"io"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// calendars makes calendar files by RFC 5545 and 7986. They need no address of
// the site, only say more with one.
//
// What cannot be said by a rule is written for the horizon of the site, whose
// bounds are years, so a file only changes with its activities and once a year.
type calendars struct {
	site     *site.Site
	zone     *time.Location
	zoneID   string
	host     string
	from, to time.Time // the horizon
	zones    map[calendar.Day][]byte
}

// calendarFiles are all calendar files of a site.
func calendarFiles(s *site.Site, all []*site.Calendar) []output.File {
	c := &calendars{site: s, zone: s.Zone, host: hostOf(s), zones: map[calendar.Day][]byte{}}
	if c.zone == nil {
		c.zone = time.UTC
	}
	c.zoneID = zoneID(c.zone)
	horizon := s.CalendarHorizon()
	c.from, c.to = horizon.From, horizon.Until

	var files []output.File
	made := map[*site.Activity]*events{}
	for _, a := range s.Activities {
		if s.Presence(&a.Item) == site.Present {
			made[a] = c.eventsOf(a)
			files = append(files, c.file(a.CalendarPath(), nil, []*events{made[a]}))
		}
	}
	for _, of := range all {
		var parts []*events
		for _, a := range of.Activities {
			parts = append(parts, made[a])
		}
		for _, a := range of.Visits {
			if there := made[a].at[of.Name]; there != nil {
				parts = append(parts, &events{text: there.b.Bytes(), key: there.key, first: made[a].first})
			}
		}
		files = append(files, c.file(of.Path(), headOf(s, of), parts))
	}
	return files
}

// headOf is what a calendar says of itself.
func headOf(s *site.Site, c *site.Calendar) *calendarHead {
	h := &calendarHead{Name: s.Title + "：" + c.Name, About: s.Title + "标着“" + c.Name + "”的活动", Page: c.File + ".html"}
	switch c.Kind {
	case site.AllActivities:
		return &calendarHead{Name: s.Title, About: s.Title + "的活动", Page: "calendar/"}
	case site.OfBuilding:
		h.About = s.Title + "全社区的活动，加上只和" + c.Name + "有关的"
	case site.OfPlace:
		h.About = s.Title + "在" + c.Name + "的活动"
	}
	return h
}

// calendarHead is what a calendar to subscribe to says of itself. A file of
// one activity says nothing: it is to be added to a calendar that has a name.
type calendarHead struct {
	Name, About string
	Page        string // below public/
}

// refresh is how often subscribers are to ask for changes: a cancellation in
// the morning is known at noon.
const refresh = "PT4H"

// file puts a calendar together. Its key is that of its bytes.
func (c *calendars) file(path string, head *calendarHead, parts []*events) output.File {
	var top lines
	top.raw("BEGIN", "VCALENDAR")
	top.raw("VERSION", "2.0")
	top.raw("PRODID", "-//Banbao//Banbao//ZH")
	top.raw("CALSCALE", "GREGORIAN")
	top.raw("METHOD", "PUBLISH")
	if head != nil {
		top.text("NAME", head.Name)
		top.text("X-WR-CALNAME", head.Name)
		top.text("DESCRIPTION", head.About)
		top.text("X-WR-CALDESC", head.About)
		top.text("X-WR-TIMEZONE", c.zoneID)
		top.raw("REFRESH-INTERVAL;VALUE=DURATION", refresh)
		top.raw("X-PUBLISHED-TTL", refresh)
		if c.site.BaseURL != "" {
			top.raw("SOURCE;VALUE=URI", address(c.site, path))
			top.raw("URL", address(c.site, head.Page))
		}
	}
	first := calendar.DayOf(c.from)
	keys := []output.Key{}
	for _, e := range parts {
		if e.first != 0 {
			first = min(first, e.first)
		}
		keys = append(keys, e.key)
	}
	top.b.Write(c.timezone(first))
	return output.File{Path: path, AsIs: true, Key: output.KeyOf(version, top.b.String(), keys), Write: func(w io.Writer) error {
		if _, err := w.Write(top.b.Bytes()); err != nil {
			return err
		}
		for _, e := range parts {
			if _, err := w.Write(e.text); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, "END:VCALENDAR\r\n")
		return err
	}}
}

// timezone is the VTIMEZONE from the year of a day on.
func (c *calendars) timezone(first calendar.Day) []byte {
	year := calendar.Date(first.Year(), time.January, 1)
	if c.zones[year] == nil {
		c.zones[year] = timezone(c.zone, year.Start(c.zone), c.to)
	}
	return c.zones[year]
}
