package content

import (
	"fmt"
	"strings"
	"testing"
)

// TestPublicity lays publicities on the calendar: by their own days, by their
// preset, and where the day of posting counts.
func TestPublicity(t *testing.T) {
	for _, line := range []string{
		`2026-02-13 days = 5 → 5 working, 2026-02-14 to 2026-02-27`,
		`2026-11-19 preset = "honours" → 5 working, 2026-11-20 to 2026-11-26`,
		`2026-11-19 preset = "dibao" → 7 calendar, 2026-11-20 to 2026-11-26`,
		`2026-11-19 preset = "dibao"; days = 10 → 10 calendar, 2026-11-20 to 2026-11-30`,
		`2026-11-19 preset = "dibao"; unit = "working" → 7 working, 2026-11-20 to 2026-11-30`,
		`2026-11-19 preset = "dibao"; count_start = true → 7 calendar, 2026-11-19 to 2026-11-25`,
		`2026-11-19 preset = "own" → 3 working, 2026-11-19 to 2026-11-23`,
		`2026-11-19 preset = "own"; count_start = false → 3 working, 2026-11-20 to 2026-11-24`,
	} {
		keys, want, _ := strings.Cut(line, " → ")
		date, keys, _ := strings.Cut(keys, " ")
		s := clean(t, map[string]string{
			"config.toml": "title = \"新城社区\"\n[[publicity_presets]]\nid = \"own\"\nname = \"自定\"\ndays = 3\ncount_start = true\n",
			"content/notices/a.md": "+++\ntitle = \"a\"\nkind = \"publicity\"\ndate = " + date + "\n[publicity]\n" +
				strings.ReplaceAll(keys, "; ", "\n") + "\n+++\n名单\n",
		})
		p := s.Notices[0].Publicity
		if got := fmt.Sprintf("%d %s, %s to %s", p.Days, p.Unit, p.Span.First, p.Span.Last); got != want {
			t.Errorf("%s is %s, want %s", keys, got, want)
		}
	}
}
