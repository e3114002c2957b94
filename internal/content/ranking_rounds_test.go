package content

import (
	"fmt"
	"strings"
	"testing"
)

// TestRounds: three rounds know each other by one word in each.
func TestRounds(t *testing.T) {
	round := func(quarter int, previous string, entries ...string) string {
		text := fmt.Sprintf("title = \"红旗\"\nform = \"flag\"\nunit = \"building\"\ndate = 2026-0%d-10\nperiod = { name = \"%d季度\" }\n%s\n", quarter+5, quarter, previous)
		for _, e := range entries {
			name, total, _ := strings.Cut(e, " ")
			text += "[[entries]]\nname = \"" + name + "\"\ntotal = " + total + "\n"
		}
		return text
	}
	s := clean(t, map[string]string{
		"content/rankings/q1.toml": round(1, "handed_over = 2026-06-12", "甲 90", "乙 80", "丙 70"),
		"content/rankings/q2.toml": round(2, "previous = \"q1\"", "丙 95", "甲 90", "丁 90"),
		"content/rankings/q3.toml": round(3, "previous = \"q2\"", "甲 99", "丙 98", "丁 97", "乙 96"),
	})
	k := s.Rankings[0]
	var trends []string
	for _, e := range k.Entries {
		trends = append(trends, e.Name+e.Trend)
	}
	if got, want := strings.Join(trends, " "), "甲上升1位 丙下降1位 丁下降1位 乙新上榜"; got != want {
		t.Errorf("trends are %q, want %q", got, want)
	}
	if len(k.Earlier) != 2 || len(k.History) != 2 || k.History[0].Name != "丙" || k.History[1].Total != "90分" || k.History[1].Handed.String() != "2026-06-12" {
		t.Errorf("the history is %+v", k.History)
	}
}
