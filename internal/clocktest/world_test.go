package clocktest

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

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
