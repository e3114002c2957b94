package content

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// madeUp is a year that nobody announced: two days off, one worked for them.
const madeUp = `source = "试验"
[[holiday]]
name = "元旦"
off = "2026年12月31日（周四）至2027年1月1日（周五）放假调休，共2天"
work = ["2026年12月27日（周日）上班"]
`

func codes(problems diag.List) string {
	var words []string
	for _, p := range problems {
		words = append(words, string(p.Code))
	}
	return strings.Join(words, " ")
}

func TestHolidays(t *testing.T) {
	publicity := "+++\ntitle = \"公示\"\nkind = \"publicity\"\ndate = 2026-12-24\nuntil = 2027-02-01\n[publicity]\ndays = 5\nobjections = { to = \"居委会\" }\n+++\n名单见下。\n"
	lastDay := func(s *site.Site) string { return s.Notices[0].Publicity.Span.Last.String() }

	s, problems := load(t, map[string]string{"content/notices/a.md": publicity})
	if lastDay(s) != "2026-12-31" || !strings.Contains(codes(problems), "no-holidays") || !strings.Contains(codes(problems), "estimated-period") {
		t.Errorf("without the year: %s, %s", lastDay(s), codes(problems))
	}
	for _, p := range problems {
		if p.Code == "estimated-period" && p.Args[0] != 2027 {
			t.Errorf("what is missing is %v", p.Args[0])
		}
	}
	s, problems = load(t, map[string]string{"content/notices/a.md": publicity, "content/holidays/2027.toml": madeUp})
	if got := codes(problems); lastDay(s) != "2026-12-30" || strings.Contains(got, "no-holidays") || strings.Contains(got, "estimated") {
		t.Errorf("with the year: %s, %s", lastDay(s), got) // 25, 27 (a Sunday), 28, 29, 30
	}
	year, ok := s.Holidays.Year(2027)
	if !ok || year.Source != "试验" || len(year.Off) != 2 || len(year.Statutory) != 13 || !s.Holidays.MakeUp(calendar.Date(2026, 12, 27)) {
		t.Errorf("%+v", year)
	}
	if !s.Holidays.Known(2026) || !s.Holidays.MakeUp(calendar.Date(2026, 10, 10)) {
		t.Error("the year that is shipped is gone")
	}

	// A year in the site stands in place of the one that is shipped.
	s, _ = load(t, map[string]string{"content/holidays/2026.toml": "source = \"试验\"\n[[holiday]]\nname = \"元旦\"\noff = \"1月1日\"\n"})
	if _, off := s.Holidays.Off(calendar.Date(2026, 10, 5)); off || s.Holidays.MakeUp(calendar.Date(2026, 10, 10)) {
		t.Error("the year that is shipped still rules")
	}

	// Every order of files and of parts gives the same.
	parts := []string{
		"[[holiday]]\nname = \"元旦\"\noff = \"1月1日\"\n",
		"[[holiday]]\nname = \"春节\"\noff = [\"2月5日\", \"2月6日至12日\"]\nwork = \"2月13日、2月14日\"\n",
		"[[holiday]]\nname = \"国庆节\"\noff = \"10月1日至7日\"\n",
	}
	holidays := func(parts []string) *calendar.Holidays {
		s, _ := load(t, map[string]string{"content/holidays/2027.toml": "source = \"试验\"\n" + strings.Join(parts, "")})
		return s.Holidays
	}
	one := holidays(parts)
	slices.Reverse(parts)
	other := holidays(parts)
	for d := calendar.Date(2026, 12, 1); d.Year() < 2028; d++ {
		a, off := one.Off(d)
		b, off2 := other.Off(d)
		if a != b || off != off2 || one.Working(d) != other.Working(d) || one.Statutory(d) != other.Statutory(d) {
			t.Errorf("%s: the order shows", d)
		}
	}
}

// When which year is asked for.
func TestMissingHolidays(t *testing.T) {
	for _, test := range []struct{ now, own, want string }{
		{"2026-10-31T23:59", "", ""},
		{"2026-11-01T00:00", "", "no-holidays"},
		{"2026-12-31T23:59", "", "no-holidays"},
		{"2026-12-31T23:59", "2027", ""},
		{"2027-01-01T00:00", "", "missing-holidays"},
		{"2027-01-01T00:00", "2027", ""},
		{"2027-11-01T00:00", "2027", "no-holidays"},
		{"2027-11-01T00:00", "", "missing-holidays"},
		{"2025-11-01T00:00", "", ""},
	} {
		fsys := fstest.MapFS{"config.toml": {Data: []byte(`title = "新城社区"`)}}
		if test.own != "" {
			fsys["content/holidays/"+test.own+".toml"] = &fstest.MapFile{Data: []byte(madeUp)}
		}
		cfg, _ := config.Load(fsys)
		now, err := time.ParseInLocation("2006-01-02T15:04", test.now, china)
		if err != nil {
			t.Fatal(err)
		}
		_, _, problems := Load(fsys, cfg, Options{Now: now})
		problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Code == "odd-holidays" })
		if got := codes(problems); got != test.want {
			t.Errorf("%s with %q: %q, want %q", test.now, test.own, got, test.want)
		}
	}
}

// The folder is nobody else's, and its files have one form of name.
func TestHolidayFiles(t *testing.T) {
	for name, want := range map[string]string{
		"content/holidays/2027.toml":      "",
		"content/holidays/2027.TOML":      "",
		"content/holidays/27.toml":        "bad-holidays",
		"content/holidays/02027.toml":     "bad-holidays",
		"content/holidays/2027年.toml":     "bad-holidays",
		"content/holidays/2013.toml":      "bad-holidays",
		"content/holidays/2101.toml":      "bad-holidays",
		"content/holidays/2027/days.toml": "bad-holidays",
		"content/holidays/old/2027.toml":  "bad-holidays",
		"content/holidays/2027.md":        "ignored-file",
		"content/holidays/notice.pdf":     "",
		"content/holiday/2027.toml":       "unknown-folder",
		"content/2027.toml":               "ignored-file",
	} {
		_, problems := load(t, map[string]string{name: madeUp})
		problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Code == "no-holidays" || p.Code == "odd-holidays" })
		if got := codes(problems); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if words := folderWords("holiday"); !strings.Contains(words.En, `"holidays"`) {
		t.Error(words)
	}
}
