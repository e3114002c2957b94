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
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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

func places(t *decode.Table, key string) []site.Place {
	var out []site.Place
	seen := map[string]diag.Pos{}
	for _, p := range t.Tables(key) {
		place := place(p, seen)
		if key == "occasions" {
			place.Mark = p.String("mark")
		}
		out = append(out, place)
	}
	return out
}

func place(t *decode.Table, seen map[string]diag.Pos) site.Place {
	return site.Place{ID: id(t, seen), Name: t.NeedString("name"), Note: t.String("note")}
}

var goodID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// id reads an id that must be there, be fit for a path, and be the only one.
func id(t *decode.Table, seen map[string]diag.Pos) string {
	s := t.NeedString("id")
	if s == "" {
		return s
	}
	at := t.At("id", "bad-id", s)
	if !goodID.MatchString(s) {
		t.Problem("id", "bad-id", s)
	}
	if other, twice := seen[s]; twice {
		t.Problem("id", "duplicate-id", s, other.String())
	} else {
		seen[s] = at.Pos
	}
	return s
}

// IDs are the ids of named places.
func IDs(places []site.Place) []string {
	ids := make([]string, len(places))
	for i, p := range places {
		ids[i] = p.ID
	}
	return ids
}

// Reference checks that a word names something that exists: an id, or the id
// of a place.
func Reference(t *decode.Table, key, word string, what diag.Words, known []site.Place) {
	if word == "" || slices.ContainsFunc(known, func(p site.Place) bool { return p.ID == word }) {
		return
	}
	hint := SuggestPlace(word, known)
	if what == Building && everybody[word] {
		hint = diag.Words{Zh: "与全体有关，就不写这一行", En: "what concerns everybody has no such line"}
	}
	t.Problem(key, "unknown-reference", what, word, hint)
}

// everybody are the words for all.
var everybody = map[string]bool{"all": true, "全部": true, "全体": true, "所有": true, "全社区": true}

// SuggestPlace is Suggest for things that have a name as well: whoever wrote
// the name is told the id.
func SuggestPlace(word string, known []site.Place) diag.Words {
	ids := IDs(known)
	if everybody[word] && slices.Contains(ids, "all") {
		return diag.Words{Zh: "写成 \"all\"", En: "write \"all\""}
	}
	var meant []site.Place
	for _, k := range known {
		if k.Name == word {
			meant = []site.Place{k}
			break
		}
		if k.Name != "" && utf8.RuneCountInString(word) > 1 && (strings.Contains(k.Name, word) || strings.Contains(word, k.Name)) {
			meant = append(meant, k)
		}
	}
	if len(meant) == 1 {
		return diag.Words{Zh: "“" + meant[0].Name + "”的 id 是 " + meant[0].ID + "，要写 id", En: "the id of " + meant[0].Name + " is " + meant[0].ID + "; write that"}
	}
	if diag.Nearest(word, ids) != "" {
		return Suggest(word, ids)
	}
	shown := make([]string, len(known))
	for i, k := range known {
		if shown[i] = k.ID; k.Name != "" {
			shown[i] += "（" + k.Name + "）"
		}
	}
	return suggestAll(shown)
}

// Suggest words the hint of an unknown name.
func Suggest(word string, known []string) diag.Words {
	if strings.Contains(word, `\`) {
		return diag.Words{Zh: "带反斜杠的是您电脑上的路径，别人打不开；把文件放到 content/ 里，只写文件名或相对路径", En: "a path with backslashes leads into your own computer; put the file below content/ and write its relative path"}
	}
	if i := slices.IndexFunc(known, func(k string) bool { return strings.EqualFold(k, word) }); i >= 0 {
		return diag.Words{Zh: "有的是“" + known[i] + "”，大小写要一样", En: "there is " + known[i] + "; capitals matter"}
	}
	if near := diag.Nearest(word, known); near != "" {
		return diag.Words{Zh: "是不是想写“" + near + "”？", En: "did you mean \"" + near + "\"?"}
	}
	return suggestAll(known)
}

// suggestAll lists what there is.
func suggestAll(known []string) diag.Words {
	if len(known) == 0 {
		return diag.Words{Zh: "现在一个也没有", En: "there are none yet"}
	}
	const most = 12
	zh, en := strings.Join(known[:min(len(known), most)], "、"), strings.Join(known[:min(len(known), most)], ", ")
	if len(known) > most {
		zh, en = zh+" 等", en+" and more"
	}
	return diag.Words{Zh: "现有的是：" + zh, En: "there are: " + en}
}

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

func boards(t *decode.Table, buildings []site.Place) []*site.Board {
	var out []*site.Board
	seen := map[string]diag.Pos{}
	for _, b := range t.Tables("boards") {
		board := &site.Board{
			Source:    b.Pos(),
			ID:        id(b, seen),
			Name:      b.NeedString("name"),
			Kind:      decode.NeedWord(b, "kind", site.BoardKinds()),
			Place:     b.String("place"),
			Building:  b.String("building"),
			Width:     b.Int("width_mm", 0, 50, 20000),
			Height:    b.Int("height_mm", 0, 50, 20000),
			Paper:     decode.Word(b, "paper", papers, ""),
			Slots:     b.Int("slots", 0, 0, 500),
			Shows:     selection(b, buildings),
			RenewDays: b.Int("renew_days", 0, 0, 3660),
		}
		board.Masthead, board.Editors, board.FirstIssue = b.String("masthead"), b.String("editors"), b.Day("first_issue")
		board.Copies = b.Int("copies", board.Kind.UsualCopies(), 1, 999)
		board.Distance = distance(b, board.Kind.ReadFrom())
		Reference(b, "building", board.Building, Building, buildings)
		out = append(out, board)
	}
	return out
}

var papers = []string{"A0", "A1", "A2", "A3", "A4", "A5"}

// profiles are the ready-made sizes: pixels, width of the glass in mm, and the
// distance in metres from which it is read.
var profiles = map[site.Profile]site.Screen{
	site.LobbyTV:    {Width: 1920, Height: 1080, WidthMM: 951, Distance: 3},
	site.HallTV:     {Width: 1920, Height: 1080, WidthMM: 1218, Distance: 5},
	site.LiftPanel:  {Width: 1080, Height: 1920, WidthMM: 268, Distance: 1},
	site.TouchKiosk: {Width: 1080, Height: 1920, WidthMM: 268, Distance: 0.6},
}

// wake is whether a player keeps its display awake.
type wake string

func screens(t *decode.Table, buildings []site.Place) []*site.Screen {
	var out []*site.Screen
	seen := map[string]diag.Pos{}
	for _, s := range t.Tables("screens") {
		screen := &site.Screen{Source: s.Pos(), ID: id(s, seen), Name: s.NeedString("name"), Place: s.String("place"), Building: s.String("building"), Hours: s.String("hours")}
		screen.Profile = decode.Word(s, "profile", site.Profiles(), "")
		base := profiles[screen.Profile]
		if screen.Profile == "" && !s.Has("profile") {
			for _, key := range []string{"width", "height", "width_mm", "distance_m"} {
				if !s.Has(key) {
					s.Problem("", "missing-key", "profile")
					break
				}
			}
		}
		screen.Width = s.Int("width", base.Width, 320, 16384)
		screen.Height = s.Int("height", base.Height, 240, 16384)
		screen.WidthMM = s.Int("width_mm", base.WidthMM, 50, 20000)
		screen.Distance = distance(s, base.Distance)
		if screen.Hours != "" {
			if _, ok := Span(screen.Hours); !ok {
				s.Problem("hours", "bad-time", screen.Hours, decode.ClockWords(screen.Hours))
			}
		}
		screen.Wake = string(decode.Word(s, "wake", []wake{"hold", "rest", "off"}, "hold"))
		screen.Print = s.Bool("print")
		screen.Shows = selection(s, buildings)
		Reference(s, "building", screen.Building, Building, buildings)
		out = append(out, screen)
	}
	return out
}

// distance reads from how far off something is read.
func distance(t *decode.Table, otherwise float64) float64 {
	metres := t.Float("distance_m", otherwise)
	if t.Has("distance_m") && (metres < 0.2 || metres > 100) {
		t.Problem("distance_m", "out-of-range", "distance_m", metres, 0.2, 100)
	}
	return metres
}

// selection reads shows: "all", "none", or a table of lists.
func selection(t *decode.Table, buildings []site.Place) site.Selection {
	if !t.Has("shows") {
		return site.Selection{All: true}
	}
	if t.IsString("shows") {
		word := decode.Word(t, "shows", []string{"all", "none"}, "all")
		return site.Selection{All: word == "all", None: word == "none"}
	}
	s := t.Table("shows")
	if s == nil {
		return site.Selection{}
	}
	sel := site.Selection{
		Nouns:     decode.WordList(s, "nouns", []site.Noun{site.NounNotice, site.NounActivity, site.NounRanking, site.NounGuide, site.NounPage}),
		Kinds:     decode.WordList(s, "kinds", site.Kinds()),
		Levels:    decode.WordList(s, "levels", site.Levels()),
		Tags:      s.Strings("tags"),
		Buildings: s.Strings("buildings"),
	}
	for i, b := range sel.Buildings {
		Reference(s, index("buildings", i), b, Building, buildings)
	}
	return sel
}

// HasConfig tells whether a folder is a site.
func HasConfig(fsys fs.FS) bool {
	info, err := fs.Stat(fsys, File)
	return err == nil && !info.IsDir()
}
