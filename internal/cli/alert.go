package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banbao/internal/build"
	"banbao/internal/calendar"
	"banbao/internal/config"
	"banbao/internal/diag"
	"banbao/internal/gate"
	"banbao/internal/limit"
	"banbao/internal/output"
	"banbao/internal/screen"
	"banbao/internal/site"
)

type alertCmd struct {
	Source      string   `short:"s" default:"." placeholder:"DIR" help:"网站所在的文件夹 / the site's folder"`
	Destination string   `short:"d" placeholder:"DIR" help:"发布在哪个文件夹，不写就是网站里的 public / the published folder"`
	Clock       string   `placeholder:"TIME" help:"当作现在是几时 / act as if it were then"`
	For         string   `placeholder:"2h" help:"多久，例如 2h、30m，最多 24h / how long"`
	Until       string   `placeholder:"TIME" help:"到几时，例如 18:00 / until when"`
	Screens     []string `placeholder:"ID" help:"哪几块屏，逗号分开，不写就是全部 / which screens; all if left out"`
	Colour      string   `placeholder:"red" help:"red orange yellow blue，红橙黄蓝 / level"`
	Headline    string   `placeholder:"TEXT" help:"先做什么，12个字以内 / what to do"`
	Act         []string `sep:"none" placeholder:"TEXT" help:"再说一句，可以写几次，最多三句 / a sentence; may be repeated"`
	Drill       bool     `help:"演练 / an exercise"`
	Name        string   `arg:"" optional:"" help:"water power fire typhoon heat，或者 config.toml 里的；off 是撤下 / which alert; off takes alerts down"`
	Which       string   `arg:"" optional:"" help:"off 后面写撤下哪一个，不写就是全部 / which to take down"`
}

// mostAlert is how long an alert may last that was raised by hand: longer
// things are notices.
const mostAlert = 24 * time.Hour

// Run raises, cancels or lists alerts. It edits one small file among what is
// published and touches nothing else.
func (c *alertCmd) Run(s *session) error {
	r, done, err := (&siteFlags{Source: c.Source, Clock: c.Clock}).open(s)
	if err != nil {
		return err
	}
	defer done()
	if c.Destination != "" {
		r.Dir = s.abs(c.Destination)
	}
	cfg, problems := config.Load(r.FS)
	if problems.HasErrors() {
		return s.outcome(problems, true, false)
	}
	if r.Key, problems = s.signer(&cfg, s.abs(c.Source), r.Dir); problems.HasErrors() {
		return s.outcome(problems, true, false)
	}
	e := alertEdit{s: s, r: r, cfg: &cfg, file: filepath.Join(r.Dir, filepath.FromSlash(screen.AlertFile))}
	switch c.Name {
	case "":
		return e.list()
	case "off":
		return e.cancel(c.Which)
	}
	return c.raise(e)
}

// raise publishes one alert.
func (c *alertCmd) raise(e alertEdit) error {
	s, cfg := e.s, e.cfg
	k := slices.IndexFunc(cfg.Alerts, func(a site.Alert) bool { return a.ID == c.Name || a.Title == c.Name })
	if k < 0 {
		var names []string
		for _, a := range cfg.Alerts {
			names = append(names, a.ID)
		}
		names = append(names, "off")
		zh, en := "", ""
		if near := diag.Nearest(c.Name, names); near != "" {
			zh, en = fmt.Sprintf("，是不是想写 %s", near), fmt.Sprintf("; did you mean %s", near)
		}
		return usageError{
			fmt.Sprintf("没有准备好的“%s”%s。有：%s", c.Name, zh, strings.Join(names, "、")),
			fmt.Sprintf("there is no alert %q%s; there are: %s", c.Name, en, strings.Join(names, ", "))}
	}
	a := cfg.Alerts[k]
	if c.Headline != "" {
		a.Headline = c.Headline
	}
	if len(c.Act) > 0 {
		a.Acts = c.Act
	}
	if len(a.Acts) > 3 {
		return usageError{"最多写三句 --act", "at most three --act"}
	}
	if c.Colour != "" {
		if !slices.Contains(site.Colours(), site.Colour(c.Colour)) {
			return usageError{fmt.Sprintf("--colour 写 red、orange、yellow、blue 之一，不是“%s”", c.Colour), fmt.Sprintf("--colour is red, orange, yellow or blue, not %q", c.Colour)}
		}
		a.Colour = site.Colour(c.Colour)
	}
	a.Drill = a.Drill || c.Drill
	until, err := c.end(e.r.Now, a.Hours)
	if err != nil {
		return err
	}
	on := []string{"*"}
	if len(c.Screens) > 0 {
		on = c.Screens
		for _, id := range on {
			if !slices.ContainsFunc(cfg.Screens, func(d *site.Screen) bool { return d.ID == id }) {
				return usageError{fmt.Sprintf("没有“%s”这块屏，config.toml 里的 [[screens]] 有 id", id), fmt.Sprintf("there is no screen %q; config.toml has the ids under [[screens]]", id)}
			}
		}
	}
	if err := withoutPersonal(cfg, a); err != nil {
		return err
	}
	one := screen.Raise(a, &cfg.Info, e.r.Now, until, on)
	if err := e.edit(func(now screen.Alerts) (screen.Alerts, bool) {
		for _, x := range now.Alerts {
			if same := x; x.ID == one.ID && x.Source == one.Source {
				same.Sent, same.From = one.Sent, one.From
				if fmt.Sprint(same) == fmt.Sprint(one) {
					return now, false
				}
			}
		}
		return now.With(one), true
	}); err != nil {
		return err
	}
	mark := ""
	if one.Status == "exercise" {
		mark = "（演练）"
	}
	fmt.Fprintf(s.Stdout, "%s%s%s：%s\n", a.Colour.Chinese(), a.Title, mark, a.Headline)
	for _, act := range a.Acts {
		fmt.Fprintf(s.Stdout, "  %s\n", act)
	}
	s.say("到 %s 为止；撤下：banbao alert off %s", "until %s; to take it down: banbao alert off %s", until.Format("2006-01-02 15:04"), a.ID)
	return nil
}

// withoutPersonal refuses an alert that shows personal data: it goes to every
// screen at once, and no build looks at it before.
func withoutPersonal(cfg *config.Config, a site.Alert) error {
	for _, text := range append([]string{a.Headline}, a.Acts...) {
		for _, f := range gate.New(cfg.Allowed()).Whole("", text) {
			if words := gate.RuleWords(f.Rule); f.Sure {
				return usageError{
					fmt.Sprintf("警报里有%s：%s，不能放上屏；对外的号码写进 config.toml 的 [privacy] allow", words.Zh, f.Text),
					fmt.Sprintf("the alert shows personal data (%s): %s; numbers of the community belong in config.toml under [privacy] allow", words.En, f.Text)}
			}
		}
	}
	return nil
}

// end is when an alert ends: as the flags say, or after its own hours.
func (c *alertCmd) end(now time.Time, hours int) (time.Time, error) {
	if c.For != "" && c.Until != "" {
		return time.Time{}, usageError{"--for 和 --until 只能写一个", "--for and --until exclude each other"}
	}
	until := now.Add(time.Duration(hours) * time.Hour)
	switch {
	case c.For != "":
		d, err := time.ParseDuration(c.For)
		if err != nil {
			return time.Time{}, usageError{fmt.Sprintf("--for 写成 2h 或 30m，不是“%s”", c.For), fmt.Sprintf("--for is written 2h or 30m, not %q", c.For)}
		}
		until = now.Add(d)
	case c.Until != "":
		if at, err := calendar.ParseClock(c.Until); err == nil {
			until = calendar.Moment{Day: calendar.DayOf(now), Clock: at, Timed: true}.Start(now.Location())
			if !until.After(now) {
				until = calendar.Moment{Day: calendar.DayOf(now) + 1, Clock: at, Timed: true}.Start(now.Location())
			}
		} else if m, err := calendar.ParseMomentIn(c.Until, now.Location()); err == nil {
			until = m.End(now.Location())
		} else {
			return time.Time{}, usageError{fmt.Sprintf("--until 写成 18:00 或 2026-11-22T18:00，不是“%s”", c.Until), fmt.Sprintf("--until is written 18:00 or 2026-11-22T18:00, not %q", c.Until)}
		}
	}
	if !until.After(now) || until.Sub(now) > mostAlert {
		return time.Time{}, usageError{"警报要在24小时以内结束；更长的写成紧急通知", "an alert ends within 24 hours; write an urgent notice for what is longer"}
	}
	return until, nil
}

// alertEdit edits alert.json where it is published.
type alertEdit struct {
	s    *session
	r    build.Request
	cfg  *config.Config
	file string
}

// read is what is published now.
func (e alertEdit) read() (screen.Alerts, error) {
	text, err := limit.ReadDisk(e.file, limit.Alert)
	if errors.Is(err, fs.ErrNotExist) {
		return screen.Alerts{}, usageError{
			fmt.Sprintf("%s 里还没有电子屏：先在 config.toml 里写 [[screens]]，再 banbao build", e.r.Dir),
			fmt.Sprintf("%s has no screens yet: write [[screens]] in config.toml, then banbao build", e.r.Dir)}
	}
	if large := (*limit.Error)(nil); err != nil && !errors.As(err, &large) {
		return screen.Alerts{}, err
	}
	now, err := screen.ReadAlerts(text)
	if err != nil { // an alert must not fail because the file is damaged
		return screen.Alerts{Version: 1, Sequence: e.r.Now.Unix()}, nil
	}
	return now, nil
}

// edit changes the file at once, without waiting for a build that may be
// going on; then it waits for it, and sees that the change has lasted.
func (e alertEdit) edit(change func(screen.Alerts) (screen.Alerts, bool)) error {
	once := func() (map[string][]byte, error) {
		now, err := e.read()
		if err != nil {
			return nil, err
		}
		next, changed := change(now)
		if !changed {
			return nil, nil
		}
		text, err := next.Bytes()
		if err == nil {
			text, err = e.r.Key.Sign(screen.AlertFile, text)
		}
		return map[string][]byte{screen.AlertFile: text}, err
	}
	files, err := once()
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := output.Replace(filepath.Join(e.r.Dir, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return output.Keep(e.s.ctx, e.r.Dir, nil, once)
}

// cancel takes down one alert, or all, that were raised by hand.
func (e alertEdit) cancel(which string) error {
	found, notice := false, false
	err := e.edit(func(now screen.Alerts) (screen.Alerts, bool) {
		next, ok := now.Without(func(a screen.Alert) bool {
			mine := which == "" || a.ID == which || a.Title == which
			notice = notice || mine && which != "" && a.Source == screen.ByNotice
			return mine && a.Source == screen.ByHand
		})
		found = found || ok
		return next, ok
	})
	switch {
	case err != nil:
		return err
	case found:
		e.s.say("撤下了", "taken down")
		return nil
	case notice:
		return usageError{fmt.Sprintf("“%s”是紧急通知，改它的 until 再 banbao build", which), fmt.Sprintf("%q is an urgent notice: change its until, then banbao build", which)}
	case which != "":
		return usageError{fmt.Sprintf("“%s”现在没有在屏上", which), fmt.Sprintf("%q is not on any screen", which)}
	}
	e.s.say("屏上没有手工发的警报", "no alert raised by hand is on any screen")
	return nil
}

// list says what is on screens now, and what is prepared.
func (e alertEdit) list() error {
	now, err := e.read()
	if err != nil {
		return err
	}
	out := e.s.Stdout
	e.s.say("屏上：", "on screens:")
	n := 0
	for _, a := range now.Alerts {
		if a.Expires <= e.r.Now.Unix() {
			continue
		}
		n++
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", a.ID, a.Colour.Chinese(), a.Headline, strings.Join(a.Screens, ","),
			time.Unix(a.Expires, 0).In(e.r.Now.Location()).Format("2006-01-02 15:04"))
	}
	if n == 0 {
		e.s.say("  没有", "  none")
	}
	e.s.say("准备好的：", "prepared:")
	for _, a := range e.cfg.Alerts {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", a.ID, a.Colour.Chinese(), a.Title, a.Headline)
	}
	return nil
}
