package site

import (
	"fmt"
	"strings"
	"testing"

	"banbao/internal/calendar"
)

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func days(t *testing.T, words ...string) calendar.On {
	t.Helper()
	on, err := calendar.ParseOn(words...)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

func span(from, until int) Span {
	return Span{calendar.Clock(from * 60), calendar.Clock(until * 60)}
}

// hallOf is a hall with a window that is open every day, and one day on which
// all of it is shut.
func hallOf(t *testing.T) *Info {
	return &Info{
		Hours:   []Hours{{Name: "工作日", On: days(t, "mon", "tue", "wed", "thu", "fri"), Open: []Span{span(13, 17), span(8, 11)}}},
		Windows: []Window{{Place: Place{ID: "police"}, Hours: []Hours{{On: days(t, "mon", "tue", "wed", "thu", "fri", "sat", "sun"), Open: []Span{span(8, 20)}, Holidays: true}}}, {Place: Place{ID: "w1", Name: "1号窗口", Note: "一楼"}}},
		Posts: []Post{
			{Role: "主任", On: days(t, "mon")}, {Role: "副主任", On: days(t, "tue")}, {Role: "律师", Window: "w1", On: days(t, "mon")},
		},
		Queues:   []Queue{{On: days(t, "mon"), Open: span(8, 10), Note: "人多", Busy: true}},
		Closures: []Closure{{First: day(t, "2026-12-31"), Last: day(t, "2026-12-31"), Why: "盘点"}, {First: day(t, "2026-11-23"), Last: day(t, "2026-11-23"), Why: "修灯", Windows: []string{"w1"}}},
	}
}

func TestOpenAt(t *testing.T) {
	info, h := hallOf(t), calendar.Shipped()
	for _, c := range []struct {
		day, window, want string
	}{
		{"2026-11-23", "", "08-11 13-17"},
		{"2026-11-22", "", ""},            // a Sunday
		{"2026-10-01", "", ""},            // a holiday
		{"2026-10-01", "police", "08-20"}, // which the police know nothing of
		{"2026-02-14", "", "08-11 13-17"}, // a Saturday that is worked
		{"2026-02-14", "police", "08-20"},
		{"2026-12-31", "police", ""},  // all is shut
		{"2026-11-23", "w1", ""},      // only this one
		{"2026-11-23", "no-such", ""}, // hours of its own: none
	} {
		hours := info.Hours
		if w := info.WindowOf(c.window); w != nil && len(w.Hours) > 0 {
			hours = w.Hours
		} else if w == nil && c.window != "" {
			hours = nil
		}
		var got []string
		for _, s := range info.OpenAt(c.window, hours, h, day(t, c.day)) {
			got = append(got, fmt.Sprintf("%02d-%02d", s.From/60, s.Until/60))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s is open %v, want %s", c.day, c.window, got, c.want)
		}
	}
}

func TestOnDuty(t *testing.T) {
	info, h := hallOf(t), calendar.Shipped()
	for day_, want := range map[string]string{
		"2026-11-30": "主任 律师",
		"2026-11-23": "主任", // the lawyer's window is shut
		"2026-12-01": "副主任",
		"2026-12-05": "",      // a Saturday
		"2026-02-14": "主任 律师", // worked as a Monday
		"2026-02-17": "",      // a holiday
		"2026-12-31": "",
	} {
		var got []string
		for _, p := range info.OnDuty(h, day(t, day_)) {
			got = append(got, p.Role)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("on %s there are %v, want %s", day_, got, want)
		}
	}
	if n := len(info.QueuesOn(h, day(t, "2026-11-30"))); n != 1 {
		t.Errorf("%d hints for a Monday", n)
	}
	if n := len(info.QueuesOn(h, day(t, "2026-12-01"))); n != 0 {
		t.Errorf("%d hints for a Tuesday", n)
	}
}

func TestClosedDays(t *testing.T) {
	info := hallOf(t)
	var got []string
	for _, c := range info.ClosedDays(calendar.Shipped(), day(t, "2026-09-28"), 100) {
		got = append(got, c.Day.String()+c.Why)
	}
	// The weekend within the holiday is no news.
	want := "2026-10-01国庆节 2026-10-02国庆节 2026-10-05国庆节 2026-10-06国庆节 2026-10-07国庆节 2026-11-23修灯 2026-12-31盘点"
	if strings.Join(got, " ") != want {
		t.Errorf("closed are %v\nwant %s", got, want)
	}
}

func TestGuideWords(t *testing.T) {
	for want, m := range map[string]Material{
		"原件":          {Original: 1},
		"原件1份，复印件2份":  {Original: 1, Copies: 2},
		"复印件1份":       {Copies: 1},
		"电子版":         {Medium: MediumElectronic},
		"复印件1份，电子版也行": {Copies: 1, Medium: MediumEither},
		"说得出就行":       {Medium: MediumSpoken},
		"原件2份":        {Original: 2, Medium: MediumPaper},
	} {
		if got := m.Count(); got != want {
			t.Errorf("%+v is %s, want %s", m, got, want)
		}
	}
	g := Guide{Steps: []Step{{Name: "a"}, {Name: "b", Join: JoinOr}, {Name: "c"}, {Name: "d", Join: JoinAnd}, {Name: "e"}}}
	var got []string
	for _, leg := range g.Legs() {
		for _, s := range leg.Steps {
			got = append(got, fmt.Sprint(leg.Number, s.Join.Chinese(), s.Name))
		}
	}
	if s := strings.Join(got, " "); s != "1a 1或者b 2c 2同时d 3e" {
		t.Errorf("the legs are %s", s)
	}
	b := Basis{Title: "《条例》", Number: "第1号", Article: "第九条"}
	if b.Chinese() != "《条例》（第1号）第九条" {
		t.Error(b.Chinese())
	}
	g = Guide{CheckedOn: day(t, "2026-01-01"), CheckDue: day(t, "2026-06-01")}
	if g.Overdue(day(t, "2026-06-01")) || !g.Overdue(day(t, "2026-06-02")) || (&Guide{}).Overdue(day(t, "2026-06-02")) {
		t.Error("a guide is not overdue on the day after its due one alone")
	}
}

func TestAnswers(t *testing.T) {
	info := hallOf(t)
	g := &Guide{
		For: "老人", Window: "w1", WindowName: "1号窗口", Place: "一楼", Visits: 1, Enquiry: "110", Complaint: "12345",
		Materials: []Material{{Name: "身份证"}, {Name: "照片", Optional: true}},
		LegalTime: Duration{Days: 10, Written: true}, PromisedTime: Duration{AtOnce: true, Written: true},
		Fee: Fee{Amount: "10元", Basis: "价目表"},
	}
	var got []string
	for _, a := range info.Answers(g, func(s []Span) string { return fmt.Sprint(len(s), "段") }) {
		got = append(got, a.ID+" "+a.Say+" "+strings.Join(a.More, "|"))
	}
	want := strings.Join([]string{
		"who 老人 ", "bring 身份证 有就带上：照片", "where 1号窗口 一楼|跑一趟就行", "when 工作日 2段 ",
		"long 当场办好 规定是10天，我们承诺当场办", "cost 10元 依据：价目表", "ask 110 投诉 12345",
	}, "\n")
	if strings.Join(got, "\n") != want {
		t.Errorf("the answers are\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestFlowPaths(t *testing.T) {
	f := &Flow{
		Questions: []FlowQuestion{
			{ID: "a", Answers: []FlowAnswer{{"是", "b"}, {"否", "no"}}},
			{ID: "b", Answers: []FlowAnswer{{"是", "yes"}, {"否", "a"}}},
		},
		Outcomes: []FlowOutcome{{ID: "yes"}, {ID: "no"}},
	}
	var got []string
	for _, p := range f.Paths() {
		end := "loop " + p.Loop
		if p.Outcome != nil {
			end = p.Outcome.ID
		}
		got = append(got, strings.Join(p.Answers, "")+" "+end)
	}
	if s := strings.Join(got, ", "); s != "是是 yes, 是否 loop a, 否 no" {
		t.Errorf("the ways are %s", s)
	}
	// A flow that doubles at each question is not followed for ever.
	deep := &Flow{}
	for k := range 40 {
		to := fmt.Sprint("q", k+1)
		deep.Questions = append(deep.Questions, FlowQuestion{ID: fmt.Sprint("q", k), Answers: []FlowAnswer{{"是", to}, {"否", to}}})
	}
	if n := len(deep.Paths()); n > mostPaths {
		t.Errorf("%d ways", n)
	}
}
