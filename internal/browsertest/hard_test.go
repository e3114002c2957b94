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

// TestPosters prints posters with long and short words for every season: one
// leaf of the size that was asked for, and nothing over anything else.
func TestPosters(t *testing.T) {
	files := map[string]string{"config.toml": "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\nissuer = \"新城社区居民委员会\"\n"}
	papers := map[string]string{}
	for n, c := range []struct{ title, start, paper, more string }{
		{"中秋赏月", "2026-11-25T19:00", "A3", ""},
		{"端午包粽子|送给独居老人", "2026-11-25T19:00", "A2", ""},
		{"清明", "2026-11-25T19:00", "A3", ""},
		{"社区跳蚤市场，旧物换新主", "2026-11-28T09:00", "A1", "summary = \"带上用不着的东西来，换一件用得着的回去，剩下的捐给爱心超市。\"\n"},
		{"夏夜|露天电影", "2026-11-28T09:00", "A3", "[repeat]\nevery = \"week\"\nuntil = 2027-01-01\n"},
		{"今冬明春全民健身活动暨第三届社区运动会报名", "2026-11-28T09:00", "A3", ""},
	} {
		name := fmt.Sprintf("p%d", n)
		papers[name] = c.paper
		head, repeat, _ := strings.Cut(c.more, "[repeat]")
		if repeat != "" {
			repeat = "[repeat]" + repeat
		}
		files["content/activities/"+name+".md"] = "+++\ntitle = \"" + c.title + "\"\nplace = \"文化广场，下雨改在三楼文娱室\"\nstart = \"" + c.start + "\"\norganizer = \"新城社区居民委员会、老年协会\"\nfee = \"免费\"\nsheet = \"poster\"\npaper = \"" + c.paper + "\"\ncontact = { phone = \"0523-0600 1105\" }\n" + head + repeat + "+++\n\n都来。\n"
	}
	files["content/notices/blood.md"] = "+++\ntitle = \"献血车|进社区\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-30\nsheet = \"poster\"\nsummary = \"11月30日上午九点到十二点，车停在南门。带身份证，吃过早饭来，喝杯热豆浆再走。\"\n+++\n\n见上。\n"
	papers["blood"] = "A3"
	p := pressOf(t, files)
	for name, paper := range papers {
		path := "print/activities/" + name + ".html"
		if name == "blood" {
			path = "print/notices/blood.html"
		}
		pages := p.leaves(path)
		w, h := paperSize(paper)
		if len(pages) != 1 || !near(pages[0].Width, w) || !near(pages[0].Height, h) {
			t.Fatalf("%s takes %d leaves of %.0f × %.0f mm", name, len(pages), pages[0].Width, pages[0].Height)
		}
		for i, a := range pages[0].Words {
			for _, b := range pages[0].Words[i+1:] {
				// Faces say they are higher than they are: the middles count.
				if a.Left < b.Right && b.Left < a.Right && b.mid() > float64(a.Top+a.Bottom)/2-1 && b.mid() < float64(a.Top+a.Bottom)/2+1 && a.Text != b.Text {
					t.Errorf("%s: %s stands on %s", name, a.Text, b.Text)
				}
			}
			if float64(a.Right) > w || float64(a.Left) < 0 || a.mid() > h {
				t.Errorf("%s: %s is beyond the edge", name, a.Text)
			}
		}
	}
}
