package privacy

import (
	"strings"
	"testing"
)

const plainNotice = `今天清早，5幢西侧路面冒水，是地下的供水支管裂了。自来水公司的抢修队已经到场，要关阀才能换管。

| 事项 | 安排 |
| --- | --- |
| 停水时间 | 11月22日（星期日）13:00至20:00 |
| 停水范围 | 新城花园3、4、5、6幢 |
| 送水点 | 5幢南门口，12:30起有送水车，自带水桶 |

**13时以前**，请先接好做饭和冲厕所的水。停水后把龙头关紧，电热水器拔掉插头，太阳能不要上水。要是提前修好，我们在楼道栏和电梯屏上告诉大家。
`

func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"notice", strings.Repeat(plainNotice, 50)},
		{"nearMisses", strings.Join(lines(b, "harmless.txt"), "\n")},
		{"digits", strings.Repeat("1 2 8 0 0 1 2 8 0 0 ", 500)},
		{"personal", strings.Join(lines(b, "true.txt"), "\n")},
	} {
		b.Run(c.name, func(b *testing.B) {
			d := New(nil)
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				d.Find(c.text)
			}
		})
	}
}

// TestNothing finds nothing without allocating anything.
func TestNothing(t *testing.T) {
	d := New([]string{"0523-0600 1102"})
	if n := testing.AllocsPerRun(10, func() { d.Find(plainNotice) }); n > 0 {
		t.Errorf("%v allocations where nothing is found", n)
	}
}
