package calendar

import "time"

// Lunar is a date of the Chinese lunisolar calendar, 1949-01-01 to 2100-12-29
// of that calendar. Its year is the civil year in which its new year falls:
// 2026-01-22 lies in the twelfth month of 2025.
type Lunar struct {
	Year, Month, Day int
	Leap             bool // a leap month, which follows the month of the same number
}

// LunarOf returns the lunar date of d, for every day from 1950 to 2100.
func LunarOf(d Day) (Lunar, bool) {
	if d < lunarNewYear(lunarFirst) || d >= lunarNewYear(lunarLast)+Day(lunarYearDays(lunarLast)) {
		return Lunar{}, false
	}
	year := d.Year()
	if year > lunarLast || d < lunarNewYear(year) {
		year--
	}
	left := int(d - lunarNewYear(year))
	leap := lunarLeap(year)
	for i := 0; ; i++ {
		length := lunarLength(year, i)
		if left >= length {
			left -= length
			continue
		}
		// Months are stored in order; from the leap month on, one place is lost.
		if leap > 0 && i >= leap {
			return Lunar{year, i, left + 1, i == leap}, true
		}
		return Lunar{year, i + 1, left + 1, false}, true
	}
}

// Civil returns the civil day of l; not ok if there is no such lunar date.
func (l Lunar) Civil() (Day, bool) {
	days, ok := LunarMonthDays(l.Year, l.Month, l.Leap)
	if !ok || l.Day < 1 || l.Day > days {
		return 0, false
	}
	d := lunarNewYear(l.Year) + Day(l.Day-1)
	for i := range lunarPlace(l.Year, l.Month, l.Leap) {
		d += Day(lunarLength(l.Year, i))
	}
	return d, true
}

// LunarMonthDays returns the length of a lunar month, 29 or 30; not ok if there
// is no such month.
func LunarMonthDays(year, month int, leap bool) (int, bool) {
	if year < lunarFirst || year > lunarLast || month < 1 || month > 12 || leap && lunarLeap(year) != month {
		return 0, false
	}
	return lunarLength(year, lunarPlace(year, month, leap)), true
}

// LunarLeapMonth returns the month of a lunar year that is followed by its leap
// month, or 0.
func LunarLeapMonth(year int) int {
	if year < lunarFirst || year > lunarLast {
		return 0
	}
	return lunarLeap(year)
}

// MonthChinese returns 正月, 十月, 冬月, 腊月, 闰六月.
func (l Lunar) MonthChinese() string {
	if l.Month < 1 || l.Month > 12 {
		return ""
	}
	if l.Leap {
		return "闰" + lunarMonths[l.Month-1]
	}
	return lunarMonths[l.Month-1]
}

// DayChinese returns 初一 to 三十.
func (l Lunar) DayChinese() string {
	if l.Day < 1 || l.Day > 30 {
		return ""
	}
	return lunarDays[l.Day-1]
}

// String returns 十月十四.
func (l Lunar) String() string { return l.MonthChinese() + l.DayChinese() }

// YearChinese returns the year's name in the cycle of sixty: 丙午年.
func (l Lunar) YearChinese() string {
	if l.Year < 4 {
		return ""
	}
	stems := [...]string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}
	branches := [...]string{"子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥"}
	return stems[(l.Year-4)%10] + branches[(l.Year-4)%12] + "年"
}

// Zodiac returns the animal of the year: 马.
func (l Lunar) Zodiac() string {
	if l.Year < 4 {
		return ""
	}
	return [...]string{"鼠", "牛", "虎", "兔", "龙", "蛇", "马", "羊", "猴", "鸡", "狗", "猪"}[(l.Year-4)%12]
}

// The names of the lunar months and days. Never written to.
var (
	lunarMonths = [...]string{"正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月"}
	lunarDays   = [...]string{
		"初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十",
		"十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十",
		"廿一", "廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "廿八", "廿九", "三十",
	}
)

// What follows reads lunarTable; the year must be in it.

func lunarNewYear(year int) Day {
	return Date(year, time.January, 1) + Day(lunarTable[year-lunarFirst]>>17)
}

func lunarLeap(year int) int { return int(lunarTable[year-lunarFirst] >> 13 & 15) }

// lunarLength returns the length of the month at a place, counted from 0, the
// leap month included.
func lunarLength(year, place int) int {
	return 29 + int(lunarTable[year-lunarFirst]>>place&1)
}

func lunarPlace(year, month int, leap bool) int {
	if at := lunarLeap(year); leap || at > 0 && month > at {
		return month
	}
	return month - 1
}

func lunarYearDays(year int) int {
	months, days := 12, 0
	if lunarLeap(year) > 0 {
		months = 13
	}
	for i := range months {
		days += lunarLength(year, i)
	}
	return days
}
