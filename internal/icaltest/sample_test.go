package icaltest

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/build"
	"banbao/internal/outside"
	"banbao/internal/site"
)

// TestSample expands every calendar file of the sample site for a year on
// either side of its clock.
func TestSample(t *testing.T) {
	outside.NeedNode(t, "ical.js")
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60))
	plan := build.Prepare(build.Request{FS: os.DirFS("../.."), Now: now, Version: "test"})
	if plan.Problems.HasErrors() {
		t.Fatal(plan.Problems)
	}
	s := plan.Site
	from, to := now.AddDate(-1, 0, 0), now.AddDate(1, 0, 0)
	var files []file
	var paths []string
	for _, f := range plan.Files {
		// The second tree has the same events in other characters.
		if strings.HasSuffix(f.Path, ".ics") && !strings.HasPrefix(f.Path, site.Traditional+"/") {
			files = append(files, fileOf(bytesOf(t, f), from, to))
			paths = append(paths, f.Path)
		}
	}
	tags, places := s.TagFiles(), s.PlaceFiles()
	kinds := map[string]int{}
	for i, got := range expand(t, files) {
		path := paths[i]
		of := every
		name := strings.TrimSuffix(path[strings.LastIndexByte(path, '/')+1:], ".ics")
		folder := path[:max(0, strings.LastIndexByte(path, '/'))]
		switch folder {
		case "activities":
			of = func(o site.Occurrence) bool { return o.Activity.Slug == name }
		case "calendar/tags":
			of = func(o site.Occurrence) bool {
				return slices.ContainsFunc(o.Activity.Tags, func(t string) bool { return tags[site.TagKey(t)] == name })
			}
		case "calendar/places":
			of = func(o site.Occurrence) bool {
				return places[site.PlaceName(o.Activity.Place)] == name || o.Place != "" && places[site.PlaceName(o.Place)] == name
			}
		case "calendar/buildings":
			of = func(o site.Occurrence) bool {
				return len(o.Activity.Buildings) == 0 || slices.Contains(o.Activity.Buildings, name)
			}
		}
		kinds[folder]++
		want := shown(s, from, to, of)
		if d := differences(got, want); d != "" {
			t.Errorf("%s:\n%s", path, d)
		}
		if path == "calendar.ics" && len(want) < 1000 {
			t.Errorf("only %d occurrences in two years", len(want))
		}
	}
	for _, folder := range []string{"", "activities", "calendar/tags", "calendar/places", "calendar/buildings"} {
		if kinds[folder] == 0 {
			t.Errorf("no calendar in %q", folder)
		}
	}
}
