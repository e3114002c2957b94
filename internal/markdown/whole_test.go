package markdown

import (
	"strings"
	"testing"
)

// What stays on one line is between brackets of the table.
func TestWhole(t *testing.T) {
	show := strings.NewReplacer(`<span class="nb">`, "⟦", "</span>", "⟧", "<p>", "", "</p>\n", "")
	for _, want := range []string{
		// Telephones.
		"请打⟦027-8888 1234⟧问",
		"请打⟦（0571）8888 8888⟧ 转 801问，⟦027-88881234转801⟧", // as long as it fits on a phone
		"请打⟦(027) 88881234⟧问（⟦027-8888 1234⟧）",
		"手机⟦138 0000 0000⟧、⟦138-0000-0000⟧，⟦+86 138 0000 0000⟧，⟦+86 27 8888 1234⟧",
		"⟦400-800-8820⟧、本地⟦8888-1234分机12⟧",
		"⟦027-8888 1234⟧ ⟦9时⟧", // what follows is no part of it
		"打12345、110或02788881234",
		"电话⟦2888 1234⟧",

		// Numbers with their unit.
		"要⟦30 分钟⟧，⟦30分钟⟧也行",
		"交⟦5 000 元⟧、⟦1,500 元⟧、⟦3000-5000 元⟧、⟦1.5 万元⟧",
		"⟦第 3 次⟧、⟦第3天⟧",
		"⟦2026年11月22日⟧、⟦11月22日9时30分⟧起",
		"⟦2026年11月22日9时⟧⟦30分⟧", // as long as it fits on a phone
		"⟦8 ℃⟧到⟦10 km⟧，⟦40 %⟧，⟦5个工作日⟧，⟦1 234 567⟧",
		"⟦9:30 时⟧、⟦10~20 户⟧、⟦10至20 户⟧",
		"**⟦30 分钟⟧**和[⟦30 分钟⟧](tel:1)",

		// Neither.
		"A4 纸、B12 号、3.2.1 版",
		"2026 工作要点，共 5 理由",
		"2025-2026、2025 2026、2026-11-22、8:00-12:00",
		"图 3 和 4 是一样的，1 2 3",
		"5 kmh、3 Aa",
		"50%、5kg", // no browser breaks these
		"12 3456、123 45、1234 567",
		"`30 分钟`",
		"11010119900101 1234 5678 9012",
	} {
		src := strings.NewReplacer("⟦", "", "⟧", "").Replace(want)
		doc, _ := New().Convert([]byte(src), Options{})
		got := show.Replace(doc.HTML)
		got = strings.NewReplacer("<strong>", "**", "</strong>", "**", `<a href="tel:1">`, "[", "</a>", "](tel:1)", "<code>", "`", "</code>", "`").Replace(got)
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if text := New().Text([]byte(src)); strings.ContainsAny(text, "⟦<\u2060\u00a0") {
			t.Errorf("the text is %q", text)
		}
	}
}

// A heading's id and words know nothing of it, nor does a cell that stays on
// one line by itself.
func TestWholeElsewhere(t *testing.T) {
	doc, _ := New().Convert([]byte("## 要 30 分钟\n\n| 时间 |\n| --- |\n| 30 分钟 |\n"), Options{})
	if h := doc.Headings[0]; h.ID != "要-30-分钟" || h.Text != "要 30 分钟" {
		t.Errorf("%+v", h)
	}
	if !strings.Contains(doc.HTML, `<td class="nb">30 分钟</td>`) || !strings.Contains(doc.HTML, `>要 <span class="nb">30 分钟</span></h2>`) {
		t.Error(doc.HTML)
	}
}
