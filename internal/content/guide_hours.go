package content

import (
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// hours reads when to come: words, or tables as those of the hall. Words must
// say what holds on holidays; tables must not send people to a closed window.
func (s *source) hours(t *decode.Table, g *site.Guide) {
	if !t.Has("hours") {
		return
	}
	if t.IsString("hours") {
		g.Hours = t.String("hours")
		if g.Hours != "" && !saysHolidays(g.Hours) {
			t.Problem("hours", "hours-without-holidays", g.Hours)
		}
		return
	}
	g.Opening = config.HoursList(t, "hours")
	s.outside(t, g)
}

// saysHolidays tells whether words on hours leave nobody before a closed door
// on a holiday.
func saysHolidays(words string) bool {
	for _, word := range []string{"节假日", "假日", "放假", "节日", "工作日", "上学日", "休息", "全年", "无休", "年节", "holiday", "workday", "school day", "weekday"} {
		if strings.Contains(strings.ToLower(words), word) {
			return true
		}
	}
	return false
}

// outsideDays is how far hours are compared with those of the window: a month
// has every nth weekday.
const outsideDays = 35

// outside looks for a day on which the guide is open and its window is not.
func (s *source) outside(t *decode.Table, g *site.Guide) {
	cfg, h := &s.loader.cfg.Info, s.loader.site.Holidays
	hours := cfg.Hours
	if w := cfg.WindowOf(g.Window); w != nil && len(w.Hours) > 0 {
		hours = w.Hours
	}
	if len(hours) == 0 {
		return
	}
	first := calendar.DayOf(s.loader.site.Now)
	for d := first; d < first+outsideDays; d++ {
		if cfg.Closed(g.Window, d) != nil {
			continue
		}
		there := cfg.OpenAt(g.Window, hours, h, d)
		for _, span := range cfg.OpenAt(g.Window, g.Opening, h, d) {
			if !within(span, there) {
				t.Problem("hours", "hours-outside", d.String(), span.From.String()+"-"+span.Until.String(), g.WindowName, spansWords(there))
				return
			}
		}
	}
}

func within(s site.Span, there []site.Span) bool {
	for _, t := range there {
		if s.From >= t.From && s.Until <= t.Until {
			return true
		}
	}
	return false
}

func spansWords(spans []site.Span) diag.Words {
	if len(spans) == 0 {
		return diag.Words{Zh: "那天不开门", En: "is shut"}
	}
	var words []string
	for _, s := range spans {
		words = append(words, s.From.String()+"-"+s.Until.String())
	}
	return diag.Words{Zh: "那天是 " + strings.Join(words, "、"), En: "is open " + strings.Join(words, ", ")}
}
