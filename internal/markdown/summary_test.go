package markdown

import (
	"strings"
	"testing"
)

func TestSummary(t *testing.T) {
	c := New()
	for _, tt := range []struct {
		name, src string
		width     int
		want      string
	}{
		{"all of it", "定于周日停水。", 20, "定于周日停水。"},
		{"whole sentences", "定于周日停水。请提前储水。届时有人值守。", 15, "定于周日停水。请提前储水。"},
		{"other ends", "停水了！请储水；好吗？还有许多许多话要说。", 12, "停水了！请储水；好吗？"},
		{"at a comma", "为保障冬季供水安全，自来水公司将对管网进行检修。", 15, "为保障冬季供水安全…"},
		{"between words", "为保障冬季供水安全自来水公司将对管网进行检修。", 10, "为保障冬季供水安全…"},
		{"not in a quotation", "他说：“好。明天来。”大家都同意了这个安排。", 10, "他说…"},
		{"quotation and its end", "他说：“好。明天来。”大家都同意了这个安排。", 13, "他说：“好。明天来。”"},
		{"not in brackets", "请看附件（一。二。三）然后签字确认再交回", 8, "请看附件…"},
		{"not in a number", "收费标准为每户每月3.50元不含税", 11, "收费标准为每户每月…"},
		{"not in a time", "停水时间8:00-12:00全部住户", 8, "停水时间…"},
		{"not in a URL", "详见https://a.example/notices/2026/x.html公告", 14, "详见…"},
		{"not in a word", "请使用SuiShenBan办理业务", 6, "请使用…"},
		{"Latin counts a half", "Hello world. More text here.", 8, "Hello world."},
		{"no full stop behind a digit", "Version 3. 5 is out and about now", 8, "Version 3. 5…"},
		{"paragraphs", "## 标题\n\n各位居民：\n\n定于周日停水\n\n请储水", 30, "各位居民：定于周日停水 请储水"},
		{"left out", "![图](a.jpg \"题\")\n\n| a |\n|---|\n| b |\n\n```\n码\n```\n\n> 引文[^1]见[链接][l]。<b>粗</b>\n\n[l]: /x\n\n[^1]: 注\n", 30, "引文见链接。粗"},
		{"nothing", "## 只有标题\n", 30, ""},
		{"no width", "停水", 0, ""},
		{"no room", "停水通知", 1, "…"},
	} {
		if got := c.Summary([]byte(tt.src), tt.width); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A long text gives the summary of its beginning, and its links are links
// though their references stand at the end.
func TestSummaryOfLongText(t *testing.T) {
	src := "详见[公告][g]。\n\n" + strings.Repeat("停水通知，请储水。\n\n", 20000) + "[g]: /a\n"
	c := New()
	want := "详见公告。停水通知，请储水。"
	if got := c.Summary([]byte(src), 16); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := testing.AllocsPerRun(5, func() { c.Summary([]byte(src), 80) }); n > 1000 {
		t.Errorf("%v allocations: too much of the text was read", n)
	}
}
