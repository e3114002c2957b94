package calendar

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// TestOutline puts outlines together again, and wants what Between gives.
func TestOutline(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 55))
	h := Shipped()
	words := []struct {
		every Every
		on    []string
	}{
		{EveryDay, nil}, {EveryDay, []string{"mon", "sat"}}, {EveryWeek, nil}, {EveryWeek, []string{"tue", "fri", "sun"}},
		{EveryMonth, nil}, {EveryMonth, []string{"5", "31", "-1"}}, {EveryMonth, []string{"2nd sat"}}, {EveryYear, nil}, {EveryYear, []string{"10-02", "05-09"}},
	}
	total := 0
	for range 3000 {
		begin := Date(2024, 1, 1+random.IntN(1000))
		s := Series{Start: Moment{begin, Clock(random.IntN(1440)), true}, End: Moment{Day: begin + Day(random.IntN(3))}}
		word := words[random.IntN(len(words))]
		rule := Rule{Every: word.every, Interval: random.IntN(3), SkipHolidays: random.IntN(3) == 0, WorkdaysOnly: random.IntN(3) == 0}
		if word.on != nil {
			rule.On = on(t, word.on...)
		}
		switch random.IntN(3) {
		case 0:
			rule.Until = begin + Day(random.IntN(900))
		case 1:
			rule.Count = 1 + random.IntN(20)
		}
		s.Repeat = &rule
		from, to := (begin - 30).Start(china()), (begin + 1200).Start(china())
		some := func() Day {
			if all := s.Between(from, to, china(), h); len(all) > 0 && random.IntN(4) > 0 {
				return all[random.IntN(min(len(all), 12))].Original
			}
			return begin + Day(random.IntN(900)-10)
		}
		for range random.IntN(3) {
			rule.Except = append(rule.Except, some())
			rule.Extra = append(rule.Extra, Moment{Day: some()}, Moment{some(), Clock(random.IntN(1440)), true})
			rule.Changes = append(rule.Changes, Change{On: some(), To: Moment{Day: some()}, Cancelled: random.IntN(3) == 0})
		}

		o := s.Outline(china(), h)
		starts := map[Moment]bool{}
		if o.First != 0 {
			plain := newWalk(begin, Rule{Every: rule.Every, Interval: rule.Interval, On: rule.On, Until: o.Last})
			plain.each(o.First, max(o.First, DayOf(to)), nil, func(d Day, _ int) bool {
				weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
				if !(o.Workdays && weekend) && !slices.Contains(o.Except, d) {
					starts[Moment{d, o.Clock, true}] = true
				}
				return true
			})
			if !starts[Moment{o.First, o.Clock, true}] {
				t.Fatalf("%+v: the first, %s, is not held", rule, o.First)
			}
		}
		for _, m := range o.Extra {
			if starts[m] {
				t.Fatalf("%+v: the further start %s is one already", rule, m)
			}
			starts[m] = true
		}
		var got []Occurrence
		for _, c := range o.Changed {
			if !starts[c.Was] {
				t.Fatalf("%+v: %s is changed and does not take place", rule, c.Was)
			}
			delete(starts, c.Was)
			got = append(got, c.Occurrence)
		}
		for m := range starts {
			got = append(got, o.At(m, china()))
		}
		got = slices.DeleteFunc(got, func(o Occurrence) bool { return !o.Start.Before(to) || !o.Over().After(from) })
		want := s.Between(from, to, china(), h)
		bare := func(all []Occurrence) (list []Occurrence) {
			for _, o := range all {
				o.Index = 0 // outlines do not count
				list = append(list, o)
			}
			slices.SortFunc(list, compareOccurrences)
			return list
		}
		total += len(want)
		if !reflect.DeepEqual(bare(got), bare(want)) {
			t.Fatalf("%s, %+v\noutline %+v\ngot  %s\nwant %s", describe(s), rule, o, brief(bare(got)), brief(bare(want)))
		}
	}
	if total < 50000 {
		t.Errorf("only %d occurrences were compared", total)
	}
}
