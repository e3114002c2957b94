package web

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Ear is what stands beside the name of the site: the day.
type Ear struct {
	ISO, Date, Lunar string
	Weather          []string
}

// todayDays is how many days today.js knows: a site that nobody builds for a
// month still tells the right date.
const todayDays = 40

// todayData is what today.js holds. Names are short, since every page loads it.
type todayData struct {
	Days   []todayDay    `json:"days"`
	Halls  []string      `json:"halls,omitempty"` // what is said of the hall, each once
	Urgent []todayUrgent `json:"urgent"`
}

// todayDay is one day: when it begins, and what all pages say of it.
type todayDay struct {
	At      int64    `json:"at"`
	ISO     string   `json:"iso"`
	Lunar   string   `json:"lunar,omitempty"`
	Weather []string `json:"weather,omitempty"`
	Hall    int      `json:"hall,omitempty"` // among Halls, from 1
}

// todayUrgent is an urgent notice for the head of every page.
type todayUrgent struct {
	Title string `json:"title"` // with the author's hints for breaking
	Href  string `json:"href"`
	From  int64  `json:"from"`
	Until int64  `json:"until,omitempty"`
}

// earlyScript is what pages do before their first line is drawn. It stands at the
// end of today.js, so that pages wait for one script and not for two.
const earlyScript = "early.js"

// today makes today.js.
func (r *renderer) today() {
	s := r.site
	first := calendar.DayOf(s.Now)
	data := todayData{Days: []todayDay{}, Urgent: []todayUrgent{}}
	for d := first; d < first+todayDays; d++ {
		ear := r.ear(d)
		day := todayDay{At: d.Start(s.Zone).Unix(), ISO: ear.ISO, Lunar: ear.Lunar, Weather: ear.Weather}
		if word := r.hallWord(d); word != "" {
			at := slices.Index(data.Halls, word)
			if at < 0 {
				at, data.Halls = len(data.Halls), append(data.Halls, word)
			}
			day.Hall = at + 1
		}
		data.Days = append(data.Days, day)
	}
	for _, n := range r.site.Notices {
		state := n.State(s.Now)
		if n.Level != site.LevelUrgent || n.Withdrawn != nil || !s.Shown(&n.Item) || state != site.Current && state != site.Scheduled {
			continue
		}
		u := todayUrgent{Title: n.Title, Href: n.Path(), From: n.Window.From.Unix()}
		if !n.Window.Until.IsZero() {
			u.Until = n.Window.Until.Unix()
		}
		data.Urgent = append(data.Urgent, u)
	}
	r.files = append(r.files, output.File{
		Path: "today.js",
		Key:  output.KeyOf(version, "today", data, r.theme.Asset(earlyScript)),
		Write: func(w io.Writer) error {
			text, err := json.Marshal(data)
			if err != nil {
				return err
			}
			_, err = io.WriteString(w, "window.banbaoToday = "+string(text)+";\n"+r.theme.Text(earlyScript))
			return err
		},
	})
}

// ear is the day in words.
func (r *renderer) ear(d calendar.Day) Ear {
	e := Ear{ISO: d.String(), Date: whenYearDay(d)}
	var words []string
	if l, ok := calendar.LunarOf(d); ok {
		words = append(words, "农历"+l.String())
	}
	if term, ok := calendar.SolarTerm(d); ok {
		words = append(words, "今日"+term)
	}
	words = append(words, calendar.Festivals(d)...)
	e.Lunar = strings.Join(words[:min(len(words), 3)], "，")
	for i := range r.site.Daily {
		if r.site.Daily[i].Day == d {
			e.Weather = weather(&r.site.Daily[i])
		}
	}
	return e
}

// weather is the day's weather in pieces that do not break.
func weather(d *site.Daily) []string {
	var parts []string
	if d.Sky != "" {
		parts = append(parts, d.Sky)
	}
	if d.HasTemp {
		parts = append(parts, strconv.Itoa(d.Low)+"到"+strconv.Itoa(d.High)+"℃")
	}
	if d.Wind != "" {
		parts = append(parts, d.Wind)
	}
	if d.Air != "" {
		parts = append(parts, "空气"+d.Air)
	}
	for i := range parts[:max(0, len(parts)-1)] {
		parts[i] += "，"
	}
	return parts
}

// hallWord says when the hall is open on a day, or when it opens next.
func (r *renderer) hallWord(d calendar.Day) string {
	s := r.site
	if len(s.Hours) == 0 {
		return ""
	}
	if open := s.Info.Open(s.Holidays, d); len(open) > 0 {
		var spans []string
		for _, o := range open {
			spans = append(spans, whenOpen(o.From, o.Until))
		}
		return "今天" + strings.Join(spans, "、") + "开门。"
	}
	if next := s.Info.NextOpeningChinese(s.Holidays, d); next != "" {
		return "今天休息，" + next + "开门。"
	}
	return "今天休息。"
}
