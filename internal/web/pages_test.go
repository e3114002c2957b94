package web

import (
	"flag"
	"fmt"
	"html"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// wallSite has a notice in every state, on the morning of 2026-11-22.
func wallSite() *site.Site {
	on := func(m time.Month, d int) calendar.Day { return calendar.Date(2026, m, d) }
	check := testNotice("check", "今冬家庭|用火用电安全|入户检查", site.KindNotice, on(11, 20), on(11, 28))
	check.Level, check.Number, check.To = site.LevelImportant, "新城居发〔2026〕31号", "全体居民"
	check.Tags, check.Aliases = []string{"消防"}, []string{"old/check.html"}
	check.Attachments = []site.Attachment{{Path: "notices/plan.pdf", Title: "安排表", Size: 27 << 10}}

	water := testNotice("water", "抢修水管，|新城花园3至6幢停水", site.KindNotice, on(11, 22), on(11, 22))
	water.Level = site.LevelUrgent
	water.Window.Until = on(11, 22).Start(china).Add(20 * time.Hour)
	water.Ask = &site.Contact{Name: "值班电话", Phone: "0523-0600 1102"}

	stars := testNotice("ten-star", "2026年度|“十星文明新风户”|候选户公示", site.KindPublicity, on(11, 19), on(11, 30))
	stars.PinUntil = on(11, 24).End(china)
	stars.Publicity = testPublicity(on(11, 19), 5)
	stars.Publicity.Objections = site.Objections{Phone: "0523-0600 1109", Supervisor: "街道办事处文明办 0523-0600 0077"}

	fund := testNotice("fund", "三季度社区公益金使用情况公示", site.KindPublicity, on(11, 2), on(11, 16))
	fund.Publicity = testPublicity(on(11, 2), 5)
	fund.Publicity.Result, fund.Publicity.ResultDate = "没有收到不同意见。", on(11, 9)

	drill := testNotice("drill", "灭火演练", site.KindNotice, on(11, 5), on(11, 9))
	flea := testNotice("flea", "周末跳蚤市场", site.KindNotice, on(11, 12), on(11, 30))
	flea.Withdrawn = &site.Withdrawal{On: on(11, 13), Why: "场地施工。"}
	asphalt := testNotice("asphalt", "社区门前道路铺沥青", site.KindAnnouncement, on(11, 25), on(12, 3))
	story := testNotice("story", "他在风里站了四十分钟", site.KindStory, on(11, 17), on(12, 31))

	s := testSite(check, water, stars, fund, drill, flea, asphalt, story,
		testNotice("coat", "请给水表穿件“棉衣”", site.KindReminder, on(11, 21), 0))
	weekdays, _ := calendar.ParseOn("mon", "tue", "wed", "thu", "fri")
	s.Hours = []site.Hours{{Name: "星期一至星期五", On: weekdays, Open: []site.Span{{From: 8*60 + 30, Until: 11*60 + 30}}}}
	s.Daily = []site.Daily{{Day: on(11, 22), Sky: "多云", Low: 4, High: 12, HasTemp: true, Note: "天冷添衣，出门看路"}}
	return s
}

func testPublicity(start calendar.Day, days int) *site.Publicity {
	p := &site.Publicity{Start: start, Days: days, Unit: calendar.CalendarDays}
	p.Span, _ = calendar.Shipped().Count(calendar.Period{Start: start, Days: days, Unit: p.Unit})
	p.Window = calendar.Window{From: p.Span.First.Start(china), Until: p.Span.Last.End(china)}
	return p
}

const wallText = "检查**不收费**，<b>不推销</b>。\n\n## 一、安排\n\n| 楼 | 日期 |\n| --- | --- |\n| 1幢 | 24日 |\n"

var wallPages = func(t *testing.T) map[string]string {
	t.Helper()
	return render(t, wallSite(), strings.ReplaceAll(strings.ReplaceAll(wallText, "<b>", ""), "</b>", ""))
}

func TestPages(t *testing.T) { pageLines(t, wallPages(t), "testdata/pages.txt") }

// pageLines reads checks of pages, one a line.
func pageLines(t *testing.T, pages map[string]string, file string) {
	t.Helper()
	lines, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name, page := "", ""
	for i, line := range strings.Split(string(lines), "\n") {
		verb, want, _ := strings.Cut(line, " ")
		ok := true
		switch verb {
		case "", "#":
		case "page":
			name = want
			page, ok = pages[name]
		case "contains":
			ok = strings.Contains(page, want)
		case "never":
			ok = !strings.Contains(page, want)
		case "link":
			ok = slices.Contains(links(name, page), want)
		case "heading":
			ok = slices.Contains(headings(page), want)
		default:
			t.Errorf("%s:%d: no such check: %s", file, i+1, verb)
		}
		if !ok {
			t.Errorf("%s:%d: %s: %s", file, i+1, name, line)
		}
	}
}

// forbidden is what no page may say: escaped twice, left over from a
// template, or an argument that was not there.
var forbidden = []string{"&amp;lt;", "&amp;amp;", "{{", "}}", "<no value>", "ZgotmplZ", "%!", "style=\"", " onclick", "http://", "0001年"}

func TestNoPageSays(t *testing.T) { noPageSays(t, wallPages(t)) }

func noPageSays(t *testing.T, pages map[string]string) {
	t.Helper()
	for name, page := range pages {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, bad := range forbidden {
			if strings.Contains(page, bad) {
				t.Errorf("%s says %s", name, bad)
			}
		}
	}
}

// TestLinksLead follows every link between pages, and looks for ids that
// stand twice on a page.
func TestLinksLead(t *testing.T) { linksLead(t, wallPages(t)) }

func linksLead(t *testing.T, pages map[string]string) {
	t.Helper()
	for name, page := range pages {
		if path.Ext(name) != ".html" || name == "404.html" {
			continue
		}
		for _, to := range links(name, page) {
			// Feeds, screens, sheets and attachments are the work of others.
			if strings.HasPrefix(to, "files/") || strings.HasPrefix(to, "screens/") || strings.HasPrefix(to, "print/") || !strings.HasSuffix(to, ".html") && (strings.HasPrefix(to, "feed") || strings.HasPrefix(to, "data/")) || strings.HasSuffix(to, ".ics") {
				continue
			}
			if _, ok := pages[to]; !ok {
				t.Errorf("%s leads to %s, which is not there", name, to)
			}
		}
		seen := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s has two elements with id %s", name, m[1])
			}
			seen[m[1]] = true
		}
		level := 0
		for _, h := range headings(page) {
			n := int(h[1] - '0')
			if n > level+1 {
				t.Errorf("%s jumps from h%d to %s", name, level, h)
			}
			level = n
		}
	}
}

// TestMidnight wants that a day passes over a page that says nothing of it.
func TestMidnight(t *testing.T) {
	keys := func(now time.Time) map[string]string {
		s := wallSite()
		s.Now = now
		files, _ := Render(s, testTheme(t), Texts{})
		m := map[string]string{}
		for _, f := range files {
			m[f.Path] = f.Key.String()
		}
		return m
	}
	today, tomorrow := keys(noon), keys(noon.AddDate(0, 0, 1))
	for _, p := range []string{"notices/check.html", "notices/coat.html", "notices/drill.html", "notices/flea.html",
		"archive/index.html", "404.html", "notices/story.html"} {
		if today[p] == "" || today[p] != tomorrow[p] {
			t.Errorf("%s is made anew at midnight", p)
		}
	}
	for _, p := range []string{"index.html", "today.js", "notices/ten-star.html"} {
		if today[p] == tomorrow[p] {
			t.Errorf("%s does not notice that a day has passed", p)
		}
	}
}

var update = flag.Bool("update", false, "rewrite the golden pages")

// TestGolden keeps two whole pages, for a person to read the difference.
func TestGolden(t *testing.T) {
	pages := wallPages(t)
	assets := regexp.MustCompile(`(assets/[a-z-]+)\.[0-9a-f]{8}\.`)
	for _, name := range []string{"notices/check.html", "notices/ten-star.html"} {
		file := filepath.Join("testdata", "golden", strings.ReplaceAll(name, "/", "_"))
		got := assets.ReplaceAllString(pages[name], "$1.HASH.")
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from %s at line %d; run with -update and read the difference", name, file, differs(got, string(want)))
		}
	}
}

func differs(a, b string) int {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return i + 1
		}
	}
	return min(len(as), len(bs)) + 1
}

var (
	headingTag = regexp.MustCompile(`(?s)<h([1-6])[^>]*>(.*?)</h[1-6]>`)
	hiddenSpan = regexp.MustCompile(`<span hidden[^>]*>.*?</span>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
	linkTag    = regexp.MustCompile(`<(?:a|link)\s[^>]*href="([^"]*)"`)
)

// headings are those of a page, as "h2 一、安排".
func headings(page string) []string {
	var all []string
	for _, m := range headingTag.FindAllStringSubmatch(page, -1) {
		now := hiddenSpan.ReplaceAllString(m[2], "")
		words := strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(now, ""))), " ")
		words = strings.TrimSuffix(words, "板报")
		all = append(all, fmt.Sprintf("h%s %s", m[1], words))
	}
	return all
}

// links are the files below public/ that a page leads to, in order.
func links(name, page string) []string {
	set := map[string]bool{}
	for _, m := range linkTag.FindAllStringSubmatch(page, -1) {
		to, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
		if to == "" || strings.Contains(to, ":") {
			continue
		}
		if plain, err := url.PathUnescape(to); err == nil {
			to = plain
		}
		set[path.Join(path.Dir(name), to)] = true
	}
	return slices.Sorted(maps.Keys(set))
}
