package screen

import (
	"html"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// Slide is one page of one thing on a screen: all that its template sees.
type Slide struct {
	ID      string // notices/fire-check.1
	Item    string // notices/fire-check; slides of one item follow each other
	Kind    string // which template: notice, publicity, activity, week, ranking, guide, deeds, hall, weather, clock, quiet
	Level   string // urgent, pinned, important, normal
	From    string // seconds of the epoch; empty: always
	Until   string
	Page    int // of Pages
	Pages   int
	Dwell   int // seconds
	Chars   int // to be read
	Undated bool
	Tall    bool

	Word  string // on the strip: 通知
	House string
	Title string // with the author's hints for breaking
	More  bool   // not the first page: the title is set as text
	Roomy bool   // few characters, set one step larger
	Loose bool   // a phrase of the title is longer than a line, so it breaks anywhere
	Slim  bool   // the word on the strip is set smaller
	Text  []Paragraph
	Days  []PublicityDay
	Facts []Fact
	Rows  []Row
	Form  string // of the rows: week, steps, stars, honour, table
	Hang  []Pennant
	Leaf  *Leaf
	Photo *Photo
	Code  *Code
	Sky   []string // of the weather, in pieces
	Foot  string
	Phone string

	Window calendar.Window // as From and Until
}

// Paragraph is text in clauses.
type Paragraph []Clause

// Clause is what a reader takes in one breath. It stays whole where it fits a
// line; a long one is set like any text.
type Clause struct {
	Text string
	Long bool
}

// Fact is a word and what it is: 地点, 三楼文娱室. Pieces of it stay whole.
type Fact struct {
	Name   string
	Value  []string
	Pieces []Clause // of Value, as its template sees them
}

// Row is one line of a list.
type Row struct {
	Cells  []string // of a table
	Day    string   // 24日
	Week   string   // 周二, 今天
	Time   string
	What   string
	Where  string
	Stars  []bool
	Count  string
	Number int
	Today  bool
	Until  string // when the row goes
	Change string // 取消
}

// chars is how much of a row there is to read.
func (r *Row) chars() int {
	return characters(r.Day + r.Week + r.Time + r.What + r.Where + r.Count + r.Change + strings.Join(r.Cells, ""))
}

// Pennant is one of the first three.
type Pennant struct {
	Place, Who, Score, Unit, Held string
	First                         bool
}

// PublicityDay is one day of a period, in two dresses: as it is, and as today.
type PublicityDay struct {
	Number, Week string
	Counts       bool
	Today        string // window in which it is today
	Other        string // and in which it is not
}

// Leaf is that of a tear-off calendar.
type Leaf struct{ Month, Weekday, Day, Lunar string }

// Code leads to the page; Words say what for.
type Code struct {
	Href  string
	Words string
}

// dwell is how long a slide stays, in seconds: three characters a second and
// three more to find it, a second for every row, two for a code.
func (s *Slide) dwell(limit int) {
	s.Chars = characters(s.Title)
	for _, p := range s.Text {
		for _, c := range p {
			s.Chars += characters(c.Text)
		}
	}
	for _, f := range s.Facts {
		s.Chars += characters(f.Name + strings.Join(f.Value, ""))
	}
	for _, r := range s.Rows {
		s.Chars += r.chars()
	}
	for _, p := range s.Hang {
		s.Chars += characters(p.Place + p.Who + p.Score + p.Unit + p.Held)
	}
	for _, w := range s.Sky {
		s.Chars += characters(w)
	}
	seconds := 3 + float64(s.Chars)/3 + float64(len(s.Rows)+len(s.Hang))
	if s.Code != nil {
		seconds = max(seconds+2, 12)
	}
	s.Dwell = max(8, int(seconds+0.999))
	if limit > 0 {
		s.Dwell = min(s.Dwell, limit)
	}
}

// window sets when a slide may be seen.
func (s *Slide) window(from, until time.Time) {
	s.Window = calendar.Window{From: from, Until: until}
	s.From, s.Until = epoch(from), epoch(until)
	s.Undated = until.IsZero()
}

func epoch(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}

// phrases are the parts of a title that lines break between.
func phrases(title string) []string {
	parts := strings.Split(string(theme.Title(title)), "<wbr>")
	for i := range parts {
		parts[i] = html.UnescapeString(parts[i])
	}
	return parts
}

// dayWord is 11月24日（星期二）.
func dayWord(d calendar.Day) string { return d.ChineseShort() + "（" + d.WeekdayChinese() + "）" }

// dayWords are the same in pieces that stay whole.
func dayWords(d calendar.Day) []string {
	return []string{d.ChineseShort(), "（" + d.WeekdayChinese() + "）"}
}

// weekday is 周二.
func weekday(d calendar.Day) string {
	return "周" + strings.TrimPrefix(d.WeekdayChinese(), "星期")
}

// clockWord is 9:30.
func clockWord(t time.Time) string {
	return strconv.Itoa(t.Hour()) + ":" + t.Format("04")
}

// hours are those of an occurrence, as people say them: 下午2点到4点, or
// 上午9:30到11:00.
func hours(o calendar.Occurrence) string {
	if o.AllDay {
		return ""
	}
	half := func(t time.Time) string {
		return strings.TrimRight(calendar.Clock(t.Hour()*60).Chinese(), "0123456789点")
	}
	ends := o.End.After(o.Start) && calendar.DayOf(o.End.Add(-1)) == o.Day
	say := func(t time.Time) string {
		if o.Start.Minute() == 0 && (!ends || o.End.Minute() == 0) {
			return strings.TrimPrefix(calendar.Clock(t.Hour()*60).Chinese(), half(t))
		}
		h := t.Hour()
		if h > 12 {
			h -= 12
		}
		return itoa(h) + ":" + t.Format("04")
	}
	word := half(o.Start) + say(o.Start)
	if ends {
		word += "到"
		if half(o.End) != half(o.Start) {
			word += half(o.End)
		}
		word += say(o.End)
	}
	return word
}

// levelOf is how much an item presses at a moment.
func levelOf(n *site.Notice, t time.Time) string {
	switch {
	case n.Level == site.LevelUrgent:
		return "urgent"
	case n.Pinned(t):
		return "pinned"
	case n.Level == site.LevelImportant:
		return "important"
	}
	return "normal"
}
