package feed

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// events are the VEVENTs of one activity.
type events struct {
	text  []byte
	key   output.Key
	first calendar.Day           // where a time zone has to begin
	at    map[string]*eventsAway // what changes have moved to other places, by PlaceName
}

// eventsAway are the VEVENTs of what an activity does at other places.
type eventsAway struct {
	lines
	key output.Key
}

// eventsOf makes the events of an activity.
//
// What repeats by a rule that iCalendar can say is one event with RRULE, EXDATE
// and RDATE, and for each change one more with RECURRENCE-ID. What skips
// holidays is such a rule too, with the holidays excepted: only finitely many
// are known, and in years that are not known none is skipped on the site
// either, so both say the same for ever. Everything else, lunar dates above
// all, is written as single events within the horizon.
func (c *calendars) eventsOf(a *site.Activity) *events {
	e := &events{first: a.Series.Start.Day, at: map[string]*eventsAway{}}
	w := eventWriter{calendars: c, a: a, used: map[string]bool{}}
	switch rule := ""; {
	case a.Series.Start.IsZero():
	case a.Series.Repeat == nil:
		start := a.Series.Start.Start(c.zone)
		for _, o := range a.Series.Between(start, start.Add(time.Minute), c.zone, c.site.Holidays) {
			w.event(w.uid(""), "", o)
		}
	default:
		outline := a.Series.Outline(c.zone, c.site.Holidays)
		expressed := false
		if outline.First != 0 && outline.Clock < 24*60 {
			rule, expressed = recurrence(a.Series, outline.Workdays)
		}
		if expressed || outline.First == 0 {
			w.series(outline, rule)
		} else {
			from := c.from
			e.first = calendar.DayOf(from)
			if !a.Window.Until.IsZero() && !a.Window.Until.After(from) {
				from = a.Series.Start.Start(c.zone) // a file for the archive
				e.first = a.Series.Start.Day
			}
			for _, o := range a.Series.Between(from, c.to, c.zone, c.site.Holidays) {
				w.single(o)
			}
		}
		w.away(outline, e)
	}
	e.text = w.b.Bytes()
	e.key = output.KeyOf(string(e.text))
	return e
}

type eventWriter struct {
	*calendars
	lines
	a    *site.Activity
	used map[string]bool
}

// uid is the name of an event for ever. It has the site's host in it, as RFC
// 7986 has it; without an address, a sum of the site's title keeps two sites in
// one telephone apart.
func (w *eventWriter) uid(part string) string {
	id := w.a.Slug + part
	for n := 2; w.used[id]; n++ {
		id = fmt.Sprintf("%s%s-%d", w.a.Slug, part, n)
	}
	w.used[id] = true
	return id + "@" + w.host
}

// single writes an occurrence as an event of its own, named by the day that
// the rule gives, so that it keeps its name when it is moved.
func (w *eventWriter) single(o calendar.Occurrence) {
	w.event(w.uid("-"+o.Original.Start(time.UTC).Format(dateStamp)), "", o)
}

// series writes a rule, its further starts and its changes.
func (w *eventWriter) series(outline calendar.Outline, rule string) {
	changed := map[calendar.Moment]bool{}
	for _, c := range outline.Changed {
		changed[c.Was] = true
	}
	begin := calendar.Moment{Day: outline.First, Clock: outline.Clock, Timed: true}
	beyond := func(m calendar.Moment) bool { return outline.First == 0 || m.Compare(begin) < 0 }
	// DTSTART has to be the first one, so what is held before the rule begins
	// cannot be part of it.
	for _, m := range outline.Extra {
		if beyond(m) && !changed[m] {
			o := outline.At(m, w.zone)
			o.Original = m.Day
			w.single(o)
		}
	}
	for _, c := range outline.Changed {
		if beyond(c.Was) {
			w.single(c.Occurrence)
		}
	}
	if outline.First == 0 {
		return
	}
	uid := w.uid("")
	first := outline.At(begin, w.zone)
	w.open(uid)
	w.raw(w.named("DTSTART", outline.AllDay), local(begin, outline.AllDay))
	switch {
	case outline.AllDay || usual(first, begin, w.zone):
		w.end(first)
	case outline.Length > 0: // a clock is changed in between, this time
		w.raw("DURATION", fmt.Sprintf("PT%dM", outline.Length))
	}
	if outline.Last != 0 {
		if outline.AllDay {
			rule += ";UNTIL=" + local(calendar.Moment{Day: outline.Last}, true)
		} else {
			rule += ";UNTIL=" + outline.Last.End(w.zone).Add(-time.Second).UTC().Format(utcStamp)
		}
	}
	w.raw("RRULE", rule)
	// One date a line: some readers take only the first of several.
	for _, d := range outline.Except {
		w.raw(w.named("EXDATE", outline.AllDay), local(calendar.Moment{Day: d, Clock: outline.Clock}, outline.AllDay))
	}
	for _, m := range outline.Extra {
		if !beyond(m) {
			w.raw(w.named("RDATE", outline.AllDay), local(m, outline.AllDay))
		}
	}
	w.close(calendar.Occurrence{})
	for _, c := range outline.Changed {
		if !beyond(c.Was) {
			w.changed(uid, c.Was, outline.AllDay, c.Occurrence)
		}
	}
	if !outline.AllDay {
		w.nights(uid, outline, changed)
	}
}

// changed writes one occurrence of a series that is not as usual.
func (w *eventWriter) changed(uid string, was calendar.Moment, allDay bool, o calendar.Occurrence) {
	w.event(uid, w.named("RECURRENCE-ID", allDay)+":"+local(was, allDay), o)
}

// nights writes what goes on while clocks are changed, within the horizon: the
// site goes by the clock on the wall, and calendars count hours.
func (w *eventWriter) nights(uid string, outline calendar.Outline, changed map[calendar.Moment]bool) {
	length := time.Duration(outline.Length) * time.Minute
	seen := map[calendar.Moment]bool{}
	begin := outline.First.Start(w.zone)
	if begin.Before(w.from) {
		begin = w.from
	}
	for _, t := range transitions(w.zone, begin.AddDate(0, 0, -1), w.to) {
		for _, o := range w.a.Series.Between(t.Add(-length-48*time.Hour), t.Add(48*time.Hour), w.zone, w.site.Holidays) {
			was := calendar.Moment{Day: o.Original, Clock: outline.Clock, Timed: true}
			if o.Index == 0 {
				was.Clock = calendar.MomentOf(o.Start).Clock
			}
			if o.Moved || changed[was] || seen[was] || was.Day < outline.First {
				continue
			}
			seen[was] = true
			if !usual(o, was, w.zone) {
				w.changed(uid, was, false, o)
			}
		}
	}
}

// away makes single events of what changes move to another place, for the
// calendar of that place.
func (w *eventWriter) away(outline calendar.Outline, e *events) {
	usual := site.PlaceName(w.a.Place)
	for _, c := range outline.Changed {
		place := site.PlaceName(c.Place)
		if place == "" || place == usual {
			continue
		}
		other := eventWriter{calendars: w.calendars, a: w.a, used: w.used}
		other.single(c.Occurrence)
		if e.at[place] == nil {
			e.at[place] = &eventsAway{}
		}
		e.at[place].b.Write(other.b.Bytes())
	}
	for _, there := range e.at {
		there.key = output.KeyOf(there.b.String())
	}
}

// event writes a whole event; id is empty or a RECURRENCE-ID.
func (w *eventWriter) event(uid, id string, o calendar.Occurrence) {
	w.open(uid)
	if name, value, has := strings.Cut(id, ":"); has {
		w.raw(name, value)
	}
	if o.AllDay {
		w.raw("DTSTART;VALUE=DATE", o.Day.Start(time.UTC).Format(dateStamp))
	} else {
		w.instant("DTSTART", o.Start)
	}
	w.end(o)
	w.close(o)
}

// open begins an event.
//
// DTSTAMP is a year before the activity begins, and later with each revision.
// The clock would be the usual choice, but then every build would write every
// file anew, and every telephone would take it for changed; readers only use it
// to find the newer of two events, and it does not lie in the future.
func (w *eventWriter) open(uid string) {
	stamp := w.a.Series.Start.Day.Start(time.UTC).AddDate(-1, 0, 0).Add(time.Duration(w.a.Revision) * time.Minute)
	w.raw("BEGIN", "VEVENT")
	w.text("UID", uid)
	w.raw("DTSTAMP", stamp.Format(utcStamp))
	w.raw("SEQUENCE", fmt.Sprint(w.a.Revision))
}

// close writes what is said in words, and ends the event.
func (w *eventWriter) close(o calendar.Occurrence) {
	a := w.a
	title := strings.ReplaceAll(a.Title, "|", "")
	status := "CONFIRMED"
	if a.Cancelled || o.Cancelled {
		// Many telephones do not show the status, and nobody should come.
		status, title = "CANCELLED", "取消："+title
	}
	w.text("SUMMARY", title)
	w.raw("STATUS", status)
	w.text("LOCATION", cmp.Or(o.Place, a.Place))
	w.text("DESCRIPTION", w.description(o))
	if w.site.BaseURL != "" {
		w.raw("URL", address(w.site, a.Path()))
		if a.Organizer != "" {
			// An address is due, and no mail address is known: the site's own.
			w.raw("ORGANIZER;CN="+quoted(a.Organizer), w.site.BaseURL)
		}
	}
	var tags []string
	for _, t := range a.Tags {
		if t := escaped(t); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	if len(tags) > 0 {
		w.raw("CATEGORIES", strings.Join(tags, ","))
	}
	w.raw("TRANSP", "TRANSPARENT") // it takes nobody's time unless they go
	w.raw("END", "VEVENT")
}

func (w *eventWriter) description(o calendar.Occurrence) string {
	a := w.a
	var all []string
	add := func(before, words string) {
		if words != "" {
			all = append(all, before+words)
		}
	}
	if a.Cancelled {
		add("取消：", a.CancelledWhy)
	}
	add("", o.Note)
	if o.Moved && !o.Cancelled && o.Original != o.Day && !o.Original.IsZero() {
		add("从", o.Original.Chinese()+"改来。")
	}
	add("", a.Summary)
	add("主办：", a.Organizer)
	add("费用：", a.Fee)
	var ask []string
	for _, words := range []string{a.Contact().Name, a.Contact().Phone, a.Contact().Place, a.Contact().Hours} {
		if words != "" {
			ask = append(ask, words)
		}
	}
	add("咨询：", strings.Join(ask, " "))
	if w.site.BaseURL != "" {
		add("", address(w.site, a.Path()))
	}
	return strings.Join(all, "\n")
}

// end writes the end of an occurrence that has a length.
func (w *eventWriter) end(o calendar.Occurrence) {
	switch {
	case !o.End.After(o.Start):
	case o.AllDay:
		w.raw("DTEND;VALUE=DATE", o.End.Format(dateStamp))
	default:
		w.instant("DTEND", o.End)
	}
}

// instant writes a time as the clock on the wall shows it or, where that could
// be taken for another time, in UTC.
func (w *eventWriter) instant(name string, t time.Time) {
	if certain(calendar.MomentOf(t), w.zone) {
		w.raw(w.named(name, false), t.Format(localStamp))
		return
	}
	w.raw(name, t.UTC().Format(utcStamp))
}

// named is the name of a property with its zone, or with the type of a date.
func (c *calendars) named(name string, date bool) string {
	if date {
		return name + ";VALUE=DATE"
	}
	return name + ";TZID=" + c.zoneID
}

// local is a moment of the wall clock.
func local(m calendar.Moment, date bool) string {
	y, month, d := m.Day.Date()
	t := time.Date(y, month, d, 0, int(m.Clock), 0, 0, time.UTC)
	if date {
		return t.Format(dateStamp)
	}
	return t.Format(localStamp)
}

// hostOf is the part of an UID behind the @.
func hostOf(s *site.Site) string {
	if u, err := url.Parse(s.BaseURL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return output.KeyOf(s.Title).String()[:8] + ".banbao.invalid"
}
