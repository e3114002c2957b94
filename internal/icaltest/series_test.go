package icaltest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/feed"
	"banbao/internal/outside"
	"banbao/internal/site"
)

// TestSeries makes some hundred series of every kind at random, and wants that
// their files expand to what the site shows, for a year.
func TestSeries(t *testing.T) {
	outside.NeedNode(t, "ical.js")
	for _, test := range []struct {
		zone   string
		series int
	}{
		{"Asia/Shanghai", 400},
		{"Europe/Berlin", 120},   // clocks are changed by night
		{"America/New_York", 80}, // and here
		{"America/Santiago", 60}, // at midnight, in the other half of the year
		{"Australia/Lord_Howe", 40},
	} {
		t.Run(strings.ReplaceAll(test.zone, "/", "-"), func(t *testing.T) {
			zone, err := time.LoadLocation(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			compareSeries(t, zone, test.series)
		})
	}
}

func compareSeries(t *testing.T, zone *time.Location, n int) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, zone)
	random := rand.New(rand.NewPCG(uint64(n), 2026))
	from, to := now.AddDate(0, -6, 0), now.AddDate(0, 6, 0)
	if random.IntN(2) == 0 {
		from, to = now, now.AddDate(1, 0, 0)
	}
	s := &site.Site{Info: site.Info{Title: "生成", Zone: zone, BaseURL: "https://xincheng.example/"}, Now: now, Holidays: calendar.Shipped()}
	for i := range n {
		a := &site.Activity{Place: "大厅"}
		a.Noun, a.Slug = site.NounActivity, fmt.Sprintf("a%03d", i)
		a.Title = a.Slug
		a.Series = randomSeries(random)
		s.Activities = append(s.Activities, a)
	}
	rendered, problems := feed.Render(s, s.Collect(), nil, feed.Without{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	texts := map[string][]byte{}
	for _, f := range rendered {
		texts[f.Path] = bytesOf(t, f)
	}
	var files []file
	for _, a := range s.Activities {
		files = append(files, fileOf(texts["activities/"+a.Slug+".ics"], from, to))
	}
	files = append(files, fileOf(texts["calendar.ics"], from, to))
	got := expand(t, files)
	total, failed := 0, 0
	for i, a := range s.Activities {
		one := *s
		one.Activities = []*site.Activity{a}
		want := shown(&one, from, to, every)
		total += len(want)
		if d := differences(got[i], want); d != "" && failed < 5 {
			failed++
			t.Errorf("%s to %s, all day %v, %+v\n%s\n%s", a.Series.Start, a.Series.End, a.Series.AllDay, *a.Series.Repeat, d, texts["activities/"+a.Slug+".ics"])
		}
	}
	if d := differences(got[n], shown(s, from, to, every)); d != "" && failed == 0 {
		t.Errorf("calendar.ics: %s", d)
	}
	if total < 10*n {
		t.Errorf("only %d occurrences were compared", total)
	}
}

// randomSeries is a series as people could write it, without contradictions.
func randomSeries(random *rand.Rand) calendar.Series {
	words := map[calendar.Every][]string{
		calendar.EveryDay:       {"", "", "mon|sat", "mon|tue|wed|thu|fri"},
		calendar.EveryWeek:      {"", "mon", "tue|fri|sun", "sat|sun", "mon|wed"},
		calendar.EveryMonth:     {"", "1", "15", "31", "-1", "5|20", "30|31", "31|-1", "2nd sat", "last fri", "5th mon", "1st mon|3rd wed", "1st sun|last sun"},
		calendar.EveryYear:      {"", "29", "02-29", "11-09|01-01", "03-05|03-20", "04-10|08-10", "2nd sun", "last wed", "-1"},
		calendar.EveryLunarYear: {"", "09-09", "12-30", "01-15|06-01"},
	}
	kinds := []calendar.Every{calendar.EveryDay, calendar.EveryWeek, calendar.EveryMonth, calendar.EveryYear, calendar.EveryLunarYear}
	for {
		begin := day(2024, 1, 1+random.IntN(1200))
		s := calendar.Series{Start: calendar.Moment{Day: begin}, AllDay: random.IntN(6) == 0}
		if random.IntN(5) > 0 && !s.AllDay {
			s.Start.Timed, s.Start.Clock = true, calendar.Clock(random.IntN(288)*5)
		}
		switch random.IntN(5) {
		case 0: // whole days, one or several
			s.End = calendar.Moment{Day: begin + calendar.Day(random.IntN(4))}
		case 1, 2: // hours
			if s.Start.Timed {
				s.End = calendar.Moment{Day: begin, Clock: min(s.Start.Clock+calendar.Clock(5+random.IntN(60)*5), 24*60), Timed: true}
			}
		case 3: // past midnight
			if s.Start.Timed {
				s.End = calendar.Moment{Day: begin + 1, Clock: calendar.Clock(random.IntN(288) * 5), Timed: true}
			}
		}
		every := kinds[random.IntN(len(kinds))]
		rule := calendar.Rule{Every: every, Interval: random.IntN(4), SkipHolidays: random.IntN(4) == 0, WorkdaysOnly: random.IntN(4) == 0}
		if w := words[every][random.IntN(len(words[every]))]; w != "" {
			on, err := calendar.ParseOn(strings.Split(w, "|")...)
			if err != nil {
				panic(err)
			}
			rule.On = on
			if every == calendar.EveryDay {
				rule.Interval = 1
			}
		}
		switch random.IntN(4) {
		case 0:
			rule.Until = begin + calendar.Day(random.IntN(1200))
		case 1:
			rule.Count = 1 + random.IntN(60)
		}
		s.Repeat = &rule
		near := s.Between(begin.Start(time.UTC), (begin + 1200).Start(time.UTC), time.UTC, calendar.Shipped())
		if len(near) == 0 {
			continue
		}
		// The first is excepted, moved and cancelled as well as any other.
		hit := func() calendar.Day { return near[random.IntN(min(len(near), 1+random.IntN(200)))].Original }
		for range random.IntN(4) {
			rule.Except = append(rule.Except, hit())
		}
		for range random.IntN(3) {
			rule.Extra = append(rule.Extra, calendar.Moment{Day: begin + calendar.Day(random.IntN(900)-10)})
			if s.Start.Timed {
				rule.Extra = append(rule.Extra, calendar.Moment{Day: hit(), Clock: calendar.Clock(random.IntN(288) * 5), Timed: true})
			}
		}
		used := map[calendar.Day]bool{}
		for range random.IntN(4) {
			c := calendar.Change{On: hit(), Cancelled: random.IntN(3) == 0, Place: []string{"", "三楼，电梯旁"}[random.IntN(2)], Note: []string{"", "带伞"}[random.IntN(2)]}
			if random.IntN(2) == 0 {
				c.To = calendar.Moment{Day: c.On + calendar.Day(random.IntN(60)-20)}
				if random.IntN(2) == 0 && s.Start.Timed {
					c.To.Clock, c.To.Timed = calendar.Clock(random.IntN(288)*5), true
				}
			}
			if random.IntN(3) == 0 && s.Start.Timed {
				c.End = calendar.Clock(5 + random.IntN(287)*5)
			}
			if !used[c.On] {
				used[c.On] = true
				rule.Changes = append(rule.Changes, c)
			}
		}
		return s
	}
}
