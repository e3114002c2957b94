package content

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/proof"
)

// holidayFolder holds the arrangements that a site brings itself, a file a
// year. They come before all else, since periods are counted with them.
const holidayFolder = "holidays"

// holidayYear is what one file of that folder gave.
type holidayYear struct {
	data calendar.YearData
	sum  [16]byte
}

// lateDecember is the first day of a year that the notice for the next one may
// rule: a bridge to New Year's Day, or the weekend day worked for it.
const lateDecember = 20

// readHolidays reads a year's arrangement, in the words of the notice.
func readHolidays(s *source, r *result) {
	year, ok := yearOf(s.path)
	if !ok {
		r.problems.Add(diag.New("bad-holidays", diag.Pos{File: s.path},
			diag.Words{Zh: "文件名不是年份", En: "the name of the file is no year"},
			diag.Words{Zh: "一年一个文件，直接放在 content/holidays/ 里，名字像 2027.toml", En: "there is one file a year, right in content/holidays/, named like 2027.toml"}))
		return
	}
	t, problems := decode.Parse(s.path, s.text, 1, s.loader.cfg.Zone)
	if t.Empty() && problems.HasErrors() {
		r.problems.Add(problems...)
		return
	}
	h := holidayReader{year: year, seen: map[calendar.Day]string{}}
	h.data = calendar.YearData{Year: year, Source: t.NeedString("source")}
	tables := t.Tables("holiday")
	for _, e := range tables {
		name := e.NeedString("name")
		if !e.Has("off") {
			e.Problem("", "missing-key", "off")
		}
		for _, d := range h.days(e, "off") {
			h.data.Off = append(h.data.Off, calendar.NamedDay{Day: d, Name: name})
		}
		h.work(e, h.days(e, "work"))
	}
	h.statutory(t)
	t.Done()
	switch {
	case len(tables) == 0 && !t.Problems().HasErrors():
		bad(t, "", "一个假日也没有写", "there is no holiday in it", "每个假日写一段 [[holiday]]", "write a part [[holiday]] for each")
	case len(t.Problems()) == 0: // else the sums would only say so again
		h.balance(t)
	}
	r.problems.Add(t.Problems()...)
	r.year = &holidayYear{h.data, sumOf(s.text)}
}

// yearOf is the year that a file of the folder is named for.
func yearOf(file string) (int, bool) {
	year := 0
	name, isTOML := strings.CutSuffix(strings.ToLower(path.Base(file)), ".toml")
	if _, err := fmt.Sscanf(name, "%d", &year); err != nil || fmt.Sprint(year) != name {
		return 0, false
	}
	return year, isTOML && path.Dir(file) == Folder+"/"+holidayFolder && year >= calendar.StatutoryFirst && year <= calendar.StatutoryLast
}

// holidayReader gathers a year.
type holidayReader struct {
	year int
	data calendar.YearData
	seen map[calendar.Day]string // the key under which a day was listed
}

// days reads the days that a key lists, and keeps those that may stand there.
func (h *holidayReader) days(t *decode.Table, key string) []calendar.Day {
	var days []calendar.Day
	for i, text := range t.Strings(key) {
		at := at1(key, i)
		if t.IsString(key) {
			at = key
		}
		read, found := calendar.ParseNotice(h.year, text)
		for _, err := range found {
			noticeProblem(t, at, err)
		}
		for _, d := range read {
			if h.allowed(t, at, key, d) {
				days = append(days, d)
				h.seen[d] = key
			}
		}
	}
	return days
}

// allowed tells whether a day may be listed under a key, and reports it if not.
func (h *holidayReader) allowed(t *decode.Table, at, key string, d calendar.Day) bool {
	zh, en := d.Chinese(), d.String()
	year, month, day := d.Date()
	before, listed := h.seen[d]
	switch {
	case year != h.year && !(year == h.year-1 && month == time.December && day >= lateDecember):
		bad(t, at, fmt.Sprintf("%s不在%d年", zh, h.year), fmt.Sprintf("%s is not in %d", en, h.year),
			"一个文件只写一年；只有上一年十二月下旬的可以写在里面", "a file holds one year, and late December of the year before it")
	case key == "statutory":
		return true
	case listed && before == key:
		bad(t, at, zh+"写了两次", en+" is there twice", "留下一处", "keep one of them")
	case listed:
		bad(t, at, zh+"又放假又上班", en+" is both off and worked", "照通知看看哪一处写错了", "see in the notice which of them is wrong")
	default:
		return true
	}
	return false
}

// work keeps the days worked instead; they are weekend days.
func (h *holidayReader) work(t *decode.Table, days []calendar.Day) {
	for _, d := range days {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			odd(t, "work", fmt.Sprintf("%s是%s，本来就上班", d.Chinese(), d.WeekdayChinese()), fmt.Sprintf("%s is a %s, which is worked anyhow", d, w),
				"照通知看看日期", "look at the date in the notice")
		}
	}
	h.data.Work = append(h.data.Work, days...)
}

// statutory reads the statutory days, which the law gives unless the file says
// otherwise, and compares them with the days off.
func (h *holidayReader) statutory(t *decode.Table) {
	law := calendar.StatutoryDays(h.year)
	h.data.Statutory = law
	key := ""
	if t.Has("statutory") {
		key = "statutory"
		h.data.Statutory = h.days(t, key)
		if n := len(h.data.Statutory); n != len(law) {
			odd(t, key, fmt.Sprintf("法定节假日写了%d天，法律规定的是%d天", n, len(law)), fmt.Sprintf("there are %d statutory days; the law has %d", n, len(law)),
				"不写 statutory，就由程序照《全国年节及纪念日放假办法》来算", "without statutory they are worked out by the law")
		}
	}
	if len(h.data.Off) == 0 {
		return // that is another problem
	}
	for _, d := range h.data.Statutory {
		if !slices.ContainsFunc(h.data.Off, func(o calendar.NamedDay) bool { return o.Day == d }) {
			odd(t, key, d.Chinese()+"是法定节假日，没有写在放假的日子里", d.String()+" is a statutory holiday and not among the days off",
				"照通知看看漏了哪个假日", "see in the notice which holiday is missing")
		}
	}
}

// balance compares what is given with what is taken: a notice moves days, so
// each weekday off is a statutory day or is worked on a weekend instead.
func (h *holidayReader) balance(t *decode.Table) {
	weekdays := 0
	for _, o := range h.data.Off {
		if w := o.Day.Weekday(); w != time.Saturday && w != time.Sunday {
			weekdays++
		}
	}
	if statutory, work := len(h.data.Statutory), len(h.data.Work); weekdays != statutory+work {
		odd(t, "", fmt.Sprintf("放假占了%d个星期一到星期五，法定节假日%d天加调休上班%d天是%d天，对不上", weekdays, statutory, work, statutory+work),
			fmt.Sprintf("%d weekdays are off for %d statutory and %d make-up days", weekdays, statutory, work),
			"多半漏了一天调休上班的，照通知再看一遍", "most likely a make-up day is missing; compare it with the notice")
	}
}

func bad(t *decode.Table, key, zh, en, doZh, doEn string) {
	t.Problem(key, "bad-holidays", diag.Words{Zh: zh, En: en}, diag.Words{Zh: doZh, En: doEn})
}

func odd(t *decode.Table, key, zh, en, doZh, doEn string) {
	t.Problem(key, "odd-holidays", diag.Words{Zh: zh, En: en}, diag.Words{Zh: doZh, En: doEn})
}

// noticeProblem places and words what package calendar found in a text.
func noticeProblem(t *decode.Table, key string, err error) {
	var e *calendar.NoticeError
	if !errors.As(err, &e) {
		return
	}
	zh, en := e.Day.Chinese(), e.Day.String()
	switch e.Reason {
	case calendar.NoticeWeekday:
		t.Problem(key, "wrong-weekday", proof.WrongWeekday{Day: e.Day, Said: time.Weekday(e.Said)}.Args()...)
	case calendar.NoticeNoDate:
		bad(t, key, "没有“"+e.Text+"”这一天", fmt.Sprintf("there is no day %q", e.Text), "改对月和日", "mend month and day")
	case calendar.NoticeLunar:
		l, _ := calendar.LunarOf(e.Day)
		bad(t, key, zh+"不是"+e.Text, en+" is not "+e.Text, "那天是农历"+l.String(), "in the lunar calendar it is "+l.String())
	case calendar.NoticeBackward:
		bad(t, key, "到"+zh+"的这一段，先写了后面的日子", "the span up to "+en+" begins after its end", "写成从早到晚，例如 1月1日（周四）至3日（周六）", "write the earlier day first, as in 1月1日（周四）至3日（周六）")
	case calendar.NoticeTooLong:
		bad(t, key, fmt.Sprintf("到%s有%d天，没有这么长的假", zh, e.N), fmt.Sprintf("%d days up to %s are no holiday", e.N, en), "看看月份写对了没有", "look at the months")
	case calendar.NoticeCount:
		bad(t, key, fmt.Sprintf("说是%d天，写出来的是%d天", e.Said, e.N), fmt.Sprintf("it says %d days and lists %d", e.Said, e.N), "照通知看看哪个写错了", "see in the notice which of the two is wrong")
	default:
		bad(t, key, "看不懂“"+e.Text+"”", fmt.Sprintf("%q cannot be read", e.Text), "照通知写，例如 1月1日（周四）至3日（周六），或者 2月14日（周六）、2月28日（周六）", "write as in the notice: 1月1日（周四）至3日（周六）, or 2月14日（周六）、2月28日（周六）")
	}
}

// useHolidays lays a site's own years over those that are shipped. What was
// learnt of content with other holidays is not used, since the days of
// publicity periods were counted with them.
func (l *loader) useHolidays(years []result) {
	for i := range years {
		r := &years[i]
		l.problems.Add(r.problems...)
		if r.year != nil {
			l.site.Holidays = l.site.Holidays.With(r.year.data)
			l.key = sumOf(append(append(l.key[:], r.path...), r.year.sum[:]...))
		}
	}
}

// missingHolidays warns when a year's arrangement is missing: the next one's
// from November on, when it can be expected, and this one's.
func (l *loader) missingHolidays() {
	year, h := l.site.Now.Year(), l.site.Holidays
	switch {
	case !h.Known(year):
		l.problems.Add(diag.New("missing-holidays", diag.Pos{File: config.File}, year))
	case l.site.Now.Month() >= time.November && !h.Known(year+1):
		l.problems.Add(diag.New("no-holidays", diag.Pos{File: config.File}, year+1))
	}
}
