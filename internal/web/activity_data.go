package web

import (
	"banbao/internal/site"
	"banbao/internal/theme"
)

// eventData is an activity as search engines read it: an Event of schema.org.
// Of one that takes place again and again it is the next time.
type eventData struct {
	Context     string     `json:"@context"`
	Type        string     `json:"@type"`
	Name        string     `json:"name"`
	Description string     `json:"description,omitempty"`
	URL         string     `json:"url"`
	Start       string     `json:"startDate"`
	Previous    string     `json:"previousStartDate,omitempty"`
	End         string     `json:"endDate,omitempty"`
	Status      string     `json:"eventStatus"`
	Mode        string     `json:"eventAttendanceMode"`
	Location    dataPlace  `json:"location"`
	Organizer   *dataThing `json:"organizer,omitempty"`
	Free        *bool      `json:"isAccessibleForFree,omitempty"` // nil where nobody says what it costs
	Most        int        `json:"maximumAttendeeCapacity,omitempty"`
	Image       string     `json:"image,omitempty"`
	Language    string     `json:"inLanguage"`
}

// eventOf is an activity as data. Without an address, or without a time, there
// is none.
func eventOf(s *site.Site, a *site.Activity, image string) *eventData {
	if s.BaseURL == "" || s.Presence(&a.Item) != site.Present {
		return nil
	}
	o, ok := s.Next(a, s.Now)
	if !ok { // it is over: its last time
		o, ok = lastTime(s, a)
	}
	if !ok {
		return nil
	}
	d := &eventData{
		Context: "https://schema.org", Type: "Event", Name: theme.Plain(a.Title), Description: a.Summary, URL: s.BaseURL + pathHref(a.Path()),
		Status: "https://schema.org/EventScheduled", Mode: "https://schema.org/OfflineEventAttendanceMode",
		Location: dataPlace{"Place", a.Place, s.Address}, Most: a.Capacity, Image: image, Language: s.Language,
	}
	if o.Place != "" {
		d.Location.Name = o.Place
	}
	if d.Location.Name == "" {
		d.Location.Name = s.Title
	}
	d.Start, d.End = o.Stamps()
	switch {
	case a.Cancelled || o.Cancelled:
		d.Status = "https://schema.org/EventCancelled"
	case o.Moved:
		d.Status, d.Previous = "https://schema.org/EventRescheduled", o.Original.String()
	}
	if a.Organizer != "" {
		d.Organizer = &dataThing{"Organization", a.Organizer}
	}
	if a.Fee != "" {
		free := a.Fee == "免费"
		d.Free = &free
	}
	return d
}

// lastTime is when an activity took place last, within a year.
func lastTime(s *site.Site, a *site.Activity) (site.Occurrence, bool) {
	all := a.Series.Between(s.Now.AddDate(-1, 0, 0), s.Now, s.Zone, s.Holidays)
	if len(all) == 0 {
		return site.Occurrence{}, false
	}
	return site.Occurrence{Occurrence: all[len(all)-1], Activity: a}, true
}

// organisationData is who keeps the site, as search engines read it.
type organisationData struct {
	Context string      `json:"@context"`
	Type    string      `json:"@type"`
	Name    string      `json:"name"`
	URL     string      `json:"url"`
	Logo    string      `json:"logo,omitempty"`
	About   string      `json:"description,omitempty"`
	Address string      `json:"address,omitempty"`
	Phones  []dataPhone `json:"contactPoint,omitempty"`
}

// organisationOf is the neighbourhood as data; nil without an address.
func organisationOf(s *site.Site, logo string) *organisationData {
	if s.BaseURL == "" {
		return nil
	}
	name := s.Issuer
	if name == "" {
		name = s.Title
	}
	d := &organisationData{
		Context: "https://schema.org", Type: "Organization", Name: name, URL: s.BaseURL, Logo: logo, About: s.Description, Address: s.Address,
	}
	for _, p := range s.Phones {
		d.Phones = append(d.Phones, dataPhone{"ContactPoint", p.Number, p.Name})
	}
	return d
}
