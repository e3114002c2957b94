package web

import (
	"slices"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// serviceData is a guide as search engines and assistants read it: a
// GovernmentService of schema.org with the channels by which it is had.
type serviceData struct {
	Context     string        `json:"@context"`
	Type        string        `json:"@type"`
	Name        string        `json:"name"`
	OtherNames  []string      `json:"alternateName,omitempty"`
	Description string        `json:"description,omitempty"`
	URL         string        `json:"url,omitempty"`
	Identifier  string        `json:"identifier,omitempty"`
	ServiceType string        `json:"serviceType,omitempty"`
	Operator    dataThing     `json:"serviceOperator"`
	Area        string        `json:"areaServed,omitempty"`
	Audience    *dataAudience `json:"audience,omitempty"`
	Output      *dataThing    `json:"serviceOutput,omitempty"`
	Offer       dataOffer     `json:"offers"`
	Hours       []dataHours   `json:"hoursAvailable,omitempty"`
	Channels    []dataChannel `json:"availableChannel"`
}

type dataThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type dataAudience struct {
	Type string `json:"@type"`
	Who  string `json:"audienceType"`
}

type dataOffer struct {
	Type        string `json:"@type"`
	Price       string `json:"price,omitempty"`
	Currency    string `json:"priceCurrency,omitempty"`
	Description string `json:"description,omitempty"`
}

type dataHours struct {
	Type   string   `json:"@type"`
	Days   []string `json:"dayOfWeek"`
	Opens  string   `json:"opens"`
	Closes string   `json:"closes"`
}

type dataChannel struct {
	Type     string     `json:"@type"`
	Name     string     `json:"name,omitempty"`
	Location *dataPlace `json:"serviceLocation,omitempty"`
	Phone    *dataPhone `json:"servicePhone,omitempty"`
	URL      string     `json:"serviceUrl,omitempty"`
	Time     string     `json:"processingTime,omitempty"`
	Language string     `json:"availableLanguage,omitempty"`
}

type dataPlace struct {
	Type    string `json:"@type"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
}

type dataPhone struct {
	Type    string `json:"@type"`
	Number  string `json:"telephone"`
	Purpose string `json:"contactType"`
}

// serviceOf is a guide as data.
func serviceOf(s *site.Site, g *site.Guide) *serviceData {
	d := &serviceData{
		Context: "https://schema.org", Type: "GovernmentService",
		Name: theme.Plain(g.Title), OtherNames: g.OtherNames, Description: g.Summary, Identifier: g.Code, ServiceType: g.Sort.Chinese(),
		Operator: dataThing{"GovernmentOrganization", g.Responsible}, Area: g.Area,
		Offer: dataOffer{Type: "Offer", Description: g.Fee.Amount},
		Hours: dataOpen(s.HoursOf(g)),
	}
	if s.BaseURL != "" {
		d.URL = s.BaseURL + g.Path()
	}
	if g.Fee.Free {
		d.Offer.Price, d.Offer.Currency = "0", "CNY"
	}
	if g.For != "" {
		d.Audience = &dataAudience{"Audience", g.For}
	}
	if g.Result != "" {
		d.Output = &dataThing{"Thing", g.Result}
	}
	at := dataChannel{
		Type: "ServiceChannel", Name: g.WindowName, Time: g.Time().ISO(), Language: s.Language,
		Location: &dataPlace{"Place", g.WindowName, strings.TrimSpace(s.Address + " " + g.Place)},
	}
	if g.Enquiry != "" {
		at.Phone = &dataPhone{"ContactPoint", g.Enquiry, "customer service"}
	}
	d.Channels = append(d.Channels, at)
	if g.Online != "" {
		d.Channels = append(d.Channels, dataChannel{Type: "ServiceChannel", Name: "网上办理", URL: g.Online, Time: g.Time().ISO(), Language: s.Language})
	}
	return d
}

// dataOpen are opening hours by weekday; those of other days have no form in
// schema.org that machines agree on.
func dataOpen(hours []site.Hours) []dataHours {
	names := [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	var all []dataHours
	for _, h := range hours {
		if h.On.Kind != calendar.OnWeekdays {
			continue
		}
		var days []string
		for _, w := range h.On.Weekdays {
			days = append(days, names[w])
		}
		for _, o := range h.Open {
			all = append(all, dataHours{"OpeningHoursSpecification", slices.Clone(days), o.From.String(), o.Until.String()})
		}
	}
	return all
}
