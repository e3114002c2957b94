package proof

import (
	"regexp"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// WrongLunar is a date with a day of the old calendar that it is not.
type WrongLunar struct {
	From, To int // bytes
	Day      calendar.Day
	Said     string         // 十月十九
	Is       calendar.Lunar // of the day
}

// Args are what the message wrong-lunar says.
func (w WrongLunar) Args() []any {
	return []any{diag.Words{Zh: w.Day.Chinese(), En: w.Day.String()}, w.Said, w.Is.String()}
}

const lunarDay = `(闰?(?:正|十[一二]?|[一二三四五六七八九冬腊])月(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]|[二三]十|廿[一二三四五六七八九]))`

var (
	lunarBehind = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号][（(，,、 ]*(?:农历|阴历)(?:.{2}年)?` + lunarDay)
	lunarBefore = regexp.MustCompile(`(?:农历|阴历)(?:.{2}年)?` + lunarDay + `[（(，, ]*(?:即|公历|阳历|也就是|是)?(?:公历|阳历)?(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]`)
	sameMonths  = strings.NewReplacer("十一月", "冬月", "十二月", "腊月", "二十一", "廿一", "二十二", "廿二", "二十三", "廿三", "二十四", "廿四",
		"二十五", "廿五", "二十六", "廿六", "二十七", "廿七", "二十八", "廿八", "二十九", "廿九")
)

// WrongLunars compares each date with the day of the old calendar right beside
// it: 11月28日（农历十月二十）, 农历十月二十（11月28日）.
func WrongLunars(text []byte, years Years) []WrongLunar {
	var out []WrongLunar
	judge := func(m []int, said, year int) {
		number := func(i int) int {
			if m[i] < 0 {
				return 0
			}
			return atoi(text[m[i]:m[i+1]])
		}
		d := Date{From: m[0], To: m[1], Year: number(year), Month: number(year + 2), Day: number(year + 4)}
		words := string(text[m[said]:m[said+1]])
		days := years.Candidates(text, d)
		for _, day := range days {
			if l, ok := calendar.LunarOf(day); !ok || l.String() == sameMonths.Replace(words) {
				return
			}
		}
		if len(days) > 0 {
			is, _ := calendar.LunarOf(days[0])
			out = append(out, WrongLunar{m[0], m[1], days[0], words, is})
		}
	}
	for _, m := range lunarBehind.FindAllSubmatchIndex(text, -1) {
		judge(m, 8, 2)
	}
	for _, m := range lunarBefore.FindAllSubmatchIndex(text, -1) {
		judge(m, 2, 4)
	}
	return out
}
