package proof

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
)

// Date is a date as a text names it. Year and Month are 0 where they are not
// written.
type Date struct {
	From, To         int // bytes of the text
	Year, Month, Day int
}

// dateBefore reads the date in words that ends at a byte: 2026年11月28日, 11月28号,
// 28日, 十一月二十八日.
func dateBefore(text []byte, end int) (Date, bool) {
	rest := trimSpaces(text[:end])
	if bytes.HasSuffix(rest, []byte("日")) || bytes.HasSuffix(rest, []byte("号")) {
		return wordsBefore(rest, len(rest))
	}
	return Date{}, false
}

// wordsBefore reads a date that is written with 月 and 日.
func wordsBefore(text []byte, end int) (Date, bool) {
	day, at := numberBefore(text, len(trimSpaces(text[:end-len("日")])))
	if day < 1 || day > 99 {
		return Date{}, false
	}
	d := Date{From: at, To: end, Day: day}
	rest := trimSpaces(text[:at])
	if !bytes.HasSuffix(rest, []byte("月")) {
		return d, bytes.HasSuffix(text[:end], []byte("日")) // 28号 may be a house
	}
	month, at := numberBefore(rest, len(trimSpaces(rest[:len(rest)-len("月")])))
	if month < 1 || month > 99 {
		return Date{}, false
	}
	d.Month, d.From = month, at
	rest = trimSpaces(text[:at])
	if bytes.HasSuffix(rest, []byte("年")) {
		if year, at := numberBefore(rest, len(trimSpaces(rest[:len(rest)-len("年")]))); year >= 1900 {
			d.Year, d.From = year, at
		}
	}
	return d, true
}

// figures are dates in figures alone. Without its year such a date could be
// anything.
var figures = regexp.MustCompile(`^((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[^0-9]|$)`)

// figuresIn calls found for each 2026-11-28, 2026/11/28 and 2026.11.28.
func figuresIn(text []byte, found func(Date)) {
	for _, mark := range []byte("-/.") {
		for at := 0; ; at++ {
			i := bytes.IndexByte(text[at:], mark)
			if i < 0 {
				break
			}
			at += i
			if at < 4 || text[at-4] < '1' || text[at-4] > '2' || at > 4 && text[at-5] >= '0' && text[at-5] <= '9' {
				continue
			}
			if m := figures.FindSubmatch(text[at-4 : min(len(text), at+7)]); m != nil {
				width := 4 + 1 + len(m[2]) + 1 + len(m[3])
				found(Date{From: at - 4, To: at - 4 + width, Year: atoi(m[1]), Month: atoi(m[2]), Day: atoi(m[3])})
			}
		}
	}
}

func atoi(b []byte) int {
	n, _ := strconv.Atoi(string(b))
	return n
}

func trimSpaces(b []byte) []byte { return bytes.TrimRight(b, " ") }

// numberBefore reads the number that ends at end, in figures of either width
// or in Chinese, and where it begins. It is 0 if there is none.
func numberBefore(text []byte, end int) (n, start int) {
	scale := 1
	start = end
	for digits := 0; start > 0 && digits < 4; digits++ {
		r, size := utf8.DecodeLastRune(text[:start])
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		if r < '0' || r > '9' {
			break
		}
		start -= size
		n += int(r-'0') * scale
		scale *= 10
	}
	if start == end {
		return chineseBefore(text, end)
	}
	return n, start
}

const chineseDigits = "〇一二三四五六七八九"

// chineseBefore reads 二十八, 十, 廿三 or 二〇二六.
func chineseBefore(text []byte, end int) (n, start int) {
	start = end
	var runes []rune
	for start > 0 && len(runes) < 4 {
		r, size := utf8.DecodeLastRune(text[:start])
		if !strings.ContainsRune("零十廿卅"+chineseDigits, r) {
			break
		}
		start -= size
		runes = append(runes, r)
	}
	for i := len(runes) - 1; i >= 0; i-- {
		switch r := runes[i]; r {
		case '十':
			n = max(n, 1) * 10
		case '廿':
			n = 20
		case '卅':
			n = 30
		case '零':
			n *= 10
		default:
			digit := strings.IndexRune(chineseDigits, r) / len("〇")
			if n >= 10 && n%10 == 0 && i < len(runes)-1 && strings.ContainsRune("十廿卅", runes[i+1]) {
				n += digit
			} else {
				n = n*10 + digit
			}
		}
	}
	return n, start
}

// Years are those in which a date without a year may lie: near a day, or from
// that day's year to another year.
type Years struct {
	Near calendar.Day
	To   int // 0: only near
}

// relative are the words for years, and how far they are from the item's. The
// vague ones may mean any year.
var relative = []struct {
	word  string
	delta int
}{{"去年", -1}, {"上年", -1}, {"前年", -2}, {"今年", 0}, {"本年", 0}, {"明年", 1}, {"来年", 1}, {"后年", 2}}

var vague = []string{"当年", "那年", "那一年", "这年", "同年", "次年", "翌年", "每年", "历年", "往年", "早年", "大前年", "年前", "年后"}

// Candidates are the days that a date may be, the likeliest first; none if
// nobody can tell. Those that do not exist are left out.
func (y Years) Candidates(text []byte, d Date) []calendar.Day {
	list := []int{d.Year}
	if d.Year == 0 {
		list = y.candidates(d.Month, text[max(0, d.From-60):d.From])
	}
	var days []calendar.Day
	for _, year := range list {
		if day, ok := realDate(year, d.Month, d.Day); ok {
			days = append(days, day)
		}
	}
	return days
}

// candidates are the years in which a date without one may lie, the likeliest
// first; none if nobody can tell. before is the text in front of the date.
func (y Years) candidates(month int, before []byte) []int {
	if y.Near.IsZero() {
		return nil
	}
	for _, w := range vague {
		if bytes.Contains(before, []byte(w)) {
			return nil
		}
	}
	first, last := y.Near.Year(), max(y.To, y.Near.Year())
	var out, others []int
	here := bytes.TrimRight(bytes.TrimSuffix(before, []byte("的")), " 　")
	for _, w := range relative {
		if !bytes.Contains(before, []byte(w.word)) {
			continue
		}
		var years []int
		for n := first; n <= last; n++ {
			years = append(years, n+w.delta)
		}
		if bytes.HasSuffix(here, []byte(w.word)) {
			return years
		}
		others = append(others, years...)
	}
	switch m := int(y.Near.Month()); {
	case y.To != 0:
	case month-m > 6:
		first, last = first-1, first-1
	case m-month > 6:
		first, last = first+1, first+1
	}
	for n := first; n <= last; n++ {
		out = append(out, n)
	}
	for at := 0; ; {
		i := bytes.Index(before[at:], []byte("年"))
		if i < 0 {
			return append(out, others...)
		}
		if n, _ := numberBefore(before, at+i); n >= 1900 {
			out = append(out, n)
		}
		at += i + len("年")
	}
}

// realDate is a date if that month has that day.
func realDate(year, month, day int) (calendar.Day, bool) {
	if month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999 {
		return 0, false
	}
	d := calendar.Date(year, time.Month(month), day)
	_, m, n := d.Date()
	return d, int(m) == month && n == day
}
