package content

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/config"
	"banbao/internal/site"
)

const titleCourse = `title = "最美家庭"
form = "stars"
unit = "household"
date = 2026-10-08

[stages]
nomination = { from = 2026-10-10, to = 2026-10-25 }
review = { from = 2026-11-12 }
final = { on = 2026-12-04 }
title = { name = "最美家庭", from = 2026-12-05, years = 1 }

[publicity]
days = 5
unit = "calendar"
start = 2026-11-19

[[categories]]
id = "care"
name = "尊老"
max = 1
[[categories]]
id = "clean"
name = "整洁"
max = 1

[[entries]]
name = "李小明"
scores = { care = 1, clean = 1 }
[[entries]]
name = "王小芳"
scores = { care = 1, clean = 1 }
revoked = { on = 2027-03-01, why = "不便说" }
[[entries]]
name = "张三"
scores = { care = 1, clean = 0 }

[[objections]]
received = 2026-11-20
about = "王小芳"
text = "门前干净了"
answered = 2026-11-21
answer = "看过，属实"
change = { category = "clean", from = 0, to = 1 }
`

func loadAt(t *testing.T, at, text string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{"config.toml": {Data: []byte("title = \"新城社区\"\n")}, "content/rankings/a.toml": {Data: []byte(text)}}
	cfg, _ := config.Load(fsys)
	now, err := time.ParseInLocation("2006-01-02T15:04", at, cfg.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, _, problems := Load(fsys, cfg, Options{Now: now})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return s
}

// TestPhases: names are public from the day of posting, and a title that was
// taken back is gone with its day.
func TestPhases(t *testing.T) {
	for _, c := range []struct {
		at    string
		stage site.RankingStage
		names string
	}{
		{"2026-10-09T12:00", site.StageNomination, ""},
		{"2026-10-25T23:59", site.StageNomination, ""},
		{"2026-10-26T00:00", site.StageReview, ""},
		{"2026-11-18T23:59", site.StageReview, ""},
		{"2026-11-19T00:00", site.StagePublicity, "王*芳 李*明 张*"},
		{"2026-11-24T23:59", site.StagePublicity, "王*芳 李*明 张*"},
		{"2026-11-25T00:00", site.StageFinal, "王*芳 李*明 张*"},
		{"2026-12-05T00:00", site.StageTitle, "王*芳 李*明 张*"},
		{"2027-03-01T00:00", site.StageTitle, "李*明 张*"},
		{"2027-12-04T23:59", site.StageTitle, "李*明 张*"},
		{"2027-12-05T00:00", site.StageExpired, "李*明 张*"},
	} {
		s := loadAt(t, c.at, titleCourse)
		k := s.Rankings[0]
		var names []string
		for _, e := range k.Entries {
			names = append(names, e.Name)
		}
		if stage := k.StageAt(k.Publicity, s.Now); stage != c.stage || strings.Join(names, " ") != c.names {
			t.Errorf("%s: %s with %q, want %s with %q", c.at, stage, names, c.stage, c.names)
		}
		if len(names) == 0 && len(k.Objections) > 0 {
			t.Errorf("%s: objections tell names", c.at)
		}
		if len(names) == 2 && (len(k.Revoked) != 1 || k.Revoked[0].Name+k.Revoked[0].Why != "") {
			t.Errorf("%s: %+v", c.at, k.Revoked)
		}
		if next, ok := k.NextChange(s.Now); ok && len(loadAt(t, next.Add(-time.Minute).Format("2006-01-02T15:04"), titleCourse).Rankings[0].Entries) != len(names) {
			t.Errorf("%s: something changes before %s", c.at, next)
		}
	}
}

// TestObjections: a change is told with what it did, and is a correction.
func TestObjections(t *testing.T) {
	k := loadAt(t, "2026-11-22T12:00", titleCourse).Rankings[0]
	c := k.Objections[0].Change
	if c == nil || c.TotalBefore != 1 || c.Total != 2 || c.From != 0 || c.To != 1 {
		t.Fatalf("%+v", c)
	}
	if len(k.Corrections) != 1 || k.Corrections[0].Text != "王*芳的“整洁”由0分改为1分：看过，属实" || k.Corrections[0].Date.Day.String() != "2026-11-21" {
		t.Errorf("%+v", k.Corrections)
	}
	// Of a score that the log gives, the log stays as it is; ranks move.
	toml := strings.Replace(checks, "%s", "building", 1)
	toml = strings.Replace(toml, "%s", "", 1) + entriesOf(3) + `
[[objections]]
received = 2026-10-12
about = "0号"
text = "是装修队堆的"
answered = 2026-10-13
answer = "属实，退回2分"
change = { category = "stairs", from = 36, to = 38 }
`
	k = loadRanking(t, toml, "日期,单位,细则,次数\n2026-07-02,0号,s1,2\n2026-07-02,1号,s1,1\n2026-07-03,1号,s2,5\n2026-07-04,2号,s2,3\n")
	if got := table(k); got != "1 2号 39.7 -1, 2 0号 38 -1, 3 1号 37.5 -1" {
		t.Error(got)
	}
	if c := k.Objections[0].Change; c.RankBefore != 3 || c.RankThen != 2 || c.TotalBefore != 36 {
		t.Errorf("%+v", c)
	}
}

// TestDignity: children are masked always, and what blames has an end.
func TestDignity(t *testing.T) {
	s := clean(t, map[string]string{"content/rankings/a.toml": `title = "好少年"
form = "honour"
unit = "person"
date = 2026-11-20
mask = false
waiver = { on = 2026-11-01, why = "本人同意" }
[[entries]]
name = "王小芳"
[[entries]]
name = "李小明"
note = "12岁，教老人用手机"
[[entries]]
name = "丁一"
child = true
`})
	var names []string
	for _, e := range s.Rankings[0].Entries {
		names = append(names, e.Name)
	}
	if got := strings.Join(names, " "); got != "丁* 王小芳 李*明" || !s.Rankings[0].ByStrokes {
		t.Error(got)
	}
	const blame = `title = "楼道检查"
form = "points"
unit = "building"
date = 2026-11-01
negative = { until = 2026-11-22, appeal = { to = "监委会" } }
[[levels]]
name = "好"
least = 80
[[levels]]
name = "要改进"
least = 0
negative = true
[[entries]]
name = "1幢"
total = 90
[[entries]]
name = "2幢"
total = 60
[[entries]]
name = "3幢"
total = 99
veto = "锁了通道"
`
	for at, want := range map[string]int{"2026-11-22T23:59": 3, "2026-11-23T00:00": 1} {
		if k := loadAt(t, at, blame).Rankings[0]; len(k.Entries) != want {
			t.Errorf("%s: %d entries", at, len(k.Entries))
		}
	}
}

func TestStrokes(t *testing.T) {
	last := 0
	for _, name := range strings.Fields("丁* 于* 王*芳 冯* 刘*梅 孙*国 李*明 吴* 何* 汪* 张* 林* 周* 郑* 赵*兰 钱* 高* 黄* 欧阳**") {
		n, ok := strokes(name)
		if !ok || n <= last && name != "欧阳**" {
			t.Errorf("%s stands at %d, after %d", name, n, last)
		}
		last = n
	}
	for _, name := range []string{"W*** W**", ""} {
		if _, ok := strokes(name); ok {
			t.Errorf("%q has strokes", name)
		}
	}
	seen := map[rune]int{}
	for n, kinds := range surnames {
		for _, r := range kinds {
			if other, twice := seen[r]; twice && r != ' ' && r != '_' {
				t.Errorf("%c stands at %d and %d", r, other, n)
			}
			seen[r] = n
		}
	}
}
