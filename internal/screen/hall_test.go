package screen

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// The hall has a slide for every day of the set, and pages for as many roles as
// a wide glass does not hold at once.
func TestHallSlides(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	on := func(days ...time.Weekday) calendar.On { return calendar.On{Kind: calendar.OnWeekdays, Weekdays: days} }
	s := &site.Site{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, zone), Holidays: calendar.Shipped()}
	s.Zone = zone
	s.Hours = []site.Hours{{Name: "工作日", On: on(1, 2, 3, 4, 5), Open: []site.Span{{From: 8*60 + 30, Until: 17 * 60}}}}
	s.Windows = []site.Window{{Place: site.Place{ID: "w1", Name: "1号窗口"}}}
	s.Queues = []site.Queue{{On: on(1), Open: site.Span{From: 8 * 60, Until: 10 * 60}, Note: "人多", Busy: true}}
	s.Phones = []site.Phone{{Name: "值班", Number: "110"}}
	for k := range 6 {
		s.Posts = append(s.Posts, site.Post{Role: fmt.Sprintf("第%d位", k+1), Window: "w1", On: on(1, 2, 3, 4, 5)})
	}
	slides := func(shows ...site.Noun) []Slide {
		d := &site.Screen{Width: 1920, Height: 1080, WidthMM: 1218, Distance: 5, Shows: site.Selection{Nouns: shows}}
		m := &maker{glass: glassOf(d), screen: d, report: &Report{}, renderer: &renderer{site: s}}
		m.hallDay()
		return m.slides
	}
	all := slides(site.NounGuide)
	if all[0].Title != "今天大厅不开门" || strings.Join(all[0].Facts[0].Value, "") != "11月23日（星期一）8:30" {
		t.Errorf("on a Sunday it says %s, %v", all[0].Title, all[0].Facts)
	}
	monday := all[1:3]
	if n := len(monday[0].Rows) + len(monday[1].Rows); n != 6 || monday[0].Pages != 2 {
		t.Errorf("%d roles on %d pages", n, monday[0].Pages)
	}
	if r := monday[0].Rows[0]; r.What != "第1位" || r.Where != "1号窗口" || monday[0].Foot != "8:00到10:00人多" {
		t.Errorf("Monday begins with %+v over %s", r, monday[0].Foot)
	}
	if monday[0].From != epoch(time.Date(2026, 11, 23, 0, 0, 0, 0, zone)) || monday[0].Until != epoch(time.Date(2026, 11, 24, 0, 0, 0, 0, zone)) {
		t.Errorf("it is seen from %s until %s", monday[0].From, monday[0].Until)
	}
	if n := len(slides(site.NounNotice)); n != 0 {
		t.Errorf("a screen without guides has %d", n)
	}
}
