package screentest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// alarm is an alert as it stands in alert.json.
func alarm(now time.Time, change map[string]any) map[string]any {
	a := map[string]any{
		"id": "20261122-fire", "sent": now.Unix(), "from": now.Unix(), "expires": now.Add(time.Hour).Unix(), "status": "actual", "colour": "red",
		"screens": []string{"*"}, "title": "火警疏散", "headline": "走楼梯，快下楼", "acts": []string{"不要乘电梯。", "到南广场集合。", "打119。"},
		"issuer": "新城社区", "phone": "0523-0000 0110", "source": "hand",
	}
	maps.Copy(a, change)
	return a
}

func alarms(sequence int, all ...map[string]any) string {
	if all == nil {
		all = []map[string]any{}
	}
	data, err := json.Marshal(map[string]any{"version": 1, "sequence": sequence, "alerts": all})
	if err != nil {
		panic(err)
	}
	return string(data)
}

// TestPlayerAlerts goes through the levels: what is seen, when it comes, when
// it goes, and that the loop goes on where it stopped.
func TestPlayerAlerts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(12)
	now := func() time.Time { return time.Unix(int64(b.standing().Time), 0) }
	publish := func(text string) { h.set(func() { h.alert = text }) }
	sees := func(what string, want ...string) {
		t.Helper()
		got := b.seen()
		for _, w := range want {
			if !strings.Contains(got.Alert, w) {
				t.Errorf("%s: %q is not on the screen: %+v", what, w, got)
			}
		}
		if want == nil && got.Alert != "" {
			t.Errorf("%s: still %q", what, got.Alert)
		}
		if got.blank() {
			t.Errorf("%s: blank", what)
		}
	}
	// Within a poll, and whole.
	before := b.standing().Slide
	publish(alarms(2, alarm(now(), nil)))
	b.live(13)
	sees("red", "红色", "走楼梯，快下楼", "不要乘电梯", "新城社区", "0523-0000 0110", "发布")
	if got := b.standing(); got.Mode != "alert" || got.Alert != "20261122-fire" {
		t.Errorf("red: %+v", got)
	}
	during := b.standing().Slide
	b.live(100)
	sees("red, later", "走楼梯，快下楼")
	if got := b.standing().Slide; got != during {
		t.Errorf("the loop went on under the alert: %s, then %s", during, got)
	}
	// An older file is a copy from somewhere.
	publish(alarms(1))
	b.live(20)
	sees("after an older file", "走楼梯")
	// An update by the same name.
	publish(alarms(3, alarm(now(), map[string]any{"headline": "留在家里，关好门"})))
	b.live(13)
	sees("update", "留在家里，关好门")
	// Cancel: back at the same slide.
	publish(alarms(4))
	b.liveUntil(13, func(s seen) bool { return s.Alert == "" })
	sees("cancel")
	if got := b.standing().Slide; got != during {
		t.Errorf("after the alert: %s, not %s (before: %s)", got, during, before)
	}
	// A drill has no red and says so first.
	publish(alarms(5, alarm(now(), map[string]any{"status": "exercise"})))
	b.live(13)
	sees("drill", "演练", "不是真火警")
	if chrome.Eval[bool](b, `!!document.querySelector("#alert .red")`) {
		t.Error("the drill is red")
	}
	publish(alarms(6, alarm(now(), map[string]any{"status": "test"})))
	b.live(13)
	sees("test", "测试", "不是真的")
	// Yellow leaves the slide.
	publish(alarms(7, alarm(now(), map[string]any{"colour": "yellow", "headline": "明早路面结冰"})))
	b.live(13)
	sees("yellow", "黄色注意", "明早路面结冰")
	if got := b.seen(); len(got.Slides) != 1 || b.standing().Mode != "loop" {
		t.Errorf("yellow hides the slide: %+v", got)
	}
	if r := chrome.Eval[[]float64](b, `[document.getElementById("alert"), document.querySelector(".slot:not([hidden])")].map((e) => e.getBoundingClientRect().height / innerHeight)`); r[0] < .24 || r[0] > .26 || r[1] < .74 || r[1] > .76 {
		t.Errorf("yellow takes %v of the height", r)
	}
	// Blue is a slide, soon.
	publish(alarms(8, alarm(now(), map[string]any{"colour": "blue", "headline": "明天检修水泵"})))
	got := b.liveUntil(12+8+2, func(s seen) bool { return strings.Contains(s.Text, "明天检修水泵") }) // a poll, and the slide that is there
	if !strings.Contains(got.Text, "明天检修水泵") || got.Alert != "" {
		t.Errorf("blue: %+v", got)
	}
	publish(alarms(9))
	b.live(13)
	if got := b.seen(); strings.Contains(got.Text, "明天检修水泵") || got.blank() {
		t.Errorf("blue, cancelled: %+v", got)
	}
	// For others, not begun, over, never ending: nothing.
	for i, change := range []map[string]any{
		{"screens": []string{"lift"}}, {"from": now().Unix() + 3600}, {"expires": now().Unix() - 1}, {"expires": nil},
		{"sent": now().Unix() - 90000, "expires": now().Unix() + 90000}, {"colour": "pink"}, {"headline": ""},
	} {
		publish(alarms(10+i, alarm(now(), change)))
		b.live(13)
		sees(fmt.Sprint(change))
	}
	publish(alarms(20, alarm(now(), map[string]any{"sent": now().Unix() - 90000, "source": "notice", "screens": []string{"hall"}})))
	b.live(13)
	sees("a long notice for this screen", "走楼梯")
	// The gravest of several, and the end without a network.
	publish(alarms(21, alarm(now(), map[string]any{"colour": "yellow", "id": "y"}),
		alarm(now(), map[string]any{"colour": "orange", "id": "o", "headline": "台风来了", "expires": now().Unix() + 60}), alarm(now(), map[string]any{"colour": "blue", "id": "b"})))
	b.live(13)
	sees("several", "橙色", "台风来了")
	h.die()
	b.live(50)
	sees("orange is over", "黄色注意")
	b.jump(now().Add(time.Hour))
	b.live(1)
	sees("all over")
}

// TestPlayerAlertOutlivesPower wants an alert that holds to be there after the
// power was cut and the network with it, and gone at its end.
func TestPlayerAlertOutlivesPower(t *testing.T) {
	t.Parallel()
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base = chrome.Built
	h.alert = alarms(2, alarm(chrome.Built, map[string]any{"expires": chrome.Built.Unix() + 120}))
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(3)
	if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
		t.Fatalf("%+v", got)
	}
	b.kept()
	h.set(func() { h.fault = "500" })
	b.Visit(h.url("hall"))
	b.live(5) // it waits three seconds at most for what is stored
	if got := b.seen(); !strings.Contains(got.Alert, "走楼梯") {
		t.Errorf("after the power cut: %+v", got)
	}
	b.live(125)
	if got := b.seen(); got.Alert != "" || got.blank() {
		t.Errorf("after its end: %+v", got)
	}
}

// TestPlayerAlertLatency measures on many screens how long it takes from the
// moment at which the file can be had until the alert is seen, and to be gone.
func TestPlayerAlertLatency(t *testing.T) {
	screens := either(100, 12)
	h := newHouse(t, plainWall("A", today(time.Now())))
	const perTab = 25
	var tabs []*tab
	for first := 0; first < screens; first += perTab {
		b := bare(t)
		tabs = append(tabs, b)
		b.Visit("http://" + h.address + "/blank.html")
		chrome.Eval[any](b, fmt.Sprintf(`(() => {
			for (let i = %d; i < %d; i++) {
				const f = document.createElement("iframe");
				f.src = "/screens/s" + i + "/";
				f.width = 640; f.height = 360;
				document.body.appendChild(f);
			}
			const first = {};
			const look = () => {
				Array.from(document.querySelectorAll("iframe")).forEach((f) => {
					const d = f.contentDocument, a = d && d.getElementById("alert");
					if (!a) return;
					const key = f.src + (a.hidden || !a.textContent ? " off" : " on");
					if (first.last && first.last[f.src] !== key) first[key] = Date.now();
					(first.last = first.last || {})[f.src] = key;
				});
				setTimeout(look, 50);
			};
			look();
			window.firsts = first;
			return 0;
		})()`, first, min(first+perTab, screens)))
	}
	for _, b := range tabs {
		b.Until("all screens play", time.Minute, `Array.from(document.querySelectorAll("iframe")).every((f) => f.contentWindow.banbaoPlayer && f.contentWindow.banbaoPlayer.state && f.contentWindow.banbaoPlayer.state().shown)`)
	}
	time.Sleep(time.Duration(either(15, 4)) * time.Second) // their polls drift apart
	measure := func(text, word string) {
		t.Helper()
		h.set(func() { h.alert = text })
		since := time.Now()
		var all []time.Duration
		for _, b := range tabs {
			b.Until("all screens "+word, 40*time.Second, `Array.from(document.querySelectorAll("iframe")).every((f) => f.contentDocument.getElementById("alert").hidden === `+fmt.Sprint(word == "off")+`)`)
			time.Sleep(100 * time.Millisecond)
			for key, at := range chrome.Eval[map[string]any](b, "firsts") {
				if ms, ok := at.(float64); ok && strings.HasSuffix(key, " "+word) {
					all = append(all, time.UnixMilli(int64(ms)).Sub(since))
				}
			}
		}
		if len(all) != screens {
			t.Fatalf("%s: %d of %d screens", word, len(all), screens)
		}
		slices.Sort(all)
		p95 := all[(len(all)*95+99)/100-1]
		t.Logf("%s on %d screens: p50 %.1f s, p95 %.1f s, max %.1f s", word, screens, all[len(all)/2].Seconds(), p95.Seconds(), all[len(all)-1].Seconds())
		if p95 > 15*time.Second || all[len(all)-1] > 30*time.Second {
			t.Errorf("%s is too slow", word)
		}
	}
	measure(alarms(2, alarm(time.Now(), nil)), "on")
	measure(alarms(3), "off")
}
