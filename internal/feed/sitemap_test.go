package feed

import (
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// TestLastChange: a sitemap says when a page was last put right or taken back,
// and nothing of days to come.
func TestLastChange(t *testing.T) {
	zone := time.FixedZone("CST", 8*60*60)
	at := func(day int) calendar.Moment { return calendar.Moment{Day: calendar.Date(2026, 11, day)} }
	item := func(noun site.Noun, slug string) site.Item {
		return site.Item{Noun: noun, Slug: slug, Date: at(1), Window: calendar.Window{From: at(1).Start(zone)}}
	}
	put := []site.Correction{{Date: at(5)}, {Date: at(9)}, {Date: at(25)}}
	s := &site.Site{
		Now: time.Date(2026, 11, 22, 9, 0, 0, 0, zone),
		Notices: []*site.Notice{
			{Item: item(site.NounNotice, "plain")},
			{Item: item(site.NounNotice, "corrected"), Corrections: put},
			{Item: item(site.NounNotice, "withdrawn"), Withdrawn: &site.Withdrawal{On: at(12).Day}},
		},
		Activities: []*site.Activity{{Item: item(site.NounActivity, "fair")}},
		Rankings:   []*site.Ranking{{Item: item(site.NounRanking, "stars"), Corrections: put[:1]}},
		Guides:     []*site.Guide{{Item: item(site.NounGuide, "card")}},
	}
	s.Zone, s.BaseURL = zone, "https://test.example/"
	var b strings.Builder
	if err := writeSitemap(&b, s, Without{}); err != nil {
		t.Fatal(err)
	}
	for path, day := range map[string]string{
		"notices/plain": "2026-11-01", "notices/corrected": "2026-11-09", "notices/withdrawn": "2026-11-12",
		"rankings/stars": "2026-11-05", "guides/card": "2026-11-01",
	} {
		if want := path + ".html</loc><lastmod>" + day + "</lastmod>"; !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in %s", want, b.String())
		}
	}
	if !strings.Contains(b.String(), "activities/fair.html</loc></url>") {
		t.Errorf("an activity has a day: %s", b.String())
	}
}
