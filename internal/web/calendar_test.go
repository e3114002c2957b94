package web

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// hoodSite has an activity, ranking and guide of every sort, on the morning of
// 2026-11-22.
func hoodSite(t *testing.T) *site.Site {
	t.Helper()
	on := func(words ...string) calendar.On {
		o, err := calendar.ParseOn(words...)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	when := func(text string) calendar.Moment {
		m, err := calendar.ParseMoment(text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	day := func(text string) calendar.Day { return when(text).Day }
	activity := func(slug, title, start, end string, rule *calendar.Rule) *site.Activity {
		return &site.Activity{
			Item:   site.Item{Noun: site.NounActivity, Slug: slug, Title: title},
			Series: calendar.Series{Start: when(start), End: when(end), AllDay: !when(start).Timed, Repeat: rule},
			Place:  "三楼文娱室",
		}
	}
	film := activity("film", "周五电影", "2026-01-09T19:00", "2026-01-09T21:00", &calendar.Rule{
		Every: calendar.EveryWeek, On: on("fri"), Until: day("2027-01-08"),
		Changes: []calendar.Change{
			{On: day("2026-11-27"), To: when("2026-11-28T19:30"), Note: "让给排练，改到星期六"},
			{On: day("2026-12-04"), Cancelled: true, Note: "放映机送修"},
		},
	})
	film.Rule, film.Fee, film.Capacity, film.Organizer = "每周五", "免费", 80, "文娱室"
	film.Ask = &site.Contact{Name: "三楼服务台", Phone: "0523-0600 1108"}
	reading := activity("reading", "阅览室开放", "2026-01-01T08:30", "2026-01-01T17:30", &calendar.Rule{Every: calendar.EveryDay})
	reading.Rule = "每天"
	dumplings := activity("dumplings", "小雪包饺子，|老人免费", "2026-11-22T14:00", "2026-11-22T16:30", nil)
	show := activity("show", "居民书画展", "2026-11-26T09:00", "2026-12-01T16:30", nil)
	fair := activity("fair", "跳蚤市场", "2026-11-25T09:00", "2026-11-25T11:00", nil)
	fair.Cancelled, fair.CancelledWhy = true, "因雨取消"
	show.Buildings, film.Tags, fair.Tags = []string{"gui"}, []string{"电影"}, []string{"便民"}
	show.Place = "二楼展厅，周一不开"
	film.Series.Repeat.Changes = append(film.Series.Repeat.Changes, calendar.Change{On: day("2026-12-11"), Place: "文化广场"})
	gala := activity("gala", "迎新晚会", "2027-01-01", "2027-01-02", nil)

	stars := &site.Ranking{
		Item: site.Item{Noun: site.NounRanking, Slug: "stars", Title: "十星文明户", Summary: "一颗一颗评。", Date: when("2026-11-19")},
		Form: site.FormStars, Unit: site.UnitHousehold, Ties: site.TiesShared, ByStrokes: true,
		Period:     site.Period{Name: "2026年度"},
		Categories: []site.Category{{ID: "law", Name: "爱国守法", Max: 1}, {ID: "work", Name: "勤劳致富", Max: 1}},
		Levels:     []site.RankLevel{{Name: "二星", Least: 2}, {Name: "一星", Least: 1}},
		Entries: []site.Entry{
			{Name: "王*芳", Where: "新城花园3幢", Scores: []site.Score{{Value: 1, Evidence: "连续三年无违章"}, {Value: 1}}, Total: 2, Level: 0},
			{Name: "张*", Where: "桂花苑1幢", Scores: []site.Score{{Value: 1}, {}}, Total: 1, Level: 1, Note: "阅览角"},
			{Name: "李*", Scores: []site.Score{{}, {}}, Level: -1, Veto: "赌博"},
		},
		History: []site.Holder{{Period: "2025年", Name: "3户入围", Total: "二星2户"}, {Period: "2024年", Name: "1户入围", Total: "二星1户"}},
		Vetoes:  []string{"参与赌博"}, Audit: "抽查4户。", Publication: "stars-notice", Publicity: testPublicity(day("2026-11-19"), 5),
	}
	points := &site.Ranking{
		Item: site.Item{Noun: site.NounRanking, Slug: "points", Title: "楼道卫生月检", Date: when("2026-11-01")},
		Form: site.FormPoints, Unit: site.UnitBuilding, Ties: site.TiesStandard, Decimals: 1,
		Categories: []site.Category{{ID: "a", Name: "楼道", Max: 60, Rules: []site.Rule{{Text: "堆物一处", Points: -2, Cap: -10}}}, {ID: "b", Name: "车棚", Max: 40, Weight: 2}},
		Entries: []site.Entry{
			{Name: "桂花苑2幢", Scores: []site.Score{{Value: 58, Evidence: "无堆物"}, {Value: 38.5}}, Total: 96.5, Rank: 1, Level: -1, Trend: "上升2位"},
			{Name: "新城花园3幢", Scores: []site.Score{{Value: 55}, {Value: 39}}, Total: 94, Rank: 2, Tied: true, Level: -1},
			{Name: "河滨小区7幢", Scores: []site.Score{{Value: 56}, {Value: 38}}, Total: 94, Rank: 2, Tied: true, Level: -1},
			{Name: "河滨小区1幢", Level: -1, Veto: "楼道火情"},
		},
	}
	flag := &site.Ranking{
		Item: site.Item{Noun: site.NounRanking, Slug: "flag", Title: "流动红旗", Date: when("2026-11-18")},
		Form: site.FormFlag, Unit: site.UnitBuilding, Period: site.Period{Name: "2026年三季度"},
		Entries: []site.Entry{{Name: "桂花苑2幢", Total: 96, Rank: 1, Level: -1}, {Name: "新城花园3幢", Total: 94, Rank: 2, Level: -1}},
		History: []site.Holder{{Period: "2026年二季度", Name: "桂花苑2幢", Total: "95分"}, {Period: "2026年一季度", Name: "新城花园3幢", Total: "93分"}},
	}
	honour := &site.Ranking{
		Item: site.Item{Noun: site.NounRanking, Slug: "honour", Title: "孝老家庭", Date: when("2026-10-18")},
		Form: site.FormHonour, Unit: site.UnitHousehold, ByStrokes: true, Entries: []site.Entry{{Name: "马*", Rank: 1, Level: -1, Note: "读报"}, {Name: "谢*", Rank: 1, Level: -1}},
	}

	care := &site.Guide{
		Item: site.Item{Noun: site.NounGuide, Slug: "care", Title: "居家养老服务", Summary: "上门打扫、做饭。", Body: site.Body{Size: 1, Line: 1}},
		For:  "满60周岁的老人", Conditions: []string{"住在本社区。"}, Refusals: []string{"急性病人先就医。"},
		Materials: []site.Material{{Name: "身份证", Original: 1, Note: "看过就还"}, {Name: "户口簿", Original: 1, Copies: 2}, {Name: "低保证", Original: 1, Optional: true}},
		Steps:     []site.Step{{Name: "登记", Place: "服务站", Duration: "15分钟"}, {Name: "上门看一看"}},
		LegalTime: site.Duration{Days: 10, Unit: calendar.WorkingDays, Written: true}, PromisedTime: site.Duration{AtOnce: true, Written: true},
		Fee: site.Fee{Free: true}, Window: "care", WindowName: "养老服务站", Enquiry: "0523-0600 1105", Complaint: "0523-0600 1109",
		Result: "服务卡", Basis: []site.Basis{{Title: "《江苏省养老服务条例》"}}, Online: "https://example.org/care",
		Questions: []site.Question{{Ask: "不会用手机？", Answer: "打电话。"}}, Occasions: []string{"old"}, Visits: 0,
		OtherNames: []string{"老人", "请人照顾"}, CheckedOn: day("2026-11-10"), CheckDue: day("2027-11-10"), Responsible: "居家养老服务站",
	}
	stale := &site.Guide{
		Item: site.Item{Noun: site.NounGuide, Slug: "stale", Title: "居住证"}, Window: "police", WindowName: "警务室",
		Fee: site.Fee{Amount: "工本费10元", Basis: "苏价费"}, Visits: 2, CheckedOn: day("2025-11-01"), CheckDue: day("2026-11-01"),
	}

	s := testSite(testNotice("stars-notice", "候选户公示", site.KindPublicity, day("2026-11-19"), day("2026-11-30")))
	s.Notices[0].Publicity = stars.Publicity
	s.Activities = []*site.Activity{dumplings, fair, film, gala, reading, show}
	s.Rankings = []*site.Ranking{flag, honour, points, stars}
	care.Audiences, care.Else = []string{"elders"}, []site.Else{{When: "还没有满60岁", Guide: "stale"}, {When: "别的", Say: "打电话", Phone: "12345"}, {When: "没有的", Guide: "none"}}
	care.Steps[1].Join = site.JoinOr
	care.Flow = &site.Flow{
		Questions: []site.FlowQuestion{{ID: "age", Ask: "满60岁了吗？", Answers: []site.FlowAnswer{{Say: "满了", To: "can"}, {Say: "没满", To: "young"}}}},
		Outcomes:  []site.FlowOutcome{{ID: "can", Verdict: site.VerdictYes, Say: "可以"}, {ID: "young", Verdict: site.VerdictNo, Say: "再等等", Why: "不到年龄。"}},
	}
	s.Audiences = []site.Place{{ID: "elders", Name: "老人和家里人"}}
	s.Posts = []site.Post{{Role: "值班主任", On: on("mon")}, {Role: "护士", Window: "care", On: on("tue")}}
	s.Queues = []site.Queue{{On: on("mon"), Open: site.Span{From: 8 * 60, Until: 10 * 60}, Note: "人多"}}
	s.Guides = []*site.Guide{care, stale}
	s.Pages = []*site.Page{{Item: site.Item{Noun: site.NounPage, Slug: "about", Title: "关于", Body: site.Body{Size: 1, Line: 1}}}}
	s.Hours = []site.Hours{
		{Name: "星期一至星期五", On: on("mon", "tue", "wed", "thu", "fri"), Open: []site.Span{{From: 8*60 + 30, Until: 17 * 60}}},
		{Name: "第二、第四个星期六", On: on("2nd sat", "4th sat"), Open: []site.Span{{From: 8*60 + 30, Until: 11*60 + 30}}},
	}
	s.Buildings = []site.Place{{ID: "gui", Name: "桂花苑"}, {ID: "he", Name: "河滨"}}
	s.Occasions = []site.Place{{ID: "old", Name: "老人"}}
	s.Windows = []site.Window{{Place: site.Place{ID: "care", Name: "养老服务站", Note: "一楼右手第一间"}}, {Place: site.Place{ID: "police", Name: "警务室"}}}
	s.Boards = []*site.Board{
		{ID: "gate", Name: "北门公示栏", Kind: site.Disclosure, Place: "北门内左手", Width: 2400, Height: 1200, Slots: 12, Paper: "A4", Shows: site.Selection{Kinds: []site.Kind{site.KindPublicity}}},
		{ID: "lift", Name: "电梯框", Kind: site.LiftBoard, Width: 240, Height: 330, Slots: 1, Shows: site.Selection{Levels: []site.Level{site.LevelUrgent}}},
	}
	s.Screens = []*site.Screen{{ID: "hall", Name: "大厅电视", Profile: site.HallTV, Width: 1920, Height: 1080, Shows: site.Selection{Nouns: []site.Noun{site.NounActivity, site.NounGuide}}}}
	return s
}

func TestHoodPages(t *testing.T) {
	pages := render(t, hoodSite(t), "正文在此。\n\n## 小标题\n")
	for name := range pages {
		if strings.HasPrefix(name, "screens/") {
			t.Errorf("%s is not for the website to make", name)
		}
	}
	pageLines(t, pages, "testdata/hood.txt")
	noPageSays(t, pages)
	linksLead(t, pages)
}

// TestEmptyHood wants one friendly sentence wherever there is nothing.
func TestEmptyHood(t *testing.T) {
	pageLines(t, render(t, testSite(), ""), "testdata/empty.txt")
}

// TestMonth keeps a month as people would read it from the wall.
func TestMonth(t *testing.T) {
	s := hoodSite(t)
	m := month{2026, time.November}
	all := within(unusual(s, happenings(s, m.first(), m.end())), m.first(), m.end())
	g := monthOf(s, all, m.year, m.month, m.first(), m.end(), upOne)
	g.markToday(calendar.DayOf(s.Now))
	got := monthText(g)
	const file = "testdata/golden/month.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs at line %d; run with -update and read the difference\n%s", file, differs(got, string(want)), got)
	}
}

func monthText(g monthGrid) string {
	var b strings.Builder
	fmt.Fprintln(&b, g.Title, g.Lunar)
	for _, w := range g.Weeks {
		for _, d := range w.Days {
			if d.Out {
				continue
			}
			fmt.Fprint(&b, d.Num, " ", d.Label)
			for _, word := range []string{d.Names, d.Mark} {
				if word != "" {
					fmt.Fprint(&b, " ", word)
				}
			}
			if d.Today {
				fmt.Fprint(&b, " 今天")
			}
			fmt.Fprintln(&b)
			for _, bar := range d.Bars {
				ends := "-"
				if bar.Begins {
					ends = "|" + ends
				}
				if bar.Ends {
					ends += "|"
				}
				switch {
				case bar.Empty:
					fmt.Fprintln(&b, "    .")
				case bar.Width > 0:
					fmt.Fprintf(&b, "    %s %s over %d\n", ends, bar.Title, bar.Width)
				default:
					fmt.Fprintln(&b, "    "+ends)
				}
			}
			for _, e := range d.Entries {
				fmt.Fprintln(&b, strings.TrimRight("    "+e.Title+" "+e.Mark, " ")+": "+e.Text)
			}
		}
	}
	fmt.Fprintln(&b, g.Holiday)
	return b.String()
}

func TestWeekName(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-16": "2026年第47周 calendar/week/2026-W47.html",
		"2026-12-28": "2026年第53周 calendar/week/2026-W53.html",
		"2027-01-04": "2027年第1周 calendar/week/2027-W01.html",
		"2024-12-30": "2025年第1周 calendar/week/2025-W01.html",
	} {
		d, _ := calendar.ParseDay(text)
		for i := range calendar.Day(7) {
			if got := (week{monday(d + i)}); got.title()+" "+got.path() != want {
				t.Errorf("%s is in %s %s, want %s", d+i, got.title(), got.path(), want)
			}
		}
	}
}

// TestPlan wants each thing of a year once: what takes place once or every year
// in its month, what goes on all year under the months, and a series of a few
// weeks in the month in which it begins.
func TestPlan(t *testing.T) {
	s := hoodSite(t)
	begins := calendar.Moment{Day: calendar.Date(2026, 9, 5), Clock: 510, Timed: true}
	sweep := &site.Activity{Item: site.Item{Noun: site.NounActivity, Slug: "sweep", Title: "大扫除"},
		Series: calendar.Series{Start: begins, Repeat: &calendar.Rule{Every: calendar.EveryWeek, Count: 5}}}
	sweep.Window.Until = calendar.Date(2026, 10, 4).Start(s.Zone)
	s.Activities = append(s.Activities, sweep)
	v := newRenderer(s, testTheme(t), Texts{}).planOf(2026)
	var b strings.Builder
	for _, m := range v.Months {
		for _, e := range m.Entries {
			fmt.Fprintln(&b, strings.TrimSpace(m.Name+" "+e.Day+" "+e.Mark+e.Title+" "+e.Until))
		}
	}
	for _, g := range v.Regular {
		for _, e := range g.List {
			fmt.Fprintln(&b, strings.TrimSpace(g.Name+" "+e.Title+" "+e.Brief+" "+e.Span))
		}
	}
	const want = `九月 5日起 大扫除 到10月3日
十一月 22日 小雪包饺子，老人免费
十一月 25日 取消跳蚤市场
十一月 26日起 居民书画展 到12月1日
每天 阅览室开放 8:30
每周 周五电影 星期五19:00
`
	if b.String() != want {
		t.Errorf("the plan is\n%swant\n%s", b.String(), want)
	}
	october := v.Months[9].Days
	for _, want := range []planDay{{"23日", "霜降", ""}, {"1至7日", "国庆节放假", "休"}, {"10日", "调休上班", "班"}} {
		if !slices.Contains(october, want) {
			t.Errorf("october lacks %v: %v", want, october)
		}
	}
}

func TestWeekBars(t *testing.T) {
	d := func(n int) calendar.Day { return calendar.Date(2026, 11, n) }
	long := []happening{{Title: "甲", First: d(1), Last: d(3)}, {Title: "乙", First: d(2), Last: d(9)}, {Title: "丙", First: d(4), Last: d(5)}}
	bars := weekBars(long, d(1), d(8), upOne)
	for n, want := range map[int]string{1: "甲3", 2: "甲0 乙6", 3: "甲0 乙0", 4: "丙2 乙0", 5: "丙0 乙0", 6: ". 乙0", 7: ". 乙0"} {
		var words []string
		for _, b := range bars[d(n)] {
			if b.Empty {
				words = append(words, ".")
			} else {
				words = append(words, fmt.Sprint(b.Title, b.Width))
			}
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("on the %dth: %q, want %q", n, got, want)
		}
	}
}

func TestDayMark(t *testing.T) {
	s := hoodSite(t)
	for text, want := range map[string]string{
		"2026-11-22": "休大厅休息", "2026-11-23": "", "2026-11-28": "班大厅办公", "2026-11-21": "休大厅休息",
		"2026-10-01": "休国庆节放假", "2026-10-10": "班调休上班",
	} {
		d, _ := calendar.ParseDay(text)
		if mark, word := dayMark(&s.Info, s.Holidays, d); mark+word != want {
			t.Errorf("%s: %s%s, want %s", text, mark, word, want)
		}
	}
	makeUp := calendar.Date(2026, 10, 10)
	if open := s.Info.Open(s.Holidays, makeUp); len(open) != 1 || open[0].Until != 17*60 {
		t.Errorf("a Saturday that is worked keeps Monday's hours, not %v", open)
	}
}

func TestBriefRule(t *testing.T) {
	start := calendar.Moment{Day: calendar.Date(2026, 11, 20), Clock: 9 * 60, Timed: true}
	for _, c := range []struct {
		every    calendar.Every
		on       string
		interval int
		want     string
	}{
		{calendar.EveryDay, "", 1, "9:00"},
		{calendar.EveryWeek, "fri", 1, "星期五9:00"},
		{calendar.EveryWeek, "mon,tue,wed,thu,fri", 1, "周一至周五9:00"},
		{calendar.EveryWeek, "tue,thu", 1, "周二、周四9:00"},
		{calendar.EveryWeek, "wed", 2, "隔周星期三9:00"},
		{calendar.EveryWeek, "", 1, "星期五9:00"},
		{calendar.EveryMonth, "15", 1, "15日9:00"},
		{calendar.EveryMonth, "-1", 1, "最后一天9:00"},
		{calendar.EveryMonth, "2nd sat", 3, "每3个月第二个星期六9:00"},
		{calendar.EveryMonth, "last fri", 1, "最后一个星期五9:00"},
		{calendar.EveryLunarYear, "09-09", 1, "农历九月初九9:00"},
	} {
		rule := calendar.Rule{Every: c.every, Interval: c.interval}
		if c.on != "" {
			rule.On, _ = calendar.ParseOn(strings.Split(c.on, ",")...)
		}
		if got := briefRule(calendar.Series{Start: start, Repeat: &rule}); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.every, c.on, got, c.want)
		}
	}
}

// TestHoodMidnight wants that a day passes over every page that says nothing
// of it.
func TestHoodMidnight(t *testing.T) {
	keys := func(now time.Time) map[string]string {
		s := hoodSite(t)
		s.Now = now
		files, _ := Render(s, testTheme(t), Texts{})
		m := map[string]string{}
		for _, f := range files {
			m[f.Path] = f.Key.String()
		}
		return m
	}
	today, tomorrow := keys(noon), keys(noon.AddDate(0, 0, 1))
	for _, p := range []string{"activities/film.html", "activities/show.html", "calendar/2026-11.html", "calendar/2027-01.html", "calendar/2026.html", "calendar/2027.html", "calendar/week/2026-W48.html",
		"rankings/points.html", "rankings/flag.html", "guides/care.html", "guides/stale.html", "guides/index.html", "pages/about.html"} {
		if today[p] == "" || today[p] != tomorrow[p] {
			t.Errorf("%s is made anew at midnight", p)
		}
	}
	for _, p := range []string{"calendar/index.html", "activities/index.html", "rankings/stars.html"} {
		if today[p] == tomorrow[p] {
			t.Errorf("%s does not notice that a day has passed", p)
		}
	}
}
