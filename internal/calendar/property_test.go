package calendar

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"
)

// anySeries makes a series of any bytes, sensible or not: every kind of rule,
// lists with repeats and contradictions, ends before starts.
func anySeries(data []byte) Series {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	base := Date(1940+next(), 1, 1)
	near := func() Day { return base + Day(next()*2+next()/64) }
	moment := func() Moment {
		m := Moment{Day: near()}
		if next()%2 == 0 {
			m.Timed, m.Clock = true, Clock(next()*1440/255)
		}
		return m
	}
	s := Series{Start: moment(), AllDay: next()%5 == 0}
	if next()%2 == 0 {
		s.End = Moment{s.Start.Day + Day(next()%5) - 1, Clock(next() * 5), next()%2 == 0}
	}
	if next()%8 == 0 {
		return s
	}
	r := Rule{Every: []Every{EveryDay, EveryWeek, EveryMonth, EveryYear, EveryLunarYear, "hour"}[next()%6],
		Interval: next()%5 - 1, Count: next()%40 - 1, SkipHolidays: next()%3 == 0, WorkdaysOnly: next()%3 == 0}
	if next()%3 == 0 {
		r.Until = near()
	}
	words := [][]string{{"mon", "sat"}, {"31", "-1"}, {"29"}, {"2nd sun", "5th fri"}, {"02-29", "12-30"}, {"正月初一"}, {"sun"}}
	if n := next(); n%2 == 0 {
		r.On, _ = ParseOn(words[n/2%len(words)]...)
	}
	for range next() % 4 {
		r.Except = append(r.Except, near())
	}
	for range next() % 4 {
		r.Extra = append(r.Extra, moment())
	}
	for range next() % 4 {
		c := Change{On: near(), Cancelled: next()%3 == 0, Note: []string{"", "a", "b"}[next()%3]}
		if next()%2 == 0 {
			c.To = moment()
		}
		if next()%3 == 0 {
			c.End = Clock(next() * 5)
		}
		r.Changes = append(r.Changes, c)
	}
	s.Repeat = &r
	return s
}

// inBounds holds what is true of every answer of Between.
func inBounds(t *testing.T, s Series, from, to time.Time, loc *time.Location) []Occurrence {
	t.Helper()
	found := s.Between(from, to, loc, Shipped())
	for i, o := range found {
		switch {
		case !o.Start.Before(to), !o.Over().After(from), o.End.Before(o.Start):
			t.Fatalf("%+v %+v: %s to %s is outside %s to %s", s, s.Repeat, o.Start, o.End, from, to)
		case o.Day != DayOf(o.Start.In(loc)):
			t.Fatalf("%+v starts on another day", o)
		case i > 0 && compareOccurrences(found[i-1], o) > 0:
			t.Fatalf("%s is behind %s", o.Start, found[i-1].Start)
		}
		if r := s.Repeat; r != nil && o.Index > 0 {
			switch {
			case o.Original < s.Start.Day, r.Until != 0 && o.Original > r.Until, r.Count > 0 && o.Index > r.Count:
				t.Fatalf("%+v %+v: %+v is outside the rule", s, r, o)
			case r.SkipHolidays && offDay(o.Original), r.WorkdaysOnly && !Shipped().Working(o.Original), slices.Contains(r.Except, o.Original):
				t.Fatalf("%+v %+v: %+v should be left out", s, r, o)
			}
		}
	}
	return found
}

func offDay(d Day) bool { _, off := Shipped().Off(d); return off }

// shuffled is the same series with its lists in another order.
func shuffled(s Series, random *rand.Rand) Series {
	if s.Repeat == nil {
		return s
	}
	r := *s.Repeat
	r.Except, r.Extra, r.Changes = slices.Clone(r.Except), slices.Clone(r.Extra), slices.Clone(r.Changes)
	random.Shuffle(len(r.Except), func(a, b int) { r.Except[a], r.Except[b] = r.Except[b], r.Except[a] })
	random.Shuffle(len(r.Extra), func(a, b int) { r.Extra[a], r.Extra[b] = r.Extra[b], r.Extra[a] })
	random.Shuffle(len(r.Changes), func(a, b int) { r.Changes[a], r.Changes[b] = r.Changes[b], r.Changes[a] })
	s.Repeat = &r
	return s
}

// FuzzBetween: of whatever series, nothing lies outside the bounds or the
// rule, the order of its lists never shows, and Next is the first of Between.
func FuzzBetween(f *testing.F) {
	random := rand.New(rand.NewPCG(4, 11))
	for range 300 {
		seed := make([]byte, 60)
		for i := range seed {
			seed[i] = byte(random.IntN(256))
		}
		f.Add(seed, uint16(random.IntN(1<<16)), uint16(random.IntN(1<<12)))
	}
	berlin, shanghai := location(f, "Europe/Berlin"), location(f, "Asia/Shanghai")
	f.Fuzz(func(t *testing.T, data []byte, after, length uint16) {
		s := anySeries(data)
		loc := []*time.Location{shanghai, berlin, time.UTC}[int(after)%3]
		from := s.Start.Start(loc).Add((time.Duration(after) - 1<<14) * 17 * time.Minute)
		to := from.Add(time.Duration(length) * 3 * time.Hour)
		found := inBounds(t, s, from, to, loc)
		random := rand.New(rand.NewPCG(uint64(after), uint64(length)))
		if again := shuffled(s, random).Between(from, to, loc, Shipped()); !reflect.DeepEqual(found, again) {
			t.Fatalf("%+v %+v: the order of the lists shows\n%s\n%s", s, s.Repeat, brief(found), brief(again))
		}
		if next, ok := s.Next(from, loc, Shipped()); len(found) > 0 && (!ok || next != found[0]) {
			t.Fatalf("%+v %+v: next is %+v, want %+v", s, s.Repeat, next, found[0])
		}
		if edge, ok := s.NextEdge(from, loc, Shipped()); ok && !edge.After(from) {
			t.Fatalf("the next edge after %s is %s", from, edge)
		}
		for _, err := range s.Check() {
			_ = err.Error()
		}
	})
}

// A rule without an end is read only as far as somebody looks.
func TestEndlessRules(t *testing.T) {
	loc := china()
	for _, every := range []Every{EveryDay, EveryWeek, EveryMonth, EveryYear, EveryLunarYear} {
		s := Series{Start: Moment{Day: Date(1951, 1, 1)}, Repeat: &Rule{Every: every}}
		for _, days := range []int{1, 31, 366} {
			from := Date(2090, 1, 1).Start(loc)
			found := inBounds(t, s, from, from.AddDate(0, 0, days), loc)
			if len(found) > days {
				t.Errorf("%s: %d in %d days", every, len(found), days)
			}
		}
		if _, ok := s.NextEdge(Date(2090, 1, 1).Start(loc), loc, nil); !ok {
			t.Errorf("%s: nothing comes next", every)
		}
	}
}

// Ten thousand series of every kind, as a large site may have them, expanded
// for one year: it takes well under a second.
func BenchmarkTenThousandSeries(b *testing.B) {
	loc := location(b, "Asia/Shanghai")
	from, to := day(b, "2026-01-01").Start(loc), day(b, "2027-01-01").Start(loc)
	h := Shipped()
	weekly := func(words ...string) *Rule { return &Rule{Every: EveryWeek, On: on(b, words...)} }
	rules := []*Rule{
		nil, weekly("mon"), weekly("tue", "thu"), weekly("sat"), {Every: EveryMonth, On: on(b, "2nd sat")}, {Every: EveryMonth, On: on(b, "15")},
		{Every: EveryWeek, On: on(b, "wed"), SkipHolidays: true}, {Every: EveryYear}, {Every: EveryLunarYear, On: on(b, "09-09")},
		{Every: EveryWeek, On: on(b, "fri"), Count: 200, Except: []Day{day(b, "2026-10-02")},
			Changes: []Change{{On: day(b, "2026-05-01"), To: moment(b, "2026-05-02 14:00")}, {On: day(b, "2026-06-19"), Cancelled: true}}},
	}
	series := make([]Series, 10000)
	for i := range series {
		start := Moment{Day: Date(2023, 1, 1) + Day(i%1000), Clock: Clock(480 + i%600), Timed: true}
		series[i] = Series{Start: start, End: Moment{start.Day, start.Clock + 90, true}, Repeat: rules[i%len(rules)]}
	}
	b.ReportAllocs()
	for b.Loop() {
		total := 0
		for i := range series {
			total += len(series[i].Between(from, to, loc, h))
		}
		if total < 100000 {
			b.Fatal(total)
		}
	}
}
