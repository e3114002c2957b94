package screentest

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/build"
	"banbao/internal/chrome"
	"banbao/internal/output"
)

// glasses are screens of every profile, and others of explicit sizes.
const glasses = `
[[screens]]
id = "lobby"
name = "门厅"
profile = "lobby-tv"
shows = "all"
[[screens]]
id = "aula"
name = "大厅"
profile = "hall-tv"
shows = "all"
[[screens]]
id = "lift"
name = "电梯"
profile = "lift-panel"
shows = "all"
[[screens]]
id = "touch"
name = "一体机"
profile = "touch-kiosk"
shows = "all"
[[screens]]
id = "wall"
name = "四K"
width = 3840
height = 2160
width_mm = 1430
distance_m = 4.0
shows = "all"
[[screens]]
id = "small"
name = "七二〇"
width = 1280
height = 720
width_mm = 698
distance_m = 2.0
shows = "all"
[[screens]]
id = "stele"
name = "立屏"
width = 1080
height = 1920
width_mm = 530
distance_m = 2.0
shows = "all"
`

// stress is a site of the longest and widest of everything.
func stress() fstest.MapFS {
	var rows, stars, points strings.Builder
	for k := range 40 {
		fmt.Fprintf(&rows, "| %d幢 | %d户 | %d月%d日 |\n", k+1, 20+k, 1+k%12, 1+k%28)
	}
	for k := range 60 {
		fmt.Fprintf(&stars, "[[entries]]\nname = \"欧阳%c%c\"\nwhere = \"新城花园%d幢\"\n[entries.scores]\nlaw = 1\nwork = %d\nkind = 1\nhome = 1\nnear = 1\nold = 1\ncustom = 1\nscience = 1\nclean = %d\ngood = 1\n", '一'+rune(k), '丁'+rune(k), 1+k%12, k%2, (k+1)%2)
		fmt.Fprintf(&points, "[[entries]]\nname = \"桂花苑东区第%d幢第%d单元\"\ntotal = %d.5\n", k+1, 1+k%3, 200-k)
	}
	picture, err := os.ReadFile(chrome.Root + "/content/pictures/reading-room.png")
	if err != nil {
		panic(err)
	}
	long := strings.Repeat("各位邻居，今年冬天来得早，水表要包好，水管要放空，夜里出门走有灯的路。取暖器离窗帘一米远，出门看一眼厨房再锁门！", 8)
	return fstest.MapFS{
		"config.toml":                    {Data: []byte("title = \"新城社区\"\nbase_url = \"https://xincheng.example/\"\n[[phones]]\nname = \"值班\"\nnumber = \"0523-0600 1102\"\n" + glasses)},
		"content/notices/title.md":       {Data: []byte("+++\ntitle = \"关于组织开展2026年度新城花园桂花苑河滨小区冬季消防安全入户检查和电动自行车集中充电专项整治工作的通知\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\nissuer = \"新城街道新城社区居民委员会消防安全工作领导小组\"\n+++\n请留人在家。\n")},
		"content/notices/plain.md":       {Data: []byte("+++\ntitle = \"没有标点没有空格也不知道该在哪里断开的一个长标题\"\nkind = \"reminder\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n" + strings.Repeat("没有标点的一段话", 30) + "\n")},
		"content/notices/letter.md":      {Data: []byte("+++\ntitle = \"一封信\"\nkind = \"letter\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n" + long + "\n")},
		"content/pictures/room.png":      {Data: picture},
		"content/notices/photo.md":       {Data: []byte("+++\ntitle = \"他在风里站了四十分钟等失主\"\nkind = \"story\"\ndate = 2026-11-20\nuntil = 2026-11-28\nsummary = \"星期三傍晚，住在河滨小区的一位师傅在菜场门口捡到一个布包，等到了急得直掉眼泪的失主。\"\n+++\n" + long + "\n\n![房间](../pictures/room.png)\n")},
		"content/notices/latin.md":       {Data: []byte("+++\ntitle = \"WLAN password and https://xincheng.example/\"\nkind = \"story\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\nPlease visit https://xincheng.example/notices/a-very-long-address.html for everything, and call 0523-0600 1102.\n")},
		"content/notices/table.md":       {Data: []byte("+++\ntitle = \"检查安排\"\nkind = \"disclosure\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n| 楼幢 | 户数 | 日子 |\n| --- | --- | --- |\n" + rows.String())},
		"content/notices/small.md":       {Data: []byte("+++\ntitle = \"小表\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n+++\n看表。\n\n| 楼幢 | 日子 | 谁来 |\n| --- | --- | --- |\n| 1幢 | 11月23日 | 王师傅 |\n| 2幢 | 11月24日 | 李师傅 |\n")},
		"content/notices/publicity.md":   {Data: []byte("+++\ntitle = \"2026年度“十星文明新风户”候选户和“好媳妇好婆婆好邻居”候选人名单公示\"\nkind = \"publicity\"\ndate = 2026-11-19\nuntil = 2026-12-31\n[publicity]\ndays = 5\nunit = \"working\"\nobjections = { to = \"新城社区居务监督委员会办公室\", phone = \"0523-0600 1109\", address = \"一楼大厅\", hours = \"工作日\", supervisor = \"街道\" }\n+++\n名单。\n")},
		"content/activities/once.md":     {Data: []byte("+++\ntitle = \"社区居民书画手工艺品联合展览闭幕式暨优秀作品颁奖仪式和认领\"\nplace = \"新城社区服务中心三楼东头多功能文化活动室\"\nstart = \"2026-11-28T09:30\"\nend = \"2026-11-28T11:00\"\nfee = \"60岁以上免费，其他邻居每人5元，材料自带\"\norganizer = \"新城社区书画社和新时代文明实践站\"\n+++\n来吧。\n")},
		"content/activities/weekly.toml": {Data: []byte("[[activity]]\nslug = \"choir\"\ntitle = \"合唱队和民乐队的联合排练以及新曲目试唱\"\nplace = \"二楼调解室\"\nstart = \"2026-11-02T14:30\"\nend = \"2026-11-02T16:00\"\n[activity.repeat]\nevery = \"week\"\non = [\"mon\", \"wed\", \"sat\"]\n")},
		"content/rankings/stars.toml":    {Data: []byte("title = \"十星文明新风户\"\ndate = 2026-11-01\nform = \"stars\"\nunit = \"household\"\nties = \"shared\"\n[period]\nname = \"2026年度\"\nfrom = 2026-01-01\nto = 2026-12-31\n" + categories() + stars.String())},
		"content/rankings/points.toml":   {Data: []byte("title = \"楼道卫生流动红旗和文明积分总榜\"\ndate = 2026-11-01\nform = \"points\"\nunit = \"building\"\n[period]\nname = \"2026年三季度\"\nfrom = 2026-07-01\nto = 2026-09-30\n" + points.String())},
	}
}

func categories() string {
	var b strings.Builder
	for _, c := range []string{"law", "work", "kind", "home", "near", "old", "custom", "science", "clean", "good"} {
		fmt.Fprintf(&b, "[[categories]]\nid = %q\nname = \"星\"\nmax = 1\n", c)
	}
	return b.String()
}

// screensOf publishes what the screens of a site need, into a folder.
func screensOf(t *testing.T, fsys fs.FS) (*build.Plan, string) {
	t.Helper()
	plan := build.Prepare(build.Request{Now: chrome.Built, Version: "test", FS: fsys})
	if plan.Fails(false) {
		for _, p := range plan.Problems {
			t.Errorf("%+v", p)
		}
		t.FailNow()
	}
	dir := t.TempDir()
	if _, err := output.Publish(dir, chrome.Shared(screensOnly(plan.Files)), output.Options{Version: "test", Clock: chrome.Built}); err != nil {
		t.Fatal(err)
	}
	return plan, dir
}

// turning is what makes a slide without script turn.
var turning = regexp.MustCompile(`<meta http-equiv="?refresh"?[^>]*>`)

// still serves a folder in which the slides without script do not turn: on a
// busy machine they would while they are looked at.
func still(t *testing.T, dir string) string {
	t.Helper()
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Base(path.Dir(r.URL.Path)) != "plain" || path.Ext(r.URL.Path) != ".html" {
			files.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
		if err != nil || !turning.Match(page) {
			t.Errorf("%s does not turn (%v)", r.URL.Path, err)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(turning.ReplaceAll(page, nil))
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// TestSlides measures every slide of every glass in the page: nothing is cut
// off or lies over another, nothing enters the margin that televisions cut off,
// and nothing is smaller than can be read.
func TestSlides(t *testing.T) {
	t.Parallel()
	real := fstest.MapFS{}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(fs.WalkDir(os.DirFS(chrome.Root), "content", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(os.DirFS(chrome.Root), p)
		real[p] = &fstest.MapFile{Data: text}
		return err
	}))
	config, err := os.ReadFile(chrome.Root + "/config.toml")
	must(err)
	real["config.toml"] = &fstest.MapFile{Data: append(config, glasses...)}
	for name, fsys := range map[string]fs.FS{"stress": stress(), "sample": real} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan, dir := screensOf(t, fsys)
			address := still(t, dir)
			b := open(t)
			b.MayFetch()
			kinds := map[string]bool{}
			for _, d := range plan.Site.Screens {
				b.Size(int64(d.Width), int64(d.Height))
				b.Visit(address + "screens/" + d.ID + "/plain/01.html")
				n := chrome.Eval[int](b, measure)
				if n < 10 {
					t.Errorf("%s has only %d slides", d.ID, n)
				}
				for _, fault := range chrome.Eval[[]string](b, `window.faults`) {
					t.Errorf("%s: %s", d.ID, fault)
				}
				for _, kind := range chrome.Eval[[]string](b, `window.kinds`) {
					kinds[kind] = true
				}
			}
			for _, kind := range []string{"notice", "deeds", "publicity", "activity", "list week", "list table", "list stars", "ranking", "clock", "quiet"} {
				if !kinds[kind] && (name == "stress" || kind != "list table" && kind != "list stars") {
					t.Errorf("no slide of the kind %s was measured, only %v", kind, slices.Sorted(maps.Keys(kinds)))
				}
			}
		})
	}
}

// paleScript finds words whose contrast with what lies behind them is less than
// 7:1, as the browser has painted them.
const paleScript = `const pale = (() => {
	const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
	const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4); }); return .2126 * r + .7152 * g + .0722 * b; };
	const behind = (x, y, under) => {
		const stack = document.elementsFromPoint(x, y), at = stack.findIndex((e) => e === under || e.contains(under));
		for (const e of at < 0 ? [] : stack) {
			const style = getComputedStyle(e), fill = e instanceof SVGGeometryElement ? parse(style.fill) : parse(style.backgroundColor);
			if (fill.length === 3) return fill;
			if (fill.length === 4 && fill[3] === 1) return fill.slice(0, 3);
		}
		return at < 0 ? null : [255, 255, 255];
	};
	return (root) => {
		const found = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node; (node = walk.nextNode());) {
			const e = node.parentElement, style = getComputedStyle(e), range = document.createRange();
			range.selectNodeContents(node);
			const r = [...range.getClientRects()].filter((r) => r.width > 1)[0];
			if (!node.textContent.trim() || !r || style.visibility === "hidden") continue;
			const back = behind((r.left + r.right) / 2, (r.top + r.bottom) / 2, e);
			if (!back) continue; // outside the window, which is told elsewhere
			const a = light(parse(style.color).slice(0, 3)) + .05, b = light(back) + .05, ratio = Math.max(a, b) / Math.min(a, b);
			if (ratio < 7) found.push("“" + node.textContent.trim().slice(0, 12) + "” has a contrast of " + ratio.toFixed(1));
		}
		return found;
	};
})();`

const measure = `(() => {
	` + paleScript + `
	const ask = new XMLHttpRequest(); ask.open("GET", "../index.html", false); ask.send();
	const doc = new DOMParser().parseFromString(ask.responseText, "text/html");
	document.documentElement.className = doc.documentElement.className;
	const W = innerWidth, H = innerHeight, rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
	const faults = new Set(), kinds = new Set(), slides = [...doc.querySelectorAll("#set > section")];
	for (const slide of slides) {
		const one = document.importNode(slide, true);
		one.hidden = false;
		for (const now of one.querySelectorAll(".now")) now.textContent = "11月22日　星期日　10:24";
		for (const [sel, text] of [[".time", "10:24"], [".date", "11月22日　星期日"], [".lunar", "农历十月十四"], [".term .name", "小雪"]])
			if (/quiet|clock/.test(one.className)) for (const e of one.querySelectorAll(sel)) e.textContent = text;
		document.body.replaceChildren(one);
		const form = one.querySelector(".rows,table");
		kinds.add(one.dataset.kind + (form && one.dataset.kind === "list" ? " " + (form.tagName === "TABLE" ? "table" : form.className.split(" ")[2]) : ""));
		const say = (what) => faults.add(one.dataset.id.replace(/\d{4}-\d\d-\d\d/, "…") + ": " + what);
		pale(one).forEach(say);
		const foot = one.querySelector(".foot"), line = foot ? foot.getBoundingClientRect().top : H;
		for (const e of one.querySelectorAll(".photo img, .code svg")) if (e.getBoundingClientRect().bottom > line) say("a picture stands on the foot");
		const side = document.documentElement.classList.contains("tall") ? 0.07 : 0.049;
		const found = [];
		const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
		for (let node; (node = walk.nextNode());) {
			if (!node.textContent.trim()) continue;
			const range = document.createRange(); range.selectNodeContents(node);
			const size = parseFloat(getComputedStyle(node.parentElement).fontSize) / rem;
			if (getComputedStyle(node.parentElement).visibility === "hidden" || !range.getClientRects().length) continue;
			if (size < 0.699) say("“" + node.textContent.trim().slice(0, 12) + "” is of " + size.toFixed(2) + "rem");
			for (const r of range.getClientRects()) {
				if (r.width < 1) continue;
				const pad = (r.height - size * rem) / 2, top = r.top + Math.max(0, pad), bottom = r.bottom - Math.max(0, pad);
				const tall = getComputedStyle(node.parentElement).writingMode === "vertical-rl", wide = tall ? Math.max(0, (r.width - size * rem) / 2) : 0;
				const where = "“" + node.textContent.trim().slice(0, 12) + "”";
				if (r.left + wide < side * W - 2 || r.right - wide > (1 - side) * W + 2) say(where + " sticks out to the side: " + Math.round(r.left) + " to " + Math.round(r.right) + " of " + W);
				if (top < 0.045 * H - 2 || bottom > 0.962 * H + 2) say(where + " sticks out: " + Math.round(top) + " to " + Math.round(bottom) + " of " + H);
				if (bottom > line - 0.05 * rem && !foot.contains(node) && !node.parentElement.closest(".edge")) say(where + " touches the line of the foot");
				found.push([node, r.left, r.right, top, bottom, where]);
			}
		}
		for (let i = 0; i < found.length; i++) for (let j = i + 1; j < found.length; j++) {
			const [a, al, ar, at, ab, aw] = found[i], [c, cl, cr, ct, cb, cw] = found[j];
			if (a !== c && Math.min(ar, cr) - Math.max(al, cl) > 0.1 * rem && Math.min(ab, cb) - Math.max(at, ct) > 0.12 * rem) say(aw + " lies over " + cw);
		}
		for (const e of one.querySelectorAll(".foot span, .what, .where")) if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === "hidden") say("“" + e.textContent.slice(0, 20) + "” is cut");
	}
	window.faults = [...faults];
	window.kinds = [...kinds];
	return slides.length;
})()`
