package calendar

// SolarTerm returns the solar term that falls on d, such as 小雪, from 1950 to
// 2100. The day is that of Beijing time, wherever the site is.
func SolarTerm(d Day) (string, bool) {
	y, m, day := d.Date()
	if y < termFirst || y > termLast {
		return "", false
	}
	names := [...]string{
		"小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
		"小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
	}
	row := termTable[y-termFirst]
	first := 2 * (int(m) - 1)
	switch day {
	case int(row[first] - '0'):
		return names[first], true
	case int(row[first+1]-'0') + 15:
		return names[first+1], true
	}
	return "", false
}
