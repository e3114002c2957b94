// Package searchtest asks an index as a browser does, by the very script of the
// theme, and compares what it finds with the truth: which texts have what was
// asked for in them. It runs in Node.js; where that is missing the tests skip
// and say so. With BANBAO_REQUIRE_NODE=1 that is a failure.
package searchtest

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/build"
	"banbao/internal/hant"
	"banbao/internal/outside"
	"banbao/internal/search"
)

var built = time.Date(2026, 11, 22, 9, 0, 0, 0, time.FixedZone("", 8*60*60))

type question struct {
	Query    string `json:"query"`
	Kind     string `json:"kind"`
	Building string `json:"building"`
	Fresh    bool   `json:"fresh"` // as one who has just come, for the first few
}

type answer struct {
	Paths    []string `json:"paths"`
	Sure     bool     `json:"sure"` // that total is right before anything is verified
	Total    int      `json:"total"`
	Bytes    int      `json:"bytes"`
	Requests int      `json:"requests"`
	Marked   []string `json:"marked"`
}

// ask asks the index below a folder. Ranges is "whole" for a server that gives
// none.
func ask(t *testing.T, dir, ranges string, questions []question) []answer {
	t.Helper()
	return askIn(t, dir, "", ranges, questions)
}

// askIn asks from a page in the tree of another script, such as zh-Hant/.
func askIn(t *testing.T, dir, tree, ranges string, questions []question) []answer {
	t.Helper()
	var answers []answer
	outside.Node(t, questions, &answers, "ask.cjs", dir, "../../themes/default/assets/search-index.js", ranges, tree)
	if len(answers) != len(questions) {
		t.Fatal(len(answers), " answers")
	}
	return answers
}

// publish builds a site into a folder.
func publish(t *testing.T, fsys fs.FS) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	report, err := build.Run(build.Request{FS: fsys, Dir: dir, Now: built, Program: "searchtest"})
	if err != nil || report.Problems.HasErrors() {
		t.Fatal(err, report.Problems)
	}
	return dir
}

// records are all that can be found below a folder.
func records(t *testing.T, dir string) []search.Record {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "search/text/*.js"))
	if err != nil || len(names) == 0 {
		t.Fatal(err, "there are no texts")
	}
	var all []search.Record
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		block, err := search.DecodeBlock(data)
		if err != nil {
			t.Fatal(name, err)
		}
		all = append(all, block...)
	}
	return all
}

// truth is which of the texts have all words of a query, found by nothing but
// looking.
func truth(texts map[string]string, query string) []string {
	var found []string
	for path, text := range texts {
		all := true
		for word := range strings.FieldsSeq(strings.ReplaceAll(query, "　", " ")) {
			all = all && contains(text, search.Fold(word, hant.FoldRune))
		}
		if all {
			found = append(found, path)
		}
	}
	slices.Sort(found)
	return found
}

// contains looks for a term; one that begins with a letter begins a word.
func contains(text, term string) bool {
	letter := func(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }
	for at := 0; ; at++ {
		i := strings.Index(text[at:], term)
		if i < 0 {
			return false
		}
		at += i
		if at == 0 || !letter(term[0]) || !letter(text[at-1]) {
			return true
		}
	}
}

// compare asks for parts of the texts and compares all that is found with the
// truth.
func compare(t *testing.T, dir, ranges string, seed uint64, n int) {
	t.Helper()
	texts := map[string]string{}
	var paths []string
	for _, r := range records(t, dir) {
		texts[r.Path] = search.Fold(r.Whole(), hant.FoldRune)
		paths = append(paths, r.Path)
	}
	slices.Sort(paths)
	r := rand.New(rand.NewPCG(seed, 3))
	traditional := hant.New(nil)
	part := func(most int) string {
		text := []rune(texts[paths[r.IntN(len(paths))]])
		from := r.IntN(len(text))
		return string(text[from:min(len(text), from+1+r.IntN(most))])
	}
	questions := []question{{Query: "通知"}, {Query: "没有这回事"}, {Query: "a"}, {Query: "水"}}
	for len(questions) < n {
		q := part(8)
		switch r.IntN(5) {
		case 0:
			q = traditional.Convert(q)
		case 1:
			q = part(3) + " " + part(3)
		}
		questions = append(questions, question{Query: strings.ReplaceAll(q, "\n", " ")})
	}
	asked := slices.DeleteFunc(questions, func(q question) bool { // what nobody can find, nor say that it is there
		return strings.IndexFunc(q.Query, func(c rune) bool { return c >= 0x4e00 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }) < 0 || !wholeWords(q.Query)
	})
	hits, sure := 0, 0
	for i, a := range ask(t, dir, ranges, asked) {
		want := truth(texts, asked[i].Query)
		got := slices.Sorted(slices.Values(a.Paths))
		if letters(asked[i].Query) { // names are found by how they are read as well
			got = slices.DeleteFunc(got, func(p string) bool { return !slices.Contains(want, p) })
		} else if a.Sure && a.Total != len(want) {
			t.Errorf("%q: %d are said to be sure, and there are %d", asked[i].Query, a.Total, len(want))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %d, and the truth is %d", asked[i].Query, len(got), len(want))
		}
		hits += len(want)
		if a.Sure {
			sure++
		}
	}
	t.Logf("%d queries of %d texts, %d hits, recall and precision 1; %d counts were sure at once", len(asked), len(texts), hits, sure)
}

// letters tells a query of letters alone.
func letters(q string) bool { return strings.Trim(q, "abcdefghijklmnopqrstuvwxyz '") == "" }

// wholeWords tells whether every word of a query has something that is indexed.
func wholeWords(q string) bool {
	for word := range strings.FieldsSeq(q) {
		if strings.IndexFunc(word, func(c rune) bool { return c >= 0x4e00 && c < 0xa000 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }) < 0 {
			return false
		}
	}
	return q != ""
}

// sampleDir is the sample site, published.
func sampleDir(t *testing.T) string { return publish(t, os.DirFS("../..")) }

func TestSample(t *testing.T) {
	outside.NeedNode(t)
	dir := sampleDir(t)
	compare(t, dir, "", 1, 400)
	compare(t, dir, "whole", 2, 60)
}

// TestAsPeopleAsk: what they type, and what has to come first.
func TestAsPeopleAsk(t *testing.T) {
	outside.NeedNode(t)
	dir := sampleDir(t)
	cases := []struct {
		question
		first, marked string
	}{
		{question{Query: "低保"}, "guides/dibao.html", "低保"},
		{question{Query: "dibao"}, "guides/dibao.html", "低保"},
		{question{Query: "ＤＢ"}, "guides/dibao.html", "低保"},
		{question{Query: "居住證"}, "guides/residence-permit.html", "居住证"},
		{question{Query: "juzhuz"}, "guides/residence-permit.html", "居住证"},
		{question{Query: "tiaojie"}, "guides/mediation.html", "调解"},
		{question{Query: "diaojie"}, "", ""},
		{question{Query: "低保　申请"}, "guides/dibao.html", "低保"},
	}
	var questions []question
	for _, c := range cases {
		questions = append(questions, c.question)
	}
	for i, a := range ask(t, dir, "", questions) {
		c := cases[i]
		if c.first == "" {
			if len(a.Paths) > 0 {
				t.Errorf("%s finds %v", c.Query, a.Paths)
			}
			continue
		}
		if len(a.Paths) == 0 || a.Paths[0] != c.first || len(a.Marked) == 0 || a.Marked[0] != c.marked {
			t.Errorf("%s finds %v with %v, not %s first", c.Query, a.Paths, a.Marked, c.first)
		}
	}
}

// TestTraditional: the tree in Traditional script shows its own texts, which are
// found by one index in either script.
func TestTraditional(t *testing.T) {
	outside.NeedNode(t)
	dir := publish(t, fstest.MapFS{
		"config.toml":          {Data: []byte("title = \"新城社区\"\nlanguages = [\"zh-Hans\", \"zh-Hant\"]\n")},
		"content/notices/a.md": {Data: []byte("+++\ntitle = \"干部进楼里发放通知\"\nkind = \"notice\"\ndate = 2026-11-20\n+++\n\n周一到周五，在后面的办公室里。\n")},
	})
	for i, a := range askIn(t, dir, "zh-Hant/", "", []question{{Query: "樓裡發放"}, {Query: "楼里发放"}, {Query: "后面的办公"}, {Query: "ganbu"}}) {
		if len(a.Paths) != 1 || a.Paths[0] != "notices/a.html" || a.Marked[0] != []string{"樓裡發放", "樓裡發放", "後面的辦公", "幹部"}[i] {
			t.Errorf("question %d is answered by %v with %q", i, a.Paths, a.Marked)
		}
	}
}

// manyPages is a site of so many notices.
func manyPages(n int) fstest.MapFS {
	r := rand.New(rand.NewPCG(4, 4))
	words := strings.Fields("东区 广场 西门 岗亭 三号楼 电梯 年检 管道 清洗 垃圾 分类 绿化 修剪 消防 通道 停水 停电 通知 公示 居委会 物业 志愿者 老人 孩子 义诊 讲座 报名 登记 上午 下午 星期三 11月 22日 8:30 5幢 15号 WiFi 免费 自带 水桶 请 互相 转告 有 问题 打 电话 0523-0600 的 和 在 到 已经 完成 分批 进行")
	sentence := func() string {
		var b strings.Builder
		for range 4 + r.IntN(9) {
			b.WriteString(words[r.IntN(len(words))])
			if r.IntN(6) == 0 {
				b.WriteString("，")
			}
		}
		return b.String() + "。"
	}
	fsys := fstest.MapFS{"config.toml": {Data: []byte("title = \"计数社区\"\n[[buildings]]\nid = \"a\"\nname = \"甲苑\"\n")}}
	for i := range n {
		where := ""
		if i%7 == 0 {
			where = "buildings = [\"a\"]\n"
		}
		text := fmt.Sprintf("+++\ntitle = \"%s%s的通知\"\nkind = \"notice\"\ndate = %04d-%02d-%02d\nuntil = 2026-%02d-20\n%s+++\n\n", words[r.IntN(20)], words[r.IntN(20)], 2025+i%2, 1+i%10, 1+i%28, 11+i%2, where)
		for range 2 + r.IntN(4) {
			text += sentence() + "**" + words[r.IntN(len(words))] + "**" + sentence() + "\n\n"
		}
		fsys[fmt.Sprintf("content/notices/n-%04d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// TestManyPages: 2,000 pages, what is found of them, how much of the index a
// query fetches, and how it is narrowed.
func TestManyPages(t *testing.T) {
	outside.NeedNode(t)
	dir := publish(t, manyPages(2000))
	compare(t, dir, "", 5, 150)

	typical := []question{{Query: "停水", Fresh: true}, {Query: "消防通道", Fresh: true}, {Query: "电梯年检 三号楼", Fresh: true}, {Query: "tingshui", Fresh: true}, {Query: "ts", Fresh: true}, {Query: "22日", Fresh: true}}
	for i, a := range ask(t, dir, "", typical) {
		t.Logf("%s: %d kB in %d requests", typical[i].Query, a.Bytes>>10, a.Requests)
		if a.Bytes > 50<<10 || len(a.Paths) == 0 {
			t.Errorf("%s fetches %d bytes for %d hits", typical[i].Query, a.Bytes, len(a.Paths))
		}
	}
	narrow := ask(t, dir, "", []question{{Query: "停水"}, {Query: "停水", Building: "a"}, {Query: "停水", Kind: "a"}, {Query: "停水", Kind: "b"}})
	if all, at, kind, other := len(narrow[0].Paths), narrow[1], len(narrow[2].Paths), len(narrow[3].Paths); len(at.Paths) != all || kind != all || other != 0 || at.Paths[0] == narrow[0].Paths[0] {
		t.Errorf("%d are narrowed to %d, %d and %d", all, len(at.Paths), kind, other)
	}
}
