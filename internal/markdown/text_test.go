package markdown

import "testing"

func TestText(t *testing.T) {
	src := "# 停水**通知**\n\n　　请于\n周日前[储水](/a)，见`x`<b>。</b>  \n完[^1]\n\n" +
		"| 楼 | 时间 |\n|---|---|\n| 1 | `a\\|b` |\n\n- [x] 甲\n- 乙\n\n![图](a.jpg \"说明\"){.half}\n\n```\n码 <\n```\n\n[^1]: 注 &amp; 释\\*\n"
	want := "停水通知\n请于周日前储水，见x。\n完\n楼\t时间\n1\ta|b\n甲\n乙\n图 说明\n码 <\n注 & 释*"
	if got := New().Text([]byte(src)); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{
		"":                  0,
		"停水通知。":             4,
		"2026年11月22日":       6,
		"8:00至17:00":        3,
		"Hello, world":      2,
		"don't e-mail 3.5%": 3,
		"App下载":             3,
		"カタカナ":              4,
		"한국어 글":             2,
		"〇一":                2,
		"，。！ \n　":           0,
		"A.":                1,
	} {
		if got := Count(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if got := New().CountWords([]byte("## 停水\n\n**8:00** [起](https://a.example/)\n")); got != 4 {
		t.Errorf("CountWords: %d", got)
	}
}
