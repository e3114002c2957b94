package proof

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"banbao/internal/calendar"
)

const dateWords = `(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]`

var (
	inWords = regexp.MustCompile(dateWords)
	clocks  = regexp.MustCompile(`(凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里)?\s?(\d{1,2})(?:[:：](\d{2})|[点时](?:(半)|(\d{1,2})分?)?)`)
)

// DatesIn are the dates with month and day that a text names, in its order.
func DatesIn(text []byte) []Date {
	var all []Date
	for _, m := range inWords.FindAllSubmatchIndex(text, -1) {
		d := Date{From: m[0], To: m[1], Month: atoi(text[m[4]:m[5]]), Day: atoi(text[m[6]:m[7]])}
		if m[2] >= 0 {
			d.Year = atoi(text[m[2]:m[3]])
		}
		if d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= 31 && !lunar(text[:d.From]) {
			all = append(all, d)
		}
	}
	return all
}

// ClocksIn are the times of day that a text names. One without 上午 or 下午 may
// be either, and is given as both.
func ClocksIn(text []byte) []calendar.Clock {
	var all []calendar.Clock
	for _, m := range clocks.FindAllSubmatch(text, -1) {
		hour, minute := atoi(m[2]), atoi(m[3])+atoi(m[5])
		if len(m[4]) > 0 {
			minute = 30
		}
		if hour > 24 || minute > 59 {
			continue
		}
		part := string(m[1])
		if hour < 12 && (strings.Contains("下午傍晚上夜里", part) && part != "" && part != "上" || part == "中午" && hour < 6) {
			hour += 12
		}
		all = append(all, calendar.Clock(hour*60+minute))
		if part == "" && hour < 12 {
			all = append(all, calendar.Clock((hour+12)*60+minute))
		}
	}
	return all
}

// Clause is the part of a text around a place, between marks that end a
// sentence or a line.
func Clause(text []byte, from, to int) string {
	start := from
	for start > 0 {
		r, size := utf8.DecodeLastRune(text[:start])
		if strings.ContainsRune(ends, r) {
			break
		}
		start -= size
	}
	for to < len(text) {
		r, size := utf8.DecodeRune(text[to:])
		if strings.ContainsRune(ends, r) {
			break
		}
		to += size
	}
	return string(text[start:to])
}

const ends = "。！？；\n"
