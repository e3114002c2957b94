package theme

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/diag"
)

// TestMistakes writes wrong templates and asks for our words and the place.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"<p>\n  <b>标题</b>{{.Titel}}":     `2:14: 这里没有“Titel”这一项（`,
		"<p>标题{{titel .Title}}":          `1:8: 没有“titel”这个函数（`,
		"<p>{{template \"nowhere\" .}}":  `1:15: 没有“nowhere”这个模板（`,
		"<p>{{icon \"nowhere\"}}":        `1:6: 没有“nowhere”这个图标（`,
		"<p>{{$x}}":                      `1:6: 没有“$x”这个变量（`,
		"<p>{{if .Title}}x":              `1:4: 到文件末尾还少一个 {{end}}（`,
		"<p>{{.Title}}{{end}}":           `1:14: 多了一个 {{end}}（`,
		"<p>\n{{if}}x{{end}}":            `2:1: if 后面没有写是什么（`,
		"<p>{{.Title}} 和 {{.Title}":      `1:17: 花括号里的写法不对（`,
		"<p>{{.Title | “plain”}}":        `1:4: 花括号里的写法不对（`,
		"<p>{{range .Title.Nothing}}":    `1:4: 到文件末尾还少一个 {{end}}（`,
		"{{range .Count}}{{.X}}{{end}}":  `1:19: 这里没有“X”这一项（`,
		"{{range .Yes}}x{{end}}":         `1:9: 这一项不是一串，不能用 {{range}}（`,
		"{{.None.Title}}":                `1:8: 要用“Title”，可是它属于的那一项这里没有（`,
		"{{title .Title .Title}}":        `1:3: “title”后面的个数不对（`,
		"<a {{if .Yes}}href=\"{{end}}>x": `1:9: HTML 的标签或引号没有写完整（`,
	} {
		th, problems := Load(fstest.MapFS{"templates/404.html": {Data: []byte(text)}}, Settings{Name: "mine"})
		if len(problems) == 0 {
			type page struct{ Title string }
			err := th.Execute(&bytes.Buffer{}, "404", struct {
				Title string
				Yes   bool
				Count int
				None  *page
			}{"题", true, 2, nil})
			problems, _ = err.(diag.List)
		}
		if len(problems) != 1 {
			t.Errorf("%s: %d problems: %v", text, len(problems), problems)
			continue
		}
		p := problems[0]
		got := strings.TrimPrefix(p.Pos.String(), "themes/mine/templates/404.html:") + ": " + strings.TrimPrefix(p.Message("zh"), "模板有误：")
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
		if !strings.HasSuffix(got, "）") || p.Hint("zh") == "" || p.Hint("en") == "" || strings.Contains(got+p.Message("en")+p.Hint("zh")+p.Hint("en"), "%!") {
			t.Errorf("%s: %s; %s", text, p.Message("en"), p.Hint("en"))
		}
	}
}
