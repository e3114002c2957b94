package config

import (
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

func boards(t *decode.Table, buildings []site.Place) []*site.Board {
	var out []*site.Board
	seen := map[string]diag.Pos{}
	for _, b := range t.Tables("boards") {
		board := &site.Board{
			Source:    b.Pos(),
			ID:        id(b, seen),
			Name:      b.NeedString("name"),
			Kind:      decode.NeedWord(b, "kind", site.BoardKinds()),
			Place:     b.String("place"),
			Building:  b.String("building"),
			Width:     b.Int("width_mm", 0, 50, 20000),
			Height:    b.Int("height_mm", 0, 50, 20000),
			Paper:     decode.Word(b, "paper", papers, ""),
			Slots:     b.Int("slots", 0, 0, 500),
			Shows:     selection(b, buildings),
			RenewDays: b.Int("renew_days", 0, 0, 3660),
		}
		board.Masthead, board.Editors, board.FirstIssue = b.String("masthead"), b.String("editors"), b.Day("first_issue")
		board.Copies = b.Int("copies", board.Kind.UsualCopies(), 1, 999)
		board.Distance = distance(b, board.Kind.ReadFrom())
		Reference(b, "building", board.Building, Building, buildings)
		out = append(out, board)
	}
	return out
}

// wake is whether a player keeps its display awake.
type wake string

func screens(t *decode.Table, buildings []site.Place) []*site.Screen {
	var out []*site.Screen
	seen := map[string]diag.Pos{}
	for _, s := range t.Tables("screens") {
		screen := &site.Screen{Source: s.Pos(), ID: id(s, seen), Name: s.NeedString("name"), Place: s.String("place"), Building: s.String("building"), Hours: s.String("hours")}
		screen.Profile = decode.Word(s, "profile", site.Profiles(), "")
		base := profiles[screen.Profile]
		if screen.Profile == "" && !s.Has("profile") {
			for _, key := range []string{"width", "height", "width_mm", "distance_m"} {
				if !s.Has(key) {
					s.Problem("", "missing-key", "profile")
					break
				}
			}
		}
		screen.Width = s.Int("width", base.Width, 320, 16384)
		screen.Height = s.Int("height", base.Height, 240, 16384)
		screen.WidthMM = s.Int("width_mm", base.WidthMM, 50, 20000)
		screen.Distance = distance(s, base.Distance)
		if screen.Hours != "" {
			if _, ok := Span(screen.Hours); !ok {
				s.Problem("hours", "bad-time", screen.Hours, decode.ClockWords(screen.Hours))
			}
		}
		screen.Wake = string(decode.Word(s, "wake", []wake{"hold", "rest", "off"}, "hold"))
		screen.Print = s.Bool("print")
		screen.Shows = selection(s, buildings)
		Reference(s, "building", screen.Building, Building, buildings)
		out = append(out, screen)
	}
	return out
}

// distance reads from how far off something is read.
func distance(t *decode.Table, otherwise float64) float64 {
	metres := t.Float("distance_m", otherwise)
	if t.Has("distance_m") && (metres < 0.2 || metres > 100) {
		t.Problem("distance_m", "out-of-range", "distance_m", metres, 0.2, 100)
	}
	return metres
}

// selection reads shows: "all", "none", or a table of lists.
func selection(t *decode.Table, buildings []site.Place) site.Selection {
	if !t.Has("shows") {
		return site.Selection{All: true}
	}
	if t.IsString("shows") {
		word := decode.Word(t, "shows", []string{"all", "none"}, "all")
		return site.Selection{All: word == "all", None: word == "none"}
	}
	s := t.Table("shows")
	if s == nil {
		return site.Selection{}
	}
	sel := site.Selection{
		Nouns:     decode.WordList(s, "nouns", []site.Noun{site.NounNotice, site.NounActivity, site.NounRanking, site.NounGuide, site.NounPage}),
		Kinds:     decode.WordList(s, "kinds", site.Kinds()),
		Levels:    decode.WordList(s, "levels", site.Levels()),
		Tags:      s.Strings("tags"),
		Buildings: s.Strings("buildings"),
	}
	for i, b := range sel.Buildings {
		Reference(s, index("buildings", i), b, Building, buildings)
	}
	return sel
}
