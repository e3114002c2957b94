package calendar

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests need zones, whatever the machine has
)

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t testing.TB, s string) Moment {
	t.Helper()
	m, err := ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("no time zone data: %v", err)
	}
	return loc
}
