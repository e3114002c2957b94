package papertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTight prints notices that are longer and longer. One that would go on
// over a second leaf for a few lines is set a step smaller and stays on one;
// before that it is set as large as ever, and beyond it has a second leaf with
// something on it. Where it hangs too far off for smaller letters it has two.
func TestTight(t *testing.T) {
	t.Parallel()
	sentences := []string{
		"天一冷，取暖器、电热毯都忙起来，火灾也爱挑这个时候。", "11月24日起，社区、物业和警务室一起到各家看一看用火用电的情况，每户大约十分钟，雨雪天照常。",
		"检查员两人一组，穿红马甲，带有照片的工作证。", "请把楼道里的东西收一收，电动车推到车棚里充电。", "独居老人家里，免费装一只烟雾报警器，当场试响。",
		"有问题的写一张单子，写明哪一天以前改好，到期再来看一次。", "家里没有人的，门上留一张条子，打0523-0600 1234另约时间。",
	}
	files := map[string]string{"config.toml": `title = "新城社区"
base_url = "https://xincheng.example/"
issuer = "新城社区居民委员会"
[[boards]]
id = "far"
name = "广场橱窗"
kind = "showcase"
distance_m = 1.3
shows = { kinds = ["story"] }
`}
	var names []string
	for _, k := range []struct {
		name, title, kind string
		of                []int // how many sentences
	}{
		{"plain", "入户检查用火用电", "notice", []int{8, 9, 10, 12, 16, 17, 19}},
		{"long", "关于今冬明春入户检查用火用电和清理楼道杂物的通知", "notice", []int{8, 9, 11, 12, 15, 16}},
		{"far", "楼道里的一年", "story", []int{11, 12, 13, 14, 16}},
	} {
		text := ""
		for n := 3; n < 24; n++ {
			text += sentences[n%len(sentences)]
			if n%4 == 3 {
				text += "\n\n"
			}
			if n%9 == 8 {
				text += "\n\n- 南门东侧\n- 物业门口\n\n"
			}
			if !slices.Contains(k.of, n) {
				continue
			}
			name := fmt.Sprintf("%s%02d", k.name, n)
			names = append(names, name)
			files["content/notices/"+name+".md"] = fmt.Sprintf("+++\ntitle = %q\nkind = %q\ndate = 2026-11-20\nuntil = 2026-11-30\n+++\n\n%s\n", k.title, k.kind, text)
		}
	}
	p := pressOf(t, files)
	slices.Sort(names)
	kinds := map[string]int{}
	for _, name := range names {
		path := "print/notices/" + name + ".html"
		page, _, _ := p.read(path)
		tight := strings.Contains(string(page), "is-tight")
		leaves := p.leaves(path)
		lines := map[int]bool{} // of the last leaf, with the signature
		for _, w := range leaves[len(leaves)-1].Words {
			if w.Left > 44 && w.mid() < 262 {
				lines[int(w.mid())] = true
			}
		}
		what := fmt.Sprintf("%s %d", strings.Trim(name, "0123456789"), len(leaves))
		if tight {
			what += " tight"
		}
		kinds[what]++
		switch {
		case tight && len(leaves) > 1:
			t.Errorf("%s is set smaller and takes %d leaves all the same", name, len(leaves))
		case len(leaves) > 1 && len(lines) < 6 && !strings.HasPrefix(name, "far"):
			t.Errorf("%s has %d lines on its last leaf", name, len(lines))
		}
	}
	for _, want := range []string{"plain 1", "plain 1 tight", "plain 2", "long 1", "long 1 tight", "far 1", "far 2"} {
		if kinds[want] == 0 {
			t.Errorf("there is no %s: %v", want, kinds)
		}
	}
}
