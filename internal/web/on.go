package web

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/history"
	"banbao/internal/output"
	"banbao/internal/search"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// The page that tells what was posted on any past day, its script, and the
// folder of the months and of what the script reads.
const (
	onPath   = "archive/on.html"
	onScript = "on.js"
	onFolder = "archive/on/"
)

// onFileMost is how many stands one file of data holds. A month in which more
// was posted has several. A stand is about a hundred bytes.
const onFileMost = 400

// onView is the page that tells what was posted on a day.
type onView struct {
	Page
	First, Last           string // days that can be asked for: 2025-11-20; empty where there is none
	FirstWords, LastWords string // 2025年11月20日
	Data                  string // files of data, each with the last day on which anything in it stood
	Boards                []Link // names, and ids in Href
	Years                 []archiveYear
	Record, Rounds        onBegan
}

// onBegan is when something began to be written down.
type onBegan struct{ Number, Words string } // 20251120, 2025年11月20日; empty for never

// TellsDays is whether a theme wants the page of days.
func TellsDays(t *theme.Theme) bool { return !t.Off("on") && !t.Off("on-month") }

func (r *renderer) tellsDays() bool { return TellsDays(r.theme) && r.texts.History != nil }

// on makes the page of days, the pages of months, and the data.
func (r *renderer) on() {
	if !r.tellsDays() {
		return
	}
	h := &pastDays{History: r.texts.History()}
	h.sum()
	v := onView{Record: beganOn(h.Record), Rounds: beganOn(h.Rounds)}
	for _, b := range r.site.Boards {
		v.Boards = append(v.Boards, Link{b.Name, b.ID})
	}
	if h.First != 0 {
		v.First, v.Last = h.First.String(), h.Last.String()
		v.FirstWords, v.LastWords = h.First.Chinese(), h.Last.Chinese()
		v.Data = r.onData(h)
		v.Years = r.onMonths(h)
	}
	v.Frame = r.frame(onPath, sectionNotices, "那一天贴了什么", Link{"往期", "archive/index.html"}, Link{Text: "那一天"})
	v.Frame.Description = "过去的任何一天，" + r.site.Title + "的网站和公告栏上贴着什么，按日子查"
	if script := r.theme.Asset(onScript); script != "" && v.First != "" {
		v.Frame.Scripts = append(v.Frame.Scripts, script)
	}
	add(r, onPath, "on", diag.Pos{}, v)
}

func beganOn(day calendar.Day) onBegan {
	if day == 0 {
		return onBegan{}
	}
	return onBegan{strconv.Itoa(dayNumber(day)), day.Chinese()}
}

// dayNumber is a day as a number that orders as days do: 20261122; 0 for none.
func dayNumber(day calendar.Day) int {
	if day == 0 {
		return 0
	}
	y, m, d := day.Date()
	return y*10000 + int(m)*100 + d
}

// onData publishes what stood when, each stand once, in files by the month in
// which it began. It returns their names, each with the last day on which
// anything in it stood.
func (r *renderer) onData(h *pastDays) string {
	var names strings.Builder
	for from := 0; from < len(h.Stands); {
		month, until := firstOfMonth(h.Stands[from].From), from+1
		for next := nextMonth(month); until < len(h.Stands) && h.Stands[until].From < next; {
			until++
		}
		for file := 1; from < until; file++ {
			to := min(from+onFileMost, until)
			part, sums := h.Stands[from:to], h.sumOf(from, to)
			from = to
			name := month.String()[:len("2026-11")]
			if file > 1 {
				name += "-" + strconv.Itoa(file)
			}
			last := part[0].Last
			for k := range part {
				if last == 0 || part[k].Last == 0 {
					last = 0
					break
				}
				last = max(last, part[k].Last)
			}
			fmt.Fprintf(&names, "%s:%d ", name, dayNumber(last))
			r.files = append(r.files, output.File{
				Path: onFolder + name + ".js", Key: output.KeyOf(version, "on", name, sums), AsIs: true,
				Write: func(w io.Writer) error { return writeOnData(w, name, part) },
			})
		}
	}
	return strings.TrimSpace(names.String())
}

// pastDays is a history and, for each of its stands, a sum of all that pages and
// data say of it. A stand is said in several places and summed once, at every
// build.
type pastDays struct {
	*history.History
	sums []byte // of 16 bytes each
}

const sumSize = 16

// sumOf are the sums of stands, one after the other.
func (h *pastDays) sumOf(from, to int) []byte { return h.sums[from*sumSize : to*sumSize] }

func (h *pastDays) sum() {
	h.sums = make([]byte, 0, len(h.Stands)*sumSize)
	var buf []byte
	for k := range h.Stands {
		s := &h.Stands[k]
		recorded := int64(0)
		if s.Recorded {
			recorded = 1
		}
		buf = buf[:0]
		for _, n := range []int64{int64(s.From), int64(s.Last), recorded} {
			buf = binary.AppendVarint(buf, n)
		}
		buf = append(append(buf, s.Path...), 0)
		buf = append(append(buf, s.Board...), 0)
		if i := s.Item; i != nil {
			for _, words := range []string{string(i.Noun), string(i.Kind), i.Slug, i.Title} {
				buf = append(append(buf, words...), 0)
			}
		}
		sum := sha256.Sum256(buf)
		h.sums = append(h.sums, sum[:sumSize]...)
	}
}

// appendStand appends a stand as the script reads it: first and last day, title,
// page, kind, board, whether the record has it, whether it was taken back.
func appendStand(dst []byte, s *history.Stand) []byte {
	text := func(words string) { dst = search.AppendString(append(dst, ','), words) }
	dst = strconv.AppendInt(append(dst, '['), int64(dayNumber(s.From)), 10)
	dst = strconv.AppendInt(append(dst, ','), int64(dayNumber(s.Last)), 10)
	title, href := standTitle(s)
	text(title)
	text(href)
	text(standKind(s))
	text(s.Board)
	if s.Recorded {
		return append(dst, ",1]"...)
	}
	return append(dst, ",0]"...)
}

func writeOnData(w io.Writer, name string, stands []history.Stand) error {
	buf := append([]byte(`banbaoOn("`+name+`",[`), '\n')
	for k := range stands {
		if k > 0 {
			buf = append(buf, ",\n"...)
		}
		buf = appendStand(buf, &stands[k])
	}
	_, err := w.Write(append(buf, "])\n"...))
	return err
}

// standTitle is what a stand is called and where it leads; what is no longer to
// be read has neither.
func standTitle(s *history.Stand) (title, href string) {
	if s.Item != nil {
		return theme.Plain(s.Item.Title), s.Item.Path()
	}
	if month, ok := strings.CutPrefix(s.Path, "calendar/"); ok && s.Board != "" {
		if first, err := time.Parse("2006-01", strings.TrimSuffix(month, ".html")); err == nil {
			return strconv.Itoa(int(first.Month())) + "月活动历", ""
		}
	}
	if strings.HasPrefix(s.Path, "boards/") && s.Board != "" {
		return "整版板报", ""
	}
	return "", ""
}

// standKind is the word for what stood.
func standKind(s *history.Stand) string {
	noun, _, _ := strings.Cut(s.Path, "/")
	if s.Item != nil {
		if s.Item.Noun == site.NounNotice {
			return s.Item.Kind.Chinese()
		}
		noun = s.Item.Noun.Folder()
	}
	switch noun {
	case "activities", "calendar":
		return "活动"
	case "rankings":
		return "评比"
	case "guides":
		return "指南"
	case "boards":
		return "板报"
	}
	return "通知"
}

func nextMonth(first calendar.Day) calendar.Day {
	y, m, _ := first.Date()
	return calendar.Date(y, m+1, 1)
}

func firstOfMonth(day calendar.Day) calendar.Day {
	y, m, _ := day.Date()
	return calendar.Date(y, m, 1)
}

// boardName is what a board is called; one that config.toml no longer has keeps
// its id.
func (r *renderer) boardName(id string) string {
	if name := r.boardsOf[id]; name != "" {
		return name
	}
	return id
}

// change is a day on which a stand begins or ends.
type change struct {
	day   calendar.Day
	stand int
	off   bool
}

// changesOf are all changes by day, what begins first.
func changesOf(stands []history.Stand) []change {
	all := make([]change, 0, 2*len(stands))
	for n := range stands {
		all = append(all, change{stands[n].From, n, false})
		if last := stands[n].Last; last != 0 {
			all = append(all, change{last, n, true})
		}
	}
	slices.SortFunc(all, func(a, b change) int {
		switch {
		case a.day != b.day:
			return int(a.day - b.day)
		case a.off != b.off && b.off:
			return -1
		case a.off != b.off:
			return 1
		}
		return a.stand - b.stand
	})
	return all
}
