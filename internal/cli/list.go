package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/site"
)

type listCmd struct {
	siteFlags `embed:""`
	State     string `placeholder:"STATE" help:"只列 draft scheduled current ended withdrawn 之一；all 是全部 / only this state"`
	Noun      string `placeholder:"NOUN" help:"只列 notice activity ranking guide page 之一 / only this kind of content"`
	On        string `placeholder:"DATE" help:"那一天会怎样，例如 2026-12-01 / as it would be on that day"`
	Publicity bool   `help:"公示的存档：期限、首次显示、更正、结果，可以打印留存 / publicities with their record, fit for filing"`
	Screens   bool   `help:"每块屏上现在有哪些页、各停几秒、什么放不下 / what each screen shows now, for how long, and what did not fit"`
	Format    string `enum:"text,json" default:"text" help:"text 或 json / format of the report"`
	Which     string `arg:"" optional:"" help:"drafts、future、expired 或 all，同 Hugo / as Hugo's list"`
}

// listed is one item in the report. Times are null when they are not set; an
// activity is from its first start until its last end.
type listed struct {
	Source     string     `json:"source"`
	Noun       site.Noun  `json:"noun"`
	Kind       site.Kind  `json:"kind"`
	Title      string     `json:"title"`
	State      site.State `json:"state"`
	From       *time.Time `json:"from"`
	Until      *time.Time `json:"until"`
	NextChange *time.Time `json:"next_change"`
	Appears    []string   `json:"appears"`
	Boards     []string   `json:"boards"`
	Screens    []string   `json:"screens"`
	Why        string     `json:"why"`
}

// Run lists every item and accounts for it.
func (c *listCmd) Run(s *session) error {
	state, err := c.state()
	if err != nil {
		return err
	}
	if c.On != "" {
		if c.Clock != "" {
			return usageError{"--on 和 --clock 只能写一个", "--on and --clock exclude each other"}
		}
		c.Clock = c.On
	}
	if (c.Publicity || c.Screens) && (c.State != "" || c.Noun != "" || c.Which != "") {
		return usageError{"--publicity、--screens 列出全部，不能和 --state、--noun 一起写", "--publicity and --screens list all and take no --state or --noun"}
	}
	r, done, err := c.open(s)
	if err != nil {
		return err
	}
	defer done()
	plan := build.Prepare(r)
	if plan.Site == nil || plan.Problems.HasErrors() {
		return s.outcome(plan.Problems, plan.Usage, false)
	}
	if c.Publicity {
		list := s.filing(plan)
		if c.Format == "json" {
			return writeJSON(s, list)
		}
		s.printFiling(plan, list)
		return nil
	}
	if c.Screens {
		if c.Format == "json" {
			return writeJSON(s, screensJSON(plan.Screens, true))
		}
		s.printScreens(plan.Screens)
		return nil
	}
	items, err := c.items(s, plan, state)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return writeJSON(s, items)
	}
	c.text(s, items)
	return nil
}

// state reads --state or Hugo's word; empty is all.
func (c *listCmd) state() (site.State, error) {
	word := c.State
	switch c.Which {
	case "":
	case "drafts", "draft":
		word = string(site.Draft)
	case "future":
		word = string(site.Scheduled)
	case "expired":
		word = string(site.Ended)
	case "all":
		word = "all"
	default:
		return "", unknownWord("list", c.Which, []string{"drafts", "future", "expired", "all"})
	}
	if c.Noun != "" {
		nouns := []string{"notice", "activity", "ranking", "guide", "page"}
		if !slices.Contains(nouns, c.Noun) {
			return "", unknownWord("--noun", c.Noun, nouns)
		}
	}
	if word == "" || word == "all" {
		return "", nil
	}
	var words []string
	for _, st := range site.States() {
		if string(st) == word {
			return st, nil
		}
		words = append(words, string(st))
	}
	return "", unknownWord("--state", word, append(words, "all"))
}

func unknownWord(flag, word string, known []string) error {
	zh := fmt.Sprintf("%s 不能是“%s”，可以写：%s", flag, word, strings.Join(known, "、"))
	en := fmt.Sprintf("%s cannot be %q; it is one of %s", flag, word, strings.Join(known, ", "))
	if near := diag.Nearest(word, known); near != "" {
		zh = fmt.Sprintf("%s 不能是“%s”，是不是想写 %s？", flag, word, near)
		en = fmt.Sprintf("%s cannot be %q, did you mean %s?", flag, word, near)
	}
	return usageError{zh, en}
}

func (c *listCmd) items(s *session, plan *build.Plan, state site.State) ([]listed, error) {
	st := plan.Site
	of := itemsOf(st)
	appears, err := plan.Appears()
	if err != nil {
		return nil, err
	}
	out := []listed{}
	for _, i := range st.Items() {
		l := listed{
			Source: i.Source.File, Noun: i.Noun, Kind: i.Kind, Title: strings.ReplaceAll(i.Title, "|", ""), State: i.State(st.Now),
			From: instant(i.Window.From), Until: instant(i.Window.Until),
			Appears: []string{}, Boards: []string{}, Screens: []string{},
		}
		next, ok := i.Window.NextEdge(st.Now)
		switch {
		case of[i].notice != nil:
			l.State = of[i].notice.State(st.Now)
			next, ok = of[i].notice.NextChange(st.Now)
		case of[i].ranking != nil:
			next, ok = of[i].ranking.NextChange(st.Now)
		case of[i].activity != nil:
			series := of[i].activity.Series
			next, ok = series.NextEdge(st.Now, st.Zone, st.Holidays)
			if first, takesPlace := series.Next(series.Start.Start(st.Zone), st.Zone, st.Holidays); takesPlace {
				l.From = &first.Start
			}
		}
		if ok && !i.Draft {
			l.NextChange = &next
		}
		if state != "" && l.State != state || c.Noun != "" && string(i.Noun) != c.Noun {
			continue
		}
		if st.Shown(i) {
			l.Appears = appears[i.Path()]
			if l.Appears == nil {
				l.Appears = []string{i.Path()}
			}
		}
		if l.State == site.Current || l.State == site.Scheduled && st.Shown(i) {
			l.Boards = orEmpty(st.OnBoards(i))
			l.Screens = orEmpty(st.OnScreens(i))
		}
		l.Why = why(s.lang, st, i, l.State)
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b listed) int {
		return cmp.Compare(a.Source, b.Source)
	})
	return out, nil
}

// behind is what an item is a part of, where that tells more about its times.
type behind struct {
	notice   *site.Notice
	ranking  *site.Ranking
	activity *site.Activity
}

func itemsOf(st *site.Site) map[*site.Item]behind {
	of := map[*site.Item]behind{}
	for _, n := range st.Notices {
		of[&n.Item] = behind{notice: n}
	}
	for _, r := range st.Rankings {
		of[&r.Item] = behind{ranking: r}
	}
	for _, a := range st.Activities {
		of[&a.Item] = behind{activity: a}
	}
	return of
}

func orEmpty(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// why says in a sentence why an item is, or is not, where it is.
func why(lang string, st *site.Site, i *site.Item, state site.State) string {
	at := func(t time.Time) string { return t.Format("2006-01-02 15:04") }
	// What ends at midnight is shown through the day before.
	until := func(t time.Time) string {
		if t.Hour() == 0 && t.Minute() == 0 {
			return t.AddDate(0, 0, -1).Format("2006-01-02") + pick(lang, "（含当天）", " (that day included)")
		}
		return at(t)
	}
	switch state {
	case site.Draft:
		if st.Drafts {
			return pick(lang, "草稿，因为 -D 也生成了", "a draft, built because of -D")
		}
		return pick(lang, "草稿：删去 draft = true 就发布，或者用 -D 先看看", "a draft: remove draft = true to publish it, or look at it with -D")
	case site.Scheduled:
		switch st.Presence(i) {
		case site.Present:
			return pick(lang, "还没到时候，因为 -F 也生成了", "scheduled, built because of -F")
		case site.Hidden:
			return fmt.Sprintf(pick(lang, "%s 起显示；已经做好，先藏着，到时自己出现", "shown from %s; built and hidden until then"), at(i.Window.From))
		}
		return fmt.Sprintf(pick(lang, "%s 起才显示；用 -F 先看看", "shown from %s; look at it with -F"), at(i.Window.From))
	case site.Ended:
		return fmt.Sprintf(pick(lang, "显示到 %s，已经结束，只在往期里", "shown until %s; ended, kept in the archive"), until(i.Window.Until))
	case site.Withdrawn:
		return pick(lang, "已撤回，只留一个说明", "withdrawn; a stub stays")
	}
	if i.Window.Until.IsZero() {
		return pick(lang, "一直显示", "shown without end")
	}
	return fmt.Sprintf(pick(lang, "显示到 %s", "shown until %s"), until(i.Window.Until))
}

// text prints the report for people: a line an item, and where it is.
func (c *listCmd) text(s *session, items []listed) {
	counts := map[site.State]int{}
	for _, l := range items {
		counts[l.State]++
		state := string(l.State)
		if !diag.IsEnglish(s.lang) {
			state = l.State.Chinese()
		}
		fmt.Fprintf(s.Stdout, "%s  %s\n", state, l.Title)
		fmt.Fprintf(s.Stdout, "    %s\n    %s\n", l.Source, l.Why)
		row := func(zh, en string, words []string) {
			if len(words) > 0 {
				fmt.Fprintf(s.Stdout, "    %s%s\n", pick(s.lang, zh, en), strings.Join(words, " "))
			}
		}
		row("网页：", "pages: ", l.Appears)
		row("栏：", "boards: ", l.Boards)
		row("屏：", "screens: ", l.Screens)
		if l.NextChange != nil {
			d := calendar.DayOf(*l.NextChange)
			row("下次变化：", "next change: ", []string{d.String(), pick(s.lang, d.WeekdayChinese(), d.Weekday().String()), l.NextChange.Format("15:04")})
		}
	}
	parts := []string{}
	for _, state := range site.States() {
		if n := counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", pick(s.lang, state.Chinese(), string(state)), n))
		}
	}
	s.print("共 %d 条：%s", "%d items: %s", len(items), strings.Join(parts, pick(s.lang, "，", ", ")))
}
