// Package icaltest reads the calendar files as others do: with ical.js, which
// knows nothing of Banbao. What it expands them to has to be what the site
// shows, for the sample site and for series made at random.
//
// ical.js is a tool of development (npm ci); nothing of it is in the program.
// Where it or Node.js is missing the tests skip and say so. With
// BANBAO_REQUIRE_NODE=1 that is a failure.
package icaltest

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/outside"
	"banbao/internal/site"
)

// file is a calendar file and the time that it is expanded for.
type file struct {
	Text string `json:"text"`
	From int64  `json:"from"`
	To   int64  `json:"to"`
}

func fileOf(text []byte, from, to time.Time) file { return file{string(text), from.Unix(), to.Unix()} }

// expand gives the occurrences of each file in lines, by start, or an error in
// their place.
func expand(t *testing.T, files []file) [][]string {
	t.Helper()
	var results []struct {
		Found [][]any `json:"found"`
		Error string  `json:"error"`
	}
	outside.Node(t, files, &results, "expand.mjs")
	var all [][]string
	for _, r := range results {
		if r.Error != "" {
			all = append(all, []string{r.Error})
			continue
		}
		lines := []string{}
		for _, o := range r.Found {
			lines = append(lines, line(o[0], o[1], o[2].(bool), o[3].(string), o[4].(bool), o[5].(string)))
		}
		slices.Sort(lines)
		all = append(all, lines)
	}
	return all
}

// line is an occurrence in words; start and end are seconds or, of whole days,
// dates.
func line(start, end any, allDay bool, title string, cancelled bool, place string) string {
	stamp := func(at any) string {
		if seconds, ok := at.(float64); ok {
			return time.Unix(int64(seconds), 0).UTC().Format("2006-01-02T15:04Z")
		}
		return at.(string)
	}
	return fmt.Sprintf("%s %s all day %v, %q, cancelled %v, at %q", stamp(start), stamp(end), allDay, title, cancelled, place)
}

// told is a time as the expansion tells it.
func told(t time.Time, allDay bool) any {
	if allDay {
		return t.Format("2006-01-02")
	}
	return float64(t.Unix())
}

// shown is what the site itself shows of some of its activities.
func shown(s *site.Site, from, to time.Time, of func(site.Occurrence) bool) []string {
	lines := []string{}
	for _, o := range s.Occurrences(from, to) {
		if !of(o) {
			continue
		}
		a := o.Activity
		cancelled := a.Cancelled || o.Cancelled
		title := strings.ReplaceAll(a.Title, "|", "")
		if cancelled {
			title = "取消：" + title
		}
		lines = append(lines, line(told(o.Start, o.AllDay), told(o.End, o.AllDay), o.AllDay, title, cancelled, cmp.Or(o.Place, a.Place)))
	}
	slices.Sort(lines)
	return lines
}

func every(site.Occurrence) bool { return true }

// bytesOf is what a file holds.
func bytesOf(t *testing.T, f output.File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// differences are what only one of two lists has.
func differences(got, want []string) string {
	var all []string
	for _, l := range got {
		if !slices.Contains(want, l) {
			all = append(all, "only in the file: "+l)
		}
	}
	for _, l := range want {
		if !slices.Contains(got, l) {
			all = append(all, "only on the site: "+l)
		}
	}
	if len(all) == 0 && len(got) != len(want) {
		all = append(all, fmt.Sprintf("%d lines in the file and %d on the site", len(got), len(want)))
	}
	if len(all) > 12 {
		all = append(all[:12], fmt.Sprintf("… and %d more", len(all)-12))
	}
	return strings.Join(all, "\n")
}

func day(year int, month time.Month, d int) calendar.Day { return calendar.Date(year, month, d) }
