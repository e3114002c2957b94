package feed

import (
	"fmt"
	"time"

	"banbao/internal/calendar"
)

// zoneID is the name of a zone in calendar files. One that has none is called
// by its offset, so that it does not pass for the reader's own.
func zoneID(zone *time.Location) string {
	switch name := zone.String(); name {
	case "", "Local", "CST":
		_, offset := time.Date(2026, time.January, 1, 0, 0, 0, 0, zone).Zone()
		return "UTC" + utcOffset(offset)
	default:
		return name
	}
}

func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 { // local mean time
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

const (
	localStamp = "20060102T150405"
	utcStamp   = "20060102T150405Z"
	dateStamp  = "20060102"
)

// transitions are the moments in [from, to) at which a zone's offset changes.
func transitions(zone *time.Location, from, to time.Time) []time.Time {
	var all []time.Time
	for t := from.In(zone); ; {
		_, end := t.ZoneBounds()
		if end.IsZero() || !end.Before(to) {
			return all
		}
		_, before := t.Zone()
		if _, after := end.Zone(); before != after {
			all = append(all, end)
		}
		t = end
	}
}

// timezone is the VTIMEZONE of a zone, with what was and will be observed from
// one moment to another. Transitions are listed one by one: a rule for all
// future would be a guess, and where there is none (Shanghai since 1991) one
// offset is all there is to say. Readers who know the zone by its name do not
// look at it anyway.
func timezone(zone *time.Location, from, to time.Time) []byte {
	var l lines
	l.raw("BEGIN", "VTIMEZONE")
	l.raw("TZID", zoneID(zone))
	type change struct {
		before, after int
		name          string
		dst           bool
	}
	observe := func(c change, onset string, later []string) {
		kind := "STANDARD"
		if c.dst {
			kind = "DAYLIGHT"
		}
		l.raw("BEGIN", kind)
		l.raw("DTSTART", onset)
		l.raw("TZOFFSETFROM", utcOffset(c.before))
		l.raw("TZOFFSETTO", utcOffset(c.after))
		l.text("TZNAME", c.name)
		for _, again := range later {
			l.raw("RDATE", again)
		}
		l.raw("END", kind)
	}
	from = from.In(zone)
	name, offset := from.Zone()
	observe(change{offset, offset, name, from.IsDST()}, from.AddDate(-1, 0, 0).Format(dateStamp)[:4]+"0101T000000", nil)
	onsets := map[change][]string{}
	var order []change
	for _, t := range transitions(zone, from, to) {
		_, before := t.Add(-time.Second).Zone()
		name, after := t.Zone()
		c := change{before, after, name, t.IsDST()}
		if onsets[c] == nil {
			order = append(order, c)
		}
		// The onset is told on the clock that is about to be changed.
		onset := t.UTC().Add(time.Duration(before) * time.Second).Format(localStamp)
		onsets[c] = append(onsets[c], onset)
	}
	for _, c := range order {
		observe(c, onsets[c][0], onsets[c][1:])
	}
	l.raw("END", "VTIMEZONE")
	return l.b.Bytes()
}

// certain tells whether a time of day can mean one instant only: not where
// clocks are put back, so that it comes twice, nor where they are put forward
// and it is left out. RFC 5545 says what is meant then, and readers disagree.
func certain(m calendar.Moment, zone *time.Location) bool {
	y, month, d := m.Day.Date()
	plain := time.Date(y, month, d, 0, int(m.Clock), 0, 0, time.UTC)
	instants := 0
	for t := plain.Add(-26 * time.Hour).In(zone); ; {
		begin, end := t.ZoneBounds()
		_, offset := t.Zone()
		at := plain.Add(-time.Duration(offset) * time.Second)
		if !at.Before(begin) && (end.IsZero() || at.Before(end)) {
			instants++
		}
		if end.IsZero() || end.After(plain.Add(26*time.Hour)) {
			return instants == 1
		}
		t = end
	}
}

// usual tells whether a time from start to end is the same on the wall and by
// a watch, and both ends are certain.
func usual(o calendar.Occurrence, was calendar.Moment, zone *time.Location) bool {
	_, first := o.Start.Zone()
	_, last := o.End.Zone()
	return first == last && certain(was, zone) && certain(calendar.MomentOf(o.End), zone)
}
