package screentest

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
	"banbao/internal/sign"
)

// TestPlayerTakesOnlySigned has a screen whose page knows a key: what its
// holder signed is shown, whatever else the server says is not, and the last
// good stays. A browser that cannot check goes on as without a key.
func TestPlayerTakesOnlySigned(t *testing.T) {
	t.Parallel()
	ours, err := sign.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	forger, err := sign.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, plainWall("A", today(chrome.Built)))
	h.base, h.key, h.seal = chrome.Built, ours.Public(), ours
	publish := func(k sign.Key, at, text string) {
		body, err := k.Sign(at, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		h.set(func() { h.alert = string(body) })
	}
	const here = "screens/alert.json"
	publish(ours, here, emptyAlerts)
	b := open(t)
	b.Visit(h.url("hall"))
	b.live(12)
	if got := b.standing(); got.Seal != "checks" {
		t.Fatalf("this browser does not check: %+v", got)
	}
	now := func() time.Time { return time.Unix(int64(b.standing().Time), 0) }
	sees := func(what, want, noted string) {
		t.Helper()
		b.live(60)
		if got := b.seen(); want == "" && got.Alert != "" || !strings.Contains(got.Alert, want) || got.blank() {
			t.Errorf("%s: want %q, and there is %+v", what, want, got)
		}
		if got := b.standing().Errors; noted != "" && !slices.ContainsFunc(got, func(e string) bool { return strings.Contains(e, noted) }) {
			t.Errorf("%s: nothing is noted but %q", what, got)
		}
	}
	fire := alarm(now(), nil)
	other := func(headline string) map[string]any { return alarm(now(), map[string]any{"headline": headline}) }
	publish(forger, here, alarms(2, other("假的")))
	sees("forged", "", "forged screens/alert.json")
	publish(sign.Key{}, here, alarms(2, other("没签名")))
	sees("unsigned", "", "unsigned screens/alert.json")
	publish(ours, "screens/hall/manifest.json", alarms(2, other("挪来的")))
	sees("signed as another file", "", "")
	publish(ours, here, alarms(3, fire))
	sees("good", "走楼梯，快下楼", "")
	publish(ours, here, alarms(2))
	sees("an older one, replayed", "走楼梯，快下楼", "old alerts")
	b.live(20 * 60)
	sees("replayed for long", "走楼梯，快下楼", "")
	publish(ours, here, alarms(4))
	sees("cancelled", "", "")

	// A set comes by its manifest.
	h.set(func() { h.seal = forger })
	h.publish(plainWall("B", today(chrome.Built)))
	b.live(200)
	if got := b.seen(); !strings.Contains(got.Text, "[A]") {
		t.Errorf("a forged set is shown: %+v", got)
	}
	h.set(func() { h.seal = ours })
	b.liveUntil(200, func(s seen) bool { return strings.Contains(s.Text, "[B]") })
	if got := b.seen(); !strings.Contains(got.Text, "[B]") {
		t.Errorf("the signed set is not shown: %+v %+v", got, b.standing())
	}

	// Over http from another computer there is no WebCrypto.
	plain := newHouse(t, plainWall("A", today(chrome.Built)))
	plain.base, plain.key, plain.alert = chrome.Built, ours.Public(), alarms(2, alarm(chrome.Built, nil))
	c := open(t)
	c.Visit(plain.plain("hall"))
	c.live(30)
	if got := c.seen(); c.standing().Seal != "unable" || !strings.Contains(got.Alert, "走楼梯") {
		t.Errorf("where nothing can be checked: %+v %+v", got, c.standing())
	}
}
