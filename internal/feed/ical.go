package feed

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// CalendarPath is the calendar of all activities. Beside it stand
// calendar/tags/<name>.ics and calendar/places/<name>.ics, with the names of
// [site.Site.TagFiles] and [site.Site.PlaceFiles], and activities/<slug>.ics.
const CalendarPath = "calendar.ics"

// calendars makes calendar files by RFC 5545 and 7986. They need no address of
// the site, only say more with one.
//
// The calendars of all, of a tag and of a place hold what has not ended before
// last year, as the pages of the calendar do. What cannot be said by a rule is
// written for the same time, and two years ahead. Both bounds are years, so a
// file only changes with its activities and once a year.
type calendars struct {
	site     *site.Site
	zone     *time.Location
	zoneID   string
	host     string
	from, to time.Time // the horizon
	zones    map[calendar.Day][]byte
}

// aheadYears is how many whole years after the present one are in the horizon.
const aheadYears = 2

// calendarFiles are all calendar files of a site.
func calendarFiles(s *site.Site) []output.File {
	year := s.Now.Year()
	c := &calendars{
		site: s, zone: s.Zone, host: hostOf(s),
		zones: map[calendar.Day][]byte{},
	}
	if c.zone == nil {
		c.zone = time.UTC
	}
	c.zoneID = zoneID(c.zone)
	c.from = calendar.Date(year-1, time.January, 1).Start(c.zone)
	c.to = calendar.Date(year+1+aheadYears, time.January, 1).Start(c.zone)

	activities := slices.Clone(s.Activities)
	slices.SortFunc(activities, func(a, b *site.Activity) int { return cmp.Compare(a.Slug, b.Slug) })

	var files []output.File
	all := &feedOf{}
	tags, places := map[string]*feedOf{}, map[string]*feedOf{}
	for _, a := range activities {
		if !s.Shown(&a.Item) {
			continue
		}
		e := c.eventsOf(a)
		own := &feedOf{}
		own.add(e)
		files = append(files, c.file(strings.TrimSuffix(a.Path(), ".html")+".ics", nil, own))
		if s.Presence(&a.Item) != site.Present || a.Window.After(c.from) {
			continue
		}
		all.add(e)
		for k, t := range a.Tags {
			key := site.TagKey(t)
			if slices.ContainsFunc(a.Tags[:k], func(before string) bool { return site.TagKey(before) == key }) {
				continue
			}
			feedIn(tags, key, t).add(e)
		}
		if place := site.PlaceName(a.Place); place != "" {
			feedIn(places, place, place).add(e)
		}
		for _, place := range slices.Sorted(maps.Keys(e.at)) {
			there := e.at[place]
			feedIn(places, place, place).add(&events{text: there.b.Bytes(), key: there.key, first: e.first})
		}
	}
	files = append(files, c.file(CalendarPath, &calendarHead{Name: s.Title, About: s.Title + "的活动", Page: "calendar/index.html"}, all))
	tagFiles, placeFiles := s.TagFiles(), s.PlaceFiles()
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		f := tags[key]
		name := tagFiles[key]
		files = append(files, c.file("calendar/tags/"+name+".ics",
			&calendarHead{Name: s.Title + "：" + f.name, About: s.Title + "标着“" + f.name + "”的活动", Page: "tags/" + name + ".html"}, f))
	}
	for _, key := range slices.Sorted(maps.Keys(places)) {
		f := places[key]
		files = append(files, c.file("calendar/places/"+placeFiles[key]+".ics",
			&calendarHead{Name: s.Title + "：" + f.name, About: s.Title + "在" + f.name + "的活动", Page: "calendar/index.html"}, f))
	}
	return files
}

// feedOf is what one file holds.
type feedOf struct {
	name  string
	parts []*events
}

func (f *feedOf) add(e *events) { f.parts = append(f.parts, e) }

func feedIn(feeds map[string]*feedOf, key, name string) *feedOf {
	if feeds[key] == nil {
		feeds[key] = &feedOf{name: name}
	}
	return feeds[key]
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
func (c *calendars) file(path string, head *calendarHead, f *feedOf) output.File {
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
			top.raw("URL", address(c.site, strings.TrimSuffix(head.Page, "index.html")))
		}
	}
	first := calendar.DayOf(c.from)
	keys := []output.Key{}
	for _, e := range f.parts {
		if e.first != 0 {
			first = min(first, e.first)
		}
		keys = append(keys, e.key)
	}
	top.b.Write(c.timezone(first))
	parts := f.parts
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
