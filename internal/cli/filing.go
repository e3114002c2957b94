package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/record"
	"banbao/internal/site"
)

// filed is a publicity as it is filed: its period, and what the record says
// about it. Times are null where nothing is recorded.
type filed struct {
	Title       string       `json:"title"`
	Number      string       `json:"number"`
	Issuer      string       `json:"issuer"`
	Date        string       `json:"date"`
	Period      *filedPeriod `json:"period"` // null for a page that is no longer in the site
	Stage       site.Stage   `json:"stage"`
	Basis       string       `json:"basis"`
	Objections  []string     `json:"objections"`
	FirstShown  *time.Time   `json:"first_shown"`
	Corrections []filedText  `json:"corrections"`
	Throughout  *bool        `json:"throughout"` // shown from the first counted day until the last, or so far; null before, and without a record
	Events      []filedEvent `json:"events"`
	Ended       *time.Time   `json:"ended"` // when it was taken down, if it was
	Result      *filedText   `json:"result"`
	Path        string       `json:"path"`
	Source      string       `json:"source"`
	Sum         string       `json:"sum"`         // of what it tells now
	AsRecorded  bool         `json:"as_recorded"` // which is what was published last
	first       calendar.Day
}

type filedPeriod struct {
	First      filedDay   `json:"first"`
	Last       filedDay   `json:"last"`
	Counted    []filedDay `json:"counted"`
	Unit       string     `json:"unit"`
	CountStart bool       `json:"count_start"`
	Estimated  bool       `json:"estimated"`
}

type filedDay struct {
	Date    string `json:"date"`
	Weekday string `json:"weekday"`
}

type filedText struct {
	Date string `json:"date"`
	Text string `json:"text"`
}

type filedEvent struct {
	At    time.Time    `json:"at"`
	Event record.Event `json:"event"`
	Sum   string       `json:"sum"`
}

func (s *session) filedDay(d calendar.Day) filedDay {
	return filedDay{d.String(), pick(s.lang, d.WeekdayChinese(), d.Weekday().String())}
}

// filing are all publicities, those that begin first before the others, then
// what the record names and the site no longer has.
func (s *session) filing(plan *build.Plan) []filed {
	st := plan.Site
	out := []filed{}
	there := map[string]bool{}
	add := func(i *site.Item, p *site.Publicity, f filed, corrections []site.Correction) {
		there[i.Path()] = true
		if i.Draft {
			return
		}
		f.Title, f.Date, f.Path, f.Source = strings.ReplaceAll(i.Title, "|", ""), i.Date.String(), i.Path(), i.Source.File
		f.Stage, f.Basis, f.first = p.Stage(st.Now), p.Basis, p.Span.First
		f.Objections = objectionWords(p.Objections)
		f.Corrections = []filedText{}
		for _, c := range corrections {
			f.Corrections = append(f.Corrections, filedText{c.Date.String(), c.Text})
		}
		if f.Stage == site.Closed {
			f.Result = &filedText{p.ResultDate.String(), p.Result}
		}
		period := filedPeriod{First: s.filedDay(p.Span.First), Last: s.filedDay(p.Span.Last), Unit: string(p.Unit), CountStart: p.CountStart, Estimated: p.Span.Estimated}
		for _, d := range p.Span.Counted {
			period.Counted = append(period.Counted, s.filedDay(d))
		}
		f.Period = &period
		f.recorded(plan.Record.Of(f.Path), st.Zone)
		f.throughout(p, st.Now)
		out = append(out, f)
	}
	for _, n := range st.Notices {
		if n.Publicity == nil {
			there[n.Path()] = true // a disclosure
			continue
		}
		add(&n.Item, n.Publicity, filed{Number: n.Number, Issuer: n.Issuer, Sum: st.NoticeSum(n)}, n.Corrections)
	}
	for _, k := range st.Rankings {
		if p := record.PublicityOf(st, k); p != nil {
			add(&k.Item, p, filed{Issuer: k.Issuer, Sum: st.RankingSum(k)}, k.Corrections)
		}
	}
	for _, l := range plan.Record.Lines {
		if there[l.Path] || strings.HasPrefix(l.Path, site.NounActivity.Folder()) {
			continue
		}
		there[l.Path] = true
		h := plan.Record.Of(l.Path)
		f := filed{Title: h.Lines[len(h.Lines)-1].Title, Path: l.Path, Objections: []string{}, Corrections: []filedText{}, first: calendar.DayOf(l.At.In(st.Zone))}
		f.recorded(h, st.Zone)
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b filed) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.Path, b.Path))
	})
	return out
}

// recorded fills in what the record says.
func (f *filed) recorded(h record.History, zone *time.Location) {
	f.AsRecorded = h.Sum != "" && h.Sum == f.Sum
	f.Events = []filedEvent{}
	for _, l := range h.Lines {
		at := l.At.In(zone)
		f.Events = append(f.Events, filedEvent{at, l.Event, l.Sum})
		switch l.Event {
		case record.Shown:
			if f.FirstShown == nil {
				f.FirstShown = &at
			}
			f.Ended = nil
		case record.Ended, record.Withdrawn:
			f.Ended = &at
		}
	}
}

// throughout tells whether it could be read in the whole period, so far.
func (f *filed) throughout(p *site.Publicity, now time.Time) {
	if f.FirstShown == nil || p.Window.Before(now) {
		return
	}
	yes := !f.FirstShown.After(p.Window.From)
	for _, e := range f.Events {
		if e.Event == record.Ended || e.Event == record.Withdrawn {
			yes = yes && !e.At.Before(p.Window.Until)
		}
	}
	f.Throughout = &yes
}

func objectionWords(o site.Objections) []string {
	words := []string{}
	for _, w := range []string{o.To, o.Address, o.Phone, o.Hours, o.Supervisor} {
		if w != "" {
			words = append(words, w)
		}
	}
	return words
}

// printFiling prints the publicities fit to be printed and filed: dates with
// their weekdays, and every event in the words of a person.
func (s *session) printFiling(plan *build.Plan, list []filed) {
	now := plan.Site.Now
	s.print("%s  公示存档", "%s: publicities on file", plan.Site.Title)
	s.print("截至 %s", "as of %s", s.momentWords(now))
	for k, f := range list {
		fmt.Fprintf(s.Stdout, "\n%d. %s\n", k+1, f.Title)
		row := func(zh, en, text string) {
			if text != "" {
				fmt.Fprintf(s.Stdout, "   %s%s\n", pick(s.lang, zh+"：", en+": "), text)
			}
		}
		row("文号", "number", f.Number)
		row("发布", "issued by", strings.TrimSpace(f.Issuer+" "+s.dayText(f.Date)))
		if p := f.Period; p != nil {
			row("公示期", "period", s.periodWords(*p))
			row("计入", "days counted", s.countedWords(p.Counted))
			row("依据", "basis", f.Basis)
			row("意见受理", "objections", strings.Join(f.Objections, pick(s.lang, "，", "; ")))
		} else {
			row("说明", "note", pick(s.lang, "网站里已经没有这一条，下面是记录里有的", "no longer in the site; what follows is from the record"))
		}
		row("首次显示", "first shown", s.orNone(f.FirstShown, f.Period != nil && f.Stage == site.Before))
		for _, e := range f.Events {
			switch e.Event {
			case record.Changed:
				row("改动", "changed", s.momentWords(e.At)+pick(s.lang, "，没有更正说明", ", without a correction"))
			case record.Corrected:
				row("更正", "corrected", s.momentWords(e.At))
			}
		}
		for _, c := range f.Corrections {
			row("更正说明", "correction", s.dayText(c.Date)+pick(s.lang, "，", ", ")+c.Text)
		}
		if f.Ended != nil {
			row("撤下", "taken down", s.momentWords(*f.Ended))
		} else if f.FirstShown != nil {
			row("撤下", "taken down", pick(s.lang, "还在显示", "not yet"))
		}
		row("核对", "throughout", s.throughoutWords(f))
		if f.Period != nil {
			row("结果", "result", s.resultWords(f))
		}
		row("网页", "page", f.Path)
		row("原稿", "source", f.Source)
		if f.Sum != "" {
			row("校验码", "sum", f.Sum+s.sumWords(f))
		}
		if len(f.Events) > 0 {
			fmt.Fprintf(s.Stdout, "   %s\n", pick(s.lang, "记录：", "record:"))
		}
		for _, e := range f.Events {
			fmt.Fprintf(s.Stdout, "     %s  %s  %s\n", e.At.Format(time.DateTime), pick(s.lang, e.Event.Chinese(), string(e.Event)), e.Sum)
		}
	}
	fmt.Fprintln(s.Stdout)
	s.print("共 %d 件", "%d publicities", len(list))
}

func (s *session) periodWords(p filedPeriod) string {
	unit := pick(s.lang, "个自然日", " calendar days")
	if p.Unit == string(calendar.WorkingDays) {
		unit = pick(s.lang, "个工作日", " working days")
	}
	words := fmt.Sprintf(pick(s.lang, "%s 0:00 至 %s 24:00，共%d%s", "%s 0:00 to %s 24:00, %d%s"), s.dayWords(p.First), s.dayWords(p.Last), len(p.Counted), unit)
	if p.CountStart {
		words += pick(s.lang, "，张贴当天计入", ", the day of posting counted")
	} else {
		words += pick(s.lang, "，张贴当天不计", ", the day of posting not counted")
	}
	if p.Estimated {
		words += pick(s.lang, "（预计）", " (an estimate)")
	}
	return words
}

func (s *session) countedWords(days []filedDay) string {
	var words []string
	for _, d := range days {
		day, err := calendar.ParseDay(d.Date)
		if err != nil {
			continue
		}
		words = append(words, pick(s.lang, day.ChineseShort()+"（"+day.WeekdayChinese()+"）", day.String()))
	}
	return strings.Join(words, pick(s.lang, "、", ", "))
}

func (s *session) dayWords(d filedDay) string {
	day, err := calendar.ParseDay(d.Date)
	if err != nil {
		return d.Date
	}
	return pick(s.lang, day.Chinese(), day.String()) + " " + d.Weekday
}

// dayText is a day, or a moment, as an author wrote it.
func (s *session) dayText(text string) string {
	m, err := calendar.ParseMoment(text)
	if err != nil {
		return text
	}
	words := s.dayWords(s.filedDay(m.Day))
	if m.Timed {
		words += " " + m.Clock.String()
	}
	return words
}

func (s *session) momentWords(t time.Time) string {
	return s.dayWords(s.filedDay(calendar.DayOf(t))) + t.Format(" 15:04")
}

func (s *session) orNone(t *time.Time, before bool) string {
	switch {
	case t != nil:
		return s.momentWords(*t)
	case before:
		return pick(s.lang, "还没有", "not yet")
	}
	return pick(s.lang, "没有记录", "not recorded")
}

func (s *session) resultWords(f filed) string {
	if f.Result != nil {
		return f.Result.Text + pick(s.lang, "（", " (") + s.dayText(f.Result.Date) + pick(s.lang, "公布）", ")")
	}
	switch f.Stage {
	case site.Before:
		return pick(s.lang, "还没有开始公示", "the period has not begun")
	case site.Running:
		return pick(s.lang, "正在公示", "the period runs")
	}
	return pick(s.lang, "期满，还没有写结果", "the period has ended; no result is written yet")
}

func (s *session) throughoutWords(f filed) string {
	switch {
	case f.Throughout == nil:
		return ""
	case !*f.Throughout:
		return pick(s.lang, "公示期内有一段时间没有显示，见记录", "not shown in all of the period; see the record")
	case f.Stage == site.Running:
		return pick(s.lang, "公示期开始到现在，一直显示", "shown since the period began")
	}
	return pick(s.lang, "整个公示期都在显示", "shown in all of the period")
}

func (s *session) sumWords(f filed) string {
	switch {
	case f.AsRecorded:
		return pick(s.lang, "，和最后登出去的一致", ", as published last")
	case len(f.Events) > 0:
		return pick(s.lang, "，和最后登出去的不一样", ", not as published last")
	}
	return ""
}
