package screen

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// touchOf are the measures of the glass of the profile.
func touchOf() *touch {
	d := &site.Screen{Width: 1080, Height: 1920, WidthMM: 268, Distance: 0.6}
	g := glassOf(d)
	t := &touch{maker: &maker{glass: g, screen: d, renderer: &renderer{site: &site.Site{}}}}
	t.width = g.width * (1 - 2*touchSide)
	t.upper = g.height*(reach-safe) - touchHead
	t.lower = g.height*(1-reach-safe) - touchBar
	t.whole = g.height*(1-2*safe) - touchHead - touchBar
	return t
}

// Names are found by the letters of their signs; a sign with two readings by
// either; marks are passed over by nothing.
func TestTouchSpelled(t *testing.T) {
	for title, want := range map[string]string{
		"低保申请":  "d b s q",
		"居住证":   "j z z",
		"人民调解":  "r m td jx",
		"低保、特困": "d b - t k",
	} {
		r := spelled(title, "#x")
		if r.Keys != want || len(r.Signs) != len([]rune(title)) {
			t.Errorf("%s: %q, want %q", title, r.Keys, want)
		}
	}
	if r := spelled("调解", "#x"); r.Signs[0].Letter != "T" {
		t.Errorf("over 调 stands %s", r.Signs[0].Letter)
	}
}

// Nothing is lost or moved by cutting rows and texts into pages, and each page
// has room for what it holds.
func TestTouchPages(t *testing.T) {
	m := touchOf()
	var rows []TouchRow
	for k := range 41 {
		rows = append(rows, TouchRow{What: strings.Repeat("事", 1+7*k%40), Note: "3号窗口", Href: fmt.Sprint(k)})
	}
	var back []string
	for _, page := range m.cutRows(rows, m.lower) {
		high := 0.0
		for _, r := range page {
			high += r.high
			back = append(back, r.Href)
		}
		if high > m.lower || len(page) == 0 {
			t.Errorf("a page of %d rows is %.1f high, with room for %.1f", len(page), high, m.lower)
		}
	}
	for k, href := range back {
		if href != fmt.Sprint(k) {
			t.Fatalf("row %d is %s", k, href)
		}
	}
	if len(back) != len(rows) {
		t.Errorf("%d of %d rows", len(back), len(rows))
	}

	var parts []TouchPart
	said := ""
	for k := range 30 {
		p := TouchPart{Head: []string{"条件", "材料", "步骤"}[k/10], Kind: []string{"fact", "item", "text"}[k%3], Name: "名", Text: strings.Repeat("一句话要说完，", 1+k*k%60)}
		if k%4 == 0 {
			p.Note = strings.Repeat("还要记得带上。", 1+k*3)
		}
		said += p.Text + p.Note
		parts = append(parts, p)
	}
	got := ""
	for k, page := range m.cut(parts, m.whole-touchCode, m.whole) {
		high := 0.0
		for _, p := range page {
			high += m.partHigh(&p)
			if p.Head != "" {
				high += 0.9 + 1.9*1.3 + 0.3
			}
			got += p.Text + p.Note
		}
		room := m.whole
		if k == 0 {
			room -= touchCode
		}
		if high > room+0.001 {
			t.Errorf("page %d is %.1f high, with room for %.1f", k+1, high, room)
		}
	}
	if got != said {
		t.Error("something is lost between pages")
	}
}

// Pages of one list lead to each other, and not beyond the ends.
func TestTouchNumber(t *testing.T) {
	m := touchOf()
	pages := []TouchPage{{ID: "notices"}, {}, {}}
	m.number(pages, nil)
	for k, want := range []string{"notices -,#notices.2", "notices.2 #notices,#notices.3", "notices.3 #notices.2,-"} {
		var links []string
		for _, l := range pages[k].Bar {
			if l.None {
				l.Href = "-"
			}
			links = append(links, l.Href)
		}
		if got := pages[k].ID + " " + strings.Join(links, ","); got != want {
			t.Errorf("page %d: %s, want %s", k+1, got, want)
		}
	}
}

// At each moment of the days to come exactly one word says whether the hall is
// open.
func TestTouchHall(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	m := touchOf()
	s := m.site
	s.Now, s.Zone = time.Date(2026, 11, 22, 9, 0, 0, 0, zone), zone
	s.Hours = []site.Hours{{Name: "工作日", On: calendar.On{Kind: calendar.OnWeekdays, Weekdays: []time.Weekday{1, 2, 3, 4, 5}},
		Open: []site.Span{{From: 8*60 + 30, Until: 11*60 + 30}, {From: 13*60 + 30, Until: 17*60 + 30}}}}
	all := m.hall()
	for _, c := range []struct{ at, want string }{
		{"2026-11-22T09:00", "今天休息，明天8:30开门。"},
		{"2026-11-23T08:29", "现在还没开门，今天8:30开门。"},
		{"2026-11-23T08:30", "现在开着，11:30到13:30休息。"},
		{"2026-11-23T11:30", "现在休息，13:30再开门。"},
		{"2026-11-23T17:29", "现在开着，17:30关门。"},
		{"2026-11-23T17:30", "今天下班了，明天8:30开门。"},
		{"2026-11-27T20:00", "今天下班了，星期一8:30开门。"},
	} {
		at, err := time.ParseInLocation("2006-01-02T15:04", c.at, zone)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, l := range all {
			if now := epoch(at); l.From <= now && now < l.Until {
				said = append(said, l.Text)
			}
		}
		if !slices.Equal(said, []string{c.want}) {
			t.Errorf("%s: %v, want %s", c.at, said, c.want)
		}
	}
}
