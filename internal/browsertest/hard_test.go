package browsertest

import (
	"fmt"
	"strings"
	"testing"
)

// surnames of households, some of them of two characters, rare, or long.
var names = []string{"王*芳", "欧阳*", "司马*如", "李*", "阿***·买**", "张*国", "尉迟*", "陈*", "爨*", "诸葛*明"}

// household is the n-th of a list.
func household(n int) string {
	return fmt.Sprintf("name = %q\nwhere = \"新城花园%d幢\"\n", names[n%len(names)], 1+n%12)
}

func stars(n int) string {
	var b strings.Builder
	b.WriteString("title = \"十星文明新风户\"\nform = \"stars\"\nunit = \"household\"\ndate = 2026-11-19\nissuer = \"新城社区居民委员会\"\nties = \"shared\"\nmask = true\nperiod = { name = \"2026年度\", from = 2026-01-01, to = 2026-10-31 }\n")
	for k, c := range []string{"爱国守法", "勤劳致富", "诚信友善", "家庭和睦", "邻里互助", "尊老爱幼", "移风易俗", "崇尚科学", "环境整洁", "热心公益"} {
		fmt.Fprintf(&b, "[[categories]]\nid = \"c%d\"\nname = %q\nmax = 1\n", k, c)
	}
	for k := range n {
		fmt.Fprintf(&b, "[[entries]]\n%sscores = {", household(k))
		have := 10 - k*3/n
		for c := range 10 {
			score := 1
			if (c+k)%10 >= have {
				score = 0
			}
			fmt.Fprintf(&b, "c%d = %d, ", c, score)
		}
		b.WriteString("}\n")
	}
	return strings.ReplaceAll(b.String(), ", }", " }")
}

func honours(n int, note string) string {
	var b strings.Builder
	b.WriteString("title = \"孝老敬老家庭\"\nform = \"honour\"\nunit = \"household\"\ndate = 2026-10-16\nissuer = \"新城社区老年协会\"\nties = \"shared\"\nmask = true\nperiod = { name = \"2026年度\", from = 2025-10-01, to = 2026-09-30 }\n")
	for k := range n {
		fmt.Fprintf(&b, "[[entries]]\n%snote = %q\n", household(k), note)
	}
	return b.String()
}

// TestHardRankings prints rankings of eighty households: the head of the table
// stands on every leaf, nobody is left out, and the last leaf has more than the
// signature.
func TestHardRankings(t *testing.T) {
	p := pressOf(t, map[string]string{
		"config.toml":               "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\nissuer = \"新城社区居民委员会\"\n",
		"content/rankings/a80.toml": stars(80),
		"content/rankings/b12.toml": stars(12),
		"content/rankings/c14.toml": honours(14, "照看对门老人六年"),
		"content/rankings/d80.toml": honours(80, "照看对门独居老人六年，每天送一顿热饭"),
		"content/rankings/e7.toml":  honours(7, "带着失聪的爷爷去学手语，一家人吃饭不用嘴说话也热闹，还教会了对门的两户邻居打招呼"),
	})
	for name, want := range map[string]int{"a80": 5, "b12": 1, "c14": 2, "d80": 6, "e7": 1} {
		pages := p.leaves("print/rankings/" + name + ".html")
		if len(pages) > want {
			t.Errorf("%s takes %d leaves, not %d", name, len(pages), want)
		}
		for n, page := range pages {
			if !near(page.Width, 420) || !near(page.Height, 297) {
				t.Errorf("%s is %.0f × %.0f mm", name, page.Width, page.Height)
			}
			if _, ok := page.find("户主"); name == "a80" && !ok {
				t.Errorf("leaf %d of eighty households has no head", n+1)
			}
		}
	}
}
