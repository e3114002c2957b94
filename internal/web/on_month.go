package web

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/history"
	"banbao/internal/output"
)

// onStandingMost is how many things that stood as a month began its page names.
// Where there were more it says how many.
const onStandingMost = 60

// onNamedMost is how many changes of a month its page names. Of a fuller month
// it says how many things each day posted and took down; which they were is told
// by the page of days and by the archive.
const onNamedMost = 400

// onMonthView is a month: what stood as it began, and what each day changed.
type onMonthView struct {
	Page
	Title    string
	Lede     string
	Standing []onLine // on the website as the month began; none where there were too many
	Days     []onDay
	Newer    Link
	Older    Link
}

// onDay is a day on which something changed.
type onDay struct {
	ISO, Name string // 2026-11-20, 11月20日
	Weekday   string // 星期五
	Stood     string // 这天网站上一共贴着38条
	Sum       string // 贴出9条，7条到这天为止; instead of what follows, in a full month
	Posted    []onLine
	Off       []onLine
	Boards    []onBoard
}

// onBoard is what a day changed on a board.
type onBoard struct {
	Name    string
	Up, Off []onLine
}

// onLine is one thing that stood. Without a title it is no longer to be read.
type onLine struct{ Title, Href, Kind string }

// onLines are lines as the template "stood" takes them.
type onLines struct {
	Root  string
	Lines []onLine
}

// Of are lines of this page.
func (v onMonthView) Of(lines []onLine) onLines { return onLines{v.Frame.Root, lines} }

// monthOn is a month as the sweep over all changes found it.
type monthOn struct {
	first    calendar.Day
	changes  []change
	standing []int // stands on the website as it began, if there were not too many
	web      int   // how many stood there then
}

// path is the page of the month.
func (m *monthOn) path() string { return onFolder + m.first.String()[:len("2026-11")] + ".html" }

func (m *monthOn) title() string {
	y, month, _ := m.first.Date()
	return monthTitle(y, month)
}

// onMonths makes a page for each month in which anything changed, and returns
// the months by year, the latest first. All changes are gone through once, by
// day; what stands meanwhile is kept in a list from which each leaves at once.
func (r *renderer) onMonths(h *pastDays) []archiveYear {
	var months []monthOn
	now := newStanding(len(h.Stands))
	for rest := changesOf(h.Stands); len(rest) > 0; {
		m := monthOn{first: firstOfMonth(rest[0].day), web: now.count}
		if now.count <= onStandingMost {
			m.standing = now.all()
		}
		n, next := 0, nextMonth(m.first)
		for ; n < len(rest) && rest[n].day < next; n++ {
			switch c := rest[n]; {
			case h.Stands[c.stand].Board != "":
			case c.off:
				now.remove(c.stand)
			default:
				now.add(c.stand)
			}
		}
		m.changes, rest = rest[:n], rest[n:]
		months = append(months, m)
	}
	around := output.KeyOf(version, r.theme.Key("on-month"), r.theme.AssetsKey(), r.sum, r.site.Languages, h.Rounds, r.boardsOf)
	var years []archiveYear
	for k := range slices.Backward(months) {
		r.onMonth(h, months, k, around)
		y, month, _ := months[k].first.Date()
		if name := strconv.Itoa(y) + "年"; len(years) == 0 || years[len(years)-1].Year != name {
			years = append(years, archiveYear{Year: name})
		}
		year := &years[len(years)-1]
		year.Months = append(year.Months, archiveMonth{Name: strconv.Itoa(int(month)) + "月", Href: months[k].path(), Count: months[k].days()})
	}
	return years
}

// days is on how many days of the month something changed.
func (m *monthOn) days() int {
	n, last := 0, calendar.Day(0)
	for _, c := range m.changes {
		if c.day != last {
			n, last = n+1, c.day
		}
	}
	return n
}

// onMonth publishes the page of one of the months; around stands for what their
// pages have in common. Its view is made only to be
// written.
func (r *renderer) onMonth(h *pastDays, months []monthOn, k int, around output.Key) {
	m := &months[k]
	said := make([]byte, 0, (len(m.standing)+len(m.changes))*(sumSize+5))
	for _, n := range m.standing {
		said = append(said, h.sumOf(n, n+1)...)
	}
	for _, c := range m.changes {
		off := byte(0)
		if c.off {
			off = 1
		}
		said = append(binary.AppendVarint(append(said, off), int64(c.day)), h.sumOf(c.stand, c.stand+1)...)
	}
	var near []calendar.Day
	for _, other := range []int{k - 1, k + 1} {
		if other >= 0 && other < len(months) {
			near = append(near, months[other].first)
		}
	}
	key := output.KeyOf(around, m.first, m.web, near, said)
	addLater(r, m.path(), diag.Pos{}, key, output.Key{}, func(r *renderer) (string, onMonthView) {
		return "on-month", r.onMonthView(h, months, k)
	})
}

func (r *renderer) onMonthView(h *pastDays, months []monthOn, k int) onMonthView {
	m := &months[k]
	v := onMonthView{Title: m.title(), Lede: "月初网站上没有贴着什么。"}
	if m.web > 0 {
		v.Lede = "月初网站上贴着" + strconv.Itoa(m.web) + "条。"
	}
	v.Lede += "有" + strconv.Itoa(m.days()) + "天贴了新的，或者取下了旧的。"
	for _, n := range m.standing {
		v.Standing = append(v.Standing, r.onLine(&h.Stands[n]))
	}
	if k > 0 {
		v.Older = Link{months[k-1].title(), months[k-1].path()}
	}
	if k+1 < len(months) {
		v.Newer = Link{months[k+1].title(), months[k+1].path()}
	}
	stood, full := m.web, len(m.changes) > onNamedMost
	for rest := m.changes; len(rest) > 0; {
		n, posted, gone := 0, 0, 0
		day := onDay{ISO: rest[0].day.String(), Name: rest[0].day.ChineseShort(), Weekday: rest[0].day.WeekdayChinese()}
		for ; n < len(rest) && rest[n].day == rest[0].day; n++ {
			stand := &h.Stands[rest[n].stand]
			off := rest[n].off
			switch {
			case stand.Board != "":
			case off:
				gone++
			default:
				posted++
			}
			switch {
			case full:
			case stand.Board != "":
				day.board(r.boardName(stand.Board), off, r.onLine(stand))
			case off:
				day.Off = append(day.Off, r.onLine(stand))
			default:
				day.Posted = append(day.Posted, r.onLine(stand))
			}
		}
		if full {
			day.Sum = fmt.Sprintf("网站上贴出%d条，%d条到这天为止；公告栏上换了%d张", posted, gone, n-posted-gone)
		}
		stood += posted
		day.Stood = "这天网站上一共贴着" + strconv.Itoa(stood) + "条"
		stood -= gone
		v.Days = append(v.Days, day)
		rest = rest[n:]
	}
	v.Frame = r.frame(m.path(), sectionNotices, m.title()+"贴了什么", Link{"往期", "archive/index.html"}, Link{"那一天", onPath}, Link{Text: m.title()})
	v.Frame.Description = m.title() + "，" + r.site.Title + "每一天贴出了什么，到期、取下了什么"
	return v
}

// board says what a day changed on a board.
func (d *onDay) board(name string, off bool, line onLine) {
	at := slices.IndexFunc(d.Boards, func(b onBoard) bool { return b.Name == name })
	if at < 0 {
		at = len(d.Boards)
		d.Boards = append(d.Boards, onBoard{Name: name})
	}
	if off {
		d.Boards[at].Off = append(d.Boards[at].Off, line)
	} else {
		d.Boards[at].Up = append(d.Boards[at].Up, line)
	}
}

func (r *renderer) onLine(s *history.Stand) onLine {
	title, href := standTitle(s)
	return onLine{title, href, standKind(s)}
}

// standing is what stands as the days go by, in the order in which it was put
// up.
type standing struct {
	count        int
	before, next []int32 // of each stand plus one; 0 is both ends
}

func newStanding(n int) *standing {
	return &standing{before: make([]int32, n+1), next: make([]int32, n+1)}
}

func (s *standing) add(stand int) {
	n, last := int32(stand+1), s.before[0]
	s.before[n], s.next[last], s.before[0], s.next[n] = last, n, n, 0
	s.count++
}

func (s *standing) remove(stand int) {
	before, next := s.before[stand+1], s.next[stand+1]
	s.next[before], s.before[next] = next, before
	s.count--
}

// all are those that stand, the latest first.
func (s *standing) all() []int {
	var all []int
	for n := s.before[0]; n != 0; n = s.before[n] {
		all = append(all, int(n-1))
	}
	return all
}
