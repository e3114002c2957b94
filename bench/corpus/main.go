// Command corpus writes a site of many Chinese notices for timing, always the
// same for the same seed:
//
//	go run ./bench/corpus -n 10000 -dialect banbao -out /tmp/site
//
// Dialects hold the same documents: banbao, hugo, eleventy, hexo. A document
// has 300 to 1,700 Han characters in paragraphs, headings, lists, now and then
// a table, with bold text and a link, and front matter with title, date, the
// day on which it ends, one of 8 categories, up to 3 of 30 tags, up to 4 of 24
// boards, and an issuer. For the others the last day is called "expires", a
// word that none of them acts on, so that all write the same pages.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// The words that sentences are made of.
var (
	places   = []string{"东区广场", "西门岗亭", "三号楼前", "文体中心", "社区食堂", "儿童乐园", "河边步道", "物业前台", "党员之家", "老年活动室", "快递驿站", "非机动车库"}
	matters  = []string{"电梯年检", "管道清洗", "垃圾分类", "绿化修剪", "消防通道清理", "路灯更换", "外墙修补", "水箱消毒", "门禁升级", "充电桩安装", "屋面防水", "雨污分流"}
	bodies   = []string{"居委会", "物业服务处", "业主委员会", "网格站", "卫生服务站", "志愿服务队"}
	openers  = []string{"根据居民代表会议的决定", "应多位邻居的要求", "为了大家住得安心", "按照今年的工作安排", "经过两周的准备", "遇到雨天"}
	actions  = []string{"将分批进行", "从下周起开始", "改在上午办理", "由专人上门", "请提前一天预约", "只收成本费用"}
	endings  = []string{"请互相转告", "有问题随时来问", "谢谢大家配合", "给您添麻烦了", "具体时间看楼道通知", "老人可以打电话代办"}
	heads    = []string{"时间和地点", "怎么参加", "要注意的事", "费用说明", "联系谁", "办理结果"}
	tagWords = []string{"停水", "停电", "消防", "电梯", "绿化", "停车", "垃圾", "老人", "儿童", "健康", "义诊", "讲座", "比赛", "招募", "失物", "物业", "维修", "公示", "评比", "节日", "天气", "防汛", "防骗", "用电", "燃气", "宠物", "噪声", "快递", "充电", "读书"}
	kinds    = []string{"notice", "announcement", "disclosure", "proposal", "letter", "reminder", "story", "science"}
	labels   = []string{"通知", "公告", "公开", "倡议书", "一封信", "温馨提示", "好人好事", "科普"}
)

type document struct {
	number        int
	title, issuer string
	date          time.Time
	until         time.Time
	kind          int
	tags, boards  []string
	body          string
}

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

func sentence(r *rand.Rand) string {
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("%s，%s的%s%s，%s。", pick(r, openers), pick(r, places), pick(r, matters), pick(r, actions), pick(r, endings))
	case 1:
		return fmt.Sprintf("**%d月%d日**（以当天通知为准）在%s集合，由%s带队，%s。", 1+r.IntN(12), 1+r.IntN(28), pick(r, places), pick(r, bodies), pick(r, endings))
	case 2:
		return fmt.Sprintf("%s这一项共涉及%d户，已经完成%d户，剩下的%s。", pick(r, matters), 100+r.IntN(900), r.IntN(100), pick(r, actions))
	}
	return fmt.Sprintf("详情见[%s的说明](https://example.org/n/%d)，也可以到%s看纸质材料。", pick(r, matters), r.IntN(10000), pick(r, places))
}

func paragraph(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(4) {
		b.WriteString(sentence(r))
	}
	return b.String()
}

func han(s string) int {
	n := 0
	for _, c := range s {
		if c >= 0x4e00 && c <= 0x9fff {
			n++
		}
	}
	return n
}

// some chooses between least and most different words.
func some(r *rand.Rand, words []string, least, most int) []string {
	n := least + r.IntN(most-least+1)
	out := make([]string, 0, n)
	for _, i := range r.Perm(len(words))[:n] {
		out = append(out, words[i])
	}
	return out
}

func makeDocument(seed uint64, number int) document {
	r := rand.New(rand.NewPCG(seed, uint64(number)))
	boards := make([]string, 24)
	for i := range boards {
		boards[i] = fmt.Sprintf("board-%02d", i+1)
	}
	d := document{
		number: number,
		title:  fmt.Sprintf("%s%s%s（第%d号）", pick(r, places), pick(r, matters), pick(r, []string{"的通知", "情况说明", "安排", "结果"}), number),
		issuer: pick(r, bodies),
		date:   time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC).Add(-time.Duration(r.IntN(3*365*24)) * time.Hour),
		kind:   r.IntN(len(kinds)),
		tags:   some(r, tagWords, 0, 3),
		boards: some(r, boards, 1, 4),
	}
	d.until = d.date.AddDate(0, 0, 30+r.IntN(600))
	length, withTable := 300+r.IntN(1200), r.IntN(5) == 0
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", paragraph(r))
	for count := han(b.String()); count < length; {
		part := fmt.Sprintf("## %s\n\n%s\n\n", pick(r, heads), paragraph(r))
		switch r.IntN(3) {
		case 0:
			for range 3 + r.IntN(4) {
				part += "- " + sentence(r) + "\n"
			}
			part += "\n"
		case 1:
			for i := range 3 + r.IntN(3) {
				part += fmt.Sprintf("%d. %s\n", i+1, sentence(r))
			}
			part += "\n"
		}
		if withTable {
			withTable = false
			part += "| 楼号 | 事项 | 户数 | 负责 |\n| --- | --- | ---: | --- |\n"
			for i := range 4 + r.IntN(8) {
				part += fmt.Sprintf("| %d号楼 | %s | %d | %s |\n", i+1, pick(r, matters), r.IntN(200), pick(r, bodies))
			}
			part += "\n"
		}
		b.WriteString(part)
		count += han(part)
	}
	d.body = b.String()
	return d
}

func list(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// text is the document's path below the site and its file in a dialect.
func (d document) text(dialect string) (string, string) {
	name := fmt.Sprintf("%s-%06d.md", d.date.Format("0102"), d.number)
	dir := d.date.Format("2006/01")
	stamp, until := d.date.Format("2006-01-02T15:04:05Z"), d.until.Format("2006-01-02")
	switch dialect {
	case "banbao":
		return filepath.Join("content/notices", dir, name), fmt.Sprintf("+++\ntitle = %q\nkind = %q\ndate = %s\nuntil = %s\ntags = %s\nboards = %s\nissuer = %q\n+++\n\n%s",
			d.title, kinds[d.kind], stamp, until, list(d.tags), list(d.boards), d.issuer, d.body)
	case "hugo":
		return filepath.Join("content/n", dir, name), fmt.Sprintf("+++\ntitle = %q\ndate = %s\nexpires = %s\ncategories = [%q]\ntags = %s\nboards = %s\npublisher = %q\n+++\n\n%s",
			d.title, stamp, until, labels[d.kind], list(d.tags), list(d.boards), d.issuer, d.body)
	case "eleventy", "hexo":
		folder, key := "content/n", "category: %q"
		if dialect == "hexo" {
			folder, key = "source/_posts", "categories: [%q]"
		}
		return filepath.Join(folder, dir, name), fmt.Sprintf("---\ntitle: %q\ndate: %s\nexpires: %q\n"+key+"\ntags: %s\nboards: %s\npublisher: %q\n---\n\n%s",
			d.title, stamp, until, labels[d.kind], list(d.tags), list(d.boards), d.issuer, d.body)
	}
	log.Fatalf("unknown dialect %q", dialect)
	return "", ""
}

// config is a banbao site's config.toml.
func config() string {
	var b strings.Builder
	b.WriteString("title = \"计时社区\"\nbase_url = \"https://example.org/\"\npage_size = 20\n")
	for i := range 24 {
		fmt.Fprintf(&b, "\n[[boards]]\nid = \"board-%02d\"\nname = \"%d号栏\"\nkind = \"corridor\"\n", i+1, i+1)
	}
	return b.String()
}

func main() {
	n := flag.Int("n", 1000, "documents")
	dialect := flag.String("dialect", "banbao", "banbao, hugo, eleventy or hexo")
	out := flag.String("out", "", "folder to write into")
	seed := flag.Uint64("seed", 1, "seed")
	flag.Parse()
	log.SetFlags(0)
	if *out == "" {
		log.Fatal("-out is needed")
	}
	if *dialect == "banbao" {
		write(filepath.Join(*out, "config.toml"), config())
	}
	numbers := make(chan int, 64)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range numbers {
				path, text := makeDocument(*seed, i).text(*dialect)
				write(filepath.Join(*out, path), text)
			}
		})
	}
	for i := range *n {
		numbers <- i
	}
	close(numbers)
	wg.Wait()
}

func write(path, text string) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		log.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(f)
	w.WriteString(text)
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
