package calendar_test

import (
	"fmt"
	"time"

	"banbao/internal/calendar"
)

func ExampleHolidays_Count() {
	span, err := calendar.Shipped().Count(calendar.Period{
		Start: calendar.Date(2026, time.September, 24),
		Days:  7,
		Unit:  calendar.WorkingDays,
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(span.First, span.Last, span.Last.WeekdayChinese())
	// Output: 2026-09-28 2026-10-12 星期一
}

func ExampleSeries_Between() {
	on, err := calendar.ParseOn("2nd sat")
	if err != nil {
		panic(err)
	}
	start, err := calendar.ParseMoment("2026-11-01 09:00")
	if err != nil {
		panic(err)
	}
	clinic := calendar.Series{Start: start, Repeat: &calendar.Rule{Every: calendar.EveryMonth, On: on}}
	loc := time.FixedZone("CST", 8*60*60)
	from := calendar.Date(2026, time.November, 1).Start(loc)
	for _, o := range clinic.Between(from, from.AddDate(0, 3, 0), loc, calendar.Shipped()) {
		lunar, _ := calendar.LunarOf(o.Day)
		fmt.Println(o.Day.ChineseShort(), lunar, calendar.MomentOf(o.Start).Clock.Chinese())
	}
	// Output:
	// 11月14日 十月初六 上午9点
	// 12月12日 冬月初四 上午9点
	// 1月9日 腊月初二 上午9点
}
