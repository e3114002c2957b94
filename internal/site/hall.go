package site

import "banbao/internal/calendar"

// Window is where a guide sends people.
type Window struct {
	Place
	Route  string  // how to get there from the door
	Access string  // for wheelchairs and prams
	Queue  string  // when it is quiet
	Phone  string  // of the window itself
	Hours  []Hours // none: the hall's
}

// Post is a role that somebody fills at the hall on some days. It names no
// person.
type Post struct {
	Role   string // 值班主任
	Note   string // what for
	Window string // id; empty for the whole hall
	Phone  string
	On     calendar.On
	Open   []Span // none: while the hall is open
}

// Queue is when people wait, or when they need not.
type Queue struct {
	On   calendar.On
	Open Span
	Note string
	Busy bool
}

// Closure is days on which the hall or some windows are shut besides holidays.
type Closure struct {
	First, Last calendar.Day
	Why         string
	Windows     []string // ids; none: the whole hall
}

// WindowOf is the window with an id; nil for none.
func (info *Info) WindowOf(id string) *Window {
	for i := range info.Windows {
		if info.Windows[i].ID == id {
			return &info.Windows[i]
		}
	}
	return nil
}

// WindowPlaces are the windows as places.
func (info *Info) WindowPlaces() []Place {
	places := make([]Place, len(info.Windows))
	for i := range info.Windows {
		places[i] = info.Windows[i].Place
	}
	return places
}

// Closed is why a window is shut on a day that is no holiday; nil for no such
// reason. Of the hall as a whole only what shuts all of it counts.
func (info *Info) Closed(window string, d calendar.Day) *Closure {
	for i := range info.Closures {
		c := &info.Closures[i]
		if d < c.First || d > c.Last {
			continue
		}
		if len(c.Windows) == 0 {
			return c
		}
		for _, id := range c.Windows {
			if id == window && window != "" {
				return c
			}
		}
	}
	return nil
}

// HoursOf are the hours of a guide: its own, the window's, or the hall's. There
// are none where it has words instead.
func (info *Info) HoursOf(g *Guide) []Hours {
	switch w := info.WindowOf(g.Window); {
	case g.Hours != "":
		return nil
	case len(g.Opening) > 0:
		return g.Opening
	case w != nil && len(w.Hours) > 0:
		return w.Hours
	}
	return info.Hours
}

// OnDuty are the roles that are filled on a day: none while the hall is shut.
func (info *Info) OnDuty(h *calendar.Holidays, d calendar.Day) []Post {
	if len(info.Hours) > 0 && len(info.Open(h, d)) == 0 {
		return nil
	}
	var all []Post
	for _, one := range info.Posts {
		if onDay(one.On, workday(h, d)) && info.Closed(one.Window, d) == nil {
			all = append(all, one)
		}
	}
	return all
}

// QueuesOn are the hints for a day.
func (info *Info) QueuesOn(h *calendar.Holidays, d calendar.Day) []Queue {
	if len(info.Hours) > 0 && len(info.Open(h, d)) == 0 {
		return nil
	}
	var all []Queue
	for _, q := range info.Queues {
		if onDay(q.On, workday(h, d)) {
			all = append(all, q)
		}
	}
	return all
}

// ClosedDay is a day on which the hall is shut although its weekday is not.
type ClosedDay struct {
	Day     calendar.Day
	Why     string
	Windows []string
}

// ClosedDays are those of so many days from a day: what config.toml names, and
// holidays on which the hall would be open by its weekday.
func (info *Info) ClosedDays(h *calendar.Holidays, first calendar.Day, days int) []ClosedDay {
	var all []ClosedDay
	for d := first; d < first+calendar.Day(days); d++ {
		named := false
		for _, c := range info.Closures {
			if d >= c.First && d <= c.Last {
				all = append(all, ClosedDay{d, c.Why, c.Windows})
				named = named || len(c.Windows) == 0
			}
		}
		name, off := h.Off(d)
		if named || !off || !info.wouldOpen(d) {
			continue
		}
		if name == "" {
			name = "放假"
		}
		all = append(all, ClosedDay{Day: d, Why: name})
	}
	return all
}

// wouldOpen tells whether the hall is open on the weekday of a day.
func (info *Info) wouldOpen(d calendar.Day) bool {
	for i := range info.Hours {
		if !info.Hours[i].Holidays && onDay(info.Hours[i].On, d) {
			return true
		}
	}
	return false
}
