package starter

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"banbao/internal/calendar"
)

// days are awkward ones: the ends of months and years, a leap day.
func days() []calendar.Day {
	return []calendar.Day{calendar.Date(2026, 11, 22), calendar.Date(2026, 12, 31), calendar.Date(2027, 1, 1),
		calendar.Date(2028, 2, 29), calendar.Date(2027, 3, 31), calendar.Date(2027, 10, 3)}
}

// frontMatter decodes what is between the lines of pluses.
func frontMatter(t *testing.T, path string, text []byte) map[string]any {
	t.Helper()
	s := string(text)
	if strings.HasSuffix(path, ".md") {
		parts := strings.SplitN("\n"+s, "\n+++\n", 3)
		if len(parts) != 3 || parts[0] != "" {
			t.Fatalf("%s: no front matter", path)
		}
		s = parts[1]
	}
	m := map[string]any{}
	if _, err := toml.Decode(s, &m); err != nil {
		t.Fatalf("%s: %v\n%s", path, err, s)
	}
	return m
}

func TestSite(t *testing.T) {
	for _, day := range days() {
		site, err := Site(day, "幸福里社区")
		if err != nil {
			t.Fatal(day, err)
		}
		for path, text := range site {
			if left := regexp.MustCompile(`@@.*`).Find(text); left != nil {
				t.Errorf("%s: %s was not replaced", path, left)
			}
			if path != ".gitignore" && path != "README.md" {
				frontMatter(t, path, text)
			}
			if !bytes.HasSuffix(text, []byte("\n")) || bytes.Contains(text, []byte("\r")) {
				t.Errorf("%s: lines should end with a line feed", path)
			}
		}
		for _, need := range []string{"config.toml", "README.md", ".gitignore", "content/pages/about.md",
			"content/notices/" + day.String()[:4] + "/opening.md", "content/rankings/red-flag.toml"} {
			if site[need] == nil {
				t.Errorf("no %s", need)
			}
		}
	}
}

func TestSiteOfADay(t *testing.T) {
	site, err := Site(calendar.Date(2026, 11, 22), "幸福里社区") // a Sunday
	if err != nil {
		t.Fatal(err)
	}
	for path, wants := range map[string][]string{
		"config.toml":                           {`title = "幸福里社区"`, `issuer = "幸福里社区居民委员会"`},
		"content/notices/2026/tank-cleaning.md": {"date = 2026-11-21\n", "11月25日（星期三）8:00"},
		"content/activities/cleaning.md":        {`start = "2026-11-28T08:30"`, `on = ["sat"]`},
		"content/activities/tea.md":             {`start = "2026-12-06T09:30"`},
		"content/rankings/red-flag.toml":        {`{ name = "2026年三季度", from = 2026-07-01, to = 2026-09-30 }`},
		"README.md":                             {"# 幸福里社区的板报"},
	} {
		for _, want := range wants {
			if !bytes.Contains(site[path], []byte(want)) {
				t.Errorf("%s: no %s", path, want)
			}
		}
	}
}

// The site must not itself bring what it warns of, nor a real number.
func TestNothingPersonal(t *testing.T) {
	site, _ := Site(calendar.Date(2026, 11, 22), "幸福里社区")
	number := regexp.MustCompile(`\d[\d -]{6,}\d`)
	for path, text := range site {
		for _, n := range number.FindAllString(string(text), -1) {
			if n != "0000-0000000" && !strings.HasPrefix(n, "202") {
				t.Errorf("%s: %s looks like somebody's number", path, n)
			}
		}
	}
}

func TestCommunityName(t *testing.T) {
	for name, want := range map[string]string{
		"幸福里社区": "幸福里社区", "my-board": "我们的社区", "": "我们的社区", "..": "我们的社区",
		`"]\幸福|里*`: "幸福里", "光明 2 村": "光明 2 村", "＠@幸福@@DAY@@": "幸福DAY",
	} {
		if got := communityName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestItem(t *testing.T) {
	day := calendar.Date(2026, 11, 22)
	for _, test := range []struct{ noun, slug, title, path string }{
		{"notice", "", "消防演练", "content/notices/2026/2026-11-22-xiaofang-yanlian.md"},
		{"notice", "fire-drill", "消防演练", "content/notices/2026/2026-11-22-fire-drill.md"},
		{"notice", "", "11·9 消防日 #?%/", "content/notices/2026/2026-11-22-11-9-xiaofangri.md"},
		{"notice", "", "#?%/", "content/notices/2026/2026-11-22-notice.md"},
		{"notice", "", "../../../etc/passwd", "content/notices/2026/2026-11-22-etc-passwd.md"},
		{"activity", "", "包粽子", "content/activities/baozongzi.md"},
		{"activity", "", "con", "content/activities/con-activity.md"},
		{"guide", "", "Windows", "content/guides/windows-guide.md"},
		{"guide", "", "会计证 换证", "content/guides/kuaijizheng-huanzheng.md"},
		{"ranking", "", "文明楼道", "content/rankings/wenming-loudao-2026.toml"},
		{"ranking", "", "2027年文明楼道", "content/rankings/2027nian-wenming-loudao.toml"},
	} {
		path, text, err := Item(test.noun, test.slug, test.title, day)
		if err != nil || path != test.path {
			t.Errorf("%s %q: %s, %v; want %s", test.noun, test.title, path, err, test.path)
			continue
		}
		if got := frontMatter(t, path, text)["title"]; got != test.title {
			t.Errorf("%s: title is %q, want %q", path, got, test.title)
		}
	}
}

// With every comment mark taken away, what was commented out is TOML as well.
func TestCommentedKeysAreWritten(t *testing.T) {
	key := regexp.MustCompile(`(?m)^# ([a-z_]+ = |\[)`)
	for _, noun := range Nouns() {
		for _, day := range days() {
			path, text, err := Item(noun, "", "题目", day)
			if err != nil {
				t.Fatal(err)
			}
			frontMatter(t, path, text)
			// materials = [] and the like would be there twice: not shown as keys.
			frontMatter(t, path, key.ReplaceAll(text, []byte("$1")))
		}
	}
}

func TestItemsThatCannotBe(t *testing.T) {
	var bad *BadItem
	for _, test := range [][3]string{{"poster", "", "题目"}, {"", "", "题目"}, {"notice", "A/b", "题目"},
		{"notice", "../x", "题目"}, {"notice", "", ""}, {"notice", "", " \t\n"}, {"notice", strings.Repeat("a", 61), "x"}} {
		if _, _, err := Item(test[0], test[1], test[2], 1000); !errors.As(err, &bad) {
			t.Errorf("%q: %v", test, err)
		}
	}
}

func FuzzItem(f *testing.F) {
	for _, s := range []string{"消防演练", `a"b\c`, "@@DAY@@", "a\nb", "\x00", "#?%/", "😀", "’‘“”"} {
		f.Add(s)
	}
	good := regexp.MustCompile(`^content/[a-z]+/(2026/)?[a-z0-9-]+\.(md|toml)$`)
	f.Fuzz(func(t *testing.T, title string) {
		for _, noun := range Nouns() {
			path, text, err := Item(noun, "", title, calendar.Date(2026, 11, 22))
			if err != nil {
				var bad *BadItem
				if !errors.As(err, &bad) {
					t.Error(err)
				}
				continue
			}
			if !good.MatchString(path) {
				t.Errorf("%q: %s", title, path)
			}
			got := frontMatter(t, path, text)["title"].(string)
			if strings.Join(strings.Fields(got), "") == "" || strings.ContainsAny(got, "\n\r\t") {
				t.Errorf("%q became %q", title, got)
			}
		}
	})
}
