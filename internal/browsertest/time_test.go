package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	nouns "banbao/internal/site"
)

// zones are where devices believe to be. What a page shows is decided by the
// moment alone, so they must all show the same.
var zones = []string{"Asia/Shanghai", "UTC", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"}

// story is a page that stays open, as lines: "at" moves the clock, "wake" moves
// it while the device sleeps, "sees" and "never" say what stands there then.
type story struct{ path, lines string }

// stories are about the items of the sample site, told by their own times.
func stories(t *testing.T) []story {
	t.Helper()
	s := site(t).plan.Site
	at := func(when time.Time) string { return when.In(s.Zone).Format("2006-01-02T15:04:05") }
	second := time.Second

	alarm := urgent(t)
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
		{"index.html", lines(
			"sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(-second)), "sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"guides/index.html", lines( // the bar that stands over other pages
			"sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(-second)), "sees "+alarm.Title,
			"at "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"guides/index.html", lines(
			"wake "+at(alarm.Window.Until.Add(second)), "never "+alarm.Title,
		)},
		{"notices/index.html", lines(
			"never "+coming.Title,
			"at "+at(coming.Window.From.Add(-second)), "never "+coming.Title,
			"at "+at(coming.Window.From.Add(second)), "sees "+coming.Title,
		)},
		{coming.Path(), lines(
			"never "+coming.Title, "sees 还没有公布",
			"at "+at(coming.Window.From.Add(-second)), "never "+coming.Title,
			"at "+at(coming.Window.From.Add(second)), "sees "+coming.Title, "never 还没有公布",
		)},
		{coming.Path(), lines(
			"wake "+at(coming.Window.From.Add(second)), "sees "+coming.Title, "never 还没有公布",
		)},
		{running.Path(), lines(
			"sees "+day(s.Now),
			"at "+at(midnight.Add(-second)), "sees "+day(s.Now),
			"at "+at(midnight.Add(second)), "sees "+day(midnight), "never "+day(s.Now),
			"at "+at(running.Publicity.Window.Until.Add(second)), "never 今天截止", "never 还剩",
		)},
		{"index.html", lines( // the day in the head
			"sees "+s.Now.Format("2006年1月2日"),
			"at "+at(midnight.Add(-second)), "sees "+s.Now.Format("2006年1月2日"),
			"at "+at(midnight.Add(second)), "sees "+midnight.Format("2006年1月2日"), "never "+s.Now.Format("2006年1月2日"),
		)},
	}
}

func lines(all ...string) string { return strings.Join(all, "\n") }

func TestTimeGoesOn(t *testing.T) {
	t.Parallel()
	told := stories(t)
	for _, name := range zones {
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			b := open(t)
			b.zone(name)
			for _, s := range told {
				b.visit(site(t).http + s.path)
				b.tell(s)
			}
		})
	}
}

// tell goes through a story.
func (b *tab) tell(s story) {
	b.t.Helper()
	moment := "the build"
	for line := range strings.Lines(s.lines) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "at", "wake":
			when, err := time.ParseInLocation("2006-01-02T15:04:05", rest, built.Location())
			b.must(err)
			if word == "at" {
				b.clock(when)
			} else {
				b.wake(when)
			}
			moment = rest
		case "sees", "never":
			seen := strings.Contains(flat(b.text()), flat(plain(rest)))
			if seen != (word == "sees") {
				b.t.Errorf("%s at %s %s “%s”", s.path, moment, map[string]string{"sees": "does not show", "never": "still shows"}[word], rest)
			}
		default:
			b.t.Fatalf("no such line: %s", line)
		}
	}
}

// plain is a title without the marks for line breaks.
func plain(title string) string { return strings.ReplaceAll(title, "|", "") }

// TestZonesAgree compares whole pages over three days.
func TestZonesAgree(t *testing.T) {
	t.Parallel()
	moments := []time.Time{built, built.Add(7 * time.Hour), built.Add(11*time.Hour + time.Second), built.Add(15*time.Hour + time.Second), built.Add(72 * time.Hour)}
	var first []string
	for i, name := range zones {
		b := open(t)
		b.zone(name)
		var all []string
		for _, k := range kinds(t) {
			switch k.name {
			case "home", "notices", "notice-urgent", "notice-publicity", "notice-scheduled", "activities", "activity-regular", "calendar", "boards":
			default:
				continue
			}
			b.visit(site(t).http + k.path)
			for _, m := range moments {
				b.clock(m)
				all = append(all, k.path+" at "+m.Format(time.DateTime)+"\n"+b.text())
			}
		}
		if i == 0 {
			first = all
			continue
		}
		for j := range all {
			if all[j] != first[j] {
				t.Errorf("%s in %s differs from %s:\n%s\n----\n%s", all[j][:40], name, zones[0], all[j], first[j])
			}
		}
	}
}
