package clocktest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// zone is that of the sample site, without daylight saving.
var zone = time.FixedZone("CST", 8*60*60)

// span is a half-open stretch of time; a zero bound is open.
type span struct{ from, until time.Time }

func (s span) begun(t time.Time) bool { return s.from.IsZero() || !t.Before(s.from) }
func (s span) over(t time.Time) bool  { return !s.until.IsZero() && !t.Before(s.until) }
func (s span) has(t time.Time) bool   { return s.begun(t) && !s.over(t) }

// thing is one item of content, as its front matter says.
type thing struct {
	noun, slug, path string
	title            string
	kind, level      string
	draft, withdrawn bool
	date             time.Time // the first instant of its day
	seen             span
	pin              time.Time
	corrected        []time.Time
	public           *period
	tags, buildings  []string
	boards, screens  *targets
	held             []held // activities
	repeats, daily   bool
	cancelled        bool
	place            string
}

// targets are boards or screens by name.
type targets struct {
	all, none bool
	ids       []string
}

// period is a publicity.
type period struct {
	days   []time.Time // the counted ones
	first  time.Time
	last   time.Time // the beginning of the last day, which may not count
	until  time.Time
	result time.Time // zero: none
}

// mark is what the mark of a publicity begins with at t, and while it runs
// which day it is.
func (p *period) mark(t time.Time) (word string, day int) {
	switch {
	case !p.result.IsZero() && !t.Before(p.result):
		return "公示结束，有结果", 0
	case t.Before(p.first):
		return monthDay(p.first) + "开始公示", 0
	case !t.Before(p.until):
		return "公示期满", 0
	}
	for _, d := range p.days {
		if !t.Before(d) {
			day++
		}
	}
	return "公示中", day
}

// dayOf is 第3天，共5天 and 第3个工作日，共5个.
var dayOf = regexp.MustCompile(`第(\d+)\D+共(\d+)`)

// says tells whether words speak of the right day at t.
func (p *period) says(words string, t time.Time) bool {
	word, day := p.mark(t)
	if day == 0 {
		return strings.HasPrefix(words, word)
	}
	m := dayOf.FindStringSubmatch(words)
	return m != nil && m[1] == strconv.Itoa(day) && m[2] == strconv.Itoa(len(p.days))
}

// runs tells whether it runs at t.
func (p *period) runs(t time.Time) bool { return !t.Before(p.first) && t.Before(p.until) }

func monthDay(t time.Time) string { return fmt.Sprintf("%d月%d日", t.Month(), t.Day()) }

// held is one time that an activity takes place, or the trace that it leaves
// on a day from which it was moved.
type held struct {
	day, start, over time.Time // over is the midnight after where no end is known
	end              time.Time
	cancelled, gone  bool
	plain            bool // as the rule says, without a word about it
}

// arrangement is what the State Council's notices for 2025 and 2026 say.
var (
	off = stretches("2025-01-01 2025-01-28..2025-02-04 2025-04-04..2025-04-06 2025-05-01..2025-05-05 2025-05-31..2025-06-02 2025-10-01..2025-10-08 " +
		"2026-01-01..2026-01-03 2026-02-15..2026-02-23 2026-04-04..2026-04-06 2026-05-01..2026-05-05 2026-06-19..2026-06-21 2026-09-25..2026-09-27 2026-10-01..2026-10-07")
	makeUp = stretches("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")
)

func stretches(text string) map[string]bool {
	days := map[string]bool{}
	for _, s := range strings.Fields(text) {
		from, to, ok := strings.Cut(s, "..")
		if !ok {
			to = from
		}
		for d := day(from); !d.After(day(to)); d = next(d) {
			days[iso(d)] = true
		}
	}
	return days
}

// world is everything that the oracle has read.
type world struct {
	things  []*thing
	ahead   int
	boards  []board
	presets map[string]table // how long publicities of a matter last
	counts  bool             // the day of posting is the first
}

// board is a board or a screen.
type board struct {
	id, building                          string
	slots                                 int
	kinds, levels, tags, nouns, buildings []string
	all, none                             bool
}

// The oracle knows what is held from a month before the year to two years
// after it.
var (
	known   = span{day("2025-06-01"), day("2029-01-01")}
	weekday = map[string]time.Weekday{"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
)

// state of a thing at t, in the design's words.
func (i *thing) state(t time.Time) string {
	switch {
	case i.draft:
		return "draft"
	case !i.seen.begun(t):
		return "scheduled"
	case i.withdrawn:
		return "withdrawn"
	case i.seen.over(t):
		return "ended"
	}
	return "current"
}

// published tells whether a reader may know of it at t.
func (i *thing) published(t time.Time) bool {
	return i.state(t) != "draft" && i.state(t) != "scheduled"
}

// written tells whether a build at t has a page for it, hidden or not.
func (w *world) written(i *thing, t time.Time) bool {
	return !i.draft && (i.published(t) || !midnight(i.seen.from).After(midnight(t).AddDate(0, 0, w.ahead)))
}

// notices that are to be seen at t, in the one order.
func (w *world) notices(t time.Time, keep func(*thing) bool) []*thing {
	var all []*thing
	for _, i := range w.things {
		if i.noun == "notices" && i.published(t) && !i.seen.over(t) && keep(i) {
			all = append(all, i)
		}
	}
	rank := func(i *thing) int {
		switch {
		case i.state(t) != "current":
			return 0
		case i.level == "urgent":
			return 3
		case t.Before(i.pin):
			return 2
		case i.level == "important":
			return 1
		}
		return 0
	}
	slices.SortFunc(all, func(a, b *thing) int {
		return cmp.Or(rank(b)-rank(a), b.date.Compare(a.date), cmp.Compare(a.slug, b.slug))
	})
	return all
}

func everything(*thing) bool { return true }

func ofKind(kind string) func(*thing) bool { return func(i *thing) bool { return i.kind == kind } }

// hangs tells whether a board takes a thing.
func (b board) hangs(i *thing) bool {
	want, id := i.boards, b.id
	if s, ok := strings.CutPrefix(b.id, "screen-"); ok {
		want, id = i.screens, s
	}
	shares := func(rule, have []string) bool {
		return len(rule) == 0 || slices.ContainsFunc(rule, func(s string) bool { return slices.Contains(have, s) })
	}
	noun := map[string]string{"notices": "notice", "activities": "activity", "rankings": "ranking", "guides": "guide", "pages": "page"}[i.noun]
	nouns := b.nouns
	if len(nouns) == 0 && (len(b.kinds)+len(b.levels) > 0 || len(b.tags)+len(b.buildings) == 0) {
		nouns = []string{"notice"}
	}
	switch {
	case noun == "page":
		return false
	case want != nil:
		return !want.none && (want.all || slices.Contains(want.ids, id))
	case b.building != "" && len(i.buildings) > 0 && !slices.Contains(i.buildings, b.building), b.none:
		return false
	case b.all:
		return true
	case noun == "notice" && !(shares(b.kinds, []string{i.kind}) && shares(b.levels, []string{i.level})):
		return false
	}
	return shares(nouns, []string{noun}) && shares(b.tags, i.tags) && shares(b.buildings, i.buildings)
}

// edges are the moments at which anything is different by the design's words:
// the oracle's own next changes.
func (w *world) edges(in span) []time.Time {
	var all []time.Time
	put := func(t time.Time) {
		if !t.IsZero() && in.has(t) {
			all = append(all, t)
		}
	}
	for _, i := range w.things {
		if i.draft {
			continue
		}
		put(i.seen.from)
		put(i.seen.until)
		put(i.pin)
		for _, t := range i.corrected {
			put(t)
		}
		if p := i.public; p != nil {
			put(p.until)
			put(p.result)
			for _, d := range p.days {
				put(d)
			}
		}
		for _, h := range i.held {
			if !h.gone {
				put(h.over)
			}
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}
