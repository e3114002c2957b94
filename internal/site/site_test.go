package site

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/calendar"
)

var china = time.FixedZone("CST", 8*60*60)

// at reads 2026-11-22 09:00.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, china)
	if err != nil {
		panic(err)
	}
	return t
}

func notice(slug, from, until string, set ...func(*Notice)) *Notice {
	n := &Notice{Item: Item{Noun: NounNotice, Kind: KindNotice, Level: LevelNormal, Slug: slug, Title: slug}}
	if from != "" {
		n.Window.From = at(from)
		n.Date = calendar.MomentOf(n.Window.From)
	}
	if until != "" {
		n.Window.Until = at(until)
	}
	for _, s := range set {
		s(n)
	}
	return n
}

func TestState(t *testing.T) {
	draft := func(n *Notice) { n.Draft = true }
	withdrawn := func(n *Notice) { n.Withdrawn = &Withdrawal{} }
	usual := notice("a", "2026-11-20 00:00", "2026-11-29 00:00")
	for _, c := range []struct {
		name string
		n    *Notice
		at   string
		want State
	}{
		{"before", usual, "2026-11-19 23:59", Scheduled},
		{"at the first moment", usual, "2026-11-20 00:00", Current},
		{"within", usual, "2026-11-22 09:00", Current},
		{"the last minute", usual, "2026-11-28 23:59", Current},
		{"at the end", usual, "2026-11-29 00:00", Ended},
		{"without an end", notice("a", "2026-11-20 00:00", ""), "2126-11-20 00:00", Current},
		{"without a beginning", notice("a", "", "2026-11-29 00:00"), "1926-11-20 00:00", Current},
		{"a draft", notice("a", "2026-11-20 00:00", "", draft), "2026-11-22 09:00", Draft},
		{"a draft of the past", notice("a", "2026-11-20 00:00", "2026-11-21 00:00", draft), "2026-11-22 09:00", Draft},
		{"withdrawn", notice("a", "2026-11-20 00:00", "2026-11-29 00:00", withdrawn), "2026-11-22 09:00", Withdrawn},
		{"withdrawn and ended", notice("a", "2026-11-20 00:00", "2026-11-21 00:00", withdrawn), "2026-11-22 09:00", Withdrawn},
		{"withdrawn before it began", notice("a", "2026-11-25 00:00", "", withdrawn), "2026-11-22 09:00", Scheduled},
		{"a withdrawn draft", notice("a", "2026-11-20 00:00", "", withdrawn, draft), "2026-11-22 09:00", Draft},
	} {
		if got := c.n.State(at(c.at)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPresence(t *testing.T) {
	now := at("2026-11-22 09:00")
	draft := notice("draft", "2026-11-20 00:00", "", func(n *Notice) { n.Draft = true })
	soon := notice("soon", "2026-11-29 23:59", "")
	later := notice("later", "2026-11-30 00:00", "")
	ended := notice("ended", "2026-11-01 00:00", "2026-11-22 09:00")
	for _, c := range []struct {
		n         *Notice
		s         Site
		want      Presence
		wantLists bool
	}{
		{draft, Site{}, Absent, false},
		{draft, Site{Drafts: true}, Present, true},
		{soon, Site{}, Hidden, true},
		{later, Site{}, Absent, false},
		{soon, Site{Future: true}, Present, true},
		{later, Site{Future: true}, Present, true},
		{ended, Site{}, Present, false},
		{ended, Site{Expired: true}, Present, true},
		{notice("now", "2026-11-22 09:00", ""), Site{}, Present, true},
	} {
		s := c.s
		s.Now, s.AheadDays = now, 7
		if got, lists := s.Presence(&c.n.Item), s.Listed(&c.n.Item); got != c.want || lists != c.wantLists {
			t.Errorf("%s: presence %d, listed %v; want %d, %v", c.n.Slug, got, lists, c.want, c.wantLists)
		}
	}
	none := Site{Now: now}
	if none.Presence(&notice("next", "2026-11-22 09:01", "").Item) != Absent {
		t.Error("with ahead_days = 0 nothing is written before its time")
	}
}

func TestOrder(t *testing.T) {
	level := func(l Level) func(*Notice) { return func(n *Notice) { n.Level = l } }
	pin := func(until string) func(*Notice) { return func(n *Notice) { n.PinUntil = at(until) } }
	withdrawn := func(n *Notice) { n.Withdrawn = &Withdrawal{} }
	list := []*Notice{
		notice("old", "2026-11-01 00:00", ""),
		notice("new", "2026-11-21 00:00", ""),
		notice("important", "2026-11-02 00:00", "", level(LevelImportant)),
		notice("important-newer", "2026-11-03 00:00", "", level(LevelImportant)),
		notice("pinned", "2026-11-04 00:00", "", pin("2026-11-23 00:00")),
		notice("pinned-important", "2026-11-03 00:00", "", level(LevelImportant), pin("2026-11-23 00:00")),
		notice("no-longer-pinned", "2026-11-05 00:00", "", pin("2026-11-22 09:00")),
		notice("urgent", "2026-11-01 00:00", "", level(LevelUrgent)),
		notice("urgent-but-over", "2026-11-06 00:00", "2026-11-22 00:00", level(LevelUrgent)),
		notice("urgent-but-withdrawn", "2026-11-07 00:00", "", level(LevelUrgent), withdrawn),
		notice("urgent-but-to-come", "2026-11-25 00:00", "", level(LevelUrgent)),
		notice("b-same-day", "2026-11-10 00:00", ""),
		notice("a-same-day", "2026-11-10 00:00", ""),
	}
	want := "urgent pinned pinned-important important-newer important " +
		"urgent-but-to-come new a-same-day b-same-day urgent-but-withdrawn urgent-but-over no-longer-pinned old"
	for range 50 {
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		SortNotices(list, at("2026-11-22 09:00"))
		var got []string
		for _, n := range list {
			got = append(got, n.Slug)
		}
		if g := strings.Join(got, " "); g != want {
			t.Fatalf("order\n%s, want\n%s", g, want)
		}
	}
}

func TestStage(t *testing.T) {
	day := func(d int) calendar.Day { return calendar.Date(2026, 11, d) }
	p := Publicity{
		Span:   calendar.Span{Counted: []calendar.Day{day(20), day(23), day(24)}, First: day(20), Last: day(24)},
		Window: calendar.Window{From: at("2026-11-20 00:00"), Until: at("2026-11-25 00:00")},
	}
	closed := p
	closed.Result, closed.ResultDate = "没有不同意见", day(26)
	for _, c := range []struct {
		at         string
		stage      Stage
		withResult Stage
		day        int
	}{
		{"2026-11-19 23:59", Before, Before, 0},
		{"2026-11-20 00:00", Running, Running, 1},
		{"2026-11-21 12:00", Running, Running, 1}, // a Saturday does not count
		{"2026-11-23 00:00", Running, Running, 2},
		{"2026-11-24 23:59", Running, Running, 3},
		{"2026-11-25 00:00", Over, Over, 3},
		{"2026-11-26 00:00", Over, Closed, 3},
	} {
		now := at(c.at)
		if got, with := p.Stage(now), closed.Stage(now); got != c.stage || with != c.withResult {
			t.Errorf("%s: %s and %s, want %s and %s", c.at, got, with, c.stage, c.withResult)
		}
		if got := p.DayNumber(calendar.DayOf(now)); got != c.day {
			t.Errorf("%s: day %d, want %d", c.at, got, c.day)
		}
	}
}

func TestSelection(t *testing.T) {
	n := func(set func(*Item)) *Item {
		i := &Item{Noun: NounNotice, Kind: KindNotice, Level: LevelNormal, Tags: []string{"消防"}, Buildings: []string{"guihua"}}
		if set != nil {
			set(i)
		}
		return i
	}
	everyone := func(i *Item) { i.Buildings = nil }
	guide := func(i *Item) { i.Noun, i.Kind, i.Level = NounGuide, "", "" }
	for _, c := range []struct {
		name     string
		i        *Item
		rule     Selection
		building string
		want     bool
	}{
		{"all", n(nil), Selection{All: true}, "", true},
		{"none", n(nil), Selection{None: true}, "", false},
		{"nothing said is notices", n(nil), Selection{}, "", true},
		{"nothing said is no guides", n(guide), Selection{}, "", false},
		{"its noun", n(nil), Selection{Nouns: []Noun{NounGuide, NounNotice}}, "", true},
		{"another noun", n(nil), Selection{Nouns: []Noun{NounGuide}}, "", false},
		{"its kind", n(nil), Selection{Kinds: []Kind{KindLetter, KindNotice}}, "", true},
		{"another kind", n(nil), Selection{Kinds: []Kind{KindLetter}}, "", false},
		{"kinds speak of notices", n(guide), Selection{Kinds: []Kind{KindNotice}}, "", false},
		{"but nouns may add guides", n(guide), Selection{Nouns: []Noun{NounNotice, NounGuide}, Kinds: []Kind{KindLetter}}, "", true},
		{"its level", n(nil), Selection{Levels: []Level{LevelNormal}}, "", true},
		{"another level", n(nil), Selection{Levels: []Level{LevelUrgent}}, "", false},
		{"its tag", n(nil), Selection{Tags: []string{"安全", "消防"}}, "", true},
		{"another tag", n(nil), Selection{Tags: []string{"安全"}}, "", false},
		{"tags speak of anything", n(guide), Selection{Tags: []string{"消防"}}, "", true},
		{"kind and tag", n(nil), Selection{Kinds: []Kind{KindNotice}, Tags: []string{"消防"}}, "", true},
		{"kind but not tag", n(nil), Selection{Kinds: []Kind{KindNotice}, Tags: []string{"安全"}}, "", false},
		{"its building", n(nil), Selection{Buildings: []string{"guihua"}}, "", true},
		{"another building", n(nil), Selection{Buildings: []string{"xincheng"}}, "", false},
		{"a rule about buildings and an item for everyone", n(everyone), Selection{Buildings: []string{"guihua"}}, "", false},
		{"hangs in its building", n(nil), Selection{All: true}, "guihua", true},
		{"hangs in another", n(nil), Selection{All: true}, "xincheng", false},
		{"everyone's hangs everywhere", n(everyone), Selection{All: true}, "xincheng", true},
		{"named wins over rules", n(func(i *Item) { i.Boards = &Targets{IDs: []string{"gate"}} }), Selection{None: true}, "xincheng", true},
		{"not named", n(func(i *Item) { i.Boards = &Targets{IDs: []string{"hall"}} }), Selection{All: true}, "", false},
		{"all wins over buildings", n(func(i *Item) { i.Boards = &Targets{All: true} }), Selection{None: true}, "xincheng", true},
		{"none wins over all", n(func(i *Item) { i.Boards = &Targets{None: true} }), Selection{All: true}, "", false},
	} {
		s := Site{Boards: []*Board{{ID: "gate", Building: c.building, Shows: c.rule}}}
		if got := len(s.OnBoards(c.i)) == 1; got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		c.i.Screens, c.i.Boards = c.i.Boards, &Targets{None: true}
		s.Screens = []*Screen{{ID: "gate", Building: c.building, Shows: c.rule}}
		if got := len(s.OnScreens(c.i)) == 1; got != c.want {
			t.Errorf("%s, on a screen: %v", c.name, got)
		}
	}
}

// shown is everything that is written of a site at a moment, as text.
func shown(s *Site, now time.Time) string {
	c := *s
	c.Now, c.Notices = now, slices.Clone(s.Notices)
	SortNotices(c.Notices, now)
	var b strings.Builder
	fmt.Fprintln(&b, calendar.DayOf(now))
	for _, n := range c.Notices {
		if c.Presence(&n.Item) == Absent {
			continue
		}
		fmt.Fprint(&b, n.Slug, " ", c.Presence(&n.Item), c.Listed(&n.Item), n.State(now), n.Pinned(now))
		publicity(&b, n.Publicity, now)
	}
	for _, r := range c.Rankings {
		if c.Presence(&r.Item) != Absent {
			fmt.Fprint(&b, r.Slug, " ", c.Presence(&r.Item), r.State(now))
			publicity(&b, r.Publicity, now)
		}
	}
	for _, a := range c.Activities {
		if c.Presence(&a.Item) == Absent {
			continue
		}
		next, ok := c.Next(a, now)
		fmt.Fprintln(&b, a.Slug, c.Presence(&a.Item), a.State(now), ok, next.Start)
	}
	return b.String()
}

func publicity(b *strings.Builder, p *Publicity, now time.Time) {
	if p != nil {
		fmt.Fprint(b, " ", p.Stage(now), p.DayNumber(calendar.DayOf(now)))
	}
	fmt.Fprintln(b)
}

// randomSite has a few of everything near 22 November 2026.
func randomSite(r *rand.Rand) *Site {
	base := at("2026-11-22 00:00")
	moment := func() time.Time { return base.Add(time.Duration(r.IntN(4*24*60)-24*60) * time.Minute) }
	maybe := func() bool { return r.IntN(4) == 0 }
	item := func(noun Noun, i int) Item {
		it := Item{Noun: noun, Slug: fmt.Sprint(noun, i), Kind: KindNotice, Level: Levels()[r.IntN(3)], Draft: maybe()}
		from := moment()
		it.Date = calendar.MomentOf(from)
		if !maybe() {
			it.Window.From = from
		}
		if !maybe() {
			it.Window.Until = from.Add(time.Duration(1+r.IntN(3*24*60)) * time.Minute)
		}
		return it
	}
	some := func() *Publicity {
		start := calendar.DayOf(moment())
		span, err := calendar.Shipped().Count(calendar.Period{
			Start: start, Days: 1 + r.IntN(5), Unit: []calendar.Unit{calendar.WorkingDays, calendar.CalendarDays}[r.IntN(2)], CountStart: maybe(),
		})
		if err != nil {
			panic(err)
		}
		p := &Publicity{Start: start, Span: span, Window: calendar.Window{From: span.First.Start(china), Until: span.Last.End(china)}}
		if maybe() {
			p.Result, p.ResultDate = "没有", span.Last+calendar.Day(r.IntN(3))
		}
		return p
	}
	s := &Site{
		Info:     Info{Zone: china, AheadDays: r.IntN(3)},
		Now:      moment(),
		Holidays: calendar.Shipped(), Drafts: maybe(), Future: maybe(), Expired: maybe(),
	}
	for i := range 3 {
		n := &Notice{Item: item(NounNotice, i)}
		if maybe() {
			n.Withdrawn = &Withdrawal{}
		}
		if maybe() {
			n.PinUntil = moment()
		}
		if maybe() {
			n.Publicity = some()
		}
		s.Notices = append(s.Notices, n)
		k := &Ranking{Item: item(NounRanking, i)}
		if maybe() {
			k.Publicity = some()
		}
		s.Rankings = append(s.Rankings, k)

		a := &Activity{Item: item(NounActivity, i), Cancelled: maybe()}
		start := calendar.MomentOf(moment())
		a.Series = calendar.Series{Start: start}
		if maybe() {
			a.Series.Start.Timed, a.Series.Start.Clock = false, 0
		} else if !maybe() {
			a.Series.End = calendar.MomentOf(start.Start(china).Add(time.Duration(1+r.IntN(600)) * time.Minute))
		}
		if maybe() {
			a.Series.Repeat = &calendar.Rule{Every: []calendar.Every{calendar.EveryDay, calendar.EveryWeek}[r.IntN(2)], Interval: 1 + r.IntN(2)}
			if maybe() {
				a.Series.Repeat.Count = 1 + r.IntN(3)
			}
			if maybe() {
				to := calendar.MomentOf(moment())
				a.Series.Repeat.Changes = []calendar.Change{{On: start.Day, To: to}}
			}
		}
		if !maybe() {
			a.Window = calendar.Window{} // as the loader does for most series
		}
		s.Activities = append(s.Activities, a)
	}
	return s
}

// NextChange may come too early, never too late: until then everything that is
// shown stays as it is, minute by minute.
func TestNextChangeMissesNothing(t *testing.T) {
	sites := 400
	if testing.Short() {
		sites = 40
	}
	for seed := range sites {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		s := randomSite(r)
		next := s.NextChange()
		if !next.After(s.Now) {
			t.Fatalf("site %d: the next change %v is not after %v", seed, next, s.Now)
		}
		if next.Sub(s.Now) > 24*time.Hour {
			t.Fatalf("site %d: the date on the front page turns before %v", seed, next)
		}
		was := shown(s, s.Now)
		step := time.Minute * time.Duration(cmp.Or(r.IntN(7), 1))
		for now := s.Now.Add(time.Minute); now.Before(next); now = now.Add(step) {
			if is := shown(s, now); is != was {
				t.Fatalf("site %d: at %v something changes, before %v; from\n%s to\n%s", seed, now, next, was, is)
			}
		}
		if last := next.Add(-time.Minute); last.After(s.Now) && shown(s, last) != was {
			t.Fatalf("site %d: something changes before %v", seed, next)
		}
	}
}

// The same for one notice, for as long as there is a next change.
func TestNoticeNextChangeMissesNothing(t *testing.T) {
	for seed := range 200 {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		s := randomSite(r)
		for _, n := range s.Notices {
			look := func(now time.Time) string {
				var b strings.Builder
				fmt.Fprint(&b, n.State(now), n.Pinned(now))
				if n.Publicity != nil {
					fmt.Fprint(&b, n.Publicity.Stage(now), n.Publicity.DayNumber(calendar.DayOf(now)))
				}
				return b.String()
			}
			if n.Draft {
				continue
			}
			next, ok := n.NextChange(s.Now)
			if !ok {
				next = s.Now.AddDate(0, 0, 20)
			}
			for now := s.Now; now.Before(next); now = now.Add(13 * time.Minute) {
				if look(now) != look(s.Now) {
					t.Fatalf("site %d, %s: changes at %v, before %v", seed, n.Slug, now, next)
				}
			}
		}
	}
}

// A period that ends later than its last counted day changes once more, when
// its last day begins.
func TestLastDayIsAnEdge(t *testing.T) {
	span, err := calendar.Shipped().Count(calendar.Period{Start: calendar.Date(2026, 11, 16), Days: 5, Unit: calendar.CalendarDays})
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("CST", 8*60*60)
	p := &Publicity{Span: span, Window: calendar.Window{From: span.First.Start(zone), Until: span.Last.End(zone)}}
	saturday := time.Date(2026, 11, 21, 12, 0, 0, 0, zone)
	if next, ok := p.nextChange(saturday); !ok || !next.Equal(time.Date(2026, 11, 23, 0, 0, 0, 0, zone)) {
		t.Errorf("after the last counted day, the next change is %v", next)
	}
}

func TestPaths(t *testing.T) {
	for noun, want := range map[Noun]string{
		NounNotice: "notices/x.html", NounActivity: "activities/x.html", NounRanking: "rankings/x.html",
		NounGuide: "guides/x.html", NounPage: "pages/x.html",
	} {
		if got := (&Item{Noun: noun, Slug: "x"}).Path(); got != want {
			t.Errorf("%s is at %s", noun, got)
		}
	}
}
