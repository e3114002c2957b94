package feed

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// invalid says what is wrong with a calendar file by RFC 5545: lines, nesting,
// and properties that are due or come twice.
func invalid(text string) []string {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if !utf8.ValidString(text) {
		say("not UTF-8")
	}
	if !strings.HasSuffix(text, "\r\n") {
		say("the last line does not end")
	}
	if rest := strings.ReplaceAll(text, "\r\n", ""); strings.ContainsAny(rest, "\r\n") {
		say("a line ends without CRLF")
	}
	var joined []string
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 {
			say("a line of %d octets: %s", len(line), line)
		}
		if !utf8.ValidString(line) {
			say("a sign is cut: %q", line)
		}
		if rest, folded := strings.CutPrefix(line, " "); folded {
			if len(joined) == 0 {
				say("the first line is folded")
				continue
			}
			joined[len(joined)-1] += rest
			continue
		}
		joined = append(joined, line)
	}
	due := map[string][]string{
		"VCALENDAR": {"VERSION", "PRODID", "METHOD"},
		"VTIMEZONE": {"TZID"},
		"STANDARD":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
		"DAYLIGHT":  {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
		"VEVENT":    {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS", "SEQUENCE"},
	}
	many := []string{"RDATE", "EXDATE"}
	shape := regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$`)
	type component struct {
		name string
		has  map[string]int
	}
	var open []component
	ids, zones := map[string]bool{}, map[string]bool{}
	var id string
	for _, line := range joined {
		m := shape.FindStringSubmatch(line)
		if m == nil {
			say("not a content line: %q", line)
			continue
		}
		name, params, value := m[1], m[2], m[3]
		if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7F }) {
			say("a control character: %q", line)
		}
		switch {
		case name == "BEGIN":
			open = append(open, component{value, map[string]int{}})
			id = ""
			continue
		case len(open) == 0:
			say("outside: %s", line)
			continue
		case name == "END":
			last := open[len(open)-1]
			open = open[:len(open)-1]
			if last.name != value {
				say("%s ends %s", value, last.name)
			}
			for _, property := range due[last.name] {
				if last.has[property] == 0 {
					say("a %s without %s", last.name, property)
				}
			}
			for property, n := range last.has {
				if n > 1 && !slices.Contains(many, property) {
					say("%s %d times in one %s", property, n, last.name)
				}
			}
			if last.name == "VEVENT" {
				if ids[id] {
					say("two events are %s", id)
				}
				ids[id] = true
			}
			continue
		}
		open[len(open)-1].has[name]++
		switch name {
		case "UID", "RECURRENCE-ID":
			id += name + value
		case "TZID":
			zones[value] = true
		case "DTSTART", "DTEND", "RDATE", "EXDATE":
			if zone, has := strings.CutPrefix(params, ";TZID="); has && !zones[zone] {
				say("no VTIMEZONE is %s", zone)
			}
		case "SUMMARY", "LOCATION", "DESCRIPTION", "NAME":
			if regexp.MustCompile(`(^|[^\\])(\\\\)*([;,]|\\[^\\;,nN])`).MatchString(value) {
				say("not escaped: %s", line)
			}
		}
	}
	if len(open) > 0 {
		say("%s does not end", open[len(open)-1].name)
	}
	return wrong
}

// unfolded is a file without folding, in lines.
func unfolded(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n ", ""), "\r\n", "\n")
}

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// testSite is a site with some activities at 9:00 on 22 November 2026.
func testSite(t testing.TB, activities ...*site.Activity) *site.Site {
	zone := shanghai(t)
	return &site.Site{
		Info:       site.Info{Title: "新城社区", Zone: zone, BaseURL: "https://xincheng.example/"},
		Now:        time.Date(2026, 11, 22, 9, 0, 0, 0, zone),
		Holidays:   calendar.Shipped(),
		Activities: activities,
	}
}

func testActivity(t testing.TB, slug, start, end string, rule *calendar.Rule) *site.Activity {
	t.Helper()
	a := &site.Activity{Place: "文化广场"}
	a.Noun, a.Slug, a.Title = site.NounActivity, slug, "活动"
	moment := func(text string) calendar.Moment {
		if text == "" {
			return calendar.Moment{}
		}
		m, err := calendar.ParseMoment(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	a.Series = calendar.Series{Start: moment(start), End: moment(end), Repeat: rule}
	return a
}

// made renders a site's calendars.
func made(t testing.TB, s *site.Site) (texts map[string]string, keys map[string]output.Key) {
	t.Helper()
	files, problems := Render(s, s.Collect(), nil, Without{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	texts, keys = map[string]string{}, map[string]output.Key{}
	for _, f := range files {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f.Path, ".ics") {
			continue
		}
		texts[f.Path], keys[f.Path] = b.String(), f.Key
		for _, w := range invalid(b.String()) {
			t.Errorf("%s: %s", f.Path, w)
		}
	}
	return texts, keys
}

func TestEvents(t *testing.T) {
	day := func(m time.Month, d int) calendar.Day { return calendar.Date(2026, m, d) }
	on := func(words ...string) calendar.On {
		on, err := calendar.ParseOn(words...)
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	for _, c := range []struct {
		name, start, end string
		rule             *calendar.Rule
		edit             func(*site.Activity)
		want, never      []string
	}{
		{"once", "2026-11-22T14:00", "2026-11-22T16:30", nil, nil,
			[]string{"UID:a@xincheng.example", "DTSTART;TZID=Asia/Shanghai:20261122T140000", "DTEND;TZID=Asia/Shanghai:20261122T163000",
				"SEQUENCE:0", "STATUS:CONFIRMED", "SUMMARY:活动", "LOCATION:文化广场", "URL:https://xincheng.example/activities/a.html",
				"DTSTAMP:20251122T000000Z"},
			[]string{"RRULE", "ORGANIZER", "CATEGORIES"}},
		{"past midnight", "2026-12-31T19:30", "2027-01-01T00:30", nil, nil,
			[]string{"DTSTART;TZID=Asia/Shanghai:20261231T193000", "DTEND;TZID=Asia/Shanghai:20270101T003000"}, nil},
		{"whole days end before the next", "2026-02-02", "2026-02-13", nil, nil,
			[]string{"DTSTART;VALUE=DATE:20260202", "DTEND;VALUE=DATE:20260214"}, nil},
		{"without an end none is made up", "2026-11-22T14:00", "", nil, nil, nil, []string{"DTEND", "DURATION"}},
		{"cancelled", "2026-11-22T14:00", "", nil, func(a *site.Activity) { a.Cancelled, a.CancelledWhy = true, "下雨" },
			[]string{"STATUS:CANCELLED", "SUMMARY:取消：活动", `DESCRIPTION:取消：下雨\n`}, nil},
		{"all that is said", "2026-11-22T14:00", "", nil, func(a *site.Activity) {
			a.Title, a.Summary, a.Organizer, a.Fee, a.Revision = "跨到|2027; 大家, 来", "带围裙\n和胃口", `社区"书画社"`, "免费", 3
			a.Tags = []string{"老人", "a,b", "老人"}
			a.Ask = &site.Contact{Name: "服务台", Phone: "0523-0600 1108"}
		}, []string{`SUMMARY:跨到2027\; 大家\, 来`, `DESCRIPTION:带围裙\n和胃口\n主办：社区"书画社"\n费用：免费\n咨询：服务台 0523-0600 1108\nhttps://`,
			`ORGANIZER;CN="社区'书画社'":https://xincheng.example/`, `CATEGORIES:老人,a\,b`, "SEQUENCE:3", "DTSTAMP:20251122T000300Z"}, nil},
		{"31st", "2026-01-31T09:00", "2026-01-31T10:00", &calendar.Rule{Every: calendar.EveryMonth}, nil,
			[]string{"RRULE:FREQ=MONTHLY;BYMONTHDAY=31\n"}, nil},
		{"until is the end of its day in UTC", "2026-11-02T09:00", "", &calendar.Rule{Every: calendar.EveryWeek, Interval: 2, Until: day(12, 28)}, nil,
			[]string{"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO;UNTIL=20261228T155959Z"}, nil},
		{"a count is a last day", "2026-11-02", "", &calendar.Rule{Every: calendar.EveryDay, Count: 3}, nil,
			[]string{"RRULE:FREQ=DAILY;UNTIL=20261104"}, []string{"COUNT"}},
		{"lists", "2026-11-02T09:00", "2026-11-02T10:00", &calendar.Rule{
			Every: calendar.EveryWeek, Except: []calendar.Day{day(11, 9)}, Extra: []calendar.Moment{{Day: day(11, 11), Clock: 900, Timed: true}},
			Changes: []calendar.Change{{On: day(11, 16), To: calendar.Moment{Day: day(11, 17)}, Place: "大厅", Note: "让路"}, {On: day(11, 23), Cancelled: true}},
		}, nil, []string{
			"EXDATE;TZID=Asia/Shanghai:20261109T090000", "RDATE;TZID=Asia/Shanghai:20261111T150000",
			"RECURRENCE-ID;TZID=Asia/Shanghai:20261116T090000\nDTSTART;TZID=Asia/Shanghai:20261117T090000",
			"LOCATION:大厅", `DESCRIPTION:让路\n从2026年11月16日改来。`,
			"RECURRENCE-ID;TZID=Asia/Shanghai:20261123T090000\nDTSTART;TZID=Asia/Shanghai:20261123T090000\nDTEND;TZID=Asia/Shanghai:20261123T100000\nSUMMARY:取消：活动\nSTATUS:CANCELLED",
		}, nil},
		{"the first is excepted", "2026-11-02T09:00", "", &calendar.Rule{Every: calendar.EveryWeek, Except: []calendar.Day{day(11, 2)}}, nil,
			[]string{"DTSTART;TZID=Asia/Shanghai:20261109T090000"}, []string{"EXDATE"}},
		{"holidays are excepted, and no more than are known", "2026-09-24T19:00", "", &calendar.Rule{Every: calendar.EveryDay, SkipHolidays: true}, nil,
			[]string{"RRULE:FREQ=DAILY\n", "EXDATE;TZID=Asia/Shanghai:20260925T190000", "EXDATE;TZID=Asia/Shanghai:20261007T190000"}, []string{"20261008T", "2027"}},
		{"working days, make-up days too", "2026-09-14", "", &calendar.Rule{Every: calendar.EveryDay, WorkdaysOnly: true}, nil,
			[]string{"RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\n", "EXDATE;VALUE=DATE:20261001", "RDATE;VALUE=DATE:20260920"}, nil},
		{"lunar: single events", "2025-10-29T09:30", "2025-10-29T11:30", &calendar.Rule{Every: calendar.EveryLunarYear, On: on("09-09")}, nil,
			[]string{"UID:a-20261018@xincheng.example", "DTSTART;TZID=Asia/Shanghai:20281026T093000"}, []string{"RRULE", "20291016"}},
		{"dates that multiply: single events", "2026-01-01", "", &calendar.Rule{Every: calendar.EveryYear, On: on("03-05", "12-04")}, nil,
			[]string{"UID:a-20260305@", "UID:a-20281204@"}, []string{"RRULE"}},
		{"dates that share their month", "2026-01-01", "", &calendar.Rule{Every: calendar.EveryYear, On: on("03-05", "03-20")}, nil,
			[]string{"RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5,20\n"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := testActivity(t, "a", c.start, c.end, c.rule)
			if c.edit != nil {
				c.edit(a)
			}
			texts, _ := made(t, testSite(t, a))
			got := unfolded(texts["activities/a.ics"])
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("there is no %q in\n%s", want, got)
				}
			}
			for _, never := range c.never {
				if _, events, _ := strings.Cut(got, "BEGIN:VEVENT"); strings.Contains(events, never) {
					t.Errorf("there is %q in\n%s", never, got)
				}
			}
		})
	}
}

// TestFeeds wants each activity in the calendars of its tags and places, and
// nothing that ended long ago.
func TestFeeds(t *testing.T) {
	a := testActivity(t, "a", "2026-11-02T09:00", "2026-11-02T10:00", &calendar.Rule{Every: calendar.EveryWeek,
		Changes: []calendar.Change{{On: calendar.Date(2026, 11, 16), Place: "大厅（一楼）"}}})
	a.Tags = []string{"Tai Chi", "tai chi"}
	b := testActivity(t, "b", "2020-01-01T09:00", "", nil)
	b.Tags = []string{"tai chi"}
	b.Window.Until = time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	draft := testActivity(t, "c", "2026-12-01T09:00", "", nil)
	draft.Draft = true
	texts, _ := made(t, testSite(t, a, b, draft))
	for path, events := range map[string]int{
		"calendar.ics": 2, "calendar/tags/tai-chi.ics": 2, "calendar/places/文化广场.ics": 2, "calendar/places/大厅.ics": 1,
		"activities/a.ics": 2, "activities/b.ics": 1,
	} {
		if got := strings.Count(texts[path], "BEGIN:VEVENT"); got != events {
			t.Errorf("%s has %d events, want %d\n%s", path, got, events, texts[path])
		}
		delete(texts, path)
	}
	for path := range texts {
		t.Errorf("%s is made", path)
	}
}

// TestFeedKeys wants the same bytes at another hour, other keys for other
// bytes, and a key that covers them.
func TestFeedKeys(t *testing.T) {
	site1 := func(edit func(*site.Site, *site.Activity)) *site.Site {
		a := testActivity(t, "a", "2026-11-02T09:00", "", &calendar.Rule{Every: calendar.EveryLunarYear})
		a.Tags = []string{"老人"}
		s := testSite(t, a)
		edit(s, a)
		return s
	}
	texts, keys := made(t, site1(func(*site.Site, *site.Activity) {}))
	for name, c := range map[string]struct {
		edit func(*site.Site, *site.Activity)
		same bool
	}{
		"an hour later":  {func(s *site.Site, _ *site.Activity) { s.Now = s.Now.Add(time.Hour) }, true},
		"a day later":    {func(s *site.Site, _ *site.Activity) { s.Now = s.Now.AddDate(0, 0, 1) }, true},
		"a year later":   {func(s *site.Site, _ *site.Activity) { s.Now = s.Now.AddDate(1, 0, 0) }, false},
		"another title":  {func(_ *site.Site, a *site.Activity) { a.Title = "茶话会" }, false},
		"a revision":     {func(_ *site.Site, a *site.Activity) { a.Revision++ }, false},
		"another place":  {func(_ *site.Site, a *site.Activity) { a.Place = "文化广场，带伞" }, false},
		"another host":   {func(s *site.Site, _ *site.Activity) { s.BaseURL = "https://other.example/" }, false},
		"without a host": {func(s *site.Site, _ *site.Activity) { s.BaseURL = "" }, false},
	} {
		others, otherKeys := made(t, site1(c.edit))
		for path, text := range texts {
			if same := others[path] == text; same != c.same {
				t.Errorf("%s: %s is the same: %v", name, path, same)
			}
			if same := otherKeys[path] == keys[path]; same != c.same {
				t.Errorf("%s: the key of %s is the same: %v", name, path, same)
			}
		}
	}
}

// TestNoAddress wants calendars without an address, without links and with
// names that two sites do not share.
func TestNoAddress(t *testing.T) {
	ids := map[string]bool{}
	for _, title := range []string{"新城社区", "旧城社区"} {
		s := testSite(t, testActivity(t, "a", "2026-11-22T14:00", "", nil))
		s.BaseURL, s.Title = "", title
		s.Activities[0].Organizer = "书画社"
		texts, _ := made(t, s)
		for path, text := range texts {
			if regexp.MustCompile(`(?m)^(URL|SOURCE|ORGANIZER)|http`).MatchString(text) {
				t.Errorf("%s has an address:\n%s", path, text)
			}
		}
		ids[regexp.MustCompile(`UID:.*`).FindString(texts["activities/a.ics"])] = true
	}
	if len(ids) != 2 {
		t.Errorf("two sites share a name: %v", ids)
	}
}

func TestTimezone(t *testing.T) {
	for _, c := range []struct {
		zone       string
		from, to   int
		want       []string
		components int
	}{
		{"Asia/Shanghai", 2025, 2029, []string{"TZID:Asia/Shanghai\nBEGIN:STANDARD\nDTSTART:20240101T000000\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0800\nTZNAME:CST\nEND:STANDARD\n"}, 1},
		{"Asia/Shanghai", 1990, 2029, []string{"BEGIN:DAYLIGHT\nDTSTART:19900415T020000\nTZOFFSETFROM:+0800\nTZOFFSETTO:+0900\nTZNAME:CDT\nRDATE:19910414T020000\nEND:DAYLIGHT"}, 3},
		{"Europe/Berlin", 2026, 2028, []string{
			"BEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nRDATE:20270328T020000\nEND:DAYLIGHT",
			"BEGIN:STANDARD\nDTSTART:20261025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nRDATE:20271031T030000\nEND:STANDARD"}, 3},
		{"Australia/Lord_Howe", 2026, 2027, []string{"TZOFFSETFROM:+1100\nTZOFFSETTO:+1030\n"}, 3},
		{"UTC", 2026, 2027, []string{"TZOFFSETTO:+0000"}, 1},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		got := unfolded(string(timezone(zone, time.Date(c.from, 1, 1, 0, 0, 0, 0, zone), time.Date(c.to, 1, 1, 0, 0, 0, 0, zone))))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: there is no %q in\n%s", c.zone, want, got)
			}
		}
		if n := strings.Count(got, "BEGIN:") - 1; n != c.components {
			t.Errorf("%s has %d parts, want %d\n%s", c.zone, n, c.components, got)
		}
	}
	if got := zoneID(time.FixedZone("", 8*60*60)); got != "UTC+0800" {
		t.Errorf("a zone without a name is %s", got)
	}
}

// FuzzTitle wants valid files whatever is in the words of an activity, and that
// every word of the title comes back.
func FuzzTitle(f *testing.F) {
	for _, seed := range []string{"", "小雪包饺子", "a;b,c\\n\n\r\n|", strings.Repeat("板报", 60), strings.Repeat("a", 74) + "报", "\x00\xff\x7f\"", "BEGIN:VEVENT\r\nEND:VCALENDAR", "👩‍👩‍👧 \t"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, words string) {
		a := testActivity(t, "a", "2026-11-22T14:00", "", &calendar.Rule{Every: calendar.EveryWeek,
			Changes: []calendar.Change{{On: calendar.Date(2026, 11, 29), Place: words, Note: words}}})
		a.Title, a.Summary, a.Place, a.Organizer, a.Tags = words+"x", words, words, words, []string{words, "b"}
		s := testSite(t, a)
		s.Title = words
		texts, _ := made(t, s)
		line := regexp.MustCompile(`(?m)^SUMMARY:(.*)$`).FindStringSubmatch(unfolded(texts["activities/a.ics"]))
		if line == nil {
			t.Fatalf("no title in\n%s", texts["activities/a.ics"])
		}
		back := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\,`, ",", `\;`, ";").Replace(line[1])
		kept := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r <= ' ' || r == 0x7F || r == '|' {
					return -1
				}
				return r
			}, strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD")))
		}
		if kept(back) != kept(words+"x") {
			t.Errorf("%q came back as %q", words+"x", back)
		}
	})
}
