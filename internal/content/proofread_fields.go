package content

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/proof"
	"banbao/internal/site"
)

// wording is the title and the text of an item, and where a problem about a
// part of either is placed.
type wording struct {
	dated
	text    []byte
	inTitle func(code diag.Code, args ...any)
	inText  func(from, to int, code diag.Code, args ...any)
}

// fields compares the dates that the title and the text name with the fields
// that say the same, where it is clear which are meant.
func (w wording) fields(s *site.Site) {
	switch {
	case w.notice != nil:
		w.deadlines(s)
		w.publicity()
		w.signature()
	case w.activity != nil && w.activity.Series.Repeat == nil && !w.activity.Cancelled && !w.Date.IsZero():
		w.held()
	}
}

var (
	inTitleWords = diag.Words{Zh: "标题", En: "the title"}
	inTextWords  = diag.Words{Zh: "正文", En: "the text"}

	// otherDay are words with which a title names a day that is not the one of
	// the activity itself.
	otherDay = []string{"报名", "截止", "前", "改", "延", "推迟", "提前", "原定", "补"}

	heldLine = regexp.MustCompile(`(?m)^[ \t　>*·•-]*(?:\d+[.、]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?[ 　]*\**(?:活动|举办|演出|开放|放映|义诊|比赛|讲座|培训|开课|上课)?(?:时间|日期)\**[ 　]*[:：]\**(.*)$`)
	heldOn   = regexp.MustCompile(`(?:定于|将于|拟于)[^。；\n\d]{0,6}(\d.*)`)
)

// held compares the day on which an activity takes place.
func (w wording) held() {
	series := w.activity.Series
	first, last := series.Start.Day, max(series.Start.Day, series.End.Day)
	fits := func(text []byte) bool { // or names no day
		dates := proof.DatesIn(text)
		for _, d := range dates {
			for _, day := range w.years.Candidates(text, d) {
				if day >= first && day <= last {
					return true
				}
			}
		}
		return len(dates) == 0
	}
	start := calendar.Moment{Day: first}.String()
	if title := []byte(w.Title); !fits(title) && !containsAny(w.Title, otherDay) {
		w.inTitle("date-differs", inTitleWords, dateIn(title), "start", start)
	}
	for _, m := range append(heldLine.FindAllSubmatchIndex(w.text, -1), heldOn.FindAllSubmatchIndex(w.text, -1)...) {
		from, to := m[2], m[3]
		if i := bytes.IndexAny(w.text[from:to], "。；"); i >= 0 {
			to = from + i
		}
		part := w.text[from:to]
		if !fits(part) {
			w.inText(from, to, "date-differs", inTextWords, dateIn(part), "start", start)
			continue
		}
		said := proof.ClocksIn(part)
		if series.Start.Timed && len(said) > 0 && !slices.Contains(said, series.Start.Clock) {
			w.inText(from, to, "date-differs", inTextWords, said[0].String(), "start", series.Start.Clock.String())
		}
	}
}

// dateIn is the first date of a text, as it is written.
func dateIn(text []byte) string {
	d := proof.DatesIn(text)[0]
	return string(text[d.From:d.To])
}

var (
	deadlineAfter  = regexp.MustCompile(`^(?:[（(][^）)]{1,16}[）)])?(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?[ 　]?(?:\d{1,2}(?:[:：]\d{2}|[点时]半?))?(?:之前|以前|前|截止|止)`)
	deadlineBefore = regexp.MustCompile(`(?:截止|截至|截止到|截止时间|截止日期|最迟|最晚)(?:到|于|在|为|是|[:：])?[ 　]*$`)
	// asked are words for what a reader has to do by then.
	asked = []string{"报名", "申请", "申报", "提交", "交到", "领取", "登记", "缴费", "缴纳", "办理", "反映", "提出", "预约", "投稿", "投票", "截止"}
	begun = regexp.MustCompile(`^(?:[（(][^）)]{1,16}[）)])?[^，。；\n]{0,6}(?:起|开始|实施|施行|生效)`)
)

// deadlines finds days by which readers have to do something and that lie after
// the notice has gone.
func (w wording) deadlines(s *site.Site) {
	if w.Window.Until.IsZero() {
		return
	}
	until := calendar.DayOf(w.Window.Until.Add(-time.Second))
	late := func(text []byte, d proof.Date) bool {
		days := w.years.Candidates(text, d)
		return len(days) > 0 && slices.Min(days) > until
	}
	title := []byte(w.Title)
	for _, d := range proof.DatesIn(title) {
		if late(title, d) && !begun.Match(title[d.To:]) {
			w.inTitle("until-before-date", inTitleWords, string(title[d.From:d.To]), until.String())
			break
		}
	}
	for _, d := range proof.DatesIn(w.text) {
		last := deadlineAfter.Match(w.text[d.To:]) || deadlineBefore.Match(w.text[max(0, d.From-30):d.From])
		if last && late(w.text, d) && containsAny(proof.Clause(w.text, d.From, d.To), asked) {
			w.inText(d.From, d.To, "until-before-date", inTextWords, string(w.text[d.From:d.To]), until.String())
		}
	}
}

var publicityLine = regexp.MustCompile(`公示(?:期|时间|日期|期限)(?:为|是|[:：])?[ 　]*(?:自|从)?[^。；\n]{0,60}?(?:至|到|—|－|-|～|~)[ 　]*((?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号])`)

// publicity compares the last day of a period, which is counted, with the one
// that the text gives.
func (w wording) publicity() {
	p := w.notice.Publicity
	if p == nil || p.Span.Last.IsZero() {
		return
	}
	m := publicityLine.FindSubmatchIndex(w.text)
	if m == nil {
		return
	}
	said := w.text[m[2]:m[3]]
	dates := proof.DatesIn(said)
	if len(dates) == 0 { // 至25日: of the month before it
		before := proof.DatesIn(w.text[m[0]:m[2]])
		if len(before) == 0 {
			return
		}
		first := before[len(before)-1]
		said = append(bytes.Clone(w.text[m[0]:m[2]][first.From:first.To]), said...)
		month, _, _ := strings.Cut(string(said), "月")
		said = []byte(month + "月" + string(w.text[m[2]:m[3]]))
		if dates = proof.DatesIn(said); len(dates) == 0 {
			return
		}
	}
	if days := w.years.Candidates(said, dates[0]); len(days) > 0 && !slices.Contains(days, p.Span.Last) {
		w.inText(m[2], m[3], "date-differs", inTextWords, string(w.text[m[2]:m[3]]), "[publicity]", p.Span.Last.String())
	}
}

var wholeDate = regexp.MustCompile(`^[ 　>*]*(\d{4})年(\d{1,2})月(\d{1,2})日[*]*$`)

// signature compares the date under the text.
func (w wording) signature() {
	text := bytes.TrimRight(w.text, " 　\r\n")
	last := text[bytes.LastIndexByte(text, '\n')+1:]
	if !wholeDate.Match(last) {
		return
	}
	from := len(text) - len(last)
	for _, d := range proof.DatesIn(last) {
		days := w.years.Candidates(last, d)
		from += d.From
		if len(days) == 0 || days[0] == w.Date.Day || days[0] == calendar.DayOf(w.Window.From) {
			return
		}
		w.inText(from, from+d.To-d.From, "date-differs", diag.Words{Zh: "落款", En: "the signature"}, string(last[d.From:d.To]), "date", w.Date.Day.String())
	}
}
