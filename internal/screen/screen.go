// Package screen makes what displays in halls and lifts show: for every screen
// of config.toml a player with its set of slides, the same slides as plain
// pages for browsers without script, and a manifest that says what is new.
//
// A set is one file. It holds every slide that will be valid while nobody
// brings a newer one, with its windows, and asks for nothing else: pictures are
// inside. So a screen has a whole set or none, whatever the network does, and
// the player (themes/default/assets/player.js) decides each second what of it
// may be seen.
//
// Nothing here is shrunk or scrolled. Sizes follow from the distance of the
// reader ([glassOf]); what does not fit one slide goes on another, broken at
// the end of a sentence ([paginate]), and what takes too many is abridged, and
// reported so. docs/screens.md says the rules and where their numbers are from.
package screen

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/markdown"
	"banbao/internal/output"
	"banbao/internal/qr"
	"banbao/internal/sign"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// version goes into every key. Count it up when the same view is to give other
// bytes.
const version = "screen 2"

// Texts gives what is read beside the site.
type Texts struct {
	Markdown *markdown.Converter
	Read     func(site.Body) ([]byte, error)                  // the Markdown of an item
	Resize   func(w io.Writer, a site.Asset, width int) error // a picture, made that wide
	Key      sign.Key                                         // signs what players fetch; the zero key: nothing is signed
	Alerts   []byte                                           // alert.json as it is published; nil: there is none
}

// Report is what a screen shows and what did not fit.
type Report struct {
	Screen   *site.Screen
	Slides   []Slide // the whole set, in order; the last is the quiet page
	Shown    []Slide // those valid at the build's moment, without the quiet page
	Chars    int     // on them
	Seconds  int     // to show them all once
	Loop     int     // seconds that one loop may take
	Abridged []string
	Dropped  []string // beyond mostItems
}

// Render makes the files of all screens.
func Render(s *site.Site, t *theme.Theme, texts Texts) ([]output.File, []Report, diag.List) {
	if len(s.Screens) == 0 {
		return nil, nil, nil
	}
	r := &renderer{site: s, theme: t, texts: texts, bodies: map[*site.Item]*body{}, on: map[*site.Item][]string{}}
	for _, d := range s.Screens {
		r.screen(d)
	}
	r.overview()
	r.files = append(r.files, t.Worker()...)
	if err := r.alerts(texts.Alerts); err != nil {
		r.unreadable(err)
	}
	return r.files, r.reports, r.problems
}

// renderer holds what the screens of one Render share.
type renderer struct {
	site     *site.Site
	theme    *theme.Theme
	texts    Texts
	codes    qr.Drawer
	bodies   map[*site.Item]*body
	on       map[*site.Item][]string
	files    []output.File
	reports  []Report
	problems diag.List
	small    []Thumb
	pictures sync.Map // see picture
}

func (r *renderer) onScreens(i *site.Item) []string {
	ids, ok := r.on[i]
	if !ok {
		ids = r.site.OnScreens(i)
		r.on[i] = ids
	}
	return ids
}

// Shell is the player's page.
type Shell struct {
	Root     string
	Screen   string // id
	Name     string
	Class    string // profile, and tall or wide
	Language string
	Zone     string // seconds east of UTC, and its changes ahead
	Since    string // no trusted time lies before it
	Rest     string // 22:00-06:00
	Wake     string
	Loop     int
	Set      string // its name
	Version  string // of the player and its look
	Script   string
	Preview  string // the script that looks at another hour
	Style    string
	Size     string // the style sheet that sizes this screen
	Days     string // lunar day and term of the days to come
	Slides   []Slide
	Plain    string      // the first page without script
	Key      sign.Public // that what is fetched must be signed by; empty: by nobody
	Touch    string      // the pages that are touched; empty for none
}

// Thumb is a screen in the overview.
type Thumb struct {
	ID, Name, Place, Profile, Hours, Size string
	Slides, Seconds                       int
	Tall                                  bool
	Abridged                              []string
}

// screen makes the files of one screen.
func (r *renderer) screen(d *site.Screen) {
	if ok, metres := Legible(d); !ok {
		r.problems.Add(diag.New("screen-too-small", d.Source, d.Name, d.Distance, metres))
		return
	}
	g := glassOf(d)
	report := Report{Screen: d, Loop: loopOf(g)}
	m := &maker{renderer: r, screen: d, glass: g, limits: limitsOf(g), report: &report}
	if err := m.make(); err != nil {
		r.unreadable(err)
		return
	}
	report.Slides = m.slides
	now := r.site.Now
	var plain []Slide
	for _, s := range m.slides {
		if s.Kind == "quiet" || !s.Window.Contains(now) {
			continue
		}
		if s.Kind != "clock" { // which is nothing without script
			plain = append(plain, s)
		}
		report.Shown = append(report.Shown, s)
		report.Chars += s.Chars
		report.Seconds += s.Dwell
	}
	if len(plain) == 0 {
		plain = m.slides[len(m.slides)-1:]
	}
	r.reports = append(r.reports, report)

	base := "screens/" + d.ID + "/"
	shell := Shell{
		Root: "../../", Screen: d.ID, Name: d.Name, Language: r.site.Language,
		Class: class(d, g), Zone: zones(now, r.site.Zone), Wake: d.Wake, Loop: report.Loop,
		Since:  epoch(calendar.DayOf(now).Start(r.site.Zone)),
		Rest:   rest(d.Hours),
		Days:   days(calendar.DayOf(now)),
		Script: r.theme.Asset("player.js"), Style: r.theme.Asset("screen.css"),
		Version: path.Base(r.theme.Asset("player.js")) + " " + path.Base(r.theme.Asset("screen.css")),
		Preview: r.theme.Asset("preview.js"),
		Size:    "size.css", Key: r.texts.Key.Public(),
		Slides: m.slides, Plain: "plain/01.html", Touch: r.shellTouch(d),
	}
	if shell.Touch != "" {
		if err := m.touchPages(base); err != nil {
			r.unreadable(err)
			return
		}
	}
	inner := setView{Days: shell.Days, Slides: m.slides}
	key := output.KeyOf(version, r.theme.Key("screen"), inner)
	shell.Set = hex.EncodeToString(key[:6])
	set := sync.OnceValues(func() ([]byte, error) { return r.set(inner) })

	r.write(base+"size.css", output.KeyOf(version, "size", g.rem), func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "html{font-size:%.4fvw}\n", g.rem*100)
		if g.tall && g.text < tallText && err == nil {
			_, err = fmt.Fprintf(w, ".tall .text,.tall .facts,.tall .more h1{font-size:%.3frem}.tall h1{font-size:%.3frem}.tall .roomy .text{font-size:%.3frem}.tall .roomy h1{font-size:%.3frem}\n",
				g.text, g.title, g.text*roomyText, g.title*roomyGrows)
		}
		return err
	})
	r.files = append(r.files, output.File{Path: base + "set-" + shell.Set + ".html", Key: key, AsIs: true, Write: func(w io.Writer) error {
		body, err := set()
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	}})
	r.write(base+"index.html", output.KeyOf(version, r.theme.Key("screen"), shell), func(w io.Writer) error {
		filled, err := r.filled(shell.Slides)
		if err != nil {
			return err
		}
		return r.theme.Execute(w, "screen", &page0{Shell: shell, Slides: filled})
	})
	manifest := manifestOf(&shell)
	r.sign(base+"manifest.json", output.KeyOf(version, "manifest", key, manifest), func() ([]byte, error) {
		body, err := set()
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		m := manifest
		m.SHA256, m.Size = hex.EncodeToString(sum[:]), len(body)
		text, err := json.Marshal(m)
		return append(text, '\n'), err
	})
	for k, s := range plain {
		v := PlainPage{Shell: shell, Slide: s, Next: fmt.Sprintf("%02d.html", (k+1)%len(plain)+1)}
		v.Root, v.Shell.Slides = "../../../", nil
		file := fmt.Sprintf("%splain/%02d.html", base, k+1)
		r.write(file, output.KeyOf(version, r.theme.Key("screen-plain"), v), func(w io.Writer) error {
			filled, err := r.filled([]Slide{v.Slide})
			if err != nil {
				return err
			}
			return r.theme.Execute(w, "screen-plain", &plain0{PlainPage: v, Slide: filled[0]})
		})
	}
	r.small = append(r.small, Thumb{
		ID: d.ID, Name: d.Name, Place: d.Place, Profile: d.Profile.Chinese(), Hours: d.Hours,
		Size:   fmt.Sprintf("%d×%d", d.Width, d.Height),
		Slides: len(report.Shown), Seconds: report.Seconds, Tall: g.tall, Abridged: report.Abridged,
	})
}

// unreadable is the problem of a text that cannot be read.
func (r *renderer) unreadable(err error) {
	r.problems.Add(diag.New("unreadable-file", diag.Pos{},
		diag.Words{Zh: err.Error(), En: err.Error()}, diag.Words{Zh: "看看文件权限", En: "check its permissions"}))
}

// PlainPage is one slide as a page that leads on by itself.
type PlainPage struct {
	Shell
	Slide Slide
	Next  string
}

// setView is what a set depends on.
type setView struct {
	Days   string
	Slides []Slide
}

// page0, plain0 and set0 are what templates see: the same with codes and
// pictures in their place.
type (
	page0 struct {
		Shell
		Slides []Filled
	}
	plain0 struct {
		PlainPage
		Slide Filled
	}
	set0 struct {
		Days   string
		Slides []Filled
	}
)

// Filled is a slide with its code and picture, which are made when it is
// written.
type Filled struct {
	Slide
	QR  template.HTML
	Src template.URL
}

// filled makes codes and pictures.
func (r *renderer) filled(slides []Slide) ([]Filled, error) {
	all := make([]Filled, len(slides))
	for k, s := range slides {
		f := &all[k]
		f.Slide = s
		if s.Code != nil {
			var err error
			if f.QR, err = r.svg(s.Code); err != nil {
				return nil, err
			}
		}
		if s.Photo != nil {
			var err error
			if f.Src, err = r.picture(s.Photo); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// picture is a photo as an address that holds it. It is made once: every screen
// shows it, in its set, its page and a page without script.
func (r *renderer) picture(p *Photo) (template.URL, error) {
	type size struct {
		path  string
		width int
	}
	made, _ := r.pictures.LoadOrStore(size{p.Asset.Path, p.Width}, sync.OnceValues(func() (template.URL, error) {
		var b bytes.Buffer
		err := r.texts.Resize(&b, p.Asset, p.Width)
		kind := map[string]string{".jpg": "jpeg", ".png": "png"}[p.Asset.Form]
		return template.URL("data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(b.Bytes())), err
	}))
	return made.(func() (template.URL, error))()
}

// svg draws a code.
func (r *renderer) svg(c *Code) (template.HTML, error) {
	code, err := r.codes.Draw(c.Href, qr.Screen)
	if err != nil {
		return "", err
	}
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges" role="img" aria-label="二维码"><path d="%[2]s"/></svg>`, code.Size, code.Path)), nil
}

// set makes the bytes of a set.
func (r *renderer) set(v setView) ([]byte, error) {
	filled, err := r.filled(v.Slides)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = r.theme.Execute(&b, "screen-set", &set0{v.Days, filled})
	return b.Bytes(), err
}

func (r *renderer) write(path string, key output.Key, write func(io.Writer) error) {
	r.files = append(r.files, output.File{Path: path, Key: key, Write: write})
}

// loopOf is how long a loop may take, in seconds: who passes a lobby or waits
// there sees each thing within three minutes, who rides a lift within one.
func loopOf(g glass) int {
	if g.tall {
		return 60
	}
	return 180
}

// class is what a style sheet knows a screen by.
func class(d *site.Screen, g glass) string {
	c := string(d.Profile)
	if g.tall {
		return strings.TrimSpace(c + " tall")
	}
	return strings.TrimSpace(c + " wide")
}

// rest is when a screen is dark: the rest of the day beside its hours.
func rest(hours string) string {
	from, until, ok := strings.Cut(hours, "-")
	if !ok {
		return ""
	}
	return strings.TrimSpace(until) + "-" + strings.TrimSpace(from)
}

// zones are the zone's offset from UTC and its changes within two years, as
// the player reads them: 28800 or 3600,1774746000:7200.
func zones(t time.Time, zone *time.Location) string {
	_, at := t.In(zone).Zone()
	words := []string{strconv.Itoa(at)}
	end := t.AddDate(2, 0, 0)
	for now := t.In(zone); ; {
		_, next := now.ZoneBounds()
		if next.IsZero() || next.After(end) {
			break
		}
		_, offset := next.Zone()
		words = append(words, strconv.FormatInt(next.Unix(), 10)+":"+strconv.Itoa(offset))
		now = next
	}
	return strings.Join(words, ",")
}

// days are the lunar day and the solar term or festivals of 400 days.
func days(first calendar.Day) string {
	var words []string
	for d := first; d < first+400; d++ {
		var parts []string
		if l, ok := calendar.LunarOf(d); ok {
			parts = append(parts, "农历"+l.String())
		}
		if term, ok := calendar.SolarTerm(d); ok {
			parts = append(parts, term)
		}
		parts = append(parts, calendar.Festivals(d)...)
		words = append(words, d.String()+":"+strings.Join(slices.Compact(parts), ","))
	}
	return strings.Join(words, "|")
}
