// Package config reads config.toml: what a neighbourhood is called, where its
// boards and screens hang, and how its site is built.
//
// [Load] returns a value with every default filled in, and the problems found.
// Boards and screens come out as package site's nouns. Keys are listed in
// docs/content.md.
package config

import (
	"errors"
	"io/fs"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"banbao/internal/decode"
	"banbao/internal/diag"
	"banbao/internal/limit"
	"banbao/internal/site"
)

// File is the name of the configuration, at the top of a site.
const File = "config.toml"

// Config is config.toml with its defaults.
type Config struct {
	site.Info
	Theme   string
	Record  bool     // whether builds are recorded
	Allow   []string // what is no personal data: see Allowed
	Signing Signing
	Terms   map[string]string // of the site's own, and how they are written in Traditional script
	Boards  []*site.Board
	Screens []*site.Screen
	Presets []site.PublicityPreset // of the program, with the site's own rules over them

	// CountsFirstDay is the site's habit of counting the day of posting.
	CountsFirstDay bool

	// HomeGuidesAt and BoardsAt place what content must check later.
	HomeGuideProblem func(index int, hint diag.Words) diag.Problem
}

// Load reads config.toml from the top of a site.
func Load(fsys fs.FS) (Config, diag.List) {
	src, problem := file(fsys)
	if problem != nil {
		return Config{}, diag.List{*problem}
	}
	src, problem = decode.Text(File, src)
	if problem != nil {
		return Config{}, diag.List{*problem}
	}
	t, problems := decode.Parse(File, src, 1, time.UTC)
	if problems.HasErrors() && t.Empty() {
		return Config{}, problems
	}
	c := read(t)
	t.Done()
	return c, t.Problems()
}

// file reads the file, if it is one and not too large to be one.
func file(fsys fs.FS) ([]byte, *diag.Problem) {
	fail := func(p diag.Problem) ([]byte, *diag.Problem) { return nil, &p }
	info, err := fs.Stat(fsys, File)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(diag.New("no-config", diag.Pos{File: File}))
	case err != nil:
		return fail(decode.Unreadable(File, err))
	case info.IsDir():
		return fail(decode.Unreadable(File, decode.ErrFolder))
	case !info.Mode().IsRegular():
		return fail(decode.Unreadable(File, decode.ErrNotFile))
	case info.Size() > limit.Text:
		return fail(decode.TooLarge(File, info.Size()))
	}
	src, err := limit.ReadFile(fsys, File, limit.Text)
	if err != nil {
		return fail(decode.Unreadable(File, err))
	}
	return src, nil
}

func read(t *decode.Table) Config {
	c := Config{Theme: "default"}
	c.Title = t.NeedString("title")
	c.Mark = orElse(t.String("mark"), "板报")
	c.Description = t.String("description")
	languages(t, &c)
	c.Zone = zone(t)
	c.BaseURL = baseURL(t)
	c.Theme = orElse(t.String("theme"), c.Theme)
	c.Record = !t.Has("record") || t.Bool("record")
	c.Signing = signing(t)
	c.Issuer = orElse(t.String("issuer"), c.Title)
	c.RedHead = t.String("red_head")
	c.Address = t.String("address")
	c.Footnote = t.String("footnote")
	c.DataLicence = t.String("data_licence")
	c.PageSize = t.Int("page_size", 20, 1, 1000)
	c.AheadDays = t.Int("ahead_days", 7, 0, 366)
	c.SummaryLen = t.Int("summary_length", 60, 10, 400)
	c.HomeGuides = t.Strings("home_guides")
	c.HomeGuideProblem = func(i int, hint diag.Words) diag.Problem {
		return t.At(index("home_guides", i), "unknown-reference", Guide, c.HomeGuides[i], hint)
	}
	for _, p := range t.Tables("phones") {
		c.Phones = append(c.Phones, site.Phone{Name: p.NeedString("name"), Number: Phone(p, "number", true), Note: p.String("note")})
	}
	c.Hours = HoursList(t, "hours")
	hall(t, &c)
	c.Occasions = places(t, "occasions")
	c.Audiences = places(t, "audiences")
	c.Buildings = places(t, "buildings")
	c.Boards = boards(t, c.Buildings)
	c.Screens = screens(t, c.Buildings)
	c.Alerts = alerts(t)
	c.CountsFirstDay = t.Bool("publicity_counts_first_day")
	c.Presets = presets(t, c.CountsFirstDay)
	c.Lanes = lanes(t)
	c.Dignity = dignity(t)
	if p := t.Table("privacy"); p != nil {
		c.Allow = p.Strings("allow")
	}
	return c
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// language is the tag of the language that the site is written in.
func language(t *decode.Table) string {
	tag := orElse(t.String("language"), "zh-Hans")
	switch base, _, _ := strings.Cut(strings.ToLower(tag), "-"); base {
	case "zh", "en":
		return tag
	}
	t.Problem("language", "unknown-language", tag)
	return tag
}

func zone(t *decode.Table) *time.Location {
	name := orElse(t.String("time_zone"), "Asia/Shanghai")
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		t.Problem("time_zone", "bad-zone", name)
		return time.FixedZone("CST", 8*60*60)
	}
	return loc
}

// baseURL ends with a slash, or is empty.
func baseURL(t *decode.Table) string {
	s := t.String("base_url")
	if s == "" {
		return ""
	}
	clean, ok := CleanBaseURL(s)
	if !ok {
		t.Problem("base_url", "bad-address", s)
	}
	return clean
}

// CleanBaseURL checks an address for -b and base_url and ends it with a slash.
func CleanBaseURL(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	return strings.TrimRight(u.String(), "/") + "/", true
}

var phone = regexp.MustCompile(`^(\+?\d[\d -]{5,18}\d|\d{3,6})(转\d+)?$`)

// Phone reads a telephone number and doubts what does not look like one.
func Phone(t *decode.Table, key string, needed bool) string {
	s := t.String(key)
	if needed {
		s = t.NeedString(key)
	}
	if s != "" && !phone.MatchString(s) {
		t.Problem(key, "bad-phone", s)
	}
	return s
}

func index(key string, i int) string { return key + "[" + strconv.Itoa(i) + "]" }

var goodID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// everybody are the words for all.
var everybody = map[string]bool{"all": true, "全部": true, "全体": true, "所有": true, "全社区": true}

// What things are called in messages.
var (
	Building = diag.Words{Zh: "小区或楼", En: "building"}
	Board    = diag.Words{Zh: "栏", En: "board"}
	Screen   = diag.Words{Zh: "屏", En: "screen"}
	Window   = diag.Words{Zh: "窗口", En: "window"}
	Occasion = diag.Words{Zh: "办事缘由", En: "occasion"}
	Audience = diag.Words{Zh: "办事的人", En: "audience"}
	Guide    = diag.Words{Zh: "指南", En: "guide"}
	LaneWord = diag.Words{Zh: "公开的类别", En: "disclosure lane"}
	ItemWord = diag.Words{Zh: "公开的事项", En: "disclosure item"}
	Preset   = diag.Words{Zh: "公示事项", En: "publicity preset"}
)

var papers = []string{"A0", "A1", "A2", "A3", "A4", "A5"}

// profiles are the ready-made sizes: pixels, width of the glass in mm, and the
// distance in metres from which it is read.
var profiles = map[site.Profile]site.Screen{
	site.LobbyTV:    {Width: 1920, Height: 1080, WidthMM: 951, Distance: 3},
	site.HallTV:     {Width: 1920, Height: 1080, WidthMM: 1218, Distance: 5},
	site.LiftPanel:  {Width: 1080, Height: 1920, WidthMM: 268, Distance: 1},
	site.TouchKiosk: {Width: 1080, Height: 1920, WidthMM: 268, Distance: 0.6},
}

// HasConfig tells whether a folder is a site.
func HasConfig(fsys fs.FS) bool {
	info, err := fs.Stat(fsys, File)
	return err == nil && !info.IsDir()
}
