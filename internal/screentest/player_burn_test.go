package screentest

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"

	"banbao/internal/chrome"
)

// TestPlayerBurnIn lets one slide stand on the glass for half an hour, which is
// the worst that happens, and takes a picture each minute: nothing that is
// written or drawn stays on the same spot for more than a quarter of an hour.
// So it is with the words of an alert, whose ground may stay.
func TestPlayerBurnIn(t *testing.T) {
	t.Parallel()
	const minutes, most, across = 32, 15, 480
	heat := func(t *testing.T, walks bool) int {
		w := &wall{name: "A", screen: "hall", since: today(chrome.Built).Unix(), loop: 60, panes: []pane{
			{item: "notices/one", kind: "notice", level: "normal", dwell: 60, undated: true, inside: `<p class="text">` + strings.Repeat("请先收好门口的纸箱和杂物。", 6) + `</p>`}}}
		h := newHouse(t, w)
		h.base = chrome.Built
		if !walks {
			h.script = append(append([]byte(nil), h.script...), `;Object.defineProperty(CSSStyleDeclaration.prototype, "transform", {set: () => {}});`...)
		}
		b := open(t)
		b.Size(1920, 1080)
		b.Visit(h.url("hall"))
		b.live(5)
		h.die()
		var since, dark []int // by pixel: how often it was dark in a row, and at most
		longest := 0
		for range minutes {
			b.jump(time.Unix(int64(b.standing().Time), 0).Add(time.Minute))
			shot, err := png.Decode(bytes.NewReader(b.Picture(&page.Viewport{Width: 1920, Height: 1080, Scale: across / 1920.0})))
			b.Must(err)
			size := shot.Bounds()
			if since == nil {
				since, dark = make([]int, size.Dx()*size.Dy()), make([]int, size.Dx()*size.Dy())
			}
			for y := range size.Dy() {
				for x := range size.Dx() {
					r, g, bl, _ := shot.At(x, y).RGBA()
					i := y*size.Dx() + x
					if 299*r+587*g+114*bl < 1000*0xb000 {
						since[i]++
						dark[i] = max(dark[i], since[i])
						longest = max(longest, since[i])
					} else {
						since[i] = 0
					}
				}
			}
		}
		return longest
	}
	longest := heat(t, true)
	t.Logf("no spot is written on for more than %d minutes on end", longest)
	if longest > most || longest < 1 {
		t.Errorf("a spot is written on for %d minutes on end", longest)
	}
	if still := heat(t, false); still <= most {
		t.Errorf("a slide that does not walk is not found out: %d minutes", still)
	}

	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Size(1920, 1080)
	b.Visit(h.url("hall"))
	b.live(5)
	for _, change := range []map[string]any{{}, {"status": "exercise"}, {"colour": "yellow"}} {
		h.set(func() {
			h.fault = ""
			h.alert = alarms(int(b.standing().Sequence)+1, alarm(time.Unix(int64(b.standing().Time), 0), change))
		})
		b.live(13)
		places := map[string]int{}
		for range 16 {
			b.jump(time.Unix(int64(b.standing().Time), 0).Add(time.Minute))
			at := chrome.Eval[[]float64](b, `(() => { const r = document.querySelector("#alert h1, #alert strong").getBoundingClientRect(); return [r.left, r.top]; })()`)
			places[fmt.Sprint(at)]++
		}
		if len(places) < 8 {
			t.Errorf("%v: the words stand on %v", change, places)
		}
	}
}

// TestPlayerAlertContrast measures the words of every alert on every glass:
// 7:1, in the window, and none over another.
func TestPlayerAlertContrast(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(5)
	looked := 0
	for _, colour := range []string{"red", "orange", "yellow", "blue"} {
		for _, status := range []string{"actual", "exercise", "test"} {
			h.set(func() {
				h.alert = alarms(int(b.standing().Sequence)+1, alarm(time.Unix(int64(b.standing().Time), 0), map[string]any{"colour": colour, "status": status, "id": colour + status}))
			})
			b.live(13)
			where := "#alert"
			if colour == "blue" {
				b.liveUntil(20, func(s seen) bool { return strings.Contains(s.Text, "走楼梯") })
				where = ".slot:not([hidden])"
			}
			for _, size := range [][2]int64{{1920, 1080}, {1080, 1920}} {
				b.Size(size[0], size[1])
				for _, fault := range chrome.Eval[[]string](b, "(() => {"+paleScript+`
					const at = document.querySelector("`+where+`");
					if (!at || !at.innerText.includes("走楼梯")) return ["it is not seen"];
					return pale(at);
				})()`) {
					t.Errorf("%s %s: %s", colour, status, fault)
				}
				looked++
			}
		}
	}
	if looked != 24 {
		t.Errorf("only %d", looked)
	}
}

// TestPlayerOldAlerts serves an older alert.json again, as a cache may: for a
// quarter of an hour what was newer holds, then what is there.
func TestPlayerOldAlerts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	h.alert = alarms(5, alarm(chrome.Built, nil))
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(13)
	h.set(func() { h.alert = alarms(2) })
	for minute := range 14 {
		b.live(60)
		if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
			t.Fatalf("after %d minutes of an old file the alert is gone", minute+1)
		}
	}
	b.live(80)
	if got := b.seen(); got.Alert != "" || got.blank() {
		t.Errorf("what is there is never believed: %+v %+v", got, b.standing())
	}
	// And by a page that is opened while the old file is there it is not
	// believed at once either.
	h.set(func() {
		h.alert = alarms(9, alarm(chrome.Built, map[string]any{"expires": chrome.Built.Unix() + 7200}))
	})
	b.live(13)
	b.kept()
	h.set(func() {
		h.alert = alarms(3)
		h.base = chrome.Built.Add(20 * time.Minute)
	})
	b.StartAt(chrome.Built.Add(20 * time.Minute))
	b.Visit(h.url("hall"))
	b.live(60)
	if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
		t.Errorf("after a start the old file is believed at once: %+v", got)
	}
	b.live(870)
	if got := b.seen(); got.Alert != "" || got.blank() {
		t.Errorf("after a start what is there is never believed: %+v %+v", got, b.standing())
	}
}
