package markdown

import "strings"

// labels are the words we add ourselves, most of them read aloud only.
type labels struct {
	table, notes, note, back, done, todo string
	section                              string // the id of a heading without letters
}

func labelsFor(lang string) *labels {
	lang = strings.ToLower(lang)
	switch {
	case strings.HasPrefix(lang, "en"):
		return &english
	case strings.HasPrefix(lang, "zh-hant"), strings.HasPrefix(lang, "zh-tw"),
		strings.HasPrefix(lang, "zh-hk"), strings.HasPrefix(lang, "zh-mo"):
		return &traditional
	}
	return &simplified
}

var (
	simplified  = labels{"表格", "注释", "注释", "返回正文", "已办", "未办", "节"}
	traditional = labels{"表格", "註釋", "註釋", "返回正文", "已辦", "未辦", "節"}
	english     = labels{"Table", "Notes", "note", "back to text", "done", "to do", "section"}
)
