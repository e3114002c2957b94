package paper

import "testing"

// TestGrid puts digits into whole cells and marks the levels that authors
// number.
func TestGrid(t *testing.T) {
	for in, want := range map[string]string{
		"<p>12月1日</p>":                    `<p><span class="n n1">12</span>月<span class="n n1">1</span>日</p>`,
		"<p>（14:00），到</p>":                `<p><span class="nb">（<span class="n n3">14:00</span>）</span>，到</p>`,
		"<p>电话0523-0000 0022。</p>":        `<p>电话<span class="nb"><span class="n n7">0523-0000 0022</span>。</span></p>`,
		"<p>a&amp;b</p>":                  `<p><span class="n n2">a&amp;b</span></p>`,
		"<p>一、时间和范围</p>":                  `<p class="l1">一、时间和范围</p>`,
		"<p>（一）楼道。不堆放。</p>":               `<p><span class="l2">（一）楼道。</span>不堆放。</p>`,
		`<h2 id="x">一、时间</h2>`:            `<h2 class="written" id="x">一、时间</h2>`,
		`<h2 id="x9">时间</h2>`:             `<h2 id="x9">时间</h2>`,
		"<p>https://www.example.cn/a</p>": `<p>https://www.example.cn/a</p>`,
	} {
		if got := grid(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestUnlinked wants no trace of links, and no way back from a footnote.
func TestUnlinked(t *testing.T) {
	got := unlinked(`<p>见<a href="x.html">通知</a><sup><a href="#fn1">1</a></sup></p><li>维保。 <a href="#r" role="doc-backlink">↩︎</a></li>`)
	if want := "<p>见通知<sup>1</sup></p><li>维保。 </li>"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestFitOfADay(t *testing.T) {
	five := []Entry{{"9:00", "健康讲座"}, {"14:30", "合唱队排练"}, {"19:00", "电影《城南旧事》和映后座谈"}, {"", "捐衣"}, {"", "义剪"}}
	if got, more := fit(five, 4); len(got)+more != 5 || more == 0 {
		t.Errorf("%d stand on the day and %d are counted", len(got), more)
	}
	if got, more := fit(five[:2], 4); len(got) != 2 || more != 0 {
		t.Errorf("two that have room: %d and %d more", len(got), more)
	}
}
