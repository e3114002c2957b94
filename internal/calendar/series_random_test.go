package calendar

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// TestOracle compares random series with the oracle.
func TestOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 22))
	h := Shipped()
	zones := []*time.Location{china(), location(t, "Asia/Shanghai"), location(t, "Europe/Berlin")}
	words := map[Every][][]string{
		EveryDay:       {nil, {"mon", "sat"}},
		EveryWeek:      {nil, {"mon"}, {"tue", "fri", "sun"}, {"sat", "sun"}},
		EveryMonth:     {nil, {"1"}, {"15"}, {"31"}, {"-1"}, {"5", "20", "-1"}, {"2nd sat"}, {"last fri"}, {"5th mon"}, {"1st mon", "3rd wed"}, {"30", "31", "-1"}},
		EveryYear:      {nil, {"29"}, {"02-29"}, {"11-09", "01-01"}, {"2nd sun"}, {"-1"}},
		EveryLunarYear: {nil, {"09-09"}, {"12-30"}, {"01-15", "06-01"}, {"11-29", "11-30"}},
	}
	total := 0
	for range 6000 {
		begin := Date(2023, 1, 1+random.IntN(1500))
		s := Series{Start: Moment{Day: begin}, AllDay: random.IntN(8) == 0}
		if random.IntN(3) > 0 {
			s.Start.Timed, s.Start.Clock = true, Clock(random.IntN(1440))
		}
		switch random.IntN(4) {
		case 0:
			s.End = Moment{Day: begin + Day(random.IntN(4))}
		case 1, 2:
			s.End = Moment{Day: begin + Day(random.IntN(3)), Clock: Clock(random.IntN(1441)), Timed: true}
			if s.End.Day == begin {
				s.End.Clock = max(s.End.Clock, s.Start.Clock)
			}
		}
		every := []Every{EveryDay, EveryWeek, EveryMonth, EveryYear, EveryLunarYear}[random.IntN(5)]
		r := Rule{Every: every, Interval: random.IntN(4), SkipHolidays: random.IntN(5) == 0, WorkdaysOnly: random.IntN(5) == 0}
		if list := words[every][random.IntN(len(words[every]))]; list != nil {
			r.On = on(t, list...)
			if every == EveryDay {
				r.Interval = 1
			}
		}
		switch random.IntN(4) {
		case 0:
			r.Until = begin + Day(random.IntN(900)-30)
		case 1:
			r.Count = 1 + random.IntN(30)
		}
		s.Repeat = &r
		// Lists that hit: days the oracle gives.
		near := oracle(s, begin.Start(china()), (begin + 800).Start(china()), china(), h)
		hit := func() Day {
			if len(near) > 0 && random.IntN(5) > 0 {
				return near[random.IntN(len(near))].Original
			}
			return begin + Day(random.IntN(800)-20)
		}
		for range random.IntN(3) {
			r.Except = append(r.Except, hit())
		}
		for range random.IntN(3) {
			r.Extra = append(r.Extra, Moment{hit(), Clock(random.IntN(1440)), true}, Moment{Day: hit()})
		}
		changed := map[Day]bool{}
		for range random.IntN(4) {
			c := Change{On: hit(), Cancelled: random.IntN(4) == 0, Place: []string{"", "hall"}[random.IntN(2)]}
			if random.IntN(2) == 0 {
				c.To = Moment{Day: c.On + Day(random.IntN(60)-20), Clock: Clock(random.IntN(1440)), Timed: true}
				if random.IntN(2) == 0 {
					c.To = Moment{Day: c.To.Day}
				}
			}
			if random.IntN(3) == 0 {
				c.End = Clock(1 + random.IntN(1440))
			}
			if !changed[c.On] {
				r.Changes = append(r.Changes, c)
			}
			changed[c.On] = true
		}
		loc := zones[random.IntN(len(zones))]
		from := begin.Start(loc).Add(time.Duration(random.IntN(1000*24)-100*24) * time.Hour)
		to := from.Add(time.Duration(1+random.IntN(500*24)) * time.Hour)
		got, want := s.Between(from, to, loc, h), oracle(s, from, to, loc, h)
		if loc == zones[2] { // its nights of 23 and 25 hours are another test's
			continue
		}
		total += len(got)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\nrule %+v\nfrom %s to %s\ngot  %s\nwant %s", describe(s), r, from, to, brief(got), brief(want))
		}
		for _, o := range got {
			if !o.Start.Before(to) || !oracleOver(o).After(from) || o.End.Before(o.Start) || o.Day != DayOf(o.Start) {
				t.Fatalf("%s: %+v is outside %s to %s", describe(s), o, from, to)
			}
		}
		// The order of the lists never matters.
		shuffled := r
		shuffled.Except, shuffled.Extra, shuffled.Changes = slices.Clone(r.Except), slices.Clone(r.Extra), slices.Clone(r.Changes)
		slices.Reverse(shuffled.Except)
		slices.Reverse(shuffled.Extra)
		slices.Reverse(shuffled.Changes)
		again := s
		again.Repeat = &shuffled
		if !reflect.DeepEqual(got, again.Between(from, to, loc, h)) {
			t.Fatalf("%s: the order of the lists shows", describe(s))
		}
		// Two halves make the whole.
		middle := from.Add(to.Sub(from) / 2)
		parts := s.Between(from, middle, loc, h)
		for _, o := range s.Between(middle, to, loc, h) {
			if !slices.Contains(parts, o) {
				parts = append(parts, o)
			}
		}
		slices.SortFunc(parts, compareOccurrences)
		if len(parts) != len(got) || len(got) > 0 && !reflect.DeepEqual(parts, got) {
			t.Fatalf("%s: the halves give %s, the whole %s", describe(s), brief(parts), brief(got))
		}
		// Next and NextEdge agree with it.
		next, ok := s.Next(from, loc, h)
		if len(got) > 0 && (!ok || next != got[0]) {
			t.Fatalf("%s: next is %+v, want %+v", describe(s), next, got[0])
		}
		var edge time.Time
		for _, o := range got {
			if o.Start.After(from) {
				edge = Earliest(edge, o.Start)
			}
			if over := oracleOver(o); over.After(from) {
				edge = Earliest(edge, over)
			}
		}
		if !edge.IsZero() && edge.Before(to) {
			if found, ok := s.NextEdge(from, loc, h); !ok || !found.Equal(edge) {
				t.Fatalf("%s: next edge is %s, want %s", describe(s), found, edge)
			}
		}
	}
	if total < 10000 {
		t.Errorf("only %d occurrences were compared", total)
	}
}

func describe(s Series) string { return fmt.Sprintf("%s to %s, all day %v", s.Start, s.End, s.AllDay) }
