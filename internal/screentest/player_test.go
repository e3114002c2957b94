package screentest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// full tells whether the long variants of these tests are wanted: thirty days
// by the second, a hundred power cuts, a hundred screens.
func full() bool { return os.Getenv("BANBAO_SCREENS") == "full" }

// either is the one number with BANBAO_SCREENS=full, else the other.
func either(long, short int) int {
	if full() {
		return long
	}
	return short
}

func readFile(dir, at string) ([]byte, error) {
	return os.ReadFile(filepath.Join(dir, filepath.FromSlash(at)))
}

// small sets ------------------------------------------------------------

// plainWall has three notices that never end.
func plainWall(name string, since time.Time) *wall {
	return &wall{name: name, screen: "hall", since: since.Unix(), loop: 60, panes: []pane{
		{item: "notices/one", kind: "notice", level: "normal", dwell: 8, undated: true},
		{item: "notices/two", kind: "notice", level: "normal", dwell: 8, windows: [][2]int64{{0, 0}}},
		{item: "guides/three", kind: "guide", level: "normal", dwell: 8, undated: true},
	}}
}

// today is the start of a day in the site's zone.
func today(t time.Time) time.Time {
	y, m, d := t.In(chrome.Built.Location()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, chrome.Built.Location())
}

// month is a set with every kind of edge in a month from a moment: ends and
// beginnings at odd seconds, at midnight, windows that come back daily, gaps in
// which nothing is valid but what never ends.
func month(from time.Time, seed uint64) *wall {
	r := rand.New(rand.NewPCG(seed, 7))
	w := &wall{name: "month", screen: "hall", since: today(from).Unix(), loop: 120}
	at := func(hours float64) int64 { return from.Unix() + int64(hours*3600) }
	levels := []string{"normal", "normal", "normal", "important", "pinned", "urgent"}
	for i := range 24 {
		p := pane{item: fmt.Sprintf("notices/n%02d", i), kind: "notice", level: levels[r.IntN(len(levels))], dwell: 8 + r.IntN(20), pages: 1 + r.IntN(3)}
		begin := r.Float64() * 24 * 26
		length := 0.2 + r.Float64()*24*8
		p.windows = [][2]int64{{at(begin), at(begin + length)}}
		switch i % 6 {
		case 1: // begins and ends at midnight
			day := today(from.Add(time.Duration(begin * float64(time.Hour))))
			p.windows = [][2]int64{{day.Unix(), day.AddDate(0, 0, 1+r.IntN(5)).Unix()}}
		case 2: // every morning
			p.windows = nil
			for d := range 30 {
				day := today(from).AddDate(0, 0, d).Unix()
				p.windows = append(p.windows, [2]int64{day + 6*3600 + int64(r.IntN(600)), day + 9*3600 + int64(r.IntN(600))})
			}
		case 3: // there from the beginning
			p.windows[0][0] = 0
		case 4:
			p.kind = "publicity"
		}
		for page := 1; page <= p.pages; page++ {
			p.page = page
			w.panes = append(w.panes, p)
		}
	}
	return w
}

// pure functions ----------------------------------------------------------

// script opens an empty page that has the player's parts and no screen.
func scripted(t *testing.T) *tab {
	h := newHouse(t, plainWall("A", chrome.Built))
	b := open(t)
	b.Visit("http://" + h.address + "/blank.html")
	return b
}

func TestPlayerSHA256(t *testing.T) {
	t.Parallel()
	b := scripted(t)
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000, 100_000} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		sum := sha256.Sum256(data)
		want := hex.EncodeToString(sum[:])
		got := chrome.Eval[[]string](b, fmt.Sprintf(`await (async () => {
			const bytes = Uint8Array.from(%q.match(/../g) || [], (h) => parseInt(h, 16));
			return [banbaoPlayer.sha256(bytes), await banbaoPlayer.digest(bytes.buffer)];
		})()`, hex.EncodeToString(data)))
		if got[0] != want || got[1] != want {
			t.Errorf("%d bytes: %v, want %s", size, got, want)
		}
	}
}

// TestPlayerTurns wants each of the others to have its turn, also the first of
// the set when it has several pages.
func TestPlayerTurns(t *testing.T) {
	t.Parallel()
	b := scripted(t)
	got := chrome.Eval[[]string](b, `(() => {
		const slide = (item, page, level) => ({ id: item + page, item, kind: "notice", level, dwell: 10, quiet: item === "quiet", undated: true, windows: [[-Infinity, Infinity]] });
		const all = [slide("a", 1, "normal"), slide("a", 2, "normal"), slide("b", 1, "normal"), slide("p", 1, "pinned"), slide("c", 1, "normal"), slide("c", 2, "normal"), slide("quiet", 1, "normal")];
		const loops = [];
		for (let i = 0, next = ""; i < 4; i++) {
			const loop = banbaoPlayer.choose(all, 0, true, 35, next);
			next = loop.next;
			loops.push(loop.queue.map((s) => s.id).join(" "));
		}
		return loops;
	})()`)
	for i, want := range []string{"p1 a1 a2 b1", "p1 c1 c2 a1 a2", "p1 b1 c1 c2", "p1 a1 a2 b1"} {
		if got[i] != want {
			t.Errorf("loop %d: %s, want %s", i+1, got[i], want)
		}
	}
}

// thirty days ---------------------------------------------------------------

// watched goes through time in steps and writes down who is seen.
const watched = `await (async (from, step, count) => {
  const seen = [], late = (f) => new Promise((ok) => setTimeout(ok, 0));
  for (let i = 0; i < count; i++) {
    const t = from + i * step;
    __banbaoClock.to(t * 1000);
    await null;
    const slots = ["a", "b"].map((id) => document.getElementById(id)).filter((s) => !s.hidden && s.style.display !== "none" && s.style.opacity !== "0");
    seen.push(slots.map((s) => Array.from(s.children).map((c) => (c.hidden || !c.textContent.trim() ? "blank " : "") + c.getAttribute("data-id")).join("+")).join("|"));
    if (i % 500 === 0) await late();
  }
  return seen;
})`

// watchedFor is that, from a moment, every step seconds.
func watchedFor(from int64, step, count int) string {
	return fmt.Sprintf("%s(%d, %d, %d)", watched, from, step, count)
}

// TestPlayerMonth lets a screen whose network is dead run for days, and asks
// somebody who only knows the windows whether what is seen may be seen, and
// whether everything that may be seen is.
func TestPlayerMonth(t *testing.T) {
	t.Parallel()
	for seed := range uint64(either(3, 1)) {
		if err := runMonth(t, seed, either(30, 2), ""); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// TestPlayerMonthSees gives the same somebody players that err.
func TestPlayerMonthSees(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{
		"ended notices stay":    `;banbaoPlayer.within = (windows, t) => windows.some((w) => t >= w[0]);`,
		"notices begin early":   `;banbaoPlayer.within = (windows, t) => windows.some((w) => t >= w[0] - 60 && t < w[1]);`,
		"each loop is the same": `;(() => { const choose = banbaoPlayer.choose; banbaoPlayer.choose = (s, t, sure, length) => choose(s, t, sure, length, ""); })();`,
	} {
		if err := runMonth(t, 0, 2, fault); err == nil {
			t.Errorf("%s, and it is not seen", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}

// runMonth plays for days, with a fault put into the player, and says what was
// wrong first.
func runMonth(t *testing.T, seed uint64, days int, fault string) error {
	t.Helper()
	w := month(chrome.Built, seed)
	h := newHouse(t, w)
	h.now = func() time.Time { return chrome.Built }
	h.script = append(append([]byte(nil), h.script...), fault...)
	b := open(t)
	b.Visit(h.url("hall"))
	b.Until("a slide", 20*time.Second, seenNow+".slides.length === 1")
	h.die()
	chrome.Eval[any](b, `(window.fetch = () => Promise.reject(new TypeError("dead")), 0)`)

	const step = 7 // seconds, no divisor of anything
	begin := chrome.Built.Unix() + 2
	count := days * 86400 / step
	last := map[string]int64{} // when each was seen last, or was not valid
	seen := map[string]int{}
	for done := 0; done < count; done += 5000 {
		n := min(5000, count-done)
		from := begin + int64(done*step)
		for i, id := range chrome.Eval[[]string](b, watchedFor(from, step, n)) {
			at := from + int64(i*step)
			when := time.Unix(at, 0).In(chrome.Built.Location()).Format("01-02T15:04:05")
			if id == "quiet.1" {
				for _, p := range w.panes {
					// the tick was within the second before; a slide may begin in it
					if p.valid(at) && p.valid(at-1) {
						return fmt.Errorf("%s: the quiet page is seen while %s is valid", when, p.id())
					}
				}
			} else if p := w.pane(id); p == nil {
				return fmt.Errorf("%s: %q is seen", when, id)
			} else if !p.valid(at) && !p.valid(at-1) {
				return fmt.Errorf("%s: %s is seen, which is not valid", when, id)
			}
			seen[id]++
			for _, p := range w.panes {
				switch {
				case !p.valid(at) || id == p.id() || last[p.id()] == 0:
					last[p.id()] = at
				case at-last[p.id()] > starving(w, at):
					return fmt.Errorf("%s: %s is valid and was not seen for %d s", when, p.id(), at-last[p.id()])
				}
			}
		}
	}
	if len(seen) < 10 || seen["quiet.1"] == 0 && days > 20 {
		t.Errorf("only %v were seen", seen)
	}
	if st := b.standing(); !st.Trusted || len(st.Errors) > 20 {
		t.Errorf("at the end: %+v", st)
	}
	t.Logf("seed %d: %d days, %d looks, %d slides seen, the quiet page %d times", seed, days, count, len(seen), seen["quiet.1"])
	return nil
}

// starving is how long a valid slide may wait at most: each loop brings at
// least one of the others, after all that is in every loop.
func starving(w *wall, at int64) int64 {
	var fixed, longest, others int64
	items := map[string]int64{}
	for _, p := range w.panes {
		// what was valid a while ago may still stand in the loop
		if !p.valid(at) && !p.valid(at-1800) {
			continue
		}
		if p.level == "urgent" || p.level == "pinned" || p.kind == "publicity" {
			fixed += int64(p.dwell)
			continue
		}
		items[p.item] += int64(p.dwell)
		others += int64(p.dwell)
		longest = max(longest, items[p.item])
	}
	loops := others/max(int64(w.loop)-fixed, 1) + 2
	if fixed >= int64(w.loop) {
		loops = int64(len(items)) + 2
	}
	return loops*(fixed+int64(w.loop)+longest) + 60
}
