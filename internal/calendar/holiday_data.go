package calendar

import "time"

// Shipped returns the arrangements of 2024 to 2026, typed in from the yearly
// notices. A year is added by With until a newer program knows it.
func Shipped() *Holidays {
	return merge(map[int]YearData{2024: year2024(), 2025: year2025(), 2026: year2026()})
}

func year2024() YearData {
	on := func(m time.Month, d int) Day { return Date(2024, m, d) }
	return YearData{
		Year:   2024,
		Source: "国务院办公厅关于2024年部分节假日安排的通知（2023年10月25日）",
		Off: offDays(
			off{"元旦", on(1, 1), on(1, 1)},
			off{"春节", on(2, 10), on(2, 17)},
			off{"清明节", on(4, 4), on(4, 6)},
			off{"劳动节", on(5, 1), on(5, 5)},
			off{"端午节", on(6, 10), on(6, 10)},
			off{"中秋节", on(9, 15), on(9, 17)},
			off{"国庆节", on(10, 1), on(10, 7)},
		),
		Statutory: []Day{
			on(1, 1), on(2, 10), on(2, 11), on(2, 12), on(4, 4), on(5, 1), on(6, 10), on(9, 17),
			on(10, 1), on(10, 2), on(10, 3),
		},
		Work: []Day{
			on(2, 4), on(2, 18), on(4, 7), on(4, 28), on(5, 11), on(9, 14), on(9, 29), on(10, 12),
		},
	}
}

func year2025() YearData {
	on := func(m time.Month, d int) Day { return Date(2025, m, d) }
	return YearData{
		Year:   2025,
		Source: "国务院办公厅关于2025年部分节假日安排的通知（2024年11月12日）",
		Off: offDays(
			off{"元旦", on(1, 1), on(1, 1)},
			off{"春节", on(1, 28), on(2, 4)},
			off{"清明节", on(4, 4), on(4, 6)},
			off{"劳动节", on(5, 1), on(5, 5)},
			off{"端午节", on(5, 31), on(6, 2)},
			off{"国庆节、中秋节", on(10, 1), on(10, 8)},
		),
		Statutory: []Day{
			on(1, 1), on(1, 28), on(1, 29), on(1, 30), on(1, 31), on(4, 4), on(5, 1), on(5, 2),
			on(5, 31), on(10, 1), on(10, 2), on(10, 3), on(10, 6),
		},
		Work: []Day{on(1, 26), on(2, 8), on(4, 27), on(9, 28), on(10, 11)},
	}
}

func year2026() YearData {
	on := func(m time.Month, d int) Day { return Date(2026, m, d) }
	return YearData{
		Year:   2026,
		Source: "国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）",
		Off: offDays(
			off{"元旦", on(1, 1), on(1, 3)},
			off{"春节", on(2, 15), on(2, 23)},
			off{"清明节", on(4, 4), on(4, 6)},
			off{"劳动节", on(5, 1), on(5, 5)},
			off{"端午节", on(6, 19), on(6, 21)},
			off{"中秋节", on(9, 25), on(9, 27)},
			off{"国庆节", on(10, 1), on(10, 7)},
		),
		Statutory: []Day{
			on(1, 1), on(2, 16), on(2, 17), on(2, 18), on(2, 19), on(4, 5), on(5, 1), on(5, 2),
			on(6, 19), on(9, 25), on(10, 1), on(10, 2), on(10, 3),
		},
		Work: []Day{on(1, 4), on(2, 14), on(2, 28), on(5, 9), on(9, 20), on(10, 10)},
	}
}

// off is a run of days off as a notice gives it, both ends included.
type off struct {
	name     string
	from, to Day
}

func offDays(runs ...off) []NamedDay {
	var days []NamedDay
	for _, run := range runs {
		for d := run.from; d <= run.to; d++ {
			days = append(days, NamedDay{d, run.name})
		}
	}
	return days
}
