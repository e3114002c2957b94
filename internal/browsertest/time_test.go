package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banbao/internal/chrome"
	nouns "banbao/internal/site"
)

// story is a page that stays open, as lines: "at" moves the clock, "wake" moves
// it while the device sleeps, "sees" and "never" say what stands there then.
type story struct{ path, lines string }

// stories are about the items of the sample site, told by their own times.
func stories(t *testing.T) []story {
	t.Helper()
	s := chrome.Site(t).Plan.Site
	at := func(when time.Time) string { return when.In(s.Zone).Format("2006-01-02T15:04:05") }
	second := time.Second

	alarm := chrome.Urgent(t)
	var coming *nouns.Notice // hidden until it begins
	for _, n := range s.Notices {
		if s.Presence(&n.Item) == nouns.Hidden && n.State(s.Now) == nouns.Scheduled && n.Window.From.Sub(s.Now) < 7*24*time.Hour {
			coming = n
		}
	}
	if coming == nil {
		t.Fatal("the sample site has no notice that begins within seven days")
	}
	var running *nouns.Notice // with two days left at least
	for _, n := range s.Notices {
		if p := n.Publicity; p != nil && p.Stage(s.Now) == nouns.Running && p.Window.Until.Sub(s.Now) > 48*time.Hour && p.Unit == "calendar" && s.Presence(&n.Item) == nouns.Present {
			running = n
		}
	}
	if running == nil {
		t.Fatal("the sample site has no running publicity of calendar days")
	}
	y, m, d := s.Now.Date()
	midnight := time.Date(y, m, d+1, 0, 0, 0, 0, s.Zone)
	day := func(when time.Time) string {
		k := int(when.Sub(running.Publicity.Window.From)/(24*time.Hour)) + 1
		return fmt.Sprintf("第%d天，共%d天", k, running.Publicity.Days)
	}

	return []story{
		{"index.html", chrome.Lines(
			"sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(-second)), "sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"guides/index.html", chrome.Lines( // the bar that stands over other pages
			"sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(-second)), "sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"guides/index.html", chrome.Lines(
			"wake "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"notices/index.html", chrome.Lines(
			"never "+coming.Title,
			"at "+at(coming.Window.From.Add(-second)), "never "+coming.Title,
			"at "+at(coming.Window.From.Add(second)), "sees "+coming.Title,
		)},
		{coming.Path(), chrome.Lines(
			"never "+coming.Title, "sees 还没有公布",
			"at "+at(coming.Window.From.Add(-second)), "never "+coming.Title,
			"at "+at(coming.Window.From.Add(second)), "sees "+coming.Title, "never 还没有公布",
		)},
		{coming.Path(), chrome.Lines(
			"wake "+at(coming.Window.From.Add(second)), "sees "+coming.Title, "never 还没有公布",
		)},
		{running.Path(), chrome.Lines(
			"sees "+day(s.Now),
			"at "+at(midnight.Add(-second)), "sees "+day(s.Now),
			"at "+at(midnight.Add(second)), "sees "+day(midnight), "never "+day(s.Now),
			"at "+at(running.Publicity.Window.Until.Add(second)), "never 今天截止", "never 还剩",
		)},
		{"index.html", chrome.Lines( // the day in the head
			"sees "+s.Now.Format("2006年1月2日"),
			"at "+at(midnight.Add(-second)), "sees "+s.Now.Format("2006年1月2日"),
			"at "+at(midnight.Add(second)), "sees "+midnight.Format("2006年1月2日"), "never "+s.Now.Format("2006年1月2日"),
		)},
	}
}

func TestTimeGoesOn(t *testing.T) {
	t.Parallel()
	told := stories(t)
	for _, name := range chrome.Zones {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			b := chrome.Open(t)
			b.Zone(name)
			for _, s := range told {
				b.Visit(chrome.Site(t).HTTP + s.path)
				b.Tell(s.path, s.lines)
			}
		})
	}
}

// TestZonesAgree compares whole pages over three days.
func TestZonesAgree(t *testing.T) {
	t.Parallel()
	moments := []time.Time{chrome.Built, chrome.Built.Add(7 * time.Hour), chrome.Built.Add(11*time.Hour + time.Second), chrome.Built.Add(15*time.Hour + time.Second), chrome.Built.Add(72 * time.Hour)}
	var first []string
	for i, name := range chrome.Zones {
		b := chrome.Open(t)
		b.Zone(name)
		var all []string
		for _, k := range chrome.Kinds(t) {
			switch k.Name {
			case "home", "notices", "notice-urgent", "notice-publicity", "notice-scheduled", "activities", "activity-regular", "calendar", "boards":
			default:
				continue
			}
			b.Visit(chrome.Site(t).HTTP + k.Path)
			for _, m := range moments {
				b.Clock(m)
				all = append(all, k.Path+" at "+m.Format(time.DateTime)+"\n"+b.Text())
			}
		}
		if i == 0 {
			first = all
			continue
		}
		for j := range all {
			if all[j] != first[j] {
				t.Errorf("%s in %s differs from %s:\n%s\n----\n%s", all[j][:40], name, chrome.Zones[0], all[j], first[j])
			}
		}
	}
}
