package calendar

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// china is Asia/Shanghai as it has been since 1991.
func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

func on(t testing.TB, words ...string) On {
	t.Helper()
	on, err := ParseOn(words...)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

func series(t testing.TB, start, end string, rule Rule) Series {
	t.Helper()
	s := Series{Start: moment(t, start), Repeat: &rule}
	if end != "" {
		s.End = moment(t, end)
	}
	return s
}

// brief writes occurrences in one line: 11-22 9:00-10:00, with marks.
func brief(occurrences []Occurrence) string {
	var words []string
	for _, o := range occurrences {
		word := o.Start.Format("01-02")
		if !o.AllDay {
			word = o.Start.Format("01-02/15:04")
		}
		if o.Moved {
			word += "<" + o.Original.String()[5:]
		}
		if o.Cancelled {
			word += "x"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestBetween(t *testing.T) {
	days := func(words ...string) (list []Day) {
		for _, word := range words {
			list = append(list, day(t, word))
		}
		return list
	}
	for _, test := range []struct {
		name, start, end string
		rule             Rule
		from, to         string
		want             string
	}{
		{"weekly", "2026-11-02 09:00", "2026-11-02 10:30", Rule{Every: EveryWeek},
			"2026-11-09", "2026-11-30", "11-09/09:00 11-16/09:00 11-23/09:00 11-30/09:00"},
		{"a start that does not fit", "2026-11-01 09:00", "", Rule{Every: EveryWeek, On: on(t, "mon", "thu")},
			"2026-11-01", "2026-11-12", "11-02/09:00 11-05/09:00 11-09/09:00 11-12/09:00"},
		{"every second week from the first Monday on", "2026-11-22 09:00", "", Rule{Every: EveryWeek, Interval: 2, On: on(t, "mon")},
			"2026-11-01", "2026-12-31", "11-23/09:00 12-07/09:00 12-21/09:00"},
		{"every second week, two days", "2026-11-04 09:00", "", Rule{Every: EveryWeek, Interval: 2, On: on(t, "tue", "fri")},
			"2026-11-01", "2026-12-05", "11-06/09:00 11-17/09:00 11-20/09:00 12-01/09:00 12-04/09:00"},
		{"until is inclusive", "2026-11-01", "", Rule{Every: EveryDay, Interval: 3, Until: day(t, "2026-11-10")},
			"2026-01-01", "2027-01-01", "11-01 11-04 11-07 11-10"},
		{"count", "2026-11-01", "", Rule{Every: EveryDay, Count: 3, Except: days("2026-11-02")},
			"2026-01-01", "2027-01-01", "11-01 11-03"},
		{"count beyond a skip", "2026-01-05", "", Rule{Every: EveryWeek, Count: 47},
			"2026-11-15", "2027-01-01", "11-16 11-23"},
		{"daily on weekdays", "2026-11-20", "", Rule{Every: EveryDay, On: on(t, "mon", "fri")},
			"2026-11-20", "2026-11-30", "11-20 11-23 11-27 11-30"},
		{"31st: short months are left out", "2026-01-31", "", Rule{Every: EveryMonth},
			"2026-01-01", "2026-12-31", "01-31 03-31 05-31 07-31 08-31 10-31 12-31"},
		{"last day", "2026-01-15", "", Rule{Every: EveryMonth, On: on(t, "-1")},
			"2026-01-01", "2026-04-30", "01-31 02-28 03-31 04-30"},
		{"two days a month", "2026-11-06", "", Rule{Every: EveryMonth, On: on(t, "5", "20")},
			"2026-11-01", "2026-12-31", "11-20 12-05 12-20"},
		{"2nd saturday", "2026-11-01", "", Rule{Every: EveryMonth, On: on(t, "2nd sat")},
			"2026-11-01", "2027-01-31", "11-14 12-12 01-09"},
		{"last friday", "2026-11-01", "", Rule{Every: EveryMonth, On: on(t, "last fri")},
			"2026-11-01", "2027-01-31", "11-27 12-25 01-29"},
		{"5th sunday", "2026-11-01", "", Rule{Every: EveryMonth, On: on(t, "5th sun")},
			"2026-11-01", "2027-05-31", "11-29 01-31 05-30"},
		{"mothers' day", "2026-05-01", "", Rule{Every: EveryYear, On: on(t, "2nd sun")},
			"2026-01-01", "2028-12-31", "05-10 05-09 05-14"},
		{"fire day", "2026-11-09", "", Rule{Every: EveryYear},
			"2026-01-01", "2028-12-31", "11-09 11-09 11-09"},
		{"two dates a year", "2026-11-01", "", Rule{Every: EveryYear, On: on(t, "03-05", "12-04")},
			"2026-01-01", "2027-12-31", "12-04 03-05 12-04"},
		{"29 February", "2024-02-29", "", Rule{Every: EveryYear},
			"2024-01-01", "2033-01-01", "02-29 02-29 02-29"},
		{"double ninth", "2025-01-01 09:00", "2025-01-01 11:00", Rule{Every: EveryLunarYear, On: on(t, "09-09")},
			"2026-01-01", "2027-12-31", "10-18/09:00 10-08/09:00"},
		{"a leap month has no rule", "2025-07-24", "", Rule{Every: EveryLunarYear, On: on(t, "06-30")},
			"2025-01-01", "2026-12-31", "07-24 08-12"},
		{"new year's eve", "2024-01-01", "", Rule{Every: EveryLunarYear, On: on(t, "12-30")},
			"2024-01-01", "2027-12-31", "02-09 01-28 02-16 02-05"},
		{"national day off", "2026-09-23 19:00", "2026-09-23 20:00", Rule{Every: EveryWeek, SkipHolidays: true},
			"2026-09-01", "2026-10-20", "09-23/19:00 09-30/19:00 10-14/19:00"},
		{"working days, make-up days too", "2026-09-17", "", Rule{Every: EveryDay, WorkdaysOnly: true},
			"2026-09-17", "2026-09-23", "09-17 09-18 09-20 09-21 09-22 09-23"},
		{"the tenth time is after the holiday", "2026-09-28", "", Rule{Every: EveryDay, WorkdaysOnly: true, Count: 5},
			"2026-01-01", "2027-01-01", "09-28 09-29 09-30 10-08 10-09"},
		{"past midnight", "2026-11-20 22:00", "2026-11-21 02:00", Rule{Every: EveryWeek},
			"2026-11-21 01:00", "2026-11-21 01:30", "11-20/22:00"},
		{"past midnight, over", "2026-11-20 22:00", "2026-11-21 02:00", Rule{Every: EveryWeek},
			"2026-11-21 02:00", "2026-11-21 03:00", ""},
		{"several days", "2026-11-02", "2026-11-04", Rule{Every: EveryMonth, On: on(t, "2")},
			"2026-12-04 12:00", "2026-12-04 13:00", "12-02"},
		{"extra", "2026-11-02 09:00", "", Rule{Every: EveryWeek, Until: day(t, "2026-11-16"),
			Extra: []Moment{moment(t, "2026-11-22 15:00"), moment(t, "2026-11-04"), moment(t, "2026-11-09")}},
			"2026-11-01", "2026-12-01", "11-02/09:00 11-04/09:00 11-09/09:00 11-16/09:00 11-22/15:00"},
		{"except and extra on one day", "2026-11-02 09:00", "", Rule{Every: EveryWeek, Count: 2,
			Except: days("2026-11-09"), Extra: []Moment{moment(t, "2026-11-09 15:00")}},
			"2026-11-01", "2026-12-01", "11-02/09:00 11-09/15:00"},
		{"changes", "2026-11-02 09:00", "2026-11-02 10:00", Rule{Every: EveryWeek, Count: 4, Changes: []Change{
			{On: day(t, "2026-11-09"), To: moment(t, "2026-11-11")},
			{On: day(t, "2026-11-16"), To: moment(t, "2026-11-17 14:00")},
			{On: day(t, "2026-11-23"), Cancelled: true},
		}}, "2026-11-01", "2026-12-01", "11-02/09:00 11-11/09:00<11-09 11-17/14:00<11-16 11-23/09:00x"},
		{"moved far into the window", "2026-01-05", "", Rule{Every: EveryWeek, Count: 2, Changes: []Change{
			{On: day(t, "2026-01-12"), To: moment(t, "2026-11-22")},
		}}, "2026-11-01", "2026-12-01", "11-22<01-12"},
		{"no such days", "2026-11-02", "", Rule{Every: EveryWeek, Count: 1, Except: days("2026-11-03"),
			Changes: []Change{{On: day(t, "2026-11-04"), To: moment(t, "2026-11-05")}}},
			"2026-11-01", "2026-12-01", "11-02"},
		{"impossible", "2026-11-02", "", Rule{Every: EveryYear, On: on(t, "02-30")}, "2026-11-01", "2036-12-01", ""},
		{"unknown", "2026-11-02", "", Rule{Every: "hour"}, "2026-11-01", "2036-12-01", ""},
	} {
		s := series(t, test.start, test.end, test.rule)
		from, to := moment(t, test.from).Start(china()), moment(t, test.to).End(china())
		got := s.Between(from, to, china(), Shipped())
		if brief(got) != test.want {
			t.Errorf("%s: %s, want %s", test.name, brief(got), test.want)
		}
		if test.rule.Every != "hour" {
			if want := oracle(s, from, to, china(), Shipped()); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s, the oracle says %s", test.name, brief(got), brief(want))
			}
		}
	}
}

func TestOnce(t *testing.T) {
	for _, test := range []struct{ start, end, from, to, want string }{
		{"2026-11-22 09:00", "2026-11-22 11:00", "2026-11-22", "2026-11-22", "11-22/09:00-11:00"},
		{"2026-11-22 09:00", "2026-11-22 11:00", "2026-11-22 11:00", "2026-11-23", ""},
		{"2026-11-22 09:00", "2026-11-24", "2026-11-24 23:00", "2026-11-25", "11-22/09:00-00:00"},
		{"2026-11-22 09:00", "", "2026-11-22 09:00", "2026-11-22 09:01", "11-22/09:00-09:00"},
		{"2026-11-22 09:00", "", "2026-11-22 09:01", "2026-11-22 10:00", "11-22/09:00-09:00"},
		{"2026-11-22 09:00", "", "2026-11-23 00:00", "2026-11-23 10:00", ""},
		{"2026-11-22", "", "2026-11-22 23:00", "2026-11-22 23:01", "11-22/00:00-00:00"},
		{"2026-11-22", "2026-11-22 18:00", "2026-11-22 18:00", "2026-11-22 23:01", ""},
		{"2026-11-22 18:00", "2026-11-22 24:00", "2026-11-22 23:59", "2026-11-23", "11-22/18:00-00:00"},
	} {
		s := series(t, test.start, test.end, Rule{})
		s.Repeat = nil
		got := ""
		for _, o := range s.Between(moment(t, test.from).Start(china()), moment(t, test.to).End(china()), china(), nil) {
			got += o.Start.Format("01-02/15:04") + o.End.Format("-15:04")
			if o.Index != 1 || o.Original != s.Start.Day || o.Moved {
				t.Errorf("%+v", o)
			}
		}
		if got != test.want {
			t.Errorf("%s to %s from %s: %q, want %q", test.start, test.end, test.from, got, test.want)
		}
	}
	var none Series
	if none.Between(time.Time{}, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), nil, nil) != nil {
		t.Error("an empty series takes place")
	}
}

func TestChangedEnd(t *testing.T) {
	for _, test := range []struct{ start, end, to, clock, want string }{
		{"2026-11-22 09:00", "2026-11-22 10:00", "", "12:00", "11-22/09:00 11-22/12:00"},
		{"2026-11-22 09:00", "2026-11-22 10:00", "2026-11-23 14:00", "15:30", "11-23/14:00 11-23/15:30"},
		{"2026-11-22 20:00", "2026-11-23 01:00", "", "23:00", "11-22/20:00 11-22/23:00"},
		{"2026-11-22 20:00", "2026-11-22 22:00", "", "01:00", "11-22/20:00 11-23/01:00"},
		{"2026-11-22 09:00", "2026-11-23 17:00", "", "16:00", "11-22/09:00 11-23/16:00"},
		{"2026-11-22 09:00", "2026-11-23 17:00", "2026-11-25", "24:00", "11-25/09:00 11-27/00:00"},
	} {
		clock, _ := ParseClock(test.clock)
		c := Change{On: day(t, "2026-11-22"), End: clock}
		if test.to != "" {
			c.To = moment(t, test.to)
		}
		s := series(t, test.start, test.end, Rule{Every: EveryWeek, Count: 1, Changes: []Change{c}})
		o, ok := s.Next(time.Date(2026, 11, 1, 0, 0, 0, 0, china()), china(), nil)
		if got := o.Start.Format("01-02/15:04 ") + o.End.Format("01-02/15:04"); !ok || got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}

func TestNext(t *testing.T) {
	s := series(t, "2026-11-02 09:00", "2026-11-02 11:00", Rule{Every: EveryWeek, Until: day(t, "2026-11-16")})
	at := func(text string) time.Time { return moment(t, text).Start(china()) }
	for _, test := range []struct{ at, next, edge string }{
		{"2020-01-01", "2026-11-02T09:00", "2026-11-02T09:00"},
		{"2026-11-02 09:00", "2026-11-02T09:00", "2026-11-02T11:00"},
		{"2026-11-02 10:59", "2026-11-02T09:00", "2026-11-02T11:00"},
		{"2026-11-02 11:00", "2026-11-09T09:00", "2026-11-09T09:00"},
		{"2026-11-16 10:00", "2026-11-16T09:00", "2026-11-16T11:00"},
		{"2026-11-16 11:00", "", ""},
		{"2010-01-01", "", ""}, // more than ten years ahead
	} {
		o, ok := s.Next(at(test.at), china(), nil)
		if got := ""; ok {
			if got = MomentOf(o.Start).String(); got != test.next {
				t.Errorf("next at %s: %s, want %s", test.at, got, test.next)
			}
		} else if test.next != "" {
			t.Errorf("nothing next at %s", test.at)
		}
		edge, ok := s.NextEdge(at(test.at), china(), nil)
		if ok != (test.edge != "") || ok && MomentOf(edge).String() != test.edge {
			t.Errorf("edge after %s: %s, want %s", test.at, edge, test.edge)
		}
	}
	// What lasts longer than a horizon hides no start behind it.
	s = series(t, "2026-01-01", "2026-06-30", Rule{Every: EveryMonth, Interval: 2})
	if edge, ok := s.NextEdge(at("2026-01-02"), china(), nil); !ok || MomentOf(edge).Day.String() != "2026-03-01" {
		t.Errorf("edge is %s", edge)
	}
}

// What has no end lasts until its day is over, and says nothing of an end.
func TestNoEnd(t *testing.T) {
	s := Series{Start: moment(t, "2026-11-22 14:00"), Repeat: &Rule{Every: EveryWeek}}
	for _, test := range []struct{ at, next, edge string }{
		{"2026-11-22 13:00", "2026-11-22", "2026-11-22T14:00"},
		{"2026-11-22 14:00", "2026-11-22", "2026-11-23T00:00"},
		{"2026-11-22 14:30", "2026-11-22", "2026-11-23T00:00"},
		{"2026-11-22 23:59", "2026-11-22", "2026-11-23T00:00"},
		{"2026-11-23 00:00", "2026-11-29", "2026-11-29T14:00"},
	} {
		at := moment(t, test.at).Start(china())
		o, ok := s.Next(at, china(), nil)
		if !ok || o.Day.String() != test.next || !o.End.Equal(o.Start) {
			t.Errorf("next at %s: %+v, want %s", test.at, o, test.next)
		}
		if edge, ok := s.NextEdge(at, china(), nil); !ok || MomentOf(edge).String() != test.edge {
			t.Errorf("edge after %s: %s, want %s", test.at, edge, test.edge)
		}
		if got := s.Between(at, at.Add(time.Minute), china(), nil); len(got) == 1 != (test.at >= "2026-11-22 14:00" && test.at < "2026-11-23") {
			t.Errorf("at %s there are %s", test.at, brief(got))
		}
	}
}

// The wall clock rules, whatever the zone does at night.
func TestBetweenAcrossClockChange(t *testing.T) {
	loc := location(t, "Europe/Berlin")
	s := series(t, "2026-10-24 20:00", "2026-10-25 08:00", Rule{Every: EveryDay, Count: 2})
	got := s.Between(day(t, "2026-10-24").Start(loc), day(t, "2026-10-30").Start(loc), loc, nil)
	if len(got) != 2 || got[0].End.Sub(got[0].Start) != 13*time.Hour || got[1].End.Sub(got[1].Start) != 12*time.Hour {
		t.Errorf("got %v", got)
	}
	for _, o := range got {
		if o.End.Hour() != 8 || o.Start.Hour() != 20 {
			t.Errorf("%s to %s", o.Start, o.End)
		}
	}
}

func TestIndex(t *testing.T) {
	s := series(t, "2026-01-07 09:00", "", Rule{Every: EveryWeek, On: on(t, "wed", "mon"),
		Except: []Day{day(t, "2026-01-12")}, Extra: []Moment{moment(t, "2026-01-13")}})
	var got []int
	for _, o := range s.Between(day(t, "2026-01-01").Start(china()), day(t, "2026-01-22").Start(china()), china(), nil) {
		got = append(got, o.Index)
	}
	if !slices.Equal(got, []int{1, 0, 3, 4, 5}) {
		t.Errorf("got %v", got)
	}
}

func TestBetweenBounded(t *testing.T) {
	s := series(t, "0001-01-01", "", Rule{Every: EveryYear, Interval: 1 << 62})
	if got := s.Between(time.Time{}, time.Date(292e6, 1, 1, 0, 0, 0, 0, time.UTC), nil, nil); len(got) != 1 {
		t.Errorf("%d occurrences", len(got))
	}
	s = series(t, "2026-01-01", "", Rule{Every: EveryDay, Interval: -1 << 62, Count: -1 << 62})
	if got := s.Between(day(t, "2026-01-01").Start(nil), day(t, "2026-01-03").Start(nil), nil, nil); len(got) != 2 {
		t.Errorf("%d occurrences", len(got))
	}
	far := time.Date(292e6, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := s.Between(far, far.AddDate(1, 0, 0), nil, nil); got != nil {
		t.Errorf("%d occurrences", len(got))
	}
	if got := s.Between(time.Date(-292e6, 1, 1, 0, 0, 0, 0, time.UTC), day(t, "2026-01-03").Start(nil), nil, nil); len(got) != 2 {
		t.Errorf("%d occurrences", len(got))
	}
	if got := s.Between(day(t, "2026-01-03").Start(nil), day(t, "2026-01-03").Start(nil), nil, nil); got != nil {
		t.Errorf("%d occurrences", len(got))
	}
}

func TestCheck(t *testing.T) {
	d := func(s string) Day { return day(t, s) }
	for _, test := range []struct {
		start, end string
		rule       Rule
		want       string
	}{
		{"2026-11-02 09:00", "2026-11-02 10:00", Rule{Every: EveryWeek}, ""},
		{"2026-11-02 09:00", "2026-11-02", Rule{Every: EveryWeek}, ""},
		{"2026-11-02 09:00", "2026-11-02 08:00", Rule{Every: EveryWeek}, "end-before-start"},
		{"2026-11-02", "2026-11-01", Rule{Every: EveryWeek}, "end-before-start"},
		{"2026-11-02", "", Rule{Every: "fortnight"}, "every"},
		{"2026-11-02", "", Rule{}, "every"},
		{"2026-11-02", "", Rule{Every: EveryDay, Interval: -1}, "interval"},
		{"2026-11-02", "", Rule{Every: EveryDay, Interval: 1001}, "interval"},
		{"2026-11-02", "", Rule{Every: EveryDay, Count: -1}, "count"},
		{"2026-11-02", "", Rule{Every: EveryDay, Count: 3, Until: d("2026-12-01")}, "until-and-count"},
		{"2026-11-02", "", Rule{Every: EveryDay, Until: d("2026-11-01")}, "until-before-start"},
		{"2026-11-03", "", Rule{Every: EveryWeek, On: on(t, "mon"), Until: d("2026-11-08")}, "never"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Count: 1, Except: []Day{d("2026-11-02")}}, "never"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Count: 1, Except: []Day{d("2026-11-02")}, Extra: []Moment{moment(t, "2026-11-03")}}, ""},
		{"2026-11-02", "", Rule{Every: EveryWeek, On: on(t, "15")}, "on-kind"},
		{"2026-11-02", "", Rule{Every: EveryMonth, On: on(t, "mon")}, "on-kind"},
		{"2026-11-02", "", Rule{Every: EveryYear, On: on(t, "九月初九")}, "on-kind"},
		{"2026-11-02", "", Rule{Every: EveryDay, Interval: 2, On: on(t, "mon")}, "on-kind"},
		{"2026-11-02", "", Rule{Every: EveryLunarYear, On: on(t, "九月初九")}, ""},
		{"2026-11-02", "", Rule{Every: EveryYear, On: on(t, "02-30")}, "on-date"},
		{"2026-02-02", "", Rule{Every: EveryYear, On: on(t, "30")}, "on-date"},
		{"2026-11-02", "", Rule{Every: EveryLunarYear, On: on(t, "12-31")}, "on-date"},
		{"2026-11-02", "", Rule{Every: EveryLunarYear, On: on(t, "12-30")}, "lunar-30?"},
		{"2025-07-25", "", Rule{Every: EveryLunarYear}, "lunar-leap?"},
		{"2026-11-02", "", Rule{Every: EveryYear, On: on(t, "02-29")}, "leap-day?"},
		{"2024-02-29", "", Rule{Every: EveryYear}, "leap-day?"},
		{"2026-10-31", "", Rule{Every: EveryMonth}, "short-month?"},
		{"2026-10-31", "", Rule{Every: EveryMonth, On: on(t, "-1")}, ""},
		{"2026-10-31", "", Rule{Every: EveryMonth, On: on(t, "5th mon")}, "fifth-weekday?"},
		{"2026-11-01", "", Rule{Every: EveryWeek, On: on(t, "sat"), WorkdaysOnly: true}, "workdays-weekend"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Except: []Day{d("2026-11-09"), d("2026-11-10")}}, "except-no-occurrence@1"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Changes: []Change{
			{On: d("2026-11-09"), Cancelled: true}, {On: d("2026-11-09"), Note: "x"}, {On: d("2026-11-10"), Note: "x"}, {On: d("2026-11-16")},
		}}, "change-twice@1 change-no-occurrence@2 change-empty@3"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Extra: []Moment{moment(t, "2026-11-10"), moment(t, "2026-11-16"), {}},
			Changes: []Change{{On: d("2026-11-10"), Cancelled: true}}}, "extra-not-set@2 extra-twice@1?"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Count: 2, Except: []Day{d("2026-11-16")}}, "except-no-occurrence"},
		{"2026-11-02", "", Rule{Every: EveryWeek, Count: 2, SkipHolidays: true, Except: []Day{d("2026-11-16")}}, ""},
		{"2026-11-02", "", Rule{Every: EveryWeek, Extra: []Moment{moment(t, "2026-11-10 09:00")},
			Changes: []Change{{On: d("2026-11-09"), To: moment(t, "2026-11-12 09:00")}}}, "clock-ignored? clock-ignored?"},
	} {
		s := series(t, test.start, test.end, test.rule)
		var got []string
		for _, err := range s.Check() {
			var e *SeriesError
			if !errors.As(err, &e) || e.Field == "" || e.Error() == "" || e.Error() == string(e.Code) {
				t.Errorf("%+v", err)
			}
			word := string(e.Code)
			if e.Index > 0 {
				word += fmt.Sprint("@", e.Index)
			}
			if e.Advice {
				word += "?"
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s %+v: %s, want %s", test.start, test.rule, got, test.want)
		}
	}
	if found := (Series{}).Check(); len(found) != 1 || found[0].(*SeriesError).Code != CodeNoStart {
		t.Errorf("no start: %v", found)
	}
	s := Series{Start: moment(t, "2026-11-02 09:00"), End: moment(t, "2026-11-02 08:00"), AllDay: true}
	if found := s.Check(); len(found) != 2 || found[0].(*SeriesError).Code != CodeClockIgnored {
		t.Errorf("all day: %v", found)
	}
}
