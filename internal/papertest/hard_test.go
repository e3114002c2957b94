package papertest

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
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
	t.Parallel()
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
			for _, w := range page.Words {
				if w.Left < 0 || w.Right > page.Width || w.mid() > float64(page.Height) {
					t.Errorf("%s: %s is beyond the edge", name, w.Text)
				}
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
	t.Parallel()
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

// picture is a photograph, as far as anybody looks.
func picture(w, h int) string {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(90 + i%w*120/w)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.String()
}

// TestHardNotices prints what is hard to set: a title over three lines, twelve
// who sign, a table over two leaves, twelve hundred characters with photographs.
// Every leaf has its number and says where to find the page and when it comes
// down; no paragraph leaves one line behind.
func TestHardNotices(t *testing.T) {
	t.Parallel()
	const head = "kind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-30\n"
	var table strings.Builder
	table.WriteString("| 小区 | 楼幢 | 日期 | 时间 | 谁来 |\n| --- | --- | --- | --- | --- |\n")
	for k := range 34 {
		fmt.Fprintf(&table, "| 新城花园 | %d幢 | 11月%d日下午 | 14:00至17:30 | 一组 |\n", k+1, 21+k%9)
	}
	text := strings.Repeat("天一冷，取暖器、电热毯、煤气灶都忙起来，火灾也爱挑这个时候。社区、物业和警务室一起，从星期二起，用五天时间到各家看一看用火用电的情况。每户大约十分钟，雨雪天照常，检查不收一分钱。", 5)
	p := pressOf(t, map[string]string{
		"config.toml":              "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\nissuer = \"新城社区居民委员会\"\n",
		"content/notices/title.md": "+++\ntitle = \"关于做好2026年冬季和春节期间|居民住宅楼道、地下车库和沿街商铺|消防安全自查和隐患整改工作的通知\"\n" + head + "+++\n\n" + text[:300] + "\n",
		"content/notices/sign.md":  "+++\ntitle = \"邻里公约倡议书\"\nkind = \"proposal\"\ndate = 2026-11-20\nuntil = 2026-11-30\nissuer = \"欧阳修文、爨丽华、阿依古丽·买买提、王芳、李国庆、尉迟敬、张三、诸葛明、陈小红、司马如、赵兰、䶮文涛\"\n+++\n\n" + text[:450] + "\n",
		"content/notices/table.md": "+++\ntitle = \"入户检查安排\"\n" + head + "+++\n\n" + text[:282] + "\n\n" + table.String(),
		"content/notices/photo.md": "+++\ntitle = \"楼道里的一年\"\nkind = \"story\"\ndate = 2026-11-20\nuntil = 2026-11-30\n+++\n\n" + text + "\n\n![一](a.jpg \"入户检查。网格员供图\")\n\n" + text + "\n\n![二](b.jpg \"楼道会。楼栋长供图\")\n\n" + text + "\n",
		"content/notices/a.jpg":    picture(1200, 800),
		"content/notices/b.jpg":    picture(800, 1100),
	})
	for name, most := range map[string]int{"title": 2, "sign": 2, "table": 3, "photo": 5} {
		pages := p.leaves("print/notices/" + name + ".html")
		if len(pages) > most {
			t.Errorf("%s takes %d leaves, not %d", name, len(pages), most)
		}
		for n, page := range pages {
			for _, want := range []string{"11月20日张贴", "12月1日撤下", "xincheng.example/notices/" + name, fmt.Sprintf("%d/%d", n+1, len(pages))} {
				if _, ok := page.find(want); !ok {
					t.Errorf("leaf %d of %s does not say %s", n+1, name, want)
				}
			}
			if _, ok := page.find("楼幢"); name == "table" && !ok {
				t.Errorf("leaf %d of a long table has no head", n+1)
			}
		}
	}
	// However long the table, the signature is whole, and a row goes with it.
	for rows := 38; rows <= 44; rows++ {
		list := "| 小区 | 楼幢 | 日期 |\n| --- | --- | --- |\n"
		for k := range rows {
			list += fmt.Sprintf("| 新城花园 | %d幢 | 11月%d日 |\n", k+1, 21+k%9)
		}
		p := pressOf(t, map[string]string{"content/notices/a.md": "+++\ntitle = \"安排\"\n" + head + "+++\n\n请看。\n\n" + list})
		pages := p.leaves("print/notices/a.html")
		end := pages[len(pages)-1]
		who, signed := end.find("新城社区居民委员会")
		date, dated := end.find("2026年11月20日")
		row, with := end.find(fmt.Sprintf("%d幢", rows))
		if !signed || !dated || !with || row.mid() > who.mid()-8 || who.mid() > date.mid() || date.mid() > 266 {
			t.Errorf("%d rows: on the last of %d leaves stand %v, %v, %v", rows, len(pages), row, who, date)
		}
	}
	last := p.leaves("print/notices/sign.html")
	for _, who := range []string{"阿依古丽·买买提", "陈小红", "䶮文涛", "2026年11月20日"} {
		if _, ok := last[len(last)-1].find(who); !ok {
			t.Errorf("the last leaf of twelve who sign does not say %s", who)
		}
	}
}
