package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
)

func relatedSite(notices ...*Notice) *Site {
	s := &Site{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Notices: notices}
	return s
}

func tagged(slug string, month time.Month, day int, tags ...string) *Notice {
	n := &Notice{Item: Item{Noun: NounNotice, Kind: KindNotice, Slug: slug, Tags: tags}}
	n.Date = calendar.Moment{Day: calendar.Date(2026, month, day)}
	return n
}

func slugs(kin Kin) string {
	var all []string
	for _, i := range kin {
		if i != nil {
			all = append(all, i.Slug)
		}
	}
	return strings.Join(all, " ")
}

func TestRelated(t *testing.T) {
	water := tagged("water", 11, 20, "停水", "通知")
	s := relatedSite(water,
		tagged("water-before", 3, 1, "停水", "通知"),
		tagged("water-near", 11, 18, "停水", "通知"),
		tagged("other", 11, 20, "电影", "通知"),
		tagged("none", 11, 20),
		tagged("draft", 11, 20, "停水"),
		tagged("gone", 11, 20, "停水"))
	s.Notices[5].Draft = true
	s.Notices[6].Withdrawn = &Withdrawal{}
	r := NewRelated(s)
	if got, want := slugs(r.To(&water.Item)), "water-near water-before other"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	for _, n := range s.Notices[4:] {
		if got := slugs(r.To(&n.Item)); got != "" {
			t.Errorf("%s leads to %s", n.Slug, got)
		}
	}
}

// TestRelatedPrefers says what counts more than what.
func TestRelatedPrefers(t *testing.T) {
	one := tagged("one", 11, 20, "健康")
	guide := &Guide{Item: Item{Noun: NounGuide, Slug: "guide", Tags: []string{"健康"}}}
	fair := &Activity{Item: Item{Noun: NounActivity, Slug: "fair", Tags: []string{"健康"}}, Place: "文化广场，下雨改在三楼"}
	film := &Activity{Item: Item{Noun: NounActivity, Slug: "film"}, Place: "文化广场"}
	for _, a := range []*Activity{fair, film} {
		a.Series.Start.Day = calendar.Date(2026, 11, 21)
	}
	ended := tagged("ended", 11, 19, "健康")
	ended.Window.Until = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	s := relatedSite(one, ended)
	s.Activities, s.Guides = []*Activity{fair, film}, []*Guide{guide}
	r := NewRelated(s)
	if got, want := slugs(r.To(&one.Item)), "fair ended guide"; got != want {
		t.Errorf("of a tag: %s, not %s", got, want)
	}
	if got, want := slugs(r.To(&film.Item)), "fair"; got != want {
		t.Errorf("of a place: %s, not %s", got, want)
	}
}

// TestRelatedIsBounded has four at most, the same each time, and a common tag
// that does not make everything related to everything.
func TestRelatedIsBounded(t *testing.T) {
	var all []*Notice
	for i := range 400 {
		all = append(all, tagged(fmt.Sprint("n", i), time.Month(1+i%12), 1+i%28, "通知", fmt.Sprint("事", i%50)))
	}
	s := relatedSite(all...)
	a, b := NewRelated(s), NewRelated(s)
	for _, n := range all {
		got := slugs(a.To(&n.Item))
		if got != slugs(b.To(&n.Item)) {
			t.Fatalf("%s: another order", n.Slug)
		}
		if strings.Count(got, " ") != RelatedMost-1 {
			t.Fatalf("%s leads to %q", n.Slug, got)
		}
	}
}

func BenchmarkRelated(b *testing.B) {
	var all []*Notice
	for i := range 10000 {
		all = append(all, tagged(fmt.Sprint("n", i), time.Month(1+i%12), 1+i%28, fmt.Sprint("事", i%110), fmt.Sprint("物", i%70)))
	}
	s := relatedSite(all...)
	for b.Loop() {
		r := NewRelated(s)
		for _, n := range all {
			r.To(&n.Item)
		}
	}
}
