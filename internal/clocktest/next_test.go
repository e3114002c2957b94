package clocktest

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
	"banbao/internal/output"
)

// small is a site of a few files, and what a day or more of it is like.
type small struct {
	name, file, text string
	from, to         string   // the days that are lived through
	hours            []string // the next changes between midnights, one after the other
	turns            string   // a file that is another with each of them
	midnights        []string // days with whose begin that file is another
}

const (
	aNotice    = "+++\ntitle = \"上午停电\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-12-31\n"
	anActivity = "+++\ntitle = \"居民大合唱\"\nplace = \"文化广场\"\n"
	body       = "+++\n\n请大家互相告知。\n"
	object     = "objections = { to = \"居委会\" }\n"
	notice     = "content/notices/a.md"
	activity   = "content/activities/a.md"
	aRanking   = "title = \"清洁户\"\nform = \"honour\"\nunit = \"household\"\ndate = 2026-11-20\n"
	entries    = "\n[[entries]]\nname = \"一家\"\nwhere = \"1幢\"\nnote = \"门前干净\"\n"
)

// TestEveryWindow goes through every kind of window that a site has.
func TestEveryWindow(t *testing.T) {
	publicity := strings.Replace(aNotice, "\"notice\"", "\"publicity\"", 1)
	for _, s := range []small{
		{name: "from", file: notice, text: strings.Replace(aNotice, "date = 2026-11-20", "date = \"2026-11-22T08:15\"", 1) + body,
			from: "2026-11-22", to: "2026-11-23", hours: []string{"22T08:15"}, turns: "notices/index.html"},
		{name: "until", file: notice, text: strings.Replace(aNotice, "2026-12-31", "\"2026-11-22T18:40\"", 1) + body,
			from: "2026-11-22", to: "2026-11-23", hours: []string{"22T18:40"}, turns: "notices/index.html"},
		{name: "a day's end", file: notice, text: strings.Replace(aNotice, "2026-12-31", "2026-11-22", 1) + body,
			from: "2026-11-22", to: "2026-11-25", turns: "notices/index.html", midnights: []string{"23"}},
		{name: "what may be written ahead", file: notice, text: strings.Replace(aNotice, "date = 2026-11-20", "date = \"2026-11-30T10:00\"", 1) + body,
			from: "2026-11-22", to: "2026-11-25", turns: "notices/index.html", midnights: []string{"23"}},
		{name: "pin_until", file: notice, text: aNotice + "pin_until = \"2026-11-22T11:30\"\n" + body,
			from: "2026-11-22", to: "2026-11-23", hours: []string{"22T11:30"}, turns: "notices/index.html"},
		{name: "urgent", file: notice, text: strings.Replace(aNotice, "2026-12-31", "\"2026-11-22T20:05\"\nlevel = \"urgent\"", 1) + body,
			from: "2026-11-22", to: "2026-11-23", hours: []string{"22T20:05"}, turns: "today.js"},
		{name: "urgent, before it begins", file: notice, text: strings.Replace(aNotice, "date = 2026-11-20", "date = \"2026-11-22T06:30\"\nlevel = \"urgent\"", 1) + body,
			from: "2026-11-22", to: "2026-11-23", hours: []string{"22T06:30"}, turns: "index.html"},
		{name: "a publicity", file: notice, text: publicity + "[publicity]\ndays = 3\nunit = \"calendar\"\nstart = 2026-11-23\n" + object + body,
			from: "2026-11-22", to: "2026-11-29", turns: "notices/a.html", midnights: []string{"24", "25", "26", "27"}},
		{name: "its last day moves", file: notice, text: publicity + "[publicity]\ndays = 2\nunit = \"calendar\"\nstart = 2026-11-19\n" + object + body,
			from: "2026-11-19", to: "2026-11-26", turns: "notices/a.html", midnights: []string{"20", "21", "22", "23", "24"}},
		{name: "its result", file: notice, text: publicity + "[publicity]\ndays = 1\nunit = \"calendar\"\nstart = 2026-11-18\nresult = \"没有意见。\"\nresult_date = 2026-11-24\n" + object + body,
			from: "2026-11-21", to: "2026-11-27", turns: "notices/a.html", midnights: []string{"24"}},
		{name: "an activity", file: activity, text: anActivity + "start = \"2026-11-22T14:00\"\nend = \"16:25\"\n" + body,
			from: "2026-11-22", to: "2026-11-24", hours: []string{"22T16:25"}, turns: "activities/a.html"},
		{name: "one without an end", file: activity, text: anActivity + "start = \"2026-11-22T14:00\"\n" + body,
			from: "2026-11-22", to: "2026-11-24", turns: "activities/a.html", midnights: []string{"23"}},
		{name: "past midnight", file: activity, text: anActivity + "start = \"2026-11-22T20:00\"\nend = \"2026-11-23T00:40\"\n" + body,
			from: "2026-11-22", to: "2026-11-24", hours: []string{"23T00:40"}, turns: "activities/index.html"},
		{name: "over several days", file: activity, text: anActivity + "start = \"2026-11-21T09:00\"\nend = \"2026-11-23T15:10\"\n" + body,
			from: "2026-11-22", to: "2026-11-25", hours: []string{"23T15:10"}, turns: "activities/a.html"},
		{name: "a series", file: activity, text: anActivity + "start = \"2026-11-02T19:00\"\nend = \"20:45\"\n[repeat]\nevery = \"week\"\non = [\"sun\", \"mon\"]\n" + body,
			from: "2026-11-22", to: "2026-11-25", hours: []string{"22T20:45", "23T20:45"}, turns: "activities/a.html"},
		{name: "moved and shortened", file: activity, text: anActivity + "start = \"2026-11-02T19:00\"\nend = \"20:45\"\n[repeat]\nevery = \"week\"\non = \"mon\"\nchanges = [{ on = 2026-11-23, to = \"2026-11-24T10:00\", end = \"11:20\" }]\n" + body,
			from: "2026-11-22", to: "2026-11-26", hours: []string{"24T11:20"}, turns: "activities/a.html"},
		{name: "cancelled once", file: activity, text: anActivity + "start = \"2026-11-02T19:00\"\nend = \"20:45\"\n[repeat]\nevery = \"week\"\non = \"mon\"\nchanges = [{ on = 2026-11-23, cancelled = true }]\n" + body,
			from: "2026-11-22", to: "2026-11-25", hours: []string{"23T20:45"}, turns: "activities/a.html"},
		{name: "a ranking", file: "content/rankings/a.toml", text: aRanking + "from = \"2026-11-22T09:30\"\nuntil = \"2026-11-23T17:50\"\n" + entries,
			from: "2026-11-22", to: "2026-11-25", hours: []string{"22T09:30", "23T17:50"}, turns: "rankings/index.html"},
		{name: "its publicity", file: "content/rankings/a.toml", text: aRanking + "[publicity]\ndays = 2\nunit = \"calendar\"\nstart = 2026-11-23\n" + object + entries,
			from: "2026-11-22", to: "2026-11-27", turns: "rankings/a.html", midnights: []string{"24", "25", "26"}},
		{name: "the weather", file: "content/daily.toml", text: "[[day]]\ndate = 2026-11-24\nsky = \"多云\"\n",
			from: "2026-11-23", to: "2026-11-26", turns: "index.html", midnights: []string{"24", "25"}},
		{name: "a draft", file: notice, text: strings.Replace(aNotice, "2026-12-31", "\"2026-11-22T18:40\"\ndraft = true", 1) + body,
			from: "2026-11-22", to: "2026-11-24", turns: "notices/index.html"},
	} {
		t.Run(s.name, s.live)
	}
}

// live goes from one next change to the next.
func (s small) live(t *testing.T) {
	files := fstest.MapFS{
		"config.toml": {Data: []byte("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n\n[[windows]]\nid = \"w1\"\nname = \"1号窗口\"\n")},
		s.file:        {Data: []byte(s.text)},
	}
	at := func(now time.Time) (output.Key, time.Time) {
		plan := build.Prepare(build.Request{FS: files, Now: now, Version: "test"})
		if plan.Fails(false) {
			for _, p := range plan.Problems {
				t.Logf("%+v", p)
			}
			t.Fatal("it does not build")
		}
		for _, f := range plan.Files {
			if f.Path == s.turns {
				return f.Key, plan.Site.NextChange()
			}
		}
		return output.Key{}, plan.Site.NextChange()
	}
	var hours, turns []string
	now := day(s.from)
	was, change := at(now)
	for change.Before(day(s.to)) {
		before, _ := at(change.Add(-time.Second))
		if before != was {
			t.Errorf("%s is another before %s", s.turns, change.Format(time.DateTime))
		}
		now = change
		var is output.Key
		is, change = at(now)
		if !now.Equal(midnight(now)) {
			hours = append(hours, now.Format("02T15:04"))
			if is == was {
				t.Errorf("%s is not another at %s", s.turns, now.Format(time.DateTime))
			}
		} else if is != was {
			turns = append(turns, now.Format("02"))
		}
		was = is
	}
	if !slices.Equal(hours, s.hours) {
		t.Errorf("next changes at %v, not %v", hours, s.hours)
	}
	for _, d := range s.midnights {
		if !slices.Contains(turns, d) {
			t.Errorf("%s is as it was on the %s; it turns on %v", s.turns, d, turns)
		}
	}
}
