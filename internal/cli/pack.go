package cli

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"banbao/internal/calendar"
	"banbao/internal/diag"
	"banbao/internal/output"
	"banbao/internal/screen"
	"banbao/internal/site"
	"banbao/internal/theme"
)

// validName is what everybody who holds the stick should read.
const validName = "有效期至.txt"

// pack is the pictures of one screen at one moment, for a player that shows
// the pictures of a folder by name.
type pack struct {
	report screen.Report
	clock  time.Time
	folder string // below that of the screen; empty if there is only one day
	slides []screen.Slide
	files  []string   // name of each picture
	until  time.Time  // when it is no longer right; zero for never
	why    diag.Words // what happens then
}

// packOf chooses the slides that are valid now, in the order of the loop. A
// clock makes no sense on a picture; if there is nothing else, the quiet page
// without its clock stands in.
func packOf(s *site.Site, r screen.Report) *pack {
	p := &pack{report: r, clock: s.Now}
	for _, slide := range r.Shown {
		if slide.Kind != "clock" {
			p.slides = append(p.slides, slide)
		}
	}
	if len(p.slides) == 0 {
		p.slides = r.Slides[len(r.Slides)-1:]
	}
	for k := range p.slides {
		p.files = append(p.files, pictureName(k+1, len(p.slides), &p.slides[k]))
	}
	p.until, p.why = validUntil(s, r, p.slides)
	return p
}

// validUntil is the first moment at which a slide ends, one that is not there
// begins, or what is marked as today is yesterday.
func validUntil(s *site.Site, r screen.Report, slides []screen.Slide) (until time.Time, why diag.Words) {
	take := func(t time.Time, zh, en string, title string) {
		if t.After(s.Now) && (until.IsZero() || t.Before(until)) {
			until, why = t, diag.Words{Zh: fmt.Sprintf(zh, title), En: fmt.Sprintf(en, title)}
		}
	}
	midnight := calendar.DayOf(s.Now).End(s.Now.Location())
	for _, x := range slides {
		title := theme.Plain(x.Title)
		take(x.Window.Until, "“%s”到那时为止", "%q ends then", title)
		today := slices.ContainsFunc(x.Rows, func(row screen.Row) bool { return row.Today })
		if today || len(x.Days) > 0 {
			take(midnight, "“%s”上写着今天", "%q says what is today", title)
		}
	}
	for _, x := range r.Slides {
		if x.Kind != "clock" && x.Kind != "quiet" {
			take(x.Window.From, "“%s”那时开始", "%q begins then", theme.Plain(x.Title))
		}
	}
	for _, i := range s.Items() { // what is kept back is in no set yet
		if !i.Draft && i.Window.From.After(s.Now) && slices.Contains(s.OnScreens(i), r.Screen.ID) {
			take(i.Window.From, "“%s”那时开始", "%q begins then", theme.Plain(i.Title))
		}
	}
	return until, why
}

// pictureName is 03_19s_fire-check.png: the place in the order, how long to
// stay, and what it is, in letters that every player knows.
func pictureName(k, n int, s *screen.Slide) string {
	name := s.ID
	for _, noun := range []string{"notices/", "activities/", "rankings/", "guides/"} {
		name = strings.TrimPrefix(name, noun)
	}
	words := strings.FieldsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
	if name = strings.Join(words, "-"); name == "" {
		name = s.Kind
	}
	return fmt.Sprintf("%0*d_%ds_%s.png", max(2, len(fmt.Sprint(n))), k, s.Dwell, name[:min(len(name), 60)])
}

func (p *pack) at(name string) string {
	if p.folder == "" {
		return name
	}
	return p.folder + "/" + name
}

// seconds is how long all pictures take.
func (p *pack) seconds() int {
	n := 0
	for _, s := range p.slides {
		n += s.Dwell
	}
	return n
}

// soon tells whether a slide ends within a day.
func (p *pack) soon(s *screen.Slide) bool {
	return !s.Window.Until.IsZero() && !s.Window.Until.After(p.clock.Add(24*time.Hour))
}

// whenWords is a moment at which something ends: midnight is the end of the
// day before it.
func (s *session) whenWords(t time.Time) string {
	hour := t.Format("15:04")
	if hour == "00:00" {
		t, hour = t.AddDate(0, 0, -1), "24:00"
	}
	d := calendar.DayOf(t)
	return pick(s.lang, d.Chinese()+"（"+d.WeekdayChinese()+"）"+hour, d.String()+" "+hour)
}

// windowWords is from when until when.
func (s *session) windowWords(x *screen.Slide) string {
	from, until := x.Window.From, x.Window.Until
	since := ""
	if !from.IsZero() {
		since = pick(s.lang, calendar.DayOf(from).Chinese()+from.Format(" 15:04")+"起", "from "+from.Format("2006-01-02 15:04"))
		if from.Format("15:04") == "00:00" {
			since = pick(s.lang, calendar.DayOf(from).Chinese()+"起", "from "+from.Format("2006-01-02"))
		}
	}
	switch {
	case until.IsZero() && since == "":
		return pick(s.lang, "一直有效", "always valid")
	case until.IsZero():
		return since
	case since == "":
		return pick(s.lang, "到", "until ") + s.whenWords(until)
	}
	return since + pick(s.lang, "，到", ", until ") + s.whenWords(until)
}

// valid says until when, and why; the second may be empty.
func (p *pack) valid(s *session) (until, why string) {
	if p.until.IsZero() {
		return pick(s.lang, "有效期：没有到期的，内容改了再换", "valid until the content changes"), ""
	}
	return pick(s.lang, "有效期至：", "valid until: ") + s.whenWords(p.until),
		pick(s.lang, "过了就请换一包或者拔下U盘："+p.why.Zh, "after that, replace the pack or take the stick out: "+p.why.En)
}

// line says what came of it; \x01 stands for the folder.
func (p *pack) line(s *session) string {
	where := "\x01"
	if p.folder != "" {
		where += string(os.PathSeparator) + p.folder
	}
	until, _ := p.valid(s)
	return fmt.Sprintf(pick(s.lang, "屏 %s：%d 张图片，%d×%d，看一遍 %d 秒，在 %s；%s", "screen %s: %d pictures, %d×%d, %d s for all, in %s; %s"),
		p.report.Screen.ID, len(p.slides), p.report.Screen.Width, p.report.Screen.Height, p.seconds(), where, until)
}

//go:embed slides.html
var slidesPage string

// pictureRow is a picture in the list.
type pictureRow struct{ File, Title, Dwell, Window, Soon string }

// texts are the lists for people. They open in the editors of old systems:
// UTF-8 with a mark, lines ended as there.
func (p *pack) texts(s *session) ([]output.File, error) {
	d := p.report.Screen
	until, why := p.valid(s)
	page := struct {
		Language, Name, Valid, Why string
		Width, Height              int
		Slides                     []pictureRow
	}{Language: pick(s.lang, "zh-Hans", "en"), Name: d.Name, Valid: until, Why: why, Width: 480, Height: 480 * d.Height / d.Width}
	if d.Height > d.Width {
		page.Width, page.Height = 480*d.Width/d.Height, 480
	}
	var list, short strings.Builder
	fmt.Fprintf(&short, "%s\n%s\n", d.Name, until)
	if why != "" {
		fmt.Fprintln(&short, why)
	}
	fmt.Fprintf(&short, pick(s.lang, "按 %s 做的，%d 张\n", "made for %s, %d pictures\n"), p.clock.Format("2006-01-02 15:04"), len(p.slides))
	list.WriteString(short.String())
	var ending []string
	for k := range p.slides {
		x := &p.slides[k]
		row := pictureRow{File: p.files[k], Title: theme.Plain(x.Title), Dwell: fmt.Sprintf(pick(s.lang, "%d秒", "%d s"), x.Dwell), Window: s.windowWords(x)}
		if x.Pages > 1 {
			row.Title += fmt.Sprintf(" %d/%d", x.Page, x.Pages)
		}
		if p.soon(x) {
			row.Soon = pick(s.lang, "24小时内到期", "ends within 24 hours")
			ending = append(ending, row.Title+"　"+row.Window)
		}
		page.Slides = append(page.Slides, row)
		fmt.Fprintf(&list, "\n%s\n  %s\n  %s\n  %s\n", row.File, row.Title, row.Dwell, row.Window)
		if row.Soon != "" {
			fmt.Fprintf(&list, "  %s\n", row.Soon)
		}
	}
	if len(ending) > 0 {
		fmt.Fprintf(&short, "\n%s\n", pick(s.lang, "24小时内到期的：", "these end within 24 hours:"))
		for _, e := range ending {
			fmt.Fprintf(&short, "  %s\n", e)
		}
	}
	t, err := template.New("slides").Parse(slidesPage)
	if err != nil {
		return nil, err
	}
	var html bytes.Buffer
	if err := t.Execute(&html, page); err != nil {
		return nil, err
	}
	text := func(b *strings.Builder) []byte {
		return []byte("\ufeff" + strings.ReplaceAll(b.String(), "\n", "\r\n"))
	}
	return []output.File{
		{Path: p.at("index.html"), AsIs: true, Write: bytesOf(html.Bytes())},
		{Path: p.at("index.txt"), AsIs: true, Write: bytesOf(text(&list))},
		{Path: p.at(validName), AsIs: true, Write: bytesOf(text(&short))},
	}, nil
}

func bytesOf(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// copyOf writes a file of the disk.
func copyOf(at string) func(io.Writer) error {
	return func(w io.Writer) error {
		f, err := os.Open(at)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(w, f)
		return err
	}
}
