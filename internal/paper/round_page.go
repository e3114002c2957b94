package paper

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/record"
	"banbao/internal/site"
)

// RoundPath is the page of the round.
const RoundPath = "print/rounds/index.html"

// RoundPage is the caretaker's round: stop after stop what comes down and what
// goes up, with a box to tick, and lines to sign.
type RoundPage struct {
	Common
	Class string // round
	Paper string // A4
	Title string
	Page  string

	Day, Weekday string
	Lede         string
	Print        string // A4纸23张、A3纸5张
	First, Again bool
	Stops        []StopRow
	Lists        []RoundList
}

// StopRow is a board where something is to be done.
type StopRow struct {
	Number   string
	Name     string
	How      string // 宣传橱窗，A3
	Place    string
	Down, Up []HandRow
	Many     bool   // what goes up takes the whole width
	Pieces   string // what is written on a blackboard
}

// HandRow is a sheet with its small picture.
type HandRow struct {
	Look  string // house, official, across or chalk
	Kind  string
	Lines []string // of its title, as they stand on the picture
	Title string
	Note  string
}

// RoundList is a list after the stops: what is due, what is empty.
type RoundList struct {
	Title string
	Rows  []string
}

// titleLine is how many characters of a title a line of a small picture holds.
const titleLine = 6

// mostPictureLines is how many of them it holds.
const mostPictureLines = 3

// Rounds makes the page of the round that is due now, and what is wrong with
// what hangs.
func Rounds(w *Walls, rounds *record.Rounds) []output.File {
	if w.theme.Off("sheet") || w.theme.Off("sheet-round") || len(w.site.Boards) == 0 {
		return nil
	}
	return []output.File{w.RoundFile(w.MakeRound(rounds, time.Time{}), false)}
}

// RoundFile is the page of a round.
func (w *Walls) RoundFile(r *Round, again bool) output.File {
	v := w.page(r)
	v.Again = again
	return output.File{
		Path: RoundPath, Key: output.KeyOf(version, w.theme.Key("sheet-round"), v),
		Write: func(out io.Writer) error { return w.theme.Execute(out, "sheet-round", v) },
	}
}

func (w *Walls) page(r *Round) *RoundPage {
	day := calendar.DayOf(r.At.In(w.site.Zone))
	v := &RoundPage{
		Common: w.common, Class: "round", Paper: "A4", Page: "boards/index.html",
		Title: day.ChineseShort() + "巡板", Day: day.ChineseShort(), Weekday: day.WeekdayChinese(),
		First: r.First, Print: r.Counted(),
	}
	down, up, chalk := 0, 0, 0
	for _, p := range r.Stops {
		v.Stops = append(v.Stops, w.stop(p))
		down += len(p.Down)
		up += len(p.Up)
		if p.Chalk {
			chalk++
			up--
		}
	}
	v.Lede = lede(len(r.Stops), down, up, chalk)
	list := func(title string, rows []string) {
		if len(rows) > 0 {
			v.Lists = append(v.Lists, RoundList{title, rows})
		}
	}
	var due, empty []string
	for _, d := range r.Due {
		due = append(due, fmt.Sprintf("%s，%d天换一次，上次动它是%s", d.Board.Name, d.Board.RenewDays, calendar.DayOf(d.Since.In(w.site.Zone)).ChineseShort()))
	}
	for _, b := range r.Empty {
		empty = append(empty, b.Name)
	}
	left := short(r.Left)
	list("到时候该换了", due)
	list("现在空着", empty)
	list("位置不够", left)
	return v
}

// short says what matters and has not found its room, by sheet. What may be left
// out is told by check, not every day.
func short(all []LeftOut) []string {
	var rows []string
	said := map[string]bool{}
	for _, l := range all {
		if !l.Must || said[l.Path] {
			continue
		}
		said[l.Path] = true
		var none, some []string
		leaves := 0 // counted only where there was room for some
		for _, m := range all {
			if m.Path == l.Path {
				leaves = max(leaves, m.Leaves)
			}
			switch {
			case m.Path != l.Path || !m.Must:
			case m.Only > 0:
				some = append(some, fmt.Sprintf("%s%d张", m.Board.Name, m.Only))
			default:
				none = append(none, m.Board.Name)
			}
		}
		var parts []string
		if len(some) > 0 {
			parts = append(parts, fmt.Sprintf("全文%d张，只贴得下：%s", leaves, strings.Join(some, "、")))
		}
		if len(none) > 0 {
			parts = append(parts, "没有位置："+strings.Join(none, "、"))
		}
		rows = append(rows, "“"+plain(l.Title)+"”"+strings.Join(parts, "；"))
	}
	return rows
}

// lede says what the walk is: 走五处，取下四种，贴上六种。
func lede(stops, down, up, chalk int) string {
	if stops == 0 {
		return "今天哪一处都不用动。"
	}
	parts := []string{"走" + count(stops) + "处"}
	if down > 0 {
		parts = append(parts, "取下"+count(down)+"种")
	}
	if up > 0 {
		parts = append(parts, "贴上"+count(up)+"种")
	}
	if chalk > 0 {
		parts = append(parts, "写"+count(chalk)+"块黑板")
	}
	text := strings.Join(parts, "，") + "。"
	var bring []string
	if up > 0 {
		bring = append(bring, "双面胶")
	}
	if chalk > 0 {
		bring = append(bring, "粉笔")
	}
	return text + "带" + strings.Join(append(bring, "湿布"), "、") + "。"
}

// count is a small number in words, as one says it before a measure word.
func count(n int) string {
	words := []string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

func (w *Walls) stop(p *Stop) StopRow {
	row := StopRow{Number: strconv.Itoa(p.Number), Name: p.Board.Name, How: p.Board.Kind.Chinese(), Place: p.Board.Place}
	switch {
	case p.Chalk:
		row.How += "，照图写"
	case p.Board.Paper != "":
		row.How += "，" + p.Board.Paper
	}
	for _, h := range p.Down {
		row.Down = append(row.Down, look(h, h.Why))
	}
	for _, h := range p.Up {
		row.Up = append(row.Up, look(h, w.note(p.Board, h)))
	}
	var pieces []string
	for _, h := range p.Pieces {
		pieces = append(pieces, "“"+plain(h.Title)+"”")
	}
	row.Pieces = strings.Join(pieces, "、")
	row.Many = len(p.Down) == 0 && len(p.Up) > 2
	return row
}

// note is what is said of a sheet that goes up.
func (w *Walls) note(b *site.Board, h *Hand) string {
	var notes []string
	if h.Again {
		notes = append(notes, "新的一张")
	}
	switch {
	case h.Class == "sketch":
		notes = append(notes, "照图上的尺寸写")
	case b.Kind == site.Counter:
		notes = append(notes, fmt.Sprintf("放%d份", h.Copies))
	case h.Only > 0:
		notes = append(notes, "只贴前"+count(h.Only)+"张，扫码看全文")
	case h.Leaves > 1 && h.Copies > 1:
		notes = append(notes, fmt.Sprintf("%d份，每份%d张", h.Copies, h.Leaves))
	case h.Leaves > 1:
		notes = append(notes, fmt.Sprintf("共%d张", h.Leaves))
	case h.Copies > 1:
		notes = append(notes, fmt.Sprintf("%d份", h.Copies))
	}
	if b.Paper != "" && h.Paper != b.Paper && h.Class != "sketch" && h.Paper != "-" {
		notes = append(notes, h.Paper)
	}
	if !h.Until.IsZero() {
		notes = append(notes, calendar.DayOf(h.Until.In(w.site.Zone)).ChineseShort()+"撤")
	}
	return strings.Join(notes, "，")
}

func look(h *Hand, note string) HandRow {
	row := HandRow{Look: "house", Kind: h.Kind, Title: plain(h.Title), Note: note, Lines: pictureLines(h.Title)}
	switch {
	case h.Paper == "-" || h.Class == "sketch":
		row.Look = "chalk"
	case h.Class == string(site.SheetCalendar) || strings.HasPrefix(h.Path, "calendar/"):
		row.Look = "across"
	case h.Class == string(site.SheetOfficial) || h.Class == string(site.SheetSealed) || h.Class == string(site.SheetPreprinted):
		row.Look = "official"
	}
	return row
}

// pictureLines are the first lines of a title on a small picture, broken where
// the author says, else where a line is full.
func pictureLines(title string) []string {
	lines := make([]string, 0, mostPictureLines)
	for part := range strings.SplitSeq(title, "|") {
		rest := strings.TrimSpace(part)
		for left := utf8.RuneCountInString(rest); left > 0 && len(lines) < mostPictureLines; {
			n := min(left, titleLine)
			if left-n == 1 { // no line of a single character
				n--
			}
			end := 0
			for range n {
				_, size := utf8.DecodeRuneInString(rest[end:])
				end += size
			}
			lines = append(lines, rest[:end])
			rest, left = rest[end:], left-n
		}
	}
	return lines
}
