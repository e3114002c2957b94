package config

import (
	"errors"
	"strings"

	"banbao/internal/calendar"
	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/site"
)

// hall reads what there is to know of the hall besides its hours: windows, who
// is on duty, when people wait, and when it is shut.
func hall(t *decode.Table, c *Config) {
	seen := map[string]diag.Pos{}
	for _, w := range t.Tables("windows") {
		c.Windows = append(c.Windows, site.Window{
			Place: place(w, seen), Route: w.String("route"), Access: w.String("access"), Queue: w.String("queue"),
			Phone: Phone(w, "phone", false), Hours: HoursList(w, "hours"),
		})
	}
	windows := c.WindowPlaces()
	for _, p := range t.Tables("posts") {
		post := site.Post{Role: p.NeedString("role"), Note: p.String("note"), Window: p.String("window"), Phone: Phone(p, "phone", false), On: on(p), Open: spans(p)}
		Reference(p, "window", post.Window, Window, windows)
		c.Posts = append(c.Posts, post)
	}
	for _, q := range t.Tables("queues") {
		queue := site.Queue{On: on(q), Note: q.NeedString("note"), Busy: q.Bool("busy")}
		text := q.NeedString("open")
		span, ok := Span(text)
		if !ok && text != "" {
			q.Problem("open", "bad-time", text, decode.ClockWords(text))
		}
		queue.Open = span
		c.Queues = append(c.Queues, queue)
	}
	for _, x := range t.Tables("closures") {
		c.Closures = append(c.Closures, closure(x, windows))
	}
}

func closure(t *decode.Table, windows []site.Place) site.Closure {
	c := site.Closure{First: t.Day("from"), Last: t.Day("until"), Why: t.NeedString("why"), Windows: t.Strings("windows")}
	if !t.Has("from") {
		t.Problem("", "missing-key", "from")
	}
	if !t.Has("until") {
		c.Last = c.First
	}
	if c.Last < c.First && c.First > 0 && c.Last > 0 {
		t.Problem("until", "until-before-from", c.Last.String(), "from", c.First.String())
	}
	for i, id := range c.Windows {
		Reference(t, index("windows", i), id, Window, windows)
	}
	return c
}

// HoursList reads tables of opening hours.
func HoursList(t *decode.Table, key string) []site.Hours {
	var all []site.Hours
	for _, h := range t.Tables(key) {
		all = append(all, hours(h))
	}
	return all
}

func hours(t *decode.Table) site.Hours {
	return site.Hours{Name: t.NeedString("name"), On: on(t), Open: spans(t), Holidays: t.Bool("holidays")}
}

// on reads the days of a rule.
func on(t *decode.Table) calendar.On {
	words := t.Words("on")
	on, err := calendar.ParseOn(words...)
	if err != nil || len(words) == 0 {
		word := strings.Join(words, ", ")
		var bad *calendar.OnError
		if errors.As(err, &bad) {
			word = bad.Word
		}
		t.Problem("on", "bad-repeat-day", word)
	}
	return on
}

// spans reads parts of the day.
func spans(t *decode.Table) []site.Span {
	var open []site.Span
	for i, s := range t.Strings("open") {
		span, ok := Span(s)
		if !ok {
			t.Problem(index("open", i), "bad-time", s, decode.ClockWords(s))
			continue
		}
		open = append(open, span)
	}
	return open
}

// Span reads 08:30-11:30.
func Span(s string) (site.Span, bool) {
	a, b, ok := strings.Cut(strings.NewReplacer("－", "-", "—", "-", "至", "-", "到", "-").Replace(s), "-")
	from, err1 := calendar.ParseClock(strings.TrimSpace(a))
	until, err2 := calendar.ParseClock(strings.TrimSpace(b))
	return site.Span{From: from, Until: until}, ok && err1 == nil && err2 == nil && from < until
}
