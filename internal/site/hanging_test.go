package site

import (
	"slices"
	"testing"
	"time"

	"banbao/internal/calendar"
)

// TestWall wants what may not be left out first, the newest of the rest next,
// and nothing of what is over, waits, is a draft or has been taken back.
func TestWall(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	at := func(day int) time.Time { return time.Date(2026, 11, day, 9, 0, 0, 0, zone) }
	notice := func(slug string, day int, level Level) *Notice {
		n := &Notice{Item: Item{Noun: NounNotice, Kind: KindNotice, Level: level, Slug: slug, Title: slug}}
		n.Date = calendar.Moment{Day: calendar.Date(2026, 11, day)}
		n.Window = calendar.Window{From: at(day)}
		return n
	}
	named, publicity := notice("named", 1, LevelNormal), notice("publicity", 2, LevelNormal)
	named.Boards = &Targets{IDs: []string{"gate"}}
	publicity.Publicity = &Publicity{Window: calendar.Window{From: at(2), Until: at(29)}}
	publicity.Publicity.Span.Last = calendar.Date(2026, 11, 28)
	over, draft, gone := notice("over", 1, LevelUrgent), notice("draft", 1, LevelUrgent), notice("gone", 1, LevelUrgent)
	over.Window.Until, draft.Draft, gone.Withdrawn = at(5), true, &Withdrawal{}
	s := &Site{
		Info: Info{Zone: zone}, Now: at(22),
		Notices: []*Notice{
			notice("old", 3, LevelNormal), notice("new", 20, LevelNormal), notice("important", 4, LevelImportant),
			notice("urgent", 5, LevelUrgent), notice("ahead", 23, LevelUrgent), named, publicity, over, draft, gone,
		},
		Boards: []*Board{{ID: "gate", Kind: Showcase, Paper: "A3", Shows: Selection{All: true}}, {ID: "house", Kind: LiftBoard, Shows: Selection{Levels: []Level{LevelUrgent}}}},
	}
	names := func(wall []*Hanging, b *Board) (all []string) {
		for _, h := range wall {
			if h.On(b) {
				all = append(all, h.Title)
			}
		}
		return all
	}
	wall := s.Wall(s.Now)
	if got, want := names(wall, s.Boards[0]), []string{"urgent", "publicity", "named", "important", "new", "old"}; !slices.Equal(got, want) {
		t.Errorf("on the gate hang %q, not %q", got, want)
	}
	if got, want := names(wall, s.Boards[1]), []string{"urgent"}; !slices.Equal(got, want) {
		t.Errorf("in the lift hang %q, not %q", got, want)
	}
	for _, h := range wall {
		if must := slices.Contains([]string{"urgent", "publicity", "named"}, h.Title); h.Must != must {
			t.Errorf("%s may be left out: %v", h.Title, !h.Must)
		}
	}
	if got := names(s.Wall(at(4)), s.Boards[1]); !slices.Equal(got, []string{"over"}) {
		t.Errorf("on the 4th hang in the lift %q", got)
	}
}

// TestWallOfMonths wants the calendar of a month where all activities hang,
// and the next one a week before.
func TestWallOfMonths(t *testing.T) {
	zone := time.FixedZone("", 8*60*60)
	s := &Site{
		Info:       Info{Zone: zone},
		Activities: []*Activity{{Item: Item{Noun: NounActivity, Slug: "film", Title: "电影"}}},
		Boards: []*Board{
			{ID: "a", Kind: Showcase, Paper: "A3", Shows: Selection{Nouns: []Noun{NounActivity}}},
			{ID: "b", Kind: Showcase, Paper: "A4", Shows: Selection{Nouns: []Noun{NounActivity}}},
		},
	}
	for day, want := range map[int]int{10: 1, 23: 1, 24: 2, 30: 2} {
		months := 0
		for _, h := range s.Wall(time.Date(2026, 11, day, 9, 0, 0, 0, zone)) {
			if h.Item == nil {
				months++
				if !h.On(s.Boards[0]) || h.On(s.Boards[1]) {
					t.Errorf("%s hangs on the wrong board", h.Title)
				}
			}
		}
		if months != want {
			t.Errorf("on the %dth hang the calendars of %d months, not %d", day, months, want)
		}
	}
}
