package web

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/markdown"
	"banbao/internal/site"
	"banbao/internal/theme"
)

var china = time.FixedZone("CST", 8*3600)

// noon is the moment of most tests: a Sunday, the solar term 小雪.
var noon = time.Date(2026, 11, 22, 9, 0, 0, 0, china)

func testTheme(t *testing.T) *theme.Theme {
	t.Helper()
	th, problems := theme.Load(nil, theme.Settings{})
	for _, p := range problems {
		t.Fatal(p)
	}
	return th
}

// render makes the pages of a site; every body is the given text.
func render(t *testing.T, s *site.Site, text string) map[string]string {
	t.Helper()
	files, problems := Render(s, testTheme(t), Texts{
		Markdown: markdown.New(),
		Read:     func([]byte, site.Body) ([]byte, error) { return []byte(text), nil },
	})
	for _, p := range problems {
		t.Error(p)
	}
	pages := map[string]string{}
	for _, f := range files {
		if strings.HasPrefix(f.Path, "files/") || strings.HasPrefix(f.Path, "media/") {
			continue
		}
		if _, twice := pages[f.Path]; twice {
			t.Errorf("%s is made twice", f.Path)
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		pages[f.Path] = b.String()
	}
	return pages
}

// window is that of whole days.
func days(from, until calendar.Day) calendar.Window {
	w := calendar.Window{From: from.Start(china)}
	if !until.IsZero() {
		w.Until = until.End(china)
	}
	return w
}

func testNotice(slug, title string, kind site.Kind, date calendar.Day, until calendar.Day) *site.Notice {
	return &site.Notice{
		Item: site.Item{
			Noun: site.NounNotice, Kind: kind, Level: site.LevelNormal, Slug: slug, Title: title,
			Date: calendar.Moment{Day: date}, Window: days(date, until),
			Body: site.Body{File: "content/notices/" + slug + ".md", Size: 1, Line: 1},
		},
		Issuer: "新城社区居民委员会",
	}
}

func testSite(notices ...*site.Notice) *site.Site {
	s := &site.Site{
		Info: site.Info{
			Title: "新城社区", Mark: "板报", Language: "zh-Hans", Zone: china, PageSize: 20, AheadDays: 7,
			Issuer: "新城社区居民委员会", BaseURL: "https://xincheng.example/",
			Phones: []site.Phone{{Name: "服务大厅", Number: "0523-0600 1101"}},
		},
		Now: noon, Notices: notices, Holidays: calendar.Shipped(),
	}
	site.SortNotices(s.Notices, s.Now)
	return s
}

func TestNoticePage(t *testing.T) {
	n := testNotice("check", "今冬家庭|用火用电安全|入户检查", site.KindNotice, calendar.Date(2026, 11, 20), calendar.Date(2026, 11, 28))
	n.To = "全体居民"
	pages := render(t, testSite(n), "检查**不收费**。\n\n## 一、安排\n")
	page := pages["notices/check.html"]
	for _, want := range []string{
		"<h1>今冬家庭<wbr>用火用电安全<wbr>入户检查</h1>", "<strong>不收费</strong>", "<h2", "全体居民：",
		`href="../assets/web.`, `href="../index.html"`, "2026年11月20日", "至11月28日 星期六",
		`href="https://xincheng.example/notices/check.html"`, `<title>今冬家庭用火用电安全入户检查 - 新城社区</title>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(page)
	}
}
