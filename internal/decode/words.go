package decode

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/diag"
)

// inChinese are the Chinese words for the English ones that values may have;
// the first is the one that lists show. Types that know their own Chinese are
// not here.
var inChinese = map[string][]string{
	"normal": {"普通", "一般", "平常"}, "important": {"重要"}, "urgent": {"紧急", "加急"},
	"working": {"工作日", "个工作日"}, "calendar": {"自然日", "天", "日", "日历日", "个自然日"},
	"day": {"天", "每天", "日", "每日"}, "week": {"周", "每周", "星期", "每星期", "礼拜"}, "month": {"月", "每月", "每个月"},
	"year": {"年", "每年"}, "lunar-year": {"农历年", "农历", "每年农历", "阴历"},
	"all": {"全部", "所有", "全体", "都"}, "none": {"一个也不", "无", "没有", "不"},
	"at-once": {"当场", "即办", "当场办结", "马上"}, "free": {"免费", "不收费", "无"},
	"activity": {"活动"}, "ranking": {"评比", "评选"}, "guide": {"指南", "办事指南"}, "page": {"页面"},
	"stars": {"星级", "十星"}, "points": {"计分", "积分", "得分"}, "flag": {"流动红旗", "红旗"}, "honour": {"荣誉榜", "光荣榜", "表彰"},
	"household": {"户", "家庭"}, "building": {"楼", "小区"}, "person": {"人", "个人"}, "organisation": {"单位"},
}

// chinese are the words for one value of a fixed set.
func chinese[T ~string](w T) []string {
	if name, ok := any(w).(interface{ Chinese() string }); ok {
		return []string{name.Chinese()}
	}
	if string(w) == "notice" {
		return []string{"通知"}
	}
	return inChinese[string(w)]
}

// narrow makes full-width letters, digits and signs the plain ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '　' || r == '\u00a0':
			return ' '
		case r == '。':
			return '.'
		}
		return r
	}, s)
}

var spokenClock = regexp.MustCompile(`^(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2})(?::(\d{1,2})|[点时](?:(半)|(\d{1,2})分?)?)(?:分)?$`)

// clockMeant reads a time of day as people write it: 16：00, 下午4点半.
func clockMeant(s string) (string, bool) {
	m := spokenClock.FindStringSubmatch(strings.TrimSpace(narrow(s)))
	if m == nil {
		return "", false
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3] + m[5])
	if m[4] != "" {
		minute = 30
	}
	switch m[1] {
	case "下午", "傍晚", "晚上", "晚":
		if hour < 12 {
			hour += 12
		}
	case "中午":
		if hour < 3 {
			hour += 12
		}
	}
	text := fmt.Sprintf("%02d:%02d", hour, minute)
	_, err := calendar.ParseClock(text)
	return text, err == nil
}

// ClockWords is the hint for what is no time of day, or no part of a day.
func ClockWords(s string) diag.Words {
	if t, ok := clockMeant(s); ok {
		return diag.Words{Zh: "写成 \"" + t + "\"（数字和冒号用英文的）", En: "write \"" + t + "\""}
	}
	for _, dash := range []string{"-", "－", "—", "–", "~", "～", "至", "到"} {
		a, b, ok := strings.Cut(s, dash)
		from, ok1 := clockMeant(a)
		until, ok2 := clockMeant(b)
		if ok && ok1 && ok2 && from < until {
			return diag.Words{Zh: "写成 \"" + from + "-" + until + "\"（数字和冒号用英文的）", En: "write \"" + from + "-" + until + "\""}
		}
	}
	return diag.Words{Zh: "写成 \"09:00\"；一段时间写成 \"08:30-11:30\"", En: "write \"09:00\", or \"08:30-11:30\" for a part of a day"}
}
