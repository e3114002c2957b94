package calendar

// Festivals returns the festivals and days of remembrance that fall on d, those
// of the lunar calendar first. 清明 is a solar term, see SolarTerm. 小年 is the
// 24th of the last month, as along the Yangtze; the north keeps it on the 23rd.
// A leap month has no festivals.
func Festivals(d Day) []string {
	var names []string
	if l, ok := LunarOf(d); ok && !l.Leap {
		if name := lunarFestival(l.Month, l.Day); name != "" {
			names = append(names, name)
		}
		// New Year's Eve is the last day of the year, be it a 29th or a 30th.
		if next, ok := LunarOf(d + 1); l.Month == 12 && (!ok || next.Month == 1) {
			names = append(names, "除夕")
		}
	}
	_, month, day := d.Date()
	if name := civilFestival(int(month), day); name != "" {
		names = append(names, name)
	}
	return names
}

func lunarFestival(month, day int) string {
	switch month*100 + day {
	case 101:
		return "春节"
	case 115:
		return "元宵节"
	case 202:
		return "龙抬头"
	case 505:
		return "端午节"
	case 707:
		return "七夕"
	case 815:
		return "中秋节"
	case 909:
		return "重阳节"
	case 1208:
		return "腊八节"
	case 1224:
		return "小年"
	}
	return ""
}

func civilFestival(month, day int) string {
	switch month*100 + day {
	case 101:
		return "元旦"
	case 305:
		return "学雷锋纪念日"
	case 308:
		return "妇女节"
	case 312:
		return "植树节"
	case 501:
		return "劳动节"
	case 504:
		return "青年节"
	case 601:
		return "儿童节"
	case 701:
		return "建党节"
	case 801:
		return "建军节"
	case 910:
		return "教师节"
	case 1001:
		return "国庆节"
	case 1109:
		return "全国消防日"
	case 1204:
		return "国家宪法日"
	}
	return ""
}
