package web

import (
	"slices"
	"strings"
	"testing"
)

// TestSubscribe wants a way to every calendar, with buttons where the site has
// an address, and without one files to download and a word why.
func TestSubscribe(t *testing.T) {
	for _, c := range []struct {
		base        string
		want, never []string
	}{
		{"https://a.example/b/", []string{
			`href="webcal://a.example/b/calendar.ics"`, `<code>https://a.example/b/calendar.ics</code>`, `href="../calendar.ics" download`,
			`cid=webcal%3A%2F%2Fa.example%2Fb%2Fcalendar.ics"`, "网址的二维码", `<code>https://a.example/b/calendar/subscribe.html</code>`,
			`href="webcal://a.example/b/calendar/tags/%E7%94%B5%E5%BD%B1.ics"`, `type="text/calendar" href="../calendar.ics"`,
		}, []string{"没有写明网址"}},
		{"https://社区.example/", []string{`<code>https://社区.example/calendar/subscribe.html</code>`}, []string{"网址的二维码"}},
		{"", []string{`href="../calendar.ics" download`, "没有写明网址"}, []string{"webcal:", "google", "网址的二维码"}},
	} {
		s := hoodSite(t)
		s.BaseURL = c.base
		page := render(t, s, "")[subscribePath]
		for _, want := range c.want {
			if !strings.Contains(page, want) {
				t.Errorf("with %q there is no %s", c.base, want)
			}
		}
		for _, never := range c.never {
			if strings.Contains(page, never) {
				t.Errorf("with %q there is %s", c.base, never)
			}
		}
		for _, calendar := range s.Calendars() {
			if !slices.Contains(links(subscribePath, page), calendar.Path()) {
				t.Errorf("with %q nothing leads to %s", c.base, calendar.Path())
			}
		}
		if n := strings.Count(page, "没有写明网址"); n > 1 {
			t.Errorf("it is said %d times", n)
		}
	}
}
