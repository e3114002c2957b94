package content

import (
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// at1 is the path of a list's element, as package decode names it.
func at1(key string, i int) string { return key + "[" + strconv.Itoa(i) + "]" }

// item reads what all nouns have in common, except dates.
func (s *source) item(t *decode.Table, noun site.Noun, body site.Body, text []byte, r *result) site.Item {
	i := site.Item{
		Noun:    noun,
		Source:  diag.Pos{File: s.path},
		Title:   strings.Clone(t.NeedString("title")),
		Slug:    s.slug(t),
		Summary: strings.Clone(t.String("summary")),
		Tags:    s.loader.share(t.Strings("tags")),
		Draft:   t.Bool("draft"),
		Body:    body,
		Ask:     s.contact(t),
		Aliases: t.Strings("aliases"),
	}
	i.Buildings = s.loader.share(t.Strings("buildings"))
	for n, b := range i.Buildings {
		config.Reference(t, at1("buildings", n), b, config.Building, s.loader.buildings)
	}
	i.Boards = s.targets(t, "boards", config.Board, s.loader.boards)
	var p site.PaperStyle
	if t.Has("sheet") {
		p.Sheet = decode.Word(t, "sheet", site.Sheets(noun), "")
		if p.Sheet == site.SheetPoster {
			p.Paper = decode.Word(t, "paper", site.Posters(), "")
		}
	}
	if c := t.Table("blackboard"); c != nil {
		p.Chalk = site.Chalk{Title: c.String("title"), Text: c.String("text")}
	}
	if p != (site.PaperStyle{}) {
		i.Style = &p
	}
	i.Screens = s.targets(t, "screens", config.Screen, s.loader.screens)
	if i.Summary == "" && len(text) > 0 {
		i.Summary = s.loader.markdown.Summary(text, s.loader.cfg.SummaryLen)
	}
	s.pictures(body, r)
	return i
}

// boardIDs are the words that boards may have.
func boardIDs(boards []*site.Board) []site.Place {
	ids := make([]site.Place, 0, len(boards)+2)
	for _, b := range boards {
		ids = append(ids, site.Place{ID: b.ID, Name: b.Name})
	}
	return append(ids, site.Place{ID: "all"}, site.Place{ID: "none"})
}

// screenIDs are the words that screens may have.
func screenIDs(screens []*site.Screen) []site.Place {
	ids := make([]site.Place, 0, len(screens)+2)
	for _, d := range screens {
		ids = append(ids, site.Place{ID: d.ID, Name: d.Name})
	}
	return append(ids, site.Place{ID: "all"}, site.Place{ID: "none"})
}

// targets reads boards or screens: "all", "none" or a list of ids.
func (s *source) targets(t *decode.Table, key string, what diag.Words, known []site.Place) *site.Targets {
	if !t.Has(key) {
		return nil
	}
	words := s.loader.share(t.Strings(key))
	if len(words) == 1 && (words[0] == "all" || words[0] == "none") {
		return &site.Targets{All: words[0] == "all", None: words[0] == "none"}
	}
	for n, w := range words {
		at := at1(key, n)
		if t.IsString(key) {
			at = key
		}
		config.Reference(t, at, w, what, known)
	}
	return &site.Targets{IDs: words}
}

func (s *source) contact(t *decode.Table) *site.Contact {
	c := t.Table("contact")
	if c == nil {
		return nil
	}
	return &site.Contact{Name: c.String("name"), Phone: config.Phone(c, "phone", false), Place: c.String("place"), Hours: c.String("hours")}
}

// window reads from and until; from defaults to the date of the item.
func (s *source) window(t *decode.Table, date calendar.Moment) calendar.Window {
	from, key := t.Moment("from"), "from"
	if from.IsZero() {
		from, key = date, "date"
	}
	until := t.Moment("until")
	w := calendar.Window{}
	if !from.IsZero() {
		w.From = from.Start(s.loader.cfg.Zone)
	}
	if !until.IsZero() {
		w.Until = until.End(s.loader.cfg.Zone)
		if !w.From.IsZero() && !w.Until.After(w.From) {
			t.Problem("until", "until-before-from", until.String(), key, from.String())
		}
	}
	return w
}

// finish adds what the table found to the result.
func finish(t *decode.Table, r *result) {
	t.Done()
	r.problems.Add(t.Problems()...)
}

// number writes a figure without needless zeros.
func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
