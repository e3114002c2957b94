package web

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// views are the templates that make pages and what they are given.
var views = []struct {
	template, what string
	view           any
}{
	{"home", "首页", homePage{}},
	{"list", "通知列表、各种类、各标签", listView{}},
	{"notice", "一条通知", noticePage{}},
	{"publicity", "一条公示", noticePage{}},
	{"archive", "往期的各年", archiveView{}},
	{"year", "往期的一年或一个月", yearView{}},
	{"on", "那一天贴了什么", onView{}},
	{"on-month", "一个月里每天贴了什么", onMonthView{}},
	{"tags", "全部标签", tagsView{}},
	{"activities", "活动一览", activitiesView{}},
	{"activity", "一项活动", activityView{}},
	{"calendar", "一个月的日历", calendarView{}},
	{"week", "一个星期的日历", weekView{}},
	{"plan", "一年的安排", planView{}},
	{"classes", "分类看日历", classesView{}},
	{"class", "一个地点、小区或标签的日历", classView{}},
	{"subscribe", "订到手机上", subscribeView{}},
	{"follow", "跟着看通知", followView{}},
	{"search", "搜索", searchPage{}},
	{"data", "数据", dataView{}},
	{"rankings", "评比一览", rankingsView{}},
	{"ranking", "一项评比", rankingView{}},
	{"wall", "一年的光荣墙", wallView{}},
	{"counts", "评比的得分明细，几百条以上的", countsView{}},
	{"guides", "办事指南一览", guidesView{}},
	{"guide", "一个事项", guideView{}},
	{"flow", "一个事项的先问几句", flowView{}},
	{"hall", "服务大厅", hallView{}},
	{"page", "固定页面", pageView{}},
	{"boards", "公告栏与屏幕", boardsView{}},
	{"disclosure", "公开目录", disclosureView{}},
	{"staff", "公开台账", staffView{}},
	{"waivers", "准许公布的个人信息", waiversView{}},
	{"404", "没有这一页", errorView{}},
	{"moved", "旧网址", movedView{}},
}

// TestThemeDoc keeps docs/theme.md true: every template is there with every
// field of its view, and nothing else is. With -update it writes the table.
func TestThemeDoc(t *testing.T) {
	const file = "../../docs/theme.md"
	doc, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(doc), "### 各页的视图\n")
	if !ok {
		t.Fatal("docs/theme.md has no section 各页的视图")
	}
	want := head + "### 各页的视图\n\n| 模板 | 哪一页 | 字段 |\n| --- | --- | --- |\n"
	for _, v := range views {
		want += "| `" + v.template + "` | " + v.what + " | " + strings.Join(fields(reflect.TypeOf(v.view)), " ") + " |\n"
	}
	want += docTail
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(doc) != want {
		t.Errorf("docs/theme.md is out of date at line %d; run go test ./internal/web -run TestThemeDoc -update", differs(string(doc), want))
	}
	for _, kind := range []reflect.Type{reflect.TypeFor[Frame](), reflect.TypeFor[Common](), reflect.TypeFor[Row](), reflect.TypeFor[Mark]()} {
		for _, name := range fields(kind) {
			if !strings.Contains(head, name) {
				t.Errorf("docs/theme.md does not name %s of %s", name, kind.Name())
			}
		}
	}
}

const docTail = `
字段里再有什么，看程序里同名的结构：` + "`internal/web/`" + ` 下，每种内容一个文件。

## 搜索

搜索页是 ` + "`search.html`" + `，在浏览器里找的是 ` + "`assets/search-index.js`" + `，列出来的是 ` + "`assets/search.js`" + `；三个里少了一个（模板写成空的也算），就没有搜索页，也不做索引，页头的 ` + "`.Frame.Common.Search`" + ` 是空的。
自己写一页，只要先装 ` + "`search-index.js`" + `，再装 ` + "`search/index.js`" + `，然后：

` + "```js\nbanbaoSearch.search(\"停水\", { kind: \"\", building: \"\" })   // 种类的字母、楼院的 id，可以不给\n  .then((result) => result.more(6)            // result.total 条；result.sure 是不是准数\n    .then((hits) => hits.forEach((hit) => {   // hit.record：p 网页 t 标题 k 种类 d 日期 u 截止 x 正文\n      console.log(hit.record.t, hit.marks);   // hit.marks：在 hit.whole 里从哪一个字到哪一个字\n    })));\n```" + `

## 时间

只在一段时间里看得见的东西，带着 ` + "`data-from`" + `、` + "`data-until`" + `（从1970年起的秒数）；还没到时候的，另带 ` + "`hidden`" + `。
` + "`assets/board.js`" + ` 到点把它显出来或收起来，网页开着不用刷新。没有脚本，看到的就是生成那一刻的样子。

| 属性 | 脚本做什么 |
| --- | --- |
| ` + "`data-from` `data-until`" + ` | 到点显示、过点隐藏 |
| ` + "`data-begin` `data-end`" + ` | 公示的一格：加上 ` + "`past`、`now`" + ` |
| ` + "`data-starts` `data-days` `data-unit`" + ` | 公示第几天、还剩几天；数的是天还是工作日 |
| ` + "`data-last` `data-moved`" + ` | 公示的最后一天什么时候开始；顺延的，在那以前说什么 |
| ` + "`data-opens` `data-title`" + ` | 到点换窗口的标题 |
| ` + "`data-date`" + ` | 是今天的加上 ` + "`today`" + `，过去的加上 ` + "`past`" + ` |
| ` + "`data-weekday`" + ` | 里面的字换成今天、明天或星期几 |
| ` + "`data-open`" + ` | ` + "`assets/hours.js`" + ` 照 ` + "`guides/open.js`" + ` 写上现在开没开门 |
| ` + "`data-names` `data-pinyin` `data-find`" + ` | ` + "`assets/find.js`" + ` 在里面找：名称和别的叫法、它们的拼音、别的文字 |

页头的日期、农历、天气，大厅今天开不开门，紧急通知的横条，都来自 ` + "`today.js`" + `。它管四十天，所以到了半夜不必把一万页都重做一遍。
网页在显示第一行字以前只等两个文件：样式和 ` + "`today.js`" + `。主题的 ` + "`assets/early.js`" + ` 接在 ` + "`today.js`" + ` 后面，把字的大小、日期、紧急通知在第一行字出来以前摆好，页面就不会跳。别的脚本都加 ` + "`defer`" + `。
除了首页，不要把“今天”写进模板。
`

// fields are the names that a template may use, in the order of the struct;
// those of embedded structs stand among them, and those that all views have are
// told elsewhere.
func fields(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Type == reflect.TypeFor[Page](), f.Type == reflect.TypeFor[Frame](), f.Type == reflect.TypeFor[Text](), f.Type == reflect.TypeFor[[]*Row]():
		case f.Anonymous && f.Type.Kind() == reflect.Struct:
			names = append(names, fields(f.Type)...)
		case f.IsExported():
			names = append(names, "`"+f.Name+"`")
		}
	}
	return names
}

// TestEveryTemplateIsDocumented looks for templates that make pages but are
// not in the table.
func TestEveryTemplateIsDocumented(t *testing.T) {
	entries, err := os.ReadDir("../../themes/default/templates")
	if err != nil {
		t.Fatal(err)
	}
	top := regexp.MustCompile(`(?m)^\{\{template "top" \.Frame`)
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := os.ReadFile("../../themes/default/templates/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(e.Name(), ".html")
		known := slices.ContainsFunc(views, func(v struct {
			template, what string
			view           any
		}) bool {
			return v.template == name
		})
		if top.Match(text) && !known {
			t.Errorf("template %s makes pages, but docs/theme.md does not know it", name)
		}
	}
}
