package markdown

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sameText compares what is read off with what is parsed.
func sameText(t *testing.T, c *Converter, src string) (read bool) {
	t.Helper()
	out, ok := plainly(nil, []byte(src))
	if !ok {
		return false
	}
	if got, want := strings.TrimSpace(string(out)), c.parsedText([]byte(src)); got != want {
		t.Errorf("%q is read as %q and says %q", src, got, want)
	}
	return true
}

func TestPlainly(t *testing.T) {
	c := New()
	for _, src := range []string{
		"## 怎么参加\n\n- 打电话\n- 到**窗口**去\n\n见[说明](https://example.org/n/1)，也可以来。\n",
		"1. 一\n2. 二\n\n**11月2日**（以当天为准）集合。",
		"| 楼号 | 户数 |\n| --- | ---: |\n| 1号楼 | 12 |\n| 2号楼 | **9** |\n\n完。",
	} {
		if !sameText(t, c, src) {
			t.Errorf("%q is not read off", src)
		}
	}
	for _, src := range []string{"a\nb", "- a\n  b", "![图](a.png)", "a*b*", "[a]: b", "    x", "a `b`", "**“停水”**了", "a\n---"} {
		if _, ok := plainly(nil, []byte(src)); ok {
			t.Errorf("%q is read off", src)
		}
	}
	files, err := filepath.Glob("../../content/*/*.md")
	if err != nil || len(files) < 20 {
		t.Fatal(err, len(files))
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(strings.TrimPrefix(string(data), "+++\n"), "+++\n")
		sameText(t, c, text)
		for part := range strings.SplitSeq(text, "\n\n") {
			sameText(t, c, part)
		}
	}
}

// FuzzPlainly: what is read off is what parsing gives.
func FuzzPlainly(f *testing.F) {
	f.Add("## 甲\n\n- 乙**丙**\n1. 丁\n\n[戊](a)己")
	f.Add("| a | b |\n| --- | --- |\n| 1 | 2 |")
	c := New()
	f.Fuzz(func(t *testing.T, src string) { sameText(t, c, src) })
}
