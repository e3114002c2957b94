package proof

import (
	"fmt"
	"strings"
	"testing"
)

func TestHeavy(t *testing.T) {
	long := strings.Repeat("请把楼道里的东西搬走，", 5) // 55 characters
	for _, c := range []struct{ name, text, want string }{
		{"61 characters", long + "车也推走吧。", "long 61"},
		{"60 characters", long + "车推走吧。", ""},
		{"two sentences", long + "好。" + long + "好。", ""},
		{"over lines of one paragraph", strings.Repeat("请把楼道里的东西搬走，\n", 6), "long 66"},
		{"points of a list", strings.Repeat("- 请把楼道里的东西搬走\n", 8), ""},
		{"numbers and addresses count once", long + "打0523-0600 1101。", ""},
		{"where a link leads does not count", long + "[看这里](../notices/a-very-long-name-of-a-page.html)", ""},
		{"a quoted law", "> " + strings.Repeat("应当", 40) + "。", ""},
		{"the name of a law", "照《" + strings.Repeat("法", 59) + "》办。", ""},
		{"a heading", "## " + strings.Repeat("长", 70), ""},
		{"a table", "| " + strings.Repeat("长", 70) + " |", ""},
		{"code", "```\n" + strings.Repeat("长", 70) + "\n```\n", ""},

		{"seven commas", "来了，坐下，喝茶，填表，签字，交钱，等着，走吧。", "commas 7"},
		{"things one after the other", "带身份证、户口簿、照片、申请表、房产证、合同、收据、发票。", ""},
		{"four 的", "这是我们社区的居民的孩子的学校的通知。", "modifiers 4"},
		{"three 的", "这是我们社区的居民的孩子的通知。", ""},
		{"words with 的", "有的是目的，真的似的有的目的真的。", ""},
		{"的 in two clauses", "我的书和你的书，他的书和她的书。", ""},

		{"nobody explains it", "请带AED来。", "acronym AED"},
		{"said twice, told once", "请带AED来。AED要充电。", "acronym AED"},
		{"in brackets behind what it is", "自动体外除颤器（AED）在门厅。AED每月查一次。", ""},
		{"explained behind", "AED（自动体外除颤器）在门厅。", ""},
		{"explained later", "门厅有AED。AED是救心脏的机器。", ""},
		{"everybody knows", "看LED屏，装APP，连WIFI。", ""},
		{"a standard", "照GB/T 9704印，在A12座，用B2B。", ""},
		{"an address", "见 https://example.org/ABC/DEF 和 x.PDFX", ""},

		{"an office's phrase", "届时请来。", "official 届时→到时候"},
		{"a verb as a noun", "对楼道进行清理。", "official 进行清理→清理"},
		{"going on is no noun", "比赛正在进行，明天还进行。", ""},
		{"in a quotation", "> 届时请来。", ""},
		{"terms of law stay", "公示期内可以提意见，受理以后告诉申请人。", ""},
	} {
		var got []string
		for _, w := range Heavy([]byte(c.text)) {
			if !strings.HasPrefix(c.text[w.From:w.To], w.Words) {
				t.Errorf("%s: %q is not at %d", c.name, w.Words, w.From)
			}
			switch w.Fault {
			case LongSentence:
				got = append(got, fmt.Sprint("long ", w.Count))
			case StackedCommas:
				got = append(got, fmt.Sprint("commas ", w.Count))
			case StackedModifiers:
				got = append(got, fmt.Sprint("modifiers ", w.Count))
			case Acronym:
				got = append(got, "acronym "+w.Words)
			case Official:
				got = append(got, "official "+w.Words+"→"+w.Plain)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, not %q", c.name, s, c.want)
		}
	}
}

func FuzzHeavy(f *testing.F) {
	f.Add("届时请带AED来。\n- 一、二\n> x")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Heavy([]byte(text)) {
			if w.From < 0 || w.To <= w.From || w.To > len(text) || text[w.From:w.To] != w.Words {
				t.Errorf("%+v is not in %q", w, text)
			}
		}
	})
}
