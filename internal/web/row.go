package web

import (
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/output"
	"banbao/internal/site"
)

// Row is an item in a list.
type Row struct {
	Href    string // below public/; empty for what has no page to go to
	Title   string
	Date    string // 2026-11-22; see Year, Month and Day
	Marks   []Mark
	Summary string
	Kind    string
	Meta    []string
	Noun    site.Noun
	State   string // "", ended, gone
	Hidden  bool   // not yet to be seen
	From    string // epoch seconds; empty: always
	Until   string // after which the row leaves lists of what is current
	Level   string // urgent, pinned, important or ""

	key output.Key
}

// Year is 2026; empty for what has no date, like the others.
func (r *Row) Year() string { return r.part(0) }

// Month is 11月.
func (r *Row) Month() string {
	if r.Date == "" {
		return ""
	}
	return r.part(1) + "月"
}

// Day is 22.
func (r *Row) Day() string { return r.part(2) }

// part is a part of the date, without a zero before it.
func (r *Row) part(n int) string {
	if r.Date == "" {
		return ""
	}
	return strings.TrimPrefix(strings.Split(r.Date, "-")[n], "0")
}

// Mark is a word in a shape.
type Mark struct {
	Kind   string // class: urgent, important, pinned, running, due, soon, ended, gone
	Icon   string
	Word   string
	Hidden bool
	From   string
	Until  string
	Days   string // for a running publicity: when each counted day begins
	Unit   string // and what is counted: 天, 个工作日
}

func rowKeys(rows []*Row) []output.Key {
	keys := make([]output.Key, len(rows))
	for i, r := range rows {
		keys[i] = r.key
	}
	return keys
}

// madeRow is the row of an item for which somebody has asked before.
func (r *renderer) madeRow(i *site.Item) *Row {
	if row := r.rows[i]; row != nil {
		return row
	}
	return r.base.rows[i]
}

// row makes an item's row, once.
func (r *renderer) row(i *site.Item) *Row {
	if row := r.madeRow(i); row != nil {
		return row
	}
	row := &Row{Href: i.Path(), Title: i.Title, Summary: i.Summary, Noun: i.Noun, Kind: nounWord(i.Noun), Date: i.Date.Day.String()}
	if state := i.State(r.site.Now); state == site.Ended {
		row.State = "ended"
		row.Marks = endedMarks
	}
	if r.site.Presence(i) == site.Hidden {
		row.Hidden = true
		row.From = epoch(i.Window.From)
	}
	if r.site.Now.Before(i.Window.Until) {
		row.Until = epoch(i.Window.Until)
	}
	row.key = output.KeyOf(row)
	r.rows[i] = row
	return row
}

// noticeRow makes a notice's row, once.
func (r *renderer) noticeRow(n *site.Notice) *Row {
	if row := r.madeRow(&n.Item); row != nil {
		return row
	}
	if row := r.earlierRow(n); row != nil {
		r.rows[&n.Item] = row
		return row
	}
	now := r.site.Now
	row := &Row{
		Href: n.Path(), Title: n.Title, Summary: n.Summary, Noun: n.Noun,
		Kind: n.Kind.Chinese(), Marks: r.marks(n), Date: n.Date.Day.String(),
	}
	if n.Issuer != "" {
		row.Meta = append(row.Meta, n.Issuer)
	}
	if r.site.Presence(&n.Item) == site.Hidden {
		row.Hidden, row.From = true, epoch(n.Window.From)
	}
	switch state := n.State(now); {
	case n.Withdrawn != nil && state != site.Draft:
		row.State = "gone"
		row.Marks = withdrawnMarks
		row.Summary = n.Withdrawn.Why
		row.Meta = nil
		if now.Before(n.Window.Until) {
			row.Until = epoch(n.Window.Until)
		}
		if !n.Withdrawn.On.IsZero() {
			row.Meta = []string{n.Withdrawn.On.ChineseShort() + "撤回"}
		}
	case state == site.Ended:
		row.State = "ended"
		row.Summary = ""
		row.Meta = append(row.Meta, lastDay(n.Window).ChineseShort()+"止")
	case state == site.Current || row.Hidden: // what waits looks as it will
		row.Until = epoch(n.Window.Until)
		switch {
		case n.Level == site.LevelUrgent:
			row.Level = "urgent"
		case n.Pinned(now):
			row.Level = "pinned"
		case n.Level == site.LevelImportant:
			row.Level = "important"
		}
	case state == site.Scheduled:
		row.Until = epoch(n.Window.Until)
	}
	if c := len(n.Attachments); c > 0 && row.State == "" {
		row.Meta = append(row.Meta, "附件"+strconv.Itoa(c)+"份")
	}
	row.key = output.KeyOf(row)
	r.rows[&n.Item] = row
	return row
}

// What is said of many, once for all of them.
var (
	withdrawnMarks = []Mark{{Kind: "gone", Word: "已撤回"}}
	draftMarks     = []Mark{{Kind: "soon", Word: "草稿"}}
	endedMarks     = []Mark{{Kind: "ended", Word: "已结束"}}
)

// dueSoon is how many days before its last a row learns to say so. It counts in
// days, so that rows change at midnight and not at any moment.
const dueSoon = 14

// marks are the words over a notice's title.
func (r *renderer) marks(n *site.Notice) []Mark {
	now := r.site.Now
	var m []Mark
	switch n.State(now) {
	case site.Withdrawn:
		return withdrawnMarks
	case site.Draft:
		return draftMarks
	case site.Ended:
		const word, closed = "已结束", "已结束，有结果"
		switch p := n.Publicity; {
		case p != nil && p.Stage(now) == site.Closed:
			return []Mark{{Kind: "ended", Word: closed}}
		case p != nil && r.resultAhead(p):
			at := epoch(p.ResultFrom(now.Location()))
			return []Mark{{Kind: "ended", Word: word, Until: at}, {Kind: "ended", Word: closed, Hidden: true, From: at}}
		}
		return endedMarks
	case site.Scheduled:
		if r.site.Presence(&n.Item) != site.Hidden {
			m = append(m, Mark{Kind: "soon", Word: "预告，" + startWord(n.Window.From) + "起"})
		}
	}
	switch n.Level {
	case site.LevelUrgent:
		m = append(m, Mark{Kind: "urgent", Icon: "alert", Word: "紧急"})
	case site.LevelImportant:
		m = append(m, Mark{Kind: "important", Word: "重要"})
	}
	if n.Pinned(now) {
		m = append(m, Mark{Kind: "pinned", Icon: "pin", Word: "置顶", Until: epoch(n.PinUntil)})
	}
	if n.Publicity != nil {
		m = append(m, r.publicityMarks(n.Publicity)...)
	}
	if until := n.Window.Until; !until.IsZero() && now.Before(until) && lastDay(n.Window)-calendar.DayOf(now) < dueSoon && n.Publicity == nil &&
		n.Kind != site.KindStory && n.Kind != site.KindScience {
		day := lastDay(n.Window)
		from := day.Start(now.Location())
		word := "今天截止"
		if until.Before(day.End(now.Location())) {
			word = "今天" + spokenHour(until) + "截止"
		}
		m = append(m, Mark{Kind: "due", Word: word, From: epoch(from), Until: epoch(until), Hidden: now.Before(from)})
	}
	return m
}

// lastDay is the last day of a window that ends.
func lastDay(w calendar.Window) calendar.Day {
	if w.Until.IsZero() {
		return 0
	}
	return calendar.DayOf(w.Until.Add(-time.Nanosecond))
}

// startWord is 12月1日, or 12月1日9:00 when it is not midnight.
func startWord(t time.Time) string {
	day := calendar.DayOf(t).ChineseShort()
	if t.Equal(calendar.DayOf(t).Start(t.Location())) {
		return day
	}
	return day + whenClock(t)
}

// endWord is 11月24日（星期二）24时.
func endWord(t time.Time) string {
	day := calendar.DayOf(t.Add(-time.Nanosecond))
	return day.ChineseShort() + "（" + day.WeekdayChinese() + "）" + spokenHour(t)
}

// spokenHour is 20时, 8时30分, and 24时 for the midnight that ends a day.
func spokenHour(t time.Time) string {
	h, m := t.Hour(), t.Minute()
	if h == 0 && m == 0 {
		h = 24
	}
	word := strconv.Itoa(h) + "时"
	if m > 0 {
		word += strconv.Itoa(m) + "分"
	}
	return word
}

func nounWord(n site.Noun) string {
	switch n {
	case site.NounActivity:
		return "活动"
	case site.NounRanking:
		return "评比"
	case site.NounGuide:
		return "办事"
	case site.NounPage:
		return "页面"
	}
	return "通知"
}
