package chrome

import (
	"strings"
	"testing"
	"time"
)

// Flat takes out white space, which pages place for the eye.
func Flat(s string) string {
	s = strings.NewReplacer("*", "", "\u200b", "", "\u00ad", "").Replace(s)
	return strings.Join(strings.Fields(s), "")
}

// Zones are where devices believe to be. What a page shows is decided by the
// moment alone, so they must all show the same.
var Zones = []string{"Asia/Shanghai", "UTC", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"}

// Lines are the lines of a story.
func Lines(all ...string) string { return strings.Join(all, "\n") }

// Tell goes through the story of a page, line by line: "at" and "wake" go to a
// moment, "sees" and "never" say what is seen then.
func (b *Tab) Tell(path, lines string) {
	b.Helper()
	moment := "the build"
	for line := range strings.Lines(lines) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "at", "wake":
			when := Moment(b, rest)
			if word == "at" {
				b.Clock(when)
			} else {
				b.Wake(when)
			}
			moment = rest
		case "sees", "never":
			seen := strings.Contains(Flat(b.Text()), Flat(Plain(rest)))
			if seen != (word == "sees") {
				b.Errorf("%s at %s %s “%s”", path, moment, map[string]string{"sees": "does not show", "never": "still shows"}[word], rest)
			}
		default:
			b.Fatalf("no such line: %s", line)
		}
	}
}

// Plain is a title without the marks for line breaks.
func Plain(title string) string { return strings.ReplaceAll(title, "|", "") }

// Moment is one in the zone of the sample site.
func Moment(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04:05", text, Built.Location())
	if err != nil {
		t.Fatal(err)
	}
	return at
}
