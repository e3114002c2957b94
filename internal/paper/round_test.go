package paper

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/record"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// walls looks at a site at a moment.
func walls(t *testing.T, s *site.Site, now time.Time) *Walls {
	t.Helper()
	th, problems := theme.Load(fstest.MapFS{}, theme.Settings{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s.Now = now
	return NewWalls(s, th, Texts{}, nil)
}

// said is a round in words: gate +water -lift.
func said(r *Round) string {
	var all []string
	for _, p := range r.Stops {
		words := []string{p.Board.ID}
		name := func(h *Hand) string {
			_, name, _ := strings.Cut(strings.TrimSuffix(h.Path, ".html"), "/")
			return name
		}
		for _, h := range p.Down {
			words = append(words, "-"+name(h))
		}
		for _, h := range p.Up {
			words = append(words, "+"+name(h))
		}
		all = append(all, strings.Join(words, " "))
	}
	return strings.Join(all, "; ")
}

func board(id string, slots int) *site.Board {
	return &site.Board{ID: id, Name: id, Kind: site.Showcase, Paper: "A4", Slots: slots, Copies: 1, Shows: site.Selection{All: true}}
}

// printed is the record with a round added.
func printed(rounds *record.Rounds, r *Round) *record.Rounds {
	return &record.Rounds{Lines: append(slices.Clone(rounds.Lines), r.Lines()...)}
}

// TestWeekOfRounds walks a week: what was printed once is not printed again,
// what is over comes down, what is changed is replaced, what has no slot waits.
func TestWeekOfRounds(t *testing.T) {
	urgent := notice("urgent", at(18, 12), at(20, 0))
	urgent.Level = site.LevelUrgent
	changed := notice("changed", at(10, 0), at(30, 0))
	s := testSite(notice("old", at(1, 0), at(19, 0)), changed, notice("new", at(19, 0), at(30, 0)), urgent)
	s.Boards = []*site.Board{board("gate", 2), board("yard", 0)}
	rounds := &record.Rounds{}
	for _, day := range []struct {
		now  time.Time
		edit func()
		want string
	}{
		{at(17, 9), nil, "gate +changed +old; yard +changed +old"},
		{at(17, 15), nil, ""},
		{at(18, 9), nil, ""},
		{at(18, 14), nil, "gate -old +urgent; yard +urgent"},
		{at(19, 9), nil, "gate -changed +new; yard -old +new"},
		{at(20, 9), func() { changed.Title = "停气" }, "gate -urgent +changed; yard -changed -urgent +changed"},
		{at(21, 9), func() { changed.Withdrawn = &site.Withdrawal{} }, "gate -changed; yard -changed"},
		{at(22, 9), func() { changed.Withdrawn, changed.Boards = nil, &site.Targets{IDs: []string{"yard"}} }, "yard +changed"},
		{at(29, 9), nil, ""},
		{at(30, 9), nil, "gate -new; yard -new -changed"},
	} {
		if day.edit != nil {
			day.edit()
		}
		r := walls(t, s, day.now).MakeRound(rounds, time.Time{})
		if got := said(r); got != day.want {
			t.Errorf("%s: %q, not %q", day.now.Format("2 15:04"), got, day.want)
		}
		rounds = printed(rounds, r)
		if got := said(walls(t, s, day.now).MakeRound(rounds, time.Time{})); got != "" {
			t.Errorf("%s: the second run prints %q", day.now.Format("2 15:04"), got)
		}
	}
}

// TestSince wants all that changed since a day: by the record, and without one
// by what should have hung.
func TestSince(t *testing.T) {
	s := testSite(notice("old", at(1, 0), at(20, 0)), notice("keep", at(1, 0), at(30, 0)), notice("new", at(21, 0), at(30, 0)))
	s.Boards = []*site.Board{board("gate", 9)}
	if got := said(walls(t, s, at(22, 9)).MakeRound(&record.Rounds{}, at(19, 0))); got != "gate -old +new" {
		t.Errorf("without a record: %q", got)
	}
	rounds := &record.Rounds{}
	for _, day := range []int{18, 20, 21} {
		rounds = printed(rounds, walls(t, s, at(day, 9)).MakeRound(rounds, time.Time{}))
	}
	w := walls(t, s, at(22, 9))
	for since, want := range map[int]string{18: "gate -old +new", 19: "gate -old +new", 21: "gate +new", 22: ""} {
		if got := said(w.MakeRound(rounds, at(since, 0))); got != want {
			t.Errorf("since the %dth: %q, not %q", since, got, want)
		}
	}
	again := w.Again(rounds.Of(rounds.Last(at(22, 9))))
	if got := said(again); got != "gate +new" || !again.At.Equal(at(21, 9)) {
		t.Errorf("again: %q of %s", got, again.At)
	}
}

// TestChalk wants a blackboard written anew when its days are over, and what
// is over before wiped out.
func TestChalk(t *testing.T) {
	s := testSite(notice("a", at(1, 0), at(15, 0)), notice("b", at(1, 0), time.Time{}), notice("c", at(5, 0), time.Time{}))
	b := board("black", 2)
	b.Kind, b.Paper, b.RenewDays = site.Blackboard, "", 14
	s.Boards = []*site.Board{b}
	rounds := &record.Rounds{}
	for _, day := range []struct {
		day  int
		want string
	}{{2, "black +black"}, {6, ""}, {15, "black -a"}, {16, ""}, {28, ""}, {29, "black +black"}} {
		r := walls(t, s, at(day.day, 9)).MakeRound(rounds, time.Time{})
		if got := said(r); got != day.want {
			t.Errorf("on the %dth: %q, not %q", day.day, got, day.want)
		}
		rounds = printed(rounds, r)
	}
}

// TestRoundLists wants boards that are due, empty ones, and what has no slot.
func TestRoundLists(t *testing.T) {
	must := notice("must", at(1, 0), time.Time{})
	must.Boards = &site.Targets{IDs: []string{"lift", "gate"}}
	s := testSite(notice("a", at(2, 0), time.Time{}), notice("b", at(3, 0), time.Time{}), must)
	lift, gate, empty := board("lift", 1), board("gate", 2), board("none", 0)
	empty.Shows = site.Selection{None: true}
	lift.RenewDays = 7
	s.Boards = []*site.Board{lift, gate, empty}
	w := walls(t, s, at(5, 9))
	first := w.MakeRound(&record.Rounds{}, time.Time{})
	r := walls(t, s, at(12, 9)).MakeRound(printed(&record.Rounds{}, first), time.Time{})
	if len(r.Due) != 1 || r.Due[0].Board != lift || !r.Due[0].Since.Equal(at(5, 9)) {
		t.Errorf("due: %v", r.Due)
	}
	if len(r.Empty) != 1 || r.Empty[0] != empty {
		t.Errorf("empty: %v", r.Empty)
	}
	if on := w.on(lift); len(r.Left) != 0 || on.more != 2 || !slices.Equal(on.titles, []string{"停水", "停水"}) || w.on(gate).more != 1 {
		t.Errorf("left out: %v, and %d wait", r.Left, on.more)
	}
	pressing := notice("pressing", at(1, 0), time.Time{})
	pressing.Level = site.LevelUrgent
	s.Notices = append(s.Notices, pressing)
	r = walls(t, s, at(12, 9)).MakeRound(&record.Rounds{}, time.Time{})
	if len(r.Left) != 1 || r.Left[0].Board != lift || r.Left[0].Path != "notices/must.html" {
		t.Errorf("left out: %v", r.Left)
	}
}

// TestPaperOn wants the paper of the board, and that of the standard for what
// follows one.
func TestPaperOn(t *testing.T) {
	for _, c := range []struct{ board, class, own, want string }{
		{"A3", "plain", "A4", "A3"},
		{"A4", "calendar", "A3", "A4"},
		{"A3", "official", "A4", "A4"},
		{"A5", "official", "A4", "A5"},
		{"", "poster", "A2", "A2"},
	} {
		if got := PaperOn(&site.Board{Kind: site.Showcase, Paper: c.board}, c.class, c.own); got != c.want {
			t.Errorf("%s %s on %s: %s", c.own, c.class, c.board, got)
		}
	}
	if got := PaperOn(&site.Board{Kind: site.Counter, Paper: "A3"}, "handout", "A4"); got != "A4" {
		t.Errorf("on a rack: %s", got)
	}
}

// TestRoundPage reads the page.
func TestRoundPage(t *testing.T) {
	n := notice("water", at(22, 0), at(25, 0))
	n.Title = "明天上午|1号楼停水"
	s := testSite(n)
	rack := board("rack", 3)
	rack.Kind, rack.Copies = site.Counter, 10
	s.Boards = []*site.Board{board("gate", 2), rack}
	w := walls(t, s, at(22, 9))
	files := Rounds(w, &record.Rounds{})
	if len(files) != 1 || files[0].Path != "print/rounds/index.html" {
		t.Fatalf("%d files", len(files))
	}
	var b bytes.Buffer
	if err := files[0].Write(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		`data-sheet="round" data-paper="A4"`, "11月22日　星期日", "走两处，贴上两种。带双面胶、湿布。", "A4纸11张",
		"<b>明天上午<br>1号楼停水</b>", "放10份，11月25日撤", "巡板人",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if day := calendar.DayOf(s.Now); !strings.Contains(page, day.ChineseShort()+"巡板") {
		t.Error("the page has no title")
	}
}

// TestRecordOfRounds wants lines that are read as they were written.
func TestRecordOfRounds(t *testing.T) {
	s := testSite(notice("water", at(22, 0), at(25, 0)))
	s.Boards = []*site.Board{board("gate", 2)}
	r := walls(t, s, at(22, 9)).MakeRound(&record.Rounds{}, time.Time{})
	none := func(string) ([]byte, error) { return nil, nil }
	files, err := record.AddedRounds(r.Lines(), none)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	text := string(files["2026.txt"])
	if !strings.Contains(text, "\n2026-11-22T09:00:00+08:00 up   gate notices/water.html ") || !strings.HasSuffix(text, " A4 1 停水\n") {
		t.Errorf("written is %q", text)
	}
	broken := text + "2026-11-22T09:00:00+08:00 up gate notices/water.html\n"
	read, problems := record.LoadRounds(fstest.MapFS{"record/rounds/2026.txt": {Data: []byte(broken)}})
	if !slices.EqualFunc(read.Lines, r.Lines(), func(a, b record.RoundLine) bool { return a.String() == b.String() }) || len(problems) != 1 || problems[0].Code != "record-line" {
		t.Errorf("read is %v %v", read.Lines, problems)
	}
}

// BenchmarkRound is what the round costs where three thousand notices want to
// hang on two dozen boards.
func BenchmarkRound(b *testing.B) {
	var all []*site.Notice
	for i := range 3000 {
		all = append(all, notice(fmt.Sprint("n", i), at(20, 0), time.Time{}))
	}
	s := testSite(all...)
	for i := range 24 {
		s.Boards = append(s.Boards, board(fmt.Sprint("b", i), 12))
	}
	th, _ := theme.Load(fstest.MapFS{}, theme.Settings{})
	texts := Texts{Read: func([]byte, site.Body) ([]byte, error) { return []byte("好。"), nil }}
	b.ReportAllocs()
	for b.Loop() {
		w := NewWalls(s, th, texts, nil)
		w.Fit()
		Rounds(w, &record.Rounds{})
	}
}

// TestShort wants how many leaves there are, though the first board that has no
// room never counted them.
func TestShort(t *testing.T) {
	lift, gate := &site.Board{Name: "电梯框"}, &site.Board{Name: "大门橱窗"}
	got := short([]LeftOut{
		{lift, &Hand{Path: "notices/a.html", Title: "检查"}, true, false},
		{gate, &Hand{Path: "notices/a.html", Title: "检查", Leaves: 3, Only: 1}, true, true},
	})
	if want := "“检查”全文3张，只贴得下：大门橱窗1张；没有位置：电梯框"; len(got) != 1 || got[0] != want {
		t.Errorf("%q, not %q", got, want)
	}
}
