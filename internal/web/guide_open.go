package web

import (
	"encoding/json"
	"io"
	"slices"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Keys of open.js: the hall, a window with hours of its own, a guide likewise.
const openHall = "hall"

func openWindow(info *site.Info, id string) string {
	w := info.WindowOf(id)
	switch {
	case w == nil:
		return ""
	case len(w.Hours) > 0 || slices.ContainsFunc(info.Closures, func(c site.Closure) bool { return slices.Contains(c.Windows, id) }):
		return "window-" + id
	case len(info.Hours) > 0:
		return openHall
	}
	return ""
}

// openKey is under which key the hours of a guide stand; empty where nobody
// can compute them.
func openKey(info *site.Info, g *site.Guide) string {
	switch {
	case g.Hours != "" || len(info.HoursOf(g)) == 0:
		return ""
	case len(g.Opening) > 0:
		return "guide-" + g.Slug
	case info.WindowOf(g.Window) == nil:
		return openHall
	}
	return openWindow(info, g.Window)
}

// openData is what open.js holds: the days, and when what is open on them. Only
// pages on hours load it, so that no other changes with the day.
type openData struct {
	Days []openDay             `json:"days"`
	Open map[string][]openSpan `json:"open"`
}

type openDay struct {
	At   int64  `json:"at"`
	Name string `json:"name"` // 星期一
	Date string `json:"date"` // 11月23日
}

type openSpan struct {
	Day   int    `json:"day"` // of Days
	From  int64  `json:"from"`
	Until int64  `json:"until"`
	Opens string `json:"opens"` // 8:30
	Shuts string `json:"shuts"`
}

const openPath = "guides/open.js"

// openNow lets a page say whether something is open.
func (r *renderer) openNow(f *Frame) {
	if r.hallPath() == "" {
		return
	}
	if script := r.theme.Asset("hours.js"); script != "" {
		f.Scripts = append(f.Scripts, openPath, script)
	}
}

// openFile makes open.js.
func (r *renderer) openFile() {
	s := r.site
	first := calendar.DayOf(s.Now)
	data := openData{Open: map[string][]openSpan{}}
	for d := first; d < first+todayDays; d++ {
		data.Days = append(data.Days, openDay{d.Start(s.Zone).Unix(), d.WeekdayChinese(), d.ChineseShort()})
	}
	put := func(key, window string, hours []site.Hours) {
		if key == "" || data.Open[key] != nil {
			return
		}
		spans := []openSpan{}
		for n := range data.Days {
			d := first + calendar.Day(n)
			for _, o := range s.OpenAt(window, hours, s.Holidays, d) {
				spans = append(spans, openSpan{n, clockOn(s, d, o.From), clockOn(s, d, o.Until), clockText(o.From), clockText(o.Until)})
			}
		}
		data.Open[key] = spans
	}
	put(openHall, "", s.Hours)
	for i := range s.Windows {
		w := &s.Windows[i]
		hours := w.Hours
		if len(hours) == 0 {
			hours = s.Hours
		}
		put(openWindow(&s.Info, w.ID), w.ID, hours)
	}
	for _, g := range listedGuides(s) {
		put(openKey(&s.Info, g), g.Window, s.HoursOf(g))
	}
	r.files = append(r.files, output.File{
		Path: openPath,
		Key:  output.KeyOf(version, "open", data),
		Write: func(w io.Writer) error {
			text, err := json.Marshal(data)
			if err != nil {
				return err
			}
			_, err = io.WriteString(w, "window.banbaoOpen = "+string(text)+";\n")
			return err
		},
	})
}

// clockOn is a time of a day, in seconds of the epoch.
func clockOn(s *site.Site, d calendar.Day, c calendar.Clock) int64 {
	y, m, n := d.Date()
	return time.Date(y, m, n, int(c)/60, int(c)%60, 0, 0, s.Zone).Unix()
}
