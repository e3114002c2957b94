package config

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

func load(text string) (Config, diag.List) {
	return Load(fstest.MapFS{File: {Data: []byte(text)}})
}

func TestDefaults(t *testing.T) {
	c, problems := load(`title = "新城社区"`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if c.Mark != "板报" || c.Language != "zh-Hans" || c.Zone.String() != "Asia/Shanghai" || c.Theme != "default" ||
		c.Issuer != "新城社区" || c.PageSize != 20 || c.AheadDays != 7 || c.SummaryLen != 60 || c.BaseURL != "" {
		t.Errorf("the defaults are %+v", c)
	}
}

// Nothing that an author leaves out keeps him from being shown all the rest.
func TestAllProblemsAtOnce(t *testing.T) {
	_, problems := load(`titel = "x"
time_zone = "Asia/Beijing"
base_url = "ftp://x"
page_size = 0
ahead_days = 400
[[phones]]
number = "one"
[[hours]]
name = "x"
on = ["someday"]
open = ["9-17"]
[[boards]]
id = "A"
kind = "wall"
building = "b"
shows = { kinds = ["x"], nouns = "y", buildings = ["c"], colour = 1 }
[[screens]]
id = "s"
name = "s"
hours = "always"
distance_m = 1000
`)
	var got []string
	for _, p := range problems.Sort() {
		got = append(got, fmt.Sprintf("%d %s", p.Pos.Line, p.Code))
	}
	want := "1 unknown-key, 2 bad-zone, 3 bad-address, 4 out-of-range, 5 out-of-range, 6 missing-key, 7 bad-phone, 10 bad-repeat-day, 11 bad-time, " +
		"12 missing-key, 13 bad-id, 14 bad-word, 15 unknown-reference, 16 bad-word, 16 bad-word, 16 unknown-reference, 16 unknown-key, " +
		"17 missing-key, 20 bad-time, 21 out-of-range"
	if strings.Join(got, ", ") != want {
		t.Errorf("problems\n%s, want\n%s", strings.Join(got, ", "), want)
	}
}

func TestBaseURL(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://xincheng.example/", "https://xincheng.example/"},
		{"https://xincheng.example", "https://xincheng.example/"},
		{"http://xincheng.example/town//", "http://xincheng.example/town/"},
		{"https://新城.example/", "https://%E6%96%B0%E5%9F%8E.example/"},
		{"xincheng.example", ""},
		{"www.xincheng.example/", ""},
		{"//xincheng.example/", ""},
		{"ftp://xincheng.example/", ""},
		{"https://", ""},
		{"https://xincheng.example/?a=1", ""},
		{"https://xincheng.example/#a", ""},
		{"https://x y/", ""},
		{"javascript:alert(1)", ""},
	} {
		if got, _ := CleanBaseURL(c.in); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPhone(t *testing.T) {
	good := []string{"0523-0600 1101", "052306001101", "0600 1101", "13800138000", "138 0013 8000", "12345", "110", "95598", "+86 523 0600 1101", "400-000-0000", "0523-06001101转8"}
	bad := []string{"一一〇", "0523-0600 1101、1102", "1", "电话", "0523-0600 1101/1102", "-", "0523－06001101"}
	for _, list := range []struct {
		numbers []string
		doubt   bool
	}{{good, false}, {bad, true}} {
		for _, n := range list.numbers {
			_, problems := load("title = \"x\"\n[[phones]]\nname = \"x\"\nnumber = \"" + n + "\"\n")
			if doubt := len(problems) > 0; doubt != list.doubt {
				t.Errorf("%s: doubted %v", n, doubt)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		in string
		ok bool
	}{
		{"08:30-11:30", true}, {"08:30 - 11:30", true}, {"08:30至11:30", true}, {"8:30-11:30", true}, {"00:00-24:00", true},
		{"11:30-08:30", false}, {"08:30-08:30", false}, {"08:30", false}, {"-", false}, {"", false}, {"13:30-25:00", false}, {"08:30-11:30-12:00", false},
	} {
		if _, ok := Span(c.in); ok != c.ok {
			t.Errorf("%q: %v", c.in, ok)
		}
	}
}

func TestShows(t *testing.T) {
	for _, c := range []struct {
		shows string
		want  string
	}{
		{``, "{All:true None:false Nouns:[] Kinds:[] Levels:[] Tags:[] Buildings:[]}"},
		{`shows = "all"`, "{All:true None:false Nouns:[] Kinds:[] Levels:[] Tags:[] Buildings:[]}"},
		{`shows = "none"`, "{All:false None:true Nouns:[] Kinds:[] Levels:[] Tags:[] Buildings:[]}"},
		{`shows = { kinds = ["publicity"], tags = "消防" }`, "{All:false None:false Nouns:[] Kinds:[publicity] Levels:[] Tags:[消防] Buildings:[]}"},
	} {
		cfg, problems := load("title = \"x\"\n[[boards]]\nid = \"a\"\nname = \"a\"\nkind = \"disclosure\"\n" + c.shows + "\n")
		if len(problems) > 0 {
			t.Error(c.shows, problems)
			continue
		}
		if got := fmt.Sprintf("%+v", cfg.Boards[0].Shows); got != c.want {
			t.Errorf("%s: %s", c.shows, got)
		}
	}
}

func TestScreenSizes(t *testing.T) {
	for profile, want := range map[site.Profile]string{site.LobbyTV: "1920×1080 3", site.HallTV: "1920×1080 5", site.LiftPanel: "1080×1920 1", site.TouchKiosk: "1080×1920 0.6"} {
		cfg, problems := load(fmt.Sprintf("title = \"x\"\n[[screens]]\nid = \"a\"\nname = \"a\"\nprofile = %q\n", profile))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if d := cfg.Screens[0]; fmt.Sprintf("%d×%d %v", d.Width, d.Height, d.Distance) != want {
			t.Errorf("%s is %+v", profile, d)
		}
	}
}

func TestNoConfig(t *testing.T) {
	for _, c := range []struct {
		fsys fstest.MapFS
		want diag.Code
	}{
		{fstest.MapFS{}, "no-config"},
		{fstest.MapFS{"config.toml/a": {}}, "unreadable-file"},
		{fstest.MapFS{File: {Data: []byte("\xbd\xf1\xb6\xac")}}, "other-encoding"},
		{fstest.MapFS{File: {Data: nil}}, "missing-key"},
		{fstest.MapFS{File: {Mode: fs.ModeIrregular, Data: []byte("title = \"x\"")}}, "unreadable-file"},
	} {
		_, problems := Load(c.fsys)
		var got diag.Code
		if len(problems) > 0 {
			got = problems[0].Code
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.fsys, got, c.want)
		}
	}
}

// FuzzConfig: no configuration panics, and each problem lies inside the file.
// Without errors there are a title and a zone.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{
		"title = \"x\"\n", "title = \"x\"\nhome_guides = [\"a\", 1]\n[[boards]]\nid = \"a\"\nshows = { kinds = [\"notice\"] }\n",
		"[[hours]]\non = [\"mon\", \"2nd sat\", \"09-09\", 15]\nopen = [\"08:30-11:30\", \"x\"]\n", "[[screens]]\nprofile = \"tv\"\ndistance_m = nan\n",
		"time_zone = \"../../etc/passwd\"\n", "time_zone = \"\"\nbase_url = \"http://[::1\"\n", "windows = 1\nboards = [1]\nphones = [{}]\n", "\ufefftitle = \"x\"\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		c, problems := Load(fstest.MapFS{File: {Data: src}})
		lines := strings.Split(strings.TrimPrefix(string(src), "\ufeff"), "\n")
		for _, p := range problems {
			_, _ = p.Message("zh"), p.Hint("en")
			if p.Pos.Line < 0 || p.Pos.Line > len(lines) {
				t.Fatalf("%s at %v", p.Code, p.Pos)
			}
			if p.Pos.Line > 0 && p.Pos.Column > len([]rune(strings.TrimRight(lines[p.Pos.Line-1], "\r")))+1 {
				t.Fatalf("%s at %v in %q", p.Code, p.Pos, lines[p.Pos.Line-1])
			}
		}
		if !problems.HasErrors() && (c.Title == "" || c.Zone == nil) {
			t.Errorf("there is no problem, but %+v", c.Info)
		}
		for i := range c.HomeGuides {
			c.HomeGuideProblem(i, diag.Words{})
		}
	})
}

// TestPresetDoc keeps the table of presets in docs/content.md true.
func TestPresetDoc(t *testing.T) {
	doc, err := os.ReadFile("../../docs/content.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range site.PublicityPresets() {
		unit, basis := "天", p.Basis
		if p.Unit == calendar.WorkingDays {
			unit = "个工作日"
		}
		if basis == "" {
			basis = "按当地规定核对"
		}
		row := fmt.Sprintf("| `%s` | %s | %d%s | %s |\n", p.ID, p.Name, p.Days, unit, basis)
		if !strings.Contains(string(doc), row) {
			t.Errorf("docs/content.md has no row %s", row)
		}
	}
}

// TestPresets lays a site's rules over those of the program.
func TestPresets(t *testing.T) {
	c, problems := load(`title = "新城社区"
publicity_counts_first_day = true
[[publicity_presets]]
id = "dibao"
days = 10
[[publicity_presets]]
id = "fund"
name = "公益金"
days = 3
count_start = false
`)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	find := func(id string) site.PublicityPreset {
		i := slices.IndexFunc(c.Presets, func(p site.PublicityPreset) bool { return p.ID == id })
		if i < 0 {
			t.Fatal("there is no ", id)
		}
		return c.Presets[i]
	}
	if p := find("dibao"); p.Days != 10 || p.Unit != calendar.CalendarDays || p.Basis == "" || p.Name != "最低生活保障" || !p.CountStart {
		t.Errorf("dibao is %+v", p)
	}
	if p := find("fund"); p != (site.PublicityPreset{ID: "fund", Name: "公益金", Days: 3, Unit: calendar.WorkingDays}) {
		t.Errorf("fund is %+v", p)
	}
	if p := find("honours"); p.Days != 5 || !p.CountStart {
		t.Errorf("honours is %+v", p)
	}
}
