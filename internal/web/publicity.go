package web

import (
	"strconv"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Publicity is a period for objections as a page shows it.
type Publicity struct {
	Stage    site.Stage
	Days     []PublicityDay
	Wide     bool   // too many days for one line of cells
	Daily    bool   // and they follow each other without a break
	Starts   string // when each counted day begins, for the script
	From     string
	Until    string
	Count    int    // counted days
	Unit     string // what is counted: 天, 个工作日
	Day      int    // which of them it is; 0 before the first
	Progress string // 第3天，共5天
	Left     int    // counted days after this one
	Moved    string // 顺延到11月23日, where the last counted day is one of rest and the end moves on
	Last     string // when the last day begins, for the script
	IsLast   bool   // today is the last day
	First    string // 11月20日（星期五）
	End      string // 11月24日（星期二）24时
	Guess    bool   // the end is an estimate
	Notes    []string

	Basis      string
	To         string
	Address    string
	Phone      Phone
	Hours      string
	Supervisor string
	SuperPhone Phone
	Objection  bool // someone takes objections

	Result  *PublicityResult // nil where there is none, or none to be written yet
	Waiting *saying          // what is said from the end until there is a result
}

// PublicityResult is how it ended. One of a day to come is hidden until then.
type PublicityResult struct {
	saying
	Date string // 11月27日 星期五
	ISO  string
}

// PublicityDay is one counted day.
type PublicityDay struct {
	N       int
	Date    string // 2026-11-20
	Label   string // 20日
	Month   string // 12月, where a month begins
	Weekday string
	State   string // past, now, or empty for one to come
	From    string
	Until   string
	Pause   string // what lies between the day before and this one: 周末, 休
}

// publicity makes the view of a publicity at the site's moment.
func (r *renderer) publicity(p *site.Publicity) *Publicity {
	if p == nil {
		return nil
	}
	now, zone := r.site.Now, r.site.Now.Location()
	today := calendar.DayOf(now)
	v := &Publicity{
		Stage: p.Stage(now),
		Count: len(p.Span.Counted),
		Unit:  unitWord(p.Unit),
		Guess: p.Span.Estimated && p.Result == "",
		Day:   p.DayNumber(today),
		From:  epoch(p.Window.From),
		Until: epoch(p.Window.Until),
		Basis: p.Basis,
		To:    p.Objections.To, Address: p.Objections.Address, Hours: p.Objections.Hours,
		Supervisor: p.Objections.Supervisor,
		Objection:  !p.Objections.IsZero(),
	}
	if p.Objections.Phone != "" {
		v.Phone = phone("", p.Objections.Phone, "")
	}
	v.Supervisor, v.SuperPhone = splitPhone(p.Objections.Supervisor)
	if ahead := r.resultAhead(p); ahead || v.Stage == site.Closed {
		v.Result = &PublicityResult{saying: saying{Text: p.Result}, Date: whenDay(p.ResultDate), ISO: p.ResultDate.String()}
		if ahead {
			v.Result.Hidden, v.Result.From = true, epoch(p.ResultFrom(zone))
		}
	}
	if until := p.Window.Until; v.Stage != site.Closed && !until.IsZero() && (v.Result == nil || v.Result.From != epoch(until)) {
		v.Waiting = &saying{Text: waitingWords(p), Hidden: v.Stage != site.Over, From: epoch(until)}
		if v.Stage == site.Over {
			v.Waiting.From = ""
		}
		if v.Result != nil {
			v.Waiting.Until = v.Result.From
		}
	}
	v.Progress = progress(v.Day, v.Count, v.Unit)
	v.Left = v.Count - v.Day
	v.Last = epoch(p.Span.Last.Start(zone))
	v.IsLast = today == p.Span.Last
	if prolonged(p.Span) {
		v.Moved = "顺延到" + p.Span.Last.ChineseShort()
	}
	v.Wide = v.Count > 5 // a week
	v.Daily = v.Wide && p.Unit != calendar.WorkingDays
	v.First = p.Span.First.ChineseShort() + "（" + p.Span.First.WeekdayChinese() + "）"
	if !p.Window.Until.IsZero() {
		v.End = endWord(p.Window.Until)
	}
	var starts []string
	for k, d := range p.Span.Counted {
		_, m, day := d.Date()
		c := PublicityDay{
			N: k + 1, Date: d.String(), Label: strconv.Itoa(day) + "日", Weekday: d.WeekdayChinese(),
			From: epoch(d.Start(zone)), Until: epoch(d.End(zone)),
		}
		if k == 0 && v.Wide || k > 0 && day < dayOf(p.Span.Counted[k-1]) {
			c.Month = strconv.Itoa(int(m)) + "月"
		}
		if k > 0 && d > p.Span.Counted[k-1]+1 {
			c.Pause = "休"
			if d-p.Span.Counted[k-1] == 3 && d.Weekday() == time.Monday {
				c.Pause = "周末"
			}
		}
		switch {
		case d < today || v.Stage == site.Over || v.Stage == site.Closed:
			c.State = "past"
		case d == today:
			c.State = "now"
		}
		starts = append(starts, c.From)
		v.Days = append(v.Days, c)
	}
	v.Starts = strings.Join(starts, ",")
	v.Notes = publicityNotes(p)
	return v
}

// resultAhead tells whether a publicity has a result that is not to be read
// yet, and begins so soon that it is written already.
func (r *renderer) resultAhead(p *site.Publicity) bool {
	at := p.ResultFrom(r.site.Now.Location())
	return p.Result != "" && r.site.Now.Before(at) && r.site.Ahead(at)
}

func dayOf(d calendar.Day) int { _, _, day := d.Date(); return day }

// prolonged tells whether a period ends later than its last counted day, which
// nobody works on.
func prolonged(s calendar.Span) bool {
	return len(s.Counted) > 0 && s.Last > s.Counted[len(s.Counted)-1]
}

// unitWord is what the days of a publicity are counted in.
func unitWord(u calendar.Unit) string {
	if u == calendar.WorkingDays {
		return "个工作日"
	}
	return "天"
}

// waitingWords are said when the time is up and nothing has come of it yet.
func waitingWords(p *site.Publicity) string {
	who := "受理单位"
	if p.Objections.To != "" {
		who = p.Objections.To
	}
	return "结果还没有公布。" + who + "收齐、核实意见以后，结果写在这里：收到几条，怎么处理的，接下来怎么办。"
}

// publicityNotes say how the days were counted.
func publicityNotes(p *site.Publicity) []string {
	first := p.Start.ChineseShort() + "（" + p.Start.WeekdayChinese() + "）张贴，"
	if p.CountStart {
		first += "张贴当天算第一天。"
	} else {
		first += "张贴当天不计。"
	}
	if p.Unit == calendar.WorkingDays {
		first += "按工作日数，休息日不算。"
	} else {
		first += "按自然日数，周末也算。"
	}
	notes := []string{first}
	if prolonged(p.Span) {
		notes = append(notes, "最后一天遇上休息日，顺延到"+whenDay(p.Span.Last)+"。")
	}
	if p.Span.Estimated {
		notes = append(notes, "那时的放假安排还没有公布，截止日期是预计的。")
	}
	return notes
}

// publicityMarks are the word over a title and those that follow it: the script
// keeps the day right, and passes from one word to the next.
func (r *renderer) publicityMarks(p *site.Publicity) []Mark {
	now := r.site.Now
	before := Mark{Kind: "soon", Word: p.Span.First.ChineseShort() + "开始公示", Until: epoch(p.Window.From)}
	running := Mark{Kind: "running", Word: dayOfDays(p.DayNumber(calendar.DayOf(now)), len(p.Span.Counted), unitWord(p.Unit)), Until: epoch(p.Window.Until), Unit: unitWord(p.Unit)}
	var starts []string
	for _, d := range p.Span.Counted {
		starts = append(starts, epoch(d.Start(now.Location())))
	}
	running.Days = strings.Join(starts, ",")
	over := Mark{Kind: "ended", Word: "公示期满", From: epoch(p.Window.Until), Hidden: true}
	closed := Mark{Kind: "ended", Word: "公示结束，有结果"}
	ended := []Mark{over}
	if r.resultAhead(p) {
		closed.From, closed.Hidden = epoch(p.ResultFrom(now.Location())), true
		over.Until = closed.From
		ended = []Mark{over, closed}
		if over.From == over.Until { // the result is there when the period ends
			ended = []Mark{closed}
		}
	}
	switch p.Stage(now) {
	case site.Before:
		running.Word = dayOfDays(0, len(p.Span.Counted), running.Unit)
		running.From, running.Hidden = epoch(p.Window.From), true
		return append([]Mark{before, running}, ended...)
	case site.Running:
		return append([]Mark{running}, ended...)
	case site.Closed:
		return []Mark{closed}
	}
	ended[0].From, ended[0].Hidden = "", false
	return ended
}

// dayOfDays is 公示中，第3天，共5天.
func dayOfDays(day, count int, unit string) string {
	return "公示中，" + progress(day, count, unit)
}

// progress is 第3天，共5天, or 第3个工作日，共5个; the script says it in the same
// words.
func progress(day, count int, unit string) string {
	if day == 0 {
		return "共" + strconv.Itoa(count) + unit
	}
	return "第" + strconv.Itoa(day) + unit + "，共" + strconv.Itoa(count) + string([]rune(unit)[:1])
}

// splitPhone parts 街道办事处文明办 0523-0600 0077 into the name and the number.
func splitPhone(s string) (string, Phone) {
	at := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if at < 0 || len(strings.Map(onlyDigits, s[at:])) < 5 {
		return s, Phone{}
	}
	return strings.TrimRight(s[:at], " 　：:，,"), phone("", strings.TrimSpace(s[at:]), "")
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}
