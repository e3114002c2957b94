package paper

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/record"
	"banbao/internal/site"
)

// said is what hangs in the slots of a board: "a b* -" – a, then b, which is
// new today, then nothing.
func saidSlots(slots []slot) string {
	var words []string
	for _, k := range slots {
		word := "-"
		if k.now.Hand != nil {
			word = strings.TrimSuffix(strings.TrimPrefix(k.now.Path, "notices/"), ".html")
			if k.fresh {
				word += "*"
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// TestSlotsStay wants that a sheet keeps its slot from round to round, that
// what is new takes the place of what came down, and that without any record
// the plan shows what is different from yesterday.
func TestSlotsStay(t *testing.T) {
	s := testSite(
		notice("a", at(1, 0), at(20, 0)), notice("b", at(2, 0), time.Time{}),
		notice("c", at(3, 0), time.Time{}), notice("d", at(20, 0), time.Time{}), notice("e", at(22, 0), time.Time{}),
	)
	b := &site.Board{ID: "gate", Name: "大门", Kind: site.Showcase, Paper: "A4", Slots: 4, Copies: 1, Width: 1200, Height: 800, Shows: site.Selection{All: true}}
	s.Boards = []*site.Board{b}
	slots := func(rounds *record.Rounds, now time.Time) string {
		w := walls(t, s, now)
		midnight := calendar.DayOf(now).Start(china).Add(-time.Second)
		before := rounds.Before(midnight)
		if len(before) == 0 {
			before = w.hungAt(midnight)
		}
		stop := &Stop{Board: b}
		for _, p := range w.MakeRound(rounds, midnight).Stops {
			stop = p
		}
		return saidSlots(w.slotsOf(stop, before["gate"], rounds.Lines))
	}
	if got := slots(&record.Rounds{}, at(22, 9)); got != "d c b e*" {
		t.Errorf("without a record hang %q", got)
	}
	rounds := &record.Rounds{}
	var got []string
	for _, day := range []int{3, 20, 22, 23} {
		got = append(got, slots(rounds, at(day, 9)))
		rounds = printed(rounds, walls(t, s, at(day, 9)).MakeRound(rounds, time.Time{}))
	}
	if want := "b a c* - | c b d* - | c b d e* | c b d e"; strings.Join(got, " | ") != want {
		t.Errorf("through the rounds hang\n%q, not\n%q", strings.Join(got, " | "), want)
	}
}

// TestCases wants every slot inside its board and none over another, on boards
// of all sizes.
func TestCases(t *testing.T) {
	for _, kind := range []site.BoardKind{site.Showcase, site.Corridor, site.LiftBoard, site.Disclosure, site.Counter} {
		for _, size := range [][2]int{{2400, 1200}, {600, 800}, {240, 330}, {0, 0}, {1200, 900}, {300, 3000}} {
			for _, paper := range []string{"", "A3", "A4", "A5"} {
				for _, n := range []int{1, 2, 5, 12, 16, 40} {
					b := &site.Board{Kind: kind, Width: size[0], Height: size[1], Paper: paper, Slots: n}
					g := caseOf(b, n)
					name := fmt.Sprintf("%s %v %s with %d", kind, size, paper, n)
					if g.columns*g.rows < n || g.gap < 0 || g.down < 0 {
						t.Errorf("%s: %d×%d, %.0f and %.0f apart", name, g.columns, g.rows, g.gap, g.down)
					}
					for k := range n {
						x, y := g.at(k)
						if x < 0 || y < 0 || x+g.paperWidth > g.width+0.01 || y+g.paperHeight > g.height+0.01 {
							t.Errorf("%s: slot %d at %.0f, %.0f", name, k, x, y)
						}
					}
				}
			}
		}
	}
}

// TestBlackboardPage wants what was asked for on the board, in its words, and
// that what finds no room is said on the page, on the sketch and to check.
func TestBlackboardPage(t *testing.T) {
	s := testSite(notice("a", at(1, 0), time.Time{}), notice("b", at(2, 0), time.Time{}), notice("c", at(3, 0), time.Time{}))
	s.Notices[0].Style = &site.PaperStyle{Chalk: site.Chalk{Title: "慢三个|半分钟", Text: "醒来先躺半分钟。\n坐起再坐半分钟。"}}
	s.Notices[1].Style = &site.PaperStyle{Chalk: site.Chalk{Text: strings.Repeat("楼道里的纸箱请收一收。", 120)}}
	s.Title, s.Issuer = "新城社区", "居委会"
	s.Boards = []*site.Board{{
		ID: "wall", Name: "黑板", Kind: site.Blackboard, Width: 3600, Height: 1200, Slots: 2, RenewDays: 14, Distance: 3,
		FirstIssue: calendar.Date(2026, 2, 1), Editors: "书画社", Shows: site.Selection{All: true},
	}}
	files, problems := Boards(walls(t, s, at(22, 9)), &record.Rounds{})
	pages := map[string]string{}
	for _, f := range files {
		var b strings.Builder
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		pages[f.Path] = b.String()
	}
	for path, want := range map[string][]string{
		"print/boards/wall.html":        {`data-sheet="board" data-paper="3600x1200mm"`, "第22期", "2026年11月22日", "居委会主办", "书画社", "12月6日", "小雪时节", "写不全", "没有排上"},
		"print/boards/wall-sketch.html": {`data-sheet="sketch"`, "板面360×120厘米", "写不全", "抄写稿"},
		"print/boards/wall.css":         {"@page{size:3600mm 1200mm;margin:0}"},
	} {
		for _, w := range want {
			if !strings.Contains(pages[path], w) {
				t.Errorf("%s does not say %s", path, w)
			}
		}
	}
	if len(problems) != 1 || problems[0].Code != "board-cut" || problems[0].Severity() != diag.Advice {
		t.Errorf("problems: %v", problems)
	}
}

// TestTerms wants a name and a season for every day of a year.
func TestTerms(t *testing.T) {
	for d := calendar.Date(2026, 1, 1); d < calendar.Date(2027, 1, 1); d++ {
		if termOf(d) == "" || mastheads[termOf(d)] == "" {
			t.Errorf("%s has no name", d)
		}
	}
	for day, want := range map[calendar.Day]string{
		calendar.Date(2026, 1, 15): "winter", calendar.Date(2026, 2, 10): "spring", calendar.Date(2026, 6, 1): "summer",
		calendar.Date(2026, 9, 1): "autumn", calendar.Date(2026, 11, 22): "winter",
	} {
		if got := seasonOf(day); got != want {
			t.Errorf("%s is %s", day, got)
		}
	}
}
