package clocktest

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
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

// table is TOML as it is decoded without a struct.
type table = map[string]any

func text(t table, key string) string { s, _ := t[key].(string); return s }
func truth(t table, key string) bool  { b, _ := t[key].(bool); return b }
func texts(t table, key string) []string {
	switch v := t[key].(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, s := range v {
			all = append(all, fmt.Sprint(s))
		}
		return all
	}
	return nil
}

// when is the first and the end instant of what an author writes for a date,
// with or without a time.
func when(v any) (start, end time.Time, timed bool) {
	if v == nil {
		return
	}
	s, ok := v.(string)
	if t, is := v.(time.Time); is {
		s, ok = t.Format("2006-01-02T15:04"), true
		if strings.Contains(t.Location().String(), "date") {
			s = s[:10]
		}
	}
	if !ok {
		panic(fmt.Sprintf("%v is no date", v))
	}
	if len(s) == 10 {
		return day(s), next(day(s)), false
	}
	t, err := time.ParseInLocation("2006-01-02T15:04", strings.Replace(s, " ", "T", 1), zone)
	if err != nil {
		panic(err)
	}
	return t, t, true
}

var number = regexp.MustCompile(`^\d+$`)

// read reads the sample site, all of it, by itself.
func read(root string) (*world, error) {
	w := &world{presets: map[string]table{
		"honours":          {"days": int64(5), "unit": "working"},
		"maintenance-fund": {"days": int64(7), "unit": "calendar"},
	}}
	var cfg table
	if _, err := toml.DecodeFile(filepath.Join(root, "config.toml"), &cfg); err != nil {
		return nil, err
	}
	w.ahead, w.counts = int(cfg["ahead_days"].(int64)), truth(cfg, "publicity_counts_first_day")
	for _, p := range tables(cfg["publicity_presets"]) {
		w.presets[text(p, "id")] = p
	}
	for _, key := range []string{"boards", "screens"} {
		for _, b := range tables(cfg[key]) {
			w.boards = append(w.boards, readBoard(b, key))
		}
	}
	err := filepath.WalkDir(filepath.Join(root, "content"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(filepath.Join(root, "content"), path)
		noun, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var front table
		switch filepath.Ext(path) {
		case ".md":
			parts := strings.SplitN("\n"+string(data), "\n+++\n", 3)
			if len(parts) < 3 {
				return nil // beside a ranking
			}
			if _, err := toml.Decode(parts[1], &front); err != nil {
				return fmt.Errorf("%s: %w", rel, err)
			}
		case ".toml":
			if noun != "activities" && noun != "rankings" {
				return nil
			}
			if _, err := toml.Decode(string(data), &front); err != nil {
				return fmt.Errorf("%s: %w", rel, err)
			}
		default:
			return nil
		}
		if list := tables(front["activity"]); list != nil {
			for _, a := range list {
				w.things = append(w.things, w.readThing(noun, text(a, "slug"), a))
			}
			return nil
		}
		slug := cmp.Or(text(front, "slug"), strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
		w.things = append(w.things, w.readThing(noun, slug, front))
		return nil
	})
	return w, err
}

func readBoard(b table, key string) board {
	n, _ := b["slots"].(int64)
	r := board{id: text(b, "id"), building: text(b, "building"), slots: int(n)}
	if key == "screens" {
		r.id = "screen-" + r.id
	}
	switch shows := b["shows"].(type) {
	case string:
		r.all, r.none = shows == "all", shows == "none"
	case map[string]any:
		r.kinds, r.levels, r.tags = texts(shows, "kinds"), texts(shows, "levels"), texts(shows, "tags")
		r.nouns, r.buildings = texts(shows, "nouns"), texts(shows, "buildings")
	}
	return r
}

func readTargets(t table, key string) *targets {
	if t[key] == nil {
		return nil
	}
	words := texts(t, key)
	return &targets{slices.Equal(words, []string{"all"}), slices.Equal(words, []string{"none"}), words}
}

func (w *world) readThing(noun, slug string, t table) *thing {
	i := &thing{
		noun: noun, slug: slug, path: noun + "/" + slug + ".html",
		title: strings.ReplaceAll(text(t, "title"), "|", ""),
		kind:  text(t, "kind"), level: cmp.Or(text(t, "level"), "normal"),
		draft: truth(t, "draft"), withdrawn: t["withdrawn"] != nil,
		tags: texts(t, "tags"), buildings: texts(t, "buildings"),
		boards: readTargets(t, "boards"), screens: readTargets(t, "screens"),
		place: text(t, "place"),
	}
	switch noun {
	case "notices", "rankings":
		start, _, _ := when(t["date"])
		i.date, i.seen.from = midnight(start), start
		if t["from"] != nil {
			i.seen.from, _, _ = when(t["from"])
		}
		_, i.seen.until, _ = when(t["until"])
		_, i.pin, _ = when(t["pin_until"])
		if p, ok := t["publicity"].(map[string]any); ok {
			i.public = w.readPeriod(p, i.date)
		}
		if list, ok := t["corrections"].([]map[string]any); ok && noun == "notices" {
			for _, c := range list {
				made, _, _ := when(c["date"])
				i.corrected = append(i.corrected, made)
			}
		}
	case "activities":
		readHeld(i, t)
	}
	return i
}

func (w *world) readPeriod(t table, posted time.Time) *period {
	p := &period{}
	said := func(key string) any { // here, or for all of its matter
		if t[key] != nil {
			return t[key]
		}
		return w.presets[text(t, "preset")][key]
	}
	if t["start"] != nil {
		posted, _, _ = when(t["start"])
	}
	calendar := said("unit") == "calendar"
	d := posted
	if counts, ok := said("count_start").(bool); !ok && !w.counts || ok && !counts {
		d = next(d)
	}
	for n := int(said("days").(int64)); len(p.days) < n; d = next(d) {
		if calendar || works(d) {
			p.days = append(p.days, d)
		}
	}
	p.first, p.last = p.days[0], p.days[len(p.days)-1]
	for !works(p.last) {
		p.last = next(p.last)
	}
	p.until = next(p.last)
	if text(t, "result") != "" {
		p.result, _, _ = when(t["result_date"])
	}
	return p
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
