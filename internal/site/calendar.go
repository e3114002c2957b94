package site

import (
	"cmp"
	"slices"
	"time"

	"banbao/internal/calendar"
)

// Calendar is activities that people can subscribe to: all, or those of a
// building, a tag or a place. It is a file for calendar programs, and those
// but the first have a page of the same name.
type Calendar struct {
	Kind       CalendarKind
	Name       string      // of the building, tag or place
	File       string      // below public/, without its ending: calendar, calendar/tags/健康
	Activities []*Activity // by slug; of a place, those that usually take place there
	Visits     []*Activity // of a place: those that change to it now and then
}

// CalendarKind is what the activities of a calendar have in common; it is the
// folder of their file as well.
type CalendarKind string

const (
	AllActivities CalendarKind = ""
	OfBuilding    CalendarKind = "buildings"
	OfTag         CalendarKind = "tags"
	OfPlace       CalendarKind = "places"
)

// CalendarPath is the calendar file of everything.
const CalendarPath = "calendar.ics"

// Path is the file for calendar programs.
func (c *Calendar) Path() string { return c.File + ".ics" }

// Path of the file for calendar programs that holds nothing but the activity.
func (a *Activity) CalendarPath() string { return a.Noun.Folder() + "/" + a.Slug + ".ics" }

// CalendarHorizon is the time that calendars hold, in whole years so that they
// do not change every day: last year, this one and two more. What ended before
// is left out.
func (s *Site) CalendarHorizon() calendar.Window {
	first := calendar.Date(s.Now.Year()-1, time.January, 1)
	last := calendar.Date(s.Now.Year()+3, time.January, 1)
	return calendar.Window{From: first.Start(s.Zone), Until: last.Start(s.Zone)}
}

// Calendars are those in which something stands, and that of everything in any
// case: it comes first, then buildings as configured, tags and places, the
// fullest first.
func (s *Site) Calendars() []*Calendar { return s.calendars(s.TagFiles()) }

func (s *Site) calendars(tagFiles map[string]string) []*Calendar {
	horizon := s.CalendarHorizon()
	var current []*Activity
	for _, a := range s.Activities {
		if s.Presence(&a.Item) == Present && !a.Window.After(horizon.From) {
			current = append(current, a)
		}
	}
	slices.SortFunc(current, func(a, b *Activity) int { return cmp.Compare(a.Slug, b.Slug) })
	list := []*Calendar{{Name: s.Title, File: "calendar", Activities: current}}
	for _, b := range s.Buildings {
		c := &Calendar{Kind: OfBuilding, Name: b.Name, File: "calendar/buildings/" + b.ID}
		for _, a := range current {
			if len(a.Buildings) == 0 || slices.Contains(a.Buildings, b.ID) {
				c.Activities = append(c.Activities, a)
			}
		}
		if len(c.Activities) > 0 {
			list = append(list, c)
		}
	}

	tags, places := map[string]*Calendar{}, map[string]*Calendar{}
	placeFiles := s.PlaceFiles()
	in := func(of map[string]*Calendar, kind CalendarKind, key, name, file string) *Calendar {
		if of[key] == nil {
			of[key] = &Calendar{Kind: kind, Name: name, File: "calendar/" + string(kind) + "/" + file}
		}
		return of[key]
	}
	for _, a := range current {
		seen := map[string]bool{}
		for _, t := range a.Tags {
			key := TagKey(t)
			if !seen[key] {
				seen[key] = true
				c := in(tags, OfTag, key, t, tagFiles[key])
				c.Activities = append(c.Activities, a)
			}
		}
		for k, place := range a.places() {
			if place == "" {
				continue
			}
			c := in(places, OfPlace, place, place, placeFiles[place])
			if k == 0 {
				c.Activities = append(c.Activities, a)
			} else {
				c.Visits = append(c.Visits, a)
			}
		}
	}
	for _, of := range []map[string]*Calendar{tags, places} {
		var some []*Calendar
		for _, c := range of {
			some = append(some, c)
		}
		slices.SortFunc(some, func(a, b *Calendar) int {
			return cmp.Or(cmp.Compare(len(b.Activities), len(a.Activities)), cmp.Compare(a.Name, b.Name))
		})
		list = append(list, some...)
	}
	return list
}
