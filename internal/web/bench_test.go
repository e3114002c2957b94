package web

import (
	"bytes"
	"fmt"
	"testing"

	"banbao/internal/calendar"
	"banbao/internal/markdown"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// manyNotices is a site that has been kept for long: two tags a notice, most
// have ended.
func manyNotices(n int) *site.Site {
	var list []*site.Notice
	first := calendar.Date(2016, 1, 1)
	for i := range n {
		d := first + calendar.Day(i*3970/n)
		x := testNotice(fmt.Sprintf("n%05d", i), fmt.Sprintf("第%d号|关于楼道整洁的通知", i), site.Kinds()[i%4], d, d+30)
		x.Tags = []string{fmt.Sprintf("标签%d", i%40), "楼道"}
		x.Summary = "请把楼道里的杂物搬回家，留出一米二宽的路，电动车停到车棚。"
		list = append(list, x)
	}
	return testSite(list...)
}

// BenchmarkRender makes every view and key of 10,000 notices, which is what a
// build does when nothing has changed.
func BenchmarkRender(b *testing.B) {
	s := manyNotices(10000)
	t, _ := theme.Load(nil, theme.Settings{})
	b.ReportAllocs()
	for b.Loop() {
		files, _ := Render(s, t, Texts{})
		if len(files) < 10000 {
			b.Fatal(len(files))
		}
	}
}

// BenchmarkWrite writes the page of one notice.
func BenchmarkWrite(b *testing.B) {
	s := wallSite()
	t, _ := theme.Load(nil, theme.Settings{})
	files, _ := Render(s, t, Texts{Markdown: markdown.New(), Read: func([]byte, site.Body) ([]byte, error) { return []byte(wallText), nil }})
	var page bytes.Buffer
	for _, f := range files {
		if f.Path != "notices/check.html" {
			continue
		}
		b.ReportAllocs()
		for b.Loop() {
			page.Reset()
			if err := f.Write(&page); page.Len() == 0 {
				b.Fatal(err)
			}
		}
	}
}
