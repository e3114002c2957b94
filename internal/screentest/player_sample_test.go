package screentest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
)

// sampleScreens are the folders of the sample site's screens.
func sampleScreens(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(chrome.Site(t).Dir, "screens", "*", "manifest.json"))
	if err != nil || len(all) == 0 {
		t.Fatalf("the sample site has no screens: %v", err)
	}
	var ids []string
	for _, name := range all {
		ids = append(ids, filepath.Base(filepath.Dir(name)))
	}
	return ids
}

// TestPlayerSampleAgrees wants what the build wrote and what the player reads
// to be the same: the page's set is the manifest's, and every slide of it is
// shown sooner or later while it is valid, by http and from a stick.
func TestPlayerSampleAgrees(t *testing.T) {
	t.Parallel()
	for i, id := range sampleScreens(t) {
		if i > 1 && !full() {
			break
		}
		text, err := os.ReadFile(filepath.Join(chrome.Site(t).Dir, "screens", id, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Set, SHA256 string
			Slides      []struct {
				ID          string
				Kind        string
				From, Until int64
				Dwell       int
			}
		}
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		b := open(t)
		b.Size(1920, 1080)
		if strings.Contains(id, "lift") || id == "kiosk" {
			b.Size(1080, 1920)
		}
		b.Visit(chrome.Site(t).File + "screens/" + id + "/index.html")
		b.Until(id+" plays", 10*time.Second, `(__banbaoClock.to(Date.now() + 1000), `+seenNow+`.slides.length === 1)`)
		if got := b.standing(); "set-"+got.Set+".html" != m.Set || !got.Trusted {
			t.Errorf("%s: %+v is not %s", id, got, m.Set)
		}
		seconds := 60
		for _, s := range m.Slides {
			seconds += 2 * s.Dwell
		}
		seen := map[string]bool{}
		for _, one := range chrome.Eval[[]string](b, watchedFor(chrome.Built.Unix()+10, 3, seconds)) {
			seen[one] = true
		}
		end := chrome.Built.Unix() + 10 + int64(3*seconds)
		for _, s := range m.Slides {
			valid := (s.From == 0 || s.From <= chrome.Built.Unix()) && (s.Until == 0 || s.Until > end)
			if s.Kind != "quiet" && valid && !seen[s.ID] {
				t.Errorf("%s: %s was not seen in %d s", id, s.ID, 3*seconds)
			}
		}
		for one := range seen {
			if strings.HasPrefix(one, "blank") || one == "" || strings.Contains(one, "|") {
				t.Errorf("%s: %q was seen", id, one)
			}
		}
		if got := b.standing(); len(got.Errors) > 0 || len(got.Strikes) > 0 {
			t.Errorf("%s: %+v", id, got)
		}
		if _, noise := b.Heard(); len(noise) > 0 {
			t.Errorf("%s: %v", id, noise)
		}
	}
}

// TestPlayerSampleUpdates serves the sample and wants its worker, its manifest
// and its alerts to be taken.
func TestPlayerSampleUpdates(t *testing.T) {
	t.Parallel()
	b := open(t)
	b.Visit(chrome.Site(t).HTTP + "screens/xc-lobby/")
	b.Until("it plays", 10*time.Second, `banbaoPlayer.state().set`)
	b.live(5)
	b.kept()
	st := b.standing()
	if st.Sequence < 1 || len(st.Fails) != 2 || st.Fails[0]+st.Fails[1] > 0 || len(st.Errors) > 0 {
		t.Errorf("%+v", st)
	}
	for _, name := range []string{"size.css", "../../" + strings.TrimPrefix(chrome.Eval[string](b, `document.querySelector("script").getAttribute("src")`), "../../")} {
		if !chrome.Eval[bool](b, `!!(await caches.match(new URL("`+name+`", location.href).href))`) {
			t.Errorf("%s is not kept", name)
		}
	}
}
