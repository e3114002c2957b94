package web

import (
	"banbao/internal/calendar"
	"banbao/internal/site"
)

// dayMark is 休 or 班 for a day, with what it means; both empty on a day like
// any other. Holidays and the days worked instead come first; then a weekend
// on which the hall is open, and any day on which it is not. Without opening
// hours only the holidays are marked.
func dayMark(info *site.Info, h *calendar.Holidays, d calendar.Day) (mark, word string) {
	if name, off := h.Off(d); off {
		if name == "" {
			return "休", "放假"
		}
		return "休", name + "放假"
	}
	if h.MakeUp(d) {
		return "班", "调休上班"
	}
	if len(info.Hours) == 0 {
		return "", ""
	}
	open := len(info.Open(h, d)) > 0
	weekend := d.Weekday() == 0 || d.Weekday() == 6
	switch {
	case open && weekend:
		return "班", "大厅办公"
	case !open:
		return "休", "大厅休息"
	}
	return "", ""
}
