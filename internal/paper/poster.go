package paper

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// Poster is a page for an occasion: a word large enough to be read from the
// other side of the street, what grows at that time of the year, and when and
// where.
type Poster struct {
	Word, Sub string
	Size      string   // how many characters the word has
	Verse     []string // two lines, where the occasion has them
	Motif     string   // a template "motif-…"
	SubSize   string   // large, middle, small or least
	When      string   // 10月18日, 每星期六
	WhenSize  string   // large, middle or small
	Beside    []string // 星期日, 农历九月初九
	Where     string   // 上午9点半　文化广场
	Lead      []string // what else must be known, a line each
	By        string
	Call      string
}

// occasion is a day of the year with a plant or a thing, and a line of verse
// that is nobody's any more.
type occasion struct {
	name, motif, first, second string
}

// occasions stand in the order in which a title is searched for them.
var occasions = [...]occasion{
	{"重阳", "dogwood", "遥知兄弟登高处", "遍插茱萸少一人"},
	{"元宵", "plum", "去年元夜时", "花市灯如昼"},
	{"春节", "plum", "爆竹声中一岁除", "春风送暖入屠苏"},
	{"除夕", "plum", "爆竹声中一岁除", "春风送暖入屠苏"},
	{"迎春", "plum", "爆竹声中一岁除", "春风送暖入屠苏"},
	{"新年", "plum", "海日生残夜", "江春入旧年"},
	{"元旦", "plum", "海日生残夜", "江春入旧年"},
	{"腊八", "plum", "今朝佛粥交相馈", "更觉江村节物新"},
	{"小年", "plum", "", ""},
	{"清明", "willow", "借问酒家何处有", "牧童遥指杏花村"},
	{"端午", "calamus", "不效艾符趋习俗", "但祈蒲酒话升平"},
	{"中秋", "osmanthus", "但愿人长久", "千里共婵娟"},
	{"国庆", "osmanthus", "", ""},
	{"冬至", "plum", "天时人事日相催", "冬至阳生春又来"},
	{"立冬", "ginkgo", "", ""},
	{"小雪", "plum", "晚来天欲雪", "能饮一杯无"},
	{"大雪", "plum", "晚来天欲雪", "能饮一杯无"},
	{"立春", "willow", "春到人间草木知", ""},
	{"立夏", "lotus", "", ""},
	{"夏至", "lotus", "", ""},
	{"立秋", "ginkgo", "", ""},
}

// season is what grows in a month where nothing is celebrated.
func season(m time.Month) string {
	switch m {
	case time.March, time.April, time.May:
		return "willow"
	case time.June, time.July, time.August:
		return "lotus"
	case time.September, time.October, time.November:
		return "ginkgo"
	}
	return "plum"
}

// A poster's word has so many characters before it is parted, and so many at
// most; the rest of the title stands beside it, and below.
const (
	longWord    = 8
	longestWord = 12
)

// posterTitle parts a title: 小雪包饺子，老人免费 is 小雪, 包饺子 and 老人免费.
// Where the author put a |, the word ends there.
func posterTitle(title string) (word, sub, rest string, o occasion) {
	for _, try := range occasions {
		if strings.Contains(title, try.name) {
			o = try
			break
		}
	}
	head := title
	if at := strings.IndexAny(title, "，：；。！？—"); at > 0 {
		head = title[:at]
		rest = strings.TrimLeft(title[at:], "，：；。！？—|")
	}
	first, second, parted := strings.Cut(head, "|")
	switch before, after, ok := strings.Cut(head, o.name); {
	case o.name != "" && ok:
		word, sub = o.name, plain(strings.TrimPrefix(after, "节"))
		if sub == "" {
			sub = plain(before)
		}
	case parted && utf8.RuneCountInString(first) <= longWord:
		word, sub = first, plain(second)
	default:
		word = plain(head)
	}
	if n := utf8.RuneCountInString(word); n > longWord { // the later half says what it is
		runes := []rune(word)
		cut := max((n+1)/2, n-longestWord)
		word, sub = string(runes[cut:]), string(runes[:cut])
	}
	return word, sub, plain(rest), o
}

// poster makes a poster of a sheet that has its facts.
func (r *renderer) poster(v *Sheet, i *site.Item, day calendar.Day) {
	p := &Poster{}
	var rest string
	var o occasion
	p.Word, p.Sub, rest, o = posterTitle(v.Title)
	p.Size = strconv.Itoa(utf8.RuneCountInString(p.Word))
	p.SubSize = subSize(utf8.RuneCountInString(p.Word), utf8.RuneCountInString(p.Sub))
	p.Motif = o.motif
	if o.first != "" {
		p.Verse = []string{o.first}
		if o.second != "" {
			p.Verse = append(p.Verse, o.second)
		}
	}
	if p.Motif == "" {
		p.Motif = season(day.Month())
	}
	p.Lead = told(nil, rest)
	v.Text, v.Poster = Text{}, p // the text is on the page; who wants it on the wall takes another sheet
	v.Paper = i.PaperStyle().Paper
	if v.Paper == "" {
		v.Paper = "A3"
	}
}

// posterOf is the poster of an activity.
func (r *renderer) posterOf(v *Sheet, a *site.Activity) {
	o, ok := r.next(a)
	day := o.Day
	if !ok {
		day = calendar.DayOf(r.site.Now)
	}
	r.poster(v, &a.Item, day)
	p := v.Poster
	p.By = a.Organizer
	if p.By == "" {
		p.By = r.site.Issuer
	}
	p.Call = a.Contact().Phone
	var where []string
	if ok {
		p.When = day.ChineseShort()
		p.Beside = []string{day.WeekdayChinese()}
		if day.Year() != calendar.DayOf(r.site.Now).Year() {
			p.Beside[0] = strconv.Itoa(day.Year()) + "年" + p.Beside[0]
		}
		if l, ok := calendar.LunarOf(day); ok {
			p.Beside = append(p.Beside, "农历"+l.String())
		}
		if rep := a.Series.Repeat; rep != nil && a.Rule != "" && rep.Every != calendar.EveryYear && rep.Every != calendar.EveryLunarYear {
			p.Beside = []string{"下一次", p.When + "　" + day.WeekdayChinese()}
			p.When = a.Rule
		}
		where = append(where, hours(o.Start, time.Time{}, o.AllDay))
	}
	place, rain, _ := strings.Cut(a.Place, "，")
	if place != "" {
		where = append(where, place)
	}
	p.WhenSize = "large"
	if n := utf8.RuneCountInString(p.When); n > 9 {
		p.WhenSize = "small"
	} else if n > 6 {
		p.WhenSize = "middle"
	}
	p.Where = strings.Join(where, "　")
	if a.Capacity > 0 {
		p.Lead = told(p.Lead, "名额"+strconv.Itoa(a.Capacity)+"人")
	}
	for _, text := range []string{rain, a.Fee, a.Item.Summary} {
		p.Lead = told(p.Lead, text)
	}
	v.Facts = nil
}

// Below the date there is room for two lines.
const (
	leadLines = 2
	leadWidth = 19
)

// told adds what has room in the lines below the date, short things on one
// line. What has none is on the page to which the code leads.
func told(lines []string, text string) []string {
	n := utf8.RuneCountInString(text)
	if n == 0 {
		return lines
	}
	used := 0
	for _, l := range lines {
		used += (utf8.RuneCountInString(l) + leadWidth - 1) / leadWidth
	}
	if last := len(lines) - 1; last >= 0 && utf8.RuneCountInString(lines[last])+1+n <= leadWidth {
		lines[last] += "　" + text
		return lines
	}
	if used+(n+leadWidth-1)/leadWidth > leadLines {
		return lines
	}
	return append(lines, text)
}

// noticePoster is the poster of a notice: its summary where an activity has its
// day.
func (r *renderer) noticePoster(v *Sheet, n *site.Notice) {
	r.poster(v, &n.Item, n.Date.Day)
	p := v.Poster
	p.By, p.Call = n.Issuer, n.Contact().Phone
	if n.Item.Summary != "" {
		p.Lead = append(p.Lead, n.Item.Summary)
	}
	v.Facts = nil
}

// subSize keeps what stands beside a word above what grows below it. Beside a
// long word, which is narrow, nothing grows.
func subSize(word, sub int) string {
	if word > 3 {
		sub = (sub + 1) / 2
	}
	switch {
	case sub <= 4:
		return "large"
	case sub <= 6:
		return "middle"
	case sub <= 9:
		return "small"
	}
	return "least"
}
