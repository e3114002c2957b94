package browsertest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"banbao/internal/chrome"
)

// heardRoles are what a screen reader names; texts between them are read as they
// are, and all else is silent.
var heardRoles = map[string]bool{
	"banner": true, "navigation": true, "main": true, "contentinfo": true, "search": true, "region": true, "complementary": true,
	"heading": true, "link": true, "button": true, "switch": true, "checkbox": true, "searchbox": true, "combobox": true,
	"table": true, "columnheader": true, "rowheader": true, "cell": true, "caption": true, "status": true, "image": true,
}

// said is the text of a value of the tree.
func said(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var text any
	if json.Unmarshal([]byte(v.Value), &text) != nil || text == nil {
		return ""
	}
	return strings.Join(strings.Fields(fmt.Sprint(text)), " ")
}

// listen is the page as Chromium tells it to a screen reader, from the first word
// to the last: `heading 1 “标题”`, `switch “长者版” false`, and texts by themselves.
func listen(b *chrome.Tab) []string {
	b.Helper()
	tree, err := chromedp.Call(b.Ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	b.Must(err)
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range tree.Nodes {
		nodes[n.NodeID] = n
	}
	var lines []string
	var walk func(n *accessibility.Node)
	walk = func(n *accessibility.Node) {
		role, name := said(n.Role), said(n.Name)
		named := !n.Ignored && heardRoles[role]
		if named {
			line := role
			for _, p := range n.Properties {
				if p.Name == "level" && role == "heading" {
					line += " " + said(p.Value)
				}
			}
			if name != "" {
				line += " “" + name + "”"
			}
			for _, p := range n.Properties {
				if p.Name == "checked" {
					line += " " + said(p.Value)
				}
			}
			lines = append(lines, line)
		}
		if !n.Ignored && role == "StaticText" && name != "" {
			lines = append(lines, name)
		}
		leaf := role == "link" || role == "button" || role == "image"
		around := role == "heading" || role == "cell" || role == "rowheader" || role == "columnheader"
		if named && name != "" && (leaf || around && !linked(nodes, n)) {
			return // its name has said it
		}
		for _, id := range n.ChildIDs {
			if c := nodes[id]; c != nil {
				walk(c)
			}
		}
	}
	if len(tree.Nodes) > 0 {
		walk(tree.Nodes[0])
	}
	return lines
}

// linked tells whether there is something to press below.
func linked(nodes map[accessibility.NodeID]*accessibility.Node, n *accessibility.Node) bool {
	for _, id := range n.ChildIDs {
		if c := nodes[id]; c != nil && (said(c.Role) == "link" || said(c.Role) == "button" || linked(nodes, c)) {
			return true
		}
	}
	return false
}

// tabTo presses Tab until the keyboard is at what is called so.
func tabTo(b *chrome.Tab, name string) {
	b.Helper()
	const at = `(() => { const e = document.activeElement; return (e.getAttribute("aria-label") || e.labels && e.labels[0] && e.labels[0].innerText || e.innerText || "").replace(/\s+/g, " ").trim(); })()`
	var passed []string
	for range 90 {
		b.Press("\t")
		got := chrome.Eval[string](b, at)
		if strings.HasPrefix(got, name) {
			return
		}
		passed = append(passed, got)
	}
	b.Fatalf("Tab does not lead to %q, but to %q", name, passed)
}

// enter presses Enter on a link and waits for the page that it leads to.
func enter(b *chrome.Tab) {
	b.Helper()
	from := b.Where()
	b.Press("\r")
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if to := b.Where(); to != "" && to != from && chrome.Eval[string](b, "document.readyState") == "complete" {
			return
		}
	}
	b.Fatalf("Enter on %s leads nowhere", from)
}

// task is something that people come for, done by keys alone; after each step it
// is listened to what the page says, from the landmark main on.
type task struct {
	name  string
	start string
	steps []listening
}

type listening struct {
	do   func(b *chrome.Tab)
	ends string   // how the address ends after it
	says []string // in this order, with other things between them
}

var tasks = []task{
	{"find a notice", "index.html", []listening{
		{func(b *chrome.Tab) { tabTo(b, "搜索"); enter(b) }, "search/", []string{
			"main", "heading 1 “搜索”", "search", "searchbox “找什么：写一两个词，或者照着记得的一句话写”", "button “找”", "combobox “种类”", "status",
		}},
		{func(b *chrome.Tab) {
			b.Must(chromedp.Do(b.Ctx, chromedp.KeyEvent("停水"))) // the field has the keyboard already
			b.Until("something is found", 20*time.Second, `document.querySelector("#found .hits li")`)
		}, "search/", []string{
			"searchbox “找什么：写一两个词，或者照着记得的一句话写”", "status", "在136条内容里找“停水”，找到2条。", "region “找到的”", "heading 2 “找到的”",
			"heading 3 “抢修水管，新城花园3至6幢今天13时起停水”", "link “抢修水管，新城花园3至6幢今天13时起停水”", "通知", "2026年11月22日",
		}},
		{func(b *chrome.Tab) { tabTo(b, "抢修水管，新城花园3至6幢今天13时起停水"); enter(b) }, "notices/water-burst.html", []string{
			"main", "navigation “所在位置”", "link “首页”", "link “通知”", "heading 1 “抢修水管， 新城花园3至6幢 今天13时起停水”",
			"table", "columnheader “事项”", "columnheader “安排”", "cell “停水时间”", "cell “11月22日（星期日）13:00至20:00”", "heading 2 “要点”", "link “0523-0600 1102”",
		}},
	}},
	{"follow a calendar", "index.html", []listening{
		{func(b *chrome.Tab) { tabTo(b, "日历"); enter(b) }, "calendar/", []string{"main", "navigation “日历的看法”", "link “订阅”"}},
		{func(b *chrome.Tab) { tabTo(b, "订阅"); enter(b) }, "calendar/subscribe.html", []string{
			"main", "link “日历”", "heading 1 “订到手机上”", "heading 2 “苹果手机、平板、电脑”", "link “订到日历”", "heading 2 “安卓手机”", "link “下载日历文件”",
			"image “这一页网址的二维码”", "heading 2 “只订一部分”", "heading 3 “楼院”", "link “订“新城花园”的日历”",
		}},
		{func(b *chrome.Tab) { tabTo(b, "订到日历") }, "calendar/subscribe.html", nil},
	}},
	{"find what to bring", "index.html", []listening{
		{func(b *chrome.Tab) { tabTo(b, "办事"); enter(b) }, "guides/", []string{
			"main", "heading 1 “办事指南”", "search", "searchbox “搜办事：写一两个词，或者整句话”", "navigation “怎么找”", "heading 3 “困难帮扶”", "link “低保申请 3号窗口”",
		}},
		{func(b *chrome.Tab) { tabTo(b, "低保申请"); enter(b) }, "guides/dibao.html", []string{
			"main", "heading 1 “低保申请”", "heading 2 “先看答案”", "带什么", "低保申请书和家庭情况表、全家人的身份证、户口簿、核对授权书、收入和支出的材料",
			"heading 2 “带齐这些”", "checkbox “低保申请书和家庭情况表” false", "heading 2 “去哪儿”",
		}},
		{func(b *chrome.Tab) { tabTo(b, "低保申请书和家庭情况表"); b.Press(" ") }, "guides/dibao.html", []string{
			"heading 2 “带齐这些”", "checkbox “低保申请书和家庭情况表” true", "checkbox “全家人的身份证、户口簿” false",
		}},
	}},
	{"read a ranking", "index.html", []listening{
		{func(b *chrome.Tab) { tabTo(b, "评比"); enter(b) }, "rankings/", []string{"main", "heading 1 “评比”", "heading 2 “十星文明新风户”", "link “十星文明新风户”", "image “10星”"}},
		{func(b *chrome.Tab) { tabTo(b, "十星文明新风户"); enter(b) }, "rankings/ten-star-2026.html", []string{
			"main", "heading 1 “十星文明新风户”", "link “正在公示”", "heading 2 “星级表”", "region “整张星级表，窄屏可以左右滑动”",
			"table “实心是评上的星，空心是没评上的星。同星数的按姓氏笔画排列，不分先后”", "columnheader “户主”", "columnheader “爱国守法”", "columnheader “星数”",
			"rowheader “十星，3户”", "rowheader “王*芳新城花园3幢”", "cell “有”", "cell “10”", "rowheader “陈*林桂花苑2幢”",
		}},
	}},
	{"switch to large type", "notices/index.html", []listening{
		{func(b *chrome.Tab) { tabTo(b, "长者版") }, "notices/", []string{"banner", "link “搜索”", "switch “长者版” false", "navigation “主要栏目”", "main"}},
		{func(b *chrome.Tab) { b.Press(" ") }, "notices/", []string{"banner", "switch “长者版” true", "main", "heading 1 “通知”"}},
		{func(b *chrome.Tab) { tabTo(b, "办事"); enter(b) }, "guides/", []string{"switch “长者版” true", "main", "heading 1 “办事指南”"}},
	}},
}

// TestListen does what people come for without a mouse, and hears what somebody
// hears who does not see the page: roles, names, states and their order.
func TestListen(t *testing.T) {
	t.Parallel()
	b := chrome.Open(t)
	for _, task := range tasks {
		b.Visit(chrome.Site(t).HTTP + task.start + "?elder=0")
		for i, step := range task.steps {
			step.do(b)
			if at := b.Where(); !strings.HasSuffix(at, step.ends) {
				t.Errorf("%s, step %d: the reader is at %s", task.name, i+1, at)
				break
			}
			if step.says == nil {
				continue
			}
			lines := listen(b)
			left := lines
			for _, want := range step.says {
				at := slices.Index(left, want)
				if at < 0 {
					t.Errorf("%s, step %d: not heard, or not in this order: %s; after it come\n  %s", task.name, i+1, want, strings.Join(left[:min(len(left), 40)], "\n  "))
					break
				}
				left = left[at+1:]
			}
			for _, line := range lines {
				if line == "/" || slices.Contains([]string{"image", "link", "button", "heading 1", "heading 2", "heading 3", "checkbox", "switch", "searchbox"}, strings.TrimSuffix(line, " false")) {
					t.Errorf("%s, step %d: this says nothing: %q", task.name, i+1, line)
					break
				}
			}
		}
	}
}
