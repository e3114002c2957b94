package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/site"
)

// trendView is a chart of how many stood on the list over the rounds.
type trendView struct {
	Title, Caption string
	Height, Bottom int
	YearY          int
	Names          []trendName
	All, Top       trendLine
}

type trendName struct {
	X, Name string
	Odd     bool // left out where there is no room for every name
}

// trendLine is one line with its name and points.
type trendLine struct {
	Name   string
	NameY  int
	Steps  []trendStep
	Points []trendPoint
}

type trendStep struct {
	X1 string
	Y1 int
	X2 string
	Y2 int
}

type trendPoint struct {
	X        string
	Y, TextY int
	Value    int
	Open     bool
}

// trendOf draws how many stood on the list in each round and, where the
// history tells, how many of them on its first level. A history that does not
// say it in numbers (11户入围, 十星2户) makes no chart.
func trendOf(r *site.Ranking, now time.Time) trendView {
	in := rankedEntries(r)
	if len(r.History) < 2 || len(in) == 0 {
		return trendView{}
	}
	var names []string
	var all, top []int
	word := ""
	for _, h := range slices.Backward(r.History) {
		_, n, ok := countIn(h.Name, r.Unit.Counter())
		if !ok {
			return trendView{}
		}
		names, all = append(names, h.Period), append(all, n)
		if what, n, ok := countIn(h.Total, r.Unit.Counter()); ok {
			word, top = what, append(top, n)
		}
	}
	names, all = append(names, cmp.Or(r.Period.Name, strconv.Itoa(r.Date.Day.Year())+"年")), append(all, len(in))
	n := 0
	for _, e := range in {
		if e.Level >= 0 && r.Levels[e.Level].Name == word {
			n++
		}
	}
	top = append(top, n)
	if len(top) != len(all) || len(r.Levels) == 0 || r.Levels[0].Name != word {
		top = nil
	}
	open := r.Publicity != nil && r.Publicity.Stage(now) != site.Closed
	return trendView{
		Title:   fmt.Sprintf("%s到%s，上榜%s数的折线图", names[0], names[len(names)-1], r.Unit.Counter()),
		Caption: trendWords(names, all, top, word, r.Unit.Counter(), open),
		Height:  trendBottom + 30,
		Bottom:  trendBottom,
		YearY:   trendBottom + 26,
		Names:   trendNames(names),
		All:     trendLineOf("上榜", all, slices.Max(all), open),
		Top:     trendLineOf(word, top, slices.Max(all), open),
	}
}

const trendBottom, trendTop = 230, 44

func trendX(i, n int) string { return fmt.Sprintf("%.1f%%", (float64(i)+0.5)/float64(n)*100) }

func trendNames(names []string) []trendName {
	var list []trendName
	for i, name := range names {
		list = append(list, trendName{trendX(i, len(names)), shortPeriod(name), (len(names)-1-i)%2 == 1})
	}
	return list
}

func trendLineOf(name string, values []int, most int, open bool) trendLine {
	l := trendLine{Name: name}
	y := func(v int) int { return trendBottom - v*(trendBottom-trendTop)/max(most, 1) }
	for i, v := range values {
		x := trendX(i, len(values))
		l.Points = append(l.Points, trendPoint{x, y(v), y(v) - 14, v, open && i == len(values)-1})
		if i > 0 {
			l.Steps = append(l.Steps, trendStep{trendX(i-1, len(values)), y(values[i-1]), x, y(v)})
		}
	}
	if len(values) > 0 {
		l.NameY = y(values[0]) - 36
	}
	return l
}

func trendWords(names []string, all, top []int, word, unit string, open bool) string {
	text := fmt.Sprintf("上榜的从%s的%d%s到%s的%d%s", names[0], all[0], unit, names[len(names)-1], all[len(all)-1], unit)
	if len(top) > 0 {
		text += fmt.Sprintf("，%s最多的一次有%d%s", word, slices.Max(top), unit)
	}
	text += "。"
	if open {
		text += names[len(names)-1] + "还在公示，用空心圆表示。"
	}
	return text
}

// countIn finds the number in front of a counter, and the words around it:
// 十星 and 2 of 十星2户.
func countIn(text, counter string) (words string, n int, ok bool) {
	before, after, ok := strings.Cut(text, counter)
	if !ok {
		return "", 0, false
	}
	head := strings.TrimRight(before, "0123456789")
	n, err := strconv.Atoi(before[len(head):])
	return head + after, n, err == nil
}

// shortPeriod is 2026 for 2026年度, so that the names fit under a chart.
func shortPeriod(name string) string {
	if year, _, ok := strings.Cut(name, "年"); ok && len(year) == 4 {
		if rest := strings.TrimPrefix(name[len(year):], "年"); rest == "" || rest == "度" {
			return year
		}
	}
	return name
}
