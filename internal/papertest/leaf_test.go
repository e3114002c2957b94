package papertest

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"
)

// TestTableEnds prints tables that are longer and longer, up to one that has
// not room on a leaf any more: what goes on over the next is never one row
// with the signature.
func TestTableEnds(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for n := 19; n <= 23; n++ {
		table := "| 楼幢 | 人选 | 邻居怎么说 |\n| --- | --- | --- |\n"
		for k := range n {
			table += fmt.Sprintf("| 河滨小区%d幢 | 行%d号 | 给全楼建了一个群 |\n", k+1, k+1)
		}
		files[fmt.Sprintf("content/notices/t%d.md", n)] = "+++\ntitle = \"楼栋长名单\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-30\n+++\n\n" + table
	}
	p := pressOf(t, files)
	two := 0
	for n := 19; n <= 23; n++ {
		pages := p.leaves(fmt.Sprintf("print/notices/t%d.html", n))
		rows := make([]int, len(pages))
		for k, page := range pages {
			for _, w := range page.Words {
				if strings.Contains(w.Text, "全楼建了") {
					rows[k]++
				}
			}
		}
		last := len(rows) - 1
		if last == 0 {
			continue
		}
		if two++; rows[last] < 2 || rows[0] < 2 {
			t.Errorf("%d rows stand on the leaves as %v", n, rows)
		}
		if _, ok := pages[last].find("新城社区居民委员会"); !ok {
			t.Errorf("%d rows: the last leaf is not signed", n)
		}
	}
	if two == 0 {
		t.Error("no table takes two leaves")
	}
}

// TestPictures prints a long notice with photographs in it: one that has not the
// room left on a leaf is made smaller for it, and no leaf ends in white.
func TestPictures(t *testing.T) {
	t.Parallel()
	sentence := "读报的人是退休教师，今年七十六岁，她不是来看报的，是来念报的，一条一条念给大家听，念完新闻念天气。"
	files := map[string]string{}
	for k, size := range []image.Rectangle{image.Rect(0, 0, 1200, 900), image.Rect(0, 0, 1600, 900), image.Rect(0, 0, 900, 1200)} {
		var photo bytes.Buffer
		if err := jpeg.Encode(&photo, image.NewGray(size), nil); err != nil {
			t.Fatal(err)
		}
		files[fmt.Sprintf("content/notices/p%d.jpg", k)] = photo.String()
	}
	names := []string{"a", "b"}
	for n, name := range names {
		var b strings.Builder
		fmt.Fprintf(&b, "+++\ntitle = \"念报的人\"\nkind = \"story\"\ndate = 2026-11-20\nuntil = 2026-11-30\n+++\n\n")
		for k := range 12 { // 1,200 characters
			b.WriteString(strings.Repeat(sentence, 1+(k+n)%3) + "\n\n")
			if k%4 == 2 {
				fmt.Fprintf(&b, "![靠窗的位子](p%d.jpg \"阅览室靠窗的位子\")\n\n", k/4)
			}
		}
		files["content/notices/"+name+".md"] = b.String()
	}
	p := pressOf(t, files)
	smaller := 0
	for _, name := range names {
		path := "print/notices/" + name + ".html"
		page, _, _ := p.read(path)
		smaller += strings.Count(string(page), `<img class="is-`)
		pages := p.leaves(path)
		for n := range pages[:len(pages)-1] {
			// A picture that would have had 50 mm and what is under it may stay whole.
			if _, bottom := p.inkBetween(path, n+1, 49, 192, 268); bottom < 269-75 {
				t.Errorf("%s: leaf %d of %d ends at %.0f mm", name, n+1, len(pages), bottom)
			}
		}
	}
	if smaller == 0 {
		t.Error("no picture is made smaller")
	}
}

// TestWidows prints paragraphs of three lines, which a browser would part after
// the second: every leaf begins with a new one.
func TestWidows(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("读报的人是退休教师，今年七十六岁，她不是来看报的，是来念报的，一条一条念给大家听，念完新闻念天气。\n\n", 16)
	p := pressOf(t, map[string]string{"content/notices/a.md": "+++\ntitle = \"念报的人\"\nkind = \"story\"\ndate = 2026-11-20\nuntil = 2026-11-30\n+++\n\n" + text})
	pages := p.leaves("print/notices/a.html")
	if len(pages) < 3 {
		t.Fatalf("%d leaves", len(pages))
	}
	for n, page := range pages[1:] {
		first := word{Top: 999}
		for _, w := range page.Words {
			if w.Left > 48 && w.Top < first.Top {
				first = w
			}
		}
		if !strings.HasPrefix(first.Text, "读报的人") {
			t.Errorf("leaf %d begins with %s", n+2, first.Text)
		}
	}
}
