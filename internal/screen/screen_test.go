package screen

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"banbao/internal/calendar"
	"banbao/internal/site"
)

// The glasses of the profiles, in pixels for each rem: signage of 43 inches at
// three metres, 55 at five, 21.5 upright at one.
func TestGlass(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       site.Screen
		px      float64 // of 1rem
		columns float64 // characters of text in a line, at least
	}{
		{"lobby", site.Screen{Width: 1920, Height: 1080, WidthMM: 951, Distance: 3}, 65.8, 19},
		{"hall", site.Screen{Width: 1920, Height: 1080, WidthMM: 1218, Distance: 5}, 85.7, 14},
		{"lift", site.Screen{Width: 1080, Height: 1920, WidthMM: 268, Distance: 1}, 43.8, 9.5},
		{"lobby in 4K", site.Screen{Width: 3840, Height: 2160, WidthMM: 951, Distance: 3}, 131.6, 19},
		{"lobby in 720p", site.Screen{Width: 1280, Height: 720, WidthMM: 951, Distance: 3}, 43.9, 19},
	} {
		g := glassOf(&c.d)
		if px := g.rem * float64(c.d.Width); math.Abs(px-c.px) > 0.2 {
			t.Errorf("%s: 1rem is %.1f px, want %.1f", c.name, px, c.px)
		}
		if n := g.columns(g.text); n < c.columns {
			t.Errorf("%s: %.1f characters in a line, want %v", c.name, n, c.columns)
		}
		// A face of text in mm for each metre, by way of the pixels.
		mm := g.text * g.rem * float64(c.d.WidthMM) * face / c.d.Distance
		if mm < textMM-0.01 {
			t.Errorf("%s: text is %.2f mm a metre, want %v", c.name, mm, textMM)
		}
	}
}

func TestLegible(t *testing.T) {
	d := &site.Screen{Width: 1280, Height: 720, WidthMM: 500, Distance: 6}
	ok, metres := Legible(d)
	if ok || metres <= 0 || metres >= 6 {
		t.Fatalf("six metres from half a metre of glass: %v %v", ok, metres)
	}
	d.Distance = metres
	if ok, _ := Legible(d); !ok {
		t.Errorf("the distance it advises, %v, is not legible either", metres)
	}
}

func TestDwell(t *testing.T) {
	for chars, want := range map[int]int{0: 8, 10: 8, 20: 10, 40: 17, 60: 23, 80: 30} {
		s := Slide{Text: []Paragraph{{{Text: strings.Repeat("字", chars)}}}}
		if s.dwell(0); s.Dwell != want || s.Chars != chars {
			t.Errorf("%d characters stay %d s (counted %d), want %d", chars, s.Dwell, s.Chars, want)
		}
	}
	s := Slide{Text: []Paragraph{{{Text: strings.Repeat("字", 80)}}}}
	if s.dwell(18); s.Dwell != 18 {
		t.Errorf("in a lift it stays %d s", s.Dwell)
	}
	s = Slide{Title: "扫码", Code: &Code{}}
	if s.dwell(0); s.Dwell < 12 {
		t.Errorf("a code stays %d s, want 12 at least", s.Dwell)
	}
}

func TestCharacters(t *testing.T) {
	for text, want := range map[string]int{
		"":              0,
		"停水":            2,
		"11月26日14:00起":  4 + 3, // eight digits count four
		"WLAN":          2,
		"请|先存水，再关阀。":    7, // marks and hints are not read
		"0523-0600 110": 6,
	} {
		if got := characters(text); got != want {
			t.Errorf("%q has %d characters to read, want %d", text, got, want)
		}
	}
}

func TestClauses(t *testing.T) {
	for text, want := range map[string]string{
		"请先收好纸箱，推车到棚里。":    "请先收好纸箱，|推车到棚里。",
		"他说：“来吧！”大家来了":     "他说：|“来吧！”|大家来了",
		"……等等。好":           "……|等等。|好",
		"没有标点":             "没有标点",
		"一、二、三。":           "一、|二、|三。",
		"（11月24日，星期二）上午9点": "（11月24日，|星期二）上午9点",
	} {
		if got := strings.Join(clauses(text), "|"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// Whatever is laid out comes out again, in order, whole, and within limits.
func FuzzPaginate(f *testing.F) {
	for _, s := range []string{"", "停水。", strings.Repeat("没有标点", 60), strings.Repeat("一句话，两句话。", 40), "https://xincheng.example/a/very/long/address 与字", "“！”……，，，。。"} {
		f.Add("标题", s)
		f.Add(strings.Repeat("长标题", 12), s)
	}
	glasses := []glass{
		glassOf(&site.Screen{Width: 1920, Height: 1080, WidthMM: 951, Distance: 3}),
		glassOf(&site.Screen{Width: 1080, Height: 1920, WidthMM: 268, Distance: 1}),
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		if len(text) > 4000 || len(title) > 200 || strings.ContainsAny(text, "\n\r") || !utf8.ValidString(title) || !utf8.ValidString(text) { // the loader lets nothing else in
			return
		}
		for _, g := range glasses {
			lim := limitsOf(g)
			lim.pages = len(text) + 1
			var got strings.Builder
			for _, p := range paginate(g, lim, title, []string{text}, 0) {
				n := characters(title)
				if len(p.text) == 0 && text != "" && p.more && strings.TrimSpace(text) != "" {
					t.Fatal("a slide has nothing but its title")
				}
				for _, list := range p.text {
					if strings.Join(list, "") == "" {
						t.Fatal("a paragraph has no words")
					}
				}
				for _, list := range p.text {
					for _, c := range list {
						got.WriteString(c)
						n += characters(c)
					}
				}
				if most := lim.most(title) + 4; n > most {
					t.Fatalf("a slide has %d characters, of %d", n, most)
				}
			}
			squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
			if squeeze(got.String()) != squeeze(text) {
				t.Fatalf("laid out: %q, want %q", got.String(), text)
			}
		}
	})
}

func TestZones(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	if got := zones(at, time.FixedZone("CST", 8*3600)); got != "28800" {
		t.Errorf("a zone that never changes: %s", got)
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := zones(at, paris), "3600,1806195600:7200,1824944400:3600,1837645200:7200,1856394000:3600"; got != want {
		t.Errorf("Paris: %s, want %s", got, want)
	}
}

func TestAlertsKeepWhatWasRaisedByHand(t *testing.T) {
	a := Alerts{Version: 1}
	fire := Raise(site.PreparedAlerts()[0], &site.Info{Issuer: "居委会"}, time.Unix(100, 0), time.Unix(200, 0), []string{"*"})
	water := Raise(site.PreparedAlerts()[1], &site.Info{}, time.Unix(110, 0), time.Unix(210, 0), []string{"lobby"})
	a = a.With(water).With(fire)
	if a.Sequence != 2 || a.Alerts[0].ID != "fire" {
		t.Errorf("the gravest comes first: %+v", a)
	}
	text, err := a.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadAlerts(text)
	if err != nil || len(back.Alerts) != 2 || !equalAlerts(back.Alerts[1], water) {
		t.Errorf("read again: %+v, %v", back, err)
	}
	for _, x := range a.Alerts {
		one, _ := Alerts{Alerts: []Alert{x}}.Bytes()
		if len(one) > 1024 {
			t.Errorf("%s takes %d bytes, of 1024", x.ID, len(one))
		}
	}
	if _, ok := a.Without(func(x Alert) bool { return x.ID == "heat" }); ok {
		t.Error("what is not there was taken down")
	}
	for _, bad := range []string{"", "{", `{"version":2}`, "<html>", `{"version":1,"sequence":-1}`, `{"version":1,"sequence":9223372036854775807}`} {
		if _, err := ReadAlerts([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestHours(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	at := func(h, m int) time.Time { return time.Date(2026, 11, 24, h, m, 0, 0, zone) }
	day := calendar.DayOf(at(0, 0))
	for want, o := range map[string]calendar.Occurrence{
		"下午2点到4点":      {Start: at(14, 0), End: at(16, 0), Day: day},
		"上午9:30到11:00": {Start: at(9, 30), End: at(11, 0), Day: day},
		"上午11点到下午1点":   {Start: at(11, 0), End: at(13, 0), Day: day},
		"晚上7点":         {Start: at(19, 0), Day: day},
		"":             {Start: at(0, 0), AllDay: true, Day: day},
	} {
		if got := hours(o); got != want {
			t.Errorf("%v to %v: %q, want %q", o.Start, o.End, got, want)
		}
	}
}
