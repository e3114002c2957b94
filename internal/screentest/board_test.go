package screentest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banbao/internal/chrome"
)

// pane is one slide of a set made for a test, with what the oracle must know.
type pane struct {
	item, kind, level string
	page, pages       int
	windows           [][2]int64 // half-open, 0 for an end that is open; none means always
	dwell             int
	undated           bool
	inside            string // HTML beside the text
}

func (p pane) id() string { return fmt.Sprintf("%s.%d", p.item, max(p.page, 1)) }

// valid is the oracle: may the slide be seen at a moment, in epoch seconds?
func (p pane) valid(t int64) bool {
	for _, w := range p.windows {
		if (w[0] == 0 || t >= w[0]) && (w[1] == 0 || t < w[1]) {
			return true
		}
	}
	return len(p.windows) == 0
}

// wall is a set of slides as a build would make it.
type wall struct {
	name   string // stands in every slide, so that a mixture would show
	screen string
	since  int64
	loop   int
	panes  []pane
	weight int // so many bytes more, in a picture
	raw    string
}

func (w *wall) pane(id string) *pane {
	for i := range w.panes {
		if w.panes[i].id() == id {
			return &w.panes[i]
		}
	}
	return nil
}

// html is the inside of <main id="set">.
func (w *wall) html() string {
	if w.raw != "" {
		return w.raw
	}
	var b strings.Builder
	day := time.Unix(w.since, 0).In(chrome.Built.Location())
	var days []string
	for i := range 60 {
		days = append(days, day.AddDate(0, 0, i).Format("2006-01-02")+":农历某月"+strconv.Itoa(i)+",节气"+strconv.Itoa(i))
	}
	fmt.Fprintf(&b, `<div class="days" data-days="%s" hidden></div>`+"\n", strings.Join(days, "|"))
	end := func(t int64) string {
		if t == 0 {
			return ""
		}
		return strconv.FormatInt(t, 10)
	}
	for _, p := range append(w.panes, pane{item: "quiet", kind: "quiet", level: "normal", dwell: 8, undated: true,
		inside: `<p class="time num"></p><p class="line"><b class="date"></b>　<span class="lunar"></span></p><p class="term"><b></b></p>`}) {
		var windows string
		switch {
		case len(p.windows) == 0:
			windows = `data-from="" data-until=""`
		case len(p.windows) == 1:
			windows = fmt.Sprintf(`data-from="%s" data-until="%s"`, end(p.windows[0][0]), end(p.windows[0][1]))
		default:
			var all []string
			for _, win := range p.windows {
				all = append(all, end(win[0])+"-"+end(win[1]))
			}
			windows = `data-windows="` + strings.Join(all, ",") + `"`
		}
		undated := ""
		if p.undated {
			undated = " data-undated"
		}
		fmt.Fprintf(&b, `<section class="slide" data-id="%s" data-item="%s" data-page="%d/%d" data-kind="%s" data-level="%s" %s data-dwell="%d"%s hidden>`+
			`<div class="page"><h1>[%s] %s</h1>%s<div class="foot"><span>居委会</span><span class="now"></span></div></div></section>`+"\n",
			p.id(), p.item, max(p.page, 1), max(p.pages, 1), p.kind, p.level, windows, p.dwell, undated, w.name, p.id(), p.inside)
	}
	if w.weight > 0 {
		fmt.Fprintf(&b, "<!-- %s -->", strings.Repeat("x", w.weight))
	}
	return b.String()
}

func (w *wall) sum() string {
	sum := sha256.Sum256([]byte(w.html()))
	return hex.EncodeToString(sum[:])
}

func (w *wall) hash() string { return w.sum()[:12] }
func (w *wall) file() string { return "set-" + w.hash() + ".html" }

func (w *wall) manifest(version string) []byte {
	data, err := json.Marshal(map[string]any{
		"version": 1, "screen": w.screen, "since": w.since, "set": w.file(), "sha256": w.sum(), "size": len(w.html()),
		"player": version, "loop": w.loop,
	})
	if err != nil {
		panic(err)
	}
	return data
}
