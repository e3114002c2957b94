package web

import (
	"html/template"
	"net/url"
	"strings"

	"banbao/internal/diag"
	"banbao/internal/qr"
	"banbao/internal/site"
)

// subscribePath is where people take the calendar to their telephones.
const subscribePath = "calendar/subscribe.html"

// subscribeView is the page that calendars are subscribed from.
type subscribeView struct {
	Page
	Views  []viewLink
	All    subscribeLink
	Google string // opens Google Calendar, on another host; empty without base_url
	Code   *qrCode
	Groups []subscribeGroup
}

// qrCode is the address of a page, to be read by a telephone or by people.
type qrCode struct {
	Size    int
	Path    string
	Address string
}

// subscribeGroup are the calendars of one kind.
type subscribeGroup struct {
	ID, Title string
	Links     []subscribeLink
}

// subscribeLink is one calendar. Without base_url it can only be downloaded.
type subscribeLink struct {
	Name    string
	File    string     // below public/
	Address string     // absolute
	Webcal  webcalLink // opens the calendar of the device
	Count   int        // of activities
}

// webcalLink is a webcal: address, which html/template takes only on our word.
// It is made of the site's own address.
type webcalLink = template.URL

// subscribe makes the page of all calendars.
func (r *renderer) subscribe() {
	v := subscribeView{Views: r.calendarViews(subscribePath)}
	for _, c := range r.shared.Calendars() {
		link := r.subscribeLink(c)
		if c.Kind == site.AllActivities {
			v.All = link
			continue
		}
		if n := len(v.Groups); n == 0 || v.Groups[n-1].ID != string(c.Kind) {
			v.Groups = append(v.Groups, subscribeGroup{ID: string(c.Kind), Title: classWord(string(c.Kind))})
		}
		group := &v.Groups[len(v.Groups)-1]
		group.Links = append(group.Links, link)
	}
	if v.All.Address != "" {
		v.Google = "https://calendar.google.com/calendar/r?cid=" + url.QueryEscape(string(v.All.Webcal))
		v.Code = r.qrCode(r.absolute(subscribePath))
	}
	v.Frame = r.frame(subscribePath, sectionCalendar, "订到手机上", Link{"日历", calendarPath}, Link{Text: "订到手机上"})
	v.Frame.Description = "把" + r.site.Title + "的活动订到手机和电脑的日历里"
	add(r, subscribePath, "subscribe", diag.Pos{}, v)
}

func (r *renderer) subscribeLink(c *site.Calendar) subscribeLink {
	link := subscribeLink{Name: c.Name, File: c.Path(), Count: len(c.Activities)}
	if link.Address = r.absolute(c.Path()); link.Address != "" {
		_, rest, _ := strings.Cut(link.Address, "://")
		link.Webcal = webcalLink("webcal://" + rest)
	}
	return link
}

// absolute is the whole address of a file, escaped; without base_url none.
func (r *renderer) absolute(path string) string {
	if r.site.BaseURL == "" {
		return ""
	}
	return r.site.BaseURL + (&url.URL{Path: path}).EscapedPath()
}

// qrCode draws an address. One with other signs than ASCII has no code, but
// can still be read.
func (r *renderer) qrCode(address string) *qrCode {
	code, err := r.codes.Draw(address, qr.Screen)
	if err != nil {
		return &qrCode{Address: address}
	}
	return &qrCode{code.Size, code.Path, address}
}

// calendarsByPage are the calendar files that go with pages of the calendar.
func calendarsByPage(all []*site.Calendar) map[string]string {
	files := make(map[string]string, len(all))
	for _, c := range all {
		files[c.File+".html"] = c.Path()
	}
	return files
}
