package content

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// readActivity reads one activity with its text.
func readActivity(s *source, r *result) {
	t, body, text := s.frontMatter(r)
	if t == nil || s.wrongFolder(t, site.NounActivity, r) {
		return
	}
	a := &site.Activity{Item: s.item(t, site.NounActivity, body, text, r)}
	s.activity(t, a)
	s.weekdays(t, text, body.Line, s.years(a), r)
	finish(t, r)
	r.activities = append(r.activities, a)
}

// readActivityList reads a TOML file of many [[activity]] tables.
func readActivityList(s *source, r *result) {
	t, problems := s.parse(s.text, 1)
	if t.Empty() && problems.HasErrors() {
		r.problems.Add(problems...)
		return
	}
	for _, e := range t.Tables("activity") {
		text := e.String("text")
		body := site.Body{File: s.path, Line: e.At("text", "empty-value", "text").Pos.Line, Size: len(text), Text: text}
		if text != "" {
			body.Sum = textSum([]byte(text))
			body.Refs = refs([]byte(text))
		}
		if !e.Has("slug") {
			e.Problem("", "missing-key", "slug")
		}
		a := &site.Activity{Item: s.item(e, site.NounActivity, body, []byte(text), r)}
		a.Source = e.Pos()
		a.Source.File = s.path
		s.activity(e, a)
		s.weekdays(e, nil, 1, s.years(a), r)
		s.datesOf(e, "text", s.years(a))
		r.activities = append(r.activities, a)
	}
	finish(t, r)
}

// years are those in which an activity takes place, up to next year.
func (s *source) years(a *site.Activity) proof.Years {
	y := proof.Years{Near: a.Series.Start.Day}
	if a.Series.Repeat != nil {
		y.To = s.loader.site.Now.Year() + 1
	}
	return y
}

// activity reads what only activities have.
func (s *source) activity(t *decode.Table, a *site.Activity) {
	a.Place = t.NeedString("place")
	start := t.NeedMoment("start")
	a.Date = start
	a.Series = calendar.Series{Start: start, End: s.end(t, start), AllDay: t.Bool("all_day")}
	a.Organizer = t.String("organizer")
	a.Capacity = t.Int("capacity", 0, 0, 1000000)
	a.Fee = t.String("fee")
	if t.IsBool("cancelled") || !t.Has("cancelled") {
		a.Cancelled = t.Bool("cancelled")
	} else {
		a.CancelledWhy = t.String("cancelled")
		a.Cancelled = a.CancelledWhy != ""
	}
	a.Attachments = s.attachments(t)
	if repeat := t.Table("repeat"); repeat != nil {
		rule, ok := s.rule(repeat)
		if ok {
			a.Series.Repeat = rule
		}
		a.Rule = ruleWords(rule, start.Day)
	}
	if !start.IsZero() {
		for _, err := range a.Series.Check() {
			seriesProblem(t, err)
			if e := (*calendar.SeriesError)(nil); errors.As(err, &e) && e.Code == calendar.CodeUntilTooLate {
				a.Series.Repeat.Until = start.Day // nothing is to be counted up to then
			}
		}
	}
	if r := a.Series.Repeat; r != nil && !a.Cancelled {
		s.endless(t, start.Day, r)
	}
	a.Window = s.activityWindow(a.Series)
}

// endless asks about an activity that began over a year ago and whose rule has
// no end: most that are held every week do go on, but nobody notices when one
// has stopped and the site still announces it. What comes once a year has no
// end by nature.
func (s *source) endless(t *decode.Table, start calendar.Day, r *calendar.Rule) {
	now := s.loader.site.Now
	yearly := r.Every == calendar.EveryYear || r.Every == calendar.EveryLunarYear
	if yearly || !r.Until.IsZero() || r.Count > 0 || start.IsZero() || start >= calendar.DayOf(now.AddDate(-1, 0, 0)) {
		return
	}
	t.Problem("repeat.every", "endless-repeat", diag.Words{Zh: start.Chinese(), En: start.String()}, calendar.DayOf(now.AddDate(1, 0, 0)).String())
}

// activityWindow is when an activity stands in the lists: until its last
// occurrence has ended, for ever if its rule has no end.
func (s *source) activityWindow(series calendar.Series) calendar.Window {
	zone := s.loader.cfg.Zone
	if series.Start.IsZero() {
		return calendar.Window{}
	}
	from := series.Start.Start(zone).AddDate(-1, 0, 0)
	to := from.AddDate(3, 0, 0)
	if rule := series.Repeat; rule != nil {
		switch {
		case !rule.Until.IsZero():
			to = rule.Until.End(zone).AddDate(2, 0, 0)
		case rule.Count > 0:
			to = from.AddDate(200, 0, 0)
		default:
			return calendar.Window{}
		}
	}
	var last time.Time
	for _, o := range series.Between(from, to, zone, s.loader.site.Holidays) {
		if over := o.Over(); over.After(last) {
			last = over
		}
	}
	return calendar.Window{Until: last}
}

// end reads end: a date, a date with a time, or a time on the day of start.
func (s *source) end(t *decode.Table, start calendar.Moment) calendar.Moment {
	if t.IsClock("end") {
		clock, ok := t.Clock("end")
		if !ok {
			return calendar.Moment{}
		}
		return calendar.Moment{Day: start.Day, Clock: clock, Timed: true}
	}
	return t.Moment("end")
}

// rule reads [repeat]; ok is false when its days cannot be understood, so
// that nothing is worked out from them.
func (s *source) rule(t *decode.Table) (*calendar.Rule, bool) {
	rule := &calendar.Rule{
		Every:        decode.NeedWord(t, "every", []calendar.Every{calendar.EveryDay, calendar.EveryWeek, calendar.EveryMonth, calendar.EveryYear, calendar.EveryLunarYear}),
		Interval:     t.Int("interval", 1, 1, 1000),
		Until:        t.Day("until"),
		Count:        t.Int("count", 0, 1, 10000),
		SkipHolidays: t.Bool("skip_holidays"),
		WorkdaysOnly: t.Bool("workdays_only"),
		Extra:        t.Moments("extra"),
	}
	ok := rule.Every != ""
	for _, m := range t.Moments("except") {
		rule.Except = append(rule.Except, m.Day)
	}
	if words := t.Words("on"); len(words) > 0 {
		on, err := calendar.ParseOn(words...)
		var bad *calendar.OnError
		if errors.As(err, &bad) {
			t.Problem("on", "bad-repeat-day", bad.Word)
			ok = false
		}
		rule.On = on
	}
	for _, c := range t.Tables("changes") {
		change := calendar.Change{On: c.Day("on"), To: c.Moment("to"), Place: c.String("place"), Note: c.String("note"), Cancelled: c.Bool("cancelled")}
		if clock, has := c.Clock("end"); has {
			change.End = clock
		}
		if change.On.IsZero() {
			c.Problem("", "missing-key", "on")
			ok = false
			continue
		}
		if change.To.IsZero() && c.Has("to") {
			ok = false // what is wrong with it is a problem already
		}
		rule.Changes = append(rule.Changes, change)
	}
	return rule, ok
}

// seriesProblem places and words what package calendar found in a series.
func seriesProblem(t *decode.Table, err error) {
	var e *calendar.SeriesError
	if !errors.As(err, &e) {
		return
	}
	if e.Code == calendar.CodeEndBeforeStart {
		t.Problem("end", "end-before-start", e.Text, t.Moment("start").String())
		return
	}
	if e.Code == calendar.CodeNoStart || e.Code == calendar.CodeEvery || e.Code == calendar.CodeInterval || e.Code == calendar.CodeCount {
		return // the key is a problem already
	}
	key := e.Field
	switch e.Field {
	case "repeat.except", "repeat.extra", "repeat.changes":
		key = at1(e.Field, e.Index)
	}
	if key == "repeat" {
		key = "repeat.every"
	}
	code := diag.Code("bad-repeat")
	switch {
	case e.Code == calendar.CodeLunarThirty:
		code = "lunar-thirty" // works as most people mean it, above all on the last night of the year
	case e.Advice:
		code = "odd-repeat"
	}
	what, do := seriesWords(e)
	t.Problem(key, code, what, do)
}

// seriesWords says in both languages what is wrong with a series.
func seriesWords(e *calendar.SeriesError) (what, do diag.Words) {
	w := func(zh, en string) diag.Words { return diag.Words{Zh: zh, En: en} }
	day := e.Day.String()
	if e.Day.IsZero() {
		day = e.Text
	}
	switch e.Code {
	case calendar.CodeUntilAndCount:
		return w("until 和 count 都写了", "until and count are both given"), w("只留一个", "keep one of them")
	case calendar.CodeUntilBeforeStart:
		return w("until（"+day+"）早于开始", "until ("+day+") is before start"), w("改对日期", "mend the date")
	case calendar.CodeUntilTooLate:
		return w("until（"+day+"）离开始一百多年", "until ("+day+") is over a hundred years after start"), w("改对日期；一直办下去就删去 until", "mend the date, or remove until if it goes on and on")
	case calendar.CodeOnKind:
		return w("on 里的“"+e.Text+"”和 every 对不上", fmt.Sprintf("on has %q, which does not go with every", e.Text)),
			w("每周写星期几，每月写几号或第几个星期几，每年写月-日", "weekdays for week, a day or an nth weekday for month, month-day for year")
	case calendar.CodeOnDate:
		return w("哪一年都没有"+e.Text, "no year has "+e.Text), w("改对月和日", "mend month and day")
	case calendar.CodeNever:
		return w("照这个规则一次也办不成", "the rule leaves no day at all"), w("看看 on、until、except 是不是互相矛盾", "see whether on, until and except contradict each other")
	case calendar.CodeExceptNoSuchDay, calendar.CodeChangeNoSuchDay:
		return w(day+"本来就没有活动", "nothing takes place on "+day), w("写原来要办的那天", "name a day on which it would take place")
	case calendar.CodeChangeTwice:
		return w(day+"改了两次", day+" is changed twice"), w("合成一处", "make it one change")
	case calendar.CodeChangeEmpty:
		return w(day+"的改动里什么也没改", "the change of "+day+" changes nothing"), w("写上 to、place、note 或 cancelled = true", "give to, place, note or cancelled = true")
	case calendar.CodeChangeContradict:
		return w(day+"又取消又改期", day+" is cancelled and moved as well"), w("不办就删去 to，改天办就删去 cancelled", "remove to if it does not take place, else cancelled")
	case calendar.CodeExtraNotSet:
		return w("extra 里有一个没有日期", "an extra has no date"), w("写上日期", "give its date")
	case calendar.CodeWorkdaysContradict:
		return w("只在工作日办，可是“"+e.Text+"”是周末", fmt.Sprintf("workdays_only, but %q is on weekends", e.Text)), w("删去 workdays_only，或者换个日子", "remove workdays_only or choose another day")
	case calendar.CodeExtraTwice:
		return w(e.Text+"本来就有", e.Text+" takes place anyhow"), w("从 extra 里删去", "remove it from extra")
	case calendar.CodeClockIgnored:
		return w("全天的活动用不着时间 "+e.Text, "the time in "+e.Text+" is ignored for whole days"), w("删去时间，或者删去 all_day", "remove the time, or all_day")
	case calendar.CodeShortMonth:
		return w(fmt.Sprintf("有的月份没有%d日，那个月就不办", e.N), fmt.Sprintf("months without a day %d are left out", e.N)), w("想在月底办，写 on = -1", "write on = -1 for the last day")
	case calendar.CodeFifthWeekday:
		return w("有的月份没有第五个，那个月就不办", "months without a fifth are left out"), w("想在最后一个办，写 \"last "+strings.TrimPrefix(e.Text, "5th ")+"\"", "write \"last …\" for the last one")
	case calendar.CodeLeapDay:
		return w("2月29日只有闰年才有", "29 February comes in leap years only"), w("想每年都办，写 02-28", "write 02-28 for every year")
	case calendar.CodeLunarThirty:
		return w("农历的这个月有时没有三十，那年就在二十九", "some years the lunar month has no 30th; then it is the 29th"), w("除夕就是这样算的", "New Year's Eve is counted this way")
	case calendar.CodeLunarLeap:
		return w("start 在闰月里，以后按不闰的那个月算", "start is in a leap month; the plain month counts from then on"), w("这样对不对，请看一眼日历", "look at the calendar to see whether that is meant")
	}
	return w(e.Error(), e.Error()), diag.Words{}
}

// ruleWords says a rule as people say it: 每周一、周四, 每月第二个周六.
func ruleWords(rule *calendar.Rule, start calendar.Day) string {
	if rule == nil {
		return ""
	}
	n := max(1, rule.Interval)
	every := func(one, some string) string {
		if n == 1 {
			return one
		}
		return fmt.Sprintf(some, n)
	}
	var b strings.Builder
	on := onDays(rule, start)
	on.Lunar = on.Lunar || rule.Every == calendar.EveryLunarYear
	days := on.Chinese()
	switch rule.Every {
	case calendar.EveryDay:
		b.WriteString(every("每天", "每隔%d天"))
	case calendar.EveryWeek:
		if n == 2 {
			b.WriteString("隔周" + days)
		} else {
			b.WriteString(every("每周", "每%d周") + strings.TrimPrefix(days, "周"))
		}
	case calendar.EveryMonth:
		b.WriteString(every("每月", "每%d个月") + days)
	case calendar.EveryYear:
		b.WriteString(every("每年", "每%d年") + days)
	case calendar.EveryLunarYear:
		b.WriteString(every("每年农历", "每%d年农历") + days)
	}
	switch {
	case rule.WorkdaysOnly:
		b.WriteString("，工作日")
	case rule.SkipHolidays:
		b.WriteString("，放假不办")
	}
	return b.String()
}

// onDays are the days of a rule, or what the first occurrence says of them.
func onDays(rule *calendar.Rule, start calendar.Day) calendar.On {
	if rule.On.Kind != calendar.OnNone || start.IsZero() {
		return rule.On
	}
	_, month, day := start.Date()
	switch rule.Every {
	case calendar.EveryWeek:
		return calendar.On{Weekdays: []time.Weekday{start.Weekday()}}
	case calendar.EveryMonth:
		return calendar.On{MonthDays: []int{day}}
	case calendar.EveryYear:
		return calendar.On{Dates: []calendar.MonthDate{{Month: int(month), Day: day}}}
	case calendar.EveryLunarYear:
		if l, ok := calendar.LunarOf(start); ok {
			return calendar.On{Dates: []calendar.MonthDate{{Month: l.Month, Day: l.Day}}}
		}
	}
	return rule.On
}
