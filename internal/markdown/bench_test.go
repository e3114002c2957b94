package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// document is like most of what is published: some 950 characters, headings,
// a list, bold text, links, a table.
func document() []byte {
	const paragraph = "为做好冬季供水保障，自来水公司定于**11月22日（周日）**8:00至17:00对新城路沿线管网进行检修，" +
		"届时1号楼至12号楼将暂停供水。请居民提前储水，关好水龙头，详情见[停水安排](/notices/water.html)。" +
		"老人独居的家庭可拨打社区电话021-55501234，由志愿者上门送水。\n\n"
	var b strings.Builder
	b.WriteString("各位居民：\n\n" + paragraph)
	b.WriteString("## 停水范围\n\n" + paragraph + "| 楼号 | 时间 | 备注 |\n| --- | --- | ---: |\n")
	for range 6 {
		b.WriteString("| 1号楼 | 8:00至12:00 | 全部住户 |\n")
	}
	b.WriteString("\n## 注意事项\n\n" + paragraph)
	for range 5 {
		b.WriteString("- 停水期间请**不要**打开热水器，恢复供水后先放水五分钟。\n")
	}
	b.WriteString("\n" + paragraph + "### 联系方式\n\n" + paragraph + "1. 物业服务中心\n2. 居民委员会\n\n" + paragraph)
	return []byte(b.String())
}

func BenchmarkConvert(b *testing.B) {
	src, c := document(), New()
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := c.Convert(src, Options{Top: 2}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGoldmark is what Convert is measured against: goldmark with GFM.
func BenchmarkGoldmark(b *testing.B) {
	src, md := document(), goldmark.New(goldmark.WithExtensions(extension.GFM))
	b.ReportAllocs()
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		var out bytes.Buffer
		if err := md.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSummary(b *testing.B) {
	src, c := document(), New()
	b.ReportAllocs()
	for b.Loop() {
		c.Summary(src, 80)
	}
}

func BenchmarkText(b *testing.B) {
	src, c := document(), New()
	b.ReportAllocs()
	for b.Loop() {
		c.Text(src)
	}
}
