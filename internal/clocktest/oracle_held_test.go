package clocktest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// readHeld works out day by day when an activity is held.
func readHeld(i *thing, t table) {
	start, _, timed := when(t["start"])
	first := midnight(start)
	var length time.Duration
	allDay := truth(t, "all_day") || !timed
	switch end := t["end"].(type) {
	case string:
		if len(end) == 5 {
			at, err := time.Parse("15:04", end)
			if err != nil {
				panic(err)
			}
			length = time.Duration(at.Hour()*60+at.Minute())*time.Minute - start.Sub(first)
			break
		}
		_, until, _ := when(end)
		length = until.Sub(start)
	case nil:
		if allDay {
			length = 24 * time.Hour
		}
	default:
		_, until, _ := when(end)
		length = until.Sub(start)
	}
	i.date = first
	i.cancelled = truth(t, "cancelled") || text(t, "cancelled") != ""
	put := func(at time.Time, long time.Duration, h held) {
		h.start, h.end, h.over, h.day = at, at.Add(long), at.Add(long), midnight(at)
		if long == 0 {
			h.over = next(h.day)
		}
		i.held = append(i.held, h)
	}
	rule, ok := t["repeat"].(map[string]any)
	if !ok {
		put(start, length, held{cancelled: i.cancelled, plain: !i.cancelled})
		i.seen.until = i.held[0].over
		return
	}
	i.repeats = true
	on := texts(rule, "on")
	interval := 1
	if n, ok := rule["interval"].(int64); ok {
		interval = int(n)
	}
	every := text(rule, "every")
	i.daily = every == "day" && interval == 1 || every == "week" && len(on) >= 5
	_, until, _ := when(rule["until"])
	count, _ := rule["count"].(int64)
	except := map[string]bool{}
	list, _ := rule["except"].([]any)
	for _, e := range list {
		d, _, _ := when(e)
		except[iso(d)] = true
	}
	changes := map[string]table{}
	for _, c := range tables(rule["changes"]) {
		d, _, _ := when(c["on"])
		changes[iso(d)] = c
	}
	n := int64(0)
	base := time.Time{} // the first day that fits
	ended := !until.IsZero() || count > 0
	for d := first; d.Before(known.until); d = next(d) {
		if !until.IsZero() && !d.Before(until) || count > 0 && n == count {
			break
		}
		if !gives(every, on, first, d) || truth(rule, "skip_holidays") && off[iso(d)] || truth(rule, "workdays_only") && !works(d) {
			continue
		}
		if base.IsZero() {
			base = d
		}
		if step(every, base, d)%interval != 0 {
			continue
		}
		n++
		at := d.Add(start.Sub(first))
		c := changes[iso(d)]
		switch {
		case except[iso(d)]:
		case c == nil:
			put(at, length, held{cancelled: i.cancelled, plain: !i.cancelled})
		default:
			long := length
			to, _, has := when(c["to"])
			switch {
			case c["to"] == nil:
				to = at
			case !has:
				to = to.Add(start.Sub(first))
			}
			if to.After(at) || to.Before(at) {
				if midnight(to) != d {
					i.held = append(i.held, held{day: d, start: to, over: d, end: d, gone: true})
				}
			}
			put(to, long, held{cancelled: i.cancelled || truth(c, "cancelled")})
		}
	}
	extra, _ := rule["extra"].([]any)
	for _, e := range extra {
		at, _, has := when(e)
		if !has {
			at = at.Add(start.Sub(first))
		}
		put(at, length, held{cancelled: i.cancelled, plain: !i.cancelled})
	}
	slices.SortStableFunc(i.held, func(a, b held) int { return a.start.Compare(b.start) })
	if ended {
		for _, h := range i.held {
			if !h.gone {
				i.seen.until = after(i.seen.until, h.over)
			}
		}
	}
}

func tables(v any) []table {
	switch v := v.(type) {
	case []map[string]any:
		return v
	case []any:
		var all []table
		for _, t := range v {
			all = append(all, t.(map[string]any))
		}
		return all
	}
	return nil
}

// gives tells whether a rule's day could be d, whatever the interval.
func gives(every string, on []string, first, d time.Time) bool {
	if len(on) == 0 {
		switch every {
		case "week":
			return d.Weekday() == first.Weekday()
		case "month":
			return d.Day() == first.Day()
		case "year":
			return d.Day() == first.Day() && d.Month() == first.Month()
		case "lunar-year":
			return lunarDays[iso(d)] != "" && lunarDays[iso(d)] == lunarDays[iso(first)]
		}
		return every == "day"
	}
	for _, word := range on {
		nth, name, two := strings.Cut(word, " ")
		switch {
		case two && nth == "last":
			if d.Weekday() == weekday[name] && d.AddDate(0, 0, 7).Month() != d.Month() {
				return true
			}
		case two:
			if d.Weekday() == weekday[name] && (d.Day()+6)/7 == int(nth[0]-'0') {
				return true
			}
		case number.MatchString(word):
			if strconv.Itoa(d.Day()) == word {
				return true
			}
		case every == "lunar-year":
			eve := word == "12-30" && lunarDays[iso(d)] == "12-29" && lunarDays[iso(next(d))] == "01-01"
			if lunarDays[iso(d)] == word || eve {
				return true
			}
		case every == "year":
			if d.Format("01-02") == word {
				return true
			}
		default:
			if w, ok := weekday[word]; ok && d.Weekday() == w {
				return true
			}
		}
	}
	return false
}

// step counts the days, weeks, months or years from base to d.
func step(every string, base, d time.Time) int {
	switch every {
	case "day":
		return days(base, d)
	case "week":
		return days(monday(base), monday(d)) / 7
	case "month":
		return months(d) - months(base)
	}
	return d.Year() - base.Year()
}
