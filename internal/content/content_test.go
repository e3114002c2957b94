package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/site"
)

var china = time.FixedZone("CST", 8*60*60)

// noon is the moment of all tests.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, china)

// load reads a site of these files; config.toml may be left out.
func load(t testing.TB, files map[string]string) (*site.Site, diag.List) {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte(`title = "新城社区"`)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Load(fsys)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	s, _, more := Load(fsys, cfg, Options{Now: noon})
	return s, append(problems, more...)
}

// clean is load for a site without errors.
func clean(t testing.TB, files map[string]string) *site.Site {
	t.Helper()
	s, problems := load(t, files)
	if problems.HasErrors() {
		for _, p := range problems {
			t.Error(p)
		}
		t.FailNow()
	}
	return s
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"fire-check", "fire-check"},
		{"Fire Check 2026", "fire-check-2026"},
		{"消防检查", "消防检查"},
		{"消防 检查（冬）", "消防-检查-冬"},
		{"No#1 100% sure?", "no-1-100-sure"},
		{"a--b__c", "a-b__c"},
		{"  a  ", "a"},
		{"---", "item"},
		{"", "item"},
		{"🔥", "item"},
		{"École", "cole"},
		{"../../etc/passwd", "etc-passwd"},
		{"..", "item"},
		{"_draft", "draft"},
		{"__", "item"},
		{"NUL", "nul"},
		{strings.Repeat("a", 200), strings.Repeat("a", 79)},
		{strings.Repeat("消", 200), strings.Repeat("消", 26)},
	} {
		got := Slug(c.name)
		if got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.name, got, c.want)
		}
		if Slug(got) != got {
			t.Errorf("the slug of %q changes to %q", got, Slug(got))
		}
	}
}

// FuzzSlug: whatever a file is called, its slug is fit for an address and a
// file name, and would be accepted if an author wrote it.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"fire-check", "消防 检查", "No#1?", "", "\xff", "İ", "ß", "..", "a/b\\c", strings.Repeat("检", 90)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := Slug(name)
		if !goodSlug.MatchString(slug) {
			t.Errorf("Slug(%q) = %q is no good slug", name, slug)
		}
		if len(slug) > 84 {
			t.Errorf("Slug(%q) has %d bytes", name, len(slug))
		}
		if Slug(slug) != slug {
			t.Errorf("the slug of %q is %q", slug, Slug(slug))
		}
	})
}

// ranking is a contest of two categories; each row is name, clean, safe.
func ranking(head string, rows ...string) map[string]string {
	var b strings.Builder
	b.WriteString(`title = "三季度文明楼道"
unit = "building"
date = 2026-11-20
` + head + `
[[categories]]
id = "clean"
name = "整洁"
max = 50
[[categories]]
id = "safe"
name = "安全"
max = 50
weight = 0.5
[[levels]]
name = "良好"
least = 50
[[levels]]
name = "优秀"
least = 60
`)
	for _, r := range rows {
		w := strings.Fields(r)
		fmt.Fprintf(&b, "[[entries]]\nname = %q\nscores = { clean = %s, safe = %s }\n%s\n", w[0], w[1], w[2], strings.Join(w[3:], " "))
	}
	return map[string]string{"content/rankings/stairs.toml": b.String()}
}

// table is the result: rank, name, total, level.
func table(k *site.Ranking) string {
	var rows []string
	for _, e := range k.Entries {
		tied := ""
		if e.Tied {
			tied = "="
		}
		rows = append(rows, fmt.Sprintf("%d%s %s %v %d", e.Rank, tied, e.Name, e.Total, e.Level))
	}
	return strings.Join(rows, ", ")
}

func TestRanking(t *testing.T) {
	five := []string{"E 40 10", "B 45 20", "A 48 30", "C 45 20", "D 45 10"}
	for _, c := range []struct {
		name, head string
		rows       []string
		want       string
	}{
		{"standard", `form = "points"`, five, "1 A 63 0, 2= B 55 1, 2= C 55 1, 4 D 50 1, 5 E 45 -1"},
		{"dense", "form = \"points\"\nties = \"dense\"", five, "1 A 63 0, 2= B 55 1, 2= C 55 1, 3 D 50 1, 4 E 45 -1"},
		{"shared", "form = \"points\"\nties = \"shared\"", five, "0 A 63 0, 0 B 55 1, 0 C 55 1, 0 D 50 1, 0 E 45 -1"},
		{"stars are shared unless said otherwise", `form = "stars"`, five[:2], "0 B 55 1, 0 E 45 -1"},
		{"unless said otherwise", "form = \"stars\"\nties = \"standard\"", five[:2], "1 B 55 1, 2 E 45 -1"},
		{"all equal", `form = "points"`, []string{"B 1 0", "A 1 0", "C 1 0"}, "1= B 1 -1, 1= A 1 -1, 1= C 1 -1"},
		{"two pairs", `form = "points"`, []string{"A 2 0", "B 2 0", "C 1 0", "D 1 0"}, "1= A 2 -1, 1= B 2 -1, 3= C 1 -1, 3= D 1 -1"},
		{"two pairs, dense", "form = \"points\"\nties = \"dense\"", []string{"A 2 0", "B 2 0", "C 1 0", "D 1 0"}, "1= A 2 -1, 1= B 2 -1, 2= C 1 -1, 2= D 1 -1"},
		{"a key parts them", "form = \"points\"\ntie_keys = [\"safe\"]", []string{"A 20 0", "B 10 20", "C 10 20"}, "1= B 20 -1, 1= C 20 -1, 3 A 20 -1"},
		{"the keys' order counts", "form = \"points\"\ntie_keys = [\"clean\", \"safe\"]", []string{"B 10 20", "A 20 0"}, "1 A 20 -1, 2 B 20 -1"},
		{"never rounded", `form = "points"`, []string{"A 10 1", "B 10 0"}, "1 A 10.5 -1, 2 B 10 -1"},
		{"never rounded to equal", "form = \"points\"\ndecimals = 0", []string{"A 10 1", "B 11 0"}, "1 B 11 -1, 2 A 10.5 -1"},
		{"nor to a level", "form = \"points\"\ndecimals = 0", []string{"A 49.9 20", "B 50 20"}, "1 B 60 0, 2 A 59.9 1"},
		{"added up as written", `form = "points"`, []string{"A 0.1 0.4", "B 0.3 0", "C 0.2 0.2"}, "1= A 0.3 -1, 1= B 0.3 -1, 1= C 0.3 -1"},
		{"with decimals", "form = \"points\"\ndecimals = 1", []string{"A 10 1", "B 10 0"}, "1 A 10.5 -1, 2 B 10 -1"},
		{"a veto", "form = \"points\"\nnegative = { until = 2099-01-01, appeal = { to = \"监委会\" } }", []string{`A 50 50 veto="火灾"`, "B 10 0", "C 5 0"}, "1 B 10 -1, 2 C 5 -1, 0 A 75 0"},
		{"vetoes are no tie", "form = \"points\"\nnegative = { until = 2099-01-01, appeal = { to = \"监委会\" } }", []string{`A 10 0 veto="火灾"`, "B 10 0"}, "1 B 10 -1, 0 A 10 -1"},
		{"on the threshold", `form = "points"`, []string{"A 50 20", "B 50 0"}, "1 A 60 0, 2 B 50 1"},
		{"a given total that is right", `form = "points"`, []string{"A 50 20 total=60"}, "1 A 60 0"},
		{"a given total as it is shown", "form = \"points\"\ndecimals = 0", []string{"A 50 19 total=60"}, "1 A 59.5 1"},
		{"a given total as it is", "form = \"points\"\ndecimals = 0", []string{"A 50 19 total=59.5"}, "1 A 59.5 1"},
	} {
		s := clean(t, ranking(c.head, c.rows...))
		if got := table(s.Rankings[0]); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Without decimals, figures are shown as they are written; with them, rounded
// as people round.
func TestRankingDecimals(t *testing.T) {
	for _, c := range []struct {
		head, row string
		want      string
	}{
		{"", "A 89 1", "89.5"},
		{"", "A 9.5 0", "9.5"},
		{"", "A 40 20", "50"},
		{"", "A 0 0.12345", "0.0617"},
		{"decimals = 0", "A 40 1", "41"}, // 40.5, not to the even
		{"decimals = 2", "A 1.005 0", "1.01"},
		{"decimals = 1", "A 1.25 0", "1.3"},
	} {
		files := ranking("form = \"points\"\n"+c.head, c.row)
		files["content/rankings/stairs.toml"] = strings.ReplaceAll(files["content/rankings/stairs.toml"], "max = 50", "max = 90")
		k := clean(t, files).Rankings[0]
		if got := k.Points(k.Entries[0].Total); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.head, c.row, got, c.want)
		}
	}
	_, problems := load(t, ranking("form = \"points\"\ndecimals = 0", "A 50 19 total=59"))
	if !problems.HasErrors() {
		t.Error("59 for 59.5 is no problem")
	}
}

// Names are masked where people live in them, unless the author says otherwise.
func TestRankingMask(t *testing.T) {
	for _, c := range []struct {
		head string
		want string
	}{
		{`unit = "household"`, "李*明"},
		{`unit = "person"`, "李*明"},
		{`unit = "building"`, "李小明"},
		{`unit = "organisation"`, "李小明"},
		{"unit = \"person\"\nmask = false\nwaiver = { on = 2026-11-01, why = \"本人同意\" }", "李小明"},
		{"unit = \"building\"\nmask = true", "李*明"},
	} {
		s := clean(t, map[string]string{"content/rankings/a.toml": "title = \"好人\"\nform = \"honour\"\ndate = 2026-11-20\n" + c.head + "\n[[entries]]\nname = \"李小明\"\n"})
		if got := s.Rankings[0].Entries[0].Name; got != c.want {
			t.Errorf("%s: %s, want %s", c.head, got, c.want)
		}
	}
	// Earlier rounds as well; their names may be counts, those of houses places.
	for _, c := range []struct{ head, name, want string }{
		{`unit = "person"`, "李小明", "李*明"},
		{`unit = "household"`, "张三、李小明家", "张*、李*明家"},
		{`unit = "household"`, "11户入围", "11户入围"},
		{`unit = "household"`, "十一户", "十一户"},
		{`unit = "person"`, "空缺", "空缺"},
		{"unit = \"person\"\nmask = false\nwaiver = { on = 2026-11-01, why = \"本人同意\" }", "李小明", "李小明"},
		{"unit = \"building\"\nmask = true", "桂花苑", "桂花苑"},
	} {
		s := clean(t, map[string]string{"content/rankings/a.toml": "title = \"好人\"\nform = \"honour\"\ndate = 2026-11-20\n" + c.head + "\n[[entries]]\nname = \"李*明\"\n[[history]]\nperiod = \"2025年\"\nname = \"" + c.name + "\"\n"})
		if got := s.Rankings[0].History[0].Name; got != c.want {
			t.Errorf("history of %s: %s, want %s", c.head, got, c.want)
		}
	}
}

const front = "+++\ntitle = \"检查\"\nkind = \"notice\"\ndate = 2026-11-20\nuntil = 2026-11-28\n"

// Dates become instants: from is the beginning of a day, until its end.
func TestWindow(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{front + "+++\n", "11-20 00:00 to 11-29 00:00"},
		{front + "from = 2026-11-21\n+++\n", "11-21 00:00 to 11-29 00:00"},
		{front + "from = 2026-11-21T09:30\n+++\n", "11-21 09:30 to 11-29 00:00"},
		{front + "from = \"2026-11-21T09:30\"\n+++\n", "11-21 09:30 to 11-29 00:00"},
		{front + "from = 2026-11-21T01:30:00Z\n+++\n", "11-21 09:30 to 11-29 00:00"},
		{strings.Replace(front, "2026-11-28", "2026-11-28T18:00", 1) + "+++\n", "11-20 00:00 to 11-28 18:00"},
		{strings.Replace(front, "2026-11-28", "2026-11-20", 1) + "+++\n", "11-20 00:00 to 11-21 00:00"},
	} {
		w := clean(t, map[string]string{"content/notices/a.md": c.text}).Notices[0].Window
		if got := w.From.Format("01-02 15:04") + " to " + w.Until.Format("01-02 15:04"); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// The text of an item is found again where it was left, whatever stands before
// it.
// An activity stands in the lists until it is over: without an end, with its
// day.
func TestActivityWindow(t *testing.T) {
	for _, c := range []struct{ times, want string }{
		{`start = 2026-11-22T14:00`, "2026-11-23T00:00"},
		{"start = 2026-11-22T14:00\nend = \"15:00\"", "2026-11-22T15:00"},
		{"start = 2026-11-22", "2026-11-23T00:00"},
		{"start = 2026-11-22T14:00\n[activity.repeat]\nevery = \"week\"\ncount = 2", "2026-11-30T00:00"},
		{"start = 2026-11-22T14:00\n[activity.repeat]\nevery = \"week\"", ""},
	} {
		s := clean(t, map[string]string{"content/activities/a.toml": "[[activity]]\nslug = \"film\"\ntitle = \"电影\"\nplace = \"广场\"\n" + c.times + "\n"})
		got := ""
		if until := s.Activities[0].Window.Until; !until.IsZero() {
			got = until.Format("2006-01-02T15:04")
		}
		if got != c.want {
			t.Errorf("%s: until %q, want %q", c.times, got, c.want)
		}
	}
}

func TestBody(t *testing.T) {
	for _, before := range []string{"", "\ufeff", "\n\n", "\ufeff\r\n"} {
		for _, end := range []string{"\n", "\r\n"} {
			for _, text := range []string{"请留意。\n", "", "一\n\n二", "+++\n"} {
				src := before + strings.ReplaceAll(front+"+++\n", "\n", end) + text
				fsys := map[string]string{"content/notices/a.md": src}
				b := clean(t, fsys).Notices[0].Body
				got, err := Reader(fstest.MapFS{"content/notices/a.md": {Data: []byte(src)}})(nil, b)
				if err != nil || string(got) != text {
					t.Errorf("%q: the text is %q, %v", src, got, err)
				}
				if line := strings.Count(src[:len(src)-len(text)], "\n") + 1; b.Line != line {
					t.Errorf("%q: the text is at line %d, not %d", src, line, b.Line)
				}
			}
		}
	}
}

// What lies in content/ and is read, left alone or complained about.
// A destination is called what it is called when the text is rendered.
func TestRefs(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`[a](a.txt)`, "a.txt"},
		{`[a](a\_b.txt)`, "a_b.txt"},
		{`[a](a\)b.txt)`, "a)b.txt"},
		{`[a](a\\_b.txt)`, `a\_b.txt`},
		{`[a](a\中.txt)`, `a\中.txt`},
		{`[a](<a b\>.txt>)`, "a b>.txt"},
		{`[a](a&amp;b.txt "t")`, "a&b.txt"},
		{`[a](a&#59;&#x4e2d;.txt)`, "a;中.txt"},
		{`[a](?a=1&notit;&b)`, "?a=1&notit;&b"},
		{`[a](a%20b.txt)`, "a%20b.txt"},
		{"[a]: a\\_b.txt", "a_b.txt"},
		{`[a](https://example.org/)`, ""},
	} {
		got := ""
		if all := refs([]byte(c.text)); len(all) > 0 {
			got = all[0].Dest
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWalk(t *testing.T) {
	s, problems := load(t, map[string]string{
		"content/notices/a.md":             front + "+++\n请留意。\n",
		"content/notices/2026/11/b.md":     front + "+++\n请留意。\n",
		"content/notices/c/index.md":       front + "+++\n请留意。\n",
		"content/notices/UPPER.MD":         front + "+++\n请留意。\n",
		"content/notices/.hidden.md":       "nonsense",
		"content/notices/~$word.md":        "nonsense",
		"content/notices/backup.md~":       "nonsense",
		"content/notices/a.md.bak":         "nonsense",
		"content/.git/config.toml":         "nonsense",
		"content/notices/plan.pdf":         "nonsense",
		"content/notices/data.toml":        "nonsense",
		"content/README.md":                "nonsense",
		"content/pictures/a.jpg":           "nonsense",
		"content/drafts/idea.md":           "nonsense",
		"content/drafts/another.md":        "nonsense",
		"content/rankings/description.md":  "nonsense",
		"content/guides/materials/list.md": "nonsense",
	})
	var slugs []string
	for _, n := range s.Notices {
		slugs = append(slugs, n.Slug)
	}
	if got := strings.Join(slugs, " "); got != "a b c upper" {
		t.Errorf("notices %s", got)
	}
	var got []string
	for _, p := range problems {
		if p.Code != "no-holidays" {
			got = append(got, p.Pos.File+" "+string(p.Code))
		}
	}
	if want := "content/drafts unknown-folder, content/guides/materials/list.md no-front-matter, content/notices/data.toml ignored-file, content/rankings/description.md ignored-file"; strings.Join(got, ", ") != want {
		t.Errorf("problems %s, want %s", strings.Join(got, ", "), want)
	}
}

// FuzzFrontMatter: a file of any content, in any folder, never panics, and
// every problem lies inside it.
func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		madeUp, "source = 1\nstatutory = [\"1月1日至\"]\n[[holiday]]\noff = \"1月1日（周一）至31日、2月1日（周一）至3月31日（农历除夕）\"\nwork = [\"2月0日\", 5]\n",
		front + "+++\n11月22日（星期六）![](a.jpg)[x](b.md)\n",
		"+++\ntitle = 1\n[repeat]\nevery = \"week\"\non = [\"mon\", 15]\n+++\n",
		"+++\ntitle = \"x\"\nplace = \"y\"\nstart = 2026-11-22T10:00\nend = \"09:00\"\n[repeat]\nevery = \"lunar-year\"\non = \"09-09\"\ncount = 3\nexcept = [2026-11-22]\n+++\n",
		"+++\nkind = \"publicity\"\ndate = 2026-12-30\n[publicity]\ndays = 400\nunit = \"calendar\"\nresult = \"x\"\nresult_date = 2026-01-01\n+++\n",
		"+++\nmaterials = [{ name = \"\", original = -1 }]\nsteps = []\nlegal_time = { days = 1 }\npromised_time = \"at-once\"\nfee = 3\n+++\n",
		"title = \"x\"\nform = \"points\"\nunit = \"person\"\ndate = 2026-11-20\n[[categories]]\nid = \"a\"\nmax = 1e300\nweight = -1e14\n[[entries]]\nname = \"王\"\nscores = { a = 1, b = 2 }\nveto = \"x\"\n",
		"[[activity]]\nslug = \"a\"\ntitle = \"x\"\ntext = \"\"\"\n11月22日（星期六）\"\"\"\n",
		"[[waiver]]\nfile = \"content/notices/a.md\"\nrule = \"mobile\"\nreason = \"x\"\nrole = \"y\"\nuntil = 2026-12-31\n",
		"[[day]]\ndate = 2026-11-22\nlow = 100\n", "+++\n+++", "+++", "---\na: b\n---\n", "\n\n+++\r\na=1\r\n+++\r\n", "+++\ndate = 0001-01-01\n+++\n", "+++\ndate = 9999-12-31\nuntil = 9999-12-31\n+++\n",
	} {
		f.Add([]byte(seed))
	}
	paths := []string{
		"content/notices/a.md", "content/activities/a.md", "content/activities/a.toml",
		"content/rankings/a.toml", "content/guides/a.md", "content/pages/a.md", "content/daily.toml", "content/holidays/2027.toml", "content/waivers.toml",
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		lines := strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n")
		for _, p := range paths {
			_, problems := load(t, map[string]string{p: string(src)})
			for _, q := range problems {
				_, _ = q.Message("zh"), q.Hint("zh")
				if q.Pos.File != p || q.Pos.Line == 0 {
					continue
				}
				if q.Pos.Line < 1 || q.Pos.Line > len(lines) {
					t.Fatalf("%s: %v of %d lines\n%q", q.Code, q.Pos, len(lines), src)
				}
				line := []rune(strings.TrimRight(lines[q.Pos.Line-1], "\r"))
				if q.Pos.Column < 0 || q.Pos.Column > len(line)+1 {
					t.Fatalf("%s: %v in %q", q.Code, q.Pos, string(line))
				}
			}
		}
	})
}
