package papertest

import (
	"math"
	"strings"
	"testing"
)

// The type area of an official page (GB/T 9704), in millimetres.
const (
	cell     = 156.0 / 28
	line     = 225.0 / 22
	leftEdge = 28.0
	topEdge  = 37.0
)

// lineOf is the line of the type area, from 1, in which a word stands.
// pdftotext takes what a face says for the height of its signs, so their middle
// is a millimetre above that of the line.
func lineOf(w word) int { return int(math.Floor((w.mid()+1-topEdge)/line)) + 1 }

func near(a mm, b float64) bool { return math.Abs(float64(a)-b) < 0.5 }

func officialNotice(title, more, text string) string {
	return "+++\ntitle = \"" + title + "\"\nkind = \"notice\"\nsheet = \"official\"\ndate = 2026-11-20\n" + more + "\n+++\n\n" + text + "\n"
}

// TestOfficialFull prints a text that fills pages: 28 characters by 22 lines
// between margins of 37, 28, 26 and 35 mm, the number of the page one cell from
// the outer edge and 7 mm below.
func TestOfficialFull(t *testing.T) {
	t.Parallel()
	p := pressOf(t, map[string]string{
		"config.toml":          "title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\nissuer = \"新城社区居民委员会\"\n",
		"content/notices/a.md": officialNotice("关于自查的通知", "until = 2026-11-30", strings.Repeat("居", 28*70)),
	})
	pages := p.leaves("print/notices/a.html")
	if len(pages) != 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, page := range pages {
		if !near(page.Width, 210) || !near(page.Height, 297) {
			t.Errorf("page %d is %.1f × %.1f mm", n+1, page.Width, page.Height)
		}
		dash := word{Left: 999}
		right := mm(0)
		for _, w := range page.Words {
			if w.Text == "—" {
				dash.Left, right = min(dash.Left, w.Left), max(right, w.Right)
				dash.Top, dash.Bottom = w.Top, w.Bottom
			}
		}
		if n%2 == 0 && !near(right, 210-26-cell) || n%2 == 1 && !near(dash.Left, leftEdge+cell) {
			t.Errorf("the number of page %d stands from %.2f to %.2f mm", n+1, dash.Left, right)
		}
		const size = 14 * 25.4 / 72
		if middle := 297 - 35 + 7 + size/2; math.Abs(dash.mid()-middle) > 1.2 {
			t.Errorf("the number of page %d stands at %.2f mm, not %.2f", n+1, dash.mid(), middle)
		}
	}
	// Below it, clear of the number and of the paper's edge, the way to the live
	// page: its code (drawn, so ink without words) and its address.
	for n, page := range pages {
		for _, text := range []string{"xincheng.example/notices/a.html", "日张贴"} {
			if w, ok := page.find(text); !ok || w.mid() < 278 || w.mid() > 291 || w.Left < leftEdge+14 || w.Right > 210-26 {
				t.Errorf("page %d does not say %s below the type area, but at %.2f, %.2f mm", n+1, text, w.Left, w.Top)
			}
		}
		if dots := p.dots("print/notices/a.html", n+1, 28, 277, 42, 292); dots < 0.3 || dots > 0.7 {
			t.Errorf("the code of page %d has %.0f%% ink", n+1, 100*dots)
		}
	}
	for n, page := range pages[1:3] {
		var lines []word
		for _, w := range page.Words {
			if strings.HasPrefix(w.Text, "居居") {
				lines = append(lines, w)
			}
		}
		if len(lines) != 22 {
			t.Fatalf("page %d has %d lines", n+2, len(lines))
		}
		for _, w := range lines {
			if c := len([]rune(w.Text)); c != 28 || !near(w.Left, 28) || !near(w.Right, 210-26) {
				t.Errorf("a line of %d characters from %.2f to %.2f mm", c, w.Left, w.Right)
			}
		}
		if d := lines[21].mid() - lines[0].mid(); math.Abs(d-21*line) > 0.5 {
			t.Errorf("from the first line to the last there are %.2f mm, not %.2f", d, 21*line)
		}
		top, bottom := p.ink("print/notices/a.html", n+2)
		// The character stands in the middle of its line, and has a little air
		// of its own.
		if air := (line - cell) / 2; math.Abs(top-air-topEdge) > 1 || math.Abs(297-bottom-air-35) > 1 {
			t.Errorf("page %d has ink from %.2f to %.2f mm", n+2, top, bottom)
		}
	}
}

// TestOfficialEnds prints texts that end on the last line of a page: the page
// stays one, and one more line makes two.
func TestOfficialEnds(t *testing.T) {
	t.Parallel()
	// Two lines of title, ten of text, a blank one, name, date.
	text := func(lines int) string { return strings.Repeat("居", 28*lines-2) }
	until := "until = 2026-11-30"
	p := pressOf(t, map[string]string{
		"content/notices/short.md": officialNotice("关于自查的通知", until, text(3)),
		"content/notices/full.md":  officialNotice("关于自查的通知", until, text(22-2-4)),
		"content/notices/over.md":  officialNotice("关于自查的通知", until, text(22-2-3)),
		"content/notices/three.md": officialNotice("关于自查的通知", until, text(44)),
		"content/notices/copy.md":  officialNotice("关于自查的通知", until+"\ncopy_to = \"街道办事处\"", text(22-2-4-2)),
		"content/notices/more.md":  officialNotice("关于自查的通知", until+"\ncopy_to = \"街道办事处\"", text(22-2-4-1)),
	})
	for name, want := range map[string]int{"short": 1, "full": 1, "over": 2, "three": 3, "copy": 1, "more": 2} {
		pages := p.leaves("print/notices/" + name + ".html")
		if len(pages) != want {
			t.Errorf("%s has %d pages, not %d", name, len(pages), want)
		}
		last := pages[len(pages)-1]
		if w, ok := last.find("撤下）"); name == "full" && (!ok || lineOf(w) != 22) {
			t.Errorf("%s ends on line %d", name, lineOf(w))
		}
		if w, ok := last.find("印发"); ok && math.Abs(w.mid()-(297-35-4)) > 2 || ok != (name == "copy" || name == "more") {
			t.Errorf("%s: the imprint stands at %.2f mm", name, w.mid())
		}
	}
}

const longOfficial = `+++
title = "关于做好2026年|冬季和春节期间|居民住宅楼道|消防安全自查|和隐患整改工作的通知"
kind = "notice"
sheet = "SHEET"
number = "新居〔2026〕18号"
to = "各居民小组、各楼栋长、各网格员，物业服务企业，驻区单位，沿街商铺"
copy_to = "街道办事处，街道消防工作站，物业服务企业"
issuer = "ISSUER"
date = 2026-11-20
until = 2026-11-30
contact = { name = "治安民调窗口", phone = "0523-0000 0022" }
attachments = [
  { file = "a.csv", title = "楼道消防自查记录表" },
  { file = "b.csv", title = "新城社区2026年冬季楼道堆物清理告知单（楼栋长留存联、住户联、网格员联）" },
  { file = "c.csv", title = "安排表" },
]
+++

入冬以后，楼道堆物和电动自行车入户充电容易引发火情。为让邻居们平安过冬，居民委员会决定开展一次楼道消防自查。现将有关事项通知如下。

## 时间和范围

2026年11月26日14:00起，到11月30日17:00止。范围是本社区全部住宅楼的楼道、地下室、车棚和楼顶通道。

## 自查内容

### 楼道和安全出口

不堆放纸箱、家具和花盆；常闭式防火门保持关闭；疏散指示灯和应急照明能亮。

#### 常闭门

常闭的门关得上，不拿砖头抵着。

##### 闭门器

油不漏，力够。

### 电动自行车

不进楼道，不上电梯，不从楼上拉线，一律推到车棚集中充电。

1. 车棚的插座每天22:00断电。
2. 电池不带回家。

## 办法

每栋由楼栋长牵头，两人一组，逐层查看，当场记录。能清理的当场清理；需要商量的贴条告知，三日内回访。记录表见附件，12月1日（星期二）前交一楼治安民调窗口。
`

// TestOfficialParts measures where the parts of an official page stand: the red
// head, the levels of headings, what is attached, who signs and when, with and
// without room for seals, and the imprint.
func TestOfficialParts(t *testing.T) {
	t.Parallel()
	doc := func(sheet, issuer string) string {
		return strings.NewReplacer("SHEET", sheet, "ISSUER", issuer).Replace(longOfficial)
	}
	const joint = "新城社区居民委员会、居务监督委员会、老年协会、新城花园业主委员会"
	p := pressOf(t, map[string]string{
		"config.toml":              "title = \"新城社区\"\nissuer = \"新城社区居民委员会\"\nred_head = \"新城社区居民委员会文件\"\n",
		"content/notices/a.csv":    "甲,乙\n",
		"content/notices/b.csv":    "甲,乙\n",
		"content/notices/c.csv":    "甲,乙\n",
		"content/notices/plain.md": doc("official", "新城社区居民委员会"),
		"content/notices/short.md": doc("official", "居委会"),
		"content/notices/seal.md":  doc("sealed", "新城社区居民委员会"),
		"content/notices/joint.md": doc("sealed", joint),
		"content/notices/many.md":  doc("official", joint+"、桂花苑业主委员会、河滨小区业主委员会、警务室、市民学校、卫生服务站、家政服务中心、书画社、志愿者服务队"),
		"content/notices/pre.md":   doc("preprinted", "新城社区居民委员会"),
	})
	// where finds a part on one of the pages.
	pages := map[string][]leaf{}
	where := func(name, text string) word {
		t.Helper()
		if pages[name] == nil {
			pages[name] = p.leaves("print/notices/" + name + ".html")
		}
		for _, page := range pages[name] {
			if w, ok := page.find(text); ok {
				return w
			}
		}
		t.Errorf("%s does not say %s", name, text)
		return word{}
	}
	at := func(name, text string, left float64) {
		t.Helper()
		if w := where(name, text); !near(w.Left, leftEdge+left*cell) {
			t.Errorf("%s: %s begins at %.2f mm, in cell %.2f, not %.0f", name, text, w.Left, (float64(w.Left)-leftEdge)/cell, left)
		}
	}
	ends := func(name, text string, right float64) {
		t.Helper()
		if w := where(name, text); !near(w.Right, 210-26-right*cell) {
			t.Errorf("%s: %s ends %.2f cells from the edge, not %.0f", name, text, (210-26-float64(w.Right))/cell, right)
		}
	}
	on := func(name, text string, want int) {
		t.Helper()
		if got := lineOf(where(name, text)); got != want {
			t.Errorf("%s: %s stands on line %d, not %d", name, text, got, want)
		}
	}

	head := where("plain", "新城社区居民委员会文件")
	if top, _ := p.ink("print/notices/plain.html", 1); !near(head.Left, 28) || !near(head.Right, 184) || math.Abs(top-(37+35)) > 1 {
		t.Errorf("the red head stands from %.2f to %.2f mm, and begins %.2f mm below the edge", head.Left, head.Right, top)
	}
	on("plain", "号", 8)
	on("plain", "关于做好", 11)
	on("plain", "各居民小组", 15)
	on("plain", "入冬以后", 17)
	on("pre", "关于做好", 11)
	for text, cells := range map[string]float64{
		"各居民小组": 0, "沿街商铺": 0, "一、时间和范围": 2, "二、自查内容": 2, "（一）楼道": 2, "（二）电动": 2,
		"1.常闭门": 2, "（1）闭门器": 2, "1.车棚": 2, "附件：": 2, "2.新城社区": 5, "留存联": 6, "3.安排表": 5,
	} {
		at("plain", text, cells)
	}

	// Without a seal: the name two cells from the edge, the date two cells after
	// its first character; a short name gives way.
	at("plain", "2026年11月20日", 28-2-7)
	if sign := pages["plain"][len(pages["plain"])-1]; true {
		name, ok := sign.find("新城社区居民委员会")
		if !ok || !near(name.Right, 210-26-2*cell) || !near(name.Left, leftEdge+(28-2-9)*cell) {
			t.Errorf("the name stands from %.2f to %.2f mm", name.Left, name.Right)
		}
	}
	ends("short", "2026年11月20日", 2)
	// With a seal the date ends four cells from the edge, the name over its middle.
	ends("seal", "2026年11月20日", 4)
	date := where("seal", "2026年11月20日")
	name, _ := pages["seal"][len(pages["seal"])-1].find("新城社区居民委员会")
	if math.Abs(float64(name.Left+name.Right-date.Left-date.Right))/2 > 0.5 || math.Abs(date.mid()-name.mid()-line) > 0.5 {
		t.Errorf("the name stands from %.2f to %.2f mm, the date from %.2f to %.2f", name.Left, name.Right, date.Left, date.Right)
	}
	// Seals of 42 mm do not touch.
	third, last := where("joint", "老年协会"), where("joint", "新城花园")
	if d := last.mid() - third.mid(); d < 40 { // the last has two lines and the date
		t.Errorf("two rows of seals are %.2f mm apart", d)
	}
	// Twelve names are twelve lines, and stay with their date.
	page := pages["many"]
	if where("many", "书画社"); len(page) == 0 {
		page = pages["many"]
	}
	final := page[len(page)-1]
	for _, who := range []string{"居务监督", "志愿者服务队", "2026年11月20日"} {
		if _, ok := final.find(who); !ok {
			t.Errorf("the last page with twelve names does not say %s", who)
		}
	}

	// The imprint: one cell of its own size from both edges, on the bottom edge.
	copies, printed := where("plain", "抄送"), where("plain", "印发")
	const small = 14 * 25.4 / 72
	if !near(copies.Left, leftEdge+small) || !near(printed.Right, 184-small) || math.Abs(printed.mid()-(297-35-4)) > 2 || math.Abs(printed.mid()-copies.mid()-8.2) > 0.5 {
		t.Errorf("the imprint stands from %.2f to %.2f mm, its lines at %.2f and %.2f", copies.Left, printed.Right, copies.mid(), printed.mid())
	}
}
